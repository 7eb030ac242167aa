//! Input: paths to pages, one by one. Whatever is wrong with one of them, the others follow.
//!
//! What is read here is taken apart only as far as one page ends and the next begins; decoding is
//! left to [`What::arrive`], which the caller runs on many threads.

mod archive;
mod files;
mod flood;
mod jsonl;
mod open;
mod raw;

use std::cell::Cell;
use std::rc::Rc;

use isnad_pack::Pack;
use isnad_page::Content;

use crate::pipeline::Arrived;
use crate::problem::Problem;
pub(crate) use files::{Plan, Step, plan};
pub(crate) use raw::Raw;

/// Standard input as a path.
pub(crate) const STDIN: &str = "-";

/// Something from the input.
#[derive(Debug)]
pub(crate) struct Item {
    /// Bytes of the input's files that were read for it.
    pub(crate) taken: u64,
    /// What came.
    pub(crate) what: What,
}

/// What comes out of the input.
#[derive(Debug)]
pub(crate) enum What {
    /// A page.
    Page(Box<Arrived>),
    /// Bytes that have yet to become a page, or the pages of a feed.
    Raw(Box<Raw>),
    /// A failure.
    Problem(Problem),
    /// So many parts of an archive that are no pages.
    Others(usize),
}

impl What {
    /// Bytes in memory.
    pub(crate) fn size(&self) -> u64 {
        match self {
            What::Page(arrived) => match &arrived.page.content {
                Content::Text(text) | Content::Html(text) => text.len() as u64,
            },
            What::Raw(raw) => raw.size(),
            What::Problem(_) | What::Others(_) => 0,
        }
    }

    /// Parts of an archive that are no pages.
    pub(crate) fn n_others(&self) -> usize {
        if let What::Others(n) = self { *n } else { 0 }
    }

    /// The pages in it, and what could not be read.
    pub(crate) fn arrive(self, pack: &Pack) -> Vec<Result<Arrived, Problem>> {
        match self {
            What::Page(page) => vec![Ok(*page)],
            What::Raw(raw) => raw.pages(pack),
            What::Problem(problem) => vec![Err(problem)],
            What::Others(_) => Vec::new(),
        }
    }
}

/// What a plan yields, read one after another.
pub(crate) struct Pages {
    steps: std::vec::IntoIter<Step>,
    /// What is left of the file at hand.
    file: Box<dyn Iterator<Item = What>>,
    /// Bytes read so far from the files.
    meter: Rc<Cell<u64>>,
    told: u64,
}

impl Pages {
    pub(crate) fn of(plan: Plan) -> Pages {
        let file = Box::new(std::iter::empty());
        Pages { steps: plan.steps.into_iter(), file, meter: Rc::default(), told: 0 }
    }

    fn what(&mut self) -> Option<What> {
        loop {
            if let Some(what) = self.file.next() {
                return Some(what);
            }
            match self.steps.next()? {
                Step::Problem(problem) => return Some(What::Problem(problem)),
                Step::File(path, kind) => self.file = open::open(&path, kind, &self.meter),
            }
        }
    }
}

impl Iterator for Pages {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let what = self.what()?;
        let taken = self.meter.get() - self.told;
        self.told = self.meter.get();
        Some(Item { taken, what })
    }
}
