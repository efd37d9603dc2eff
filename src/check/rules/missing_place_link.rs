//! `missing-place-link`: a link that every page gives is not in `place.toml`.

use super::{Report, Rule, Scope, Severity};
use crate::definition::{PLACE_LINKS, document::Content};

pub const RULE: Rule = Rule { id: "missing-place-link", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Content::Place(place) = &scope.document.content else { return };
    for id in PLACE_LINKS.iter().filter(|id| !place.links.iter().any(|link| link.id == **id)) {
        report.at("links", format!("the link `{id}` is missing"), Some(format!("add [[links]] with `id = \"{id}\"`")));
    }
}
