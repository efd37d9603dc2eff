//! `unknown-actor`: who acts, or whose deadline it is, is nobody we know.

use super::{Report, Rule, Scope, Severity, deadlines, steps};
use crate::{check::closest, definition::ACTORS};

pub const RULE: Rule = Rule { id: "unknown-actor", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    if scope.suite.is_unreadable("directory") {
        return;
    }
    let services = || scope.suite.services().iter().map(|service| service.id.as_str());
    let known = || ACTORS.iter().map(|(id, _)| *id).chain(services());
    let acting = steps(scope).map(|(path, step)| (format!("{path}.who"), step.who.as_str()));
    let owing = deadlines(scope).map(|(path, deadline)| (format!("{path}.whose"), deadline.whose.as_str()));
    for (path, actor) in acting.chain(owing) {
        if !actor.is_empty() && !known().any(|id| id == actor) {
            let help = closest("one", actor, known())
                .unwrap_or_else(|| "write `you`, `council`, `school` ..., or the id of a service of directory.toml".to_owned());
            report.at(&path, format!("nobody is known as `{actor}`"), help);
        }
    }
}
