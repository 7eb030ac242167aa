//! The text of the article as structured data gives it, as a witness for which blocks of the page
//! belong to the article.

use isnad_text::token::is_letter;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Letters and digits below which structured data gives a teaser rather than the article.
pub(crate) const ENOUGH: usize = 300;

/// Words of which a run is looked up.
const RUN: usize = 3;

/// What is known of the text of the article.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    runs: FxHashSet<u64>,
    /// Letters and digits of the text.
    pub(crate) size: usize,
}

impl Stated {
    /// The witness of a text; none if it is too short to be the article.
    pub(crate) fn of(text: &str) -> Option<Stated> {
        let hashes = hashes(text);
        let runs = hashes.windows(RUN).map(run).collect();
        let size = size(text);
        (size >= ENOUGH).then_some(Stated { runs, size })
    }

    /// Share of a block, in percent, that the witness knows; none for blocks that are too short.
    pub(crate) fn share(&self, text: &str) -> Option<usize> {
        let hashes = hashes(text);
        let all = (hashes.len() + 1).checked_sub(RUN).filter(|n| *n > 0)?;
        let known = hashes.windows(RUN).filter(|w| self.runs.contains(&run(w))).count();
        Some(known * 100 / all)
    }
}

/// Letters and digits of a text; ideographs count twice.
pub(crate) fn size(text: &str) -> usize {
    let counts = |c: &char| is_letter(*c) || c.is_numeric();
    text.chars().filter(counts).map(|c| 1 + usize::from(c >= '\u{2E80}')).sum()
}

fn run(hashes: &[u64]) -> u64 {
    hashes.iter().fold(0u64, |sum, h| sum.rotate_left(9) ^ h)
}

/// Hashes of the words; of each sign where words are not parted.
fn hashes(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if word.starts_with(|c: char| c >= '\u{2E80}') {
            out.extend(word.chars().map(|c| hash(c.encode_utf8(&mut [0; 4]))));
        } else {
            out.push(hash(word));
        }
    }
    out
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}
