//! Compiles the apps for the pages: cargo for wasm32, then the bindings.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

/// An app: a module and the script that starts it.
pub struct App {
    pub wasm: Vec<u8>,
    pub script: String,
}

/// The programs that run in a page: the routemaps with the home page, the family's own pages, and handing over.
pub const PROGRAMS: [&str; 3] = ["routemaps", "own-pages", "hand-over"];

/// Compiles the apps, in the order of [`PROGRAMS`]. Cargo notices by itself when nothing has changed.
///
/// # Errors
///
/// What the compiler or the bindings say.
pub fn compile(project: &Path) -> Result<[App; 3]> {
    let target = project.join("target");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg("--config").arg(short_paths()?);
    cargo.args(["build", "--quiet", "--profile", "app", "--target", "wasm32-unknown-unknown", "--features", "own-pages", "--bins"]);
    let status = cargo.arg("--target-dir").arg(&target).current_dir(project).status().context("failed to start cargo")?;
    if !status.success() {
        bail!("the app does not compile; if the target is missing: rustup target add wasm32-unknown-unknown");
    }
    let [routemaps, own_pages, hand_over] = PROGRAMS.map(|program| bind(&target, program));
    Ok([routemaps?, own_pages?, hand_over?])
}

/// Turns a compiled program into a module for the page.
fn bind(target: &Path, program: &str) -> Result<App> {
    let out = target.join("wasm-bindgen").join(program);
    let module = target.join("wasm32-unknown-unknown/app").join(program).with_extension("wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&module).out_name("app").web(true)?.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(&out).with_context(|| format!("failed to write the bindings of `{program}`"))?;
    let read = |name: &str| fs::read(out.join(name)).with_context(|| format!("failed to read `{name}`"));
    Ok(App { wasm: read("app_bg.wasm")?, script: String::from_utf8(read("app.js")?)? })
}

/// Returns the setting that leaves the folders of this machine out of the app: messages of libraries name the
/// file they stand in, which makes the app larger, and another one on every machine.
fn short_paths() -> Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let crates = home.context("there is no home folder")?.join("registry/src");
    let mut flags = Vec::new();
    for folder in fs::read_dir(&crates).into_iter().flatten().flatten() {
        flags.push(format!("'--remap-path-prefix={}='", folder.path().display()));
    }
    Ok(format!("target.wasm32-unknown-unknown.rustflags=[{}]", flags.join(",")))
}
