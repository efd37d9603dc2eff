//! `untold-deadline`: a deadline whose day no story tells, so that nobody has counted it by hand.

use super::{Report, Rule, Scope, Severity, deadlines};

pub const RULE: Rule = Rule { id: "untold-deadline", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    for (path, deadline) in deadlines(scope) {
        if !scope.told.tells(&routemap.id, &deadline.id) {
            let help = format!("add a line `due {} ...` to a story, with a day you have counted by hand", deadline.id);
            report.at(&format!("{path}.id"), format!("no story tells the day of the deadline `{}`", deadline.id), help);
        }
    }
}
