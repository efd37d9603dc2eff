//! The outline of a routemap: its steps and the ways between them, with no more words than the app says.
//!
//! Lists of ids are plain texts here: each type of list costs the phone 2 KiB of code to read.
//! The static page has all the words already. The app needs to know only what follows what, so this is
//! all that a phone parses.

use serde::{Deserialize, Serialize};

use super::{Choice, ChoiceId, Routemap, RoutemapId, Step, StepId, Target, text::plain};

/// A routemap without its texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    pub id: RoutemapId,
    pub title: String,
    pub short_title: String,
    pub version: String,
    pub start: StepId,
    pub dates: Vec<Named>,
    pub steps: Vec<OutlineStep>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutlineStep {
    pub id: StepId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
    pub title: String,
    /// The tasks with their words, for the page that lists what was entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Named>,
    /// The dates the step asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<OutlineChoice>,
}

/// A task or a date question, and its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Named {
    pub id: String,
    pub words: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutlineChoice {
    pub id: ChoiceId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<String>,
    pub label: String,
    pub to: StepId,
    /// The routemap that `to` belongs to, if it is another one; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub routemap: String,
}

impl Outline {
    /// Returns the outline of a routemap.
    pub fn of(routemap: &Routemap) -> Outline {
        let date = |date: &super::DateQuestion| Named { id: date.id.to_string(), words: date.ask.clone() };
        Outline {
            id: routemap.id.clone(),
            title: routemap.title.clone(),
            short_title: routemap.short_title.clone(),
            version: routemap.version.clone(),
            start: routemap.start.clone(),
            dates: routemap.dates.iter().map(date).collect(),
            steps: routemap.steps.iter().map(step).collect(),
        }
    }

    pub fn date(&self, id: &str) -> Option<&Named> {
        self.dates.iter().find(|date| date.id == id)
    }
}

fn step(step: &Step) -> OutlineStep {
    OutlineStep {
        id: step.id.clone(),
        was: step.was.iter().map(ToString::to_string).collect(),
        title: step.title.clone(),
        tasks: step.tasks.iter().map(|task| Named { id: task.id.to_string(), words: plain(task.text.line()) }).collect(),
        dates: step.dates.iter().map(ToString::to_string).collect(),
        choices: step.choices.iter().map(choice).collect(),
    }
}

fn choice(choice: &Choice) -> OutlineChoice {
    let (to, routemap) = match &choice.to {
        Target::Here(step) => (step.clone(), String::new()),
        Target::Elsewhere { routemap, step } => (step.clone(), routemap.to_string()),
    };
    let was = choice.was.iter().map(ToString::to_string).collect();
    OutlineChoice { id: choice.id.clone(), was, label: choice.label.clone(), to, routemap }
}
