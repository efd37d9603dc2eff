//! A small server for the built site, and the watch that builds again when a file changes.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result};
use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    routing::get,
};
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

use super::{files::walk, host};

/// A running server. It stops when the program does.
pub struct Server {
    pub address: SocketAddr,
    thread: thread::JoinHandle<Result<()>>,
    /// Goes up with each new build; the page asks for it and reloads.
    version: Arc<AtomicU32>,
}

/// Serves a folder at `base` (`/` or `/routemaps/`) on this machine alone. Port 0 takes a free one.
///
/// # Errors
///
/// A port that is taken; a folder without `_headers`.
pub fn serve(site: &Path, base: &str, port: u16) -> Result<Server> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", port)));
    let listener = listener.with_context(|| format!("failed to open port {port}; is another server running?"))?;
    let address = listener.local_addr()?;
    let version = Arc::new(AtomicU32::new(0));
    let router = router(site, base, version.clone(), host::read(site)?);
    let thread = thread::spawn(move || Ok(runtime.block_on(async { axum::serve(listener, router).await })?));
    Ok(Server { address, thread, version })
}

/// Builds again whenever a file of the project changes, for as long as the server runs.
pub fn watch(server: Server, project: PathBuf, build_again: &[String]) -> Result<()> {
    let watched = ["routemaps", "src", "public", "index.html", "Cargo.toml"].map(|name| project.join(name));
    let mut before = stamp(&watched)?;
    while !server.thread.is_finished() {
        thread::sleep(Duration::from_millis(400));
        let now = stamp(&watched)?;
        if now == before {
            continue;
        }
        before = now;
        println!("A file changed. Building again ...");
        // A program of its own, because the pages are written by code that may be what has changed.
        let built = Command::new("cargo").args(["run", "--quiet", "--"]).args(build_again).current_dir(&project).status();
        match built {
            Ok(status) if status.success() => {
                server.version.fetch_add(1, Ordering::Relaxed);
                println!("Built. The page reloads by itself.");
            }
            _ => println!("Not built; the page stays as it was. Mend the file and save it again."),
        }
    }
    server.thread.join().unwrap_or_else(|_| anyhow::bail!("the server stopped"))
}

fn router(site: &Path, base: &str, version: Arc<AtomicU32>, headers: Vec<(HeaderName, HeaderValue)>) -> Router {
    let not_found = ServeFile::new(site.join("404.html"));
    let files = ServeDir::new(site).precompressed_br().precompressed_gzip().not_found_service(not_found);
    let fixed = |name, text: &'static str| get(move || async move { ([(header::CONTENT_TYPE, name)], text) });
    let router = match base {
        "/" => Router::new().fallback_service(files),
        base => Router::new().nest_service(base.trim_end_matches('/'), files),
    };
    let router = router
        .route(&format!("{base}__version"), get(move || async move { version.load(Ordering::Relaxed).to_string() }))
        .route(&format!("{base}__reload.js"), fixed("text/javascript", RELOAD))
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-cache")));
    headers.into_iter().fold(router, |router, (name, value)| router.layer(SetResponseHeaderLayer::overriding(name, value)))
}

/// Asks for the version of the site and reloads when it has gone up. Only in `serve`.
const RELOAD: &str = "const at = new URL('__version', document.currentScript.src);
let known;
setInterval(async () => {
  const now = await fetch(at).then((answer) => answer.text()).catch(() => known);
  if (known !== undefined && now !== known) location.reload();
  known = now;
}, 700);
";

/// Returns the time of the last change of each watched file.
fn stamp(watched: &[PathBuf]) -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut stamps = BTreeMap::new();
    for path in watched {
        let files = if path.is_dir() { walk(path)? } else { vec![path.clone()] };
        // A file may vanish between the look and the question: an editor saves that way.
        stamps.extend(files.into_iter().filter_map(|file| Some((file.clone(), fs::metadata(file).ok()?.modified().ok()?))));
    }
    Ok(stamps)
}
