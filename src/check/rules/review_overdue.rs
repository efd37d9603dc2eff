//! `review-overdue`: the day by which a routemap should have been checked again has passed.

use super::{Report, Rule, Scope, Severity};

pub const RULE: Rule = Rule { id: "review-overdue", severity: Severity::Warning, check };

fn check(scope: &Scope, report: &mut Report) {
    let Some(review_by) = scope.document.routemap().and_then(|routemap| routemap.review_by) else { return };
    if review_by < scope.suite.today {
        let help = "compare it with the law and the services, then change `last_checked` and `review_by`".to_owned();
        report.at("review_by", format!("this routemap should have been checked again by {}", review_by.in_words()), help);
    }
}
