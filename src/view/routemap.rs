//! A routemap's page: shows one part of it at a time, fills in what was kept, and hears what is done.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{
    begin::begin, begin::whose, due, fill, map::Marks, notes::notes, notices::notices, route_so_far::route_so_far, roving,
    whereabouts::whereabouts,
};
use crate::{
    browser::{
        page,
        section::{self, Done},
    },
    calendar::{self, Date},
    deadlines::words,
    definition::{DateId, OutlineStep, StepId, TaskId},
    journey::{Visit, letter_id},
    state::{Following, Shown, lasting},
};

/// Takes the page over.
pub fn follow(following: &'static Following) {
    fill("notices_", move || notices(following));
    fill("begin_", move || begin(following));
    fill("dates_", move || due::next_dates(following));
    fill("whose_", move || whose(following));
    let (painted, moved): (&ArcTrigger, &ArcTrigger) = (lasting(ArcTrigger::new()), lasting(ArcTrigger::new()));
    let whereabouts = roving(move || whereabouts(following, painted));
    let route = roving(move || route_so_far(following, painted));
    let notes = roving(move || notes(following, moved));

    keep_early_entries(following);
    let roving: &[_] = lasting([("route", whereabouts), ("route", route), ("notes", notes)]);
    let marks: &Marks = lasting(Marks::new(following, painted));
    lasting(RenderEffect::new(move |before: Option<Shown>| {
        let shown = following.shown.get();
        let is_new = before.as_ref() != Some(&shown);
        if is_new {
            section::show_only(part_of(&shown));
        }
        fill_in(following, &shown);
        match &before {
            None => bring_along(following, roving),
            Some(_) if is_new => {
                page::focus_title(part_of(&shown));
                // It stands below the ways on, and nobody waits for it.
                page::after_paint(Box::new(move || {
                    bring_along(following, roving);
                    moved.notify();
                    section::bring_ahead(part_of(&following.shown.get_untracked()));
                }));
            }
            Some(_) => {}
        }
        marks.follow(before.as_ref().map(part_of), &shown);
        shown
    }));
    section::on_done(move |done| hear(following, done));
    page::after_paint(Box::new(move || {
        rehearse(following);
        section::bring_ahead(part_of(&following.shown.get_untracked()));
    }));
}

/// Makes a choice that does not exist, which is refused and changes nothing, while nobody waits. Browsers compile each function
/// when it is first called, and otherwise the family's first tap would wait for that: a tenth of it on a slow phone.
fn rehearse(following: &'static Following) {
    // What is said to the family must not be said again.
    if following.notice.with_untracked(Option::is_some) {
        return;
    }
    hear(following, Done::Choice(" ".to_owned()));
    following.choose(&Visit::first(&"".into()), &"".into());
    following.notice.set(None);
}

/// Brings what goes from step to step to the one that is shown, and gives the page its title.
fn bring_along(following: &'static Following, roving: &[(&str, Option<HtmlElement>)]) {
    let shown = following.shown.get_untracked();
    let part = part_of(&shown);
    for (slot, element) in roving {
        element.iter().for_each(|element| section::put_into(part, slot, element));
    }
    let outline = following.graph.outline();
    let title = match following.graph.step(part) {
        Some(step) => format!("{} – {} – {}", step.title, outline.short_title, following.data.site_name),
        None if shown == Shown::Map => format!("The whole route – {} – {}", outline.short_title, following.data.site_name),
        None => format!("{} – {}", outline.title, following.data.site_name),
    };
    page::set_title(&title);
}

/// Returns the id of the section that shows it.
fn part_of(shown: &Shown) -> &str {
    match shown {
        Shown::Overview => "overview",
        Shown::Map => "map",
        Shown::Step(visit) => visit.step.as_str(),
        Shown::Preview(step) => step.as_str(),
    }
}

/// Writes ticks, dates and the choice from before into the section that is seen.
fn fill_in(following: &'static Following, shown: &Shown) {
    section::send_along(|| following.to_carry());
    let part = part_of(shown);
    let Some(step) = following.graph.step(part) else { return };
    let visit = match shown {
        Shown::Step(visit) => visit.clone(),
        _ => Visit::first(&step.id),
    };
    following.kept.with(|kept| {
        let is_ticked = |task: &str| kept.journey.ticks.contains_key(&(visit.clone(), TaskId(task.to_owned())));
        section::set_ticked(part, is_ticked);
        section::mark_chosen(part, kept.journey.answers.get(&visit).map(|choice| choice.as_str()));
    });
    for date in dates_of(step) {
        fill_in_date(following, part, &date, following.date(&date));
    }
    if !following.has_begun() {
        return;
    }
    for reason in &step.reasons {
        let fits = reason.test.fits(|date| following.date(date));
        section::say_of_reason(part, &reason.id, fits.map_or("", |fits| if fits { &reason.fits } else { &reason.fails }));
    }
    let read = if let Shown::Preview(step) = shown { Some(step) } else { None };
    let Some((dues, today)) = following.due_dates(read) else { return };
    for due in dues.iter().filter(|due| due.at.step == step.id) {
        if let Some(index) = step.deadlines.iter().position(|deadline| deadline == due.deadline) {
            let said = words::say(due, &following.graph, today);
            let mut lines = vec![("day", said.day), ("left", said.left)];
            lines.extend(said.notes.into_iter().map(|note| ("note", note)));
            lines.retain(|(_, words)| !words.is_empty());
            section::say_of_due(part, index, said.state, due.is_open() && due.last_day().is_some(), &lines);
        }
    }
}

/// Returns the dates that a step has fields for: those it asks for, and those of letters.
fn dates_of(step: &OutlineStep) -> Vec<DateId> {
    let mut dates: Vec<DateId> = step.all_dates().into_iter().map(DateId::from).collect();
    dates.extend(step.deadlines.iter().map(|deadline| letter_id(&deadline.id)));
    dates
}

/// Writes a date that is kept. What is being typed, or was typed wrongly, stays as it is.
fn fill_in_date(following: &'static Following, part: &str, date: &DateId, known: Option<Date>) {
    let Some([day, month, year]) = section::date_fields(part, date.as_str()) else { return };
    let typed = Date::from_fields(&day, &month, &year).ok();
    match known {
        Some(known) if typed != Some(known) && (typed.is_some() || [day, month, year].iter().all(String::is_empty)) => {
            show_date(following, part, date, known);
        }
        None if typed.is_some() => {
            section::set_date_fields(part, date.as_str(), Default::default());
            section::say_of_date(part, date.as_str(), "", false);
        }
        _ => {}
    }
}

/// Keeps what a family ticked, typed or picked in the static page before the app was ready. What they are typing comes by itself
/// when they leave it.
fn keep_early_entries(following: &'static Following) {
    let shown = following.shown.get_untracked();
    let part = part_of(&shown).to_owned();
    for task in section::ticked(&part) {
        hear(following, Done::Tick { task, done: true });
    }
    for DateId(date) in following.graph.step(&part).map(dates_of).unwrap_or_default() {
        let Some(mut fields) = section::date_fields(&part, &date) else { continue };
        if fields.iter().all(String::is_empty) {
            fields[0] = section::picked_date(&part, &date).unwrap_or_default();
        }
        // Empty fields are what the page came with, not a date taken away.
        if fields.iter().any(|field| !field.is_empty()) {
            hear(following, Done::Date { date, fields });
        }
    }
}

/// Does what a family did. Says whether the app has seen to it; otherwise the link is a plain link.
fn hear(following: &'static Following, done: Done) -> bool {
    let shown = following.shown.get_untracked();
    match done {
        Done::Overview => following.show_overview(),
        Done::Address(address) => return following.go_to_address(&address),
        Done::Choice(both) => {
            let Some((step, choice)) = both.split_once(' ') else { return false };
            match &shown {
                Shown::Step(visit) => following.choose(visit, &choice.into()),
                _ => following.choose_from_preview(&step.into(), &choice.into()),
            }
        }
        Done::Tick { task, done } => following.tick(&here_for_entry(following, &shown), &task.as_str().into(), done),
        Done::Date { date, fields } => hear_date(following, &shown, &DateId(date), &fields),
        Done::Calendar(index) => {
            let deadlines = following.graph.step(part_of(&shown)).map(|step| step.deadlines.as_slice()).unwrap_or_default();
            let deadline = index.parse().ok().and_then(|index: u32| deadlines.get(index as usize));
            if let Some(deadline) = deadline {
                following.say(due::hand_over(&following.calendar_entries(Some(&deadline.id))));
            }
        }
    }
    true
}

/// Returns where an entry belongs. Entering something at a step that is only being read, with no route begun, says
/// "I am here".
fn here_for_entry(following: &'static Following, shown: &Shown) -> Visit {
    match shown {
        Shown::Step(visit) => visit.clone(),
        _ => {
            let step = StepId::from(part_of(shown));
            if !following.has_begun() {
                following.start_at(&step);
            }
            Visit::first(&step)
        }
    }
}

fn hear_date(following: &'static Following, shown: &Shown, date: &DateId, [day, month, year]: &[String; 3]) {
    let part = part_of(shown);
    let filled = [day, month, year].iter().filter(|field| !field.trim().is_empty()).count();
    let known = following.date(date);
    let entered = match filled {
        0 if known.is_some() && following.set_date(date, None) => {
            section::set_date_fields(part, date.as_str(), Default::default());
            return section::say_of_date(part, date.as_str(), "The date was taken away.", false);
        }
        3 => Date::from_fields(day, month, year),
        // A whole date in the first field: typed, pasted, or picked from the device's calendar.
        1 if day.len() > 2 => calendar::read(day),
        _ => return,
    };
    match entered {
        Ok(day) => {
            here_for_entry(following, shown);
            if following.set_date(date, Some(day)) {
                show_date(following, part, date, day);
            }
        }
        // The date kept before stays until there is a better one.
        Err(fault) => section::say_of_date(part, date.as_str(), &fault.sentence(), true),
    }
}

/// Writes a kept date into its fields, and says it with what is odd about it.
fn show_date(following: &'static Following, part: &str, date: &DateId, day: Date) {
    section::set_date_fields(part, date.as_str(), [day.day().to_string(), day.month().to_string(), day.year().to_string()]);
    let odd = following.odd_about(date, day).map(|odd| format!(" {odd}")).unwrap_or_default();
    let deadlines = following.graph.step(part).map(|step| step.deadlines.as_slice()).unwrap_or_default();
    // Heard by those who do not see the time limits change.
    let counts = deadlines.iter().any(|deadline| deadline.rule.events().any(|event| event == date.as_str()));
    let below = if counts { " The time limit below counts from it." } else { "" };
    section::say_of_date(part, date.as_str(), &format!("You said: {}.{odd}{below}", day.in_words()), false);
}
