//! One measurement: a piece of work repeated until its time is spent; the median pass counts.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::clock::Clock;

/// A measured piece of work.
pub(crate) struct Row {
    pub(crate) name: String,
    /// What the row is compared with: rows of one group do the same work.
    pub(crate) group: Group,
    /// Whether isnad does it.
    pub(crate) own: bool,
    /// Millions of bytes of UTF-8 a second, or why there is no figure.
    pub(crate) speed: Result<f64, String>,
    /// What was found, to show that work was done.
    pub(crate) found: usize,
}

/// Rows that do comparable work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// Text to words and sentences.
    Words,
    /// Text to time expressions.
    Dates,
    /// Not compared with anything.
    Other,
}

/// Repeats `work` on all `bytes` until the budget is spent, at least three times.
pub(crate) fn row(
    name: &str,
    group: Group,
    bytes: usize,
    budget: Duration,
    mut work: impl FnMut() -> usize,
) -> Row {
    let started = Instant::now();
    let (mut times, mut found) = (Vec::new(), 0);
    while times.len() < 3 || started.elapsed() < budget {
        let clock = Clock::start();
        found = black_box(work());
        times.push(clock.seconds());
    }
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    Row { name: name.to_owned(), group, own: true, speed: Ok(speed(bytes, median)), found }
}

/// MB/s.
pub(crate) fn speed(bytes: usize, seconds: f64) -> f64 {
    bytes as f64 / 1e6 / seconds.max(1e-9)
}
