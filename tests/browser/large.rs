//! A suite many times as large as ours: the home page leads by topic, and the search finds what the page has no room for.

use std::{fs, path::Path, sync::OnceLock};

use routemaps::{calendar::Date, site};
use thirtyfour::error::WebDriverResult;

use crate::{behaviours, family::Family, grown};

behaviours![Plain: in_a_suite_of_hundreds_the_home_page_leads_by_topic_and_the_search_finds_every_routemap];

async fn in_a_suite_of_hundreds_the_home_page_leads_by_topic_and_the_search_finds_every_routemap(family: &Family) -> WebDriverResult<()> {
    // The server has a runtime of its own, so it starts outside the test's.
    let address = std::thread::spawn(grown_site).join().unwrap();
    family.driver().goto(address).await?;
    family.wait_for_app().await?;
    let asked = "performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/find.')).length";
    assert!(family.is(&format!("{asked} === 0")).await?, "what can be found is fetched when somebody looks");
    family.choose_field("What do you need help with?").await?;
    for number in ["7", "118", "249"] {
        let script = "const field = document.getElementById('find_words_'); field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))";
        family.driver().execute(script, vec![number.into()]).await?;
        family.wait(number, async || Ok(family.first_found().await?.ends_with(&format!(" {number}")))).await?;
    }
    // One part after the other, the last maybe only now.
    family.wait("what can be found came in parts", async || family.is(&format!("{asked} > 1")).await).await?;
    family.choose(&family.first_found().await?).await?;
    family.wait("the routemap is open", async || family.is("location.pathname.endsWith('/grown-249/')").await).await?;
    family.wait_for_app().await?;
    family.choose("Start").await?;
    family.sees("You are here").await?;
    // The way by topic, and the place on its page.
    family.driver().goto(address).await?;
    family.choose("Getting help (").await?;
    family.wait_for_app().await?;
    family.sees_heading("Getting help").await?;
    family.driver().back().await?;
    family.choose("Carry on where I left off").await?;
    family.sees("You are here").await
}

/// Builds and serves a site of 250 small routemaps beside ours.
fn grown_site() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = project.join("target/browser-grown");
        let _ = fs::remove_dir_all(&folder);
        grown::write_suite(&project.join("routemaps"), &folder.join("routemaps"), 250, 4).unwrap();
        let (base, today) = ("/grown/".to_owned(), Date::new(2026, 11, 21).unwrap());
        let build = site::Build {
            project: project.to_owned(),
            routemaps: folder.join("routemaps"),
            out: folder.join("site"),
            base,
            address: None,
            reloads: false,
            today,
        };
        site::build(&build).unwrap();
        let server = site::serve(&build.out, &build.base, 0).unwrap();
        let address = format!("http://localhost:{}{}", server.address.port(), build.base);
        std::mem::forget(server);
        address
    })
}
