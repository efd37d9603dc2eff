//! Going from one routemap into another: what goes along, where it is taken up, and the way back.
//!
//! The first journey stays as it is. The other routemap is entered in a journey of its own, which remembers where it
//! came from; a choice that leads back there goes on with the first journey behind the step where it was left.

use super::{Journey, Stop, Visit, resume, resume::renamed_step, route};
use crate::{
    calendar::Date,
    definition::{ChoiceId, DateId, RoutemapId, StepId},
    graph::Graph,
};

/// The journey that led into another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub journey: String,
    pub routemap: RoutemapId,
}

/// A way from a journey into another routemap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crossing {
    pub from: Origin,
    pub child: String,
    pub routemap: RoutemapId,
    pub step: StepId,
    /// What the family said already, under the names of the other routemap.
    pub dates: Vec<(DateId, Date)>,
}

/// Returns the way out of a routemap that a choice makes. Nothing for a choice that stays within it.
pub fn crossing(graph: &Graph, journey: &Journey, at: &Visit, choice: &ChoiceId) -> Option<Crossing> {
    let choice = graph.choice(at.step.as_str(), choice.as_str()).filter(|choice| !choice.routemap.is_empty())?;
    let mut way = route(graph, journey);
    way.here = way.stops.iter().position(|stop| stop.visit == *at)?;
    let date = |(here, there): &(String, String)| {
        let key = way.date_key(graph, &DateId::from(here.as_str()));
        Some((DateId::from(there.as_str()), *journey.dates.get(&key)?))
    };
    Some(Crossing {
        from: Origin { journey: journey.id.clone(), routemap: journey.routemap.clone() },
        child: journey.child.clone(),
        routemap: RoutemapId(choice.routemap.clone()),
        step: choice.to.clone(),
        dates: choice.carries.iter().filter_map(date).collect(),
    })
}

/// Takes a crossing up among the journeys there are, the one touched last first; `new_id` is for a new one.
///
/// It goes on with the journey out of which the family came; or else with one of the same child that has the step on its
/// way; or else with a new one.
/// Where a day that comes along differs from the one told there, it is another letter, and so another journey: no day that
/// the family told is written over.
///
/// Returns the journey, and where the family arrives in it. Nothing if the step is not on its way: that is for the family
/// to confirm ("I am here now").
pub fn arrive(graph: &Graph, journeys: &[&Journey], new_id: &str, crossing: &Crossing) -> (Journey, Option<Visit>) {
    let crossing = &Crossing { step: renamed_step(graph, &crossing.step), ..crossing.clone() };
    let back = origin(journeys, crossing);
    let same_child = journeys.iter().filter(|journey| is_same_child(journeys, journey, crossing) && agrees(journey, crossing));
    let known = back.iter().chain(same_child);
    let mut taken_up = known.filter_map(|known| {
        let journey = resume(graph, known).0;
        // A journey that was left for another routemap goes on behind the step where it was left.
        let journey = match back.filter(|back| back.id == journey.id) {
            Some(_) => returned(graph, journey, crossing),
            None => Journey { came_from: Some(crossing.from.clone()), ..journey },
        };
        let (journey, stop) = stand_at(graph, with_dates(graph, journey, crossing)?, crossing);
        // Where the step is not on its way, only the journey they came out of is theirs for sure.
        (stop.is_some() || back.is_some_and(|back| back.id == journey.id)).then_some((journey, stop))
    });
    taken_up.next().unwrap_or_else(|| {
        let journey = Journey {
            child: crossing.child.clone(),
            came_from: Some(crossing.from.clone()),
            started_at: graph.step(crossing.step.as_str()).map(|step| step.id.clone()),
            ..Journey::new(new_id.to_owned(), graph)
        };
        let empty = stand_at(graph, journey, crossing).0;
        stand_at(graph, with_dates(graph, empty.clone(), crossing).unwrap_or(empty), crossing)
    })
}

/// Says whether a journey through the other routemap is about the same child, as far as can be told: this one led into
/// it before, or it has the child's name, or nothing on the device speaks of a second child.
fn is_same_child(journeys: &[&Journey], journey: &Journey, crossing: &Crossing) -> bool {
    let led_here = journey.came_from.as_ref().is_some_and(|origin| origin.journey == crossing.from.journey);
    let is_only_child = || journeys.iter().all(|one| journeys.iter().filter(|other| other.routemap == one.routemap).count() == 1);
    let same_name = journey.child == crossing.child && (!crossing.child.is_empty() || is_only_child());
    journey.routemap == crossing.routemap && (led_here || same_name)
}

/// Returns the journey through the other routemap out of which, by however many others, the family came.
fn origin<'a>(journeys: &[&'a Journey], crossing: &Crossing) -> Option<&'a Journey> {
    let by_id = |id: &str| journeys.iter().copied().find(|journey| journey.id == id);
    let mut from = Some(&crossing.from);
    // No chain is longer than there are journeys, so one that goes round ends too.
    for _ in journeys {
        let came_from = by_id(&from?.journey)?.came_from.as_ref();
        if came_from.is_some_and(|origin| origin.routemap == crossing.routemap) {
            return by_id(&came_from?.journey).filter(|journey| journey.routemap == crossing.routemap);
        }
        from = came_from;
    }
    None
}

/// Lets the way of a journey go on behind the step from which it led elsewhere.
fn returned(graph: &Graph, mut journey: Journey, crossing: &Crossing) -> Journey {
    let way = route(graph, &journey);
    let left_at = |stop: &&Stop| leads_elsewhere(graph, stop);
    if let Some(stop) = way.current().filter(left_at).or_else(|| way.stops.last().filter(left_at)) {
        journey.returns.insert(stop.visit.clone(), crossing.step.clone());
        journey.here = None;
    }
    journey
}

/// Moves the family to the step where it arrives, the last time round, if that is on its way.
fn stand_at(graph: &Graph, mut journey: Journey, crossing: &Crossing) -> (Journey, Option<Visit>) {
    let way = route(graph, &journey);
    let stop = way.stops.iter().rev().find(|stop| stop.visit.step == crossing.step).map(|stop| stop.visit.clone());
    if stop.is_some() {
        journey.here.clone_from(&stop);
    }
    (journey, stop)
}

/// Adds the days that come along. Nothing if one of them is told already, and another day.
fn with_dates(graph: &Graph, journey: Journey, crossing: &Crossing) -> Option<Journey> {
    let (mut journey, _) = stand_at(graph, journey, crossing);
    for (date, day) in crossing.dates.iter().filter(|(date, _)| graph.outline().date(date.as_str()).is_some()) {
        let key = route(graph, &journey).date_key(graph, date);
        match journey.dates.get(&key) {
            Some(known) if known != day => return None,
            _ => journey.dates.insert(key, *day),
        }
    }
    Some(journey)
}

/// Says whether a journey has no other day for a date that comes along.
fn agrees(journey: &Journey, crossing: &Crossing) -> bool {
    crossing.dates.iter().all(|(date, day)| {
        let mut known = journey.dates.iter().filter(|(key, _)| key.date == *date).peekable();
        known.peek().is_none() || known.any(|(_, known)| known == day)
    })
}

fn leads_elsewhere(graph: &Graph, stop: &Stop) -> bool {
    let answer = stop.answer.as_ref().and_then(|answer| graph.choice(stop.visit.step.as_str(), answer.as_str()));
    answer.is_some_and(|choice| !choice.routemap.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{DateKey, Event, transition},
        *,
    };
    use crate::definition::{
        Outline,
        outline::{OutlineChoice, OutlineDate, OutlineStep},
    };

    /// `ask` leads to `no`, which leads to `appeal:letter` with its date, or to `end`. `yes` is where the appeal leads back to.
    fn ask() -> Graph {
        let choice = |id: &str| OutlineChoice { id: id.into(), to: id.into(), ..OutlineChoice::default() };
        let challenge = OutlineChoice {
            id: "challenge".into(),
            to: "letter".into(),
            routemap: "appeal".into(),
            carries: vec![("refused".into(), "decided".into()), ("asked".into(), "unknown".into())],
            ..OutlineChoice::default()
        };
        graph(
            "ask",
            "ask",
            &["refused", "asked"],
            vec![("ask", vec![choice("no")]), ("no", vec![challenge, choice("end")]), ("yes", vec![choice("end")]), ("end", vec![])],
        )
    }

    fn appeal() -> Graph {
        let back = OutlineChoice { id: "won".into(), to: "yes".into(), routemap: "ask".into(), ..OutlineChoice::default() };
        graph("appeal", "start", &["decided"], vec![("start", vec![]), ("letter", vec![back])])
    }

    fn graph(id: &str, start: &str, dates: &[&str], steps: Vec<(&str, Vec<OutlineChoice>)>) -> Graph {
        let dates = dates.iter().map(|date| OutlineDate { id: (*date).into(), ..OutlineDate::default() }).collect();
        let step = |(id, choices): (&str, Vec<OutlineChoice>)| OutlineStep { id: id.into(), choices, ..OutlineStep::default() };
        let steps = steps.into_iter().map(step).collect();
        Graph::new(Outline { id: id.into(), start: start.into(), dates, steps, ..Outline::default() })
    }

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap()
    }

    /// A journey that stands at `no` with the date of the letter, and has chosen to challenge it.
    fn refused_on(date: &str) -> (Journey, Crossing) {
        let graph = ask();
        let mut journey = Journey { child: "Sam".into(), ..Journey::new("a".into(), &graph) };
        journey.dates.insert(DateKey { date: "refused".into(), round: 1 }, day(date));
        for (step, choice) in [("ask", "no"), ("no", "challenge")] {
            let event = Event::Choose { at: Visit::first(&step.into()), choice: choice.into() };
            journey = transition(&graph, &journey, &event).unwrap();
        }
        let crossing = crossing(&graph, &journey, &Visit::first(&"no".into()), &"challenge".into()).unwrap();
        (journey, crossing)
    }

    #[test]
    fn a_crossing_takes_the_dates_that_are_known_under_their_other_names() {
        let (_, crossing) = refused_on("2026-12-14");
        assert_eq!(crossing.dates, [("decided".into(), day("2026-12-14"))]);
        assert_eq!((crossing.routemap.as_str(), crossing.step.as_str(), crossing.child.as_str()), ("appeal", "letter", "Sam"));
    }

    #[test]
    fn a_new_journey_begins_at_the_step_with_the_dates_and_remembers_where_it_came_from() {
        let (from, crossing) = refused_on("2026-12-14");
        let (there, stop) = arrive(&appeal(), &[&from], "b", &crossing);
        assert_eq!(stop, Some(Visit::first(&"letter".into())));
        assert_eq!((there.id.as_str(), there.child.as_str(), there.came_from), ("b", "Sam", Some(crossing.from)));
        assert_eq!(there.dates.iter().map(|(key, day)| (key.date.as_str(), *day)).collect::<Vec<_>>(), [("decided", day("2026-12-14"))]);
    }

    #[test]
    fn the_same_letter_goes_on_with_the_journey_there_is_and_another_letter_begins_anew() {
        let (from, crossing) = refused_on("2026-12-14");
        let (there, _) = arrive(&appeal(), &[], "b", &crossing);
        let id = |crossing: &Crossing| arrive(&appeal(), &[&from, &there], "c", crossing).0.id;
        assert_eq!(id(&crossing), "b");
        assert_eq!(id(&refused_on("2027-03-01").1), "c");
        let from = Origin { journey: "z".into(), routemap: "ask".into() };
        assert_eq!(id(&Crossing { child: "Ayo".into(), from, ..crossing }), "c");
    }

    #[test]
    fn of_two_children_without_names_neither_gets_the_others_journey() {
        let unnamed = |id: &str, routemap: &str| Journey { id: id.into(), routemap: routemap.into(), ..Journey::default() };
        let (_, crossing) = refused_on("2026-12-14");
        let from = Origin { journey: "z".into(), routemap: "ask".into() };
        let crossing = Crossing { child: String::new(), dates: Vec::new(), from, ..crossing };
        let theirs = Journey { started_at: Some("letter".into()), ..unnamed("b", "appeal") };
        let (one, other) = (unnamed("x", "ask"), unnamed("z", "ask"));
        let id = |journeys: &[&Journey]| arrive(&appeal(), journeys, "c", &crossing).0.id;
        assert_eq!(id(&[&one, &other, &theirs]), "c", "two children: nobody knows whose it is");
        assert_eq!(id(&[&other, &theirs]), "b", "one child: it is theirs");
    }

    #[test]
    fn a_journey_that_does_not_have_the_step_on_its_way_is_left_alone() {
        let (from, crossing) = refused_on("2026-12-14");
        let elsewhere = Journey { id: "b".into(), routemap: "appeal".into(), child: "Sam".into(), ..Journey::default() };
        let (there, stop) = arrive(&appeal(), &[&from, &elsewhere], "c", &crossing);
        assert_eq!((there.id.as_str(), stop), ("c", Some(Visit::first(&"letter".into()))));
    }

    #[test]
    fn a_changed_answer_forgets_where_the_family_came_back_to() {
        let (from, out) = refused_on("2026-12-14");
        let (there, back) = won(&out);
        let (now, _) = arrive(&ask(), &[&there, &from], "c", &back);
        let at = Visit::first(&"no".into());
        let changed = transition(&ask(), &now, &Event::Choose { at: at.clone(), choice: "end".into() }).unwrap();
        let again = transition(&ask(), &changed, &Event::Choose { at, choice: "challenge".into() }).unwrap();
        let steps: Vec<_> = route(&ask(), &again).stops.into_iter().map(|stop| stop.visit.step.0).collect();
        assert_eq!(steps, ["ask", "no"]);
    }

    /// A journey through the appeal that was won, and the way back.
    fn won(first: &Crossing) -> (Journey, Crossing) {
        let (there, _) = arrive(&appeal(), &[], "b", first);
        let won = Event::Choose { at: Visit::first(&"letter".into()), choice: "won".into() };
        let there = transition(&appeal(), &there, &won).unwrap();
        let back = crossing(&appeal(), &there, &Visit::first(&"letter".into()), &"won".into()).unwrap();
        (there, back)
    }

    #[test]
    fn a_way_back_goes_on_behind_the_step_where_the_first_journey_was_left() {
        let (from, out) = refused_on("2026-12-14");
        let (there, back) = won(&out);
        let (now, stop) = arrive(&ask(), &[&there, &from], "c", &back);
        assert_eq!((now.id.as_str(), stop), ("a", Some(Visit::first(&"yes".into()))));
        let steps: Vec<_> = route(&ask(), &now).stops.into_iter().map(|stop| stop.visit.step.0).collect();
        assert_eq!(steps, ["ask", "no", "yes"]);
        assert_eq!(now.dates, from.dates);
    }

    #[test]
    fn another_letter_on_the_way_back_is_another_journey_and_the_day_told_before_stays() {
        let (from, out) = refused_on("2026-12-14");
        let (there, back) = won(&out);
        let other_day = Crossing { dates: vec![("refused".into(), day("2027-03-01"))], step: "no".into(), ..back };
        let (now, stop) = arrive(&ask(), &[&there, &from], "c", &other_day);
        assert_eq!((now.id.as_str(), stop), ("c", Some(Visit::first(&"no".into()))));
        assert_eq!(now.dates.iter().map(|(_, day)| *day).collect::<Vec<_>>(), [day("2027-03-01")]);
    }

    #[test]
    fn a_chain_of_journeys_that_goes_round_ends() {
        let (mut from, crossing) = refused_on("2026-12-14");
        from.came_from = Some(Origin { journey: "a".into(), routemap: "ask".into() });
        assert_eq!(arrive(&appeal(), &[&from], "b", &crossing).0.id, "b");
    }

    #[test]
    fn a_step_that_is_not_there_is_nowhere_and_the_dates_come_along() {
        let (_, crossing) = refused_on("2026-12-14");
        let gone = Crossing { step: "gone".into(), ..crossing };
        let (there, stop) = arrive(&appeal(), &[], "b", &gone);
        assert_eq!((stop, there.started_at, there.dates.len()), (None, None, 1));
    }
}
