//! The family's own notes at a step, kept as they are written.

use leptos::prelude::*;

use super::element::{element, live_when, nothing, words};
use crate::{
    browser::page,
    state::{Following, Shown},
};

/// `moved` tells once another step can be seen. Nothing else makes another field: the note itself changes with every letter.
pub fn notes(following: &'static Following, moved: &'static ArcTrigger) -> AnyView {
    live_when(moved, move || {
        let Shown::Step(visit) = following.shown.get() else { return nothing() };
        let note = following.kept.with_untracked(|kept| kept.journey.notes.get(&visit).cloned()).unwrap_or_default();
        let details = if note.is_empty() { element("details") } else { element("details").attribute("open", "") };
        let field = element("textarea")
            .attribute("id", "note_")
            .attribute("rows", "5")
            .attribute("autocomplete", "off")
            .property("value", note)
            .on("input", move |event| following.note(&visit, page::value_of(&event)));
        details
            .child(words("summary", "Notes I want to keep"))
            .child(words("label", "Your notes about this step. Nobody else sees them unless you hand them over.").attribute("for", "note_"))
            .child(field)
            .into()
    })
}
