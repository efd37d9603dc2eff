//! Tests of a journey: examples first, then laws over random events and random edits.

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::definition::{
    Outline,
    outline::{Named, OutlineChoice, OutlineDate, OutlineStep},
};

/// Makes a routemap of `a>b a>c b>.`, each step with one task `t` and asking for the date `d-STEP`.
fn outline_of(ways: &str) -> Outline {
    let mut routemap = Outline { id: "example".into(), version: "1".into(), ..Outline::default() };
    for (from, to) in ways.split(' ').filter_map(|way| way.split_once('>')) {
        if !routemap.steps.iter().any(|step| step.id.as_str() == from) {
            let date = DateId(format!("d-{from}"));
            routemap.dates.push(OutlineDate { id: date.clone(), ..OutlineDate::default() });
            let task = Named { id: "t".into(), ..Named::default() };
            let title = format!("Step {from}");
            routemap.steps.push(OutlineStep {
                id: from.into(),
                title,
                tasks: vec![task],
                dates: vec![date.to_string()],
                ..OutlineStep::default()
            });
        }
        let step = routemap.steps.iter_mut().find(|step| step.id.as_str() == from).unwrap();
        if to != "." {
            step.choices.push(OutlineChoice { id: to.into(), to: to.into(), ..OutlineChoice::default() });
        }
    }
    routemap.start = routemap.steps[0].id.clone();
    routemap
}

const BRANCHES: &str = "a>b a>c b>d c>d d>e d>a e>.";

fn begin(ways: &str) -> (Graph, Journey) {
    let graph = Graph::new(outline_of(ways));
    let journey = Journey::new("j".to_owned(), &graph);
    (graph, journey)
}

fn visit(step: &str, round: u32) -> Visit {
    Visit { step: step.into(), round }
}

fn at(graph: &Graph, journey: &Journey) -> String {
    let route = route(graph, journey);
    route.current().map_or_else(String::new, |stop| format!("{}{}", stop.visit.step, stop.visit.round))
}

/// Makes each choice where the family stands.
fn choose_all(graph: &Graph, journey: &Journey, choices: &str) -> Journey {
    choices.split(' ').fold(journey.clone(), |journey, choice| {
        let here = route(graph, &journey).current().unwrap().visit.clone();
        transition(graph, &journey, &Event::Choose { at: here, choice: choice.into() }).unwrap()
    })
}

#[test]
fn going_back_keeps_later_answers_until_one_changes() {
    let (graph, journey) = begin(BRANCHES);
    let far = choose_all(&graph, &journey, "b d e");
    let back = transition(&graph, &far, &Event::GoTo { to: visit("a", 1) }).unwrap();
    assert_eq!(at(&graph, &back), "a1");
    assert_eq!(route(&graph, &back).furthest_ahead().unwrap().visit, visit("e", 1));
    let other = choose_all(&graph, &back, "c");
    assert_eq!(at(&graph, &other), "c1");
    assert_eq!(route(&graph, &other).stops.len(), 2, "the answers behind `b` stop counting: `c` has none");
    assert_eq!(other.answers.get(&visit("b", 1)), Some(&"d".into()), "and are kept");
    assert_eq!(at(&graph, &choose_all(&graph, &other, "d")), "d1");
}

#[test]
fn a_step_can_be_visited_again_with_its_own_answers_ticks_and_dates() {
    let (graph, journey) = begin(BRANCHES);
    let ticked = transition(&graph, &journey, &Event::Tick { at: visit("a", 1), task: "t".into(), done: true }).unwrap();
    let round_two = choose_all(&graph, &ticked, "b d a");
    assert_eq!(at(&graph, &round_two), "a2");
    assert!(!round_two.ticks.contains_key(&(visit("a", 2), "t".into())));
    let route = route(&graph, &round_two);
    assert_eq!(route.date_key(&graph, &"d-a".into()).round, 2);
    assert_eq!(route.date_key(&graph, &"d-e".into()).round, 1, "a date whose step was not visited yet can be told all the same");
}

#[test]
fn a_family_can_start_in_the_middle() {
    let (graph, journey) = begin(BRANCHES);
    let there = transition(&graph, &journey, &Event::StartAt { step: "d".into() }).unwrap();
    assert_eq!(at(&graph, &there), "d1");
    assert_eq!(at(&graph, &choose_all(&graph, &there, "e")), "e1");
}

#[test]
fn an_event_that_does_not_fit_is_refused_and_changes_nothing() {
    let (graph, journey) = begin(BRANCHES);
    let refused = |event| transition(&graph, &journey, &event).unwrap_err();
    assert_eq!(refused(Event::Choose { at: visit("a", 1), choice: "e".into() }), Refusal::NotThere);
    assert_eq!(refused(Event::Choose { at: visit("d", 1), choice: "e".into() }), Refusal::NotOnRoute);
    assert_eq!(refused(Event::GoTo { to: visit("a", 2) }), Refusal::NotOnRoute);
    assert_eq!(refused(Event::StartAt { step: "nowhere".into() }), Refusal::NotThere);
    let long = Event::Rename { child: "x".repeat(61) };
    assert_eq!(refused(long).sentence(), "That name is too long to keep. Use at most 60 letters. The one you had is still kept.");
    assert!(transition(&graph, &journey, &Event::Rename { child: "é".repeat(60) }).is_ok(), "letters are counted, not bytes");
}

#[test]
fn a_renamed_step_and_choice_keep_the_place() {
    let (graph, journey) = begin(BRANCHES);
    let far = choose_all(&graph, &journey, "b d");
    let mut changed = outline_of("a>x a>c x>d c>d d>e d>a e>.");
    changed.steps[1].was = vec!["b".to_owned()];
    changed.steps[0].choices[0].was = vec!["b".to_owned()];
    let graph = Graph::new(changed);
    let (journey, notice) = resume(&graph, &far);
    assert_eq!((at(&graph, &journey).as_str(), notice), ("d1", None));
}

#[test]
fn a_place_that_is_gone_is_said_in_one_sentence_and_nothing_is_lost() {
    let (graph, journey) = begin(BRANCHES);
    let far = choose_all(&graph, &journey, "b d");
    let graph = Graph::new(outline_of("a>b b>z z>e e>."));
    let (journey, notice) = resume(&graph, &far);
    assert_eq!(at(&graph, &journey), "b1");
    assert_eq!(
        notice.unwrap().sentence(),
        "This routemap has changed since your last visit. Your answers up to “Step a” still fit. Please look at “Step b” again. Nothing you entered was lost."
    );
    assert_eq!(journey.answers, far.answers);
}

#[test]
fn a_new_version_that_fits_is_said_once() {
    let (_, journey) = begin(BRANCHES);
    let graph = Graph::new(Outline { version: "2".into(), ..outline_of(BRANCHES) });
    let (journey, notice) = resume(&graph, &journey);
    assert_eq!(notice, Some(Notice::Updated));
    assert_eq!(resume(&graph, &journey).1, None);
}

// ---- laws ---------------------------------------------------------------------------------------

fn any_step() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c", "d", "e", "gone"]).prop_map(str::to_owned)
}

fn any_visit() -> impl Strategy<Value = Visit> {
    (any_step(), 0..3_u32).prop_map(|(step, round)| Visit { step: StepId(step), round })
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (any_visit(), any_step()).prop_map(|(at, choice)| Event::Choose { at, choice: ChoiceId(choice) }),
        2 => any_visit().prop_map(|to| Event::GoTo { to }),
        1 => any_step().prop_map(|step| Event::StartAt { step: StepId(step) }),
        1 => (any_visit(), any::<bool>()).prop_map(|(at, done)| Event::Tick { at, task: "t".into(), done }),
        1 => (any_step(), 0..3_u32, 1..28_u32).prop_map(|(step, round, day)| Event::SetDate {
            key: DateKey { date: DateId(format!("d-{step}")), round },
            date: Date::new(2026, 11, day).ok(),
        }),
        1 => (any_visit(), "[a-z ]{0,8}").prop_map(|(at, text)| Event::Note { at, text }),
        1 => ".{0,70}".prop_map(|child| Event::Rename { child }),
    ]
}

fn play(graph: &Graph, events: &[Event]) -> Journey {
    let start = Journey::new("j".to_owned(), graph);
    events.iter().fold(start, |journey, event| transition(graph, &journey, event).unwrap_or(journey))
}

/// One random edit of a routemap.
#[derive(Clone, Debug)]
enum Edit {
    Rename(usize),
    RenameChoice(usize),
    Delete(usize),
    Add(usize),
    Relink(usize, usize),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let n = 0..5_usize;
    prop_oneof![
        n.clone().prop_map(Edit::Rename),
        n.clone().prop_map(Edit::RenameChoice),
        n.clone().prop_map(Edit::Delete),
        n.clone().prop_map(Edit::Add),
        (n.clone(), n).prop_map(|(from, to)| Edit::Relink(from, to)),
    ]
}

fn edit(routemap: &mut Outline, edit: &Edit, number: usize) {
    let len = routemap.steps.len();
    match *edit {
        _ if len == 0 => {}
        Edit::Rename(index) => {
            let new = StepId(format!("renamed-{number}"));
            let step = &mut routemap.steps[index % len];
            let old = std::mem::replace(&mut step.id, new.clone());
            step.was.push(old.to_string());
            for choice in routemap.steps.iter_mut().flat_map(|step| &mut step.choices) {
                if choice.to == old {
                    choice.to = new.clone();
                }
            }
            if routemap.start == old {
                routemap.start = new;
            }
        }
        Edit::RenameChoice(index) => {
            if let Some(choice) = routemap.steps[index % len].choices.first_mut() {
                let old = std::mem::replace(&mut choice.id, ChoiceId(format!("choice-{number}")));
                choice.was.push(old.to_string());
            }
        }
        Edit::Delete(index) => drop(routemap.steps.remove(index % len)),
        Edit::Add(index) => {
            let to = routemap.steps[index % len].id.clone();
            let choice = OutlineChoice { id: "on".into(), to, ..OutlineChoice::default() };
            routemap.steps.push(OutlineStep { id: StepId(format!("added-{number}")), choices: vec![choice], ..OutlineStep::default() });
        }
        Edit::Relink(from, to) => {
            let to = routemap.steps[to % len].id.clone();
            if let Some(choice) = routemap.steps[from % len].choices.first_mut() {
                choice.to = to;
            }
        }
    }
}

/// Returns everything a family entered, without the ids it hangs on.
fn entered(journey: &Journey) -> (usize, usize, Vec<(DateKey, Date)>, Vec<String>, String) {
    let mut notes: Vec<_> = journey.notes.iter().map(|(_, note)| note.clone()).collect();
    notes.sort();
    let dates = journey.dates.iter().cloned().collect();
    (journey.answers.len(), journey.ticks.len(), dates, notes, journey.child.clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_events_panics_and_a_family_always_stands_somewhere(events in vec(any_event(), 0..40)) {
        let (graph, _) = begin(BRANCHES);
        let journey = play(&graph, &events);
        prop_assert!(route(&graph, &journey).current().is_some());
    }

    #[test]
    fn back_and_the_same_choice_gives_the_same_journey(events in vec(any_event(), 0..40)) {
        let (graph, _) = begin(BRANCHES);
        let journey = play(&graph, &events);
        let there = route(&graph, &journey);
        let here = there.current().unwrap().visit.clone();
        if let Some(before) = there.behind().last() {
            let back = transition(&graph, &journey, &Event::GoTo { to: before.visit.clone() }).unwrap();
            let again = Event::Choose { at: before.visit.clone(), choice: before.answer.clone().unwrap() };
            let again = transition(&graph, &back, &again).unwrap();
            prop_assert_eq!(again, Journey { here: Some(here), ..journey });
        }
    }

    #[test]
    fn only_answers_on_the_way_decide(events in vec(any_event(), 0..40)) {
        let (graph, _) = begin(BRANCHES);
        let mut journey = play(&graph, &events);
        let before = route(&graph, &journey);
        let on_route = |at: &Visit| before.stops.iter().any(|stop| stop.visit == *at);
        journey.answers = journey.answers.iter().filter(|(at, _)| on_route(at)).cloned().collect();
        prop_assert_eq!(route(&graph, &journey), before);
    }

    #[test]
    fn no_edit_of_a_routemap_loses_what_a_family_entered(
        events in vec(any_event(), 0..40),
        edits in vec(any_edit(), 1..6),
    ) {
        let (graph, _) = begin(BRANCHES);
        let kept = play(&graph, &events);
        let mut routemap = outline_of(BRANCHES);
        for (number, change) in edits.iter().enumerate() {
            edit(&mut routemap, change, number);
        }
        let graph = Graph::new(routemap);
        let (journey, _) = resume(&graph, &kept);
        prop_assert_eq!(entered(&journey), entered(&kept));
        let now = route(&graph, &journey);
        prop_assert!(now.current().is_some() || graph.start().is_none());
        prop_assert_eq!(resume(&graph, &journey), (journey.clone(), None), "resuming twice changes nothing more");
    }

    #[test]
    fn a_step_renamed_with_was_keeps_the_place(events in vec(any_event(), 0..40), steps in vec(0..5_usize, 1..6)) {
        let (graph, _) = begin(BRANCHES);
        let kept = play(&graph, &events);
        let mut routemap = outline_of(BRANCHES);
        for (number, step) in steps.iter().enumerate() {
            edit(&mut routemap, &Edit::Rename(*step), number);
        }
        let renamed = Graph::new(routemap);
        let (journey, notice) = resume(&renamed, &kept);
        prop_assert_eq!(notice, None);
        prop_assert_eq!(route(&renamed, &journey).here, route(&graph, &kept).here);
        prop_assert_eq!(route(&renamed, &journey).stops.len(), route(&graph, &kept).stops.len());
    }
}
