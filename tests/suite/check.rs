//! The checker's rules, each by its examples in `check/`: every diagnostic stands where the fault is.
//!
//! A note `#~ error[rule]: sentence` stands at the end of the line of the diagnostic, or as `#~^3 ...` on a line
//! of its own, three lines below it. An example without `format` gets `check/header.toml` before it. A file of the same
//! name that ends in `.txt` is its story, with notes of its own.

use std::{collections::BTreeSet, path::Path};

use routemaps::check::{RULES, StoryFile, Suite, check};

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
            let story = path.with_extension("txt");
            let in_story = story.is_file() && read(&story).contains(&note);
            assert!(in_story || read(path).contains(&note), "{} does not fail `{}`", path.display(), rule.id);
        }
        let passes = of_rule.iter().filter(|path| name(path).starts_with("passes"));
        assert!(passes.clone().count() > 0, "`{}` has no passing example", rule.id);
        for path in passes {
            assert!(!read(path).contains("#~"), "{} does not pass", path.display());
        }
    }
}

#[test]
fn every_rule_is_explained_to_authors() {
    let readme = read(&root("routemaps/README.md"));
    for rule in RULES {
        let row = format!("| `{}` | {} | ", rule.id, rule.severity.name());
        assert!(readme.contains(&row), "`{}` has no row in routemaps/README.md", rule.id);
    }
    assert!(RULES.len() >= 35);
}

#[test]
fn the_published_routemaps_have_no_errors_and_no_warnings_but_age() {
    let suite = routemaps::site::load(&root("routemaps"), today()).unwrap();
    let found: Vec<_> = check(&suite).into_iter().map(|found| format!("{}:{} {}", found.path, found.line, found.sentence)).collect();
    assert_eq!(found, Vec::<String>::new());
}

fn examples() -> Vec<std::path::PathBuf> {
    let folder = root("tests/suite/check");
    walk(&folder)
        .into_iter()
        .filter(|path| (name(path).starts_with("fails") || name(path).starts_with("passes")) && name(path).ends_with(".toml"))
        .collect()
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
    let context = walk(&root("tests/suite/check/context")).into_iter().filter(|context| name(context) != file);
    let context = context.map(|context| (name(&context).to_owned(), read(&context)));
    let definitions = [(file.clone(), format!("{header}{written}"))].into_iter().chain(context).collect();
    let story = path.with_extension("txt");
    let story = story.is_file().then(|| StoryFile { path: "story.txt".to_owned(), text: read(&story) });
    let of_story = story.as_ref().map(|story| notes(&story.text)).unwrap_or_default();
    let found = check(&Suite::read(definitions, story.into_iter().collect(), today())).into_iter();
    let found = found.filter(|found| found.path == file || found.path == "story.txt").map(|found| {
        let line = if found.path == file { found.line.saturating_sub(lines_before) } else { found.line };
        (line, format!("{}[{}]: {}", found.severity.name(), found.rule, found.sentence))
    });
    (notes(&written).into_iter().chain(of_story).collect(), found.collect())
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
