//! The lane of each line: a free one for every row it goes through, so that lines cross as little as can be.
//!
//! First the order of the lines from left to right: they are put in one after the other, the main route first, each
//! where it crosses least, then moved one at a time as long as that is better. Only the order decides what crosses, and
//! rows never change, so what can meet what is found once. Then the lanes: each line as near to the main route as the
//! lines between allow.

use super::chains::{Leads, Line, Plan};

/// What a crossing costs, and what it costs to go down where lines go up.
const CROSSING: usize = 100;
const WRONG_SIDE: usize = 3;

/// How often all lines are tried anew at most.
const ROUNDS: usize = 12;

/// How often a line that is crossed is tried in another place, with all that follows from it.
const TRIES: usize = 100;

/// In how many orders the lines are put in at most.
const TURNS: usize = 16;

/// The distance between two places of the order at first; there is room to put others in between.
const ROOM: i64 = 1 << 40;

/// The lanes of a plan. The main route has lane 0; lanes to its left are below 0.
pub struct Lanes {
    pub of_lines: Vec<i32>,
    /// The lanes of stubs, each with its row.
    pub of_stubs: Vec<(usize, i32)>,
    /// How often lines cross.
    pub crossings: usize,
}

/// Returns the lane of each line and each stub, and puts the ways of the plan in the order that fits them.
pub fn place(plan: &mut Plan) -> Lanes {
    let first = order(plan);
    let place = |line: usize| first.get(line).copied().unwrap_or_default();
    plan.sort_ways(place);
    let again = order(plan);
    let place = |line: usize| again.get(line).copied().unwrap_or_default();
    plan.sort_ways(place);
    let crossings = crossings(&meetings(plan), &again);
    Lanes { crossings, ..compact(plan, &again) }
}

impl Lanes {
    fn all(&self) -> impl Iterator<Item = i32> {
        self.of_lines.iter().copied().chain(self.of_stubs.iter().map(|(_, lane)| *lane))
    }

    pub fn leftmost(&self) -> i32 {
        self.all().min().unwrap_or_default()
    }

    pub fn rightmost(&self) -> i32 {
        self.all().max().unwrap_or_default()
    }
}

/// Returns the places of the lines from left to right: smaller is further left, the main route has 0. Of some orders in
/// which the lines are put in the one counts that ends with the fewest crossings.
fn order(plan: &Plan) -> Vec<i64> {
    let meetings = meetings(plan);
    let main = || (0..plan.lines.len()).map(|line| (line == 0).then_some(0)).collect();
    let mut best: (usize, Vec<i64>) = (usize::MAX, Vec::new());
    let mut tries = TRIES;
    for turn in 0..TURNS {
        let mut turns: Vec<usize> = (1..plan.lines.len()).collect();
        turns.sort_by_key(|line| plan.lines.get(*line).map(|known| turn_of(known, *line, turn)));
        let places = settle(plan, &meetings, main(), &turns);
        best = better(best, improve(plan, &meetings, (crossings(&meetings, &places), places), &mut tries));
        if best.0 == 0 || tries == 0 {
            break;
        }
    }
    best.1
}

/// Moves crossed lines to other places as long as that is better.
fn improve(plan: &Plan, meetings: &[Meeting], mut best: (usize, Vec<i64>), tries: &mut usize) -> (usize, Vec<i64>) {
    let all: Vec<usize> = (1..plan.lines.len()).collect();
    let mut line = 1;
    while best.0 > 0 && *tries > 0 && line < plan.lines.len() {
        let (found, places) = elsewhere(plan, meetings, &best.1, line, tries);
        line = line.saturating_add(1);
        if found < best.0 {
            let settled = settle(plan, meetings, places.into_iter().map(Some).collect(), &all);
            best = (crossings(meetings, &settled), settled);
            line = 1;
        }
    }
    best
}

/// Puts a line that is crossed in every other place, with what hangs on it put in anew, and returns the best of it.
fn elsewhere(plan: &Plan, meetings: &[Meeting], places: &[i64], line: usize, tries: &mut usize) -> (usize, Vec<i64>) {
    let mut best = (usize::MAX, Vec::new());
    let Some(meeting) = meetings.get(line).filter(|_| is_crossed(meetings, places, line)) else { return best };
    let hanging: Vec<usize> = meeting.own.iter().map(|(other, _)| *other).filter(|other| *other != 0).collect();
    let without = |index: usize| hanging.contains(&index) || index == line;
    let kept: Vec<Option<i64>> = places.iter().enumerate().map(|(index, place)| (!without(index)).then_some(*place)).collect();
    for place in free_places(meeting, &kept) {
        *tries = tries.saturating_sub(1);
        let mut kept = kept.clone();
        kept.get_mut(line).into_iter().for_each(|slot| *slot = Some(place));
        let settled = settle(plan, meetings, kept, &hanging);
        best = better(best, (crossings(meetings, &settled), settled));
    }
    best
}

/// Returns a line's turn to be put in: those that hold stations first, then from the top, then the longest first; or, when
/// that is not good enough, as if by chance.
fn turn_of(line: &Line, index: usize, attempt: usize) -> (bool, usize, usize) {
    let shortness = line.top.saturating_sub(line.bottom);
    match attempt {
        0 => (line.joins.is_some(), line.top, shortness),
        1 => (false, line.top, shortness),
        2 => (line.joins.is_some(), shortness, line.top),
        _ => (false, index.saturating_add(1).wrapping_mul(attempt).wrapping_mul(0x2545f491) & 0xffff_ffff, index),
    }
}

fn better(one: (usize, Vec<i64>), other: (usize, Vec<i64>)) -> (usize, Vec<i64>) {
    if other.0 < one.0 { other } else { one }
}

/// Puts the lines in that have no place yet, and moves all until none gets better by it.
fn settle(plan: &Plan, meetings: &[Meeting], mut places: Vec<Option<i64>>, turns: &[usize]) -> Vec<i64> {
    for _ in 0..ROUNDS {
        let mut moved = false;
        for line in turns {
            let (cost, best) = best_place(plan, meetings, &places, *line);
            let Some(slot) = places.get_mut(*line) else { continue };
            let now = slot.map(|now| now != best && cost_at(plan, meetings, &places, *line, now) > cost);
            if now.unwrap_or(true)
                && let Some(slot) = places.get_mut(*line)
            {
                *slot = Some(best);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    places.into_iter().map(Option::unwrap_or_default).collect()
}

/// Says whether a line crosses or is crossed.
fn is_crossed(meetings: &[Meeting], places: &[i64], line: usize) -> bool {
    let place_of = |line: usize| places.get(line).copied().unwrap_or_default();
    let is_between = |one: i64, other: i64, line: i64| one.min(other) < line && line < one.max(other);
    meetings.get(line).is_some_and(|meeting| {
        let own = |(other, through): &(usize, Vec<usize>)| {
            through.iter().any(|line_| is_between(place_of(line), place_of(*other), place_of(*line_)))
        };
        meeting.own.iter().any(own) || meeting.others.iter().any(|(from, to)| is_between(place_of(*from), place_of(*to), place_of(line)))
    })
}

/// Counts how often lines cross. Each crossing is seen by the line that goes sideways from either of its ends.
fn crossings(meetings: &[Meeting], places: &[i64]) -> usize {
    let place_of = |line: usize| places.get(line).copied().unwrap_or_default();
    let of_line = |(line, meeting): (usize, &Meeting)| {
        let own = meeting.own.iter().map(|(other, through)| {
            let (from, to) = (place_of(line).min(place_of(*other)), place_of(line).max(place_of(*other)));
            through.iter().filter(|line| from < place_of(**line) && place_of(**line) < to).count()
        });
        own.sum::<usize>()
    };
    meetings.iter().enumerate().map(of_line).sum()
}

/// What can meet a line.
#[derive(Default)]
struct Meeting {
    /// The lines that go through one of its rows.
    beside: Vec<usize>,
    /// Its own ways sideways: the line at the other end, and the lines that go through that row.
    own: Vec<(usize, Vec<usize>)>,
    /// Ways sideways of two other lines through one of its rows.
    others: Vec<(usize, usize)>,
}

fn meetings(plan: &Plan) -> Vec<Meeting> {
    let crosslines = plan.crosslines();
    let goes_through = |line: usize, row: usize| plan.lines.get(line).is_some_and(|line| line.goes_through(row));
    let meeting = |(index, line): (usize, &Line)| {
        let others = (0..plan.lines.len()).filter(|other| *other != index);
        let own = crosslines.iter().filter(|(_, from, to)| *from == index || *to == index).map(|(row, from, to)| {
            let other = if *from == index { *to } else { *from };
            (other, others.clone().filter(|line| *line != other && goes_through(*line, *row)).collect())
        });
        let of_others = crosslines.iter().filter(|(row, from, to)| goes_through(index, *row) && *from != index && *to != index);
        Meeting {
            beside: others.clone().filter(|other| plan.lines.get(*other).is_some_and(|other| other.meets(line))).collect(),
            own: own.collect(),
            others: of_others.map(|(_, from, to)| (*from, *to)).collect(),
        }
    };
    plan.lines.iter().enumerate().map(meeting).collect()
}

/// Returns the place where a line costs least, and what it costs there.
fn best_place(plan: &Plan, meetings: &[Meeting], places: &[Option<i64>], line: usize) -> (usize, i64) {
    let free = meetings.get(line).map(|meeting| free_places(meeting, places)).unwrap_or_default();
    let best = free.into_iter().map(|place| (cost_at(plan, meetings, places, line, place), place.unsigned_abs(), place)).min();
    best.map_or((usize::MAX, ROOM), |(cost, _, place)| (cost, place))
}

/// Returns one place in each gap between the lines beside a line.
fn free_places(meeting: &Meeting, places: &[Option<i64>]) -> Vec<i64> {
    let mut taken: Vec<i64> = meeting.beside.iter().filter_map(|line| places.get(*line).copied().flatten()).chain([0]).collect();
    taken.sort_unstable();
    taken.dedup();
    let between = taken.iter().zip(taken.iter().skip(1)).map(|(left, right)| left.midpoint(*right));
    let outside = [taken.first().map(|first| first.saturating_sub(ROOM)), taken.last().map(|last| last.saturating_add(ROOM))];
    between.chain(outside.into_iter().flatten()).filter(|place| !taken.contains(place)).collect()
}

/// Returns what a line costs at a place.
fn cost_at(plan: &Plan, meetings: &[Meeting], places: &[Option<i64>], line: usize, place: i64) -> usize {
    let Some(meeting) = meetings.get(line) else { return 0 };
    let place_of = |line: &usize| places.get(*line).copied().flatten();
    let is_between = |one: i64, other: i64, line: i64| one.min(other) < line && line < one.max(other);
    let crossed_by_own = meeting.own.iter().filter_map(|(other, through)| Some((place_of(other)?, through)));
    let crossed_by_own = crossed_by_own
        .map(|(other, through)| through.iter().filter_map(place_of).filter(|through| is_between(place, other, *through)).count())
        .sum::<usize>();
    let crossing = meeting.others.iter().filter_map(|(from, to)| Some((place_of(from)?, place_of(to)?)));
    let crossing = crossing.filter(|(from, to)| is_between(*from, *to, place)).count();
    let is_back = plan.lines.get(line).is_some_and(|line| line.is_back);
    let side = if is_back == (place > 0) { WRONG_SIDE } else { 0 };
    crossed_by_own.saturating_add(crossing).saturating_mul(CROSSING).saturating_add(side)
}

/// Gives each line the lane nearest to the main route that keeps the order. A stub stands right beside its line.
fn compact(plan: &Plan, places: &[i64]) -> Lanes {
    let stubs = plan.stations.iter().flat_map(|station| {
        let rows = station.ways.iter().filter(|way| way.leads == Leads::Out).filter_map(|way| way.row);
        rows.map(|row| (Line { top: row, bottom: row, ..Line::default() }, places.get(station.line).copied().unwrap_or_default(), 1_u8))
    });
    let lines = plan.lines.iter().zip(places).map(|(line, place)| (Line { ..*line }, *place, 0_u8));
    let all: Vec<(Line, i64, u8)> = lines.chain(stubs).collect();
    let mut lanes: Vec<Option<i32>> = vec![None; all.len()];
    let mut turns: Vec<usize> = (0..all.len()).collect();
    turns.sort_by_key(|index| all.get(*index).map(|(_, place, stub)| (*place, *stub)));
    let (left, right): (Vec<usize>, Vec<usize>) =
        turns.into_iter().partition(|index| all.get(*index).is_some_and(|(_, place, _)| *place < 0));
    for (turns, outwards) in [(right, 1), (left.into_iter().rev().collect(), -1)] {
        for index in turns {
            let Some((line, place, stub)) = all.get(index) else { continue };
            let is_main = *place == 0 && *stub == 0;
            let beside = all.iter().zip(&lanes).filter(|((other, ..), _)| other.meets(line)).filter_map(|(_, lane)| *lane);
            let beside = beside.filter(|lane| lane.signum() == outwards).map(i32::abs).max().unwrap_or_default();
            let lane = if is_main { 0 } else { beside.saturating_add(1).saturating_mul(outwards) };
            if let Some(slot) = lanes.get_mut(index) {
                *slot = Some(lane);
            }
        }
    }
    let mut lanes = lanes.into_iter().map(Option::unwrap_or_default);
    let of_lines = lanes.by_ref().take(plan.lines.len()).collect();
    Lanes { crossings: 0, of_lines, of_stubs: all.iter().skip(plan.lines.len()).map(|(line, ..)| line.top).zip(lanes).collect() }
}
