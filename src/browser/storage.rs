//! The browser's local storage, which may be blocked, full, or change under us.
//!
//! `gloo-storage` panics where storage is blocked, so every call asks first whether it can be reached.
//! Every write is read back.

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{StorageEvent, window};

/// Why a text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser gives no storage at all: a setting, or a frame in another site.
    Blocked,
    /// A newer program keeps something there, which is not ours to write over.
    Newer,
    /// It refused this write, most often because it is full, or gave back another text than it was given.
    Refused,
}

/// Says whether storage can be reached and written to right now.
pub fn probe() -> Result<(), Fault> {
    const KEY: &str = "routemaps/probe";
    set(KEY, "x")?;
    remove(KEY)
}

/// Returns the keys that start with `prefix`, in no order.
pub fn keys(prefix: &str) -> Result<Vec<String>, Fault> {
    reach()?;
    let raw = LocalStorage::raw();
    let mut keys: Vec<String> = (0..LocalStorage::length()).filter_map(|index| raw.key(index).ok()?).collect();
    keys.retain(|key| key.starts_with(prefix));
    Ok(keys)
}

/// Returns the text under a key, as it stands.
pub fn get(key: &str) -> Result<Option<String>, Fault> {
    reach()?;
    LocalStorage::raw().get_item(key).map_err(|_| Fault::Blocked)
}

/// Keeps a text, and reads it back.
pub fn set(key: &str, text: &str) -> Result<(), Fault> {
    reach()?;
    LocalStorage::raw().set_item(key, text).map_err(|_| Fault::Refused)?;
    match get(key)? {
        Some(kept) if kept == text => Ok(()),
        _ => Err(Fault::Refused),
    }
}

pub fn remove(key: &str) -> Result<(), Fault> {
    reach()?;
    LocalStorage::delete(key);
    Ok(())
}

/// Calls `on_change` with the key whenever another tab changes the storage; no key means all of it.
pub fn on_change(on_change: impl Fn(Option<String>) + 'static) {
    let listener = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| on_change(event.key()));
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("storage", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

fn reach() -> Result<(), Fault> {
    match window().map(|window| window.local_storage()) {
        Some(Ok(Some(_))) => Ok(()),
        _ => Err(Fault::Blocked),
    }
}
