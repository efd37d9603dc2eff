//! Walks a parsed TOML table by its known keys, and collects every fault of shape on the way.
//!
//! A fault never stops the walk: a missing or wrong value becomes an empty one, so that the rest of the
//! file is read and checked too.

use std::{collections::BTreeSet, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    text::{self, Text, TextFault},
    voice::{Voice, spoken_to},
};
use crate::calendar::Date;

/// A fault of shape, with the bytes of the file it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub span: Range<usize>,
    pub kind: FaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file is not TOML here. Carries the parser's words.
    Syntax(String),
    /// A key we do not know, and the nearest we do.
    UnknownKey { key: String, nearest: Option<String> },
    /// A key that must be there.
    MissingKey { key: &'static str, table: String },
    /// A text that must be there and is empty.
    Empty { key: &'static str },
    /// A value of another type, or one that is not of the closed list.
    WrongType { key: String, expected: String, help: Option<String> },
    /// An id that is not small letters, digits and hyphens.
    BadId(String),
    /// A rule we cannot read, why, and what to write instead.
    BadRule { why: String, help: String },
    /// Markup we do not have.
    Markup { what: &'static str },
    /// A link that is not https, mailto or tel.
    Link(String),
}

/// One table being read: the keys asked for so far, and where its faults go.
pub struct Table<'a> {
    name: String,
    /// How the file writes a table like this one: `steps.tasks`; empty for the file itself.
    path: String,
    text: &'a str,
    /// Whose words are read.
    voice: Voice,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    known: BTreeSet<&'static str>,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Table<'a> {
    /// Returns the table that a whole file is.
    pub fn of_file(text: &'a str, voice: Voice, table: &'a DeTable<'a>, faults: &'a mut Vec<Fault>) -> Table<'a> {
        Table { name: "the file".to_owned(), path: String::new(), text, voice, table, span: 0..0, known: BTreeSet::new(), faults }
    }

    /// Reads the values of the table, then reports the keys that nobody asked for.
    pub fn read<T>(mut self, read: impl FnOnce(&mut Table) -> T) -> T {
        let value = read(&mut self);
        self.report_unknown_keys();
        value
    }

    pub fn voice(&self) -> Voice {
        self.voice
    }

    /// Returns a text that must be there and say something.
    pub fn string(&mut self, key: &'static str) -> String {
        self.needs(key);
        self.known.insert(key);
        let is_empty = self.table.get(key).and_then(|value| value.get_ref().as_str()).is_some_and(|text| text.trim().is_empty());
        if is_empty {
            self.fault(self.span_of(key), FaultKind::Empty { key });
        }
        self.optional_string(key)
    }

    /// Returns a line that families see: words without marks.
    pub fn line(&mut self, key: &'static str) -> String {
        let line = self.string(key);
        self.refuse_marks(key, &line);
        line
    }

    /// Returns a line that families see, or an empty one.
    pub fn optional_line(&mut self, key: &'static str) -> String {
        let line = self.optional_string(key);
        self.refuse_marks(key, &line);
        line
    }

    fn refuse_marks(&mut self, key: &'static str, line: &str) {
        let (text, faults) = text::parse(line);
        let is_marked = text.inlines().any(|inline| !matches!(inline, text::Inline::Plain(_)));
        if is_marked || !faults.is_empty() {
            let kind = FaultKind::Markup { what: "a mark in a line that has none" };
            self.fault(self.span_of(key), kind);
        }
    }

    /// Returns a text in the reader's words, or an empty one.
    pub fn optional_string(&mut self, key: &'static str) -> String {
        let written = self.typed(key, "text in quotes", |value| value.as_str().map(str::to_owned)).unwrap_or_default();
        match spoken_to(self.voice, &written) {
            Ok(spoken) => spoken,
            Err(pair) => {
                let span = find_in(self.text, &self.span_of(key), pair);
                self.fault(span, FaultKind::Markup { what: "a pair of words that is not whole, like `{your child|you}`" });
                written
            }
        }
    }

    /// Returns a web, mail or telephone address, or an empty text.
    pub fn link(&mut self, key: &'static str) -> String {
        let url = self.optional_string(key);
        if !url.is_empty() && !text::is_allowed_link(&url) {
            let span = self.span_of(key);
            self.fault(span, FaultKind::Link(url.clone()));
        }
        url
    }

    /// Returns an id that must be there and be well formed.
    pub fn id(&mut self, key: &'static str) -> String {
        let id = self.string(key);
        if !id.is_empty() && !is_id(&id) {
            let span = self.span_of(key);
            self.fault(span, FaultKind::BadId(id.clone()));
        }
        id
    }

    /// Returns a list of texts, or an empty one.
    pub fn strings(&mut self, key: &'static str) -> Vec<String> {
        let read = |value: &DeValue| {
            let items = value.as_array()?.iter();
            items.map(|item| item.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        };
        self.typed(key, "a list of texts: [\"one\", \"two\"]", read).unwrap_or_default()
    }

    /// Returns a whole number that must be there.
    pub fn number(&mut self, key: &'static str) -> Option<u32> {
        self.needs(key);
        self.typed(key, "a whole number", |value| value.as_integer()?.as_str().parse().ok())
    }

    /// Returns a day that must be there.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        self.needs(key);
        self.optional_date(key)
    }

    /// Returns a day, if there is one.
    pub fn optional_date(&mut self, key: &'static str) -> Option<Date> {
        self.typed(key, "a day without quotes: 2026-11-21", |value| {
            let day = value.as_datetime().filter(|at| at.time.is_none())?.date?;
            Date::new(day.year.into(), day.month.into(), day.day.into()).ok()
        })
    }

    /// Returns `true` or `false`; what is not written is `false`.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.typed(key, "`true` or `false`", |value| value.as_bool()).unwrap_or_default()
    }

    /// Returns the test of a reason, which must be there.
    pub fn test(&mut self, key: &'static str) -> super::Test {
        let written = self.string(key);
        let test = super::Test::parse(&written);
        if test.is_none() && !written.is_empty() {
            self.wrong(key, "written like `at least 4 weeks from left-area until back-in-area`");
        }
        test.unwrap_or_default()
    }

    /// Returns one value of a closed list that must be there.
    pub fn one_of<T: Clone + Default>(&mut self, key: &'static str, values: &[(&str, T)]) -> T {
        let written = self.string(key);
        if let Some((_, value)) = values.iter().find(|(name, _)| *name == written) {
            return value.clone();
        }
        let names = values.iter().map(|(name, _)| *name);
        let help = nearest(&written, names.clone()).map(|name| format!("the closest is `{name}`"));
        if !written.is_empty() {
            let expected = format!("one of {}", in_quotes(names));
            let span = self.span_of(key);
            self.fault(span, FaultKind::WrongType { key: key.to_owned(), expected, help });
        }
        T::default()
    }

    /// Returns a text with markup that must be there.
    pub fn text(&mut self, key: &'static str) -> Text {
        let written = self.string(key);
        let (text, faults) = text::parse(&written);
        for fault in faults {
            let (at, kind) = match fault {
                TextFault::Markup { at, what } => (at, FaultKind::Markup { what }),
                TextFault::Link { at } => (format!("]({at}"), FaultKind::Link(at)),
            };
            let span = find_in(self.text, &self.span_of(key), &at);
            self.fault(span, kind);
        }
        text
    }

    /// Returns a text with markup that is one line, and must be there.
    pub fn text_line(&mut self, key: &'static str) -> Text {
        let text = self.text(key);
        if !matches!(text.0.as_slice(), [] | [text::Block::Paragraph(_)]) {
            self.wrong(key, "one line of words");
        }
        text
    }

    /// Returns ids in a list, or an empty one.
    pub fn ids(&mut self, key: &'static str) -> Vec<String> {
        let ids = self.strings(key);
        for id in ids.iter().filter(|id| !is_id(id)) {
            self.fault(self.span_of(key), FaultKind::BadId(id.clone()));
        }
        ids
    }

    /// Returns the dates a choice takes along, each written like `refusal-sent as decision-sent`.
    pub fn carried(&mut self, key: &'static str) -> Vec<super::Carried> {
        let mut carried = Vec::new();
        for written in self.strings(key) {
            match written.split_once(" as ").filter(|(here, there)| is_id(here) && is_id(there)) {
                Some((here, there)) => carried.push(super::Carried { here: here.into(), there: there.into() }),
                None => self.wrong(key, "a date here and a date there: [\"refusal-sent as decision-sent\"]"),
            }
        }
        carried
    }

    /// Returns the ages that a routemap is for, which must be there.
    pub fn ages(&mut self, key: &'static str) -> Option<super::Ages> {
        let written = self.string(key);
        let ages = super::Ages::parse(&written);
        if ages.is_none() && !written.is_empty() {
            self.wrong(key, "two ages up to 25, written like `0 to 25`");
        }
        ages
    }

    /// Returns the way a choice leads: the id of a step, or of a routemap and a step.
    pub fn target(&mut self, key: &'static str) -> super::Target {
        let written = self.string(key);
        let is_target = written.split(':').all(is_id) && written.matches(':').count() <= 1;
        if !written.is_empty() && !is_target {
            self.fault(self.span_of(key), FaultKind::BadId(written.clone()));
        }
        match written.split_once(':') {
            Some((routemap, step)) => super::Target::Elsewhere { routemap: routemap.into(), step: step.into() },
            None => super::Target::Here(written.as_str().into()),
        }
    }

    /// Returns a rule that must be there.
    pub fn rule(&mut self, key: &'static str) -> super::Rule {
        let written = self.string(key);
        match super::rule::parse(&written) {
            Ok(rule) => rule,
            Err(why) => {
                if !written.is_empty() {
                    let span = find_in(self.text, &self.span_of(key), why.word());
                    self.fault(span, FaultKind::BadRule { why: why.sentence(), help: why.suggestion() });
                }
                super::Rule::default()
            }
        }
    }

    /// Reads each table of a list (`[[steps]]`), in order. `name` is the word for one of them.
    pub fn tables<T>(&mut self, key: &'static str, name: &str, read: impl Fn(&mut Table) -> T) -> Vec<T> {
        self.known.insert(key);
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let items: Option<Vec<_>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| Some((item.get_ref().as_table()?, item.span()))).collect(),
            _ => None,
        };
        let Some(items) = items else {
            let expected = format!("written as [[{}]]", self.path_of(key));
            self.fault(value.span(), FaultKind::WrongType { key: key.to_owned(), expected, help: None });
            return Vec::new();
        };
        let mut values = Vec::new();
        for (table, span) in items {
            let id = table.get("id").or_else(|| table.get("word")).and_then(|id| id.get_ref().as_str());
            let name = id.map_or_else(|| format!("this {name}"), |id| format!("{name} `{id}`"));
            let (path, text, voice) = (self.path_of(key), self.text, self.voice);
            values.push(Table { name, path, text, voice, table, span, known: BTreeSet::new(), faults: self.faults }.read(&read));
        }
        values
    }

    /// Reports that a value is of the right type and still wrong.
    pub fn wrong(&mut self, key: &'static str, expected: &str) {
        let kind = FaultKind::WrongType { key: key.to_owned(), expected: expected.to_owned(), help: None };
        self.fault(self.span_of(key), kind);
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn typed<T>(&mut self, key: &'static str, expected: &str, read: impl FnOnce(&DeValue) -> Option<T>) -> Option<T> {
        self.known.insert(key);
        let value = self.table.get(key)?;
        let typed = read(value.get_ref());
        if typed.is_none() {
            let kind = FaultKind::WrongType { key: key.to_owned(), expected: expected.to_owned(), help: None };
            self.fault(value.span(), kind);
        }
        typed
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reports a key that must be there and is not.
    pub fn needs(&mut self, key: &'static str) {
        if !self.has(key) {
            let kind = FaultKind::MissingKey { key, table: self.name.clone() };
            self.fault(self.span.clone(), kind);
        }
    }

    pub fn span_of(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    pub fn fault(&mut self, span: Range<usize>, kind: FaultKind) {
        self.faults.push(Fault { span, kind });
    }

    fn report_unknown_keys(&mut self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !self.known.contains(name) {
                let nearest = nearest(name, self.known.iter().copied()).map(str::to_owned);
                self.faults.push(Fault { span: key.span(), kind: FaultKind::UnknownKey { key: name.to_owned(), nearest } });
            }
        }
    }
}

/// Says whether a text may be an id: small letters, digits and single hyphens, starting with a letter.
pub fn is_id(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_lowercase());
    let parts = text.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    starts && parts && text.len() <= 60
}

/// Returns the known word most like `word`, if it is close enough to be a slip.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(word, name);
    known.filter(|name| likeness(name) > 0.78).max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}

/// Returns where `needle` stands within `span` of `text`, or the whole span if it is not there as written.
pub fn find_in(text: &str, span: &Range<usize>, needle: &str) -> Range<usize> {
    let found = text.get(span.clone()).and_then(|part| part.find(needle));
    let start = found.and_then(|offset| span.start.checked_add(offset));
    match start.and_then(|start| Some(start..start.checked_add(needle.len())?)) {
        Some(place) if !needle.is_empty() => place,
        _ => span.clone(),
    }
}

fn in_quotes<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
