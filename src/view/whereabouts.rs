//! At a step that is not on the family's route: "are you at this step now?". On the route: the way back to the routemap
//! the family came from.

use leptos::prelude::*;

use super::element::{button, element, link, live_when, nothing, words};
use crate::state::{Following, Shown};

/// `painted` tells once a change can be seen.
pub fn whereabouts(following: &'static Following, painted: &'static ArcTrigger) -> AnyView {
    live_when(painted, move || {
        let Shown::Preview(step) = following.shown.get() else { return way_back(following) };
        let has_begun = following.has_begun();
        let sentence = match has_begun {
            true => "This step is not on your route. You can read it and go back.",
            false => "You are reading about this step. Nothing is kept yet.",
        };
        let here = button("Yes, I am here now", move || following.start_at(&step));
        let back = has_begun.then(|| button("No, back to my place", move || following.carry_on()).class("plain"));
        element("section")
            .class("card")
            .child(words("h3", "Are you at this step now?"))
            .child(words("p", sentence))
            .child(element("p").child(here))
            .children(back)
            .into()
    })
}

/// The way back to the journey that led into this one.
fn way_back(following: &'static Following) -> AnyView {
    let origin = following.kept.with(|kept| kept.journey.came_from.clone());
    let back = origin.as_ref().and_then(|origin| Some((following.data.name_of(origin.routemap.as_str())?, origin)));
    match back.filter(|_| following.shown.get() != Shown::Overview) {
        Some((name, origin)) => {
            let way = following.data.way_to_journey(origin.routemap.as_str(), &origin.journey);
            element("p").class("way-back").child(link(way, format!("Back to: {name}"))).into()
        }
        None => nothing(),
    }
}
