//! Handing a place over to another phone, and taking one in: nothing goes along that was not asked for, nothing is kept
//! that was not asked for, nothing is written over.

use routemaps::snapshot;
use serde_json::json;
use thirtyfour::{Key, error::WebDriverResult};

use crate::{
    behaviours,
    family::Family,
    words::{WAIT, ask, title},
};

behaviours![
    Plain: a_place_goes_to_another_phone_by_link_and_is_carried_on_there,
    Plain: name_and_notes_go_along_only_when_they_are_ticked,
    Plain: a_damaged_link_is_said_and_changes_nothing,
    Plain: a_link_that_is_not_kept_leaves_nothing_behind,
    Plain: a_link_to_a_route_that_is_here_already_is_added_or_kept_beside_it,
    Plain: what_changed_here_since_a_link_was_opened_is_not_written_over,
    Plain: a_link_put_into_an_open_page_is_opened_too,
    Plain: a_full_device_still_hands_over,
    Plain: choosing_a_route_with_the_keyboard_keeps_the_focus_and_each_view_begins_at_its_heading,
    NoStorage: without_storage_the_page_that_hands_over_says_why_there_is_nothing,
    Narrow: the_page_that_hands_over_fits_and_axe_finds_nothing,
];

/// Goes to the wait with a date, a name and a note, and returns the link that hands it over with these boxes ticked.
pub async fn link_with(family: &Family, ticked: &[&str]) -> WebDriverResult<String> {
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.sees("You said: 2 September 2026").await?;
    family.choose("Notes I want to keep").await?;
    family.type_into("", "Your notes about this step", "Rang on Monday").await?;
    family.open("ehcna/").await?;
    family.type_into("", "Whose route is this?", "Sam").await?;
    family.choose("Hand this route over").await?;
    family.wait_for_app().await?;
    family.sees("In it: your way through").await?;
    for box_ in ticked {
        family.choose_field(box_).await?;
    }
    family.field_value("", "The link").await
}

/// Another phone: nothing is kept on it.
pub async fn on_another_phone(family: &Family) -> WebDriverResult<()> {
    family.driver().execute("localStorage.clear(); sessionStorage.clear()", vec![]).await?;
    Ok(())
}

pub async fn open_link(family: &Family, link: &str) -> WebDriverResult<()> {
    family.driver().goto("about:blank").await?;
    family.driver().goto(link).await?;
    family.wait("the page that takes it in", async || family.is("location.pathname.endsWith('/hand-over/')").await).await?;
    family.wait_for_app().await
}

async fn a_place_goes_to_another_phone_by_link_and_is_carried_on_there(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &[]).await?;
    assert!(link.starts_with(&format!("{}ehcna/#j=", family.site)), "{link}");
    assert!(family.is("document.querySelector('img.code').naturalWidth > 0").await?, "the code is drawn");
    on_another_phone(family).await?;
    open_link(family, &link).await?;
    family.sees("A route was handed to you").await?;
    family.sees(&format!("It stands at: {}", title(WAIT))).await?;
    assert_eq!(family.hash().await?, "", "what was handed over does not stay in the address");
    family.reload().await?;
    family.sees("A route was handed to you").await?;
    family.choose("Keep it on this device").await?;
    family.wait_for_app().await?;
    family.sees_heading(title(WAIT)).await?;
    family.sees("You said: 2 September 2026").await?;
    family.open("").await?;
    family.choose("Carry on where I left off").await?;
    family.wait_for_app().await?;
    family.sees_heading(title(WAIT)).await
}

async fn name_and_notes_go_along_only_when_they_are_ticked(family: &Family) -> WebDriverResult<()> {
    let bare = link_with(family, &[]).await?;
    family.sees("No name and no notes.").await?;
    family.choose_field("Also the name: Sam").await?;
    family.choose_field("Also your notes").await?;
    family.sees("The name and your notes go along.").await?;
    let full = family.field_value("", "The link").await?;
    assert!(full.len() > bare.len());
    for (link, goes_along) in [(bare, false), (full, true)] {
        on_another_phone(family).await?;
        open_link(family, &link).await?;
        family.choose("Everything in it").await?;
        family.sees("2 September 2026").await?;
        let text = family.text().await?;
        assert_eq!((text.contains("Sam"), text.contains("Rang on Monday")), (goes_along, goes_along), "{text}");
    }
    Ok(())
}

async fn a_damaged_link_is_said_and_changes_nothing(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &[]).await?;
    let before = family.kept().await?;
    open_link(family, &link[..link.len() - 4]).await?;
    family.sees("This link is damaged.").await?;
    open_link(family, &format!("{}ehcna/#j=%00<script>", family.site)).await?;
    family.sees("This link is damaged.").await?;
    assert_eq!(family.kept().await?, before);
    family.choose("Back").await?;
    family.sees("Which route do you hand over?").await
}

async fn a_link_that_is_not_kept_leaves_nothing_behind(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &["Also the name: Sam"]).await?;
    on_another_phone(family).await?;
    open_link(family, &link).await?;
    family.sees("A route was handed to you: Sam").await?;
    family.choose("Do not keep it").await?;
    family.sees("Nothing was kept.").await?;
    assert_eq!(family.kept().await?, json!({}));
    assert!(family.is("sessionStorage.length === 0").await?);
    assert!(!family.text().await?.contains("Sam"));
    Ok(())
}

async fn a_link_to_a_route_that_is_here_already_is_added_or_kept_beside_it(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &["Also the name: Sam", "Also your notes"]).await?;
    open_link(family, &link).await?;
    family.sees("This route is here already, just so.").await?;
    // Here something was taken away since.
    family.open(&format!("ehcna/#{WAIT}")).await?;
    family.type_into(ask("request-received"), "Day", "3").await?;
    family.sees("You said: 3 September 2026").await?;
    open_link(family, &link).await?;
    family.sees("they differ in: 1.").await?;
    family.choose("Add it to the one here").await?;
    family.wait_for_app().await?;
    family.sees("You said: 3 September 2026").await?;
    let count = "Object.keys(localStorage).filter((key) => key.startsWith('routemaps/journey/')).length";
    assert!(family.is(&format!("{count} === 1")).await?);
    open_link(family, &link).await?;
    family.choose("Keep both").await?;
    family.wait_for_app().await?;
    family.sees("You said: 2 September 2026").await?;
    assert!(family.is(&format!("{count} === 2")).await?, "the one here is still there");
    Ok(())
}

async fn what_changed_here_since_a_link_was_opened_is_not_written_over(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &[]).await?;
    family.open(&format!("ehcna/#{WAIT}")).await?;
    family.type_into(ask("request-received"), "Day", "3").await?;
    family.sees("You said: 3 September 2026").await?;
    open_link(family, &link).await?;
    family.sees("they differ in: 1.").await?;
    family.sees("2 September 2026").await?;
    // Another tab goes on with the route meanwhile.
    let kept = family.kept().await?;
    let (key, text) = kept.as_object().unwrap().iter().find(|(key, _)| key.contains("/journey/")).unwrap();
    let mut newer = snapshot::read(text.as_str().unwrap()).unwrap();
    newer.journey.notes = newer.journey.notes.iter().map(|(at, note)| (at.clone(), format!("{note} and Tuesday"))).collect();
    let newer = snapshot::write(&newer);
    family.put(key, &newer).await?;
    family.choose("Add it to the one here").await?;
    family.sees("This route was changed here meanwhile. Nothing was kept yet.").await?;
    assert_eq!(family.kept().await?[key], json!(newer));
    family.choose("Add it to the one here").await?;
    family.wait_for_app().await?;
    family.sees_heading(title(WAIT)).await?;
    let kept = family.kept().await?[key].to_string();
    assert!(kept.contains("Rang on Monday and Tuesday") && kept.contains("2026-09-03"), "{kept}");
    Ok(())
}

async fn a_link_put_into_an_open_page_is_opened_too(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &[]).await?;
    on_another_phone(family).await?;
    family.open("ehcna/").await?;
    family.driver().execute("location.hash = arguments[0]", vec![json!(link.split_once('#').unwrap().1)]).await?;
    family.wait("the page that takes it in", async || family.is("location.pathname.endsWith('/hand-over/')").await).await?;
    family.wait_for_app().await?;
    family.sees("A route was handed to you").await
}

async fn a_full_device_still_hands_over(family: &Family) -> WebDriverResult<()> {
    link_with(family, &[]).await?;
    family.fill_storage().await?;
    family.open("hand-over/").await?;
    family.sees("It may be full.").await?;
    family.sees("In it: your way through").await?;
    assert!(family.field_value("", "The link").await?.contains("#j="));
    Ok(())
}

async fn choosing_a_route_with_the_keyboard_keeps_the_focus_and_each_view_begins_at_its_heading(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &[]).await?;
    family.open("ehcna/#new").await?;
    family.choose("Start").await?;
    family.open("hand-over/").await?;
    let press = async |key: Key| family.driver().action_chain().key_down(key.clone()).key_up(key).perform().await;
    family.driver().execute("document.querySelector('.pick-one input').focus()", vec![]).await?;
    press(Key::Space).await?;
    family.sees("In it: your way through").await?;
    assert!(family.is("document.activeElement === document.querySelectorAll('.pick-one input')[0]").await?);
    press(Key::Down).await?;
    let second = "document.activeElement === document.querySelectorAll('.pick-one input')[1] && document.activeElement.checked";
    family.wait("the second route is chosen", async || family.is(second).await).await?;
    open_link(family, &link).await?;
    let heading = "document.activeElement.tagName === 'H2' && document.activeElement.textContent.startsWith('A route was handed to you')";
    family.wait("the focus is on the heading", async || family.is(heading).await).await?;
    family.choose("Do not keep it").await?;
    let heading = "document.activeElement.tagName === 'H2' && document.activeElement.textContent.startsWith('Which route')";
    family.wait("the focus is on the heading", async || family.is(heading).await).await
}

async fn without_storage_the_page_that_hands_over_says_why_there_is_nothing(family: &Family) -> WebDriverResult<()> {
    family.open("hand-over/").await?;
    family.sees("because the browser blocks it").await
}

async fn the_page_that_hands_over_fits_and_axe_finds_nothing(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &["Also the name: Sam"]).await?;
    crate::access::fits(family, "hand-over/").await?;
    crate::access::axe(family, "hand-over/").await?;
    on_another_phone(family).await?;
    open_link(family, &link).await?;
    family.sees("A route was handed to you").await?;
    crate::access::fits(family, "taking in").await?;
    crate::access::axe(family, "taking in").await?;
    family.open("network/").await?;
    crate::access::fits(family, "network/").await?;
    crate::access::axe(family, "network/").await
}
