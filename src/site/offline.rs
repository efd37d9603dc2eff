//! Opening the site with no signal: the worker that keeps it on a device, with the hash of each file it may keep.

use std::{fmt::Write, fs, path::Path};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use oxc::span::SourceType;
use sha2::{Digest, Sha256};

use super::{files, script};

/// The name of the worker's file. It stands at the root of the site, because a worker serves only what stands below it.
pub const WORKER: &str = "sw.js";

/// Writes the worker into a built site whose files are compressed already.
///
/// # Errors
///
/// A file that cannot be read or written.
pub fn write_worker(project: &Path, site: &Path) -> Result<()> {
    let template = project.join("public").join(WORKER);
    let template = fs::read_to_string(&template).with_context(|| format!("failed to read `{}`", template.display()))?;
    let (mut always, mut of_routemaps) = (String::new(), String::new());
    for path in files::walk(site)? {
        let name = path.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        if !is_kept(&name) {
            continue;
        }
        let content = fs::read(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
        let of_routemap = name.split_once('/').is_some_and(|(folder, _)| site.join(folder).join("outline.txt").exists());
        let list = if of_routemap { &mut of_routemaps } else { &mut always };
        // The lists are strings of a script, whose lines end with `\n` written out.
        let _ = write!(list, "{} {} {name}\\n", hash(&content), files::on_the_way(&path)?);
    }
    let worker = script::small(WORKER, &template, SourceType::cjs())?;
    let worker = worker.replace("{{always}}", &always).replace("{{routemaps}}", &of_routemaps);
    let worker = worker.replace("{{version}}", &hash(worker.as_bytes()));
    files::write(&site.join(WORKER), worker.as_bytes())?;
    files::compress(&site.join(WORKER), files::STRONGEST, None)
}

/// Says whether a file is kept for days with no signal: not what is for paper, for hosts, or for installing.
fn is_kept(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let is_page_or_part = matches!(ending, "html" | "css" | "js" | "wasm" | "txt" | "webmanifest");
    is_page_or_part && name != "404.html" && name != WORKER
}

/// Returns what a file is known by: the first 15 bytes of its SHA-256, which base64 writes without padding.
fn hash(content: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(content).get(..15).unwrap_or_default())
}
