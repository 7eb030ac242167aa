//! A file of which everything is broken must not fill the screen.

use crate::problem::Problem;

/// So many problems of one file are told one by one.
pub(super) const MANY: usize = 20;

/// The problems of one file.
#[derive(Debug)]
pub(super) struct Flood {
    name: String,
    /// What they are problems of.
    what: &'static str,
    hint: &'static str,
    n: usize,
}

impl Flood {
    pub(super) fn new(name: &str, what: &'static str, hint: &'static str) -> Flood {
        Flood { name: name.to_owned(), what, hint, n: 0 }
    }

    /// A problem, if it is to be told; those after many are summed up.
    pub(super) fn tell(&mut self, what: String) -> Option<Problem> {
        self.n += 1;
        (self.n <= MANY).then(|| Problem::new(what, self.hint))
    }

    /// What was not told one by one.
    pub(super) fn rest(&self) -> Option<Problem> {
        let more = self.n.checked_sub(MANY).filter(|more| *more > 0)?;
        let what = format!("{}: {more} more broken {}", self.name, self.what);
        Some(Problem::new(what, self.hint))
    }
}
