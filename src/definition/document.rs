//! One file of the `routemaps/` folder, read: its values, its faults, and the place of every key.

use std::{collections::BTreeMap, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Choice, InfoPage, Place, Routemap, Service, StepId, Target, Voice, Word,
    reader::{Table, find_in},
    written,
};

use crate::calendar::{Date, Proclaimed};

pub use super::reader::{Fault, FaultKind, is_id, nearest};

/// A file of the folder and what it holds.
pub struct Document {
    /// The path as the author knows it, for messages.
    pub path: String,
    pub text: String,
    /// Whose words were read.
    pub voice: Voice,
    pub content: Content,
    /// Faults of shape, in the order of the file.
    pub faults: Vec<Fault>,
    places: Node,
    /// The byte at which each line starts.
    line_starts: Vec<usize>,
}

/// What a file holds; its name tells.
pub enum Content {
    Routemap(Box<Routemap>),
    Directory(Vec<Service>),
    Glossary(Vec<Word>),
    Place(Box<Place>),
    BankHolidays(Proclaimed),
    /// A file of the folder `pages/`.
    Info(InfoPage),
}

/// What of a routemap stays when it is looked at on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What is the law on that day and no other.
    OneDay,
    /// What a family may meet from that day on: every version of a deadline, because the one counts that was the law when
    /// its clock started.
    FromNowOn,
}

impl Document {
    /// Reads a file as one reader meets it. Every fault is collected; what could be read is in `content` all the same.
    pub fn read(path: &str, text: String, voice: Voice) -> Document {
        let (tree, errors) = DeTable::parse_recoverable(&text);
        let mut faults: Vec<Fault> = errors
            .iter()
            .map(|error| Fault { span: error.span().unwrap_or(0..0), kind: FaultKind::Syntax(error.message().to_owned()) })
            .collect();
        let broken = !faults.is_empty();
        let content = Table::of_file(&text, voice, tree.get_ref(), &mut faults).read(|file| read_content(path, file));
        if broken {
            // Past a syntax fault the rest of the tree is a guess: only the fault itself is certain.
            faults.retain(|fault| matches!(fault.kind, FaultKind::Syntax(_)));
        }
        faults.sort_by_key(|fault| fault.span.start);
        let places = Node::of_table(tree.get_ref(), 0..0);
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at.saturating_add(1));
        let line_starts = std::iter::once(0).chain(ends).collect();
        Document { path: path.to_owned(), text, voice, content, faults, places, line_starts }
    }

    /// Leaves out of a routemap what does not hold on a day: steps with the choices that lead to them, facts, and for
    /// one day only also deadlines. The places of what stays are kept.
    pub fn stand_on(&mut self, day: Date, standing: Standing) {
        let Content::Routemap(routemap) = &mut self.content else { return };
        let gone: Vec<StepId> = routemap.steps.iter().filter(|step| !step.period.covers(day)).map(|step| step.id.clone()).collect();
        let mut nothing = Node::nothing();
        let steps = self.places.child_mut("steps").unwrap_or(&mut nothing);
        retain(&mut routemap.steps, steps, |step| step.period.covers(day));
        for (index, step) in routemap.steps.iter_mut().enumerate() {
            let mut nothing = Node::nothing();
            let node = steps.child_mut(&index.to_string()).unwrap_or(&mut nothing);
            let mut lists = |name: &str, retain: &mut dyn FnMut(&mut Node)| {
                if let Some(list) = node.child_mut(name) {
                    retain(list);
                }
            };
            lists("facts", &mut |node| retain(&mut step.facts, node, |fact| fact.period.covers(day)));
            if standing == Standing::OneDay {
                lists("deadlines", &mut |node| retain(&mut step.deadlines, node, |deadline| deadline.period.covers(day)));
            }
            let leads_on = |choice: &Choice| !matches!(&choice.to, Target::Here(to) if gone.contains(to));
            lists("choices", &mut |node| retain(&mut step.choices, node, leads_on));
        }
    }

    /// Returns the name of the file without folder and ending: the id of a routemap.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }

    pub fn routemap(&self) -> Option<&Routemap> {
        match &self.content {
            Content::Routemap(routemap) => Some(routemap),
            _ => None,
        }
    }

    /// Says whether a value under this key is of the wrong kind somewhere, so that what depends on it is a guess.
    pub fn has_wrong(&self, keys: &[&str]) -> bool {
        self.faults.iter().any(|fault| matches!(&fault.kind, FaultKind::WrongType { key, .. } if keys.contains(&key.as_str())))
    }

    /// Says whether the file is TOML at all; if not, only its syntax faults are worth reporting.
    pub fn is_readable(&self) -> bool {
        !self.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Syntax(_)))
    }

    /// Returns the bytes of a value, named by its path: `steps.3.choices.0.to`. Where a part is not there,
    /// the place of the nearest thing round it.
    pub fn span(&self, path: &str) -> Range<usize> {
        let mut node = &self.places;
        for part in path.split('.') {
            let Some(child) = node.child(part) else { break };
            node = child;
        }
        node.span.clone()
    }

    /// Returns the bytes of `needle` within a value, or the whole value.
    pub fn span_within(&self, path: &str, needle: &str) -> Range<usize> {
        find_in(&self.text, &self.span(path), needle)
    }

    /// Returns line and column (from 1, in characters) of a byte of the file.
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= at).max(1);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.as_bytes().get(start..at.min(self.text.len())).unwrap_or_default();
        (line, String::from_utf8_lossy(before).chars().count().saturating_add(1))
    }

    /// Returns a line of the file, counted from 1, without its end.
    pub fn line(&self, number: usize) -> Option<&str> {
        let start = *self.line_starts.get(number.checked_sub(1)?)?;
        self.text.get(start..)?.lines().next()
    }
}

/// Returns the file's name without its folder and ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn read_content(path: &str, file: &mut Table) -> Content {
    match stem(path) {
        _ if path.rsplit('/').nth(1) == Some("pages") => Content::Info(written::info_page(file)),
        "directory" => Content::Directory(written::directory(file)),
        "bank-holidays" => Content::BankHolidays(written::bank_holidays(file)),
        "glossary" => Content::Glossary(written::glossary(file)),
        "place" => Content::Place(Box::new(written::place(file))),
        id => Content::Routemap(Box::new(written::routemap(id, file))),
    }
}

/// Keeps the values that fit, and their places.
fn retain<T>(values: &mut Vec<T>, places: &mut Node, fits: impl Fn(&T) -> bool) {
    let kept: Vec<bool> = values.iter().map(&fits).collect();
    values.retain(&fits);
    if let Inside::Items(items) = &mut places.inside {
        let mut kept = kept.into_iter();
        items.retain(|_| kept.next().unwrap_or(true));
    }
}

/// Where a value stands, and where the values inside it stand.
struct Node {
    span: Range<usize>,
    inside: Inside,
}

enum Inside {
    Nothing,
    Items(Vec<Node>),
    Keys(BTreeMap<String, Node>),
}

impl Node {
    fn of_table(table: &DeTable, span: Range<usize>) -> Node {
        let key = |(key, value): (&Spanned<std::borrow::Cow<str>>, _)| (key.get_ref().clone().into_owned(), Node::of(value));
        Node { span, inside: Inside::Keys(table.iter().map(key).collect()) }
    }

    fn of(value: &Spanned<DeValue>) -> Node {
        match value.get_ref() {
            DeValue::Table(table) => Node::of_table(table, value.span()),
            DeValue::Array(items) => Node { span: value.span(), inside: Inside::Items(items.iter().map(Node::of).collect()) },
            _ => Node { span: value.span(), inside: Inside::Nothing },
        }
    }

    fn nothing() -> Node {
        Node { span: 0..0, inside: Inside::Nothing }
    }

    fn child_mut(&mut self, name: &str) -> Option<&mut Node> {
        match &mut self.inside {
            Inside::Items(items) => items.get_mut(name.parse::<usize>().ok()?),
            Inside::Keys(keys) => keys.get_mut(name),
            Inside::Nothing => None,
        }
    }

    fn child(&self, name: &str) -> Option<&Node> {
        match &self.inside {
            Inside::Items(items) => items.get(name.parse::<usize>().ok()?),
            Inside::Keys(keys) => keys.get(name),
            Inside::Nothing => None,
        }
    }
}
