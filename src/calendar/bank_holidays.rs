//! Bank holidays of England and Wales: computed for any year, and the days that were moved or proclaimed.
//!
//! Source: Banking and Financial Dealings Act 1971, Schedule 1, with the substitute days proclaimed every year.
//! Christmas Day and Good Friday are holidays by common law; for counting they are the same.

use super::Date;

/// Days by which years differ from the usual ones, and how far ahead they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proclaimed {
    /// Bank holidays of that year only.
    pub added: Vec<Date>,
    /// Usual bank holidays that were working days, because they were moved.
    pub removed: Vec<Date>,
    /// The last day up to which bank holidays are announced; nothing means that none are.
    pub known_until: Option<Date>,
}

impl Proclaimed {
    pub fn is_bank_holiday(&self, day: Date) -> bool {
        self.added.contains(&day) || (is_usual_bank_holiday(day) && !self.removed.contains(&day))
    }

    /// Says whether the bank holidays up to this day may still change.
    pub fn may_change(&self, day: Date) -> bool {
        self.known_until.is_none_or(|until| day > until)
    }
}

/// Says whether a weekday is a bank holiday by the usual rules. A holiday on a weekend moves to the next day that
/// is neither; the weekend day itself is not one.
pub fn is_usual_bank_holiday(day: Date) -> bool {
    const MONDAY: u32 = 0;
    const TUESDAY: u32 = 1;
    let weekday = day.weekday();
    let is_fixed = match (day.month(), day.day()) {
        (1, 1) | (12, 25 | 26) => weekday < 5,
        // New Year's Day was on the weekend before.
        (1, 2 | 3) => weekday == MONDAY,
        // Early May; spring and summer.
        (5, 1..=7 | 25..=31) | (8, 25..=31) => weekday == MONDAY,
        // Christmas Day or Boxing Day was on the weekend before.
        (12, 27 | 28) => weekday == MONDAY || weekday == TUESDAY,
        _ => false,
    };
    is_fixed || easter_sunday(day.year()).is_some_and(|easter| matches!(easter.days_until(day), -2 | 1))
}

/// Returns Easter Sunday by the Gregorian calendar (Butcher's rule, published in The Ecclesiastical Calendar, 1876).
// A year of a date has four figures, so no sum here comes near the limits of its type, and no divisor is zero.
#[allow(clippy::arithmetic_side_effects)]
pub fn easter_sunday(year: i32) -> Option<Date> {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let sum = moon + sunday - 7 * late + 114;
    Date::new(year, u32::try_from(sum / 31).ok()?, u32::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_year(year: i32) -> Vec<String> {
        let first = Date::new(year, 1, 1).unwrap();
        let days = (0..366).map(|days| first.plus_days(days).unwrap()).filter(|day| day.year() == year);
        days.filter(|day| is_usual_bank_holiday(*day)).map(|day| day.to_string()).collect()
    }

    #[test]
    fn the_published_years_come_out_day_by_day() {
        let days = |year: i32, days: &[&str]| assert_eq!(of_year(year), days.iter().map(|day| format!("{year}-{day}")).collect::<Vec<_>>());
        days(2025, &["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"]);
        days(2026, &["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]);
        days(2027, &["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]);
        days(2028, &["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"]);
        // Christmas Day on a Sunday: Boxing Day stays, Christmas moves behind it.
        days(2022, &["01-03", "04-15", "04-18", "05-02", "05-30", "08-29", "12-26", "12-27"]);
        days(2023, &["01-02", "04-07", "04-10", "05-01", "05-29", "08-28", "12-25", "12-26"]);
    }

    #[test]
    fn every_year_has_eight_bank_holidays_and_none_on_a_weekend() {
        for year in 2000..=2100 {
            assert_eq!(of_year(year).len(), 8, "{year}");
            assert!(of_year(year).iter().all(|day| Date::from_iso(day).unwrap().weekday() < 5), "{year}");
        }
    }

    #[test]
    fn easter_is_right_in_the_years_that_a_simpler_sum_gets_wrong() {
        for (year, month, day) in [
            (1900, 4, 15),
            (1954, 4, 18),
            (1961, 4, 2),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2019, 4, 21),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2100, 3, 28),
            (2106, 4, 18),
            (2133, 4, 19),
            (2199, 4, 14),
        ] {
            assert_eq!(easter_sunday(year), Date::new(year, month, day).ok(), "{year}");
        }
    }

    #[test]
    fn a_moved_day_is_a_working_day_and_an_added_one_is_not() {
        let day = |text| Date::from_iso(text).unwrap();
        let proclaimed =
            Proclaimed { added: vec![day("2020-05-08")], removed: vec![day("2020-05-04")], known_until: Some(day("2027-12-31")) };
        assert!(proclaimed.is_bank_holiday(day("2020-05-08")));
        assert!(!proclaimed.is_bank_holiday(day("2020-05-04")));
        assert!(proclaimed.is_bank_holiday(day("2020-05-25")));
        assert!(!proclaimed.may_change(day("2027-12-31")));
        assert!(proclaimed.may_change(day("2028-01-01")));
        assert!(Proclaimed::default().may_change(day("2020-01-01")));
    }
}
