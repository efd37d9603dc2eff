//! The static page: complete without scripts, without WebAssembly, and when the app dies.

use thirtyfour::error::WebDriverResult;

use crate::{
    behaviours,
    family::Family,
    words::{WAIT, label, title},
};

behaviours![
    NoScript: without_scripts_every_step_can_be_read_and_its_choices_work,
    NoWasm: without_webassembly_every_step_can_be_read_and_its_choices_work,
    Plain: an_app_that_dies_gives_the_static_page_back_with_the_place_kept,
    Plain: an_app_that_dies_on_one_of_the_familys_own_pages_says_so,
    LateApp: an_app_that_dies_anywhere_while_it_starts_leaves_the_static_page_with_the_place_kept,
    Plain: an_app_that_dies_anywhere_at_a_tap_leaves_the_static_page_with_the_place_kept,
    OwnHost: an_app_that_is_not_what_it_should_be_is_not_started,
    LateApp: choices_made_before_the_app_is_ready_are_followed,
    Plain: a_wrong_address_says_what_is_safe_and_leads_home,
    Plain: the_app_takes_over_without_moving_anything,
    Plain: the_band_stands_still_when_the_step_comes_behind_it,
    LateApp: the_home_page_of_a_returning_family_does_not_jump_when_the_app_takes_it_over,
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
    family.sees("This page cannot keep a date now. Write it down.").await?;
    let text = family.text().await?;
    for of_the_app in ["from a calendar", "I am not sure", "My letter gives another date"] {
        assert!(!text.contains(of_the_app), "{text}");
    }
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
    run_out_of_memory(family).await?;
    family.sees("Something went wrong on this page. What this device kept is safe.").await?;
    family.sees(title("six-week-wait")).await?;
    assert!(!family.text().await?.contains("Words on this page"), "only the step is shown");
    family.choose(label("six-week-wait", "yes")).await?;
    family.sees(title("advice")).await?;
    family.open("ehcna/").await?;
    family.choose(&format!("Carry on: {}", title("six-week-wait"))).await?;
    family.sees_heading(title("six-week-wait")).await
}

async fn an_app_that_dies_on_one_of_the_familys_own_pages_says_so(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("my-data/").await?;
    run_out_of_memory(family).await?;
    family.sees("Something went wrong on this page. What this device kept is safe.").await?;
    family.open("my-data/").await?;
    family.sees(title(WAIT)).await
}

/// A real trap: the module is asked for more memory than there is.
async fn run_out_of_memory(family: &Family) -> WebDriverResult<()> {
    let trap = "const done = arguments[arguments.length - 1]; \
        import(new URL(document.getElementById('boot_').dataset.app, location.href)).then((app) => app.default()).then((wasm) => { \
            setTimeout(() => { try { wasm.__wbindgen_malloc(0xffffffff, 4); } catch (error) { error.message += ' made to die'; throw error; } }); done(); })";
    family.driver().execute_async(trap, vec![]).await?;
    Ok(())
}

/// Lets one of the calls by which the app reads and changes the page throw: the `n`th from now on. What it throws goes through the
/// app's own frames, so it ends there as a trap does.
async fn break_the_call(family: &Family, n: usize) -> WebDriverResult<()> {
    let script = "let left = arguments[0]; \
        const broken = (call) => function (...given) { if (left-- === 1) throw new WebAssembly.RuntimeError('made to die'); return call.apply(this, given); }; \
        for (const [of, names] of [[Document, ['getElementById', 'createElement', 'createTextNode']], \
            [Node, ['appendChild', 'insertBefore', 'cloneNode']], [Element, ['hasAttribute', 'setAttribute', 'querySelectorAll', 'closest']]]) \
          for (const name of names) of.prototype[name] = broken(of.prototype[name]); \
        const text = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent'); \
        Object.defineProperty(Node.prototype, 'textContent', { ...text, set: broken(text.set) });";
    family.driver().execute(script, vec![n.into()]).await?;
    Ok(())
}

/// The calls that break: the first ones, and then further and further on.
const CALLS: [usize; 8] = [1, 2, 5, 12, 30, 70, 150, 300];

async fn an_app_that_dies_anywhere_while_it_starts_leaves_the_static_page_with_the_place_kept(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.let_the_app_come().await?;
    family.choose("Start").await?;
    family.choose(label("before-you-ask", "check")).await?;
    family.sees_heading(title("does-it-fit")).await?;
    let kept = family.kept().await?;
    let mut died = 0;
    for n in CALLS {
        family.open("ehcna/#does-it-fit").await?;
        break_the_call(family, n).await?;
        family.answer_the_app().await?;
        let over = "['ready', 'failed', 'off'].includes(document.documentElement.dataset.app)";
        family.wait(&format!("call {n}: the app has started or died"), async || family.is(over).await).await?;
        died += usize::from(!family.is("document.documentElement.dataset.app === 'ready'").await?);
        family.sees(title("does-it-fit")).await?;
        assert_eq!(family.kept().await?, kept, "call {n}");
    }
    assert!(died >= 4, "only {died} of them died");
    family.open("ehcna/#does-it-fit").await?;
    family.let_the_app_come().await?;
    family.sees("You are here").await
}

async fn an_app_that_dies_anywhere_at_a_tap_leaves_the_static_page_with_the_place_kept(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let mut died = 0;
    for n in CALLS {
        family.open("ehcna/").await?;
        family.choose(&format!("Carry on: {}", title(WAIT))).await?;
        family.sees_heading(title(WAIT)).await?;
        break_the_call(family, n).await?;
        let script = "document.querySelector(`[data-choice='${arguments[0]}']`).click()";
        family.driver().execute(script, vec![format!("{WAIT} no").into()]).await?;
        // Whether the app died before or after it had gone on: the page shows a step, and the device has the way up to there.
        family
            .wait(&format!("call {n}: a step"), async || Ok([title(WAIT), title("refused")].contains(&family.heading().await?.as_str())))
            .await?;
        died += usize::from(family.is("document.documentElement.dataset.app === 'failed'").await?);
        family.open("ehcna/").await?;
        family.choose("Carry on:").await?;
        family.wait("a step", async || Ok([title(WAIT), title("refused")].contains(&family.heading().await?.as_str()))).await?;
        family.sees("You are here").await?;
        if family.heading().await? == title("refused") {
            family.choose(&format!("Change: {}", title(WAIT))).await?;
            family.sees_heading(title(WAIT)).await?;
        }
    }
    assert!(died >= 3, "only {died} of them died");
    Ok(())
}

async fn an_app_that_is_not_what_it_should_be_is_not_started(family: &Family) -> WebDriverResult<()> {
    let wrong = crate::offline::copied_site();
    let assets = std::fs::read_dir(wrong.path().join("assets")).unwrap().map(|entry| entry.unwrap().path());
    for path in assets.filter(|path| path.to_string_lossy().contains("/app.") && path.to_string_lossy().contains(".wasm")) {
        if path.extension().is_some_and(|ending| ending == "wasm") {
            let mut module = std::fs::read(&path).unwrap();
            // One byte of the names at its end: it would run.
            let last = module.len() - 2;
            module[last] ^= 1;
            std::fs::write(path, module).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }
    family.host().put_up(wrong.path());
    family.driver().goto(format!("{}ehcna/#does-it-fit", family.site)).await?;
    family.sees("Something went wrong on this page. What this device kept is safe. You can read on here.").await?;
    family.sees_heading(title("does-it-fit")).await?;
    family.choose(label("does-it-fit", "fits")).await?;
    family.sees_heading(title("who-asks")).await?;
    // As soon as the host has the right one again, it starts.
    family.host().put_up(&crate::site_folder());
    family.open("ehcna/#who-asks").await?;
    family.sees_heading(title("who-asks")).await
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

async fn the_band_stands_still_when_the_step_comes_behind_it(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    // A page may be painted before its step has come, and then has nothing to scroll.
    let band = "const band = document.querySelector('.band'); \
        return [...band.querySelectorAll('a, p')].map((e) => Math.round(e.getBoundingClientRect().top - band.getBoundingClientRect().top))";
    let with_step: Vec<i64> = family.driver().execute(band, vec![]).await?.convert()?;
    assert!(family.is("document.documentElement.scrollHeight > innerHeight").await?, "there is something to scroll");
    family.driver().execute("document.querySelectorAll('main > *, .foot').forEach((e) => e.style.display = 'none')", vec![]).await?;
    assert!(family.is("document.documentElement.scrollHeight <= innerHeight").await?, "there is nothing to scroll");
    let alone: Vec<i64> = family.driver().execute(band, vec![]).await?.convert()?;
    assert_eq!(with_step, alone);
    Ok(())
}

async fn the_home_page_of_a_returning_family_does_not_jump_when_the_app_takes_it_over(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.let_the_app_come().await?;
    family.choose("Start").await?;
    family.sees("You are here").await?;
    family.open("").await?;
    let watch = "window.tops = []; const look = () => { \
        tops.push(document.getElementById('find_words_').getBoundingClientRect().top + scrollY); requestAnimationFrame(look); }; look();";
    family.driver().execute(watch, vec![]).await?;
    family.wait("the app is awaited", async || family.is("document.documentElement.dataset.app === 'starting'").await).await?;
    family.let_the_app_come().await?;
    family.sees("Carry on where I left off").await?;
    family.wait("some frames", async || family.is("tops.length > 10").await).await?;
    let moved: f64 = family.driver().execute("return Math.max(...tops) - Math.min(...tops)", vec![]).await?.convert()?;
    assert!(moved <= 24.0, "what stands below the family's routes moved {moved} pixels");
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
