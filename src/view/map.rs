//! The family's way on the drawn map: where they were, where they are, and what is due where.

use crate::{browser::map, deadlines::words, state::Following};

/// Marks the map. Called whenever the journey changes.
pub fn mark(following: Following) {
    let shared = following.shared();
    let route = following.route();
    map::clear_lines();
    let has_begun = following.has_begun();
    for pair in route.stops.windows(2) {
        if let [from, to] = pair
            && let Some(choice) = &from.answer
        {
            map::mark_line(from.visit.step.as_str(), choice.as_str(), to.visit.step.as_str());
        }
    }
    let dues = following.with_due_dates(None, |graph, dues, today| {
        let open = dues.iter().filter(|due| has_begun && due.is_open() && due.last_day().is_some());
        open.map(|due| (due.at.step.clone(), words::say(due, graph, today))).collect::<Vec<_>>()
    });
    let dues = dues.unwrap_or_default();
    for step in &shared.graph.outline().steps {
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
