//! The home page: carry on, search, what happened, all routemaps, somebody to talk to.

use maud::{Markup, html};

use super::{Filling, NAMED, Site, app, chrome, in_order, line_class, network};
use crate::{
    check::Suite,
    definition::{Place, Routemap, Target},
    page_data::{self, FIND_AGES, FIND_TOPIC, FIND_WORDS, FOUND, FOUND_SAID, HOME},
    search::Entry,
};

/// Returns the home page. The app fills the place for "carry on"; the rest stays as it is.
pub fn page(site: &Site) -> String {
    let place = site.place;
    let body = html! {
        (chrome::skip_link())
        (chrome::guided(""))
        (chrome::site_band(site, ""))
        main id="main_" class="home" tabindex="-1" {
            h1 { (place.site_title) }
            p class="lead" { (place.summary) }
            (app(html! {}))
            (search(site))
            (what_happened(site))
            (routemaps(site))
            (talk(site))
        }
        (chrome::footer(site, ""))
    };
    let mut data = site.data(HOME, "");
    data.entries = entries(&site.in_order);
    data.more_to_find = site.assets.more_to_find.iter().map(|asset| asset.path.clone()).collect();
    data.entries.truncate(NAMED);
    site.fill(Filling {
        title: place.site_name.clone(),
        description: place.summary.clone(),
        root: String::new(),
        class: "line-place".to_owned(),
        body,
        data: Some(data),
        readers: None,
    })
}

/// Returns what can be found of a suite beside what the home page has in it: the texts of files, as [`page_data::read_entries`] reads them.
pub fn more_to_find(suite: &Suite, place: &Place) -> Vec<String> {
    entries(&in_order(suite, place)).chunks(NAMED).skip(1).map(page_data::write_entries).collect()
}

fn entries(routemaps: &[&Routemap]) -> Vec<Entry> {
    routemaps.iter().copied().map(entry).collect()
}

/// Returns what leads to a routemap when somebody types it.
fn entry(routemap: &Routemap) -> Entry {
    let names = [&routemap.title, &routemap.short_title].into_iter().chain(&routemap.other_names).cloned();
    let ages = routemap.ages.unwrap_or_default();
    Entry {
        id: routemap.id.to_string(),
        names: names.collect(),
        also: routemap.search.clone(),
        summary: routemap.summary.clone(),
        topic: routemap.topic.clone(),
        ages: (ages.from, ages.until),
    }
}

/// The ages a family can choose, in years, both included.
const AGES: [(&str, u32, u32); 4] = [("Under 5", 0, 4), ("5 to 10", 5, 10), ("11 to 15", 11, 15), ("16 to 25", 16, 25)];

/// The field and the filters. They stand here so that nothing moves when the app takes them up; without the app the style
/// hides them.
fn search(site: &Site) -> Markup {
    html! {
        section class="find" role="search" aria-labelledby="find_" {
            h2 id="find_" { label for=(FIND_WORDS) { "What do you need help with?" } }
            input type="search" id=(FIND_WORDS) autocomplete="off" enterkeyhint="search" maxlength="100" aria-describedby="find_hint_";
            p class="hint" id="find_hint_" { "For example: EHCP, taxi, tribunal, the school says wait" }
            div class="filters" {
                label { "Age" select id=(FIND_AGES) autocomplete="off" {
                    option value="" { "Any age" }
                    @for (words, from, until) in AGES { option value={ (from) " " (until) } { (words) } }
                } }
                label { "Topic" select id=(FIND_TOPIC) autocomplete="off" {
                    option value="" { "Every topic" }
                    @for (topic, _) in site.topics() { option { (topic) } }
                } }
            }
            p id=(FOUND_SAID) class="said" role="status" {}
            div id=(FOUND) {}
        }
    }
}

/// The first question of the way in, as links: the place names its step.
fn what_happened(site: &Site) -> Markup {
    let Some((routemap, step)) = site.place.first_question.as_ref().and_then(|to| {
        let Target::Elsewhere { routemap, step } = to else { return None };
        let routemap = site.suite.routemap(routemap.as_str())?;
        Some((routemap, routemap.step(step.as_str())?))
    }) else {
        return html! {};
    };
    let href = |to: &Target| match to {
        Target::Here(step) => format!("{}/#{step}", routemap.id),
        Target::Elsewhere { routemap, step } => format!("{routemap}/#{step}"),
    };
    html! {
        section id="happened_" aria-labelledby="happened_title_" data-all="" {
            h2 id="happened_title_" { (step.question()) }
            ul class=(format!("choices {}", line_class(&routemap.id))) {
                @for choice in &step.choices { li { a href=(href(&choice.to)) { span { (choice.label) } } } }
            }
        }
    }
}

fn routemaps(site: &Site) -> Markup {
    html! {
        section aria-labelledby="all_" data-all="" {
            h2 id="all_" { "All routemaps" }
            @if site.is_large() {
                (network::topics(site, ""))
            } @else {
                p { a href={ (network::FOLDER) "/" } { "Every line on one map" } }
                @for (topic, routemaps) in site.topics() {
                    h3 { (topic) }
                    ul class="tiles" { @for routemap in routemaps { li { (tile(routemap)) } } }
                }
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
