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
    for name in ["ehcna", "directory", "glossary", "place", "bank-holidays"] {
        let text = crate::read(&root(&format!("routemaps/{name}.toml")));
        let text = if name == "ehcna" { text.replacen(from, to, 1) } else { text };
        fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    }
    fs::create_dir(folder.path().join("pages")).unwrap();
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
    use routemaps::definition::document::{Document, Standing};
    let text = "[[steps]]\nid = \"a\"\n[[steps.facts]]\ntext = \"Old.\"\nuntil = 2029-08-31\n[[steps.facts]]\ntext = \"New.\"\nfrom = 2029-09-01\n\
        [[steps.deadlines]]\nid = \"d\"\nuntil = 2029-08-31\n[[steps.deadlines]]\nid = \"d\"\nfrom = 2029-09-01\n";
    for (day, standing, deadlines) in [("2029-08-31", Standing::OneDay, 1), ("2029-09-01", Standing::FromNowOn, 2)] {
        let day = routemaps::calendar::Date::from_iso(day).unwrap();
        let mut document = Document::read("example.toml", text.to_owned());
        document.stand_on(day, standing);
        let step = &document.routemap().unwrap().steps[0];
        assert_eq!((step.facts.len(), step.deadlines.len()), (1, deadlines));
        assert!(step.facts[0].period.covers(day));
    }
}
