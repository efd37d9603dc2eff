//! `faint-colour`: white words on the line's colour would be hard to read (WCAG 2.2, 1.4.3: at least 4.5 to 1).

use super::{Report, Rule, Scope, Severity};
use crate::definition::{colour::contrast_with_white, document::Content};

pub const RULE: Rule = Rule { id: "faint-colour", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let colour = match &scope.document.content {
        Content::Routemap(routemap) => &routemap.colour,
        Content::Place(place) => &place.colour,
        _ => return,
    };
    if let Some(contrast) = contrast_with_white(colour)
        && contrast < 4.5
    {
        // Rounded down, so that 4.48 does not read as enough.
        let sentence = format!("white words on `{colour}` have a contrast of {:.1} to 1", (contrast * 10.0).floor() / 10.0);
        report.at("colour", sentence, Some("choose a darker colour: at least 4.5 to 1".to_owned()));
    }
}
