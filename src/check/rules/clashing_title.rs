//! `clashing-title`: a title that another routemap has too, so that families cannot tell them apart.

use super::{Report, Rule, Scope, Severity};

pub const RULE: Rule = Rule { id: "clashing-title", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(own) = scope.document.routemap() else { return };
    for (key, title) in [("title", &own.title), ("short_title", &own.short_title)] {
        if let Some(other) = scope.others.called(title, own) {
            report.at(key, format!("the routemap `{other}` is called `{title}` too"), None);
        }
    }
}
