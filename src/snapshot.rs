//! The form in which journeys are kept on a device and in a file.
//!
//! A snapshot is apart from the domain's types, so that those may change. It carries a version; an older
//! one is brought up by numbered migrations, a newer one is shown and never written over, and what cannot
//! be read is left for the caller to set aside. A stored file of every version ever shipped stays in
//! `tests/suite/snapshots/`.

use crate::{
    calendar::Date,
    definition::{
        ChoiceId, DateId, RoutemapId, StepId, TaskId,
        wire::{Fields, checksum, line, lines},
    },
    journey::{Crossing, DateKey, Journey, Origin, Visit},
};

/// The version this program writes.
pub const VERSION: u32 = 3;

/// Migrations of texts, in order: the first brings version 1 to 2, and so on.
const MIGRATIONS: [fn(&str) -> Option<String>; 2] = [
    // Version 2 added the lines `from` and `return`, which a journey may do without.
    |text| Some(text.to_owned()),
    // Version 3 added the sum of all lines to the last one. Older texts have none to hold them to.
    |text| Some(text.to_owned()),
];

/// The first version whose last line has the sum of those before it.
const WITH_SUM: u32 = 3;

/// The most lines of a journey or a backup that are read.
const MOST_LINES: usize = 10_000;

/// How the first line of a snapshot and of a backup starts, and how the last line of both does. A text that lost its
/// end is known by that.
const SNAPSHOT: &str = "routemaps-journey";
const BACKUP: &str = "routemaps-backup";
const END: &str = "end";

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

/// Returns the text of a journey's snapshot: lines as [`crate::definition::wire`] writes them.
pub fn write(kept: &Kept) -> String {
    let journey = &kept.journey;
    let started_at = journey.started_at.as_ref().map_or("", StepId::as_str);
    let (revision, updated) = (kept.revision.to_string(), kept.updated_ms.to_string());
    let mut text = line(SNAPSHOT, &[&VERSION.to_string()]);
    let Journey { id, routemap, version, child, .. } = journey;
    text.push_str(&line("journey", &[id, routemap.as_str(), version, child, started_at, &revision, &updated, &kept.step_title]));
    if let Some(Origin { journey, routemap }) = &journey.came_from {
        text.push_str(&line("from", &[journey, "", routemap.as_str()]));
    }
    let mut entry = |kind: &str, at: &str, round: u32, value: &str| text.push_str(&line(kind, &[at, &round.to_string(), value]));
    journey.here.iter().for_each(|at| entry("here", at.step.as_str(), at.round, ""));
    journey.answers.iter().for_each(|(at, choice)| entry("answer", at.step.as_str(), at.round, choice.as_str()));
    journey.ticks.iter().for_each(|((at, task), ())| entry("tick", at.step.as_str(), at.round, task.as_str()));
    journey.dates.iter().for_each(|(key, day)| entry("date", key.date.as_str(), key.round, &day.to_string()));
    journey.notes.iter().for_each(|(at, note)| entry("note", at.step.as_str(), at.round, note));
    journey.returns.iter().for_each(|(at, step)| entry("return", at.step.as_str(), at.round, step.as_str()));
    let sum = checksum(text.as_bytes()).to_string();
    text.push_str(&line(END, &[&sum]));
    text
}

/// Reads a kept text.
///
/// # Errors
///
/// [`Unread::Newer`] for a version after [`VERSION`], [`Unread::Broken`] for anything else that is not a journey.
pub fn read(text: &str) -> Result<Kept, Unread> {
    let version = version_of(text, SNAPSHOT).ok_or(Unread::Broken)?;
    if version > VERSION {
        return Err(Unread::Newer { version, readable: from_text(text).map(Box::new) });
    }
    if version >= WITH_SUM && !is_whole(text) {
        return Err(Unread::Broken);
    }
    let first = usize::try_from(version).ok().and_then(|version| version.checked_sub(1)).ok_or(Unread::Broken)?;
    let migrated = MIGRATIONS.iter().skip(first).try_fold(text.to_owned(), |text, migrate| migrate(&text));
    migrated.and_then(|text| from_text(&text)).ok_or(Unread::Broken)
}

/// Returns the version of a text whose first line is of this kind, if it has its end.
fn version_of(text: &str, kind: &str) -> Option<u32> {
    let (first, mut fields) = lines(text).next()?;
    // More lines than anybody makes would keep a phone busy for ever.
    if text.bytes().filter(|byte| *byte == b'\n').count() > MOST_LINES {
        return None;
    }
    let has_end = text.ends_with('\n') && lines(text).last().is_some_and(|(last, _)| last == END);
    fields.text().parse().ok().filter(|_| first == kind && has_end)
}

/// Says whether the lines of a journey are those that were written.
fn is_whole(text: &str) -> bool {
    let before_end = text.trim_end_matches('\n').rfind('\n').and_then(|line_break| text.get(..=line_break)).unwrap_or_default();
    let sum = lines(text).last().and_then(|(_, mut fields)| fields.text().parse().ok());
    sum == Some(checksum(before_end.as_bytes()))
}

/// The longest id a stored journey may have; ours have 12 letters.
const ID_LIMIT: usize = 40;

fn from_text(text: &str) -> Option<Kept> {
    let mut kept = Kept::default();
    for (kind, mut fields) in lines(text) {
        if kind == "journey" {
            read_head(&mut kept, &mut fields);
            continue;
        }
        let (at, round, value) = (fields.text(), fields.text().parse().unwrap_or(1), fields.text());
        let journey = &mut kept.journey;
        let visit = Visit { step: StepId(at), round };
        match kind {
            "here" => journey.here = Some(visit),
            "answer" => journey.answers.insert(visit, ChoiceId(value)),
            "tick" => journey.ticks.insert((visit, TaskId(value)), ()),
            // A day that is none was not written by us; the rest of the journey is worth more than it.
            "date" => {
                if let Some(day) = Date::from_iso(&value) {
                    journey.dates.insert(DateKey { date: DateId(visit.step.0), round }, day);
                }
            }
            "note" => journey.notes.insert(visit, value),
            "return" => journey.returns.insert(visit, StepId(value)),
            "from" => journey.came_from = Some(Origin { journey: visit.step.0, routemap: RoutemapId(value) }),
            _ => {}
        }
    }
    let id = &kept.journey.id;
    let id_is_ours = !id.is_empty() && id.len() <= ID_LIMIT && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    id_is_ours.then_some(kept)
}

fn read_head(kept: &mut Kept, fields: &mut Fields) {
    let journey = &mut kept.journey;
    journey.id = fields.text();
    journey.routemap = RoutemapId(fields.text());
    journey.version = fields.text();
    journey.child = fields.text();
    journey.started_at = Some(fields.text()).filter(|step| !step.is_empty()).map(StepId);
    kept.revision = fields.text().parse().unwrap_or_default();
    kept.updated_ms = fields.text().parse().unwrap_or_default();
    kept.step_title = fields.text();
}

/// Returns journeys so that a child's stand together: those of one name, and those that led into each other. The one
/// that stood first in its group gives the group its place.
pub fn by_child(kept: &[Kept]) -> Vec<Vec<&Kept>> {
    let mut groups: Vec<Vec<&Kept>> = Vec::new();
    for one in kept {
        let mut joined: Option<usize> = None;
        let mut index = 0;
        while let Some(group) = groups.get(index) {
            if !group.iter().any(|other| is_one_child(one, other)) {
                index = index.saturating_add(1);
                continue;
            }
            match joined {
                None => {
                    joined = Some(index);
                    index = index.saturating_add(1);
                }
                // Two groups that this journey joins are one.
                Some(first) => {
                    let other = groups.remove(index);
                    groups.get_mut(first).into_iter().for_each(|group| group.extend(&other));
                }
            }
        }
        match joined.and_then(|first| groups.get_mut(first)) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// Says whether two journeys are about one child, as far as can be told.
pub fn is_one_child(one: &Kept, other: &Kept) -> bool {
    let led = |from: &Kept, to: &Kept| to.journey.came_from.as_ref().is_some_and(|origin| origin.journey == from.journey.id);
    let same_name = !one.journey.child.is_empty() && one.journey.child == other.journey.child;
    same_name || led(one, other) || led(other, one)
}

/// Returns the text of a crossing, kept for the moment between two pages. `now_ms` is the time, in milliseconds since 1970.
pub fn write_crossing(crossing: &Crossing, now_ms: u64) -> String {
    let Crossing { from, child, routemap, step, dates } = crossing;
    let now = now_ms.to_string();
    let mut text = line("crossing", &[&now, &from.journey, from.routemap.as_str(), child, routemap.as_str(), step.as_str()]);
    dates.iter().for_each(|(date, day)| text.push_str(&line("date", &[date.as_str(), &day.to_string()])));
    text
}

/// How long a crossing waits for its page, in milliseconds. One that is older was never finished.
const CROSSING_LASTS_MS: u64 = 600_000;

/// Reads a crossing. Nothing for a text that is none, or that is old.
pub fn read_crossing(text: &str, now_ms: u64) -> Option<Crossing> {
    let mut lines = lines(text);
    let (_, mut fields) = lines.next().filter(|(kind, _)| *kind == "crossing")?;
    let written_ms: u64 = fields.text().parse().ok()?;
    let is_new = now_ms.checked_sub(written_ms).is_some_and(|age| age < CROSSING_LASTS_MS);
    let from = Origin { journey: fields.text(), routemap: RoutemapId(fields.text()) };
    let (child, routemap, step) = (fields.text(), RoutemapId(fields.text()), StepId(fields.text()));
    let dates = lines.filter_map(|(_, mut fields)| Some((DateId(fields.text()), fields.date()?))).collect();
    is_new.then_some(Crossing { from, child, routemap, step, dates })
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
    let journeys = kept.iter().map(write).chain(unwritable.iter().cloned());
    let lines: String = journeys.map(|text| line("kept", &[&text])).collect();
    [line(BACKUP, &[&VERSION.to_string()]), lines, line(END, &[])].concat()
}

/// Says whether a text is a backup of some version.
pub fn is_backup(text: &str) -> bool {
    version_of(text, BACKUP).is_some()
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
    if version_of(text, BACKUP).ok_or(BackupFault::NotABackup)? > VERSION {
        return Err(BackupFault::Newer);
    }
    let mut restored = Restored::default();
    let mut renamed: Vec<(String, String)> = Vec::new();
    for (_, mut fields) in lines(text).filter(|(kind, _)| *kind == "kept") {
        let Ok(mut kept) = read(&fields.text()) else {
            restored.unread = restored.unread.saturating_add(1);
            continue;
        };
        let known = here.iter().chain(&restored.to_keep);
        if known.clone().any(|other| is_same(&other.journey, &kept.journey)) {
            restored.same = restored.same.saturating_add(1);
            continue;
        }
        if known.clone().any(|other| other.journey.id == kept.journey.id) {
            let new = new_id();
            renamed.push((std::mem::replace(&mut kept.journey.id, new.clone()), new));
        }
        restored.to_keep.push(kept);
    }
    // Journeys of the file that led into each other still do.
    for origin in restored.to_keep.iter_mut().filter_map(|kept| kept.journey.came_from.as_mut()) {
        if let Some((_, new)) = renamed.iter().find(|(old, _)| *old == origin.journey) {
            origin.journey.clone_from(new);
        }
    }
    Ok(restored)
}

/// Says whether two journeys hold the same, whatever their ids and those of the journeys that led into them: a file
/// restored twice adds nothing.
fn is_same(one: &Journey, other: &Journey) -> bool {
    Journey { id: other.id.clone(), came_from: other.came_from.clone(), ..one.clone() } == *other
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
        let newer = text.replace(&format!("routemaps-journey\t{VERSION}"), "routemaps-journey\t9");
        assert!(matches!(read(&newer), Err(Unread::Newer { version: 9, readable: Some(kept) }) if kept.journey.child == "Sam"));
        let ends = [
            "",
            "\n",
            "end\n",
            "routemaps-journey\t1\nend\n",
            "routemaps-journey\t0\nend\n",
            "routemaps-journey\t-1\nend\n",
            "{\"version\":1}",
        ];
        let cut = (0..text.len()).map(|length| &text[..length]);
        for broken in ends.into_iter().chain(cut) {
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
    fn restored_journeys_that_led_into_each_other_still_do() {
        let mut second = kept("b", "Sam");
        second.journey.routemap = "other".into();
        second.journey.came_from = Some(Origin { journey: "a".into(), routemap: "example".into() });
        let file = write_backup(&[kept("a", "Sam"), second], &[]);
        let mut ids = ["x", "y"].into_iter();
        let restored = read_backup(&file, &[kept("a", "changed"), kept("b", "changed")], || ids.next().unwrap().to_owned()).unwrap();
        assert_eq!(restored.to_keep.iter().map(|kept| kept.journey.id.as_str()).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(restored.to_keep[1].journey.came_from.as_ref().unwrap().journey, "x");
        let again = read_backup(&file, &restored.to_keep, fresh).unwrap();
        assert_eq!((again.same, again.to_keep.len()), (2, 0));
    }

    #[test]
    fn what_is_not_a_backup_is_refused_with_a_sentence() {
        for text in ["", "{}", "end\n", "\u{0}\u{1}", "routemaps-journey\t1\nend\n", "routemaps-backup\t1\nkept"] {
            assert_eq!(read_backup(text, &[], fresh), Err(BackupFault::NotABackup));
        }
        let newer = write_backup(&[], &[]).replace(&format!("\t{VERSION}"), "\t99");
        assert_eq!(read_backup(&newer, &[], fresh), Err(BackupFault::Newer));
    }

    #[test]
    fn a_childs_journeys_stand_together_by_name_or_because_one_led_into_the_other() {
        let led_by = |id: &str, from: &str| {
            let mut kept = kept(id, "");
            kept.journey.came_from = Some(Origin { journey: from.into(), routemap: "example".into() });
            kept
        };
        let all = [kept("a", "Sam"), kept("b", ""), kept("c", "Ayo"), kept("d", "Sam"), led_by("e", "b"), kept("f", ""), led_by("g", "f")];
        let ids: Vec<String> =
            by_child(&all).iter().map(|group| group.iter().map(|kept| kept.journey.id.as_str()).collect::<String>()).collect();
        assert_eq!(ids, ["ad", "be", "c", "fg"]);
    }

    #[test]
    fn a_crossing_comes_back_as_it_was_unless_it_is_old() {
        let crossing = Crossing {
            from: Origin { journey: "a1".into(), routemap: "x".into() },
            child: "Sam\tB".into(),
            routemap: "y".into(),
            step: "m".into(),
            dates: vec![("decision".into(), Date::new(2026, 11, 2).unwrap())],
        };
        let text = write_crossing(&crossing, 1000);
        assert_eq!(read_crossing(&text, 2000), Some(crossing));
        assert_eq!(read_crossing(&text, 1000 + CROSSING_LASTS_MS), None);
        assert_eq!(read_crossing(&text, 999), None);
        assert_eq!(read_crossing("", 5), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in ".{0,200}") {
            let _ = read(&text);
            let _ = read_backup(&text, &[], fresh);
            let _ = read_crossing(&text, 5);
        }

        #[test]
        fn writing_and_reading_is_the_identity(child in ".{0,60}", round in 0..9_u32, day in 1..28_u32, note in "(?s).{0,80}") {
            let at = Visit { step: "s".into(), round };
            let mut kept = kept("a1", &child);
            kept.journey.answers.insert(at.clone(), "c".into());
            kept.journey.ticks.insert((at.clone(), "t".into()), ());
            kept.journey.dates.insert(DateKey { date: "d".into(), round }, Date::new(2026, 11, day).unwrap());
            kept.journey.notes.insert(at.clone(), note);
            kept.journey.returns.insert(at.clone(), "back".into());
            kept.journey.came_from = Some(Origin { journey: "b2".into(), routemap: "other".into() });
            kept.journey.here = Some(at);
            proptest::prop_assert_eq!(read(&write(&kept)), Ok(kept));
        }
    }
}
