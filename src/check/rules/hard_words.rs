//! `hard-words`: a step, or what a stage says of a service, that needs a reading age above 11.

use super::{Report, Rule, Scope, Severity, expectations, steps};
use crate::check::reading::reading;

pub const RULE: Rule = Rule { id: "hard-words", severity: Severity::Warning, check };

/// The reading age families are promised, in years.
const AGE_LIMIT: f64 = 11.0;

fn check(scope: &Scope, report: &mut Report) {
    for (path, step) in steps(scope) {
        if let Some(reading) = reading(step.texts())
            && reading.age > AGE_LIMIT
        {
            let sentence = format!("step `{}` needs a reading age of {:.1}", step.id, reading.age);
            let help = format!("shorter sentences and shorter words help; the hardest sentence is \"{}\"", reading.hardest);
            report.at(&format!("{path}.text"), sentence, help);
        }
    }
    for (path, text) in expectations(scope) {
        if let Some(reading) = reading(std::iter::once(text))
            && reading.age > AGE_LIMIT
        {
            let help = format!("shorter sentences and shorter words help; the hardest sentence is \"{}\"", reading.hardest);
            report.at(&path, format!("this needs a reading age of {:.1}", reading.age), help);
        }
    }
}
