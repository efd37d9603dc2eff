//! `unknown-word`: a text uses a glossary word that the glossary does not explain.

use super::{Report, Rule, Scope, Severity, texts};
use crate::check::closest;

pub const RULE: Rule = Rule { id: "unknown-word", severity: Severity::Error, check };

fn check(scope: &Scope, report: &mut Report) {
    if scope.suite.is_unreadable("glossary") {
        return;
    }
    let known = || scope.suite.words().iter().map(|word| word.word.as_str());
    for (path, text) in texts(scope) {
        for word in text.words().filter(|word| !known().any(|known| known == *word)) {
            report.at_word(&path, &format!("[[{word}"), format!("`{word}` is not in glossary.toml"), closest("word", word, known()));
        }
    }
}
