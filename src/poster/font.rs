//! The font of the sheet, and how wide its words are.

use std::sync::LazyLock;

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
pub static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts { regular: Widths::new(notosans::REGULAR_TTF), bold: Widths::new(notosans::BOLD_TTF) });

/// Two faces.
pub struct Fonts {
    regular: Widths,
    bold: Widths,
}

/// How wide the signs of a face are, in its own units.
struct Widths {
    face: Option<Face<'static>>,
    units_per_em: i64,
    /// Those of the plain signs, which nearly all words are made of.
    plain: [i64; 128],
}

impl Widths {
    fn new(bytes: &'static [u8]) -> Widths {
        let face = Face::parse(bytes, 0).ok();
        let units_per_em = face.as_ref().map_or(1, |face| i64::from(face.units_per_em()));
        let mut widths = Widths { face, units_per_em, plain: [0; 128] };
        widths.plain = std::array::from_fn(|sign| u8::try_from(sign).map_or(0, |sign| widths.look_up(char::from(sign))));
        widths
    }

    fn look_up(&self, sign: char) -> i64 {
        let Some(face) = &self.face else { return 0 };
        let advance = face.glyph_index(sign).and_then(|glyph| face.glyph_hor_advance(glyph));
        advance.map_or(self.units_per_em, i64::from)
    }

    fn of(&self, text: &str) -> i64 {
        let plain = |sign: char| self.plain.get(usize::try_from(u32::from(sign)).ok()?).copied();
        text.chars().map(|sign| plain(sign).unwrap_or_else(|| self.look_up(sign))).sum()
    }

    /// Returns a number of units at a size, in the unit of the size.
    fn at(&self, units: i64, size: i32) -> i32 {
        let width = units.saturating_mul(i64::from(size)).checked_div(self.units_per_em).unwrap_or_default();
        i32::try_from(width).unwrap_or(i32::MAX)
    }
}

impl Fonts {
    fn widths(&self, weight: Weight) -> &Widths {
        if weight == Weight::Bold { &self.bold } else { &self.regular }
    }

    /// Returns the width of a text in tenths of a millimetre, at a size in the same.
    pub fn width(&self, text: &str, size: i32, weight: Weight) -> i32 {
        let widths = self.widths(weight);
        widths.at(widths.of(text), size)
    }

    /// Returns the size in which a text fits into a width: the wanted one or a smaller one.
    pub fn fitting(&self, text: &str, size: i32, weight: Weight, width: i32) -> i32 {
        let wide = self.width(text, size, weight);
        let smaller = size.saturating_mul(width).checked_div(wide).unwrap_or(size);
        smaller.min(size)
    }

    /// Breaks a text into lines of at most a width. A word that is longer stands alone.
    pub fn lines(&self, text: &str, size: i32, weight: Weight, width: i32) -> Vec<String> {
        let widths = self.widths(weight);
        let space = widths.of(" ");
        let mut lines: Vec<String> = Vec::new();
        let mut wide = 0_i64;
        for word in text.split_whitespace() {
            let own = widths.of(word);
            let longer = wide.saturating_add(space).saturating_add(own);
            match lines.last_mut().filter(|_| widths.at(longer, size) <= width) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(word);
                    wide = longer;
                }
                None => {
                    lines.push(word.to_owned());
                    wide = own;
                }
            }
        }
        lines
    }
}
