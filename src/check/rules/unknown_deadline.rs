//! `unknown-deadline`: a choice says of a deadline that it was met or may be late, and there is no such deadline.

use super::{Report, Rule, Scope, Severity, choices, deadlines};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-deadline", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let known = || deadlines(scope).map(|(_, deadline)| deadline.id.as_str());
    for (path, choice) in choices(scope) {
        for (key, named) in [("meets", &choice.meets), ("excuses", &choice.excuses)] {
            for (index, id) in named.iter().enumerate().filter(|(_, id)| !known().any(|known| known == id.as_str())) {
                let sentence = format!("`{id}` is not a deadline of this routemap");
                report.at(&format!("{path}.{key}.{index}"), sentence, closest("deadline", id, known()));
            }
        }
    }
}
