//! The readings of all words of a text, one word after the other.

use std::ops::Index;

use isnad_pack::{LangPack, lexicon::Reading, memo::Known, word::Word};

/// The readings of all tokens of a text.
#[derive(Debug, Default)]
pub struct Readings<'a> {
    all: Vec<Reading<'a>>,
    /// For each token where its readings end.
    ends: Vec<u32>,
}

impl<'a> Readings<'a> {
    /// Gathers the readings of words.
    pub(crate) fn new(words: &[Known<'a, Word>], lang: &'a LangPack) -> Readings<'a> {
        let mut out = Readings {
            all: Vec::with_capacity(words.len()),
            ends: Vec::with_capacity(words.len()),
        };
        for word in words {
            out.all.extend(word.readings(lang));
            out.ends.push(out.all.len() as u32);
        }
        out
    }

    /// The readings of a token; none behind the last.
    pub fn at(&self, i: usize) -> &[Reading<'a>] {
        let Some(end) = self.ends.get(i) else { return &[] };
        let start = i.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or(&0);
        self.all.get(*start as usize..*end as usize).unwrap_or_default()
    }
}

impl<'a> Index<usize> for Readings<'a> {
    type Output = [Reading<'a>];

    fn index(&self, i: usize) -> &[Reading<'a>] {
        self.at(i)
    }
}
