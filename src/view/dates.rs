//! My dates: the due dates of every journey on this device together, and ways to take them along.

use leptos::{prelude::*, task::spawn_local};

use super::{
    due::{card, hand_over},
    element::{Element, button, element, live, nothing, together, words},
};
use crate::{
    address::Address,
    browser::{clock, files},
    deadlines::{DueDate, due_dates, words::as_text},
    definition::wire,
    graph::Graph,
    page_data::PageData,
    snapshot::Kept,
    state::{Watched, calendar_entries, keeping, lasting, today},
};

/// What the parts of the page share.
struct Page {
    data: Watched<PageData>,
    /// Every journey with its routemap; nothing before they were read.
    routes: Watched<Option<Vec<(Kept, Graph)>>>,
    /// What keeps some routes from being shown, as sentences.
    missing: Watched<Vec<String>>,
}

pub fn dates(data: PageData) -> AnyView {
    let page: &Page = lasting(Page { data: Watched::new(data), routes: Watched::default(), missing: Watched::default() });
    load(page);
    keeping::on_change(move |_| load(page));
    clock::on_new_day(move || page.routes.tell());
    live(move || {
        page.routes.with(|routes| {
            let Some(routes) = routes else { return nothing() };
            let missing = page.missing.get_untracked().into_iter().map(|sentence| words("p", sentence).class("notice warn"));
            let missing = element("div").attribute("role", "status").class("notices").children(missing).into();
            together(vec![missing, shown(page, routes)])
        })
    })
}

/// Reads the journeys, and the routemap of each.
fn load(page: &'static Page) {
    spawn_local(async move {
        let shelf = keeping::load_all();
        page.data.change(|data| data.reader = shelf.reader.clone().unwrap_or_default());
        let mut routes = Vec::new();
        let mut missing: Vec<String> = shelf.fault.iter().map(|fault| keeping::not_kept(*fault).to_owned()).collect();
        if !shelf.newer.is_empty() || !shelf.set_aside.is_empty() {
            missing.push("Some of what is kept cannot be shown here. It is safe. You can see it under My data.".to_owned());
        }
        for kept in shelf.kept {
            let url = page.data.with_untracked(|data| format!("{}outline.txt", data.way_to(kept.journey.routemap.as_str())));
            match files::fetch(&url).await {
                Some(text) => routes.push((kept, Graph::new(wire::read(&text)))),
                None => missing.push(format!(
                    "The dates of your route at “{}” are not here: its routemap could not be fetched. The route is safe. Try again when you are online.",
                    kept.step_title
                )),
            }
        }
        page.missing.set(missing);
        page.routes.set(Some(routes));
    });
}

fn shown(page: &'static Page, routes: &[(Kept, Graph)]) -> AnyView {
    let Some(today) = today() else { return words("p", "The clock of this device is not set, so no date can be worked out.").into() };
    let calendar = page.data.with_untracked(|data| data.calendar.clone());
    let mut dues: Vec<(&Kept, &Graph, DueDate)> = Vec::new();
    for (kept, graph) in routes {
        for due in due_dates(graph, &kept.journey, &calendar, today).into_iter().filter(|due| due.is_open()) {
            // By date; what is overdue has the earliest.
            if let Some(day) = due.last_day() {
                let before = dues.iter().take_while(|(_, _, other)| other.last_day().is_some_and(|other| other <= day)).count();
                dues.insert(before, (kept, graph, due));
            }
        }
    }
    if dues.is_empty() && page.missing.with_untracked(|missing| !missing.is_empty()) {
        return nothing();
    }
    if dues.is_empty() {
        let sentence = "There are no dates yet. Open your route and tell us the days you know. Then the dates stand here.";
        return words("p", sentence).class("notice plain").into();
    }
    let text: String = dues.iter().map(|(kept, graph, due)| as_text(due, &name(kept, graph))).collect();
    let cards = dues.iter().map(|(kept, graph, due)| {
        let stop = (!due.is_ahead).then(|| due.at.clone());
        let way = page.data.with_untracked(|data| data.way_to(graph.outline().id.as_str()));
        let href = format!("{way}{}", Address::Journey(kept.journey.id.clone(), stop).print());
        let (id, deadline) = (kept.journey.id.clone(), due.deadline.id.clone());
        let unseen = words("span", format!(": {}", due.deadline.title)).class("unseen");
        let add = button("Add to my calendar", move || hand_over_of(page, Some((&id, &deadline)), false)).class("plain").child(unseen);
        card(due, graph, today, &name(kept, graph), &href).child(element("p").child(add))
    });
    together(vec![
        words("h2", "What is due").class("unseen").into(),
        element("ul").class("dues").children(cards).into(),
        take_along(page, text).into(),
    ])
}

/// The calendar file of all dates, and the dates as text.
fn take_along(page: &'static Page, text: String) -> Element {
    let add = |label: &'static str, with_name| button(label, move || hand_over_of(page, None, with_name));
    let field = element("textarea").attribute("id", "as_text_").attribute("readonly", "").attribute("rows", "8").property("value", text);
    let label = words("label", "Press and hold the text to copy it. It works where no file can be saved.").attribute("for", "as_text_");
    let as_text = element("details").child(words("summary", "The dates as text")).child(element("p").child(label)).child(field);
    element("section")
        .class("along")
        .child(words("h2", "Take them along"))
        .child(words("p", "Your phone's own calendar can remind you a week before and a day before. Do it again when dates have changed: entries change, and do not double."))
        .child(element("p").child(add("Add all to my calendar", false)))
        .child(element("p").child(add("Add all, with the names", true).class("plain")))
        .child(element("p").attribute("role", "status").attribute("id", "said_"))
        .child(as_text)
}

/// Hands over the entries of all journeys, or of one deadline of one.
fn hand_over_of(page: &'static Page, only: Option<(&str, &str)>, with_name: bool) {
    let entries: String = page.routes.with_untracked(|routes| {
        let wanted = routes.iter().flatten().filter(|(kept, _)| only.is_none_or(|(id, _)| kept.journey.id == id));
        let of = |(kept, graph): &(Kept, Graph)| {
            page.data.with_untracked(|data| calendar_entries(graph, kept, data, only.map(|(_, deadline)| deadline), with_name))
        };
        wanted.map(of).collect()
    });
    crate::browser::page::say("said_", hand_over(&entries));
}

fn name(kept: &Kept, graph: &Graph) -> String {
    let routemap = &graph.outline().short_title;
    if kept.journey.child.is_empty() { routemap.clone() } else { format!("{} · {routemap}", kept.journey.child) }
}
