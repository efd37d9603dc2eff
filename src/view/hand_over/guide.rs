//! Guiding somebody: their routes stay in this tab alone. It ends with handing over, and then everything is forgotten.

use leptos::prelude::*;

use super::Page;
use crate::{
    browser::{address, clock, page},
    snapshot,
    state::keeping::{self, Fault},
    view::element::{Element, button, element, together, words},
};

pub fn guiding(page: &'static Page) -> AnyView {
    match keeping::guided() {
        None => together(vec![
            words("h2", "Guide somebody else").into(),
            words("p", "For SEND Champions, and for everybody who helps a family. This device does not keep their routes. They stay in this tab until you finish. Finish before you close it: a browser can bring a closed tab back. On a device that others use, take a private window.").into(),
            another(page, "Start guiding").into(),
        ]),
        Some(guided) if guided.only_look => together(vec![
            words("h2", "You are only looking").into(),
            words("p", "If you want to keep this route with all you have entered, keep it on this device. If not, it is gone when you finish.").into(),
            element("p").child(button("Keep it on this device", move || keep_all(page))).into(),
            finish(page, "Finish, and keep nothing", "Yes, keep nothing", keeping::forget_guided),
        ]),
        Some(_) => together(vec![
            words("h2", "Guide another family").into(),
            another(page, "Add this family").into(),
            words("h2", "Finish").into(),
            words("p", "Has the family got its routes, as a code, a link or on paper? Their notes go along only if you tick them. When you finish, all that was entered is gone.").into(),
            finish(page, "Finish, and forget this family", "Yes, forget this family", keeping::forget_family),
            finish(page, "Finish, and forget all families in this tab", "Yes, forget all families", keeping::forget_guided),
        ]),
    }
}

/// The name of one more family.
fn another(page: &'static Page, label: &'static str) -> Element {
    let field = element("input").attribute("id", "family_").attribute("type", "text").attribute("autocomplete", "off");
    let begin = move || {
        let guided = keeping::guided().unwrap_or_default().with(&page::value("family_"));
        match keeping::guide(&guided) {
            Ok(()) => address::go(&root(page)),
            Err(fault) => page.said.set(Some(keeping::not_kept(fault).to_owned())),
        }
    };
    let start = words("button", label).attribute("type", "submit");
    let label = words("label", "Their first name or initials. It stays in this tab.").attribute("for", "family_");
    element("form").class("whose").child(label).child(field).child(element("p").child(start)).on("submit", move |event| {
        event.prevent_default();
        begin();
    })
}

fn finish(page: &'static Page, label: &'static str, sure: &'static str, forget: fn() -> Result<(), Fault>) -> AnyView {
    let finish = button(sure, move || match forget() {
        Ok(()) => address::go(&root(page)),
        Err(fault) => page.said.set(Some(keeping::not_kept(fault).to_owned())),
    });
    // Two presses: there is no way back from it.
    let sure = element("p").child(finish.class("danger"));
    element("details").child(words("summary", label)).child(words("p", "Nothing can bring it back afterwards. A copy of this tab has to be finished as well, and the browser’s history lists the pages you saw.")).child(sure).into()
}

/// Keeps the routes of this tab on the device, beside what is there.
fn keep_all(page: &'static Page) {
    let Some(guided) = keeping::guided() else { return };
    let of_tab = keeping::load_all();
    keeping::use_device();
    let of_device = keeping::load_all();
    let text = snapshot::write_backup(&of_tab.kept, &[]);
    let restored = snapshot::read_backup(&text, &of_device.kept, clock::random_id);
    let refused = match (of_tab.fault.or(of_device.fault), restored.as_ref()) {
        // What was not seen would not come along, or would be written over.
        (Some(fault), _) => Some(fault),
        (None, Ok(restored)) => restored.to_keep.iter().find_map(|kept| keeping::save(kept).err()),
        (None, Err(_)) => Some(Fault::Refused),
    };
    match refused {
        None => {
            let _ = keeping::forget_guided();
            address::go(&root(page));
        }
        // What could not be kept is still in the tab.
        Some(fault) => {
            let _ = keeping::guide(&guided);
            page.said.set(Some(keeping::not_kept(fault).to_owned()));
        }
    }
}

fn root(page: &'static Page) -> String {
    page.data.root.clone()
}
