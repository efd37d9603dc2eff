//! The colour of a line: how it stands against white, and its light form for dark screens.
//!
//! Contrast is WCAG 2.2's relative luminance ratio.

/// Returns the contrast of `#rrggbb` with white, 1 to 21; nothing if it is not a colour.
pub fn contrast_with_white(colour: &str) -> Option<f64> {
    Some(1.05 / (luminance(channels(colour)?) + 0.05))
}

/// Returns the colour mixed with so much white that it reads well (7 to 1) on the dark page.
pub fn for_dark_pages(colour: &str) -> Option<String> {
    let colour = channels(colour)?;
    let dark = luminance(channels(DARK_PAPER)?) + 0.05;
    let mixes = (0..=100_u8).map(|percent| mix_with_white(colour, f64::from(percent) / 100.0));
    let light = mixes.into_iter().find(|mixed| (luminance(*mixed) + 0.05) / dark >= 7.0)?;
    let [red, green, blue] = light.map(|channel| (channel * 255.0).round());
    Some(format!("#{red:02x}{green:02x}{blue:02x}", red = red as u8, green = green as u8, blue = blue as u8))
}

/// The lightest ground that lines stand on in the dark look (`--card` in `public/style.css`).
const DARK_PAPER: &str = "#1e2129";

fn mix_with_white(colour: [f64; 3], share: f64) -> [f64; 3] {
    colour.map(|channel| channel + (1.0 - channel) * share)
}

/// Returns red, green and blue, 0 to 1.
fn channels(colour: &str) -> Option<[f64; 3]> {
    let number = u32::from_str_radix(colour.strip_prefix('#').filter(|hex| hex.len() == 6)?, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue].map(|byte| f64::from(byte) / 255.0))
}

fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    let linear = |channel: f64| if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let near = |colour, expected: f64| (contrast_with_white(colour).unwrap() - expected).abs() < 0.01;
        assert!(near("#000000", 21.0) && near("#ffffff", 1.0) && near("#767676", 4.54));
        assert_eq!(contrast_with_white("purple"), None);
    }

    #[test]
    fn a_dark_page_gets_a_lighter_line_and_a_light_line_stays() {
        assert_eq!(for_dark_pages("#ffffff").unwrap(), "#ffffff");
        let light = for_dark_pages("#5b2a86").unwrap();
        assert!(contrast_with_white(&light).unwrap() < 3.0, "{light}");
    }
}
