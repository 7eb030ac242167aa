//! Copied passages: runs of the same words on two pages of one language.
//!
//! Four words in a row are a shingle; pages that share rare shingles are candidates, and their texts
//! are then aligned by the longest runs. Words in quotation marks are left out: two reporters may
//! hear the same words.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::{story::Passage, terms::Features};

/// Words of a shingle.
const SHINGLE: usize = 4;
/// One in so many shingles is kept in a sketch.
const SAMPLE: u32 = 4;
/// Shared shingles that make a candidate.
pub(crate) const SHARED: usize = 3;
/// Pages that may share a shingle before it counts as boilerplate.
const MAX_PAGES: usize = 64;

/// A run of words that two pages share: first word in the later and in the earlier page, by place
/// among the unquoted words, and number of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) child: usize,
    pub(crate) parent: usize,
    pub(crate) len: usize,
}

/// Two pages aligned.
#[derive(Debug, Clone, Default)]
pub(crate) struct Alignment {
    pub(crate) runs: Vec<Run>,
    /// Unquoted words of the later and of the earlier page.
    pub(crate) child_words: usize,
    pub(crate) parent_words: usize,
}

impl Alignment {
    /// Share of the later page's words that the earlier one has too.
    pub(crate) fn child_share(&self) -> f32 {
        self.matched() as f32 / self.child_words.max(1) as f32
    }

    /// Share of the earlier page's words that the later one took.
    pub(crate) fn parent_share(&self) -> f32 {
        let mut taken = vec![false; self.parent_words];
        for run in &self.runs {
            taken.iter_mut().skip(run.parent).take(run.len).for_each(|t| *t = true);
        }
        taken.iter().filter(|t| **t).count() as f32 / self.parent_words.max(1) as f32
    }

    /// Number of words that are the same.
    pub(crate) fn matched(&self) -> usize {
        self.runs.iter().map(|r| r.len).sum()
    }

    /// The runs as spans of the two texts.
    pub(crate) fn passages(&self, child: &Features, parent: &Features) -> Vec<Passage> {
        let (child, parent) = (unquoted(child), unquoted(parent));
        let span = |words: &[usize], page: &[crate::terms::Word], at: usize, len: usize| {
            let (first, last) = (words.get(at)?, words.get(at + len - 1)?);
            Some(page.get(*first)?.span.cover(page.get(*last)?.span))
        };
        self.runs
            .iter()
            .filter_map(|r| {
                Some(Passage {
                    child: span(&child.0, child.1, r.child, r.len)?,
                    parent: span(&parent.0, parent.1, r.parent, r.len)?,
                })
            })
            .collect()
    }
}

/// The places of the words outside quotation marks, and all words.
pub(crate) fn unquoted(page: &Features) -> (Vec<usize>, &[crate::terms::Word]) {
    let places = page.words.iter().enumerate().filter(|(_, w)| !w.quoted).map(|(i, _)| i);
    (places.collect(), &page.words)
}

/// The forms of the words outside quotation marks.
fn forms(page: &Features) -> Vec<u32> {
    page.words.iter().filter(|w| !w.quoted).map(|w| w.form).collect()
}

/// Hashes of the shingles of a page, in order, each once: one in [`SAMPLE`] of them, the same on all
/// pages, so that what two pages share can be told from them (`FracMinHash`; Irber et al. 2022,
/// Lightweight compositional analysis of metagenomes with `FracMinHash`).
pub(crate) fn sketch(page: &Features) -> Vec<u32> {
    let hash = |shingle: &[u32]| {
        let mut hasher = FxHasher::default();
        for form in shingle {
            hasher.write_u32(*form);
        }
        (hasher.finish() >> 32) as u32
    };
    let hashes = forms(page);
    let hashes = hashes.windows(SHINGLE).map(hash).filter(|h| h % SAMPLE == 0);
    let mut out: Vec<u32> = hashes.collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// How many hashes two sketches share.
pub(crate) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}

/// Pairs of pages (earlier, later) that share passages, in order.
pub(crate) fn candidates(pages: &[Features]) -> Vec<(usize, usize)> {
    let mut postings: FxHashMap<[u32; SHINGLE], Vec<u32>> = FxHashMap::default();
    let mut shared: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for (page, features) in pages.iter().enumerate() {
        let forms = forms(features);
        let mut shingles: Vec<[u32; SHINGLE]> =
            forms.windows(SHINGLE).filter_map(|w| w.try_into().ok()).collect();
        shingles.sort_unstable();
        shingles.dedup();
        for shingle in shingles {
            let list = postings.entry(shingle).or_default();
            if list.len() < MAX_PAGES {
                for other in list.iter() {
                    *shared.entry((*other as usize, page)).or_default() += 1;
                }
                list.push(page as u32);
            }
        }
    }
    let mut out: Vec<(usize, usize)> =
        shared.into_iter().filter(|(_, n)| *n >= SHARED).map(|(pair, _)| pair).collect();
    out.sort_unstable();
    out
}

/// Aligns a later page with an earlier one: at each word the longest run is taken.
pub(crate) fn align(child: &Features, parent: &Features) -> Alignment {
    let (child, parent) = (forms(child), forms(parent));
    let mut places: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    for (at, shingle) in parent.windows(SHINGLE).enumerate() {
        places.entry(shingle).or_default().push(at);
    }
    let (mut runs, mut at) = (Vec::new(), 0);
    while let Some(shingle) = child.get(at..at + SHINGLE) {
        let starts = places.get(shingle).map_or(&[][..], Vec::as_slice);
        let run = starts
            .iter()
            .map(|start| (common(&child[at..], &parent[*start..]), *start))
            .max_by_key(|(len, start)| (*len, std::cmp::Reverse(*start)));
        if let Some((len, start)) = run {
            runs.push(Run { child: at, parent: start, len });
            at += len;
        } else {
            at += 1;
        }
    }
    Alignment { runs, child_words: child.len(), parent_words: parent.len() }
}

/// Length of the common beginning.
fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}
