//! What the app adds to the static page: small components that show what `state` holds.
//!
//! They know no storage and no rule. The words of a routemap are not here: they stand in the page already.

use leptos::{mount::mount_to, prelude::*};
use web_sys::HtmlElement;

use crate::{
    browser::page,
    page_data::{self, APP_ELEMENT, DATA_ELEMENT, DATES, HOME, MY_DATA, NETWORK, PRINT, PageData},
    state::{Following, lasting},
};

mod begin;
mod carry_on;
mod dates;
mod due;
mod element;
mod entered;
mod find;
mod hand_over;
mod map;
mod my_data;
mod network;
mod notes;
mod notices;
mod print;
mod route_so_far;
mod routemap;
mod whereabouts;

/// Starts the app on a routemap's page. Otherwise the static page stays as it is.
pub fn start() {
    on_page(|data| {
        let data = lasting(data);
        if let Some(outline) = data.outline.take() {
            routemap::follow(Following::begin(data, outline));
        }
    });
}

/// Starts the app on the home page or on one of the family's own pages.
pub fn start_own_page() {
    on_page(|mut data| match data.page.as_str() {
        HOME => {
            let entries = page::text_of(DATA_ELEMENT).map(|text| page_data::read_entries(&text)).unwrap_or_default();
            let more = std::mem::take(&mut data.more_to_find);
            fill(APP_ELEMENT, move || carry_on::carry_on(data));
            find::follow(entries, more);
        }
        PRINT => fill(APP_ELEMENT, move || print::print(data)),
        DATES => fill(APP_ELEMENT, move || dates::dates(data)),
        MY_DATA => fill(APP_ELEMENT, move || my_data::my_data(data)),
        NETWORK => fill(APP_ELEMENT, move || network::network(data)),
        _ => {}
    });
}

/// Starts the app on the page that hands a journey over.
pub fn start_hand_over() {
    on_page(|data| fill(APP_ELEMENT, move || hand_over::hand_over(data)));
}

fn on_page(start: impl FnOnce(PageData)) {
    let Some(data) = page::text_of(DATA_ELEMENT).map(|text| page_data::read(&text)) else { return };
    lasting(Owner::new()).with(|| start(data));
    page::say_ready();
}

/// Puts a component in the place of what an element of the static page holds.
fn fill(id: &str, component: impl FnOnce() -> AnyView + 'static) {
    if let Some(place) = page::emptied(id) {
        mount_to(place, component).forget();
    }
}

/// Returns a component in an element of its own, which can be moved from step to step.
fn roving(component: impl FnOnce() -> AnyView + 'static) -> Option<HtmlElement> {
    let element = page::new_element()?;
    mount_to(element.clone(), component).forget();
    Some(element)
}
