//! The form in which journeys are kept on a device and in a file.
//!
//! A snapshot is apart from the domain's types, so that those may change. It carries a version; an older
//! one is brought up by numbered migrations, a newer one is shown and never written over, and what cannot
//! be read is left for the caller to set aside. A stored file of every version ever shipped stays in
//! `tests/suite/snapshots/`.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Date,
    definition::{ChoiceId, DateId, RoutemapId, StepId, TaskId},
    journey::{DateKey, Journey, Visit},
};

/// The version this program writes.
pub const VERSION: u32 = 1;

/// Migrations of texts, in order: the first brings version 1 to 2, and so on. None yet, because 1 is the first.
const MIGRATIONS: [fn(&str) -> Option<String>; 0] = [];

/// A journey with what keeping it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub journey: Journey,
    /// Goes up by one with every write, so that two tabs notice each other.
    pub revision: u32,
    /// When it was written, in milliseconds since 1970: which journey was the last one.
    pub updated_ms: u64,
    /// The title of the step where the family stood, for pages that do not have the routemap at hand.
    pub step_title: String,
}

/// Why a stored text is not a journey we can write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A newer program wrote it. What could be read of it may be shown, and must not be written.
    Newer { version: u32, readable: Option<Box<Kept>> },
    /// It is not a journey at all, or it is damaged.
    Broken,
}

/// The stored form of version 1.
#[derive(Serialize, Deserialize)]
pub struct Snapshot {
    version: u32,
    id: String,
    routemap: String,
    #[serde(default)]
    routemap_version: String,
    #[serde(default)]
    child: String,
    /// A step; empty for the start.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    started_at: String,
    /// At a step: the choice.
    #[serde(default)]
    answers: Vec<Entry>,
    /// Where they stand: a step, and no value.
    #[serde(default)]
    here: Vec<Entry>,
    /// At a step: the task.
    #[serde(default)]
    ticks: Vec<Entry>,
    /// At a date question: the day.
    #[serde(default)]
    dates: Vec<Entry>,
    /// At a step: the words.
    #[serde(default)]
    notes: Vec<Entry>,
    #[serde(default)]
    revision: u32,
    #[serde(default)]
    updated_ms: u64,
    #[serde(default)]
    step_title: String,
}

/// Something entered at a step or a date question, which time round, and what. One form for all of them is
/// half the code in the app.
#[derive(Serialize, Deserialize)]
struct Entry {
    at: String,
    round: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    value: String,
}

/// Returns the text of a journey's snapshot.
pub fn write(kept: &Kept) -> String {
    serde_json::to_string(&to_snapshot(kept)).unwrap_or_default()
}

/// Reads a kept text.
///
/// # Errors
///
/// [`Unread::Newer`] for a version after [`VERSION`], [`Unread::Broken`] for anything else that is not a journey.
pub fn read(text: &str) -> Result<Kept, Unread> {
    let Versioned { version } = serde_json::from_str(text).map_err(|_| Unread::Broken)?;
    if version > VERSION {
        return Err(Unread::Newer { version, readable: from_text(text).map(Box::new) });
    }
    let first = usize::try_from(version).ok().and_then(|version| version.checked_sub(1)).ok_or(Unread::Broken)?;
    let migrated = MIGRATIONS.iter().skip(first).try_fold(text.to_owned(), |text, migrate| migrate(&text));
    migrated.and_then(|text| from_text(&text)).ok_or(Unread::Broken)
}

/// The one thing that every version has.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// The longest id a stored journey may have; ours have 12 letters.
const ID_LIMIT: usize = 40;

fn from_text(text: &str) -> Option<Kept> {
    let snapshot: Snapshot = serde_json::from_str(text).ok()?;
    let id_is_ours =
        !snapshot.id.is_empty() && snapshot.id.len() <= ID_LIMIT && snapshot.id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    id_is_ours.then(|| from_snapshot(snapshot))
}

/// Returns the value to keep for a journey.
pub fn to_snapshot(kept: &Kept) -> Snapshot {
    let journey = &kept.journey;
    let entry = |at: &Visit, value: &str| Entry { at: at.step.to_string(), round: at.round, value: value.to_owned() };
    let dates = journey.dates.iter().map(|(key, day)| Entry { at: key.date.to_string(), round: key.round, value: day.to_string() });
    Snapshot {
        version: VERSION,
        id: journey.id.clone(),
        routemap: journey.routemap.to_string(),
        routemap_version: journey.version.clone(),
        child: journey.child.clone(),
        started_at: journey.started_at.as_ref().map(ToString::to_string).unwrap_or_default(),
        here: journey.here.iter().map(|at| entry(at, "")).collect(),
        answers: journey.answers.iter().map(|(at, choice)| entry(at, choice.as_str())).collect(),
        ticks: journey.ticks.iter().map(|((at, task), ())| entry(at, task.as_str())).collect(),
        dates: dates.collect(),
        notes: journey.notes.iter().map(|(at, text)| entry(at, text)).collect(),
        revision: kept.revision,
        updated_ms: kept.updated_ms,
        step_title: kept.step_title.clone(),
    }
}

fn from_snapshot(snapshot: Snapshot) -> Kept {
    let entry = |entry: Entry| (Visit { step: StepId(entry.at), round: entry.round }, entry.value);
    let choice = |(at, choice): (Visit, String)| (at, ChoiceId(choice));
    let tick = |(at, task): (Visit, String)| ((at, TaskId(task)), ());
    // A day that is none was not written by us; the rest of the journey is worth more than it.
    let date = |entry: Entry| Some((DateKey { date: DateId(entry.at), round: entry.round }, Date::from_iso(&entry.value)?));
    Kept {
        journey: Journey {
            id: snapshot.id,
            routemap: RoutemapId(snapshot.routemap),
            version: snapshot.routemap_version,
            child: snapshot.child,
            started_at: Some(snapshot.started_at).filter(|step| !step.is_empty()).map(StepId),
            answers: snapshot.answers.into_iter().map(entry).map(choice).collect(),
            here: snapshot.here.into_iter().map(entry).map(|(at, _)| at).next(),
            ticks: snapshot.ticks.into_iter().map(entry).map(tick).collect(),
            dates: snapshot.dates.into_iter().filter_map(date).collect(),
            notes: snapshot.notes.into_iter().map(entry).collect(),
        },
        revision: snapshot.revision,
        updated_ms: snapshot.updated_ms,
        step_title: snapshot.step_title,
    }
}

/// The name that says a file is one of our backups.
const BACKUP_KIND: &str = "routemaps-backup";

/// A file with every journey of a device.
#[derive(Serialize, Deserialize)]
struct Backup {
    kind: String,
    version: u32,
    /// Each the text of a snapshot, or whatever stood on the device in its place.
    journeys: Vec<String>,
}

/// What a backup file gave.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Journeys to keep now: new ones, and the file's form of those that differ, under an id of their own.
    pub to_keep: Vec<Kept>,
    /// How many stand on the device already, just so.
    pub same: usize,
    /// How many in the file could not be read.
    pub unread: usize,
}

/// Why a file is no backup; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupFault {
    NotABackup,
    Newer,
    TooLarge,
}

/// The largest backup that is read, in bytes: more than any device's storage holds.
pub const BACKUP_LIMIT: usize = 20_000_000;

/// Returns the text of a file that holds `kept`, and the journeys that could only be kept as text.
pub fn write_backup(kept: &[Kept], unwritable: &[String]) -> String {
    let journeys = kept.iter().map(write).chain(unwritable.iter().cloned()).collect();
    let backup = Backup { kind: BACKUP_KIND.to_owned(), version: VERSION, journeys };
    serde_json::to_string(&backup).unwrap_or_default()
}

/// Reads a backup and says what to keep of it. `new_id` makes a fresh id.
///
/// Nothing on the device is written over: a journey that differs from the one here comes in beside it.
///
/// # Errors
///
/// A [`BackupFault`] if the file is not one of our backups.
pub fn read_backup(text: &str, here: &[Kept], mut new_id: impl FnMut() -> String) -> Result<Restored, BackupFault> {
    if text.len() > BACKUP_LIMIT {
        return Err(BackupFault::TooLarge);
    }
    let backup: Backup = serde_json::from_str(text).map_err(|_| BackupFault::NotABackup)?;
    if backup.kind != BACKUP_KIND {
        return Err(BackupFault::NotABackup);
    }
    if backup.version > VERSION {
        return Err(BackupFault::Newer);
    }
    let mut restored = Restored::default();
    for text in &backup.journeys {
        let Ok(mut kept) = read(text) else {
            restored.unread = restored.unread.saturating_add(1);
            continue;
        };
        let known = here.iter().chain(&restored.to_keep);
        if known.clone().any(|other| is_same(&other.journey, &kept.journey)) {
            restored.same = restored.same.saturating_add(1);
            continue;
        }
        if known.clone().any(|other| other.journey.id == kept.journey.id) {
            kept.journey.id = new_id();
        }
        restored.to_keep.push(kept);
    }
    Ok(restored)
}

/// Says whether two journeys hold the same, whatever their ids: a file restored twice adds nothing.
fn is_same(one: &Journey, other: &Journey) -> bool {
    Journey { id: other.id.clone(), ..one.clone() } == *other
}

impl BackupFault {
    /// Returns the sentence for the family.
    pub fn sentence(self) -> &'static str {
        match self {
            BackupFault::NotABackup => {
                "This file is not a copy made by this site, or it is damaged. Nothing on this device was changed. Choose the file you saved from this page."
            }
            BackupFault::Newer => {
                "This file was made by a newer version of this site. Nothing on this device was changed. Open this page again when you are online, then try again."
            }
            BackupFault::TooLarge => "This file is too large to be a copy made by this site. Nothing on this device was changed.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(id: &str, child: &str) -> Kept {
        let journey = Journey { id: id.into(), routemap: "example".into(), child: child.into(), ..Journey::default() };
        Kept { journey, revision: 3, updated_ms: 5, step_title: "Wait".into() }
    }

    fn fresh() -> String {
        "fresh".into()
    }

    #[test]
    fn there_is_one_migration_for_every_version_before_this_one() {
        assert_eq!(MIGRATIONS.len() + 1, usize::try_from(VERSION).unwrap());
    }

    #[test]
    fn a_newer_version_is_told_apart_from_a_broken_text() {
        let text = write(&kept("a", "Sam"));
        let newer = text.replace("\"version\":1", "\"version\":9");
        assert!(matches!(read(&newer), Err(Unread::Newer { version: 9, readable: Some(kept) }) if kept.journey.child == "Sam"));
        for broken in ["", "{", "null", "[]", "{\"version\":0}", "{\"version\":1}", "{\"version\":-1}", &text[..40]] {
            assert_eq!(read(broken), Err(Unread::Broken), "{broken}");
        }
    }

    #[test]
    fn an_id_that_could_reach_another_key_is_refused() {
        assert_eq!(read(&write(&kept("../set-aside", ""))), Err(Unread::Broken));
    }

    #[test]
    fn restoring_a_file_merges_and_writes_over_nothing() {
        let file = write_backup(&[kept("a", "Sam"), kept("b", "Ayo")], &["half a jour".to_owned()]);
        let here = [kept("a", "Sam, changed here"), kept("b", "Ayo")];
        let restored = read_backup(&file, &here, fresh).unwrap();
        assert_eq!((restored.same, restored.unread), (1, 1));
        assert_eq!(restored.to_keep, [kept("fresh", "Sam")]);
    }

    #[test]
    fn restoring_the_same_file_twice_adds_nothing_the_second_time() {
        let file = write_backup(&[kept("a", "Sam")], &[]);
        let here = [kept("a", "changed"), kept("fresh", "Sam")];
        assert_eq!(read_backup(&file, &here, fresh).unwrap(), Restored { same: 1, ..Restored::default() });
    }

    #[test]
    fn what_is_not_a_backup_is_refused_with_a_sentence() {
        for text in ["", "{}", "[1]", "\u{0}\u{1}", "{\"kind\":\"other\",\"version\":1,\"journeys\":[]}"] {
            assert_eq!(read_backup(text, &[], fresh), Err(BackupFault::NotABackup));
        }
        let newer = write_backup(&[], &[]).replace("\"version\":1", "\"version\":2");
        assert_eq!(read_backup(&newer, &[], fresh), Err(BackupFault::Newer));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in ".{0,200}") {
            let _ = read(&text);
            let _ = read_backup(&text, &[], fresh);
        }

        #[test]
        fn writing_and_reading_is_the_identity(child in ".{0,60}", round in 0..9_u32, day in 1..28_u32, note in ".{0,80}") {
            let at = Visit { step: "s".into(), round };
            let mut kept = kept("a1", &child);
            kept.journey.answers.insert(at.clone(), "c".into());
            kept.journey.ticks.insert((at.clone(), "t".into()), ());
            kept.journey.dates.insert(DateKey { date: "d".into(), round }, Date::new(2026, 11, day).unwrap());
            kept.journey.notes.insert(at.clone(), note);
            kept.journey.here = Some(at);
            proptest::prop_assert_eq!(read(&write(&kept)), Ok(kept));
        }
    }
}
