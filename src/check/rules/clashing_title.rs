//! `clashing-title`: a title that another routemap has too, so that families cannot tell them apart.

use super::{Report, Rule, Scope, Severity};
use crate::definition::Routemap;

pub const RULE: Rule = Rule { id: "clashing-title", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(own) = scope.document.routemap() else { return };
    for (key, title) in [("title", &own.title), ("short_title", &own.short_title)] {
        let mut others = scope.suite.routemaps().filter(|other| other.id != own.id);
        if let Some(other) = others.find(|other| titles(other).any(|other| other.to_lowercase() == title.to_lowercase())) {
            report.at(key, format!("the routemap `{}` is called `{title}` too", other.id), None);
        }
    }
}

fn titles(routemap: &Routemap) -> impl Iterator<Item = &str> {
    [&routemap.title, &routemap.short_title].into_iter().map(String::as_str)
}
