//! The static page: complete without scripts, without WebAssembly, and when the app dies.

use thirtyfour::error::WebDriverResult;

use crate::{
    behaviours,
    family::Family,
    words::{label, title},
};

behaviours![
    NoScript: without_scripts_every_step_can_be_read_and_its_choices_work,
    NoWasm: without_webassembly_every_step_can_be_read_and_its_choices_work,
    Plain: an_app_that_dies_gives_the_static_page_back_with_the_place_kept,
    LateApp: choices_made_before_the_app_is_ready_are_followed,
    Plain: a_wrong_address_says_what_is_safe_and_leads_home,
    Plain: the_app_takes_over_without_moving_anything,
];

async fn without_scripts_every_step_can_be_read_and_its_choices_work(family: &Family) -> WebDriverResult<()> {
    walk_the_static_page(family).await
}

async fn without_webassembly_every_step_can_be_read_and_its_choices_work(family: &Family) -> WebDriverResult<()> {
    walk_the_static_page(family).await?;
    assert!(family.is("document.documentElement.dataset.app === 'off'").await?);
    Ok(())
}

async fn walk_the_static_page(family: &Family) -> WebDriverResult<()> {
    // What only the app can use is not offered.
    family.open("ehcna/#six-week-wait").await?;
    family.sees("This page cannot keep what you enter here. Write it down.").await?;
    let text = family.text().await?;
    assert!(!text.contains("from a calendar") && !text.contains("My letter gives another date"), "{text}");
    family.open("ehcna/").await?;
    // Without a step in the address the whole routemap is there.
    family.sees("Words on this page").await?;
    family.sees(title("draft")).await?;
    family.choose("Start").await?;
    family.sees_heading(title("before-you-ask")).await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.sees_heading(title("does-it-fit")).await?;
    family.choose(label("does-it-fit", "fits")).await?;
    family.sees_heading(title("who-asks")).await?;
    family.driver().back().await?;
    family.sees_heading(title("does-it-fit")).await
}

async fn an_app_that_dies_gives_the_static_page_back_with_the_place_kept(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    // A real trap: the module is asked for more memory than there is.
    let trap = "const done = arguments[arguments.length - 1]; \
        import(new URL(document.getElementById('boot_').dataset.app, location.href)).then((app) => app.default()).then((wasm) => { \
            setTimeout(() => { try { wasm.__wbindgen_malloc(0xffffffff, 4); } catch (error) { error.message += ' made to die'; throw error; } }); done(); })";
    family.driver().execute_async(trap, vec![]).await?;
    family.sees("Something went wrong on this page. What this device kept is safe.").await?;
    family.sees(title("six-week-wait")).await?;
    assert!(!family.text().await?.contains("Words on this page"), "only the step is shown");
    family.choose(label("six-week-wait", "yes")).await?;
    family.sees(title("advice")).await?;
    family.open("ehcna/").await?;
    family.choose(&format!("Carry on: {}", title("six-week-wait"))).await?;
    family.sees_heading(title("six-week-wait")).await
}

async fn choices_made_before_the_app_is_ready_are_followed(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.choose(label("does-it-fit", "fits")).await?;
    assert!(family.is("document.documentElement.dataset.app !== 'ready'").await?, "these were links of the static page");
    family.let_the_app_come().await?;
    family.sees_heading(title("who-asks")).await?;
    family.sees("You are here").await?;
    family.choose(&format!("Change: {}", title("does-it-fit"))).await?;
    family.sees("You chose this before").await
}

async fn a_wrong_address_says_what_is_safe_and_leads_home(family: &Family) -> WebDriverResult<()> {
    for address in ["no-such-page/", "no-such-page/deep/down/"] {
        family.open(address).await?;
        family.sees_heading("This page is not here").await?;
        family.sees("Everything you entered on this device is safe.").await?;
        family.choose("See all routemaps").await?;
        family.sees("All routemaps").await?;
    }
    Ok(())
}

async fn the_app_takes_over_without_moving_anything(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    // Where each part of the step stands in the app ...
    let places = "return [...document.querySelectorAll('#six-week-wait :is(h2, h3, p, li, input, a)')].filter((e) => e.offsetParent !== null \
        && !e.closest('[data-slot]')).map((e) => e.tagName + Math.round(e.getBoundingClientRect().top + scrollY) + ' ' + e.innerText)";
    let in_app: Vec<String> = family.driver().execute(places, vec![]).await?.convert()?;
    // ... is where it stands on the static page, before the app fills its slots below the choices.
    let still = "document.documentElement.dataset.app = ''; location.replace('#six-week-wait'); \
        document.querySelectorAll('[hidden]').forEach((e) => e.removeAttribute('hidden'))";
    family.driver().execute(still, vec![]).await?;
    let on_page: Vec<String> = family.driver().execute(places, vec![]).await?.convert()?;
    let above_choices =
        |all: Vec<String>| -> Vec<String> { all.into_iter().take_while(|place| !place.contains("Call ")).take(25).collect() };
    assert_eq!(above_choices(in_app), above_choices(on_page));
    Ok(())
}
