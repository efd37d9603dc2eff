//! `unknown-date`: a step asks for a date, or a rule counts from one, that the routemap does not define.

use super::{Report, Rule, Scope, Severity, deadlines, steps};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-date", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    let known = || routemap.dates.iter().map(|date| date.id.as_str());
    let asked = steps(scope)
        .flat_map(|(path, step)| step.dates.iter().enumerate().map(move |(index, date)| (format!("{path}.dates.{index}"), date)));
    let counted = deadlines(scope).flat_map(|(path, deadline)| deadline.rule.events().map(move |date| (format!("{path}.rule"), date)));
    for (path, date) in asked.chain(counted) {
        if !date.as_str().is_empty() && routemap.date(date.as_str()).is_none() {
            report.at_word(
                &path,
                date.as_str(),
                format!("`{date}` is not a date of this routemap"),
                closest("date", date.as_str(), known()),
            );
        }
    }
}
