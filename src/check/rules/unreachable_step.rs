//! `unreachable-step`: no way leads to a step, so no family can ever read it.
//!
//! A choice of another routemap counts as a way.

use super::{Report, Rule, Scope, Severity, entries, steps};

pub const RULE: Rule = Rule { id: "unreachable-step", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(graph) = super::graph(scope) else { return };
    if graph.start().is_none() || scope.document.has_wrong(&["choices", "steps"]) {
        return;
    }
    let reached = graph.reachable_without(entries(scope), |_| false);
    for (path, step) in steps(scope) {
        if !step.id.as_str().is_empty() && !reached.contains(&step.id) {
            report.at(
                &format!("{path}.id"),
                format!("no choice leads to step `{}`", step.id),
                Some("add a choice that leads here, or take the step out".to_owned()),
            );
        }
    }
}
