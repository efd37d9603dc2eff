//! Reads a rule: words in, a value out, or the first word that does not fit.

use super::{Clause, Count, Ending, Fixed, Rule, Unit, Way, Year};
use crate::{calendar::month_name, definition::DateId};

/// Why a text is no rule. Carries the word at fault; empty where the rule ends too soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleFault {
    Number(String),
    Unit(String),
    Way(String),
    Event(String),
    Day(String),
    Month(String),
    Year(String),
    /// `at least` and `before` go together.
    AtLeast,
    /// `the later of` without two clauses.
    LaterOf,
    /// Words behind the end of a rule.
    Rest(String),
}

/// The largest number a rule can count.
const MOST: u32 = 1000;

/// Reads a rule.
///
/// # Errors
///
/// The first [`RuleFault`], from the left.
pub fn parse(written: &str) -> Result<Rule, RuleFault> {
    // A comma ends a clause whether or not a space stands before it.
    let spaced = written.replace(',', " , ");
    let mut words = Words(spaced.split_whitespace().collect());
    let both = words.take(&["the", "later", "of"]);
    let clause = clause(&mut words)?;
    let or_later = match (both, both && words.take(&["and"])) {
        (true, true) => Some(self::clause(&mut words)?),
        (true, false) => return Err(RuleFault::LaterOf),
        (false, _) => None,
    };
    let ending = if words.take(&[",", "at", "the", "Tribunal"]) {
        Ending::AtTheTribunal
    } else if words.take(&[",", "or", "the", "next", "working", "day"]) {
        Ending::NextWorkingDay
    } else {
        Ending::Stays
    };
    if words.0.is_empty() { Ok(Rule { clause, or_later, ending }) } else { Err(RuleFault::Rest(words.rest())) }
}

/// The words of a rule that are not read yet.
struct Words<'a>(Vec<&'a str>);

impl Words<'_> {
    /// Takes these words if they come next.
    fn take(&mut self, expected: &[&str]) -> bool {
        let comes = self.0.starts_with(expected);
        if comes {
            self.0.drain(..expected.len());
        }
        comes
    }

    /// Takes the next word, whatever it is.
    fn next(&mut self) -> String {
        if self.0.is_empty() { String::new() } else { self.0.remove(0).to_owned() }
    }

    fn first(&self) -> String {
        self.0.first().copied().unwrap_or_default().to_owned()
    }

    /// Returns the first word that is more than a comma.
    fn rest(&self) -> String {
        self.0.iter().find(|word| **word != ",").copied().unwrap_or(",").to_owned()
    }

    fn starts_with_figure(&self) -> bool {
        self.first().starts_with(|sign: char| sign.is_ascii_digit())
    }
}

fn clause(words: &mut Words) -> Result<Clause, RuleFault> {
    if words.take(&["the", "last", "Friday", "in", "June", "of"]) {
        return match year(words)? {
            Year::Group(year_group) => Ok(Clause::LastFridayInJune { year_group }),
            Year::OfTransfer => Err(RuleFault::Year("the".to_owned())),
        };
    }
    if words.take(&["the", "start", "of", "compulsory", "school", "age"]) {
        return Ok(Clause::StartOfCompulsoryAge);
    }
    if words.take(&["before"]) {
        return Ok(Clause::Before(fixed(words)?));
    }
    if words.take(&["on"]) {
        return if words.starts_with_figure() { Ok(Clause::OnFixed(fixed(words)?)) } else { Ok(Clause::On(event(words)?)) };
    }
    count(words).map(Clause::Count)
}

fn count(words: &mut Words) -> Result<Count, RuleFault> {
    let at_least = words.take(&["at", "least"]);
    let written = words.next();
    let count = number(&written, MOST).ok_or(RuleFault::Number(written))?;
    let unit = unit(words)?;
    let way = if words.take(&["after"]) {
        Way::After
    } else if words.take(&["starting", "with"]) {
        Way::StartingWith
    } else if words.take(&["before"]) {
        Way::Before
    } else {
        return Err(RuleFault::Way(words.first()));
    };
    if at_least != (way == Way::Before) {
        return Err(RuleFault::AtLeast);
    }
    Ok(Count { count, unit, way, event: event(words)? })
}

fn unit(words: &mut Words) -> Result<Unit, RuleFault> {
    let (unit, word) = match words.first().as_str() {
        "working" => (Unit::WorkingDays, 1),
        "Tribunal" => (Unit::TribunalWorkingDays, 2),
        "school" => (Unit::SchoolDays, 1),
        "day" | "days" => (Unit::Days, 0),
        "week" | "weeks" => (Unit::Weeks, 0),
        "month" | "months" => (Unit::Months, 0),
        other => return Err(RuleFault::Unit(other.to_owned())),
    };
    // The word before the last must be there too: `Tribunal working days`.
    let is_whole = word == 0 || matches!(words.0.get(word).copied(), Some("day" | "days"));
    let middle = word < 2 || words.0.get(1).copied() == Some("working");
    if !is_whole || !middle {
        return Err(RuleFault::Unit(words.first()));
    }
    words.0.drain(..=word);
    Ok(unit)
}

fn event(words: &mut Words) -> Result<DateId, RuleFault> {
    let word = words.next();
    let is_id = word.starts_with(|sign: char| sign.is_ascii_lowercase())
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if is_id { Ok(DateId(word)) } else { Err(RuleFault::Event(word)) }
}

fn fixed(words: &mut Words) -> Result<Fixed, RuleFault> {
    let written = words.next();
    let name = words.next();
    let month = (1..=12).find(|month| month_name(*month) == name).ok_or(RuleFault::Month(name))?;
    // 29 February is not a day of every year, so no limit can stand on it.
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = number(&written, last).ok_or(RuleFault::Day(written))?;
    if !words.take(&["of"]) {
        return Err(RuleFault::Year(words.first()));
    }
    Ok(Fixed { day, month, year: year(words)? })
}

fn year(words: &mut Words) -> Result<Year, RuleFault> {
    if words.take(&["the", "transfer", "year"]) {
        return Ok(Year::OfTransfer);
    }
    if !words.take(&["Year"]) {
        return Err(RuleFault::Year(words.first()));
    }
    let written = words.next();
    let group = number(&written, 13).ok_or(RuleFault::Year(written))?;
    Ok(Year::Group(group))
}

/// Reads a number from 1 to `most`.
fn number(word: &str, most: u32) -> Option<u32> {
    let is_figures = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|number| is_figures && (1..=most).contains(number))
}

#[cfg(not(target_arch = "wasm32"))]
impl RuleFault {
    /// Returns what is wrong, as one sentence for the author.
    pub fn sentence(&self) -> String {
        let at = |word: &str| if word.is_empty() { "the rule ends too soon".to_owned() } else { format!("`{word}`") };
        match self {
            RuleFault::Number(word) if word.is_empty() => "the rule ends too soon: a number must stand here".to_owned(),
            RuleFault::Number(word) => format!("`{word}` is not a number from 1 to {MOST}"),
            RuleFault::Unit(word) => format!("{}: a unit must stand here", at(word)),
            RuleFault::Way(word) => format!("{}: `after`, `starting with` or `before` must stand here", at(word)),
            RuleFault::Event(word) => format!("{}: the id of a date must stand here", at(word)),
            RuleFault::Day(word) => format!("`{word}` is not a day that this month has every year"),
            RuleFault::Month(word) => format!("{}: the name of a month must stand here", at(word)),
            RuleFault::Year(word) => format!("{}: `of the transfer year` or `of Year` and 1 to 13 must stand here", at(word)),
            RuleFault::AtLeast => "`at least` and `before` go together".to_owned(),
            RuleFault::LaterOf => "`the later of` needs two rules with `and` between them".to_owned(),
            RuleFault::Rest(word) => format!("`{word}` stands behind the end of the rule"),
        }
    }

    /// Returns the word at fault, to point at it; empty where there is none.
    pub fn word(&self) -> &str {
        match self {
            RuleFault::Number(word)
            | RuleFault::Unit(word)
            | RuleFault::Way(word)
            | RuleFault::Event(word)
            | RuleFault::Day(word)
            | RuleFault::Month(word)
            | RuleFault::Year(word)
            | RuleFault::Rest(word) => word,
            RuleFault::AtLeast | RuleFault::LaterOf => "",
        }
    }

    /// Returns what an author can write instead.
    pub fn suggestion(&self) -> String {
        let nearest = |known: &[&'static str]| crate::definition::reader::nearest(self.word(), known.iter().copied());
        let months: Vec<&'static str> = (1..=12).map(month_name).collect();
        let close = match self {
            RuleFault::Unit(_) => nearest(&["days", "weeks", "months", "working days", "Tribunal working days", "school days"]),
            RuleFault::Way(_) => nearest(&["after", "starting with", "before"]),
            RuleFault::Month(_) => nearest(&months),
            RuleFault::Rest(_) => Some("`, at the Tribunal` or `, or the next working day` can end a rule; nothing else can"),
            _ => None,
        };
        match (self, close) {
            (RuleFault::Rest(_), Some(help)) => help.to_owned(),
            (_, Some(close)) => format!("the closest is `{close}`"),
            (RuleFault::Unit(_), None) => {
                "the units are `days`, `weeks`, `months`, `working days`, `Tribunal working days` and `school days`".to_owned()
            }
            _ => "write it like `6 weeks after request-received` or `15 days starting with draft-sent`".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_written_again_and_said_in_words() {
        for (written, words) in [
            ("6 weeks after sent", "6 weeks after SENT"),
            ("1 month after sent", "1 month after SENT"),
            ("23 months after sent", "23 months after SENT"),
            ("192 months after sent", "16 years after SENT"),
            ("193 months after sent", "16 years and 1 month after SENT"),
            ("198 months after sent", "16 years and 6 months after SENT"),
            ("15 days starting with sent", "15 days, and the day SENT is day 1"),
            ("at least 2 weeks before met", "at least 2 weeks before MET"),
            ("3 working days after sent", "3 working days after SENT"),
            ("30 Tribunal working days after sent", "30 Tribunal working days after SENT"),
            ("1 Tribunal working day after sent", "1 Tribunal working day after SENT"),
            ("15 school days after sent", "15 school days after SENT"),
            ("on sent", "the day SENT"),
            ("before 15 February of the transfer year", "before 15 February in the year in which MOVES"),
            ("before 31 March of Year 11", "before 31 March in Year 11"),
            ("on 1 March of the transfer year, or the next working day", "1 March in the year in which MOVES, or the next working day"),
            ("the last Friday in June of Year 11", "the last Friday in June of Year 11"),
            ("the start of compulsory school age", "the day your child must be in education"),
            (
                "the later of 2 months after sent and 1 month after met, at the Tribunal",
                "2 months after SENT, or 1 month after MET, whichever is later. It must reach the Tribunal by 5pm",
            ),
        ] {
            let rule = parse(written).unwrap();
            let shown = rule.in_words(|event| match event {
                "sent" => "SENT",
                "transfer" => "MOVES",
                _ => "MET",
            });
            assert_eq!(shown, words, "{written}");
            assert_eq!(rule.to_string(), written);
        }
    }

    #[test]
    fn what_is_not_a_rule_is_refused_with_the_part_at_fault() {
        for (written, part) in [
            ("six weeks after sent", "`six`"),
            ("0 weeks after sent", "`0`"),
            ("1001 weeks after sent", "`1001`"),
            ("+6 weeks after sent", "`+6`"),
            ("6 fortnights after sent", "`fortnights`"),
            ("6 working weeks after sent", "`working`"),
            ("6 Tribunal days after sent", "`Tribunal`"),
            ("6 weeks since sent", "`since`"),
            ("6 weeks after", "ends too soon"),
            ("6 weeks after Sent", "`Sent`"),
            ("2 weeks before met", "`at least`"),
            ("at least 2 weeks after met", "`at least`"),
            ("the later of 2 weeks after sent", "two rules"),
            ("2 weeks after sent and 3 weeks after met", "`and`"),
            ("before 31 February of Year 6", "`31`"),
            ("before 29 February of Year 6", "`29`"),
            ("before 15 Febuary of Year 6", "`Febuary`"),
            ("before 15 February of Year 14", "`14`"),
            ("before 15 February", "ends too soon"),
            ("the last Friday in June of the transfer year", "`the`"),
            ("2 weeks after sent, at the tribunal", "`at`"),
            ("2 weeks after sent,", "`,`"),
            ("2 weeks after sent and", "`and`"),
            ("at least", "ends too soon"),
            ("", "ends too soon"),
        ] {
            let message = parse(written).unwrap_err().sentence();
            assert!(message.contains(part), "{written}: {message}");
        }
        assert_eq!(parse("before 15 Febuary of Year 6").unwrap_err().suggestion(), "the closest is `February`");
        assert_eq!(parse("6 moths after sent").unwrap_err().suggestion(), "the closest is `months`");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_rule_or_is_refused_without_a_panic(written in "[a-zA-Z0-9 ,-]{0,80}") {
            let _ = parse(&written);
        }

        #[test]
        fn a_rule_that_is_written_is_read_back_the_same(rule in any_rule()) {
            proptest::prop_assert_eq!(parse(&rule.to_string()), Ok(rule));
        }
    }

    /// Returns every rule the language has.
    fn any_rule() -> impl proptest::strategy::Strategy<Value = Rule> {
        use proptest::{option, prelude::*};
        let units = prop::sample::select(vec![
            Unit::Days,
            Unit::Weeks,
            Unit::Months,
            Unit::WorkingDays,
            Unit::TribunalWorkingDays,
            Unit::SchoolDays,
        ]);
        let ways = prop::sample::select(vec![Way::After, Way::StartingWith, Way::Before]);
        let year = prop_oneof![Just(Year::OfTransfer), (1..=13_u32).prop_map(Year::Group)];
        let fixed = (1..=28_u32, 1..=12_u32, year).prop_map(|(day, month, year)| Fixed { day, month, year });
        let count = (1..=MOST, units, ways, "[a-z][a-z0-9]{0,5}(-[a-z]{1,5})?").prop_map(|(count, unit, way, event)| Count {
            count,
            unit,
            way,
            event: DateId(event),
        });
        let clause = prop_oneof![
            count.prop_map(Clause::Count),
            "[a-z][a-z0-9]{0,5}".prop_map(|event| Clause::On(DateId(event))),
            fixed.clone().prop_map(Clause::Before),
            fixed.prop_map(Clause::OnFixed),
            (1..=13_u32).prop_map(|year_group| Clause::LastFridayInJune { year_group }),
            Just(Clause::StartOfCompulsoryAge),
        ];
        let endings = prop::sample::select(vec![Ending::Stays, Ending::NextWorkingDay, Ending::AtTheTribunal]);
        (clause.clone(), option::of(clause), endings).prop_map(|(clause, or_later, ending)| Rule { clause, or_later, ending })
    }
}
