//! Leaving a routemap for another one, and taking up what came along on the other side.

use leptos::prelude::*;

use super::{
    following::{Following, Shown},
    keeping::{self, Shelf},
};
use crate::{
    browser::{address, clock},
    definition::ChoiceId,
    journey::{Crossing, Journey, Visit, arrive, crossing},
    snapshot::{Kept, is_one_child},
};

impl Following {
    /// Leaves for another routemap, if a choice leads to one, and takes along what it asks for.
    pub(super) fn cross(&self, at: &Visit, choice: &ChoiceId) -> bool {
        let shared = self.shared();
        let crossing = self.kept.with_untracked(|kept| crossing(&shared.graph, &kept.journey, at, choice));
        if let Some(crossing) = &crossing {
            keeping::hand_over(crossing);
            address::go(&format!("{}#{}", shared.data.way_to(crossing.routemap.as_str()), crossing.step));
        }
        crossing.is_some()
    }

    /// Takes up a way that leads here out of another routemap.
    pub(super) fn arrive(&self, shelf: &Shelf, crossing: &Crossing) {
        let shared = self.shared();
        let known: Vec<&Journey> = shelf.kept.iter().map(|kept| &kept.journey).collect();
        let (journey, stop) = arrive(&shared.graph, &known, &clock::random_id(), crossing);
        let there = shelf.kept.iter().find(|kept| kept.journey.id == journey.id);
        self.keep(Kept { journey, ..there.cloned().unwrap_or_default() });
        self.kept.with_untracked(|kept| self.set_others(shelf, Some(kept)));
        self.replace(stop.map_or_else(|| Shown::Preview(crossing.step.clone()), Shown::Step));
    }

    /// Notes the other journeys through this routemap, and the child's journeys through others.
    pub(super) fn set_others(&self, shelf: &Shelf, chosen: Option<&Kept>) {
        let shared = self.shared();
        let here = &shared.graph.outline().id;
        let is_other = |kept: &&Kept| match chosen {
            Some(chosen) => kept.journey.id != chosen.journey.id && (kept.journey.routemap == *here || is_one_child(kept, chosen)),
            None => kept.journey.routemap == *here,
        };
        self.others.set(shelf.kept.iter().filter(is_other).cloned().collect());
    }
}
