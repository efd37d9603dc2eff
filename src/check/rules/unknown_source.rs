//! `unknown-source`: a step, a stage or a deadline names a source that the routemap does not list.

use super::{Report, Rule, Scope, Severity, deadlines, steps};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-source", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    let listed = |path: String, sources: &[String]| -> Vec<_> {
        sources.iter().enumerate().map(|(index, source)| (format!("{path}.sources.{index}"), source.clone())).collect()
    };
    let of_steps = steps(scope).flat_map(|(path, step)| listed(path, &step.sources));
    let of_deadlines = deadlines(scope).flat_map(|(path, deadline)| listed(path, &deadline.sources));
    let of_facts = steps(scope).flat_map(|(path, step)| {
        let facts = step.facts.iter().enumerate();
        facts.flat_map(|(index, fact)| listed(format!("{path}.facts.{index}"), &fact.sources)).collect::<Vec<_>>()
    });
    let of_stages = routemap.stages.iter().enumerate().flat_map(|(index, stage)| listed(format!("stages.{index}"), &stage.sources));
    for (path, source) in of_steps.chain(of_deadlines).chain(of_facts).chain(of_stages) {
        if routemap.source(&source).is_none() {
            let help = closest("source", &source, routemap.sources.iter().map(|source| source.id.as_str()));
            report.at(&path, format!("`{source}` is not a source of this routemap"), help);
        }
    }
}
