//! Routemaps: guided processes that families travel one step at a time.
//!
//! The modules stand in the order to read them; each imports only modules above it.
//! Five things hold everywhere, and tests keep them true:
//!
//! 1. **The domain knows no world.** Up to `check`, nothing reads a clock, a file, the network or a
//!    browser. Today's date, the texts and the ids arrive as arguments.
//! 2. **The domain never panics**, on any input. The lints below deny the ways to.
//! 3. **A routemap is data.** Nothing in `src` knows a council, a law or a step by name.
//! 4. **A journey keeps answers; the rest is worked out from them** each time.
//! 5. **The browser is met in one place**: `browser` holds adapters that import nothing of ours, `state`
//!    joins them to the domain, `view` shows it.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice
    )
)]
#![deny(unsafe_code)]

pub mod calendar;
pub mod definition;
pub mod graph;
pub mod journey;
pub mod deadlines;
pub mod so_far;
pub mod snapshot;
pub mod shelf;
pub mod link;
pub mod address;
pub mod guided;
pub mod search;
pub mod qr;
pub mod page_data;

#[cfg(not(target_arch = "wasm32"))]
pub mod cores;
#[cfg(not(target_arch = "wasm32"))]
pub mod layout;
#[cfg(not(target_arch = "wasm32"))]
pub mod story;
#[cfg(not(target_arch = "wasm32"))]
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod poster;
#[cfg(not(target_arch = "wasm32"))]
pub mod report;
#[cfg(not(target_arch = "wasm32"))]
pub mod pages;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
pub mod view;
