//! `deadline-without-date`: a family can reach a deadline by a way on which nobody asked for the date it
//! counts from. It would then stand there without its date.

use std::collections::{BTreeSet, HashMap};

use super::{Report, Rule, Scope, Severity, entries, steps};
use crate::definition::StepId;

pub const RULE: Rule = Rule { id: "deadline-without-date", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(graph) = super::graph(scope) else { return };
    let mut unasked: HashMap<&str, BTreeSet<&StepId>> = HashMap::new();
    for (path, step) in steps(scope) {
        for (index, deadline) in step.deadlines.iter().enumerate() {
            for event in deadline.rule.events().filter(|event| graph.outline().date(event).is_some()) {
                // The steps that can be reached without passing one that asks for this date.
                let without = unasked
                    .entry(event)
                    .or_insert_with(|| graph.reachable_without(entries(scope), |step| step.dates.iter().any(|asked| asked == event)));
                if without.contains(&step.id) {
                    let sentence = format!(
                        "deadline `{}` counts from `{event}`, which is not asked for on every route to step `{}`",
                        deadline.id, step.id
                    );
                    let help = format!("add `dates = [\"{event}\"]` to this step or to one that every route passes");
                    report.at_word(&format!("{path}.deadlines.{index}.rule"), event, sentence, help);
                }
            }
        }
    }
}
