//! The page of a routemap: its overview, then every step as a section with its choices as links.

use maud::{Markup, html};

use super::{Filling, Site, app, chrome, draft_notice, line_class, map, network, reader_name, readers, root, step, text, words_of};
use crate::{
    definition::{Outline, Routemap, Target, Text, Voice},
    page_data::PageData,
    poster::Paper,
};

/// Returns the page of a routemap, in the words for its reader. The app takes over all of it but the foot.
pub fn page(site: &Site, routemap: &Routemap) -> String {
    let root = root(routemap.voice);
    let words = words_of(
        site.suite,
        routemap.steps.iter().flat_map(|step| step.texts()).chain([&routemap.who_can_start]).chain(used_services(site, routemap)),
    );
    let body = html! {
        (chrome::skip_link())
        (chrome::guided(root))
        @if routemap.steps.iter().any(step::has_dates) { (step::templates()) }
        (app(html! {
            (band(routemap, root))
            (chrome::full_page(root))
            main id="main_" tabindex="-1" {
                div id="notices_" class="notices" role="status" {}
                (overview(site, routemap))
                div class="steps" { @for each in &routemap.steps { (step::section(site, routemap, each)) } }
                (text::word_list(&words))
                (map::section(site, routemap))
            }
        }))
        (chrome::footer(site, root))
    };
    site.fill(Filling {
        title: routemap.title.clone(),
        description: routemap.summary.clone(),
        root: root.to_owned(),
        class: line_class(&routemap.id),
        body,
        data: Some(PageData {
            reader: reader_name(routemap.voice).to_owned(),
            outline: Some(Outline::of(routemap, site.services())),
            ..site.data_of(routemap, root)
        }),
        readers: readers(routemap),
    })
}

/// Returns what the page's services say of themselves.
fn used_services<'a>(site: &'a Site, routemap: &'a Routemap) -> impl Iterator<Item = &'a Text> {
    let services = site.services().iter();
    services.filter(|service| routemap.steps.iter().any(|step| step.contacts.contains(&service.id))).map(|service| &service.what)
}

fn band(routemap: &Routemap, root: &str) -> Markup {
    html! {
        header class="band" {
            div class="top" {
                a class="back" href=(root) { "All routemaps" }
                (chrome::own_pages(root))
            }
            div class="line-name" {
                h1 { a href="#overview" data-overview="" { (routemap.short_title) } }
                a class="to-map" href="#map" { "See the map" }
            }
            (other_reader(routemap))
        }
    }
}

/// Whom the page speaks to, and the way to the words for the other reader.
fn other_reader(routemap: &Routemap) -> Markup {
    let Some(readers) = readers(routemap) else { return html! {} };
    let (these, other, name) = match routemap.voice {
        Voice::Parent => ("For parents and carers.", Voice::YoungPerson, "I am the young person"),
        Voice::YoungPerson => ("For you, the young person.", Voice::Parent, "I am a parent or carer"),
    };
    html! { p class="reader" { (these) " " a href=(readers.other) data-reader=(reader_name(other)) { (name) } } }
}

/// Asks who follows. It is asked once on a device: the boot script keeps the answer, and the style then hides the question.
fn who_follows(routemap: &Routemap) -> Markup {
    let Some(readers) = readers(routemap) else { return html! {} };
    let way = |voice: Voice| if voice == routemap.voice { "#overview" } else { readers.other };
    let choices = [(Voice::Parent, "I am a parent or carer"), (Voice::YoungPerson, "I am the young person")];
    html! {
        section class="card who-follows" {
            h3 { "Who is following this?" }
            p { "The words change with it. Your place and your dates stay." }
            ul class="choices" {
                @for (voice, label) in choices { li { a href=(way(voice)) data-reader=(reader_name(voice)) { span { (label) } } } }
            }
        }
    }
}

fn overview(site: &Site, routemap: &Routemap) -> Markup {
    html! {
        section id="overview" class="overview" aria-labelledby="overview_" {
            h2 class="title" id="overview_" tabindex="-1" { (routemap.title) }
            (draft_notice(routemap))
            p class="lead" { (routemap.summary) }
            (who_follows(routemap))
            div id="begin_" { p { a class="button" href={ "#" (routemap.start) } { "Start" } } }
            div id="dates_" {}
            dl class="facts" {
                div { dt { "Who can start" } dd { (text::blocks(&routemap.who_can_start)) } }
                div { dt { "How long it takes" } dd { (routemap.how_long) } }
            }
            h3 { "The stages" }
            ol class="line" { @for stage in &routemap.stages { li { (stage.title) } } }
            p { a href="services/" { "What each service does, stage by stage" } }
            (on_paper(site, routemap))
            p { a href=(if routemap.voice == Voice::Parent { "five-minute-guide/" } else { "../five-minute-guide/" }) { "The five-minute guide, on one page" } }
            (every_line(site, routemap, self::root(routemap.voice)))
            p class="part-way" { a href="#map" { "I am already part-way: find where I am on the map" } }
            div id="whose_" {}
            (about(routemap))
        }
    }
}

/// The way to the network map, from the routemap that the home page's first question belongs to.
fn every_line(site: &Site, routemap: &Routemap, root: &str) -> Markup {
    let finds_the_way = matches!(&site.place.first_question, Some(Target::Elsewhere { routemap: finder, .. }) if *finder == routemap.id);
    html! { @if finds_the_way { p { a href={ (root) (network::FOLDER) "/" } { "Every line on one map" } } } }
}

/// The sheets to print, on each paper on which they can be read. There is one of each for both readers.
fn on_paper(site: &Site, routemap: &Routemap) -> Markup {
    let folder = if routemap.voice == Voice::Parent { "" } else { "../" };
    let papers = [(Paper::A4, "A4 (PDF)"), (Paper::A3, "A3 (PDF)")];
    let drawn = site.drawings.get(&routemap.id);
    let readable = papers.into_iter().filter(|(paper, _)| drawn.is_some_and(|drawn| drawn.readable_on.contains(paper)));
    html! {
        p {
            "On one sheet of paper: "
            @for (paper, name) in readable { a href={ (folder) "poster-" (paper.name()) ".pdf" } { (name) } ", " }
            a href={ (folder) "poster-a3.svg" } { "picture (SVG)" }
        }
    }
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
