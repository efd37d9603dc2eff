//! The way a family has gone: the answers, replayed from the start.

use super::{DateKey, Entries, Journey, Visit, letter_deadline};
use crate::{
    definition::{ChoiceId, DateId, OutlineStep, StepId, outline::OutlineDate},
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
        next = answer.and_then(|choice| next_step(graph, journey, &visit, choice));
        stops.push(Stop { answer: answer.cloned(), visit });
    }
    let furthest = stops.len().saturating_sub(1);
    let here = journey.here.as_ref().and_then(|here| stops.iter().position(|stop| stop.visit == *here));
    Route { here: here.unwrap_or(furthest), stops }
}

/// Returns the step behind a stop. Behind one that led into another routemap it is where the family came back to.
fn next_step<'a>(graph: &'a Graph, journey: &Journey, at: &Visit, choice: &ChoiceId) -> Option<&'a OutlineStep> {
    let made = graph.choice(at.step.as_str(), choice.as_str())?;
    match made.routemap.is_empty() {
        true => graph.step(made.to.as_str()),
        false => graph.step(journey.returns.get(at)?.as_str()),
    }
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

    /// Returns the key under which a date is kept at this point of the way.
    ///
    /// A date can be needed before its step was visited, by a family that started part-way; that is round 1. The date
    /// that a letter gives for a deadline belongs to the round of the date that the deadline counts from.
    pub fn date_key(&self, graph: &Graph, date: &DateId) -> DateKey {
        let stops = self.stops.get(..=self.here).unwrap_or_default().iter();
        let so_far: Vec<_> = stops.filter_map(|stop| Some((graph.step(stop.visit.step.as_str())?, stop.visit.round))).collect();
        let deadline = letter_deadline(date.as_str()).and_then(|deadline| graph.outline().deadline(deadline));
        let basis = deadline.and_then(|deadline| deadline.rule.events().next()).unwrap_or(date.as_str());
        let question = graph.outline().date(basis);
        let round = question.and_then(|question| rounds_of_date(question, &so_far).last().copied());
        DateKey { date: date.clone(), round: round.unwrap_or(1) }
    }
}

/// Returns the round of a date at each of some stops (a step, and which time round it is), from 1: how often its answer
/// has stopped counting so far.
///
/// An answer stops counting when the family passes a step that renews the date after one that asked for it. Where the
/// author named no such step, it does when a step that asks for it is visited again.
pub fn rounds_of_date(date: &OutlineDate, stops: &[(&OutlineStep, u32)]) -> Vec<u32> {
    let mut round = 1_u32;
    let mut was_asked = false;
    let at = |(step, time): &(&OutlineStep, u32)| {
        let asks = step.asks_for(date.id.as_str());
        let renews = match date.renewed_by.is_empty() {
            true => asks && *time > 1,
            false => date.renewed_by.iter().any(|renews| *renews == step.id.as_str()),
        };
        if renews && was_asked {
            round = round.saturating_add(1);
            was_asked = false;
        }
        was_asked |= asks;
        round
    };
    stops.iter().map(at).collect()
}
