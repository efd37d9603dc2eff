//! Today by the device's clock, and due dates as entries of a calendar.

use crate::{
    browser::{address, clock},
    calendar::Date,
    deadlines::{calendar_file, calendar_file::Source, due_dates},
    graph::Graph,
    page_data::PageData,
    snapshot::Kept,
};

/// Returns today's date by the device. Nothing if its clock is far off.
pub fn today() -> Option<Date> {
    let (year, month, day) = clock::today();
    Date::new(year, month, day).ok()
}

/// Returns due dates of a journey as entries of a calendar: all that are open, or the one of a name.
pub fn calendar_entries(graph: &Graph, kept: &Kept, data: &PageData, deadline: Option<&str>, with_name: bool) -> String {
    let Some(today) = today() else { return String::new() };
    let now = clock::stamp();
    let outline = graph.outline();
    let address = address::of(&data.way_to(outline.id.as_str()));
    let source = Source {
        journey: &kept.journey.id,
        routemap: &outline.short_title,
        address: &address,
        child: if with_name { &kept.journey.child } else { "" },
        revision: kept.revision,
        now: &now,
    };
    let dues = due_dates(graph, &kept.journey, &data.calendar, today);
    let wanted = dues.iter().filter(|due| due.is_open() && deadline.is_none_or(|id| due.deadline.id == id));
    wanted.filter_map(|due| calendar_file::entry(due, &source)).collect()
}
