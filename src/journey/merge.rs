//! Two forms of one journey put together: what another device added comes in, and nothing here is written over.

use super::{Entries, Journey, NOTE_LIMIT, Visit, resume, route};
use crate::graph::Graph;

/// Returns `mine` with what only `theirs` has, both as the routemap is now, and how many entries both have, but not the
/// same. Those stay as they are in `mine`, and so does the place, unless `theirs` has gone further on the same way.
pub fn merge(graph: &Graph, mine: &Journey, theirs: &Journey) -> (Journey, usize) {
    let (mine, theirs) = (resume(graph, mine).0, resume(graph, theirs).0);
    let mut merged = mine.clone();
    let other_way = add(&mut merged.answers, &theirs.answers);
    let differing = [
        other_way,
        add(&mut merged.ticks, &theirs.ticks),
        add(&mut merged.dates, &theirs.dates),
        join(&mut merged.notes, &theirs.notes),
        add(&mut merged.returns, &theirs.returns),
        usize::from(!mine.child.is_empty() && !theirs.child.is_empty() && mine.child != theirs.child),
    ];
    let mut differing = differing.into_iter().fold(0, usize::saturating_add);
    if merged.child.is_empty() {
        merged.child.clone_from(&theirs.child);
    }
    if merged.came_from.is_none() {
        merged.came_from.clone_from(&theirs.came_from);
    }
    let has_not_begun = mine.answers.is_empty() && mine.started_at.is_none();
    if mine.started_at != theirs.started_at && !has_not_begun {
        differing = differing.saturating_add(1);
    } else if other_way == 0 && route(graph, &theirs).stops.len() > route(graph, &mine).stops.len() || has_not_begun {
        merged.started_at.clone_from(&theirs.started_at);
        merged.here.clone_from(&theirs.here);
    }
    // A place that is on no way of theirs and ours together is as far as the answers lead.
    if !route(graph, &merged).stops.iter().any(|stop| Some(&stop.visit) == merged.here.as_ref()) {
        merged.here = None;
    }
    (merged, differing)
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

/// Adds notes. Two about one step become one, ours first, if there is room; else ours stays, and that is counted.
fn join(mine: &mut Entries<Visit, String>, theirs: &Entries<Visit, String>) -> usize {
    let mut differing = 0_usize;
    for (at, note) in theirs.iter() {
        let joined = match mine.get(at) {
            Some(known) if known.contains(note.as_str()) => continue,
            Some(known) if !note.contains(known.as_str()) => format!("{known}\n\n{note}"),
            _ => note.clone(),
        };
        match joined.chars().nth(NOTE_LIMIT) {
            None => mine.insert(at.clone(), joined),
            Some(_) => differing = differing.saturating_add(1),
        }
    }
    differing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        definition::wire,
        journey::{Event, transition},
    };

    /// A step after another, `a` to `d`, each with the choices `yes` and `no`; `no` leads to `d`.
    fn graph() -> Graph {
        let steps = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "")];
        let step = |(id, next): (&str, &str)| match next {
            "" => format!("step\t{id}\tTitle\n"),
            _ => format!("step\t{id}\tTitle\nchoice\tyes\tYes\t{next}\nchoice\tno\tNo\td\n"),
        };
        Graph::new(wire::read(&format!("routemap\tr\tTitle\tR\t1\ta\n{}", steps.map(step).concat())))
    }

    fn answer(step: &str, choice: &str) -> Event {
        Event::Choose { at: Visit::first(&step.into()), choice: choice.into() }
    }

    fn note(text: &str) -> Event {
        Event::Note { at: Visit::first(&"a".into()), text: text.to_owned() }
    }

    fn journey(events: &[Event]) -> Journey {
        let graph = graph();
        let start = Event::StartAt { step: "a".into() };
        let events = std::iter::once(&start).chain(events);
        events.fold(Journey::new("j".into(), &graph), |journey, event| transition(&graph, &journey, event).unwrap())
    }

    #[test]
    fn what_only_the_other_has_comes_in_and_the_further_place_on_the_same_way_is_followed() {
        let ours = journey(&[answer("a", "yes"), note("ours")]);
        let theirs = journey(&[answer("a", "yes"), answer("b", "yes")]);
        let both = journey(&[answer("a", "yes"), note("ours"), answer("b", "yes")]);
        assert_eq!(merge(&graph(), &ours, &theirs), (both.clone(), 0));
        assert_eq!(merge(&graph(), &theirs, &ours).0.here, both.here, "who is further stays there");
    }

    #[test]
    fn what_differs_stays_as_it_is_here_and_is_counted() {
        let ours = journey(&[answer("a", "yes"), note("ours")]);
        assert_eq!(merge(&graph(), &ours, &journey(&[answer("a", "no")])), (ours.clone(), 1));
        assert_eq!(merge(&graph(), &ours, &ours), (ours.clone(), 0));
    }

    #[test]
    fn two_notes_about_one_step_become_one_and_no_word_is_lost() {
        let merged = |ours: &str, theirs: &str| {
            let (merged, differing) = merge(&graph(), &journey(&[note(ours)]), &journey(&[note(theirs)]));
            (merged.notes.iter().map(|(_, note)| note.clone()).collect::<String>(), differing)
        };
        assert_eq!(merged("Rang.", "Wrote."), ("Rang.\n\nWrote.".to_owned(), 0));
        assert_eq!(merged("Rang.", "Rang. Again on Friday."), ("Rang. Again on Friday.".to_owned(), 0));
        assert_eq!(merged("Rang. Again on Friday.", "Rang."), ("Rang. Again on Friday.".to_owned(), 0));
        let long = "a".repeat(NOTE_LIMIT);
        assert_eq!(merged(&long, "Wrote."), (long, 1));
    }

    #[test]
    fn another_place_to_start_from_is_counted_and_does_not_move_the_family() {
        let ours = journey(&[answer("a", "yes")]);
        let theirs = journey(&[answer("a", "yes"), Event::StartAt { step: "c".into() }]);
        assert_eq!(merge(&graph(), &ours, &theirs), (ours.clone(), 1));
        let new = journey(&[]);
        assert_eq!(merge(&graph(), &new, &theirs).0.here, theirs.here, "who has not begun goes where the other is");
        assert_eq!(merge(&graph(), &new, &theirs).1, 0);
    }

    #[test]
    fn a_place_on_a_way_that_is_not_ours_is_not_taken_over() {
        let ours = journey(&[answer("a", "no")]);
        let theirs = journey(&[answer("a", "yes"), answer("b", "yes"), answer("c", "yes")]);
        let (merged, differing) = merge(&graph(), &ours, &theirs);
        assert_eq!((merged.here, differing), (ours.here, 1));
    }

    #[test]
    fn a_step_that_was_renamed_is_one_step_in_both() {
        let renamed = Graph::new(wire::read(
            "routemap\tr\tTitle\tR\t2\tfirst\nstep\tfirst\tTitle\ta\nchoice\tyes\tYes\td\nchoice\tno\tNo\td\nstep\td\tTitle\n",
        ));
        let ours = journey(&[answer("a", "no"), note("ours")]);
        let mut theirs = Journey::new("j".into(), &renamed);
        theirs.answers.insert(Visit::first(&"first".into()), "yes".into());
        theirs.notes.insert(Visit::first(&"first".into()), "theirs".into());
        let (merged, differing) = merge(&renamed, &ours, &theirs);
        assert_eq!(differing, 1);
        assert_eq!(merged.notes.get(&Visit::first(&"first".into())).map(String::as_str), Some("ours\n\ntheirs"));
        assert_eq!(merged.answers.get(&Visit::first(&"first".into())), Some(&"no".into()));
    }

    #[test]
    fn two_names_are_counted_and_ours_stays() {
        let named = |child: &str| Journey { child: child.to_owned(), ..journey(&[]) };
        assert_eq!(merge(&graph(), &named("Sam"), &named("Ayo")), (named("Sam"), 1));
        assert_eq!(merge(&graph(), &named(""), &named("Ayo")), (named("Ayo"), 0));
    }
}
