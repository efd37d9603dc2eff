//! Following a routemap: on to the end, back, changed, and from the middle.

use routemaps::story::{Line, parse};
use thirtyfour::{Key, error::WebDriverResult};

use crate::{
    behaviours,
    family::Family,
    words::{WAIT, ask, label, of, title},
};

behaviours![
    Plain: a_family_follows_the_routemap_to_its_end,
    Plain: going_back_and_changing_an_answer_leads_another_way_and_keeps_the_old_one,
    Plain: back_and_forward_of_the_browser_go_through_the_steps_exactly,
    Plain: a_family_can_start_part_way,
    Plain: choosing_moves_the_focus_to_the_next_title_and_renames_the_page,
    Plain: a_step_that_is_not_on_the_route_can_be_read_without_losing_the_place,
    Plain: everything_can_be_done_with_the_keyboard_alone,
    Plain: a_glossary_word_opens_its_meaning_in_place_by_tap_and_by_keyboard,
    Plain: an_unknown_step_in_the_address_is_said_and_nothing_is_lost,
    Plain: a_date_that_is_no_day_is_said_and_the_one_before_stays,
];

async fn a_family_follows_the_routemap_to_its_end(family: &Family) -> WebDriverResult<()> {
    let story = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/routemaps/stories/ehcna-on-time.txt")).unwrap();
    let mut words = of("ehcna");
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    for (_, line) in parse(&story).unwrap().lines {
        match line {
            Line::Choose(step, choice) => {
                family.sees_heading(words.title(step.as_str())).await?;
                family.choose(words.label(step.as_str(), choice.as_str())).await?;
                if let Some((other, entry)) = words.way_out(step.as_str(), choice.as_str()) {
                    words = other;
                    family.sees_heading(words.title(entry)).await?;
                    family.wait_for_app().await?;
                }
            }
            Line::Reached(step) => family.sees_heading(words.title(step.as_str())).await?,
            Line::Date(date, day) => {
                for (field, value) in [("Day", day.day().to_string()), ("Month", day.month().to_string()), ("Year", day.year().to_string())]
                {
                    family.type_into(words.ask(date.as_str()), field, &value).await?;
                }
                family.sees(&format!("You said: {}", day.in_words())).await?;
            }
            // What is due when is compared natively, for every story.
            Line::Today(_) | Line::Due(..) | Line::Letter(..) => {}
            Line::StartAt(_) | Line::Back => panic!("this story begins at the start and does not come back"),
        }
    }
    family.sees("You are here").await
}

async fn going_back_and_changing_an_answer_leads_another_way_and_keeps_the_old_one(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.choose(&format!("Change: {}", title("who-asks"))).await?;
    family.sees_heading(title("who-asks")).await?;
    family.sees("You chose this before").await?;
    family.sees("You got as far as this.").await?;
    family.choose(label("who-asks", "school")).await?;
    family.sees_heading(title("six-week-wait")).await?;
    assert!(!family.text().await?.contains(title("what-to-send")), "the abandoned way is not on the route");
    // The old answer again: the later ones are still there.
    family.choose(&format!("Change: {}", title("who-asks"))).await?;
    family.choose(label("who-asks", "parent")).await?;
    family.sees_heading(title("what-to-send")).await?;
    family.choose("Go there").await?;
    family.sees_heading(title("six-week-wait")).await
}

async fn back_and_forward_of_the_browser_go_through_the_steps_exactly(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.driver().back().await?;
    family.sees_heading(title("how-to-ask")).await?;
    family.driver().back().await?;
    family.sees_heading(title("what-to-send")).await?;
    family.driver().forward().await?;
    family.sees_heading(title("how-to-ask")).await?;
    family.driver().forward().await?;
    family.sees_heading(title("six-week-wait")).await?;
    assert_eq!(family.hash().await?, "#six-week-wait");
    // The place that is kept is the one that is seen.
    family.driver().back().await?;
    family.sees_heading(title("how-to-ask")).await?;
    family.reload().await?;
    family.sees_heading(title("how-to-ask")).await
}

async fn a_family_can_start_part_way(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("I am already part-way").await?;
    family.sees_heading("The whole route").await?;
    family.choose_station(title("draft")).await?;
    family.sees_heading(title("draft")).await?;
    family.choose("Yes, I am here now").await?;
    family.sees("Stage 4 of 5").await?;
    family.open("ehcna/").await?;
    family.choose(&format!("Carry on: {}", title("draft"))).await?;
    family.sees_heading(title("draft")).await
}

async fn choosing_moves_the_focus_to_the_next_title_and_renames_the_page(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let focused = family.driver().active_element().await?;
    assert_eq!(focused.text().await?, title("six-week-wait"));
    let title_now = family.driver().title().await?;
    assert!(title_now.starts_with(title("six-week-wait")), "{title_now}");
    assert!(family.is("window.scrollY === 0").await?, "a new step starts at its top");
    Ok(())
}

async fn a_step_that_is_not_on_the_route_can_be_read_without_losing_the_place(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("ehcna/#draft").await?;
    family.sees_heading(title("draft")).await?;
    family.sees("This step is not on your route.").await?;
    family.choose("No, back to my place").await?;
    family.sees_heading(title("six-week-wait")).await?;
    family.driver().back().await?;
    family.choose("Yes, I am here now").await?;
    family.sees("You are here").await?;
    family.sees_heading(title("draft")).await
}

async fn everything_can_be_done_with_the_keyboard_alone(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    tab_to(family, "Start").await?;
    press(family, Key::Enter).await?;
    family.sees_heading(title("before-you-ask")).await?;
    tab_to_task(family).await?;
    press(family, Key::Space).await?;
    family.wait("a tick", async || family.is("document.activeElement.checked").await).await?;
    tab_to(family, label("before-you-ask", "check")).await?;
    // A display without a window manager gives no window the focus, and WebKit then draws none in the page.
    if family.is("document.hasFocus()").await? {
        assert!(family.is("getComputedStyle(document.activeElement).outlineWidth === '3px'").await?, "the focus can be seen");
    }
    press(family, Key::Enter).await?;
    family.sees_heading(title("does-it-fit")).await
}

async fn a_glossary_word_opens_its_meaning_in_place_by_tap_and_by_keyboard(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("Start").await?;
    family.choose("EHC plan").await?;
    family.sees("An education, health and care plan.").await?;
    assert_eq!(family.heading().await?, title("before-you-ask"), "the step stays");
    family.choose("EHC plan").await?;
    assert!(!family.text().await?.contains("An education, health and care plan."));
    family.driver().execute("document.activeElement.blur()", vec![]).await?;
    tab_to(family, "EHC plan").await?;
    assert!(family.is("document.activeElement.getAttribute('aria-expanded') === 'false'").await?, "it says that it can be opened");
    press(family, Key::Enter).await?;
    family.sees("An education, health and care plan.").await?;
    assert!(family.is("document.activeElement.getAttribute('aria-expanded') === 'true'").await?, "the focus stays on the word");
    press(family, Key::Enter).await?;
    assert!(!family.text().await?.contains("An education, health and care plan."));
    Ok(())
}

async fn an_unknown_step_in_the_address_is_said_and_nothing_is_lost(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    for address in ["ehcna/#wait/99999999999", "ehcna/#%3Cscript%3E"] {
        family.open(address).await?;
        family.sees("We could not find that step.").await?;
        family.choose("Carry on").await?;
        family.sees_heading(title(WAIT)).await?;
    }
    family.open("ehcna/#journey=nobody").await?;
    family.sees("That route is not kept on this device any more.").await?;
    family.choose(title(WAIT)).await?;
    family.sees_heading(title(WAIT)).await?;
    family.open("ehcna/#no-such-step").await?;
    family.sees("We could not find that step.").await?;
    family.choose(&format!("Carry on: {}", title("six-week-wait"))).await?;
    family.sees_heading(title("six-week-wait")).await
}

async fn a_date_that_is_no_day_is_said_and_the_one_before_stays(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    for (field, value) in [("Day", "2"), ("Month", "11"), ("Year", "2026")] {
        family.type_into(ask("request-received"), field, value).await?;
    }
    family.sees("You said: 2 November 2026").await?;
    for (field, value) in [("Day", "31"), ("Month", "2")] {
        family.type_into(ask("request-received"), field, value).await?;
    }
    family.sees("February has 28 days in that year. Check the day.").await?;
    family.reload().await?;
    family.sees("You said: 2 November 2026").await?;
    assert_eq!(family.field_value(ask("request-received"), "Day").await?, "2");
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
