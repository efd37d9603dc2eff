//! `empty-text`: words that families should see are missing.

use super::{Report, Rule, Scope, Severity, choices, dates, deadlines, steps};
use crate::definition::Text;

pub const RULE: Rule = Rule { id: "empty-text", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    let mut lines: Vec<(String, &str)> = Vec::new();
    let mut texts: Vec<(String, &Text)> = Vec::new();
    if let Some(routemap) = scope.document.routemap() {
        let head = [
            ("title", &routemap.title),
            ("short_title", &routemap.short_title),
            ("summary", &routemap.summary),
            ("how_long", &routemap.how_long),
        ];
        lines.extend(head.map(|(key, line)| (key.to_owned(), line.as_str())));
        texts.push(("who_can_start".to_owned(), &routemap.who_can_start));
    }
    for (path, step) in steps(scope) {
        lines.push((format!("{path}.title"), &step.title));
        texts.push((format!("{path}.text"), &step.text));
        texts.extend(step.tasks.iter().enumerate().map(|(index, task)| (format!("{path}.tasks.{index}.text"), &task.text)));
    }
    lines.extend(choices(scope).map(|(path, choice)| (format!("{path}.label"), choice.label.as_str())));
    lines.extend(
        dates(scope).flat_map(|(path, date)| [(format!("{path}.ask"), date.ask.as_str()), (format!("{path}.event"), date.event.as_str())]),
    );
    for (path, deadline) in deadlines(scope) {
        lines.push((format!("{path}.title"), &deadline.title));
        texts.push((format!("{path}.missed"), &deadline.missed));
    }
    let empty_lines = lines.into_iter().filter(|(_, line)| line.trim().is_empty()).map(|(path, _)| path);
    let empty_texts = texts.into_iter().filter(|(_, text)| text.0.is_empty()).map(|(path, _)| path);
    for path in empty_lines.chain(empty_texts) {
        // A key that is not there at all is `missing-key`'s business.
        if scope.document.has(&path) {
            let key = path.rsplit('.').next().unwrap_or_default();
            report.at(&path, format!("`{key}` is empty"), None);
        }
    }
}
