//! How many bytes a family's phone fetches, measured on a built site (design.md, section 7).

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::files::{on_the_way, walk};

/// One measured part of the site, in bytes of brotli.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub what: String,
    pub bytes: u64,
    pub goal: u64,
    pub limit: u64,
}

const KIB: u64 = 1024;

/// Measures a built site: of each kind of file the most that one page fetches, then the heaviest first visit.
///
/// # Errors
///
/// A folder with no page in it, and a file of the site that cannot be read.
pub fn measure(site: &Path) -> Result<Vec<Size>> {
    let mut most = [0_u64; 5];
    let files = walk(site)?;
    let pages: Vec<_> = files.iter().filter(|path| path.ends_with("index.html")).collect();
    ensure!(!pages.is_empty(), "`{}` has no page: build the site first", site.display());
    for path in pages {
        let of_page = fetched_by(path)?;
        let all = of_page.iter().copied().fold(0, u64::saturating_add);
        for (most, bytes) in most.iter_mut().zip(of_page.into_iter().chain([all])) {
            *most = bytes.max(*most);
        }
    }
    let [wasm, scripts, style, page, first_visit] = most;
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

/// Returns the bytes that a first visit to a page fetches: wasm, scripts, style, and the page itself.
fn fetched_by(path: &Path) -> Result<[u64; 4]> {
    let html = fs::read_to_string(path).with_context(|| format!("failed to read `{}`", path.display()))?;
    let folder = path.parent().unwrap_or(path);
    let mut sums = [0, 0, 0, on_the_way(path)?];
    let mut seen = BTreeSet::new();
    for address in html.split('"').filter(|text| seen.insert(*text)) {
        let kind = [".wasm", ".js", ".css"].iter().position(|ending| address.ends_with(ending) && !address.contains("://"));
        if let Some(sum) = kind.and_then(|kind| sums.get_mut(kind)) {
            *sum = sum.saturating_add(on_the_way(&folder.join(address))?);
        }
    }
    Ok(sums)
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
