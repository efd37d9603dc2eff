//! `unknown-date`: a step asks for a date, or a rule or a reason counts with one, that the routemap does not define.

use super::{Report, Rule, Scope, Severity, dates, deadlines, reasons, steps};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-date", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    let known = || routemap.dates.iter().map(|date| date.id.as_str());
    let asked = steps(scope)
        .flat_map(|(path, step)| step.dates.iter().enumerate().map(move |(index, date)| (format!("{path}.dates.{index}"), date.as_str())));
    let counted = deadlines(scope).flat_map(|(path, deadline)| deadline.rule.events().map(move |date| (format!("{path}.rule"), date)));
    let met = deadlines(scope).flat_map(|(path, deadline)| {
        deadline.met_by.iter().enumerate().map(move |(index, date)| (format!("{path}.met_by.{index}"), date.as_str()))
    });
    let tested = reasons(scope).flat_map(|(path, reason)| reason.test.dates().map(move |date| (format!("{path}.test"), date.as_str())));
    let after = dates(scope).filter_map(|(path, date)| Some((format!("{path}.after"), date.after.as_ref()?.as_str())));
    let breaks = routemap.school_breaks.iter().enumerate().flat_map(|(index, one)| {
        let path = format!("school_breaks.{index}");
        [(format!("{path}.closes"), one.closes.as_str()), (format!("{path}.opens"), one.opens.as_str())]
    });
    for (path, date) in asked.chain(counted).chain(met).chain(tested).chain(after).chain(breaks) {
        if !date.is_empty() && routemap.date(date).is_none() {
            report.at_word(&path, date, format!("`{date}` is not a date of this routemap"), closest("date", date, known()));
        }
    }
}
