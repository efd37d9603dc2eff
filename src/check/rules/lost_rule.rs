//! `lost-rule`: a rule that can never give a family a date to go by, because it counts from what says that it was met.

use super::{Report, Rule, Scope, Severity, deadlines};

pub const RULE: Rule = Rule { id: "lost-rule", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, deadline) in deadlines(scope) {
        if let Some(event) = deadline.rule.events().find(|event| deadline.met_by.iter().any(|date| date.as_str() == *event)) {
            let sentence = format!("deadline `{}` counts from `{event}`, and `{event}` says that it was met", deadline.id);
            let help = "count from what happens before it, or take the date out of `met_by`".to_owned();
            report.at_word(&format!("{path}.rule"), event, sentence, help);
        }
    }
}
