//! The command line: what is printed where, and the exit codes.

use std::{
    fs,
    process::{Command, Output},
};

use crate::root;

fn routemaps(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_routemaps")).args(arguments).current_dir(root("")).output().unwrap()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Makes a folder with a copy of the published routemaps and one change to the EHC needs assessment.
fn changed(from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let published = root("routemaps");
    for path in crate::walk(&published).iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml" || ending == "txt")) {
        let text = crate::read(path);
        let text = if path.ends_with("ehcna.toml") { text.replacen(from, to, 1) } else { text };
        let copy = folder.path().join(path.strip_prefix(&published).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, text).unwrap();
    }
    folder
}

#[test]
fn fine_routemaps_exit_with_0_and_a_count() {
    let output = routemaps(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    assert!(printed(&output).ends_with("0 errors, 0 warnings\n"), "{}", printed(&output));
}

#[test]
fn an_error_exits_with_1_and_names_path_line_column_rule_and_help() {
    let folder = changed("to = \"does-it-fit\"", "to = \"does-it-fitt\"");
    let path = folder.path().join("ehcna.toml");
    let line = 1 + crate::read(&path).lines().position(|line| line.contains("does-it-fitt")).unwrap();
    let output = routemaps(&["check", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let printed = printed(&output);
    let first = printed.lines().find(|line| line.contains("unknown-step")).unwrap();
    let expected = format!(
        "{}:{line}:6: error[unknown-step]: choice `check` leads to `does-it-fitt`, which is not a step of this routemap",
        path.display()
    );
    assert_eq!(first, expected);
    assert!(printed.contains("  help: the closest step is `does-it-fit`"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "it must be readable without colour");
}

#[test]
fn json_is_for_programs() {
    let folder = changed("kind = \"do\"", "kind = \"done\"");
    let output = routemaps(&["check", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!(found[0]["rule"], "wrong-type");
    assert_eq!(found[0]["severity"], "error");
    assert!(found[0]["line"].as_u64().unwrap() > 1);
}

#[test]
fn what_cannot_be_read_exits_with_2_and_a_sentence() {
    let output = routemaps(&["check", "no-such-folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "routemaps: `no-such-folder` is not a folder\n");
}

#[test]
fn a_site_is_not_built_from_routemaps_with_errors() {
    let folder = changed("kind = \"do\"", "kind = \"done\"");
    let out = folder.path().join("site");
    let output = routemaps(&["build", "--routemaps", folder.path().to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!out.exists());
    assert!(String::from_utf8(output.stderr).unwrap().contains("error[wrong-type]"));
}

#[test]
fn a_routemap_can_be_looked_at_as_it_would_stand_on_another_day() {
    let deadline = "id = \"decision\"\ntitle";
    let folder = changed(deadline, "id = \"decision\"\nuntil = 2029-08-31\ntitle");
    let check = |on: &[&str]| printed(&routemaps(&[&["check", folder.path().to_str().unwrap()], on].concat()));
    assert!(!check(&[]).contains("unknown-deadline"));
    assert!(!check(&["--on", "2029-08-31"]).contains("unknown-deadline"));
    let then = check(&["--on", "2029-09-01"]);
    let path = folder.path().join("ehcna.toml");
    let line = 1 + crate::read(&path).lines().position(|line| line.starts_with("meets = [\"decision\"")).unwrap();
    let named = format!("{}:{line}:10: error[unknown-deadline]: `decision` is not a deadline of this routemap", path.display());
    assert!(then.contains(&named), "{then}");
    let wrong = routemaps(&["check", "--on", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_step_that_is_not_the_law_yet_is_left_out_with_the_ways_to_it_and_places_stay_right() {
    let folder = changed("id = \"has-plan\"\nstage", "id = \"has-plan\"\nfrom = 2029-09-01\nstage");
    let path = folder.path().join("ehcna.toml");
    // A fault behind the step that is left out is still shown where it stands.
    let text = crate::read(&path).replace("to = \"enough-for-now\"", "to = \"enough-for-noww\"");
    fs::write(&path, &text).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("noww")).unwrap();
    let found = printed(&routemaps(&["check", path.to_str().unwrap(), "--on", "2027-01-01"]));
    assert!(found.contains(&format!(":{line}:6: error[unknown-step]")), "{found}");
    assert!(!found.contains("`has-plan`"), "{found}");
}

#[test]
fn a_fact_and_a_deadline_leave_with_their_time_and_every_version_of_a_deadline_stays_for_the_pages() {
    use routemaps::definition::{
        Voice,
        document::{Document, Standing},
    };
    let text = "[[steps]]\nid = \"a\"\n[[steps.facts]]\ntext = \"Old.\"\nuntil = 2029-08-31\n[[steps.facts]]\ntext = \"New.\"\nfrom = 2029-09-01\n\
        [[steps.deadlines]]\nid = \"d\"\nuntil = 2029-08-31\n[[steps.deadlines]]\nid = \"d\"\nfrom = 2029-09-01\n";
    for (day, standing, deadlines) in [("2029-08-31", Standing::OneDay, 1), ("2029-09-01", Standing::FromNowOn, 2)] {
        let day = routemaps::calendar::Date::from_iso(day).unwrap();
        let mut document = Document::read("example.toml", text.to_owned(), Voice::Parent);
        document.stand_on(day, standing);
        let step = &document.routemap().unwrap().steps[0];
        assert_eq!((step.facts.len(), step.deadlines.len()), (1, deadlines));
        assert!(step.facts[0].period.covers(day));
    }
}

#[test]
fn a_new_routemap_passes_the_checker_and_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["directory", "glossary", "place"] {
        let text = crate::read(&root(&format!("tests/suite/check/context/{name}.toml")));
        fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let output = routemaps(&["new", "library-card", "--routemaps", path]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let checked = printed(&routemaps(&["check", folder.path().join("library-card.toml").to_str().unwrap()]));
    assert!(checked.ends_with("0 errors, 0 warnings\n"), "{checked}");
    assert!(crate::read(&folder.path().join("library-card.toml")).contains("title = \"Library card\""));
    let again = routemaps(&["new", "library-card", "--routemaps", path]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("is there already; nothing was changed"));
    assert_eq!(routemaps(&["new", "Library Card", "--routemaps", path]).status.code(), Some(2));
}

#[test]
fn the_difference_of_two_versions_is_said_in_plain_words() {
    let text = crate::read(&root("routemaps/ehcna.toml"));
    let old = root("routemaps");
    let new = changed("rule = \"6 weeks after request-received\"", "rule = \"5 weeks after request-received\"");
    let path = new.path().join("ehcna.toml");
    let text = crate::read(&path)
        .replace("id = \"school-help\"", "id = \"help-at-school\"\nwas = [\"school-help\"]")
        .replace("to = \"school-help\"", "to = \"help-at-school\"")
        .replacen(text.lines().find(|line| line.starts_with("title = ")).unwrap(), "title = \"Asking for an assessment\"", 1);
    fs::write(&path, text).unwrap();
    let said = printed(&routemaps(&["diff", old.to_str().unwrap(), new.path().to_str().unwrap()]));
    for line in [
        "Asking for an assessment (ehcna)",
        "  The title was “Asking for an EHC needs assessment” and is “Asking for an assessment” now.",
        "its id was `school-help` and is `help-at-school` now.",
        "time limit changed, “The council tells you if it will assess”",
        "5 weeks after",
    ] {
        assert!(said.contains(line), "no `{line}` in:\n{said}");
    }
    assert!(!said.contains("leads to"), "a step that is only renamed leads nowhere else:\n{said}");
    let same = printed(&routemaps(&["diff", old.to_str().unwrap(), old.to_str().unwrap()]));
    assert_eq!(same, "Nothing changed that families can see.\n");
}

#[test]
fn a_report_can_be_read_without_the_app_and_has_every_time_limit_contact_and_way() {
    let out = tempfile::tempdir().unwrap();
    let path = out.path().to_str().unwrap();
    assert_eq!(routemaps(&["report", "--out", path]).status.code(), Some(0));
    let suite = ::routemaps::site::load(&root("routemaps"), crate::today()).unwrap();
    let index = crate::read(&out.path().join("index.html"));
    for routemap in suite.routemaps() {
        let html = crate::read(&out.path().join(format!("{}.html", routemap.id)));
        let page = scraper::Html::parse_document(&html);
        assert_eq!(page.errors.len(), 0, "{}: {:?}", routemap.id, page.errors);
        let text = page.root_element().text().collect::<String>();
        assert!(index.contains(&format!("{}.html", routemap.id)));
        for step in &routemap.steps {
            assert!(text.contains(&step.title), "{}: no step `{}`", routemap.id, step.id);
            assert!(html.contains(&format!("id=\"{}\"", step.id)), "{}: `{}` is on no way", routemap.id, step.id);
            for deadline in &step.deadlines {
                assert!(text.contains(&deadline.title), "{}: no time limit `{}`", routemap.id, deadline.id);
            }
        }
        for source in &routemap.sources {
            assert!(html.contains(&source.url.replace('&', "&amp;")), "{}: no link to `{}`", routemap.id, source.id);
        }
        assert!(!html.contains("<script"));
    }
    let unknown = routemaps(&["report", "no-such", "--out", path]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no routemap `no-such`"));
}

#[test]
fn draw_writes_a_sheet_and_says_when_its_words_are_too_small_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("sheet.svg");
    let draw = |id: &str, paper: &str| {
        let output = routemaps(&["draw", id, "--format", "svg", "--paper", paper, "--out", out.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        (printed(&output), fs::read_to_string(&out).unwrap())
    };
    let (said, sheet) = draw("ehcna", "a4");
    assert!(sheet.contains("Asking for an EHC needs assessment") && !said.contains("too small"), "{said}");
    let (said, _) = draw("send-system", "a4");
    assert!(said.contains("too small to read. Take a larger paper."), "{said}");
    let unknown = routemaps(&["draw", "no-such-routemap"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no routemap `no-such-routemap`"));
}
