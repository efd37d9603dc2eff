//! The checker's rules, each by its examples in `check/`: every diagnostic stands where the fault is.
//!
//! A note `#~ error[rule]: sentence` stands at the end of the line of the diagnostic, or as `#~^3 ...` on a line
//! of its own, three lines below it. An example without `format` gets `check/header.toml` before it.

use std::{collections::BTreeSet, path::Path};

use routemaps::{
    check::{RULES, Suite, check},
    definition::document::Document,
};

use crate::{read, root, today, walk};

/// A diagnostic as a note gives it: line, then `error[rule]: sentence`.
type Note = (usize, String);

#[test]
fn every_example_of_a_rule_gives_the_diagnostics_it_notes() {
    let mut wrong = Vec::new();
    for path in examples() {
        let (expected, found) = outcome(&path);
        let missing: Vec<_> = expected.difference(&found).collect();
        let extra: Vec<_> = found.difference(&expected).collect();
        if !missing.is_empty() || !extra.is_empty() {
            wrong.push(format!("{}\n  missing {missing:?}\n  extra {extra:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_failing_and_a_passing_example() {
    for rule in RULES {
        let note = format!("[{}]: ", rule.id);
        let of_rule: Vec<_> = examples().into_iter().filter(|path| path.parent().unwrap().ends_with(rule.id)).collect();
        let fails = of_rule.iter().filter(|path| name(path).starts_with("fails"));
        assert!(fails.clone().count() > 0, "`{}` has no failing example", rule.id);
        for path in fails {
            assert!(read(path).contains(&note), "{} does not fail `{}`", path.display(), rule.id);
        }
        let passes = of_rule.iter().filter(|path| name(path).starts_with("passes"));
        assert!(passes.clone().count() > 0, "`{}` has no passing example", rule.id);
        for path in passes {
            assert!(!read(path).contains("#~"), "{} does not pass", path.display());
        }
    }
}

#[test]
fn the_published_routemaps_have_no_errors_and_no_warnings_but_age() {
    let suite = routemaps::site::load(&root("routemaps"), today()).unwrap();
    let found: Vec<_> = check(&suite).into_iter().map(|found| format!("{}:{} {}", found.path, found.line, found.sentence)).collect();
    assert_eq!(found, Vec::<String>::new());
}

fn examples() -> Vec<std::path::PathBuf> {
    let folder = root("tests/suite/check");
    walk(&folder).into_iter().filter(|path| name(path).starts_with("fails") || name(path).starts_with("passes")).collect()
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// Returns the noted and the found diagnostics of an example.
fn outcome(path: &Path) -> (BTreeSet<Note>, BTreeSet<Note>) {
    let written = read(path);
    let has_top = written.lines().any(|line| line.starts_with("format"));
    // `fails.directory.toml` stands for `directory.toml`; anything else is a routemap.
    let stem = name(path).split('.').nth(1).filter(|part| *part != "toml");
    let header = if has_top || stem.is_some() { String::new() } else { read(&root("tests/suite/check/header.toml")) };
    let lines_before = header.lines().count();
    let file = format!("{}.toml", stem.unwrap_or("example"));
    let mut documents = vec![Document::read(&file, format!("{header}{written}"))];
    for context in walk(&root("tests/suite/check/context")) {
        if name(&context) != file {
            documents.push(Document::read(name(&context), read(&context)));
        }
    }
    let found = check(&Suite { documents, today: today() }).into_iter().filter(|found| found.path == file);
    let found = found.map(|found| {
        let line = found.line.saturating_sub(lines_before);
        (line, format!("{}[{}]: {}", found.severity.name(), found.rule, found.sentence))
    });
    (notes(&written), found.collect())
}

fn notes(written: &str) -> BTreeSet<Note> {
    let mut notes = BTreeSet::new();
    for (line, text) in (1..).zip(written.lines()) {
        for note in text.split("#~").skip(1) {
            let (up, note) = match note.strip_prefix('^') {
                Some(rest) => rest.split_once(' ').map(|(up, note)| (up.parse().unwrap(), note)).unwrap(),
                None => (0, note),
            };
            notes.insert((line - up, note.trim().to_owned()));
        }
    }
    notes
}
