//! `endless-loop`: steps that lead only to each other; a family could never come to an end.

use super::{Report, Rule, Scope, Severity, steps};

pub const RULE: Rule = Rule { id: "endless-loop", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(graph) = super::graph(scope) else { return };
    let trapped = graph.trapped();
    let Some(first) = trapped.first() else { return };
    let names: Vec<_> = trapped.iter().take(5).map(|step| format!("`{}`", step.id)).collect();
    let more = if trapped.len() > names.len() { " and more" } else { "" };
    let path = steps(scope).find(|(_, step)| step.id == first.id).map(|(path, _)| path).unwrap_or_default();
    let sentence = format!("nobody can leave this loop: from {}{more} no way leads to an end", names.join(", "));
    report.at(&format!("{path}.id"), sentence, Some("add a choice that leads out of it".to_owned()));
}
