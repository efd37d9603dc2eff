//! `unknown-key`: a key the format does not have. It would be ignored without a word, so it is an error.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "unknown-key", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::UnknownKey { key, nearest } = &fault.kind {
            let help = nearest.as_ref().map(|nearest| format!("the closest key is `{nearest}`"));
            report.add(fault.span.clone(), format!("`{key}` is not a key of this table"), help);
        }
    }
}
