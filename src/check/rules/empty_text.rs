//! `empty-text`: words that should be there are missing.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "empty-text", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::Empty { key } = &fault.kind {
            report.add(fault.span.clone(), format!("`{key}` is empty"), None);
        }
    }
}
