//! `syntax-fault`: the file is not TOML at this place, so the rest of it cannot be trusted.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: super::SYNTAX_FAULT, severity: Severity::Error, check };

/// A file of noise has thousands of faults; the first few tell the author all there is to know.
const MOST: usize = 10;

fn check(scope: &Scope, report: &mut Report) {
    let faults = scope.document.faults.iter();
    let syntax = faults.filter_map(|fault| match &fault.kind {
        FaultKind::Syntax(words) => Some((fault, words)),
        _ => None,
    });
    for (fault, words) in syntax.take(MOST) {
        let help = "look for a missing quote, bracket or `=` on this line or the one above";
        report.add(fault.span.clone(), format!("this cannot be read: {words}"), Some(help.to_owned()));
    }
}
