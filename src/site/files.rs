//! Writing the site's files: names with hashes, integrity, and compressed twins.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};

use crate::{cores::side_by_side, pages::Asset};

/// Writes a file, making its folders.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("failed to make `{}`", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("failed to write `{}`", path.display()))
}

/// Writes `assets/NAME.HASH.ENDING`, so that it can be kept for ever under that name.
pub fn write_hashed(out: &Path, name: &str, ending: &str, content: &[u8]) -> Result<Asset> {
    let hash: String = Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let path = format!("assets/{name}.{hash}.{ending}");
    write(&out.join(&path), content)?;
    Ok(Asset { path, integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))) })
}

/// Copies a folder but for some files at its top.
pub fn copy_folder(from: &Path, to: &Path, but: &[&str]) -> Result<()> {
    for path in walk(from)? {
        let name = path.strip_prefix(from)?;
        if !but.iter().any(|skipped| name == Path::new(skipped)) {
            write(&to.join(name), &fs::read(&path)?)?;
        }
    }
    Ok(())
}

/// The bytes up to which all of a site is compressed at its strongest. That takes a minute for these; a site of ten times as
/// many is compressed well rather than in ten minutes. A page comes out an eighth larger then.
const STRONGEST_UP_TO: u64 = 32 << 20;

/// How strongly brotli compresses: 11 is its strongest.
pub const STRONGEST: i32 = 11;
const STRONG: i32 = 6;
/// The bytes that a page may have on the way (design.md, section 7).
const LARGE_PAGE: usize = 24 << 10;

/// Puts a `.br` and a `.gz` beside each file that shrinks. A file that stands just so in the folder of an earlier build
/// has its twins there already.
pub fn compress_folder(folder: &Path, earlier: &Path) -> Result<()> {
    let mut files = walk(folder)?;
    // PDFs and PNGs are compressed inside.
    files.retain(|path| path.extension().is_none_or(|ending| ending != "pdf" && ending != "png"));
    let sizes = files.iter().map(|path| Ok(fs::metadata(path)?.len())).collect::<Result<Vec<_>>>()?;
    let is_large = sizes.into_iter().fold(0, u64::saturating_add) > STRONGEST_UP_TO;
    let done = side_by_side(&files, |path| {
        // The app is the largest part of a first visit, and the same however large the suite is.
        let strength = if is_large && !path.starts_with(folder.join("assets")) { STRONG } else { STRONGEST };
        compress(path, strength, Some(&earlier.join(path.strip_prefix(folder)?)))
    });
    done.into_iter().collect()
}

/// Puts the twins beside one file, the one of brotli in a strength up to 11; `earlier` is where it stood in an earlier build.
pub fn compress(path: &Path, strength: i32, earlier: Option<&Path>) -> Result<()> {
    let content = fs::read(path)?;
    let earlier = earlier.filter(|earlier| fs::read(earlier).is_ok_and(|before| before == content));
    let brotli = || {
        let small = self::brotli(&content, strength)?;
        // What is too large for a slow phone even so is worth the time.
        if small.len() > LARGE_PAGE && strength < STRONGEST { self::brotli(&content, STRONGEST) } else { Ok(small) }
    };
    let gzip = || gzip(&content, strength);
    for ending in ["br", "gz"] {
        let known = earlier.and_then(|earlier| fs::read(twin(earlier, ending)).ok());
        let small = known.map_or_else(|| if ending == "br" { brotli() } else { gzip() }, Ok)?;
        if small.len() < content.len() {
            write(&twin(path, ending), &small)?;
        }
    }
    Ok(())
}

/// Returns the bytes a host sends of a file: its compressed twin if there is one.
pub fn on_the_way(path: &Path) -> Result<u64> {
    let read = fs::metadata(twin(path, "br")).or_else(|_| fs::metadata(path));
    Ok(read.with_context(|| format!("failed to measure `{}`", path.display()))?.len())
}

fn twin(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(format!(".{ending}"));
    PathBuf::from(name)
}

/// Puts a finished folder in the place of an older one.
pub fn replace_folder(fresh: &Path, old: &Path) -> Result<()> {
    if old.exists() {
        fs::remove_dir_all(old).with_context(|| format!("failed to remove `{}`", old.display()))?;
    }
    if let Some(parent) = old.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::rename(fresh, old).with_context(|| format!("failed to move the site to `{}`", old.display()))
}

/// Returns every file below a folder, in order; none where there is no such folder.
pub fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).with_context(|| format!("failed to read `{}`", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

fn brotli(content: &[u8], strength: i32) -> Result<Vec<u8>> {
    let mut small = Vec::new();
    let params = ::brotli::enc::BrotliEncoderParams { quality: strength, lgwin: 22, ..Default::default() };
    ::brotli::BrotliCompress(&mut std::io::Cursor::new(content), &mut small, &params)?;
    Ok(small)
}

fn gzip(content: &[u8], strength: i32) -> Result<Vec<u8>> {
    let level = if strength < STRONGEST { flate2::Compression::default() } else { flate2::Compression::best() };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
