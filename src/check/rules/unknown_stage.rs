//! `unknown-stage`: a step stands in a stage that the routemap does not name.

use super::{Report, Rule, Scope, Severity, steps};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-stage", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    for (path, step) in steps(scope) {
        if !step.stage.is_empty() && routemap.stage(&step.stage).is_none() {
            let help = closest("stage", &step.stage, routemap.stages.iter().map(|stage| stage.id.as_str()));
            report.at(&format!("{path}.stage"), format!("`{}` is not a stage of this routemap", step.stage), help);
        }
    }
}
