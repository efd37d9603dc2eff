//! What is drawn in each row of a map: every line cut at the edges of the rows, so that a row can grow with its words.

use super::{Leads, Line, Map, Station};

/// A piece of a line within a row: from one lane and height to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub from: End,
    pub to: End,
    /// It leaves the routemap: a stub in the colour of the line it leads to.
    pub is_stub: bool,
}

/// A lane and a height.
type End = (usize, Height);

/// A height within a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    Top,
    Middle,
    Bottom,
}

use Height::{Bottom, Middle, Top};

impl Piece {
    /// Returns the piece as the path of an SVG: down its lane, or round two corners into another. `x` gives the middle of a
    /// lane, `y` a height of the row, `radius` how far a corner reaches, all in the units of the drawing.
    pub fn path(&self, x: impl Fn(usize) -> i32, y: impl Fn(Height) -> i32, radius: i32) -> String {
        let ((lane, start), (other, end)) = (self.from, self.to);
        let (from, to, middle) = (x(lane), x(other), y(Middle));
        if lane == other {
            return format!("M{from} {}V{}", y(start), y(end));
        }
        let round = radius.saturating_mul(to.saturating_sub(from).signum());
        let goes_in = format!("M{from} {}Q{from} {middle} {} {middle}", y(start), from.saturating_add(round));
        match end {
            Middle => format!("{goes_in}H{to}"),
            _ => format!("{goes_in}H{}Q{to} {middle} {to} {}", to.saturating_sub(round), y(end)),
        }
    }
}

impl Map {
    /// Returns the pieces of each row, from the top of the map to its bottom.
    pub fn pieces(&self) -> Vec<Vec<Piece>> {
        let mut rows: Vec<Vec<Piece>> = vec![Vec::new(); self.rows];
        let mut add = |row: usize, from: End, to: End, is_stub: bool| {
            rows.get_mut(row).into_iter().for_each(|pieces| pieces.push(Piece { from, to, is_stub }));
        };
        for station in &self.stations {
            for (way, row) in station.ways.iter().filter_map(|way| Some((way, way.row?))) {
                let from = (station.lane, Top);
                match way.leads {
                    Leads::Into { step, lane } if self.is_above(step, row) => add(row, from, (lane, Top), false),
                    Leads::Into { lane, .. } => add(row, from, (lane, Bottom), false),
                    Leads::Out { lane } => add(row, from, (lane, Middle), true),
                    Leads::On(_) | Leads::Named(_) => {}
                }
            }
        }
        // Lines are drawn over the ways that leave them.
        for line in &self.lines {
            for row in line.top..=line.bottom {
                self.along(line, row).into_iter().flatten().for_each(|(from, to)| add(row, from, to, false));
            }
        }
        rows
    }

    /// Returns the station of a step.
    pub fn station(&self, step: usize) -> Option<&Station> {
        self.stations.iter().find(|station| station.step == step)
    }

    /// Says whether a step stands above a row.
    pub fn is_above(&self, step: usize, row: usize) -> bool {
        self.station(step).is_some_and(|station| station.row < row)
    }

    /// Returns what a line does in its own lane in a row, or where it joins its station. A station cuts it in two, so that
    /// the way to it and the way from it can look different.
    fn along(&self, line: &Line, row: usize) -> [Option<(End, End)>; 2] {
        let joined = line.joins.and_then(|step| self.station(step)).filter(|station| station.row == row);
        let stands_here = line.joins.is_none() && self.stations.iter().any(|station| station.lane == line.lane && station.row == row);
        let [top, middle, bottom] = [Top, Middle, Bottom].map(|height| (line.lane, height));
        match (joined, row == line.top, row == line.bottom) {
            (Some(station), _, true) => [Some((top, (station.lane, Middle))), None],
            (Some(station), true, _) => [Some((bottom, (station.lane, Middle))), None],
            (_, is_top, is_bottom) if stands_here => [(!is_top).then_some((top, middle)), (!is_bottom).then_some((middle, bottom))],
            (_, false, false) => [Some((top, bottom)), None],
            _ => [None, None],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use super::*;
    use crate::definition::{Choice, Routemap, Step, Target};

    /// Draws `a>b` and so on as the pieces of each row: lane and height, to lane and height.
    fn drawn(ways: &str) -> Vec<String> {
        let mut routemap = Routemap::default();
        for (from, to) in ways.split(' ').filter_map(|way| way.split_once('>')) {
            if !routemap.steps.iter().any(|step| step.id.as_str() == from) {
                routemap.steps.push(Step { id: from.into(), ..Step::default() });
            }
            let to = match to {
                "." => continue,
                "!" => Target::Elsewhere { routemap: "other".into(), step: "x".into() },
                to => Target::Here(to.into()),
            };
            let choice = Choice { to, ..Choice::default() };
            routemap.steps.iter_mut().find(|step| step.id.as_str() == from).unwrap().choices.push(choice);
        }
        routemap.start = routemap.steps[0].id.clone();
        let end = |(lane, height): (usize, Height)| format!("{lane}{}", ["t", "m", "b"][height as usize]);
        let piece = |piece: &Piece| format!("{}-{}", end(piece.from), end(piece.to));
        layout(&routemap, 9).pieces().iter().map(|row| row.iter().map(piece).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_line_starts_and_ends_at_the_middle_of_its_stations() {
        assert_eq!(drawn("a>b b>c c>."), ["0m-0b", "0t-0m 0m-0b", "0t-0m"]);
    }

    #[test]
    fn a_branch_leaves_its_line_in_a_row_of_its_own() {
        // The side branch first, then the way straight on; the branch ends above the main route.
        assert_eq!(drawn("a>b a>d b>c c>. d>."), ["0m-0b", "0t-1b 0t-0b", "0t-0b 1t-1b", "0t-0b 1t-1m", "0t-0m 0m-0b", "0t-0m"]);
    }

    #[test]
    fn a_way_back_goes_up_in_a_lane_of_its_own_and_into_its_station() {
        let rows = drawn("a>b b>c b>a c>.");
        assert_eq!(rows, ["1m-1b 0b-1m", "1t-1m 1m-1b 0t-0b", "1t-0t 1t-1b", "1t-1b", "1t-1m"]);
    }

    #[test]
    fn a_way_out_is_a_stub_beside_its_line() {
        assert_eq!(drawn("a>! a>b b>."), ["0m-0b", "0t-1m 0t-0b", "0t-0b", "0t-0m"]);
    }
}
