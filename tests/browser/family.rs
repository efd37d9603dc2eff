//! A family at a browser: what they see and do, found by role and name as they find it.

use std::{
    cell::{RefCell, RefMut},
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{Key, WebDriver, WebElement, common::print::PrintParameters, error::WebDriverResult};

use crate::{
    Run,
    browsers::{Browser, Driver, Setting},
    host::Host,
    words::{TO_THE_WAIT, label, title},
};

/// The address that lets a late app come.
pub const LET_THE_APP_COME: &str = "let-the-app-come";

pub struct Family {
    driver: RefCell<WebDriver>,
    pub browser: Browser,
    pub setting: Setting,
    /// The address of the site, with a slash at its end.
    pub site: String,
    /// The host, where it is the family's alone.
    host: RefCell<Option<Host>>,
    process: Driver,
}

/// Lets a family behave in a fresh browser; afterwards nothing may have gone wrong that they did not see.
pub fn follow(browser: Browser, setting: Setting, site: &str, run: Run) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (process, driver) = runtime.block_on(browser.start_and_open(setting))?;
    let host = (setting == Setting::OwnHost).then(|| Host::start(&crate::site_folder(), crate::BASE));
    let site = host.as_ref().map_or_else(|| site.to_owned(), Host::address);
    let family = Family { driver: RefCell::new(driver), browser, setting, site, host: RefCell::new(host), process };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            run(&family).await?;
            family.nothing_went_wrong_unseen().await
        })
    }));
    if !matches!(outcome, Ok(Ok(()))) {
        runtime.block_on(family.report());
    }
    let _ = runtime.block_on(family.driver().quit());
    match outcome {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(panic) => resume_unwind(panic),
    }
}

/// What stands on paper. Only letters are compared: spaces are found where letters stand apart.
#[derive(Debug)]
pub struct Printed {
    pub sides: usize,
    letters: String,
}

impl Printed {
    pub fn says(&self, words: &str) -> bool {
        self.letters.contains(&letters(words))
    }
}

fn letters(text: &str) -> String {
    let joined = text.replace('\u{fb01}', "fi").replace('\u{fb02}', "fl").replace('\u{fb00}', "ff").replace('\u{fb03}', "ffi");
    joined.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

impl Family {
    pub fn driver(&self) -> WebDriver {
        self.driver.borrow().clone()
    }

    /// The host of a family that has one of its own.
    pub fn host(&self) -> RefMut<'_, Host> {
        RefMut::map(self.host.borrow_mut(), |host| host.as_mut().expect("the setting is `OwnHost`"))
    }

    // ---- going about ----------------------------------------------------------------------------

    /// Opens a page of the site: `ehcna/`, `my-data/`, and so on. Waits for the app where there is one.
    pub async fn open(&self, page: &str) -> WebDriverResult<()> {
        // A page that differs only behind the `#` would not be loaded anew.
        self.driver().goto("about:blank").await?;
        self.driver().goto(format!("{}{page}", self.site)).await?;
        self.wait_for_app().await
    }

    /// On a slow connection: lets the app come, and waits for it.
    pub async fn let_the_app_come(&self) -> WebDriverResult<()> {
        self.answer_the_app().await?;
        self.wait("the app is ready", async || self.is("document.documentElement.dataset.app === 'ready'").await).await
    }

    /// On a slow connection: lets the app come, whatever becomes of it.
    pub async fn answer_the_app(&self) -> WebDriverResult<()> {
        reqwest::get(format!("{}{LET_THE_APP_COME}", self.site)).await.unwrap();
        Ok(())
    }

    pub async fn reload(&self) -> WebDriverResult<()> {
        self.driver().refresh().await?;
        self.wait_for_app().await
    }

    pub async fn wait_for_app(&self) -> WebDriverResult<()> {
        if matches!(self.setting, Setting::NoScript | Setting::NoWasm | Setting::LateApp) {
            return Ok(());
        }
        self.wait("the app is ready", async || {
            self.is("!document.querySelector('script[data-app]') || document.documentElement.dataset.app === 'ready'").await
        })
        .await
    }

    /// Closes the browser and opens it again, with the same profile.
    pub async fn close_and_open_again(&self) -> WebDriverResult<()> {
        self.driver().quit().await?;
        let opened = self.browser.open(&self.process, self.setting).await?;
        self.driver.replace(opened);
        Ok(())
    }

    /// Begins the EHC needs assessment and goes on to the wait for the council.
    pub async fn go_to_the_wait(&self) -> WebDriverResult<()> {
        self.open("ehcna/").await?;
        self.choose("Start").await?;
        for (step, choice) in TO_THE_WAIT {
            self.choose(label(step, choice)).await?;
        }
        self.sees_heading(title("six-week-wait")).await
    }

    /// Chooses a link or a button whose name starts with `name`.
    pub async fn choose(&self, name: &str) -> WebDriverResult<()> {
        let element = self.by_name("a[href], button, summary", name).await?;
        self.bring_into_the_window(&element).await?;
        element.click().await
    }

    /// Chooses a station of the drawn map by its title.
    pub async fn choose_station(&self, title: &str) -> WebDriverResult<()> {
        let station = self.station(title).await?;
        self.bring_into_the_window(&station).await?;
        station.click().await
    }

    /// Returns the link of a station of the drawn map.
    pub async fn station(&self, title: &str) -> WebDriverResult<WebElement> {
        let script = "const [title] = arguments; return [...document.querySelectorAll('.map ol > li > p a')]\
            .find((e) => e.offsetParent !== null && /^Station \\d+ of \\d+: /.test(e.textContent) && e.textContent.endsWith(': ' + title)) ?? null";
        self.found(title, script, vec![json!(title)]).await
    }

    /// Types into the field with this label. `within` names the group of fields, for labels that occur twice.
    pub async fn type_into(&self, within: &str, label: &str, text: &str) -> WebDriverResult<()> {
        let field = self.field(within, label).await?;
        // As people do it: the driver's own way to clear a field would leave it once while it is empty.
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(text).await?;
        // Leaving a field is what tells the page that it has changed.
        self.driver().execute("arguments[0].blur()", vec![field.to_json()?]).await?;
        Ok(())
    }

    /// Puts the focus into the field with this label.
    pub async fn choose_field(&self, label: &str) -> WebDriverResult<()> {
        self.field("", label).await?.click().await
    }

    /// Picks an entry of the list with this label.
    pub async fn pick(&self, label: &str, entry: &str) -> WebDriverResult<()> {
        let script = "const [label, entry] = arguments; const list = [...document.querySelectorAll('select')]\
            .find((e) => [...e.labels].some((l) => l.innerText.trim().startsWith(label))); \
            list.value = [...list.options].find((o) => o.text.trim() === entry).value; list.dispatchEvent(new Event('input', { bubbles: true }))";
        self.driver().execute(script, vec![json!(label), json!(entry)]).await?;
        Ok(())
    }

    /// Returns the title of the first routemap that the search found.
    pub async fn first_found(&self) -> WebDriverResult<String> {
        let script = "return document.querySelector('.find .tile b')?.textContent ?? ''";
        self.driver().execute(script, vec![]).await?.convert()
    }

    pub async fn field_value(&self, within: &str, label: &str) -> WebDriverResult<String> {
        Ok(self.field(within, label).await?.prop("value").await?.unwrap_or_default())
    }

    /// Returns the checkbox with this label.
    pub async fn checkbox(&self, label: &str) -> WebDriverResult<WebElement> {
        self.field("", label).await
    }

    // ---- what they see --------------------------------------------------------------------------

    /// Waits for the first heading in the main part to be `title`.
    pub async fn sees_heading(&self, title: &str) -> WebDriverResult<()> {
        self.wait(&format!("the heading “{title}”"), async || Ok(self.heading().await? == title)).await
    }

    pub async fn heading(&self) -> WebDriverResult<String> {
        let script = "const shown = [...document.querySelectorAll('main :is(h1, h2, h3)')].find((e) => e.offsetParent !== null); \
            return shown ? shown.innerText.trim() : ''";
        self.driver().execute(script, vec![]).await?.convert()
    }

    /// Waits until `words` stand somewhere on the page, for a family to see.
    pub async fn sees(&self, words: &str) -> WebDriverResult<()> {
        self.wait(&format!("the words “{words}”"), async || Ok(self.text().await?.contains(words))).await
    }

    pub async fn text(&self) -> WebDriverResult<String> {
        self.driver().execute("return document.body.innerText.replace(/\\s+/g, ' ')", vec![]).await?.convert()
    }

    /// Returns the part of the address after `#`, with the `#`.
    pub async fn hash(&self) -> WebDriverResult<String> {
        self.driver().execute("return location.hash", vec![]).await?.convert()
    }

    /// Says whether a script expression is true.
    pub async fn is(&self, expression: &str) -> WebDriverResult<bool> {
        self.driver().execute(format!("return Boolean({expression})"), vec![]).await?.convert()
    }

    /// Waits up to 20 s for something to be so.
    pub async fn wait<F: Future<Output = WebDriverResult<bool>>>(&self, what: &str, is_so: impl Fn() -> F) -> WebDriverResult<()> {
        let end = Instant::now() + Duration::from_secs(20);
        let mut pace = tokio::time::interval(Duration::from_millis(30));
        loop {
            pace.tick().await;
            // A page that is just changing may answer with an error.
            if matches!(is_so().await, Ok(true)) {
                return Ok(());
            }
            if Instant::now() > end {
                panic!("{what}: not seen in 20 s. The page says: {}", self.text().await.unwrap_or_default());
            }
        }
    }

    /// Prints the page.
    pub async fn printed(&self) -> WebDriverResult<Printed> {
        let paper = self.driver().print_page(PrintParameters::default()).await?;
        let sides = pdf_extract::extract_text_from_mem_by_pages(&paper).unwrap();
        Ok(Printed { sides: sides.len(), letters: letters(&sides.join(" ")) })
    }

    // ---- what is kept ---------------------------------------------------------------------------

    /// Returns everything of ours in the browser's storage.
    pub async fn kept(&self) -> WebDriverResult<Value> {
        let script = "return Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('routemaps/')))";
        Ok(self.driver().execute(script, vec![]).await?.json().clone())
    }

    /// Puts a text into the browser's storage, as an earlier or a damaged program would have left it.
    pub async fn put(&self, key: &str, text: &str) -> WebDriverResult<()> {
        self.driver().execute("localStorage.setItem(arguments[0], arguments[1])", vec![json!(key), json!(text)]).await?;
        Ok(())
    }

    /// Fills the device's storage to the last sign.
    pub async fn fill_storage(&self) -> WebDriverResult<()> {
        let fill = "let size = 4 * 1024 * 1024; let n = 0; \
            while (size > 0) { try { localStorage.setItem('other' + n++, 'x'.repeat(size)); } catch { size = Math.floor(size / 2); } }";
        self.driver().execute(fill, vec![]).await?;
        Ok(())
    }

    // ---- how it is done -------------------------------------------------------------------------

    async fn by_name(&self, kinds: &str, name: &str) -> WebDriverResult<WebElement> {
        let script = "const [kinds, name] = arguments; const said = (e) => (e.getAttribute('aria-label') ?? e.textContent ?? '').replace(/\\s+/g, ' ').trim(); \
            return [...document.querySelectorAll(kinds)].filter((e) => e.offsetParent !== null).find((e) => said(e).startsWith(name)) ?? null";
        self.found(name, script, vec![json!(kinds), json!(name)]).await
    }

    async fn field(&self, within: &str, label: &str) -> WebDriverResult<WebElement> {
        let script = "const [within, label] = arguments; const said = (e) => (e?.innerText ?? '').replace(/\\s+/g, ' ').trim(); \
            return [...document.querySelectorAll('input, textarea')].filter((e) => e.offsetParent !== null) \
                .filter((e) => !within || said(e.closest('fieldset')?.querySelector('legend')).startsWith(within)) \
                .find((e) => [...(e.labels ?? [])].some((l) => said(l).startsWith(label))) ?? null";
        let field = self.found(label, script, vec![json!(within), json!(label)]).await?;
        self.bring_into_the_window(&field).await?;
        Ok(field)
    }

    /// WebKit's driver does not scroll to what stands half outside the window, and then cannot reach it.
    async fn bring_into_the_window(&self, element: &WebElement) -> WebDriverResult<()> {
        self.driver().execute("arguments[0].scrollIntoView({ block: 'center' })", vec![element.to_json()?]).await?;
        Ok(())
    }

    async fn found(&self, name: &str, script: &str, arguments: Vec<Value>) -> WebDriverResult<WebElement> {
        let is_there = format!("return Boolean((() => {{ {script} }}).apply(null, arguments))");
        self.wait(&format!("something named “{name}”"), async || {
            self.driver().execute(is_there.clone(), arguments.clone()).await?.convert()
        })
        .await?;
        self.driver().execute(script, arguments).await?.element()
    }

    /// No error in the console, and nothing asked of another site.
    async fn nothing_went_wrong_unseen(&self) -> WebDriverResult<()> {
        let origin: String = self.driver().execute("return location.origin", vec![]).await?.convert()?;
        assert!(origin.starts_with("http://localhost:"), "the family is on another site: {origin}");
        if self.setting != Setting::NoScript {
            let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
            let asked: Vec<String> = self.driver().execute(script, vec![]).await?.convert()?;
            let foreign: Vec<_> = asked.iter().filter(|name| !name.starts_with(&origin) && !name.starts_with("blob:")).collect();
            assert!(foreign.is_empty(), "asked of another site: {foreign:?}");
        }
        if self.browser == Browser::Chromium {
            let log = self.console().await;
            // Whatever still calls an app that was made to die meets the same end.
            let mut died = false;
            let mut is_after_death = |entry: &Value| {
                let message = entry["message"].as_str().unwrap_or_default();
                died |= message.contains("made to die");
                died && message.ends_with("RuntimeError: unreachable")
            };
            let unexpected = |entry: &&Value| entry["level"] == "SEVERE" && !is_after_death(entry) && !is_expected(entry, self.setting);
            let errors: Vec<_> = log.iter().filter(unexpected).collect();
            assert!(errors.is_empty(), "errors in the console: {errors:#?}");
        }
        Ok(())
    }

    /// Returns what Chromium hands to a screen reader of the region with this name: a line for each thing, its role and its
    /// name, set in by its depth.
    pub async fn accessibility_tree(&self, region: &str) -> WebDriverResult<String> {
        let url = format!("{}/session/{}/goog/cdp/execute", self.process.address(), self.driver().session_id());
        let ask = json!({ "cmd": "Accessibility.getFullAXTree", "params": {} });
        let answer: Value = reqwest::Client::new().post(url).json(&ask).send().await.unwrap().json().await.unwrap();
        let nodes = answer["value"]["nodes"].as_array().cloned().unwrap_or_default();
        let root = nodes.iter().find(|node| node["role"]["value"] == "region" && node["name"]["value"] == region);
        let mut heard = String::new();
        say(&nodes, root.unwrap_or_else(|| panic!("no region “{region}”")), 0, &mut heard);
        Ok(heard)
    }

    /// Returns Chromium's console so far.
    pub async fn console(&self) -> Vec<Value> {
        let url = format!("{}/session/{}/se/log", self.process.address(), self.driver().session_id());
        let answer = reqwest::Client::new().post(url).json(&json!({ "type": "browser" })).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["value"].as_array().cloned().unwrap_or_default()
    }

    /// Says where a failing test stood.
    async fn report(&self) {
        let address = self.driver().current_url().await.map(|url| url.to_string()).unwrap_or_default();
        eprintln!("[{}] at {address}: {}", self.browser.name(), self.text().await.unwrap_or_default());
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser-failures");
        let _ = std::fs::create_dir_all(&folder);
        let _ = self.driver().screenshot(&folder.join(format!("{}.png", self.browser.name()))).await;
    }
}

/// Writes what is heard of a node and of those below it.
fn say(nodes: &[Value], node: &Value, depth: usize, heard: &mut String) {
    let (role, name) = (node["role"]["value"].as_str().unwrap_or_default(), node["name"]["value"].as_str().unwrap_or_default());
    let is_heard = node["ignored"] == false && !["generic", "InlineTextBox", "paragraph", "none"].contains(&role);
    if is_heard {
        let name = if ["link", "heading", "StaticText", "region", "button"].contains(&role) { name } else { "" };
        heard.push_str(format!("{}{role} {name}", "  ".repeat(depth)).trim_end());
        heard.push('\n');
    }
    // A link and a heading are read by their names.
    if ["link", "heading"].contains(&role) {
        return;
    }
    for id in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|other| other["nodeId"] == *id) {
            say(nodes, child, depth + usize::from(is_heard), heard);
        }
    }
}

/// Console errors that a test causes on purpose: a page that is not there, and an app that was made to die.
fn is_expected(entry: &Value, setting: Setting) -> bool {
    let message = entry["message"].as_str().unwrap_or_default();
    // A host that is gone, or hands out what it should not.
    let is_hosts = setting == Setting::OwnHost && (entry["source"] == "network" || message.contains("integrity"));
    is_hosts || message.contains("no-such-page") || message.contains("made to die")
}
