//! `bad-id`: an id that cannot stand in an address, or that the app needs for itself.

use super::{Report, Rule, Scope, Severity, steps};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "bad-id", severity: Severity::Error, check };

/// Addresses after `#` that are not steps.
const RESERVED: [&str; 2] = ["new", "overview"];

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::BadId(id) = &fault.kind {
            let help = "use small letters, digits and hyphens, and start with a letter: `ask-the-council`";
            report.add(fault.span.clone(), format!("`{id}` is not an id"), Some(help.to_owned()));
        }
    }
    for (path, step) in steps(scope) {
        if RESERVED.contains(&step.id.as_str()) {
            report.at(&format!("{path}.id"), format!("no step can have the id `{}`: the app uses it", step.id), None);
        }
    }
}
