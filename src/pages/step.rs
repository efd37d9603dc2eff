//! One step as a section: who acts, what happens, what to do, time limits, and the ways on.

use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Site, text, way};
use crate::{
    definition::{DateId, Deadline, Period, Reason, Routemap, Service, Step, Target, Voice},
    journey::letter_id,
};

/// Says whether a step asks for a date.
pub fn has_dates(step: &Step) -> bool {
    !dates_of(step).is_empty() || !step.reasons.is_empty() || !step.deadlines.is_empty()
}

/// Returns what the boot script brings to a step that is shown: the fields of a date, and what asks for the date of a letter. None
/// of it is of use without script, and a page has so many of them that its first paint would wait for them.
pub fn templates() -> Markup {
    html! {
        template id="date_" {
            (date_fields())
            details class="unsure" {
                summary { "I am not sure" }
                p { "That is all right. You can go on without it and add it later. Until then we cannot work out the dates that count from it." }
            }
        }
        template id="letter_" {
            details class="letter-date" {
                summary { "My letter gives another date" }
                fieldset class="date" {
                    legend { "What date does your letter give?" }
                    p class="hint" { "The date in your letter counts. Empty the fields to take it away." }
                    (date_fields())
                }
            }
        }
    }
}

/// The three fields of a date, the device's own calendar beside them, and the place for what is said of it.
fn date_fields() -> Markup {
    html! {
        div class="fields" {
            @for part in ["Day", "Month", "Year"] {
                label { (part) input type="text" inputmode="numeric" class=(part.to_lowercase()) autocomplete="off"; }
            }
            label class="pick" { "Pick" span class="unseen" { " it from a calendar" } input type="date" class="picker" autocomplete="off"; }
        }
        p class="said" role="status" {}
    }
}

/// Returns the section of a step. `#` and its id lead to it.
pub fn section(site: &Site, routemap: &Routemap, step: &Step) -> Markup {
    html! {
        section class="step" id=(step.id) aria-labelledby={ (step.id) "_" } {
            (place(routemap, step))
            div class="body" {
                p class="who" { (step.turn(site.services())) }
                h2 class="title" id={ (step.id) "_" } tabindex="-1" { (step.title) }
                div class="text" {
                    (text::blocks(&step.text))
                    @for fact in &step.facts { (text::blocks(&fact.text)) (source_links(routemap, &fact.sources)) }
                }
                (tasks(step))
                @for date in dates_of(step) { (date_entry(routemap, date)) }
                @for reason in &step.reasons { (why_late(routemap, reason)) }
                @for (index, deadline) in step.deadlines.iter().enumerate() { (due(site, routemap, index, deadline)) }
                (choices(site, routemap, step))
                div data-slot="route" {}
                (contacts(site, step))
                (sources(routemap, step))
                div data-slot="notes" {}
                (clear(site, routemap, step))
            }
        }
    }
}

/// The slim line: the stages as stations, this one ringed.
fn place(routemap: &Routemap, step: &Step) -> Markup {
    let Some((number, stage)) = routemap.stage(&step.stage) else { return html! {} };
    let station = |index: usize| match index.cmp(&number) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "ahead",
    };
    html! {
        div class="place" {
            div class="stations" aria-hidden="true" { @for index in 1..=routemap.stages.len() { i class=(station(index)) {} } }
            p { "Stage " (number) " of " (routemap.stages.len()) " · " (stage.title) }
        }
    }
}

fn tasks(step: &Step) -> Markup {
    html! {
        @if !step.tasks.is_empty() {
            section class="card" {
                h3 { (step.tasks_title()) }
                ul class="tasks" {
                    @for task in &step.tasks {
                        // The words stand apart from the label: a button inside it would be two controls in one.
                        @let id = format!("{}_{}", step.id, task.id);
                        li { input type="checkbox" id=(id) data-task=(task.id) autocomplete="off"; label for=(id) { (text::line(task.text.line())) } }
                    }
                }
                // Said where nothing is kept because the app is not there. The style shows it only then.
                p class="hint not-kept" { "This page cannot keep what you enter here. Write it down." }
            }
        }
    }
}

/// Returns the dates to ask for at a step: its own, and those its deadlines count from.
fn dates_of(step: &Step) -> Vec<&str> {
    let needed = step.deadlines.iter().flat_map(|deadline| deadline.rule.events());
    let mut dates: Vec<&str> = Vec::new();
    for date in step.dates.iter().map(DateId::as_str).chain(needed) {
        if !dates.contains(&date) {
            dates.push(date);
        }
    }
    dates
}

fn date_entry(routemap: &Routemap, date: &str) -> Markup {
    let Some(question) = routemap.date(date) else { return html! {} };
    html! {
        fieldset class="card date" data-date=(date) {
            legend { (question.ask) }
            @if !question.hint.is_empty() { p class="hint" { (question.hint) } }
            p class="hint not-kept" { "This page cannot keep a date now. Write it down." }
            div data-fields="date_" {}
        }
    }
}

/// A lawful reason for being late: its dates, and the place for what they mean.
fn why_late(routemap: &Routemap, reason: &Reason) -> Markup {
    html! {
        details class="reason" {
            summary { (reason.title) }
            (text::blocks(&reason.text))
            @for date in reason.test.dates() { (date_entry(routemap, date.as_str())) }
            p class="outcome" data-reason=(reason.id) role="status" {}
        }
    }
}

/// A time limit. The app puts its date into the place for it, found by the deadline's number in the step.
fn due(site: &Site, routemap: &Routemap, index: usize, deadline: &Deadline) -> Markup {
    let event = |date| routemap.event_words(date);
    html! {
        section class={ "card due " (if deadline.whose == "you" { "yours" } else { "theirs" }) } data-due=(index) {
            p class="label" { (deadline.whose_words(site.services())) }
            h3 { (deadline.title) }
            div class="when" {}
            p class="rule" { (deadline.rule.in_words(event)) }
            (in_force(deadline))
            p class="why" {
                (source_links(routemap, &deadline.sources))
                @if let Some(checked) = routemap.last_checked { span class="checked" { "Checked " (checked.in_words()) } }
            }
            p class="actions" hidden { button type="button" class="plain" data-calendar=(index) { "Add to my calendar" span class="unseen" { ": " (deadline.title) } } }
            details class="missed" {
                summary { "If this date is missed" }
                (text::blocks(&deadline.missed))
                (letter(site, routemap, deadline))
            }
            div data-date=(letter_id(&deadline.id)) data-fields="letter_" {}
        }
    }
}

/// Says from when to when a rule is the law, if it is not for ever.
fn in_force(deadline: &Deadline) -> Markup {
    let Period { from, until } = deadline.period;
    html! {
        @if let Some(from) = from { p class="hint" { "This is the rule if it starts to count on or after " (from.in_words()) "." } }
        @if let Some(until) = until { p class="hint" { "This is the rule if it starts to count on or before " (until.in_words()) "." } }
    }
}

/// A letter to send when a date was missed, ready to copy or to send by the family's own mail.
fn letter(site: &Site, routemap: &Routemap, deadline: &Deadline) -> Markup {
    let to = site.services().iter().find(|service| service.id == deadline.write_to);
    let mail = to.map(|to| to.email.as_str()).filter(|mail| !mail.is_empty());
    let subject = match routemap.voice {
        Voice::Parent => format!("{}, [your child's name]", routemap.short_title),
        Voice::YoungPerson => format!("{}, [your name]", routemap.short_title),
    };
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    html! {
        @if !deadline.letter.is_empty() {
            h4 { "A letter you can send" @if let Some(to) = to { " to " (to.name) } }
            div class="letter" { @for part in deadline.letter.split("\n\n") { p { (part) } } }
            @if let Some(mail) = mail {
                p { a href={ "mailto:" (mail) "?subject=" (encode(&subject)) "&body=" (encode(deadline.letter.trim())) } { "Write this as an email to " (mail) } }
            }
        }
    }
}

fn source_links(routemap: &Routemap, sources: &[String]) -> Markup {
    html! { @for source in sources.iter().filter_map(|id| routemap.source(id)) { a href=(source.url) { (source.title) } " " } }
}

fn choices(site: &Site, routemap: &Routemap, step: &Step) -> Markup {
    html! {
        @if !step.choices.is_empty() {
            section class="next" {
                h3 { (step.question()) }
                ul class="choices" {
                    @for choice in &step.choices {
                        li {
                            a href=(href(site, routemap, &choice.to)) data-choice={ (step.id) " " (choice.id) } {
                                span {
                                    (choice.label)
                                    @if !choice.hint.is_empty() { small { (choice.hint) } }
                                    @if let Some(title) = other_title(site, &choice.to) { small { "Leads to: " (title) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns where a choice leads. A routemap that does not exist is for the checker.
fn href(site: &Site, from: &Routemap, to: &Target) -> String {
    match to {
        Target::Here(step) => format!("#{step}"),
        Target::Elsewhere { routemap, step } => {
            site.suite.routemap(routemap.as_str()).map(|other| format!("{}#{step}", way(from.voice, other))).unwrap_or_default()
        }
    }
}

/// Returns the title of the routemap a choice leads to, if it leads out of this one.
fn other_title<'a>(site: &'a Site, to: &Target) -> Option<&'a str> {
    match to {
        Target::Elsewhere { routemap, .. } => site.suite.routemap(routemap.as_str()).map(|routemap| routemap.title.as_str()),
        Target::Here(_) => None,
    }
}

fn contacts(site: &Site, step: &Step) -> Markup {
    let services: Vec<&Service> = step.contacts.iter().filter_map(|id| site.services().iter().find(|service| service.id == *id)).collect();
    html! {
        @if !services.is_empty() {
            details {
                summary { "Who can help" }
                ul class="contacts" { @for service in services { li { (contact(service)) } } }
            }
        }
    }
}

fn contact(service: &Service) -> Markup {
    html! {
        b { (service.name) }
        (text::blocks(&service.what))
        @if !service.hours.is_empty() { p { (service.hours) } }
        p class="reach" {
            @if !service.phone.is_empty() { a href={ "tel:" (service.phone.replace(' ', "")) } { "Call " (service.phone) } " " }
            @if !service.email.is_empty() { a href={ "mailto:" (service.email) } { (service.email) } " " }
            @if !service.url.is_empty() { a href=(service.url) { "Website of " (service.name) } }
        }
        @if let Some(checked) = service.last_checked { p class="checked" { "Last checked " (checked.in_words()) } }
    }
}

fn sources(routemap: &Routemap, step: &Step) -> Markup {
    html! {
        @if !step.sources.is_empty() {
            details class="law" {
                summary { "The law and facts behind this" }
                ul { @for source in step.sources.iter().filter_map(|id| routemap.source(id)) { li { a href=(source.url) { (source.title) } } } }
                @if let Some(checked) = routemap.last_checked { p class="checked" { "Last checked " (checked.in_words()) } }
            }
        }
    }
}

/// Asks whether the step was clear, through the family's own mail; step and version are filled in.
fn clear(site: &Site, routemap: &Routemap, step: &Step) -> Markup {
    let feedback = site.link("feedback");
    let href = match feedback.starts_with("mailto:") {
        true => format!("{feedback}?subject=Routemap%20{}%20%23{}%20version%20{}", routemap.id, step.id, routemap.version),
        false => feedback.to_owned(),
    };
    html! { p class="clear" { "Was this step clear? " a href=(href) { "Tell us what was not" } } }
}
