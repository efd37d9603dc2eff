//! The browsers: whether they are there, how they are started, and in which settings.

use std::{
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{LazyLock, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver, error::WebDriverResult};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    WebKit,
}

/// How the browser is set up for a behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A phone, 390 pixels wide.
    Plain,
    /// A small phone, 320 pixels wide; also a screen of 1280 pixels at 400 %.
    Narrow,
    /// A screen, 1280 pixels wide.
    Wide,
    /// The two above with a dark look.
    NarrowDark,
    WideDark,
    /// Scripts are switched off.
    NoScript,
    /// WebAssembly is switched off.
    NoWasm,
    /// A slow connection: the app comes when the test lets it.
    LateApp,
    /// The browser gives no storage.
    NoStorage,
    /// Forced colours, as Windows' contrast themes.
    ForcedColours,
    /// A phone that prints.
    Paper,
    /// A phone, and a host for it alone, which can fail.
    OwnHost,
}

/// A driver that runs until it is dropped.
pub struct Driver {
    process: Child,
    port: u16,
    /// The browser's own folder; a second session with it is the same browser, opened again.
    pub profile: tempfile::TempDir,
}

impl Driver {
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The display that WebKit draws on: its number, and the program that is it.
static DISPLAY: LazyLock<(String, Mutex<Child>)> = LazyLock::new(|| {
    let mut command = Command::new("Xvfb");
    // It takes a number that is free, and says it once it can be drawn on.
    command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut number = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut number).unwrap();
    assert!(!number.trim().is_empty(), "the display did not start");
    (format!(":{}", number.trim()), Mutex::new(process))
});

/// Takes the display away; a program that outlived the tests would keep whoever waits for them waiting.
pub fn close_display() {
    let mut process = DISPLAY.1.lock().unwrap();
    let _ = process.kill();
    let _ = process.wait();
}

impl Browser {
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::WebKit => "webkit",
        }
    }

    /// Says whether the browser can be put into a setting by its driver.
    pub fn can(self, setting: Setting) -> bool {
        // WebKitGTK has no switch for scripts that leaves its driver able to read the page, and none for forced colours; its
        // driver does not print.
        self == Browser::Chromium || !matches!(setting, Setting::NoScript | Setting::ForcedColours | Setting::Paper)
    }

    /// Says what is missing, with the command to install it.
    pub fn installed(self) -> Result<(), String> {
        let needed: &[(&str, &str)] = match self {
            Browser::Chromium => &[("chromium", "chromium"), ("chromedriver", "chromium-driver")],
            Browser::WebKit => &[("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")],
        };
        let mut missing: Vec<&str> =
            needed.iter().filter(|(program, _)| find_program(program).is_none()).map(|(_, package)| *package).collect();
        if crate::host::nginx().is_none() {
            missing.push("nginx libnginx-mod-http-brotli-static");
        }
        if missing.is_empty() { Ok(()) } else { Err(format!("sudo apt-get install {}", missing.join(" "))) }
    }

    /// Starts the driver and opens the browser, with a new driver where one did not answer: drivers fail to start now and then
    /// (another program has taken the port meanwhile, the browser took too long), and that says nothing about the site.
    pub async fn start_and_open(self, setting: Setting) -> Result<(Driver, WebDriver), String> {
        let mut refusals = Vec::new();
        for _ in 0..3 {
            let driver = self.start(setting);
            match self.open(&driver, setting).await {
                Ok(opened) => return Ok((driver, opened)),
                Err(error) => refusals.push(format!("{error:?}")),
            }
        }
        Err(format!("the browser did not open: {}", refusals.join("; then ")))
    }

    /// Starts the browser's driver.
    pub fn start(self, setting: Setting) -> Driver {
        let port = free_port();
        let mut command = match self {
            Browser::Chromium => Command::new("chromedriver"),
            Browser::WebKit => {
                let mut command = Command::new("WebKitWebDriver");
                command.env("DISPLAY", &DISPLAY.0).env("GDK_BACKEND", "x11").env("LIBGL_ALWAYS_SOFTWARE", "1").env("NO_AT_BRIDGE", "1");
                if matches!(setting, Setting::NarrowDark | Setting::WideDark) {
                    command.env("GTK_THEME", "Adwaita:dark");
                }
                if setting == Setting::NoWasm {
                    // Its name in newer and in older versions.
                    command.env("JSC_useWasm", "0").env("JSC_useWebAssembly", "0");
                }
                command
            }
        };
        let process =
            command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // A driver that does not listen refuses the session, and that says more.
        let end = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() && Instant::now() < end {
            thread::sleep(Duration::from_millis(10));
        }
        Driver { process, port, profile: tempfile::tempdir().unwrap() }
    }

    /// Opens the browser.
    pub async fn open(self, driver: &Driver, setting: Setting) -> WebDriverResult<WebDriver> {
        let capabilities = match self {
            Browser::Chromium => chromium(setting, driver.profile.path()),
            Browser::WebKit => webkit(setting),
        };
        let capabilities: Capabilities = serde_json::from_value(capabilities).unwrap();
        let opened = WebDriver::new(driver.address(), capabilities).await?;
        if self == Browser::WebKit {
            let (width, height) = size(setting);
            opened.set_window_rect(0, 0, width, height).await?;
        }
        Ok(opened)
    }
}

/// Returns the width and height of a setting in CSS pixels.
fn size(setting: Setting) -> (u32, u32) {
    match setting {
        Setting::Narrow | Setting::NarrowDark => (320, 256),
        Setting::Wide | Setting::WideDark => (1280, 900),
        _ => (390, 844),
    }
}

fn chromium(setting: Setting, profile: &Path) -> Value {
    let (width, height) = size(setting);
    let mut arguments = vec![
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-background-networking".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-component-update".to_owned(),
        "--force-color-profile=srgb".to_owned(),
        format!("--user-data-dir={}", profile.display()),
        format!("--window-size={},{}", width.max(500), height.max(500)),
    ];
    let mut preferences = json!({ "download.default_directory": profile, "download.prompt_for_download": false });
    match setting {
        Setting::NarrowDark | Setting::WideDark => arguments.push("--blink-settings=preferredColorScheme=0".to_owned()),
        // Without its compiler Chromium has no WebAssembly either.
        Setting::NoWasm => arguments.push("--js-flags=--jitless".to_owned()),
        Setting::NoScript => preferences["profile.managed_default_content_settings.javascript"] = json!(2),
        Setting::NoStorage => preferences["profile.default_content_setting_values.cookies"] = json!(2),
        Setting::ForcedColours => arguments.push("--force-high-contrast".to_owned()),
        _ => {}
    }
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": find_program("chromium").unwrap(),
            "args": arguments,
            "prefs": preferences,
            "mobileEmulation": { "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0, "touch": false, "mobile": false } },
        },
    })
}

fn webkit(setting: Setting) -> Value {
    let libraries = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/libexec"];
    let binary = libraries.iter().map(|folder| Path::new(folder).join("webkit2gtk-4.1/MiniBrowser")).find(|path| path.exists()).unwrap();
    let mut arguments = vec!["--automation"];
    if setting == Setting::NoStorage {
        arguments.push("--enable-html5-local-storage=false");
    }
    json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": { "binary": binary, "args": arguments } })
}

fn find_program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
