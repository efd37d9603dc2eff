//! Routes that this device does not keep: somebody is guided, a route is only looked at, or the page stands in another
//! site's frame.

use serde_json::json;
use thirtyfour::error::WebDriverResult;

use crate::{
    behaviours,
    browsers::Browser,
    family::Family,
    hand_over::{link_with, on_another_phone, open_link},
    host::Host,
    words::{WAIT, ask, label, title},
};

behaviours![
    Plain: somebody_is_guided_and_the_device_keeps_nothing_of_them,
    Plain: families_that_are_guided_are_kept_apart,
    Plain: changing_the_family_and_going_back_move_nobody,
    Plain: going_back_after_guiding_leaves_the_devices_own_route_as_it_is,
    Plain: one_family_can_be_finished_and_the_others_stay,
    Plain: only_the_first_route_of_a_family_that_is_guided_takes_its_name,
    Plain: what_is_only_looked_at_leaves_nothing_behind,
    Plain: what_was_looked_at_can_be_kept_with_all_that_was_entered,
    Plain: out_of_a_frame_the_full_page_takes_the_place_along,
    Plain: a_site_that_the_place_does_not_name_cannot_show_ours_in_a_frame,
    NoStorage: out_of_a_frame_the_place_goes_along_even_where_nothing_is_kept,
    Narrow: guiding_fits_and_axe_finds_nothing,
];

const STORED: &str = "localStorage.length + sessionStorage.length";

async fn guide(family: &Family, name: &str, button: &str) -> WebDriverResult<()> {
    family.open("hand-over/").await?;
    add(family, name, button).await
}

/// Adds a family on the page "Hand over".
async fn add(family: &Family, name: &str, button: &str) -> WebDriverResult<()> {
    family.type_into("", "Their first name or initials", name).await?;
    family.choose(button).await?;
    family.wait("the home page", async || family.is("document.querySelector('main.home') !== null").await).await?;
    family.wait_for_app().await
}

async fn somebody_is_guided_and_the_device_keeps_nothing_of_them(family: &Family) -> WebDriverResult<()> {
    guide(family, "Sam", "Start guiding").await?;
    family.sees("You are guiding Sam.").await?;
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.sees("You said: 2 September 2026").await?;
    assert!(family.is("document.querySelector('section.step:not([hidden]) .law').open").await?, "the law is open");
    family.reload().await?;
    family.sees("You said: 2 September 2026").await?;
    assert_eq!(family.kept().await?, json!({}), "the device keeps nothing");
    // Any step can be gone to.
    family.open("ehcna/#map").await?;
    family.choose_station(title("draft")).await?;
    family.choose("Yes, I am here now").await?;
    family.sees_heading(title("draft")).await?;
    family.sees("You are here").await?;
    family.choose("Hand over or finish").await?;
    family.wait_for_app().await?;
    family.choose_field("Sam · EHC needs assessment").await?;
    family.sees("Point the camera").await?;
    family.choose("Finish, and forget all families").await?;
    family.choose("Yes, forget all families").await?;
    family.wait("the home page", async || family.is("document.querySelector('main.home') !== null").await).await?;
    family.wait_for_app().await?;
    assert!(family.is(&format!("{STORED} === 0")).await?, "nothing is left");
    assert!(!family.text().await?.contains("Sam"));
    family.open("hand-over/").await?;
    family.sees("Nothing is kept on this device").await
}

async fn families_that_are_guided_are_kept_apart(family: &Family) -> WebDriverResult<()> {
    guide(family, "Sam", "Start guiding").await?;
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.sees("You said: 2 September 2026").await?;
    guide(family, "A B", "Add this family").await?;
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.open("ehcna/").await?;
    let text = family.text().await?;
    assert!(text.contains("Carry on: A B") && !text.contains("Carry on: Sam"), "{text}");
    family.choose("Sam").await?;
    family.sees("Carry on where I left off").await?;
    family.wait_for_app().await?;
    family.choose("Carry on where I left off").await?;
    family.sees_heading(title(WAIT)).await?;
    family.sees("You said: 2 September 2026").await?;
    // The other family finds its own page again, and nothing of the one before, also by going back.
    family.choose("A B").await?;
    family.sees("Carry on: A B").await?;
    for _ in 0..3 {
        family.driver().back().await?;
        family.wait_for_app().await?;
        assert!(!family.text().await?.contains("2 September 2026"));
        if family.is("location.protocol === 'http:'").await? {
            assert!(family.is("document.querySelector('#families_ [aria-current]').textContent === 'A B'").await?);
        }
    }
    family.open("").await?;
    family.sees("A B · EHC needs assessment").await
}

/// Returns every journey that the tab keeps.
async fn in_the_tab(family: &Family) -> WebDriverResult<serde_json::Value> {
    let script = "return Object.fromEntries(Object.entries(sessionStorage).filter(([key]) => key.includes('/journey/')))";
    Ok(family.driver().execute(script, vec![]).await?.json().clone())
}

async fn changing_the_family_and_going_back_move_nobody(family: &Family) -> WebDriverResult<()> {
    guide(family, "Sam", "Start guiding").await?;
    family.go_to_the_wait().await?;
    guide(family, "A B", "Add this family").await?;
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.sees_heading(title("does-it-fit")).await?;
    family.choose("Sam").await?;
    family.sees("Sam · EHC needs assessment").await?;
    family.wait_for_app().await?;
    family.choose("A B").await?;
    family.sees_heading(title("does-it-fit")).await?;
    family.wait_for_app().await?;
    family.choose(label("does-it-fit", "fits")).await?;
    family.sees_heading(title("who-asks")).await?;
    // By links alone: what is typed into the address line may be shown by another process.
    family.choose("Hand over or finish").await?;
    family.wait_for_app().await?;
    add(family, "Cy", "Add this family").await?;
    family.choose("A B").await?;
    family.sees_heading(title("who-asks")).await?;
    family.wait_for_app().await?;
    family.choose("Sam").await?;
    family.sees("Sam · EHC needs assessment").await?;
    family.wait_for_app().await?;
    // Going back may move the family whose turn it is, never another one.
    let of_the_other = async || -> WebDriverResult<String> {
        let kept = in_the_tab(family).await?;
        Ok(kept.as_object().unwrap().iter().find(|(key, _)| key.contains("/family/1/")).unwrap().1.to_string())
    };
    let before = of_the_other().await?;
    assert!(before.contains("\\nhere\\twho-asks"), "{before}");
    for _ in 0..6 {
        family.driver().back().await?;
        family.wait_for_app().await?;
    }
    family.open("").await?;
    assert_eq!(of_the_other().await?, before);
    Ok(())
}

async fn going_back_after_guiding_leaves_the_devices_own_route_as_it_is(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let own = family.kept().await?;
    guide(family, "Sam", "Start guiding").await?;
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.choose(label("does-it-fit", "fits")).await?;
    family.sees_heading(title("who-asks")).await?;
    family.choose("Hand over or finish").await?;
    family.wait_for_app().await?;
    family.choose("Finish, and forget all families").await?;
    family.choose("Yes, forget all families").await?;
    family.sees("What do you need help with?").await?;
    for _ in 0..4 {
        family.driver().back().await?;
        // A page out of the browser's memory is not seen before it is loaded anew.
        family.wait("the page is seen", async || family.is("!document.documentElement.hidden").await).await?;
        family.wait_for_app().await?;
        assert!(!family.text().await?.contains("You are guiding"));
    }
    family.open("").await?;
    assert_eq!(family.kept().await?, own);
    Ok(())
}

async fn one_family_can_be_finished_and_the_others_stay(family: &Family) -> WebDriverResult<()> {
    guide(family, "Sam", "Start guiding").await?;
    family.go_to_the_wait().await?;
    guide(family, "A B", "Add this family").await?;
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.open("hand-over/").await?;
    family.choose("Finish, and forget this family").await?;
    family.choose("Yes, forget this family").await?;
    family.sees("Sam · EHC needs assessment").await?;
    family.sees("You are guiding Sam.").await?;
    assert!(!family.text().await?.contains("A B"));
    assert_eq!(in_the_tab(family).await?.as_object().unwrap().len(), 1);
    Ok(())
}

async fn only_the_first_route_of_a_family_that_is_guided_takes_its_name(family: &Family) -> WebDriverResult<()> {
    guide(family, "Sam", "Start guiding").await?;
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.open("ehcna/#new").await?;
    family.choose("Start").await?;
    family.open("ehcna/").await?;
    // Two children of one name would be taken for one.
    let names = "Object.entries(sessionStorage).filter(([key]) => key.includes('/journey/')).map(([, text]) => text.split('\\n')[1].split('\\t')[4]).sort().join()";
    family.wait("two routes, one of them named", async || family.is(&format!("{names} === ',Sam'")).await).await
}

async fn what_is_only_looked_at_leaves_nothing_behind(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &["Also the name: Sam"]).await?;
    on_another_phone(family).await?;
    open_link(family, &link).await?;
    family.choose("Just look, and keep nothing").await?;
    family.sees_heading(title(WAIT)).await?;
    family.sees("You are only looking").await?;
    family.sees("You said: 2 September 2026").await?;
    family.wait_for_app().await?;
    family.choose("Notes I want to keep").await?;
    family.type_into("", "Your notes about this step", "Looked at it").await?;
    assert_eq!(family.kept().await?, json!({}), "the device keeps nothing");
    family.choose("Hand over or finish").await?;
    family.wait_for_app().await?;
    family.choose("Finish, and keep nothing").await?;
    family.choose("Yes, keep nothing").await?;
    family.sees("What do you need help with?").await?;
    assert!(family.is(&format!("{STORED} === 0")).await?);
    Ok(())
}

async fn what_was_looked_at_can_be_kept_with_all_that_was_entered(family: &Family) -> WebDriverResult<()> {
    let link = link_with(family, &[]).await?;
    // The route is on this device too: what was looked at comes in beside it.
    open_link(family, &link).await?;
    family.choose("Just look, and keep nothing").await?;
    family.sees_heading(title(WAIT)).await?;
    family.wait_for_app().await?;
    family.choose("Notes I want to keep").await?;
    family.type_into("", "Your notes about this step", "Looked at it").await?;
    family.choose("Hand over or finish").await?;
    family.wait_for_app().await?;
    family.choose("Keep it on this device").await?;
    family.sees("What do you need help with?").await?;
    family.wait_for_app().await?;
    assert!(family.is("sessionStorage.length === 0").await?);
    let kept = family.kept().await?.to_string();
    assert!(kept.contains("Looked at it") && kept.contains("Rang on Monday"), "{kept}");
    Ok(())
}

async fn out_of_a_frame_the_full_page_takes_the_place_along(family: &Family) -> WebDriverResult<()> {
    let _host = begin_in_a_frame_and_leave_it(family).await?;
    assert_eq!(family.kept().await?, json!({}), "a frame of another site has a storage of its own");
    family.choose("Keep it on this device").await?;
    family.sees_heading(title(WAIT)).await?;
    family.sees("You said: 2 September 2026").await
}

async fn out_of_a_frame_the_place_goes_along_even_where_nothing_is_kept(family: &Family) -> WebDriverResult<()> {
    let _host = begin_in_a_frame_and_leave_it(family).await?;
    family.choose("Everything in it").await?;
    family.sees("2 September 2026").await
}

/// Goes to the wait in a frame of another site, enters a date, and opens the full page.
async fn begin_in_a_frame_and_leave_it(family: &Family) -> WebDriverResult<Host> {
    let mut host = Host::start(&crate::site_folder(), crate::BASE);
    let other = another_site(&format!("{}ehcna/", host.address()));
    host.let_frame(other.trim_end_matches('/'));
    let driver = family.driver();
    driver.goto(&other).await?;
    let first = driver.window().await?;
    driver.enter_frame(0).await?;
    family.wait_for_app().await?;
    family.choose("Start").await?;
    for (step, choice) in crate::words::TO_THE_WAIT {
        family.choose(crate::words::label(step, choice)).await?;
    }
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.sees("You said: 2 September 2026").await?;
    family.choose("Open the full page and carry my place").await?;
    family.wait("a second window", async || Ok(family.driver().windows().await?.len() == 2)).await?;
    let full = driver.windows().await?.into_iter().find(|window| *window != first).unwrap();
    driver.switch_to_window(full).await?;
    family.wait("the page that takes it in", async || family.is("location.pathname.endsWith('/hand-over/')").await).await?;
    family.wait_for_app().await?;
    family.sees("A route was handed to you").await?;
    family.sees(&format!("It stands at: {}", title(WAIT))).await?;
    assert_eq!(family.hash().await?, "");
    Ok(host)
}

async fn a_site_that_the_place_does_not_name_cannot_show_ours_in_a_frame(family: &Family) -> WebDriverResult<()> {
    family.driver().goto(another_site(&format!("{}ehcna/", family.site))).await?;
    family.wait("the frame is there", async || family.is("document.querySelector('iframe') !== null").await).await?;
    family.driver().enter_frame(0).await?;
    assert!(family.is("document.querySelector('main') === null").await?);
    if family.browser == Browser::Chromium {
        let said = family.console().await;
        assert!(said.iter().any(|entry| entry["message"].to_string().contains("frame-ancestors")), "{said:#?}");
    }
    family.driver().enter_default_frame().await?;
    family.open("about/").await
}

async fn guiding_fits_and_axe_finds_nothing(family: &Family) -> WebDriverResult<()> {
    guide(family, "Sam", "Start guiding").await?;
    guide(family, "A family with a very long name indeed", "Add this family").await?;
    family.go_to_the_wait().await?;
    for page in ["", "ehcna/", "hand-over/"] {
        family.open(page).await?;
        crate::access::fits(family, page).await?;
        crate::access::axe(family, page).await?;
    }
    Ok(())
}

/// Serves a page of another site with a page of ours in a frame. Returns its address.
fn another_site(ours: &str) -> String {
    let html = format!(
        "<!doctype html><title>Another site</title><link rel='icon' href='data:,'><iframe src='{ours}' width='380' height='800'></iframe>"
    );
    let page = axum::routing::get(move || std::future::ready(axum::response::Html(html.clone())));
    let router = axum::Router::new().route("/", page);
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    crate::serve(listener, router);
    address
}
