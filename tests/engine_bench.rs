//! How long the due dates of a journey take to work out, at 10 to 1,000 steps. Figures, not a test.

use routemaps::{
    calendar::{Calendar, Date},
    deadlines::due_dates,
    definition::wire,
    graph::Graph,
    journey::{DateKey, Event, Journey, Visit, transition},
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

#[divan::bench(args = [10, 50, 200, 1000])]
fn due_dates_of_a_journey(bencher: divan::Bencher, steps: usize) {
    let (graph, journey) = journey(steps);
    let calendar = Calendar::default();
    let today = Date::new(2026, 11, 22).unwrap();
    assert_eq!(due_dates(&graph, &journey, &calendar, today).len(), steps);
    bencher.bench_local(|| due_dates(&graph, &journey, &calendar, today));
}
