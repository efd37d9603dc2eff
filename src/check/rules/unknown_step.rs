//! `unknown-step`: a choice leads to a step that this routemap does not have, or a date is renewed by one.

use std::collections::HashSet;

use super::{Report, Rule, Scope, Severity, choices, dates, renamed_step, step_ids};
use crate::{check::closest, definition::Target};

pub const RULE: Rule = Rule { id: "unknown-step", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    let known: HashSet<&str> = step_ids(routemap).collect();
    for (path, choice) in choices(scope) {
        if let Target::Here(to) = &choice.to
            && !to.as_str().is_empty()
            && !known.contains(to.as_str())
            && renamed_step::new_id(routemap, to.as_str()).is_none()
        {
            let sentence = format!("choice `{}` leads to `{to}`, which is not a step of this routemap", choice.id);
            report.at(&format!("{path}.to"), sentence, closest("step", to.as_str(), step_ids(routemap)));
        }
    }
    for (path, date) in dates(scope) {
        for (index, step) in date.renewed_by.iter().enumerate().filter(|(_, step)| !known.contains(step.as_str())) {
            let sentence = format!("date `{}` is renewed by `{step}`, which is not a step of this routemap", date.id);
            report.at(&format!("{path}.renewed_by.{index}"), sentence, closest("step", step.as_str(), step_ids(routemap)));
        }
    }
}
