//! Diagnostics as text for people and as JSON for programs.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity, Suite};

/// Returns each diagnostic as `path:line:column: severity[rule]: sentence`, the line of the file, and `help:`.
pub fn as_text(diagnostics: &[Diagnostic], suite: &Suite) -> String {
    let mut text = String::new();
    for found in diagnostics {
        let Diagnostic { path, line, column, rule, sentence, .. } = found;
        text.push_str(&format!("{path}:{line}:{column}: {}[{rule}]: {sentence}\n", found.severity.name()));
        text.push_str(&excerpt(found, suite));
        if let Some(help) = &found.help {
            text.push_str(&format!("  help: {help}\n"));
        }
    }
    text
}

/// Returns the diagnostics as a JSON list.
pub fn as_json(diagnostics: &[Diagnostic]) -> String {
    #[derive(Serialize)]
    struct Shown<'a> {
        path: &'a str,
        line: usize,
        column: usize,
        severity: &'a str,
        rule: &'a str,
        sentence: &'a str,
        help: Option<&'a str>,
    }
    let shown: Vec<_> = diagnostics
        .iter()
        .map(|found| Shown {
            path: &found.path,
            line: found.line,
            column: found.column,
            severity: found.severity.name(),
            rule: found.rule,
            sentence: &found.sentence,
            help: found.help.as_deref(),
        })
        .collect();
    serde_json::to_string_pretty(&shown).unwrap_or_default()
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// The longest line that is worth drawing, in bytes.
const LINE_LIMIT: usize = 200;

/// Draws the line a diagnostic stands at, with marks under the part at fault.
fn excerpt(found: &Diagnostic, suite: &Suite) -> String {
    let Some(document) = suite.documents.iter().find(|document| document.path == found.path) else { return String::new() };
    let Some(line) = document.line(found.line) else { return String::new() };
    let before = found.column.saturating_sub(1);
    let start = line.char_indices().nth(before).map_or(line.len(), |(at, _)| at);
    let end = found.span.len().saturating_add(start).min(line.len());
    let end = (end..=line.len()).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len());
    if line.trim().is_empty() || line.len() > LINE_LIMIT || line.chars().any(char::is_control) {
        return String::new();
    }
    let snippet = Snippet::source(line).line_start(found.line).annotation(AnnotationKind::Primary.span(start..end.max(start)));
    let drawn = Renderer::plain().render(&[Group::with_level(Level::ERROR).element(snippet)]);
    format!("{drawn}\n")
}
