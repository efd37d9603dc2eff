//! `long-label`: a label that does not fit a button on a phone.

use super::{Report, Rule, Scope, Severity, choices};
use crate::definition::LABEL_LIMIT;

pub const RULE: Rule = Rule { id: "long-label", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, choice) in choices(scope) {
        let length = choice.label.chars().count();
        if length > LABEL_LIMIT {
            let help = format!("a label has at most {LABEL_LIMIT} characters; a `hint` can say more");
            report.at(&format!("{path}.label"), format!("this label has {length} characters"), help);
        }
    }
}
