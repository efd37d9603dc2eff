//! `routemaps new | report | diff`: for those who write routemaps and those who sign them off.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::{load_round, today};
use crate::{
    check::Suite,
    definition::{Routemap, document::is_id},
    report::{self, diff},
};

/// Writes a commented routemap to start from, with a story of its own.
///
/// # Errors
///
/// An id that is none, a file that is there already, or a folder that cannot be written to.
pub fn new(id: &str, routemaps: &Path) -> Result<()> {
    if !is_id(id) {
        bail!("`{id}` is not an id: use small letters, digits and hyphens, and start with a letter");
    }
    let day = today()?;
    let review_by = day.plus_months(6).context("this machine's clock is far off")?;
    let words = id.replace('-', " ");
    let title: String = words.chars().take(1).flat_map(char::to_uppercase).chain(words.chars().skip(1)).collect();
    let suite = load_round(routemaps, day)?;
    let topic = suite.place().and_then(|place| place.topics.first()).map_or("Getting help", String::as_str);
    let fill = |text: &str| {
        let text = text.replace("{{id}}", id).replace("{{title}}", &title).replace("{{topic}}", topic);
        text.replace("{{today}}", &day.to_string()).replace("{{review_by}}", &review_by.to_string())
    };
    let files = [
        (routemaps.join(format!("{id}.toml")), fill(include_str!("starter/routemap.toml"))),
        (routemaps.join(format!("stories/{id}-first.txt")), fill(include_str!("starter/story.txt"))),
    ];
    if let Some((there, _)) = files.iter().find(|(path, _)| path.exists()) {
        bail!("`{}` is there already; nothing was changed", there.display());
    }
    for (path, text) in &files {
        write(path, text)?;
    }
    println!("Now write it, then look: make check, make serve");
    Ok(())
}

/// Writes the report of one routemap, or of all of them with what leads where.
///
/// # Errors
///
/// An unknown routemap, or a folder that cannot be read or written to.
pub fn report(id: Option<&str>, routemaps: &Path, out: &Path) -> Result<()> {
    let suite = load_round(routemaps, today()?)?;
    if let Some(id) = id {
        let routemap = suite.routemap(id).with_context(|| unknown(id, &suite))?;
        return write(&out.join(format!("{id}.html")), &report::of_routemap(&suite, routemap));
    }
    for routemap in suite.routemaps() {
        write(&out.join(format!("{}.html", routemap.id)), &report::of_routemap(&suite, routemap))?;
    }
    write(&out.join("index.html"), &report::of_suite(&suite))
}

fn unknown(id: &str, suite: &Suite) -> String {
    let known: Vec<String> = suite.routemaps().map(|routemap| format!("`{}`", routemap.id)).collect();
    format!("there is no routemap `{id}`; there are {}", known.join(", "))
}

/// Prints what changed between two versions, each a folder of routemaps or one file.
///
/// # Errors
///
/// A folder or a file that cannot be read.
pub fn diff(old: &Path, new: &Path) -> Result<()> {
    let (before, after) = (load_round(old, today()?)?, load_round(new, today()?)?);
    let changed = diff::of_suites(&chosen(&before, old), &chosen(&after, new), after.services());
    match changed.as_str() {
        "" => println!("Nothing changed that families can see."),
        changed => print!("{changed}"),
    }
    Ok(())
}

/// Returns the routemaps that a path means: all of a folder, or the one of a file.
fn chosen<'a>(suite: &'a Suite, path: &Path) -> Vec<&'a Routemap> {
    let stem = path.file_stem().filter(|_| path.is_file()).map(|stem| stem.to_string_lossy().into_owned());
    suite.routemaps().filter(|routemap| stem.as_deref().is_none_or(|stem| stem == routemap.id.as_str())).collect()
}

fn write(path: &PathBuf, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("failed to make `{}`", folder.display()))?;
    fs::write(path, text).with_context(|| format!("failed to write `{}`", path.display()))?;
    println!("{}", path.display());
    Ok(())
}
