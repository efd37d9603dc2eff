//! What a rule asks about the other routemaps, gathered once: a suite of a thousand is not gone through for each of them.

use std::collections::HashMap;

use super::Suite;
use crate::definition::{Routemap, RoutemapId, StepId, Target};

/// The ways between routemaps, and their titles.
pub struct Others<'a> {
    ways_in: HashMap<&'a RoutemapId, Vec<(&'a RoutemapId, &'a StepId)>>,
    titles: HashMap<String, Vec<&'a RoutemapId>>,
}

impl<'a> Others<'a> {
    pub fn of(suite: &'a Suite) -> Others<'a> {
        let mut others = Others { ways_in: HashMap::new(), titles: HashMap::new() };
        for routemap in suite.routemaps() {
            for choice in routemap.steps.iter().flat_map(|step| &step.choices) {
                if let Target::Elsewhere { routemap: to, step } = &choice.to {
                    others.ways_in.entry(to).or_default().push((&routemap.id, step));
                }
            }
            for title in [&routemap.title, &routemap.short_title] {
                others.titles.entry(title.to_lowercase()).or_default().push(&routemap.id);
            }
        }
        others
    }

    /// Returns where choices written as ways into a routemap come from, and to which of its steps they lead.
    pub fn ways_into(&self, own: &Routemap) -> impl Iterator<Item = (&'a RoutemapId, &'a StepId)> {
        self.ways_in.get(&own.id).into_iter().flatten().copied()
    }

    /// Returns the first other routemap with a title or short title, whatever its capitals.
    pub fn called(&self, title: &str, own: &Routemap) -> Option<&'a RoutemapId> {
        self.titles.get(&title.to_lowercase())?.iter().copied().find(|id| **id != own.id)
    }
}
