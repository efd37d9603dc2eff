//! Civil dates: the day a letter came, the day a routemap was checked, and the ways the law counts on from them.
//!
//! A date here is a day on the wall calendar, with no time and no time zone. Sums that would leave the years
//! 1900 to 2199 give nothing.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

mod bank_holidays;
mod reading;
pub mod school_age;
mod working_days;

pub use bank_holidays::{Proclaimed, easter_sunday, is_usual_bank_holiday};
pub use reading::read;
pub use working_days::{Calendar, DayKind, SchoolCalendar, Step, is_in_tribunal_break};

/// A day on the calendar, from the year 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Why three numbers are not a date a family can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// A field is empty or not a whole number.
    NotNumbers,
    /// The month is not 1 to 12.
    NoSuchMonth,
    /// The month does not have that day. Carries the month and its last day in that year.
    NoSuchDay { month: u32, last_day: u32 },
    /// The year is outside 1900 to 2199.
    NoSuchYear,
}

impl Date {
    /// Returns the date, or why there is no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Date, DateFault> {
        if !YEARS.contains(&year) {
            return Err(DateFault::NoSuchYear);
        }
        if !(1..=12).contains(&month) {
            return Err(DateFault::NoSuchMonth);
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Date).ok_or_else(|| DateFault::NoSuchDay { month, last_day: last_day(year, month) })
    }

    /// Reads what a family typed into the three fields of a date question.
    ///
    /// A year of two figures is taken as 20xx, because people write `2/11/26`.
    pub fn from_fields(day: &str, month: &str, year: &str) -> Result<Date, DateFault> {
        let number = |field: &str| field.trim().parse::<u32>().map_err(|_| DateFault::NotNumbers);
        Date::from_numbers(number(day)?, number(month)?, number(year)?)
    }

    /// Returns the date of three numbers as people write them, with a year of two or four figures.
    fn from_numbers(day: u32, month: u32, year: u32) -> Result<Date, DateFault> {
        let year = if year < 100 { year.saturating_add(2000) } else { year };
        Date::new(i32::try_from(year).unwrap_or(i32::MAX), month, day)
    }

    /// Reads `2026-11-02`; nothing else is a stored date.
    pub fn from_iso(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
        let figures = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !lengths || !figures || parts.next().is_some() {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    }

    /// Returns the day so many days after 1 January 1970, as clocks count.
    pub fn from_days_since_1970(days: u64) -> Option<Date> {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
        let day = epoch.checked_add_days(chrono::Days::new(days))?;
        Date::new(day.year(), day.month(), day.day()).ok()
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Returns the day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Returns the day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// Returns the day so many days later, or earlier for a number below zero.
    pub fn plus_days(self, days: i32) -> Option<Date> {
        let count = Days::new(u64::from(days.unsigned_abs()));
        let day = if days < 0 { self.0.checked_sub_days(count)? } else { self.0.checked_add_days(count)? };
        Date(day).in_range()
    }

    /// Returns the corresponding date so many months later, or earlier for a number below zero: the same day of the
    /// month, or the last day of a month that has no such day (Dodds v Walker [1981] 1 WLR 1027).
    pub fn plus_months(self, months: i32) -> Option<Date> {
        let count = Months::new(months.unsigned_abs());
        let day = if months < 0 { self.0.checked_sub_months(count)? } else { self.0.checked_add_months(count)? };
        Date(day).in_range()
    }

    /// Returns the number of days from this day to `other`; below zero if that is earlier.
    pub fn days_until(self, other: Date) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// Returns the date as families read it: `2 November 2026`.
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.day(), month_name(self.month()), self.year())
    }

    /// Returns the date with its day of the week: `Monday 2 November 2026`.
    pub fn in_words_with_weekday(self) -> String {
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
        let name = usize::try_from(self.weekday()).ok().and_then(|day| names.get(day).copied()).unwrap_or("Sunday");
        format!("{name} {}", self.in_words())
    }

    fn in_range(self) -> Option<Date> {
        Some(self).filter(|date| YEARS.contains(&date.year()))
    }
}

/// The years a date can have here.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Returns the English name of month 1 to 12, and nothing for other numbers.
pub fn month_name(month: u32) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        12 => "December",
        _ => "",
    }
}

impl DateFault {
    /// Returns the sentence for the family: what is wrong and what to do.
    pub fn sentence(self) -> String {
        match self {
            DateFault::NotNumbers => "Write the day, the month and the year in numbers, for example 2 11 2026.".to_owned(),
            DateFault::NoSuchMonth => "The month must be a number from 1 to 12.".to_owned(),
            DateFault::NoSuchDay { month, last_day } => format!("{} has {last_day} days in that year. Check the day.", month_name(month)),
            DateFault::NoSuchYear => "Check the year. Write all four numbers, for example 2026.".to_owned(),
        }
    }
}

impl fmt::Display for Date {
    /// Writes the stored form, `2026-11-02`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

fn last_day(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).unwrap_or(28)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_31st_of_february_is_refused_with_the_last_day_of_that_year() {
        assert_eq!(Date::from_fields("31", "2", "2026"), Err(DateFault::NoSuchDay { month: 2, last_day: 28 }));
        assert_eq!(Date::from_fields("30", "2", "2028").unwrap_err().sentence(), "February has 29 days in that year. Check the day.");
    }

    #[test]
    fn a_date_is_read_as_families_type_it() {
        assert_eq!(Date::from_fields(" 2 ", "11", "26").unwrap().to_string(), "2026-11-02");
        assert_eq!(Date::from_fields("2", "", "2026"), Err(DateFault::NotNumbers));
        assert_eq!(Date::from_fields("2", "11", "100"), Err(DateFault::NoSuchYear));
        assert_eq!(Date::from_fields("2", "13", "2026"), Err(DateFault::NoSuchMonth));
        assert_eq!(Date::from_fields("2", "1", "99999999999"), Err(DateFault::NotNumbers));
        assert_eq!(Date::from_fields("2", "1", "4294967295"), Err(DateFault::NoSuchYear));
    }

    #[test]
    fn days_of_a_clock_count_from_1970() {
        assert_eq!(Date::from_days_since_1970(0), Date::from_iso("1970-01-01"));
        assert_eq!(Date::from_days_since_1970(20_779), Date::from_iso("2026-11-22"));
        assert_eq!(Date::from_days_since_1970(u64::MAX), None);
    }

    #[test]
    fn a_month_without_that_day_gives_its_last_day() {
        let plus = |text: &str, months| Date::from_iso(text).unwrap().plus_months(months).unwrap().to_string();
        assert_eq!(plus("2026-12-31", 2), "2027-02-28");
        assert_eq!(plus("2027-12-31", 2), "2028-02-29");
        assert_eq!(plus("2027-03-31", -1), "2027-02-28");
        assert_eq!(plus("2027-01-15", 12), "2028-01-15");
    }

    #[test]
    fn a_sum_that_leaves_the_years_we_know_gives_nothing() {
        let last = Date::new(2199, 12, 31).unwrap();
        let first = Date::new(1900, 1, 1).unwrap();
        assert_eq!((last.plus_days(1), last.plus_months(1), first.plus_days(-1), first.plus_months(-1)), (None, None, None, None));
        assert_eq!(last.plus_days(i32::MAX), None);
        assert_eq!(first.plus_months(i32::MIN), None);
        assert_eq!(first.plus_days(36_524).unwrap().in_words_with_weekday(), "Saturday 1 January 2000");
        assert_eq!(first.days_until(last), 109_572);
        assert_eq!(last.days_until(first), -109_572);
    }

    #[test]
    fn only_the_stored_form_is_a_stored_date() {
        assert_eq!(Date::from_iso("2026-11-02").unwrap().in_words(), "2 November 2026");
        for wrong in ["2026-11-2", "2026-11-31", "+026-11-02", "2026-11-02-01", "2026/11/02", ""] {
            assert_eq!(Date::from_iso(wrong), None, "{wrong}");
        }
    }
}
