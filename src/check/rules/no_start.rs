//! `no-start`: the routemap has no step to begin at.

use super::{Report, Rule, Scope, Severity, step_ids};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "no-start", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    let start = routemap.start.as_str();
    if !start.is_empty() && routemap.step(start).is_none() {
        let help = closest("step", start, step_ids(routemap));
        report.at("start", format!("the start `{start}` is not a step of this routemap"), help);
    } else if routemap.steps.is_empty() {
        report.at("steps", "this routemap has no steps".to_owned(), None);
    }
}
