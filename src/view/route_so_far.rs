//! The route so far: each stop with its answer and Change beside it, and how much is left.

use leptos::prelude::*;

use super::element::{Element, element, link, live_when, nothing, words};
use crate::{
    address::Address,
    graph::StepsLeft,
    journey::{Stop, Visit},
    state::{Following, Shown},
};

/// `painted` tells once a change can be seen: the route stands below the ways on, and nobody waits for it.
pub fn route_so_far(following: &'static Following, painted: &'static ArcTrigger) -> AnyView {
    live_when(painted, move || match following.shown.get() {
        Shown::Step(_) => {
            let rows = element("ol").class("route").children(rows(following));
            element("section").child(words("h3", "Your route so far")).child(rows).into()
        }
        _ => nothing(),
    })
}

/// Returns the stops behind, the one here, and what is ahead.
fn rows(following: &'static Following) -> Vec<Element> {
    let route = following.route();
    let title = |visit: &Visit| following.graph.step(visit.step.as_str()).map(|step| step.title.clone()).unwrap_or_default();
    let label = |stop: &Stop| {
        let choice = following.graph.choice(stop.visit.step.as_str(), stop.answer.as_ref()?.as_str())?;
        Some(choice.label.clone())
    };
    let row = |class: &'static str, name: String, said: String, link: Option<(&'static str, &Visit)>| {
        let link = link.map(|(action, visit)| stop_link(following, action, visit, &name));
        element("li").class(class).child(words("b", name)).text(" ").text(said).text(" ").children(link)
    };
    let behind = route.behind().iter();
    let mut rows: Vec<Element> =
        behind.map(|stop| row("gone", title(&stop.visit), label(stop).unwrap_or_default(), Some(("Change", &stop.visit)))).collect();
    let Some(here) = route.current() else { return rows };
    rows.push(row("here", title(&here.visit), "You are here".to_owned(), None).attribute("aria-current", "step"));
    match route.furthest_ahead() {
        Some(stop) => rows.push(row("ahead", title(&stop.visit), "You got as far as this.".to_owned(), Some(("Go there", &stop.visit)))),
        None => {
            let left = following.graph.steps_left(here.visit.step.as_str()).and_then(left_words);
            rows.extend(left.map(|words| row("ahead", String::new(), words, None)));
        }
    }
    rows
}

fn stop_link(following: &'static Following, action: &'static str, visit: &Visit, title: &str) -> Element {
    let to = visit.clone();
    let unseen = words("span", format!(": {title}")).class("unseen");
    link(Address::Step(visit.clone()).print(), action).child(unseen).on_follow(move || following.go_to(&to))
}

/// Returns how much is left, honest about branches; nothing at the end.
fn left_words(left: StepsLeft) -> Option<String> {
    let steps = if left.most == 1 { "step" } else { "steps" };
    match (left.fewest, left.most) {
        (_, 0) => None,
        (fewest, most) if fewest == most => Some(format!("About {most} {steps} left")),
        (0, most) => Some(format!("At most {most} {steps} left")),
        (fewest, most) => Some(format!("About {fewest} to {most} steps left")),
    }
}
