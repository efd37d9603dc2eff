//! The invariants at the top of `src/lib.rs`, kept true.

use crate::{read, root, walk};

/// Returns the modules of `src/lib.rs` in order.
fn layers() -> Vec<String> {
    let text = read(&root("src/lib.rs"));
    text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// Returns each source file with the module it belongs to.
fn sources() -> Vec<(String, String, String)> {
    let src = root("src");
    let files = walk(&src).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let named = files.map(|path| {
        let name = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let module = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        (name, module, read(&path))
    });
    named.collect()
}

#[test]
fn modules_import_only_the_ones_declared_above_them() {
    let layers = layers();
    let depth = |name: &str| layers.iter().position(|layer| layer == name);
    let mut imports = 0;
    for (path, module, text) in sources() {
        let Some(here) = depth(&module) else { continue };
        // Both `use crate::a::B` and `use crate::{a::B, c::D}` name modules right after `crate::`, a `{`, or on lines of their own.
        for part in text.split("crate::").skip(1) {
            let part = part.split(';').next().unwrap_or_default();
            let names: Vec<&str> = match part.strip_prefix('{') {
                Some(group) => group.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).collect(),
                None => vec![part],
            };
            for name in names {
                let target: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if let Some(there) = depth(&target) {
                    imports += 1;
                    assert!(there <= here, "{path}: `{module}` imports `{target}`, which comes after it in src/lib.rs");
                }
            }
        }
    }
    assert!(imports > 50, "only {imports} imports were seen: the test looks in the wrong place");
}

#[test]
fn the_domain_knows_no_world() {
    let domain = [
        "calendar",
        "definition",
        "graph",
        "journey",
        "deadlines",
        "so_far",
        "snapshot",
        "shelf",
        "link",
        "address",
        "guided",
        "search",
        "qr",
        "page_data",
        "check",
        "story",
        "pages",
    ];
    let worlds =
        ["std::fs", "std::env", "std::net", "std::time", "SystemTime", "std::process", "web_sys", "js_sys", "wasm_bindgen", "leptos"];
    for (path, module, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if domain.contains(&module.as_str()) && !path.ends_with("tests.rs") {
            for world in worlds {
                assert!(!code.contains(world), "{path} reaches for `{world}`");
            }
        }
    }
}

#[test]
fn adapters_import_nothing_of_ours_and_only_they_touch_storage_and_address() {
    for (path, module, text) in sources() {
        if module == "browser" {
            assert!(!text.contains("use crate"), "{path} imports ours");
        } else {
            for ability in ["local_storage", "session_storage", "history()", "location()", ".query_selector", "js_sys"] {
                assert!(!text.contains(ability), "{path} uses `{ability}`, which is for src/browser/");
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let tests = walk(&root("tests")).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    for (path, text) in
        sources().into_iter().map(|(path, _, text)| (path, text)).chain(tests.map(|path| (path.display().to_string(), read(&path))))
    {
        assert!(text.starts_with("//! "), "{path} does not open with what it is for");
    }
}

#[test]
fn no_page_listens_to_messages_of_other_windows() {
    // A worker hears only pages of its own site, and a port of one's own only its other end.
    let scripts = walk(&root("public")).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "js"));
    let scripts = scripts.filter(|path| !path.ends_with("sw.js"));
    let ours = sources().into_iter().map(|(path, _, text)| (path, text));
    for (path, text) in ours.chain(scripts.map(|path| (path.display().to_string(), read(&path)))) {
        let text = text.replace("port1.onmessage", "");
        for ear in ["\"message\"", "onmessage", "BroadcastChannel", "set_onmessage", "MessageEvent"] {
            assert!(!text.contains(ear), "{path} has `{ear}`: what comes in from there must be fuzzed first");
        }
    }
}

#[test]
fn no_raw_html_gets_into_a_page() {
    for (path, _, text) in sources() {
        for raw in ["inner_html", "set_outer_html", "insert_adjacent_html"] {
            assert!(!text.contains(raw), "{path} uses `{raw}`");
        }
    }
}

#[test]
fn no_place_is_named_in_the_engine() {
    let suite = routemaps::site::load(&root("routemaps"), crate::today()).unwrap();
    let place = suite.place().unwrap();
    let (council, area) = (place.council.as_str(), place.area.as_str());
    let short = area.split('-').next().unwrap();
    let engine = walk(&root("src")).into_iter().chain(walk(&root("public"))).chain([root("index.html")]);
    for path in engine {
        let text = read(&path);
        for name in [council, area, short] {
            assert!(!text.contains(name), "{} names `{name}`", path.display());
        }
    }
}
