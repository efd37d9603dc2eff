//! Every way through a routemap: how many there are, how long they take, and all of them as one list of steps.
//!
//! A way goes round no loop: a choice that leads back to a step of the same way ends it there.

use std::collections::{BTreeMap, HashMap};

use crate::{
    calendar::{Calendar, Date},
    deadlines::resolve,
    definition::{
        OutlineStep,
        outline::OutlineChoice,
        rule::{BORN, TRANSFER},
    },
    graph::Graph,
};

/// What can be counted of all ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    pub count: u128,
    /// Steps of the shortest and the longest way.
    pub steps: (usize, usize),
    /// Days from the first step to the last, if everybody uses all the time that the rules give: on the way that takes
    /// the least, and on the one that takes the most. Nothing if there are too many ways to follow.
    pub days: Option<(i64, i64)>,
}

/// Counts the ways from the start. `begins` is the day on which they begin; a rule that no date of the way can give does
/// not count, nor one that counts from a birthday or from the start of a school year.
pub fn ways(graph: &Graph, calendar: &Calendar, begins: Date) -> Ways {
    let Some(start) = graph.start() else { return Ways::default() };
    let onward = onward(graph);
    let mut counted = HashMap::new();
    let (count, fewest, most) = count(graph, &onward, start, &mut counted);
    let mut clock = Clock { graph, onward: &onward, calendar, known: HashMap::new() };
    let ends = clock.ends(start, begins, BTreeMap::new());
    let days = ends.map(|(first, last)| (begins.days_until(first), begins.days_until(last)));
    Ways { count, steps: (fewest, most), days }
}

/// The ways on from each step that do not lead back into the way so far: the routemap with every loop cut open.
type Onward<'a> = BTreeMap<&'a str, Vec<Option<&'a str>>>;

fn onward(graph: &Graph) -> Onward<'_> {
    fn visit<'a>(graph: &'a Graph, step: &'a OutlineStep, open: &mut Vec<&'a str>, onward: &mut Onward<'a>) {
        if onward.contains_key(step.id.as_str()) {
            return;
        }
        open.push(step.id.as_str());
        let mut ways = Vec::new();
        for choice in &step.choices {
            let next = graph.next(step.id.as_str(), choice.id.as_str()).filter(|next| !open.contains(&next.id.as_str()));
            ways.push(next.map(|next| next.id.as_str()));
        }
        onward.insert(step.id.as_str(), Vec::new());
        for next in ways.iter().flatten().filter_map(|next| graph.step(next)) {
            visit(graph, next, open, onward);
        }
        open.pop();
        onward.insert(step.id.as_str(), ways);
    }
    let mut onward = Onward::new();
    for begin in graph.start().into_iter().chain(&graph.outline().steps) {
        visit(graph, begin, &mut Vec::new(), &mut onward);
    }
    onward
}

/// Returns how many ways there are from a step, and the steps of the shortest and the longest.
fn count<'a>(
    graph: &'a Graph,
    onward: &Onward<'a>,
    step: &'a OutlineStep,
    counted: &mut HashMap<&'a str, (u128, usize, usize)>,
) -> (u128, usize, usize) {
    if let Some(known) = counted.get(step.id.as_str()) {
        return *known;
    }
    let mut total = (0_u128, usize::MAX, 0_usize);
    for way in onward.get(step.id.as_str()).into_iter().flatten() {
        let (ways, fewest, most) = match way.and_then(|next| graph.step(next)) {
            Some(next) => count(graph, onward, next, counted),
            None => (1, 0, 0),
        };
        total = (total.0.saturating_add(ways), total.1.min(fewest), total.2.max(most));
    }
    if total.0 == 0 {
        total = (1, 0, 0);
    }
    let total = (total.0, total.1.saturating_add(1), total.2.saturating_add(1));
    counted.insert(&step.id.0, total);
    total
}

/// How many different states of a way are followed before it is too many.
const STATES: usize = 300_000;

type Dates<'a> = BTreeMap<&'a str, Date>;

/// Follows every way with the days on which things happen at the latest.
struct Clock<'a> {
    graph: &'a Graph,
    onward: &'a Onward<'a>,
    calendar: &'a Calendar,
    known: HashMap<(&'a str, Date, Dates<'a>), (Date, Date)>,
}

impl<'a> Clock<'a> {
    /// Returns the earliest and the latest day on which a way from here ends.
    fn ends(&mut self, step: &'a OutlineStep, day: Date, mut dates: Dates<'a>) -> Option<(Date, Date)> {
        let state = (step.id.as_str(), day, dates.clone());
        if let Some(known) = self.known.get(&state) {
            return Some(*known);
        }
        if self.known.len() > STATES {
            return None;
        }
        // A birthday or the start of a school year does not happen on the way.
        for date in step.dates.iter().filter(|date| ![BORN, TRANSFER].contains(&date.as_str())) {
            dates.entry(date.as_str()).or_insert(day);
        }
        let mut latest = day;
        for deadline in &step.deadlines {
            if let Ok(outcome) = resolve(&deadline.rule, &|date| dates.get(date).copied(), self.calendar) {
                latest = latest.max(outcome.last_day());
                for met in &deadline.met_by {
                    dates.entry(met.as_str()).or_insert(outcome.last_day());
                }
            }
        }
        let onward = self.onward.get(step.id.as_str());
        let mut ends: Option<(Date, Date)> = None;
        for next in onward.into_iter().flatten() {
            let of_way = match next.and_then(|next| self.graph.step(next)) {
                Some(next) => self.ends(next, latest, dates.clone())?,
                None => (latest, latest),
            };
            ends = Some(ends.map_or(of_way, |(first, last)| (first.min(of_way.0), last.max(of_way.1))));
        }
        let ends = ends.unwrap_or((latest, latest));
        self.known.insert(state, ends);
        Some(ends)
    }
}

/// Where a choice leads, in the order in which the steps are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// On to the step with this number, from 0.
    On(usize),
    /// Back to a step of the same way: it goes round.
    Back(usize),
    /// Into another routemap.
    Elsewhere,
}

/// One step with its choices, in the order in which ways come to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered<'a> {
    pub step: &'a OutlineStep,
    pub choices: Vec<(&'a OutlineChoice, Lead)>,
    /// Only another routemap leads here.
    pub from_outside: bool,
}

/// Says whether a choice of this routemap leads to a step.
fn is_led_to(graph: &Graph, step: &OutlineStep) -> bool {
    let mut choices = graph.outline().steps.iter().flat_map(|step| &step.choices);
    choices.any(|choice| choice.routemap.is_empty() && choice.to == step.id)
}

/// Returns every step once, with where its choices lead: all ways at once, with the rest that ways share told once. First
/// those from the start, then those that begin at a step that only another routemap leads to.
pub fn numbered(graph: &Graph) -> Vec<Numbered<'_>> {
    let onward = onward(graph);
    let mut order: Vec<(&OutlineStep, bool)> = Vec::new();
    for begin in graph.start().into_iter().chain(&graph.outline().steps) {
        let mut open = vec![begin];
        while let Some(step) = open.pop() {
            if order.iter().any(|(known, _)| known.id == step.id) {
                continue;
            }
            order.push((step, step.id == begin.id && !order.is_empty() && !is_led_to(graph, step)));
            open.extend(step.choices.iter().rev().filter_map(|choice| graph.next(step.id.as_str(), choice.id.as_str())));
        }
    }
    let number = |id: &str| order.iter().position(|(step, _)| step.id.as_str() == id);
    let leads = |step: &'_ OutlineStep, index: usize, choice: &OutlineChoice| {
        let next = graph.next(step.id.as_str(), choice.id.as_str()).and_then(|next| number(next.id.as_str()));
        // A loop was cut open where its way has no next step.
        let is_cut = onward.get(step.id.as_str()).and_then(|ways| ways.get(index)).is_some_and(Option::is_none);
        match next {
            None => Lead::Elsewhere,
            Some(number) if is_cut => Lead::Back(number),
            Some(number) => Lead::On(number),
        }
    };
    let told = |(step, from_outside): &(&'_ OutlineStep, bool)| {
        let id = step.id.as_str();
        let step = graph.step(id)?;
        let choices = step.choices.iter().enumerate().map(|(index, choice)| (choice, leads(step, index, choice))).collect();
        Some(Numbered { step, choices, from_outside: *from_outside })
    };
    order.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{
        Outline,
        outline::{OutlineDate, OutlineDeadline},
        rule,
    };

    /// `a` leads to `b` and `c`, both to `d`; `d` goes back to `a` or ends at `e`. `b` has six weeks, `c` none.
    fn graph() -> Graph {
        let step = |id: &str, to: &[&str]| OutlineStep {
            id: id.into(),
            choices: to.iter().map(|to| OutlineChoice { id: (*to).into(), to: (*to).into(), ..OutlineChoice::default() }).collect(),
            ..OutlineStep::default()
        };
        let mut steps = vec![step("a", &["b", "c"]), step("b", &["d"]), step("c", &["d"]), step("d", &["a", "e"]), step("e", &[])];
        steps[0].dates = vec!["asked".into()];
        steps[1].deadlines =
            vec![OutlineDeadline { id: "six".into(), rule: rule::parse("6 weeks after asked").unwrap(), ..Default::default() }];
        let dates = vec![OutlineDate { id: "asked".into(), ..OutlineDate::default() }];
        Graph::new(Outline { start: "a".into(), dates, steps, ..Outline::default() })
    }

    #[test]
    fn ways_are_counted_without_going_round() {
        let begins = Date::from_iso("2027-01-11").unwrap();
        let graph = graph();
        let ways = ways(&graph, &Calendar::default(), begins);
        // By b or by c; at d back or on to the end.
        assert_eq!(ways.count, 4);
        assert_eq!(ways.steps, (3, 4));
        assert_eq!(ways.days, Some((0, 42)));
    }

    #[test]
    fn what_ways_share_is_told_once_and_what_leads_back_is_named() {
        let graph = graph();
        let told = numbered(&graph);
        let steps: Vec<&str> = told.iter().map(|told| told.step.id.as_str()).collect();
        assert_eq!(steps, ["a", "b", "d", "e", "c"]);
        let leads = |index: usize| told[index].choices.iter().map(|(_, lead)| *lead).collect::<Vec<_>>();
        assert_eq!(leads(0), [Lead::On(1), Lead::On(4)]);
        assert_eq!(leads(2), [Lead::Back(0), Lead::On(3)]);
        assert_eq!(leads(4), [Lead::On(2)]);
        assert!(told.iter().all(|told| !told.from_outside));
    }
}
