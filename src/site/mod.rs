//! Building the site: read, check, compile the app, write pages and hashed files, compress.
//!
//! The build is our own because the pages must work under a strict policy with no inline script, and
//! because a fresh machine should not have to compile a bundler first.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use oxc::span::SourceType;

use crate::{
    calendar::Date,
    check::{Suite, as_text, check, has_errors},
    cores::side_by_side,
    definition::{Outline, Place, Routemap, RoutemapId, colour, document::Standing, wire},
    layout::{WIDEST, layout},
    pages::{self, Asset, Assets, Drawing, Module},
    poster::{self, Paper, Poster, Sheet},
};

mod app;
mod files;
mod host;
mod install;
mod load;
mod offline;
mod script;
mod serve;
pub mod sizes;

pub use load::load;
pub use offline::write_worker;
pub use serve::{Server, serve, watch};

/// What to build and where to.
#[derive(Clone, Debug)]
pub struct Build {
    /// The project: `index.html`, `public/`, `src/`.
    pub project: PathBuf,
    /// The folder of definitions, usually `routemaps`.
    pub routemaps: PathBuf,
    pub out: PathBuf,
    /// Where the site stands on its host, for the page of a wrong address: `/` or `/routemaps/`.
    pub base: String,
    /// Where the site will stand, with a slash at its end, for the codes on paper; else what the place says.
    pub address: Option<String>,
    /// Adds the script that reloads the page after a change.
    pub reloads: bool,
    pub today: Date,
}

/// Builds the whole site. The folder at `out` is replaced when all of it is ready.
///
/// # Errors
///
/// Faults of the definitions, as the checker prints them; or a file or a tool that could not do its part.
pub fn build(build: &Build) -> Result<()> {
    let mut suite = load(&build.routemaps, build.today)?;
    suite.stand_on(build.today, Standing::FromNowOn);
    let diagnostics = check(&suite);
    if has_errors(&diagnostics) {
        bail!("the routemaps have errors:\n{}", as_text(&diagnostics, &suite));
    }
    let place = suite.place().with_context(|| format!("failed to find `place.toml` in `{}`", build.routemaps.display()))?;
    let shell = shell(build)?;
    let fresh = build.out.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh).with_context(|| format!("failed to clear `{}`", fresh.display()))?;
    }
    files::copy_folder(&build.project.join("public"), &fresh, &["style.css", "boot.js", "offline.js", offline::WORKER])?;
    let drawings = write_drawings(build, &suite, place, &fresh)?;
    let assets = write_assets(build, &suite, place, &drawings, &fresh)?;
    write_pages(&pages::Site::new(&suite, place, &shell, &assets, &drawings, &build.base), &suite, &fresh)?;
    install::write(place, &fresh)?;
    host::write(place, &build.base, &fresh)?;
    files::compress_folder(&fresh, &build.out)?;
    write_worker(&build.project, &fresh)?;
    files::replace_folder(&fresh, &build.out)
}

/// Writes the pages and the outline of each routemap, several at a time, and the pages beside them.
fn write_pages(site: &pages::Site, suite: &Suite, out: &Path) -> Result<()> {
    let write = |pages: Vec<pages::Page>| pages.iter().try_for_each(|page| files::write(&out.join(&page.path), page.html.as_bytes()));
    let routemaps: Vec<&Routemap> = suite.routemaps().chain(suite.routemaps_for_young_people()).collect();
    let written = side_by_side(&routemaps, |routemap| {
        write(pages::of_routemap(site, routemap))?;
        let outline = wire::write(&Outline::of(routemap, suite.services()));
        let folder = pages::folder(&routemap.id, routemap.voice);
        files::write(&out.join(folder).join("outline.txt"), outline.as_bytes())
    });
    written.into_iter().collect::<Result<()>>()?;
    write(pages::of_suite(site))
}

/// Lays each routemap out and writes its sheets, several at a time.
fn write_drawings(build: &Build, suite: &Suite, place: &Place, out: &Path) -> Result<BTreeMap<RoutemapId, Drawing>> {
    let routemaps: Vec<&Routemap> = suite.routemaps().collect();
    let address = build.address.as_ref().unwrap_or(&place.address);
    let drawings = side_by_side(&routemaps, |routemap| {
        let map = layout(routemap, WIDEST);
        let poster = Poster { routemap, map: &map, routemaps: &routemaps, services: suite.services(), place, address };
        let mut readable_on = Vec::new();
        for paper in [Paper::A4, Paper::A3] {
            let sheet = poster::draw(&poster, paper);
            write_sheet(build, &format!("{}/poster-{}", routemap.id, paper.name()), paper, &sheet, out)?;
            readable_on.extend(Some(paper).filter(|_| sheet.is_readable()));
        }
        Ok((routemap.id.clone(), Drawing { map, readable_on }))
    });
    drawings.into_iter().collect()
}

/// Writes a sheet that can be read as SVG and as PDF. One that stands just so in the folder of an earlier build has its PDF there
/// already. Of those that cannot be read only the largest is written, as SVG: a screen makes it larger.
fn write_sheet(build: &Build, name: &str, paper: Paper, sheet: &Sheet, out: &Path) -> Result<()> {
    let (svg, pdf) = (format!("{name}.svg"), format!("{name}.pdf"));
    if sheet.is_readable() || paper == Paper::A3 {
        files::write(&out.join(&svg), sheet.svg.as_bytes())?;
    }
    if !sheet.is_readable() {
        return Ok(());
    }
    let is_same = fs::read(build.out.join(&svg)).is_ok_and(|before| before == sheet.svg.as_bytes());
    let known = if is_same { fs::read(build.out.join(&pdf)).ok() } else { None };
    files::write(&out.join(pdf), &known.map_or_else(|| poster::pdf(&sheet.svg), Ok)?)
}

fn shell(build: &Build) -> Result<String> {
    let path = build.project.join("index.html");
    let shell = fs::read_to_string(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
    let reload = if build.reloads { "<script src=\"{{root}}__reload.js\"></script>\n</body>" } else { "</body>" };
    Ok(shell.replace("</body>", reload))
}

/// Writes style, boot script and apps under names that change with their content.
fn write_assets(build: &Build, suite: &Suite, place: &Place, drawings: &BTreeMap<RoutemapId, Drawing>, out: &Path) -> Result<Assets> {
    let public = |name: &str| {
        let path = build.project.join("public").join(name);
        fs::read_to_string(&path).with_context(|| format!("failed to read `{}`", path.display()))
    };
    let style = format!("{}\n{}", public("style.css")?, [line_colours(suite), lanes(drawings)].concat());
    let [routemaps, own_pages, hand_over] = app::compile(&build.project)?;
    let module = |name: &str, app: app::App| -> Result<Module> {
        Ok(Module {
            script: files::write_hashed(out, name, "js", script::small(name, &app.script, SourceType::mjs())?.as_bytes())?,
            wasm: files::write_hashed(out, name, "wasm", &app.wasm)?,
        })
    };
    let script = |name: &str, kind| {
        let file = format!("{name}.js");
        files::write_hashed(out, name, "js", script::small(&file, &public(&file)?, kind)?.as_bytes())
    };
    Ok(Assets {
        style: files::write_hashed(out, "style", "css", style.as_bytes())?,
        boot: script("boot", SourceType::cjs())?,
        offline: script("offline", SourceType::mjs())?,
        app: module("app", routemaps)?,
        own_pages: module("own", own_pages)?,
        hand_over: module("hand", hand_over)?,
        more_to_find: more_to_find(suite, place, out)?,
        icon: install::icon_address(place)?,
    })
}

fn more_to_find(suite: &Suite, place: &Place, out: &Path) -> Result<Vec<Asset>> {
    pages::more_to_find(suite, place).iter().map(|part| files::write_hashed(out, "find", "txt", part.as_bytes())).collect()
}

/// Returns the classes that say how wide a drawn map is and in which lane a sign stands, for the widest map there is.
fn lanes(drawings: &BTreeMap<RoutemapId, Drawing>) -> String {
    let widest = drawings.values().map(|drawing| drawing.map.lanes).max().unwrap_or_default();
    (0..=widest).map(|lane| format!(".w{lane}{{--lanes:{lane}}}.x{lane}{{--x:{lane}}}")).collect()
}

/// Returns the style of the lines of each colour: the colour, and its light form on dark pages.
fn line_colours(suite: &Suite) -> String {
    let lines = suite.routemaps().map(|routemap| (routemap.colour.as_str(), routemap.id.as_str()));
    let place = suite.place().map(|place| (place.colour.as_str(), "place"));
    let mut by_colour: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (colour, id) in place.into_iter().chain(lines) {
        by_colour.entry(colour).or_default().push(format!(".line-{id}"));
    }
    let rule = |(colour, lines): (&str, &Vec<String>)| {
        let (dark, lines) = (colour::for_dark_pages(colour).unwrap_or_default(), lines.join(","));
        format!(
            "{lines}{{--line:{colour};--on-line:#fff}}@media screen and (prefers-color-scheme:dark){{{lines}{{--line:{dark};--on-line:#14161c}}}}\n"
        )
    };
    by_colour.iter().map(|(colour, lines)| rule((colour, lines))).collect()
}
