//! The network map: every routemap as a line with its stages as stations, and the interchanges where it leads into others.

use maud::{Markup, html};

use super::{Filling, Site, app, chrome, line_class};
use crate::{
    definition::{Routemap, Stage, Target},
    page_data::{NETWORK, PageData},
};

/// The folder of the pages.
pub const FOLDER: &str = "network";

/// Returns each page with its folder: one of all lines, or in a large suite one for each topic and one that leads to them. The
/// app marks on a page where the family's journeys stand.
pub fn pages(site: &Site) -> Vec<(String, String)> {
    let every = "Every line on one map";
    let lines = |root: &str, lines: &[&Routemap]| html! { ul class="network" { @for line in lines { (self::line(site, root, line)) } } };
    if !site.is_large() {
        return vec![(FOLDER.to_owned(), page(site, every, lines("../", &site.in_order), site.data(NETWORK, "../")))];
    }
    let topic_page = |(topic, routemaps): (&str, &[&Routemap])| {
        let data = site.data_naming(NETWORK, "../../", |routemap| routemap.topic == topic);
        (folder(topic), page(site, topic, lines("../../", routemaps), data))
    };
    let topics = page(site, every, topics(site, "../"), site.data_naming(NETWORK, "../", |_| false));
    site.topics().map(topic_page).chain([(FOLDER.to_owned(), topics)]).collect()
}

/// The ways to the page of each topic.
pub fn topics(site: &Site, root: &str) -> Markup {
    html! {
        ul class="choices" {
            @for (topic, routemaps) in site.topics() { li { a href={ (root) (folder(topic)) "/" } { span { (topic) " (" (routemaps.len()) ")" } } } }
        }
    }
}

/// Returns the folder of a topic's page: its letters and digits.
fn folder(topic: &str) -> String {
    let words = topic.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    format!("{FOLDER}/{}", words.collect::<Vec<_>>().join("-").to_lowercase())
}

fn page(site: &Site, title: &str, content: Markup, data: PageData) -> String {
    let root = data.root.clone();
    let body = html! {
        (chrome::skip_link())
        (chrome::guided(&root))
        (chrome::site_band(site, &root))
        main id="main_" class="wide" tabindex="-1" {
            h1 { (title) }
            p class="lead" { "Each line is a routemap. Its stations are its stages. Under a station stand the lines that you can change to there." }
            (app(html! {}))
            (content)
        }
        (chrome::footer(site, &root))
    };
    site.fill(Filling {
        title: title.to_owned(),
        description: site.place.summary.clone(),
        root,
        class: "line-place".to_owned(),
        body,
        data: Some(data),
        readers: None,
    })
}

fn line(site: &Site, root: &str, line: &Routemap) -> Markup {
    html! {
        li class=(line_class(&line.id)) data-line=(line.id) {
            h2 { a href={ (root) (line.id) "/" } { (line.title) } }
            p class="yours" {}
            ol { @for stage in &line.stages { (station(site, root, line, stage)) } }
        }
    }
}

/// A stage as a station, with the other lines that a family can change to there.
fn station(site: &Site, root: &str, line: &Routemap, stage: &Stage) -> Markup {
    let steps = || line.steps.iter().filter(|step| step.stage == stage.id);
    let targets: Vec<&str> = steps()
        .flat_map(|step| &step.choices)
        .filter_map(|choice| match &choice.to {
            Target::Elsewhere { routemap, .. } => Some(routemap.as_str()),
            Target::Here(_) => None,
        })
        .collect();
    let others: Vec<&Routemap> = site.in_order.iter().copied().filter(|other| targets.contains(&other.id.as_str())).collect();
    let ids: Vec<&str> = steps().map(|step| step.id.as_str()).collect();
    html! {
        li data-steps=(ids.join(" ")) {
            (stage.title)
            @if !others.is_empty() {
                ul aria-label={ "Change at " (stage.title) " to" } {
                    @for other in others { li class=(line_class(&other.id)) { a href={ (root) (other.id) "/" } { (other.short_title) } } }
                }
            }
        }
    }
}
