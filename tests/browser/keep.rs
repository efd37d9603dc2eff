//! Keeping: the place, ticks, dates and notes are there again; and whatever happens to storage, nothing is lost unsaid.

use routemaps::snapshot::VERSION;
use thirtyfour::error::WebDriverResult;

use crate::{
    behaviours,
    browsers::Browser,
    family::Family,
    words::{WAIT, ask, label, task, title},
};

behaviours![
    Plain: a_family_comes_back_later_and_finds_its_place_ticks_date_and_note,
    Plain: a_step_that_is_only_read_keeps_nothing_and_says_nothing,
    Plain: two_children_have_routes_of_their_own,
    Plain: what_two_tabs_do_is_all_kept,
    NoStorage: blocked_storage_is_said_and_the_route_goes_on,
    Plain: full_storage_is_said_and_the_route_goes_on,
    Plain: what_could_not_be_kept_stays_while_another_childs_route_is_looked_at,
    Plain: storage_that_fails_once_in_any_way_keeps_the_old_or_the_new_and_the_family_knows,
    Plain: two_tabs_that_show_what_is_kept_leave_each_other_alone,
    Plain: broken_data_is_put_aside_and_offered_as_a_file,
    Plain: data_of_a_newer_version_is_shown_and_never_changed,
    Plain: what_a_newer_tab_wrote_is_not_written_over,
    Plain: a_place_that_a_changed_routemap_no_longer_has_is_said_and_nothing_is_lost,
    Plain: an_over_long_name_is_refused_and_the_one_before_stays,
];

async fn a_family_comes_back_later_and_finds_its_place_ticks_date_and_note(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.checkbox(&task(WAIT, "check-arrived")).await?.click().await?;
    for (field, value) in [("Day", "2"), ("Month", "11"), ("Year", "2026")] {
        family.type_into(ask("request-received"), field, value).await?;
    }
    family.sees("You said: 2 November 2026").await?;
    family.choose("Notes I want to keep").await?;
    family.type_into("", "Your notes about this step", "Rang on Monday.").await?;
    family.open("ehcna/").await?;
    family.type_into("", "Whose route is this?", "Sam").await?;
    family.sees(&format!("Carry on: Sam, {}", title("six-week-wait"))).await?;

    // WebKit's driver gives each browser an empty profile; there the family opens the page again in the same one.
    if family.browser == Browser::Chromium {
        family.close_and_open_again().await?;
    }
    family.open("").await?;
    family.sees("Sam · EHC needs assessment").await?;
    family.choose("Carry on where I left off").await?;
    family.sees_heading(title("six-week-wait")).await?;
    assert!(family.checkbox(&task(WAIT, "check-arrived")).await?.is_selected().await?);
    assert!(!family.checkbox(&task(WAIT, "send-more")).await?.is_selected().await?);
    assert_eq!(family.field_value(ask("request-received"), "Month").await?, "11");
    assert_eq!(family.field_value("", "Your notes about this step").await?, "Rang on Monday.");
    Ok(())
}

async fn a_step_that_is_only_read_keeps_nothing_and_says_nothing(family: &Family) -> WebDriverResult<()> {
    family.open(&format!("ehcna/#{WAIT}")).await?;
    // The app does more once the page is painted, among it a tap that must leave nothing behind.
    let painted = "const [done] = arguments; const twice = (act) => requestAnimationFrame(() => setTimeout(act)); twice(() => twice(() => setTimeout(done, 100)))";
    family.driver().execute_async(painted, vec![]).await?;
    assert_eq!(family.kept().await?, serde_json::json!({}));
    assert!(family.is("document.getElementById('notices_').textContent === ''").await?, "a notice about nothing that the family did");
    family.sees("You are reading about this step. Nothing is kept yet.").await
}

async fn two_children_have_routes_of_their_own(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.choose("EHC needs assessment").await?;
    family.type_into("", "Whose route is this?", "Sam").await?;
    family.choose("Start a new route for another child").await?;
    family.choose("Start").await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.sees_heading(title("does-it-fit")).await?;
    // The same tab keeps to the same child, also when the page is loaded again.
    family.reload().await?;
    family.sees_heading(title("does-it-fit")).await?;
    family.open("").await?;
    family.sees("Sam · EHC needs assessment").await?;
    family.choose("Carry on where I left off: Sam").await?;
    family.sees_heading(title("before-you-ask")).await
}

async fn what_two_tabs_do_is_all_kept(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let first = family.driver().window().await?;
    let second = family.driver().new_tab().await?;
    family.driver().switch_to_window(second).await?;
    family.open("ehcna/").await?;
    family.choose("Carry on").await?;
    family.checkbox(&task(WAIT, "check-arrived")).await?.click().await?;
    family.driver().switch_to_window(first).await?;
    family.checkbox(&task(WAIT, "send-more")).await?.click().await?;
    family.reload().await?;
    for id in ["check-arrived", "send-more"] {
        family.wait(id, async || family.checkbox(&task(WAIT, id)).await?.is_selected().await).await?;
    }
    Ok(())
}

async fn blocked_storage_is_said_and_the_route_goes_on(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.sees("This device is not keeping your answers").await?;
    family.choose("Start").await?;
    family.sees("This device is not keeping your answers").await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.sees(title("does-it-fit")).await?;
    family.sees("You are here").await?;
    family.open("my-data/").await?;
    family.sees("This device is not keeping your answers").await?;
    family.sees("Nothing is kept on this device.").await
}

async fn full_storage_is_said_and_the_route_goes_on(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.fill_storage().await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.sees("This device did not keep your last change.").await?;
    family.choose(label("does-it-fit", "fits")).await?;
    family.sees(title("who-asks")).await?;
    // There is room again: the next change keeps everything.
    family
        .driver()
        .execute(
            "Object.keys(localStorage).filter((key) => key.startsWith('other')).forEach((key) => localStorage.removeItem(key))",
            vec![],
        )
        .await?;
    family.choose(label("who-asks", "parent")).await?;
    family.wait("no warning", async || Ok(!family.text().await?.contains("did not keep"))).await?;
    family.reload().await?;
    family.sees_heading(title("what-to-send")).await
}

async fn what_could_not_be_kept_stays_while_another_childs_route_is_looked_at(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.fill_storage().await?;
    family.choose("Notes I want to keep").await?;
    family.type_into("", "Your notes about this step", "Rang on Monday.").await?;
    family.sees("This device did not keep your last change.").await?;
    family.choose("EHC needs assessment").await?;
    family.choose("Start a new route for another child").await?;
    family.sees("Start").await?;
    family.driver().back().await?;
    family.driver().back().await?;
    family.sees_heading(title(WAIT)).await?;
    family.sees("This device did not keep your last change.").await?;
    assert_eq!(family.field_value("", "Your notes about this step").await?, "Rang on Monday.");
    Ok(())
}

/// One write or reading of a journey goes wrong in the browser's own storage; the domain meets every operation (`tests/suite`).
async fn storage_that_fails_once_in_any_way_keeps_the_old_or_the_new_and_the_family_knows(family: &Family) -> WebDriverResult<()> {
    let ways = [
        ("setItem", "throw new DOMException('refused', 'SecurityError')"),
        ("setItem", "throw new DOMException('full', 'QuotaExceededError')"),
        ("setItem", "return call.call(this, key, text.slice(0, text.length / 2))"),
        ("setItem", "return call.call(this, key, text.replace('six', 'sjx'))"),
        ("setItem", "return this.removeItem(key)"),
        ("getItem", "throw new DOMException('refused', 'SecurityError')"),
        ("getItem", "return call.call(this, key).slice(0, 40)"),
        ("getItem", "return call.call(this, key).replace(/\\t\\d+\\n/, '\\t99\\n')"),
        ("getItem", "this.removeItem(key); return null"),
    ];
    family.go_to_the_wait().await?;
    for (number, (method, way)) in ways.into_iter().enumerate() {
        let script = format!(
            "const call = Storage.prototype.{method}; Storage.prototype.{method} = function (key, text) {{ \
                if (!key.startsWith('routemaps/journey/')) return call.call(this, key, text); \
                Storage.prototype.{method} = call; {way}; }}"
        );
        let before = family.kept().await?;
        family.driver().execute(&script, vec![]).await?;
        let arrived = family.checkbox(&task(WAIT, "check-arrived")).await?;
        arrived.click().await?;
        let is_ticked = arrived.is_selected().await?;
        let now = family.kept().await?;
        let (old, new) = (journeys(&before), journeys(&now));
        assert!(now.as_object().unwrap().keys().all(|key| !key.contains("set-aside")), "{way}: {now}");
        let is_kept = new.len() == 1 && new[0].contains("tick\tsix-week-wait\t1\tcheck-arrived") == is_ticked;
        let is_told = family.text().await?.contains("did not keep")
            || family.text().await?.contains("not keeping your answers")
            || family.text().await?.contains("newer version of this site wrote");
        assert!(is_kept || is_told && (new == old || new.is_empty()), "{number} {way}: {now}");
        // The next change keeps both.
        family.checkbox(&task(WAIT, "send-more")).await?.click().await?;
        let kept = journeys(&family.kept().await?);
        assert_eq!(kept.len(), 1, "{way}");
        assert_eq!(kept[0].contains("\tcheck-arrived"), is_ticked, "{number} {way}: {}", kept[0]);
        family.wait("no warning", async || Ok(!family.text().await?.contains("did not keep"))).await?;
    }
    Ok(())
}

fn journeys(kept: &serde_json::Value) -> Vec<String> {
    let of = kept.as_object().unwrap().iter().filter(|(key, _)| key.starts_with("routemaps/journey/"));
    of.map(|(_, text)| text.as_str().unwrap().to_owned()).collect()
}

async fn two_tabs_that_show_what_is_kept_leave_each_other_alone(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("my-data/").await?;
    let count = "window.heard = 0; window.turn = 0; addEventListener('storage', ({ key, newValue }) => { \
        if (key === 'turn') window.turn = Number(newValue); else window.heard += 1; })";
    family.driver().execute(count, vec![]).await?;
    let first = family.driver().window().await?;
    for page in ["my-data/", "dates/", "hand-over/"] {
        let tab = family.driver().new_tab().await?;
        family.driver().switch_to_window(tab).await?;
        family.open(page).await?;
        family.wait_for_app().await?;
    }
    // What a tab keeps reaches the others in order. Twenty times there and back, tabs that answer each other would go on.
    let last = family.driver().window().await?;
    for turn in 1..=20 {
        family.driver().switch_to_window(last.clone()).await?;
        family.driver().execute("localStorage.setItem('turn', arguments[0])", vec![turn.into()]).await?;
        family.driver().switch_to_window(first.clone()).await?;
        family.wait("the turn", async || family.is(&format!("window.turn === {turn}")).await).await?;
    }
    let heard: usize = family.driver().execute("return window.heard", vec![]).await?.convert()?;
    assert!(heard < 30, "one tab heard {heard} changes");
    Ok(())
}

async fn broken_data_is_put_aside_and_offered_as_a_file(family: &Family) -> WebDriverResult<()> {
    family.open("").await?;
    family.put("routemaps/journey/abc", "routemaps-journey\t1\njourney\tabc\tehc").await?;
    family.open("").await?;
    family.sees("Something kept on this device cannot be used here. It is safe.").await?;
    family.choose("See it under My data").await?;
    family.wait_for_app().await?;
    family.sees("Something that could not be read").await?;
    let kept = family.kept().await?;
    assert!(kept.get("routemaps/journey/abc").is_none());
    assert_eq!(kept["routemaps/set-aside/abc-1"], "routemaps-journey\t1\njourney\tabc\tehc");
    family.choose("Delete what could not be read").await?;
    family.choose("Undo").await?;
    family.sees("It is back.").await?;
    assert_eq!(family.kept().await?["routemaps/set-aside/abc-1"], kept["routemaps/set-aside/abc-1"]);
    Ok(())
}

async fn data_of_a_newer_version_is_shown_and_never_changed(family: &Family) -> WebDriverResult<()> {
    let newer = "routemaps-journey\t9\njourney\tabc\tehcna\t1\tSam\t\t1\t5\tSomewhere new\nmoons\t1\nend\n";
    family.open("").await?;
    family.put("routemaps/journey/abc", newer).await?;
    family.open("ehcna/").await?;
    family.sees("A newer version of this site kept a route on this device.").await?;
    family.choose("Start").await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.open("my-data/").await?;
    family.sees("Sam Somewhere new.").await?;
    assert_eq!(family.kept().await?["routemaps/journey/abc"], newer);
    Ok(())
}

async fn what_a_newer_tab_wrote_is_not_written_over(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let kept = family.kept().await?;
    let (key, text) = kept.as_object().unwrap().iter().next().unwrap();
    let newer = text.as_str().unwrap().replacen(&format!("routemaps-journey\t{VERSION}"), "routemaps-journey\t99", 1);
    family.put(key, &newer).await?;
    family.checkbox(&task(WAIT, "check-arrived")).await?.click().await?;
    family.sees("A newer version of this site wrote this route in another tab. It is safe").await?;
    assert_eq!(family.kept().await?[key], newer);
    Ok(())
}

async fn a_place_that_a_changed_routemap_no_longer_has_is_said_and_nothing_is_lost(family: &Family) -> WebDriverResult<()> {
    let older = "routemaps-journey\t1\njourney\tabc\tehcna\t0\tSam\t\t4\t5\tGone\nhere\tgone-step\t1\t\n\
        answer\tbefore-you-ask\t1\tcheck\nanswer\tdoes-it-fit\t1\tgone-choice\nanswer\tgone-step\t1\tx\n\
        note\tgone-step\t1\tRang on Monday.\nend\n";
    family.open("").await?;
    family.put("routemaps/journey/abc", older).await?;
    family.open("ehcna/#journey=abc").await?;
    let changed = "This routemap has changed since your last visit.";
    let fits = format!("Your answers up to “{}” still fit. Please look at “{}” again.", title("before-you-ask"), title("does-it-fit"));
    family.sees(&format!("{changed} {fits} Nothing you entered was lost.")).await?;
    family.open("my-data/").await?;
    family.choose("Everything you entered").await?;
    family.sees("Note at gone-step: Rang on Monday.").await?;
    Ok(())
}

async fn an_over_long_name_is_refused_and_the_one_before_stays(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.choose("EHC needs assessment").await?;
    family.type_into("", "Whose route is this?", "Sam").await?;
    family.sees("Carry on: Sam,").await?;
    family.type_into("", "Whose route is this?", &"x".repeat(61)).await?;
    family.sees("That name is too long to keep. Use at most 60 letters. The one you had is still kept.").await?;
    family.reload().await?;
    family.sees("Carry on: Sam,").await
}
