//! The whole network: every routemap as a line, and the interchanges where it leads into others.

use maud::{Markup, html};

use super::{Site, line_class, way};
use crate::definition::{Routemap, RoutemapId, Target};

/// Returns the network, on the page of the routemap that the home page's first question belongs to; nothing on any other.
pub fn of(site: &Site, routemap: &Routemap) -> Markup {
    let finds_the_way = matches!(&site.place.first_question, Some(Target::Elsewhere { routemap: finder, .. }) if *finder == routemap.id);
    if !finds_the_way {
        return html! {};
    }
    html! {
        details class="network" {
            summary { "Every line, and where it leads into others" }
            ul class="lines" { @for line in site.routemaps_in_order() { li class=(line_class(&line.id)) { (self::line(site, routemap, line)) } } }
        }
    }
}

fn line(site: &Site, page: &Routemap, line: &Routemap) -> Markup {
    let interchanges: Vec<&Routemap> = site.routemaps_in_order().into_iter().filter(|other| leads_to(line, &other.id)).collect();
    html! {
        a href=(way(page.voice, line)) { (line.title) }
        @if !interchanges.is_empty() {
            p { "Leads into:" }
            ul { @for other in interchanges { li { a href=(way(page.voice, other)) { (other.short_title) } } } }
        }
    }
}

fn leads_to(from: &Routemap, to: &RoutemapId) -> bool {
    let mut choices = from.steps.iter().flat_map(|step| &step.choices);
    choices.any(|choice| matches!(&choice.to, Target::Elsewhere { routemap, .. } if routemap == to))
}
