//! Search on the home page: what fits, as the family types. The fields and the full list stand in the page already.

use std::rc::Rc;

use leptos::prelude::*;

use super::{
    element::{element, link, live, nothing, words},
    fill,
};
use crate::{
    browser::page,
    page_data::{FIND_AGES, FIND_TOPIC, FIND_WORDS, FOUND, FOUND_SAID},
    search::{Entry, Query, find},
};

/// Takes up the fields, with what was typed before the app was ready.
pub fn follow(entries: Vec<Entry>) {
    let asked = RwSignal::new(asked());
    let look = Rc::new(move || {
        asked.try_set(self::asked());
    });
    for field in [FIND_WORDS, FIND_AGES, FIND_TOPIC] {
        let look = look.clone();
        page::on_input(field, move || look());
    }
    fill(FOUND, move || live(move || found(&asked.get(), &entries)));
}

/// Reads the fields.
fn asked() -> Query {
    let ages = page::value(FIND_AGES);
    let ages = ages.split_once(' ').and_then(|(from, until)| Some((from.parse().ok()?, until.parse().ok()?)));
    Query { words: page::value(FIND_WORDS), topic: page::value(FIND_TOPIC), ages }
}

fn found(query: &Query, entries: &[Entry]) -> AnyView {
    let is_asked = !query.is_empty();
    page::set_hidden("[data-all]", is_asked);
    if !is_asked {
        page::say(FOUND_SAID, "");
        return nothing();
    }
    let found = find(query, entries);
    page::say(FOUND_SAID, &count(found.len()));
    let tile = |entry: &&Entry| {
        let label = element("span").child(words("b", entry.title())).child(words("small", entry.summary.clone()));
        element("li").child(link(format!("{}/", entry.id), "").class(format!("tile line-{}", entry.id)).child(label))
    };
    element("ul").class("tiles").children(found.iter().map(tile)).into()
}

fn count(found: usize) -> String {
    match found {
        0 => "Nothing fits. Try another word, or fewer words. Or go to a SEND Surgery and ask: no booking.".to_owned(),
        1 => "1 routemap fits.".to_owned(),
        many => format!("{many} routemaps fit. The best is first."),
    }
}
