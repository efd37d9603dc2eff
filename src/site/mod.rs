//! Building the site: read, check, compile the app, write pages and hashed files, compress.
//!
//! The build is our own because the pages must work under a strict policy with no inline script, and
//! because a fresh machine should not have to compile a bundler first.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use oxc::span::SourceType;

use crate::{
    calendar::Date,
    check::{Suite, as_text, check, has_errors},
    definition::{Outline, Place, Routemap, document::Standing, wire},
    layout::{WIDEST, layout},
    pages::{self, Assets, Module},
    poster::{self, Paper, Poster},
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
    let assets = write_assets(build, &suite, &fresh)?;
    let site = pages::Site { suite: &suite, place, shell: &shell, assets: &assets, base: &build.base };
    for page in pages::pages(&site) {
        files::write(&fresh.join(&page.path), page.html.as_bytes())?;
    }
    for routemap in suite.routemaps().chain(suite.routemaps_for_young_people()) {
        let outline = wire::write(&Outline::of(routemap, suite.services()));
        let folder = pages::folder(&routemap.id, routemap.voice);
        files::write(&fresh.join(folder).join("outline.txt"), outline.as_bytes())?;
    }
    write_posters(build, &suite, place, &fresh)?;
    install::write(place, &fresh)?;
    host::write(place, &build.base, &fresh)?;
    files::compress_folder(&fresh, &build.out)?;
    write_worker(&build.project, &fresh)?;
    files::replace_folder(&fresh, &build.out)
}

/// Writes the sheets of each routemap, several at a time. A sheet that stands just so in the folder of an earlier build has
/// its PDF there already.
fn write_posters(build: &Build, suite: &Suite, place: &Place, out: &Path) -> Result<()> {
    let routemaps: Vec<&Routemap> = suite.routemaps().collect();
    let address = build.address.as_ref().unwrap_or(&place.address);
    let sheets: Vec<(&Routemap, Paper)> = routemaps.iter().flat_map(|routemap| [(*routemap, Paper::A3), (*routemap, Paper::A4)]).collect();
    files::side_by_side(&sheets, |(routemap, paper)| {
        let poster = Poster { routemap, routemaps: &routemaps, services: suite.services(), place, address };
        let sheet = poster::svg(&poster, *paper);
        let name = format!("{}/poster-{}", routemap.id, paper.name());
        let (svg, pdf) = (format!("{name}.svg"), format!("{name}.pdf"));
        let is_same = fs::read(build.out.join(&svg)).is_ok_and(|before| before == sheet.as_bytes());
        let known = if is_same { fs::read(build.out.join(&pdf)).ok() } else { None };
        files::write(&out.join(svg), sheet.as_bytes())?;
        files::write(&out.join(pdf), &known.map_or_else(|| poster::pdf(&sheet), Ok)?)
    })
}

fn shell(build: &Build) -> Result<String> {
    let path = build.project.join("index.html");
    let shell = fs::read_to_string(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
    let reload = if build.reloads { "<script src=\"{{root}}__reload.js\"></script>\n</body>" } else { "</body>" };
    Ok(shell.replace("</body>", reload))
}

/// Writes style, boot script and apps under names that change with their content.
fn write_assets(build: &Build, suite: &Suite, out: &Path) -> Result<Assets> {
    let public = |name: &str| {
        let path = build.project.join("public").join(name);
        fs::read_to_string(&path).with_context(|| format!("failed to read `{}`", path.display()))
    };
    let style = format!("{}\n{}", public("style.css")?, [line_colours(suite), lanes(suite)].concat());
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
    })
}

/// Returns the classes that say how wide a drawn map is and in which lane a sign stands, for the widest map there is.
fn lanes(suite: &Suite) -> String {
    let widest = suite.routemaps().map(|routemap| layout(routemap, WIDEST).lanes).max().unwrap_or_default();
    (0..=widest).map(|lane| format!(".w{lane}{{--lanes:{lane}}}.x{lane}{{--x:{lane}}}")).collect()
}

/// Returns the style of each line: its colour, and its light form on dark pages.
fn line_colours(suite: &Suite) -> String {
    let lines = suite.routemaps().map(|routemap| (routemap.id.as_str(), routemap.colour.as_str()));
    let place = suite.place().map(|place| ("place", place.colour.as_str()));
    let rule = |(id, colour): (&str, &str)| {
        let dark = crate::definition::colour::for_dark_pages(colour).unwrap_or_default();
        format!(
            ".line-{id}{{--line:{colour};--on-line:#fff}}@media screen and (prefers-color-scheme:dark){{.line-{id}{{--line:{dark};--on-line:#14161c}}}}\n"
        )
    };
    place.into_iter().chain(lines).map(rule).collect()
}
