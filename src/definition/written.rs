//! The shape of each file an author writes: which keys it has, and which must be there.

use super::{
    Choice, DateId, DateQuestion, Deadline, InfoPage, Kind, Link, Place, Routemap, RoutemapId, Section, Service, Source, Stage, Status,
    Step, StepId, Target, Task, TaskId, Word,
    reader::{FaultKind, Table},
};

/// The only format number there is.
pub const FORMAT: u32 = 1;

pub fn routemap(id: &str, file: &mut Table) -> Routemap {
    if file.number("format").is_some_and(|number| number != FORMAT) {
        file.wrong("format", "1, the only format there is");
    }
    Routemap {
        id: RoutemapId::from(id),
        title: file.string("title"),
        short_title: file.string("short_title"),
        other_names: file.strings("other_names"),
        summary: file.string("summary"),
        topic: file.string("topic"),
        colour: colour(file),
        how_long: file.string("how_long"),
        who_can_start: file.text("who_can_start"),
        version: file.string("version"),
        status: file.one_of("status", &[("draft", Status::Draft), ("approved", Status::Approved)]),
        last_checked: file.date("last_checked"),
        review_by: file.date("review_by"),
        owner: file.string("owner"),
        start: StepId(file.id("start")),
        sources: file.tables("sources", "source", source),
        stages: file.tables("stages", "stage", |table| Stage { id: table.id("id"), title: table.string("title") }),
        dates: file.tables("dates", "date", date_question),
        steps: file.tables("steps", "step", step),
    }
}

pub fn directory(file: &mut Table) -> Vec<Service> {
    file.tables("services", "service", |table| Service {
        id: table.id("id"),
        name: table.string("name"),
        actor: table.optional_string("actor"),
        what: table.text("what"),
        phone: table.optional_string("phone"),
        email: table.optional_string("email"),
        url: table.link("url"),
        hours: table.optional_string("hours"),
        last_checked: table.date("last_checked"),
    })
}

pub fn glossary(file: &mut Table) -> Vec<Word> {
    file.tables("words", "word", |table| Word { word: table.string("word"), meaning: table.string("meaning") })
}

pub fn place(file: &mut Table) -> Place {
    Place {
        council: file.string("council"),
        area: file.string("area"),
        site_name: file.string("site_name"),
        site_title: file.string("site_title"),
        summary: file.string("summary"),
        colour: colour(file),
        links: file.tables("links", "link", |table| {
            table.needs("url");
            Link { id: table.id("id"), title: table.string("title"), text: table.string("text"), url: table.link("url") }
        }),
    }
}

pub fn info_page(file: &mut Table) -> InfoPage {
    let sections = file.tables("sections", "section", |table| Section { title: table.string("title"), text: table.text("text") });
    InfoPage { title: file.string("title"), sections }
}

fn source(table: &mut Table) -> Source {
    table.needs("url");
    Source { id: table.id("id"), title: table.string("title"), url: table.link("url") }
}

fn date_question(table: &mut Table) -> DateQuestion {
    DateQuestion { id: DateId(table.id("id")), ask: table.string("ask"), event: table.string("event"), hint: table.optional_string("hint") }
}

fn step(table: &mut Table) -> Step {
    let kinds = [("do", Kind::Do), ("question", Kind::Question), ("wait", Kind::Wait), ("end", Kind::End)];
    Step {
        id: StepId(table.id("id")),
        was: ids(table.strings("was")),
        stage: table.string("stage"),
        title: table.string("title"),
        kind: table.one_of("kind", &kinds),
        who: table.string("who"),
        text: table.text("text"),
        ask: table.optional_string("ask"),
        tasks: table.tables("tasks", "task", |table| Task { id: TaskId(table.id("id")), text: table.text("text") }),
        dates: ids(table.strings("dates")),
        deadlines: table.tables("deadlines", "deadline", deadline),
        contacts: table.strings("contacts"),
        sources: table.strings("sources"),
        choices: table.tables("choices", "choice", choice),
    }
}

fn deadline(table: &mut Table) -> Deadline {
    Deadline {
        id: table.id("id"),
        title: table.string("title"),
        whose: table.string("whose"),
        rule: table.rule("rule"),
        sources: table.strings("sources"),
        missed: table.text("missed"),
    }
}

fn choice(table: &mut Table) -> Choice {
    Choice {
        id: table.id("id").as_str().into(),
        was: ids(table.strings("was")),
        label: table.string("label"),
        hint: table.optional_string("hint"),
        to: target(&table.string("to")),
    }
}

fn target(written: &str) -> Target {
    match written.split_once(':') {
        Some((routemap, step)) => Target::Elsewhere { routemap: routemap.into(), step: step.into() },
        None => Target::Here(written.into()),
    }
}

fn colour(file: &mut Table) -> String {
    let colour = file.string("colour");
    let hex = colour.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if !colour.is_empty() && !hex {
        file.wrong("colour", "a colour: `#` and six signs of 0-9 and a-f");
    }
    colour
}

fn ids<T: for<'a> From<&'a str>>(written: Vec<String>) -> Vec<T> {
    written.iter().map(|id| T::from(id.as_str())).collect()
}

impl Table<'_> {
    /// Reports that a value is of the right type and still wrong.
    fn wrong(&mut self, key: &'static str, expected: &str) {
        let kind = FaultKind::WrongType { key: key.to_owned(), expected: expected.to_owned(), help: None };
        self.fault(self.span_of(key), kind);
    }
}
