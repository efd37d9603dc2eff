//! How many bytes a family's phone fetches, measured on a built site (design.md, section 7).

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::files::walk;

/// One measured part of the site, in bytes of brotli.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub what: String,
    pub bytes: u64,
    pub goal: u64,
    pub limit: u64,
}

const KIB: u64 = 1024;

/// Measures a built site, part by part; last, a first visit to the largest routemap.
///
/// # Errors
///
/// A file of the site that cannot be read.
pub fn measure(site: &Path) -> Result<Vec<Size>> {
    let mut sums = [0_u64; 4];
    let [wasm, scripts, style, page] = &mut sums;
    for path in walk(site)? {
        let name = path.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        let bytes = || compressed(&path);
        if name.ends_with(".wasm") {
            *wasm = wasm.saturating_add(bytes()?);
        } else if name.ends_with(".js") {
            *scripts = scripts.saturating_add(bytes()?);
        } else if name.ends_with(".css") {
            *style = style.saturating_add(bytes()?);
        } else if name.ends_with("/index.html") {
            *page = bytes()?.max(*page);
        }
    }
    let first_visit = sums.iter().copied().fold(0, u64::saturating_add);
    let [wasm, scripts, style, page] = sums;
    let size = |what: &str, bytes, goal: u64, limit: u64| Size {
        what: what.to_owned(),
        bytes,
        goal: goal.saturating_mul(KIB),
        limit: limit.saturating_mul(KIB),
    };
    Ok(vec![
        size("wasm", wasm, 80, 100),
        size("JavaScript", scripts, 8, 12),
        size("CSS", style, 8, 12),
        size("largest routemap's page and data", page, 16, 24),
        size("first visit", first_visit, 120, 150),
    ])
}

/// Returns the sizes as lines to read: figure, goal, limit.
pub fn as_text(sizes: &[Size]) -> String {
    let kib = |bytes: u64| bytes as f64 / KIB as f64;
    let verdict = |size: &Size| match size.bytes {
        bytes if bytes > size.limit => "OVER THE LIMIT",
        bytes if bytes > size.goal => "over the goal",
        _ => "within the goal",
    };
    let line = |size: &Size| {
        format!(
            "{:<34} {:>7.1} KiB   goal {:>4.0}   limit {:>4.0}   {}\n",
            size.what,
            kib(size.bytes),
            kib(size.goal),
            kib(size.limit),
            verdict(size)
        )
    };
    sizes.iter().map(line).collect()
}

/// Returns the bytes a host sends: the compressed twin if there is one.
fn compressed(path: &Path) -> Result<u64> {
    let mut twin = path.to_owned().into_os_string();
    twin.push(".br");
    let read = fs::metadata(&twin).or_else(|_| fs::metadata(path));
    Ok(read.with_context(|| format!("failed to measure `{}`", path.display()))?.len())
}
