//! A story: one family's answers and dates, and where they lead. It tests its routemap.
//!
//! Stories are plain text that a caseworker can read; `routemaps/README.md` shows one.

use std::collections::BTreeSet;

use crate::{
    calendar::{Calendar, Date},
    deadlines::{DueDate, NoDate, due_dates, words::state_name},
    definition::{ChoiceId, DateId, RoutemapId, StepId},
    graph::Graph,
    journey::{Event, Journey, letter_id, route, transition},
};

/// A story as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The first `#` line.
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
            if story.title.is_empty() {
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
            ["=>", step] => story.lines.push((line, Line::Reached(StepId::from(*step)))),
            [step, choice] => story.lines.push((line, Line::Choose(StepId::from(*step), ChoiceId::from(*choice)))),
            _ => {
                return Err(fault(
                    "a line is a step and a choice, or `routemap`, `start-at`, `date`, `today`, `letter`, `due` or `=>` with what belongs to it",
                ));
            }
        }
    }
    Ok(story)
}

/// Plays a story and returns the choices it walks, as pairs of step and choice.
///
/// # Errors
///
/// The first line that does not come true.
pub fn play(story: &Story, graph: &Graph, calendar: &Calendar) -> Result<BTreeSet<(StepId, ChoiceId)>, StoryFault> {
    // Until a story says another day, it is the day of the last date in it.
    let mut today = None;
    let mut journey = Journey::new("story".to_owned(), graph);
    let mut walked = BTreeSet::new();
    for (line, what) in &story.lines {
        let fault = |sentence: String| StoryFault { line: *line, sentence };
        let now = route(graph, &journey);
        let here = now.current().map(|stop| stop.visit.clone()).ok_or_else(|| fault("the routemap has no start".to_owned()))?;
        let event = match what {
            Line::StartAt(step) => Event::StartAt { step: step.clone() },
            Line::Today(on) => {
                today = Some(*on);
                continue;
            }
            Line::Due(deadline, expected) => {
                let day = today.or_else(|| journey.dates.iter().map(|(_, day)| *day).max());
                let day = day.ok_or_else(|| fault("there is no day yet: write `today` and a date before".to_owned()))?;
                let dues = due_dates(graph, &journey, calendar, day);
                let due = dues.iter().find(|due| due.deadline.id == *deadline);
                let due = due.ok_or_else(|| fault(format!("there is no deadline `{deadline}` on this way")))?;
                compare(due, expected).map_err(fault)?;
                continue;
            }
            Line::Letter(deadline, on) => Event::SetDate { key: now.date_key(graph, &letter_id(deadline)), date: Some(*on) },
            Line::Date(date, on) => Event::SetDate { key: now.date_key(graph, date), date: Some(*on) },
            Line::Choose(step, _) | Line::Reached(step) if *step != here.step => {
                return Err(fault(format!("the story is at `{}`, not at `{step}`", here.step)));
            }
            Line::Reached(_) => continue,
            Line::Choose(step, choice) => {
                walked.insert((step.clone(), choice.clone()));
                Event::Choose { at: here, choice: choice.clone() }
            }
        };
        journey = transition(graph, &journey, &event).map_err(|_| fault("the routemap has no such step, choice or date".to_owned()))?;
    }
    Ok(walked)
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
        outline::{OutlineChoice, OutlineStep},
    };

    fn graph() -> Graph {
        let step = |id: &str, to: &[&str]| OutlineStep {
            id: id.into(),
            choices: to.iter().map(|to| OutlineChoice { id: (*to).into(), to: (*to).into(), ..OutlineChoice::default() }).collect(),
            ..OutlineStep::default()
        };
        Graph::new(Outline {
            start: "a".into(),
            steps: vec![step("a", &["b"]), step("b", &["a", "c"]), step("c", &[])],
            ..Outline::default()
        })
    }

    fn result(text: &str) -> Result<usize, (usize, String)> {
        let story = parse(text).map_err(|fault| (fault.line, fault.sentence))?;
        play(&story, &graph(), &Calendar::default()).map(|walked| walked.len()).map_err(|fault| (fault.line, fault.sentence))
    }

    #[test]
    fn a_true_story_walks_its_choices_also_round_a_loop() {
        assert_eq!(result("# Title\nroutemap x\na b\n=> b\nb a\na b\nb c\n=> c\n"), Ok(3));
    }

    #[test]
    fn a_story_that_is_not_true_names_the_line() {
        assert_eq!(result("a b\n=> c"), Err((2, "the story is at `b`, not at `c`".to_owned())));
        assert_eq!(result("# x\na c").unwrap_err().0, 2);
        assert_eq!(result("date d 2026-02-31").unwrap_err().0, 1);
        assert_eq!(result("start-at b\nb c\n=> c"), Ok(1));
    }
}
