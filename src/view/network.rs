//! The family's journeys on the network map: which line, which station, whose.

use leptos::prelude::*;

use super::element::{nothing, words};
use crate::{browser::map, page_data::PageData, state::keeping};

pub fn network(mut data: PageData) -> AnyView {
    let shelf = keeping::load_all();
    data.reader = shelf.reader.clone().unwrap_or_default();
    for kept in &shelf.kept {
        let journey = &kept.journey;
        let who = if journey.child.is_empty() { "You are here".to_owned() } else { format!("{} is here", journey.child) };
        let step = journey.here.as_ref().map(|here| here.step.as_str()).unwrap_or_default();
        let way = data.way_to_journey(journey.routemap.as_str(), &journey.id);
        map::mark_line_of_network(journey.routemap.as_str(), step, &who, &format!("{who}: {}", kept.step_title), &way);
    }
    match shelf.fault {
        Some(fault) => words("p", keeping::not_kept(fault)).class("notice warn").attribute("role", "status").into(),
        None => nothing(),
    }
}
