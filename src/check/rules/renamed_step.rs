//! `renamed-step`: a choice leads to a step by an id that the step has no longer.

use super::{Report, Rule, Scope, Severity, choices};
use crate::definition::{Routemap, Target};

pub const RULE: Rule = Rule { id: "renamed-step", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(own) = scope.document.routemap() else { return };
    for (path, choice) in choices(scope) {
        let (routemap, step) = match &choice.to {
            Target::Here(step) => (Some(own), step),
            Target::Elsewhere { routemap, step } => (scope.suite.routemap(routemap.as_str()), step),
        };
        if let Some(now) = routemap.and_then(|routemap| new_id(routemap, step.as_str())) {
            let sentence = format!("choice `{}` leads to `{step}`, which is called `{now}` now", choice.id);
            report.at_word(&format!("{path}.to"), step.as_str(), sentence, format!("write `{now}`"));
        }
    }
}

/// Returns the id that a step has now, if this is one that it had before.
pub fn new_id<'a>(routemap: &'a Routemap, old: &str) -> Option<&'a str> {
    let renamed = routemap.steps.iter().find(|step| step.was.iter().any(|was| was.as_str() == old));
    renamed.filter(|_| routemap.step(old).is_none()).map(|step| step.id.as_str())
}
