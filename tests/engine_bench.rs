//! How the work of the engine grows with a routemap, from 10 to 10,000 steps: reading and checking one, going through a journey
//! again, its due dates, and the drawn map; and the search with the routemaps. Figures, not a test.
#![allow(clippy::unwrap_used)]

mod near_tree;

use std::fmt::Write;

use routemaps::{
    calendar::{Calendar, Date},
    check::{Suite, check},
    deadlines::due_dates,
    definition::wire,
    graph::Graph,
    journey::{DateKey, Event, Journey, Visit, resume, transition},
    layout::{WIDEST, layout},
    search::{Entry, Query, find},
};

fn main() {
    divan::main();
}

/// A way of so many steps, each with a deadline of another kind and a date of its own.
fn journey(steps: usize) -> (Graph, Journey) {
    let rules = ["6 weeks after", "15 days starting with", "3 working days after", "30 Tribunal working days after", "2 months after"];
    let mut text = "routemap\tr\tLong\tLong\t1\ts0\n".to_owned();
    for n in 0..steps {
        text.push_str(&format!("date\td{n}\tWhen?\tit was\n"));
    }
    for (n, rule) in (0..steps).zip(rules.iter().cycle()) {
        let next = n + 1;
        text.push_str(&format!("step\ts{n}\tStep\t\td{n}\ndeadline\tx{n}\tDue\tcouncil\tThe council\t{rule} d{n}\twords\tLaw\n"));
        if next < steps {
            text.push_str(&format!("choice\tgo\tOn\ts{next}\n"));
        }
    }
    let graph = Graph::new(wire::read(&text));
    let mut journey = Journey::new("j".into(), &graph);
    for n in 0..steps {
        let day = Date::new(2026, 1, 1).unwrap().plus_days(i32::try_from(n).unwrap()).unwrap();
        let key = DateKey { date: format!("d{n}").as_str().into(), round: 1 };
        journey = transition(&graph, &journey, &Event::SetDate { key, date: Some(day) }).unwrap();
        // All but the last fifth of the way is behind the family; the rest lies ahead.
        if n < steps * 4 / 5 {
            let at = Visit { step: format!("s{n}").as_str().into(), round: 1 };
            journey.answers.insert(at, "go".into());
        }
    }
    (graph, journey)
}

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

#[divan::bench(args = SIZES, max_time = 10)]
fn a_file_read_and_checked(bencher: divan::Bencher, steps: usize) {
    let file = written(steps);
    let today = Date::new(2026, 11, 22).unwrap();
    bencher.bench_local(|| check(&Suite::read(vec![("grown.toml".to_owned(), file.clone())], Vec::new(), today)).len());
}

#[divan::bench(args = SIZES, max_time = 10)]
fn a_journey_taken_up_again(bencher: divan::Bencher, steps: usize) {
    let (graph, journey) = journey(steps);
    bencher.bench_local(|| resume(&graph, &journey));
}

#[divan::bench(args = SIZES, max_time = 10)]
fn due_dates_of_a_journey(bencher: divan::Bencher, steps: usize) {
    let (graph, journey) = journey(steps);
    let calendar = Calendar::default();
    let today = Date::new(2026, 11, 22).unwrap();
    assert_eq!(due_dates(&graph, &journey, &calendar, today).len(), steps);
    bencher.bench_local(|| due_dates(&graph, &journey, &calendar, today));
}

/// Among so many routemaps, with a slip in the second word.
#[divan::bench(args = SIZES, max_time = 10)]
fn a_routemap_looked_for(bencher: divan::Bencher, routemaps: usize) {
    let entry = |number: usize| Entry {
        id: format!("r{number}"),
        names: vec![format!("Asking for help with number {number}"), format!("Help {number}")],
        also: ["taxi", "bus pass", "statement", "council said no", "one to one"].map(str::to_owned).to_vec(),
        summary: "How to ask for help, who decides, and what you can do if the answer is no.".to_owned(),
        ..Entry::default()
    };
    let entries: Vec<Entry> = (0..routemaps).map(entry).collect();
    let query = Query { words: "help decids no".to_owned(), ..Query::default() };
    assert_eq!(find(&query, &entries).len(), routemaps);
    bencher.bench_local(|| find(&query, &entries).len());
}

/// One graph of so many steps after another, so that no lucky one gives the figure.
#[divan::bench(args = SIZES, max_time = 10)]
fn a_map_laid_out(bencher: divan::Bencher, steps: usize) {
    let graphs: Vec<_> = (1..=20).map(|seed| near_tree::near_tree(seed, steps)).collect();
    assert_eq!(layout(&graphs[0], WIDEST).stations.len(), steps);
    let mut turns = graphs.iter().cycle();
    bencher.bench_local(move || layout(turns.next().unwrap(), WIDEST));
}

/// Returns the file of a routemap that is nearly a tree.
fn written(steps: usize) -> String {
    let mut text = include_str!("suite/check/header.toml").to_owned();
    for step in near_tree::near_tree(1, steps).steps {
        let kind = if step.choices.is_empty() { "end" } else { "do" };
        let id = step.id;
        write!(text, "\n[[steps]]\nid = \"{id}\"\nstage = \"joining\"\nkind = \"{kind}\"\nwho = \"you\"\ntitle = \"Step {id}\"\ntext = \"Do what step {id} says.\"\n").unwrap();
        for choice in step.choices {
            let (id, to) = (choice.id, choice.to);
            write!(text, "\n[[steps.choices]]\nid = \"{id}\"\nlabel = \"Go on with {id}\"\nto = \"{to}\"\n").unwrap();
        }
    }
    text
}
