//! A bar on standard error with count, rate and time left, if a person watches.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::problem::Problem;

/// The bar; it counts bytes of input, for their sum is known before the pages are.
pub(crate) struct Progress {
    bar: ProgressBar,
    n_pages: u64,
}

impl Progress {
    /// A bar over so many bytes; a counter if they are not known.
    pub(crate) fn new(bytes: Option<u64>, is_quiet: bool) -> Progress {
        let is_watched = !is_quiet && std::io::stderr().is_terminal();
        let target =
            if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let form = match bytes {
            Some(_) => "reading {wide_bar} {percent:>3} %  {msg}  {eta} left",
            None => "reading {spinner}  {msg}  {elapsed}",
        };
        // The templates are constant; should one be wrong, the default bar does.
        bar.set_style(ProgressStyle::with_template(form).unwrap_or(ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(100));
        Progress { bar, n_pages: 0 }
    }

    /// Counts pages and the bytes they took.
    pub(crate) fn advance(&mut self, n_pages: u64, bytes: u64) {
        self.n_pages += n_pages;
        self.bar.inc(bytes);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let rate = self.n_pages as f64 / seconds;
        self.bar.set_message(format!("{} pages, {rate:.0}/s", self.n_pages));
    }

    /// How many pages came so far.
    pub(crate) fn n_pages(&self) -> usize {
        self.n_pages as usize
    }

    /// The share of the input that was read, from 0 to 1, if its size is known.
    pub(crate) fn share(&self) -> Option<f64> {
        let all = self.bar.length().filter(|all| *all > 0)?;
        Some((self.bar.position() as f64 / all as f64).min(1.0))
    }

    /// Prints a problem above the bar.
    pub(crate) fn tell(&self, problem: &Problem) {
        self.bar.suspend(|| problem.print());
    }

    /// Does something that prints, without the bar in the way.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
