//! The worked cases of the facts, each through the rule language and `routemaps date`.

use std::process::Command;

use routemaps::{
    calendar::{Calendar, Date, SchoolCalendar},
    deadlines::{Outcome, resolve},
    definition::rule,
};

use crate::{
    cases_file::{Case, cases},
    root,
};

#[test]
fn every_worked_case_comes_out_as_it_stands_in_the_facts() {
    let calendar = routemaps::site::load(&root("routemaps"), crate::today()).unwrap().calendar();
    for case in cases() {
        let outcome = outcome(&case, &calendar);
        assert_eq!(shown(&outcome), case.expected, "{}", case.name);
    }
}

#[test]
fn what_a_simple_way_of_counting_would_say_is_never_what_we_say() {
    let calendar = Calendar::default();
    for (rule, event, wrong) in [
        ("15 days starting with e", "2027-02-08", "2027-02-23"),
        ("6 weeks after e", "2026-12-14", "2027-01-27"),
        ("2 months after e, at the Tribunal", "2026-12-31", "2027-03-02"),
        ("2 months after e, at the Tribunal", "2026-12-31", "2027-03-03"),
        ("2 months after e, at the Tribunal", "2027-06-10", "2027-08-10"),
        ("2 months after e", "2027-08-31", "2027-11-01"),
        ("6 months starting with e", "2027-02-02", "2027-09-01"),
    ] {
        let outcome = resolve(&rule::parse(rule).unwrap(), &|_| Date::from_iso(event), &calendar).unwrap();
        assert_ne!(outcome.date.to_string(), wrong, "{rule}");
    }
}

#[test]
fn an_author_can_try_every_case_at_the_command_line() {
    for case in cases() {
        let mut command = Command::new(env!("CARGO_BIN_EXE_routemaps"));
        command.current_dir(root("")).args(["date", &case.rule]);
        for (name, day) in &case.dates {
            command.arg(format!("{name}={day}"));
        }
        for (first, last) in &case.closed {
            command.arg(format!("--closed={first}..{last}"));
        }
        let output = command.output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let (date, last) = case.expected.split_once(" last ").map_or((case.expected.as_str(), None), |(date, last)| (date, Some(last)));
        assert_eq!(printed.lines().next(), Some(date), "{}: {}", case.name, String::from_utf8_lossy(&output.stderr));
        assert!(printed.lines().count() >= 2, "{}: the rule in words comes second", case.name);
        assert_eq!(printed.contains("The last lawful day is"), last.is_some(), "{}", case.name);
        assert!(last.is_none_or(|last| printed.contains(last)), "{}", case.name);
    }
}

#[test]
fn a_rule_that_gives_no_date_is_told_in_a_sentence_and_exit_1() {
    for (arguments, sentence) in [
        (vec!["15 school days after e", "e=2027-01-25"], "counts school days"),
        (vec!["6 weeks after e"], "gives no date without `e`"),
        (vec!["6 weeks after e", "f=2027-01-25"], "does not count from `f`"),
        (vec!["6 weeks after e", "e=2027-02-31"], "`2027-02-31` is not a date"),
        (vec!["6 weeks past e", "e=2027-01-25"], "`past`"),
        (vec!["6 wekks after e", "e=2027-01-25"], "the closest is `weeks`"),
        (vec!["1000 months after e", "e=2199-01-25"], "no day between 1900 and 2199"),
        (vec!["the later of 2 months after a and 1 month after b", "b=2027-01-25"], "without `a`"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_routemaps")).current_dir(root("")).arg("date").args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(sentence), "{arguments:?}: {said}");
    }
}

fn outcome(case: &Case, calendar: &Calendar) -> Outcome {
    let rule = rule::parse(&case.rule).unwrap_or_else(|fault| panic!("{}: {}", case.name, fault.sentence()));
    let school = (!case.closed.is_empty()).then(|| SchoolCalendar { closed: case.closed.clone() });
    let calendar = Calendar { school, ..calendar.clone() };
    let event = |event: &str| case.dates.iter().find(|(name, _)| name == event).map(|(_, day)| *day);
    resolve(&rule, &event, &calendar).unwrap_or_else(|why| panic!("{}: {why:?}", case.name))
}

fn shown(outcome: &Outcome) -> String {
    match outcome.last_lawful {
        Some(last) => format!("{} last {last}", outcome.date),
        None => outcome.date.to_string(),
    }
}
