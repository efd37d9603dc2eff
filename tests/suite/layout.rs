//! What the drawn map must be: no line over a station or a label, few crossings, the same every time, and at rest when
//! one step moves. Tried on every routemap of the suite and on 200 graphs made at random.

use routemaps::{
    definition::{Choice, Routemap, StepId, Target},
    layout::{Leads, Map, WIDEST, layout},
};
use rust_sugiyama::configure::Config;

use crate::{near_tree::near_tree, root, today};

/// More lanes than any routemap needs.
const ROOMY: usize = 1000;

/// A piece of a line that goes sideways through a row.
#[derive(Clone, Copy, Debug)]
struct Sideways {
    row: usize,
    from: usize,
    to: usize,
}

fn shipped() -> Vec<Routemap> {
    let suite = routemaps::site::load(&root("routemaps"), today()).unwrap();
    suite.routemaps().cloned().collect()
}

fn random() -> Vec<Routemap> {
    (1..=200).map(|seed| near_tree(seed, 2 + usize::try_from(seed).unwrap() * 37 % 99)).collect()
}

fn sideways(map: &Map) -> Vec<Sideways> {
    let of_ways = map.stations.iter().flat_map(|station| {
        station.ways.iter().filter_map(|way| match (way.leads, way.row) {
            (Leads::Into { lane, .. }, Some(row)) => Some(Sideways { row, from: station.lane, to: lane }),
            (Leads::Out { lane }, Some(row)) => Some(Sideways { row, from: station.lane, to: lane }),
            _ => None,
        })
    });
    let of_lines = map.lines.iter().filter_map(|line| {
        let station = map.stations.iter().find(|station| Some(station.step) == line.joins)?;
        Some(Sideways { row: station.row, from: line.lane, to: station.lane })
    });
    of_ways.chain(of_lines).collect()
}

/// How often lines of a map cross, counted where they are drawn.
fn crossings(map: &Map) -> usize {
    let crossed = |piece: &Sideways| {
        let lines = map.lines.iter().filter(|line| {
            let is_between = piece.from.min(piece.to) < line.lane && line.lane < piece.from.max(piece.to);
            // A line that ends at this row's station joins it there.
            let is_joined =
                line.joins.is_some_and(|step| map.stations.iter().any(|station| station.step == step && station.row == piece.row));
            is_between && !is_joined && line.top <= piece.row && piece.row <= line.bottom
        });
        lines.count()
    };
    sideways(map).iter().map(crossed).sum()
}

/// How often lines cross in rust-sugiyama's drawing, as straight lines between its stations. It gives no routes, so a line
/// that runs over a station counts as well: going round it would cost a crossing, and none of ours may.
fn crossings_by_sugiyama(routemap: &Routemap) -> usize {
    let edges = edges(routemap);
    let ids: Vec<(u32, u32)> = edges.iter().map(|(from, to)| (u32::try_from(*from).unwrap(), u32::try_from(*to).unwrap())).collect();
    let mut places = std::collections::BTreeMap::new();
    for (offset, (layout, width, _)) in (0_u32..).zip(rust_sugiyama::from_edges(&ids, &Config::default())) {
        places.extend(layout.into_iter().map(|(step, (x, y))| (step, (x + f64::from(offset) * (width + 1e6), y))));
    }
    let at = |step: &usize| places[step];
    let mut count = 0;
    for (index, one) in edges.iter().enumerate() {
        for other in &edges[..index] {
            let is_apart = one.0 != other.0 && one.0 != other.1 && one.1 != other.0 && one.1 != other.1;
            if is_apart && cross(at(&one.0), at(&one.1), at(&other.0), at(&other.1)) {
                count += 1;
            }
        }
    }
    let over = |from: &usize, to: &usize| {
        let (a, b) = (at(from), at(to));
        let others = places.iter().filter(|(step, _)| *step != from && *step != to);
        let meets = others.filter(|(_, station)| {
            let along = if b.1 == a.1 { 0.5 } else { (station.1 - a.1) / (b.1 - a.1) };
            (0.0..=1.0).contains(&along) && (a.0 + along * (b.0 - a.0) - station.0).abs() < 2.5
        });
        meets.count()
    };
    count += edges.iter().map(|(from, to)| over(from, to)).sum::<usize>();
    count
}

fn cross(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// The ways between the steps of a routemap, each once.
fn edges(routemap: &Routemap) -> Vec<(usize, usize)> {
    let place = |id: &StepId| routemap.steps.iter().position(|step| step.id == *id);
    let mut edges = Vec::new();
    for (from, step) in routemap.steps.iter().enumerate() {
        for choice in &step.choices {
            if let Target::Here(to) = &choice.to
                && let Some(to) = place(to)
                && to != from
                && !edges.contains(&(from, to))
            {
                edges.push((from, to));
            }
        }
    }
    edges
}

#[test]
fn lines_cross_no_more_often_than_rust_sugiyamas() {
    for routemap in shipped() {
        let theirs = crossings_by_sugiyama(&routemap);
        for widest in [ROOMY, WIDEST] {
            let ours = crossings(&layout(&routemap, widest));
            assert!(ours <= theirs, "{} with {widest} lanes: {ours} crossings, rust-sugiyama has {theirs}", routemap.id);
        }
    }
    let (mut ours, mut theirs, mut worse) = (0, 0, Vec::new());
    for (seed, routemap) in (1..).zip(random()) {
        let (one, other) = (crossings(&layout(&routemap, ROOMY)), crossings_by_sugiyama(&routemap));
        (ours, theirs) = (ours + one, theirs + other);
        if one > other {
            worse.push((seed, one, other));
        }
    }
    assert!(worse.is_empty(), "seed, ours, theirs: {worse:?}");
    assert!(ours * 4 < theirs, "{ours} crossings in all, rust-sugiyama has {theirs}");
}

#[test]
fn no_line_runs_over_a_station_a_label_or_another_line() {
    for routemap in shipped().iter().chain(&random()) {
        for widest in [ROOMY, WIDEST] {
            let map = layout(routemap, widest);
            assert!(map.lines.iter().all(|line| line.lane < map.lanes && line.bottom < map.rows), "a line reaches the labels");
            assert!(sideways(&map).iter().all(|piece| piece.from < map.lanes && piece.to < map.lanes), "a way reaches the labels");
            for (index, line) in map.lines.iter().enumerate() {
                for other in &map.lines[..index] {
                    let apart = line.lane != other.lane || line.bottom < other.top || other.bottom < line.top;
                    assert!(apart, "{}: two lines in one lane: {line:?} {other:?}", routemap.id);
                }
                for station in map.stations.iter().filter(|station| station.lane == line.lane) {
                    let is_on_it = line.top <= station.row && station.row <= line.bottom;
                    assert!(!is_on_it || line.joins.is_none(), "{}: {line:?} runs over {station:?}", routemap.id);
                }
            }
            for piece in sideways(&map) {
                let over = map.stations.iter().filter(|station| {
                    station.row == piece.row
                        && station.lane != piece.to
                        && station.lane != piece.from
                        && piece.from.min(piece.to) < station.lane
                        && station.lane < piece.from.max(piece.to)
                });
                assert_eq!(over.count(), 0, "{}: {piece:?} runs over a station", routemap.id);
            }
        }
    }
}

#[test]
fn every_step_has_a_row_of_its_own_and_every_choice_is_on_the_map_once() {
    for routemap in shipped().iter().chain(&random()) {
        let map = layout(routemap, WIDEST);
        let rows =
            map.stations.iter().flat_map(|station| [Some(station.row)].into_iter().chain(station.ways.iter().map(|way| way.row))).flatten();
        assert_eq!(rows.collect::<Vec<_>>(), (0..map.rows).collect::<Vec<_>>().as_slice(), "{}: rows are shared or lost", routemap.id);
        let mut steps: Vec<usize> = map.stations.iter().map(|station| station.step).collect();
        steps.sort_unstable();
        assert_eq!(steps, (0..routemap.steps.len()).collect::<Vec<_>>());
        for station in &map.stations {
            let mut choices: Vec<usize> = station.ways.iter().flat_map(|way| way.choices.clone()).collect();
            choices.sort_unstable();
            assert_eq!(choices, (0..routemap.steps[station.step].choices.len()).collect::<Vec<_>>());
        }
    }
}

#[test]
fn the_main_route_goes_straight_down_one_lane() {
    for routemap in shipped().iter().chain(&random()) {
        let map = layout(routemap, WIDEST);
        let start = map.stations.iter().find(|station| routemap.steps[station.step].id == routemap.start).unwrap();
        let mut at = start;
        while let Some(next) = at.ways.iter().find_map(|way| if let Leads::On(step) = way.leads { Some(step) } else { None }) {
            at = map.stations.iter().find(|station| station.step == next).unwrap();
            assert_eq!(at.lane, start.lane, "{}: the route bends at {}", routemap.id, routemap.steps[next].id);
        }
    }
}

#[test]
fn stages_are_bands_that_no_step_leaves() {
    for routemap in shipped() {
        let map = layout(&routemap, WIDEST);
        let stage = |step: usize| routemap.stages.iter().position(|stage| stage.id == routemap.steps[step].stage).unwrap();
        assert!(map.stations.is_sorted_by_key(|station| stage(station.step)), "{}", routemap.id);
    }
}

#[test]
fn the_same_routemap_gives_the_same_map() {
    for routemap in shipped().iter().chain(&random()) {
        assert_eq!(layout(routemap, WIDEST), layout(routemap, WIDEST));
    }
}

/// What a reader sees of a step: its row among the others without the one that moved, and its lane.
fn seen(map: &Map, routemap: &Routemap, but: &StepId) -> Vec<(StepId, usize)> {
    let steps = map.stations.iter().map(|station| (routemap.steps[station.step].id.clone(), station.lane));
    steps.filter(|(id, _)| id != but).collect()
}

#[test]
fn moving_a_step_in_its_file_moves_nothing_on_the_map() {
    for routemap in shipped().iter().chain(&random()) {
        let before = layout(routemap, WIDEST);
        for from in (1..routemap.steps.len()).step_by(7) {
            let mut moved = routemap.clone();
            let step = moved.steps.remove(from);
            let id = step.id.clone();
            moved.steps.insert(0, step);
            assert_eq!(seen(&before, routemap, &id), seen(&layout(&moved, WIDEST), &moved, &id), "{} {id}", routemap.id);
        }
    }
}

#[test]
fn hanging_an_end_elsewhere_leaves_the_rest_in_its_order_and_near_its_lane() {
    let mut moves = 0;
    let (mut order_kept, mut near) = (0, 0);
    for routemap in random() {
        let before = layout(&routemap, WIDEST);
        let ways_to = |id: &StepId| edges(&routemap).iter().filter(|(_, to)| routemap.steps[*to].id == *id).count();
        let ends = routemap.steps.iter().filter(|step| step.choices.is_empty() && ways_to(&step.id) == 1);
        for end in ends.take(3) {
            let mut moved = routemap.clone();
            let leads_there = |choice: &Choice| choice.to == Target::Here(end.id.clone());
            let way = moved.steps.iter_mut().find_map(|step| {
                let place = step.choices.iter().position(leads_there)?;
                // The main route keeps its first way on.
                (step.choices.len() > 1).then(|| step.choices.remove(place))
            });
            let Some(way) = way else { continue };
            moved.steps[0].choices.push(way);
            let (old, new) = (seen(&before, &routemap, &end.id), seen(&layout(&moved, WIDEST), &moved, &end.id));
            let place = |id: &StepId| new.iter().position(|(known, _)| known == id).unwrap();
            let lane = |id: &StepId| new[place(id)].1;
            let rows = old.iter().enumerate().map(|(row, (id, _))| row.abs_diff(place(id))).max().unwrap_or_default();
            let lanes = old.iter().map(|(id, old)| old.abs_diff(lane(id))).max().unwrap_or_default();
            assert!(lanes <= WIDEST, "a step moved {lanes} lanes");
            moves += 1;
            order_kept += usize::from(rows == 0);
            near += usize::from(lanes <= 1);
        }
    }
    assert!(moves > 200 && order_kept * 20 > moves * 19 && near * 10 > moves * 7, "{order_kept} and {near} of {moves}");
}
