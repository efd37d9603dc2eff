//! `routemaps draw`: one routemap on one sheet of paper.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::{Drawing, PaperSize, today};
use crate::{
    definition::document::Standing,
    layout::{WIDEST, layout},
    poster::{Paper, Poster, draw, pdf},
    site,
};

/// Draws a routemap and writes the sheet to a file.
///
/// # Errors
///
/// No such routemap, or a file that cannot be read or written.
pub fn run(id: &str, format: Drawing, paper: PaperSize, folder: &Path, address: Option<String>, out: Option<PathBuf>) -> Result<()> {
    let today = today()?;
    let mut suite = site::load(folder, today)?;
    suite.stand_on(today, Standing::FromNowOn);
    let all: Vec<_> = suite.routemaps().collect();
    let Some(routemap) = suite.routemap(id) else {
        let known: Vec<&str> = all.iter().map(|routemap| routemap.id.as_str()).collect();
        bail!("there is no routemap `{id}`; there are: {}", known.join(", "));
    };
    let place = suite.place().with_context(|| format!("failed to find `place.toml` in `{}`", folder.display()))?;
    let address = address.as_ref().unwrap_or(&place.address);
    let poster = Poster { routemap, map: &layout(routemap, WIDEST), routemaps: &all, services: suite.services(), place, address };
    let paper = match paper {
        PaperSize::A4 => Paper::A4,
        PaperSize::A3 => Paper::A3,
    };
    let sheet = draw(&poster, paper);
    let (ending, content) = match format {
        Drawing::Svg => ("svg", sheet.svg.as_bytes().to_vec()),
        Drawing::Pdf => ("pdf", pdf(&sheet.svg)?),
    };
    let out = out.unwrap_or_else(|| PathBuf::from(format!("{id}.{ending}")));
    fs::write(&out, content).with_context(|| format!("failed to write `{}`", out.display()))?;
    println!("Wrote {}", out.display());
    if !sheet.is_readable() {
        let smallest = sheet.smallest;
        println!("Its smallest words are {}.{} mm high, too small to read. Take a larger paper.", smallest / 10, smallest % 10);
    }
    Ok(())
}
