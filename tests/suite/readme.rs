//! What README says is so: its paths exist, its commands are there, and the quick ones run.

use std::process::Command;

use crate::{read, root};

/// Returns what stands in backticks in README, and the lines of its code blocks.
fn code() -> Vec<String> {
    let text = read(&root("README.md"));
    let mut found = Vec::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            found.push(line.split('#').next().unwrap().trim().to_owned());
        } else {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

#[test]
fn readme_is_short() {
    assert!(read(&root("README.md")).lines().count() <= 150);
}

#[test]
fn every_path_that_readme_names_exists() {
    let text = read(&root("README.md"));
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.contains("://"));
    let looks_like_a_path = |word: &String| {
        word.contains('/')
            && !word.contains(' ')
            && !word.contains("://")
            && !word.starts_with(['/', '#', '-', '.'])
            && !word.starts_with("application/")
    };
    let built = ["dist/", "target/"];
    let named: Vec<String> = links.map(str::to_owned).chain(code().into_iter().filter(looks_like_a_path)).collect();
    assert!(named.len() > 8, "{named:?}");
    for path in named {
        if !built.iter().any(|folder| path.starts_with(folder)) && !path.contains('<') {
            assert!(root(&path).exists(), "README names `{path}`, which does not exist");
        }
    }
}

#[test]
fn every_make_target_and_subcommand_that_readme_names_exists() {
    let makefile = read(&root("Makefile"));
    let help = Command::new(env!("CARGO_BIN_EXE_routemaps")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let mut seen = 0;
    for words in code() {
        if let Some(target) = words.strip_prefix("make ") {
            assert!(makefile.contains(&format!("\n{target}:")), "README names `make {target}`");
            seen += 1;
        }
        if let Some(command) = words.strip_prefix("cargo run -- ") {
            let command = command.split(' ').next().unwrap();
            assert!(help.contains(&format!("  {command} ")), "README names `{words}`");
            seen += 1;
        }
    }
    assert!(seen > 6, "only {seen} commands were seen");
}

#[test]
fn the_quick_commands_of_readme_run() {
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(root("")).output().unwrap();
        assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run("make", &["help"]);
    run(env!("CARGO_BIN_EXE_routemaps"), &["check"]);
    for command in code().iter().filter_map(|words| words.strip_prefix("cargo run -- check ")) {
        let arguments: Vec<&str> = std::iter::once("check").chain(command.split(' ')).collect();
        run(env!("CARGO_BIN_EXE_routemaps"), &arguments);
    }
}
