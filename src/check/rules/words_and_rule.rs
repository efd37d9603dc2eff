//! `words-and-rule`: what a step says in words and what its rules count are not the same.
//!
//! "within 6 weeks" in the text of a step whose rules count weeks must be one of them. So must a length in the text for
//! when a deadline is missed.

use std::collections::HashMap;

use super::{Report, Rule, Scope, Severity, deadlines, steps};
use crate::definition::{
    Deadline, Text,
    rule::{Clause, Unit},
};

pub const RULE: Rule = Rule { id: "words-and-rule", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let all: Vec<(u32, Unit)> = deadlines(scope).flat_map(|(_, deadline)| counts(deadline)).collect();
    for (path, step) in steps(scope) {
        let own: Vec<(u32, Unit)> = step.deadlines.iter().flat_map(counts).collect();
        let missed = step.deadlines.iter().enumerate().map(|(index, each)| (format!("{path}.deadlines.{index}.missed"), &each.missed));
        for (path, text) in std::iter::once((format!("{path}.text"), &step.text)).chain(missed) {
            for (count, unit) in limits(text).filter(|said| own.iter().any(|own| own.1 == said.1) && !all.contains(said)) {
                let rules: Vec<String> = own.iter().filter(|own| own.1 == unit).map(in_words).collect();
                let said = in_words(&(count, unit));
                let sentence = format!("the text says `within {said}`, and the rule beside it counts `{}`", rules.join("`, `"));
                report.at_word(&path, &said, sentence, "make the two the same".to_owned());
            }
        }
    }
    report_twins(scope, report);
}

/// Reports deadlines with one title that count from the same day in different ways.
fn report_twins(scope: &Scope, report: &mut Report) {
    let mut first: HashMap<&str, Vec<&Deadline>> = HashMap::new();
    for (path, deadline) in deadlines(scope) {
        let known = first.entry(deadline.title.as_str()).or_default();
        let same = |other: &&&Deadline| {
            let is_twin = other.whose == deadline.whose && other.id != deadline.id && other.rule != deadline.rule;
            is_twin && other.rule.events().eq(deadline.rule.events()) && other.period.overlaps(deadline.period)
        };
        if let Some(other) = known.iter().find(same) {
            let sentence = format!("deadline `{}` has the title of `{}` and another rule: `{}`", deadline.id, other.id, other.rule);
            report.at(&format!("{path}.rule"), sentence, "make the two the same, or give one another title".to_owned());
        }
        known.push(deadline);
    }
}

fn in_words((count, unit): &(u32, Unit)) -> String {
    format!("{count} {}", unit.in_words(*count))
}

/// Returns the lengths that a deadline's rule counts.
fn counts(deadline: &Deadline) -> Vec<(u32, Unit)> {
    let length = |clause: &Clause| match clause {
        Clause::Count(count) => Some((count.count, count.unit)),
        _ => None,
    };
    deadline.rule.clauses().filter_map(length).collect()
}

/// Returns the lengths that a text gives as limits: "within 6 weeks", "within those 2 months".
fn limits(text: &Text) -> impl Iterator<Item = (u32, Unit)> {
    let said: String = text.inlines().map(|inline| format!("{} ", inline.shown())).collect::<String>().to_lowercase();
    let words: Vec<String> = said.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let limit = |at: usize| {
        let word = |offset: usize| words.get(at.checked_add(offset)?).map(String::as_str);
        let skipped = usize::from(matches!(word(1), Some("those" | "these" | "the" | "your" | "its")));
        let count = word(skipped.checked_add(1)?)?.parse().ok()?;
        let unit = match (word(skipped.checked_add(2)?)?, word(skipped.checked_add(3)?)) {
            ("day" | "days", _) => Unit::Days,
            ("week" | "weeks", _) => Unit::Weeks,
            ("month" | "months", _) => Unit::Months,
            ("working", Some("day" | "days")) => Unit::WorkingDays,
            ("school", Some("day" | "days")) => Unit::SchoolDays,
            _ => return None,
        };
        (word(0)? == "within").then_some((count, unit))
    };
    (0..words.len()).filter_map(limit).collect::<Vec<_>>().into_iter()
}
