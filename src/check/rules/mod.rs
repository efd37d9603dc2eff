//! The rules of the checker, one a file, and the few walks over a document that they share.

use super::{Report, Rule, Scope, Severity};
use crate::{
    calendar::{Calendar, Date, Proclaimed, SchoolCalendar},
    deadlines::{NoDate, Outcome, resolve},
    definition::{Choice, DateQuestion, Deadline, Outline, Reason, Routemap, SERVICES, Step, Text, document::Content},
    graph::Graph,
};

mod bad_id;
mod bad_link;
mod bad_rule;
mod clashing_title;
mod date_before_event;
mod deadline_order;
mod deadline_without_date;
mod deadline_without_source;
mod duplicate_id;
mod empty_text;
mod end_with_choices;
mod endless_loop;
mod faint_colour;
mod false_story;
mod few_choices;
mod hard_words;
mod lonely_routemap;
mod long_label;
mod lost_rule;
mod missing_key;
mod missing_place_link;
mod no_start;
mod no_way_out;
mod renamed_step;
mod review_overdue;
mod same_contact;
mod same_label;
mod syntax_fault;
mod unknown_actor;
mod unknown_carried;
mod unknown_contact;
mod unknown_date;
mod unknown_deadline;
mod unknown_key;
mod unknown_markup;
mod unknown_routemap;
mod unknown_source;
mod unknown_stage;
mod unknown_step;
mod unknown_topic;
mod unknown_word;
mod unreachable_step;
mod untold_deadline;
mod unused_date;
mod unused_entry;
mod unwalked_choice;
mod words_and_rule;
mod wrong_type;
mod wrong_voice;

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
    renamed_step::RULE,
    unknown_stage::RULE,
    unknown_date::RULE,
    unknown_carried::RULE,
    unknown_contact::RULE,
    unknown_actor::RULE,
    unknown_source::RULE,
    unknown_word::RULE,
    unknown_topic::RULE,
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
    same_contact::RULE,
    clashing_title::RULE,
    lonely_routemap::RULE,
    wrong_voice::RULE,
    false_story::RULE,
    unwalked_choice::RULE,
    untold_deadline::RULE,
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
    head.into_iter().chain(expectations(scope)).chain(of_steps).chain(of_sections).chain(of_services)
}

/// Returns what each stage says of each service.
fn expectations<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, &'a Text)> {
    let stages = scope.document.routemap().into_iter().flat_map(|routemap| routemap.stages.iter().enumerate());
    stages.flat_map(|(index, stage)| {
        SERVICES.iter().zip(&stage.expected).map(move |((service, _), text)| (format!("stages.{index}.{service}"), text))
    })
}

/// Returns every line without markup that families see, and its path.
fn lines<'a>(scope: &Scope<'a>) -> impl Iterator<Item = (String, String)> {
    let mut lines: Vec<(String, &str)> = Vec::new();
    if let Some(routemap) = scope.document.routemap() {
        let head = [
            ("title", &routemap.title),
            ("short_title", &routemap.short_title),
            ("summary", &routemap.summary),
            ("how_long", &routemap.how_long),
        ];
        lines.extend(head.map(|(key, line)| (key.to_owned(), line.as_str())));
        lines.extend(routemap.stages.iter().enumerate().map(|(index, stage)| (format!("stages.{index}.title"), stage.title.as_str())));
    }
    for (path, date) in dates(scope) {
        lines.extend(
            [("ask", &date.ask), ("event", &date.event), ("hint", &date.hint)].map(|(key, line)| (format!("{path}.{key}"), line.as_str())),
        );
    }
    for (path, step) in steps(scope) {
        lines.extend([("title", &step.title), ("ask", &step.ask)].map(|(key, line)| (format!("{path}.{key}"), line.as_str())));
    }
    for (path, deadline) in deadlines(scope) {
        lines
            .extend([("title", &deadline.title), ("letter", &deadline.letter)].map(|(key, line)| (format!("{path}.{key}"), line.as_str())));
    }
    for (path, reason) in reasons(scope) {
        let of_reason = [("title", &reason.title), ("fits", &reason.fits), ("fails", &reason.fails)];
        lines.extend(of_reason.map(|(key, line)| (format!("{path}.{key}"), line.as_str())));
    }
    for (path, choice) in choices(scope) {
        lines.extend([("label", &choice.label), ("hint", &choice.hint)].map(|(key, line)| (format!("{path}.{key}"), line.as_str())));
    }
    if let Content::Glossary(words) = &scope.document.content {
        lines.extend(words.iter().enumerate().map(|(index, word)| (format!("words.{index}.meaning"), word.meaning.as_str())));
    }
    lines.into_iter().map(|(path, line)| (path, line.to_owned()))
}

fn step_ids(routemap: &Routemap) -> impl Iterator<Item = &str> {
    routemap.steps.iter().map(|step| step.id.as_str())
}

/// Returns the steps at which a family can come in: the start, and where choices of other routemaps lead.
fn entries<'a>(scope: &Scope<'a>) -> Vec<&'a str> {
    let Some(own) = scope.document.routemap() else { return Vec::new() };
    scope.others.ways_into(own).map(|(_, step)| step.as_str()).chain([own.start.as_str()]).collect()
}

/// Returns the dates a rule gives over five years of days on which its events may happen, each beside that day.
///
/// All events of the rule happen on that one day, and every weekday is a school day.
fn samples(rule: &crate::definition::Rule) -> impl Iterator<Item = (Date, Result<Outcome, NoDate>)> {
    let calendar = Calendar { holidays: Proclaimed::default(), school: Some(SchoolCalendar::default()) };
    // 13 days apart, so that every weekday and every time of the year comes.
    let days = (0..140_i32).filter_map(|count| Date::new(2026, 1, 1).ok()?.plus_days(count.checked_mul(13)?));
    days.map(move |day| (day, resolve(rule, &|_| Some(day), &calendar)))
}

/// Returns the routemap of the document as a graph.
fn graph(scope: &Scope) -> Option<Graph> {
    scope.document.routemap().map(|routemap| Graph::new(Outline::of(routemap, scope.suite.services())))
}
