//! What a family experiences, in real browsers: Chromium (Android's engine) and WebKitGTK (iPhone's engine).
//!
//! Each behaviour is one function in a file beside this one, and runs in each browser. A browser that is not
//! installed is named with the command to install it, and what it skips is counted; with `CI=true` that fails.
#![allow(clippy::unwrap_used, clippy::panic)]

mod access;
mod browsers;
#[path = "../cases_file.rs"]
mod cases_file;
mod dates;
mod family;
mod follow;
#[path = "../grown.rs"]
mod grown;
mod guide;
mod hand_over;
#[path = "../host.rs"]
mod host;
mod keep;
mod large;
mod map;
mod my_data;
#[path = "../near_tree.rs"]
mod near_tree;
mod offline;
mod paper;
mod still;
mod suite;
mod words;
mod worked_cases;

use std::{
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Mutex,
};

use browsers::{Browser, Setting};
use family::Family;
use host::Host;
use libtest_mimic::{Arguments, Trial};
use routemaps::{calendar::Date, site};
use thirtyfour::error::WebDriverResult;

/// What a behaviour is: an async function of a family at a browser.
type Run = for<'a> fn(&'a Family) -> Pin<Box<dyn Future<Output = WebDriverResult<()>> + 'a>>;

/// A behaviour, its name as a sentence, and the setting it happens in.
pub struct Behaviour {
    name: &'static str,
    setting: Setting,
    run: Run,
}

/// Lists behaviours: `behaviours![Plain: a_function, Narrow: another]`.
macro_rules! behaviours {
    ($($setting:ident: $name:ident),* $(,)?) => {
        pub fn behaviours() -> Vec<crate::Behaviour> {
            vec![$(crate::Behaviour {
                name: stringify!($name),
                setting: crate::browsers::Setting::$setting,
                run: |family| Box::pin($name(family)),
            }),*]
        }
    };
}
pub(crate) use behaviours;

/// The site stands in a folder of its host, so that every address must be relative.
const BASE: &str = "/council/routemaps/";

/// One session of each browser at a time: the machine has two cores.
static TURNS: [Mutex<()>; 2] = [Mutex::new(()), Mutex::new(())];

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    let (host, late_addresses) = start_site();
    let address = host.address();
    let all = [
        follow::behaviours(),
        keep::behaviours(),
        my_data::behaviours(),
        still::behaviours(),
        dates::behaviours(),
        worked_cases::behaviours(),
        suite::behaviours(),
        large::behaviours(),
        map::behaviours(),
        offline::behaviours(),
        hand_over::behaviours(),
        guide::behaviours(),
        paper::behaviours(),
        access::behaviours(),
    ];
    let mut trials = Vec::new();
    let mut skipped = 0;
    for behaviour in all.into_iter().flatten() {
        for ((browser, turn), late) in [Browser::Chromium, Browser::WebKit].into_iter().zip(&TURNS).zip(&late_addresses) {
            if !browser.can(behaviour.setting) {
                continue;
            }
            if let Err(missing) = browser.installed() {
                skipped += 1;
                eprintln!("skipped {} in {browser:?}: {missing}", behaviour.name);
                continue;
            }
            let address = if behaviour.setting == Setting::LateApp { late.clone() } else { address.clone() };
            let (name, setting, run) = (format!("{}::{}", browser.name(), behaviour.name), behaviour.setting, behaviour.run);
            trials.push(Trial::test(name, move || {
                let _turn = turn.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                family::follow(browser, setting, &address, run).map_err(Into::into)
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    if Browser::WebKit.installed().is_ok() {
        browsers::close_display();
    }
    drop(host);
    println!("{} passed, {} failed, {skipped} skipped", conclusion.num_passed, conclusion.num_failed);
    if skipped > 0 && std::env::var("CI").is_ok_and(|ci| ci == "true") {
        eprintln!("In CI no group may be skipped.");
        std::process::exit(1);
    }
    conclusion.exit();
}

/// Compares a text with the one kept in a file beside this one. What differs is written to `target/`, to be looked at and
/// put in its place if it is right.
pub fn is_as_kept(file: &str, text: &str) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = std::fs::read_to_string(project.join("tests/browser").join(file)).unwrap_or_default();
    if kept != text {
        let fresh = project.join("target").join(file);
        std::fs::write(&fresh, text).unwrap();
        panic!("`tests/browser/{file}` differs; what is so now stands in `target/{file}`");
    }
}

/// Builds the site and serves it for as long as the tests run: at once, and for each browser with an app that comes late.
fn start_site() -> (Host, [String; 2]) {
    let out = site_folder();
    build_for(BASE, &out);
    (Host::start(&out, BASE), [serve_late(&out), serve_late(&out)])
}

/// Where the built site stands that families visit.
pub fn site_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser-site")
}

/// Builds the site for where it stands on its host.
pub fn build_for(base: &str, out: &Path) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let build = site::Build {
        project: project.to_owned(),
        routemaps: project.join("routemaps"),
        out: out.to_owned(),
        base: base.to_owned(),
        address: Some("https://example.org/routemaps/".to_owned()),
        reloads: false,
        today: Date::new(2026, 11, 21).unwrap(),
    };
    site::build(&build).unwrap();
}

/// Serves the site with an app that comes only when the test asks for [`family::LET_THE_APP_COME`].
fn serve_late(site: &Path) -> String {
    let gate = std::sync::Arc::new(tokio::sync::Notify::new());
    let late = move |request: axum::extract::Request, next: axum::middleware::Next| {
        let gate = gate.clone();
        async move {
            let path = request.uri().path();
            if path.ends_with(family::LET_THE_APP_COME) {
                gate.notify_one();
            } else if path.ends_with(".wasm") {
                gate.notified().await;
            }
            let mut answer = next.run(request).await;
            // What a browser has at hand comes at once.
            answer.headers_mut().insert("cache-control", axum::http::HeaderValue::from_static("no-store"));
            answer
        }
    };
    let files = tower_http::services::ServeDir::new(site);
    let router = axum::Router::new().nest_service(BASE.trim_end_matches('/'), files).layer(axum::middleware::from_fn(late));
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    serve(listener, router);
    format!("http://localhost:{port}{BASE}")
}

/// Serves for as long as the tests run.
fn serve(listener: std::net::TcpListener, router: axum::Router) {
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), router).await }).unwrap();
    });
}
