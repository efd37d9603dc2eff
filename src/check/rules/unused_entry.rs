//! `unused-entry`: a service or a word that no routemap uses; it ages unseen.

use super::{Report, Rule, Scope, Severity};
use crate::definition::{Deadline, document::Content};

pub const RULE: Rule = Rule { id: "unused-entry", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let steps = || scope.suite.routemaps().flat_map(|routemap| &routemap.steps);
    match &scope.document.content {
        Content::Directory(services) => {
            for (index, service) in services.iter().enumerate() {
                let acts = steps().any(|step| {
                    let names = |deadline: &Deadline| deadline.whose == service.id || deadline.write_to == service.id;
                    step.who == service.id || step.deadlines.iter().any(names)
                });
                if !acts && !steps().any(|step| step.contacts.contains(&service.id)) {
                    report.at(&format!("services.{index}.id"), format!("no routemap uses the service `{}`", service.id), None);
                }
            }
        }
        Content::Glossary(words) => {
            for (index, word) in words.iter().enumerate() {
                let young = scope.suite.routemaps_for_young_people().flat_map(|routemap| &routemap.steps).flat_map(|step| step.texts());
                let heads = scope.suite.routemaps().flat_map(|routemap| [&routemap.who_can_start, &routemap.goes_wrong]);
                let stages = scope.suite.routemaps().flat_map(|routemap| &routemap.stages).flat_map(|stage| &stage.expected);
                let pages = scope.suite.info_pages().flat_map(|(_, page)| &page.sections).map(|section| &section.text);
                let services = scope.suite.services().iter().map(|service| &service.what);
                let mut texts = steps().flat_map(|step| step.texts()).chain(young).chain(heads).chain(stages).chain(pages).chain(services);
                if !texts.any(|text| text.words().any(|used| used == word.word)) {
                    report.at(&format!("words.{index}.word"), format!("no routemap uses the word `{}`", word.word), None);
                }
            }
        }
        Content::Routemap(_) | Content::Place(_) | Content::BankHolidays(_) | Content::Info(_) => {}
    }
}
