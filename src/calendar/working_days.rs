//! Counting days that count: working days, Tribunal working days, school days.

use super::{Date, Proclaimed};

/// Which days are working days, and which are school days if the family gave a school's calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    pub holidays: Proclaimed,
    pub school: Option<SchoolCalendar>,
}

/// The days on which a school is shut, as the family gave them: first and last day of each break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolCalendar {
    pub closed: Vec<(Date, Date)>,
}

/// Which days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday (HESC Rules 2008 r.1(3); the SEND
    /// Regulations 2014 give no other meaning).
    Working,
    /// A working day that is not from 25 December to 1 January and not in August (HESC Rules 2008 r.12(3)(b)).
    Tribunal,
    /// A day on which the school meets (Education Act 1996 s.579).
    School,
}

impl Calendar {
    pub fn is_working_day(&self, day: Date) -> bool {
        day.weekday() < 5 && !self.holidays.is_bank_holiday(day)
    }

    /// Says whether a day counts. No day is a school day without the school's calendar.
    pub fn counts(&self, day: Date, kind: DayKind) -> bool {
        let is_closed = |school: &SchoolCalendar| school.closed.iter().any(|(first, last)| (*first..=*last).contains(&day));
        self.is_working_day(day)
            && match kind {
                DayKind::Working => true,
                DayKind::Tribunal => !is_in_tribunal_break(day),
                DayKind::School => self.school.as_ref().is_some_and(|school| !is_closed(school)),
            }
    }

    /// Returns the first day that counts, from `day` on.
    pub fn first_on_or_after(&self, day: Date, kind: DayKind) -> Option<Date> {
        let mut day = day;
        // No break is longer than this; a school's calendar that has no open day ends the search.
        for _ in 0..400 {
            if self.counts(day, kind) {
                return Some(day);
            }
            day = day.plus_days(1)?;
        }
        None
    }

    /// Returns the day that is the `count`th to count after `start`, which itself does not count. Backwards, it is the
    /// `count`th before.
    pub fn count(&self, start: Date, count: u32, kind: DayKind, step: Step) -> Option<Date> {
        let mut day = start;
        for _ in 0..count {
            day = match step {
                Step::Forward => self.first_on_or_after(day.plus_days(1)?, kind)?,
                Step::Back => self.last_before(day, kind)?,
            };
        }
        Some(day)
    }

    fn last_before(&self, day: Date, kind: DayKind) -> Option<Date> {
        let mut day = day;
        for _ in 0..400 {
            day = day.plus_days(-1)?;
            if self.counts(day, kind) {
                return Some(day);
            }
        }
        None
    }
}

/// Which way days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Forward,
    Back,
}

/// Says whether a day is from 25 December to 1 January or in August (HESC Rules 2008 r.12(3)).
pub fn is_in_tribunal_break(day: Date) -> bool {
    matches!((day.month(), day.day()), (12, 25..) | (1, 1) | (8, _))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap()
    }

    #[test]
    fn working_days_leave_out_weekends_and_bank_holidays() {
        let calendar = Calendar::default();
        let count = |from, count, step| calendar.count(day(from), count, DayKind::Working, step).unwrap().to_string();
        assert_eq!(count("2026-12-22", 3, Step::Forward), "2026-12-29");
        assert_eq!(count("2026-12-01", 20, Step::Forward), "2026-12-31");
        assert_eq!(count("2026-12-29", 3, Step::Back), "2026-12-22");
        assert_eq!(count("2026-12-29", 0, Step::Back), "2026-12-29");
    }

    #[test]
    fn tribunal_working_days_leave_out_august_and_the_days_round_christmas() {
        let calendar = Calendar::default();
        let count = |from, count| calendar.count(day(from), count, DayKind::Tribunal, Step::Forward).unwrap().to_string();
        assert_eq!(count("2026-11-30", 30), "2027-01-19");
        assert_eq!(count("2027-07-30", 1), "2027-09-01");
        assert_eq!(count("2026-12-24", 1), "2027-01-04");
    }

    #[test]
    fn school_days_need_the_schools_own_calendar() {
        let mut calendar = Calendar::default();
        assert_eq!(calendar.count(day("2027-01-25"), 15, DayKind::School, Step::Forward), None);
        calendar.school = Some(SchoolCalendar { closed: vec![(day("2027-02-15"), day("2027-02-19"))] });
        assert_eq!(calendar.count(day("2027-01-25"), 15, DayKind::School, Step::Forward), Some(day("2027-02-22")));
        calendar.school = Some(SchoolCalendar { closed: vec![(day("1900-01-01"), day("2199-12-31"))] });
        assert_eq!(calendar.count(day("2027-01-25"), 1, DayKind::School, Step::Forward), None);
    }
}
