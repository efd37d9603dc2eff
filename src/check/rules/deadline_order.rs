//! `deadline-order`: a deadline that families always meet later on the way is due before an earlier one.

use super::{Report, Rule, Scope, Severity, deadlines, entries, graph, samples, steps};
use crate::definition::{Deadline, Step};

pub const RULE: Rule = Rule { id: "deadline-order", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(graph) = graph(scope) else { return };
    let all: Vec<(String, &Step, &Deadline)> = steps(scope)
        .flat_map(|(path, step)| {
            let each = step.deadlines.iter().enumerate();
            each.map(move |(index, deadline)| (format!("{path}.deadlines.{index}"), step, deadline)).collect::<Vec<_>>()
        })
        .collect();
    if deadlines(scope).count() < 2 {
        return;
    }
    for (_, early_step, early) in &all {
        let reachable = graph.reachable_without(entries(scope), |_| false);
        let without = graph.reachable_without(entries(scope), |step| step.id == early_step.id);
        let behind =
            all.iter().filter(|(_, step, _)| step.id != early_step.id && reachable.contains(&step.id) && !without.contains(&step.id));
        for (path, _, late) in behind.filter(|(_, _, late)| is_comparable(early, late) && is_due_before(late, early)) {
            let sentence = format!(
                "deadline `{}` is due before `{}`, which stands earlier on every route to it; both count from `{}`",
                late.id,
                early.id,
                late.rule.events().next().unwrap_or_default()
            );
            report.at(&format!("{path}.rule"), sentence, format!("compare it with `{}`", early.rule));
        }
    }
}

/// Says whether two deadlines bind the same people from the same day at the same time.
fn is_comparable(one: &Deadline, other: &Deadline) -> bool {
    one.whose == other.whose && one.period.overlaps(other.period) && one.rule.events().eq(other.rule.events())
}

fn is_due_before(one: &Deadline, other: &Deadline) -> bool {
    let days = samples(&one.rule).zip(samples(&other.rule));
    let mut known = days.filter_map(|((_, one), (_, other))| Some((one.ok()?.last_day(), other.ok()?.last_day()))).peekable();
    known.peek().is_some() && known.all(|(one, other)| one < other)
}
