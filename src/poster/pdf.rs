//! The sheet as PDF.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use svg2pdf::{ConversionOptions, PageOptions, to_pdf, usvg};

/// Turns a sheet into PDF, with its words as text in the font of the sheet.
///
/// # Errors
///
/// A sheet that is no SVG, or that the library cannot write.
pub fn pdf(svg: &str) -> Result<Vec<u8>> {
    let mut options = usvg::Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    let tree = usvg::Tree::from_str(svg, &options)?;
    // The sheet measures in tenths of a millimetre: 254 to the inch.
    to_pdf(&tree, ConversionOptions::default(), PageOptions { dpi: 254.0 }).map_err(|error| anyhow!("failed to write the PDF: {error}"))
}
