//! The words of the routemap under test, by id, so that its authors can change a label without breaking a test.

use std::{path::Path, sync::LazyLock};

use routemaps::{
    calendar::Date,
    definition::{Deadline, Reason, Routemap, text::plain},
    site,
};

static EHCNA: LazyLock<Routemap> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("routemaps");
    let suite = site::load(&folder, Date::new(2026, 11, 21).unwrap()).unwrap();
    suite.routemap("ehcna").unwrap().clone()
});

/// Returns the title of a step.
pub fn title(step: &str) -> &'static str {
    &EHCNA.step(step).unwrap_or_else(|| panic!("no step `{step}`")).title
}

/// Returns the label of a choice.
pub fn label(step: &str, choice: &str) -> &'static str {
    let choices = &EHCNA.step(step).unwrap_or_else(|| panic!("no step `{step}`")).choices;
    &choices.iter().find(|known| known.id.as_str() == choice).unwrap_or_else(|| panic!("no choice `{choice}` at `{step}`")).label
}

/// Returns the words of a task.
pub fn task(step: &str, task: &str) -> String {
    let tasks = &EHCNA.step(step).unwrap().tasks;
    plain(tasks.iter().find(|known| known.id.as_str() == task).unwrap_or_else(|| panic!("no task `{task}`")).text.line())
}

/// Returns the question of a date.
pub fn ask(date: &str) -> &'static str {
    &EHCNA.date(date).unwrap().ask
}

/// Returns a deadline.
pub fn deadline(id: &str) -> &'static Deadline {
    let mut all = EHCNA.steps.iter().flat_map(|step| &step.deadlines);
    all.find(|known| known.id == id).unwrap_or_else(|| panic!("no deadline `{id}`"))
}

/// Returns a lawful reason for being late.
pub fn reason(step: &str, id: &str) -> &'static Reason {
    EHCNA.step(step).unwrap().reasons.iter().find(|known| known.id == id).unwrap_or_else(|| panic!("no reason `{id}`"))
}

/// The way of a parent who asks, up to the wait for the council: steps and choices.
pub const TO_THE_WAIT: [(&str, &str); 5] =
    [("before-you-ask", "check"), ("does-it-fit", "fits"), ("who-asks", "parent"), ("what-to-send", "ready"), ("how-to-ask", "sent")];

/// The step where the council has the request.
pub const WAIT: &str = "six-week-wait";
