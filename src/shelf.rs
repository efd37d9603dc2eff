//! What a device keeps of journeys, in a store that may fail at any time: refuse, be full, give a damaged text back, or lose one
//! to another tab. Whatever fails, what was kept before or what is kept now is there afterwards, and the caller hears of it.
//!
//! One key a journey, so that no damage to one can reach another. Every write is read back. What cannot be read is moved to a
//! key of its own and never written over.

use crate::{
    definition::{RoutemapId, StepId},
    graph::Graph,
    journey::{Crossing, Event, Journey, Refusal, resume, route, transition},
    snapshot::{self, Kept, Unread},
};

/// A place that keeps texts by keys.
pub trait Store {
    /// Returns the keys that start with `prefix`, in no order.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if they cannot be had now.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, Fault>;

    /// Returns the text under a key, as it stands.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if it cannot be had now.
    fn get(&self, key: &str) -> Result<Option<String>, Fault>;

    /// Keeps a text.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if it is not kept, as far as the store knows.
    fn put(&self, key: &str, text: &str) -> Result<(), Fault>;

    /// Takes a text away.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if it is still there.
    fn remove(&self, key: &str) -> Result<(), Fault>;
}

/// Why something is not kept, or not all of it was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no store at all: a setting, or a frame in another site.
    Blocked,
    /// A newer program keeps something there, which is not ours to write over.
    Newer,
    /// It refused this write, most often because it is full, or gave back another text than it was given.
    Refused,
    /// It takes texts, and did not give all of them back.
    Withheld,
}

/// Everything of ours on a device.
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
    /// As it stands in the store.
    pub text: String,
    /// What could be read of it.
    pub readable: Option<Box<Kept>>,
}

/// A journey with changes that the store does not have.
#[derive(Clone, Debug)]
pub struct Unkept {
    /// The journey as the page held it last.
    pub kept: Kept,
    pub waiting: Vec<Event>,
    pub fault: Fault,
}

/// A journey as a page holds it, after an event.
#[derive(Clone, Debug)]
pub struct Changed {
    pub kept: Kept,
    /// Events that are in the journey and not in the store. They are done again over whatever is there by then.
    pub waiting: Vec<Event>,
    /// Why the store does not have it, if it has not.
    pub fault: Option<Fault>,
    /// Why the event changed nothing, if it did not.
    pub refusal: Option<Refusal>,
}

const JOURNEY: &str = "routemaps/journey/";
const SET_ASIDE: &str = "routemaps/set-aside/";
const CROSSING: &str = "routemaps/crossing";
const READER: &str = "routemaps/reader";
const PROBE: &str = "routemaps/probe";
const READERS: [&str; 2] = ["parent", "young-person"];

/// Returns an empty journey through a routemap, for a child whose name may not be known yet.
pub fn begun(graph: &Graph, id: String, child: String) -> Kept {
    Kept { journey: Journey { child, ..Journey::new(id, graph) }, ..Kept::default() }
}

/// Reads everything of ours. `now_ms` is the time, in milliseconds since 1970.
pub fn load_all(store: &impl Store, now_ms: u64) -> Shelf {
    let mut shelf = Shelf { fault: probe(store).err(), ..Shelf::default() };
    if let Err(fault) = fill(store, now_ms, &mut shelf) {
        shelf.fault.get_or_insert(withheld(fault));
    }
    shelf
}

/// Puts a journey that a page could not keep into what the store holds, as it is with all its changes.
pub fn put_in(shelf: &mut Shelf, graph: &Graph, unkept: &Unkept) {
    let id = &unkept.kept.journey.id;
    let stored = shelf.kept.iter().position(|kept| kept.journey.id == *id).map(|at| shelf.kept.remove(at));
    let newest = base(graph, stored.as_ref(), unkept.kept.clone(), &unkept.waiting);
    shelf.kept.insert(0, newest);
}

/// Reads one journey as it is in the store now. Nothing if it is not there or cannot be read.
pub fn load(store: &impl Store, id: &str) -> Option<Kept> {
    match find(store, &key(id)) {
        Ok(Some((_, Ok(kept)))) => Some(kept),
        _ => None,
    }
}

/// Applies an event to the newest form of a journey, and keeps it. `ours` and `waiting` are what the page held until now, and
/// `now_ms` is the time, in milliseconds since 1970.
pub fn change(store: &impl Store, graph: &Graph, ours: Kept, waiting: Vec<Event>, event: Event, now_ms: u64) -> Changed {
    let found = find(store, &key(&ours.journey.id));
    let stored = match &found {
        Ok(Some((_, Ok(stored)))) => Some(stored),
        _ => None,
    };
    let base = base(graph, stored, ours, &waiting);
    match transition(graph, &base.journey, &event) {
        Err(refusal) => Changed { kept: base, waiting, fault: None, refusal: Some(refusal) },
        Ok(journey) => {
            let (kept, fault) = keep_over(store, found, Kept { journey, ..base }, graph, now_ms);
            let waiting = if fault.is_some() { waiting.into_iter().chain([event]).collect() } else { Vec::new() };
            Changed { kept, waiting, fault, refusal: None }
        }
    }
}

/// Keeps a journey as its next revision. Returns it as the page holds it then, and why the store does not have it, if so.
pub fn keep(store: &impl Store, graph: &Graph, kept: Kept, now_ms: u64) -> (Kept, Option<Fault>) {
    let found = find(store, &key(&kept.journey.id));
    keep_over(store, found, kept, graph, now_ms)
}

/// Keeps a journey as it is.
///
/// # Errors
///
/// The [`Fault`] that left the store as it was.
pub fn save(store: &impl Store, kept: &Kept) -> Result<(), Fault> {
    let key = key(&kept.journey.id);
    save_over(store, find(store, &key), kept)
}

/// Takes a journey away.
///
/// # Errors
///
/// The [`Fault`] that left it there.
pub fn delete(store: &impl Store, id: &str) -> Result<(), Fault> {
    store.remove(&key(id))
}

/// Forgets who follows; the next routemap asks again.
///
/// # Errors
///
/// The [`Fault`] that left it known.
pub fn forget_reader(store: &impl Store) -> Result<(), Fault> {
    store.remove(READER)
}

/// Puts a text back that was set aside and deleted.
///
/// # Errors
///
/// The [`Fault`] that left it deleted.
pub fn put_back_set_aside(store: &impl Store, key: &str, text: &str) -> Result<(), Fault> {
    put(store, key, text)
}

/// Keeps a crossing until the page of the other routemap is open.
///
/// # Errors
///
/// The [`Fault`] that kept nothing of it.
pub fn hand_over(store: &impl Store, crossing: &Crossing, now_ms: u64) -> Result<(), Fault> {
    put(store, CROSSING, &snapshot::write_crossing(crossing, now_ms))
}

/// Forgets a crossing whose page never opened. One that stays is too old to count before long.
pub fn forget_crossing(store: &impl Store) {
    let _ = store.remove(CROSSING);
}

/// Takes the crossing that leads to a step of a routemap, if one does.
///
/// # Errors
///
/// The [`Fault`] for which it is not known.
pub fn take_over(store: &impl Store, routemap: &RoutemapId, step: &StepId, now_ms: u64) -> Result<Option<Crossing>, Fault> {
    let found = find_crossing(store, now_ms).map_err(withheld)?.and_then(|(_, crossing)| crossing);
    let crossing = found.filter(|crossing| crossing.routemap == *routemap && crossing.step == *step);
    if crossing.is_some() {
        forget_crossing(store);
    }
    Ok(crossing)
}

/// Says whether no journey is kept; not so if that cannot be known.
pub fn is_empty(store: &impl Store) -> bool {
    store.keys(JOURNEY).is_ok_and(|keys| keys.is_empty())
}

/// Says whether a change under a key tells of anything of ours; other pages of the host keep things too. A change that only tried
/// the store does not; if another page tried it in answer to that, two pages would answer each other without end.
pub fn tells(changed: &str) -> bool {
    changed.starts_with("routemaps/") && changed != PROBE
}

/// Says whether a key is that of a journey.
pub fn is_journey(changed: &str, id: &str) -> bool {
    changed.strip_prefix(JOURNEY) == Some(id)
}

/// Says whether the store takes texts right now.
fn probe(store: &impl Store) -> Result<(), Fault> {
    put(store, PROBE, "x")?;
    store.remove(PROBE)
}

/// Reads everything it can, and returns the first fault that was in the way.
fn fill(store: &impl Store, now_ms: u64, shelf: &mut Shelf) -> Result<(), Fault> {
    let mut first = Ok(());
    let mut note = |fault: Fault| {
        if first.is_ok() {
            first = Err(fault);
        }
    };
    match store.get(READER) {
        Ok(reader) => shelf.reader = reader.filter(|reader| READERS.contains(&reader.as_str())),
        Err(fault) => note(fault),
    }
    // A crossing whose page never opened is not left behind.
    if matches!(find_crossing(store, now_ms), Ok(Some((_, None)))) {
        forget_crossing(store);
    }
    let mut stuck = Vec::new();
    for key in store.keys(JOURNEY).unwrap_or_else(|fault| {
        note(fault);
        Vec::new()
    }) {
        match find(store, &key) {
            // The one touched last stands first; a sort would cost the phone 2 KiB for a handful of them.
            Ok(Some((_, Ok(kept)))) => {
                let newer = shelf.kept.iter().take_while(|other| other.updated_ms > kept.updated_ms).count();
                shelf.kept.insert(newer, kept);
            }
            Ok(Some((text, Err(Unread::Newer { readable, .. })))) => shelf.newer.push(Newer { text, readable }),
            Ok(Some((text, Err(Unread::Broken)))) => {
                if let Err(fault) = set_aside(store, &key, &text) {
                    stuck.push((key, text));
                    note(fault);
                }
            }
            Ok(None) => {}
            Err(fault) => note(fault),
        }
    }
    for key in store.keys(SET_ASIDE).unwrap_or_else(|fault| {
        note(fault);
        Vec::new()
    }) {
        match store.get(&key) {
            Ok(text) => shelf.set_aside.extend(text.map(|text| (key, text))),
            Err(fault) => note(fault),
        }
    }
    // What was copied and not taken away stands here already.
    stuck.retain(|(_, text)| shelf.set_aside.iter().all(|(_, aside)| aside != text));
    shelf.set_aside.append(&mut stuck);
    first
}

/// A text under the key of a journey, and what it reads as.
type Found = Option<(String, Result<Kept, Unread>)>;

fn find(store: &impl Store, key: &str) -> Result<Found, Fault> {
    Ok(read_twice(store, key, |text| snapshot::read(text).is_ok())?.map(|text| {
        let read = snapshot::read(&text);
        (text, read)
    }))
}

/// Returns the text of a crossing, and what it reads as; nothing if that is too old, or no crossing.
fn find_crossing(store: &impl Store, now_ms: u64) -> Result<Option<(String, Option<Crossing>)>, Fault> {
    let read = |text: &str| snapshot::read_crossing(text, now_ms);
    Ok(read_twice(store, CROSSING, |text| read(text).is_some())?.map(|text| {
        let crossing = read(&text);
        (text, crossing)
    }))
}

/// Returns what stands under a key. A fault of one reading is none of what is kept: what does not make sense is read again.
fn read_twice(store: &impl Store, key: &str, makes_sense: impl Fn(&str) -> bool) -> Result<Option<String>, Fault> {
    let text = store.get(key)?;
    if text.as_deref().is_none_or(makes_sense) { Ok(text) } else { store.get(key) }
}

/// Returns what a change is made to. Where another tab went on with a journey that is there, what this page could not keep is done
/// again, as far as it still fits; else it is ours.
fn base(graph: &Graph, stored: Option<&Kept>, ours: Kept, waiting: &[Event]) -> Kept {
    let Some(stored) = stored.filter(|stored| stored.revision > ours.revision) else { return ours };
    let (there, _) = resume(graph, &stored.journey);
    let journey = waiting.iter().fold(there, |journey, event| transition(graph, &journey, event).unwrap_or(journey));
    Kept { journey, ..stored.clone() }
}

/// Names a fault of reading for a store that may take texts all the same.
fn withheld(fault: Fault) -> Fault {
    if fault == Fault::Blocked { Fault::Withheld } else { fault }
}

fn keep_over(store: &impl Store, found: Result<Found, Fault>, kept: Kept, graph: &Graph, now_ms: u64) -> (Kept, Option<Fault>) {
    let now = route(graph, &kept.journey);
    let step = now.current().and_then(|stop| graph.step(stop.visit.step.as_str()));
    let step_title = step.map(|step| step.title.clone()).unwrap_or_default();
    let next = Kept { revision: kept.revision.saturating_add(1), updated_ms: now_ms, step_title, ..kept };
    match save_over(store, found, &next) {
        Ok(()) => (next, None),
        // The revision counts what is in the store.
        Err(fault) => (Kept { revision: kept.revision, ..next }, Some(fault)),
    }
}

fn save_over(store: &impl Store, found: Result<Found, Fault>, kept: &Kept) -> Result<(), Fault> {
    let key = key(&kept.journey.id);
    match found? {
        // A tab that was open before the site changed must not write over what a newer one kept.
        Some((_, Err(Unread::Newer { .. }))) => return Err(Fault::Newer),
        Some((text, Err(Unread::Broken))) => set_aside(store, &key, &text)?,
        _ => {}
    }
    put(store, &key, &snapshot::write(kept))
}

/// Keeps a text and reads it back. If the store gives back another one, it is tried once more; then what stood there before is
/// put back.
fn put(store: &impl Store, key: &str, text: &str) -> Result<(), Fault> {
    let before = store.get(key)?;
    let is_there = || store.get(key).map(|there| there.as_deref() == Some(text));
    store.put(key, text)?;
    if is_there()? || store.put(key, text).is_ok() && is_there()? {
        return Ok(());
    }
    let back = match before {
        Some(before) => store.put(key, &before),
        None => store.remove(key),
    };
    back.and(Err(Fault::Refused))
}

/// Moves a text out of the way. If there is no room for that, it stays where it is.
fn set_aside(store: &impl Store, from: &str, text: &str) -> Result<(), Fault> {
    let name = from.strip_prefix(JOURNEY).unwrap_or(from);
    for number in 1..100_u32 {
        let to = format!("{SET_ASIDE}{name}-{number}");
        match store.get(&to)? {
            // It is there from a time when it could not be taken away from here.
            Some(there) if there != text => continue,
            Some(_) => {}
            None => put(store, &to, text)?,
        }
        return store.remove(from);
    }
    Err(Fault::Refused)
}

fn key(id: &str) -> String {
    format!("{JOURNEY}{id}")
}
