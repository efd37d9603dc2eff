//! `lost-rule`: a rule that can never give a family a date to go by.

use super::{Report, Rule, Scope, Severity, deadlines, samples};
use crate::deadlines::NoDate;

pub const RULE: Rule = Rule { id: "lost-rule", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    for (path, deadline) in deadlines(scope) {
        let rule = || format!("{path}.rule");
        if samples(&deadline.rule).all(|(_, given)| given == Err(NoDate::OutOfRange)) {
            let help = "count fewer days, weeks or months".to_owned();
            report.at(&rule(), format!("the rule of deadline `{}` never gives a date", deadline.id), help);
        }
        if let Some(event) = deadline.rule.events().find(|event| deadline.met_by.iter().any(|date| date.as_str() == *event)) {
            let sentence = format!("deadline `{}` counts from `{event}`, and `{event}` says that it was met", deadline.id);
            let help = "count from what happens before it, or take the date out of `met_by`".to_owned();
            report.at_word(&rule(), event, sentence, help);
        }
    }
}
