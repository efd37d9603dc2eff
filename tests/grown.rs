//! A suite many times as large as ours: the project's own routemaps and so many more, made as if by chance, the same each time.
//! Their steps are short: a page holds every step of its routemap, and 200 long ones would be a book.

use std::{fmt::Write, fs, io, path::Path};

use routemaps::definition::Choice;

use crate::near_tree::{Chance, near_tree};

/// The words that titles, texts and choices are made of.
const WORDS: &str = "about after again agree all answer appeal ask asked back before begin book bring by call care change check child \
    choose class college copy council day decide each early end family find first follow form friend get give go health help here home \
    hospital hour how keep know late learn leave letter list long look meet meeting month morning move name need new next note nurse \
    office open paper part pay phone place plan play post put question read ready reply report rest right say school see send services \
    set share show side sign sit small someone soon start stay stop street talk team tell term test ticket time today travel try turn \
    useful visit wait walk watch week welcome who with work write year yes young";

/// Writes so many routemaps of so many steps into a folder, beside those that are in `ours`, and returns how many there are then.
///
/// # Errors
///
/// A file that cannot be read or written.
pub fn write_suite(ours: &Path, folder: &Path, routemaps: usize, steps: usize) -> io::Result<usize> {
    fs::create_dir_all(folder.join("pages"))?;
    let mut all = routemaps;
    for from in [ours.to_owned(), ours.join("pages")] {
        for entry in fs::read_dir(&from)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let text = fs::read_to_string(&path)?;
                all += usize::from(text.contains("[[steps]]"));
                fs::write(folder.join(path.strip_prefix(ours).unwrap()), text)?;
            }
        }
    }
    let place = fs::read_to_string(ours.join("place.toml"))?;
    let topics = place.lines().find_map(|line| line.strip_prefix("topics = [")).unwrap();
    let topics: Vec<&str> = topics.split('"').skip(1).step_by(2).collect();
    for number in 0..routemaps {
        fs::write(folder.join(format!("{}.toml", id(number))), written(number, routemaps, steps, topics[number % topics.len()]))?;
    }
    Ok(all)
}

fn id(number: usize) -> String {
    format!("grown-{number}")
}

/// Returns the file of a routemap that is nearly a tree, and leads into the next one at one of its ends.
fn written(number: usize, routemaps: usize, steps: usize, topic: &str) -> String {
    let mut chance = Chance(number as u64 + 1);
    let vocabulary: Vec<&str> = WORDS.split_whitespace().collect();
    let mut words = |count: usize| {
        let words: Vec<&str> = (0..count).map(|_| vocabulary[chance.below(vocabulary.len())]).collect();
        let words = words.join(" ");
        words[..1].to_uppercase() + &words[1..]
    };
    let title = format!("{} {number}", words(3));
    let mut text = format!(
        "format = 1\ntitle = \"{title}\"\nshort_title = \"{title}\"\nsummary = \"{}.\"\ntopic = \"{topic}\"\nages = \"0 to 15\"\n\
         colour = \"#00663d\"\nhow_long = \"About 1 week\"\nwho_can_start = \"Anybody who lives here.\"\nversion = \"1\"\n\
         status = \"draft\"\nlast_checked = 2026-11-21\nreview_by = 2030-01-01\nowner = \"Nobody\"\nstart = \"s0\"\n\n\
         [[sources]]\nid = \"rules\"\ntitle = \"Rules\"\nurl = \"https://example.org/rules\"\n\n\
         [[dates]]\nid = \"sent\"\nask = \"When did you send it?\"\nevent = \"you sent it\"\n",
        words(8)
    );
    let stages = 5;
    for stage in 0..stages {
        write!(
            text,
            "\n[[stages]]\nid = \"stage-{stage}\"\ntitle = \"{}\"\neducation = \"The school helps.\"\n\
             health = \"Nothing is set out for this stage.\"\nsocial_care = \"Nothing is set out for this stage.\"\n",
            words(2)
        )
        .unwrap();
    }
    let tree = near_tree(number as u64 + 1, steps);
    let last_end = tree.steps.iter().enumerate().rposition(|(at, step)| !step.choices.iter().any(|choice| number_of(choice) > at));
    for (at, step) in tree.steps.iter().enumerate() {
        let leads_on = Some(at) == last_end && routemaps > 1;
        let mut choices: Vec<(String, String)> = Vec::new();
        // A step whose ways all lead back would keep a family going round.
        if step.choices.iter().any(|choice| number_of(choice) > at) {
            choices.extend(step.choices.iter().map(|choice| (choice.id.to_string(), choice.to.to_string())));
            choices.sort();
            choices.dedup();
        }
        choices.extend(leads_on.then(|| ("on".to_owned(), format!("{}:s0", id((number + 1) % routemaps)))));
        let kind = if choices.is_empty() { "end" } else { "do" };
        write!(
            text,
            "\n[[steps]]\nid = \"{}\"\nstage = \"stage-{}\"\nkind = \"{kind}\"\nwho = \"you\"\ntitle = \"{}\"\ntext = \"{}.\"\n",
            step.id,
            at * stages / steps,
            words(3),
            words(7)
        )
        .unwrap();
        if at == 0 {
            text.push_str("dates = [\"sent\"]\n\n[[steps.deadlines]]\nid = \"answer\"\ntitle = \"Hear back\"\nwhose = \"you\"\nrule = \"6 weeks after sent\"\nmissed = \"Ask today.\"\n");
        }
        for (id, to) in choices {
            write!(text, "\n[[steps.choices]]\nid = \"{id}\"\nlabel = \"{}\"\nto = \"{to}\"\n", words(3)).unwrap();
        }
    }
    text
}

/// Returns the number of the step that a choice leads to.
fn number_of(choice: &Choice) -> usize {
    choice.id.as_str().strip_prefix("to-").unwrap().parse().unwrap()
}
