//! `bad-rule`: the rule of a deadline that we cannot read.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "bad-rule", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::BadRule { why, help } = &fault.kind {
            report.add(fault.span.clone(), format!("this rule cannot be read: {why}"), Some(help.clone()));
        }
    }
}
