//! The drawn map: read as a list, walked with the keyboard, marked with the family's way and dates, and drawn for the eye.

use thirtyfour::{Key, error::WebDriverResult};

use crate::{
    behaviours,
    browsers::Browser,
    family::Family,
    words::{WAIT, ask, label, title},
};

behaviours![
    Narrow: on_a_phone_the_map_is_a_page_of_its_own_and_leads_back_to_the_step,
    Wide: on_a_wide_screen_the_map_stands_beside_the_step,
    Plain: the_map_shows_where_the_family_was_where_it_is_and_what_is_due,
    Plain: a_way_that_is_only_named_draws_no_line_that_the_family_did_not_go,
    Plain: a_station_of_the_map_can_be_read_and_gone_to,
    Plain: the_map_can_be_walked_with_the_arrow_keys_alone,
    Plain: the_map_is_heard_as_a_list_of_stations_with_their_ways_out,
    NoScript: without_scripts_the_map_is_drawn_and_its_stations_lead_to_their_steps,
    ForcedColours: the_map_differs_by_shape_in_forced_colours,
];

async fn on_a_phone_the_map_is_a_page_of_its_own_and_leads_back_to_the_step(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.choose("See the map").await?;
    family.sees_heading("The whole route").await?;
    assert_eq!(family.hash().await?, "#map");
    let focused = |step: &str| {
        let title = title(step);
        format!(
            "(() => {{ const at = document.activeElement; const place = at.getBoundingClientRect(); \
            return at.textContent.endsWith({title:?}) && place.top >= 0 && place.bottom <= innerHeight; }})()"
        )
    };
    family.wait("the focus is where the family stands", async || family.is(&focused(WAIT)).await).await?;
    assert!(family.is("document.querySelector('#six-week-wait').offsetParent === null").await?, "the step is not beside it");
    assert!(family.is("document.documentElement.scrollWidth <= innerWidth").await?, "the map scrolls sideways");
    family.choose_station(title("draft")).await?;
    family.sees_heading(title("draft")).await?;
    family.driver().back().await?;
    family.sees_heading("The whole route").await?;
    family.wait("the focus is on the station that was read", async || family.is(&focused("draft")).await).await?;
    family.driver().back().await?;
    family.sees_heading(title("six-week-wait")).await
}

async fn on_a_wide_screen_the_map_stands_beside_the_step(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.station(title("six-week-wait")).await?;
    let beside = "document.querySelector('#map').getBoundingClientRect().left >= document.querySelector('#six-week-wait').getBoundingClientRect().right";
    assert!(family.is(beside).await?, "the map overlaps the step");
    let seen = "(() => { const here = document.querySelector('.map [data-at=here]').getBoundingClientRect(); \
        return here.top >= 0 && here.bottom <= innerHeight; })()";
    family.wait("the place on the map is in the window", async || family.is(seen).await).await
}

async fn the_map_shows_where_the_family_was_where_it_is_and_what_is_due(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.sees("You said: 2 September 2026").await?;
    family.open("ehcna/#map").await?;
    let row = async |step: &str| -> WebDriverResult<String> {
        let station = family.station(title(step)).await?;
        family.driver().execute("return arguments[0].closest('p').textContent", vec![station.to_json()?]).await?.convert()
    };
    assert!(row("before-you-ask").await?.contains("You have been here"));
    let here = row("six-week-wait").await?;
    assert!(here.contains("You are here"), "{here}");
    // Six weeks after 2 September 2026; the device's clock says a later day.
    assert!(here.contains("Wednesday 14 October 2026") && here.contains("late"), "{here}");
    assert!(family.is("document.querySelector('.map [data-at=here] .late')").await?, "what is late has a sign of its own");
    assert!(!row("plan-in-force").await?.contains("been here"));
    assert!(family.is("document.querySelectorAll('.map path.gone').length >= 4").await?, "the way gone is drawn");
    let ends = "(() => { const rows = [...document.querySelectorAll('.map svg')]; \
        const here = rows.indexOf(document.querySelector('.map [data-at=here] svg')); \
        return rows.slice(0, here).some((row) => row.querySelector('.gone')) && !rows.slice(here + 1).some((row) => row.querySelector('.gone')) })()";
    assert!(family.is(ends).await?, "the way that was gone ends where the family stands");
    Ok(())
}

async fn a_way_that_is_only_named_draws_no_line_that_the_family_did_not_go(family: &Family) -> WebDriverResult<()> {
    const LATE: &str = "why-late";
    family.go_to_the_wait().await?;
    family.open("ehcna/#map").await?;
    family.choose_station(title(LATE)).await?;
    family.choose("Yes, I am here now").await?;
    family.sees_heading(title(LATE)).await?;
    family.choose(label(LATE, "fits-plan-or-not")).await?;
    family.sees_heading(title("sixteen-week-wait")).await?;
    family.open("ehcna/#map").await?;
    family.sees("You are here").await?;
    let way = "document.querySelector('.map [data-way~=fits-plan-or-not]').dataset.lane";
    assert!(family.is(&format!("{way} === undefined")).await?, "this way is named; take another one for this test");
    assert!(family.is("document.querySelectorAll('.map .gone').length === 0").await?);
    Ok(())
}

async fn a_station_of_the_map_can_be_read_and_gone_to(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("ehcna/#map").await?;
    family.choose_station(title("draft")).await?;
    family.sees("This step is not on your route.").await?;
    family.choose("No, back to my place").await?;
    family.sees_heading(title("six-week-wait")).await?;
    family.open("ehcna/#map").await?;
    family.choose_station(title("draft")).await?;
    family.choose("Yes, I am here now").await?;
    family.open("ehcna/#map").await?;
    family
        .wait("the ring is there", async || {
            family.is(&format!("document.querySelector('.map [data-at=here] a').textContent.endsWith({:?})", title("draft"))).await
        })
        .await
}

async fn the_map_can_be_walked_with_the_arrow_keys_alone(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/#map").await?;
    let station = family.station(title("before-you-ask")).await?;
    family.driver().execute("arguments[0].focus()", vec![station.to_json()?]).await?;
    let focused = async || -> WebDriverResult<String> {
        family.driver().execute("return document.activeElement.getAttribute('href')", vec![]).await?.convert()
    };
    // Presses a key and returns where the focus has moved; the browser may take a moment.
    let move_by = async |key: Key| -> WebDriverResult<String> {
        let before = focused().await?;
        press(family, key).await?;
        family.wait("the focus moves", async || Ok(focused().await? != before)).await?;
        focused().await
    };
    let second = move_by(Key::Down).await?;
    assert!(second.starts_with('#') && second != "#before-you-ask", "{second}");
    assert_eq!(move_by(Key::Up).await?, "#before-you-ask");
    // Into the ways out of the station, along one of them, and back.
    let first = move_by(Key::Right).await?;
    let way = move_by(Key::Right).await?;
    assert!(way.starts_with('#') && way != first, "{first} {way}");
    assert_eq!(move_by(Key::Left).await?, first);
    assert_eq!(move_by(Key::Right).await?, way);
    // The way leads to its station, which has the same address.
    press(family, Key::Down).await?;
    let is_station = "document.activeElement.matches('.map ol > li > p a')";
    family.wait("the station is focused", async || family.is(is_station).await).await?;
    assert_eq!(focused().await?, way);
    press(family, Key::Enter).await?;
    family.wait("the step of the station", async || Ok(family.hash().await? == way)).await
}

/// What a screen reader goes through, line by line: the roles and names of the map as the browser hands them out.
async fn the_map_is_heard_as_a_list_of_stations_with_their_ways_out(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("ehcna/#map").await?;
    family.sees_heading("The whole route").await?;
    if family.browser == Browser::Chromium {
        let heard = family.accessibility_tree("The whole route").await?;
        crate::is_as_kept("map-transcript.txt", &heard);
    }
    // In both engines: the words of a station and its ways, in the order in which they are read.
    let station = family.station(title("six-week-wait")).await?;
    let said: String = family
        .driver()
        .execute("return arguments[0].closest('ol > li').textContent.replace(/\\s+/g, ' ')", vec![station.to_json()?])
        .await?
        .convert()?;
    assert!(said.contains(&format!(": {}", title("six-week-wait"))), "{said}");
    assert!(said.contains(&format!("Choice: {}", label("six-week-wait", "yes"))) && said.contains(", leads to "), "{said}");
    Ok(())
}

async fn without_scripts_the_map_is_drawn_and_its_stations_lead_to_their_steps(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("See the map").await?;
    family.sees_heading("The whole route").await?;
    family.choose_station(title(WAIT)).await?;
    family.sees_heading(title(WAIT)).await
}

async fn the_map_differs_by_shape_in_forced_colours(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("ehcna/#map").await?;
    family.sees("You are here").await?;
    let stroke =
        "getComputedStyle(document.querySelector('.map path')).stroke !== getComputedStyle(document.querySelector('.map')).backgroundColor";
    assert!(family.is(stroke).await?, "the lines are seen");
    let width = |at: &str| format!("parseFloat(getComputedStyle(document.querySelector('.map [data-at={at}]'), '::before').width)");
    let widths = format!("{} > {}", width("here"), width("seen"));
    assert!(family.is(&widths).await?, "the ringed station is larger");
    Ok(())
}

async fn press(family: &Family, key: Key) -> WebDriverResult<()> {
    family.driver().action_chain().key_down(key.clone()).key_up(key).perform().await
}
