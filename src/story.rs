//! A story: one family's answers and dates, and where they lead. It tests the routemaps it goes through.
//!
//! Stories are plain text that a caseworker can read; `routemaps/README.md` shows one.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    calendar::{Calendar, Date},
    deadlines::{DueDate, NoDate, due_dates, words::state_name},
    definition::{ChoiceId, DateId, RoutemapId, StepId},
    graph::Graph,
    journey::{Crossing, Event, Journey, arrive, crossing, letter_id, route, transition},
};

/// A story as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The first line, which starts with `#`.
    pub title: String,
    pub routemap: RoutemapId,
    /// What happens, each with its line of the file, from 1.
    pub lines: Vec<(usize, Line)>,
}

/// What one line of a story says.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    StartAt(StepId),
    Date(DateId, Date),
    Choose(StepId, ChoiceId),
    /// Back to the routemap the family came from.
    Back,
    /// The story is at this step now.
    Reached(StepId),
    /// The day on which the family looks.
    Today(Date),
    /// What the family's letter says for a deadline.
    Letter(String, Date),
    /// How a deadline stands: its day or why there is none, and words such as `overdue` or `forecast`.
    Due(String, Expected),
}

/// What a story says of a deadline.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    pub day: ExpectedDay,
    pub words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExpectedDay {
    On(Date),
    /// This date is needed first.
    Needs(DateId),
}

/// The words a story can say of a deadline, beside its day.
const DUE_WORDS: [&str; 10] = ["unknown", "later", "soon", "today", "overdue", "met", "passed", "forecast", "excused", "by-5pm"];

/// Why a story is not true, and the line that is not, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryFault {
    pub line: usize,
    pub sentence: String,
}

/// Reads a story.
///
/// # Errors
///
/// The first line that is none of the known ones.
pub fn parse(text: &str) -> Result<Story, StoryFault> {
    let mut story = Story::default();
    for (line, written) in (1..).zip(text.lines()) {
        if let Some(comment) = written.strip_prefix('#') {
            if line == 1 {
                story.title = comment.trim().to_owned();
            }
            continue;
        }
        let fault = |sentence: &str| StoryFault { line, sentence: sentence.to_owned() };
        match written.split_whitespace().collect::<Vec<_>>().as_slice() {
            [] => {}
            ["routemap", id] => story.routemap = RoutemapId::from(*id),
            ["start-at", step] => story.lines.push((line, Line::StartAt(StepId::from(*step)))),
            ["date", id, on] => {
                let on = Date::from_iso(on).ok_or_else(|| fault("a date is written like 2026-11-21"))?;
                story.lines.push((line, Line::Date(DateId::from(*id), on)));
            }
            ["today", on] => {
                let on = Date::from_iso(on).ok_or_else(|| fault("a date is written like 2026-11-21"))?;
                story.lines.push((line, Line::Today(on)));
            }
            ["letter", deadline, on] => {
                let on = Date::from_iso(on).ok_or_else(|| fault("a date is written like 2026-11-21"))?;
                story.lines.push((line, Line::Letter((*deadline).to_owned(), on)));
            }
            ["due", deadline, rest @ ..] => {
                let (day, words) = match rest {
                    ["needs", date, words @ ..] => (Some(ExpectedDay::Needs(DateId::from(*date))), words),
                    [on, words @ ..] => (Date::from_iso(on).map(ExpectedDay::On), words),
                    [] => (None, rest),
                };
                let is_known = words.iter().all(|word| DUE_WORDS.contains(word));
                let day = day.filter(|_| is_known).ok_or_else(|| {
                    fault("`due` is followed by a deadline, its day or `needs` and a date, and words like `overdue`, `met` or `forecast`")
                })?;
                let words = words.iter().map(|word| (*word).to_owned()).collect();
                story.lines.push((line, Line::Due((*deadline).to_owned(), Expected { day, words })));
            }
            ["back"] => story.lines.push((line, Line::Back)),
            ["=>", step] => story.lines.push((line, Line::Reached(StepId::from(*step)))),
            [step, choice] => story.lines.push((line, Line::Choose(StepId::from(*step), ChoiceId::from(*choice)))),
            _ => {
                return Err(fault(
                    "a line is a step and a choice, or `routemap`, `start-at`, `date`, `today`, `letter`, `due`, `back` or `=>` with what belongs to it",
                ));
            }
        }
    }
    Ok(story)
}

/// What a story walked and told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Played {
    /// The choices made: routemap, step and choice.
    pub walked: BTreeSet<(RoutemapId, StepId, ChoiceId)>,
    /// The deadlines whose day it tells.
    pub told: BTreeSet<(RoutemapId, String)>,
}

/// Plays a story through the routemaps it leads to. `graphs` holds every routemap.
///
/// # Errors
///
/// The first line that does not come true.
pub fn play(story: &Story, graphs: &BTreeMap<RoutemapId, Graph>, calendar: &Calendar) -> Result<Played, StoryFault> {
    let graph = graphs.get(&story.routemap).ok_or_else(|| StoryFault { line: 1, sentence: no_routemap(&story.routemap) })?;
    let mut family = Family { graphs, calendar, today: None, journeys: vec![Journey::new("0".to_owned(), graph)] };
    let mut played = Played::default();
    for (line, what) in &story.lines {
        family.live(what, &mut played).map_err(|sentence| StoryFault { line: *line, sentence })?;
    }
    Ok(played)
}

fn no_routemap(id: &RoutemapId) -> String {
    format!("there is no routemap `{id}`")
}

/// The family of a story: the journeys on their device, the one they follow last.
struct Family<'a> {
    graphs: &'a BTreeMap<RoutemapId, Graph>,
    calendar: &'a Calendar,
    /// Until a story says another day, it is the day of the last date in it.
    today: Option<Date>,
    journeys: Vec<Journey>,
}

impl Family<'_> {
    fn live(&mut self, what: &Line, played: &mut Played) -> Result<(), String> {
        let journey = self.journeys.last().ok_or("the story has no journey")?;
        let graph = self.graphs.get(&journey.routemap).ok_or_else(|| no_routemap(&journey.routemap))?;
        let now = route(graph, journey);
        let here = now.current().map(|stop| stop.visit.clone()).ok_or("the routemap has no start")?;
        let event = match what {
            Line::StartAt(step) => Event::StartAt { step: step.clone() },
            Line::Today(on) => {
                self.today = Some(*on);
                return Ok(());
            }
            Line::Due(deadline, expected) => {
                played.told.insert((journey.routemap.clone(), deadline.clone()));
                return self.compare_due(graph, journey, deadline, expected);
            }
            Line::Back => {
                let origin = journey.came_from.clone().ok_or("the family did not come from another routemap")?;
                return self.follow_last(&origin.journey);
            }
            Line::Letter(deadline, on) => Event::SetDate { key: now.date_key(graph, &letter_id(deadline)), date: Some(*on) },
            Line::Date(date, on) => Event::SetDate { key: now.date_key(graph, date), date: Some(*on) },
            Line::Choose(step, _) | Line::Reached(step) if *step != here.step => {
                return Err(format!("the story is at `{}`, not at `{step}`", here.step));
            }
            Line::Reached(_) => return Ok(()),
            Line::Choose(step, choice) => {
                played.walked.insert((journey.routemap.clone(), step.clone(), choice.clone()));
                Event::Choose { at: here.clone(), choice: choice.clone() }
            }
        };
        let next = transition(graph, journey, &event).map_err(|_| "the routemap has no such step, choice or date")?;
        let crossing = match what {
            Line::Choose(_, choice) => crossing(graph, &next, &here, choice),
            _ => None,
        };
        if let Some(last) = self.journeys.last_mut() {
            *last = next;
        }
        crossing.map_or(Ok(()), |crossing| self.cross(&crossing))
    }

    /// Goes into another routemap as the app does, and says "I am here now".
    fn cross(&mut self, crossing: &Crossing) -> Result<(), String> {
        let graph = self.graphs.get(&crossing.routemap).ok_or_else(|| no_routemap(&crossing.routemap))?;
        let known: Vec<&Journey> = self.journeys.iter().rev().collect();
        let (mut journey, stop) = arrive(graph, &known, &self.journeys.len().to_string(), crossing);
        if stop.is_none() {
            let event = Event::StartAt { step: crossing.step.clone() };
            journey =
                transition(graph, &journey, &event).map_err(|_| format!("`{}` has no step `{}`", crossing.routemap, crossing.step))?;
        }
        self.journeys.retain(|known| known.id != journey.id);
        self.journeys.push(journey);
        Ok(())
    }

    fn follow_last(&mut self, id: &str) -> Result<(), String> {
        let index = self.journeys.iter().position(|journey| journey.id == id).ok_or("that journey is not there any more")?;
        let journey = self.journeys.remove(index);
        self.journeys.push(journey);
        Ok(())
    }

    fn compare_due(&self, graph: &Graph, journey: &Journey, deadline: &str, expected: &Expected) -> Result<(), String> {
        let day = self.today.or_else(|| self.journeys.iter().flat_map(|journey| journey.dates.iter()).map(|(_, day)| *day).max());
        let day = day.ok_or("there is no day yet: write `today` and a date before")?;
        let dues = due_dates(graph, journey, self.calendar, day);
        let due = dues.iter().find(|due| due.deadline.id == deadline);
        compare(due.ok_or_else(|| format!("there is no deadline `{deadline}` on this way"))?, expected)
    }
}

/// Compares a due date with what the story says of it. Its state is compared where the story names one.
fn compare(due: &DueDate, expected: &Expected) -> Result<(), String> {
    let id = &due.deadline.id;
    match (&expected.day, due.last_day(), &due.by_rule) {
        (ExpectedDay::On(on), Some(day), _) if *on == day => {}
        (ExpectedDay::Needs(date), None, Err(NoDate::Needs(needed))) if date == needed => {}
        (_, Some(day), _) => return Err(format!("`{id}` is due on {day}")),
        (_, None, Err(NoDate::Needs(needed))) => return Err(format!("`{id}` needs the date `{needed}`")),
        (_, None, _) => return Err(format!("`{id}` has no day")),
    }
    let by_5pm = due.by_rule.as_ref().is_ok_and(|outcome| outcome.by_5pm);
    let said = |word: &str| expected.words.iter().any(|known| known == word);
    let state = state_name(due.state);
    for word in &expected.words {
        let is_so = match word.as_str() {
            "forecast" => due.is_forecast,
            "excused" => due.is_excused,
            "by-5pm" => by_5pm,
            other => other == state,
        };
        if !is_so {
            return Err(format!("`{id}` is not `{word}`; it is `{state}`"));
        }
    }
    // A forecast that is taken for certain, or a lateness that may be lawful, is no small thing: it must be said.
    match (due.is_forecast && !said("forecast"), due.is_excused && !said("excused") && due.is_open()) {
        (true, _) => Err(format!("`{id}` is a `forecast`")),
        (_, true) => Err(format!("`{id}` is `excused`")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{
        Outline,
        outline::{OutlineChoice, OutlineDate, OutlineStep},
    };

    /// Two routemaps: `x` with a loop and a way into `y`, and `y` with a way back.
    fn graphs() -> BTreeMap<RoutemapId, Graph> {
        let choice = |to: &str| {
            let (routemap, step) = to.split_once(':').unwrap_or(("", to));
            let carries = vec![("letter".to_owned(), "decision".to_owned())];
            OutlineChoice {
                id: to.replace(':', "-").as_str().into(),
                to: step.into(),
                routemap: routemap.into(),
                carries,
                ..OutlineChoice::default()
            }
        };
        let step = |id: &str, to: &[&str]| OutlineStep {
            id: id.into(),
            choices: to.iter().map(|to| choice(to)).collect(),
            ..OutlineStep::default()
        };
        let graph = |id: &str, date: &str, steps: Vec<OutlineStep>| {
            let dates = vec![OutlineDate { id: date.into(), ..OutlineDate::default() }];
            Graph::new(Outline { id: id.into(), start: "a".into(), dates, steps, ..Outline::default() })
        };
        let x = graph("x", "letter", vec![step("a", &["b"]), step("b", &["a", "c", "y:m"]), step("c", &[])]);
        let y = graph("y", "decision", vec![step("a", &["m"]), step("m", &["x:c", "n"]), step("n", &[])]);
        [("x".into(), x), ("y".into(), y)].into()
    }

    fn result(text: &str) -> Result<usize, (usize, String)> {
        let story = parse(&format!("routemap x\n{text}")).map_err(|fault| (fault.line, fault.sentence))?;
        let played = play(&story, &graphs(), &Calendar::default());
        played.map(|played| played.walked.len()).map_err(|fault| (fault.line, fault.sentence))
    }

    #[test]
    fn a_true_story_walks_its_choices_also_round_a_loop() {
        assert_eq!(result("# Title\na b\n=> b\nb a\na b\nb c\n=> c\n"), Ok(3));
    }

    #[test]
    fn a_story_goes_into_another_routemap_and_back_behind_the_step_where_it_was_left() {
        assert_eq!(result("a b\nb y-m\n=> m\nm x-c\n=> c"), Ok(3));
        assert_eq!(result("a b\nb y-m\nback\n=> b\nb c"), Ok(3));
        assert_eq!(result("back"), Err((2, "the family did not come from another routemap".to_owned())));
    }

    #[test]
    fn a_story_that_is_not_true_names_the_line() {
        assert_eq!(result("a b\n=> c"), Err((3, "the story is at `b`, not at `c`".to_owned())));
        assert_eq!(result("# x\na c").unwrap_err().0, 3);
        assert_eq!(result("date d 2026-02-31").unwrap_err().0, 2);
        assert_eq!(result("start-at b\nb c\n=> c"), Ok(1));
        assert_eq!(play(&parse("routemap z").unwrap(), &graphs(), &Calendar::default()).unwrap_err().sentence, "there is no routemap `z`");
    }
}
