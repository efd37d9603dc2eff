//! The font of the sheet, and how wide its words are.

use ttf_parser::Face;

/// The name of the font in the sheet.
pub const FAMILY: &str = "Noto Sans";

/// The thickness of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// The two faces, read.
pub struct Fonts {
    regular: Option<Face<'static>>,
    bold: Option<Face<'static>>,
}

impl Fonts {
    pub fn new() -> Fonts {
        let face = |bytes| Face::parse(bytes, 0).ok();
        Fonts { regular: face(notosans::REGULAR_TTF), bold: face(notosans::BOLD_TTF) }
    }

    /// Returns the width of a text in tenths of a millimetre, at a size in the same.
    pub fn width(&self, text: &str, size: i32, weight: Weight) -> i32 {
        let face = if weight == Weight::Bold { &self.bold } else { &self.regular };
        let Some(face) = face else { return 0 };
        let advance = |sign| face.glyph_index(sign).and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or(face.units_per_em());
        let units: i64 = text.chars().map(|sign| i64::from(advance(sign))).sum();
        let width = units.saturating_mul(i64::from(size)).checked_div(i64::from(face.units_per_em())).unwrap_or_default();
        i32::try_from(width).unwrap_or(i32::MAX)
    }

    /// Returns the size in which a text fits into a width: the wanted one or a smaller one.
    pub fn fitting(&self, text: &str, size: i32, weight: Weight, width: i32) -> i32 {
        let wide = self.width(text, size, weight);
        let smaller = size.saturating_mul(width).checked_div(wide).unwrap_or(size);
        smaller.min(size)
    }

    /// Breaks a text into lines of at most a width. A word that is longer stands alone.
    pub fn lines(&self, text: &str, size: i32, weight: Weight, width: i32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|longer| self.width(longer, size, weight) <= width) {
                Some(longer) => lines.last_mut().into_iter().for_each(|line| line.clone_from(&longer)),
                None => lines.push(word.to_owned()),
            }
        }
        lines
    }
}
