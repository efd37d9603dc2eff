//! Reads the folder of definitions.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    calendar::Date,
    check::{StoryFile, Suite},
};

/// Reads every file of a folder: the definitions in it and in its `pages/`, and the stories in its `stories/`.
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
    let definitions = paths.iter().map(|path| read(path)).collect::<Result<_>>()?;
    let stories = files(&folder.join("stories"), "txt")?;
    let stories = stories.iter().map(|path| read(path).map(|(path, text)| StoryFile { path, text })).collect::<Result<_>>()?;
    Ok(Suite::read(definitions, stories, today))
}

/// Returns the name and the text of a file. Bytes that are not text become signs that the checker reports.
fn read(path: &Path) -> Result<(String, String)> {
    let bytes = fs::read(path).with_context(|| format!("failed to read `{}`", show(path)))?;
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok((show(path), text))
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
