//! Reports for those who review routemaps without the app: every way through, every time limit, every contact and link.
//!
//! A report is one HTML file that needs nothing else.

use maud::{DOCTYPE, Markup, html};

use crate::{
    calendar::Date,
    check::{Suite, reading_age},
    definition::{Kind, Outline, Routemap, Service, Target, actor_name, outline::OutlineChoice, text::Inline},
    graph::Graph,
};

pub mod diff;
pub mod ways;

use ways::{Lead, numbered, ways};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\
    table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #999;padding:.35rem .5rem;text-align:left;vertical-align:top}\
    th{background:#eee}h2{margin-top:2.5rem}.late{color:#a3123a;font-weight:700}\
    @media(prefers-color-scheme:dark){body{background:#14161c;color:#f3f1ea}a{color:#9cc2ff}th{background:#333}.late{color:#ff9db0}}\
    @media print{a{color:inherit}details{display:block}}";

/// Returns the report of one routemap.
pub fn of_routemap(suite: &Suite, routemap: &Routemap) -> String {
    let graph = Graph::new(Outline::of(routemap, suite.services()));
    let body = html! {
        (head(suite, routemap))
        (counts(suite, routemap, &graph))
        h2 { "Every way through" }
        p { "Each step stands here once, with the step at which each choice goes on: ways that differ only before share the rest." }
        (every_way(suite, &graph))
        (deadlines(suite, routemap))
        (actors(suite, routemap))
        (reading(routemap))
        (contacts(suite, routemap))
        (links(routemap))
    };
    page(&format!("Report: {}", routemap.title), &body)
}

/// Returns the report of the whole suite, with what leads where.
pub fn of_suite(suite: &Suite) -> String {
    let routemaps: Vec<&Routemap> = suite.routemaps().collect();
    let steps: usize = routemaps.iter().map(|routemap| routemap.steps.len()).sum();
    let limits: usize = routemaps.iter().map(|routemap| limits_of(routemap).len()).sum();
    let body = html! {
        p { (routemaps.len()) " routemaps, " (steps) " steps, " (limits) " time limits, " (suite.stories.len()) " stories, " (suite.services().len()) " services." }
        h2 { "The routemaps" }
        table {
            tr { th { "Routemap" } th { "Status" } th { "Version" } th { "Steps" } th { "Time limits" } th { "Ages" } th { "Last checked" } th { "Check again by" } }
            @for routemap in &routemaps {
                tr {
                    td { a href={ (routemap.id) ".html" } { (routemap.title) } }
                    td { (routemap.status.name()) } td { (routemap.version) } td { (routemap.steps.len()) } td { (limits_of(routemap).len()) }
                    td { @if let Some(ages) = routemap.ages { (ages.from) " to " (ages.until) } }
                    td { (day(routemap.last_checked)) }
                    td { (due(suite, routemap.review_by)) }
                }
            }
        }
        h2 { "Where routemaps lead into each other" }
        table {
            tr { th { "From" } th { "Choice" } th { "To" } th { "Takes along" } }
            @for routemap in &routemaps { @for step in &routemap.steps { @for choice in &step.choices {
                @if let Target::Elsewhere { routemap: to, step: there } = &choice.to {
                    tr {
                        td { (routemap.short_title) ": " (step.title) }
                        td { (choice.label) }
                        td { a href={ (to) ".html#" (there) } { (suite.routemap(to.as_str()).and_then(|to| to.step(there.as_str())).map_or("", |step| &step.title)) } " (" (to) ")" }
                        td { @for date in &choice.carries { (date.here) " as " (date.there) " " } }
                    }
                }
            } } }
        }
        (all_contacts(suite))
    };
    page("Report: all routemaps", &body)
}

fn page(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { (title) } style { (maud::PreEscaped(STYLE)) } }
            body { h1 { (title) } (body) }
        }
    };
    page.into_string()
}

fn head(suite: &Suite, routemap: &Routemap) -> Markup {
    html! {
        p { (routemap.summary) }
        table {
            tr { th { "Status" } td { (routemap.status.name()) } }
            tr { th { "Version" } td { (routemap.version) } }
            tr { th { "Looked after by" } td { (routemap.owner) } }
            tr { th { "Last checked" } td { (day(routemap.last_checked)) } }
            tr { th { "Check again by" } td { (due(suite, routemap.review_by)) } }
        }
    }
}

/// The day from which the ways are counted: any Monday after a holiday will do, and it is always the same one.
fn sample_day(routemap: &Routemap) -> Option<Date> {
    let checked = routemap.last_checked?;
    (1..=7).filter_map(|days| checked.plus_days(days)).find(|day| day.weekday() == 0)
}

fn counts(suite: &Suite, routemap: &Routemap, graph: &Graph) -> Markup {
    let kind = |kind: Kind| routemap.steps.iter().filter(|step| step.kind == kind).count();
    let choices: usize = routemap.steps.iter().map(|step| step.choices.len()).sum();
    let counted = sample_day(routemap).map(|day| (day, ways(graph, &suite.calendar(), day)));
    html! {
        h2 { "Counts" }
        table {
            tr { th { "Steps" } td { (routemap.steps.len()) " (" (kind(Kind::Do)) " to do, " (kind(Kind::Question)) " questions, " (kind(Kind::Wait)) " waits, " (kind(Kind::End)) " ends)" } }
            tr { th { "Choices" } td { (choices) } }
            tr { th { "Time limits" } td { (limits_of(routemap).len()) } }
            @if let Some((day, ways)) = counted {
                tr { th { "Ways through" } td { (ways.count) ", with " (ways.steps.0) " to " (ways.steps.1) " steps, none of them going round" } }
                tr { th { "Shortest and longest lawful time" } td {
                    @match ways.days {
                        Some((least, most)) => {
                            (least) " to " (most) " days. This is if everybody uses all the time that the rules give, for a way that begins on " (day.in_words()) ". Steps with no time limit count as no time."
                        }
                        None => "There are too many ways to follow each of them.",
                    }
                } }
            }
        }
    }
}

/// Every step with a number, and the number where each choice goes on.
fn every_way(suite: &Suite, graph: &Graph) -> Markup {
    let all = numbered(graph);
    let number = |index: usize| index.saturating_add(1);
    let title = |index: usize| all.get(index).map_or("", |told| &told.step.title);
    let link = |index: usize| html! { a href={ "#" (all.get(index).map_or("", |told| told.step.id.as_str())) } { (number(index)) " " (title(index)) } };
    html! {
        table class="ways" {
            tr { th { "Step" } th { "Choice" } th { "Goes on at" } }
            @for (index, told) in all.iter().enumerate() {
                tr id=(told.step.id) {
                    td rowspan=(told.choices.len().max(1)) {
                        b { (number(index)) " " (told.step.title) }
                        @if told.from_outside { br; "Another routemap leads in here." }
                    }
                    @if let Some((choice, lead)) = told.choices.first() { (lead_cells(suite, choice, *lead, &link)) } @else { td {} td { "The end." } }
                }
                @for (choice, lead) in told.choices.iter().skip(1) { tr { (lead_cells(suite, choice, *lead, &link)) } }
            }
        }
    }
}

fn lead_cells(suite: &Suite, choice: &OutlineChoice, lead: Lead, link: &dyn Fn(usize) -> Markup) -> Markup {
    html! {
        td { (choice.label) }
        td {
            @match lead {
                Lead::On(next) => (link(next)),
                Lead::Back(earlier) => { "back to " (link(earlier)) },
                Lead::Elsewhere => {
                    "another routemap: " a href={ (choice.routemap) ".html#" (choice.to) } { (suite.routemap(&choice.routemap).map_or("", |other| &other.title)) }
                },
            }
        }
    }
}

/// Returns the deadlines of a routemap, every version of each, with the step it stands at.
fn limits_of(routemap: &Routemap) -> Vec<(&crate::definition::Step, &crate::definition::Deadline)> {
    routemap.steps.iter().flat_map(|step| step.deadlines.iter().map(move |deadline| (step, deadline))).collect()
}

fn deadlines(suite: &Suite, routemap: &Routemap) -> Markup {
    html! {
        h2 { "Time limits" }
        table {
            tr { th { "Step" } th { "What" } th { "Whose" } th { "Rule" } th { "In force" } th { "Sources" } }
            @for (step, deadline) in limits_of(routemap) {
                tr {
                    td { a href={ "#" (step.id) } { (step.title) } }
                    td { (deadline.title) }
                    td { (actor_name(&deadline.whose, suite.services())) }
                    td { (deadline.rule.in_words(|date| routemap.event_words(date))) }
                    td { @if let Some(from) = deadline.period.from { "from " (from.in_words()) " " } @if let Some(until) = deadline.period.until { "until " (until.in_words()) } }
                    td { @for source in deadline.sources.iter().filter_map(|id| routemap.source(id)) { a href=(source.url) { (source.title) } br; } }
                }
            }
        }
    }
}

fn actors(suite: &Suite, routemap: &Routemap) -> Markup {
    let mut actors: Vec<&str> = Vec::new();
    for step in &routemap.steps {
        if !actors.contains(&step.who.as_str()) {
            actors.push(&step.who);
        }
    }
    html! {
        h2 { "Steps by who acts" }
        table {
            tr { th { "Who" } th { "Steps" } }
            @for who in actors {
                tr { td { (actor_name(who, suite.services())) } td {
                    @for step in routemap.steps.iter().filter(|step| step.who == who) { a href={ "#" (step.id) } { (step.title) } br; }
                } }
            }
        }
    }
}

fn reading(routemap: &Routemap) -> Markup {
    html! {
        h2 { "Reading age of each step" }
        p { "Families are promised 11 at most. A step with very few words cannot be measured." }
        table {
            tr { th { "Step" } th { "Reading age" } }
            @for step in &routemap.steps {
                tr { td { (step.title) } td { @match reading_age(step.texts()) { Some(age) => (format!("{age:.1}")), None => "too short to tell" } } }
            }
        }
    }
}

fn contacts(suite: &Suite, routemap: &Routemap) -> Markup {
    let used = |service: &&Service| routemap.steps.iter().any(|step| step.contacts.contains(&service.id) || step.who == service.id);
    html! { h2 { "Contacts" } (contact_table(suite, suite.services().iter().filter(used))) }
}

fn all_contacts(suite: &Suite) -> Markup {
    html! { h2 { "All contacts" } (contact_table(suite, suite.services().iter())) }
}

/// How old a check of a contact may be, in days, before it is due.
const CONTACT_LASTS: i32 = 182;

fn contact_table<'a>(suite: &Suite, services: impl Iterator<Item = &'a Service>) -> Markup {
    let again = |service: &Service| service.last_checked.and_then(|day| day.plus_days(CONTACT_LASTS));
    html! {
        table {
            tr { th { "Service" } th { "Phone" } th { "Email" } th { "Website" } th { "Last checked" } th { "Check again by" } }
            @for service in services {
                tr {
                    td { (service.name) } td { (service.phone) } td { (service.email) }
                    td { @if !service.url.is_empty() { a href=(service.url) { (service.url) } } }
                    td { (day(service.last_checked)) } td { (due(suite, again(service))) }
                }
            }
        }
    }
}

fn links(routemap: &Routemap) -> Markup {
    let mut links: Vec<(&str, &str)> = routemap.sources.iter().map(|source| (source.title.as_str(), source.url.as_str())).collect();
    for inline in routemap.steps.iter().flat_map(|step| step.texts()).flat_map(|text| text.inlines()) {
        if let Inline::Link { label, url } = inline {
            links.push((label, url));
        }
    }
    html! {
        h2 { "External links" }
        ul { @for (title, url) in links { li { a href=(url) { (title) } " (" (url) ")" } } }
    }
}

fn day(day: Option<Date>) -> String {
    day.map(Date::in_words).unwrap_or_default()
}

/// A day by which something must be looked at, marked when it has passed.
fn due(suite: &Suite, by: Option<Date>) -> Markup {
    let is_late = by.is_some_and(|by| by < suite.today);
    html! { @if is_late { span class="late" { (day(by)) ": due now" } } @else { (day(by)) } }
}
