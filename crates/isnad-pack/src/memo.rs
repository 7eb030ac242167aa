//! What was found for a word, remembered: news uses the same words page after page.
//!
//! The memory is bounded and only ever holds what reading the word anew would give, so that it
//! changes no result, whatever the order of pages and the number of threads.

use std::sync::RwLock;

use rustc_hash::FxHashMap;

use crate::{
    clitics::{Clitics, SplitAt},
    lexicon::{Analysis, Reading},
    stems::hash,
};

/// Parts of the memory, so that threads seldom wait for one another.
const PARTS: usize = 32;
/// Words that each part holds at most.
const WORDS: usize = 4096;

/// Words and what they are.
#[derive(Debug)]
pub(crate) struct Memo {
    parts: Vec<RwLock<FxHashMap<Box<str>, Known>>>,
}

/// What is known of a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    readings: Box<[(SplitAt, Analysis)]>,
    /// Whether a function word may begin with it.
    pub(crate) function: bool,
    /// Whether a listed word of several tokens may begin with it.
    pub(crate) phrase: bool,
}

impl Default for Memo {
    fn default() -> Memo {
        Memo { parts: (0..PARTS).map(|_| RwLock::default()).collect() }
    }
}

impl Known {
    /// Packs readings up.
    pub(crate) fn new(
        readings: &[Reading<'_>],
        clitics: &Clitics,
        (function, phrase): (bool, bool),
    ) -> Known {
        let pack = |r: &Reading<'_>| (clitics.place_of(&r.split), r.analysis);
        Known { readings: readings.iter().map(pack).collect(), function, phrase }
    }
}

impl Memo {
    /// Appends the readings of a word that is remembered; what else is known of it.
    pub(crate) fn recall<'c>(
        &self,
        word: &str,
        clitics: &'c Clitics,
        out: &mut Vec<Reading<'c>>,
    ) -> Option<(bool, bool)> {
        let part = self.parts.get(hash(word) as usize % PARTS)?.read().ok()?;
        let known = part.get(word)?;
        let unpack = |(split, analysis): &(SplitAt, Analysis)| Reading {
            split: clitics.split_of(split),
            analysis: *analysis,
        };
        out.extend(known.readings.iter().map(unpack));
        Some((known.function, known.phrase))
    }

    /// Remembers a word while there is room.
    pub(crate) fn keep(&self, word: &str, known: Known) {
        let Some(Ok(mut part)) = self.parts.get(hash(word) as usize % PARTS).map(RwLock::write)
        else {
            return;
        };
        if part.len() < WORDS {
            part.insert(word.into(), known);
        }
    }
}
