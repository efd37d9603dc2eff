//! `unused-date`: a family is asked for a date that nothing counts from, or a date is defined and never asked for.

use std::collections::HashSet;

use super::{Report, Rule, Scope, Severity, dates, deadlines, steps};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "unused-date", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    // A rule that cannot be read may count from any date.
    if scope.document.faults.iter().any(|fault| matches!(fault.kind, FaultKind::BadRule(_))) {
        return;
    }
    let counted: HashSet<_> = deadlines(scope).flat_map(|(_, deadline)| deadline.rule.events()).collect();
    let asked: HashSet<_> = steps(scope).flat_map(|(_, step)| &step.dates).collect();
    for (path, date) in dates(scope).filter(|(_, date)| !date.id.as_str().is_empty()) {
        let sentence = match (asked.contains(&date.id), counted.contains(&date.id)) {
            (true, false) => format!("families are asked for `{}`, and no deadline counts from it", date.id),
            (false, false) => format!("`{}` is never asked for", date.id),
            (_, true) => continue,
        };
        report.at(&format!("{path}.id"), sentence, Some("use it in a rule, or take it out".to_owned()));
    }
}
