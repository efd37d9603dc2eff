//! Putting the site on a phone's home screen: the manifest, and the icons, drawn in the colour of the place.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use png::{BitDepth, ColorType, Compression, Encoder, FilterType};
use resvg::{
    tiny_skia::{Color, Pixmap, PixmapPaint, Transform},
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

/// Returns the icon of the pages as an address that holds all of it. A PNG of few colours: browsers look at the icon anew after
/// each tap, and an SVG takes a slow phone 16 ms then (processor slowed six times).
///
/// # Errors
///
/// A colour that is none.
pub fn icon_address(place: &Place) -> Result<String> {
    const WIDTH: u32 = 32;
    let pixels = pixels(&icon(&place.colour, false), WIDTH)?;
    let mut ground = Pixmap::new(WIDTH, WIDTH).context("an icon has no size")?;
    ground.fill(Color::WHITE);
    ground.draw_pixmap(0, 0, pixels.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
    // Sixteen levels of each: edges stay smooth, and few colours take few bytes.
    let few = |level: u8| (level & 0xf0) | (level >> 4);
    let colours: Vec<[u8; 3]> = ground.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()].map(few)).collect();
    let palette: BTreeSet<[u8; 3]> = colours.iter().copied().collect();
    let place_of = |colour: &[u8; 3]| palette.iter().position(|other| other == colour).unwrap_or_default() as u8;
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, WIDTH, WIDTH);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Best);
    encoder.set_filter(FilterType::NoFilter);
    encoder.set_palette(palette.iter().flatten().copied().collect::<Vec<u8>>());
    encoder.write_header()?.write_image_data(&colours.iter().map(place_of).collect::<Vec<u8>>())?;
    Ok(format!("data:image/png;base64,{}", STANDARD.encode(file)))
}

/// Returns a picture as PNG, some pixels wide.
fn drawn(svg: &str, width: u32) -> Result<Vec<u8>> {
    Ok(pixels(svg, width)?.encode_png()?)
}

fn pixels(svg: &str, width: u32) -> Result<Pixmap> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let mut pixels = Pixmap::new(width, width).context("an icon has no size")?;
    let scale = width as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
}
