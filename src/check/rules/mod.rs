//! The rules of the checker, one a file, and the few walks over a document that they share.

use super::{Report, Rule, Scope, Severity};
use crate::{
    calendar::{Calendar, Date, Proclaimed, SchoolCalendar},
    deadlines::{NoDate, Outcome, resolve},
    definition::{Choice, DateQuestion, Deadline, Outline, Reason, Routemap, Step, Target, Text, document::Content},
    graph::Graph,
};

mod bad_id;
mod bad_link;
mod bad_rule;
mod date_before_event;
mod deadline_order;
mod deadline_without_date;
mod deadline_without_source;
mod duplicate_id;
mod empty_text;
mod end_with_choices;
mod endless_loop;
mod faint_colour;
mod few_choices;
mod hard_words;
mod long_label;
mod lost_rule;
mod missing_key;
mod missing_place_link;
mod no_start;
mod no_way_out;
mod review_overdue;
mod same_label;
mod syntax_fault;
mod unknown_actor;
mod unknown_contact;
mod unknown_date;
mod unknown_deadline;
mod unknown_key;
mod unknown_markup;
mod unknown_routemap;
mod unknown_source;
mod unknown_stage;
mod unknown_step;
mod unknown_word;
mod unreachable_step;
mod unused_date;
mod unused_entry;
mod words_and_rule;
mod wrong_type;

/// Every rule: first those about the shape of a file, then those about what it says.
pub const RULES: &[Rule] = &[
    syntax_fault::RULE,
    unknown_key::RULE,
    missing_key::RULE,
    wrong_type::RULE,
    bad_id::RULE,
    bad_link::RULE,
    unknown_markup::RULE,
    bad_rule::RULE,
    duplicate_id::RULE,
    no_start::RULE,
    unknown_step::RULE,
    unknown_routemap::RULE,
    unknown_stage::RULE,
    unknown_date::RULE,
    unknown_contact::RULE,
    unknown_actor::RULE,
    unknown_source::RULE,
    unknown_word::RULE,
    unreachable_step::RULE,
    no_way_out::RULE,
    endless_loop::RULE,
    end_with_choices::RULE,
    few_choices::RULE,
    same_label::RULE,
    long_label::RULE,
    empty_text::RULE,
    unknown_deadline::RULE,
    unused_date::RULE,
    deadline_without_date::RULE,
    deadline_without_source::RULE,
    lost_rule::RULE,
    date_before_event::RULE,
    deadline_order::RULE,
    words_and_rule::RULE,
    review_overdue::RULE,
    hard_words::RULE,
    unused_entry::RULE,
    faint_colour::RULE,
    missing_place_link::RULE,
];

/// The one rule that also runs on a file that is not TOML.
pub const SYNTAX_FAULT: &str = "syntax-fault";

/// Returns each step with its path in the file: `steps.3`.
fn steps<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, &'a Step)> {
    let steps = scope.document.routemap().into_iter().flat_map(|routemap| &routemap.steps);
    steps.enumerate().map(|(index, step)| (format!("steps.{index}"), step))
}

fn choices<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, &'a Choice)> {
    let each = |(path, step): (String, &'a Step)| {
        step.choices.iter().enumerate().map(move |(index, choice)| (format!("{path}.choices.{index}"), choice))
    };
    steps(scope).flat_map(each)
}

fn deadlines<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, &'a Deadline)> {
    let each = |(path, step): (String, &'a Step)| {
        step.deadlines.iter().enumerate().map(move |(index, deadline)| (format!("{path}.deadlines.{index}"), deadline))
    };
    steps(scope).flat_map(each)
}

fn reasons<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, &'a Reason)> {
    let each = |(path, step): (String, &'a Step)| {
        step.reasons.iter().enumerate().map(move |(index, reason)| (format!("{path}.reasons.{index}"), reason))
    };
    steps(scope).flat_map(each)
}

fn dates<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, &'a DateQuestion)> {
    let dates = scope.document.routemap().into_iter().flat_map(|routemap| &routemap.dates);
    dates.enumerate().map(|(index, date)| (format!("dates.{index}"), date))
}

/// Returns every text with markup and its path.
fn texts<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, &'a Text)> {
    let head = scope.document.routemap().map(|routemap| ("who_can_start".to_owned(), &routemap.who_can_start));
    let of_steps = steps(scope).flat_map(|(path, step)| {
        let tasks = step.tasks.iter().enumerate().map(|(index, task)| (format!("{path}.tasks.{index}.text"), &task.text));
        let missed =
            step.deadlines.iter().enumerate().map(|(index, deadline)| (format!("{path}.deadlines.{index}.missed"), &deadline.missed));
        let facts = step.facts.iter().enumerate().map(|(index, fact)| (format!("{path}.facts.{index}.text"), &fact.text));
        let reasons = step.reasons.iter().enumerate().map(|(index, reason)| (format!("{path}.reasons.{index}.text"), &reason.text));
        std::iter::once((format!("{path}.text"), &step.text)).chain(facts).chain(tasks).chain(reasons).chain(missed).collect::<Vec<_>>()
    });
    let sections = match &scope.document.content {
        Content::Info(page) => page.sections.as_slice(),
        _ => &[],
    };
    let of_sections = sections.iter().enumerate().map(|(index, section)| (format!("sections.{index}.text"), &section.text));
    let services = match &scope.document.content {
        Content::Directory(services) => services.as_slice(),
        _ => &[],
    };
    let of_services = services.iter().enumerate().map(|(index, service)| (format!("services.{index}.what"), &service.what));
    head.into_iter().chain(of_steps).chain(of_sections).chain(of_services)
}

fn step_ids(routemap: &Routemap) -> impl Iterator<Item = &str> {
    routemap.steps.iter().map(|step| step.id.as_str())
}

/// Returns the steps at which a family can come in: the start, and where choices of other routemaps lead.
fn entries<'a>(scope: &Scope<'a>) -> Vec<&'a str> {
    let Some(own) = scope.document.routemap() else { return Vec::new() };
    let choices = scope.suite.routemaps().flat_map(|routemap| &routemap.steps).flat_map(|step| &step.choices);
    let from_others = choices.filter_map(|choice| match &choice.to {
        Target::Elsewhere { routemap, step } if *routemap == own.id => Some(step.as_str()),
        _ => None,
    });
    from_others.chain([own.start.as_str()]).collect()
}

/// Returns the dates a rule gives over five years of days on which its events may happen, each beside that day.
///
/// All events of the rule happen on that one day, and every weekday is a school day.
fn samples(rule: &crate::definition::Rule) -> impl Iterator<Item = (Date, Result<Outcome, NoDate>)> {
    let calendar = Calendar { holidays: Proclaimed::default(), school: Some(SchoolCalendar::default()) };
    // 13 days apart, so that every weekday and every time of the year comes.
    let days = (0..140_i32).filter_map(|count| Date::new(2026, 1, 1).ok()?.plus_days(count.checked_mul(13)?));
    days.map(move |day| (day, resolve(rule, |_| Some(day), &calendar)))
}

/// Returns the routemap of the document as a graph.
fn graph(scope: &Scope) -> Option<Graph> {
    scope.document.routemap().map(|routemap| Graph::new(Outline::of(routemap, scope.suite.services())))
}
