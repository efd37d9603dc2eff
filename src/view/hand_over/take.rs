//! Taking: what was handed over, and what to do with it. Nothing that is here already is written over.

use leptos::{prelude::*, task::spawn_local};

use super::{Page, Shown, name_of, open};
use crate::{
    browser::{address, clock, files},
    graph::Graph,
    guided::Guided,
    journey::{Journey, merge, route},
    link::{self, Shared},
    snapshot::Kept,
    state::keeping,
    view::{
        element::{Element, button, element, link, together, words},
        entered::in_words,
    },
};

/// The field for a file that somebody handed over.
pub fn taking(page: Page) -> AnyView {
    let on_change = move |event: web_sys::Event| {
        spawn_local(async move {
            match files::chosen(event).await.as_deref().and_then(link::carried_by) {
                Some((id, text)) => open(page, id.to_owned(), text.to_owned()),
                None => {
                    page.said.try_set(Some("There is no route in this file. Nothing on this device was changed.".to_owned()));
                }
            }
        });
    };
    let field = element("input").attribute("id", "taken_").attribute("type", "file").attribute("accept", ".txt,text/plain");
    together(vec![
        words("h2", "Open one that you were given").into(),
        words("p", "A link opens by itself. For a file, choose it here.").into(),
        element("p").class("file").child(words("label", "The file").attribute("for", "taken_")).child(field.on("change", on_change)).into(),
    ])
}

/// Says why there is nothing to take.
pub fn refused(page: Page, sentence: String) -> AnyView {
    let back = link("./", "Back").on_follow(move || page.shown.set(Shown::Give(None)));
    together(vec![words("p", sentence).class("notice warn").attribute("role", "alert").into(), element("p").child(back).into()])
}

/// What was handed over, and the ways to keep it, to look at it, or to leave it.
pub fn offer(page: Page, shared: Shared, graph: &Graph) -> AnyView {
    let journey = shared.journey;
    let mut parts: Vec<AnyView> = vec![
        words("h2", format!("A route was handed to you: {}", name_of(page, &journey))).into(),
        words("p", format!("It stands at: {}", step_title(graph, &journey))).into(),
    ];
    if shared.lost > 0 {
        let sentence =
            format!("This routemap has changed. Parts that it does not have any more: {}. The other device still has them.", shared.lost);
        parts.push(words("p", sentence).class("notice").into());
    }
    let entered = in_words(&journey, graph).into_iter().map(|row| words("li", row));
    parts.push(element("details").child(words("summary", "Everything in it")).child(element("ul").children(entered)).into());
    parts.extend(keeping_ways(page, &journey, graph));
    if keeping::guided().is_none() {
        let kept = fresh(&journey, graph);
        let look = button("Just look, and keep nothing", move || look(page, &kept));
        parts.push(element("p").child(look.class("plain")).into());
    }
    let no = button("Do not keep it", move || {
        page.shown.set(Shown::Give(None));
        page.said.set(Some("Nothing was kept.".to_owned()));
    });
    parts.push(element("p").child(no.class("plain")).into());
    together(parts)
}

/// The ways to keep it: as it is, together with the one that is here already, or beside it.
fn keeping_ways(page: Page, journey: &Journey, graph: &Graph) -> Vec<AnyView> {
    let here = page.shelf.with(|shelf| shelf.kept.iter().find(|kept| kept.journey.id == journey.id).cloned());
    let line = |button: Element| element("p").child(button).into();
    let label = |guided: &'static str, own: &'static str| if keeping::guided().is_some() { guided } else { own };
    let Some(here) = here else {
        let kept = fresh(journey, graph);
        return vec![line(button(label("Open it for this family", "Keep it on this device"), move || keep(page, kept.clone())))];
    };
    if here.journey == *journey {
        let way = page.data.with_value(|data| data.way_to_journey(journey.routemap.as_str(), &journey.id));
        return vec![words("p", "This route is on this device already, just so.").into(), line(link(way, "Open it").class("button"))];
    }
    let (merged, differing) = merge(&here.journey, journey);
    let sentence = match differing {
        0 => "This route is on this device already. The one you were given can be added to it. Nothing is lost.".to_owned(),
        count => format!(
            "This route is on this device already, but they differ in: {count}. If you add the one you were given, these entries stay as they are here."
        ),
    };
    let together = Kept { step_title: step_title(graph, &merged), journey: merged, ..here };
    let beside = fresh(&Journey { id: clock::random_id(), ..journey.clone() }, graph);
    vec![
        words("p", sentence).into(),
        line(button("Add it to the one here", move || keep(page, together.clone()))),
        line(button("Keep both", move || keep(page, beside.clone()))),
    ]
}

/// A journey that is kept for the first time here.
fn fresh(journey: &Journey, graph: &Graph) -> Kept {
    Kept { journey: journey.clone(), step_title: step_title(graph, journey), ..Kept::default() }
}

fn step_title(graph: &Graph, journey: &Journey) -> String {
    let route = route(graph, journey);
    let step = route.current().and_then(|stop| graph.step(stop.visit.step.as_str()));
    step.map(|step| step.title.clone()).unwrap_or_default()
}

fn keep(page: Page, kept: Kept) {
    let kept = Kept { revision: kept.revision.saturating_add(1), updated_ms: clock::now_ms(), ..kept };
    match keeping::save(&kept) {
        Ok(()) => address::go(&page.data.with_value(|data| data.way_to_journey(kept.journey.routemap.as_str(), &kept.journey.id))),
        Err(fault) => {
            // Looking needs room in the tab; without it nobody looks.
            if keeping::guided().is_some_and(|guided| guided.only_look) {
                let _ = keeping::forget_guided();
            }
            page.said.set(Some(keeping::not_kept(fault).to_owned()));
        }
    }
}

/// Opens it in this tab alone.
fn look(page: Page, kept: &Kept) {
    let guided = Guided { only_look: true, names: vec![kept.journey.child.clone()], ..Guided::default() };
    match keeping::guide(&guided) {
        Ok(()) => keep(page, kept.clone()),
        Err(fault) => page.said.set(Some(keeping::not_kept(fault).to_owned())),
    }
}
