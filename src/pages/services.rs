//! What each service does, stage by stage: one table for a routemap.

use maud::{Markup, html};

use super::{Filling, Site, chrome, draft_notice, line_class, root, text, words_of};
use crate::definition::{Routemap, SERVICES, Stage};

/// Returns the page of the table. It stands in a folder of the routemap's.
pub fn page(site: &Site, routemap: &Routemap) -> String {
    let root = format!("../{}", root(routemap.voice));
    let words = words_of(site.suite, routemap.stages.iter().flat_map(|stage| &stage.expected));
    let title = format!("What each service does: {}", routemap.short_title);
    let body = html! {
        (chrome::skip_link())
        (chrome::guided(&root))
        header class="band" {
            div class="top" { a class="back" href="../" { (routemap.short_title) } (chrome::own_pages(&root)) }
            p class="line-name" { (routemap.title) }
        }
        main id="main_" tabindex="-1" class="wide" {
            h1 class="title" { "What each service does, stage by stage" }
            (draft_notice(routemap))
            (table(routemap))
            (text::word_list(&words))
        }
        (chrome::footer(site, &root))
    };
    let description = format!("What education, health and social care are each expected to do. {}", routemap.title);
    site.fill(Filling { title, description, root, class: line_class(&routemap.id), body, data: None, readers: None })
}

/// The table. Its roles are written out, because on a narrow page the style turns its cells into blocks, and a browser
/// would forget by that what they are.
fn table(routemap: &Routemap) -> Markup {
    html! {
        table class="services" role="table" aria-label="What each service does, stage by stage" {
            thead role="rowgroup" {
                tr role="row" {
                    th scope="col" role="columnheader" { "Stage" }
                    @for (_, name) in SERVICES { th scope="col" role="columnheader" { (name) } }
                }
            }
            tbody role="rowgroup" { @for stage in &routemap.stages { (row(routemap, stage)) } }
        }
    }
}

fn row(routemap: &Routemap, stage: &Stage) -> Markup {
    let sources = stage.sources.iter().filter_map(|id| routemap.source(id));
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                (stage.title)
                @if !stage.sources.is_empty() {
                    details class="why" { summary { "The law and facts behind this" } ul { @for source in sources { li { a href=(source.url) { (source.title) } } } } }
                }
            }
            @for ((_, name), expected) in SERVICES.iter().zip(&stage.expected) {
                td role="cell" { p class="label" aria-hidden="true" { (name) } (text::blocks(expected)) }
            }
        }
    }
}
