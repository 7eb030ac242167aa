//! The stems of a lexicon, found by a hash of any part of a word.
//!
//! The hash of a part is made from sums over the whole word, so that a word can be cut in dozens of
//! ways without building or hashing a string for each.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::inflect::Pos;

/// Bytes of the longest word that is looked up; longer ones are no words of any language here.
const LONGEST: usize = 48;
/// Any large odd number does.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
/// Bits of the filter of hashes, as a power of two: at sixty thousand stems one bit in sixteen is set.
const FILTER: u32 = 20;
/// Bytes at the beginning of a word in which its stem begins at the latest.
const DEEPEST: usize = 16;
const POWERS: [u64; LONGEST + 1] = powers();

const fn powers() -> [u64; LONGEST + 1] {
    let mut out = [1; LONGEST + 1];
    let mut i = 1;
    while i <= LONGEST {
        out[i] = BASE.wrapping_mul(out[i - 1]);
        i += 1;
    }
    out
}

/// A word made ready for looking up its parts.
#[derive(Debug)]
pub(crate) struct Key<'w> {
    /// The word.
    pub(crate) text: &'w str,
    sums: [u64; LONGEST + 1],
    /// For each byte the ends of known stems that begin there, one bit for the byte before each.
    ends: [u64; DEEPEST],
}

impl<'w> Key<'w> {
    /// Of what is too long for a word, no part has a hash.
    pub(crate) fn new(text: &'w str) -> Key<'w> {
        let text = if text.len() > LONGEST { "" } else { text };
        let mut key = Key { text, sums: [0; LONGEST + 1], ends: [0; DEEPEST] };
        let mut sum = 0u64;
        for (byte, place) in text.bytes().zip(key.sums.iter_mut().skip(1)) {
            sum = add(sum, byte);
            *place = sum;
        }
        key
    }

    /// The ends of the stems that may begin at a byte, one bit for the byte before each.
    pub(crate) fn ends(&self, start: usize) -> u64 {
        self.ends.get(start).copied().unwrap_or_default()
    }

    /// The hash of the bytes in a range of the word.
    pub(crate) fn hash(&self, part: &Range<usize>) -> Option<u64> {
        let (start, end) = (self.sums.get(part.start)?, self.sums.get(part.end)?);
        let power = POWERS.get(part.end.checked_sub(part.start)?)?;
        Some(end.wrapping_sub(start.wrapping_mul(*power)))
    }
}

fn add(sum: u64, byte: u8) -> u64 {
    sum.wrapping_mul(BASE).wrapping_add(u64::from(byte) + 1)
}

/// The hash of a whole text.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0, add)
}

/// A stem of a dictionary word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stem {
    /// The dictionary word under which it is listed.
    pub(crate) lemma: u32,
    /// Index of the word that it is a form of: of a masdar the masdar, not its verb.
    pub(crate) word: u32,
    /// The places in the paradigm in which it stands, one bit each.
    pub(crate) slots: u64,
    /// Part of speech, where the paradigm does not say.
    pub(crate) pos: Option<Pos>,
    /// Hash of its spelling.
    pub(crate) spelling: u64,
    /// How much rarer it is than others.
    pub(crate) cost: u8,
}

/// The stems of a lexicon.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    first: FxHashMap<u64, u32>,
    all: Vec<(Stem, Option<u32>)>,
    /// A bit for each hash: most parts of words are no stems, and here that costs least.
    filter: Vec<u64>,
}

/// Word and bit of the filter for a hash.
fn place(hash: u64) -> (usize, u64) {
    let bit = hash.wrapping_mul(BASE) >> (u64::BITS - FILTER);
    ((bit / 64) as usize, 1 << (bit % 64))
}

impl Stems {
    /// Adds a stem in its folded form; the slots of one that is known but for them are joined.
    pub(crate) fn add(&mut self, folded: &str, stem: Stem) {
        let fresh = self.all.len() as u32;
        let hash = hash(folded);
        self.filter.resize(1 << (FILTER - 6), 0);
        let (word, bit) = place(hash);
        if let Some(word) = self.filter.get_mut(word) {
            *word |= bit;
        }
        let first = *self.first.entry(hash).or_insert(fresh);
        let mut at = Some(first).filter(|f| *f != fresh);
        let mut last = None;
        while let Some((known, next)) = at.and_then(|i| self.all.get_mut(i as usize)) {
            if (known.lemma, known.word, known.pos, known.spelling)
                == (stem.lemma, stem.word, stem.pos, stem.spelling)
            {
                known.slots |= stem.slots;
                known.cost = known.cost.min(stem.cost);
                return;
            }
            (last, at) = (at, *next);
        }
        if let Some((_, next)) = last.and_then(|i| self.all.get_mut(i as usize)) {
            *next = Some(fresh);
        }
        self.all.push((stem, None));
    }

    /// Marks in a word the places where its stem may stand: behind so many bytes at most and before
    /// so many. Whether there is any.
    pub(crate) fn mark(&self, key: &mut Key<'_>, (front, back): (usize, usize)) -> bool {
        let text = key.text;
        let edge = |at: &usize| text.is_char_boundary(*at);
        let first_end = text.len().saturating_sub(back).max(1);
        let mut any = 0;
        for start in (0..text.len().min(DEEPEST).min(front + 1)).filter(edge) {
            let mut ends = 0u64;
            for end in (first_end.max(start + 1)..=text.len()).filter(edge) {
                let known = key.hash(&(start..end)).is_some_and(|h| self.may_hold(h));
                ends |= u64::from(known) << (end - 1);
            }
            if let Some(slot) = key.ends.get_mut(start) {
                *slot = ends;
            }
            any |= ends;
        }
        any != 0
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = place(hash);
        self.filter.get(word).is_some_and(|w| w & bit != 0)
    }

    /// The stems written like a part of a word.
    pub(crate) fn find<'s>(
        &'s self,
        key: &Key<'_>,
        part: &Range<usize>,
    ) -> impl Iterator<Item = &'s Stem> + use<'s> {
        let mut at = key.hash(part).and_then(|h| self.first.get(&h).copied());
        std::iter::from_fn(move || {
            let (stem, next) = self.all.get(at? as usize)?;
            at = *next;
            Some(stem)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_stems_within_words() {
        let mut stems = Stems::default();
        let stem = |lemma, slots| Stem { lemma, word: 0, slots, pos: None, spelling: 1, cost: 0 };
        stems.add("كتب", stem(1, 1));
        stems.add("كتب", stem(1, 2));
        stems.add("كتب", stem(2, 4));
        let mut key = Key::new("وكتبها");
        let found: Vec<(u32, u64)> =
            stems.find(&key, &(2..8)).map(|s| (s.lemma, s.slots)).collect();
        assert_eq!(found, [(1, 3), (2, 4)]);
        assert!(stems.find(&key, &(0..8)).next().is_none());
        assert!(!stems.mark(&mut Key::new(&"ا".repeat(60)), (2, 4)));
        assert!(!stems.mark(&mut key, (0, 12)));
        assert!(stems.mark(&mut key, (2, 4)));
        assert_eq!((key.ends(0), key.ends(2)), (0, 1 << 7));
    }
}
