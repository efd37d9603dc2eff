//! My data: everything kept on this device in plain words; save it, bring it back, delete it.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    element::{self, Element, button, element, live, nothing, together, words},
    entered::in_words,
};
use crate::{
    browser::{clock, files},
    definition::wire,
    graph::Graph,
    link,
    page_data::PageData,
    snapshot::{self, Kept},
    state::{
        Watched,
        keeping::{self, Newer, Shelf},
        lasting,
    },
};

/// The media type of what is saved.
const TEXT: &str = "text/plain";

/// Something that was deleted and can come back as long as the page is open.
#[derive(Clone)]
enum Deleted {
    Journeys(Vec<Kept>),
    SetAside(String, String),
}

/// What the parts of the page share.
struct Page {
    data: PageData,
    shelf: Watched<Shelf>,
    deleted: Watched<Option<Deleted>>,
    said: Watched<Option<String>>,
}

pub fn my_data(mut data: PageData) -> AnyView {
    let shelf = keeping::load_all();
    data.reader = shelf.reader.clone().unwrap_or_default();
    let page: &Page = lasting(Page { data, shelf: Watched::new(shelf), deleted: Watched::default(), said: Watched::default() });
    keeping::on_change(move |_| page.shelf.set(keeping::load_all()));
    let said = live(move || {
        let fault = page.shelf.with(|shelf| shelf.fault).map(|fault| words("p", keeping::not_kept(fault)).class("notice warn"));
        let said = page.said.get().map(|sentence| words("p", sentence).class("notice"));
        together(fault.into_iter().chain(said).map(AnyView::from).collect())
    });
    together(vec![
        element("div").attribute("role", "status").class("notices").child(said).into(),
        live(move || match page.deleted.get() {
            Some(_) => element("p").child(button("Undo: bring it back", move || undo(page))).into(),
            None => nothing(),
        }),
        words(
            "p",
            "A browser may clear what it keeps, for example if you have not opened this site for a while. Save a file now and then.",
        )
        .class("notice plain")
        .into(),
        keeping::guided().map_or_else(nothing, |_| {
            words("p", "You see what this tab keeps for whom you guide, not what this device keeps.").class("notice").into()
        }),
        words("h2", "What is kept").into(),
        live(move || what_is_kept(page)),
        words("h2", "Save it or bring it back").into(),
        words("p", "The file holds all your routes, with names, dates and notes. Keep it somewhere safe.").into(),
        element("p").child(button("Save everything as one file", move || save_all(page))).into(),
        restore_field(page),
    ])
}

fn what_is_kept(page: &'static Page) -> AnyView {
    let shelf = page.shelf.get();
    if shelf.kept.is_empty() && shelf.newer.is_empty() && shelf.set_aside.is_empty() && shelf.reader.is_none() {
        return words("p", "Nothing is kept on this device.").into();
    }
    let mut cards: Vec<AnyView> = shelf.reader.iter().map(|reader| reader_card(page, reader)).collect();
    cards.extend(shelf.kept.into_iter().map(|kept| journey_card(page, kept)));
    cards.extend(shelf.newer.into_iter().map(|newer| newer_card(page, newer)));
    cards.extend(shelf.set_aside.into_iter().map(|(key, text)| set_aside_card(page, key, text)));
    let delete_all = button("Delete all these routes", move || delete_all(page)).class("danger");
    cards.push(element("p").child(delete_all).into());
    together(cards)
}

/// Who follows on this device.
fn reader_card(page: &'static Page, reader: &str) -> AnyView {
    let name = if reader == "parent" { "A parent or carer" } else { "The young person" };
    let forget = button("Ask me again", move || {
        let _ = keeping::forget_reader();
        page.said.set(Some("The next routemap asks again who is following.".to_owned()));
        page.shelf.set(keeping::load_all());
    });
    card("Who is following".to_owned())
        .child(words("p", format!("{name}. The routemaps speak to them.")))
        .child(forget.class("plain"))
        .into()
}

fn card(title: String) -> Element {
    element("section").class("card").child(words("h3", title))
}

/// One journey in plain words.
fn journey_card(page: &'static Page, kept: Kept) -> AnyView {
    let id = kept.journey.routemap.clone();
    let routemap = page.data.name_of(id.as_str()).unwrap_or(id.as_str()).to_owned();
    let open = page.data.way_to_journey(id.as_str(), &kept.journey.id);
    let url = format!("{}outline.txt", page.data.way_to(id.as_str()));
    let name = match kept.journey.child.as_str() {
        "" => routemap,
        child => format!("{child} · {routemap}"),
    };
    let entered = Arc::new(Watched::<Vec<String>>::default());
    let (journey, reads) = (kept.journey.clone(), entered.clone());
    spawn_local(async move {
        let outline = files::fetch(&url).await.map(|text| wire::read(&text));
        reads.set(in_words(&journey, &Graph::new(outline.unwrap_or_default())));
    });
    let rows = live(move || element("ul").children(entered.get().into_iter().map(|row| words("li", row))).into());
    let label = format!("Delete: {name}");
    card(name)
        .child(words("p", format!("You are at: {}", kept.step_title)))
        .child(element("details").child(words("summary", "Everything you entered")).child(rows))
        .child(element("p").child(element::link(open, "Open")))
        .child(button("Delete", move || delete(page, kept.clone())).class("plain").attribute("aria-label", label))
        .into()
}

/// What a newer version kept: shown, and offered as a file.
fn newer_card(page: &'static Page, newer: Newer) -> AnyView {
    let seen = newer.readable.map(|kept| format!("{} {}. ", kept.journey.child, kept.step_title)).unwrap_or_default();
    let sentence = format!("{seen}It is safe. This version only shows it and does not change it. Open the site again when you are online.");
    card("Kept by a newer version of this site".to_owned())
        .child(words("p", sentence))
        .child(button("Save it as a file", move || save_text(page, &newer.text)))
        .into()
}

/// What could not be read: put aside, and offered as a file.
fn set_aside_card(page: &'static Page, key: String, text: String) -> AnyView {
    let saved = text.clone();
    let delete = button("Delete it", move || delete_set_aside(page, &key, &text)).class("plain");
    card("Something that could not be read".to_owned())
        .child(words("p", "It was put aside and not changed. You can save it as a file and show it to somebody who knows computers."))
        .child(button("Save it as a file", move || save_text(page, &saved)))
        .child(delete.attribute("aria-label", "Delete what could not be read"))
        .into()
}

fn restore_field(page: &'static Page) -> AnyView {
    let on_change = move |event: web_sys::Event| {
        spawn_local(async move {
            let text = files::chosen(event).await;
            page.said.set(Some(restore(page, text.as_deref())));
        });
    };
    let field = element("input")
        .attribute("id", "restore_")
        .attribute("type", "file")
        .attribute("accept", ".txt,text/plain")
        .on("change", on_change);
    let label = words("label", "Bring back from a file. Nothing here is written over.").attribute("for", "restore_");
    element("p").class("file").child(label).child(field).into()
}

// ---- what a family does -------------------------------------------------------------------------

fn save_all(page: &'static Page) {
    let shelf = keeping::load_all();
    let aside = shelf.set_aside.into_iter().map(|(_, text)| text);
    let others: Vec<String> = shelf.newer.into_iter().map(|newer| newer.text).chain(aside).collect();
    say_saved(page, files::download("my-routemaps.txt", TEXT, &snapshot::write_backup(&shelf.kept, &others)));
}

fn save_text(page: &'static Page, text: &str) {
    say_saved(page, files::download("kept-on-this-device.txt", TEXT, text));
}

fn say_saved(page: &'static Page, done: Option<()>) {
    let words = match done {
        Some(()) => "The file is with your downloads.",
        None => "This browser could not save the file. Nothing was changed. Try another browser, or copy your notes by hand.",
    };
    page.said.set(Some(words.to_owned()));
}

/// Brings a file's journeys in, and says what came of it.
fn restore(page: &'static Page, text: Option<&str>) -> String {
    let Some(text) = text else { return "The file could not be opened. Nothing on this device was changed.".to_owned() };
    let here = keeping::load_all();
    // What is not seen would be written over.
    if let Some(fault) = here.fault {
        return keeping::not_kept(fault).to_owned();
    }
    let restored = match snapshot::read_backup(text, &here.kept, clock::random_id) {
        Ok(restored) => restored,
        Err(_) if link::carried_by(text).is_some() => {
            return "This file is a route that somebody handed over. Open it on the page Hand over. Nothing on this device was changed."
                .to_owned();
        }
        Err(fault) => return fault.sentence().to_owned(),
    };
    let refused = restored.to_keep.iter().find_map(|kept| keeping::save(kept).err());
    page.shelf.set(keeping::load_all());
    if let Some(fault) = refused {
        return keeping::not_kept(fault).to_owned();
    }
    let unread = match restored.unread {
        0 => String::new(),
        count => format!(" Could not be read: {count}. The file still has them."),
    };
    let place = if keeping::guided().is_some() { " in this tab only" } else { "" };
    format!("Brought back{place}: {}. Here already: {}.{unread} Nothing was written over.", restored.to_keep.len(), restored.same)
}

fn delete(page: &'static Page, kept: Kept) {
    match keeping::delete(&kept.journey.id) {
        Ok(()) => after_delete(page, Deleted::Journeys(vec![kept])),
        Err(fault) => page.said.set(Some(keeping::not_kept(fault).to_owned())),
    }
}

fn delete_all(page: &'static Page) {
    let kept = keeping::load_all().kept;
    keeping::forget_crossing();
    for each in &kept {
        let _ = keeping::delete(&each.journey.id);
    }
    after_delete(page, Deleted::Journeys(kept));
}

fn delete_set_aside(page: &'static Page, key: &str, text: &str) {
    if keeping::delete_set_aside(key).is_ok() {
        after_delete(page, Deleted::SetAside(key.to_owned(), text.to_owned()));
    }
}

fn after_delete(page: &'static Page, deleted: Deleted) {
    page.deleted.set(Some(deleted));
    page.shelf.set(keeping::load_all());
    page.said.set(Some("Deleted. You can bring it back until you leave this page.".to_owned()));
}

fn undo(page: &'static Page) {
    let refused = match page.deleted.get_untracked() {
        Some(Deleted::Journeys(kept)) => kept.iter().find_map(|kept| keeping::save(kept).err()),
        Some(Deleted::SetAside(key, text)) => keeping::put_back_set_aside(&key, &text).err(),
        None => None,
    };
    let words = match refused {
        Some(fault) => keeping::not_kept(fault),
        None => {
            page.deleted.set(None);
            "It is back."
        }
    };
    page.said.set(Some(words.to_owned()));
    page.shelf.set(keeping::load_all());
}
