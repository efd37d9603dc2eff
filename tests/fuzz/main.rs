//! Fuzzing: whatever comes in from outside is answered, and what was read is not lost on the way back out.
//!
//! `make fuzz` says how it is started. `FUZZ` names what is fuzzed; the fuzzer (LLVM's) changes the kept examples of it
//! and keeps each change that reaches new code.
#![no_main]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{hash::Hasher, sync::LazyLock};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use libfuzzer_sys::fuzz_target;
use routemaps::{
    address::Address,
    calendar::{Calendar, Date},
    check::{self, Suite},
    deadlines::due_dates,
    definition::{Outline, wire},
    graph::Graph,
    journey::{merge, resume, route},
    link::{self, Along},
    snapshot::{self, Kept},
};

static FUZZED: LazyLock<fn(&[u8])> = LazyLock::new(|| match std::env::var("FUZZ").as_deref() {
    Ok("link") => link,
    Ok("file") => file,
    Ok("stored") => stored,
    Ok("address") => address,
    Ok("definition") => definition,
    other => panic!("there is nothing to fuzz under the name {other:?}"),
});

static GRAPH: LazyLock<Graph> = LazyLock::new(|| Graph::new(wire::read(include_str!("../suite/links/outline.txt"))));

/// The place, the services, the words and the other routemap that a fuzzed one stands among.
const AROUND: [(&str, &str); 4] = [
    ("place", include_str!("../suite/check/context/place.toml")),
    ("directory", include_str!("../suite/check/context/directory.toml")),
    ("glossary", include_str!("../suite/check/context/glossary.toml")),
    ("other", include_str!("../suite/check/context/other.toml")),
];

fuzz_target!(|data: &[u8]| FUZZED(data));

/// What stands behind `#j=`: as it came, and with a checksum that is right again.
fn link(data: &[u8]) {
    opened(&link::sealed(data));
    let Ok(text) = std::str::from_utf8(data) else { return };
    let text = text.lines().next().unwrap_or_default();
    opened(text);
    if let Some(entries) = URL_SAFE_NO_PAD.decode(text).ok().as_deref().and_then(|bytes| bytes.get(5..)) {
        opened(&link::sealed(entries));
    }
}

fn opened(text: &str) {
    let Ok(shared) = link::read(&GRAPH, text) else { return };
    let again = link::write(&GRAPH, &shared.journey, Along { name: true, notes: true });
    assert_eq!(link::read(&GRAPH, &again).unwrap().journey, shared.journey);
    followed(&Kept { journey: shared.journey, ..Kept::default() });
}

/// A file that was handed over, or a backup.
fn file(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some((_, carried)) = link::carried_by(text) {
        opened(carried);
    }
    // Ids that the file cannot have foreseen, as chance makes them.
    let mut chance = std::hash::DefaultHasher::new();
    chance.write(data);
    let mut ids = (0_u32..).map(|number| format!("{:x}{number}", chance.finish()));
    let Ok(restored) = snapshot::read_backup(text, &[], || ids.next().unwrap()) else { return };
    let again = snapshot::write_backup(&restored.to_keep, &[]);
    let back = snapshot::read_backup(&again, &[], || unreachable!("every id is its own by now")).unwrap();
    assert_eq!(back.to_keep, restored.to_keep);
    restored.to_keep.iter().for_each(followed);
}

/// A journey that the device keeps.
fn stored(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(kept) = snapshot::read(text) else { return };
    assert_eq!(snapshot::read(&snapshot::write(&kept)).unwrap(), kept);
    followed(&kept);
}

/// Goes on with a journey as a page does that opens it.
fn followed(kept: &Kept) {
    let (journey, _) = resume(&GRAPH, &kept.journey);
    // Taking up again changes nothing more, and takes nothing away.
    assert_eq!(resume(&GRAPH, &journey).0, journey);
    assert!(kept.journey.notes.iter().all(|(_, note)| journey.notes.iter().any(|(_, other)| other == note)));
    assert_eq!(merge(&GRAPH, &journey, &journey), (journey.clone(), 0));
    route(&GRAPH, &journey);
    due_dates(&GRAPH, &journey, &Calendar::default(), today());
}

/// The part of an address after `#`.
fn address(data: &[u8]) {
    let Ok(hash) = std::str::from_utf8(data) else { return };
    let read = Address::parse(hash);
    if read != Address::Unknown {
        assert_eq!(Address::parse(&read.print()), read);
    }
}

/// A file of `routemaps/`.
fn definition(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let around = AROUND.iter().map(|(name, text)| (format!("{name}.toml"), (*text).to_owned()));
    let definitions = around.chain([("fuzzed.toml".to_owned(), text.to_owned())]).collect();
    let suite = Suite::read(definitions, Vec::new(), today());
    let found = check::check(&suite);
    check::as_text(&found, &suite);
    // No site is built with errors, an id with spaces in it among them.
    if check::has_errors(&found) {
        return;
    }
    for routemap in suite.routemaps() {
        let outline = Outline::of(routemap, &[]);
        assert_eq!(wire::read(&wire::write(&outline)), outline);
    }
}

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}
