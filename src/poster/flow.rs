//! Rows in columns: as large as they can be and still fit on the sheet.

use super::{
    Paper,
    font::FONTS,
    rows::{Row, Words},
};

/// How the rows of a sheet stand: their size, and for each row its column, its top and its lines.
pub struct Flow {
    /// The size of a station's name, in tenths of a millimetre.
    pub size: i32,
    pub column_width: i32,
    pub placed: Vec<Placed>,
}

pub struct Placed {
    pub column: i32,
    pub top: i32,
    pub height: i32,
    /// Each line: its words' index, and its text.
    pub lines: Vec<(usize, String)>,
}

/// The space between columns, and the largest and smallest size of a station's name.
const GAP: i32 = 60;
const LARGEST: i32 = 42;
const SMALLEST: i32 = 10;

/// Returns the flow with the largest words that fits into a box.
pub fn flow(rows: &[Row], lanes: usize, paper: Paper, width: i32, height: i32) -> Flow {
    let mut best: Option<Flow> = None;
    for columns in paper.columns() {
        let gaps = GAP.saturating_mul(columns.saturating_sub(1));
        let column_width = width.saturating_sub(gaps).checked_div(columns).unwrap_or(width);
        let fits = |size: i32| place(rows, lanes, size, column_width, height, columns);
        let fitting = largest(best.as_ref().map_or(SMALLEST, |best| best.size.saturating_add(1)), LARGEST, fits);
        best = fitting.or(best);
    }
    best.or_else(|| place(rows, lanes, SMALLEST, width, i32::MAX, 1)).unwrap_or(Flow {
        size: SMALLEST,
        column_width: width,
        placed: Vec::new(),
    })
}

/// Returns what the largest number gives that gives anything, of those between two. A smaller one gives something whenever
/// a larger one does.
fn largest<T>(mut from: i32, mut to: i32, give: impl Fn(i32) -> Option<T>) -> Option<T> {
    let mut found = None;
    while from <= to {
        let middle = from.midpoint(to);
        match give(middle) {
            Some(given) => {
                found = Some(given);
                from = middle.saturating_add(1);
            }
            None => to = middle.saturating_sub(1),
        }
    }
    found
}

/// The width of a lane beside words of a size.
pub fn lane_width(size: i32) -> i32 {
    size.saturating_mul(11) / 10
}

/// The height of a line of words, in a size.
pub fn line_height(size: i32) -> i32 {
    size.saturating_mul(125) / 100
}

/// The size of words beside a station's name of a size.
pub fn size_of(words: &Words, size: i32) -> i32 {
    size.saturating_mul(words.size) / 100
}

/// Places the rows at a size. Nothing if they need more columns than there are.
fn place(rows: &[Row], lanes: usize, size: i32, column_width: i32, height: i32, columns: i32) -> Option<Flow> {
    let beside = lane_width(size).saturating_mul(i32::try_from(lanes).ok()?).saturating_add(size / 2);
    let words_width = column_width.saturating_sub(beside);
    if words_width < size.saturating_mul(9) {
        return None;
    }
    let lines = |row: &Row| -> Vec<(usize, String)> {
        let of = |(index, words): (usize, &Words)| {
            let broken = FONTS.lines(&words.text, size_of(words, size), words.weight, words_width);
            broken.into_iter().map(move |line| (index, line)).collect::<Vec<_>>()
        };
        row.words.iter().enumerate().flat_map(of).collect()
    };
    let row_height = |row: &Row, lines: &[(usize, String)]| {
        let text = lines.iter().filter_map(|(index, _)| row.words.get(*index)).map(|words| line_height(size_of(words, size))).sum::<i32>();
        text.saturating_add(size.saturating_mul(if row.holds_next { 45 } else { 30 }) / 100)
    };
    let (mut column, mut top) = (0, 0);
    let mut placed: Vec<Placed> = Vec::new();
    let sized: Vec<(Vec<(usize, String)>, i32)> = rows
        .iter()
        .map(lines)
        .zip(rows)
        .map(|(lines, row)| {
            let height = row_height(row, &lines);
            (lines, height)
        })
        .collect();
    for (index, (lines, own)) in sized.iter().enumerate() {
        // What holds the next row takes its room too, and the one after a stage's title the one after that.
        let held = rows.iter().zip(&sized).skip(index).take_while(|(row, _)| row.holds_next).count();
        let needed: i32 = sized.iter().skip(index).take(held.saturating_add(1)).map(|(_, height)| *height).sum();
        if top > 0 && i32::saturating_add(top, needed) > height {
            column = i32::saturating_add(column, 1);
            top = 0;
        }
        if column >= columns {
            return None;
        }
        placed.push(Placed { column, top, height: *own, lines: lines.clone() });
        top = i32::saturating_add(top, *own);
    }
    Some(Flow { size, column_width: column_width.saturating_add(GAP), placed })
}
