//! One child's way through one routemap, and the pure function that gives the next journey.
//!
//! A journey keeps what the family entered: answers, dates, ticks and notes. Where they stand is
//! worked out by replaying the answers ([`Route`]), so a changed answer or a changed routemap moves
//! them without losing anything. What stands on a way that is no longer theirs stops counting, and is kept.

use crate::{
    calendar::Date,
    definition::{ChoiceId, DateId, RoutemapId, StepId, TaskId},
    graph::Graph,
};

mod crossing;
mod entries;
mod merge;
mod resume;
mod route;

pub use crossing::{Crossing, Origin, arrive, crossing};
pub use entries::Entries;
pub use merge::merge;
pub use resume::{Notice, resume};
pub use route::{Route, Stop, rounds_of_date, route};

/// What a family entered on one way through one routemap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journey {
    /// Made once, at random, by the caller. Names the journey on this device.
    pub id: String,
    pub routemap: RoutemapId,
    /// The version of the routemap that the family saw last.
    pub version: String,
    /// The name the family chose for the child; may be empty. Stays on the device.
    pub child: String,
    /// The journey that led into this one, if one did.
    pub came_from: Option<Origin>,
    /// The step they said they were at, if they did not begin at the start.
    pub started_at: Option<StepId>,
    pub answers: Entries<Visit, ChoiceId>,
    /// Where they stand; nothing means as far as the answers lead.
    pub here: Option<Visit>,
    /// A task with a tick has an entry.
    pub ticks: Entries<(Visit, TaskId), ()>,
    pub dates: Entries<DateKey, Date>,
    pub notes: Entries<Visit, String>,
    /// Where the way goes on behind a stop that led into another routemap, once the family came back from there.
    pub returns: Entries<Visit, StepId>,
}

/// A step and which time round it is, from 1: a step may be visited again.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Visit {
    pub step: StepId,
    pub round: u32,
}

/// A date question and which time round its answer belongs to, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateKey {
    pub date: DateId,
    pub round: u32,
}

/// Returns the name under which a journey keeps the date that a letter gives for a deadline. No date question can have
/// an id with a colon.
pub fn letter_id(deadline: &str) -> DateId {
    DateId(format!("{LETTER}{deadline}"))
}

/// Returns the deadline that a name of [`letter_id`] belongs to.
pub fn letter_deadline(date: &str) -> Option<&str> {
    date.strip_prefix(LETTER)
}

const LETTER: &str = "letter:";

/// What happened. Each event names the place it belongs to, so it can be applied again to a journey that
/// another tab has moved on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Choose {
        at: Visit,
        choice: ChoiceId,
    },
    /// Look at a stop of the route again, or go on to a later one.
    GoTo {
        to: Visit,
    },
    /// "I am here now": begin at a step in the middle.
    StartAt {
        step: StepId,
    },
    Tick {
        at: Visit,
        task: TaskId,
        done: bool,
    },
    /// `None` takes the date away.
    SetDate {
        key: DateKey,
        date: Option<Date>,
    },
    /// An empty text takes the note away.
    Note {
        at: Visit,
        text: String,
    },
    Rename {
        child: String,
    },
}

/// Why an event does not fit a journey. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The routemap has no such step, choice, task or date.
    NotThere,
    /// The step is not on this journey's route, perhaps because another tab went on.
    NotOnRoute,
    /// A name or a note is longer than what is kept, in characters.
    TooLong { what: &'static str, limit: usize },
}

/// The longest name of a child that is kept, in characters.
pub const NAME_LIMIT: usize = 60;
/// The longest note that is kept, in characters.
pub const NOTE_LIMIT: usize = 4000;

/// Returns the journey after `event`. The one before is left as it is.
///
/// # Errors
///
/// A [`Refusal`] if the event does not fit the routemap or the journey; nothing is lost then.
pub fn transition(graph: &Graph, journey: &Journey, event: &Event) -> Result<Journey, Refusal> {
    let mut next = journey.clone();
    match event {
        Event::Choose { at, choice } => choose(graph, &mut next, at, choice)?,
        Event::GoTo { to } => {
            if !route(graph, journey).stops.iter().any(|stop| stop.visit == *to) {
                return Err(Refusal::NotOnRoute);
            }
            next.here = Some(to.clone());
        }
        Event::StartAt { step } => {
            graph.step(step.as_str()).ok_or(Refusal::NotThere)?;
            next.started_at = Some(step.clone()).filter(|step| *step != graph.outline().start);
            next.here = Some(Visit { step: step.clone(), round: 1 });
        }
        Event::Tick { at, task, done } => {
            let step = graph.step(at.step.as_str()).ok_or(Refusal::NotThere)?;
            let known = step.tasks.iter().any(|known| known.id == task.as_str());
            let entry = (at.clone(), task.clone());
            match (known, done) {
                (false, _) => return Err(Refusal::NotThere),
                (true, true) => next.ticks.insert(entry, ()),
                (true, false) => next.ticks.remove(&entry),
            };
        }
        Event::SetDate { key, date } => {
            let date_of_letter = letter_deadline(key.date.as_str()).and_then(|deadline| graph.outline().deadline(deadline));
            if graph.outline().date(key.date.as_str()).is_none() && date_of_letter.is_none() {
                return Err(Refusal::NotThere);
            }
            match date {
                Some(date) => next.dates.insert(key.clone(), *date),
                None => next.dates.remove(key),
            };
        }
        Event::Note { at, text } => {
            graph.step(at.step.as_str()).ok_or(Refusal::NotThere)?;
            check_length("note", text, NOTE_LIMIT)?;
            match text.trim() {
                "" => next.notes.remove(at),
                _ => next.notes.insert(at.clone(), text.clone()),
            };
        }
        Event::Rename { child } => {
            check_length("name", child.trim(), NAME_LIMIT)?;
            next.child = child.trim().to_owned();
        }
    }
    Ok(next)
}

/// The most entries of one kind that a journey has; nobody makes as many.
const MOST_ENTRIES: usize = 5_000;

impl Journey {
    /// Says whether it is no larger than a family can make it. One that comes in from outside and is larger would keep a
    /// phone busy for ever.
    pub fn is_of_our_size(&self) -> bool {
        let Journey { answers, ticks, dates, notes, returns, child, .. } = self;
        let most = [answers.len(), ticks.len(), dates.len(), notes.len(), returns.len()].into_iter().max();
        let fits = |text: &str, limit: usize| text.chars().nth(limit).is_none();
        most <= Some(MOST_ENTRIES) && fits(child, NAME_LIMIT) && notes.iter().all(|(_, note)| fits(note, NOTE_LIMIT))
    }

    /// Returns a journey that has just begun at the start of a routemap.
    pub fn new(id: String, graph: &Graph) -> Journey {
        let outline = graph.outline();
        Journey { id, routemap: outline.id.clone(), version: outline.version.clone(), ..Journey::default() }
    }
}

impl Visit {
    pub fn first(step: &StepId) -> Visit {
        Visit { step: step.clone(), round: 1 }
    }
}

impl Refusal {
    /// Returns the sentence for the family: what is safe and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Refusal::NotThere => "This routemap does not have that. Nothing you entered was changed.".to_owned(),
            Refusal::NotOnRoute => {
                "You have gone on somewhere else since this page was opened. Here is your latest place. Nothing was lost.".to_owned()
            }
            Refusal::TooLong { what, limit } => {
                format!("That {what} is too long to keep. Use at most {limit} letters. The one you had is still kept.")
            }
        }
    }
}

fn choose(graph: &Graph, journey: &mut Journey, at: &Visit, choice: &ChoiceId) -> Result<(), Refusal> {
    let leads_elsewhere = !graph.choice(at.step.as_str(), choice.as_str()).ok_or(Refusal::NotThere)?.routemap.is_empty();
    if !route(graph, journey).stops.iter().any(|stop| stop.visit == *at) {
        return Err(Refusal::NotOnRoute);
    }
    if journey.answers.get(at) != Some(choice) {
        // Where the family came back to belongs to the answer from before.
        journey.returns.remove(at);
    }
    journey.answers.insert(at.clone(), choice.clone());
    let stops = route(graph, journey).stops;
    // A choice that leads to another routemap has no next stop: the family stays here in this one.
    let next = stops.iter().skip_while(|stop| stop.visit != *at).nth(1).filter(|_| !leads_elsewhere);
    journey.here = Some(next.map_or_else(|| at.clone(), |stop| stop.visit.clone()));
    Ok(())
}

fn check_length(what: &'static str, text: &str, limit: usize) -> Result<(), Refusal> {
    match text.chars().nth(limit) {
        Some(_) => Err(Refusal::TooLong { what, limit }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
