//! `lonely-routemap`: no choice of another routemap leads to this one, so a family in the wrong place never finds it.

use super::{Report, Rule, Scope, Severity};

pub const RULE: Rule = Rule { id: "lonely-routemap", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(own) = scope.document.routemap() else { return };
    let is_alone = scope.suite.routemaps().all(|other| other.id == own.id);
    if !is_alone && scope.others.ways_into(own).all(|(from, _)| *from == own.id) {
        let help = format!("give a step of another routemap a choice with `to = \"{}:{}\"`", own.id, own.start);
        report.at("title", "no other routemap leads to this one".to_owned(), help);
    }
}
