//! `unreachable-step`: no way leads to a step, so no family can ever read it.
//!
//! A choice of another routemap counts as a way.

use super::{Report, Rule, Scope, Severity, steps};
use crate::definition::Target;

pub const RULE: Rule = Rule { id: "unreachable-step", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(graph) = super::graph(scope) else { return };
    let own = &graph.outline().id;
    let others = scope.suite.routemaps().flat_map(|routemap| &routemap.steps).flat_map(|step| &step.choices);
    let entered: Vec<&str> = others
        .filter_map(|choice| match &choice.to {
            Target::Elsewhere { routemap, step } if routemap == own => Some(step.as_str()),
            _ => None,
        })
        .collect();
    let reached = graph.reachable_from(entered.into_iter().chain([graph.outline().start.as_str()]));
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
