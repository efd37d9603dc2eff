//! The app of the home page and of the family's own pages: My dates, My data, the network map, the sheet to print.
//!
//! It is a module of its own, so that a phone on a routemap's page does not fetch what only these need.

fn main() {
    routemaps::view::start_own_page();
}
