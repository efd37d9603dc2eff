//! Access: axe finds nothing on any page, and nothing needs sideways scrolling.

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

use crate::{
    behaviours,
    browsers::{Browser, Setting},
    family::Family,
    words::{ask, routemaps},
};

behaviours![
    Plain: the_way_past_the_band_leads_to_the_step_that_is_shown,
    NoStorage: going_back_where_storage_is_blocked_does_no_harm,
    Narrow: axe_finds_nothing_at_320_pixels,
    Wide: axe_finds_nothing_at_1280_pixels,
    NarrowDark: axe_finds_nothing_at_320_pixels_in_the_dark,
    WideDark: axe_finds_nothing_at_1280_pixels_in_the_dark,
    Narrow: axe_finds_nothing_on_any_step_of_any_routemap_at_320_pixels,
    WideDark: axe_finds_nothing_on_any_step_of_any_routemap_in_the_dark,
    Narrow: nothing_scrolls_sideways_at_320_pixels_or_400_percent,
    ForcedColours: the_place_on_the_line_is_seen_in_forced_colours,
];

const PAGES: [&str; 8] = ["", "ehcna/", "dates/", "my-data/", "about/", "privacy/", "accessibility/", "404.html"];

async fn axe_finds_nothing_at_320_pixels(family: &Family) -> WebDriverResult<()> {
    axe_on_every_page(family).await
}

async fn axe_finds_nothing_at_1280_pixels(family: &Family) -> WebDriverResult<()> {
    axe_on_every_page(family).await
}

async fn axe_finds_nothing_at_320_pixels_in_the_dark(family: &Family) -> WebDriverResult<()> {
    axe_on_every_page(family).await
}

async fn axe_finds_nothing_at_1280_pixels_in_the_dark(family: &Family) -> WebDriverResult<()> {
    axe_on_every_page(family).await
}

async fn axe_finds_nothing_on_any_step_of_any_routemap_at_320_pixels(family: &Family) -> WebDriverResult<()> {
    axe_on_every_routemap(family).await
}

async fn axe_finds_nothing_on_any_step_of_any_routemap_in_the_dark(family: &Family) -> WebDriverResult<()> {
    axe_on_every_routemap(family).await
}

/// Looks at every routemap with all of its steps shown and everything opened, for both readers, and at its table.
async fn axe_on_every_routemap(family: &Family) -> WebDriverResult<()> {
    for (routemap, pages) in routemaps() {
        for page in pages {
            family.open(&page).await?;
            family.driver().execute(SHOW_ALL, vec![]).await?;
            fits(family, &page).await?;
            axe(family, &page).await?;
        }
        let table = format!("{}/services/", routemap.id);
        family.open(&table).await?;
        family.driver().execute(SHOW_ALL, vec![]).await?;
        fits(family, &table).await?;
        axe(family, &table).await?;
    }
    Ok(())
}

/// Shows everything that a page holds at once.
const SHOW_ALL: &str = "document.querySelectorAll('main [hidden]').forEach((e) => e.removeAttribute('hidden')); \
    document.querySelectorAll('details').forEach((e) => { e.open = true; }); delete document.documentElement.dataset.reader";

async fn nothing_scrolls_sideways_at_320_pixels_or_400_percent(family: &Family) -> WebDriverResult<()> {
    let width = width(family).await?;
    // WebKit's test browser has a window that cannot be narrower than its buttons.
    assert!(width == 320 || family.browser == Browser::WebKit && width < 480, "the window is {width} pixels wide");
    with_something_kept(family).await?;
    for page in PAGES {
        family.open(page).await?;
        fits(family, page).await?;
    }
    let steps: Vec<String> = every_step(family).await?;
    assert!(steps.len() >= 18);
    for step in steps {
        family.open(&format!("ehcna/#{step}")).await?;
        family.driver().execute("document.querySelectorAll('details').forEach((e) => { e.open = true; })", vec![]).await?;
        fits(family, &step).await?;
    }
    Ok(())
}

async fn the_place_on_the_line_is_seen_in_forced_colours(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    assert!(family.is("matchMedia('(forced-colors: active)').matches").await?);
    let border = "getComputedStyle(document.querySelector('#six-week-wait .stations .here'), '::after').borderTopStyle";
    assert!(family.is(&format!("{border} === 'double'")).await?, "the ringed station differs by shape");
    family.sees("Stage 2 of 5").await
}

pub async fn fits(family: &Family, what: &str) -> WebDriverResult<()> {
    let widest: u32 = family.driver().execute("return document.documentElement.scrollWidth", vec![]).await?.convert()?;
    let width = width(family).await?;
    assert!(widest <= width, "{what} is {widest} pixels wide in a window of {width}");
    Ok(())
}

/// Returns the width of the window in CSS pixels.
async fn width(family: &Family) -> WebDriverResult<u32> {
    family.driver().execute("return window.innerWidth", vec![]).await?.convert()
}

async fn axe_on_every_page(family: &Family) -> WebDriverResult<()> {
    if matches!(family.setting, Setting::NarrowDark | Setting::WideDark) {
        family.open("").await?;
        assert!(family.is("matchMedia('(prefers-color-scheme: dark)').matches").await?, "the look is dark");
    }
    with_something_kept(family).await?;
    for page in PAGES {
        family.open(page).await?;
        axe(family, page).await?;
    }
    // A wait, a question, an end, a step that is not on the route, with everything opened and a date that is wrong.
    for step in ["six-week-wait", "who-asks", "plan-in-force", "draft", "why-late"] {
        family.open(&format!("ehcna/#{step}")).await?;
        family.driver().execute("document.querySelectorAll('details').forEach((e) => { e.open = true; })", vec![]).await?;
        axe(family, step).await?;
    }
    Ok(())
}

pub async fn axe(family: &Family, page: &str) -> WebDriverResult<()> {
    let library = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let library = std::fs::read_to_string(library).expect("axe-core is in target/axe; `make test` puts it there");
    family.driver().execute(library, vec![]).await?;
    let run = "const [tags, done] = [arguments[0], arguments[arguments.length - 1]]; \
        axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then((found) => done(found.violations.map((rule) => \
            rule.id + ': ' + rule.nodes.slice(0, 3).map((node) => node.html + ' ' + node.failureSummary).join(' | '))), (error) => done(['axe failed: ' + error]))";
    let tags = json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
    let found: Value = family.driver().execute_async(run, vec![tags]).await?.json().clone();
    assert_eq!(found, json!([]), "axe on {page}");
    Ok(())
}

/// Goes as far as a wait, with a name, so that every page has something to show.
async fn with_something_kept(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.open("ehcna/").await?;
    family.type_into("", "Whose route is this?", "Sam").await
}

async fn every_step(family: &Family) -> WebDriverResult<Vec<String>> {
    family.open("ehcna/").await?;
    family.driver().execute("return [...document.querySelectorAll('section.step')].map((e) => e.id)", vec![]).await?.convert()
}

async fn the_way_past_the_band_leads_to_the_step_that_is_shown(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let skip = async || family.driver().execute("document.querySelector('.skip').click()", vec![]).await;
    skip().await?;
    family.wait("the focus is in the main part", async || family.is("document.activeElement.id === 'main_'").await).await?;
    family.sees_heading(crate::words::title(crate::words::WAIT)).await?;
    assert_eq!(family.hash().await?, format!("#{}", crate::words::WAIT));
    family.open("hand-over/").await?;
    family.sees("In it: your way through").await?;
    skip().await?;
    family.wait("the focus is in the main part", async || family.is("document.activeElement.id === 'main_'").await).await?;
    family.sees("In it: your way through").await
}

async fn going_back_where_storage_is_blocked_does_no_harm(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.driver().execute("location.href = '../about/'", vec![]).await?;
    family.wait("the other page", async || family.is("location.pathname.endsWith('/about/')").await).await?;
    family.driver().back().await?;
    family.wait("the routemap", async || family.is("location.pathname.endsWith('/ehcna/')").await).await?;
    family.wait_for_app().await?;
    assert!(!family.text().await?.contains("Something went wrong"));
    Ok(())
}
