//! A stored journey of every version ever shipped still opens, with everything in it.

use routemaps::snapshot::{VERSION, read, write};

use crate::root;

#[test]
fn a_stored_journey_of_every_version_opens() {
    for version in 1..=VERSION {
        let path = root(&format!("tests/suite/snapshots/v{version}.txt"));
        let kept = read(&crate::read(&path)).unwrap_or_else(|why| panic!("{}: {why:?}", path.display()));
        let journey = &kept.journey;
        assert_eq!((journey.id.as_str(), journey.routemap.as_str(), journey.version.as_str()), ("k3j9x2m5q8ab", "ehcna", "1"));
        assert_eq!((journey.child.as_str(), kept.revision, kept.updated_ms), ("Sam", 9, 1_795_392_000_000));
        assert_eq!(journey.started_at.as_ref().unwrap().as_str(), "how-to-ask");
        assert_eq!(journey.here.as_ref().map(|here| (here.step.as_str(), here.round)), Some(("six-week-wait", 2)));
        assert_eq!(journey.answers.len(), 3);
        assert_eq!(journey.ticks.len(), 1);
        let (key, day) = journey.dates.iter().next().unwrap();
        assert_eq!((key.date.as_str(), key.round, day.to_string().as_str()), ("request-received", 1, "2026-11-02"));
        let (_, note) = journey.notes.iter().next().unwrap();
        assert_eq!(note, "Rang on Monday.\n“Ask again on Friday.”");
        assert_eq!(kept.step_title, "The council has your request");
        if version >= 2 {
            let from = journey.came_from.as_ref().unwrap();
            assert_eq!((from.journey.as_str(), from.routemap.as_str()), ("p4m8z1t6w2cd", "send-system"));
            let (at, step) = journey.returns.iter().next().unwrap();
            assert_eq!((at.step.as_str(), at.round, step.as_str()), ("refused", 1, "advice"));
        }
    }
}

#[test]
fn the_newest_stored_journey_is_what_this_program_writes() {
    let text = crate::read(&root(&format!("tests/suite/snapshots/v{VERSION}.txt")));
    let kept = read(&text).unwrap();
    assert_eq!(write(&kept), text, "the stored form has changed: give it a new VERSION and a migration");
}
