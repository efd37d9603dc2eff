//! Two forms of one journey put together: what another device added comes in, and nothing here is written over.

use super::{Entries, Journey};

/// Returns `mine` with what only `theirs` has, and how many entries both have, but not the same. Those stay as they are in
/// `mine`.
pub fn merge(mine: &Journey, theirs: &Journey) -> (Journey, usize) {
    let mut merged = mine.clone();
    let differing = [
        add(&mut merged.answers, &theirs.answers),
        add(&mut merged.ticks, &theirs.ticks),
        add(&mut merged.dates, &theirs.dates),
        add(&mut merged.notes, &theirs.notes),
        add(&mut merged.returns, &theirs.returns),
    ];
    if merged.child.is_empty() {
        merged.child.clone_from(&theirs.child);
    }
    // Whoever went further on is followed.
    if theirs.answers.len() > mine.answers.len() {
        merged.here.clone_from(&theirs.here);
    }
    (merged, differing.into_iter().fold(0, usize::saturating_add))
}

/// Adds the entries whose keys are new, and counts those whose values differ.
fn add<K: PartialEq + Clone, V: PartialEq + Clone>(mine: &mut Entries<K, V>, theirs: &Entries<K, V>) -> usize {
    let mut differing = 0_usize;
    for (key, value) in theirs.iter() {
        match mine.get(key) {
            None => mine.insert(key.clone(), value.clone()),
            Some(known) if known != value => differing = differing.saturating_add(1),
            Some(_) => {}
        }
    }
    differing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::Visit;

    fn journey(answers: &[(&str, &str)], note: &str) -> Journey {
        let mut journey = Journey { id: "j".into(), ..Journey::default() };
        for (step, choice) in answers {
            journey.answers.insert(Visit::first(&(*step).into()), (*choice).into());
            journey.here = Some(Visit::first(&(*step).into()));
        }
        if !note.is_empty() {
            journey.notes.insert(Visit::first(&"a".into()), note.to_owned());
        }
        journey
    }

    #[test]
    fn what_only_the_other_has_comes_in_and_the_further_place_is_followed() {
        let (merged, differing) = merge(&journey(&[("a", "yes")], "ours"), &journey(&[("a", "yes"), ("b", "no")], ""));
        assert_eq!((merged, differing), (journey(&[("a", "yes"), ("b", "no")], "ours"), 0));
    }

    #[test]
    fn what_differs_stays_as_it_is_here_and_is_counted() {
        let ours = journey(&[("a", "yes")], "ours");
        assert_eq!(merge(&ours, &journey(&[("a", "no")], "theirs")), (ours.clone(), 2));
        assert_eq!(merge(&ours, &ours), (ours.clone(), 0));
    }
}
