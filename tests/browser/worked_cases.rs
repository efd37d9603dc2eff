//! The worked cases of the facts, each through the rule language in the page's WebAssembly: the same dates as natively.
//!
//! The cases become routemaps and kept journeys, and My dates says when each is due.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path, sync::OnceLock};

use routemaps::{calendar::Date, definition::rule, site};
use thirtyfour::error::WebDriverResult;

use crate::{
    behaviours,
    cases_file::{Case, cases},
    family::Family,
};

behaviours![Plain: every_worked_case_gives_the_same_date_in_the_browser];

async fn every_worked_case_gives_the_same_date_in_the_browser(family: &Family) -> WebDriverResult<()> {
    // The server has a runtime of its own, so it starts outside the test's.
    let site = std::thread::spawn(cases_site).join().unwrap();
    family.driver().goto(&site.address).await?;
    for (number, group) in site.groups.iter().enumerate() {
        family.put(&format!("routemaps/journey/j{number}"), &journey(number, group)).await?;
    }
    family.driver().goto(format!("{}dates/", site.address)).await?;
    family.wait_for_app().await?;
    family.sees("The dates as text").await?;
    let text: String = family.driver().execute("return document.getElementById('as_text_').value", vec![]).await?.convert()?;
    for case in site.groups.iter().flatten() {
        let (date, last) = case.expected.split_once(" last ").unwrap_or((&case.expected, &case.expected));
        let due = Date::from_iso(if last.is_empty() { date } else { last }).unwrap();
        let line = format!("{}: case {} (", due.in_words_with_weekday(), case.name);
        // School days need the school's own calendar, which the page does not have.
        assert_eq!(text.contains(&line), case.closed.is_empty(), "{line}\n{text}");
    }
    Ok(())
}

struct CasesSite {
    address: String,
    /// Cases that can share a routemap, because their dates of one name are one day.
    groups: Vec<Vec<Case>>,
}

/// Builds and serves a site whose routemaps are the cases.
fn cases_site() -> &'static CasesSite {
    static SITE: OnceLock<CasesSite> = OnceLock::new();
    SITE.get_or_init(|| {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = tempfile::tempdir().unwrap();
        let context = "tests/suite/check/context/";
        for shared in [&format!("{context}place"), &format!("{context}directory"), &format!("{context}glossary"), "routemaps/bank-holidays"]
        {
            let from = project.join(format!("{shared}.toml"));
            fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
        }
        let groups = groups();
        for (number, group) in groups.iter().enumerate() {
            fs::write(folder.path().join(format!("case-{number}.toml")), routemap(group)).unwrap();
        }
        let out = project.join("target/browser-cases");
        let (base, today) = ("/cases/".to_owned(), Date::new(2026, 11, 21).unwrap());
        let build = site::Build {
            project: project.to_owned(),
            routemaps: folder.path().to_owned(),
            out,
            base,
            address: None,
            reloads: false,
            today,
        };
        site::build(&build).unwrap();
        let server = site::serve(&build.out, &build.base, 0).unwrap();
        let address = format!("http://localhost:{}{}", server.address.port(), build.base);
        std::mem::forget(server);
        CasesSite { address, groups }
    })
}

fn groups() -> Vec<Vec<Case>> {
    let mut groups: Vec<Vec<Case>> = Vec::new();
    for case in cases() {
        let own = names(std::slice::from_ref(&case));
        let fits = |group: &Vec<Case>| {
            let known = names(group);
            own.iter().all(|(name, day)| known.get(name).is_none_or(|known| known == day))
        };
        match groups.iter().position(fits) {
            Some(place) => groups[place].push(case),
            None => groups.push(vec![case]),
        }
    }
    groups
}

/// Returns the dates that some cases count from, each with its day; one that a case leaves open has none.
fn names(group: &[Case]) -> BTreeMap<String, Option<Date>> {
    let of = |case: &Case| -> Vec<(String, Option<Date>)> {
        let rule = rule::parse(&case.rule).unwrap();
        let day = |event: &str| case.dates.iter().find(|(name, _)| name == event).map(|(_, day)| *day);
        rule.events().map(|event| (event.to_owned(), day(event))).collect()
    };
    group.iter().flat_map(of).collect()
}

fn routemap(group: &[Case]) -> String {
    let mut text = String::from(
        r##"format = 1
title = "Cases"
short_title = "Cases"
summary = "Cases."
topic = "Days out"
ages = "0 to 16"
colour = "#5b2a86"
how_long = "A day"
who_can_start = "Anybody."
version = "1"
status = "draft"
last_checked = 2026-11-21
review_by = 2099-01-01
owner = "Nobody"
start = "all"
[[sources]]
id = "facts"
title = "Facts"
url = "https://example.org/"
[[stages]]
id = "one"
title = "One"
education = "None."
health = "None."
social_care = "None."
"##,
    );
    let dates: Vec<String> = names(group).into_keys().collect();
    for date in &dates {
        writeln!(text, "[[dates]]\nid = \"{date}\"\nask = \"When was {date}?\"\nevent = \"{date}\"\nplanned = true").unwrap();
    }
    writeln!(
        text,
        "[[steps]]\nid = \"all\"\nstage = \"one\"\nkind = \"end\"\nwho = \"you\"\ntitle = \"All\"\ntext = \"All of them.\"\ndates = {dates:?}"
    )
    .unwrap();
    for Case { name, rule, .. } in group {
        let id = name.to_lowercase();
        writeln!(
            text,
            "[[steps.deadlines]]\nid = \"{id}\"\ntitle = \"case {name}\"\nwhose = \"council\"\nrule = \"{rule}\"\nsources = [\"facts\"]\nmissed = \"Ask.\""
        )
        .unwrap();
    }
    text
}

/// A kept journey that has entered the dates of a group.
fn journey(number: usize, group: &[Case]) -> String {
    let mut text = format!("routemaps-journey\t1\njourney\tj{number}\tcase-{number}\t1\t\t\t1\t1\tAll\n");
    for (name, day) in names(group).into_iter().filter_map(|(name, day)| Some((name, day?))) {
        writeln!(text, "date\t{name}\t1\t{day}").unwrap();
    }
    text + "end\n"
}
