//! Text with its few marks: paragraphs, lists, bold, links and glossary words.
//!
//! Authors write a small part of Markdown (see `routemaps/README.md`). It is parsed natively into these
//! plain values and rendered as elements; nowhere does text become HTML by itself.

/// The blocks of a text, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Block>);

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Paragraph(Vec<Inline>),
    List(Vec<Vec<Inline>>),
}

/// A run of words.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    Plain(String),
    Bold(String),
    Link {
        label: String,
        url: String,
    },
    /// A word of the glossary, and the words shown for it.
    Word {
        word: String,
        shown: String,
    },
}

impl Text {
    /// Returns every run of words, in order.
    pub fn inlines(&self) -> impl Iterator<Item = &Inline> {
        self.0.iter().flat_map(|block| match block {
            Block::Paragraph(line) => std::slice::from_ref(line).iter().flatten(),
            Block::List(items) => items.iter().flatten(),
        })
    }

    /// Returns the runs of a text that is a single line, such as a task.
    pub fn line(&self) -> &[Inline] {
        match self.0.first() {
            Some(Block::Paragraph(line)) => line,
            _ => &[],
        }
    }

    /// Returns the glossary words the text uses, in order of use.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.inlines().filter_map(|inline| match inline {
            Inline::Word { word, .. } => Some(word.as_str()),
            _ => None,
        })
    }
}

impl Inline {
    /// Returns the words a reader sees.
    pub fn shown(&self) -> &str {
        match self {
            Inline::Plain(text) | Inline::Bold(text) => text,
            Inline::Link { label, .. } => label,
            Inline::Word { shown, .. } => shown,
        }
    }
}

/// Returns the words of a line without its marks.
pub fn plain(line: &[Inline]) -> String {
    line.iter().map(Inline::shown).collect()
}

pub use parsing::{TextFault, is_allowed_link, parse};

mod parsing {
    use super::{Block, Inline, Text};

    /// Markup that we do not have, or a link we do not allow. `at` is the exact text at fault, so that
    /// the checker can point at it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum TextFault {
        Markup { at: String, what: &'static str },
        Link { at: String },
    }

    /// Says whether a link stays within what a public page should offer: https, mail or telephone.
    pub fn is_allowed_link(url: &str) -> bool {
        let rest = |scheme: &str| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty());
        let clean = !url.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>".contains(c));
        clean && (rest("https://") || rest("mailto:") || rest("tel:"))
    }

    /// Turns written text into blocks. Faults are collected; the words are kept either way.
    pub fn parse(written: &str) -> (Text, Vec<TextFault>) {
        let mut faults = Vec::new();
        let mut blocks = Vec::new();
        let mut paragraph = String::new();
        let mut items: Vec<String> = Vec::new();
        for line in written.lines().map(str::trim_end).chain([""]) {
            check_line(line, &mut faults);
            if let Some(item) = line.trim_start().strip_prefix("- ") {
                flush_paragraph(&mut paragraph, &mut blocks, &mut faults);
                items.push(item.trim().to_owned());
            } else if line.trim().is_empty() {
                flush_paragraph(&mut paragraph, &mut blocks, &mut faults);
                flush_list(&mut items, &mut blocks, &mut faults);
            } else if let Some(item) = items.last_mut() {
                item.push(' ');
                item.push_str(line.trim());
            } else {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(line.trim());
            }
        }
        (Text(blocks), faults)
    }

    fn flush_paragraph(paragraph: &mut String, blocks: &mut Vec<Block>, faults: &mut Vec<TextFault>) {
        if !paragraph.is_empty() {
            blocks.push(Block::Paragraph(parse_line(&std::mem::take(paragraph), faults)));
        }
    }

    fn flush_list(items: &mut Vec<String>, blocks: &mut Vec<Block>, faults: &mut Vec<TextFault>) {
        if !items.is_empty() {
            blocks.push(Block::List(items.drain(..).map(|item| parse_line(&item, faults)).collect()));
        }
    }

    /// Finds marks that stand at the start of a line.
    fn check_line(line: &str, faults: &mut Vec<TextFault>) {
        let trimmed = line.trim_start();
        let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
        let what = if trimmed.starts_with('#') {
            "a heading"
        } else if trimmed.starts_with('>') {
            "a quotation"
        } else if trimmed.starts_with("* ") || trimmed.starts_with("+ ") {
            "a list with a sign other than `- `"
        } else if digits.len() < trimmed.len() && (digits.starts_with(". ") || digits.starts_with(") ")) {
            "a numbered list"
        } else if trimmed.starts_with('|') || trimmed.starts_with("---") {
            "a table or a rule"
        } else {
            return;
        };
        faults.push(TextFault::Markup { at: trimmed.to_owned(), what });
    }

    /// Splits one line into runs. Whatever is not a complete mark stays as plain words.
    fn parse_line(line: &str, faults: &mut Vec<TextFault>) -> Vec<Inline> {
        let mut runs = Vec::new();
        let mut plain = String::new();
        let mut rest = line;
        while let Some(next) = rest.chars().next() {
            match parse_mark(rest, faults) {
                Some((inline, after)) => {
                    if !plain.is_empty() {
                        runs.push(Inline::Plain(std::mem::take(&mut plain)));
                    }
                    runs.push(inline);
                    rest = after;
                }
                None => {
                    plain.push(next);
                    rest = rest.strip_prefix(next).unwrap_or_default();
                }
            }
        }
        check_plain(&plain, faults);
        for run in &runs {
            if let Inline::Plain(words) = run {
                check_plain(words, faults);
            }
        }
        if !plain.is_empty() {
            runs.push(Inline::Plain(plain));
        }
        runs
    }

    /// Reads the mark at the start of `rest`, and returns it with what follows.
    fn parse_mark<'a>(rest: &'a str, faults: &mut Vec<TextFault>) -> Option<(Inline, &'a str)> {
        if let Some(picture) = rest.strip_prefix("![") {
            faults.push(TextFault::Markup { at: with_what_follows("![", picture), what: "a picture" });
        }
        if let Some(inner) = rest.strip_prefix("**") {
            let (bold, after) = inner.split_once("**")?;
            refuse_marks(bold, faults)?;
            return Some((Inline::Bold(bold.to_owned()), after));
        }
        if let Some(inner) = rest.strip_prefix("[[") {
            let (inside, after) = inner.split_once("]]")?;
            let (word, shown) = inside.split_once('|').unwrap_or((inside, inside));
            refuse_marks(shown, faults)?;
            return Some((Inline::Word { word: word.trim().to_owned(), shown: shown.trim().to_owned() }, after));
        }
        let (label, after_label) = rest.strip_prefix('[')?.split_once("](")?;
        let (url, after) = after_label.split_once(')')?;
        refuse_marks(label, faults)?;
        if !is_allowed_link(url) {
            faults.push(TextFault::Link { at: url.to_owned() });
        }
        Some((Inline::Link { label: label.to_owned(), url: url.to_owned() }, after))
    }

    /// Refuses marks within a mark. Nothing for one that is empty, so that its signs are named as left over.
    fn refuse_marks(inside: &str, faults: &mut Vec<TextFault>) -> Option<()> {
        if inside.trim().is_empty() {
            return None;
        }
        if ["**", "[[", "]("].iter().any(|mark| inside.contains(mark)) {
            faults.push(TextFault::Markup { at: inside.to_owned(), what: "a mark within a mark" });
        } else {
            check_plain(inside, faults);
        }
        Some(())
    }

    /// Finds marks of other languages left in plain words.
    fn check_plain(words: &str, faults: &mut Vec<TextFault>) {
        let marks = [
            ("**", "bold that is not closed"),
            ("[[", "a glossary word that is not closed"),
            ("](", "a link that is not closed"),
            ("`", "code"),
            ("&nbsp;", "HTML"),
            ("&amp;", "HTML"),
        ];
        for (mark, what) in marks {
            if let Some((_, after)) = words.split_once(mark) {
                faults.push(TextFault::Markup { at: with_what_follows(mark, after), what });
            }
        }
        let mut rest = words;
        while let Some((_, after)) = rest.split_once('<') {
            if after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c)) {
                faults.push(TextFault::Markup { at: with_what_follows("<", after), what: "HTML" });
                // One fault for a pair of tags is enough.
                break;
            }
            rest = after;
        }
        for mark in ['*', '_'] {
            let opens = |word: &&str| word.len() > 1 && word.starts_with(mark) && !word.starts_with("**");
            let closes = |word: &&str| word.len() > 1 && word.trim_end_matches(|c: char| ".,;:!?".contains(c)).ends_with(mark);
            let mut from_open = words.split(' ').skip_while(|word| !opens(word));
            if let Some(open) = from_open.clone().next()
                && from_open.any(|word| closes(&word))
            {
                faults.push(TextFault::Markup { at: open.to_owned(), what: "italics" });
            }
        }
    }

    /// Returns a mark with the words behind it, which tell it from the others in the text.
    fn with_what_follows(mark: &str, after: &str) -> String {
        let line: String = after.chars().take_while(|c| *c != '\n').take(12).collect();
        format!("{mark}{line}")
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn parse_clean(written: &str) -> Text {
            let (text, faults) = parse(written);
            assert_eq!(faults, []);
            text
        }

        #[test]
        fn paragraphs_lists_and_marks_are_read() {
            let text = parse_clean("One\nline.\n\n- a **b**\n- [c](https://d.example) [[SENCO|teacher]]\n  goes on\n\nEnd.");
            let bold = Inline::Bold("b".into());
            let link = Inline::Link { label: "c".into(), url: "https://d.example".into() };
            let word = Inline::Word { word: "SENCO".into(), shown: "teacher".into() };
            let plain = |words: &str| Inline::Plain(words.into());
            assert_eq!(
                text.0,
                [
                    Block::Paragraph(vec![plain("One line.")]),
                    Block::List(vec![vec![plain("a "), bold], vec![link, plain(" "), word, plain(" goes on")]]),
                    Block::Paragraph(vec![plain("End.")]),
                ]
            );
        }

        #[test]
        fn marks_we_do_not_have_are_named_and_their_words_kept() {
            for (written, what) in [
                ("# Title", "a heading"),
                ("<b>x</b>", "HTML"),
                ("*x*", "italics"),
                ("1. x", "a numbered list"),
                ("*very important*", "italics"),
                ("**[x](https://a.example)**", "a mark within a mark"),
                ("![x](https://a.example/b.png)", "a picture"),
                ("[[]]", "a glossary word that is not closed"),
                ("**x", "bold that is not closed"),
            ] {
                let (text, faults) = parse(written);
                assert!(matches!(faults.first(), Some(TextFault::Markup { what: found, .. }) if *found == what), "{written}: {faults:?}");
                assert!(text.inlines().count() > 0);
            }
        }

        #[test]
        fn a_link_that_could_run_or_mislead_is_refused() {
            for url in ["javascript:alert(1)", "http://a.example", "https://", "data:text/html,x", "https://a\"b", "//a.example"] {
                assert!(!is_allowed_link(url), "{url}");
            }
            for url in ["https://a.example/b", "mailto:a@b.example", "tel:01702215246"] {
                assert!(is_allowed_link(url), "{url}");
            }
        }

        #[test]
        fn a_sum_and_a_lone_sign_are_plain_words() {
            assert_eq!(parse_clean("5 < 6 and 2 * 3 is [six]").0.len(), 1);
        }
    }
}
