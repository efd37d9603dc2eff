//! What the stories of a folder tell: whether each comes true, which choices they walk and which deadlines they name.

use std::collections::BTreeMap;

use super::Suite;
use crate::{
    definition::{ChoiceId, Outline, RoutemapId, StepId},
    graph::Graph,
    story::{Played, StoryFault, parse, play},
};

/// What all stories tell together.
#[derive(Debug, Default)]
pub struct Told {
    /// The files that do not come true, each with why.
    pub faults: Vec<(String, StoryFault)>,
    played: Played,
    /// Whether there is any story.
    has_stories: bool,
}

impl Told {
    /// Plays every story of a suite.
    pub fn by_stories(suite: &Suite) -> Told {
        let graph = |routemap: &crate::definition::Routemap| Graph::new(Outline::of(routemap, suite.services()));
        // Without a story there is nothing to play, and a graph of every routemap would be built for nothing.
        let routemaps = suite.routemaps().filter(|_| !suite.stories.is_empty());
        let graphs: BTreeMap<RoutemapId, Graph> = routemaps.map(|routemap| (routemap.id.clone(), graph(routemap))).collect();
        let calendar = suite.calendar();
        let mut told = Told { has_stories: !suite.stories.is_empty(), ..Told::default() };
        for story in &suite.stories {
            let played = parse(&story.text).and_then(|read| match read.title.is_empty() {
                true => Err(StoryFault { line: 1, sentence: "the story has no title: begin with a line `# ...`".to_owned() }),
                false => play(&read, &graphs, &calendar),
            });
            match played {
                Ok(Played { walked, told: deadlines }) => {
                    told.played.walked.extend(walked);
                    told.played.told.extend(deadlines);
                }
                Err(fault) => told.faults.push((story.path.clone(), fault)),
            }
        }
        told
    }

    /// Says whether some story makes a choice. Where there are no stories at all, nothing is asked of them.
    pub fn walks(&self, routemap: &RoutemapId, step: &StepId, choice: &ChoiceId) -> bool {
        !self.has_stories || self.played.walked.contains(&(routemap.clone(), step.clone(), choice.clone()))
    }

    /// Says whether some story tells the day of a deadline.
    pub fn tells(&self, routemap: &RoutemapId, deadline: &str) -> bool {
        !self.has_stories || self.played.told.contains(&(routemap.clone(), deadline.to_owned()))
    }
}
