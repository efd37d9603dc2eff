//! The home page: carry on, all routemaps, somebody to talk to.

use maud::{Markup, html};

use super::{Filling, Site, app, chrome, line_class};
use crate::{definition::Routemap, page_data::HOME};

/// Returns the home page. The app fills the place for "carry on"; the rest stays as it is.
pub fn page(site: &Site) -> String {
    let place = site.place;
    let body = html! {
        (chrome::skip_link())
        (chrome::site_band(site, ""))
        main id="main_" class="home" tabindex="-1" {
            h1 { (place.site_title) }
            p class="lead" { (place.summary) }
            (app(html! {}))
            (routemaps(site))
            (talk(site))
        }
        (chrome::footer(site, ""))
    };
    site.fill(Filling {
        title: place.site_name.clone(),
        description: place.summary.clone(),
        root: String::new(),
        class: "line-place".to_owned(),
        body,
        data: Some(site.data(HOME, "", None)),
    })
}

fn routemaps(site: &Site) -> Markup {
    html! {
        section aria-labelledby="all_" {
            h2 id="all_" { "All routemaps" }
            ul class="tiles" {
                @for routemap in site.routemaps_in_order() { li { (tile(routemap)) } }
            }
        }
    }
}

fn tile(routemap: &Routemap) -> Markup {
    html! {
        a class={ "tile " (line_class(&routemap.id)) } href={ (routemap.id) "/" } {
            span {
                b { (routemap.title) }
                small { (routemap.how_long) }
            }
        }
    }
}

fn talk(site: &Site) -> Markup {
    html! {
        section aria-labelledby="talk_" {
            h2 id="talk_" { "Talk to somebody" }
            ul class="tiles" {
                @for link in crate::definition::PLACE_LINKS.iter().filter_map(|id| site.place.links.iter().find(|link| link.id == *id)) {
                    li { a class="tile out" href=(link.url) { span { b { (link.title) } small { (link.text) } } } }
                }
            }
        }
    }
}
