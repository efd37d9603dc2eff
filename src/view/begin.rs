//! The main action of an overview: start, or carry on; other children's routes; whose route this is.

use leptos::prelude::*;

use super::element::{element, link, live, nothing, together, words};
use crate::{
    browser::page,
    journey::{Journey, NAME_LIMIT},
    snapshot::Kept,
    state::{Following, Shown},
};

/// Start or carry on, and the other routes.
pub fn begin(following: &'static Following) -> AnyView {
    live(move || {
        // The overview stands beside the map too.
        if !matches!(following.shown.get(), Shown::Overview | Shown::Map) {
            return nothing();
        }
        let has_begun = following.has_begun();
        let label = match has_begun {
            true => following.kept.with(|kept| format!("Carry on: {}", name_and_step(kept))),
            false => "Start".to_owned(),
        };
        let start = format!("#{}", following.graph.outline().start);
        let main = link(start, label).class("button").on_follow(move || following.start());
        let others = following.others.get();
        // A routemap that the site has no longer has no page to go to.
        let others = others.iter().filter_map(|kept| {
            let Journey { id, routemap, .. } = &kept.journey;
            if *routemap == following.graph.outline().id {
                return Some(link(format!("#journey={id}"), name_and_step(kept)));
            }
            let name = following.data.name_of(routemap.as_str())?;
            Some(link(following.data.way_to_journey(routemap.as_str(), id), format!("{name}: {}", kept.step_title)))
        });
        let new = has_begun.then(|| link("#new", "Start a new route for another child"));
        let rows = others.chain(new).map(|link| element("li").child(link));
        together(vec![element("p").child(main).into(), element("ul").class("others").children(rows).into()])
    })
}

/// The name of the child, if the family wants one.
pub fn whose(following: &'static Following) -> AnyView {
    // Shown anew with each view, not with each change: a field must not go away while somebody types in it.
    live(move || {
        let shown = following.shown.get();
        if shown != Shown::Overview || following.journey_id().is_empty() {
            return nothing();
        }
        let root = &following.data.root;
        let way = |page: &str| format!("{root}{page}/#journey={}", following.journey_id());
        let hint =
            format!("If you like, give a name or a nickname of up to {NAME_LIMIT} letters. Nobody else sees it unless you hand it over.");
        let field = element("input")
            .attribute("id", "child_")
            .attribute("type", "text")
            .attribute("autocomplete", "off")
            .attribute("aria-describedby", "child_hint_")
            .property("value", following.kept.with_untracked(|kept| kept.journey.child.clone()))
            .on("change", move |event| following.rename(page::value_of(&event)));
        element("div")
            .class("whose")
            .child(words("label", "Whose route is this?").attribute("for", "child_"))
            .child(words("p", hint).class("hint").attribute("id", "child_hint_"))
            .child(field)
            .child(
                element("p")
                    .class("own")
                    .child(link(way("hand-over"), "Hand this route over"))
                    .child(link(way("print"), "Print our journey so far")),
            )
            .into()
    })
}

fn name_and_step(kept: &Kept) -> String {
    match kept.journey.child.as_str() {
        "" => kept.step_title.clone(),
        child => format!("{child}, {}", kept.step_title),
    }
}
