//! `unknown-routemap`: a choice, or the home page, leads to a routemap, or to a step of one, that does not exist.

use super::{Report, Rule, Scope, Severity, choices, renamed_step, step_ids};
use crate::{
    check::closest,
    definition::{Target, document::Content},
};

pub const RULE: Rule = Rule { id: "unknown-routemap", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, choice) in choices(scope) {
        look(scope, report, &format!("{path}.to"), &format!("choice `{}`", choice.id), &choice.to);
    }
    if let Content::Place(place) = &scope.document.content
        && let Some(to) = &place.first_question
    {
        look(scope, report, "first_question", "the first question", to);
    }
}

/// Looks where something leads; `what` is what a message calls it.
fn look(scope: &Scope, report: &mut Report, path: &str, what: &str, to: &Target) {
    let Target::Elsewhere { routemap, step } = to else { return };
    match scope.suite.routemap(routemap.as_str()) {
        _ if scope.suite.is_unreadable(routemap.as_str()) => {}
        None => {
            let known = scope.suite.routemaps().map(|routemap| routemap.id.as_str());
            let help = closest("routemap", routemap.as_str(), known);
            report.at(path, format!("{what} leads to the routemap `{routemap}`, which does not exist"), help);
        }
        Some(other) if other.step(step.as_str()).is_none() && renamed_step::new_id(other, step.as_str()).is_none() => {
            let help = closest("step there", step.as_str(), step_ids(other));
            report.at(path, format!("{what} leads to `{step}`, which is not a step of `{routemap}`"), help);
        }
        Some(_) => {}
    }
}
