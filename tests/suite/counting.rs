//! Every day from 2000 to 2100: our counting beside another library's, and beside a loop that shares no code with it.

use jiff::{ToSpan, civil};
use routemaps::calendar::{Calendar, Date, DayKind, Proclaimed, Step};

use crate::root;

/// Every day from 1 January 2000 to 31 December 2100, ours and the other library's.
fn days() -> impl Iterator<Item = (Date, civil::Date)> {
    let first = civil::date(2000, 1, 1);
    let last = civil::date(2100, 12, 31);
    first.series(1.day()).take_while(move |day| *day <= last).map(|day| (ours(day), day))
}

fn ours(day: civil::Date) -> Date {
    Date::new(day.year().into(), u32::try_from(day.month()).unwrap(), u32::try_from(day.day()).unwrap()).unwrap()
}

#[test]
fn days_weeks_and_months_are_those_of_another_library_on_every_day_of_a_century() {
    let mut count = 0;
    for (day, other) in days() {
        count += 1;
        assert_eq!(day.weekday(), u32::try_from(other.weekday().to_monday_zero_offset()).unwrap(), "{day}");
        for days in [1, 7, 14, 15, 30, 42, 112, 140, -1, -14, -84] {
            assert_eq!(day.plus_days(days).unwrap(), ours(other + days.days()), "{day} and {days} days");
        }
        for months in [1, 2, 3, 6, 12, 60, -1, -5] {
            assert_eq!(day.plus_months(months).unwrap(), ours(other + months.months()), "{day} and {months} months");
        }
    }
    assert_eq!(count, 36_890);
}

#[test]
fn working_days_are_those_of_an_independent_loop_on_every_day_of_a_century() {
    let suite = routemaps::site::load(&root("routemaps"), crate::today()).unwrap();
    let calendar = suite.calendar();
    let off: std::collections::HashSet<civil::Date> = (1999..=2102).flat_map(days_off).collect();
    let is_working = |day: civil::Date| day.weekday().to_monday_zero_offset() < 5 && !off.contains(&day);
    let is_tribunal = |day: civil::Date| {
        let is_christmas = (day.month() == 12 && day.day() >= 25) || (day.month() == 1 && day.day() == 1);
        is_working(day) && !is_christmas && day.month() != 8
    };
    for (day, other) in days() {
        assert_eq!(calendar.is_working_day(day), is_working(other), "{day}");
        for (kind, counts) in [(DayKind::Working, &is_working as &dyn Fn(civil::Date) -> bool), (DayKind::Tribunal, &is_tribunal)] {
            for count in [1, 3, 15] {
                let mut reached = other;
                let mut left = count;
                while left > 0 {
                    reached = reached.tomorrow().unwrap();
                    left -= u32::from(counts(reached));
                }
                assert_eq!(calendar.count(day, count, kind, Step::Forward), Some(ours(reached)), "{count} {kind:?} after {day}");
            }
        }
    }
}

/// Returns the bank holidays of a year, made from the law's own list: nth weekdays, Easter by the Metonic tables, and
/// each day moved off the weekend past the ones before it; then what was proclaimed.
fn days_off(year: i16) -> Vec<civil::Date> {
    use civil::Weekday::Monday;
    let date = |month, day| civil::date(year, month, day);
    let nth = |month, nth| date(month, 1).nth_weekday_of_month(nth, Monday).unwrap();
    let easter = easter(year);
    let mut off = vec![easter - 2.days(), easter + 1.day(), nth(5, 1), nth(5, -1), nth(8, -1)];
    for fixed in [date(1, 1), date(12, 25), date(12, 26)] {
        let mut day = fixed;
        // On a weekend the holiday moves to the next weekday that is not one already; Boxing Day keeps its own weekday.
        let taken = |off: &[civil::Date], day: civil::Date| {
            day.weekday().to_monday_zero_offset() >= 5 || off.contains(&day) || (fixed == date(12, 25) && day == date(12, 26))
        };
        while taken(&off, day) {
            day = day.tomorrow().unwrap();
        }
        off.push(day);
    }
    let moved = [
        ("2002-05-27", false),
        ("2002-06-03", true),
        ("2002-06-04", true),
        ("2011-04-29", true),
        ("2012-05-28", false),
        ("2012-06-04", true),
        ("2012-06-05", true),
        ("2020-05-04", false),
        ("2020-05-08", true),
        ("2022-05-30", false),
        ("2022-06-02", true),
        ("2022-06-03", true),
        ("2022-09-19", true),
        ("2023-05-08", true),
    ];
    for (day, is_off) in moved {
        let day: civil::Date = day.parse().unwrap();
        off.retain(|other| *other != day);
        if is_off && day.year() == year {
            off.push(day);
        }
    }
    off
}

/// Easter by Gauss' way, which is another than the program's.
fn easter(year: i16) -> civil::Date {
    let year_number = i32::from(year);
    let (a, b, c, k) = (year_number % 19, year_number % 4, year_number % 7, year_number / 100);
    let (p, q) = ((13 + 8 * k) / 25, k / 4);
    let m = (15 - p + k - q).rem_euclid(30);
    let n = (4 + k - q).rem_euclid(7);
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    let after = if d == 29 && e == 6 {
        28
    } else if d == 28 && e == 6 && (11 * m + 11) % 30 < 19 {
        27
    } else {
        d + e
    };
    civil::date(year, 3, 22) + after.days()
}

#[test]
fn the_proclaimed_days_are_read_from_their_file() {
    let calendar = routemaps::site::load(&root("routemaps"), crate::today()).unwrap().calendar();
    let day = |text| Date::from_iso(text).unwrap();
    assert!(!calendar.is_working_day(day("2022-09-19")));
    assert!(calendar.is_working_day(day("2022-05-30")));
    assert!(calendar.holidays.may_change(day("2028-01-01")) && !calendar.holidays.may_change(day("2027-12-31")));
    assert_ne!(calendar, Calendar { holidays: Proclaimed::default(), school: None });
}
