//! `unknown-topic`: a routemap stands under a topic that the place does not list, so it makes a group of its own.

use super::{Report, Rule, Scope, Severity};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-topic", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let (Some(routemap), Some(place)) = (scope.document.routemap(), scope.suite.place()) else { return };
    // A place that lists no topics leaves them to the routemaps.
    if !place.topics.is_empty() && !routemap.topic.is_empty() && !place.topics.contains(&routemap.topic) {
        let help = closest("topic", &routemap.topic, place.topics.iter().map(String::as_str));
        report.at("topic", format!("`{}` is not a topic of place.toml", routemap.topic), help);
    }
}
