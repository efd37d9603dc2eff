//! Taking a journey up again after its routemap has changed.
//!
//! Ids that an author renamed are followed (`was`), the answers are replayed as far as they fit, and
//! everything the family entered is kept, also what belongs to a step that is gone.

use super::{Entries, Journey, Visit, route};
use crate::{
    definition::{ChoiceId, StepId},
    graph::Graph,
};

/// What to tell the family after a routemap has changed under their journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The routemap has a new version, and the family's place still fits.
    Updated,
    /// The place is gone. `fits_to` and `look_at` are titles of steps.
    LookAgain { fits_to: Option<String>, look_at: String },
}

/// Fits a kept journey to the routemap as it is now. Nothing the family entered is dropped.
pub fn resume(graph: &Graph, kept: &Journey) -> (Journey, Option<Notice>) {
    let mut journey = rename(graph, kept);
    let outline = graph.outline();
    let started_is_gone = journey.started_at.as_ref().is_some_and(|step| graph.step(step.as_str()).is_none());
    let now = route(graph, &journey);
    let place_is_gone = match &journey.here {
        Some(here) => now.current().is_none_or(|stop| stop.visit != *here),
        None => false,
    };
    let is_new = journey.version != outline.version;
    journey.version.clone_from(&outline.version);
    if !place_is_gone && !started_is_gone {
        return (journey, is_new.then_some(Notice::Updated));
    }
    if started_is_gone {
        journey.started_at = None;
    }
    journey.here = now.current().map(|stop| stop.visit.clone());
    let title = |visit: &Visit| graph.step(visit.step.as_str()).map(|step| step.title.clone());
    let look_at = now.current().and_then(|stop| title(&stop.visit)).unwrap_or_else(|| outline.title.clone());
    let fits_to = now.behind().last().and_then(|stop| title(&stop.visit));
    (journey, Some(Notice::LookAgain { fits_to, look_at }))
}

impl Notice {
    /// Returns the one sentence for the family.
    pub fn sentence(&self) -> String {
        match self {
            Notice::Updated => "This routemap has a new version since your last visit. Your place still fits.".to_owned(),
            Notice::LookAgain { fits_to: Some(fits_to), look_at } => format!(
                "This routemap has changed since your last visit. Your answers up to “{fits_to}” still fit. Please look at “{look_at}” again. Nothing you entered was lost."
            ),
            Notice::LookAgain { fits_to: None, look_at } => {
                format!(
                    "This routemap has changed since your last visit. Please start again from “{look_at}”. Nothing you entered was lost."
                )
            }
        }
    }
}

/// Gives everything its new id. Where the new id is taken already, the entry stays under its old one.
fn rename(graph: &Graph, kept: &Journey) -> Journey {
    let visit = |old: &Visit| Visit { step: renamed_step(graph, &old.step), round: old.round };
    let answers = rename_keys(&kept.answers, visit);
    Journey {
        started_at: kept.started_at.as_ref().map(|step| visit(&Visit::first(step)).step),
        here: kept.here.as_ref().map(visit),
        answers: answers.iter().map(|(at, choice)| (at.clone(), renamed_choice(graph, at, choice))).collect(),
        ticks: kept.ticks.iter().map(|((at, task), ())| ((visit(at), task.clone()), ())).collect(),
        notes: rename_keys(&kept.notes, visit),
        returns: kept.returns.iter().map(|(at, step)| (visit(at), renamed_step(graph, step))).collect(),
        ..kept.clone()
    }
}

/// Returns the id a step has now. An id that a present step has is that step's, whatever else says it was called so.
pub(super) fn renamed_step(graph: &Graph, old: &StepId) -> StepId {
    let renamed = || graph.outline().steps.iter().find(|step| step.was.iter().any(|was| was == old.as_str())).map(|step| step.id.clone());
    match graph.step(old.as_str()) {
        Some(_) => old.clone(),
        None => renamed().unwrap_or_else(|| old.clone()),
    }
}

fn renamed_choice(graph: &Graph, at: &Visit, choice: &ChoiceId) -> ChoiceId {
    let Some(step) = graph.step(at.step.as_str()) else { return choice.clone() };
    if step.choices.iter().any(|known| known.id == *choice) {
        return choice.clone();
    }
    let renamed = step.choices.iter().find(|known| known.was.iter().any(|was| was == choice.as_str()));
    renamed.map_or_else(|| choice.clone(), |known| known.id.clone())
}

/// Moves entries to their new keys; one whose new key is taken stays under its old one.
fn rename_keys<T: Clone>(entries: &Entries<Visit, T>, visit: impl Fn(&Visit) -> Visit) -> Entries<Visit, T> {
    let mut renamed = entries.clone();
    for (old, entry) in entries.iter() {
        let new = visit(old);
        if !renamed.contains_key(&new) {
            renamed.remove(old);
            renamed.insert(new, entry.clone());
        }
    }
    renamed
}
