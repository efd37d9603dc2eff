//! `end-with-choices`: an end that goes on is not an end.

use super::{Report, Rule, Scope, Severity, steps};
use crate::definition::Kind;

pub const RULE: Rule = Rule { id: "end-with-choices", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, step) in steps(scope) {
        if step.kind == Kind::End && !step.choices.is_empty() {
            let help = "take the choices out, or write another `kind`".to_owned();
            report.at(&format!("{path}.kind"), format!("step `{}` is an end and has choices", step.id), help);
        }
    }
}
