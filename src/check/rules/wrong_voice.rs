//! `wrong-voice`: words for the young person, or for both readers in a shared file, that speak of "your child".

use super::{Report, Rule, Scope, Severity, lines, texts};
use crate::definition::{
    Voice,
    document::Content,
    text::{Block, plain},
};

pub const RULE: Rule = Rule { id: "wrong-voice", severity: Severity::Warning, check };

/// What is said to a parent, in small letters.
const TO_A_PARENT: [&str; 3] = ["your child", "your son", "your daughter"];

fn check(scope: &Scope, report: &mut Report) {
    // Services and glossary words stand on the pages of both readers.
    let is_for_both = matches!(scope.document.content, Content::Directory(_) | Content::Glossary(_));
    if scope.document.voice != Voice::YoungPerson && !is_for_both {
        return;
    }
    let of_texts = texts(scope).map(|(path, text)| {
        let blocks = text.0.iter().flat_map(|block| match block {
            Block::Paragraph(line) => vec![plain(line)],
            Block::List(items) => items.iter().map(|item| plain(item)).collect(),
        });
        (path, blocks.collect::<Vec<_>>().join(" "))
    });
    for (path, words) in of_texts.chain(lines(scope)) {
        let small = words.to_lowercase();
        // "Your children" is a young person's own matter.
        let said = TO_A_PARENT
            .iter()
            .find(|said| small.match_indices(*said).any(|(at, _)| !small.get(at..).unwrap_or_default().starts_with("your children")));
        if let Some(said) = said {
            let help = if is_for_both { "say it so that it fits both readers" } else { "write both: `{your child|you}`" };
            report.at(&path, format!("this speaks of \"{said}\""), help.to_owned());
        }
    }
}
