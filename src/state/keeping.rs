//! The shelf of this device, or of the tab while somebody is guided there, and what its faults mean for a family.

use crate::{
    browser::{clock, storage},
    definition::{RoutemapId, StepId},
    graph::Graph,
    guided::Guided,
    journey::{Crossing, Event},
    shelf::{self, Store},
    snapshot::Kept,
};

pub use crate::shelf::{Changed, Fault, Newer, Shelf, Unkept, is_journey, put_in};

/// The browser's storage.
struct Device;

impl Store for Device {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, Fault> {
        Ok(storage::keys(prefix)?)
    }

    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        Ok(storage::get(key)?)
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        Ok(storage::put(key, text)?)
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        Ok(storage::remove(key)?)
    }
}

impl From<storage::Fault> for Fault {
    fn from(fault: storage::Fault) -> Fault {
        match fault {
            storage::Fault::Blocked => Fault::Blocked,
            storage::Fault::Refused => Fault::Refused,
        }
    }
}

/// Calls `on_change` with the key whenever another tab keeps something of ours or takes it away; no key means all of it.
pub fn on_change(on_change: impl Fn(Option<String>) + 'static) {
    storage::on_change(move |key| {
        if key.as_deref().is_none_or(shelf::tells) {
            on_change(key);
        }
    });
}

// The functions of the shelf, for this device and this moment.

pub fn load_all() -> Shelf {
    shelf::load_all(&Device, clock::now_ms())
}

pub fn load(id: &str) -> Option<Kept> {
    shelf::load(&Device, id)
}

pub fn change(graph: &Graph, ours: Kept, waiting: Vec<Event>, event: Event) -> Changed {
    shelf::change(&Device, graph, ours, waiting, event, clock::now_ms())
}

pub fn keep(graph: &Graph, kept: Kept) -> (Kept, Option<Fault>) {
    shelf::keep(&Device, graph, kept, clock::now_ms())
}

pub fn save(kept: &Kept) -> Result<(), Fault> {
    shelf::save(&Device, kept)
}

pub fn delete(id: &str) -> Result<(), Fault> {
    shelf::delete(&Device, id)
}

pub fn forget_reader() -> Result<(), Fault> {
    shelf::forget_reader(&Device)
}

/// Deletes a text that was set aside, by its key.
pub fn delete_set_aside(key: &str) -> Result<(), Fault> {
    Device.remove(key)
}

pub fn put_back_set_aside(key: &str, text: &str) -> Result<(), Fault> {
    shelf::put_back_set_aside(&Device, key, text)
}

pub fn hand_over(crossing: &Crossing) -> Result<(), Fault> {
    shelf::hand_over(&Device, crossing, clock::now_ms())
}

pub fn forget_crossing() {
    shelf::forget_crossing(&Device);
}

pub fn take_over(routemap: &RoutemapId, step: &StepId) -> Result<Option<Crossing>, Fault> {
    shelf::take_over(&Device, routemap, step, clock::now_ms())
}

/// Returns the name for a new journey: that of the family that is guided in this tab, as long as nothing is kept for it. A
/// second journey may be about another child.
pub fn name_for_new() -> String {
    guided().filter(|_| shelf::is_empty(&Device)).map(|guided| guided.name_of_child().to_owned()).unwrap_or_default()
}

/// Returns whom somebody guides in this tab, if they do.
pub fn guided() -> Option<Guided> {
    storage::guided().map(|lines| Guided::read(&lines))
}

/// Guides these families in this tab from now on, whose routes the tab alone keeps.
pub fn guide(guided: &Guided) -> Result<(), Fault> {
    Ok(storage::guide(&guided.write())?)
}

/// Forgets the family whose turn it is and all its routes. The others stay.
pub fn forget_family() -> Result<(), Fault> {
    match guided().and_then(|guided| guided.without()) {
        None => forget_guided(),
        Some(others) => {
            for key in storage::keys("")? {
                storage::remove(&key)?;
            }
            guide(&others)
        }
    }
}

/// Reads and keeps on the device from now on, also while somebody is guided.
pub fn use_device() {
    storage::use_device();
}

/// Forgets the families that were guided in this tab and all their routes.
pub fn forget_guided() -> Result<(), Fault> {
    Ok(storage::forget_guided()?)
}

/// Returns the sentence for a family whose journey is not kept: what is safe, what to do.
pub fn not_kept(fault: Fault) -> &'static str {
    match fault {
        Fault::Newer => {
            "A newer version of this site wrote this route in another tab. It is safe, and this tab does not change it. Open the page again to go on with it."
        }
        Fault::Blocked => {
            "This device is not keeping your answers, because the browser blocks it. You can go on. They stay as long as this page is open. To keep them, allow this site to store data, or use another browser."
        }
        Fault::Refused => {
            "This device did not keep your last change. It may be full. You can go on. It stays as long as this page is open. To keep it, make room on the device, then change something here."
        }
        Fault::Withheld => {
            "This device did not give back everything it keeps. Nothing was deleted. Open the page again to see if it is there."
        }
    }
}
