//! Whatever a device's storage does, and whatever a family does, nothing they entered is lost, and they hear when it is not kept.
//!
//! The store here is the one that `shelf` is written against; what it does wrong is chosen by operation and by kind. The
//! browsers' own storage is met in the browser tests.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use routemaps::{
    calendar::{Calendar, Date},
    check::Suite,
    deadlines::due_dates,
    definition::{Outline, StepId},
    graph::Graph,
    journey::{Crossing, DateKey, Event, Journey, Origin, Visit, letter_id, resume, route, transition},
    link::{self, Along},
    shelf::{self, Changed, Fault, Store, Unkept},
    snapshot::{self, Kept},
};

use crate::{near_tree::Chance, root, today};

/// Ways in which one operation of a store fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// It throws: a security error, or a disk that does not answer.
    Blocked,
    /// A write throws because there is no room; a reading throws too.
    Full,
    /// What is written or read lost its end.
    Truncated,
    /// One bit of what is written or read is another one.
    Flipped,
    /// What is read, or written, was written by a newer program.
    Newer,
    /// Another tab took it away just then.
    Removed,
}

const WAYS: [Way; 6] = [Way::Blocked, Way::Full, Way::Truncated, Way::Flipped, Way::Newer, Way::Removed];

/// A store that does one operation wrong.
#[derive(Default)]
struct Device {
    texts: RefCell<BTreeMap<String, String>>,
    operations: Cell<usize>,
    wrong: Option<(usize, Way)>,
    /// Journeys that were begun on it.
    begun: Cell<usize>,
}

impl Device {
    /// Counts an operation, and says in which way this one is to fail.
    fn next(&self) -> Option<Way> {
        let this = self.operations.replace(self.operations.get() + 1);
        self.wrong.filter(|(operation, _)| *operation == this).map(|(_, way)| way)
    }

    /// Returns an id for a journey, another one each time.
    fn new_id(&self) -> String {
        self.begun.set(self.begun.get() + 1);
        format!("k3j9x2m5q8a{}", self.begun.get())
    }

    /// Returns a store that holds the same and does nothing wrong.
    fn sound(&self) -> Device {
        Device { texts: self.texts.clone(), ..Device::default() }
    }
}

fn damaged(text: &str, way: Way) -> String {
    match way {
        Way::Truncated => text.chars().take(text.chars().count() * 2 / 3).collect(),
        Way::Newer => text.replacen(&format!("\t{}\n", snapshot::VERSION), "\t99\n", 1),
        // Among the digits of a date or in a word, and never in the middle of a sign of two bytes.
        Way::Flipped => {
            let mut bytes = text.as_bytes().to_vec();
            if let Some(at) = (bytes.len() / 2..bytes.len()).find(|at| bytes[*at].is_ascii_alphanumeric()) {
                bytes[at] ^= 1;
            }
            String::from_utf8(bytes).unwrap()
        }
        _ => text.to_owned(),
    }
}

impl Store for Device {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, Fault> {
        match self.next() {
            Some(Way::Blocked | Way::Full) => Err(Fault::Blocked),
            _ => Ok(self.texts.borrow().keys().filter(|key| key.starts_with(prefix)).cloned().collect()),
        }
    }

    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        let way = self.next();
        match way {
            Some(Way::Blocked | Way::Full) => return Err(Fault::Blocked),
            Some(Way::Removed) => drop(self.texts.borrow_mut().remove(key)),
            _ => {}
        }
        let text = self.texts.borrow().get(key).cloned();
        Ok(text.map(|text| way.map_or_else(|| text.clone(), |way| damaged(&text, way))))
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        let kept = match self.next() {
            Some(Way::Blocked) => return Err(Fault::Blocked),
            Some(Way::Full) => return Err(Fault::Refused),
            Some(Way::Removed) => {
                self.texts.borrow_mut().remove(key);
                return Ok(());
            }
            Some(way) => damaged(text, way),
            None => text.to_owned(),
        };
        self.texts.borrow_mut().insert(key.to_owned(), kept);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        match self.next() {
            Some(Way::Blocked | Way::Full) => Err(Fault::Refused),
            _ => {
                self.texts.borrow_mut().remove(key);
                Ok(())
            }
        }
    }
}

/// A page that follows a journey, as the app does.
#[derive(Default)]
struct Page {
    kept: Kept,
    waiting: Vec<Event>,
    /// What the family was told last about keeping.
    told: Option<Fault>,
}

impl Page {
    /// Opens the page: the journey that was touched last is taken up.
    fn open(store: &Device, graph: &Graph, now_ms: u64) -> Page {
        let shelf = shelf::load_all(store, now_ms);
        let here = |kept: &&Kept| kept.journey.routemap == graph.outline().id;
        let mut page = Page { kept: shelf.kept.iter().find(here).cloned().unwrap_or_default(), told: shelf.fault, ..Page::default() };
        let (journey, notice) = resume(graph, &page.kept.journey);
        if !page.kept.journey.id.is_empty() && notice.is_some() {
            let (kept, fault) = shelf::keep(store, graph, Kept { journey, ..page.kept }, now_ms);
            (page.kept, page.told) = (kept, fault.or(page.told));
        }
        page
    }

    /// Applies an event, and says whether it fitted.
    fn act(&mut self, store: &Device, graph: &Graph, event: Event, now_ms: u64) -> bool {
        let had_begun = !self.kept.journey.id.is_empty();
        let ours = if had_begun { self.kept.clone() } else { shelf::begun(graph, store.new_id(), String::new()) };
        let Changed { kept, waiting, fault, refusal } = shelf::change(store, graph, ours, std::mem::take(&mut self.waiting), event, now_ms);
        self.waiting = waiting;
        if refusal.is_none() {
            self.told = fault;
        }
        if had_begun || refusal.is_none() {
            self.kept = kept;
        }
        refusal.is_none()
    }
}

/// Returns something that a family might do next.
fn event(graph: &Graph, journey: &Journey, chance: &mut Chance) -> Event {
    let steps = &graph.outline().steps;
    let any = &steps[chance.below(steps.len())];
    let way = route(graph, journey);
    let here = way.current().map_or_else(|| Visit::first(&graph.outline().start), |stop| stop.visit.clone());
    let step = graph.step(here.step.as_str()).unwrap_or(any);
    let dates: Vec<String> =
        step.all_dates().into_iter().map(str::to_owned).chain(step.deadlines.iter().map(|due| letter_id(&due.id).0)).collect();
    match chance.below(20) {
        0 => Event::StartAt { step: any.id.clone() },
        1 => Event::GoTo { to: way.stops.get(chance.below(way.stops.len())).map_or(here, |stop| stop.visit.clone()) },
        2 => Event::Rename { child: ["Sam", "", "Ada \u{1F680}\t<b>"][chance.below(3)].to_owned() },
        3 | 4 => Event::Note { at: here, text: format!("Rang on day {}.\nAsk \u{201c}again\u{201d}.", chance.below(1000)) },
        5..8 if !step.tasks.is_empty() => {
            let task = step.tasks[chance.below(step.tasks.len())].id.as_str().into();
            Event::Tick { at: here, task, done: chance.below(4) > 0 }
        }
        8..11 if !dates.is_empty() => {
            let day = Date::new(2026, 9, 1).unwrap().plus_days(i32::try_from(chance.below(200)).unwrap());
            let key = way.date_key(graph, &dates[chance.below(dates.len())].as_str().into());
            Event::SetDate { key, date: day.filter(|_| chance.below(8) > 0) }
        }
        _ => match step.choices.get(chance.below(step.choices.len())) {
            Some(choice) => Event::Choose { at: here, choice: choice.id.as_str().into() },
            None => Event::StartAt { step: any.id.clone() },
        },
    }
}

fn suite() -> Suite {
    routemaps::site::load(&root("routemaps"), today()).unwrap()
}

/// Returns what a family has entered when they have entered one thing more.
fn with(graph: &Graph, entered: &Journey, page: &Page, event: &Event) -> Journey {
    let id = &page.kept.journey.id;
    let begun = if entered.id == *id { entered.clone() } else { shelf::begun(graph, id.clone(), String::new()).journey };
    transition(graph, &begun, event).unwrap()
}

/// What is in a journey, apart from what a new version of the routemap changes in it.
fn content(journey: &Journey) -> Journey {
    Journey { version: String::new(), ..journey.clone() }
}

/// Goes a long way on one routemap, now with a fault. After each event the store holds the journey as it was before or as it is
/// now, and the family was told if it is not the one that the page shows. What they entered is noted apart from all of that.
fn go_with(wrong: Option<(usize, Way)>, graph: &Graph, calendar: &Calendar) -> usize {
    let store = Device { wrong, ..Device::default() };
    let may_be_gone = matches!(wrong, Some((_, Way::Removed)));
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    let mut page = Page::open(&store, graph, 1);
    let mut entered = Journey::default();
    // When two tabs wrote and one could not keep its part, what comes last wins, which need not be what was entered last.
    // And what another tab took away takes along what a third one had done.
    let mut is_mixed = may_be_gone;
    for number in 2..90_u64 {
        let before = shelf::load_all(&store.sound(), number);
        match number % 16 {
            // A reload; the other tab goes on; a crossing is handed over and taken.
            7 if page.waiting.is_empty() => {
                page = Page::open(&store, graph, number);
                let is_whole = content(&page.kept.journey) == content(&entered);
                assert!(is_whole || is_mixed || page.told.is_some(), "{wrong:?}, event {number}: a reload lost something");
                if !page.kept.journey.id.is_empty() {
                    entered = page.kept.journey.clone();
                }
            }
            11 => {
                let mut other = Page::open(&store, graph, number);
                let event = event(graph, &other.kept.journey, &mut chance);
                if other.told.is_none() && other.kept.journey.id == page.kept.journey.id && !other.kept.journey.id.is_empty() {
                    let fitted = other.act(&store, graph, event.clone(), number);
                    assert_kept(&store, &other, &before.kept, wrong, number);
                    is_mixed |= !page.waiting.is_empty() || other.told.is_some();
                    if fitted && !is_mixed {
                        entered = with(graph, &entered, &other, &event);
                    }
                }
            }
            13 => cross(&store, graph, number),
            _ => {
                let event = event(graph, &page.kept.journey, &mut chance);
                if page.act(&store, graph, event.clone(), number) && !is_mixed {
                    entered = with(graph, &entered, &page, &event);
                }
                due_dates(graph, &page.kept.journey, calendar, today());
                assert_kept(&store, &page, &before.kept, wrong, number);
                // A page that could not read what another tab kept shows its own until it can.
                let is_whole = content(&page.kept.journey) == content(&entered);
                assert!(is_whole || is_mixed || page.told.is_some(), "{wrong:?}, event {number}: not what was entered");
            }
        }
        // What was read wrongly once is no reason to move it away, and what was written wrongly is written again.
        let now = shelf::load_all(&store.sound(), number);
        assert!(now.set_aside.is_empty(), "{wrong:?}, event {number}: {:?}", now.set_aside);
    }
    let operations = store.operations.get();
    // Whatever it was, the next change keeps everything.
    let name = Event::Rename { child: "Last".to_owned() };
    page.act(&store, graph, name.clone(), 1000);
    assert!(page.told.is_none() && page.waiting.is_empty(), "{wrong:?}: {:?}", page.told);
    let kept = shelf::load(&store.sound(), &page.kept.journey.id).unwrap();
    assert_eq!(content(&kept.journey), content(&page.kept.journey), "{wrong:?}");
    assert!(is_mixed || content(&kept.journey) == content(&with(graph, &entered, &page, &name)), "{wrong:?}: not what was entered");
    operations
}

/// Fails unless the store has what the page shows, or what it had before and the family knows.
fn assert_kept(store: &Device, page: &Page, before: &[Kept], wrong: Option<(usize, Way)>, number: u64) {
    let now = shelf::load_all(&store.sound(), number).kept;
    let is_new = now.iter().any(|kept| content(&kept.journey) == content(&page.kept.journey));
    let is_old = before.iter().all(|old| now.iter().any(|kept| content(&kept.journey) == content(&old.journey)));
    assert!(is_new || is_old, "{wrong:?}, event {number}: neither what was kept nor what is new");
    assert!(is_new || page.told.is_some() || page.kept.journey.id.is_empty(), "{wrong:?}, event {number}: not kept, and nobody was told");
}

/// Hands dates over to another routemap, as a choice that leads there does, and takes them up on its page. They come along, or wait
/// for the page to be opened again, or somebody is told; another tab may take them.
fn cross(store: &Device, graph: &Graph, now_ms: u64) {
    let from = Origin { journey: "k3j9x2m5q8ab".to_owned(), routemap: graph.outline().id.clone() };
    let dates = vec![("letter".into(), today())];
    let crossing = Crossing { from, child: "Sam".to_owned(), routemap: "challenge".into(), step: "start".into(), dates };
    let told = shelf::hand_over(store, &crossing, now_ms).is_err();
    let taken = shelf::take_over(store, &crossing.routemap, &crossing.step, now_ms);
    let came = taken == Ok(Some(crossing.clone()));
    let waits = || shelf::take_over(&store.sound(), &crossing.routemap, &crossing.step, now_ms) == Ok(Some(crossing.clone()));
    let may_be_gone = matches!(store.wrong, Some((_, Way::Removed)));
    assert!(told || came || taken.is_err() || waits() || may_be_gone, "{:?}: {taken:?}", store.wrong);
}

/// A device that keeps nothing more after a journey was begun, and later does.
#[test]
fn what_could_not_be_kept_of_one_journey_stays_while_another_is_looked_at_and_gets_into_no_other() {
    let suite = suite();
    let routemap = suite.routemaps().find(|routemap| routemap.id.as_str() == "ehcna").unwrap();
    let graph = Graph::new(Outline::of(routemap, suite.services()));
    let store = Device::default();
    let (mut sam, mut ada) = (Page::open(&store, &graph, 1), Page::default());
    assert!(sam.act(&store, &graph, Event::Rename { child: "Sam".to_owned() }, 2));
    assert!(ada.act(&store, &graph, Event::Rename { child: "Ada".to_owned() }, 3));
    let full = Device { wrong: Some((2, Way::Full)), ..store.sound() };
    let note = Event::Note { at: Visit::first(&graph.outline().start), text: "Rang the school.".to_owned() };
    assert!(sam.act(&full, &graph, note.clone(), 4));
    assert_eq!((sam.told, sam.waiting.len()), (Some(Fault::Refused), 1));
    // The page looks at Ada's route and comes back: Sam's is as it was left, before what the device has.
    let unkept = Unkept { kept: sam.kept.clone(), waiting: sam.waiting.clone(), fault: Fault::Refused };
    let mut shelf = shelf::load_all(&store, 5);
    shelf::put_in(&mut shelf, &graph, &unkept);
    assert_eq!(shelf.kept.iter().map(|kept| kept.journey.child.as_str()).collect::<Vec<_>>(), ["Sam", "Ada"]);
    assert_eq!(shelf.kept[0].journey, sam.kept.journey);
    // Another tab went on meanwhile: both are there.
    let mut other = Page { kept: shelf::load(&store, &sam.kept.journey.id).unwrap(), ..Page::default() };
    assert!(other.act(&store, &graph, Event::StartAt { step: graph.outline().steps[3].id.clone() }, 6));
    let mut shelf = shelf::load_all(&store, 7);
    shelf::put_in(&mut shelf, &graph, &unkept);
    assert_eq!(shelf.kept[0].journey, transition(&graph, &other.kept.journey, &note).unwrap());
    assert_eq!(shelf.kept.len(), 2);
}

#[test]
fn every_operation_of_a_long_journey_can_fail_in_every_way_and_nothing_is_lost() {
    let suite = suite();
    let routemap = suite.routemaps().find(|routemap| routemap.id.as_str() == "ehcna").unwrap();
    let graph = Graph::new(Outline::of(routemap, suite.services()));
    let calendar = suite.calendar();
    let operations = go_with(None, &graph, &calendar);
    assert!(operations > 300, "a long journey: {operations} operations");
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (graph, calendar) = (&graph, &calendar);
            scope.spawn(move || {
                for operation in (half..operations).step_by(2) {
                    for way in WAYS {
                        go_with(Some((operation, way)), graph, calendar);
                    }
                }
            });
        }
    });
}

/// Returns the routemap as a later version has it: one step has another id, and one is gone.
fn later_version(outline: &Outline, chance: &mut Chance) -> Outline {
    let mut later = outline.clone();
    later.version = format!("{} later", outline.version);
    let (renamed, gone) = (chance.below(later.steps.len()), chance.below(later.steps.len()));
    let old = later.steps[renamed].id.clone();
    let new = StepId(format!("{old}-renamed"));
    later.steps[renamed].was.push(old.to_string());
    later.steps[renamed].id = new.clone();
    for choice in later.steps.iter_mut().flat_map(|step| &mut step.choices).filter(|choice| choice.to == old) {
        choice.to = new.clone();
    }
    if later.start == old {
        later.start = new;
    }
    if later.steps[gone].id != later.start && gone != renamed {
        later.steps.remove(gone);
    }
    later
}

/// Everything a family entered, by what it is; steps are not named, because another version may name them differently.
fn entered(journey: &Journey) -> (usize, usize, Vec<(DateKey, Date)>, Vec<String>, String) {
    let mut notes: Vec<String> = journey.notes.iter().map(|(_, note)| note.clone()).collect();
    notes.sort();
    let dates = journey.dates.iter().map(|(key, day)| (key.clone(), *day)).collect();
    (journey.answers.len(), journey.ticks.len(), dates, notes, journey.child.clone())
}

/// One walk of 200 events with reloads, a second tab and a new version of the routemap between.
fn walk(outline: &Outline, calendar: &Calendar, seed: u64) {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let store = Device::default();
    let mut graph = Graph::new(outline.clone());
    let mut tabs = [Page::open(&store, &graph, 1), Page::open(&store, &graph, 1)];
    let mut at = 0;
    for number in 2..202_u64 {
        match chance.below(25) {
            0 => {
                let before = shelf::load_all(&store, number).kept.first().map_or_else(Journey::default, |kept| kept.journey.clone());
                tabs[at] = Page::open(&store, &graph, number);
                assert_eq!(entered(&tabs[at].kept.journey), entered(&before), "a reload, walk {seed}, event {number}");
            }
            1 => {
                // What this tab keeps is seen by the other one at its next change.
                at = 1 - at;
                if tabs[at].kept.journey.id.is_empty() {
                    tabs[at] = Page::open(&store, &graph, number);
                }
            }
            2 if number > 60 => {
                let before = shelf::load_all(&store, number).kept.first().map(|kept| entered(&kept.journey));
                graph = Graph::new(later_version(graph.outline(), &mut chance));
                tabs = [Page::open(&store, &graph, number), Page::open(&store, &graph, number)];
                if let Some(before) = before {
                    assert_eq!(entered(&tabs[at].kept.journey), before, "a new version, walk {seed}, event {number}");
                }
            }
            _ => {
                let event = event(&graph, &tabs[at].kept.journey, &mut chance);
                tabs[at].act(&store, &graph, event, number);
                assert_eq!(tabs[at].told, None, "walk {seed}, event {number}");
            }
        }
    }
    for page in &tabs {
        due_dates(&graph, &page.kept.journey, calendar, today());
        link::write(&graph, &page.kept.journey, Along { name: true, notes: true });
    }
    let kept = shelf::load_all(&store, 1000);
    assert!(kept.kept.len() == 1 && kept.set_aside.is_empty() && kept.newer.is_empty(), "walk {seed}");
}

#[test]
fn ten_thousand_walks_over_every_routemap_lose_nothing() {
    let suite = suite();
    let calendar = suite.calendar();
    let outlines: Vec<Outline> = suite.routemaps().map(|routemap| Outline::of(routemap, suite.services())).collect();
    let walks = 10_000_u64.div_ceil(outlines.len() as u64);
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (outlines, calendar) = (&outlines, &calendar);
            scope.spawn(move || {
                for outline in outlines {
                    (half..walks).step_by(2).for_each(|seed| walk(outline, calendar, seed + 1));
                }
            });
        }
    });
}
