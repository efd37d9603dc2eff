//! The stories of the suite: enough of them, told so that people can learn from them, and some that cross routemaps.
//! That they come true, and walk every choice and tell every deadline, is for the checker (`check.rs`).

use routemaps::site;

use crate::{root, today};

#[test]
fn there_are_stories_to_learn_from_and_some_go_through_more_than_one_routemap() {
    let suite = site::load(&root("routemaps"), today()).unwrap();
    assert!(suite.stories.len() >= 60, "only {} stories", suite.stories.len());
    for story in &suite.stories {
        let prose = story.text.lines().take_while(|line| line.starts_with('#')).count();
        assert!(prose >= 2, "{} says too little of who it is and what came of it", story.path);
    }
    let crosses = |text: &str| {
        let id = routemaps::story::parse(text).unwrap().routemap;
        let own = suite.routemap(id.as_str()).unwrap();
        let steps = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_whitespace().next());
        steps.filter(|word| !WORDS.contains(word)).any(|step| own.step(step).is_none())
    };
    let crossing = suite.stories.iter().filter(|story| crosses(&story.text)).count();
    assert!(crossing >= 10, "only {crossing} stories cross routemaps");
}

/// The words a line can start with that are no step.
const WORDS: [&str; 8] = ["routemap", "start-at", "date", "letter", "today", "due", "back", "=>"];
