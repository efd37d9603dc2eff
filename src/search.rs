//! Finding a routemap by what people type: its titles, its other names, and words they use instead; with slips.
//!
//! There are a few dozen routemaps, so every entry is compared with every word, as the family types.

/// What can be found: one routemap and the words that lead to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The routemap, as it stands in an address.
    pub id: String,
    /// Its title first, then its other names; they count most.
    pub names: Vec<String>,
    /// What people type instead; slang, old names, slips.
    pub also: Vec<String>,
    pub summary: String,
    pub topic: String,
    /// The ages it is for, in years, both included.
    pub ages: (u32, u32),
}

/// What a family looks for. An empty part leaves out nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub words: String,
    pub topic: String,
    /// An age span, in years, both included.
    pub ages: Option<(u32, u32)>,
}

impl Entry {
    pub fn title(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

impl Query {
    pub fn is_empty(&self) -> bool {
        folded(&self.words).next().is_none() && self.topic.is_empty() && self.ages.is_none()
    }
}

/// Returns the entries that fit, the best first.
pub fn find<'a>(query: &Query, entries: &'a [Entry]) -> Vec<&'a Entry> {
    let words: Vec<String> = folded(&query.words).collect();
    // Words that say nothing, unless there is nothing else.
    let telling: Vec<&String> = words.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str())).collect();
    let telling = if telling.is_empty() { words.iter().collect() } else { telling };
    let mut found: Vec<(u32, &Entry)> = Vec::new();
    for entry in entries.iter().filter(|entry| is_within(query, entry)) {
        let Some(score) = score(&telling, &words.join(" "), entry) else { continue };
        let better = found.iter().take_while(|(other, _)| *other >= score).count();
        found.insert(better, (score, entry));
    }
    // What fits far worse than the best only distracts.
    let enough = found.first().map_or(0, |(best, _)| best / 3);
    found.into_iter().filter(|(score, _)| *score >= enough).map(|(_, entry)| entry).collect()
}

fn is_within(query: &Query, entry: &Entry) -> bool {
    let fits_age = query.ages.is_none_or(|(from, until)| entry.ages.0 <= until && from <= entry.ages.1);
    fits_age && (query.topic.is_empty() || query.topic == entry.topic)
}

/// How much a match counts by where it is: in a name, in what people type, in the summary.
const IN_NAME: u32 = 3;
const IN_ALSO: u32 = 2;
const IN_SUMMARY: u32 = 1;

/// Returns how well an entry fits. Nothing if fewer than half of the words lead to it.
fn score(words: &[&String], phrase: &str, entry: &Entry) -> Option<u32> {
    let fields = || {
        let names = entry.names.iter().map(|name| (IN_NAME, name));
        names.chain(entry.also.iter().map(|also| (IN_ALSO, also))).chain([(IN_SUMMARY, &entry.summary)])
    };
    let mut total = 0_u32;
    let mut hits = 0_usize;
    for word in words {
        let of_field = |(weight, text): (u32, &String)| folded(text).map(|known| likeness(word, &known).saturating_mul(weight)).max();
        let best = fields().filter_map(of_field).max().unwrap_or_default();
        total = total.saturating_add(best);
        hits = hits.saturating_add(usize::from(best > 0));
    }
    // All the words in a row say more than each of them somewhere.
    let in_a_row = |(weight, text): (u32, &String)| {
        let known: Vec<String> = folded(text).collect();
        (words.len() > 1 && known.join(" ").contains(phrase)).then(|| weight.saturating_mul(20))
    };
    total = total.saturating_add(fields().filter_map(in_a_row).max().unwrap_or_default());
    (hits.saturating_mul(2) >= words.len()).then_some(total)
}

/// Returns how like two words are: 0 for not at all, 10 for the same.
fn likeness(typed: &str, known: &str) -> u32 {
    let slips = match typed.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    if typed == known {
        10
    } else if known.starts_with(typed) && typed.len() > 1 {
        7
    } else if (typed.starts_with(known) && known.len() > 3) || is_within_slips(typed, known, slips) {
        5
    } else {
        0
    }
}

/// Says whether two words differ by at most so many slips: a letter too many, too few, another one, or two swapped.
fn is_within_slips(typed: &str, known: &str, slips: usize) -> bool {
    let (typed, known): (Vec<char>, Vec<char>) = (typed.chars().collect(), known.chars().collect());
    if slips == 0 || typed.len().abs_diff(known.len()) > slips {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (i, letter) in typed.iter().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for (j, other) in known.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX);
            let changed = at(&row, j).saturating_add(usize::from(letter != other));
            let cost = changed.min(at(&row, j.saturating_add(1)).saturating_add(1)).min(at(&next, j).saturating_add(1));
            let is_swap = i > 0 && j > 0 && typed.get(i.saturating_sub(1)) == Some(other) && known.get(j.saturating_sub(1)) == Some(letter);
            let swapped = if is_swap { at(&before, j.saturating_sub(1)).saturating_add(1) } else { usize::MAX };
            next.push(cost.min(swapped));
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().is_some_and(|distance| *distance <= slips)
}

/// Returns the words of a text in small letters and digits, without marks: "SEN Support (0-5)" is `sen support 0 5`.
///
/// Only plain letters become small: the tables for all others would cost the phone 13 KiB.
fn folded(text: &str) -> impl Iterator<Item = String> {
    let is_apostrophe = |sign: char| sign == '\'' || sign == '’';
    let is_letter = move |sign: char| sign.is_ascii_alphanumeric() || (!sign.is_ascii() && !is_apostrophe(sign));
    let parts = text.split(move |sign: char| !is_letter(sign) && !is_apostrophe(sign));
    let word = move |part: &str| part.chars().filter(|sign| is_letter(*sign)).map(|sign| sign.to_ascii_lowercase()).collect();
    parts.map(word).filter(|word: &String| !word.is_empty())
}

/// Words that many people type and that tell nothing apart.
const EMPTY_WORDS: [&str; 30] = [
    "a", "about", "am", "an", "and", "are", "can", "child", "do", "for", "get", "has", "have", "help", "how", "i", "in", "is", "it", "my",
    "of", "on", "or", "the", "to", "want", "we", "what", "with", "years",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        let entry = |id: &str, names: &[&str], also: &[&str], topic: &str, ages| Entry {
            id: id.into(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            also: also.iter().map(|also| (*also).to_owned()).collect(),
            summary: format!("All about {id}."),
            topic: topic.into(),
            ages,
        };
        vec![
            entry("plan", &["Asking for an EHC needs assessment", "EHCP"], &["statement", "education care and health"], "Plans", (0, 25)),
            entry("appeal", &["Challenging a decision: mediation and appeal"], &["tribunal", "the council said no"], "Plans", (0, 25)),
            entry("travel", &["Home-to-school travel"], &["taxi", "bus pass"], "School", (4, 25)),
            entry("small", &["Worried about a young child (0-5)"], &["nursery", "health visitor"], "School", (0, 5)),
        ]
    }

    fn found(words: &str) -> Vec<String> {
        let query = Query { words: words.into(), ..Query::default() };
        find(&query, &entries()).iter().map(|entry| entry.id.clone()).collect()
    }

    #[test]
    fn names_other_words_beginnings_and_slips_lead_to_the_routemap() {
        for (typed, id) in [
            ("EHCP", "plan"),
            ("ehpc", "plan"),
            ("Statement", "plan"),
            ("statemnt", "plan"),
            ("Education, Care and Health", "plan"),
            ("tribunal", "appeal"),
            ("tribual", "appeal"),
            ("medaition", "appeal"),
            ("taxi", "travel"),
            ("my child’s taxi", "travel"),
            ("trav", "travel"),
            ("health visitor", "small"),
        ] {
            assert_eq!(found(typed).first().map(String::as_str), Some(id), "{typed}: {:?}", found(typed));
        }
    }

    #[test]
    fn words_that_lead_nowhere_find_nothing() {
        for typed in ["xylophone", "zz"] {
            assert_eq!(found(typed), Vec::<String>::new(), "{typed}");
        }
        assert!(Query { words: " ?!".into(), ..Query::default() }.is_empty());
    }

    #[test]
    fn topic_and_age_leave_out_the_others() {
        let query = Query { topic: "School".into(), ages: Some((11, 15)), ..Query::default() };
        assert_eq!(find(&query, &entries()).iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["travel"]);
    }

    #[test]
    fn slips_are_counted_as_a_person_makes_them() {
        for (typed, known, slips, is_near) in [
            ("ehpc", "ehcp", 1, true),
            ("medaition", "mediation", 1, true),
            ("tribual", "tribunal", 1, true),
            ("taxi", "text", 1, false),
            ("", "ab", 2, true),
            ("abc", "abc", 0, false),
        ] {
            assert_eq!(is_within_slips(typed, known, slips), is_near, "{typed} {known}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_looked_for_without_a_panic(words in ".{0,60}") {
            let _ = found(&words);
        }
    }
}
