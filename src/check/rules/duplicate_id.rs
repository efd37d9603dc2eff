//! `duplicate-id`: two things of one kind with the same id; one of them could never be meant.

use std::collections::HashSet;

use super::{Report, Rule, Scope, Severity, deadlines, steps};
use crate::definition::{ACTORS, Deadline, document::Content};

pub const RULE: Rule = Rule { id: "duplicate-id", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    match &scope.document.content {
        Content::Routemap(routemap) => {
            report_twice(report, "step", named("steps", "id", routemap.steps.iter().map(|step| step.id.as_str())));
            report_twice(report, "stage", named("stages", "id", routemap.stages.iter().map(|stage| stage.id.as_str())));
            report_twice(report, "date", named("dates", "id", routemap.dates.iter().map(|date| date.id.as_str())));
            report_twice(report, "source", named("sources", "id", routemap.sources.iter().map(|source| source.id.as_str())));
            report_deadlines(scope, report);
            let present = steps(scope).map(|(_, step)| step.id.as_str());
            let old = steps(scope).flat_map(|(path, step)| numbered(path, step.was.iter().map(|old| old.as_str()).collect()));
            report_old_ids(report, "step", present, old.collect());
            for (path, step) in steps(scope) {
                report_twice(
                    report,
                    "choice",
                    named(&format!("{path}.choices"), "id", step.choices.iter().map(|choice| choice.id.as_str())),
                );
                let present = step.choices.iter().map(|choice| choice.id.as_str());
                let old = step.choices.iter().enumerate().flat_map(|(index, choice)| {
                    numbered(format!("{path}.choices.{index}"), choice.was.iter().map(|old| old.as_str()).collect())
                });
                report_old_ids(report, "choice", present, old.collect());
                report_twice(
                    report,
                    "reason",
                    named(&format!("{path}.reasons"), "id", step.reasons.iter().map(|reason| reason.id.as_str())),
                );
                report_twice(report, "task", named(&format!("{path}.tasks"), "id", step.tasks.iter().map(|task| task.id.as_str())));
            }
        }
        Content::Directory(services) => {
            report_twice(report, "service", named("services", "id", services.iter().map(|service| service.id.as_str())));
            for (path, id) in named("services", "id", services.iter().map(|service| service.id.as_str())) {
                if ACTORS.iter().any(|(actor, _)| *actor == id) {
                    report.at(&path, format!("no service can have the id `{id}`: it is an actor every routemap knows"), None);
                }
            }
        }
        Content::Glossary(words) => report_twice(report, "word", named("words", "word", words.iter().map(|word| word.word.as_str()))),
        Content::Place(place) => report_twice(report, "link", named("links", "id", place.links.iter().map(|link| link.id.as_str()))),
        Content::BankHolidays(holidays) => {
            let days: Vec<String> = holidays.added.iter().chain(&holidays.removed).map(ToString::to_string).collect();
            let twice = days.iter().enumerate().filter(|(index, day)| days.iter().take(*index).any(|other| other == *day));
            twice.for_each(|(_, day)| report.at("days", format!("the day {day} stands there twice"), None));
        }
        Content::Info(_) => {}
    }
}

/// Two deadlines may share an id if they are one limit of one step at different times.
fn report_deadlines(scope: &Scope, report: &mut Report) {
    let mut seen: Vec<(String, &Deadline)> = Vec::new();
    for (path, deadline) in deadlines(scope).filter(|(_, deadline)| !deadline.id.is_empty()) {
        let step = path.split(".deadlines").next().unwrap_or_default();
        let is_twin = |(other_step, other): &(String, &Deadline)| {
            other.id == deadline.id && (other_step != step || other.period.overlaps(deadline.period))
        };
        if seen.iter().any(is_twin) {
            let help = "give one of them another name, or `from` and `until` days that do not overlap".to_owned();
            report.at(&format!("{path}.id"), format!("there are two deadlines called `{}`", deadline.id), help);
        }
        seen.push((step.to_owned(), deadline));
    }
}

/// Finds old ids that are taken: by a present one, or by the `was` of another.
fn report_old_ids<'a>(report: &mut Report, what: &str, present: impl Iterator<Item = &'a str>, old: Vec<(String, &'a str)>) {
    let mut seen: HashSet<&str> = present.collect();
    for (path, id) in old {
        if !seen.insert(id) {
            let help = "a family's place could not tell which of them is meant".to_owned();
            report.at(&path, format!("the old id `{id}` is also the id or the old id of a {what}"), Some(help));
        }
    }
}

fn numbered(path: String, old: Vec<&str>) -> Vec<(String, &str)> {
    old.into_iter().enumerate().map(|(index, old)| (format!("{path}.was.{index}"), old)).collect()
}

/// Returns each id with the path of its value.
fn named<'a>(list: &str, key: &str, ids: impl Iterator<Item = &'a str>) -> Vec<(String, &'a str)> {
    ids.enumerate().map(|(index, id)| (format!("{list}.{index}.{key}"), id)).collect()
}

fn report_twice(report: &mut Report, what: &str, ids: Vec<(String, &str)>) {
    let mut seen = HashSet::new();
    for (path, id) in ids {
        if !id.is_empty() && !seen.insert(id) {
            report.at(&path, format!("there are two {what}s called `{id}`"), Some("give one of them another name".to_owned()));
        }
    }
}
