//! What an author writes: a routemap, the shared directory and glossary, and the place.
//!
//! The values here are plain. They are parsed from TOML natively ([`document`]) and checked (`check`). The
//! phone gets the words in the static page, and the rest as an [`Outline`].

use std::fmt;

use crate::calendar::Date;

pub mod outline;
pub mod reason;
pub mod rule;
pub mod text;
pub mod voice;
pub mod wire;

#[cfg(not(target_arch = "wasm32"))]
pub mod colour;
#[cfg(not(target_arch = "wasm32"))]
pub mod document;
#[cfg(not(target_arch = "wasm32"))]
mod reader;
#[cfg(not(target_arch = "wasm32"))]
mod written;

pub use outline::{Outline, OutlineStep};
pub use reason::Test;
pub use rule::Rule;
pub use text::Text;
pub use voice::{Ages, Voice};

/// Declares the id types: text that names one thing, and that cannot be taken for another kind of id.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                $name(text.to_owned())
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// Names a routemap: its file name and its address.
    RoutemapId
    /// Names a step within its routemap.
    StepId
    /// Names a choice within its step.
    ChoiceId
    /// Names a task within its step.
    TaskId
    /// Names a date that the family can tell us, within its routemap.
    DateId
}

/// One guided process, as its author wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Routemap {
    pub id: RoutemapId,
    pub title: String,
    pub short_title: String,
    pub other_names: Vec<String>,
    pub summary: String,
    pub topic: String,
    /// What people type when they look for it, beside its title and other names.
    pub search: Vec<String>,
    /// The ages it is for; nothing where the author wrote none that can be read.
    pub ages: Option<Ages>,
    /// Whom these words speak to.
    pub voice: Voice,
    /// The colour of its line, `#rrggbb`.
    pub colour: String,
    pub how_long: String,
    pub who_can_start: Text,
    /// What families say goes wrong, each with where they say it; may be empty.
    pub goes_wrong: Text,
    pub version: String,
    pub status: Status,
    pub last_checked: Option<Date>,
    pub review_by: Option<Date>,
    pub owner: String,
    pub start: StepId,
    pub sources: Vec<Source>,
    pub stages: Vec<Stage>,
    pub dates: Vec<DateQuestion>,
    /// The breaks of the school that school days are counted round.
    pub school_breaks: Vec<SchoolBreak>,
    pub steps: Vec<Step>,
}

/// A break of the school, as two dates that the family tells us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SchoolBreak {
    /// The first day on which the school is shut.
    pub closes: DateId,
    /// The first day on which it is open again.
    pub opens: DateId,
}

/// Whether the council has approved a routemap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Draft,
    Approved,
}

impl Status {
    /// Returns what an author writes for it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Approved => "approved",
        }
    }
}

/// Where a fact comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub url: String,
}

/// A named stretch of a routemap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    pub id: String,
    pub title: String,
    /// What families can expect of each service at this stage, in the order of [`SERVICES`].
    pub expected: [Text; 3],
    pub sources: Vec<String>,
}

/// Something that happened on a day the family can tell us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DateQuestion {
    pub id: DateId,
    /// The question: "When did the council get your request?"
    pub ask: String,
    /// The same as the end of "6 weeks after ...": "the council got your request".
    pub event: String,
    pub hint: String,
    /// The day may still be ahead: a meeting that is planned.
    pub planned: bool,
    /// A date that cannot be later than this one, or nothing.
    pub after: Option<DateId>,
    /// The steps at which the answer stops counting, because a new one is to come. Without any, a step that asks for
    /// the date asks anew when it is visited again.
    pub renewed_by: Vec<StepId>,
}

/// From which day to which something holds, both included; nothing means without end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    /// Says whether it holds on a day.
    pub fn covers(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Says whether there is a day on which both hold.
    pub fn overlaps(self, other: Period) -> bool {
        let starts_before_end = |one: Period, two: Period| one.from.zip(two.until).is_none_or(|(from, until)| from <= until);
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

/// One place on the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    pub id: StepId,
    /// Ids this step had in earlier versions.
    pub was: Vec<StepId>,
    pub stage: String,
    pub title: String,
    pub kind: Kind,
    /// Who acts: one of [`ACTORS`], or the id of a service of the directory.
    pub who: String,
    pub text: Text,
    /// The author's question over the choices; empty for the usual one.
    pub ask: String,
    pub tasks: Vec<Task>,
    pub dates: Vec<DateId>,
    pub deadlines: Vec<Deadline>,
    /// Statements of law that hold for a time.
    pub facts: Vec<Fact>,
    /// The lawful reasons for being late that the step tells apart.
    pub reasons: Vec<Reason>,
    pub contacts: Vec<String>,
    pub sources: Vec<String>,
    pub choices: Vec<Choice>,
    /// When the step is part of the routemap.
    pub period: Period,
}

/// A statement of law, with the time in which it is true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    pub text: Text,
    pub sources: Vec<String>,
    pub period: Period,
}

/// A lawful reason for being late: the question as dates, and what the answer means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    pub id: String,
    pub title: String,
    pub text: Text,
    pub test: Test,
    /// What the family reads if the dates fit the reason.
    pub fits: String,
    /// What they read if the dates do not.
    pub fails: String,
}

/// The four kinds of step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Something for the family to do.
    #[default]
    Do,
    /// Which way now?
    Question,
    /// Somebody else must act.
    Wait,
    /// The routemap ends here.
    End,
}

/// A thing to do within a step, with a tick that is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    pub id: TaskId,
    pub text: Text,
}

/// A time limit: the rule, whose it is, and what to do when it is missed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deadline {
    pub id: String,
    pub title: String,
    /// As [`Step::who`].
    pub whose: String,
    pub rule: Rule,
    pub sources: Vec<String>,
    pub missed: Text,
    /// A letter for when it is missed; empty for none. Plain paragraphs, `[...]` where the family fills in.
    pub letter: String,
    /// The service the letter goes to.
    pub write_to: String,
    /// The dates that say that it was met, and when.
    pub met_by: Vec<DateId>,
    /// When this rule is the law: the day its clock starts must be in it.
    pub period: Period,
}

/// A labelled way on from a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    pub id: ChoiceId,
    pub was: Vec<ChoiceId>,
    pub label: String,
    pub hint: String,
    pub to: Target,
    /// The deadlines that this choice says were met.
    pub meets: Vec<String>,
    /// The deadlines that somebody may lawfully be late with, once this choice was made.
    pub excuses: Vec<String>,
    /// The dates it takes along to another routemap.
    pub carries: Vec<Carried>,
}

/// A date that a choice takes along: what it is called here, and what in the routemap that the choice leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    pub here: DateId,
    pub there: DateId,
}

/// Where a choice leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A step of the same routemap.
    Here(StepId),
    /// A step of another routemap.
    Elsewhere { routemap: RoutemapId, step: StepId },
}

impl Default for Target {
    fn default() -> Target {
        Target::Here(StepId::default())
    }
}

/// A service or contact of the directory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    pub id: String,
    pub name: String,
    /// What to call it when it is the one who acts; its name if empty.
    pub actor: String,
    pub what: Text,
    pub phone: String,
    pub email: String,
    pub url: String,
    pub hours: String,
    pub last_checked: Option<Date>,
}

/// A word of the glossary and its meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    pub word: String,
    pub meaning: String,
}

/// The council whose site this is, and its links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    pub council: String,
    pub area: String,
    /// Where the site stands: `https://example.org/routemaps/`. Empty until that is known.
    pub address: String,
    pub site_name: String,
    pub site_title: String,
    pub summary: String,
    pub colour: String,
    /// The step whose choices stand on the home page, as links.
    pub first_question: Option<Target>,
    /// The topics, in the order in which the home page shows them.
    pub topics: Vec<String>,
    pub links: Vec<Link>,
    /// The sites that may show this one in a frame: `https://example.org`.
    pub frame_ancestors: Vec<String>,
}

/// A link of the place: the Local Offer, SEND Surgeries and so on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    pub id: String,
    pub title: String,
    pub text: String,
    pub url: String,
}

/// A page of plain words beside the routemaps: about, privacy, accessibility.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InfoPage {
    pub title: String,
    pub sections: Vec<Section>,
}

/// A headed part of an [`InfoPage`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    pub title: String,
    pub text: Text,
}

/// The links every place gives, in the order families see them.
pub const PLACE_LINKS: [&str; 5] = ["send-surgeries", "sendiass", "local-offer", "parent-forum", "feedback"];

/// The services that act together for a child: the key of a stage that says what to expect of each, and its name.
pub const SERVICES: [(&str, &str); 3] = [("education", "Education"), ("health", "Health"), ("social_care", "Social care")];

/// The actors every routemap knows, with the words families see.
pub const ACTORS: [(&str, &str); 9] = [
    ("you", "You"),
    ("parent", "Your parent or carer"),
    ("young-person", "The young person"),
    ("school", "The school"),
    ("council", "The council"),
    ("health", "Health"),
    ("social-care", "Social care"),
    ("professionals", "The professionals"),
    ("tribunal", "The Tribunal"),
];

/// The longest label a choice may have; longer ones do not fit a phone's button.
pub const LABEL_LIMIT: usize = 60;

impl Step {
    /// Returns the question over the choices: the author's, or the usual one for the kind of step.
    pub fn question(&self) -> &str {
        match (self.ask.as_str(), self.kind) {
            ("", Kind::Wait) => "What happened?",
            ("", Kind::Question) => "Which fits you?",
            ("", _) => "What next?",
            (ask, _) => ask,
        }
    }

    /// Returns the words over the tasks.
    pub fn tasks_title(&self) -> &'static str {
        match self.kind {
            Kind::Wait => "While you wait",
            _ => "Things to do",
        }
    }

    /// Returns the words that say whose turn it is.
    pub fn turn(&self, services: &[Service]) -> String {
        match (self.kind, self.who.as_str()) {
            (Kind::End, "you") => "The end of this route".to_owned(),
            (_, "you") => "Your turn".to_owned(),
            (Kind::End, who) => format!("{} {} from here", actor_name(who, services), acts(who)),
            (_, who) => format!("{} {} now", actor_name(who, services), acts(who)),
        }
    }

    /// Returns every text of the step that carries markup, in reading order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let facts = self.facts.iter().map(|fact| &fact.text);
        let tasks = self.tasks.iter().map(|task| &task.text);
        let reasons = self.reasons.iter().map(|reason| &reason.text);
        let missed = self.deadlines.iter().map(|deadline| &deadline.missed);
        std::iter::once(&self.text).chain(facts).chain(tasks).chain(reasons).chain(missed)
    }
}

impl Routemap {
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }

    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    pub fn date(&self, id: &str) -> Option<&DateQuestion> {
        self.dates.iter().find(|date| date.id.as_str() == id)
    }

    /// Says whether this routemap speaks to a reader.
    pub fn speaks_to(&self, voice: Voice) -> bool {
        self.ages.unwrap_or_default().voices().contains(&voice)
    }

    /// Returns the words after "6 weeks after": the event of a date, or its id where none is written.
    pub fn event_words<'a>(&'a self, id: &'a str) -> &'a str {
        self.date(id).map_or(id, |date| &date.event)
    }

    /// Returns the number (from 1) and the title of a stage.
    pub fn stage(&self, id: &str) -> Option<(usize, &Stage)> {
        (1..).zip(&self.stages).find(|(_, stage)| stage.id == id)
    }
}

impl Deadline {
    /// Returns the words over a deadline that say whose it is: "Your time limit".
    pub fn whose_words(&self, services: &[Service]) -> String {
        match self.whose.as_str() {
            "you" => "Your time limit".to_owned(),
            whose => {
                let name = actor_name(whose, services);
                let s = if name.ends_with('s') { "" } else { "s" };
                format!("{name}’{s} time limit")
            }
        }
    }
}

/// Returns the words for who acts: "The council", or the name of a service.
pub fn actor_name<'a>(who: &'a str, services: &'a [Service]) -> &'a str {
    let known = ACTORS.iter().find(|(id, _)| *id == who).map(|(_, name)| *name);
    let service = services.iter().find(|service| service.id == who).map(|service| match service.actor.as_str() {
        "" => service.name.as_str(),
        actor => actor,
    });
    known.or(service).unwrap_or(who)
}

fn acts(who: &str) -> &'static str {
    if who == "professionals" { "act" } else { "acts" }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Here(step) => write!(f, "{step}"),
            Target::Elsewhere { routemap, step } => write!(f, "{routemap}:{step}"),
        }
    }
}
