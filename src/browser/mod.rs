//! Adapters: the few abilities of the browser that we use, each in its own file.
//!
//! They import nothing of ours and answer with a `Result` or an `Option`; what a refusal means for a
//! family is said in `state`. Listeners are never taken away: the page's life is the app's life.

pub mod address;
pub mod clock;
pub mod files;
pub mod map;
pub mod page;
pub mod section;
pub mod share;
pub mod storage;
