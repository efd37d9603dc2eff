//! What a host must send with the files, and the same as files for common hosts: `_headers` for Netlify and Cloudflare
//! Pages, `nginx.conf` for nginx.

use std::{fmt::Write, fs, path::Path};

use anyhow::{Context, Result};
use axum::http::{HeaderName, HeaderValue};

use super::files;
use crate::{definition::Place, pages::CONTENT_SECURITY_POLICY};

/// How long a browser may keep a file that has a hash in its name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Anything else is asked for anew each time; a host answers that nothing has changed.
const ASK_AGAIN: &str = "no-cache";

/// What each kind of file is, by the ending of its name.
const TYPES: [(&str, &str); 10] = [
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("wasm", "application/wasm"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("txt", "text/plain"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("pdf", "application/pdf"),
];

/// Returns the headers that every file of the site is sent with, but for how long it may be kept.
///
/// Which sites may show ours in a frame can only be said in a header; the rest of the policy stands in each page too.
pub fn headers(place: &Place) -> Vec<(&'static str, String)> {
    let ancestors: String = place.frame_ancestors.iter().map(|site| format!(" {site}")).collect();
    vec![
        ("Content-Security-Policy", format!("{CONTENT_SECURITY_POLICY}; frame-ancestors 'self'{ancestors}")),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Permissions-Policy", PERMISSIONS.map(|ability| format!("{ability}=()")).join(", ")),
    ]
}

/// What no page of ours asks a device for.
const PERMISSIONS: [&str; 9] =
    ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb"];

/// Writes the files for common hosts into a built site.
///
/// # Errors
///
/// A file that cannot be written.
pub fn write(place: &Place, base: &str, out: &Path) -> Result<()> {
    files::write(&out.join("_headers"), for_netlify_and_cloudflare(place, base).as_bytes())?;
    files::write(&out.join("nginx.conf"), for_nginx(place, base).as_bytes())
}

/// Returns the headers that stand in the `_headers` of a built site for all of its files.
///
/// # Errors
///
/// A file that is not there.
pub fn read(site: &Path) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let path = site.join("_headers");
    let text = fs::read_to_string(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
    let rule = text.lines().skip_while(|line| !line.ends_with("/*")).skip(1).take_while(|line| line.starts_with(' '));
    rule.filter_map(|line| line.trim().split_once(": ")).map(|(name, value)| Ok((name.parse()?, value.parse()?))).collect()
}

/// Both add up what several rules say of one header, so only one rule says how long a file may be kept. What no rule says it
/// of, both let browsers ask for anew each time.
fn for_netlify_and_cloudflare(place: &Place, base: &str) -> String {
    let mut text = format!("{base}*\n");
    for (name, value) in headers(place) {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = write!(text, "{base}assets/*\n  Cache-Control: {FOR_EVER}\n");
    text
}

/// A location that says one header itself forgets all that stand around it, so each says all.
fn for_nginx(place: &Place, base: &str) -> String {
    let with = |kept: &str, indent: &str| {
        let headers = headers(place).into_iter().chain([("Cache-Control", kept.to_owned())]);
        headers.map(|(name, value)| format!("{indent}add_header {name} \"{value}\" always;\n")).collect::<String>()
    };
    let types: String = TYPES.map(|(ending, kind)| format!("        {kind} {ending};\n")).concat();
    let bare = match base.trim_end_matches('/') {
        "" => String::new(),
        bare => format!("location = {bare} {{\n    return 301 {base};\n}}\n"),
    };
    format!(
        r#"# How nginx serves this site. Include this file in a `server` of your own, with the folder where the site stands
# in the place of /srv/routemaps/. The twins .br and .gz are sent to browsers that take them. On Debian, brotli_static
# comes with the package libnginx-mod-http-brotli-static; without it, take that line out.
# Your `server` listens on 443 with your certificate, and sends Strict-Transport-Security if all of your host does so.

{bare}location {base} {{
    alias /srv/routemaps/;
    index index.html;
    error_page 404 {base}404.html;
    absolute_redirect off;
    server_tokens off;
    gzip_static on;
    gzip_vary on;
    brotli_static on;
    charset utf-8;
    charset_types text/css text/javascript text/plain application/json application/manifest+json image/svg+xml;
    types {{
{types}    }}
{}
    location {base}assets/ {{
{}    }}
}}
"#,
        with(ASK_AGAIN, "    "),
        with(FOR_EVER, "        "),
    )
}
