//! Reads the folder of definitions.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{calendar::Date, check::Suite, definition::document::Document};

/// A story's file and text.
pub struct Story {
    pub path: String,
    pub text: String,
}

/// Reads every definition of a folder: `*.toml` in it and in its `pages/`.
///
/// # Errors
///
/// A folder or a file that cannot be read. What is wrong inside a file is the checker's business.
pub fn load(folder: &Path, today: Date) -> Result<Suite> {
    if !folder.is_dir() {
        bail!("`{}` is not a folder", folder.display());
    }
    let mut paths = files(folder, "toml")?;
    paths.extend(files(&folder.join("pages"), "toml")?);
    let documents = paths.iter().map(|path| read(path)).collect::<Result<_>>()?;
    Ok(Suite { documents, today })
}

/// Reads every story of a folder of definitions.
///
/// # Errors
///
/// A file that cannot be read.
pub fn load_stories(folder: &Path) -> Result<Vec<Story>> {
    let paths = files(&folder.join("stories"), "txt")?;
    paths
        .iter()
        .map(|path| {
            Ok(Story { path: show(path), text: fs::read_to_string(path).with_context(|| format!("failed to read `{}`", show(path)))? })
        })
        .collect()
}

/// Reads one document. Bytes that are not text become signs that the checker reports.
fn read(path: &Path) -> Result<Document> {
    let bytes = fs::read(path).with_context(|| format!("failed to read `{}`", show(path)))?;
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok(Document::read(&show(path), text))
}

/// Returns the files of a folder with an ending, in order; none where there is no such folder.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("failed to read `{}`", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.is_file() && path.extension().is_some_and(|known| known == ending));
    paths.sort();
    Ok(paths)
}

/// Returns a path as messages name it.
fn show(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
