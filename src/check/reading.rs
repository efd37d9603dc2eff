//! The reading age of a text: how old a child must be to read it with ease.
//!
//! Flesch-Kincaid: grade = 0.39 words per sentence + 11.8 syllables per word - 15.59, and a grade is a
//! school year, so the age is the grade and five. A word the glossary explains counts as two syllables,
//! because its meaning is a tap away.

use crate::definition::{
    Text,
    text::{Block, Inline},
};

/// Texts with fewer words than this say too little to be measured.
const FEWEST_WORDS: u32 = 30;

/// A sentence and its sums.
struct Sentence {
    words: String,
    count: u32,
    syllables: u32,
}

/// How hard a text is, and its hardest sentence.
pub struct Reading {
    pub age: f64,
    pub hardest: String,
}

/// Measures texts together, as one reader meets them. Nothing for a text too short to tell.
pub fn reading<'a>(texts: impl Iterator<Item = &'a Text>) -> Option<Reading> {
    let sentences: Vec<Sentence> = texts.flat_map(sentences).collect();
    let words: u32 = sentences.iter().map(|sentence| sentence.count).sum();
    if words < FEWEST_WORDS {
        return None;
    }
    let syllables: u32 = sentences.iter().map(|sentence| sentence.syllables).sum();
    let count = u32::try_from(sentences.len()).unwrap_or(u32::MAX);
    let hardest = sentences.iter().max_by(|a, b| age(a.count, 1, a.syllables).total_cmp(&age(b.count, 1, b.syllables)))?;
    Some(Reading { age: age(words, count, syllables), hardest: hardest.words.clone() })
}

/// Returns the reading age of texts, in years. Nothing for texts too short to tell.
pub fn reading_age<'a>(texts: impl Iterator<Item = &'a Text>) -> Option<f64> {
    reading(texts).map(|reading| reading.age)
}

fn age(words: u32, sentences: u32, syllables: u32) -> f64 {
    let (words, sentences, syllables) = (f64::from(words.max(1)), f64::from(sentences.max(1)), f64::from(syllables));
    0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5.0
}

fn sentences(text: &Text) -> Vec<Sentence> {
    let lines = text.0.iter().flat_map(|block| match block {
        Block::Paragraph(line) => vec![line],
        Block::List(items) => items.iter().collect(),
    });
    lines.flat_map(|line| sentences_of_line(line)).collect()
}

fn sentences_of_line(line: &[Inline]) -> Vec<Sentence> {
    let mut done = Vec::new();
    let mut open = Sentence { words: String::new(), count: 0, syllables: 0 };
    for run in line {
        let shown = run.shown();
        if matches!(run, Inline::Word { .. }) {
            open.words.push_str(shown);
            open.count = open.count.saturating_add(1);
            open.syllables = open.syllables.saturating_add(2);
            continue;
        }
        for piece in shown.split_inclusive([' ']) {
            open.words.push_str(piece);
            let word = piece.trim();
            if word.chars().any(char::is_alphanumeric) {
                open.count = open.count.saturating_add(1);
                open.syllables = open.syllables.saturating_add(syllables(word));
            }
            if word.trim_end_matches([')', '”', '"', '’']).ends_with(['.', '!', '?', ':']) && open.count > 0 {
                done.push(std::mem::replace(&mut open, Sentence { words: String::new(), count: 0, syllables: 0 }));
            }
        }
    }
    if open.count > 0 {
        done.push(open);
    }
    for sentence in &mut done {
        sentence.words = sentence.words.trim().to_owned();
    }
    done
}

/// Counts syllables as groups of vowels, without a silent `e`. Numbers and addresses count as one.
fn syllables(word: &str) -> u32 {
    if word.contains(['@', '/']) || word.chars().any(|c| c.is_ascii_digit()) {
        return 1;
    }
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let starts = letters.chars().zip(std::iter::once(' ').chain(letters.chars())).filter(|(c, before)| is_vowel(*c) && !is_vowel(*before));
    let groups = u32::try_from(starts.count()).unwrap_or(u32::MAX);
    let before_le = letters.strip_suffix("le").and_then(|rest| rest.chars().last());
    let silent = letters.ends_with('e') && before_le.is_none_or(is_vowel)
        || letters.ends_with("ed") && !letters.ends_with("ted") && !letters.ends_with("ded");
    groups.saturating_sub(u32::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::text::parse;

    fn age_of(written: &str) -> f64 {
        reading(std::iter::once(&parse(written).0)).unwrap().age
    }

    #[test]
    fn short_words_in_short_sentences_are_easy_and_office_words_are_not() {
        let easy = age_of(
            "The cat sat on the mat. It was a warm day and the sun was high. You can sit with it if you like. Then we can all go home to have tea and cake.",
        );
        let hard = age_of(
            "Notwithstanding any representations submitted, the responsible authority determines eligibility for statutory assessment in accordance with applicable regulations, having considered professional recommendations, educational attainment information and multidisciplinary documentation provided by organisations.",
        );
        assert!(easy < 9.0, "{easy}");
        assert!(hard > 20.0, "{hard}");
    }

    #[test]
    fn syllables_are_counted_as_spoken() {
        for (word, count) in [("school", 1), ("table", 2), ("asked", 1), ("wanted", 2), ("education", 4), ("home", 1), ("a@b.example", 1)] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn a_short_text_is_not_measured() {
        assert!(reading(std::iter::once(&parse("Extraordinary circumstances.").0)).is_none());
    }
}
