//! The drawn map of a routemap: a list of its stations and of the ways out of each, with the lines drawn beside it.
//!
//! Each row has its own drawing that grows with the row, so the lines hold together at any size of the words and with no
//! script. The app only marks where the family was, where they are, and what is due.

use maud::{Markup, html};

use super::{Site, line_class};
use crate::{
    definition::{Kind, Routemap, Step, Target},
    layout::{
        Leads, Map, Station, Way,
        pieces::{Height, Piece},
    },
};

/// The width of a lane and the height of a row, in the units of the drawing.
const LANE: i32 = 10;
const ROW: i32 = 20;

/// Returns the map of a routemap as a part of its page.
pub fn section(site: &Site, routemap: &Routemap) -> Markup {
    let Some(super::Drawing { map, .. }) = site.drawings.get(&routemap.id) else { return html! {} };
    let pieces = map.pieces();
    let drawing = Drawing { site, routemap, map, pieces: &pieces };
    html! {
        section class=(format!("map w{}", map.lanes)) id="map" aria-labelledby="map_" {
            h2 class="title" id="map_" tabindex="-1" { "The whole route" }
            p class="hint" { "Choose a station to read about it. Where you have not been yet, you can say: I am here now. With a keyboard, the arrow keys go along the lines." }
            @for (number, stage) in (1..).zip(&routemap.stages) {
                @let stations = map.stations.iter().filter(|station| drawing.step(station).is_some_and(|step| step.stage == stage.id));
                h3 { (drawing.lines_above(stations.clone().next())) span { "Stage " (number) ": " (stage.title) } }
                ol { @for station in stations { (drawing.station(station)) } }
            }
        }
    }
}

/// What the rows are made from.
struct Drawing<'a> {
    site: &'a Site<'a>,
    routemap: &'a Routemap,
    map: &'a Map,
    pieces: &'a [Vec<Piece>],
}

impl Drawing<'_> {
    fn step(&self, station: &Station) -> Option<&Step> {
        self.routemap.steps.get(station.step)
    }

    fn station(&self, station: &Station) -> Markup {
        let Some(step) = self.step(station) else { return html! {} };
        let number = self.map.stations.iter().take_while(|other| other.row <= station.row).count();
        let sign = if step.kind == Kind::End { "end" } else { "stop" };
        html! {
            li {
                p class=(format!("{sign} x{}", station.lane)) data-lane=(x(station.lane)) {
                    (self.lines(station.row))
                    a href={ "#" (step.id) } { span class="unseen" { "Station " (number) " of " (self.map.stations.len()) ": " } (step.title) }
                    @if step.kind == Kind::End { span class="unseen" { "The route ends here" } }
                }
                @if station.ways.iter().any(|way| way.row.is_some()) {
                    ul { @for way in &station.ways { @if let Some(row) = way.row { (self.way(step, station, way, row)) } } }
                }
            }
        }
    }

    /// One way on from a station: what is chosen, and where it leads.
    fn way(&self, step: &Step, station: &Station, way: &Way, row: usize) -> Markup {
        let labels: Vec<&str> =
            way.choices.iter().filter_map(|choice| step.choices.get(*choice)).map(|choice| choice.label.as_str()).collect();
        let Some(choice) = way.choices.first().and_then(|first| step.choices.get(*first)) else { return html! {} };
        let is_back = matches!(way.leads, Leads::Into { step, .. } | Leads::Named(step) if self.map.is_above(step, row));
        let is_out = matches!(choice.to, Target::Elsewhere { .. });
        let (class, href, title) = match &choice.to {
            Target::Here(to) => {
                let class = if is_back { "back".to_owned() } else { String::new() };
                (class, format!("#{to}"), self.routemap.step(to.as_str()).map(|step| step.title.as_str()))
            }
            Target::Elsewhere { routemap, step } => {
                let other = self.site.suite.routemap(routemap.as_str());
                let href = other.map(|other| format!("{}#{step}", super::way(self.routemap.voice, other))).unwrap_or_default();
                let lane = if let Leads::Out { lane } = way.leads { lane } else { 0 };
                (format!("out x{lane} {}", line_class(routemap)), href, other.map(|other| other.short_title.as_str()))
            }
        };
        let is_next =
            matches!(way.leads, Leads::On(to) if self.map.stations.iter().any(|next| next.step == to && next.row == row.saturating_add(1)));
        let lane = match way.leads {
            Leads::On(_) => Some(x(station.lane)),
            Leads::Into { lane, .. } => Some(x(lane)),
            Leads::Named(_) | Leads::Out { .. } => None,
        };
        let ids: Vec<&str> = way.choices.iter().filter_map(|choice| step.choices.get(*choice)).map(|choice| choice.id.as_str()).collect();
        html! {
            li class=[Some(class).filter(|class| !class.is_empty())] data-way=(ids.join(" ")) data-lane=[lane] {
                (self.lines(row))
                span { span class="unseen" { "Choice: " } (labels.join(" / ")) span class="unseen" { ", leads " @if is_next { "on" } @else if is_back { "back to " } @else if is_out { "to another routemap: " } @else { "to " } } }
                @if !is_next { " " a href=(href) { (title.unwrap_or_default()) } }
            }
        }
    }

    /// The lines that come down, or go up, beside the title of a stage, to and from its first station.
    fn lines_above(&self, first: Option<&Station>) -> Markup {
        let pieces = first.and_then(|first| self.pieces.get(first.row)).map(Vec::as_slice).unwrap_or_default();
        let ends = pieces.iter().flat_map(|piece| [piece.from, piece.to]);
        let mut lanes: Vec<usize> = ends.filter(|(_, height)| *height == Height::Top).map(|(lane, _)| lane).collect();
        lanes.sort_unstable();
        lanes.dedup();
        let through = |lane: &usize| Piece { from: (*lane, Height::Top), to: (*lane, Height::Bottom), is_stub: false };
        self.draw(&lanes.iter().map(through).collect::<Vec<_>>())
    }

    /// The drawing of one row. The words say all of it too.
    fn lines(&self, row: usize) -> Markup {
        self.draw(self.pieces.get(row).map(Vec::as_slice).unwrap_or_default())
    }

    fn draw(&self, pieces: &[Piece]) -> Markup {
        let width = x(self.map.lanes).saturating_sub(LANE / 2);
        html! {
            svg viewBox={ "0 0 " (width) " " (ROW) } preserveAspectRatio="none" aria-hidden="true" {
                @for piece in pieces { path d=(piece.path(x, y, LANE / 2)) class=[piece.is_stub.then_some("stub")] {} }
            }
        }
    }
}

/// The middle of a lane.
fn x(lane: usize) -> i32 {
    i32::try_from(lane).unwrap_or_default().saturating_mul(LANE).saturating_add(LANE / 2)
}

fn y(height: Height) -> i32 {
    match height {
        Height::Top => 0,
        Height::Middle => ROW / 2,
        Height::Bottom => ROW,
    }
}
