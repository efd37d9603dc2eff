//! `lonely-routemap`: no choice of another routemap leads to this one, so a family in the wrong place never finds it.

use super::{Report, Rule, Scope, Severity};
use crate::definition::Target;

pub const RULE: Rule = Rule { id: "lonely-routemap", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(own) = scope.document.routemap() else { return };
    let mut others = scope.suite.routemaps().filter(|other| other.id != own.id).peekable();
    if others.peek().is_none() {
        return;
    }
    let mut choices = others.flat_map(|other| &other.steps).flat_map(|step| &step.choices);
    if !choices.any(|choice| matches!(&choice.to, Target::Elsewhere { routemap, .. } if *routemap == own.id)) {
        let help = format!("give a step of another routemap a choice with `to = \"{}:{}\"`", own.id, own.start);
        report.at("title", "no other routemap leads to this one".to_owned(), help);
    }
}
