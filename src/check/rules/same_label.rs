//! `same-label`: two choices of a step that read the same; a family cannot tell them apart.

use std::collections::HashSet;

use super::{Report, Rule, Scope, Severity, steps};

pub const RULE: Rule = Rule { id: "same-label", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, step) in steps(scope) {
        let mut seen = HashSet::new();
        for (index, choice) in step.choices.iter().enumerate() {
            let label = choice.label.trim().to_lowercase();
            if !label.is_empty() && !seen.insert(label) {
                let sentence = format!("two choices of step `{}` are called \"{}\"", step.id, choice.label);
                report.at(&format!("{path}.choices.{index}.label"), sentence, None);
            }
        }
    }
}
