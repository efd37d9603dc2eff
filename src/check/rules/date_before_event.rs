//! `date-before-event`: a rule gives a day before the very thing it counts from, which families enter once it has
//! happened. They could never keep it.

use super::{Report, Rule, Scope, Severity, deadlines, samples};
use crate::definition::rule::{BORN, Clause, TRANSFER};

pub const RULE: Rule = Rule { id: "date-before-event", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(routemap) = scope.document.routemap() else { return };
    for (path, deadline) in deadlines(scope) {
        let event = deadline.rule.events().next().unwrap_or_default();
        // A move and a planned meeting lie ahead, so that a day before them can still be kept.
        let is_ahead = event == TRANSFER || routemap.date(event).is_none_or(|date| date.planned);
        let early = samples(&deadline.rule).find(|(day, given)| given.as_ref().is_ok_and(|outcome| outcome.last_day() < *day));
        if let Some((day, Ok(outcome))) = early.filter(|_| !is_ahead || (event == BORN && !counts_from_birth(&deadline.rule.clause))) {
            let sentence =
                format!("deadline `{}` would be due on {} where `{event}` is {day}, so before it", deadline.id, outcome.last_day());
            let help = format!("count after `{event}`, or write `planned = true` at that date if it may lie ahead");
            report.at_word(&format!("{path}.rule"), event, sentence, help);
        }
    }
}

fn counts_from_birth(clause: &Clause) -> bool {
    !matches!(clause, Clause::Count(_) | Clause::On(_))
}
