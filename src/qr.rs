//! QR codes as drawings: black squares for a phone's camera, as one path.

use qrcode::{Color, EcLevel, QrCode};

/// A QR code, ready to be drawn on white with a margin of four squares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How many squares it has on each side, the margin included.
    pub size: usize,
    /// The black squares as an SVG path, one unit a square.
    pub path: String,
}

/// The margin that cameras need, in squares (ISO/IEC 18004, section 5.3.8).
const MARGIN: usize = 4;

/// Returns the QR code of an address. Nothing if it is too long for one (2,953 signs).
///
/// The level of error correction is the lowest: a code on a screen or on paper is not damaged, and fewer squares are read
/// from further away.
pub fn qr(address: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(address, EcLevel::L).ok()?;
    let width = code.width();
    let colours = code.to_colors();
    let mut path = String::new();
    for (y, row) in colours.chunks(width).enumerate() {
        let mut x = 0_usize;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (left, top) = (x.saturating_add(MARGIN), y.saturating_add(MARGIN));
                path.push_str(&format!("M{left} {top}h{length}v1h-{length}z", length = run.len()));
            }
            x = x.saturating_add(run.len());
        }
    }
    Some(Qr { size: width.saturating_add(MARGIN.saturating_mul(2)), path })
}
