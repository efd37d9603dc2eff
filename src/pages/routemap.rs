//! The page of a routemap: its overview, then every step as a section with its choices as links.

use maud::{Markup, html};

use super::{Filling, Site, app, chrome, draft_notice, line_class, step, text, words_of};
use crate::{
    definition::{Kind, Outline, Routemap, Stage, Text},
    page_data::ROUTEMAP,
};

/// Returns the page of a routemap. The app takes over all of it but the foot.
pub fn page(site: &Site, routemap: &Routemap) -> String {
    let words = words_of(
        site.suite,
        routemap.steps.iter().flat_map(|step| step.texts()).chain([&routemap.who_can_start]).chain(used_services(site, routemap)),
    );
    let body = html! {
        (chrome::skip_link())
        (app(html! {
            (band(routemap))
            main id="main_" tabindex="-1" {
                div id="notices_" class="notices" role="status" {}
                (overview(routemap))
                div class="steps" { @for each in &routemap.steps { (step::section(site, routemap, each)) } }
                (text::word_list(&words))
            }
        }))
        (chrome::footer(site, "../"))
    };
    site.fill(Filling {
        title: routemap.title.clone(),
        description: routemap.summary.clone(),
        root: "../".to_owned(),
        class: line_class(&routemap.id),
        body,
        data: Some(site.data(ROUTEMAP, "../", Some(Outline::of(routemap, site.services())))),
    })
}

/// Returns what the page's services say of themselves.
fn used_services<'a>(site: &'a Site, routemap: &'a Routemap) -> impl Iterator<Item = &'a Text> {
    let services = site.services().iter();
    services.filter(|service| routemap.steps.iter().any(|step| step.contacts.contains(&service.id))).map(|service| &service.what)
}

fn band(routemap: &Routemap) -> Markup {
    html! {
        header class="band" {
            div class="top" {
                a class="back" href="../" { "All routemaps" }
                (chrome::own_pages("../"))
            }
            h1 class="line-name" { a href="#overview" data-overview="" { (routemap.short_title) } }
        }
    }
}

fn overview(routemap: &Routemap) -> Markup {
    html! {
        section id="overview" class="overview" aria-labelledby="overview_" {
            h2 class="title" id="overview_" tabindex="-1" { (routemap.title) }
            (draft_notice(routemap))
            p class="lead" { (routemap.summary) }
            div id="begin_" { p { a class="button" href={ "#" (routemap.start) } { "Start" } } }
            div id="dates_" {}
            dl class="facts" {
                div { dt { "Who can start" } dd { (text::blocks(&routemap.who_can_start)) } }
                div { dt { "How long it takes" } dd { (routemap.how_long) } }
            }
            h3 { "The stages" }
            ol class="line" { @for stage in &routemap.stages { li { (stage.title) } } }
            (part_way(routemap))
            div id="whose_" {}
            (about(routemap))
        }
    }
}

/// The list of steps by stage, for those who are in the middle already.
fn part_way(routemap: &Routemap) -> Markup {
    html! {
        details class="part-way" {
            summary { "I am already part-way: choose where I am" }
            @for stage in &routemap.stages {
                h4 { (stage.title) }
                ul { @for each in steps_of(routemap, stage) { li { a href={ "#" (each.id) } data-start=(each.id) { (each.title) } } } }
            }
        }
    }
}

/// Returns the steps of a stage where a family can stand: all but the ends, which are where a way stops.
fn steps_of<'a>(routemap: &'a Routemap, stage: &'a Stage) -> impl Iterator<Item = &'a crate::definition::Step> {
    routemap.steps.iter().filter(|step| step.stage == stage.id && step.kind != Kind::End)
}

/// Version, dates and sources: what shows that it can be trusted.
fn about(routemap: &Routemap) -> Markup {
    let day = |date: Option<crate::calendar::Date>| date.map(|date| date.in_words()).unwrap_or_default();
    html! {
        details class="about" {
            summary { "About this routemap" }
            dl class="facts" {
                div { dt { "Version" } dd { (routemap.version) } }
                div { dt { "Last checked" } dd { (day(routemap.last_checked)) } }
                div { dt { "To be checked again by" } dd { (day(routemap.review_by)) } }
                div { dt { "Looked after by" } dd { (routemap.owner) } }
            }
            h4 { "Where the facts come from" }
            ul { @for source in &routemap.sources { li { a href=(source.url) { (source.title) } } } }
        }
    }
}
