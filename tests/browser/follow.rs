//! Following a routemap: on to the end, back, changed, and from the middle.

use thirtyfour::{Key, error::WebDriverResult};

use crate::{behaviours, family::Family};

behaviours![
    Plain: a_family_follows_the_routemap_to_its_end,
    Plain: going_back_and_changing_an_answer_leads_another_way_and_keeps_the_old_one,
    Plain: back_and_forward_of_the_browser_go_through_the_steps_exactly,
    Plain: a_family_can_start_part_way,
    Plain: choosing_moves_the_focus_to_the_next_title_and_renames_the_page,
    Plain: a_step_that_is_not_on_the_route_can_be_read_without_losing_the_place,
    Plain: everything_can_be_done_with_the_keyboard_alone,
    Plain: a_glossary_word_opens_its_meaning_in_place,
    Plain: an_unknown_step_in_the_address_is_said_and_nothing_is_lost,
    Plain: a_date_that_is_no_day_is_said_and_the_one_before_stays,
];

async fn a_family_follows_the_routemap_to_its_end(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.sees("6 weeks after the council got the request").await?;
    for choice in ["Yes, it will assess"] {
        family.choose(choice).await?;
    }
    // On by the first choice of each step until the routemap ends.
    for _ in 0..30 {
        if !family.is("[...document.querySelectorAll('.choices a')].some((e) => e.offsetParent !== null)").await? {
            break;
        }
        let before = family.hash().await?;
        let script = "return [...document.querySelectorAll('.choices a')].find((e) => e.offsetParent !== null)";
        family.driver().execute(script, vec![]).await?.element()?.click().await?;
        family.wait("the next step", async || Ok(family.hash().await? != before)).await?;
    }
    family.sees("Your route so far").await?;
    family.sees("You are here").await?;
    assert!(!family.text().await?.contains("steps left"), "nothing is left at the end");
    Ok(())
}

async fn going_back_and_changing_an_answer_leads_another_way_and_keeps_the_old_one(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.choose("Change: Who will ask the council?").await?;
    family.sees_heading("Who will ask the council?").await?;
    family.sees("You chose this before").await?;
    family.sees("You got as far as this.").await?;
    family.choose("The school, college or nursery").await?;
    family.sees_heading("The council has your request").await?;
    assert!(!family.text().await?.contains("Gather what you will send"), "the abandoned way is not on the route");
    // The old answer again: the later ones are still there.
    family.choose("Change: Who will ask the council?").await?;
    family.choose("I do. I am the parent").await?;
    family.sees_heading("Gather what you will send").await?;
    family.choose("Go there").await?;
    family.sees_heading("The council has your request").await
}

async fn back_and_forward_of_the_browser_go_through_the_steps_exactly(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.driver().back().await?;
    family.sees_heading("Ask the council for an assessment").await?;
    family.driver().back().await?;
    family.sees_heading("Gather what you will send").await?;
    family.driver().forward().await?;
    family.sees_heading("Ask the council for an assessment").await?;
    family.driver().forward().await?;
    family.sees_heading("The council has your request").await?;
    assert_eq!(family.hash().await?, "#six-week-wait");
    // The place that is kept is the one that is seen.
    family.driver().back().await?;
    family.sees_heading("Ask the council for an assessment").await?;
    family.reload().await?;
    family.sees_heading("Ask the council for an assessment").await
}

async fn a_family_can_start_part_way(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("I am already part-way").await?;
    family.choose("Your draft plan is here").await?;
    family.sees_heading("Your draft plan is here").await?;
    family.sees("Stage 4 of 5").await?;
    family.open("ehcna/").await?;
    family.choose("Carry on: Your draft plan is here").await?;
    family.sees_heading("Your draft plan is here").await
}

async fn choosing_moves_the_focus_to_the_next_title_and_renames_the_page(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let focused = family.driver().active_element().await?;
    assert_eq!(focused.text().await?, "The council has your request");
    let title = family.driver().title().await?;
    assert!(title.starts_with("The council has your request – EHC needs assessment"), "{title}");
    assert!(family.is("window.scrollY === 0").await?, "a new step starts at its top");
    Ok(())
}

async fn a_step_that_is_not_on_the_route_can_be_read_without_losing_the_place(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("ehcna/#draft").await?;
    family.sees_heading("Your draft plan is here").await?;
    family.sees("This step is not on your route.").await?;
    family.choose("No, back to my place").await?;
    family.sees_heading("The council has your request").await?;
    family.driver().back().await?;
    family.choose("Yes, I am here now").await?;
    family.sees("You are here").await?;
    family.sees_heading("Your draft plan is here").await
}

async fn everything_can_be_done_with_the_keyboard_alone(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    tab_to(family, "Start").await?;
    press(family, Key::Enter).await?;
    family.sees_heading("Before you ask").await?;
    tab_to_task(family).await?;
    press(family, Key::Space).await?;
    family.wait("a tick", async || family.is("document.activeElement.checked").await).await?;
    tab_to(family, "See if an assessment fits").await?;
    assert!(family.is("getComputedStyle(document.activeElement).outlineStyle !== 'none'").await?, "the focus can be seen");
    press(family, Key::Enter).await?;
    family.sees_heading("Should you ask for an assessment?").await
}

async fn a_glossary_word_opens_its_meaning_in_place(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.choose("EHC plan").await?;
    family.sees("An education, health and care plan.").await?;
    assert_eq!(family.heading().await?, "Before you ask", "the step stays");
    family.choose("EHC plan").await?;
    assert!(!family.text().await?.contains("An education, health and care plan."));
    Ok(())
}

async fn an_unknown_step_in_the_address_is_said_and_nothing_is_lost(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    for address in ["ehcna/#no-such-step", "ehcna/#wait/99999999999", "ehcna/#%3Cscript%3E", "ehcna/#journey=nobody"] {
        family.open(address).await?;
        family.choose(if address.contains("journey") { "Start" } else { "Carry on" }).await?;
    }
    family.open("ehcna/#no-such-step").await?;
    family.sees("We could not find that step.").await?;
    family.choose("Carry on: The council has your request").await?;
    family.sees_heading("The council has your request").await
}

async fn a_date_that_is_no_day_is_said_and_the_one_before_stays(family: &Family) -> WebDriverResult<()> {
    const ASK: &str = "When did the council get the request?";
    family.go_to_the_wait().await?;
    for (field, value) in [("Day", "2"), ("Month", "11"), ("Year", "2026")] {
        family.type_into(ASK, field, value).await?;
    }
    family.sees("You said: 2 November 2026").await?;
    for (field, value) in [("Day", "31"), ("Month", "2")] {
        family.type_into(ASK, field, value).await?;
    }
    family.sees("February has 28 days in that year. Check the day.").await?;
    family.reload().await?;
    family.sees("You said: 2 November 2026").await?;
    assert_eq!(family.field_value(ASK, "Day").await?, "2");
    Ok(())
}

/// Presses Tab until the focus is on what is called `name`.
async fn tab_to(family: &Family, name: &str) -> WebDriverResult<()> {
    tab_until(family, &format!("document.activeElement.innerText.trim().startsWith({name:?})")).await
}

async fn tab_to_task(family: &Family) -> WebDriverResult<()> {
    tab_until(family, "document.activeElement.type === 'checkbox'").await
}

async fn tab_until(family: &Family, is_there: &str) -> WebDriverResult<()> {
    for _ in 0..60 {
        press(family, Key::Tab).await?;
        if family.is(is_there).await? {
            return Ok(());
        }
    }
    panic!("60 times Tab did not lead to {is_there}");
}

async fn press(family: &Family, key: Key) -> WebDriverResult<()> {
    family.driver().action_chain().key_down(key.clone()).key_up(key).perform().await
}
