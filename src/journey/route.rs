//! The way a family has gone: the answers, replayed from the start.

use super::{DateKey, Entries, Journey, Visit};
use crate::{
    definition::{ChoiceId, DateId, OutlineStep, StepId},
    graph::Graph,
};

/// The stops of a journey in order, and at which of them the family stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// From the first step to the furthest that the answers lead to. Empty only for a routemap without a start.
    pub stops: Vec<Stop>,
    /// The index of the stop where the family stands.
    pub here: usize,
}

/// A step on the way and what was chosen there, if anything was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub visit: Visit,
    pub answer: Option<ChoiceId>,
}

/// Replays the answers of a journey as far as they fit the routemap.
///
/// Each stop uses up one answer, so a routemap that goes round cannot make this run for ever.
pub fn route(graph: &Graph, journey: &Journey) -> Route {
    let begun_at = journey.started_at.as_ref().and_then(|step| graph.step(step.as_str()));
    let mut next = begun_at.or_else(|| graph.start());
    let mut rounds: Entries<&StepId, u32> = Entries::default();
    let mut stops: Vec<Stop> = Vec::new();
    while let Some(step) = next {
        let round = rounds.get(&&step.id).map_or(1, |round| round.saturating_add(1));
        rounds.insert(&step.id, round);
        let visit = Visit { step: step.id.clone(), round };
        let answer = journey.answers.get(&visit).filter(|choice| graph.choice(step.id.as_str(), choice.as_str()).is_some());
        next = answer.and_then(|choice| graph.next(step.id.as_str(), choice.as_str()));
        stops.push(Stop { answer: answer.cloned(), visit });
    }
    let furthest = stops.len().saturating_sub(1);
    let here = journey.here.as_ref().and_then(|here| stops.iter().position(|stop| stop.visit == *here));
    Route { here: here.unwrap_or(furthest), stops }
}

impl Route {
    /// Returns where the family stands.
    pub fn current(&self) -> Option<&Stop> {
        self.stops.get(self.here)
    }

    /// Returns the stops before the one where the family stands.
    pub fn behind(&self) -> &[Stop] {
        self.stops.get(..self.here).unwrap_or_default()
    }

    /// Returns the furthest stop, if the family has gone back from it.
    pub fn furthest_ahead(&self) -> Option<&Stop> {
        self.stops.last().filter(|_| self.here.saturating_add(1) < self.stops.len())
    }

    /// Returns the last visit to a step up to where the family stands.
    pub fn visit_of(&self, step: &str) -> Option<&Visit> {
        let so_far = self.stops.get(..=self.here).unwrap_or_default();
        so_far.iter().rev().map(|stop| &stop.visit).find(|visit| visit.step.as_str() == step)
    }

    /// Returns the key under which a date is kept at this point of the way: going round again asks again.
    ///
    /// A date can be needed before its step was visited, by a family that started part-way; that is round 1.
    pub fn date_key(&self, graph: &Graph, date: &DateId) -> DateKey {
        let asks = |step: &OutlineStep| step.dates.iter().any(|asked| asked == date.as_str());
        let so_far = self.stops.get(..=self.here).unwrap_or_default();
        let asked = so_far.iter().filter(|stop| graph.step(stop.visit.step.as_str()).is_some_and(asks));
        DateKey { date: date.clone(), round: asked.map(|stop| stop.visit.round).max().unwrap_or(1) }
    }
}
