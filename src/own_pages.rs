//! The app of the family's own pages, My dates and My data.
//!
//! It is a module of its own, so that a phone on a routemap's page does not fetch what only these two need (13 KiB).

fn main() {
    routemaps::view::start_own_page();
}
