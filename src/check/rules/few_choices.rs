//! `few-choices`: a question with fewer than two choices asks nothing.

use super::{Report, Rule, Scope, Severity, steps};
use crate::definition::Kind;

pub const RULE: Rule = Rule { id: "few-choices", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, step) in steps(scope) {
        if step.kind == Kind::Question && step.choices.len() == 1 {
            let help = "add a choice, or write `kind = \"do\"`".to_owned();
            report.at(&format!("{path}.kind"), format!("step `{}` is a question with one choice", step.id), help);
        }
    }
}
