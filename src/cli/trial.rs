//! `routemaps date`: an author tries a rule and sees the date it gives.

use std::{path::Path, process::ExitCode};

use crate::{
    calendar::{Calendar, Date, SchoolCalendar},
    deadlines::{NoDate, Outcome, resolve},
    definition::{
        Rule,
        rule::{self, BORN, TRANSFER},
    },
    site,
};

/// Prints the date on a line of its own, then the rule in words and what else there is to know.
pub fn run(written: &str, dates: &[String], closed: &[String], folder: &Path) -> ExitCode {
    match calendar(folder, closed).and_then(|calendar| date_of(written, dates, &calendar)) {
        Ok(lines) => {
            println!("{lines}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("routemaps: {sentence}");
            ExitCode::from(1)
        }
    }
}

/// Returns the lines to print.
fn date_of(written: &str, dates: &[String], calendar: &Calendar) -> Result<String, String> {
    let rule = rule::parse(written).map_err(|fault| format!("this rule cannot be read: {}; {}", fault.sentence(), fault.suggestion()))?;
    let known = dates.iter().map(|date| named(date)).collect::<Result<Vec<_>, _>>()?;
    if let Some((name, _)) = known.iter().find(|(name, _)| !is_used(&rule, name)) {
        let names: Vec<String> = rule.events().map(|event| format!("`{event}`")).collect();
        return Err(format!("the rule does not count from `{name}`; it counts from {}", names.join(" and ")));
    }
    let event = |event: &str| {
        let by_name = known.iter().find(|(name, _)| *name == event);
        // `the transfer year` and `Year 11` name no date, so the only one given is meant.
        by_name.or_else(|| known.first().filter(|_| is_unnamed(event) && known.len() == 1)).map(|(_, day)| *day)
    };
    let outcome = resolve(&rule, &event, calendar).map_err(|why| sentence(&why))?;
    Ok(lines(&rule, &outcome))
}

fn lines(rule: &Rule, outcome: &Outcome) -> String {
    let mut lines = vec![outcome.date.to_string(), rule.in_words(|event| event)];
    lines.extend(outcome.last_lawful.map(|day| format!("The last lawful day is {day}.")));
    lines.extend(outcome.could_be_later.as_ref().map(|event| format!("It can be later once `{event}` is known.")));
    if outcome.may_change {
        lines.push("It may change: the bank holidays of that year are not all announced.".to_owned());
    }
    lines.join("\n")
}

fn sentence(why: &NoDate) -> String {
    match why {
        NoDate::Needs(event) => format!("the rule gives no date without `{event}`: write {event}=2026-11-02"),
        NoDate::NeedsSchoolCalendar => {
            "the rule counts school days, which need the school's own breaks: write --closed 2026-12-19..2027-01-03".to_owned()
        }
        NoDate::OutOfRange => "the rule gives no day between 1900 and 2199".to_owned(),
    }
}

/// Returns the working days, with the breaks of the school if there are any.
fn calendar(folder: &Path, closed: &[String]) -> Result<Calendar, String> {
    let suite = Date::new(2000, 1, 1).ok().and_then(|day| site::load(folder, day).ok());
    let mut calendar = suite.map(|suite| suite.calendar()).unwrap_or_default();
    if !closed.is_empty() {
        let breaks = closed.iter().map(|text| school_break(text)).collect::<Result<_, _>>()?;
        calendar.school = Some(SchoolCalendar { closed: breaks });
    }
    Ok(calendar)
}

fn school_break(text: &str) -> Result<(Date, Date), String> {
    let days = text.split_once("..").and_then(|(first, last)| Some((Date::from_iso(first)?, Date::from_iso(last)?)));
    days.filter(|(first, last)| first <= last).ok_or_else(|| format!("`{text}` is not a break like 2026-12-19..2027-01-03"))
}

fn named(text: &str) -> Result<(String, Date), String> {
    let (name, day) = text.split_once('=').ok_or_else(|| format!("`{text}` is not a name, `=` and a date"))?;
    let day = Date::from_iso(day).ok_or_else(|| format!("`{day}` is not a date like 2026-11-02"))?;
    Ok((name.to_owned(), day))
}

fn is_used(rule: &Rule, name: &str) -> bool {
    rule.events().any(|event| event == name || is_unnamed(event))
}

fn is_unnamed(event: &str) -> bool {
    [TRANSFER, BORN].contains(&event)
}
