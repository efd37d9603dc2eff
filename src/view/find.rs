//! Search on the home page: what fits, as the family types. The fields and the full list stand in the page already, and what can
//! be found of a suite. What a page has no room for in a large one is fetched when the search is first used.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    element::{element, link, live, nothing, words},
    fill,
};
use crate::{
    browser::{files, page},
    page_data::{self, FIND_AGES, FIND_TOPIC, FIND_WORDS, FOUND, FOUND_SAID},
    search::{Entry, Query, find},
    state::{Watched, lasting},
};

/// What is looked for, and among what.
struct Search {
    asked: Watched<Query>,
    entries: Watched<Vec<Entry>>,
    /// The files with more entries that were not fetched yet.
    more: Watched<Vec<String>>,
    /// Whether some of them could not be had.
    is_cut_off: Watched<bool>,
}

/// Takes up the fields, with what was typed before the app was ready. `more` names the files with more entries.
pub fn follow(entries: Vec<Entry>, more: Vec<String>) {
    let (asked_now, entries, more) = (Watched::new(asked()), Watched::new(entries), Watched::new(more));
    let search: &Search = lasting(Search { asked: asked_now, entries, more, is_cut_off: Watched::default() });
    let look = Rc::new(move || {
        search.asked.set(asked());
        spawn_local(fetch_more(search));
    });
    for field in [FIND_WORDS, FIND_AGES, FIND_TOPIC] {
        let look = look.clone();
        page::on_input(field, move || look());
    }
    if !asked().is_empty() {
        look();
    }
    fill(FOUND, move || live(move || found(search)));
}

/// Fetches what is missing, file by file. What could not be had is tried again when something else is typed.
async fn fetch_more(search: &'static Search) {
    let mut files = search.more.get_untracked().into_iter();
    search.more.set(Vec::new());
    while let Some(file) = files.next() {
        let text = files::fetch(&file).await;
        search.is_cut_off.set(text.is_none());
        let Some(text) = text else {
            search.more.set(std::iter::once(file).chain(files).collect());
            return;
        };
        search.entries.update(|entries| entries.extend(page_data::read_entries(&text)));
    }
}

/// Reads the fields.
fn asked() -> Query {
    let ages = page::value(FIND_AGES);
    let ages = ages.split_once(' ').and_then(|(from, until)| Some((from.parse().ok()?, until.parse().ok()?)));
    Query { words: page::value(FIND_WORDS), topic: page::value(FIND_TOPIC), ages }
}

fn found(search: &'static Search) -> AnyView {
    let is_asked = search.asked.with(|query| !query.is_empty());
    page::set_hidden("[data-all]", is_asked);
    if !is_asked {
        page::say(FOUND_SAID, "");
        return nothing();
    }
    search.entries.with(|entries| shown(&search.asked.with(|query| find(query, entries)), search.is_cut_off.get()))
}

fn shown(found: &[&Entry], is_cut_off: bool) -> AnyView {
    let not_all = if is_cut_off { " Not all routemaps could be looked through. Type again when you have a signal." } else { "" };
    page::say(FOUND_SAID, &format!("{}{not_all}", count(found.len())));
    let tile = |entry: &&Entry| {
        let label = element("span").child(words("b", entry.title())).child(words("small", entry.summary.clone()));
        element("li").child(link(format!("{}/", entry.id), "").class(format!("tile line-{}", entry.id)).child(label))
    };
    element("ul").class("tiles").children(found.iter().take(MOST).map(tile)).into()
}

/// How many tiles are shown: nobody reads more, and a word that fits all of a large suite would fill a phone with them.
const MOST: usize = 50;

fn count(found: usize) -> String {
    match found {
        0 => "Nothing fits. Try another word, or fewer words. Or go to a SEND Surgery and ask: no booking.".to_owned(),
        1 => "1 routemap fits.".to_owned(),
        many => format!("{many} routemaps fit. The best is first."),
    }
}
