//! Due dates as a list of cards, most pressing first, and the calendar file.

use leptos::prelude::*;

use super::element::{Element, button, element, link, live, nothing, words};
use crate::{
    address::Address,
    browser::files,
    calendar::Date,
    deadlines::{DueDate, by_urgency, calendar_file, words::say},
    graph::Graph,
    state::{Following, Shown},
};

/// The dates of the journey, on its overview.
pub fn next_dates(following: &'static Following) -> AnyView {
    live(move || {
        if following.shown.get() != Shown::Overview || !following.has_begun() {
            return nothing();
        }
        let Some((dues, today)) = following.due_dates(None) else { return nothing() };
        let shown = by_urgency(dues).into_iter().filter(|due| due.is_open() && due.last_day().is_some());
        let card = |due| card(&due, &following.graph, today, "", &Address::Step(due.at.clone()).print());
        let cards: Vec<Element> = shown.map(card).collect();
        if cards.is_empty() {
            return nothing();
        }
        let add = button("Add all to my calendar", move || {
            following.say(hand_over(&following.calendar_entries(None)));
        });
        let title = words("h3", "Your dates").attribute("id", "your_dates_");
        element("section")
            .attribute("aria-labelledby", "your_dates_")
            .child(title)
            .child(element("ul").class("dues").children(cards))
            .child(element("p").child(add.class("plain")))
            .into()
    })
}

/// One due date: the day and how long is left, whose it is and what, and the way to its step.
pub fn card(due: &DueDate, graph: &Graph, today: Date, of: &str, href: &str) -> Element {
    let said = say(due, graph, today);
    let label = if of.is_empty() { due.deadline.whose_words.clone() } else { format!("{} · {of}", due.deadline.whose_words) };
    let action = if said.state == "overdue" { "What you can do now" } else { "Go to this step" };
    let unseen = words("span", format!(": {}", due.deadline.title)).class("unseen");
    element("li")
        .class(format!("card due {}", if due.is_yours() { "yours" } else { "theirs" }))
        .attribute("data-state", said.state)
        .child(words("p", label).class("label"))
        .child(words("h3", due.deadline.title.clone()))
        .child(words("p", said.day).class("day"))
        .child(words("p", said.left).class("left"))
        .children(said.notes.into_iter().map(|note| words("p", note).class("note")))
        .child(words("p", format!("{} ({})", due.deadline.rule_words, due.deadline.sources)).class("rule"))
        .child(element("p").child(link(href, action).child(unseen)))
}

/// Hands a calendar file over, and says what came of it.
pub fn hand_over(entries: &str) -> &'static str {
    match files::download("my-dates.ics", "text/calendar", &calendar_file::file(entries)) {
        Some(()) => {
            "The calendar file is with your downloads. Open it to add the dates. If nothing came, this app cannot save files: copy the dates from My dates instead."
        }
        None => "This browser could not save the file. You can copy the dates as text under My dates.",
    }
}
