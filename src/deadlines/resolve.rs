//! The date a rule gives, once the dates it counts from are known.
//!
//! Sources: SEND Regulations 2014; Tribunal Procedure (First-tier Tribunal) (HESC) Rules 2008 r.12 and r.20; the
//! corresponding date rule (Dodds v Walker); what "beginning with" means (Zoan v Rouamba).

use crate::{
    calendar::{Calendar, Date, DayKind, Step, is_in_tribunal_break, school_age},
    definition::{
        DateId, Rule,
        rule::{Clause, Count, Ending, Fixed, Unit, Way, Year},
    },
};

/// The date of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The date in the words of the rule: for `before 15 February` that very day.
    pub date: Date,
    /// The last lawful day, where it is not `date`.
    pub last_lawful: Option<Date>,
    /// The day before the rule's ending moved it to `date`, where it did.
    pub unmoved: Option<Date>,
    /// The thing must be there by 5pm.
    pub by_5pm: bool,
    /// It depends on bank holidays that are not announced yet.
    pub may_change: bool,
    /// A date that is not known yet and that can only make the limit later.
    pub could_be_later: Option<DateId>,
}

/// Why a rule gives no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// This date is not known yet.
    Needs(DateId),
    /// School days cannot be counted without the school's own calendar.
    NeedsSchoolCalendar,
    /// There is no such day in the years we know.
    OutOfRange,
}

impl Outcome {
    /// Returns the last day on which the limit is kept.
    pub fn last_day(&self) -> Date {
        self.last_lawful.unwrap_or(self.date)
    }
}

/// Returns the date of a rule. `event` gives the day of a date, or nothing while it is not known.
///
/// Of `the later of` two, the first must be known; the second can only make it later, so without it the first stands.
///
/// # Errors
///
/// [`NoDate`] while the rule gives no date.
pub fn resolve(rule: &Rule, event: &dyn Fn(&str) -> Option<Date>, calendar: &Calendar) -> Result<Outcome, NoDate> {
    let day_of = |clause: &Clause| {
        let event = event(clause.event()).ok_or_else(|| NoDate::Needs(DateId::from(clause.event())))?;
        day(clause, event, calendar)
    };
    let first = day_of(&rule.clause)?;
    let second = rule.or_later.as_ref().map(day_of);
    let (reached, could_be_later) = match second {
        None => (first, None),
        Some(Ok(second)) => (first.max(second), None),
        Some(Err(NoDate::Needs(event))) => (first, Some(event)),
        Some(Err(other)) => return Err(other),
    };
    let date = match rule.ending {
        Ending::Stays => reached,
        Ending::NextWorkingDay => calendar.first_on_or_after(reached, DayKind::Working).ok_or(NoDate::OutOfRange)?,
        Ending::AtTheTribunal => at_the_tribunal(reached, calendar).ok_or(NoDate::OutOfRange)?,
    };
    let is_before = rule.or_later.is_none() && matches!(rule.clause, Clause::Before(_));
    Ok(Outcome {
        date,
        last_lawful: if is_before { date.plus_days(-1) } else { None },
        unmoved: Some(reached).filter(|reached| *reached != date),
        by_5pm: rule.ending == Ending::AtTheTribunal,
        may_change: depends_on_working_days(rule) && calendar.holidays.may_change(date),
        could_be_later,
    })
}

/// Returns the day of one clause, counted from the day of its event.
fn day(clause: &Clause, event: Date, calendar: &Calendar) -> Result<Date, NoDate> {
    let day = match clause {
        Clause::Count(Count { unit: Unit::SchoolDays, .. }) if calendar.school.is_none() => return Err(NoDate::NeedsSchoolCalendar),
        Clause::Count(count) => counted(count, event, calendar),
        Clause::On(_) => Some(event),
        Clause::Before(fixed) | Clause::OnFixed(fixed) => fixed_day(fixed, event),
        Clause::LastFridayInJune { year_group } => school_age::last_friday_in_june(event, *year_group),
        Clause::StartOfCompulsoryAge => school_age::start_of_compulsory_age(event),
    };
    day.ok_or(NoDate::OutOfRange)
}

fn counted(Count { count, unit, way, .. }: &Count, event: Date, calendar: &Calendar) -> Option<Date> {
    let number = i32::try_from(*count).ok()?;
    let signed = if *way == Way::Before { number.checked_neg()? } else { number };
    // Day 1 is the event itself, so the last day is one day earlier than after it.
    let back = if *way == Way::StartingWith { -1 } else { 0 };
    match unit {
        Unit::Days => event.plus_days(signed.checked_add(back)?),
        Unit::Weeks => event.plus_days(signed.checked_mul(7)?.checked_add(back)?),
        Unit::Months if *way == Way::StartingWith => months_starting_with(event, number),
        Unit::Months => event.plus_months(signed),
        Unit::WorkingDays => counted_days(*count, *way, DayKind::Working, event, calendar),
        Unit::TribunalWorkingDays => counted_days(*count, *way, DayKind::Tribunal, event, calendar),
        Unit::SchoolDays => counted_days(*count, *way, DayKind::School, event, calendar),
    }
}

/// The day before the corresponding date. A whole number of years from 29 February ends on 28 February, the last day
/// of a month that has no such date.
fn months_starting_with(event: Date, months: i32) -> Option<Date> {
    let corresponding = event.plus_months(months)?;
    let is_leap_day = (event.month(), event.day()) == (2, 29) && months.checked_rem(12)? == 0;
    if is_leap_day && corresponding.day() == 28 { Some(corresponding) } else { corresponding.plus_days(-1) }
}

fn counted_days(count: u32, way: Way, kind: DayKind, event: Date, calendar: &Calendar) -> Option<Date> {
    match way {
        Way::After => calendar.count(event, count, kind, Step::Forward),
        Way::StartingWith => calendar.count(event.plus_days(-1)?, count, kind, Step::Forward),
        Way::Before => calendar.count(event, count, kind, Step::Back),
    }
}

fn fixed_day(Fixed { day, month, year }: &Fixed, event: Date) -> Option<Date> {
    match year {
        Year::OfTransfer => Date::new(event.year(), *month, *day).ok(),
        Year::Group(year_group) => school_age::day_in_year_group(event, *year_group, *month, *day),
    }
}

/// The day by which an appeal must arrive (r.12(2) and (3)(a)): a limit that ends from 25 December to 1 January, or in
/// August, moves to the first working day after; any other that ends on a day that is not a working day moves to the
/// next one. A limit that this second rule moves into a break is not moved again.
fn at_the_tribunal(day: Date, calendar: &Calendar) -> Option<Date> {
    let from = match is_in_tribunal_break(day) {
        true if day.month() == 8 => Date::new(day.year(), 9, 1).ok()?,
        true if day.month() == 12 => Date::new(day.year().checked_add(1)?, 1, 2).ok()?,
        true => Date::new(day.year(), 1, 2).ok()?,
        false => day,
    };
    calendar.first_on_or_after(from, DayKind::Working)
}

fn depends_on_working_days(rule: &Rule) -> bool {
    let counts = |clause: &Clause| {
        matches!(clause, Clause::Count(Count { unit: Unit::WorkingDays | Unit::TribunalWorkingDays | Unit::SchoolDays, .. }))
    };
    rule.ending != Ending::Stays || rule.clauses().any(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::{Proclaimed, SchoolCalendar},
        definition::rule::parse,
    };

    fn given(rule: &str, event: &str) -> Outcome {
        let known_until = Date::from_iso("2027-12-31");
        let holidays = Proclaimed { known_until, ..Proclaimed::default() };
        let calendar = Calendar { holidays, school: Some(SchoolCalendar::default()) };
        resolve(&parse(rule).unwrap(), &|_| Date::from_iso(event), &calendar).unwrap()
    }

    #[test]
    fn a_period_that_starts_with_a_day_ends_a_day_earlier_than_one_after_it() {
        for (rule, event, due) in [
            ("15 days starting with e", "2027-02-08", "2027-02-22"),
            ("2 weeks starting with e", "2027-02-08", "2027-02-21"),
            ("12 months starting with e", "2026-03-10", "2027-03-09"),
            ("3 months starting with e", "2027-03-31", "2027-06-29"),
            ("1 month starting with e", "2027-01-29", "2027-02-27"),
            ("1 month starting with e", "2027-03-01", "2027-03-31"),
            // A whole year from 29 February ends on the last day of a February that has no 29th.
            ("12 months starting with e", "2028-02-29", "2029-02-28"),
            ("24 months starting with e", "2028-02-29", "2030-02-28"),
            ("48 months starting with e", "2028-02-29", "2032-02-28"),
            ("6 months starting with e", "2028-02-29", "2028-08-28"),
            ("12 months starting with e", "2028-02-28", "2029-02-27"),
            ("12 months starting with e", "2027-01-29", "2028-01-28"),
            ("1 working day starting with e", "2027-02-08", "2027-02-08"),
            ("1 working day starting with e", "2027-02-06", "2027-02-08"),
            ("3 school days starting with e", "2027-02-05", "2027-02-09"),
        ] {
            assert_eq!(given(rule, event).date.to_string(), due, "{rule} from {event}");
        }
    }

    #[test]
    fn the_tribunals_breaks_and_weekends_move_the_last_day_of_an_appeal_once() {
        for (event, due) in [
            ("2026-12-24", "2026-12-24"),
            ("2026-12-25", "2027-01-04"),
            ("2026-12-31", "2027-01-04"),
            ("2027-01-01", "2027-01-04"),
            ("2027-01-02", "2027-01-04"),
            ("2027-01-05", "2027-01-05"),
            ("2027-08-01", "2027-09-01"),
            ("2027-08-31", "2027-09-01"),
            ("2027-07-30", "2027-07-30"),
            // The weekend moves these into a break, and the break does not move them again.
            ("2027-07-31", "2027-08-02"),
            ("2028-12-24", "2028-12-27"),
        ] {
            let outcome = given("on e, at the Tribunal", event);
            assert_eq!(outcome.date.to_string(), due, "{event}");
            assert_eq!(outcome.unmoved.map(|day| day.to_string()), Some(event.to_owned()).filter(|event| event != due), "{event}");
            assert!(outcome.by_5pm);
        }
        assert!(!given("on e, or the next working day", "2027-01-02").by_5pm);
    }

    #[test]
    fn only_what_depends_on_bank_holidays_that_are_not_announced_may_change() {
        for (rule, event, may_change) in [
            ("3 working days after e", "2027-12-20", false),
            ("3 working days after e", "2027-12-30", true),
            ("3 Tribunal working days after e", "2028-02-01", true),
            ("on e, at the Tribunal", "2028-02-01", true),
            ("on e, or the next working day", "2028-02-01", true),
            ("6 weeks after e", "2028-02-01", false),
        ] {
            assert_eq!(given(rule, event).may_change, may_change, "{rule} from {event}");
        }
    }

    #[test]
    fn before_a_day_the_last_lawful_day_is_the_one_before() {
        let outcome = given("before 15 February of the transfer year", "2027-09-01");
        assert_eq!((outcome.date.to_string().as_str(), outcome.last_day().to_string().as_str()), ("2027-02-15", "2027-02-14"));
        assert_eq!(given("on 15 February of the transfer year", "2027-09-01").last_lawful, None);
    }
}
