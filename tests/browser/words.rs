//! The words of the routemaps under test, by id, so that their authors can change a label without breaking a test.

use std::{path::Path, sync::LazyLock};

use routemaps::{
    calendar::Date,
    check::Suite,
    definition::{Deadline, Reason, Routemap, Target, Voice, text::plain},
    site,
};

static SUITE: LazyLock<Suite> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("routemaps");
    site::load(&folder, Date::new(2026, 11, 21).unwrap()).unwrap()
});

/// Every routemap, and the addresses of its pages: in the parent's words, and in the young person's where there are any.
pub fn routemaps() -> impl Iterator<Item = (&'static Routemap, Vec<String>)> {
    SUITE.routemaps().map(|routemap| {
        let young = routemap.speaks_to(Voice::YoungPerson);
        let pages = std::iter::once(format!("{}/", routemap.id)).chain(young.then(|| format!("{}/young-person/", routemap.id)));
        (routemap, pages.collect())
    })
}

/// The words of one routemap.
#[derive(Clone, Copy)]
pub struct Words(&'static Routemap);

/// Returns the words of a routemap, for a parent.
pub fn of(routemap: &str) -> Words {
    Words(SUITE.routemap(routemap).unwrap_or_else(|| panic!("no routemap `{routemap}`")))
}

/// Returns the words of a routemap, for the young person.
pub fn for_young_people(routemap: &str) -> Words {
    let mut all = SUITE.routemaps_for_young_people();
    Words(all.find(|known| known.id.as_str() == routemap).unwrap_or_else(|| panic!("`{routemap}` does not speak to young people")))
}

impl Words {
    pub fn routemap(self) -> &'static Routemap {
        self.0
    }

    /// Returns the title of a step.
    pub fn title(self, step: &str) -> &'static str {
        &self.0.step(step).unwrap_or_else(|| panic!("no step `{step}`")).title
    }

    /// Returns the label of a choice.
    pub fn label(self, step: &str, choice: &str) -> &'static str {
        let choices = &self.0.step(step).unwrap_or_else(|| panic!("no step `{step}`")).choices;
        &choices.iter().find(|known| known.id.as_str() == choice).unwrap_or_else(|| panic!("no choice `{choice}` at `{step}`")).label
    }

    /// Returns the routemap and the step that a choice leads out to, if it does.
    pub fn way_out(self, step: &str, choice: &str) -> Option<(Words, &'static str)> {
        let choice = self.0.step(step)?.choices.iter().find(|known| known.id.as_str() == choice)?;
        match &choice.to {
            Target::Elsewhere { routemap, step } => Some((of(routemap.as_str()), step.as_str())),
            Target::Here(_) => None,
        }
    }

    /// Returns the question of a date.
    pub fn ask(self, date: &str) -> &'static str {
        &self.0.date(date).unwrap().ask
    }
}

/// Returns the title of a step of the EHC needs assessment.
pub fn title(step: &str) -> &'static str {
    of("ehcna").title(step)
}

/// Returns the label of one of its choices.
pub fn label(step: &str, choice: &str) -> &'static str {
    of("ehcna").label(step, choice)
}

/// Returns the words of a task.
pub fn task(step: &str, task: &str) -> String {
    let tasks = &of("ehcna").0.step(step).unwrap().tasks;
    plain(tasks.iter().find(|known| known.id.as_str() == task).unwrap_or_else(|| panic!("no task `{task}`")).text.line())
}

/// Returns the question of a date.
pub fn ask(date: &str) -> &'static str {
    of("ehcna").ask(date)
}

/// Returns a deadline.
pub fn deadline(id: &str) -> &'static Deadline {
    let mut all = of("ehcna").0.steps.iter().flat_map(|step| &step.deadlines);
    all.find(|known| known.id == id).unwrap_or_else(|| panic!("no deadline `{id}`"))
}

/// Returns a lawful reason for being late.
pub fn reason(step: &str, id: &str) -> &'static Reason {
    of("ehcna").0.step(step).unwrap().reasons.iter().find(|known| known.id == id).unwrap_or_else(|| panic!("no reason `{id}`"))
}

/// The way of a parent who asks, up to the wait for the council: steps and choices.
pub const TO_THE_WAIT: [(&str, &str); 5] =
    [("before-you-ask", "check"), ("does-it-fit", "fits"), ("who-asks", "parent"), ("what-to-send", "ready"), ("how-to-ask", "sent")];

/// The step where the council has the request.
pub const WAIT: &str = "six-week-wait";
