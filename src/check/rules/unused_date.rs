//! `unused-date`: a family is asked for a date that nothing counts from, or a date is defined and never asked for.

use std::collections::HashSet;

use super::{Report, Rule, Scope, Severity, choices, dates, deadlines, reasons, steps};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "unused-date", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    // A rule that cannot be read may count from any date.
    let has_bad_rule = scope.document.faults.iter().any(|fault| matches!(fault.kind, FaultKind::BadRule { .. }));
    if has_bad_rule || scope.document.has_wrong(&["test", "met_by"]) {
        return;
    }
    let counted: HashSet<_> = deadlines(scope).flat_map(|(_, deadline)| deadline.rule.events()).collect();
    let met = deadlines(scope).flat_map(|(_, deadline)| &deadline.met_by).map(|date| date.as_str());
    let tested: HashSet<_> = reasons(scope).flat_map(|(_, reason)| reason.test.dates()).collect();
    let breaks = scope.document.routemap().into_iter().flat_map(|routemap| &routemap.school_breaks);
    let breaks = breaks.flat_map(|one| [one.closes.as_str(), one.opens.as_str()]);
    let carried = choices(scope).flat_map(|(_, choice)| &choice.carries).map(|date| date.here.as_str());
    let counted: HashSet<_> =
        counted.into_iter().chain(breaks).chain(met).chain(carried).chain(tested.iter().map(|date| date.as_str())).collect();
    // A deadline and a reason ask for their own dates.
    let events = deadlines(scope).flat_map(|(_, deadline)| deadline.rule.events());
    let events: HashSet<_> = events.collect();
    let asked: HashSet<_> = steps(scope).flat_map(|(_, step)| &step.dates).chain(tested).collect();
    for (path, date) in dates(scope).filter(|(_, date)| !date.id.as_str().is_empty()) {
        let sentence = match (asked.contains(&date.id), counted.contains(date.id.as_str())) {
            (true, false) => format!("families are asked for `{}`, and no deadline counts with it", date.id),
            (false, false) => format!("`{}` is never asked for", date.id),
            (false, true) if !events.contains(date.id.as_str()) => format!("`{}` is never asked for", date.id),
            (_, true) => continue,
        };
        report.at(&format!("{path}.id"), sentence, Some("use it in a rule, or take it out".to_owned()));
    }
}
