//! Where domain and browser meet: what is kept on the device, and the journey being followed.

pub mod following;
pub mod keeping;

pub use following::{Following, Shown, calendar_entries, today};
