//! Every story comes true, and together they walk every choice of every routemap.

use std::collections::BTreeSet;

use routemaps::{
    definition::Outline,
    graph::Graph,
    site,
    story::{parse, play},
};

use crate::{root, today};

#[test]
fn every_story_comes_true_and_every_choice_is_walked() {
    let folder = root("routemaps");
    let suite = site::load(&folder, today()).unwrap();
    let stories = site::load_stories(&folder).unwrap();
    let mut walked = BTreeSet::new();
    for story in &stories {
        let read = parse(&story.text).unwrap_or_else(|fault| panic!("{}:{}: {}", story.path, fault.line, fault.sentence));
        assert!(!read.title.is_empty(), "{} has no title", story.path);
        let routemap = suite.routemap(read.routemap.as_str()).unwrap_or_else(|| panic!("{}: no routemap `{}`", story.path, read.routemap));
        let graph = Graph::new(Outline::of(routemap, suite.services()));
        let choices =
            play(&read, &graph, &suite.calendar()).unwrap_or_else(|fault| panic!("{}:{}: {}", story.path, fault.line, fault.sentence));
        walked.extend(choices.into_iter().map(|(step, choice)| format!("{}: {step} {choice}", routemap.id)));
    }
    let all = suite.routemaps().flat_map(|routemap| {
        let steps = routemap.steps.iter();
        steps.flat_map(|step| step.choices.iter().map(|choice| format!("{}: {} {}", routemap.id, step.id, choice.id)))
    });
    let unwalked: Vec<String> = all.filter(|choice| !walked.contains(choice)).collect();
    assert!(unwalked.is_empty(), "no story walks these choices: {unwalked:#?}");
}
