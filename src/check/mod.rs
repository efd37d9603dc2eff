//! The checker: says what an author should mend, where, and how.
//!
//! It collects and never stops at the first fault. Each rule is one file in `rules/`; each has a failing
//! and a passing example in `tests/suite/check/`.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    calendar::{Calendar, Date},
    cores::side_by_side,
    definition::{
        InfoPage, Place, Routemap, Service, Voice, Word,
        document::{Content, Document, Standing},
    },
};

mod others;
mod reading;
mod rules;
mod show;
mod told;

use others::Others;
pub use reading::reading_age;
pub use rules::RULES;
pub use show::{as_json, as_text};
use told::Told;

/// How grave a diagnostic is: an error stops the build, a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Error,
    Warning,
}

/// What the checker says: place, rule, sentence, help.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub path: String,
    /// Line and column, from 1.
    pub line: usize,
    pub column: usize,
    /// The bytes of the file.
    pub span: Range<usize>,
    pub severity: Severity,
    pub rule: &'static str,
    /// One lower-case sentence without a full stop; things stand in backticks.
    pub sentence: String,
    pub help: Option<String>,
}

/// One rule of the checker.
pub struct Rule {
    /// What is wrong, in kebab-case: `unknown-step`.
    pub id: &'static str,
    pub severity: Severity,
    pub check: fn(&Scope, &mut Report),
}

/// Every file of the folder, read, and the day on which it is checked.
pub struct Suite {
    /// Every file, and routemaps that speak to two readers as the parent meets them.
    pub documents: Vec<Document>,
    /// Those routemaps again, as the young person meets them.
    pub for_young_people: Vec<Document>,
    pub stories: Vec<StoryFile>,
    pub today: Date,
}

/// A story's file and text.
pub struct StoryFile {
    pub path: String,
    pub text: String,
}

/// The document being checked, among the others, and what the stories tell.
pub struct Scope<'a> {
    pub suite: &'a Suite,
    pub document: &'a Document,
    told: &'a Told,
    others: &'a Others<'a>,
}

/// Where a rule puts what it finds.
pub struct Report<'a> {
    document: &'a Document,
    rule: &'a Rule,
    found: &'a mut Vec<Diagnostic>,
}

/// Checks every document of the suite. The diagnostics stand in the order of files and places.
pub fn check(suite: &Suite) -> Vec<Diagnostic> {
    let (told, others) = (Told::by_stories(suite), Others::of(suite));
    let check_all = |documents: &[Document]| -> Vec<Diagnostic> {
        let found = side_by_side(documents, |document| check_document(&Scope { suite, document, told: &told, others: &others }));
        found.into_iter().flatten().collect()
    };
    let (mut found, of_young_people) = (check_all(&suite.documents), check_all(&suite.for_young_people));
    // What is wrong in both readers' words is said once.
    let place = |found: &Diagnostic| (found.path.clone(), found.span.start, found.rule);
    let known: BTreeSet<_> = found.iter().map(place).collect();
    found.extend(of_young_people.into_iter().filter(|one| !known.contains(&place(one))));
    found.sort_by(|a, b| (&a.path, a.line, a.span.start, a.rule).cmp(&(&b.path, b.line, b.span.start, b.rule)));
    found
}

fn check_document(scope: &Scope) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        // After a syntax fault the values are guesses; only the fault itself is worth saying.
        if scope.document.is_readable() || rule.id == rules::SYNTAX_FAULT {
            (rule.check)(scope, &mut Report { document: scope.document, rule, found: &mut found });
        }
    }
    found
}

/// Says whether any diagnostic is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

impl Report<'_> {
    /// Adds a diagnostic at `span`.
    pub fn add(&mut self, span: Range<usize>, sentence: String, help: Option<String>) {
        let (line, column) = self.document.line_column(span.start);
        let path = self.document.path.clone();
        let Rule { id: rule, severity, .. } = *self.rule;
        let sentence = match self.document.voice {
            Voice::Parent => sentence,
            Voice::YoungPerson => format!("{sentence}, in the words for the young person"),
        };
        self.found.push(Diagnostic { path, line, column, span, severity, rule, sentence, help });
    }

    /// Adds a diagnostic at a line of a story.
    pub fn in_story(&mut self, path: &str, line: usize, sentence: String) {
        let Rule { id: rule, severity, .. } = *self.rule;
        self.found.push(Diagnostic { path: path.to_owned(), line, column: 1, span: 0..0, severity, rule, sentence, help: None });
    }

    /// Adds a diagnostic at a value, named by its path in the file: `steps.3.title`.
    pub fn at(&mut self, value: &str, sentence: String, help: impl Into<Option<String>>) {
        let span = self.document.span(value);
        self.add(span, sentence, help.into());
    }

    /// Adds a diagnostic at a word within a value.
    pub fn at_word(&mut self, value: &str, word: &str, sentence: String, help: impl Into<Option<String>>) {
        let span = self.document.span_within(value, word);
        self.add(span, sentence, help.into());
    }
}

impl Suite {
    /// Reads files: definitions with their paths, and stories.
    pub fn read(definitions: Vec<(String, String)>, stories: Vec<StoryFile>, today: Date) -> Suite {
        let both = |document: &Document| document.routemap().is_some_and(|routemap| routemap.speaks_to(Voice::YoungPerson));
        let read = |(path, text): &(String, String)| {
            let document = Document::read(path, text.clone(), Voice::Parent);
            let for_young_people = both(&document).then(|| Document::read(path, text.clone(), Voice::YoungPerson));
            (document, for_young_people)
        };
        let (documents, for_young_people): (Vec<_>, Vec<_>) = side_by_side(&definitions, read).into_iter().unzip();
        Suite { documents, for_young_people: for_young_people.into_iter().flatten().collect(), stories, today }
    }

    /// Returns the routemaps that speak to young people too, in the words for them.
    pub fn routemaps_for_young_people(&self) -> impl Iterator<Item = &Routemap> {
        self.for_young_people.iter().filter_map(Document::routemap)
    }

    pub fn routemaps(&self) -> impl Iterator<Item = &Routemap> {
        self.documents.iter().filter_map(Document::routemap)
    }

    /// Leaves out what is not the law on a day, so that the suite stands as it would then.
    pub fn stand_on(&mut self, day: Date, standing: Standing) {
        self.documents.iter_mut().chain(&mut self.for_young_people).for_each(|document| document.stand_on(day, standing));
    }

    pub fn routemap(&self, id: &str) -> Option<&Routemap> {
        self.routemaps().find(|routemap| routemap.id.as_str() == id)
    }

    pub fn services(&self) -> &[Service] {
        self.first(|content| match content {
            Content::Directory(services) => Some(services.as_slice()),
            _ => None,
        })
        .unwrap_or_default()
    }

    pub fn words(&self) -> &[Word] {
        self.first(|content| match content {
            Content::Glossary(words) => Some(words.as_slice()),
            _ => None,
        })
        .unwrap_or_default()
    }

    /// Returns the working days, with the bank holidays of the folder and no school's calendar.
    pub fn calendar(&self) -> Calendar {
        let holidays = self.first(|content| match content {
            Content::BankHolidays(proclaimed) => Some(proclaimed),
            _ => None,
        });
        Calendar { holidays: holidays.cloned().unwrap_or_default(), school: None }
    }

    pub fn place(&self) -> Option<&Place> {
        self.first(|content| match content {
            Content::Place(place) => Some(place.as_ref()),
            _ => None,
        })
    }

    /// Returns the pages of plain words, each with the name it has in its address.
    pub fn info_pages(&self) -> impl Iterator<Item = (&str, &InfoPage)> {
        self.documents.iter().filter_map(|document| match &document.content {
            Content::Info(page) => Some((document.stem(), page)),
            _ => None,
        })
    }

    /// Says whether a file is there but cannot be read, so that what it would hold is unknown.
    pub fn is_unreadable(&self, stem: &str) -> bool {
        self.documents.iter().any(|document| document.stem() == stem && !document.is_readable())
    }

    fn first<'a, T>(&'a self, pick: impl Fn(&'a Content) -> Option<T>) -> Option<T> {
        self.documents.iter().find_map(|document| pick(&document.content))
    }
}

/// Returns help that names the nearest known word, if one is near.
fn closest<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    crate::definition::document::nearest(word, known).map(|name| format!("the closest {what} is `{name}`"))
}
