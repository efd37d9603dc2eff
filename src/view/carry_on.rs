//! "Carry on" on the home page: each kept route with the child's name and the step.

use leptos::prelude::*;

use super::element::{element, link, together, words};
use crate::{
    journey::Journey,
    page_data::PageData,
    snapshot::{Kept, by_child},
    state::keeping::{self, Shelf},
};

pub fn carry_on(mut data: PageData) -> AnyView {
    let shelf = keeping::load_all();
    data.reader = shelf.reader.clone().unwrap_or_default();
    let wrong = shelf.fault.map(|fault| words("p", keeping::not_kept(fault)).class("notice warn").attribute("role", "status"));
    let has_aside = !shelf.set_aside.is_empty() || !shelf.newer.is_empty();
    let aside = has_aside.then(|| {
        let sentence = "Something kept on this device cannot be used here. It is safe. ";
        words("p", sentence).class("notice").attribute("role", "status").child(link("my-data/", "See it under My data"))
    });
    let cards = cards(&data, &shelf);
    let section = (!cards.is_empty()).then(|| {
        let title = words("h2", "Carry on").class("unseen");
        element("section").child(title).child(element("ul").class("carries").children(cards))
    });
    together(wrong.into_iter().chain(aside).chain(section).map(AnyView::from).collect())
}

fn cards(data: &PageData, shelf: &Shelf) -> Vec<AnyView> {
    let card = |kept: &Kept| {
        let Journey { id, routemap, child, .. } = &kept.journey;
        let title = data.name_of(routemap.as_str())?;
        let name = if child.is_empty() { title.to_owned() } else { format!("{child} · {title}") };
        let unseen = words("span", format!(": {name}")).class("unseen");
        let card = element("li")
            .class(format!("carry line-{routemap}"))
            .child(words("p", "Carry on"))
            .child(words("h3", name))
            .child(words("p", kept.step_title.clone()))
            .child(link(data.way_to_journey(routemap.as_str(), id), "Carry on where I left off").class("button").child(unseen));
        Some(card.into())
    };
    by_child(&shelf.kept).into_iter().flatten().filter_map(card).collect()
}
