//! The address line: the part after `#`, and the text that each history entry keeps for us.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::window;

/// Returns the part after `#`, with the `#`; empty if there is none.
pub fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Returns the whole address of a page, given from this one.
pub fn of(relative: &str) -> String {
    let base = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    web_sys::Url::new_with_base(relative, &base).map(|url| url.href()).unwrap_or_default()
}

/// Returns a text as it was before an address took it up; empty if it cannot have been in one.
pub fn decoded(text: &str) -> String {
    js_sys::decode_uri_component(text).map(String::from).unwrap_or_default()
}

/// Returns a text as an address can take it up.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Returns the text kept with this history entry.
pub fn note() -> Option<String> {
    window()?.history().ok()?.state().ok()?.as_string()
}

/// Adds a history entry.
pub fn push(hash: &str, note: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::from_str(note), "", Some(&url(hash)));
    }
}

/// Changes this history entry.
pub fn replace(hash: &str, note: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::from_str(note), "", Some(&url(hash)));
    }
}

/// Leaves for another page.
pub fn go(url: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(url);
    }
}

/// Calls `on_move` when the family goes back or forward, or writes another address: once the browser has done what it does
/// then with its focus.
pub fn on_move(on_move: impl Fn() + Clone + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || {
        let on_move = on_move.clone();
        if let Some(window) = window() {
            let later = Closure::once_into_js(on_move);
            let _ = window.set_timeout_with_callback(later.unchecked_ref());
        }
    });
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// Without a `#` an address is the page itself, so that no lone `#` stays behind.
fn url(hash: &str) -> String {
    match hash {
        "" => window().and_then(|window| window.location().pathname().ok()).unwrap_or_default(),
        hash => hash.to_owned(),
    }
}
