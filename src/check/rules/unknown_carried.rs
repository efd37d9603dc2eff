//! `unknown-carried`: a choice takes a date along that this routemap, or the one it leads to, does not have.

use super::{Report, Rule, Scope, Severity, choices};
use crate::{
    check::closest,
    definition::{Routemap, Target},
};

pub const RULE: Rule = Rule { id: "unknown-carried", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(own) = scope.document.routemap() else { return };
    for (path, choice) in choices(scope).filter(|(_, choice)| !choice.carries.is_empty()) {
        let path = format!("{path}.carries");
        let Target::Elsewhere { routemap, .. } = &choice.to else {
            report.at(&path, format!("choice `{}` stays in this routemap, so it has nothing to carry", choice.id), None);
            continue;
        };
        let there = scope.suite.routemap(routemap.as_str());
        for date in &choice.carries {
            let known = |other: &Routemap| other.dates.iter().map(|date| date.id.to_string()).collect::<Vec<_>>();
            if own.date(date.here.as_str()).is_none() {
                let help = closest("date", date.here.as_str(), known(own).iter().map(String::as_str));
                report.at_word(&path, date.here.as_str(), format!("`{}` is not a date of this routemap", date.here), help);
            }
            if let Some(other) = there.filter(|other| other.date(date.there.as_str()).is_none()) {
                let help = closest("date", date.there.as_str(), known(other).iter().map(String::as_str));
                report.at_word(&path, &format!("as {}", date.there), format!("`{}` is not a date of `{routemap}`", date.there), help);
            }
        }
    }
}
