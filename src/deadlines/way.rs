//! The whole way of a journey: the stops that the answers lead to, and ahead of them the usual way on.

use crate::{
    definition::{OutlineStep, StepId},
    graph::Graph,
    journey::{Journey, Visit, rounds_of_date, route},
};

/// The stops of a way, each with what it says of dates.
pub struct Way {
    stops: Vec<WayStop>,
    /// How many of them the answers lead to; the rest lie ahead.
    reached: usize,
}

pub struct WayStop {
    pub visit: Visit,
    /// For each date of the routemap, the round it is in here.
    rounds: Vec<(String, u32)>,
    pub said: Option<Said>,
}

/// What a choice says of deadlines.
pub struct Said {
    pub meets: Vec<String>,
    pub excuses: Vec<String>,
}

impl Way {
    pub fn of(graph: &Graph, journey: &Journey) -> Way {
        let route = route(graph, journey);
        let reached = route.stops.len();
        let mut visits: Vec<(Visit, Option<Said>)> = Vec::new();
        for stop in route.stops {
            let choice = stop.answer.as_ref().and_then(|choice| graph.choice(stop.visit.step.as_str(), choice.as_str()));
            let said = choice.map(|choice| Said { meets: choice.meets.clone(), excuses: choice.excuses.clone() });
            visits.push((stop.visit, said));
        }
        let last = visits.last().filter(|(_, said)| said.is_none()).and_then(|(visit, _)| graph.step(visit.step.as_str()));
        let ahead = last.map(|step| usual_way(graph, step)).unwrap_or_default();
        visits.extend(ahead.iter().map(|step| (Visit::first(&step.id), None)));
        let steps: Vec<&Visit> = visits.iter().map(|(visit, _)| visit).collect();
        let mut rounds: Vec<Vec<(String, u32)>> = steps.iter().map(|_| Vec::new()).collect();
        for date in &graph.outline().dates {
            for (stop, round) in rounds.iter_mut().zip(rounds_of_date(graph, date, &steps)) {
                stop.push((date.id.to_string(), round));
            }
        }
        let stops = visits.into_iter().zip(rounds).map(|((visit, said), rounds)| WayStop { visit, rounds, said }).collect();
        Way { stops, reached }
    }

    /// Returns each step of the way with its place: the last visit the family made, or else the one that lies ahead.
    pub fn last_visits(&self) -> impl Iterator<Item = (usize, &Visit)> {
        let stops = || self.stops.iter().map(|stop| &stop.visit).enumerate();
        stops().filter(move |(index, visit)| {
            let mut others = stops().filter(|(other, _)| other != index).filter(|(_, other)| other.step == visit.step);
            match self.is_ahead(*index) {
                true => others.next().is_none(),
                false => !others.any(|(other, _)| other > *index && !self.is_ahead(other)),
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

    /// Returns the places of one deadline's clock: from the first visit to its step in the round of its event, to the last
    /// place of that round. `index` is one of the visits.
    pub fn span_of(&self, event: &str, index: usize) -> impl Iterator<Item = (usize, &WayStop)> {
        let round = self.round_of(event, index);
        let step = self.stops.get(index).map(|stop| &stop.visit.step);
        let in_round = self.stops.iter().enumerate().filter(move |(place, _)| self.round_of(event, *place) == round);
        in_round.skip_while(move |(_, stop)| Some(&stop.visit.step) != step)
    }

    /// Returns the furthest step that the answers lead to, and those ahead of it.
    pub fn still_to_come(&self) -> impl Iterator<Item = &StepId> {
        self.stops.iter().skip(self.reached.saturating_sub(1)).map(|stop| &stop.visit.step)
    }

    /// Returns the round of a date at a place, from 1.
    pub fn round_of(&self, date: &str, index: usize) -> u32 {
        let rounds = self.stops.get(index).map(|stop| stop.rounds.as_slice()).unwrap_or_default();
        rounds.iter().find(|(known, _)| known == date).map_or(1, |(_, round)| *round)
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
