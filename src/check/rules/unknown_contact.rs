//! `unknown-contact`: a step, or the letter of a deadline, names a contact that the directory does not have.

use super::{Report, Rule, Scope, Severity, deadlines, steps};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-contact", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    if scope.suite.is_unreadable("directory") {
        return;
    }
    let known = || scope.suite.services().iter().map(|service| service.id.as_str());
    for (path, step) in steps(scope) {
        for (index, contact) in step.contacts.iter().enumerate() {
            if !known().any(|id| id == contact) {
                let help = closest("service", contact, known());
                report.at(&format!("{path}.contacts.{index}"), format!("`{contact}` is not in directory.toml"), help);
            }
        }
    }
    for (path, deadline) in deadlines(scope) {
        let to = &deadline.write_to;
        if !to.is_empty() && !known().any(|id| id == to) {
            report.at(&format!("{path}.write_to"), format!("`{to}` is not in directory.toml"), closest("service", to, known()));
        }
    }
}
