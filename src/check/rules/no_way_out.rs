//! `no-way-out`: a step has no choices and is not an end.

use super::{Report, Rule, Scope, Severity, steps};
use crate::definition::Kind;

pub const RULE: Rule = Rule { id: "no-way-out", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    if scope.document.has_wrong(&["kind", "choices"]) {
        return;
    }
    for (path, step) in steps(scope) {
        if step.choices.is_empty() && step.kind != Kind::End {
            let help = "add a choice, or write `kind = \"end\"`".to_owned();
            report.at(&format!("{path}.id"), format!("step `{}` has no choices and is not an end", step.id), help);
        }
    }
}
