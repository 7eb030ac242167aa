//! The desk: one SQLite file that keeps pages, what they say, the stories they tell and what
//! people decided about them. It analyses nothing.
//!
//! One writer, many readers (WAL). Each batch of pages is one transaction, so a run that is cut
//! short leaves a desk that opens, and the next run does what is left. Tables and views are
//! documented in `docs/FORMATS.md`.

mod decisions;
mod desk;
mod entities;
pub mod error;
mod heads;
mod migrate;
mod runs;
mod search;
mod stories;
mod watches;

pub use decisions::{Arranged, Decided, Decision, Verdict};
pub use desk::{ArrivedPage, Counts, Desk, Entry, Form, Known, Outcome, StoredPage};
pub use entities::{EntityQuery, EntityRow, Named};
pub use error::Error;
pub use heads::{OutletRow, PageHead, StoryHead, StoryOrder};
pub use runs::{Run, RunState};
pub use search::{IndexWords, QueryWord};
pub use stories::{RelationRow, StoryRow};
pub use watches::Watch;
