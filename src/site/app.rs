//! Compiles the apps for the pages: cargo for wasm32, then the bindings.

use std::{
    cmp::Reverse,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::{Bindgen, Output};

/// An app: a module and the script that starts it.
pub struct App {
    pub wasm: Vec<u8>,
    pub script: String,
}

/// The programs that run in a page: the routemaps with the home page, the family's own pages, and handing over.
pub const PROGRAMS: [&str; 3] = ["routemaps", "own-pages", "hand-over"];

/// How the apps are compiled at their smallest: the standard library along with them, for size, and without what a panic would
/// say, which no phone shows. A panic ends the app either way. Rust does not promise this for every version.
const SMALLEST: Way = Way {
    arguments: &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
    flags: &["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"],
};
/// How any version of Rust compiles them: 9 KiB more for each page, brotli.
const PLAIN: Way = Way { arguments: &[], flags: &[] };

/// A way to compile: what it tells cargo, and the compiler.
struct Way {
    arguments: &'static [&'static str],
    flags: &'static [&'static str],
}

/// Compiles the apps, in the order of [`PROGRAMS`]. Cargo notices by itself when nothing has changed.
///
/// # Errors
///
/// What the compiler or the bindings say.
pub fn compile(project: &Path) -> Result<[App; 3]> {
    let target = project.join("target");
    if !cargo(project, &target, &SMALLEST)? {
        eprintln!("The app could not be compiled at its smallest. If its source is missing: rustup component add rust-src");
        eprintln!("Compiling it larger, with the standard library that came with Rust.");
        if !cargo(project, &target, &PLAIN)? {
            bail!("the app does not compile; if the target is missing: rustup target add wasm32-unknown-unknown");
        }
    }
    let [routemaps, own_pages, hand_over] = PROGRAMS.map(|program| bind(&target, program));
    Ok([routemaps?, own_pages?, hand_over?])
}

/// Compiles the apps in one way, and says whether that went well.
fn cargo(project: &Path, target: &Path, way: &Way) -> Result<bool> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg("--config").arg(compiler_flags(way.flags)?);
    cargo.args(["build", "--quiet", "--profile", "app", "--target", "wasm32-unknown-unknown", "--features", "own-pages", "--bins"]);
    cargo.args(way.arguments).arg("--target-dir").arg(target).current_dir(project);
    if !way.arguments.is_empty() {
        // Lets a stable compiler take flags that are not stable yet.
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    Ok(cargo.status().context("failed to start cargo")?.success())
}

/// Turns a compiled program into a module for the page.
fn bind(target: &Path, program: &str) -> Result<App> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(target.join("wasm32-unknown-unknown/app").join(program).with_extension("wasm")).out_name("app");
    bindgen.web(true)?.typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let mut bound = bindgen.generate_output().with_context(|| format!("failed to write the bindings of `{program}`"))?;
    let mut script = bound.js().to_owned();
    shorten_names(&mut bound, &mut script);
    Ok(App { wasm: bound.wasm_mut().emit_wasm(), script })
}

/// Gives what script and module call each other short names. Theirs end with a hash, which no compression makes smaller: 2 KiB of
/// brotli for a page.
fn shorten_names(bound: &mut Output, script: &mut String) {
    let module = bound.wasm_mut();
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let names = imports.chain(module.exports.iter_mut().map(|export| &mut export.name));
    let mut names: Vec<&mut String> = names.filter(|name| has_hash(name)).collect();
    // Some are the beginning of others.
    names.sort_by_key(|name| (Reverse(name.len()), (*name).clone()));
    for (number, name) in names.into_iter().enumerate() {
        let short = format!("_{number}");
        *script = script.replace(name.as_str(), &short);
        *name = short;
    }
}

fn has_hash(name: &str) -> bool {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split('_').any(|part| is_hash(part.trim_start_matches('h')))
}

/// Returns the setting for the compiler's flags. Among them are those that leave the folders of this machine out of the app:
/// messages of libraries name the file they stand in, which makes the app larger, and another one on every machine.
fn compiler_flags(flags: &[&str]) -> Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let crates = home.context("there is no home folder")?.join("registry/src");
    let folders = fs::read_dir(&crates).into_iter().flatten().flatten();
    let short = folders.map(|folder| format!("--remap-path-prefix={}=", folder.path().display()));
    let quoted: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).chain(short).map(|flag| format!("'{flag}'")).collect();
    Ok(format!("target.wasm32-unknown-unknown.rustflags=[{}]", quoted.join(",")))
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn only_names_with_a_hash_are_shortened() {
        for name in ["__wbg_closest_39824b16065066bc", "wasm_bindgen__convert__closures_____invoke__ha4d75a9506cf1b38_3"] {
            assert!(has_hash(name), "{name}");
        }
        for name in ["memory", "__wbindgen_malloc", "__wbindgen_externrefs", "__wbg_get_imports", "accede_39824b16065066b"] {
            assert!(!has_hash(name), "{name}");
        }
    }
}
