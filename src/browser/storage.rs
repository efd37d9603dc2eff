//! The browser's storage, which may be blocked, full, or change under us.
//!
//! Texts are kept on the device. While somebody is guided they are kept in the tab instead, each family's apart, and are
//! gone with it.

use std::cell::{Cell, RefCell};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Storage, StorageEvent, window};

/// Why storage did not do as it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser gives no storage at all: a setting, or a frame in another site.
    Blocked,
    /// It refused a change, most often because it is full.
    Refused,
}

/// Returns the keys that start with `prefix`, in no order.
pub fn keys(prefix: &str) -> Result<Vec<String>, Fault> {
    let (storage, family) = area()?;
    let all = storage.length().map_err(|_| Fault::Blocked)?;
    let mut ours = Vec::new();
    for index in 0..all {
        let key = storage.key(index).map_err(|_| Fault::Blocked)?.unwrap_or_default();
        ours.extend(key.strip_prefix(&family).filter(|key| key.starts_with(prefix)).map(str::to_owned));
    }
    Ok(ours)
}

/// Returns the text under a key, as it stands.
pub fn get(key: &str) -> Result<Option<String>, Fault> {
    let (storage, family) = area()?;
    storage.get_item(&format!("{family}{key}")).map_err(|_| Fault::Blocked)
}

/// Keeps a text.
pub fn put(key: &str, text: &str) -> Result<(), Fault> {
    let (storage, family) = area()?;
    storage.set_item(&format!("{family}{key}"), text).map_err(|_| Fault::Refused)
}

/// Takes a text away.
pub fn remove(key: &str) -> Result<(), Fault> {
    let (storage, family) = area()?;
    storage.remove_item(&format!("{family}{key}")).map_err(|_| Fault::Refused)
}

/// Returns who is guided in this tab: a line that begins with the number of the family whose turn it is, then a line for
/// the name of each family.
pub fn guided() -> Option<String> {
    tab()?.get_item(GUIDED).ok()?
}

/// Says who is guided in this tab. What is kept from now on is kept for the family whose turn it is.
pub fn guide(lines: &str) -> Result<(), Fault> {
    tab().ok_or(Fault::Blocked)?.set_item(GUIDED, lines).map_err(|_| Fault::Refused)?;
    begin_again();
    guided().filter(|kept| kept == lines).map(|_| ()).ok_or(Fault::Refused)
}

/// Keeps texts on the device from now on, also while somebody is guided.
pub fn use_device() {
    ON_DEVICE.set(true);
}

/// Forgets everybody who was guided in this tab, with all that was kept for them. From now on texts are kept on the device.
pub fn forget_guided() -> Result<(), Fault> {
    let tab = tab().ok_or(Fault::Blocked)?;
    // Other pages of this host may keep something there too.
    let keys: Vec<String> = (0..tab.length().unwrap_or_default()).filter_map(|index| tab.key(index).ok()?).collect();
    for key in keys.iter().filter(|key| key.starts_with("routemaps/")) {
        tab.remove_item(key).map_err(|_| Fault::Refused)?;
    }
    begin_again();
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

const GUIDED: &str = "routemaps/guide";

thread_local! {
    /// What stands before the keys of the family that is guided, as it was when this page first asked. Empty for the
    /// device's own.
    static FAMILY: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Whether this page keeps texts on the device although somebody is guided.
    static ON_DEVICE: Cell<bool> = const { Cell::new(false) };
}

/// Returns where texts are kept, and what stands before their keys there.
///
/// A page that comes back from the browser's memory may hear that the family went back before it hears that the turn is
/// another family's by now. Then nothing is read from it or written to it: it is about to be loaded anew.
fn area() -> Result<(Storage, String), Fault> {
    let device = || window().and_then(|window| window.local_storage().ok()?);
    if ON_DEVICE.get() {
        return device().map(|storage| (storage, String::new())).ok_or(Fault::Blocked);
    }
    let now = guided().map(|lines| format!("routemaps/family/{}/", lines.split([' ', '\n']).next().unwrap_or_default()));
    let now = now.unwrap_or_default();
    let family = FAMILY.with(|known| known.borrow_mut().get_or_insert_with(|| now.clone()).clone());
    if family != now {
        return Err(Fault::Blocked);
    }
    let storage = if family.is_empty() { device() } else { tab() };
    storage.map(|storage| (storage, family)).ok_or(Fault::Blocked)
}

/// Asks anew where texts are kept.
fn begin_again() {
    FAMILY.take();
    ON_DEVICE.set(false);
}

fn tab() -> Option<Storage> {
    window()?.session_storage().ok()?
}
