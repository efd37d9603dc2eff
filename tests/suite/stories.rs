//! The stories of the suite: enough of them, told so that people can learn from them, and some that cross routemaps.
//! That they come true, and walk every choice and tell every deadline, is for the checker (`check.rs`).

use routemaps::{
    definition::{ChoiceId, StepId, Target},
    site,
    story::{Line, parse},
};

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
        let story = parse(text).unwrap();
        let own = suite.routemap(story.routemap.as_str()).unwrap();
        let leads_out = |step: &StepId, choice: &ChoiceId| {
            let choices = own.step(step.as_str()).map(|step| step.choices.as_slice()).unwrap_or_default();
            choices.iter().any(|known| known.id == *choice && matches!(known.to, Target::Elsewhere { .. }))
        };
        story.lines.iter().any(|(_, line)| matches!(line, Line::Choose(step, choice) if leads_out(step, choice)))
    };
    let crossing = suite.stories.iter().filter(|story| crosses(&story.text)).count();
    assert!(crossing >= 10, "only {crossing} stories cross routemaps");
}
