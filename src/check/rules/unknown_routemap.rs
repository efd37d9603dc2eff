//! `unknown-routemap`: a choice leads to a routemap, or to a step of one, that does not exist.

use super::{Report, Rule, Scope, Severity, choices, step_ids};
use crate::{check::closest, definition::Target};

pub const RULE: Rule = Rule { id: "unknown-routemap", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, choice) in choices(scope) {
        let Target::Elsewhere { routemap, step } = &choice.to else { continue };
        let path = format!("{path}.to");
        match scope.suite.routemap(routemap.as_str()) {
            _ if scope.suite.is_unreadable(routemap.as_str()) => {}
            None => {
                let known = scope.suite.routemaps().map(|routemap| routemap.id.as_str());
                let help = closest("routemap", routemap.as_str(), known);
                report.at(&path, format!("choice `{}` leads to the routemap `{routemap}`, which does not exist", choice.id), help);
            }
            Some(other) if other.step(step.as_str()).is_none() => {
                let help = closest("step there", step.as_str(), step_ids(other));
                report.at(&path, format!("choice `{}` leads to `{step}`, which is not a step of `{routemap}`", choice.id), help);
            }
            Some(_) => {}
        }
    }
}
