//! Where domain and browser meet: what is kept on the device, the journey being followed, its way into others, its dates.

mod crossing;
pub mod dates;
pub mod following;
pub mod keeping;
mod watched;

pub use dates::{calendar_entries, today};
pub use following::{Following, Shown};
pub use watched::{Watched, lasting};
