//! The rule of a deadline: a short sentence about a date of the routemap.
//!
//! A rule is parsed natively and carried as a value. Here it only says itself in words; it computes no date.

use super::DateId;

/// A time limit in the words of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Count(Count),
    LaterOf(Count, Count),
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

impl Default for Rule {
    fn default() -> Rule {
        Rule::Count(Count { count: 0, unit: Unit::Days, way: Way::After, event: DateId::default() })
    }
}

impl Rule {
    /// Returns the dates the rule counts from, in order.
    pub fn events(&self) -> impl Iterator<Item = &DateId> {
        let (first, second) = match self {
            Rule::Count(count) => (count, None),
            Rule::LaterOf(first, second) => (first, Some(second)),
        };
        std::iter::once(first).chain(second).map(|count| &count.event)
    }

    /// Returns the rule as families read it. `event` gives the words for a date: "the council got your request".
    pub fn in_words<'a>(&'a self, event: impl Fn(&'a DateId) -> &'a str) -> String {
        let words = |count: &'a Count| count.in_words(event(&count.event));
        match self {
            Rule::Count(count) => words(count),
            Rule::LaterOf(first, second) => format!("{}, or {}, whichever is later", words(first), words(second)),
        }
    }
}

impl Count {
    fn in_words(&self, event: &str) -> String {
        let length = format!("{} {}", self.count, self.unit.in_words(self.count));
        match self.way {
            Way::After => format!("{length} after {event}"),
            Way::StartingWith => format!("{length}, and the day {event} is day 1"),
            Way::Before => format!("at least {length} before {event}"),
        }
    }
}

impl Unit {
    fn in_words(self, count: u32) -> &'static str {
        match (self, count == 1) {
            (Unit::Days, true) => "day",
            (Unit::Days, false) => "days",
            (Unit::Weeks, true) => "week",
            (Unit::Weeks, false) => "weeks",
            (Unit::Months, true) => "month",
            (Unit::Months, false) => "months",
            (Unit::WorkingDays, true) => "working day",
            (Unit::WorkingDays, false) => "working days",
            (Unit::SchoolDays, true) => "school day",
            (Unit::SchoolDays, false) => "school days",
        }
    }
}

pub use parsing::parse;

mod parsing {
    use super::{Count, Rule, Unit, Way};
    use crate::definition::DateId;

    /// Reads a rule, or says in one sentence which part could not be read.
    pub fn parse(written: &str) -> Result<Rule, String> {
        let words: Vec<&str> = written.split_whitespace().collect();
        match words.as_slice() {
            ["the", "later", "of", both @ ..] => {
                let mut halves = both.split(|word| *word == "and");
                match (halves.next(), halves.next(), halves.next()) {
                    (Some(first), Some(second), None) => Ok(Rule::LaterOf(parse_count(first)?, parse_count(second)?)),
                    _ => Err("`the later of` needs two rules with `and` between them".to_owned()),
                }
            }
            words => parse_count(words).map(Rule::Count),
        }
    }

    fn parse_count(words: &[&str]) -> Result<Count, String> {
        let (at_least, words) = match words {
            ["at", "least", rest @ ..] => (true, rest),
            _ => (false, words),
        };
        let [number, words @ ..] = words else { return Err("the rule is empty".to_owned()) };
        let count = number.parse().ok().filter(|count| (1..=1000).contains(count));
        let count = count.ok_or_else(|| format!("`{number}` is not a number from 1 to 1000"))?;
        let (unit, words) = parse_unit(words)?;
        let (way, event) = match words {
            ["after", event] => (Way::After, event),
            ["starting", "with", event] => (Way::StartingWith, event),
            ["before", event] => (Way::Before, event),
            _ => return Err("after the unit comes `after`, `starting with` or `before`, then the id of one date".to_owned()),
        };
        if at_least != (way == Way::Before) {
            return Err("`at least` and `before` go together".to_owned());
        }
        Ok(Count { count, unit, way, event: DateId::from(*event) })
    }

    fn parse_unit<'a, 'b>(words: &'a [&'b str]) -> Result<(Unit, &'a [&'b str]), String> {
        match words {
            ["day" | "days", rest @ ..] => Ok((Unit::Days, rest)),
            ["week" | "weeks", rest @ ..] => Ok((Unit::Weeks, rest)),
            ["month" | "months", rest @ ..] => Ok((Unit::Months, rest)),
            ["working", "day" | "days", rest @ ..] => Ok((Unit::WorkingDays, rest)),
            ["school", "day" | "days", rest @ ..] => Ok((Unit::SchoolDays, rest)),
            [other, ..] => Err(format!("`{other}` is not a unit: `days`, `weeks`, `months`, `working days` or `school days`")),
            [] => Err("the rule has no unit".to_owned()),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn every_form_says_itself_in_words() {
            for (written, words) in [
                ("6 weeks after sent", "6 weeks after SENT"),
                ("1 month after sent", "1 month after SENT"),
                ("15 days starting with sent", "15 days, and the day SENT is day 1"),
                ("at least 2 weeks before met", "at least 2 weeks before MET"),
                ("3 working days after sent", "3 working days after SENT"),
                ("the later of 2 months after sent and 1 month after met", "2 months after SENT, or 1 month after MET, whichever is later"),
            ] {
                let rule = parse(written).unwrap();
                let shown = rule.in_words(|event| if event.as_str() == "sent" { "SENT" } else { "MET" });
                assert_eq!(shown, words, "{written}");
            }
        }

        #[test]
        fn what_is_not_a_rule_is_refused_with_the_part_at_fault() {
            for (written, part) in [
                ("six weeks after sent", "`six`"),
                ("0 weeks after sent", "`0`"),
                ("6 fortnights after sent", "`fortnights`"),
                ("6 weeks since sent", "`after`"),
                ("2 weeks before met", "`at least`"),
                ("the later of 2 weeks after sent", "two rules"),
                ("", "empty"),
            ] {
                let message = parse(written).unwrap_err();
                assert!(message.contains(part), "{written}: {message}");
            }
        }
    }
}
