//! At a step that is not on the family's route: "are you at this step now?".

use leptos::prelude::*;

use super::element::{button, element, live, nothing, words};
use crate::state::{Following, Shown};

pub fn whereabouts(following: Following) -> AnyView {
    live(move || {
        let Shown::Preview(step) = following.shown.get() else { return nothing() };
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
