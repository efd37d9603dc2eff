//! What was just noticed, and whether keeping works. The element round it is read out when it changes.

use leptos::prelude::*;

use super::element::{live, together, words};
use crate::state::Following;

pub fn notices(following: &'static Following) -> AnyView {
    live(move || {
        let not_kept = following.not_kept.get().map(|sentence| words("p", sentence).class("notice warn"));
        let notice = following.notice.get().map(|sentence| words("p", sentence).class("notice"));
        together(not_kept.into_iter().chain(notice).map(AnyView::from).collect())
    })
}
