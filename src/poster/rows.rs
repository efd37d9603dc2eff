//! What stands on the sheet, row by row: stages, stations with their time limits, and the ways out of each.

use super::{Poster, font::Weight};
use crate::{
    definition::{Kind, Step, Target},
    layout::{
        Leads, Map,
        pieces::{Height, Piece},
    },
};

/// A row of the sheet: words beside a piece of the map.
pub struct Row {
    pub words: Vec<Words>,
    pub pieces: Vec<Piece>,
    pub sign: Sign,
    /// A row that must not stand at the foot of a column: the next one belongs to it.
    pub holds_next: bool,
    /// The colour of a stub.
    pub colour: String,
}

/// Words of one kind.
pub struct Words {
    pub text: String,
    pub weight: Weight,
    /// In hundredths of the size of a station's name.
    pub size: i32,
    pub is_soft: bool,
}

/// What is drawn at the middle of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    None,
    Station(usize),
    End(usize),
    Stub(usize),
}

/// Returns the rows of the whole map, and the number of its lanes.
pub fn rows(poster: &Poster) -> (Vec<Row>, usize) {
    let map = poster.map;
    let pieces = map.pieces();
    let pieces_of = |row: usize| pieces.get(row).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    let mut stage = "";
    for station in &map.stations {
        let Some(step) = poster.routemap.steps.get(station.step) else { continue };
        let here = pieces_of(station.row);
        if step.stage != stage
            && let Some((number, named)) = poster.routemap.stage(&step.stage)
        {
            stage = &step.stage;
            let words = vec![words(format!("Stage {number}: {}", named.title), Weight::Bold, 115, true)];
            rows.push(Row { words, pieces: through(&here), sign: Sign::None, holds_next: true, colour: String::new() });
        }
        let sign = if step.kind == Kind::End { Sign::End(station.lane) } else { Sign::Station(station.lane) };
        let mut all = vec![words(step.title.clone(), Weight::Bold, 100, false)];
        all.extend(limits(poster, step));
        rows.push(Row {
            words: all,
            pieces: here,
            sign,
            holds_next: station.ways.iter().any(|way| way.row.is_some()),
            colour: String::new(),
        });
        for (way, row) in station.ways.iter().filter_map(|way| Some((way, way.row?))) {
            rows.push(way_row(poster, map, step, way, row, pieces_of(row)));
        }
    }
    (rows, map.lanes)
}

fn way_row(poster: &Poster, map: &Map, step: &Step, way: &crate::layout::Way, row: usize, pieces: Vec<Piece>) -> Row {
    let choices: Vec<_> = way.choices.iter().filter_map(|choice| step.choices.get(*choice)).collect();
    let label = choices.iter().map(|choice| choice.label.as_str()).collect::<Vec<_>>().join(" / ");
    let target = choices.first().map(|choice| &choice.to);
    let is_next = |to: usize| map.station(to).is_some_and(|next| next.row == row.saturating_add(1));
    let other = |id: &str| poster.routemaps.iter().find(|other| other.id.as_str() == id);
    let (name, colour) = match target {
        Some(Target::Here(to)) => (poster.routemap.step(to.as_str()).map(|step| step.title.clone()), String::new()),
        Some(Target::Elsewhere { routemap, .. }) => {
            let other = other(routemap.as_str());
            (other.map(|other| other.short_title.clone()), other.map(|other| other.colour.clone()).unwrap_or_default())
        }
        None => (None, String::new()),
    };
    let name = name.filter(|_| !matches!(way.leads, Leads::On(to) if is_next(to)));
    let sign = if let Leads::Out { lane } = way.leads { Sign::Stub(lane) } else { Sign::None };
    let text = match name {
        Some(name) => format!("{label} → {name}"),
        None => format!("{label} ↓"),
    };
    Row { words: vec![words(text, Weight::Regular, 85, false)], pieces, sign, holds_next: false, colour }
}

/// The time limits of a step, each with whose it is and its rule.
fn limits(poster: &Poster, step: &Step) -> Vec<Words> {
    let limit = |deadline: &crate::definition::Deadline| {
        let rule = deadline.rule.in_words(|event| poster.routemap.event_words(event));
        words(format!("{}: {}. {rule}", deadline.whose_words(poster.services), deadline.title), Weight::Regular, 80, true)
    };
    step.deadlines.iter().map(limit).collect()
}

fn words(text: String, weight: Weight, size: i32, is_soft: bool) -> Words {
    Words { text, weight, size, is_soft }
}

/// Returns the lanes of a row that come from above, as lines that go on through.
fn through(pieces: &[Piece]) -> Vec<Piece> {
    let ends = pieces.iter().flat_map(|piece| [piece.from, piece.to]);
    let mut lanes: Vec<usize> = ends.filter(|(_, height)| *height == Height::Top).map(|(lane, _)| lane).collect();
    lanes.sort_unstable();
    lanes.dedup();
    lanes.into_iter().map(|lane| Piece { from: (lane, Height::Top), to: (lane, Height::Bottom), is_stub: false }).collect()
}
