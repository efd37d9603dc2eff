//! What a host sends: a real nginx with the file of the build, asked as browsers ask.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    sync::LazyLock,
};

use serde_json::Value;

use crate::{host::Host, pages::site, read, root, walk};

/// An answer: its status, its headers with names in small letters, and its body.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

static HOST: LazyLock<Option<Host>> = LazyLock::new(|| crate::host::nginx().map(|_| Host::start(&site(0), "/")));

/// Returns the host, or says that there is none; in CI there must be one.
fn host() -> Option<&'static Host> {
    let host = HOST.as_ref();
    if host.is_none() {
        assert!(!std::env::var("CI").is_ok_and(|ci| ci == "true"), "in CI nothing may be skipped");
        eprintln!("skipped: nginx is not installed. sudo apt-get install nginx libnginx-mod-http-brotli-static");
    }
    host
}

/// Asks for a path, taking an encoding.
fn ask(host: &Host, path: &str, encoding: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", host.port())).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let (head, body) = (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec());
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = BTreeMap::new();
    for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
        assert!(headers.insert(name.to_lowercase(), value.to_owned()).is_none(), "{path} has `{name}` twice");
    }
    Answer { status, headers, body }
}

/// Returns the paths of the site's files, without what is for hosts alone.
fn files() -> Vec<String> {
    let folder = site(0);
    let all = walk(&folder).into_iter().map(|path| path.strip_prefix(&folder).unwrap().display().to_string());
    all.filter(|path| !path.ends_with(".br") && !path.ends_with(".gz") && !["_headers", "nginx.conf"].contains(&path.as_str())).collect()
}

/// Says what is wrong with the headers of an answer: one that is missing, or that allows more than it must.
fn faults(answer: &Answer) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")] {
        if answer.header(name) != value {
            faults.push(format!("{name} is `{}`", answer.header(name)));
        }
    }
    for ability in ["camera", "microphone", "geolocation", "payment", "usb"] {
        if !answer.header("permissions-policy").contains(&format!("{ability}=()")) {
            faults.push(format!("{ability} is not refused"));
        }
    }
    let policy: BTreeMap<&str, Vec<&str>> = answer
        .header("content-security-policy")
        .split(';')
        .filter_map(|rule| {
            let mut words = rule.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect();
    // The most that each may allow. What is not named here falls back on `default-src`.
    let most: [(&str, &[&str]); 12] = [
        ("default-src", &["'none'"]),
        ("script-src", &["'self'", "'wasm-unsafe-eval'"]),
        ("style-src", &["'self'"]),
        ("img-src", &["'self'", "data:"]),
        ("connect-src", &["'self'"]),
        ("manifest-src", &["'self'"]),
        ("worker-src", &["'self'"]),
        ("base-uri", &["'none'"]),
        ("form-action", &["'none'"]),
        ("require-trusted-types-for", &["'script'"]),
        ("trusted-types", &["routemaps"]),
        ("frame-ancestors", &["'self'", "https://yoursay.southend.gov.uk"]),
    ];
    for (rule, may) in most {
        match policy.get(rule) {
            None => faults.push(format!("the policy has no {rule}")),
            Some(allowed) if allowed.is_empty() || !allowed.iter().all(|source| may.contains(source)) => {
                faults.push(format!("{rule} allows {allowed:?}"));
            }
            Some(_) => {}
        }
    }
    faults.extend(policy.keys().filter(|rule| most.iter().all(|(known, _)| known != *rule)).map(|rule| format!("{rule} is new")));
    faults
}

#[test]
fn every_file_comes_with_its_type_and_a_strict_policy_and_may_be_kept_as_long_as_its_name_holds() {
    let Some(host) = host() else { return };
    let types = [
        ("html", "text/html; charset=utf-8"),
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("wasm", "application/wasm"),
        ("json", "application/json; charset=utf-8"),
        ("webmanifest", "application/manifest+json; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("svg", "image/svg+xml; charset=utf-8"),
        ("png", "image/png"),
        ("pdf", "application/pdf"),
    ];
    for path in files() {
        let answer = ask(host, &format!("/{path}"), "identity");
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(faults(&answer), Vec::<String>::new(), "{path}");
        let ending = path.rsplit('.').next().unwrap();
        let kind = types.iter().find(|(known, _)| *known == ending).unwrap_or_else(|| panic!("{path} has no type")).1;
        assert_eq!(answer.header("content-type"), kind, "{path}");
        let kept = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(answer.header("cache-control"), kept, "{path}");
        assert!(answer.body == fs::read(site(0).join(&path)).unwrap(), "{path}");
    }
}

#[test]
fn a_looser_policy_or_a_missing_header_would_be_found() {
    let Some(host) = host() else { return };
    let good = ask(host, "/", "identity");
    assert_eq!(faults(&good), Vec::<String>::new());
    let with = |name: &str, value: &str| {
        let mut headers = good.headers.clone();
        headers.insert(name.to_owned(), value.to_owned());
        faults(&Answer { status: 200, headers, body: Vec::new() })
    };
    let policy = good.header("content-security-policy");
    let looser = [
        policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        policy.replace("connect-src 'self'", "connect-src *"),
        policy.replace("; require-trusted-types-for 'script'", ""),
        policy.replace("frame-ancestors 'self'", "frame-ancestors *"),
        format!("{policy}; object-src 'self'"),
        String::new(),
    ];
    for looser in looser {
        assert!(!with("content-security-policy", &looser).is_empty(), "{looser}");
    }
    for name in ["x-content-type-options", "referrer-policy", "permissions-policy"] {
        assert!(!with(name, "").is_empty(), "{name}");
    }
}

#[test]
fn a_browser_gets_the_smallest_form_it_takes() {
    let Some(host) = host() else { return };
    for path in files() {
        let file = site(0).join(&path);
        for (taken, ending) in [("gzip, deflate, br", "br"), ("gzip, deflate", "gz"), ("identity", "")] {
            let twin = Path::new(&format!("{}.{ending}", file.display())).to_owned();
            let answer = ask(host, &format!("/{path}"), taken);
            if twin.exists() {
                assert_eq!(answer.header("content-encoding"), if ending == "br" { "br" } else { "gzip" }, "{path}");
                // A cache on the way must not hand it to a browser that does not take it.
                assert_eq!(answer.header("vary"), "Accept-Encoding", "{path}");
                assert!(answer.body == fs::read(twin).unwrap(), "{path}");
            } else {
                assert_eq!(answer.header("content-encoding"), "", "{path}");
            }
        }
    }
}

#[test]
fn a_wrong_address_is_told_and_one_without_its_slash_is_sent_on() {
    let Some(host) = host() else { return };
    for path in ["/no-such-page", "/ehcna/no/such/page/", "/assets/no-such.js"] {
        let answer = ask(host, path, "identity");
        assert_eq!(answer.status, 404, "{path}");
        assert!(String::from_utf8_lossy(&answer.body).contains("This page is not here"), "{path}");
        assert_eq!(faults(&answer), Vec::<String>::new(), "{path}");
    }
    let answer = ask(host, "/ehcna", "identity");
    assert_eq!((answer.status, answer.header("location")), (301, "/ehcna/"));
}

#[test]
fn the_readme_and_the_file_for_other_hosts_name_every_header() {
    let headers = read(&site(0).join("_headers"));
    let readme = read(&root("README.md"));
    let names: Vec<_> = headers.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": ")).collect();
    assert_eq!(names.len(), 5, "{headers}");
    for (name, value) in names {
        assert!(readme.contains(name), "README.md does not name `{name}`");
        if name == "Content-Security-Policy" {
            let answer = Answer {
                status: 200,
                headers: headers
                    .lines()
                    .filter_map(|line| line.trim().split_once(": "))
                    .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                    .collect(),
                body: Vec::new(),
            };
            assert_eq!(faults(&answer), Vec::<String>::new(), "{value}");
        }
    }
    assert!(readme.contains("Strict-Transport-Security"));
}

#[test]
fn the_site_can_be_put_on_a_home_screen_with_icons_of_its_own_and_a_short_way_to_the_dates() {
    let folder = site(0);
    let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join("manifest.webmanifest")).unwrap()).unwrap();
    let list = |name: &str| manifest[name].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut kinds = Vec::new();
    for icon in list("icons") {
        let file = png::Decoder::new(fs::File::open(folder.join(text(&icon["src"]))).unwrap()).read_info();
        let mut picture = file.unwrap();
        let (width, height) = picture.info().size();
        assert_eq!(text(&icon["sizes"]), format!("{width}x{height}"));
        let mut pixels = vec![0; picture.output_buffer_size()];
        picture.next_frame(&mut pixels).unwrap();
        // A system may cut any shape out of a maskable one, so nothing of it is clear.
        let is_filled = pixels.chunks(4).all(|pixel| pixel[3] == 255);
        assert_eq!(is_filled, icon["purpose"] == "maskable", "{icon}");
        kinds.push(format!("{width} {}", text(&icon["purpose"])));
    }
    assert_eq!(kinds, ["192 any", "512 any", "512 maskable"]);
    let shortcuts = list("shortcuts");
    assert_eq!(shortcuts.iter().map(|way| text(&way["name"])).collect::<Vec<_>>(), ["My dates"]);
    for way in shortcuts.iter().map(|way| text(&way["url"])).chain([text(&manifest["start_url"]), text(&manifest["scope"])]) {
        assert!(folder.join(&way).join("index.html").exists(), "{way} leads nowhere");
    }
}

#[test]
fn the_same_input_gives_the_same_site_to_the_byte() {
    let again = crate::pages::built("routemaps");
    let again = again.path().join("site");
    let names = |folder: &Path| -> Vec<_> { walk(folder).iter().map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect() };
    assert_eq!(names(&again), names(&site(0)));
    for name in names(&again) {
        assert!(fs::read(again.join(&name)).unwrap() == fs::read(site(0).join(&name)).unwrap(), "{} differs", name.display());
    }
}
