//! Every way through a routemap: how many there are, how long they take, and all of them as one outline.
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
    if let Some(start) = graph.start() {
        visit(graph, start, &mut Vec::new(), &mut onward);
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
            if let Ok(outcome) = resolve(&deadline.rule, |date| dates.get(date).copied(), self.calendar) {
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

/// One step of the outline of all ways, with what each of its choices leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch<'a> {
    pub step: &'a OutlineStep,
    pub choices: Vec<(&'a OutlineChoice, Lead<'a>)>,
}

/// Where a choice leads, in the outline.
#[derive(Clone, Debug, PartialEq)]
pub enum Lead<'a> {
    /// On to a step that is told here.
    On(Box<Branch<'a>>),
    /// On to a step whose rest is told elsewhere in the outline: the ways that share it differ only before.
    Shared(&'a OutlineStep),
    /// Into another routemap.
    Elsewhere,
}

/// Returns all ways as one outline, in which the rest that ways share is told once: first those from the start, then those
/// that begin at a step that only another routemap leads to.
pub fn outline(graph: &Graph) -> Vec<Branch<'_>> {
    fn branch<'a>(graph: &'a Graph, step: &'a OutlineStep, told: &mut Vec<&'a str>) -> Branch<'a> {
        told.push(step.id.as_str());
        let mut choices = Vec::new();
        for choice in &step.choices {
            let lead = match graph.next(step.id.as_str(), choice.id.as_str()) {
                None => Lead::Elsewhere,
                Some(next) if told.contains(&next.id.as_str()) => Lead::Shared(next),
                Some(next) => Lead::On(Box::new(branch(graph, next, told))),
            };
            choices.push((choice, lead));
        }
        Branch { step, choices }
    }
    let mut told = Vec::new();
    let mut branches = Vec::new();
    for step in graph.start().into_iter().chain(&graph.outline().steps) {
        if !told.contains(&step.id.as_str()) {
            branches.push(branch(graph, step, &mut told));
        }
    }
    branches
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
    fn what_ways_share_is_told_once() {
        let graph = graph();
        let start = outline(&graph).remove(0);
        let Lead::On(b) = &start.choices[0].1 else { panic!("b is told") };
        assert!(matches!(&b.choices[0].1, Lead::On(d) if matches!(&d.choices[0].1, Lead::Shared(a) if a.id.as_str() == "a")));
        assert_eq!(outline(&graph).len(), 1);
        let Lead::On(c) = &start.choices[1].1 else { panic!("c is told") };
        assert!(matches!(&c.choices[0].1, Lead::Shared(d) if d.id.as_str() == "d"));
    }
}
