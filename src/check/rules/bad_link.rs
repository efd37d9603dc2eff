//! `bad-link`: a link that is not https, mailto or tel. Others can mislead a family or run something.

use super::{Report, Rule, Scope, Severity};
use crate::definition::document::FaultKind;

pub const RULE: Rule = Rule { id: "bad-link", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::Link(url) = &fault.kind {
            let help = "a link starts with `https://`, `mailto:` or `tel:` and has no spaces";
            report.add(fault.span.clone(), format!("`{url}` is not a link we can show"), Some(help.to_owned()));
        }
    }
}
