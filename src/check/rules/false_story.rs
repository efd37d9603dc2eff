//! `false-story`: a story that does not come true: a slip in it, or in the routemap it tells of.

use super::{Report, Rule, Scope, Severity};

pub const RULE: Rule = Rule { id: "false-story", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    // Stories belong to the folder, so they are reported with its first file.
    let is_first = scope.suite.documents.first().is_some_and(|first| std::ptr::eq(first, scope.document));
    for (path, fault) in scope.told.faults.iter().filter(|_| is_first) {
        report.in_story(path, fault.line, fault.sentence.clone());
    }
}
