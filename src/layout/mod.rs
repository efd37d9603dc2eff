//! Where each step and line of the drawn map goes: whole rows and lanes, worked out natively and shipped as data.
//!
//! The map is a list first. Every step has a row, and so has every way on that needs words; labels stand in a column of
//! their own beside the lanes, so no line can ever run over one. A line goes down one lane from step to step. A way
//! into a line that stands there already joins it through a lane of the target's, one for all that lead to it; a way
//! back goes up such a lane on the other side, the gutter. Lanes are chosen so that lines cross as little as can be.

use crate::definition::{Choice, Routemap, Target};
use order::Walk;

mod chains;
mod lanes;
mod order;
pub mod pieces;

/// A drawn map: its rows from top to bottom, and the lines beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    pub stations: Vec<Station>,
    pub lines: Vec<Line>,
    /// How many rows there are; rows count from 0.
    pub rows: usize,
    /// How many lanes there are; lanes count from 0, from the left.
    pub lanes: usize,
}

/// A step on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// Index into the steps of the routemap.
    pub step: usize,
    pub row: usize,
    pub lane: usize,
    pub ways: Vec<Way>,
}

/// The choices of a step that lead to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Indices into the choices of the step.
    pub choices: Vec<usize>,
    /// The row of its words. Nothing for the only way of a step that goes straight on to the next row.
    pub row: Option<usize>,
    pub leads: Leads,
}

/// How a way is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// Straight on down the station's own lane, to the step with this index.
    On(usize),
    /// Sideways into a lane that goes to the step with this index: down, or back up.
    Into { step: usize, lane: usize },
    /// To the step with this index, by name alone: there was no room for one more lane.
    Named(usize),
    /// Out of this routemap: a stub in this lane, beside the station's.
    Out { lane: usize },
}

/// A line down or up one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub lane: usize,
    /// The rows between whose middles it goes.
    pub top: usize,
    pub bottom: usize,
    /// The step it leads to at its top or its bottom, sideways; nothing for a line that holds stations itself.
    pub joins: Option<usize>,
}

/// The lanes of the maps that are shipped: what a narrow phone has room for beside the words.
pub const WIDEST: usize = 6;

/// Lays a routemap out with at most `widest` lanes if that can be; ways that find no lane are named. The steps of one
/// stage stand together, in the order of the stages.
pub fn layout(routemap: &Routemap, widest: usize) -> Map {
    let first = fit(routemap, widest, Walk::FirstChoiceFirst);
    let (plan, lanes) = match first.1.crossings {
        0 => first,
        crossings => Some(fit(routemap, widest, Walk::LastChoiceFirst)).filter(|(_, lanes)| lanes.crossings < crossings).unwrap_or(first),
    };
    map(&plan, &lanes)
}

/// Lays a routemap out along a walk, and names ways until it is narrow enough.
fn fit(routemap: &Routemap, widest: usize, walk: Walk) -> (chains::Plan, lanes::Lanes) {
    let mut plan = chains::plan(routemap, &order::order(routemap, walk));
    while plan.depth() > widest && plan.name_longest(widest) {}
    loop {
        let lanes = lanes::place(&mut plan);
        let is_too_wide = lanes.rightmost().abs_diff(lanes.leftmost()) as usize >= widest;
        if !is_too_wide || !plan.name_longest(widest) {
            return (plan, lanes);
        }
    }
}

/// Returns the step of a routemap that a choice leads to, by its index.
fn next(routemap: &Routemap, choice: &Choice) -> Option<usize> {
    let Target::Here(id) = &choice.to else { return None };
    routemap.steps.iter().position(|step| step.id == *id)
}

/// Turns lanes around the main route into lanes from the left.
fn map(plan: &chains::Plan, lanes: &lanes::Lanes) -> Map {
    let left = lanes.leftmost();
    let from_left = |lane: i32| usize::try_from(lane.saturating_sub(left)).unwrap_or_default();
    let lane_of = |line: usize| from_left(lanes.of_lines.get(line).copied().unwrap_or_default());
    let stub_at = |row: usize| lanes.of_stubs.iter().find(|(at, _)| *at == row).map(|(_, lane)| from_left(*lane));
    let leads = |way: &chains::Way| match way.leads {
        chains::Leads::On(step) => Leads::On(step),
        chains::Leads::Into { step, line } => Leads::Into { step, lane: lane_of(line) },
        chains::Leads::Named(step) => Leads::Named(step),
        chains::Leads::Out => Leads::Out { lane: way.row.and_then(stub_at).unwrap_or_default() },
    };
    let way = |way: &chains::Way| Way { choices: way.choices.clone(), row: way.row, leads: leads(way) };
    let station = |station: &chains::Station| Station {
        step: station.step,
        row: station.row,
        lane: lane_of(station.line),
        ways: station.ways.iter().map(way).collect(),
    };
    let line = |(index, line): (usize, &chains::Line)| Line { lane: lane_of(index), top: line.top, bottom: line.bottom, joins: line.joins };
    Map {
        stations: plan.stations.iter().map(station).collect(),
        lines: plan.lines.iter().enumerate().map(line).collect(),
        rows: plan.rows,
        lanes: from_left(lanes.rightmost()).saturating_add(1),
    }
}
