//! The test of a lawful reason for being late: a sentence about dates that says whether the reason can fit.
//!
//! `at least 4 weeks from left-area until back-in-area`: somebody was away that long (SEND Regulations 2014 reg 10(4)(d)).
//! `at least 4 weeks from school-closes until school-opens, and advice-asked from 1 week before until 1 week before`:
//! the school was shut that long, and advice was asked for in the window that starts so long before it shuts and ends
//! so long before it opens (reg 10(4)(a) and (b)).

use std::fmt;

use super::{DateId, rule::Unit};
use crate::calendar::Date;

/// A stretch of time that must be long enough, and perhaps a day that must fall near it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Test {
    pub weeks: u32,
    /// The first day of the stretch, and the first day after it.
    pub from: DateId,
    pub until: DateId,
    pub window: Option<Window>,
}

/// A day that must not be earlier than so many weeks before the stretch starts, nor later than so many before it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub day: DateId,
    pub before_start: u32,
    pub before_end: u32,
}

impl Test {
    /// Returns the dates the test needs.
    pub fn dates(&self) -> impl Iterator<Item = &DateId> {
        self.window.iter().map(|window| &window.day).chain([&self.from, &self.until])
    }

    /// Says whether the dates fit the reason. Nothing while one of them is not known.
    pub fn fits(&self, date: impl Fn(&DateId) -> Option<Date>) -> Option<bool> {
        let (from, until) = (date(&self.from)?, date(&self.until)?);
        let is_long = from.days_until(until) >= i64::from(self.weeks).saturating_mul(7);
        let Some(window) = &self.window else { return Some(is_long) };
        let weeks_before = |day: Date, weeks: u32| day.plus_days(i32::try_from(weeks).ok()?.checked_mul(-7)?);
        let day = date(&window.day)?;
        Some(is_long && day >= weeks_before(from, window.before_start)? && day <= weeks_before(until, window.before_end)?)
    }

    /// Reads a test; nothing if it is none.
    pub fn parse(written: &str) -> Option<Test> {
        let spaced = written.replace(',', " ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let number = |word: &str| word.parse().ok().filter(|number| (1..=52).contains(number));
        let (stretch, window) = match words.as_slice() {
            [
                stretch @ ..,
                "and",
                day,
                "from",
                before_start,
                "week" | "weeks",
                "before",
                "until",
                before_end,
                "week" | "weeks",
                "before",
            ] => {
                let window = Window { day: DateId::from(*day), before_start: number(before_start)?, before_end: number(before_end)? };
                (stretch, Some(window))
            }
            stretch => (stretch, None),
        };
        match stretch {
            ["at", "least", weeks, "week" | "weeks", "from", from, "until", until] => {
                Some(Test { weeks: number(weeks)?, from: DateId::from(*from), until: DateId::from(*until), window })
            }
            _ => None,
        }
    }
}

impl fmt::Display for Test {
    /// Writes the test as an author does; [`Test::parse`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weeks = |count: u32| format!("{count} {}", Unit::Weeks.in_words(count));
        write!(f, "at least {} from {} until {}", weeks(self.weeks), self.from, self.until)?;
        match &self.window {
            None => Ok(()),
            Some(Window { day, before_start, before_end }) => {
                write!(f, ", and {day} from {} before until {} before", weeks(*before_start), weeks(*before_end))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUMMER: &str = "at least 4 weeks from school-closes until school-opens, and advice-asked from 1 week before until 1 week before";

    fn fits(written: &str, dates: &[(&str, &str)]) -> Option<bool> {
        let date = |id: &DateId| dates.iter().find(|(known, _)| *known == id.as_str()).and_then(|(_, day)| Date::from_iso(day));
        Test::parse(written).unwrap().fits(date)
    }

    #[test]
    fn the_closure_of_a_school_excuses_only_within_its_window() {
        for (asked, fits_then) in [("2027-07-14", false), ("2027-07-15", true), ("2027-08-25", true), ("2027-08-26", false)] {
            let dates = [("school-closes", "2027-07-22"), ("school-opens", "2027-09-01"), ("advice-asked", asked)];
            assert_eq!(fits(SUMMER, &dates), Some(fits_then), "{asked}");
        }
    }

    #[test]
    fn a_closure_of_less_than_four_weeks_never_excuses() {
        for asked in ["2026-12-12", "2026-12-20", "2026-12-28"] {
            let dates = [("school-closes", "2026-12-19"), ("school-opens", "2027-01-04"), ("advice-asked", asked)];
            assert_eq!(fits(SUMMER, &dates), Some(false), "{asked}");
        }
        let dates = [("school-closes", "2027-08-01"), ("school-opens", "2027-08-29"), ("advice-asked", "2027-08-02")];
        assert_eq!(fits(SUMMER, &dates), Some(true), "four weeks to the day");
    }

    #[test]
    fn an_absence_counts_by_its_length_and_nothing_is_said_before_its_dates_are_known() {
        let test = "at least 4 weeks from left until back";
        assert_eq!(fits(test, &[("left", "2027-01-01"), ("back", "2027-01-29")]), Some(true));
        assert_eq!(fits(test, &[("left", "2027-01-01"), ("back", "2027-01-28")]), Some(false));
        assert_eq!(fits(test, &[("left", "2027-01-01")]), None);
    }

    #[test]
    fn a_test_that_is_written_is_read_back_the_same() {
        for written in [SUMMER, "at least 4 weeks from left until back"] {
            assert_eq!(Test::parse(written).unwrap().to_string(), written);
        }
        for wrong in
            ["", "4 weeks from a until b", "at least x weeks from a until b", "at least 4 weeks from a", &SUMMER.replace("and", "or")]
        {
            assert_eq!(Test::parse(wrong), None, "{wrong}");
        }
    }
}
