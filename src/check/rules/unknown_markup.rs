//! `unknown-markup`: a mark that our text does not have; families would see the sign itself.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "unknown-markup", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::Markup { what, .. } = &fault.kind {
            let help = "text has paragraphs, `- ` lists, `**bold**`, `[words](https://...)` and `[[glossary words]]`";
            report.add(fault.span.clone(), format!("this is {what}, which our text does not have"), Some(help.to_owned()));
        }
    }
}
