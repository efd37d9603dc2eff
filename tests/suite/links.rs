//! Links that hand a journey over: every form ever shipped opens, and a long journey fits into a code that a phone reads.

use routemaps::{
    calendar::Date,
    definition::{Outline, wire},
    graph::Graph,
    journey::{DateKey, Event, Journey, letter_id, route, transition},
    link::{Along, VERSION, read as open, write},
    qr::qr,
    snapshot::{self, Kept},
};

use crate::{poster::decode, read, root, today};

/// The most signs that a link of a journey with 60 answers has, its address included.
const MOST: usize = 1200;

#[test]
fn every_link_ever_shipped_still_opens() {
    let graph = Graph::new(wire::read(&read(&root("tests/suite/links/outline.txt"))));
    for version in 1..=VERSION {
        let text = read(&root(&format!("tests/suite/links/v{version}.txt")));
        let (link, expected) = text.split_once('\n').unwrap();
        let shared = open(&graph, link).unwrap_or_else(|fault| panic!("version {version}: {fault:?}"));
        let expected = snapshot::read(expected).unwrap();
        assert_eq!((Kept { journey: shared.journey, ..Kept::default() }, shared.lost), (expected, 0), "version {version}");
    }
}

#[test]
fn a_journey_of_sixty_answers_fits_into_a_code_that_a_phone_reads() {
    let suite = routemaps::site::load(&root("routemaps"), today()).unwrap();
    let mut tried = 0;
    for routemap in suite.routemaps() {
        let graph = Graph::new(Outline::of(routemap, suite.services()));
        let journey = long_journey(&graph);
        if journey.answers.len() < 60 {
            continue;
        }
        tried += 1;
        let link = write(&graph, &journey, Along::default());
        assert_eq!(open(&graph, &link).unwrap().journey, journey, "{}", routemap.id);
        let address = format!("https://www.livewellsouthend.example.org/send-routemaps/{}/#j={link}", routemap.id);
        assert!(address.len() <= MOST, "{}: {} signs", routemap.id, address.len());
        let code = qr(&address).unwrap();
        assert_eq!(decode(&code.path, code.size), address, "{}", routemap.id);
    }
    assert!(tried > 8, "only {tried} routemaps go round long enough to try");
}

#[test]
fn the_newest_kept_link_is_what_this_program_writes() {
    let graph = Graph::new(wire::read(&read(&root("tests/suite/links/outline.txt"))));
    let text = read(&root(&format!("tests/suite/links/v{VERSION}.txt")));
    let (link, expected) = text.split_once('\n').unwrap();
    let journey = snapshot::read(expected).unwrap().journey;
    let written = write(&graph, &journey, Along { name: true, notes: true });
    assert_eq!(written, link, "the form of links has changed: give it a new VERSION, and read the old one");
}

/// Goes round a routemap until there are 60 answers, with every date entered, every task of the way ticked.
fn long_journey(graph: &Graph) -> Journey {
    let day = Date::new(2026, 9, 2).unwrap();
    let mut journey = Journey::new("abcdefghij12".to_owned(), graph);
    let mut events: Vec<Event> = Vec::new();
    let dates = graph.outline().dates.iter().map(|date| date.id.clone());
    let letters = graph.outline().steps.iter().flat_map(|step| &step.deadlines).map(|deadline| letter_id(&deadline.id)).take(3);
    events.extend(dates.chain(letters).map(|date| Event::SetDate { key: DateKey { date, round: 1 }, date: Some(day) }));
    for event in events {
        journey = transition(graph, &journey, &event).unwrap();
    }
    for turn in 0..200 {
        let Some(stop) = route(graph, &journey).stops.last().cloned() else { break };
        let step = graph.step(stop.visit.step.as_str()).unwrap();
        for task in &step.tasks {
            let tick = Event::Tick { at: stop.visit.clone(), task: task.id.as_str().into(), done: true };
            // Half of the tasks: nobody does all of them every time round.
            if stop.visit.round == 1 {
                journey = transition(graph, &journey, &tick).unwrap();
            }
        }
        // A way that stays in the routemap, another one each time, and none into an end.
        let ways: Vec<_> = step
            .choices
            .iter()
            .filter(|choice| graph.next(step.id.as_str(), choice.id.as_str()).is_some_and(|next| !next.choices.is_empty()))
            .collect();
        if ways.is_empty() || journey.answers.len() >= 60 {
            break;
        }
        let choice = ways[turn % ways.len()].id.clone();
        journey = transition(graph, &journey, &Event::Choose { at: stop.visit, choice }).unwrap();
    }
    journey
}
