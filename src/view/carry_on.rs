//! "Carry on" on the home page: each kept route with the child's name and the step.

use leptos::prelude::*;

use super::element::{element, link, together, words};
use crate::{
    page_data::PageData,
    snapshot::Kept,
    state::keeping::{self, Shelf},
};

pub fn carry_on(data: &PageData) -> AnyView {
    let shelf = keeping::load_all();
    let wrong = shelf.fault.map(|fault| words("p", keeping::not_kept(fault)).class("notice warn").attribute("role", "status"));
    let has_aside = !shelf.set_aside.is_empty() || !shelf.newer.is_empty();
    let aside = has_aside.then(|| {
        let sentence = "Something kept on this device cannot be used here. It is safe. ";
        words("p", sentence).class("notice").attribute("role", "status").child(link("my-data/", "See it under My data"))
    });
    let cards = cards(data, &shelf);
    let section = (!cards.is_empty()).then(|| {
        let title = words("h2", "Carry on").class("unseen");
        element("section").child(title).child(element("ul").class("carries").children(cards))
    });
    together(wrong.into_iter().chain(aside).chain(section).map(AnyView::from).collect())
}

fn cards(data: &PageData, shelf: &Shelf) -> Vec<AnyView> {
    let card = |kept: &Kept| {
        let entry = data.index.iter().find(|entry| entry.id == kept.journey.routemap.as_str())?;
        let name = match kept.journey.child.as_str() {
            "" => entry.words.clone(),
            child => format!("{child} · {}", entry.words),
        };
        let href = format!("{}{}/#journey={}", data.root, entry.id, kept.journey.id);
        let unseen = words("span", format!(": {name}")).class("unseen");
        let card = element("li")
            .class(format!("carry line-{}", entry.id))
            .child(words("p", "Carry on"))
            .child(words("h3", name))
            .child(words("p", kept.step_title.clone()))
            .child(link(href, "Carry on where I left off").class("button").child(unseen));
        Some(card.into())
    };
    shelf.kept.iter().filter_map(card).collect()
}
