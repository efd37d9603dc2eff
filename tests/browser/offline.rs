//! No signal, a bad host, a new version: what is kept on the device opens all the same.

use std::{fs, path::Path, sync::Mutex, time::Instant};

use routemaps::site::write_worker;
use serde_json::Value;
use thirtyfour::error::WebDriverResult;

use crate::{
    access::axe,
    behaviours,
    browsers::Browser,
    family::Family,
    host::Host,
    words::{WAIT, ask, label, of, title},
};

behaviours![
    OwnHost: after_a_first_visit_the_route_opens_with_no_network_and_goes_on,
    OwnHost: a_route_that_was_begun_and_left_at_once_opens_with_no_network_too,
    OwnHost: what_was_never_opened_says_so_where_there_is_no_network,
    OwnHost: all_routemaps_can_be_kept_and_then_open_with_no_network,
    OwnHost: on_a_fast_connection_all_routemaps_are_kept_unasked,
    OwnHost: the_browser_is_asked_not_to_clear_what_it_keeps_once_there_is_something_to_lose,
    OwnHost: a_network_that_answers_nothing_is_not_waited_for_longer_than_three_seconds,
    OwnHost: a_new_version_is_offered_and_taken_at_a_tap_by_all_tabs,
    OwnHost: a_page_that_was_damaged_on_the_device_is_replaced,
    OwnHost: a_file_that_came_broken_is_never_kept,
    OwnHost: the_host_can_call_the_worker_off,
    OwnHost: at_the_root_of_its_host_the_site_is_the_same,
    Plain: what_the_policy_forbids_does_not_run,
];

/// Waits until the device keeps a file of the site.
async fn kept(family: &Family, path: &str) -> WebDriverResult<()> {
    let what = format!("{path} is kept");
    family.wait(&what, async || Ok(in_cache(family, path).await?.is_some())).await
}

/// Returns what the device keeps of a file, by the worker that is active.
async fn in_cache(family: &Family, path: &str) -> WebDriverResult<Option<String>> {
    let script = "const [path, done] = arguments;
        (async () => {
            // To open what an old version kept would make a new place of its name, just as that is cleared away.
            for (const cacheName of await caches.keys()) {
                const answer = await caches.match(path, { cacheName });
                if (answer && navigator.serviceWorker.controller) return answer.text();
            }
            return null;
        })().then(done, (why) => done(String(why)));";
    let address = format!("{}{path}", family.site);
    let found = family.driver().execute_async(script, vec![Value::String(address)]).await?;
    Ok(found.json().as_str().map(str::to_owned))
}

/// Puts something else in the place of a kept file.
async fn damage(family: &Family, path: &str, body: &str) -> WebDriverResult<()> {
    let script = "const [path, body, done] = arguments;
        (async () => {
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                if (await cache.match(path)) await cache.put(path, new Response(body, { headers: { 'content-type': 'text/html' } }));
            }
        })().then(done);";
    family.driver().execute_async(script, vec![format!("{}{path}", family.site).into(), body.into()]).await?;
    Ok(())
}

/// Copies the site, changes a file of it, and lets the worker know of it if it shall.
fn changed_site(path: &str, change: impl Fn(&str) -> String, is_told: bool) -> tempfile::TempDir {
    let copy = copied_site();
    let file = copy.path().join(path);
    fs::write(&file, change(&fs::read_to_string(&file).unwrap())).unwrap();
    for ending in ["br", "gz"] {
        let _ = fs::remove_file(copy.path().join(format!("{path}.{ending}")));
    }
    if is_told {
        write_worker(Path::new(env!("CARGO_MANIFEST_DIR")), copy.path()).unwrap();
    }
    copy
}

pub fn copied_site() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&crate::site_folder(), copy.path());
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            fs::create_dir(&to).unwrap();
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

async fn after_a_first_visit_the_route_opens_with_no_network_and_goes_on(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 November 2026").await?;
    family.sees("You said: 2 November 2026").await?;
    for path in ["index.html", "ehcna/index.html", "ehcna/outline.txt", "dates/index.html"] {
        kept(family, path).await?;
    }
    family.host().stop();
    family.open("ehcna/").await?;
    family.choose(&format!("Carry on: {}", title(WAIT))).await?;
    family.sees("14 December 2026").await?;
    family.choose(label(WAIT, "no")).await?;
    family.sees_heading(title("refused")).await?;
    // The home page knows the route, and so does the page of all dates.
    family.open("").await?;
    family.sees(title("refused")).await?;
    family.open("dates/").await?;
    family.wait_for_app().await?;
    family.open("ehcna/#refused").await?;
    family.sees("You are here").await
}

async fn a_route_that_was_begun_and_left_at_once_opens_with_no_network_too(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.open("my-data/").await?;
    kept(family, "ehcna/index.html").await?;
    kept(family, "ehcna/outline.txt").await?;
    family.host().stop();
    family.open("ehcna/").await?;
    family.choose(&format!("Carry on: {}", title("before-you-ask"))).await?;
    family.sees_heading(title("before-you-ask")).await
}

async fn what_was_never_opened_says_so_where_there_is_no_network(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    kept(family, "ehcna/index.html").await?;
    family.host().stop();
    family.open("travel/").await?;
    family.sees("You have no signal, and this page is not kept on this device").await?;
    axe(family, "a page that is not kept").await?;
    family.choose("See all routemaps").await?;
    family.wait_for_app().await?;
    family.sees(&of("travel").routemap().title).await
}

async fn all_routemaps_can_be_kept_and_then_open_with_no_network(family: &Family) -> WebDriverResult<()> {
    family.open("my-data/").await?;
    family.sees("Not kept yet:").await?;
    axe(family, "With no signal").await?;
    family.choose("Keep all routemaps on this device").await?;
    family.sees("All routemaps are kept on this device.").await?;
    axe(family, "With no signal, when all is kept").await?;
    family.host().stop();
    for page in ["travel/", "challenge/young-person/", "post-16/services/", "ehcna/five-minute-guide/"] {
        family.open(page).await?;
        assert!(!family.text().await?.contains("You have no signal"), "{page}");
    }
    family.open("travel/").await?;
    family.choose("Start").await?;
    family.sees("You are here").await
}

async fn on_a_fast_connection_all_routemaps_are_kept_unasked(family: &Family) -> WebDriverResult<()> {
    // What a browser says of the connection is another thing on every machine, and one engine says nothing.
    let says = |saves: bool| format!("{{ effectiveType: '4g', downlink: 10, saveData: {saves} }}");
    let site = |saves: bool| {
        let line = format!("Object.defineProperty(navigator, 'connection', {{ value: {} }});\n", says(saves));
        changed_site("sw.js", |worker| line.clone() + worker, false)
    };
    let (fast, fast_and_saving) = (site(false), site(true));
    // Who saves data is asked first.
    family.host().put_up(fast_and_saving.path());
    family.open("ehcna/").await?;
    kept(family, "ehcna/index.html").await?;
    family.open("my-data/").await?;
    family.sees("Not kept yet:").await?;
    assert_eq!(in_cache(family, "travel/index.html").await?, None);
    family.host().put_up(fast.path());
    family.open("about/").await?;
    family.choose("Use it now").await?;
    for page in ["travel/index.html", "challenge/young-person/index.html", "post-16/outline.txt"] {
        kept(family, page).await?;
    }
    Ok(())
}

async fn the_browser_is_asked_not_to_clear_what_it_keeps_once_there_is_something_to_lose(family: &Family) -> WebDriverResult<()> {
    // How often this page asks. It says how much is not kept yet after it has asked.
    let asked = async || -> WebDriverResult<Option<u64>> {
        family.open("my-data/").await?;
        let listen = "window.asked = 0;
            if (!navigator.storage?.persist) return false;
            StorageManager.prototype.persist = async () => { window.asked += 1; return true; };
            return true;";
        let can_ask: bool = family.driver().execute(listen, vec![]).await?.convert()?;
        family.sees("Not kept yet:").await?;
        Ok(if can_ask { Some(family.driver().execute("return window.asked", vec![]).await?.convert()?) } else { None })
    };
    family.open("ehcna/#before-you-ask").await?;
    let Some(before) = asked().await? else { return Ok(()) };
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.sees("You are here").await?;
    assert_eq!((before, asked().await?), (0, Some(1)));
    Ok(())
}

async fn a_network_that_answers_nothing_is_not_waited_for_longer_than_three_seconds(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    kept(family, "ehcna/index.html").await?;
    family.host().hang();
    let asked = Instant::now();
    family.open("ehcna/").await?;
    family.sees_heading(&of("ehcna").routemap().title).await?;
    let waited = asked.elapsed().as_millis();
    family.host().answer_again();
    // It gives the network its chance.
    assert!(waited > 2_900, "the page was there after {waited} ms");
    assert!(waited < 15_000, "the page was there only after {waited} ms");
    Ok(())
}

async fn a_new_version_is_offered_and_taken_at_a_tap_by_all_tabs(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    kept(family, "ehcna/index.html").await?;
    let newer = changed_site("ehcna/index.html", |page| page.replace("The stages", "The stages, newly told"), true);
    // One tab is on a step, where a note is being written.
    family.go_to_the_wait().await?;
    let first = family.driver().window().await?;
    family.choose("Notes I want to keep").await?;
    family.choose_field("Your notes about this step").await?;
    family.driver().action_chain().send_keys("Ask again on Monday").perform().await?;
    let second = family.driver().new_tab().await?;
    family.driver().switch_to_window(second.clone()).await?;
    family.host().put_up(newer.path());
    family.open("about/").await?;
    family.sees("There is a new version of this site. Your place and your notes stay.").await?;
    axe(family, "the bar of a new version").await?;
    let old = in_cache(family, "ehcna/index.html").await?.unwrap();
    assert!(!old.contains("newly told"), "nothing changes before the tap");
    family.choose("Use it now").await?;
    family
        .wait("the new version is kept", async || {
            Ok(in_cache(family, "ehcna/index.html").await?.is_some_and(|page| page.contains("newly told")))
        })
        .await?;
    family.driver().switch_to_window(first).await?;
    family
        .wait("the first tab has moved along", async || {
            family.is("document.querySelector('#overview').textContent.includes('newly told')").await
        })
        .await?;
    family.wait_for_app().await?;
    family.sees_heading(title(WAIT)).await?;
    assert_eq!(family.field_value("", "Your notes about this step").await?, "Ask again on Monday");
    // What the version before kept takes no room any more.
    let caches = "const [done] = arguments; caches.keys().then((names) => done(names.length));";
    family.wait("one version is kept", async || Ok(family.driver().execute_async(caches, vec![]).await?.json() == &Value::from(1))).await
}

async fn a_page_that_was_damaged_on_the_device_is_replaced(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    kept(family, "ehcna/index.html").await?;
    damage(family, "ehcna/index.html", "<!doctype html><title>x</title>damaged").await?;
    family.open("ehcna/").await?;
    family.sees_heading(&of("ehcna").routemap().title).await?;
    family
        .wait("it is whole again", async || Ok(in_cache(family, "ehcna/index.html").await?.is_some_and(|page| page.ends_with("</html>\n"))))
        .await?;
    // With no network what is damaged is not shown either.
    damage(family, "ehcna/index.html", "<!doctype html><title>x</title>damaged").await?;
    family.host().stop();
    family.open("ehcna/").await?;
    family.sees("You have no signal, and this page is not kept on this device").await
}

async fn a_file_that_came_broken_is_never_kept(family: &Family) -> WebDriverResult<()> {
    let broken = changed_site("travel/index.html", |page| page.chars().take(20_000).collect(), false);
    family.host().put_up(broken.path());
    family.open("ehcna/").await?;
    kept(family, "ehcna/index.html").await?;
    // It has no app to wait for.
    family.driver().goto(format!("{}travel/", family.site)).await?;
    kept(family, "travel/outline.txt").await?;
    assert_eq!(in_cache(family, "travel/index.html").await?, None);
    family.host().put_up(&crate::site_folder());
    family.open("travel/").await?;
    kept(family, "travel/index.html").await
}

async fn the_host_can_call_the_worker_off(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    kept(family, "ehcna/index.html").await?;
    let off = changed_site("sw-off.json", |_| "{ \"off\": true }".to_owned(), false);
    family.host().put_up(off.path());
    family.open("ehcna/").await?;
    let gone = "const [done] = arguments;
        Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()]).then((kept) => done(kept.flat().length));";
    family
        .wait("nothing is kept any more", async || Ok(family.driver().execute_async(gone, vec![]).await?.json() == &Value::from(0)))
        .await?;
    // The page that is open still asks that worker for files, and they are not kept either.
    let asked = "const [done] = arguments; fetch('../dates/').then((answer) => answer.text()).then((page) => done(page.length));";
    let length: usize = family.driver().execute_async(asked, vec![]).await?.convert()?;
    assert!(length > 0);
    assert_eq!(family.driver().execute_async(gone, vec![]).await?.json(), &Value::from(0));
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.sees("You are here").await
}

/// The tests of both browsers build into one folder.
static ROOT: Mutex<()> = Mutex::new(());

async fn at_the_root_of_its_host_the_site_is_the_same(family: &Family) -> WebDriverResult<()> {
    let site = crate::site_folder().with_file_name("browser-root");
    {
        let _one_at_a_time = ROOT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        crate::build_for("/", &site);
    }
    let mut host = Host::start(&site, "/");
    let go = async |page: &str| -> WebDriverResult<()> {
        family.driver().goto(format!("{}{page}", host.address())).await?;
        family.wait_for_app().await
    };
    go("ehcna/").await?;
    family.choose("Start").await?;
    family.sees("You are here").await?;
    go("no-such-page/at/all").await?;
    family.sees("This page is not here").await?;
    family.choose("See all routemaps").await?;
    family.wait_for_app().await?;
    family.sees("EHC needs assessment").await?;
    family.choose("Carry on where I left off").await?;
    family.sees("You are here").await?;
    family.wait("the home page is kept", async || family.is("navigator.serviceWorker.controller !== null").await).await?;
    host.stop();
    family.driver().goto(host.address()).await?;
    family.wait_for_app().await?;
    family.sees("Carry on where I left off").await
}

async fn what_the_policy_forbids_does_not_run(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    let script = "const [done] = arguments;
        const inline = document.createElement('script');
        let refused = [];
        try { inline.textContent = 'window.ran = true'; document.head.append(inline); } catch (why) { refused.push(why.name); }
        const styled = document.createElement('p');
        styled.setAttribute('style', 'color: rgb(1, 2, 3)');
        document.body.append(styled);
        try { styled.innerHTML = '<img src=x onerror=\"window.ran = true\">'; } catch (why) { refused.push(why.name); }
        const image = new Image();
        image.src = 'http://127.0.0.1:9/x.png';
        const elsewhere = fetch('http://127.0.0.1:9/x').then(() => 'fetched', () => 'refused');
        setTimeout(async () => done([window.ran === true, getComputedStyle(styled).color, await elsewhere, Boolean(window.trustedTypes), refused]), 500);";
    let found = family.driver().execute_async(script, vec![]).await?;
    let [ran, colour, elsewhere, knows_trusted_types, refused] = found.json().as_array().unwrap().as_slice() else { panic!("{found:?}") };
    assert_eq!(ran, false, "a script in the page ran");
    assert_ne!(colour, "rgb(1, 2, 3)", "a style in the page counted");
    assert_eq!(elsewhere, "refused");
    // Browsers that know trusted types refuse the texts themselves.
    assert!(knows_trusted_types == false || refused.as_array().unwrap().len() == 2, "{refused:?}");
    if family.browser == Browser::Chromium {
        // What was tried stands in the console; nothing else does.
        let said = family.console().await;
        assert!(
            said.iter().all(|entry| entry["source"] == "security" || entry["message"].to_string().contains("Security Policy")),
            "{said:#?}"
        );
    }
    family.open("about/").await
}
