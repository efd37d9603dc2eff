//! How fast a page is on a slow phone: Chromium with its processor slowed six times, on the networks of design.md, section 7,
//! on a first visit and on a second one. Figures beside their goals, not a test. A bare page of twenty steps with 15 lines of
//! script is measured in the same run: what this machine takes for a page that does next to nothing.
//!
//! Chromium slows the page's own requests and not those of the worker that answers for a page visited before.
#![allow(clippy::unwrap_used, clippy::panic)]

// The browser tests use all of it.
#[allow(dead_code)]
#[path = "browser/browsers.rs"]
mod browsers;
mod host;

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use browsers::{Browser, Driver, Setting};
use host::Host;
use routemaps::{calendar::Date, site};
use serde_json::{Value, json};
use thirtyfour::{WebDriver, error::WebDriverResult};

const SAMPLES: usize = 9;
const PAGE: &str = "ehcna/#before-you-ask";
const BARE_PAGE: &str = "bare/#before-you-ask";

/// A network: its name, megabits a second, milliseconds there and back, and how long the app takes on it behind the page.
struct Network(&'static str, f64, f64, Duration);

const NETWORKS: [Network; 2] =
    [Network("9 Mbps, 100 ms", 9.0, 100.0, SHORT), Network("0.4 Mbps, 400 ms", 0.4, 400.0, Duration::from_millis(2500))];
const SHORT: Duration = Duration::from_secs(1);

/// What is measured, in words and with its unit.
const MEASURES: [(&str, &str, &str); 10] = [
    ("paint", "first paint", "ms"),
    ("readable", "step readable, choices work", "ms"),
    ("ready", "app ready", "ms"),
    ("tap", "first tap to next step painted", "ms"),
    ("taps", "later taps (median of 4)", "ms"),
    ("shift", "layout shift", ""),
    ("bytes", "bytes before ready", "KiB"),
    ("requests", "requests before ready", ""),
    ("memory", "wasm memory", "KiB"),
    ("tasks", "longest task before ready", "ms"),
];

/// Goals and hard limits (design.md, section 7): how the name of the visits begins that they hold for, and the measure.
const GOALS: [(&str, &str, f64, f64); 9] = [
    ("first visit, 9 Mbps", "readable", 420.0, 600.0),
    ("first visit, 0.4 Mbps", "readable", 1400.0, 2000.0),
    ("first visit, 9 Mbps", "ready", 800.0, 1200.0),
    ("first visit, 0.4 Mbps", "ready", 3500.0, 5000.0),
    ("second visit, no network", "ready", 400.0, 700.0),
    ("", "tap", 35.0, 60.0),
    ("", "taps", 35.0, 60.0),
    ("", "shift", 0.0, 0.02),
    ("first visit", "requests", 5.0, 6.0),
];

/// Figures by visit and measure, one for each sample; by visit what was asked for before the app was ready, and what moved.
#[derive(Default)]
struct Figures {
    measured: BTreeMap<String, BTreeMap<String, Vec<f64>>>,
    asked: BTreeMap<String, String>,
    moved: BTreeMap<String, Vec<String>>,
}

fn main() {
    if let Err(missing) = Browser::Chromium.installed() {
        println!("The pages were not measured: {missing}");
        return;
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = project.join("target/bench-site");
    let build = site::Build {
        project: project.to_owned(),
        routemaps: project.join("routemaps"),
        out: out.clone(),
        base: "/".to_owned(),
        address: None,
        reloads: false,
        today: Date::new(2026, 11, 21).unwrap(),
    };
    site::build(&build).unwrap();
    write_bare_page(&out.join("bare"));
    let mut host = Host::start(&out, "/");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut figures = Figures::default();
    for _ in 0..SAMPLES {
        for network in &NETWORKS {
            runtime.block_on(sample(&mut host, network, &mut figures)).unwrap();
        }
    }
    print(&figures);
}

/// Visits the bare page with a fresh browser; a page of ours with another one, then again, then again with no network.
async fn sample(host: &mut Host, network: &Network, figures: &mut Figures) -> WebDriverResult<()> {
    let (process, browser) = slow_browser().await?;
    set_network(&process, &browser, Some(network)).await;
    visit(&browser, &format!("{}{BARE_PAGE}", host.address()), &format!("bare page, {}", network.0), network.3, figures).await?;
    browser.quit().await?;
    let (process, browser) = slow_browser().await?;
    let address = format!("{}{PAGE}", host.address());
    set_network(&process, &browser, Some(network)).await;
    visit(&browser, &address, &format!("first visit, {}", network.0), network.3, figures).await?;
    set_network(&process, &browser, None).await;
    until(
        &browser,
        "return navigator.serviceWorker.controller !== null && caches.match('/ehcna/index.html').then((kept) => kept !== undefined)",
    )
    .await?;
    set_network(&process, &browser, Some(network)).await;
    visit(&browser, &address, &format!("second visit, {}", network.0), SHORT, figures).await?;
    host.stop();
    let seen = visit(&browser, &address, "second visit, no network", SHORT, figures).await;
    host.go_on();
    browser.quit().await?;
    seen
}

/// Returns a fresh browser with its processor slowed, which notes when things happen.
async fn slow_browser() -> WebDriverResult<(Driver, WebDriver)> {
    let process = Browser::Chromium.start(Setting::Plain);
    let browser = Browser::Chromium.open(&process, Setting::Plain).await?;
    tell(&process, &browser, "Network.enable", json!({})).await;
    tell(&process, &browser, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": OBSERVE })).await;
    tell(&process, &browser, "Emulation.setCPUThrottlingRate", json!({ "rate": 6 })).await;
    Ok((process, browser))
}

async fn set_network(process: &Driver, browser: &WebDriver, network: Option<&Network>) {
    let (megabits, latency) = network.map_or((-1.0, 0.0), |Network(_, megabits, latency, _)| (*megabits, *latency));
    let bytes = if megabits > 0.0 { megabits * 1_000_000.0 / 8.0 } else { -1.0 };
    let conditions = json!({ "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes });
    tell(process, browser, "Network.emulateNetworkConditions", conditions).await;
}

/// Writes a page that shows one of twenty short steps, with nothing kept and nothing worked out.
fn write_bare_page(folder: &Path) {
    const STYLE: &str =
        "body { font: 18px/1.5 system-ui, sans-serif; max-width: 40em; margin: auto } section:not(:target) { display: none }";
    const SCRIPT: &str = "document.addEventListener('click', (event) => {
        const choice = event.target.closest('a[data-choice]');
        if (!choice) return;
        event.preventDefault();
        history.pushState(null, '', choice.hash);
        for (const step of document.querySelectorAll('section')) step.style.display = `#${step.id}` === choice.hash ? 'block' : 'none';
    });
    document.documentElement.dataset.app = 'ready';";
    let step = |number: usize| {
        let id = if number == 0 { "before-you-ask".to_owned() } else { format!("step-{number}") };
        let words = "Tell the school what you see at home. ".repeat(15);
        format!("<section id={id}><h2>Step {number}</h2><p>{words}</p><a data-choice=on href='#step-{}'>Go on</a></section>", number + 1)
    };
    let steps: String = (0..20).map(step).collect();
    let head = "<meta charset=utf-8><meta name=viewport content='width=device-width'><title>Bare</title><link rel=icon href=data:,>";
    let page =
        format!("<!doctype html><html lang=en>{head}<link rel=stylesheet href=bare.css><script src=bare.js defer></script><body>{steps}");
    std::fs::create_dir_all(folder).unwrap();
    for (name, text) in [("index.html", page.as_str()), ("bare.css", STYLE), ("bare.js", SCRIPT)] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

async fn visit(browser: &WebDriver, address: &str, name: &str, rest: Duration, figures: &mut Figures) -> WebDriverResult<()> {
    browser.goto("about:blank").await?;
    // The driver waits for all of a page; what is measured is there before. To ask the page anything takes a tenth of a second of a
    // slowed processor, and is left for when the app is there.
    browser.goto(address).await?;
    tokio::time::sleep(rest).await;
    until(browser, "return window.bench?.ready > 0").await?;
    let found = browser.execute_async(TAP_AND_TELL, vec![]).await?;
    for (measure, figure) in found.json().as_object().unwrap() {
        match figure.as_str() {
            Some(asked) if measure == "asked" => drop(figures.asked.insert(name.to_owned(), asked.to_owned())),
            Some("") => {}
            Some(moved) => figures.moved.entry(name.to_owned()).or_default().push(moved.to_owned()),
            None => {
                let all = figures.measured.entry(name.to_owned()).or_default().entry(measure.clone()).or_default();
                all.push(figure.as_f64().unwrap_or(f64::NAN));
            }
        }
    }
    Ok(())
}

async fn until(browser: &WebDriver, script: &str) -> WebDriverResult<()> {
    let end = Instant::now() + Duration::from_secs(60);
    while browser.execute(script, vec![]).await?.json() != &Value::Bool(true) {
        assert!(Instant::now() < end, "not so in 60 s: {script}");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    Ok(())
}

/// Tells Chromium something that the WebDriver standard has no word for.
async fn tell(process: &Driver, browser: &WebDriver, command: &str, with: Value) {
    let url = format!("{}/session/{}/goog/cdp/execute", process.address(), browser.session_id());
    let answer = reqwest::Client::new().post(url).json(&json!({ "cmd": command, "params": with })).send().await.unwrap();
    assert!(answer.status().is_success(), "{command}");
}

fn print(figures: &Figures) {
    for (visit, measures) in &figures.measured {
        println!("\n{visit} (processor slowed 6 times, median of {} and the range)", measures["ready"].len());
        for (key, name, unit) in MEASURES {
            let Some(all) = measures.get(key) else { continue };
            let mut sorted = all.clone();
            sorted.sort_by(f64::total_cmp);
            let median = sorted[sorted.len() / 2];
            let goal = GOALS.iter().find(|(of, measure, ..)| visit.starts_with(of) && *measure == key);
            let beside = goal.map_or_else(String::new, |(.., goal, limit)| {
                let verdict = match median {
                    median if median > *limit => "OVER THE LIMIT",
                    median if median > *goal => "over the goal",
                    _ => "within the goal",
                };
                format!("   goal {goal:>6}   limit {limit:>6}   {verdict}")
            });
            println!("  {name:<28} {median:>8.1} {unit:<3}  {:>8.1} to {:>8.1}{beside}", sorted[0], sorted[sorted.len() - 1]);
        }
        println!("  asked for before ready: {}", figures.asked[visit]);
        for moved in figures.moved.get(visit).into_iter().flatten() {
            println!("  moved in one visit: {moved}");
        }
    }
}

/// Notes when things happen, from the first moment of a page.
const OBSERVE: &str = "
window.bench = { paint: 0, readable: 0, ready: 0, shift: 0, moved: [], tasks: 0 };
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.name === 'first-contentful-paint') bench.paint = entry.startTime; })
    .observe({ type: 'paint', buffered: true });
const place = ({ node, previousRect: before, currentRect: after }) => {
    const name = node?.id || node?.className || node?.parentElement?.className || node?.nodeName;
    return `${name} from ${Math.round(before.y)} to ${Math.round(after.y)}, ${Math.round(before.height)} to ${Math.round(after.height)} high`;
};
new PerformanceObserver((list) => {
    for (const entry of list.getEntries().filter((entry) => !entry.hadRecentInput)) {
        bench.shift += entry.value;
        bench.moved.push(`at ${Math.round(entry.startTime)} ms ${entry.value.toFixed(3)}: ${entry.sources.map(place).join('; ')}`);
    }
})
    .observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!bench.ready || entry.startTime < bench.ready) bench.tasks = Math.max(bench.tasks, entry.duration); })
    .observe({ type: 'longtask', buffered: true });
const look = () => {
    const choice = document.querySelector('#before-you-ask a[data-choice]');
    if (!choice?.getClientRects().length) return requestAnimationFrame(look);
    // Behind the frame that paints it.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (bench.readable = performance.now());
    channel.port2.postMessage(0);
};
requestAnimationFrame(look);
new MutationObserver(() => {
    if (document.documentElement.dataset.app === 'ready' && !bench.ready) bench.ready = performance.now();
}).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-app'] });
";

/// Goes on to the next step, and returns everything that was measured.
const TAP_AND_TELL: &str = "
const [done] = arguments;
(async () => {
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const before = entries.filter((entry) => entry.startTime < bench.ready);
    const bytes = before.reduce((sum, entry) => sum + entry.transferSize, 0) / 1024;
    const app = document.getElementById('boot_')?.dataset.app;
    const memory = app ? (await (await import(new URL(app, location.href))).default()).memory.buffer.byteLength / 1024 : 0;
    const tapOn = async () => {
        await new Promise((rest) => setTimeout(rest, 500));
        const step = location.hash;
        const choice = [...document.querySelectorAll(`${step} a[data-choice]`)].find((link) => link.getClientRects().length > 0);
        const from = performance.now();
        choice.click();
        return new Promise((told) => {
            const look = () => {
                const isThere = location.hash !== step && !choice.getClientRects().length;
                if (!isThere) return requestAnimationFrame(look);
                // Behind the frame that paints it.
                const channel = new MessageChannel();
                channel.port1.onmessage = () => told(performance.now() - from);
                channel.port2.postMessage(0);
            };
            requestAnimationFrame(look);
        });
    };
    const tap = await tapOn();
    const later = [await tapOn(), await tapOn(), await tapOn(), await tapOn()].sort((a, b) => a - b);
    const taps = (later[1] + later[2]) / 2;
    const asked = before.map((entry) => new URL(entry.name).pathname.replace(/[.][0-9a-f]{16}/, '')).join(' ');
    done({ asked, moved: bench.moved.join(' | '), paint: bench.paint, readable: Math.max(bench.paint, bench.readable), ready: bench.ready, shift: bench.shift, tasks: bench.tasks, bytes, requests: before.length, memory, tap, taps });
})();
";
