//! The page that prints: "our journey so far", for somebody new, so that the family need not tell their story again. One tick for each
//! part; what is seen below is what is printed.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::element::{Element, button, element, link, live, nothing, tick, together, words};
use crate::{
    browser::{address, files, page},
    calendar::Date,
    deadlines::{DueDate, by_urgency, due_dates, words::say},
    definition::wire,
    graph::Graph,
    page_data::PageData,
    snapshot::Kept,
    so_far::{SoFar, Told, so_far},
    state::{
        Watched,
        keeping::{self, Shelf},
        lasting, today,
    },
};

/// What the parts of the page share.
struct Page {
    data: PageData,
    shelf: Shelf,
    /// Nothing until the routemap is there.
    shown: Watched<Option<Found>>,
}

/// The journey to print with its routemap, or a sentence for why there is none.
type Found = Result<(Kept, Arc<Graph>), String>;

/// What goes on the sheet.
#[derive(Clone, Debug)]
struct Ticks {
    name: bool,
    way: bool,
    dates: bool,
    letters: bool,
    due: bool,
    done: bool,
    /// One for each note.
    notes: Vec<bool>,
    questions: String,
}

/// Fills the page: the sheet of the journey that the address names, or of the one that was touched last.
pub fn print(mut data: PageData) -> AnyView {
    let shelf = keeping::load_all();
    data.reader = shelf.reader.clone().unwrap_or_default();
    let page: &Page = lasting(Page { data, shelf, shown: Watched::default() });
    open(page);
    address::on_move(move || open(page));
    live(move || match page.shown.get() {
        Some(Ok((kept, graph))) => paper(page, kept, graph),
        Some(Err(sentence)) => words("p", sentence).class("notice warn").attribute("role", "status").into(),
        None => nothing(),
    })
}

/// Opens a journey that is kept here, once its routemap is there.
fn open(page: &'static Page) {
    let asked = address::hash();
    let named = page.shelf.kept.iter().find(|kept| asked == format!("#journey={}", kept.journey.id));
    let Some(kept) = named.or_else(|| page.shelf.kept.first()).cloned() else {
        let fault = page.shelf.fault.map(keeping::not_kept);
        let sentence = fault.unwrap_or("There is no route here yet, so there is nothing to print. Begin a route first.");
        return page.shown.set(Some(Err(sentence.to_owned())));
    };
    let url = format!("{}outline.txt", page.data.way_to(kept.journey.routemap.as_str()));
    spawn_local(async move {
        let text = files::fetch(&url).await;
        if address::hash() == asked {
            page.shown.set(Some(match text {
                Some(text) => Ok((kept, Arc::new(Graph::new(wire::read(&text))))),
                None => {
                    Err("This routemap could not be opened. You may be without a connection. Your route is safe. Try again.".to_owned())
                }
            }));
        }
    });
}

fn paper(page: &'static Page, kept: Kept, graph: Arc<Graph>) -> AnyView {
    let told = so_far(&graph, &kept.journey);
    let ticks = Arc::new(Watched::new(Ticks {
        name: false,
        way: true,
        dates: true,
        letters: true,
        due: true,
        done: true,
        notes: vec![false; told.notes.len()],
        questions: String::new(),
    }));
    let others = page.shelf.kept.iter().filter(|other| other.journey.id != kept.journey.id);
    let others = others.map(|other| {
        let title = page.data.name_of(other.journey.routemap.as_str()).unwrap_or_default();
        let name = if other.journey.child.is_empty() { title.to_owned() } else { format!("{} · {title}", other.journey.child) };
        element("li").child(link(format!("#journey={}", other.journey.id), format!("Print instead: {name}")).class("alone"))
    });
    together(vec![
        boxes(&kept, &told, &ticks),
        element("p").child(button("Print this sheet", page::print)).into(),
        element("ul").class("others").children(others).into(),
        words("h2", "This is what is printed").into(),
        live(move || ticks.with(|ticks| sheet(page, &kept, &graph, &told, ticks))),
    ])
}

fn boxes(kept: &Kept, told: &SoFar, ticks: &Arc<Watched<Ticks>>) -> AnyView {
    let of = |id: &'static str, label: &str, on: bool, set: fn(&mut Ticks, bool)| {
        let ticks = ticks.clone();
        tick(id, label, on, move |on| ticks.update(|ticks| set(ticks, on)))
    };
    let mut rows: Vec<Element> = Vec::new();
    if !kept.journey.child.is_empty() {
        rows.push(of("name_", &format!("The name: {}", kept.journey.child), false, |ticks, on| ticks.name = on));
    }
    rows.push(of("way_", "The steps of the way, and what was chosen", true, |ticks, on| ticks.way = on));
    rows.push(of("dates_", "The dates that are known", true, |ticks, on| ticks.dates = on));
    if !told.letters.is_empty() {
        rows.push(of("letters_", "What the letters say", true, |ticks, on| ticks.letters = on));
    }
    rows.push(of("due_", "What is due, and when", true, |ticks, on| ticks.due = on));
    rows.push(of("done_", "What was done", true, |ticks, on| ticks.done = on));
    for (index, (title, note)) in told.notes.iter().enumerate() {
        let start: String = note.chars().take(60).collect();
        let ticks = ticks.clone();
        let set = move |on| ticks.update(|ticks| ticks.notes.get_mut(index).into_iter().for_each(|note| *note = on));
        rows.push(tick(
            format!("note_{index}"),
            format!("The note at “{title}”: {start}{}", if note.chars().nth(60).is_some() { "…" } else { "" }),
            false,
            set,
        ));
    }
    let ticks = ticks.clone();
    let questions = element("textarea")
        .attribute("id", "questions_")
        .attribute("rows", "4")
        .attribute("autocomplete", "off")
        .on("input", move |event| ticks.update(|ticks| ticks.questions = page::value_of(&event)));
    let label = words("label", "Questions you want to ask. They go on the sheet and are not kept.").attribute("for", "questions_");
    together(vec![element("ul").class("tasks").children(rows).into(), element("div").class("whose").child(label).child(questions).into()])
}

fn sheet(page: &'static Page, kept: &Kept, graph: &Graph, told: &SoFar, ticks: &Ticks) -> AnyView {
    let outline = graph.outline();
    let is_young = page.data.reader == "young-person";
    let mut parts: Vec<AnyView> =
        vec![words("h3", if is_young { "My journey so far" } else { "Our journey so far" }).class("title").into()];
    let name = Some(kept.journey.child.clone()).filter(|name| ticks.name && !name.is_empty());
    let of = name.map_or_else(|| outline.title.clone(), |name| format!("{name} · {}", outline.title));
    parts.push(element("p").child(words("b", of)).into());
    let Some(today) = today() else { return together(parts) };
    let about = format!(
        "Written on {}. The days due are worked out from what the family entered. If a letter gives another day, the letter counts.",
        today.in_words()
    );
    parts.push(words("p", about).class("hint").into());
    if outline.draft {
        parts.push(words("p", "The routemap is a draft. The council has not approved it yet.").class("hint").into());
    }
    if ticks.way {
        parts.push(section("The way so far", "ol", told.stops.iter().map(|stop| stop_row(stop, ticks)).collect()));
    }
    if ticks.dates {
        let dates = told.stops.iter().filter(|_| !ticks.way).flat_map(|stop| &stop.dates).chain(&told.other_dates);
        parts.push(section("Dates", "ul", dates.map(date_row).collect()));
    }
    if ticks.done && !ticks.way {
        let done = told.stops.iter().flat_map(|stop| &stop.done).map(|done| words("li", done.clone()));
        parts.push(section("Done", "ul", done.collect()));
    }
    if ticks.letters {
        let row = |(title, day): &(String, Date)| words("li", format!("{title}: by {}", day.in_words_with_weekday()));
        parts.push(section("What the letters say", "ul", told.letters.iter().map(row).collect()));
    }
    if ticks.due {
        let dues = by_urgency(due_dates(graph, &kept.journey, &page.data.calendar, today));
        let open = dues.iter().filter(|due| due.is_open() && due.last_day().is_some());
        parts.push(section("What is due", "ul", open.map(|due| due_row(due, graph, today)).collect()));
    }
    let notes = told.notes.iter().zip(&ticks.notes).filter(|(_, on)| **on).map(|((title, note), _)| noted(title, note));
    parts.push(section("Notes", "ul", notes.collect()));
    let questions = ticks.questions.lines().filter(|line| !line.trim().is_empty()).map(|line| words("li", line.to_owned()));
    parts.push(section("Questions", "ul", questions.collect()));
    element("section").class(format!("card sheet line-{}", outline.id)).attribute("id", "sheet_").children(parts).into()
}

/// A heading with rows; nothing without rows.
fn section(title: &'static str, list: &'static str, rows: Vec<Element>) -> AnyView {
    match rows.is_empty() {
        true => nothing(),
        false => together(vec![words("h4", title).into(), element(list).children(rows).into()]),
    }
}

fn stop_row(stop: &Told, ticks: &Ticks) -> Element {
    let here = if stop.is_here { " (now here)" } else { "" };
    let said = if stop.answer.is_empty() { String::new() } else { format!(": {}", stop.answer) };
    let dates = stop.dates.iter().filter(|_| ticks.dates).map(date_row);
    let done = stop.done.iter().filter(|_| ticks.done).map(|done| words("li", format!("Done: {done}")));
    let below: Vec<Element> = dates.chain(done).collect();
    let row = element("li").child(words("b", stop.title.clone())).text(format!("{said}{here}"));
    if below.is_empty() { row } else { row.child(element("ul").children(below)) }
}

fn date_row((ask, day): &(String, Date)) -> Element {
    words("li", format!("{ask} {}", day.in_words()))
}

fn due_row(due: &DueDate, graph: &Graph, today: Date) -> Element {
    let said = say(due, graph, today);
    let late = if said.state == "overdue" { " It was late when this was written." } else { "" };
    let forecast = if due.is_forecast { " If everybody keeps to time." } else { "" };
    let whose = if due.is_yours() { "The family’s time limit" } else { &due.deadline.whose_words };
    element("li")
        .child(words("b", due.deadline.title.clone()))
        .text(format!(": {}.{late}{forecast} {whose}: {}", said.day, due.deadline.rule_words))
}

fn noted(title: &str, note: &str) -> Element {
    element("li").child(words("b", format!("{title}: "))).child(words("span", note.to_owned()).class("own-words"))
}
