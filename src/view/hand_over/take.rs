//! Taking: what was handed over, and what to do with it. Nothing that is here already is written over.

use leptos::{prelude::*, task::spawn_local};

use super::{Page, Shown, name_of, open};
use crate::{
    browser::{address, clock, files},
    graph::Graph,
    guided::Guided,
    journey::{Journey, merge, resume, route},
    link::{self, Shared},
    snapshot::{self, Kept},
    state::keeping::{self, Fault},
    view::{
        element::{Element, button, element, link, together, words},
        entered::in_words,
    },
};

/// The field for a file that somebody handed over.
pub fn taking(page: &'static Page) -> AnyView {
    let on_change = move |event: web_sys::Event| {
        spawn_local(async move {
            let text = files::chosen(event).await;
            match text.as_deref().map(|text| (link::carried_by(text), text)) {
                Some((Some((id, carried)), _)) => open(page, id.to_owned(), carried.to_owned()),
                Some((None, text)) if snapshot::is_backup(text) => {
                    page.said
                        .set(Some("This file is a copy of everything kept on a device. Bring it back on the page My data.".to_owned()));
                }
                Some(_) => {
                    page.said.set(Some("There is no route in this file. Nothing on this device was changed.".to_owned()));
                }
                None => {
                    page.said.set(Some("The file could not be opened. Nothing on this device was changed.".to_owned()));
                }
            }
        });
    };
    let field = element("input").attribute("id", "taken_").attribute("type", "file").attribute("accept", ".txt,text/plain");
    together(vec![
        words("h2", "Open one that you were given").into(),
        words("p", "A link opens by itself. For a file, choose it here.").into(),
        element("p")
            .class("file")
            .child(words("label", "The file you were given").attribute("for", "taken_"))
            .child(field.on("change", on_change))
            .into(),
    ])
}

/// Says why there is nothing to take.
pub fn refused(page: &'static Page, sentence: String) -> AnyView {
    let back = link("./", "Back").class("alone").on_follow(move || {
        address::replace("", "");
        page.shown.set(Shown::Give);
    });
    together(vec![
        words("h2", "This could not be opened").attribute("tabindex", "-1").into(),
        words("p", sentence).class("notice warn").into(),
        element("p").child(back).into(),
    ])
}

/// What was handed over, and the ways to keep it, to look at it, or to leave it.
pub fn offer(page: &'static Page, shared: &Shared, graph: &Graph) -> AnyView {
    let journey = resume(graph, &shared.journey).0;
    let mut parts: Vec<AnyView> = vec![
        words("h2", format!("A route was handed to you: {}", name_of(page, &journey))).attribute("tabindex", "-1").into(),
        words("p", format!("It stands at: {}", step_title(graph, &journey))).into(),
    ];
    if shared.lost > 0 {
        let sentence =
            format!("This routemap has changed. Parts that it does not have any more: {}. The other device still has them.", shared.lost);
        parts.push(words("p", sentence).class("notice").into());
    }
    let entered = in_words(&journey, graph).into_iter().map(|row| words("li", row));
    parts.push(element("details").child(words("summary", "Everything in it")).child(element("ul").children(entered)).into());
    let title = |journey: &Journey| step_title(graph, journey);
    parts.extend(keeping_ways(page, &journey, graph, title));
    if keeping::guided().is_none() {
        let kept = Kept { step_title: title(&journey), journey, ..Kept::default() };
        let look = button("Just look, and keep nothing", move || look(page, &kept));
        parts.push(element("p").child(look.class("plain")).into());
        parts.push(words("p", "The link may stay in the history of this browser.").class("hint").into());
    }
    let no = button("Do not keep it", move || {
        address::replace("", "");
        page.shown.set(Shown::Give);
        page.said.set(Some("Nothing was kept.".to_owned()));
    });
    parts.push(element("p").child(no.class("plain")).into());
    together(parts)
}

/// The ways to keep it: as it is, together with the one that is here already, or beside it.
fn keeping_ways(page: &'static Page, journey: &Journey, graph: &Graph, title: impl Fn(&Journey) -> String) -> Vec<AnyView> {
    let here = page.shelf.with(|shelf| shelf.kept.iter().find(|kept| kept.journey.id == journey.id).cloned());
    let line = |button: Element| element("p").child(button).into();
    let kept = Kept { step_title: title(journey), journey: journey.clone(), ..Kept::default() };
    let beside = |label: &'static str| {
        let kept = kept.clone();
        let with_id = move || Kept { journey: Journey { id: clock::random_id(), ..kept.journey.clone() }, ..kept.clone() };
        line(button(label, move || keep(page, None, with_id())))
    };
    let keep_it = match keeping::guided() {
        None => "Keep it on this device",
        Some(guided) if guided.only_look => "Look at this one too",
        Some(_) => "Open it for this family",
    };
    let Some(here) = here else { return vec![line(button(keep_it, move || keep(page, None, kept.clone())))] };
    // Chance makes no id twice; one that belongs to another routemap here was put together by somebody.
    if here.journey.routemap != journey.routemap {
        return vec![beside(keep_it)];
    }
    if resume(graph, &here.journey).0 == *journey {
        let way = page.data.way_to_journey(journey.routemap.as_str(), &journey.id);
        return vec![words("p", "This route is here already, just so.").into(), line(link(way, "Open it").class("button"))];
    }
    let (merged, differing) = merge(graph, &here.journey, journey);
    let sentence = match differing {
        0 => "This route is here already. The one you were given can be added to it. Nothing is lost.".to_owned(),
        count => format!(
            "This route is here already, but they differ in: {count}. If you add the one you were given, these entries stay as they are here. It says:"
        ),
    };
    let ours = in_words(&merged, graph);
    let not_taken = in_words(journey, graph).into_iter().filter(|row| !ours.contains(row)).map(|row| words("li", row));
    let together = Kept { step_title: title(&merged), journey: merged, ..here.clone() };
    vec![
        words("p", sentence).into(),
        element("ul").attribute("aria-label", "Only in the one you were given").children(not_taken).into(),
        line(button("Add it to the one here", move || keep(page, Some(&here), together.clone()))),
        beside("Keep both"),
    ]
}

fn step_title(graph: &Graph, journey: &Journey) -> String {
    let route = route(graph, journey);
    let step = route.current().and_then(|stop| graph.step(stop.visit.step.as_str()));
    step.map(|step| step.title.clone()).unwrap_or_default()
}

/// Keeps a journey in the place of the one that was here when it was offered, and opens it. If something else is there
/// now, from another tab or an earlier visit to this page, it is offered anew instead.
fn keep(page: &'static Page, was_here: Option<&Kept>, kept: Kept) {
    if keeping::load(&kept.journey.id).as_ref() != was_here {
        page.shelf.set(keeping::load_all());
        page.said.set(Some("This route was changed here meanwhile. Nothing was kept yet. Choose again.".to_owned()));
        return;
    }
    match save(&kept) {
        Ok(()) => go_to(page, &kept.journey),
        Err(fault) => page.said.set(Some(keeping::not_kept(fault).to_owned())),
    }
}

/// Leaves for a journey. Who comes back here later is not shown what was handed over.
fn go_to(page: &'static Page, journey: &Journey) {
    address::replace("", "");
    address::go(&page.data.way_to_journey(journey.routemap.as_str(), &journey.id));
}

fn save(kept: &Kept) -> Result<(), Fault> {
    keeping::save(&Kept { revision: kept.revision.saturating_add(1), updated_ms: clock::now_ms(), ..kept.clone() })
}

/// Opens it in this tab alone.
fn look(page: &'static Page, kept: &Kept) {
    let guided = Guided { only_look: true, names: vec![kept.journey.child.clone()], ..Guided::default() };
    match keeping::guide(&guided).and_then(|()| save(kept)) {
        Ok(()) => go_to(page, &kept.journey),
        Err(fault) => {
            // Without room in the tab nobody looks.
            let _ = keeping::forget_guided();
            page.said.set(Some(keeping::not_kept(fault).to_owned()));
        }
    }
}
