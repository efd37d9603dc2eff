//! A due date as a family reads it: the day, how long is left, and what else to know.

use super::{DueDate, NoDate, Outcome, State};
use crate::{calendar::Date, graph::Graph};

/// What is said of a due date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The day: `Monday 14 December 2026`. Empty while there is none.
    pub day: String,
    /// How it stands: `in 22 days`, `5 days late`, or what is needed first.
    pub left: String,
    /// Sentences to read beside it.
    pub notes: Vec<String>,
    /// How it stands in one word, for the look.
    pub state: &'static str,
}

/// Says a due date.
pub fn say(due: &DueDate, graph: &Graph, today: Date) -> Said {
    let mut notes = Vec::new();
    if let (Some(letter), Ok(outcome)) = (due.letter, &due.by_rule)
        && letter != outcome.last_day()
    {
        notes.push(beside_the_letter(due, letter, outcome.last_day()));
    }
    if let Some(outcome) = due.by_rule.as_ref().ok().filter(|_| due.is_open()) {
        notes_of_rule(due, outcome, graph, &mut notes);
    }
    if let Some(safe) = due.safe.filter(|_| matches!(due.state, State::Later | State::Soon)) {
        let words = if safe < today {
            "Do it now, to be safe.".to_owned()
        } else {
            format!("To be safe, do it by {}.", safe.in_words_with_weekday())
        };
        notes.push(words);
    }
    if due.is_excused && due.is_open() {
        notes
            .push("You said that one of the special reasons fits. Then it may lawfully be late. Ask for a new date in writing.".to_owned());
    }
    Said {
        day: due.last_day().map(Date::in_words_with_weekday).unwrap_or_default(),
        left: left(due, graph, today),
        notes,
        state: state_name(due.state),
    }
}

/// Says the date by the rule beside the letter's, and what to do if the letter gives a later one.
fn beside_the_letter(due: &DueDate, letter: Date, by_rule: Date) -> String {
    let both = format!("Your letter gives this date, so it counts. By the rule it would be {}.", by_rule.in_words_with_weekday());
    match (letter > by_rule, due.is_yours()) {
        (false, _) => both,
        (true, true) => format!("{both} Keep to the earlier one if you can."),
        (true, false) => format!("{both} Ask why it is later, and which law allows it."),
    }
}

fn notes_of_rule(due: &DueDate, outcome: &Outcome, graph: &Graph, notes: &mut Vec<String>) {
    notes.extend(due.start.map(|start| format!("Counted from {}.", start.in_words())));
    if due.is_forecast {
        notes.push("This is so if everybody keeps to time. It changes when you tell us the real days.".to_owned());
    }
    if due.letter.is_none() && outcome.last_lawful.is_some() {
        notes.push(format!("It must be done before {}. This is the last day before that.", outcome.date.in_words()));
    }
    if outcome.by_5pm {
        notes.push("It must arrive by 5pm on that day.".to_owned());
    }
    if let Some(event) = &outcome.could_be_later {
        let ask = graph.outline().date(event.as_str()).map_or(event.as_str(), |date| date.ask.as_str());
        notes.push(format!("The limit can be later once there is an answer to: {ask}"));
    }
    if due.on_day_off {
        notes.push("That is not a working day. If nothing has come, write on the next working day.".to_owned());
    }
    if outcome.may_change {
        notes.push("The bank holidays of that year are not all announced. This date may change.".to_owned());
    }
}

fn left(due: &DueDate, graph: &Graph, today: Date) -> String {
    let Some(day) = due.last_day() else { return missing(due, graph) };
    let days = today.days_until(day);
    let count = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    match due.state {
        State::Met(Some(on)) if on > day => format!("Done on {}, {} late", on.in_words(), count(day.days_until(on))),
        State::Met(Some(on)) => format!("Done on {}, in time", on.in_words()),
        State::Met(None) => "Done".to_owned(),
        State::Passed => "This day has passed".to_owned(),
        _ if days == 0 => "Today".to_owned(),
        _ if days == 1 => "Tomorrow".to_owned(),
        _ if days > 0 => format!("In {}", count(days)),
        _ => format!("{} late", count(days.saturating_neg())),
    }
}

/// Says why there is no date yet.
fn missing(due: &DueDate, graph: &Graph) -> String {
    match (&due.state, &due.by_rule) {
        (State::Met(_), _) => "Done".to_owned(),
        (_, Err(NoDate::Needs(event))) => {
            let ask = graph.outline().date(event.as_str()).map_or(event.as_str(), |date| date.ask.as_str());
            format!("To work out the day, we need to know: {ask}")
        }
        (_, Err(NoDate::NeedsSchoolCalendar)) if !graph.outline().school_breaks.is_empty() => {
            "This counts school days. We can work it out when you have told us all the breaks of the school.".to_owned()
        }
        (_, Err(NoDate::NeedsSchoolCalendar)) => {
            "This counts school days. Only the school knows its own days, so ask the school which day it is.".to_owned()
        }
        _ => "We cannot work out this day. Ask somebody who can help.".to_owned(),
    }
}

/// Returns the state in one word.
pub fn state_name(state: State) -> &'static str {
    match state {
        State::Unknown => "unknown",
        State::Later => "later",
        State::Soon => "soon",
        State::Today => "today",
        State::Overdue => "overdue",
        State::Met(_) => "met",
        State::Passed => "passed",
    }
}

/// Returns a due date as plain lines, for copying where no file can be handed over.
pub fn as_text(due: &DueDate, routemap: &str) -> String {
    let day = due.last_day().map(Date::in_words_with_weekday).unwrap_or_default();
    let forecast = if due.is_forecast { " (if everybody keeps to time)" } else { "" };
    format!("{day}{forecast}: {} ({})\n{}: {}\n", due.deadline.title, routemap, due.deadline.whose_words, due.deadline.rule_words)
}

/// Says what is odd about a date that a family entered, if anything is. The date is kept all the same.
///
/// `known` gives the other dates of the journey.
pub fn odd_about(graph: &Graph, date: &str, day: Date, today: Date, known: impl Fn(&str) -> Option<Date>) -> Option<String> {
    let question = graph.outline().date(date)?;
    let days_ahead = today.days_until(day);
    if !question.planned && days_ahead > 0 {
        return Some("That day has not come yet. Check the year. We count from it all the same.".to_owned());
    }
    if !(-FAR_DAYS..=FAR_DAYS).contains(&days_ahead) && date != crate::definition::rule::BORN {
        return Some("That is a long way off. Check the year. We count from it all the same.".to_owned());
    }
    let other = question.after.as_ref()?;
    let earlier = known(other.as_str()).filter(|earlier| day < *earlier)?;
    let event = graph.outline().date(other.as_str()).map_or(other.as_str(), |date| date.event.as_str());
    Some(format!("That is before {}, the day {event}. One of the two cannot be right. Check both.", earlier.in_words()))
}

/// A date so many days away or more is worth a second look.
const FAR_DAYS: i64 = 730;
