//! School ages in England, worked out from a date of birth: year groups and compulsory school age.
//!
//! A school year runs from 1 September to 31 August (Education Act 1996 s.579 says "from the first term after July";
//! for year groups the birthdays are those dates). Children taught outside their year group are not worked out here.

use super::Date;

/// Returns a day in a school year of a child: 15 February of Year 6. Reception is Year 0.
///
/// Gives nothing where that year has no such day.
pub fn day_in_year_group(born: Date, year_group: u32, month: u32, day: u32) -> Option<Date> {
    let starts = first_september_before_birth(born).checked_add(5)?.checked_add(i32::try_from(year_group).ok()?)?;
    let year = if month >= 9 { starts } else { starts.checked_add(1)? };
    Date::new(year, month, day).ok()
}

/// Returns the last Friday in June of a year group. In Year 11 compulsory school age ends on it (Education Act 1996
/// s.8; SI 1997/1970).
pub fn last_friday_in_june(born: Date, year_group: u32) -> Option<Date> {
    let last = day_in_year_group(born, year_group, 6, 30)?;
    (0..7).filter_map(|back: i32| last.plus_days(back.checked_neg()?)).find(|day| day.weekday() == 4)
}

/// Returns the day on which compulsory school age starts: the first of 31 December, 31 March and 31 August that is on
/// or after the fifth birthday (Education Act 1996 s.8; SI 1998/1607).
pub fn start_of_compulsory_age(born: Date) -> Option<Date> {
    let fifth = born.plus_months(60)?;
    let of_year = |year| [(3, 31), (8, 31), (12, 31)].into_iter().filter_map(move |(month, day)| Date::new(year, month, day).ok());
    of_year(fifth.year()).find(|day| *day >= fifth)
}

/// Returns the September by which the birthdays of a year group begin, as a year.
fn first_september_before_birth(born: Date) -> i32 {
    if born.month() >= 9 { born.year() } else { born.year().saturating_sub(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap()
    }

    #[test]
    fn compulsory_age_ends_on_the_last_friday_in_june_of_year_11() {
        for (born, ends) in [
            ("2011-01-14", "2027-06-25"),
            ("2010-09-01", "2027-06-25"),
            ("2010-08-31", "2026-06-26"),
            ("2007-09-23", "2024-06-28"),
            ("2012-08-31", "2028-06-30"),
        ] {
            assert_eq!(last_friday_in_june(day(born), 11), Some(day(ends)), "{born}");
        }
    }

    #[test]
    fn compulsory_age_starts_on_the_first_of_three_days_from_the_fifth_birthday_on() {
        for (born, starts) in [
            ("2022-02-10", "2027-03-31"),
            ("2022-12-31", "2027-12-31"),
            ("2019-02-10", "2024-03-31"),
            ("2020-02-29", "2025-03-31"),
            ("2022-04-01", "2027-08-31"),
            ("2022-09-01", "2027-12-31"),
        ] {
            assert_eq!(start_of_compulsory_age(day(born)), Some(day(starts)), "{born}");
        }
    }

    #[test]
    fn a_year_group_starts_in_september_and_its_spring_is_in_the_next_year() {
        assert_eq!(day_in_year_group(day("2016-05-04"), 6, 2, 15), Some(day("2027-02-15")));
        assert_eq!(day_in_year_group(day("2015-09-01"), 6, 2, 15), Some(day("2027-02-15")));
        assert_eq!(day_in_year_group(day("2016-05-04"), 7, 9, 1), Some(day("2027-09-01")));
        assert_eq!(day_in_year_group(day("2016-05-04"), 0, 9, 1), Some(day("2020-09-01")));
        assert_eq!(day_in_year_group(day("2016-05-04"), 6, 2, 30), None);
    }
}
