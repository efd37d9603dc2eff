//! One step as a section: who acts, what happens, what to do, time limits, and the ways on.

use maud::{Markup, html};

use super::{Site, text};
use crate::definition::{DateId, Deadline, Routemap, Service, Step, Target};

/// Returns the section of a step. `#` and its id lead to it.
pub fn section(site: &Site, routemap: &Routemap, step: &Step) -> Markup {
    html! {
        section class="step" id=(step.id) aria-labelledby={ (step.id) "_" } {
            (place(routemap, step))
            div class="body" {
                p class="who" { (step.turn(site.services())) }
                h2 class="title" id={ (step.id) "_" } { (step.title) }
                div class="text" { (text::blocks(&step.text)) }
                (tasks(step))
                (dates(routemap, step))
                @for deadline in &step.deadlines { (due(site, routemap, deadline)) }
                (choices(site, step))
                (contacts(site, step))
                (sources(routemap, step))
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
                    @for task in &step.tasks { li { span class="box" {} span { (text::line(task.text.line())) } } }
                }
            }
        }
    }
}

fn dates(routemap: &Routemap, step: &Step) -> Markup {
    let asked = step.dates.iter().filter_map(|date| routemap.date(date.as_str()));
    html! {
        @for date in asked {
            section class="card date" {
                h3 { (date.ask) }
                @if !date.hint.is_empty() { p { (date.hint) } }
                p { "Write this date down. Time limits count from it." }
            }
        }
    }
}

fn due(site: &Site, routemap: &Routemap, deadline: &Deadline) -> Markup {
    let event = |date| routemap.event_words(date);
    html! {
        section class={ "card due " (if deadline.whose == "you" { "yours" } else { "theirs" }) } {
            p class="label" { (deadline.whose_words(site.services())) }
            h3 { (deadline.title) }
            p class="rule" { (rule_sentence(deadline, event)) }
            p class="why" { @for source in deadline.sources.iter().filter_map(|id| routemap.source(id)) { a href=(source.url) { (source.title) } " " } }
            details {
                summary { "If this date is missed" }
                (text::blocks(&deadline.missed))
            }
        }
    }
}

/// Returns the rule as a sentence of its own: "6 weeks after the council got the request".
fn rule_sentence<'a>(deadline: &'a Deadline, event: impl Fn(&'a DateId) -> &'a str) -> String {
    deadline.rule.in_words(event)
}

fn choices(site: &Site, step: &Step) -> Markup {
    html! {
        @if !step.choices.is_empty() {
            section class="next" {
                h3 { (step.question()) }
                ul class="choices" {
                    @for choice in &step.choices {
                        li {
                            a href=(href(&choice.to)) data-choice={ (step.id) " " (choice.id) } {
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

fn href(to: &Target) -> String {
    match to {
        Target::Here(step) => format!("#{step}"),
        Target::Elsewhere { routemap, step } => format!("../{routemap}/#{step}"),
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
            details {
                summary { "The law and facts behind this" }
                ul { @for source in step.sources.iter().filter_map(|id| routemap.source(id)) { li { a href=(source.url) { (source.title) } } } }
                @if let Some(checked) = routemap.last_checked { p class="checked" { "Last checked " (checked.in_words()) } }
            }
        }
    }
}
