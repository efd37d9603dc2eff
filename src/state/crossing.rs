//! Leaving a routemap for another one, and taking up what came along on the other side.

use super::{
    following::{Following, Shown},
    keeping::{self, Shelf},
};
use crate::{
    browser::{address, clock},
    definition::ChoiceId,
    journey::{Crossing, Journey, Visit, arrive, crossing, resume},
    snapshot::{Kept, is_one_child},
};

/// What a family reads before they leave a page that cannot keep their answers.
pub(super) const NOT_TAKEN_ALONG: &str = "This leads to another page. Your answers cannot be kept on this device, so they cannot come along, and this page forgets them. Write down what you need. Then choose the same again to go on.";

impl Following {
    /// Leaves for another routemap, if a choice leads to one, and takes along what it asks for. Where nothing can be taken
    /// along the family is told first, and leaves when they choose again. Says whether the choice leads out.
    pub(super) fn cross(&self, at: &Visit, choice: &ChoiceId, was_warned: bool) -> bool {
        let Some(crossing) = self.kept.with_untracked(|kept| crossing(&self.graph, &kept.journey, at, choice)) else { return false };
        let is_kept = keeping::hand_over(&crossing).is_ok() && self.not_kept.with_untracked(Option::is_none);
        match is_kept || was_warned {
            true => address::go(&format!("{}#{}", self.data.way_to(crossing.routemap.as_str()), crossing.step)),
            false => self.say(NOT_TAKEN_ALONG),
        }
        true
    }

    /// Takes up a way that leads here out of another routemap.
    pub(super) fn arrive(&self, shelf: &Shelf, crossing: &Crossing) {
        let known: Vec<&Journey> = shelf.kept.iter().map(|kept| &kept.journey).collect();
        let (journey, stop) = arrive(&self.graph, &known, &clock::random_id(), crossing);
        let there = shelf.kept.iter().find(|kept| kept.journey.id == journey.id);
        let changed = there.and_then(|kept| resume(&self.graph, &kept.journey).1);
        self.keep(Kept { journey, ..there.cloned().unwrap_or_default() }, shelf.fault);
        self.kept.with_untracked(|kept| self.set_others(shelf, Some(kept)));
        self.notice.set(changed.map(|notice| notice.sentence()));
        let preview = self.graph.step(crossing.step.as_str()).map(|step| Shown::Preview(step.id.clone()));
        let shown = stop.map(Shown::Step).or(preview);
        self.replace(shown.unwrap_or_else(|| self.unknown_address()));
    }

    /// Notes the other journeys through this routemap, and the child's journeys through others.
    pub(super) fn set_others(&self, shelf: &Shelf, chosen: Option<&Kept>) {
        let here = &self.graph.outline().id;
        let is_other = |kept: &&Kept| match chosen {
            Some(chosen) => kept.journey.id != chosen.journey.id && (kept.journey.routemap == *here || is_one_child(kept, chosen)),
            None => kept.journey.routemap == *here,
        };
        self.others.set(shelf.kept.iter().filter(is_other).cloned().collect());
    }
}
