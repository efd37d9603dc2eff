//! The shape of each file an author writes: which keys it has, and which must be there.

use super::{
    Choice, DateId, DateQuestion, Deadline, Fact, InfoPage, Kind, Link, Period, Place, Reason, Routemap, RoutemapId, SERVICES, SchoolBreak,
    Section, Service, Source, Stage, Status, Step, StepId, Target, Task, TaskId, Voice, Word, reader::Table,
};
use crate::calendar::Proclaimed;

/// The only format number there is.
pub const FORMAT: u32 = 1;

pub fn routemap(id: &str, file: &mut Table) -> Routemap {
    format(file);
    Routemap {
        id: RoutemapId::from(id),
        title: file.line("title"),
        short_title: file.line("short_title"),
        other_names: file.strings("other_names"),
        summary: file.line("summary"),
        topic: file.line("topic"),
        search: file.strings("search"),
        ages: file.ages("ages"),
        voice: file.voice(),
        colour: colour(file),
        how_long: file.line("how_long"),
        who_can_start: file.text("who_can_start"),
        goes_wrong: if file.has("goes_wrong") { file.text("goes_wrong") } else { super::Text::default() },
        version: file.string("version"),
        status: file.one_of("status", &[("draft", Status::Draft), ("approved", Status::Approved)]),
        last_checked: file.date("last_checked"),
        review_by: file.date("review_by"),
        owner: file.line("owner"),
        start: StepId(file.id("start")),
        sources: file.tables("sources", "source", source),
        stages: file.tables("stages", "stage", stage),
        dates: file.tables("dates", "date", date_question),
        school_breaks: file
            .tables("school_breaks", "break", |table| SchoolBreak { closes: DateId(table.id("closes")), opens: DateId(table.id("opens")) }),
        steps: file.tables("steps", "step", |table| step(id, table)),
    }
}

pub fn directory(file: &mut Table) -> Vec<Service> {
    file.tables("services", "service", |table| Service {
        id: table.id("id"),
        name: table.line("name"),
        actor: table.optional_line("actor"),
        what: table.text("what"),
        phone: table.optional_string("phone"),
        email: table.optional_string("email"),
        url: table.link("url"),
        hours: table.optional_line("hours"),
        last_checked: table.date("last_checked"),
    })
}

pub fn bank_holidays(file: &mut Table) -> Proclaimed {
    format(file);
    let mut holidays = Proclaimed { known_until: file.date("known_until"), ..Proclaimed::default() };
    let days = file.tables("days", "day", |table| {
        table.line("why");
        (table.date("day"), table.one_of("is", &[("bank-holiday", true), ("working-day", false)]))
    });
    for (day, is_holiday) in days {
        let list = if is_holiday { &mut holidays.added } else { &mut holidays.removed };
        list.extend(day);
    }
    holidays
}

pub fn glossary(file: &mut Table) -> Vec<Word> {
    file.tables("words", "word", |table| Word { word: table.string("word"), meaning: table.line("meaning") })
}

pub fn place(file: &mut Table) -> Place {
    Place {
        council: file.line("council"),
        area: file.line("area"),
        address: if file.has("address") { file.link("address") } else { String::new() },
        site_name: file.line("site_name"),
        site_title: file.line("site_title"),
        summary: file.line("summary"),
        colour: colour(file),
        first_question: file.has("first_question").then(|| file.target("first_question")),
        topics: file.strings("topics"),
        frame_ancestors: origins(file, "frame_ancestors"),
        links: file.tables("links", "link", |table| {
            table.needs("url");
            Link { id: table.id("id"), title: table.line("title"), text: table.line("text"), url: table.link("url") }
        }),
    }
}

/// Returns addresses of whole sites. They go into a header, so they hold nothing that ends one.
fn origins(table: &mut Table, key: &'static str) -> Vec<String> {
    let origins = table.strings(key);
    let is_origin = |text: &String| {
        let host = text.strip_prefix("https://").unwrap_or_default();
        !host.is_empty() && host.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || ".-:".contains(sign))
    };
    if !origins.iter().all(is_origin) {
        table.wrong(key, "a list of sites without a path: `https://example.org`");
    }
    origins
}

pub fn info_page(file: &mut Table) -> InfoPage {
    let sections = file.tables("sections", "section", |table| Section { title: table.line("title"), text: table.text("text") });
    InfoPage { title: file.line("title"), sections }
}

fn format(file: &mut Table) {
    if file.number("format").is_some_and(|number| number != FORMAT) {
        file.wrong("format", "1, the only format there is");
    }
}

/// From when to when the table holds.
fn period(table: &mut Table) -> Period {
    let period = Period { from: table.optional_date("from"), until: table.optional_date("until") };
    if period.from.zip(period.until).is_some_and(|(from, until)| from > until) {
        table.wrong("until", "a day that is not before `from`");
    }
    period
}

fn stage(table: &mut Table) -> Stage {
    Stage {
        id: table.id("id"),
        title: table.line("title"),
        expected: SERVICES.map(|(service, _)| table.text(service)),
        sources: table.strings("sources"),
    }
}

/// Who acts. The young person is "you" where they read themselves.
fn actor(table: &mut Table, key: &'static str) -> String {
    match (table.string(key).as_str(), table.voice()) {
        ("young-person", Voice::YoungPerson) => "you".to_owned(),
        (who, _) => who.to_owned(),
    }
}

fn source(table: &mut Table) -> Source {
    table.needs("url");
    Source { id: table.id("id"), title: table.line("title"), url: table.link("url") }
}

fn date_question(table: &mut Table) -> DateQuestion {
    DateQuestion {
        id: DateId(table.id("id")),
        ask: table.line("ask"),
        event: table.line("event"),
        hint: table.optional_line("hint"),
        planned: table.flag("planned"),
        after: Some(table.optional_string("after")).filter(|id| !id.is_empty()).map(DateId),
        renewed_by: ids(table.ids("renewed_by")),
    }
}

fn step(routemap: &str, table: &mut Table) -> Step {
    let kinds = [("do", Kind::Do), ("question", Kind::Question), ("wait", Kind::Wait), ("end", Kind::End)];
    Step {
        id: StepId(table.id("id")),
        was: ids(table.ids("was")),
        stage: table.string("stage"),
        title: table.line("title"),
        kind: table.one_of("kind", &kinds),
        who: actor(table, "who"),
        text: table.text("text"),
        ask: table.optional_line("ask"),
        tasks: table.tables("tasks", "task", |table| Task { id: TaskId(table.id("id")), text: table.text_line("text") }),
        dates: ids(table.ids("dates")),
        deadlines: table.tables("deadlines", "deadline", deadline),
        facts: table.tables("facts", "fact", |table| Fact {
            text: table.text("text"),
            sources: table.strings("sources"),
            period: period(table),
        }),
        reasons: table.tables("reasons", "reason", |table| Reason {
            id: table.id("id"),
            title: table.line("title"),
            text: table.text("text"),
            test: table.test("test"),
            fits: table.line("fits"),
            fails: table.line("fails"),
        }),
        contacts: table.strings("contacts"),
        sources: table.strings("sources"),
        choices: table.tables("choices", "choice", |table| choice(routemap, table)),
        period: period(table),
    }
}

fn deadline(table: &mut Table) -> Deadline {
    Deadline {
        id: table.id("id"),
        title: table.line("title"),
        whose: actor(table, "whose"),
        rule: table.rule("rule"),
        sources: table.strings("sources"),
        missed: table.text("missed"),
        letter: table.optional_string("letter"),
        write_to: table.optional_string("write_to"),
        met_by: ids(table.ids("met_by")),
        period: period(table),
    }
}

fn choice(own: &str, table: &mut Table) -> Choice {
    let to = match table.target("to") {
        // A routemap may name itself; that is no way out of it.
        Target::Elsewhere { routemap, step } if routemap.as_str() == own => Target::Here(step),
        to => to,
    };
    Choice {
        id: table.id("id").as_str().into(),
        was: ids(table.ids("was")),
        label: table.line("label"),
        hint: table.optional_line("hint"),
        to,
        meets: table.ids("meets"),
        excuses: table.ids("excuses"),
        carries: table.carried("carries"),
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
