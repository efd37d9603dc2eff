//! The rule of a deadline: a short sentence about dates of the routemap, in a closed language.
//!
//! `routemaps/README.md` teaches it. A rule is a value here: it can be read ([`parse`]), written as its author
//! wrote it ([`Rule`]'s `Display`), and said to a family ([`Rule::in_words`]). What date it gives is worked out in
//! `deadlines`.

use std::fmt;

use super::DateId;
use crate::calendar::month_name;

/// A time limit in the words of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub clause: Clause,
    /// `the later of ... and ...`
    pub or_later: Option<Clause>,
    pub ending: Ending,
}

/// One way to name a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// `6 weeks after request-received`
    Count(Count),
    /// `on order-made`: the very day.
    On(DateId),
    /// `before 15 February of the transfer year`: the last lawful day is the day before.
    Before(Fixed),
    /// `on 1 March of the transfer year`
    OnFixed(Fixed),
    /// `the last Friday in June of Year 11`
    LastFridayInJune { year_group: u32 },
    /// `the start of compulsory school age`
    StartOfCompulsoryAge,
}

/// So many units from one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub count: u32,
    pub unit: Unit,
    pub way: Way,
    pub event: DateId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Days,
    Weeks,
    Months,
    WorkingDays,
    TribunalWorkingDays,
    SchoolDays,
}

/// From which side of the event a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The day of the event does not count.
    After,
    /// The day of the event is day 1.
    StartingWith,
    /// Counted back from the event: at least so long before.
    Before,
}

/// A day of the year, in a year that depends on the child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub day: u32,
    pub month: u32,
    pub year: Year,
}

/// Which year a fixed day is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// The calendar year of the date [`TRANSFER`].
    OfTransfer,
    /// The school year in which the child born on [`BORN`] is in this year group.
    Group(u32),
}

/// What happens when the last day is one on which nothing can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing: the day stays.
    Stays,
    /// `, or the next working day`
    NextWorkingDay,
    /// `, at the Tribunal`: 5pm, and the rules for the day on which an appeal must arrive (HESC Rules 2008 r.12).
    AtTheTribunal,
}

/// The date that `the transfer year` is taken from: the day the child moves.
pub const TRANSFER: &str = "transfer";
/// The date that a year group is taken from: the day the child was born.
pub const BORN: &str = "born";

impl Default for Rule {
    fn default() -> Rule {
        Rule { clause: Clause::On(DateId::default()), or_later: None, ending: Ending::Stays }
    }
}

impl Rule {
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        std::iter::once(&self.clause).chain(&self.or_later)
    }

    /// Returns the dates the rule counts from, in order.
    pub fn events(&self) -> impl Iterator<Item = &str> {
        self.clauses().map(Clause::event)
    }

    /// Returns the rule as families read it. `event` gives the words for a date: "the council got your request".
    pub fn in_words<'a>(&'a self, event: impl Fn(&'a str) -> &'a str) -> String {
        let first = self.clause.in_words(&event);
        let both = match &self.or_later {
            None => first,
            Some(second) => format!("{first}, or {}, whichever is later", second.in_words(&event)),
        };
        match self.ending {
            Ending::Stays => both,
            Ending::NextWorkingDay => format!("{both}, or the next working day"),
            Ending::AtTheTribunal => format!("{both}. It must reach the Tribunal by 5pm"),
        }
    }
}

impl Clause {
    /// Returns the date the clause counts from.
    pub fn event(&self) -> &str {
        match self {
            Clause::Count(count) => count.event.as_str(),
            Clause::On(event) => event.as_str(),
            Clause::Before(Fixed { year: Year::OfTransfer, .. }) | Clause::OnFixed(Fixed { year: Year::OfTransfer, .. }) => TRANSFER,
            _ => BORN,
        }
    }

    fn in_words<'a>(&'a self, event: impl Fn(&'a str) -> &'a str) -> String {
        match self {
            Clause::Count(count) => count.in_words(event(count.event.as_str())),
            Clause::On(day) => format!("the day {}", event(day.as_str())),
            Clause::Before(fixed) => format!("before {}", fixed.in_words(event)),
            Clause::OnFixed(fixed) => fixed.in_words(event),
            Clause::LastFridayInJune { year_group } => format!("the last Friday in June of Year {year_group}"),
            Clause::StartOfCompulsoryAge => "the day your child must be in education".to_owned(),
        }
    }
}

impl Count {
    fn in_words(&self, event: &str) -> String {
        let length = self.length();
        match self.way {
            Way::After => format!("{length} after {event}"),
            Way::StartingWith => format!("{length}, and the day {event} is day 1"),
            Way::Before => format!("at least {length} before {event}"),
        }
    }
}

impl Count {
    /// Returns how long it is: "6 weeks". Many months are read as years, as one says an age.
    fn length(&self) -> String {
        let (years, months) = (self.count / MONTHS_OF_A_YEAR, self.count % MONTHS_OF_A_YEAR);
        match (self.unit, months) {
            (Unit::Months, 0) if years > 1 => format!("{years} years"),
            (Unit::Months, _) if years > 1 => format!("{years} years and {months} {}", Unit::Months.in_words(months)),
            _ => format!("{} {}", self.count, self.unit.in_words(self.count)),
        }
    }
}

const MONTHS_OF_A_YEAR: u32 = 12;

impl Fixed {
    fn in_words<'a>(&'a self, event: impl Fn(&'a str) -> &'a str) -> String {
        let day = format!("{} {}", self.day, month_name(self.month));
        match self.year {
            Year::OfTransfer => format!("{day} in the year in which {}", event(TRANSFER)),
            Year::Group(year_group) => format!("{day} in Year {year_group}"),
        }
    }
}

impl Unit {
    pub fn in_words(self, count: u32) -> &'static str {
        let (one, many) = match self {
            Unit::Days => ("day", "days"),
            Unit::Weeks => ("week", "weeks"),
            Unit::Months => ("month", "months"),
            Unit::WorkingDays => ("working day", "working days"),
            Unit::TribunalWorkingDays => ("Tribunal working day", "Tribunal working days"),
            Unit::SchoolDays => ("school day", "school days"),
        };
        if count == 1 { one } else { many }
    }
}

impl fmt::Display for Rule {
    /// Writes the rule as an author does; [`parse`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.or_later {
            None => write!(f, "{}", self.clause)?,
            Some(second) => write!(f, "the later of {} and {second}", self.clause)?,
        }
        f.write_str(match self.ending {
            Ending::Stays => "",
            Ending::NextWorkingDay => ", or the next working day",
            Ending::AtTheTribunal => ", at the Tribunal",
        })
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clause::Count(Count { count, unit, way, event }) => {
                let (start, way) = match way {
                    Way::After => ("", "after"),
                    Way::StartingWith => ("", "starting with"),
                    Way::Before => ("at least ", "before"),
                };
                write!(f, "{start}{count} {} {way} {event}", unit.in_words(*count))
            }
            Clause::On(event) => write!(f, "on {event}"),
            Clause::Before(fixed) => write!(f, "before {fixed}"),
            Clause::OnFixed(fixed) => write!(f, "on {fixed}"),
            Clause::LastFridayInJune { year_group } => write!(f, "the last Friday in June of Year {year_group}"),
            Clause::StartOfCompulsoryAge => f.write_str("the start of compulsory school age"),
        }
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} of ", self.day, month_name(self.month))?;
        match self.year {
            Year::OfTransfer => f.write_str("the transfer year"),
            Year::Group(year_group) => write!(f, "Year {year_group}"),
        }
    }
}

mod parsing;
pub use parsing::{RuleFault, parse};
