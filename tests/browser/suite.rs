//! The suite: finding a routemap, going from one into another and back, and in whose words.

use thirtyfour::{Key, error::WebDriverResult};

use crate::{
    behaviours,
    family::Family,
    words::{WAIT, ask, for_young_people, label, of, title},
};

behaviours![
    Plain: from_a_letter_that_says_no_on_the_home_page_to_the_challenge_with_its_date,
    Plain: a_routemap_that_leads_into_another_is_kept_and_goes_on_where_the_other_leads_back,
    Plain: choosing_the_same_way_into_another_routemap_again_makes_no_second_route,
    Plain: a_way_out_of_a_step_that_is_only_read_leaves_the_route_as_it_is,
    NoStorage: without_storage_a_family_is_told_before_it_leaves_its_answers_behind,
    Plain: the_route_that_is_open_stays_open_when_the_reader_changes,
    Plain: a_slip_of_the_keys_finds_the_routemap_while_one_types,
    Plain: topic_and_age_leave_out_what_does_not_fit,
    Plain: the_young_person_is_asked_once_and_spoken_to_from_then_on,
    Plain: the_place_and_the_dates_stay_when_the_reader_changes,
    Plain: a_reader_that_nobody_is_sends_nobody_anywhere,
    NoStorage: without_storage_the_reader_can_still_be_chosen,
    Narrow: what_each_service_does_can_be_read_at_320_pixels,
    NoScript: without_scripts_both_readers_the_table_and_the_way_into_another_routemap_are_there,
];

async fn from_a_letter_that_says_no_on_the_home_page_to_the_challenge_with_its_date(family: &Family) -> WebDriverResult<()> {
    let (finder, challenge) = (of("send-system"), of("challenge"));
    family.open("").await?;
    family.choose(finder.label("what-happened", "letter-no")).await?;
    family.sees_heading(finder.title("letter-says-no")).await?;
    family.wait_for_app().await?;
    family.type_into(finder.ask("letter-sent"), "Day", "2 November 2026").await?;
    family.sees("You said: 2 November 2026").await?;
    let choice = way_to(finder.routemap(), "letter-says-no", "no-assessment");
    family.choose(choice).await?;
    family.sees_heading(challenge.title("no-assessment")).await?;
    family.sees("You said: 2 November 2026").await?;
    family.sees("You are here").await?;
    // Two months after the letter: the date was not asked for again.
    family.sees("2 January 2027").await?;
    family.choose(&format!("Back to: {}", finder.routemap().short_title)).await?;
    family.sees_heading(finder.title("letter-says-no")).await?;
    // Both are kept, and stand together.
    family.open("").await?;
    for routemap in [finder, challenge] {
        family.sees(&routemap.routemap().short_title).await?;
    }
    assert!(family.is("document.querySelectorAll('.carry').length === 2").await?);
    Ok(())
}

async fn a_routemap_that_leads_into_another_is_kept_and_goes_on_where_the_other_leads_back(family: &Family) -> WebDriverResult<()> {
    let challenge = of("challenge");
    into_the_challenge(family).await?;
    family.sees("You said: 14 December 2026").await?;
    family.choose(&format!("Back to: {}", of("ehcna").routemap().short_title)).await?;
    family.sees_heading(title("refused")).await?;
    family.sees("You chose this before").await?;
    family.choose(label("refused", "challenge")).await?;
    family.sees_heading(challenge.title("no-assessment")).await?;
    // The council gives way: the first route goes on behind the step where it was left, with its dates.
    let back = challenge.routemap().steps.iter().find_map(|step| {
        let choice = step.choices.iter().find(|choice| choice.to.to_string() == "ehcna:advice")?;
        Some((step.id.as_str(), choice.label.as_str()))
    });
    let (step, choice) = back.expect("some choice of the challenge leads back to the advice");
    family.open(&format!("challenge/#{step}")).await?;
    if family.text().await?.contains("Yes, I am here now") {
        family.choose("Yes, I am here now").await?;
    }
    family.choose(choice).await?;
    family.sees_heading(title("advice")).await?;
    family.sees(&format!(": {}", title(WAIT))).await?;
    family.open(&format!("ehcna/#{WAIT}")).await?;
    family.sees("You said: 2 November 2026").await
}

async fn choosing_the_same_way_into_another_routemap_again_makes_no_second_route(family: &Family) -> WebDriverResult<()> {
    into_the_challenge(family).await?;
    for _ in 0..2 {
        family.choose(&format!("Back to: {}", of("ehcna").routemap().short_title)).await?;
        family.sees_heading(title("refused")).await?;
        family.choose(label("refused", "challenge")).await?;
        family.sees_heading(of("challenge").title("no-assessment")).await?;
    }
    family.open("").await?;
    assert!(family.is("document.querySelectorAll('.carry').length === 2").await?, "one route each");
    Ok(())
}

async fn a_way_out_of_a_step_that_is_only_read_leaves_the_route_as_it_is(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("ehcna/#refused").await?;
    family.sees("This step is not on your route.").await?;
    family.choose(label("refused", "challenge")).await?;
    family.sees_heading(of("challenge").title("no-assessment")).await?;
    family.wait_for_app().await?;
    family.sees("You are reading about this step. Nothing is kept yet.").await?;
    family.open("ehcna/").await?;
    family.choose(&format!("Carry on: {}", title(WAIT))).await?;
    family.sees(&format!(": {}", title("how-to-ask"))).await
}

async fn without_storage_a_family_is_told_before_it_leaves_its_answers_behind(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/#refused").await?;
    family.choose("Yes, I am here now").await?;
    family.choose(label("refused", "challenge")).await?;
    family.sees("so they cannot come along, and this page forgets them.").await?;
    family.sees_heading(title("refused")).await?;
    family.choose(label("refused", "challenge")).await?;
    family.sees_heading(of("challenge").title("no-assessment")).await
}

async fn the_route_that_is_open_stays_open_when_the_reader_changes(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.open("ehcna/").await?;
    family.type_into("", "Whose route is this?", "Sam").await?;
    family.open("ehcna/#new").await?;
    family.choose("Start").await?;
    family.sees_heading(title("before-you-ask")).await?;
    // Sam's route by its link; the other was touched last.
    family.open("ehcna/").await?;
    family.choose(&format!("Sam, {}", title(WAIT))).await?;
    family.sees_heading(title(WAIT)).await?;
    family.choose("I am the young person").await?;
    family.wait_for_app().await?;
    family.sees("For you, the young person.").await?;
    family.sees_heading(for_young_people("ehcna").title(WAIT)).await?;
    family.sees("You are here").await
}

async fn a_slip_of_the_keys_finds_the_routemap_while_one_types(family: &Family) -> WebDriverResult<()> {
    let challenge = &of("challenge").routemap().title;
    family.open("").await?;
    let typed_from: f64 = family.driver().execute("return performance.now()", vec![]).await?.convert()?;
    family.choose_field("What do you need help with?").await?;
    family.driver().action_chain().send_keys("tribual").perform().await?;
    family.sees("routemap").await?;
    family.wait("the first found", async || Ok(family.first_found().await? == *challenge)).await?;
    assert!(
        family.is("/ fits?\\b/.test(document.querySelector('[role=status].said').textContent)").await?,
        "it is said to those who do not see it"
    );
    assert!(!family.text().await?.contains("All routemaps Start here"), "the full list makes room");
    family.driver().action_chain().send_keys(" zzzzzz qqqqq").perform().await?;
    family.sees("Nothing fits.").await?;
    let asked = format!("performance.getEntriesByType('resource').some((entry) => entry.startTime > {typed_from})");
    assert!(!family.is(&asked).await?, "searching asks nothing of the network");
    family.driver().action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control).send_keys(Key::Backspace).perform().await?;
    family.sees("All routemaps").await?;
    family.driver().action_chain().send_keys("taxi").perform().await?;
    family.wait("the first found", async || Ok(family.first_found().await? == of("travel").routemap().title)).await?;
    family.choose(&of("travel").routemap().title).await?;
    family.sees_heading(&of("travel").routemap().title).await
}

async fn topic_and_age_leave_out_what_does_not_fit(family: &Family) -> WebDriverResult<()> {
    family.open("").await?;
    family.pick("Topic", &of("early-years").routemap().topic).await?;
    family.sees(&of("early-years").routemap().title).await?;
    family.pick("Age", "11 to 15").await?;
    family
        .wait("no early years for a child of 11", async || Ok(!family.text().await?.contains(of("early-years").routemap().title.as_str())))
        .await?;
    family.sees(&of("sen-support").routemap().title).await
}

async fn the_young_person_is_asked_once_and_spoken_to_from_then_on(family: &Family) -> WebDriverResult<()> {
    family.open("challenge/").await?;
    family.sees("Who is following this?").await?;
    family.choose("I am the young person").await?;
    family.wait_for_app().await?;
    family.sees("For you, the young person.").await?;
    assert!(!family.text().await?.contains("Who is following this?"), "it is asked once");
    // Another routemap, from its plain address, at a step.
    let step = &of("post-16").routemap().start;
    family.open(&format!("post-16/#{step}")).await?;
    family.sees("For you, the young person.").await?;
    family.sees_heading(for_young_people("post-16").title(step.as_str())).await?;
    // Only for parents: there is one page, and nobody is sent anywhere.
    family.open("early-years/").await?;
    family.sees_heading(&of("early-years").routemap().title).await?;
    // And back.
    family.open("challenge/").await?;
    family.choose("I am a parent or carer").await?;
    family.wait_for_app().await?;
    family.sees("For parents and carers.").await?;
    family.open("post-16/").await?;
    family.sees("For parents and carers.").await?;
    // It is shown with everything else that is kept, and can be taken away.
    family.open("my-data/").await?;
    family.sees("A parent or carer. The routemaps speak to them.").await?;
    family.choose("Ask me again").await?;
    family.open("post-16/").await?;
    family.sees("Who is following this?").await
}

async fn the_place_and_the_dates_stay_when_the_reader_changes(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 November 2026").await?;
    family.sees("You said: 2 November 2026").await?;
    family.choose("I am the young person").await?;
    family.wait_for_app().await?;
    family.sees("For you, the young person.").await?;
    family.sees_heading(for_young_people("ehcna").title(WAIT)).await?;
    family.sees("You said: 2 November 2026").await?;
    family.sees("You are here").await?;
    // The pages that show all routes speak to the young person too.
    family.open("dates/").await?;
    family.choose("Go to this step").await?;
    family.wait_for_app().await?;
    family.sees("For you, the young person.").await?;
    family.open("my-data/").await?;
    family.choose("Everything you entered").await?;
    family.sees(for_young_people("ehcna").label("who-asks", "parent")).await
}

async fn a_reader_that_nobody_is_sends_nobody_anywhere(family: &Family) -> WebDriverResult<()> {
    family.open("challenge/").await?;
    family.put("routemaps/reader", "somebody else").await?;
    family.open("challenge/").await?;
    family.sees("Who is following this?").await
}

async fn without_storage_the_reader_can_still_be_chosen(family: &Family) -> WebDriverResult<()> {
    family.open("challenge/").await?;
    family.choose("I am the young person").await?;
    family.wait_for_app().await?;
    family.sees("For you, the young person.").await
}

async fn what_each_service_does_can_be_read_at_320_pixels(family: &Family) -> WebDriverResult<()> {
    family.open("transitions/").await?;
    family.choose("What each service does, stage by stage").await?;
    family.sees_heading("What each service does, stage by stage").await?;
    for stage in &of("transitions").routemap().stages {
        family.sees(&stage.title).await?;
    }
    assert!(family.is("document.documentElement.scrollWidth <= window.innerWidth").await?, "nothing scrolls sideways");
    // Each cell says whose it is, because the heads of the columns are far away.
    let named = "[...document.querySelectorAll('.services td')].every((cell) => ['Education', 'Health', 'Social care'].some((name) => cell.innerText.startsWith(name)))";
    assert!(family.is(named).await?);
    let is_table =
        "document.querySelector('table[role=table] [role=rowheader]') && document.querySelectorAll('[role=columnheader]').length === 4";
    assert!(family.is(is_table).await?, "it stays a table for a screen reader");
    Ok(())
}

async fn without_scripts_both_readers_the_table_and_the_way_into_another_routemap_are_there(family: &Family) -> WebDriverResult<()> {
    family.open("ehcna/").await?;
    family.choose("I am the young person").await?;
    family.sees("For you, the young person.").await?;
    family.choose("What each service does, stage by stage").await?;
    family.sees("Social care").await?;
    family.open("ehcna/young-person/#refused").await?;
    family.choose(for_young_people("ehcna").label("refused", "challenge")).await?;
    family.sees_heading(for_young_people("challenge").title("no-assessment")).await?;
    family.sees("For you, the young person.").await
}

/// Asks for an assessment, is refused, and goes on to challenge it.
async fn into_the_challenge(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 November 2026").await?;
    family.sees("You said: 2 November 2026").await?;
    family.choose(label(WAIT, "no")).await?;
    family.sees_heading(title("refused")).await?;
    family.type_into(ask("refusal-sent"), "Day", "14 December 2026").await?;
    family.sees("You said: 14 December 2026").await?;
    family.choose(label("refused", "challenge")).await?;
    family.sees_heading(of("challenge").title("no-assessment")).await?;
    family.wait_for_app().await
}

/// Returns the label of the choice at a step that leads to a step of the challenge.
fn way_to(routemap: &'static routemaps::definition::Routemap, step: &str, challenge: &str) -> &'static str {
    let choices = &routemap.step(step).unwrap().choices;
    let to = format!("challenge:{challenge}");
    &choices.iter().find(|choice| choice.to.to_string() == to).unwrap_or_else(|| panic!("no way to {to}")).label
}
