//! What a family entered on one journey, in plain words.

use crate::{
    graph::Graph,
    journey::{Journey, Visit, letter_deadline},
};

/// Says everything a journey holds, one sentence each. Where the routemap is not at hand, ids stand for titles.
pub fn in_words(journey: &Journey, graph: &Graph) -> Vec<String> {
    let title = |visit: &Visit| {
        let title = graph.step(visit.step.as_str()).map_or(visit.step.as_str(), |step| step.title.as_str());
        if visit.round > 1 { format!("{title} (time {})", visit.round) } else { title.to_owned() }
    };
    let mut rows = Vec::new();
    for (at, choice) in journey.answers.iter() {
        let label = graph.choice(at.step.as_str(), choice.as_str()).map_or(choice.as_str(), |choice| choice.label.as_str());
        rows.push(format!("{}: {label}", title(at)));
    }
    for (key, day) in journey.dates.iter() {
        let date = key.date.as_str();
        let ask = graph.outline().date(date).map_or(date, |date| date.ask.as_str());
        let title = letter_deadline(date).map(|id| graph.outline().deadline(id).map_or(id, |deadline| deadline.title.as_str()));
        let what = title.map_or_else(|| ask.to_owned(), |title| format!("Your letter says for “{title}”:"));
        rows.push(format!("{what} {}", day.in_words()));
    }
    for ((at, task), ()) in journey.ticks.iter() {
        let known = graph.step(at.step.as_str()).and_then(|step| step.tasks.iter().find(|known| known.id == task.as_str()));
        rows.push(format!("Done: {}", known.map_or(task.as_str(), |task| task.words.as_str())));
    }
    for (at, note) in journey.notes.iter() {
        rows.push(format!("Note at {}: {note}", title(at)));
    }
    rows
}
