//! `unwalked-choice`: a choice that no story makes, so that nobody has seen where it leads.

use super::{Report, Rule, Scope, Severity, steps};

pub const RULE: Rule = Rule { id: "unwalked-choice", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    for (path, step) in steps(scope) {
        for (index, choice) in step.choices.iter().enumerate() {
            if !scope.told.walks(&routemap.id, &step.id, &choice.id) {
                let sentence = format!("no story makes the choice `{} {}`", step.id, choice.id);
                report.at(&format!("{path}.choices.{index}.id"), sentence, None);
            }
        }
    }
}
