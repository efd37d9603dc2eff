//! The family's way on the drawn map: where they were, where they are, and what is due where.

use std::cell::Cell;

use leptos::prelude::*;

use crate::{
    browser::{map, page},
    deadlines::words,
    definition::StepId,
    state::{Following, Shown},
};

/// Keeps the map as the journey is.
pub struct Marks {
    following: &'static Following,
    /// Whether the map is to be marked once the page is painted.
    is_due: Cell<bool>,
    here: Cell<Option<StepId>>,
    /// Tells when a change is painted.
    painted: &'static ArcTrigger,
}

impl Marks {
    /// Returns what marks the map of the routemap that is followed; nothing is marked yet.
    pub fn new(following: &'static Following, painted: &'static ArcTrigger) -> Marks {
        Marks { following, is_due: Cell::new(false), here: Cell::new(None), painted }
    }

    /// Marks the map after what was shown or kept has changed; `before` is the part of the page that was read until now. A map
    /// that is hidden, or stands beside a step, is marked when the step is painted.
    pub fn follow(&'static self, before: Option<&str>, shown: &Shown) {
        self.following.kept.track();
        if *shown == Shown::Map {
            self.mark();
            // Who comes back to the map from a station goes on from there.
            if let Some(station) = before.filter(|part| *part != "map") {
                map::show_station(station);
            }
        } else if !self.is_due.replace(true) {
            page::after_paint(Box::new(move || {
                self.is_due.set(false);
                self.painted.notify();
                self.mark();
            }));
        }
    }

    fn mark(&self) {
        mark(self.following);
        let here = self.following.place().filter(|_| self.following.has_begun()).map(|place| place.step);
        if self.here.replace(here.clone()) != here {
            map::show_here();
        }
    }
}

fn mark(following: &'static Following) {
    let route = following.route();
    map::keep_maps();
    map::clear_lines();
    let has_begun = following.has_begun();
    for pair in route.stops.windows(2) {
        if let [from, to] = pair
            && let Some(choice) = &from.answer
        {
            map::mark_line(from.visit.step.as_str(), choice.as_str(), to.visit.step.as_str());
        }
    }
    let mut dues = Vec::new();
    if let Some((all, today)) = following.due_dates(None).filter(|_| has_begun) {
        let open = all.iter().filter(|due| due.is_open() && due.last_day().is_some());
        dues.extend(open.map(|due| (due.at.step.clone(), words::say(due, &following.graph, today))));
    }
    for step in &following.graph.outline().steps {
        let is_here = has_begun && route.current().is_some_and(|stop| stop.visit.step == step.id);
        let was_seen = has_begun && route.stops.iter().any(|stop| stop.visit.step == step.id);
        let (at, words) = match (is_here, was_seen) {
            (true, _) => ("here", Some(("said here", "You are here"))),
            (_, true) => ("seen", Some(("unseen", "You have been here"))),
            _ => ("", None),
        };
        let mut said: Vec<(&str, String)> = words.into_iter().map(|(class, words)| (class, words.to_owned())).collect();
        said.extend(dues.iter().filter(|(at, _)| *at == step.id).map(|(_, due)| {
            let class = if due.state == "overdue" { "said late" } else { "said" };
            (class, format!("{} · {}", due.day, due.left))
        }));
        map::mark_station(step.id.as_str(), at, &said);
    }
}
