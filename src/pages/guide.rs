//! The five-minute guide of a routemap: one printed side for councillors, new staff and governors, made from the definition.

use maud::{Markup, html};

use super::{Filling, Site, chrome, draft_notice, line_class, text, words_of};
use crate::definition::{Deadline, Kind, Routemap, Stage, actor_name};

/// Returns the page of the guide. It stands in a folder of the routemap's, in the words for adults.
pub fn page(site: &Site, routemap: &Routemap) -> String {
    let root = "../../".to_owned();
    let title = format!("Five-minute guide: {}", routemap.short_title);
    let body = html! {
        (chrome::skip_link())
        (chrome::guided(&root))
        header class="band" {
            div class="top" { a class="back" href="../" { (routemap.short_title) } (chrome::own_pages(&root)) }
            p class="line-name" { (routemap.title) }
        }
        main id="main_" tabindex="-1" class="wide guide" {
            h1 class="title" { "Five-minute guide: " (routemap.title) }
            (draft_notice(routemap))
            p class="lead" { (routemap.summary) }
            dl class="facts" {
                div { dt { "Who it is for" } dd { (ages(routemap)) (text::blocks(&routemap.who_can_start)) } }
                div { dt { "How long it takes" } dd { (routemap.how_long) } }
            }
            h2 { "The stages" }
            ol { @for stage in &routemap.stages { li { strong { (stage.title) } (who_acts(site, routemap, stage)) } } }
            (duties(site, routemap))
            (goes_wrong(site, routemap))
            h2 { "Where it is in law and guidance" }
            ul class="sources" { @for source in &routemap.sources { li { a href=(source.url) { (source.title) } } } }
            p class="checked" { (checked(routemap)) }
            (text::word_list(&words_of(site.suite, [&routemap.who_can_start, &routemap.goes_wrong].into_iter())))
        }
        (chrome::footer(site, &root))
    };
    let description = format!("What it is, whose duty each part is and by when. {}", routemap.title);
    site.fill(Filling { title, description, root, class: line_class(&routemap.id), body, data: None, readers: None })
}

fn ages(routemap: &Routemap) -> Markup {
    let ages = routemap.ages.unwrap_or_default();
    html! { p { "Ages " (ages.from) " to " (ages.until) "." } }
}

/// Who acts in a stage: everybody whose turn a step of it is, in the order of the steps.
fn who_acts(site: &Site, routemap: &Routemap, stage: &Stage) -> Markup {
    let mut actors: Vec<&str> = Vec::new();
    for step in routemap.steps.iter().filter(|step| step.stage == stage.id && step.kind != Kind::End) {
        let name = if step.who == "you" { "The family" } else { actor_name(&step.who, site.services()) };
        if !actors.contains(&name) {
            actors.push(name);
        }
    }
    html! { @if !actors.is_empty() { ": " (actors.join(", ")) } }
}

/// Whose duty each time limit is, and by when.
fn duties(site: &Site, routemap: &Routemap) -> Markup {
    let mut limits: Vec<&Deadline> = Vec::new();
    for deadline in routemap.steps.iter().flat_map(|step| &step.deadlines) {
        if !limits.iter().any(|known| known.title == deadline.title && known.whose == deadline.whose && known.rule == deadline.rule) {
            limits.push(deadline);
        }
    }
    html! {
        @if !limits.is_empty() {
            h2 { "Whose duty, and by when" }
            ul class="duties" {
                @for deadline in limits {
                    li {
                        strong { @if deadline.whose == "you" { "The family" } @else { (actor_name(&deadline.whose, site.services())) } }
                        ": " (deadline.title) ". " (deadline.rule.in_words(|event| routemap.event_words(event))) "."
                    }
                }
            }
        }
    }
}

/// What families say goes wrong, as far as the author has it from a source.
fn goes_wrong(site: &Site, routemap: &Routemap) -> Markup {
    let someone_else_is_late = |deadline: &Deadline| deadline.whose != "you" && !deadline.missed.0.is_empty();
    html! {
        h2 { "What families tell us goes wrong" }
        @if routemap.goes_wrong.0.is_empty() {
            p { "We have nothing from families about this one yet. " a href=(site.link("feedback")) { "Tell us" } }
        }
        (text::blocks(&routemap.goes_wrong))
        @if routemap.steps.iter().flat_map(|step| &step.deadlines).any(someone_else_is_late) {
            p { "If one of these dates is missed, the routemap tells the family what they can do." }
        }
    }
}

/// Which version this is, and when it was last compared with the law.
fn checked(routemap: &Routemap) -> Markup {
    let day = routemap.last_checked.map(|day| day.in_words()).unwrap_or_default();
    html! { "Version " (routemap.version) ". Last checked " (day) ". " (routemap.owner) "." }
}
