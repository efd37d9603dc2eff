//! The outline of a routemap: its steps, the ways between them and its time limits, with no more words than the
//! app says.
//!
//! The static page has all the words already. The app needs to know only what follows what and what is due when, so
//! this is all that a phone reads, in the lines of [`super::wire`].

use super::{
    Choice, ChoiceId, DateId, DateQuestion, Deadline, Period, Routemap, RoutemapId, Rule, SchoolBreak, Service, Status, Step, StepId,
    Target, Test, text::plain,
};

/// A routemap without its texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    pub id: RoutemapId,
    pub title: String,
    pub short_title: String,
    pub version: String,
    /// The council has not approved it yet.
    pub draft: bool,
    pub start: StepId,
    pub dates: Vec<OutlineDate>,
    pub school_breaks: Vec<SchoolBreak>,
    pub steps: Vec<OutlineStep>,
}

/// A date question, with what its answer must fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineDate {
    pub id: DateId,
    pub ask: String,
    pub event: String,
    pub planned: bool,
    pub after: Option<DateId>,
    pub renewed_by: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineStep {
    pub id: StepId,
    pub was: Vec<String>,
    pub title: String,
    /// The tasks with their words, for the page that lists what was entered.
    pub tasks: Vec<Named>,
    /// The dates the step asks for.
    pub dates: Vec<String>,
    pub deadlines: Vec<OutlineDeadline>,
    pub reasons: Vec<OutlineReason>,
    pub choices: Vec<OutlineChoice>,
}

/// An id and its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    pub id: String,
    pub words: String,
}

/// A time limit. Two with one id are one limit at different times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineDeadline {
    pub id: String,
    pub title: String,
    pub whose: String,
    /// "The council’s time limit"
    pub whose_words: String,
    pub rule: Rule,
    /// The rule as families read it.
    pub rule_words: String,
    /// The titles of its sources, and when they were last checked.
    pub sources: String,
    pub met_by: Vec<String>,
    pub period: Period,
}

/// A lawful reason for being late, and what to say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineReason {
    pub id: String,
    pub test: Test,
    pub fits: String,
    pub fails: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineChoice {
    pub id: ChoiceId,
    pub was: Vec<String>,
    pub label: String,
    pub to: StepId,
    /// The routemap that `to` belongs to, if it is another one; else empty.
    pub routemap: String,
    /// The deadlines it says were met, and those that may be late after it.
    pub meets: Vec<String>,
    pub excuses: Vec<String>,
    /// The dates it takes along to another routemap: here, and there.
    pub carries: Vec<(String, String)>,
}

impl Outline {
    /// Returns the outline of a routemap. The services name who owns a time limit.
    pub fn of(routemap: &Routemap, services: &[Service]) -> Outline {
        Outline {
            id: routemap.id.clone(),
            title: routemap.title.clone(),
            short_title: routemap.short_title.clone(),
            version: routemap.version.clone(),
            draft: routemap.status == Status::Draft,
            start: routemap.start.clone(),
            dates: routemap.dates.iter().map(date).collect(),
            school_breaks: routemap.school_breaks.clone(),
            steps: routemap.steps.iter().map(|each| step(routemap, services, each)).collect(),
        }
    }

    pub fn date(&self, id: &str) -> Option<&OutlineDate> {
        self.dates.iter().find(|date| date.id.as_str() == id)
    }

    /// Returns the first version of a deadline, wherever it stands.
    pub fn deadline(&self, id: &str) -> Option<&OutlineDeadline> {
        self.steps.iter().flat_map(|step| &step.deadlines).find(|deadline| deadline.id == id)
    }
}

impl OutlineStep {
    /// Returns the dates a family can enter at the step: its own, then those its deadlines and reasons need.
    pub fn all_dates(&self) -> Vec<&str> {
        let mut dates = Vec::new();
        self.each_date(&mut |date| dates.push(date));
        dates
    }

    /// Says whether the step asks for a date. It is asked for each step and date of a way, so it makes no list.
    pub fn asks_for(&self, date: &str) -> bool {
        let mut asks = false;
        self.each_date(&mut |asked| asks |= asked == date);
        asks
    }

    fn each_date<'a>(&'a self, call: &mut dyn FnMut(&'a str)) {
        self.dates.iter().for_each(|date| call(date));
        self.deadlines.iter().for_each(|deadline| deadline.rule.events().for_each(&mut *call));
        self.reasons.iter().for_each(|reason| reason.test.dates().for_each(|date| call(date.as_str())));
    }
}

fn date(date: &DateQuestion) -> OutlineDate {
    OutlineDate {
        id: date.id.clone(),
        ask: date.ask.clone(),
        event: date.event.clone(),
        planned: date.planned,
        after: date.after.clone(),
        renewed_by: texts(&date.renewed_by),
    }
}

fn step(routemap: &Routemap, services: &[Service], step: &Step) -> OutlineStep {
    let task = |task: &super::Task| Named { id: task.id.to_string(), words: plain(task.text.line()) };
    let reason = |reason: &super::Reason| OutlineReason {
        id: reason.id.clone(),
        test: reason.test.clone(),
        fits: reason.fits.clone(),
        fails: reason.fails.clone(),
    };
    OutlineStep {
        id: step.id.clone(),
        was: texts(&step.was),
        title: step.title.clone(),
        tasks: step.tasks.iter().map(task).collect(),
        dates: texts(&step.dates),
        deadlines: step.deadlines.iter().map(|each| deadline(routemap, services, each)).collect(),
        reasons: step.reasons.iter().map(reason).collect(),
        choices: step.choices.iter().map(choice).collect(),
    }
}

fn deadline(routemap: &Routemap, services: &[Service], deadline: &Deadline) -> OutlineDeadline {
    let sources = deadline.sources.iter().filter_map(|id| routemap.source(id)).map(|source| source.title.as_str());
    let checked = routemap.last_checked.map(|day| format!("checked {}", day.in_words()));
    OutlineDeadline {
        id: deadline.id.clone(),
        title: deadline.title.clone(),
        whose: deadline.whose.clone(),
        whose_words: deadline.whose_words(services),
        rule: deadline.rule.clone(),
        rule_words: deadline.rule.in_words(|event| routemap.event_words(event)),
        sources: sources.chain(checked.as_deref()).collect::<Vec<_>>().join("; "),
        met_by: texts(&deadline.met_by),
        period: deadline.period,
    }
}

fn choice(choice: &Choice) -> OutlineChoice {
    let (to, routemap) = match &choice.to {
        Target::Here(step) => (step.clone(), String::new()),
        Target::Elsewhere { routemap, step } => (step.clone(), routemap.to_string()),
    };
    OutlineChoice {
        id: choice.id.clone(),
        was: texts(&choice.was),
        label: choice.label.clone(),
        to,
        routemap,
        meets: choice.meets.clone(),
        excuses: choice.excuses.clone(),
        carries: choice.carries.iter().map(|date| (date.here.to_string(), date.there.to_string())).collect(),
    }
}

fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(T::to_string).collect()
}
