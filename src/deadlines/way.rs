//! The whole way of a journey: the stops that the answers lead to, and ahead of them the usual way on.

use crate::{
    definition::OutlineStep,
    graph::Graph,
    journey::{Journey, Visit, rounds_of_date, route},
};

/// The stops of a way, each with what it says of dates.
pub struct Way {
    stops: Vec<WayStop>,
    /// How many of them the answers lead to; the rest lie ahead.
    reached: usize,
}

struct WayStop {
    visit: Visit,
    /// For each date of the routemap, the round it is in here.
    rounds: Vec<(String, u32)>,
    said: Option<Said>,
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
        let mut last = visits.last().filter(|(_, said)| said.is_none()).and_then(|(visit, _)| graph.step(visit.step.as_str()));
        while let Some(next) = last.and_then(|step| usual_next(graph, step, &visits)) {
            visits.push((Visit::first(&next.id), None));
            last = Some(next);
        }
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

    /// Returns the last visit to each step of the way, with its place.
    pub fn last_visits(&self) -> impl Iterator<Item = (usize, &Visit)> {
        let stops = || self.stops.iter().map(|stop| &stop.visit).enumerate();
        stops().filter(move |(index, visit)| !stops().any(|(later, other)| later > *index && other.step == visit.step))
    }

    /// Says whether a place lies ahead of the family's answers.
    pub fn is_ahead(&self, index: usize) -> bool {
        index >= self.reached
    }

    /// Says whether the family chose a way on from a place.
    pub fn was_left(&self, index: usize) -> bool {
        self.stops.get(index).is_some_and(|stop| stop.said.is_some())
    }

    /// Returns the furthest place that the answers lead to.
    pub fn furthest(&self) -> usize {
        self.reached.saturating_sub(1)
    }

    /// Returns the round of a date at a place, from 1.
    pub fn round_of(&self, date: &str, index: usize) -> u32 {
        let rounds = self.stops.get(index).map(|stop| stop.rounds.as_slice()).unwrap_or_default();
        rounds.iter().find(|(known, _)| known == date).map_or(1, |(_, round)| *round)
    }

    /// Returns what the choices on the way say of deadlines, with their places.
    pub fn said(&self) -> impl Iterator<Item = (usize, &Said)> {
        self.stops.iter().enumerate().filter_map(|(index, stop)| Some((index, stop.said.as_ref()?)))
    }
}

/// Returns where the usual way goes on: by the first choice that leads somewhere new.
fn usual_next<'a>(graph: &'a Graph, step: &OutlineStep, visits: &[(Visit, Option<Said>)]) -> Option<&'a OutlineStep> {
    let ways_on = step.choices.iter().filter_map(|choice| graph.next(step.id.as_str(), choice.id.as_str()));
    ways_on.into_iter().find(|next| !visits.iter().any(|(visit, _)| visit.step == next.id))
}
