//! Text values as HTML elements.

use maud::{Markup, html};

use crate::definition::{
    Text, Word,
    text::{Block, Inline},
};

/// Returns the paragraphs and lists of a text.
pub fn blocks(text: &Text) -> Markup {
    html! {
        @for block in &text.0 {
            @match block {
                Block::Paragraph(runs) => p { (line(runs)) },
                Block::List(items) => ul { @for item in items { li { (line(item)) } } },
            }
        }
    }
}

/// Returns the runs of one line.
pub fn line(runs: &[Inline]) -> Markup {
    html! {
        @for run in runs {
            @match run {
                Inline::Plain(words) => (words),
                Inline::Bold(words) => strong { (words) },
                Inline::Link { label, url } => a href=(url) { (label) },
                Inline::Word { word, shown } => a class="word" href={ "#" (word_anchor(word)) } { (shown) },
            }
        }
    }
}

/// Returns the list of words that a page explains; without a script each word of a text leads here.
pub fn word_list(words: &[Word]) -> Markup {
    html! {
        @if !words.is_empty() {
            section class="words" aria-labelledby="words_" {
                h2 id="words_" { "Words on this page" }
                dl {
                    @for word in words {
                        div id=(word_anchor(&word.word)) {
                            dt { (word.word) }
                            dd { (word.meaning) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns an id that no step can have, because steps have no `_`.
fn word_anchor(word: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("word_{}", word.chars().map(plain).collect::<String>())
}
