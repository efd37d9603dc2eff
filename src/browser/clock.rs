//! The device's clock and its chance.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::window;

/// Returns the milliseconds since 1970.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Returns today's year, month (1 to 12) and day by the device's own clock and place.
pub fn today() -> (i32, u32, u32) {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or_default();
    (year, now.get_month().saturating_add(1), now.get_date())
}

/// Returns this moment in UTC as `20261122T101500Z`.
pub fn stamp() -> String {
    let text: String = js_sys::Date::new_0().to_iso_string().into();
    let signs = text.chars().take(19).filter(|sign| !matches!(sign, '-' | ':'));
    signs.chain(['Z']).collect()
}

/// Calls `on_day` when a new day begins while the page is open, also one that began while the device slept.
pub fn on_new_day(on_day: impl Fn() + Clone + 'static) {
    let day = Rc::new(Cell::new(today()));
    let look = Rc::new(move || {
        if day.replace(today()) != today() {
            on_day();
        }
    });
    let seen = look.clone();
    let listener = Closure::<dyn Fn()>::new(move || seen());
    if let Some(document) = window().and_then(|window| window.document()) {
        let _ = document.add_event_listener_with_callback("visibilitychange", listener.as_ref().unchecked_ref());
    }
    listener.forget();
    at_midnight(look);
}

/// Calls `look` a second after the next midnight, and after each one that follows.
fn at_midnight(look: Rc<dyn Fn()>) {
    let next = js_sys::Date::new_0();
    next.set_hours(24);
    next.set_minutes(0);
    next.set_seconds(1);
    let wait = (next.get_time() - js_sys::Date::now()).clamp(1000.0, 90_000_000.0) as i32;
    let then = Closure::once_into_js(move || {
        look();
        at_midnight(look);
    });
    if let Some(window) = window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), wait);
    }
}

/// Returns an id of 12 small letters and digits that no other journey has.
pub fn random_id() -> String {
    const SIGNS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let pick = |_| SIGNS.get((js_sys::Math::random() * SIGNS.len() as f64) as usize).copied().unwrap_or(b'a');
    (0..12).map(pick).map(char::from).collect()
}
