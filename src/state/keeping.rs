//! Journeys on the device: read all, write one, set aside what cannot be read.
//!
//! One key a journey, so that no damage to one can reach another.

use crate::{
    browser::{
        clock,
        storage::{self, Fault},
    },
    definition::{RoutemapId, StepId},
    guided::Guided,
    journey::Crossing,
    snapshot::{self, Kept, Unread},
};

const JOURNEY: &str = "routemaps/journey/";
const SET_ASIDE: &str = "routemaps/set-aside/";
const CROSSING: &str = "routemaps/crossing";
const READER: &str = "routemaps/reader";
const READERS: [&str; 2] = ["parent", "young-person"];

/// Everything of ours on the device.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Journeys, the one touched last first.
    pub kept: Vec<Kept>,
    /// Journeys a newer program wrote: shown, never written.
    pub newer: Vec<Newer>,
    /// Texts that could not be read, with their keys.
    pub set_aside: Vec<(String, String)>,
    /// Who follows the routemaps on this device, as the boot script keeps it: `parent` or `young-person`.
    pub reader: Option<String>,
    /// What is wrong with keeping, if anything is.
    pub fault: Option<Fault>,
}

/// A journey of a newer program.
#[derive(Clone, Debug)]
pub struct Newer {
    pub text: String,
    pub readable: Option<Box<Kept>>,
}

/// Reads everything of ours. What cannot be read is moved to a key of its own and never written over.
pub fn load_all() -> Shelf {
    let mut shelf = Shelf { fault: storage::probe().err(), reader: reader(), ..Shelf::default() };
    // A crossing whose page never opened is not left behind.
    if storage::get(CROSSING).ok().flatten().is_some_and(|text| snapshot::read_crossing(&text, clock::now_ms()).is_none()) {
        forget_crossing();
    }
    for key in storage::keys(JOURNEY).unwrap_or_default() {
        let Ok(Some(text)) = storage::get(&key) else { continue };
        match snapshot::read(&text) {
            // The one touched last stands first; a sort would cost the phone 2 KiB for a handful of them.
            Ok(kept) => {
                let newer = shelf.kept.iter().take_while(|other| other.updated_ms > kept.updated_ms).count();
                shelf.kept.insert(newer, kept);
            }
            Err(Unread::Newer { readable, .. }) => shelf.newer.push(Newer { text, readable }),
            Err(Unread::Broken) => {
                set_aside(&key, &text);
            }
        }
    }
    for key in storage::keys(SET_ASIDE).unwrap_or_default() {
        if let Ok(Some(text)) = storage::get(&key) {
            shelf.set_aside.push((key, text));
        }
    }
    shelf
}

/// Reads one journey as it is on the device now. Nothing if it is not there or not readable.
pub fn load(id: &str) -> Option<Kept> {
    snapshot::read(&storage::get(&key(id)).ok()??).ok()
}

pub fn save(kept: &Kept) -> Result<(), Fault> {
    let key = key(&kept.journey.id);
    match storage::get(&key).ok().flatten().map(|text| (snapshot::read(&text), text)) {
        // A tab that was open before the site changed must not write over what a newer one kept.
        Some((Err(Unread::Newer { .. }), _)) => return Err(Fault::Newer),
        Some((Err(Unread::Broken), text)) if !set_aside(&key, &text) => return Err(Fault::Refused),
        _ => {}
    }
    storage::set(&key, &snapshot::write(kept))
}

pub fn delete(id: &str) -> Result<(), Fault> {
    storage::remove(&key(id))
}

/// Who follows, if it is one of the two there are.
fn reader() -> Option<String> {
    storage::get(READER).ok().flatten().filter(|reader| READERS.contains(&reader.as_str()))
}

/// Forgets who follows; the next routemap asks again.
pub fn forget_reader() -> Result<(), Fault> {
    storage::remove(READER)
}

/// Deletes a text that was set aside, by its key.
pub fn delete_set_aside(key: &str) -> Result<(), Fault> {
    storage::remove(key)
}

/// Puts a text back that was set aside and deleted.
pub fn put_back_set_aside(key: &str, text: &str) -> Result<(), Fault> {
    storage::set(key, text)
}

/// Keeps a crossing until the page of the other routemap is open.
pub fn hand_over(crossing: &Crossing) -> Result<(), Fault> {
    storage::set(CROSSING, &snapshot::write_crossing(crossing, clock::now_ms()))
}

/// Forgets a crossing whose page never opened.
pub fn forget_crossing() {
    let _ = storage::remove(CROSSING);
}

/// Takes the crossing that leads to a step of a routemap, if one does.
pub fn take_over(routemap: &RoutemapId, step: &StepId) -> Option<Crossing> {
    let crossing = snapshot::read_crossing(&storage::get(CROSSING).ok()??, clock::now_ms())?;
    let is_ours = crossing.routemap == *routemap && crossing.step == *step;
    is_ours.then(|| storage::remove(CROSSING).ok().map(|()| crossing)).flatten()
}

/// Returns the name for a new journey: that of the family that is guided in this tab, as long as nothing is kept for it. A
/// second journey may be about another child.
pub fn name_for_new() -> String {
    let is_first = || storage::keys(JOURNEY).is_ok_and(|keys| keys.is_empty());
    guided().filter(|_| is_first()).map(|guided| guided.name_of_child().to_owned()).unwrap_or_default()
}

/// Returns whom somebody guides in this tab, if they do.
pub fn guided() -> Option<Guided> {
    storage::guided().map(|lines| Guided::read(&lines))
}

/// Guides these families in this tab from now on, whose routes the tab alone keeps.
pub fn guide(guided: &Guided) -> Result<(), Fault> {
    storage::guide(&guided.write())
}

/// Forgets the family whose turn it is and all its routes. The others stay.
pub fn forget_family() -> Result<(), Fault> {
    match guided().and_then(|guided| guided.without()) {
        None => storage::forget_guided(),
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
    storage::forget_guided()
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
    }
}

/// Says whether a storage key is that of a journey.
pub fn is_journey(changed: &str, id: &str) -> bool {
    changed.strip_prefix(JOURNEY) == Some(id)
}

/// Moves a text out of the way, and says whether it is. If there is no room for that, it stays where it is.
fn set_aside(from: &str, text: &str) -> bool {
    let name = from.strip_prefix(JOURNEY).unwrap_or(from);
    let free = (1..100_u32).map(|number| format!("{SET_ASIDE}{name}-{number}")).find(|key| matches!(storage::get(key), Ok(None)));
    free.is_some_and(|to| storage::set(&to, text).is_ok() && storage::remove(from).is_ok())
}

fn key(id: &str) -> String {
    format!("{JOURNEY}{id}")
}
