//! A journey as a family would tell it to somebody new: the way so far with its dates, what the letters said, the notes.

use crate::{
    calendar::Date,
    definition::OutlineStep,
    graph::Graph,
    journey::{DateKey, Journey, Visit, letter_deadline, rounds_of_date, route},
};

/// What can be told of a journey. What stands on ways that the family left is told only where it is their own writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoFar {
    /// The stops of the way in order.
    pub stops: Vec<Told>,
    /// Dates that no stop of the way asked for: the question and its answer.
    pub other_dates: Vec<(String, Date)>,
    /// For each date that a letter gave: the title of the time limit, and the date.
    pub letters: Vec<(String, Date)>,
    /// For each note: the title of its step, and its words.
    pub notes: Vec<(String, String)>,
}

/// One stop of the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub title: String,
    /// What the family chose there; empty if nothing yet.
    pub answer: String,
    /// The dates first asked for there: the question and its answer.
    pub dates: Vec<(String, Date)>,
    /// The tasks they ticked.
    pub done: Vec<String>,
    /// They stand here.
    pub is_here: bool,
}

/// Tells a journey.
pub fn so_far(graph: &Graph, journey: &Journey) -> SoFar {
    let route = route(graph, journey);
    let steps: Vec<(&OutlineStep, u32)> =
        route.stops.iter().filter_map(|stop| Some((graph.step(stop.visit.step.as_str())?, stop.visit.round))).collect();
    let mut told: Vec<DateKey> = Vec::new();
    let mut so_far = SoFar::default();
    for (index, (stop, (step, _))) in route.stops.iter().zip(&steps).enumerate() {
        let answer = stop.answer.as_ref().and_then(|choice| graph.choice(step.id.as_str(), choice.as_str()));
        let done = step.tasks.iter().filter(|task| journey.ticks.contains_key(&(stop.visit.clone(), task.id.as_str().into())));
        let mut dates = Vec::new();
        for asked in step.all_dates().into_iter().filter_map(|date| graph.outline().date(date)) {
            let round = rounds_of_date(asked, steps.get(..=index).unwrap_or_default()).last().copied().unwrap_or(1);
            let key = DateKey { date: asked.id.clone(), round };
            if let Some(day) = journey.dates.get(&key).filter(|_| !told.contains(&key)) {
                dates.push((asked.ask.clone(), *day));
                told.push(key);
            }
        }
        so_far.stops.push(Told {
            title: step.title.clone(),
            answer: answer.map(|choice| choice.label.clone()).unwrap_or_default(),
            dates,
            done: done.map(|task| task.words.clone()).collect(),
            is_here: index == route.here,
        });
    }
    for (key, day) in journey.dates.iter() {
        let date = key.date.as_str();
        if let Some(deadline) = letter_deadline(date) {
            let title = graph.outline().deadline(deadline).map_or(deadline, |deadline| &deadline.title);
            so_far.letters.push((title.to_owned(), *day));
        } else if !told.contains(key) {
            so_far.other_dates.push((graph.outline().date(date).map_or(date, |date| &date.ask).to_owned(), *day));
        }
    }
    so_far.notes = journey.notes.iter().map(|(at, note)| (title(graph, at), note.clone())).collect();
    so_far
}

fn title(graph: &Graph, at: &Visit) -> String {
    graph.step(at.step.as_str()).map_or(at.step.as_str(), |step| &step.title).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        definition::{
            DateId, Outline,
            outline::{Named, OutlineChoice, OutlineDate, OutlineDeadline},
        },
        journey::{Event, letter_id, transition},
    };

    fn graph() -> Graph {
        let way =
            |id: &str, to: &str| OutlineChoice { id: id.into(), to: to.into(), label: format!("Label {id}"), ..OutlineChoice::default() };
        let limit = OutlineDeadline { id: "answer".to_owned(), title: "The answer".to_owned(), ..OutlineDeadline::default() };
        let step = |id: &str, choices: Vec<OutlineChoice>| OutlineStep {
            id: id.into(),
            title: format!("Title {id}"),
            tasks: vec![Named { id: "call".to_owned(), words: "Call them".to_owned() }],
            dates: if id == "end" { Vec::new() } else { vec![format!("{id}-day"), "ask-day".to_owned()] },
            deadlines: if id == "wait" { vec![limit.clone()] } else { Vec::new() },
            choices,
            ..OutlineStep::default()
        };
        let date = |id: &str| OutlineDate { id: id.into(), ask: format!("When {id}?"), ..OutlineDate::default() };
        Graph::new(Outline {
            start: "ask".into(),
            dates: vec![date("ask-day"), date("wait-day")],
            steps: vec![
                step("ask", vec![way("on", "wait")]),
                step("wait", vec![way("again", "ask"), way("done", "end")]),
                step("end", Vec::new()),
            ],
            ..Outline::default()
        })
    }

    fn day(day: u32) -> Date {
        Date::new(2026, 11, day).unwrap()
    }

    fn journey(events: &[Event]) -> Journey {
        let graph = graph();
        events.iter().fold(Journey::new("a".to_owned(), &graph), |journey, event| transition(&graph, &journey, event).unwrap())
    }

    fn set(date: DateId, round: u32, on: u32) -> Event {
        Event::SetDate { key: DateKey { date, round }, date: Some(day(on)) }
    }

    fn choose(step: &str, round: u32, choice: &str) -> Event {
        Event::Choose { at: Visit { step: step.into(), round }, choice: choice.into() }
    }

    #[test]
    fn each_stop_has_its_answer_its_ticks_and_the_dates_first_asked_for_there() {
        let tick = Event::Tick { at: Visit::first(&"ask".into()), task: "call".into(), done: true };
        let told = so_far(&graph(), &journey(&[choose("ask", 1, "on"), set("ask-day".into(), 1, 2), set("wait-day".into(), 1, 3), tick]));
        let [ask, wait] = told.stops.as_slice() else { panic!("{told:?}") };
        assert_eq!((ask.title.as_str(), ask.answer.as_str(), ask.is_here), ("Title ask", "Label on", false));
        assert_eq!(ask.dates, [("When ask-day?".to_owned(), day(2))]);
        assert_eq!(ask.done, ["Call them"]);
        assert_eq!(wait.dates, [("When wait-day?".to_owned(), day(3))], "the day of the first step is told once");
        assert!(wait.is_here && wait.done.is_empty() && told.other_dates.is_empty());
    }

    #[test]
    fn a_step_that_comes_again_tells_the_dates_of_its_own_time_round() {
        let again = [choose("ask", 1, "on"), choose("wait", 1, "again"), set("ask-day".into(), 1, 2), set("ask-day".into(), 2, 9)];
        let told = so_far(&graph(), &journey(&again));
        let days: Vec<_> = told.stops.iter().map(|stop| stop.dates.iter().map(|(_, day)| *day).collect::<Vec<_>>()).collect();
        assert_eq!(days, [vec![day(2)], vec![], vec![day(9)]]);
    }

    #[test]
    fn letters_notes_and_dates_of_no_stop_are_told_apart() {
        let note = Event::Note { at: Visit::first(&"end".into()), text: "Rang".to_owned() };
        let told = so_far(&graph(), &journey(&[set(letter_id("answer"), 1, 20), set("wait-day".into(), 1, 3), note]));
        assert_eq!(told.letters, [("The answer".to_owned(), day(20))]);
        assert_eq!(told.other_dates, [("When wait-day?".to_owned(), day(3))]);
        assert_eq!(told.notes, [("Title end".to_owned(), "Rang".to_owned())]);
    }
}
