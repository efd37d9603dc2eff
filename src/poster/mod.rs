//! The whole of a routemap on one sheet of paper: its drawn map with every choice, its time limits, who helps, and a QR
//! code of its address. It takes the place of a drawing made by hand.
//!
//! The sheet is SVG, and from that PDF. Its words are text in both: they can be searched, copied and read aloud.

use crate::{
    definition::{Place, Routemap, Service},
    layout::Map,
};

mod flow;
mod font;
mod pdf;
mod rows;
mod sheet;

pub use pdf::pdf;
pub use sheet::{Sheet, draw};

/// The smallest words that can still be read, in tenths of a millimetre: 4 points.
pub const READABLE: i32 = 14;

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    A3,
}

/// What a sheet is made from.
#[derive(Clone, Copy)]
pub struct Poster<'a> {
    pub routemap: &'a Routemap,
    /// The routemap laid out.
    pub map: &'a Map,
    /// Every routemap, for the names and colours of the lines it leads into.
    pub routemaps: &'a [&'a Routemap],
    pub services: &'a [Service],
    pub place: &'a Place,
    /// Where the site stands: `https://example.org/routemaps/`. Empty if that is not known yet.
    pub address: &'a str,
}

impl Paper {
    /// Returns the width and the height in tenths of a millimetre, landscape (ISO 216).
    pub fn size(self) -> (i32, i32) {
        match self {
            Paper::A4 => (2970, 2100),
            Paper::A3 => (4200, 2970),
        }
    }

    /// Returns what it is called in the name of a file.
    pub fn name(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::A3 => "a3",
        }
    }

    /// Returns how many columns there may be.
    fn columns(self) -> std::ops::RangeInclusive<i32> {
        match self {
            Paper::A4 => 2..=6,
            Paper::A3 => 3..=8,
        }
    }
}

/// Returns the width of words on a sheet, in the unit of `size`.
pub fn width_of(words: &str, size: i32, is_bold: bool) -> i32 {
    font::FONTS.width(words, size, if is_bold { font::Weight::Bold } else { font::Weight::Regular })
}
