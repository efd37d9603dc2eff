//! On paper: what was ticked is on the sheet and nothing else, and the guides are one side each.

use thirtyfour::error::WebDriverResult;

use crate::{
    behaviours,
    family::Family,
    words::{WAIT, ask, label, routemaps, task, title},
};

behaviours![
    Paper: the_sheet_has_what_was_ticked_and_nothing_else,
    Plain: the_way_to_the_sheet_and_back_is_exact,
    Narrow: the_sheet_fits_and_axe_finds_nothing,
    Paper: each_five_minute_guide_is_one_side_of_paper,
    Paper: a_step_on_paper_has_its_words_and_its_dates_and_no_buttons,
];

/// Goes to the wait and enters one of everything.
async fn enter_everything(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.checkbox(&task(WAIT, "check-arrived")).await?.click().await?;
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.sees("You said: 2 September 2026").await?;
    family.choose("My letter gives another date").await?;
    family.type_into("What date does your letter give?", "Day", "20 October 2026").await?;
    family.sees("You said: 20 October 2026").await?;
    family.choose("Notes I want to keep").await?;
    family.type_into("", "Your notes about this step", "Rang on Monday").await?;
    family.open("ehcna/").await?;
    family.type_into("", "Whose route is this?", "Sam").await?;
    family.choose("Print our journey so far").await?;
    family.sees("This is what is printed").await?;
    family.wait_for_app().await
}

/// What each box puts on the sheet: the start of its label, and words that stand there only if it is ticked.
fn boxes() -> [(&'static str, &'static str); 7] {
    [
        ("The name: Sam", "Sam"),
        ("The steps of the way", label("before-you-ask", "check")),
        ("The dates that are known", "2 September 2026"),
        ("What the letters say", "The council tells you if it will assess: by"),
        ("What is due", "What is due"),
        ("What was done", "Check that the council has the request"),
        ("The note at", "Rang on Monday"),
    ]
}

async fn the_sheet_has_what_was_ticked_and_nothing_else(family: &Family) -> WebDriverResult<()> {
    enter_everything(family).await?;
    // What is ticked from the start goes away first, so that each box can be looked at alone.
    for (name, _) in boxes() {
        if family.checkbox(name).await?.is_selected().await? {
            family.choose_field(name).await?;
        }
    }
    let bare = family.printed().await?;
    assert!(bare.says("Our journey so far"), "{bare:?}");
    for (name, words) in boxes() {
        assert!(!bare.says(words), "“{words}” is on the sheet without “{name}”: {bare:?}");
        family.choose_field(name).await?;
        let with = family.printed().await?;
        assert!(with.says(words), "“{words}” is not on the sheet with “{name}”: {with:?}");
        for (other, words) in boxes().into_iter().filter(|(other, _)| *other != name) {
            assert!(!with.says(words), "“{words}” is on the sheet with “{name}” and without “{other}”: {with:?}");
        }
        family.choose_field(name).await?;
    }
    family.type_into("", "Questions you want to ask", "Who will see us?").await?;
    let asked = family.printed().await?;
    assert!(asked.says("Questions") && asked.says("Who will see us?"), "{asked:?}");
    assert!(!asked.says("Print this sheet") && !asked.says("My data"), "{asked:?}");
    Ok(())
}

async fn the_way_to_the_sheet_and_back_is_exact(family: &Family) -> WebDriverResult<()> {
    enter_everything(family).await?;
    family.open("ehcna/#new").await?;
    family.choose("Start").await?;
    family.open("ehcna/").await?;
    family.type_into("", "Whose route is this?", "Ayo").await?;
    family.choose("Hand this route over").await?;
    family.wait_for_app().await?;
    family.choose("Print it on paper").await?;
    family.sees("The name: Ayo").await?;
    family.wait_for_app().await?;
    family.choose("Print instead: Sam").await?;
    family.sees("The name: Sam").await?;
    family.driver().back().await?;
    family.sees("The name: Ayo").await?;
    family.driver().back().await?;
    family.sees("In it: your way through").await?;
    family.driver().forward().await?;
    family.sees("The name: Ayo").await
}

async fn the_sheet_fits_and_axe_finds_nothing(family: &Family) -> WebDriverResult<()> {
    enter_everything(family).await?;
    for (name, _) in boxes() {
        if !family.checkbox(name).await?.is_selected().await? {
            family.choose_field(name).await?;
        }
    }
    family.type_into("", "Questions you want to ask", "Who will see us?").await?;
    family.sees("Who will see us?").await?;
    crate::access::fits(family, "the sheet").await?;
    crate::access::axe(family, "the sheet").await
}

async fn each_five_minute_guide_is_one_side_of_paper(family: &Family) -> WebDriverResult<()> {
    for (routemap, _) in routemaps() {
        family.open(&format!("{}/five-minute-guide/", routemap.id)).await?;
        let paper = family.printed().await?;
        assert_eq!(paper.sides, 1, "{}", routemap.id);
        for title in routemap.stages.iter().map(|stage| &stage.title).chain([&routemap.title]) {
            assert!(paper.says(title), "{}: no “{title}” in {paper:?}", routemap.id);
        }
    }
    Ok(())
}

async fn a_step_on_paper_has_its_words_and_its_dates_and_no_buttons(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.type_into(ask("request-received"), "Day", "2 September 2026").await?;
    family.sees("You said: 2 September 2026").await?;
    let paper = family.printed().await?;
    for words in [title(WAIT), "You said: 2 September 2026", "Wednesday 14 October 2026", label(WAIT, "yes")] {
        assert!(paper.says(words), "“{words}” is not on paper: {paper:?}");
    }
    for words in ["See the map", "Add to my calendar", "My letter gives another date", "Privacy"] {
        assert!(!paper.says(words), "“{words}” is on paper: {paper:?}");
    }
    Ok(())
}
