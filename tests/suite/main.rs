//! The native tests over whole parts: most of them are data beside this file, played by one function each.
#![allow(clippy::unwrap_used, clippy::panic)]

mod architecture;
mod cases;
#[path = "../cases_file.rs"]
mod cases_file;
mod check;
mod cli;
mod counting;
#[path = "../grown.rs"]
mod grown;
#[path = "../host.rs"]
mod host;
mod hosting;
mod large;
mod layout;
mod links;
#[path = "../near_tree.rs"]
mod near_tree;
mod nothing_lost;
mod pages;
mod poster;
mod readme;
mod robust;
mod snapshots;
mod stories;

use std::{
    fs,
    path::{Path, PathBuf},
};

use routemaps::calendar::Date;

/// Returns a path below the project's root.
fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns every file below a folder, in order.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// The day on which examples are checked; it stands still.
fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}
