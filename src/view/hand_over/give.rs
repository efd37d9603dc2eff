//! Giving: which route, what goes along, and the ways to hand it over.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{Page, choose, name_of};
use crate::{
    browser::{address, files, share},
    graph::Graph,
    journey::Journey,
    link::{self, Along},
    qr::qr,
    snapshot::Kept,
    state::keeping,
    view::element::{Element, button, element, link, live, nothing, tick, together, words},
};

/// The routes that are kept here to choose from, and everything about the one that is chosen.
pub fn giving(page: &'static Page) -> AnyView {
    let shelf = page.shelf.get();
    let fault = shelf.fault.map(|fault| words("p", keeping::not_kept(fault)).class("notice warn").attribute("role", "status").into());
    if shelf.kept.is_empty() {
        let sentence = match keeping::guided() {
            Some(_) => "Nothing was entered for this family yet, so there is nothing to hand over.",
            None => "Nothing is kept on this device, so there is nothing to hand over.",
        };
        return fault.unwrap_or_else(|| words("p", sentence).into());
    }
    let chosen = address::hash();
    let row = |kept: &Kept| {
        let hash = format!("#journey={}", kept.journey.id);
        let id = format!("route_{}", kept.journey.id);
        let mut field = element("input").attribute("type", "radio").attribute("name", "route_").attribute("id", id.clone());
        if chosen == hash {
            field = field.attribute("checked", "");
        }
        let on_change = move |_| {
            address::replace(&hash, "");
            choose(page);
        };
        element("li").child(field.on("change", on_change)).child(words("label", name_of(page, &kept.journey)).attribute("for", id))
    };
    let legend = element("legend").child(words("h2", "Which route do you hand over?").attribute("tabindex", "-1"));
    let routes = element("ul").class("pick-one").children(shelf.kept.iter().map(row));
    let mut parts: Vec<AnyView> = fault.into_iter().collect();
    parts.push(element("fieldset").class("plain").child(legend).child(routes).into());
    parts.push(live(move || page.chosen.get().map_or_else(nothing, |(kept, graph)| package(page, kept, graph))));
    together(parts)
}

/// Everything about one journey to hand over: what is in it, and the ways to hand it over.
fn package(page: &'static Page, kept: Kept, graph: Arc<Graph>) -> AnyView {
    let journey = kept.journey.clone();
    let before = page.along.get_untracked();
    let set = move |set: fn(&mut Along, bool)| {
        move |on: bool| {
            page.said.set(None);
            page.along.update(|along| set(along, on));
        }
    };
    let mut ticks: Vec<Element> = Vec::new();
    if !journey.child.is_empty() {
        ticks.push(tick("name_", format!("Also the name: {}", journey.child), before.name, set(|along, on| along.name = on)));
    }
    if !journey.notes.is_empty() {
        ticks.push(tick("notes_", format!("Also your notes ({})", journey.notes.len()), before.notes, set(|along, on| along.notes = on)));
    }
    let way = format!("{}print/#journey={}", page.data.root, journey.id);
    let sheet = link(way, "Print it on paper: our journey so far").class("alone");
    let ready = live(move || {
        let along = page.along.get();
        let title = page.data.name_of(journey.routemap.as_str()).unwrap_or_default();
        ways_to_hand_over(page, &journey, along, title, address_of(page, &journey, &graph, along))
    });
    together(vec![
        words("h2", "What goes along").into(),
        element("ul").class("tasks").children(ticks).into(),
        ready,
        words("h2", "On paper").into(),
        element("p").child(sheet).into(),
    ])
}

/// Returns the address that carries a journey.
pub fn address_of(page: &'static Page, journey: &Journey, graph: &Graph, along: Along) -> String {
    let way = address::of(&page.data.way_to(journey.routemap.as_str()));
    format!("{way}#j={}", link::write(graph, journey, along))
}

/// The QR code of an address as a picture. Nothing if there is too much in it.
pub fn code(url: &str) -> Option<Element> {
    let code = qr(url)?;
    let picture = format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {0} {0}'%3E%3Crect width='{0}' height='{0}' fill='white'/%3E%3Cpath d='{1}'/%3E%3C/svg%3E",
        code.size, code.path
    );
    Some(element("img").class("code").attribute("src", picture))
}

fn ways_to_hand_over(page: &'static Page, journey: &Journey, along: Along, title: &str, url: String) -> AnyView {
    let mut parts: Vec<AnyView> =
        vec![words("p", what_is_in(journey, along, title)).attribute("role", "status").into(), words("h2", "Hand it over").into()];
    match code(&url) {
        Some(picture) => {
            parts.push(words("p", "Point the camera of the other phone at this code.").into());
            parts.push(picture.attribute("alt", "QR code of the link below").into());
        }
        None => parts.push(words("p", "There is too much in it for a code. Use the link or the file.").into()),
    }
    let field =
        element("input").attribute("id", "link_").attribute("type", "text").attribute("readonly", "").property("value", url.clone());
    parts.push(element("p").class("file").child(words("label", "The link").attribute("for", "link_")).child(field).into());
    let (copied, shared, saved) = (url.clone(), url.clone(), url);
    parts.push(element("p").child(button("Copy the link", move || copy(page, copied.clone()))).into());
    if share::can_share() {
        let title = title.to_owned();
        let send = move || {
            let (title, url) = (title.clone(), shared.clone());
            spawn_local(async move {
                share::share(&title, &url).await;
            });
        };
        parts.push(element("p").child(button("Send it with another app", send)).into());
    }
    let text = format!("A route through “{title}”. Open this address, or choose this file on the page “Hand over”:\n{saved}\n");
    parts.push(element("p").child(button("Save it as a file", move || save(page, &text)).class("plain")).into());
    together(parts)
}

/// Says in plain words what the link holds.
fn what_is_in(journey: &Journey, along: Along, title: &str) -> String {
    let Journey { answers, dates, ticks, child, notes, .. } = journey;
    let count = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    let (answers, dates, ticks) = (count(answers.len(), "answer"), count(dates.len(), "date"), count(ticks.len(), "tick"));
    let mut sentence = format!("In it: your way through “{title}”, with {answers}, {dates} and {ticks}.");
    sentence.push_str(match (along.name && !child.is_empty(), along.notes && !notes.is_empty()) {
        (true, true) => " The name and your notes go along.",
        (true, false) => " The name goes along. No notes.",
        (false, true) => " Your notes go along. No name.",
        (false, false) => " No name and no notes.",
    });
    sentence.push_str(" Whoever has the link can read it. It goes through no server of ours.");
    sentence
}

fn copy(page: &'static Page, url: String) {
    spawn_local(async move {
        let words = match share::copy(&url).await {
            true => "The link is copied.",
            false => "This browser does not let us copy. Hold your finger on the link, or select it, and copy it by hand.",
        };
        page.said.set(Some(words.to_owned()));
    });
}

fn save(page: &'static Page, text: &str) {
    let words = match files::download("my-route.txt", "text/plain", text) {
        Some(()) if keeping::guided().is_some() => {
            "The file is with your downloads. It stays on this device when you finish: delete it then."
        }
        Some(()) => "The file is with your downloads.",
        None => "This browser could not save the file. Copy the link instead.",
    };
    page.said.set(Some(words.to_owned()));
}
