//! Which steps share a line, which lines lead into others, and the rows of all of it.

use super::next;
use crate::definition::Routemap;

/// Rows and lines, before they have lanes. Stations stand from top to bottom.
#[derive(Debug, Default)]
pub struct Plan {
    pub stations: Vec<Station>,
    /// The first is the main route.
    pub lines: Vec<Line>,
    pub rows: usize,
}

#[derive(Debug, Default)]
pub struct Station {
    pub step: usize,
    pub row: usize,
    pub line: usize,
    pub ways: Vec<Way>,
}

#[derive(Debug)]
pub struct Way {
    pub choices: Vec<usize>,
    pub row: Option<usize>,
    pub leads: Leads,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    On(usize),
    Into { step: usize, line: usize },
    Named(usize),
    Out,
}

/// A line in one lane, from the middle of a row to the middle of another.
#[derive(Debug, Default)]
pub struct Line {
    pub top: usize,
    pub bottom: usize,
    /// The step it joins at one of its ends; nothing for a line that holds stations.
    pub joins: Option<usize>,
    /// It goes up.
    pub is_back: bool,
}

impl Line {
    pub fn goes_through(&self, row: usize) -> bool {
        self.top <= row && row <= self.bottom
    }

    /// Says whether both go through one row.
    pub fn meets(&self, other: &Line) -> bool {
        self.top <= other.bottom && other.top <= self.bottom
    }
}

/// Joins the steps to lines. `order` has the indices of the steps from top to bottom.
pub fn plan(routemap: &Routemap, order: &[usize]) -> Plan {
    let mut plan = Plan::default();
    let before = steps_before(routemap, order);
    give_lines(&mut plan, order, &before);
    give_rows(&mut plan, routemap, &before);
    give_joining_lines(&mut plan);
    span_lines(&mut plan);
    plan
}

impl Plan {
    /// Puts the ways of each station in the order in which they cross each other least: those that go back up, the
    /// nearest first; then those that go down, the furthest first; then the way straight on. `place` says where a line
    /// stands from left to right.
    pub fn sort_ways(&mut self, place: impl Fn(usize) -> i64) {
        let Plan { stations, lines, .. } = self;
        for station in stations {
            let rows: Vec<Option<usize>> = station.ways.iter().map(|way| way.row).collect();
            let own = place(station.line);
            let key = |way: &Way| match way.leads {
                Leads::Into { line, .. } => {
                    let is_back = lines.get(line).is_some_and(|line| line.is_back);
                    let distance = i64::try_from(own.abs_diff(place(line))).unwrap_or(i64::MAX);
                    if is_back { (0, distance) } else { (2, distance.saturating_neg()) }
                }
                Leads::Named(_) | Leads::Out => (1, 0),
                Leads::On(_) => (3, 0),
            };
            station.ways.sort_by_key(key);
            station.ways.iter_mut().zip(rows).for_each(|(way, row)| way.row = row);
        }
        span_lines(self);
    }

    /// Shortens the picture where it is too wide for `widest` lanes: of the lines through the fullest row the longest is
    /// named instead. Says whether there was one.
    pub fn name_longest(&mut self, widest: usize) -> bool {
        let depth = |row: usize| self.lines.iter().filter(|line| line.goes_through(row)).count();
        let fullest = (0..self.rows).map(|row| (depth(row), std::cmp::Reverse(row))).max();
        let Some((depth, std::cmp::Reverse(row))) = fullest else { return false };
        let through = |line: &Line| depth <= widest || line.goes_through(row);
        let spare = (0..self.lines.len()).filter_map(|index| Some((self.spare_rows(index)?, index)));
        let longest = spare.filter(|(_, index)| self.lines.get(*index).is_some_and(through)).max();
        longest.inspect(|(_, line)| self.name(*line)).is_some()
    }

    /// Returns the number of lines through the fullest row.
    pub fn depth(&self) -> usize {
        (0..self.rows).map(|row| self.lines.iter().filter(|line| line.goes_through(row)).count()).max().unwrap_or_default()
    }

    /// Returns the number of rows that would be free if the ways into a line were named; nothing if there are none.
    fn spare_rows(&self, line: usize) -> Option<usize> {
        let known = self.lines.get(line)?;
        let end = if known.joins.is_some() { known.bottom } else { self.first_row(line)? };
        Some(end.saturating_sub(known.top)).filter(|rows| *rows > 0)
    }

    /// The row of the first station of a line.
    fn first_row(&self, line: usize) -> Option<usize> {
        self.stations.iter().find(|station| station.line == line).map(|station| station.row)
    }

    /// Names the ways into a line. One that holds no stations is gone then.
    fn name(&mut self, line: usize) {
        for way in self.stations.iter_mut().flat_map(|station| &mut station.ways) {
            match way.leads {
                Leads::Into { step, line: into } if into == line => way.leads = Leads::Named(step),
                _ => {}
            }
        }
        if self.lines.get(line).is_some_and(|line| line.joins.is_some()) {
            self.remove(line);
        }
        span_lines(self);
    }

    fn remove(&mut self, gone: usize) {
        self.lines.remove(gone);
        let shift = |line: &mut usize| *line = line.saturating_sub(usize::from(*line > gone));
        for station in &mut self.stations {
            shift(&mut station.line);
            for way in &mut station.ways {
                if let Leads::Into { line, .. } = &mut way.leads {
                    shift(line);
                }
            }
        }
    }

    pub fn station(&self, step: usize) -> Option<&Station> {
        self.stations.iter().find(|station| station.step == step)
    }

    /// Returns where lines go sideways: the row, and the two lines it goes between.
    pub fn crosslines(&self) -> Vec<(usize, usize, usize)> {
        let of_ways = self.stations.iter().flat_map(|station| {
            station.ways.iter().filter_map(|way| match (way.leads, way.row) {
                (Leads::Into { line, .. }, Some(row)) => Some((row, station.line, line)),
                _ => None,
            })
        });
        let of_lines = self.lines.iter().enumerate().filter_map(|(index, line)| {
            let station = self.station(line.joins?)?;
            Some((station.row, station.line, index))
        });
        of_ways.chain(of_lines).collect()
    }
}

/// For each step the step that goes straight on into it, on the same line.
fn steps_before(routemap: &Routemap, order: &[usize]) -> Vec<Option<usize>> {
    let place = places(order);
    let onward = |step: usize| -> Vec<usize> {
        let choices = routemap.steps.get(step).map(|step| step.choices.as_slice()).unwrap_or_default();
        let all = choices.iter().filter_map(|choice| next(routemap, choice));
        all.filter(|to| place.get(*to) > place.get(step)).collect()
    };
    let mut before: Vec<Option<usize>> = vec![None; order.len()];
    let start = routemap.steps.iter().position(|step| step.id == routemap.start).or(order.first().copied());
    let main = start.map(|start| main_route(order, start, &onward)).unwrap_or_default();
    for (from, to) in main.iter().zip(main.iter().skip(1)) {
        if let Some(slot) = before.get_mut(*to) {
            *slot = Some(*from);
        }
    }
    for from in order.iter().filter(|step| !main.contains(step) || main.last() == Some(*step)) {
        let free = onward(*from).into_iter().find(|to| before.get(*to) == Some(&None) && Some(*to) != start);
        if let Some(slot) = free.and_then(|to| before.get_mut(to)) {
            *slot = Some(*from);
        }
    }
    before
}

/// The main route: from the start the way onward that visits the most steps.
fn main_route(order: &[usize], start: usize, onward: &impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    // The longest way from each step, and the step it begins with; the first choice wins among equals.
    let mut longest: Vec<(usize, Option<usize>)> = vec![(0, None); order.len()];
    for step in order.iter().rev() {
        let mut best = (0, None);
        for to in onward(*step) {
            let steps = longest.get(to).map_or(0, |(steps, _)| steps.saturating_add(1));
            if steps > best.0 {
                best = (steps, Some(to));
            }
        }
        if let Some(slot) = longest.get_mut(*step) {
            *slot = best;
        }
    }
    let on = |step: &usize| longest.get(*step).and_then(|(_, on)| *on);
    std::iter::successors(Some(start), on).collect()
}

/// Returns for each step how far down it stands.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, step) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*step) {
            *slot = place;
        }
    }
    places
}

/// Gives each step its line: the one of the step before it, or a new one. The main route comes first.
fn give_lines(plan: &mut Plan, order: &[usize], before: &[Option<usize>]) {
    for step in order {
        let line = before.get(*step).copied().flatten().and_then(|before| plan.station(before)).map(|station| station.line);
        let line = line.unwrap_or_else(|| {
            plan.lines.push(Line::default());
            plan.lines.len().saturating_sub(1)
        });
        plan.stations.push(Station { step: *step, line, ..Station::default() });
    }
}

/// Gives each step its ways, and both their rows.
fn give_rows(plan: &mut Plan, routemap: &Routemap, before: &[Option<usize>]) {
    let order: Vec<usize> = plan.stations.iter().map(|station| station.step).collect();
    let mut row = 0_usize;
    let mut take = || {
        let taken = row;
        row = row.saturating_add(1);
        taken
    };
    for (place, station) in plan.stations.iter_mut().enumerate() {
        station.row = take();
        station.ways = ways(routemap, station.step, before);
        let next = order.get(place.saturating_add(1));
        let needs_no_words = match station.ways.as_slice() {
            [Way { leads: Leads::On(to), .. }] => next == Some(to),
            _ => false,
        };
        if !needs_no_words {
            station.ways.iter_mut().for_each(|way| way.row = Some(take()));
        }
    }
    plan.rows = row;
}

/// Returns the ways of a step, in the order of its choices; those to one place are one.
fn ways(routemap: &Routemap, step: usize, before: &[Option<usize>]) -> Vec<Way> {
    let choices = routemap.steps.get(step).map(|step| step.choices.as_slice()).unwrap_or_default();
    let mut ways: Vec<Way> = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        let same = |way: &&mut Way| way.choices.first().and_then(|first| choices.get(*first)).is_some_and(|first| first.to == choice.to);
        if let Some(way) = ways.iter_mut().find(same) {
            way.choices.push(index);
            continue;
        }
        let leads = match next(routemap, choice) {
            Some(to) if before.get(to) == Some(&Some(step)) => Leads::On(to),
            // Which line it is, is known when the rows are.
            Some(to) => Leads::Into { step: to, line: 0 },
            None => Leads::Out,
        };
        ways.push(Way { choices: vec![index], row: None, leads });
    }
    ways
}

/// Makes the lines that lead into others: one for all ways down to a step that its own line leads to already, one for
/// all ways back up to it.
fn give_joining_lines(plan: &mut Plan) {
    let firsts: Vec<Option<usize>> =
        (0..plan.lines.len()).map(|line| plan.stations.iter().find(|station| station.line == line).map(|first| first.step)).collect();
    let known: Vec<(usize, usize, usize)> = plan.stations.iter().map(|station| (station.step, station.row, station.line)).collect();
    let mut joining: Vec<(usize, bool, usize)> = Vec::new();
    let Plan { stations, lines, .. } = plan;
    for station in stations {
        let (row, own) = (station.row, station.line);
        for way in &mut station.ways {
            let Leads::Into { step, line } = &mut way.leads else { continue };
            let Some((_, to_row, to_line)) = known.iter().find(|(known, ..)| known == step) else { continue };
            let is_back = *to_row <= row;
            let begins_there = firsts.get(*to_line) == Some(&Some(*step));
            *line = if begins_there && !is_back && *to_line != own {
                *to_line
            } else if let Some((.., known)) = joining.iter().find(|(to, back, _)| to == step && *back == is_back) {
                *known
            } else {
                lines.push(Line { joins: Some(*step), is_back, ..Line::default() });
                let new = lines.len().saturating_sub(1);
                joining.push((*step, is_back, new));
                new
            };
        }
    }
}

/// Gives each line its rows: from its first station, or the way that leads into it, to its last, or the way that leaves it.
fn span_lines(plan: &mut Plan) {
    let Plan { stations, lines, .. } = plan;
    lines.iter_mut().for_each(|line| (line.top, line.bottom) = (usize::MAX, 0));
    let mut stretch = |line: usize, row: usize| {
        if let Some(line) = lines.get_mut(line) {
            line.top = line.top.min(row);
            line.bottom = line.bottom.max(row);
        }
    };
    for station in stations.iter() {
        stretch(station.line, station.row);
        for (way, row) in station.ways.iter().filter_map(|way| Some((way, way.row?))) {
            match way.leads {
                Leads::Into { line, .. } => {
                    stretch(station.line, row);
                    stretch(line, row);
                }
                Leads::Out => stretch(station.line, row),
                Leads::On(_) | Leads::Named(_) => {}
            }
        }
    }
    for line in lines.iter_mut() {
        if let Some(station) = line.joins.and_then(|step| stations.iter().find(|station| station.step == step)) {
            line.top = line.top.min(station.row);
            line.bottom = line.bottom.max(station.row);
        }
    }
}
