//! Putting the site on a phone's home screen: the manifest, and the icons, drawn in the colour of the place.

use std::path::Path;

use anyhow::{Context, Result};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};
use serde_json::json;

use super::files;
use crate::{definition::Place, pages::icon};

/// The icons: name, width in pixels, and whether the sign fills its square, so that a system can cut any shape out of it.
const ICONS: [(&str, u32, bool); 4] =
    [("icon-192.png", 192, false), ("icon-512.png", 512, false), ("icon-maskable.png", 512, true), ("apple-touch-icon.png", 180, true)];

/// Writes `manifest.webmanifest` and the icons.
///
/// # Errors
///
/// A file that cannot be written.
pub fn write(place: &Place, out: &Path) -> Result<()> {
    for (name, width, fills) in ICONS {
        files::write(&out.join(name), &drawn(&icon(&place.colour, fills), width)?)?;
    }
    files::write(&out.join("manifest.webmanifest"), manifest(place).as_bytes())
}

/// Returns what a browser needs to install the site (W3C Web Application Manifest). Its addresses are relative, so that the
/// site can stand anywhere.
fn manifest(place: &Place) -> String {
    let icons: Vec<_> = ICONS
        .iter()
        .filter(|(name, ..)| name.starts_with("icon"))
        .map(|(name, width, fills)| {
            json!({ "src": name, "sizes": format!("{width}x{width}"), "type": "image/png", "purpose": if *fills { "maskable" } else { "any" } })
        })
        .collect();
    let manifest = json!({
        "name": place.site_name,
        "short_name": "Routemaps",
        "description": place.summary,
        "lang": "en-GB",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": place.colour,
        "icons": icons,
        "shortcuts": [{ "name": "My dates", "url": "dates/", "icons": [{ "src": "icon-192.png", "sizes": "192x192", "type": "image/png" }] }],
    });
    format!("{manifest:#}\n")
}

/// Returns a picture as PNG, some pixels wide.
fn drawn(svg: &str, width: u32) -> Result<Vec<u8>> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let mut pixels = Pixmap::new(width, width).context("an icon has no size")?;
    let scale = width as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}
