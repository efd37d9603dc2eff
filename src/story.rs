//! A story: one family's answers and dates, and where they lead. It tests its routemap.
//!
//! Stories are plain text that a caseworker can read; `routemaps/README.md` shows one.

use std::collections::BTreeSet;

use crate::{
    calendar::Date,
    definition::{ChoiceId, DateId, RoutemapId, StepId},
    graph::Graph,
    journey::{Event, Journey, route, transition},
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
}

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
            ["=>", step] => story.lines.push((line, Line::Reached(StepId::from(*step)))),
            [step, choice] => story.lines.push((line, Line::Choose(StepId::from(*step), ChoiceId::from(*choice)))),
            _ => return Err(fault("a line is a step and a choice, or `routemap`, `start-at`, `date` or `=>` with what belongs to it")),
        }
    }
    Ok(story)
}

/// Plays a story and returns the choices it walks, as pairs of step and choice.
///
/// # Errors
///
/// The first line that does not come true.
pub fn play(story: &Story, graph: &Graph) -> Result<BTreeSet<(StepId, ChoiceId)>, StoryFault> {
    let mut journey = Journey::new("story".to_owned(), graph);
    let mut walked = BTreeSet::new();
    for (line, what) in &story.lines {
        let fault = |sentence: String| StoryFault { line: *line, sentence };
        let now = route(graph, &journey);
        let here = now.current().map(|stop| stop.visit.clone()).ok_or_else(|| fault("the routemap has no start".to_owned()))?;
        let event = match what {
            Line::StartAt(step) => Event::StartAt { step: step.clone() },
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
        play(&story, &graph()).map(|walked| walked.len()).map_err(|fault| (fault.line, fault.sentence))
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
