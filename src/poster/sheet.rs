//! The sheet as SVG: head, map in columns, foot.

use maud::{Markup, html};

use super::{
    Paper, Poster, READABLE,
    flow::{Flow, Placed, flow, lane_width, line_height, size_of},
    font::{FAMILY, FONTS, Weight},
    rows::{Row, Sign, Words, rows},
};
use crate::{
    definition::{Service, Status},
    layout::pieces::Height,
    qr::qr,
};

/// The margin round the sheet, the height of its head and of its foot, in tenths of a millimetre.
const MARGIN: i32 = 80;
const HEAD: i32 = 300;
const FOOT: i32 = 310;

const INK: &str = "#1a1f2b";
const SOFT: &str = "#4b5263";
const PAPER: &str = "#ffffff";

/// A drawn sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub svg: String,
    /// The size of the smallest words of its map, in tenths of a millimetre.
    pub smallest: i32,
}

impl Sheet {
    pub fn is_readable(&self) -> bool {
        self.smallest >= READABLE
    }
}

/// Draws a routemap on a sheet of paper.
pub fn draw(poster: &Poster, paper: Paper) -> Sheet {
    let (width, height) = paper.size();
    let (rows, lanes) = rows(poster);
    let flow = flow_of(&rows, lanes, paper);
    let title = format!("{}: the whole route on one sheet", poster.routemap.title);
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) } width={ (width) } height={ (height) }
            font-family={ (FAMILY) ", sans-serif" } fill=(INK) role="img" aria-labelledby="title_" {
            title id="title_" { (title) }
            rect width=(width) height=(height) fill=(PAPER) {}
            (head(poster, width))
            @for (row, placed) in rows.iter().zip(&flow.placed) { (self::row(poster, &flow, row, placed, lanes)) }
            (foot(poster, width, height))
        }
    };
    let smallest = rows.iter().flat_map(|row| &row.words).map(|words| size_of(words, flow.size)).min().unwrap_or(flow.size);
    Sheet { svg: drawing.into_string(), smallest }
}

fn flow_of(rows: &[Row], lanes: usize, paper: Paper) -> Flow {
    let (width, height) = paper.size();
    let inner = (width.saturating_sub(MARGIN.saturating_mul(2)), height.saturating_sub(HEAD.saturating_add(FOOT).saturating_add(MARGIN)));
    flow(rows, lanes, paper, inner.0, inner.1)
}

fn head(poster: &Poster, width: i32) -> Markup {
    let routemap = poster.routemap;
    let fonts = &FONTS;
    let room = width.saturating_sub(900);
    let draft = match routemap.status {
        Status::Draft => "Draft: the council has not approved this routemap yet. Check dates and rights with somebody who can help.",
        Status::Approved => "",
    };
    let checked = routemap.last_checked.map(|day| format!(" · checked {}", day.in_words())).unwrap_or_default();
    let summary = fonts.lines(&routemap.summary, 40, Weight::Regular, room);
    html! {
        rect width=(width) height=(HEAD.saturating_sub(30)) fill=(routemap.colour) {}
        g fill=(PAPER) {
            text x=(MARGIN) y="105" font-size=(fonts.fitting(&routemap.title, 76, Weight::Bold, room)) font-weight="bold" { (routemap.title) }
            @for (line, y) in summary.iter().take(2).zip([165, 213]) { text x=(MARGIN) y=(y) font-size="40" { (line) } }
            text x=(MARGIN) y="255" font-size="30" { (draft) }
        }
        (code(poster, width))
        text x=(width.saturating_sub(340)) y="255" font-size="26" fill=(PAPER) text-anchor="end" { "Version " (routemap.version) (checked) }
    }
}

/// The QR code of the routemap's page, or as long as nobody knows where the site will stand, of the place's own guide.
fn code(poster: &Poster, width: i32) -> Markup {
    let guide = poster.place.links.iter().find(|link| link.id == "local-offer");
    let (address, caption) = match (poster.address, guide) {
        ("", Some(guide)) => (guide.url.clone(), guide.title.clone()),
        ("", None) => return html! {},
        (site, _) => (format!("{}/{}/", site.trim_end_matches('/'), poster.routemap.id), "Follow it step by step".to_owned()),
    };
    let Some(code) = qr(&address) else { return html! {} };
    const SIDE: i32 = 250;
    // What the title leaves free.
    const ROOM: i32 = 450;
    let fonts = &FONTS;
    let shown = address.trim_start_matches("https://").trim_end_matches('/');
    let left = width.saturating_sub(MARGIN).saturating_sub(SIDE);
    html! {
        svg x=(left) y="10" width=(SIDE) height=(SIDE) viewBox={ "0 0 " (code.size) " " (code.size) } {
            rect width=(code.size) height=(code.size) fill=(PAPER) {}
            path d=(code.path) fill="#000000" {}
        }
        g fill=(PAPER) {
            text x=(left.saturating_sub(20)) y="60" text-anchor="end" font-size=(fonts.fitting(&caption, 30, Weight::Bold, ROOM)) font-weight="bold" { (caption) }
            text x=(left.saturating_sub(20)) y="100" text-anchor="end" font-size=(fonts.fitting(shown, 30, Weight::Regular, ROOM)) { (shown) }
        }
    }
}

fn row(poster: &Poster, flow: &Flow, row: &Row, placed: &Placed, lanes: usize) -> Markup {
    let left = MARGIN.saturating_add(placed.column.saturating_mul(flow.column_width));
    let top = HEAD.saturating_add(placed.top);
    let lane = lane_width(flow.size);
    let words_left = left.saturating_add(lane.saturating_mul(i32::try_from(lanes).unwrap_or_default())).saturating_add(flow.size / 2);
    // A sign stands beside the first line of its words.
    let at = Cell { left, top, middle: top.saturating_add(flow.size.saturating_mul(75) / 100), height: placed.height, lane };
    let thin = (flow.size / 4).max(2);
    html! {
        g fill="none" stroke-width=(thin) {
            @for piece in &row.pieces {
                @let stroke = if piece.is_stub { row.colour.as_str() } else { poster.routemap.colour.as_str() };
                path d=(piece.path(|lane| at.x(lane), |height| at.y(height), lane / 2)) stroke=(stroke) {}
            }
        }
        (sign(poster, row, &at, flow.size))
        @for (words, size, base, line) in lines(flow, row, placed) {
            text x=(words_left) y=(top.saturating_add(base)) font-size=(size) font-weight=[(words.weight == Weight::Bold).then_some("bold")]
                fill=[words.is_soft.then_some(SOFT)] { (line) }
        }
    }
}

/// Returns the lines of a row: their words, size, base below the top of the row, and text.
fn lines<'a>(flow: &Flow, row: &'a Row, placed: &'a Placed) -> Vec<(&'a Words, i32, i32, &'a str)> {
    let mut top = flow.size.saturating_mul(15) / 100;
    let line = |(index, line): &'a (usize, String)| {
        let words = row.words.get(*index)?;
        let size = size_of(words, flow.size);
        let base = top.saturating_add(size);
        top = top.saturating_add(line_height(size));
        Some((words, size, base, line.as_str()))
    };
    placed.lines.iter().filter_map(line).collect()
}

fn sign(poster: &Poster, row: &Row, at: &Cell, size: i32) -> Markup {
    let colour = poster.routemap.colour.as_str();
    let middle = at.y(Height::Middle);
    let radius = size.saturating_mul(42) / 100;
    html! {
        @match row.sign {
            Sign::None => {},
            Sign::Station(lane) => circle cx=(at.x(lane)) cy=(middle) r=(radius) fill=(PAPER) stroke=(colour) stroke-width=((size / 5).max(2)) {},
            Sign::End(lane) => rect x=(at.x(lane).saturating_sub(radius)) y=(middle.saturating_sub(radius)) width=(radius.saturating_mul(2)) height=(radius.saturating_mul(2)) fill=(colour) {},
            Sign::Stub(lane) => circle cx=(at.x(lane)) cy=(middle) r=(radius.saturating_mul(7) / 10) fill=(PAPER) stroke=(row.colour) stroke-width=((size / 6).max(2)) {},
        }
    }
}

/// Where a row stands on the sheet.
struct Cell {
    left: i32,
    top: i32,
    middle: i32,
    height: i32,
    lane: i32,
}

impl Cell {
    fn x(&self, lane: usize) -> i32 {
        self.left.saturating_add(self.lane.saturating_mul(i32::try_from(lane).unwrap_or_default())).saturating_add(self.lane / 2)
    }

    fn y(&self, height: Height) -> i32 {
        match height {
            Height::Top => self.top,
            Height::Middle => self.middle,
            Height::Bottom => self.top.saturating_add(self.height),
        }
    }
}

/// Who helps: the services that the routemap names, and where the words come from.
fn foot(poster: &Poster, width: i32, height: i32) -> Markup {
    const LINES: usize = 4;
    const LINE: i32 = 52;
    let top = height.saturating_sub(FOOT);
    let helps = |service: &&Service| poster.routemap.steps.iter().any(|step| step.contacts.contains(&service.id));
    let services: Vec<&Service> = poster.services.iter().filter(helps).collect();
    let columns = services.len().div_ceil(LINES).max(3);
    let room = width.saturating_sub(MARGIN.saturating_mul(2)).checked_div(i32::try_from(columns).unwrap_or(1)).unwrap_or(width);
    let fonts = &FONTS;
    let fitting = |words: &str, weight| fonts.fitting(words, 24, weight, room.saturating_sub(20));
    // An address that is too long to be read gives its site alone.
    let reach = |service: &Service| match reach(service) {
        way if fitting(way, Weight::Regular) < READABLE => way.split('/').next().unwrap_or(way).to_owned(),
        way => way.to_owned(),
    };
    // All in one size: that of the longest.
    let names = services.iter().map(|service| fitting(&service.name, Weight::Bold)).min().unwrap_or(24);
    let ways = services.iter().map(|service| fitting(&reach(service), Weight::Regular)).min().unwrap_or(24);
    let place = |index: usize| {
        let (column, line) = (index / LINES, index % LINES);
        let x = MARGIN.saturating_add(room.saturating_mul(i32::try_from(column).unwrap_or_default()));
        (x, top.saturating_add(80).saturating_add(LINE.saturating_mul(i32::try_from(line).unwrap_or_default())))
    };
    html! {
        path d={ "M" (MARGIN) " " (top) "H" (width.saturating_sub(MARGIN)) } stroke=(SOFT) stroke-width="3" {}
        text x=(MARGIN) y=(top.saturating_add(40)) font-size="30" font-weight="bold" { "Who can help" }
        @for (index, service) in services.iter().enumerate() {
            @let (x, y) = place(index);
            text x=(x) y=(y) font-size=(names) font-weight="bold" { (service.name) }
            text x=(x) y=(y.saturating_add(27)) font-size=(ways) { (reach(service)) }
        }
        text x=(MARGIN) y=(height.saturating_sub(20)) font-size="22" fill=(SOFT) {
            (poster.place.council) " · " (poster.routemap.owner) " · Time limits are the law's as last checked; your letter may say more."
        }
    }
}

/// How a service is reached, in the shortest way there is.
fn reach(service: &Service) -> &str {
    [&service.phone, &service.email, &service.url]
        .into_iter()
        .find(|way| !way.is_empty())
        .map_or("", |way| way.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/'))
}
