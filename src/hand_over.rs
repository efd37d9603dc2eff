//! The app of the page that hands a journey over and takes one in. A module of its own, fetched when it is asked for.

fn main() {
    routemaps::view::start_hand_over();
}
