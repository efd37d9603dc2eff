//! What a suite costs that is many times as large as ours: 1,000 routemaps of 200 steps each, built as `routemaps build` does. Figures,
//! not a test. `GROWTH` names other numbers: `GROWTH="50 20"`.
#![allow(clippy::unwrap_used)]

mod grown;
mod near_tree;

use std::{fs, path::Path, time::Instant};

use routemaps::{
    calendar::Date,
    site::{self, Build},
};

fn main() {
    let asked = std::env::var("GROWTH").unwrap_or_else(|_| "1000 200".to_owned());
    let numbers: Vec<usize> = asked.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = project.join("target/growth");
    let _ = fs::remove_dir_all(&folder);
    let build = |routemaps, out: &str| Build {
        project: project.to_owned(),
        routemaps,
        out: folder.join(out),
        base: "/".to_owned(),
        address: None,
        reloads: false,
        today: Date::new(2026, 11, 23).unwrap(),
    };
    // The app is the same for every suite: what its compiling takes is no part of the figure.
    let before = Instant::now();
    site::build(&build(project.join("routemaps"), "ours")).unwrap();
    println!("our own suite, with the app compiled if it was not: {:.1} s", before.elapsed().as_secs_f64());
    let grown = folder.join("routemaps");
    let all = grown::write_suite(&project.join("routemaps"), &grown, numbers[0], numbers[1]).unwrap();
    let before = Instant::now();
    site::build(&build(grown, "site")).unwrap();
    println!("{all} routemaps, {} of them with {} steps: {:.1} s", numbers[0], numbers[1], before.elapsed().as_secs_f64());
    print!("{}", site::sizes::as_text(&site::sizes::measure(&folder.join("site")).unwrap()));
}
