//! Reading a date as a family writes or pastes it.

use super::{Date, DateFault, month_name};

/// Reads a whole date in one text: `3 March 2026`, `3rd of Mar 26`, `Tuesday, 3 March 2026`, `3/3/2026`, `3.3.26` or
/// `2026-03-03`. Numbers alone are day, month and year, as they are written here.
///
/// # Errors
///
/// A [`DateFault`]: what is no date at all is [`DateFault::NotNumbers`].
pub fn read(text: &str) -> Result<Date, DateFault> {
    if let Some(date) = Date::from_iso(text.trim()) {
        return Ok(date);
    }
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    // Weekdays and "of" say nothing that the numbers do not.
    let parts: Vec<Result<u32, u32>> = words.filter_map(|word| number(word).map(Ok).or_else(|| month_of(word).map(Err))).collect();
    match parts.as_slice() {
        [Ok(day), Ok(month) | Err(month), Ok(year)] => Date::from_numbers(*day, *month, *year),
        [Err(month), Ok(day), Ok(year)] => Date::from_numbers(*day, *month, *year),
        _ => Err(DateFault::NotNumbers),
    }
}

/// Returns the number of a word, also of `3rd`.
fn number(word: &str) -> Option<u32> {
    let figures = word.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
    let ending = word.get(figures.len()..)?;
    let is_plain = ending.is_empty() || ["st", "nd", "rd", "th"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    if is_plain { figures.parse().ok() } else { None }
}

/// Returns the month that a word begins: at least three letters of its name.
fn month_of(word: &str) -> Option<u32> {
    (1..=12).find(|month| word.len() >= 3 && month_name(*month).get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_every_way_people_write_it() {
        for written in [
            "3 March 2026",
            "3rd of March 2026",
            "Tuesday, 3 March 2026",
            "3 mar 26",
            "3/3/2026",
            "3.3.26",
            "03-03-2026",
            "2026-03-03",
            "March 3, 2026",
            " 3  MARCH  2026 ",
        ] {
            assert_eq!(read(written).map(|date| date.to_string()), Ok("2026-03-03".to_owned()), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for written in ["", "3", "soon", "3 March", "3 3 3 3", "ma 3 2026", "3x 3 2026", "in 6 weeks"] {
            assert_eq!(read(written), Err(DateFault::NotNumbers), "{written}");
        }
        assert_eq!(read("31 February 2026"), Err(DateFault::NoSuchDay { month: 2, last_day: 28 }));
        assert_eq!(read("3/13/2026"), Err(DateFault::NoSuchMonth));
        assert_eq!(read("3 March 20266"), Err(DateFault::NoSuchYear));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in ".{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn what_we_write_in_words_is_read_back(days in 0..70_000_i32) {
            let date = Date::new(1950, 1, 1).unwrap().plus_days(days).unwrap();
            proptest::prop_assert_eq!(read(&date.in_words_with_weekday()), Ok(date));
        }
    }
}
