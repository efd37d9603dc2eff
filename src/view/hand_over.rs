//! Handing over: one of the journeys kept here as a link, a QR code or a file; and taking in one that was handed over.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    element::{Element, button, element, link, live, nothing, together, words},
    entered::in_words,
};
use crate::{
    browser::{address, clock, files, share},
    definition::wire,
    graph::Graph,
    journey::{Journey, merge, route},
    link::{self, Along, Shared},
    page_data::PageData,
    qr::qr,
    snapshot::Kept,
    state::keeping::{self, Shelf},
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    data: StoredValue<PageData>,
    shelf: RwSignal<Shelf>,
    /// The journey to hand over, with its routemap.
    chosen: RwSignal<Option<(Kept, Arc<Graph>)>>,
    along: RwSignal<Along>,
    /// The journey that was handed over, or why there is none.
    taken: RwSignal<Option<Taken>>,
    said: RwSignal<Option<String>>,
}

/// A journey that was handed over, with its routemap; or a sentence for why it could not be opened.
type Taken = Result<(Shared, Arc<Graph>), String>;

pub fn hand_over(mut data: PageData) -> AnyView {
    let shelf = keeping::load_all();
    data.reader = shelf.reader.clone().unwrap_or_default();
    let page = Page {
        data: StoredValue::new(data),
        shelf: RwSignal::new(shelf),
        chosen: RwSignal::new(None),
        along: RwSignal::new(Along::default()),
        taken: RwSignal::new(None),
        said: RwSignal::new(None),
    };
    begin(page);
    address::on_move(move || begin(page));
    let said = live(move || page.said.get().map_or_else(nothing, |sentence| words("p", sentence).class("notice").into()));
    together(vec![
        element("div").attribute("role", "status").class("notices").child(said).into(),
        live(move || if page.taken.with(Option::is_some) { taken_view(page) } else { together(vec![giving(page), taking(page)]) }),
    ])
}

/// Does what the address asks for: opens a journey that it carries, or chooses the one it names.
fn begin(page: Page) {
    let hash = address::hash();
    if let Some(carried) = hash.strip_prefix("#j=") {
        open(page, carried.to_owned());
        // What was handed over does not stay in the address, where the next person at this device would see it.
        address::replace("", "");
    } else if let Some(id) = hash.strip_prefix("#journey=") {
        choose(page, id);
    }
}

/// Reads `ID.TEXT`: a routemap and a journey through it.
fn open(page: Page, carried: String) {
    let Some((id, text)) = carried.split_once('.').map(|(id, text)| (id.to_owned(), text.to_owned())) else {
        return page.taken.set(Some(Err(link::Fault::Damaged.sentence().to_owned())));
    };
    spawn_local(async move {
        let taken = match graph_of(page, &id).await {
            Some(graph) => link::read(&graph, &text).map(|shared| (shared, graph)).map_err(|fault| fault.sentence().to_owned()),
            None => Err("The routemap of this link could not be opened. You may be without a connection. Nothing on this device was changed. Open the link again.".to_owned()),
        };
        page.taken.try_set(Some(taken));
    });
}

fn choose(page: Page, id: &str) {
    let Some(kept) = page.shelf.with_untracked(|shelf| shelf.kept.iter().find(|kept| kept.journey.id == id).cloned()) else { return };
    spawn_local(async move {
        match graph_of(page, kept.journey.routemap.as_str()).await {
            Some(graph) => {
                page.along.try_set(Along::default());
                page.chosen.try_set(Some((kept, graph)));
            }
            None => {
                page.said.try_set(Some(
                    "This routemap could not be opened. You may be without a connection. Your route is safe. Try again.".to_owned(),
                ));
            }
        }
    });
}

/// Returns a routemap of this site. `None` for one that is not there, or without a connection.
async fn graph_of(page: Page, id: &str) -> Option<Arc<Graph>> {
    let url = page.data.try_with_value(|data| data.name_of(id).map(|_| format!("{}outline.txt", data.way_to(id))))??;
    Some(Arc::new(Graph::new(wire::read(&files::fetch(&url).await?))))
}

// ---- giving ---------------------------------------------------------------------------------------

fn giving(page: Page) -> AnyView {
    let shelf = page.shelf.get();
    if let Some(fault) = shelf.fault {
        return words("p", keeping::not_kept(fault)).class("notice warn").attribute("role", "status").into();
    }
    if shelf.kept.is_empty() {
        return words("p", "Nothing is kept on this device, so there is nothing to hand over.").into();
    }
    let row = |kept: &Kept| {
        let id = kept.journey.id.clone();
        let mut field = element("input").attribute("type", "radio").attribute("name", "route_").attribute("id", format!("route_{id}"));
        if address::hash() == format!("#journey={id}") {
            field = field.attribute("checked", "");
        }
        let pick = id.clone();
        let label = element("label").attribute("for", format!("route_{id}")).text(name_of(page, &kept.journey));
        element("li").child(field.on("change", move |_| choose(page, &pick))).child(label)
    };
    together(vec![
        words("h2", "Which route do you hand over?").into(),
        element("ul").class("pick-one").children(shelf.kept.iter().map(row)).into(),
        live(move || page.chosen.get().map_or_else(nothing, |(kept, graph)| package(page, kept, graph))),
    ])
}

/// Everything about one journey to hand over: what is in it, and the ways to hand it over.
fn package(page: Page, kept: Kept, graph: Arc<Graph>) -> AnyView {
    let journey = kept.journey.clone();
    let notes = journey.notes.len();
    let mut ticks = Vec::new();
    if !journey.child.is_empty() {
        ticks.push(tick(page, "name_", format!("Also the name: {}", journey.child), |along, on| along.name = on));
    }
    if notes > 0 {
        ticks.push(tick(page, "notes_", format!("Also your notes ({notes})"), |along, on| along.notes = on));
    }
    let ready = live(move || {
        let along = page.along.get();
        let text = link::write(&graph, &journey, along);
        let (way, title) = page.data.with_value(|data| {
            let id = journey.routemap.as_str();
            (address::of(&data.way_to(id)), data.name_of(id).unwrap_or(id).to_owned())
        });
        ways_to_hand_over(page, &journey, along, &title, format!("{way}#j={text}"))
    });
    together(vec![words("h2", "What goes along").into(), element("ul").class("tasks").children(ticks).into(), ready])
}

fn tick(page: Page, id: &'static str, label: String, set: impl Fn(&mut Along, bool) + 'static) -> Element {
    let field = element("input").attribute("type", "checkbox").attribute("id", id).attribute("autocomplete", "off");
    let field = field.on("change", move |event| page.along.update(|along| set(along, crate::browser::page::is_checked(&event))));
    element("li").child(field).child(words("label", label).attribute("for", id))
}

fn ways_to_hand_over(page: Page, journey: &Journey, along: Along, title: &str, url: String) -> AnyView {
    let mut parts: Vec<AnyView> = vec![words("p", what_is_in(journey, along, title)).into()];
    parts.push(words("h2", "Hand it over").into());
    parts.push(match qr(&url) {
        Some(code) => {
            let picture = format!(
                "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {0} {0}'%3E%3Crect width='{0}' height='{0}' fill='white'/%3E%3Cpath d='{1}'/%3E%3C/svg%3E",
                code.size, code.path
            );
            let image = element("img").class("code").attribute("src", picture).attribute("alt", "QR code of the link below");
            together(vec![words("p", "Point the camera of the other phone at this code.").into(), image.into()])
        }
        None => words("p", "There is too much in it for a code. Use the link or the file.").into(),
    });
    let field =
        element("input").attribute("id", "link_").attribute("type", "text").attribute("readonly", "").property("value", url.clone());
    parts.push(element("p").class("file").child(words("label", "The link").attribute("for", "link_")).child(field).into());
    let (copied, shared, saved) = (url.clone(), url.clone(), url);
    parts.push(element("p").child(button("Copy the link", move || copy(page, copied.clone()))).into());
    if share::can_share() {
        let title = title.to_owned();
        let send = move || {
            let (title, url) = (title.clone(), shared.clone());
            spawn_local(async move {
                share::share(&title, &url).await;
            });
        };
        parts.push(element("p").child(button("Send it with another app", send)).into());
    }
    let text = format!("A route through “{title}”. Open this address, or choose this file on the page “Hand over”:\n{saved}\n");
    parts.push(element("p").child(button("Save it as a file", move || save(page, &text)).class("plain")).into());
    together(parts)
}

/// Says in plain words what the link holds.
fn what_is_in(journey: &Journey, along: Along, title: &str) -> String {
    let Journey { answers, dates, ticks, child, notes, .. } = journey;
    let mut sentence =
        format!("In it: your way through “{title}”, with {} answers, {} dates and {} ticks.", answers.len(), dates.len(), ticks.len());
    sentence.push_str(match (along.name && !child.is_empty(), along.notes && !notes.is_empty()) {
        (true, true) => " The name and your notes go along.",
        (true, false) => " The name goes along. No notes.",
        (false, true) => " Your notes go along. No name.",
        (false, false) => " No name and no notes.",
    });
    sentence.push_str(" Whoever has the link can read it. It goes through no server of ours.");
    sentence
}

fn copy(page: Page, url: String) {
    spawn_local(async move {
        let words = match share::copy(&url).await {
            true => "The link is copied.",
            false => "This browser does not let us copy. Hold your finger on the link, or select it, and copy it by hand.",
        };
        page.said.try_set(Some(words.to_owned()));
    });
}

fn save(page: Page, text: &str) {
    let words = match files::download("my-route.txt", "text/plain", text) {
        Some(()) => "The file is with your downloads.",
        None => "This browser could not save the file. Copy the link instead.",
    };
    page.said.set(Some(words.to_owned()));
}

// ---- taking ---------------------------------------------------------------------------------------

/// The field for a file that somebody handed over.
fn taking(page: Page) -> AnyView {
    let on_change = move |event: web_sys::Event| {
        spawn_local(async move {
            match files::chosen(event).await.as_deref().and_then(carried_by) {
                Some(carried) => open(page, carried),
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

/// Returns the routemap and the text that a file's address carries, as [`open`] reads them.
fn carried_by(text: &str) -> Option<String> {
    let address = text.split_whitespace().find(|word| word.contains("#j="))?;
    let (way, token) = address.split_once("#j=")?;
    let id = way.split('/').rev().find(|part| !part.is_empty() && *part != "young-person")?;
    Some(format!("{id}.{token}"))
}

/// What was handed over, and what to do with it.
fn taken_view(page: Page) -> AnyView {
    let back = || link("./", "Back").on_follow(move || page.taken.set(None));
    match page.taken.get() {
        Some(Ok((shared, graph))) => offer(page, shared, &graph),
        Some(Err(sentence)) => {
            together(vec![words("p", sentence).class("notice warn").attribute("role", "alert").into(), element("p").child(back()).into()])
        }
        None => nothing(),
    }
}

fn offer(page: Page, shared: Shared, graph: &Graph) -> AnyView {
    let journey = shared.journey.clone();
    let here = route(graph, &journey).current().and_then(|stop| graph.step(stop.visit.step.as_str())).map(|step| step.title.clone());
    let mut parts: Vec<AnyView> = vec![
        words("h2", format!("A route was handed to you: {}", name_of(page, &journey))).into(),
        words("p", format!("It stands at: {}", here.unwrap_or_default())).into(),
    ];
    if shared.lost > 0 {
        let sentence =
            format!("This routemap has changed. Parts that it does not have any more: {}. The other device still has them.", shared.lost);
        parts.push(words("p", sentence).class("notice").into());
    }
    let entered = in_words(&journey, graph).into_iter().map(|row| words("li", row));
    parts.push(element("details").child(words("summary", "Everything in it")).child(element("ul").children(entered)).into());
    parts.extend(keeping_ways(page, &journey, graph));
    let no = button("Keep nothing", move || {
        page.taken.set(None);
        page.said.set(Some("Nothing was kept.".to_owned()));
    });
    parts.push(element("p").child(no.class("plain")).into());
    together(parts)
}

/// The ways to keep it: as it is, together with the one that is here already, or beside it.
fn keeping_ways(page: Page, journey: &Journey, graph: &Graph) -> Vec<AnyView> {
    let here = page.shelf.with(|shelf| shelf.kept.iter().find(|kept| kept.journey.id == journey.id).cloned());
    let title = route(graph, journey)
        .current()
        .and_then(|stop| graph.step(stop.visit.step.as_str()))
        .map(|step| step.title.clone())
        .unwrap_or_default();
    let line = |button: Element| element("p").child(button).into();
    let Some(here) = here else {
        let journey = journey.clone();
        return vec![line(button("Keep it on this device", move || {
            keep(page, Kept { journey: journey.clone(), step_title: title.clone(), ..Kept::default() })
        }))];
    };
    if here.journey == *journey {
        return vec![words("p", "This route is on this device already, just so.").into(), line(open_link(page, journey))];
    }
    let (merged, differing) = merge(&here.journey, journey);
    let sentence = match differing {
        0 => "This route is on this device already. The one you were given can be added to it. Nothing is lost.".to_owned(),
        count => format!(
            "This route is on this device already, but they differ in: {count}. If you add the one you were given, these entries stay as they are here."
        ),
    };
    let step_title = route(graph, &merged).current().and_then(|stop| graph.step(stop.visit.step.as_str())).map(|step| step.title.clone());
    let together = Kept { journey: merged, step_title: step_title.unwrap_or_default(), ..here };
    let beside = Kept { journey: Journey { id: clock::random_id(), ..journey.clone() }, step_title: title, ..Kept::default() };
    vec![
        words("p", sentence).into(),
        line(button("Add it to the one here", move || keep(page, together.clone()))),
        line(button("Keep both", move || keep(page, beside.clone()))),
    ]
}

fn keep(page: Page, kept: Kept) {
    let kept = Kept { revision: kept.revision.saturating_add(1), updated_ms: clock::now_ms(), ..kept };
    match keeping::save(&kept) {
        Ok(()) => address::go(&page.data.with_value(|data| data.way_to_journey(kept.journey.routemap.as_str(), &kept.journey.id))),
        Err(fault) => page.said.set(Some(keeping::not_kept(fault).to_owned())),
    }
}

fn open_link(page: Page, journey: &Journey) -> Element {
    link(page.data.with_value(|data| data.way_to_journey(journey.routemap.as_str(), &journey.id)), "Open it").class("button")
}

/// The child's name, if there is one, and the routemap's.
fn name_of(page: Page, journey: &Journey) -> String {
    let routemap = page.data.with_value(|data| data.name_of(journey.routemap.as_str()).unwrap_or(journey.routemap.as_str()).to_owned());
    match journey.child.as_str() {
        "" => routemap,
        child => format!("{child} · {routemap}"),
    }
}
