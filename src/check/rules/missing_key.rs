//! `missing-key`: a key that must be there is not.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "missing-key", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::MissingKey { key, table } = &fault.kind {
            report.add(fault.span.clone(), format!("{table} has no `{key}`"), Some(format!("add a line `{key} = ...`")));
        }
    }
}
