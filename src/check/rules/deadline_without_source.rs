//! `deadline-without-source`: families tell the council about its own deadline, so they must be able to say
//! where it is written.

use super::{Report, Rule, Scope, Severity, deadlines};

pub const RULE: Rule = Rule { id: "deadline-without-source", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, deadline) in deadlines(scope) {
        if deadline.whose == "council" && deadline.sources.is_empty() {
            let help = "add `sources = [\"...\"]` with the regulation or standard that sets it".to_owned();
            report.at(&format!("{path}.id"), format!("the council's deadline `{}` has no source", deadline.id), help);
        }
    }
}
