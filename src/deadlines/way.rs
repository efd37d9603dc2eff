//! The whole way of a journey: the stops that the answers lead to, and ahead of them the usual way on.

use crate::{
    definition::{
        OutlineStep, StepId,
        outline::{OutlineChoice, OutlineDeadline},
    },
    graph::Graph,
    journey::{Journey, Visit, rounds_of_date, route},
};

/// The stops of a way, and the round of each date at each of them.
pub struct Way<'a> {
    stops: Vec<WayStop<'a>>,
    /// How many of them the answers lead to; the rest lie ahead.
    reached: usize,
    /// For each date of the routemap, its round at each stop.
    rounds: Vec<(&'a str, Vec<u32>)>,
}

pub struct WayStop<'a> {
    pub step: &'a OutlineStep,
    pub visit: Visit,
    /// The choice that was made there.
    pub said: Option<&'a OutlineChoice>,
}

impl<'a> Way<'a> {
    pub fn of(graph: &'a Graph, journey: &Journey) -> Way<'a> {
        let reached = route(graph, journey).stops.into_iter().filter_map(|stop| {
            let step = graph.step(stop.visit.step.as_str())?;
            let said = stop.answer.and_then(|choice| graph.choice(step.id.as_str(), choice.as_str()));
            Some(WayStop { step, visit: stop.visit, said })
        });
        let mut stops: Vec<WayStop> = reached.collect();
        let reached = stops.len();
        let last = stops.last().filter(|stop| stop.said.is_none()).map(|stop| stop.step);
        let ahead = last.map(|step| usual_way(graph, step)).unwrap_or_default();
        stops.extend(ahead.into_iter().map(|step| WayStop { step, visit: Visit::first(&step.id), said: None }));
        let steps: Vec<_> = stops.iter().map(|stop| (stop.step, stop.visit.round)).collect();
        let rounds = graph.outline().dates.iter().map(|date| (date.id.as_str(), rounds_of_date(date, &steps))).collect();
        Way { stops, reached, rounds }
    }

    /// Returns each step of the way with its place: the last visit the family made, or else the one that lies ahead.
    pub fn last_visits(&self) -> impl Iterator<Item = (usize, &WayStop<'a>)> {
        let stops = || self.stops.iter().enumerate();
        stops().filter(move |(index, stop)| {
            let is_other = |other: &usize| other != index && self.stops.get(*other).is_some_and(|other| other.step.id == stop.step.id);
            // Of the visits made the last one counts; of those ahead only one to a step not visited yet.
            match self.is_ahead(*index) {
                true => !(0..self.stops.len()).any(|other| is_other(&other)),
                false => !(*index..self.reached).any(|other| is_other(&other)),
            }
        })
    }

    /// Says whether a place lies ahead of the family's answers.
    pub fn is_ahead(&self, index: usize) -> bool {
        index >= self.reached
    }

    /// Says whether the family chose a way on from a place.
    pub fn was_left(&self, index: usize) -> bool {
        self.stops.get(index).is_some_and(|stop| stop.said.is_some())
    }

    /// Returns the stops while one deadline's clock runs, with their places: from the first visit to its step in the round
    /// of the date it counts from, to the last stop of that round. `index` is one of the visits.
    pub fn span_of(&self, deadline: &OutlineDeadline, index: usize) -> Vec<(usize, &WayStop<'a>)> {
        let rounds = self.rounds_of(super::first_event(deadline));
        let round = |index: usize| rounds.get(index).copied().unwrap_or(1);
        let step = self.stops.get(index).map(|stop| &stop.visit.step);
        let in_round = self.stops.iter().enumerate().filter(|(place, _)| round(*place) == round(index));
        in_round.skip_while(|(_, stop)| Some(&stop.visit.step) != step).collect()
    }

    /// Returns the furthest step that the answers lead to, and those ahead of it.
    pub fn still_to_come(&self) -> impl Iterator<Item = &'a OutlineStep> {
        self.stops.iter().skip(self.reached.saturating_sub(1)).map(|stop| stop.step)
    }

    /// Returns the round of a date at a place, from 1.
    pub fn round_of(&self, date: &str, index: usize) -> u32 {
        self.rounds_of(date).get(index).copied().unwrap_or(1)
    }

    fn rounds_of(&self, date: &str) -> &[u32] {
        self.rounds.iter().find(|(known, _)| *known == date).map(|(_, rounds)| rounds.as_slice()).unwrap_or_default()
    }
}

/// Returns the steps behind `from` on the usual way to an end: at each step the first choice that leads to one without
/// going round.
fn usual_way<'a>(graph: &'a Graph, from: &'a OutlineStep) -> Vec<&'a OutlineStep> {
    let mut seen: Vec<&StepId> = vec![&from.id];
    // Each step with how many of its choices were tried.
    let mut way: Vec<(&OutlineStep, usize)> = vec![(from, 0)];
    while let Some((step, tried)) = way.last_mut() {
        let Some(choice) = step.choices.get(*tried) else {
            if step.choices.is_empty() {
                break;
            }
            way.pop();
            continue;
        };
        *tried = tried.saturating_add(1);
        if let Some(next) = graph.next(step.id.as_str(), choice.id.as_str()).filter(|next| !seen.contains(&&next.id)) {
            seen.push(&next.id);
            way.push((next, 0));
        }
    }
    way.iter().skip(1).map(|(step, _)| *step).collect()
}
