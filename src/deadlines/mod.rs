//! The due dates of a journey: what is due when, whose it is, and how it stands today.
//!
//! A due date is worked out anew each time from what the family entered. Nothing here is kept.

use crate::{
    calendar::{Calendar, Date, SchoolCalendar},
    definition::{
        DateId, OutlineStep, SchoolBreak,
        outline::{OutlineChoice, OutlineDeadline},
    },
    graph::Graph,
    journey::{DateKey, Journey, Visit, letter_id},
};

pub mod calendar_file;
mod resolve;
mod way;
pub mod words;

pub use resolve::{NoDate, Outcome, resolve};
use way::Way;

/// One time limit of a journey.
#[derive(Clone, Debug, PartialEq)]
pub struct DueDate<'a> {
    pub deadline: &'a OutlineDeadline,
    /// The visit to the step it stands at.
    pub at: Visit,
    /// The date by the rule, or why there is none yet.
    pub by_rule: Result<Outcome, NoDate>,
    /// The day it counts from, if the family entered it.
    pub start: Option<Date>,
    /// It counts from a day that is itself only due: so it will be if everybody keeps to time.
    pub is_forecast: bool,
    /// The date that the family's letter gives; it counts before the rule.
    pub letter: Option<Date>,
    pub state: State,
    /// The family said that a lawful reason for being late fits.
    pub is_excused: bool,
    /// For the family's own limits: a week earlier.
    pub safe: Option<Date>,
    /// For the limits of others: it falls on a day on which offices are shut.
    pub on_day_off: bool,
    /// Its step lies on the way ahead.
    pub is_ahead: bool,
}

/// How a due date stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is no date yet.
    Unknown,
    /// More than [`SOON_DAYS`] ahead.
    Later,
    Soon,
    Today,
    Overdue,
    /// It was met, on this day if we know it.
    Met(Option<Date>),
    /// A limit of the family's own that is over, and that they left behind.
    Passed,
}

/// A due date this many days ahead or fewer is soon.
pub const SOON_DAYS: i64 = 14;
/// A safe date is this many days before the last day.
pub const SAFE_DAYS: i32 = 7;

/// Returns the due dates of a journey: of the steps it has been at, and of those ahead on the usual way, in that order.
///
/// A deadline stands once, as of the last visit to its step. Of its versions the one counts that is the law on the day
/// its clock starts.
pub fn due_dates<'a>(graph: &'a Graph, journey: &Journey, calendar: &Calendar, today: Date) -> Vec<DueDate<'a>> {
    let way = Way::of(graph, journey);
    let mut dues: Vec<DueDate> = Vec::new();
    for (index, stop) in way.last_visits() {
        let mut done: Vec<&str> = Vec::new();
        for deadline in &stop.step.deadlines {
            if !done.contains(&deadline.id.as_str()) {
                done.push(&deadline.id);
                let known = Known { way: &way, school_breaks: &graph.outline().school_breaks, journey, index, forecasts: &dues, today };
                let versions = stop.step.deadlines.iter().filter(|other| other.id == deadline.id);
                dues.extend(known.in_force(versions).map(|deadline| known.due(deadline, &stop.visit, calendar)));
            }
        }
    }
    dues
}

/// Returns the due dates to show a family, the most pressing first: overdue, then by date; met and passed ones last.
pub fn by_urgency<'a>(mut dues: Vec<DueDate<'a>>) -> Vec<DueDate<'a>> {
    let rank = |due: &DueDate| match due.state {
        State::Met(_) | State::Passed => 2,
        State::Unknown => 1,
        _ => 0,
    };
    // A stable sort by insertion: a journey has a dozen due dates, and the library's sort is 2 KiB of code.
    for end in 1..dues.len() {
        let mut place = end;
        while let Some(before) = place.checked_sub(1) {
            let (Some(one), Some(two)) = (dues.get(before), dues.get(place)) else { break };
            if (rank(one), one.last_day()) <= (rank(two), two.last_day()) {
                break;
            }
            dues.swap(before, place);
            place = before;
        }
    }
    dues
}

impl DueDate<'_> {
    /// Returns the last day on which it is met: the letter's, or by the rule.
    pub fn last_day(&self) -> Option<Date> {
        self.letter.or_else(|| self.by_rule.as_ref().ok().map(Outcome::last_day))
    }

    /// Says whether the family must do it themselves.
    pub fn is_yours(&self) -> bool {
        matches!(self.deadline.whose.as_str(), "you" | "young-person")
    }

    /// Says whether it still asks for something: a date ahead, or one that was missed.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Met(_) | State::Passed)
    }
}

/// What is known at one place of the way.
struct Known<'a, 'b> {
    way: &'b Way<'a>,
    school_breaks: &'b [SchoolBreak],
    journey: &'b Journey,
    index: usize,
    /// The due dates before this one, which say when things will happen at the latest.
    forecasts: &'b [DueDate<'a>],
    today: Date,
}

impl<'a> Known<'a, '_> {
    /// Returns the version of a deadline that is the law on the day its clock starts, or today while that is not known.
    fn in_force(&self, versions: impl Iterator<Item = &'a OutlineDeadline>) -> Option<&'a OutlineDeadline> {
        let start = |deadline: &OutlineDeadline| self.entered(first_event(deadline)).unwrap_or(self.today);
        versions.filter(|deadline| deadline.period.covers(start(deadline))).last()
    }

    fn due(&self, deadline: &'a OutlineDeadline, visit: &Visit, calendar: &Calendar) -> DueDate<'a> {
        let with_school = self.school().map(|school| Calendar { school: Some(school), ..calendar.clone() });
        let calendar = with_school.as_ref().unwrap_or(calendar);
        let entered = resolve(&deadline.rule, &|event| self.entered(event), calendar);
        let is_ahead = self.way.is_ahead(self.index);
        let (by_rule, is_forecast) = match entered {
            Err(NoDate::Needs(_)) if is_ahead => {
                let forecast = resolve(&deadline.rule, &|event| self.entered(event).or_else(|| self.forecast(event)), calendar);
                match forecast {
                    Ok(outcome) => (Ok(outcome), true),
                    Err(_) => (entered, false),
                }
            }
            other => (other, false),
        };
        let mut due = DueDate {
            deadline,
            at: visit.clone(),
            by_rule,
            start: self.entered(first_event(deadline)),
            is_forecast,
            letter: self.letter(deadline),
            state: State::Unknown,
            is_excused: false,
            safe: None,
            on_day_off: false,
            is_ahead,
        };
        let last_day = due.last_day();
        due.is_excused = self.was_said(deadline, |choice| &choice.excuses);
        let unmoved = due.by_rule.as_ref().ok().and_then(|outcome| outcome.unmoved).filter(|_| due.letter.is_none());
        // Days that the Tribunal adds are not for planning with.
        due.safe = unmoved
            .or(last_day)
            .and_then(|day| day.plus_days(SAFE_DAYS.saturating_neg()))
            .filter(|safe| due.is_yours() && !is_forecast && due.start.is_none_or(|start| *safe > start));
        due.on_day_off = !due.is_yours() && last_day.is_some_and(|day| !calendar.is_working_day(day));
        due.state = self.state(&due, last_day);
        due
    }

    fn state(&self, due: &DueDate, last_day: Option<Date>) -> State {
        let met_on = due.deadline.met_by.iter().find_map(|date| self.entered_since(due.deadline, date));
        if met_on.is_some() || self.was_said(due.deadline, |choice| &choice.meets) {
            return State::Met(met_on);
        }
        let Some(last_day) = last_day else { return State::Unknown };
        match self.today.days_until(last_day) {
            left if left < 0 && due.is_yours() && self.was_left_behind(due.deadline) => State::Passed,
            left if left < 0 => State::Overdue,
            0 => State::Today,
            left if left <= SOON_DAYS => State::Soon,
            _ => State::Later,
        }
    }

    /// Returns the school's calendar, once the family has entered every break that the routemap asks for: with one missing,
    /// a count through it would be wrong.
    fn school(&self) -> Option<SchoolCalendar> {
        let closed = |one: &SchoolBreak| Some((self.entered(one.closes.as_str())?, self.entered(one.opens.as_str())?.plus_days(-1)?));
        let closed = self.school_breaks.iter().map(closed).collect::<Option<Vec<_>>>()?;
        Some(SchoolCalendar { closed }).filter(|_| !self.school_breaks.is_empty())
    }

    /// Returns a date that the family entered, as it stands at this place of the way.
    fn entered(&self, date: &str) -> Option<Date> {
        self.journey.dates.get(&self.key(date, self.index)).copied()
    }

    /// Returns the date that the family's letter gives: it belongs to the round of the date the rule counts from.
    fn letter(&self, deadline: &OutlineDeadline) -> Option<Date> {
        let round = self.way.round_of(first_event(deadline), self.index);
        self.journey.dates.get(&DateKey { date: letter_id(&deadline.id), round }).copied()
    }

    /// Returns a date that was asked for while the clock of a deadline ran; of several the last.
    fn entered_since(&self, deadline: &OutlineDeadline, date: &str) -> Option<Date> {
        let span = self.way.span_of(deadline, self.index);
        let asked = span.iter().rev().filter(|(_, stop)| stop.step.asks_for(date));
        asked.filter_map(|(index, _)| self.journey.dates.get(&self.key(date, *index)).copied()).next()
    }

    /// Says whether the family chose a way on from a deadline's step on which it cannot be met any more.
    fn was_left_behind(&self, deadline: &OutlineDeadline) -> bool {
        let can_meet = |step: &OutlineStep| step.choices.iter().any(|choice| choice.meets.contains(&deadline.id));
        self.way.was_left(self.index) && !self.way.still_to_come().any(can_meet)
    }

    fn key(&self, date: &str, index: usize) -> DateKey {
        DateKey { date: DateId::from(date), round: self.way.round_of(date, index) }
    }

    /// Returns when something will have happened if everybody keeps to time.
    fn forecast(&self, event: &str) -> Option<Date> {
        let brings_it = |due: &&DueDate| due.is_open() && due.deadline.met_by.iter().any(|date| date == event);
        let days = self.forecasts.iter().filter(brings_it).filter_map(DueDate::last_day);
        days.filter(|day| *day >= self.today).min()
    }

    /// Says whether a choice that was made while the clock of a deadline ran names it.
    fn was_said(&self, deadline: &OutlineDeadline, names: impl Fn(&OutlineChoice) -> &Vec<String>) -> bool {
        let span = self.way.span_of(deadline, self.index);
        span.iter().filter_map(|(_, stop)| stop.said).any(|said| names(said).contains(&deadline.id))
    }
}

/// Returns the date whose day starts the clock of a deadline.
fn first_event(deadline: &OutlineDeadline) -> &str {
    deadline.rule.events().next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
