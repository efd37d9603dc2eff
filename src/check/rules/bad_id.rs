//! `bad-id`: an id that cannot stand in an address, or that the app needs for itself.

use super::{Report, Rule, Scope, Severity, steps};
use crate::definition::document::{FaultKind, is_id};

pub const RULE: Rule = Rule { id: "bad-id", severity: Severity::Error, check };

/// Addresses after `#` that are not steps.
const RESERVED: [&str; 3] = ["map", "new", "overview"];
/// Folders of the site that are not routemaps.
const FOLDERS: [&str; 6] = ["assets", "dates", "hand-over", "my-data", "network", "print"];

fn check(scope: &Scope, report: &mut Report) {
    for fault in &scope.document.faults {
        if let FaultKind::BadId(id) = &fault.kind {
            let help = "use small letters, digits and hyphens, and start with a letter: `ask-the-council`";
            report.add(fault.span.clone(), format!("`{id}` is not an id"), Some(help.to_owned()));
        }
    }
    if let Some(routemap) = scope.document.routemap() {
        let id = routemap.id.as_str();
        let is_page = scope.suite.info_pages().any(|(name, _)| name == id) || FOLDERS.contains(&id);
        if !is_id(id) || is_page {
            let help = "use small letters, digits and hyphens, and no name of another page: `ehcna.toml`".to_owned();
            report.add(0..0, format!("no routemap's file can be called `{id}.toml`"), Some(help));
        }
    }
    for (path, step) in steps(scope) {
        if RESERVED.contains(&step.id.as_str()) {
            report.at(&format!("{path}.id"), format!("no step can have the id `{}`: the app uses it", step.id), None);
        }
    }
}
