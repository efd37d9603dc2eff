//! The network map: every routemap as a line with its stages as stations, and the interchanges where it leads into others.

use maud::{Markup, html};

use super::{Filling, Site, app, chrome, line_class};
use crate::{
    definition::{Routemap, Stage, Target},
    page_data::NETWORK,
};

/// The folder of the page.
pub const FOLDER: &str = "network";

/// Returns the page. The app marks on it where the family's journeys stand.
pub fn page(site: &Site) -> String {
    let root = "../";
    let body = html! {
        (chrome::skip_link())
        (chrome::guided("../"))
        (chrome::site_band(site, root))
        main id="main_" class="wide" tabindex="-1" {
            h1 { "Every line on one map" }
            p class="lead" { "Each line is a routemap. Its stations are its stages. Under a station stand the lines that you can change to there." }
            (app(html! {}))
            ul class="network" { @for line in site.routemaps_in_order() { (self::line(site, line)) } }
        }
        (chrome::footer(site, root))
    };
    site.fill(Filling {
        title: "Every line on one map".to_owned(),
        description: site.place.summary.clone(),
        root: root.to_owned(),
        class: "line-place".to_owned(),
        body,
        data: Some(site.data(NETWORK, root)),
        readers: None,
    })
}

fn line(site: &Site, line: &Routemap) -> Markup {
    html! {
        li class=(line_class(&line.id)) data-line=(line.id) {
            h2 { a href={ "../" (line.id) "/" } { (line.title) } }
            p class="yours" {}
            ol { @for stage in &line.stages { (station(site, line, stage)) } }
        }
    }
}

/// A stage as a station, with the other lines that a family can change to there.
fn station(site: &Site, line: &Routemap, stage: &Stage) -> Markup {
    let steps = || line.steps.iter().filter(|step| step.stage == stage.id);
    let targets: Vec<&str> = steps()
        .flat_map(|step| &step.choices)
        .filter_map(|choice| match &choice.to {
            Target::Elsewhere { routemap, .. } => Some(routemap.as_str()),
            Target::Here(_) => None,
        })
        .collect();
    let others: Vec<&Routemap> = site.routemaps_in_order().into_iter().filter(|other| targets.contains(&other.id.as_str())).collect();
    let ids: Vec<&str> = steps().map(|step| step.id.as_str()).collect();
    html! {
        li data-steps=(ids.join(" ")) {
            (stage.title)
            @if !others.is_empty() {
                ul aria-label={ "Change at " (stage.title) " to" } {
                    @for other in others { li class=(line_class(&other.id)) { a href={ "../" (other.id) "/" } { (other.short_title) } } }
                }
            }
        }
    }
}
