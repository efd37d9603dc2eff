//! `same-contact`: two services with one phone number, email or website; when it changes, one of them stays wrong.

use super::{Report, Rule, Scope, Severity};
use crate::definition::{Service, document::Content};

pub const RULE: Rule = Rule { id: "same-contact", severity: Severity::Warning, check };

type Way = (&'static str, fn(&Service) -> String);

/// The ways to reach a service, each in a form in which two that are the same look the same.
const WAYS: [Way; 3] = [
    ("phone", |service| service.phone.chars().filter(|sign| !sign.is_whitespace()).collect()),
    ("email", |service| service.email.to_lowercase()),
    ("url", |service| service.url.trim_end_matches('/').replace("://www.", "://")),
];

fn check(scope: &Scope, report: &mut Report) {
    let Content::Directory(services) = &scope.document.content else { return };
    for (index, service) in services.iter().enumerate() {
        for (key, way) in WAYS.iter().filter(|(_, way)| !way(service).is_empty()) {
            let before = services.iter().take(index).find(|other| way(other) == way(service));
            if let Some(other) = before {
                let sentence = format!("service `{}` has the same `{key}` as `{}`", service.id, other.id);
                report.at(
                    &format!("services.{index}.{key}"),
                    sentence,
                    "write each contact once, and name that service wherever it helps".to_owned(),
                );
            }
        }
    }
}
