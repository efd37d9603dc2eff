//! Tests of due dates: what a family sees at each point of a small routemap, and laws over all rules.

use proptest::prelude::*;

use super::{calendar_file::Source, words::say, *};
use crate::{
    definition::{rule, wire},
    journey::{Event, transition},
};

/// A request, a wait that can be late, a plan, and what comes after. Fields stand between `|`.
const ROUTEMAP: &str = "\
routemap|r|Asking|Asking|1|ask
date|asked|When did you ask?|you asked|||ask
date|refused|When was it refused?|it was refused||asked|wait
date|sent|When was the plan sent?|the plan was sent||asked|wait
date|meeting|When is the meeting?|the meeting is held|planned
step|ask|Ask
choice|done|Asked|wait
step|wait|Wait
deadline|decision|They decide|council|The council|6 weeks after asked|6 weeks after you asked|Law|refused
deadline|plan|They send the plan|council|The council|20 weeks after asked|20 weeks after you asked|Law|sent
choice|yes|Yes|draft|||decision
choice|no|No|refused|||decision
choice|late|Late|why
step|why|Why
reason|shut|at least 4 weeks from sent until refused|It fits|It does not
choice|fits|It fits|wait||||decision
choice|none|It does not|wait
step|refused|Refused
deadline|adviser|Contact the adviser|you|You|2 months after refused|2 months after it was refused|Law|
choice|again|Ask again|ask
choice|contact|Contacted|end|||adviser
step|draft|Draft
choice|final|The plan came|final|||plan
step|final|Final
deadline|appeal|Appeal|you|You|the later of 2 months after sent and 1 month after refused, at the Tribunal|words|Law|
deadline|notice|They invite you|school|The school|at least 2 weeks before meeting|words|Law|
choice|ok|Fine|end
step|end|End
";

fn day(text: &str) -> Date {
    Date::from_iso(text).unwrap()
}

fn graph_of(text: &str) -> Graph {
    let mut outline = wire::read(&text.replace('|', "\t"));
    // A date is asked for where a rule counts from it; the rest at the step that brings it.
    for (step, date) in [("wait", "asked"), ("refused", "refused"), ("final", "sent"), ("final", "meeting")] {
        if let Some(step) = outline.steps.iter_mut().find(|known| known.id.as_str() == step) {
            step.dates.push(date.to_owned());
        }
    }
    Graph::new(outline)
}

/// Plays choices and dates, each where the family stands: `done`, `asked=2026-11-02`.
fn play(graph: &Graph, what: &str) -> Journey {
    let mut journey = Journey::new("j".into(), graph);
    for word in what.split_whitespace() {
        let route = crate::journey::route(graph, &journey);
        let event = match word.split_once('=') {
            Some((date, on)) => Event::SetDate { key: route.date_key(graph, &DateId::from(date)), date: Some(day(on)) },
            None => Event::Choose { at: route.current().unwrap().visit.clone(), choice: word.into() },
        };
        journey = transition(graph, &journey, &event).unwrap_or_else(|why| panic!("{word}: {why:?}"));
    }
    journey
}

fn with<T>(what: &str, today: &str, id: &str, look: impl FnOnce(&DueDate, &Graph) -> T) -> T {
    let graph = graph_of(ROUTEMAP);
    let journey = play(&graph, what);
    let dues = due_dates(&graph, &journey, &Calendar::default(), day(today));
    let due = dues.iter().find(|due| due.deadline.id == id).unwrap_or_else(|| panic!("no `{id}`"));
    look(due, &graph)
}

fn state(what: &str, today: &str, id: &str) -> (Option<String>, State) {
    with(what, today, id, |due, _| (due.last_day().map(|day| day.to_string()), due.state))
}

fn on(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_due_date_counts_from_what_the_family_entered_and_stands_as_of_today() {
    let asked = "done asked=2026-11-02";
    assert_eq!(state("done", "2026-11-02", "decision"), (None, State::Unknown));
    assert_eq!(state(asked, "2026-11-02", "decision"), (on("2026-12-14"), State::Later));
    assert_eq!(state(asked, "2026-11-29", "decision"), (on("2026-12-14"), State::Later));
    assert_eq!(state(asked, "2026-11-30", "decision"), (on("2026-12-14"), State::Soon));
    assert_eq!(state(asked, "2026-12-13", "decision"), (on("2026-12-14"), State::Soon));
    assert_eq!(state(asked, "2026-12-14", "decision"), (on("2026-12-14"), State::Today));
    assert_eq!(state(asked, "2026-12-15", "decision"), (on("2026-12-14"), State::Overdue));
}

#[test]
fn a_deadline_without_its_date_says_which_one_is_needed() {
    with("done", "2026-11-02", "plan", |due, graph| {
        assert_eq!(due.by_rule, Err(NoDate::Needs("asked".into())));
        assert_eq!(say(due, graph, day("2026-11-02")).left, "To work out the day, we need to know: When did you ask?");
    });
}

#[test]
fn a_choice_or_a_date_says_that_a_deadline_was_met() {
    assert_eq!(state("done asked=2026-11-02 yes", "2027-01-30", "decision").1, State::Met(None));
    let refused = "done asked=2026-11-02 no refused=2026-12-20";
    assert_eq!(state(refused, "2027-01-30", "decision").1, State::Met(Some(day("2026-12-20"))));
    with(refused, "2027-01-30", "decision", |due, graph| {
        assert_eq!(say(due, graph, day("2027-01-30")).left, "Done on 20 December 2026, 6 days late");
    });
    assert_eq!(state("done asked=2026-11-02 late none", "2027-01-30", "decision").1, State::Overdue);
}

#[test]
fn the_same_request_goes_on_through_a_loop_and_a_new_one_starts_anew() {
    assert_eq!(state("done asked=2026-11-02 late none", "2026-12-15", "decision"), (on("2026-12-14"), State::Overdue));
    let again = "done asked=2026-11-02 no refused=2026-12-01 again done";
    assert_eq!(state(again, "2026-12-15", "decision"), (None, State::Unknown));
    let answered = format!("{again} asked=2026-12-10");
    assert_eq!(state(&answered, "2026-12-15", "decision"), (on("2027-01-21"), State::Later), "the old refusal does not meet it");
}

#[test]
fn a_reason_that_fits_is_said_and_the_date_stays() {
    with("done asked=2026-11-02 late fits", "2026-12-20", "decision", |due, _| {
        assert!(due.is_excused);
        assert_eq!((due.last_day(), due.state), (Some(day("2026-12-14")), State::Overdue));
    });
    with("done asked=2026-11-02 late none", "2026-12-20", "decision", |due, _| assert!(!due.is_excused));
}

#[test]
fn what_is_ahead_is_a_forecast_until_the_real_day_is_known() {
    let asked = "done asked=2026-11-02";
    with(asked, "2026-11-10", "appeal", |due, graph| {
        assert!(due.is_forecast && due.is_ahead);
        assert_eq!(due.last_day(), Some(day("2027-05-24")), "20 weeks, 2 months, and off the Saturday");
        assert_eq!(due.safe, None, "nobody plans by a forecast");
        let notes = say(due, graph, day("2026-11-10")).notes.join(" ");
        assert!(notes.contains("if everybody keeps to time") && !notes.contains("refused"), "{notes}");
    });
    // What was reached is no forecast: the family knows the day, or can find it.
    let graph = graph_of(&ROUTEMAP.replace("choice|no|No|refused|||decision", "choice|no|No|refused"));
    let dues = due_dates(&graph, &play(&graph, "done asked=2026-11-02 no"), &Calendar::default(), day("2026-11-20"));
    assert_eq!(dues.iter().map(|due| (due.deadline.id.as_str(), due.state)).nth(2), Some(("adviser", State::Unknown)));
    with("done asked=2026-11-02 yes final sent=2027-02-01", "2027-02-10", "appeal", |due, _| {
        assert!(!due.is_forecast);
        assert_eq!((due.last_day(), due.safe), (Some(day("2027-04-01")), Some(day("2027-03-25"))));
    });
    with(asked, "2027-06-01", "appeal", |due, _| {
        assert_eq!((due.last_day(), due.state), (None, State::Unknown), "what is late already says nothing of later");
    });
}

#[test]
fn a_safe_date_does_not_count_on_the_days_that_the_tribunal_adds() {
    let appeal = "done asked=2027-02-01 yes final sent=2027-06-10";
    with(appeal, "2027-06-20", "appeal", |due, _| {
        assert_eq!((due.last_day(), due.safe), (Some(day("2027-09-01")), Some(day("2027-08-03"))), "a week before 10 August");
    });
}

#[test]
fn a_limit_of_the_familys_own_that_they_left_behind_is_over_and_not_overdue() {
    let refused = "done asked=2026-11-02 no refused=2026-12-01";
    assert_eq!(state(refused, "2027-02-02", "adviser").1, State::Overdue);
    assert_eq!(state(&format!("{refused} again"), "2027-02-02", "adviser").1, State::Passed);
    assert_eq!(state(&format!("{refused} again"), "2027-01-30", "adviser").1, State::Soon, "it still runs");
    assert_eq!(state(&format!("{refused} again"), "2027-02-01", "adviser").1, State::Today, "it runs to the end of its last day");
    assert_eq!(state(&format!("{refused} contact"), "2027-02-02", "adviser").1, State::Met(None));
    let final_plan = "done asked=2026-11-02 yes final sent=2027-02-01";
    assert_eq!(state(final_plan, "2027-04-02", "appeal").1, State::Overdue, "they are still at its step");
    assert_eq!(state(&format!("{final_plan} ok"), "2027-04-02", "appeal").1, State::Passed);
}

#[test]
fn what_a_family_did_before_a_clock_started_says_nothing_of_it() {
    let text = "routemap|r|Two|Two|1|a\ndate|sent|Sent?|it was sent\ndate|done|Done?|it was done\nstep|a|A||done\nchoice|go|Go|b|||reply\n\
        step|b|B||sent\ndeadline|reply|Reply|council|The council|1 week after sent|words|Law|done\nchoice|on|On|c\nstep|c|C||other\n";
    let graph = graph_of(text);
    let dues = |what: &str| due_dates(&graph, &play(&graph, what), &Calendar::default(), day("2027-02-02"))[0].state;
    assert_eq!(dues("done=2027-01-01 go sent=2027-02-01"), State::Soon, "neither the choice nor the date of before");
    assert_eq!(dues("done=2027-01-01 go sent=2027-02-01 on"), State::Soon);
}

#[test]
fn a_limit_that_can_still_be_met_on_the_way_is_overdue_and_not_over() {
    let text = "routemap|r|Draft|Draft|1|draft\ndate|sent|Sent?|it was sent\nstep|draft|Draft||sent\n\
        deadline|reply|Reply|you|You|1 week after sent|words|Law|\nchoice|read|Read|check\n\
        step|check|Check\nchoice|replied|Replied|end|||reply\nchoice|leave|Leave|end\nstep|end|End\n";
    let graph = graph_of(text);
    let due = |what: &str, look: &dyn Fn(&DueDate)| {
        due_dates(&graph, &play(&graph, what), &Calendar::default(), day("2027-02-10")).iter().for_each(look);
    };
    due("sent=2027-02-01 read", &|due| assert_eq!(due.state, State::Overdue));
    due("sent=2027-02-01", &|due| assert_eq!(due.state, State::Overdue, "its step was not left"));
    due("sent=2027-02-01 read leave", &|due| assert_eq!((due.state, due.is_open()), (State::Passed, false)));
    due("sent=2027-02-01 read replied", &|due| assert_eq!((due.state, due.is_open()), (State::Met(None), false)));
    due("sent=2027-02-09", &|due| {
        assert_eq!((due.state, due.is_open(), due.safe), (State::Soon, true, None), "a week early is no time at all")
    });
}

#[test]
fn the_date_of_a_letter_counts_and_both_are_said() {
    let what = "done asked=2026-11-02 letter:decision=2026-12-21";
    with(what, "2026-12-15", "decision", |due, graph| {
        assert_eq!((due.last_day(), due.state), (Some(day("2026-12-21")), State::Soon));
        let said = say(due, graph, day("2026-12-15"));
        assert_eq!(said.day, "Monday 21 December 2026");
        assert_eq!(
            said.notes,
            [
                "Your letter gives this date, so it counts. By the rule it would be Monday 14 December 2026. Ask why it is later, and which law allows it.",
                "Counted from 2 November 2026.",
            ]
        );
    });
    assert_eq!(state(&format!("{what} late none"), "2026-12-15", "decision").0, on("2026-12-21"), "it goes on through the loop");
    assert_eq!(state(&format!("{what} no refused=2026-12-01 again done"), "2026-12-15", "decision").0, None, "a new request");
}

#[test]
fn only_the_limits_of_others_on_a_day_off_say_so() {
    with("done asked=2026-11-14", "2026-11-20", "decision", |due, _| assert!(due.on_day_off, "26 December 2026 is a Saturday"));
    with("done asked=2026-11-02", "2026-11-20", "decision", |due, _| assert!(!due.on_day_off));
    with("done asked=2026-11-02 no refused=2026-12-02", "2026-12-20", "adviser", |due, _| {
        assert_eq!((due.safe, due.on_day_off), (Some(day("2027-01-26")), false));
    });
}

#[test]
fn a_second_date_that_is_not_known_yet_can_only_make_it_later() {
    with("done asked=2026-11-02 yes final sent=2027-02-01", "2027-02-10", "appeal", |due, graph| {
        assert_eq!(due.by_rule.as_ref().unwrap().could_be_later, Some("refused".into()));
        assert!(due.by_rule.as_ref().unwrap().by_5pm);
        let notes = say(due, graph, day("2027-02-10")).notes.join(" ");
        assert!(notes.contains("by 5pm") && notes.contains("When was it refused?"), "{notes}");
    });
}

#[test]
fn school_days_are_counted_once_every_break_of_the_school_is_known() {
    let text = "routemap|r|Panel|Panel|1|a\ndate|told|Told?|you were told\ndate|shut|Shut?|it shuts|planned\ndate|open|Open?|it opens|planned\n\
        break|shut|open\nstep|a|A||told shut open\ndeadline|ask|Ask|you|You|15 school days after told|words|Law|\n";
    let graph = graph_of(text);
    let due = |what: &str, look: &dyn Fn(&DueDate)| {
        let journey = play(&graph, what);
        due_dates(&graph, &journey, &Calendar::default(), day("2027-01-26")).iter().for_each(look);
    };
    due("told=2027-01-25", &|due| {
        assert_eq!(due.by_rule, Err(NoDate::NeedsSchoolCalendar));
        assert!(say(due, &graph, day("2027-01-26")).left.contains("told us all the breaks"));
    });
    due("told=2027-01-25 shut=2027-02-15", &|due| assert_eq!(due.by_rule, Err(NoDate::NeedsSchoolCalendar)));
    due("told=2027-01-25 shut=2027-02-15 open=2027-02-22", &|due| assert_eq!(due.last_day(), Some(day("2027-02-22"))));
}

#[test]
fn of_two_versions_of_a_rule_the_one_counts_that_was_the_law_when_its_clock_started() {
    let old = "deadline|decision|They decide|council|The council|6 weeks after asked|6 weeks after you asked|Law|refused";
    let both = format!("{old}||2029-08-31\n{}", old.replace("6 weeks", "8 weeks") + "|2029-09-01|");
    let graph = graph_of(&ROUTEMAP.replace(old, &both));
    for (asked, due_on) in [("2029-08-31", "2029-10-12"), ("2029-09-01", "2029-10-27")] {
        let journey = play(&graph, &format!("done asked={asked}"));
        let dues = due_dates(&graph, &journey, &Calendar::default(), day("2029-09-10"));
        let days: Vec<_> = dues.iter().filter(|due| due.deadline.id == "decision").map(|due| due.last_day()).collect();
        assert_eq!(days, [Some(day(due_on))], "{asked}");
    }
}

#[test]
fn the_most_pressing_comes_first_and_what_is_over_comes_last() {
    let graph = graph_of(ROUTEMAP);
    let journey = play(&graph, "done asked=2026-11-02 no refused=2026-12-01 again done asked=2026-12-10");
    let dues = by_urgency(due_dates(&graph, &journey, &Calendar::default(), day("2027-01-25")));
    let order: Vec<(&str, State)> = dues.iter().map(|due| (due.deadline.id.as_str(), due.state)).collect();
    assert_eq!(
        order,
        [
            ("decision", State::Overdue),
            ("adviser", State::Soon),
            ("plan", State::Later),
            ("appeal", State::Later),
            ("notice", State::Unknown),
        ]
    );
}

#[test]
fn how_long_is_left_is_said_as_people_say_it() {
    let asked = "done asked=2026-11-02";
    let refused = "done asked=2026-11-02 no refused=2026-12-01";
    for (what, today, id, left, state) in [
        (asked, "2026-11-02", "decision", "In 42 days", "later"),
        (asked, "2026-12-12", "decision", "In 2 days", "soon"),
        (asked, "2026-12-13", "decision", "Tomorrow", "soon"),
        (asked, "2026-12-14", "decision", "Today", "today"),
        (asked, "2026-12-15", "decision", "1 day late", "overdue"),
        (asked, "2026-12-16", "decision", "2 days late", "overdue"),
        ("done", "2026-12-16", "decision", "To work out the day, we need to know: When did you ask?", "unknown"),
        ("done asked=2026-11-02 yes", "2026-12-16", "decision", "Done", "met"),
        ("done yes", "2026-12-16", "decision", "Done", "met"),
        (refused, "2026-12-16", "decision", "Done on 1 December 2026, in time", "met"),
        ("done asked=2026-11-02 no refused=2026-12-14", "2026-12-16", "decision", "Done on 14 December 2026, in time", "met"),
        ("done asked=2026-11-02 no refused=2026-12-15", "2026-12-16", "decision", "Done on 15 December 2026, 1 day late", "met"),
        ("done asked=2026-11-02 no refused=2026-12-01 again", "2027-02-02", "adviser", "This day has passed", "passed"),
    ] {
        let said = with(what, today, id, |due, graph| say(due, graph, day(today)));
        assert_eq!((said.left.as_str(), said.state), (left, state), "{what} on {today}");
    }
}

#[test]
fn the_safe_day_is_said_until_the_limit_and_is_now_once_it_has_passed() {
    let refused = "done asked=2026-11-02 no refused=2026-12-01";
    let notes = |today: &str| with(refused, today, "adviser", |due, graph| say(due, graph, day(today)).notes.join(" "));
    assert!(notes("2027-01-20").contains("To be safe, do it by Monday 25 January 2027."));
    assert!(notes("2027-01-25").contains("To be safe, do it by Monday 25 January 2027."));
    assert!(notes("2027-01-26").contains("Do it now, to be safe."));
    assert!(!notes("2027-02-01").contains("safe"));
}

#[test]
fn a_letter_that_gives_an_earlier_or_the_same_day_raises_no_question() {
    let letter = |on: &str| {
        let what = format!("done asked=2026-11-02 letter:decision={on}");
        with(&what, "2026-11-20", "decision", |due, graph| say(due, graph, day("2026-11-20")).notes.join(" "))
    };
    assert!(letter("2026-12-10").contains("By the rule it would be") && !letter("2026-12-10").contains("Ask why"));
    assert!(!letter("2026-12-14").contains("Your letter"));
    let yours = "done asked=2026-11-02 no refused=2026-12-01 letter:adviser=2027-02-10";
    with(yours, "2026-12-20", "adviser", |due, graph| {
        assert!(say(due, graph, day("2026-12-20")).notes.join(" ").contains("Keep to the earlier one if you can."));
    });
}

#[test]
fn a_day_before_a_fixed_one_is_said_unless_the_letter_gives_its_own() {
    let text = "routemap|r|Move|Move|1|a\ndate|transfer|When?|your child moves|planned\nstep|a|A||transfer\n\
        deadline|plan|The plan|council|The council|before 15 February of the transfer year|words|Law|\ndeadline|days|Days|you|You|15 school days after transfer|words|Law|\n";
    let graph = graph_of(text);
    let notes = |what: &str, id: &str| {
        let journey = play(&graph, what);
        let dues = due_dates(&graph, &journey, &Calendar::default(), day("2027-01-10"));
        let due = dues.iter().find(|due| due.deadline.id == id).unwrap();
        let said = say(due, &graph, day("2027-01-10"));
        format!("{} {}", said.left, said.notes.join(" "))
    };
    assert!(notes("transfer=2027-09-01", "plan").contains("It must be done before 15 February 2027."));
    assert!(!notes("transfer=2027-09-01 letter:plan=2027-02-01", "plan").contains("It must be done before"));
    assert!(notes("transfer=2027-09-01", "days").contains("Only the school knows its own days"));
}

#[test]
fn the_dates_as_text_say_day_title_route_and_rule() {
    with("done asked=2026-11-02", "2026-11-10", "decision", |due, _| {
        let text = words::as_text(due, "Sam · Asking");
        assert_eq!(text, "Monday 14 December 2026: They decide (Sam · Asking)\nThe council: 6 weeks after you asked\n");
    });
    with("done asked=2026-11-02", "2026-11-10", "appeal", |due, _| {
        assert!(words::as_text(due, "Asking").starts_with("Monday 24 May 2027 (if everybody keeps to time): Appeal"));
    });
}

#[test]
fn a_long_line_of_the_calendar_file_is_broken_at_75_bytes_and_no_control_sign_gets_in() {
    let file = file_of("done asked=2026-11-02", &Source { child: &"x".repeat(200), routemap: "a\u{7}b", ..SOURCE });
    assert!(file.split("\r\n").any(|line| line.len() == 75), "a line is as long as it may be");
    assert!(file.contains("ab") && !file.contains('\u{7}'));
}

#[test]
fn what_was_met_or_is_over_stands_behind_what_is_still_to_come() {
    let graph = graph_of(ROUTEMAP);
    let order = |what: &str, today: &str| {
        let dues = due_dates(&graph, &play(&graph, what), &Calendar::default(), day(today));
        by_urgency(dues).iter().map(|due| due.deadline.id.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(order("done asked=2026-11-02 yes", "2026-12-01"), "plan appeal notice decision");
    assert_eq!(order("done asked=2026-11-02 no refused=2026-12-01 again", "2027-02-10"), "plan appeal notice decision adviser");
}

#[test]
fn odd_dates_are_told_and_sensible_ones_are_not() {
    let graph = graph_of(ROUTEMAP);
    let odd = |date: &str, on: &str| {
        let known = |other: &str| Some(day("2026-11-02")).filter(|_| other == "asked");
        words::odd_about(&graph, date, day(on), day("2026-12-01"), known)
    };
    assert_eq!(odd("sent", "2026-11-30"), None);
    assert_eq!(odd("sent", "2026-12-01"), None);
    assert!(odd("sent", "2026-12-02").unwrap().starts_with("That day has not come yet."));
    assert_eq!(odd("meeting", "2027-01-10"), None, "a meeting may be planned");
    assert!(odd("meeting", "2036-01-10").unwrap().starts_with("That is a long way off."));
    assert!(odd("asked", "2006-11-02").unwrap().starts_with("That is a long way off."));
    assert_eq!(odd("sent", "2026-11-02"), None, "the same day is possible");
    assert_eq!(
        odd("sent", "2026-11-01").unwrap(),
        "That is before 2 November 2026, the day you asked. One of the two cannot be right. Check both."
    );
    assert_eq!(odd("no-such-date", "2026-11-01"), None);
}

const SOURCE: Source =
    Source { journey: "abc", routemap: "Asking", address: "https://example.org/r/", child: "", revision: 7, now: "20261122T101500Z" };

fn file_of(what: &str, source: &Source) -> String {
    let graph = graph_of(ROUTEMAP);
    let dues = due_dates(&graph, &play(&graph, what), &Calendar::default(), day("2026-11-10"));
    calendar_file::file(&dues.iter().filter_map(|due| calendar_file::entry(due, source)).collect::<String>())
}

#[test]
fn the_calendar_file_is_read_by_a_calendar_program_with_days_and_alarms() {
    use icalendar::{Calendar, CalendarComponent, Component, DatePerhapsTime};
    let read: Calendar = file_of("done asked=2026-11-02", &SOURCE).parse().unwrap();
    let events: Vec<_> = read.components.iter().filter_map(CalendarComponent::as_event).collect();
    assert_eq!(events.len(), 3, "decision, plan and the forecast of the appeal");
    let decision = events[0];
    assert_eq!(decision.get_uid(), Some("abc-decision-1@routemaps"));
    assert_eq!(decision.get_summary(), Some("They decide"));
    assert_eq!(decision.get_start(), Some(DatePerhapsTime::Date("2026-12-14".parse().unwrap())));
    assert_eq!(decision.get_end(), Some(DatePerhapsTime::Date("2026-12-15".parse().unwrap())));
    assert_eq!(decision.property_value("SEQUENCE"), Some("7"));
    let alarms: Vec<_> = decision.components().iter().map(|alarm| alarm.properties()["TRIGGER"].value().to_owned()).collect();
    assert_eq!(alarms, ["-P6DT15H", "-PT15H"]);
    assert_eq!(events[2].get_summary(), Some("Appeal (if everybody keeps to time)"));
    assert!(events[2].get_description().unwrap().contains("It must arrive by 5pm."));
}

#[test]
fn the_same_due_date_keeps_its_name_in_the_calendar_and_a_changed_one_comes_later() {
    let uids = |text: &str| text.lines().filter(|line| line.starts_with("UID")).map(str::to_owned).collect::<Vec<_>>();
    let first = file_of("done asked=2026-11-02", &SOURCE);
    let second = file_of("done asked=2026-11-03", &Source { revision: 8, ..SOURCE });
    assert_eq!(uids(&first), uids(&second));
    assert_ne!(first, second);
    assert!(second.contains("SEQUENCE:8"));
}

#[test]
fn the_calendar_file_names_the_child_only_when_asked_to() {
    assert!(!file_of("done asked=2026-11-02", &SOURCE).contains("Sam"));
    assert!(file_of("done asked=2026-11-02", &Source { child: "Sam", ..SOURCE }).contains("SUMMARY:Sam: They decide"));
}

proptest! {
    #[test]
    fn any_words_come_through_the_calendar_file(child in "[^\\p{Cc}]{1,120}", routemap in "[^\\p{Cc}]{0,200}") {
        use icalendar::{Calendar, CalendarComponent, Component};
        prop_assume!(child.trim() == child && !child.is_empty());
        let file = file_of("done asked=2026-11-02", &Source { child: &child, routemap: &routemap, ..SOURCE });
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= 75, "{}", line);
            prop_assert!(!line.contains(['\r', '\n']));
        }
        prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
        let read: Calendar = file.parse().unwrap();
        let event = read.components.iter().find_map(CalendarComponent::as_event).unwrap();
        prop_assert_eq!(event.get_summary().unwrap(), format!("{child}: They decide"));
    }

    /// Every rule of the language is monotonic, also with the Tribunal's breaks: they only move a day to the first
    /// that counts on or after some day, and no later day moves to an earlier one.
    #[test]
    fn a_later_start_never_gives_an_earlier_due_date(
        rule in prop::sample::select(RULES.to_vec()), start in 0..36_000_i32, later in 0..400_i32,
    ) {
        let rule = rule::parse(rule).unwrap();
        let calendar = Calendar { school: Some(crate::calendar::SchoolCalendar::default()), ..Calendar::default() };
        let from = |days: i32| {
            let day = day("2000-01-01").plus_days(days).unwrap();
            resolve(&rule, &|_| Some(day), &calendar).unwrap().date
        };
        prop_assert!(from(start) <= from(start + later));
    }

    #[test]
    fn no_journey_makes_due_dates_panic(what in prop::collection::vec(0..6_usize, 0..30), days in -400..4000_i32) {
        let graph = graph_of(ROUTEMAP);
        let mut journey = Journey::new("j".into(), &graph);
        let today = day("2026-11-02").plus_days(days).unwrap();
        for pick in what {
            let route = crate::journey::route(&graph, &journey);
            let at = route.current().unwrap().visit.clone();
            let step = graph.step(at.step.as_str()).unwrap();
            let choice = step.choices.get(pick).map(|choice| choice.id.clone());
            let date = graph.outline().dates.get(pick % 4).unwrap().id.clone();
            let event = match choice {
                Some(choice) => Event::Choose { at, choice },
                None => Event::SetDate { key: route.date_key(&graph, &date), date: Some(today) },
            };
            journey = transition(&graph, &journey, &event).unwrap();
            let dues = due_dates(&graph, &journey, &Calendar::default(), today);
            let mut ids: Vec<&str> = dues.iter().map(|due| due.deadline.id.as_str()).collect();
            ids.sort_unstable();
            let count = ids.len();
            ids.dedup();
            prop_assert_eq!(ids.len(), count, "each deadline stands once");
            by_urgency(dues);
        }
    }
}

const RULES: [&str; 17] = [
    "15 days after e",
    "15 days starting with e",
    "6 weeks after e",
    "2 months after e",
    "12 months starting with e",
    "3 months starting with e",
    "at least 2 weeks before e",
    "at least 5 months before e",
    "3 working days after e",
    "at least 10 working days before e",
    "15 working days starting with e",
    "30 Tribunal working days after e",
    "15 school days after e",
    "2 months after e, at the Tribunal",
    "before 15 February of the transfer year",
    "the last Friday in June of Year 11",
    "the start of compulsory school age",
];
