//! `wrong-type`: a value is not of the kind its key needs.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "wrong-type", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::WrongType { key, expected, help } = &fault.kind {
            report.add(fault.span.clone(), format!("`{key}` must be {expected}"), help.clone());
        }
    }
}
