//! What changed between two versions of the routemaps, in plain words for the people who sign it off.

use crate::definition::{
    Choice, Deadline, Routemap, Service, Step, actor_name,
    text::{Block, plain},
};

/// Returns what changed in a folder of routemaps, one sentence a line, under the title of each routemap. Empty if nothing
/// did. `services` name who acts.
pub fn of_suites<'a>(old: &[&'a Routemap], new: &[&'a Routemap], services: &[Service]) -> String {
    let mut text = String::new();
    for routemap in new {
        let before = old.iter().find(|before| before.id == routemap.id);
        let lines = before.map_or_else(|| vec!["This routemap is new.".to_owned()], |before| of_routemaps(before, routemap, services));
        text.push_str(&section(routemap, &lines));
    }
    for routemap in old.iter().filter(|before| !new.iter().any(|routemap| routemap.id == before.id)) {
        text.push_str(&section(routemap, &["This routemap was removed.".to_owned()]));
    }
    text
}

fn section(routemap: &Routemap, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("{} ({})\n{lines}\n", routemap.title, routemap.id)
}

/// Returns what changed in one routemap, a sentence each.
pub fn of_routemaps(old: &Routemap, new: &Routemap, services: &[Service]) -> Vec<String> {
    let mut said = Vec::new();
    let mut change = |what: &str, old: &str, new: &str| {
        if old != new {
            said.push(format!("{what} was “{old}” and is “{new}” now."));
        }
    };
    change("The title", &old.title, &new.title);
    change("The status", old.status.name(), new.status.name());
    change("The version", &old.version, &new.version);
    change("How long it takes", &old.how_long, &new.how_long);
    let title = |routemap: &Routemap, step: &str| routemap.step(step).map_or_else(|| step.to_owned(), |step| step.title.clone());
    change("The first step", &title(old, old.start.as_str()), &title(new, new.start.as_str()));
    for step in &new.steps {
        match before(old, step) {
            None => said.push(format!("Step added: “{}”.", step.title)),
            Some(was) => compare_steps(was, step, new, services, &mut said),
        }
    }
    let is_kept = |was: &Step| new.steps.iter().any(|step| before(old, step).is_some_and(|known| known.id == was.id));
    said.extend(old.steps.iter().filter(|was| !is_kept(was)).map(|was| format!("Step removed: “{}”.", was.title)));
    said
}

/// Returns the step that this one was: of the same id, or of an id that it had.
fn before<'a>(old: &'a Routemap, step: &Step) -> Option<&'a Step> {
    old.step(step.id.as_str()).or_else(|| step.was.iter().find_map(|was| old.step(was.as_str())))
}

fn compare_steps(old: &Step, new: &Step, routemap: &Routemap, services: &[Service], said: &mut Vec<String>) {
    let at = format!("Step “{}”", new.title);
    if old.title != new.title {
        said.push(format!("Step renamed: “{}” is “{}” now.", old.title, new.title));
    }
    if old.id != new.id && old.title == new.title {
        said.push(format!("{at}: its id was `{}` and is `{}` now.", old.id, new.id));
    }
    if old.who != new.who {
        said.push(format!("{at}: {} acts now; it was {}.", actor_name(&new.who, services), actor_name(&old.who, services)));
    }
    if old.kind != new.kind {
        said.push(format!("{at}: it is another kind of step now."));
    }
    let (before, after) = (paragraphs(old), paragraphs(new));
    if before != after {
        said.push(format!("{at}: its words changed."));
        said.extend(before.iter().filter(|line| !after.contains(line)).map(|line| format!("    it said: {line}")));
        said.extend(after.iter().filter(|line| !before.contains(line)).map(|line| format!("    it says: {line}")));
    }
    if old.contacts != new.contacts {
        said.push(format!("{at}: who can help changed."));
    }
    compare_choices(&at, old, new, routemap, said);
    compare_deadlines(&at, old, new, routemap, services, said);
}

/// Returns what families read at a step, a paragraph or a list item each.
fn paragraphs(step: &Step) -> Vec<String> {
    let blocks = step.texts().flat_map(|text| &text.0);
    blocks
        .flat_map(|block| match block {
            Block::Paragraph(line) => vec![plain(line)],
            Block::List(items) => items.iter().map(|item| plain(item)).collect(),
        })
        .collect()
}

fn compare_choices(at: &str, old: &Step, new: &Step, routemap: &Routemap, said: &mut Vec<String>) {
    let was = |choice: &Choice| old.choices.iter().find(|known| known.id == choice.id || choice.was.contains(&known.id));
    let leads = |choice: &Choice| match routemap.step(&choice.to.to_string()) {
        Some(step) => format!("“{}”", step.title),
        None => format!("`{}`", choice.to),
    };
    for choice in &new.choices {
        match was(choice) {
            None => said.push(format!("{at}: choice added, “{}”, which leads to {}.", choice.label, leads(choice))),
            Some(known) => {
                if known.label != choice.label {
                    said.push(format!("{at}: choice “{}” says “{}” now.", known.label, choice.label));
                }
                if known.to != choice.to && !was_called(routemap, &known.to.to_string(), &choice.to.to_string()) {
                    said.push(format!("{at}: choice “{}” leads to {} now; it led to {}.", choice.label, leads(choice), leads(known)));
                }
            }
        }
    }
    let is_kept = |known: &Choice| new.choices.iter().any(|choice| was(choice).is_some_and(|was| was.id == known.id));
    said.extend(old.choices.iter().filter(|known| !is_kept(known)).map(|known| format!("{at}: choice removed, “{}”.", known.label)));
}

/// Says whether a step that is named anew is the one it was.
fn was_called(routemap: &Routemap, old: &str, new: &str) -> bool {
    routemap.step(new).is_some_and(|step| step.was.iter().any(|was| was.as_str() == old))
}

fn compare_deadlines(at: &str, old: &Step, new: &Step, routemap: &Routemap, services: &[Service], said: &mut Vec<String>) {
    let same = |one: &Deadline, other: &Deadline| one.id == other.id && one.period == other.period;
    let rule = |deadline: &Deadline| deadline.rule.in_words(|date| routemap.event_words(date)).trim_end_matches('.').to_owned();
    for deadline in &new.deadlines {
        let Some(known) = old.deadlines.iter().find(|known| same(known, deadline)) else {
            said.push(format!("{at}: time limit added, “{}”: {}.", deadline.title, rule(deadline)));
            continue;
        };
        if known.rule != deadline.rule {
            said.push(format!("{at}: time limit changed, “{}”: it is “{}” now; it was “{}”.", deadline.title, rule(deadline), rule(known)));
        }
        if known.whose != deadline.whose {
            let (now, before) = (actor_name(&deadline.whose, services), actor_name(&known.whose, services));
            said.push(format!("{at}: time limit “{}” is for {now} now; it was for {before}.", deadline.title));
        }
        if known.title != deadline.title {
            said.push(format!("{at}: time limit “{}” is called “{}” now.", known.title, deadline.title));
        }
        if known.sources != deadline.sources {
            said.push(format!("{at}: the sources of the time limit “{}” changed.", deadline.title));
        }
        if known.letter != deadline.letter {
            said.push(format!("{at}: the letter for the time limit “{}” changed.", deadline.title));
        }
    }
    let is_kept = |known: &Deadline| new.deadlines.iter().any(|deadline| same(known, deadline));
    let gone = old.deadlines.iter().filter(|known| !is_kept(known));
    said.extend(gone.map(|known| format!("{at}: time limit removed, “{}”: {}.", known.title, rule(known))));
}
