//! Pages of plain words: about, privacy, accessibility; my data; and a wrong address.

use maud::{Markup, html};

use super::{Filling, Site, app, chrome, text, words_of};
use crate::{
    definition::InfoPage,
    page_data::{DATES, HAND_OVER, MY_DATA, PRINT},
};

/// Returns a page written in `routemaps/pages/`.
pub fn page(site: &Site, name: &str, info: &InfoPage) -> String {
    let words = words_of(site.suite, info.sections.iter().map(|section| &section.text));
    let body = html! {
        (chrome::skip_link())
        (chrome::guided("../"))
        (chrome::site_band(site, "../"))
        main id="main_" tabindex="-1" {
            h1 { (info.title) }
            @for (number, section) in info.sections.iter().enumerate() {
                section aria-labelledby={ "part_" (number) } {
                    h2 id={ "part_" (number) } { (section.title) }
                    (text::blocks(&section.text))
                }
            }
            (text::word_list(&words))
        }
        (chrome::footer(site, "../"))
    };
    let title = super::info_title(name, info).to_owned();
    site.fill(Filling {
        description: title.clone(),
        title,
        root: "../".to_owned(),
        class: "line-place".to_owned(),
        body,
        data: None,
        readers: None,
    })
}

/// Returns the page that shows what is kept on this device.
pub fn my_data(site: &Site) -> String {
    own_page(
        site,
        MY_DATA,
        "My data",
        "What this site keeps on your device, and how to copy or delete it.",
        "Everything you enter stays on this device, in this browser. Nobody else can see it here.",
        "This page reads what is kept here. It needs a browser with scripts and WebAssembly switched on. Without them nothing is kept, and you can still read every routemap.",
        with_no_signal(),
    )
}

/// Returns the page with the due dates of every journey.
pub fn dates(site: &Site) -> String {
    own_page(
        site,
        DATES,
        "My dates",
        "Your dates on this device: what is due when, and whose turn it is.",
        "The dates of all your routes, the most pressing first. If a letter gives another date, the letter counts.",
        "This page works out dates from what is kept here. It needs a browser with scripts and WebAssembly switched on. Without them you can still read every routemap and its rules.",
        html! {},
    )
}

/// Returns the page that hands a journey over.
pub fn hand_over(site: &Site) -> String {
    own_page(
        site,
        HAND_OVER,
        "Hand over",
        "Hand a route over to another phone or on paper, open one that you were given, and guide somebody.",
        "Take your place to another phone, or show it to somebody you trust. You choose what goes along.",
        "This page reads what is kept here. It needs a browser with scripts and WebAssembly switched on. Without them nothing is kept, so there is nothing to hand over.",
        html! {},
    )
}

/// Returns the page that prints the journey so far.
pub fn print(site: &Site) -> String {
    own_page(
        site,
        PRINT,
        "Print our journey so far",
        "Your route on a sheet of paper for somebody new, so that you need not tell your story again.",
        "For somebody new: a teacher, a doctor, a caseworker. So you need not tell your story again. Tick what they may see.",
        "This page reads what is kept here. It needs a browser with scripts and WebAssembly switched on. Without them nothing is kept, so there is nothing to print.",
        html! {},
    )
}

/// Returns a page that the app fills from what the family entered; `without` stands there while it has not.
/// `below` stands under that.
fn own_page(site: &Site, kind: &str, title: &str, description: &str, lead: &str, without: &str, below: Markup) -> String {
    let body = html! {
        (chrome::skip_link())
        (chrome::guided("../"))
        (chrome::site_band(site, "../"))
        main id="main_" tabindex="-1" {
            h1 { (title) }
            p class="lead" { (lead) }
            (app(html! { p { (without) } }))
            (below)
        }
        (chrome::footer(site, "../"))
    };
    site.fill(Filling {
        title: title.to_owned(),
        description: description.to_owned(),
        root: "../".to_owned(),
        class: "line-place".to_owned(),
        body,
        data: Some(site.data(kind, "../")),
        readers: None,
    })
}

/// What the offline script fills: how much of the site is kept for days with no signal, and a button for the rest.
fn with_no_signal() -> Markup {
    html! {
        section id="no_signal_" tabindex="-1" aria-labelledby="no_signal_title_" hidden {
            h2 id="no_signal_title_" { "With no signal" }
            p { "The home page, your own pages and every routemap you opened work with no signal." }
            p { button type="button" { "Keep all routemaps on this device" } }
            progress max="1" value="0" aria-labelledby="no_signal_title_" hidden {}
            p role="status" {}
            p class="hint" { "This holds the pages for reading. What you enter is kept apart from it, and your browser may clear either if the device is short of room, or if you do not open the site for a week or more. We ask it not to. It helps to put the site on your home screen." }
        }
    }
}

/// Returns the page for an address that does not exist.
pub fn wrong_address(site: &Site) -> String {
    at_any_depth(
        site,
        "This page is not here",
        "The address may have a slip in it, or the page has moved. Everything you entered on this device is safe.",
    )
}

/// Returns the page for an address that is not kept on a device which has no signal.
pub fn offline(site: &Site) -> String {
    at_any_depth(
        site,
        "You have no signal, and this page is not kept on this device",
        "The home page and the routemaps you opened before are kept. Everything you entered on this device is safe. Try this page again when you have a signal.",
    )
}

/// Returns a page that is shown in the place of another one, at any depth, so its links are absolute.
fn at_any_depth(site: &Site, title: &str, says: &str) -> String {
    let body = html! {
        (chrome::skip_link())
        (chrome::site_band(site, site.base))
        main id="main_" tabindex="-1" {
            h1 { (title) }
            p { (says) }
            p { a class="button" href=(site.base) { "See all routemaps" } }
        }
        (chrome::footer(site, site.base))
    };
    let title = title.to_owned();
    site.fill(Filling {
        description: title.clone(),
        title,
        root: site.base.to_owned(),
        class: "line-place".to_owned(),
        body,
        data: None,
        readers: None,
    })
}
