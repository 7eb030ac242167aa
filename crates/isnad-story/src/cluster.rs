//! Pages to stories: each page joins the story it is nearest to, then near stories are joined.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::similar::{Index, WINDOW};

/// Score from which a page joins a story.
const JOIN: f32 = 0.165;
/// Mean score over all pairs from which two stories become one.
const MERGE: f32 = 0.145;
/// Members that speak for a story, so that it does not drift.
const SPEAKERS: usize = 3;
/// Days that a story may last after its first page, in windows.
const SPAN: i64 = 3;

/// Pairs of pages that belong together whatever their score: copies and citations.
pub(crate) type Bonds = FxHashMap<(usize, usize), f32>;

/// The stories as lists of pages, each in order, ordered by their first pages.
pub(crate) fn cluster(index: &Index, dates: &[Option<i64>], bonds: &Bonds) -> Vec<Vec<usize>> {
    let mut work = Clusters { index, dates, bonds, story_of: Vec::new(), stories: Vec::new() };
    for page in 0..dates.len() {
        work.place(page);
    }
    work.merge();
    let mut stories: Vec<Vec<usize>> = work.stories.into_iter().filter(|s| !s.is_empty()).collect();
    for story in &mut stories {
        story.sort_unstable();
    }
    stories.sort();
    stories
}

struct Clusters<'a> {
    index: &'a Index,
    dates: &'a [Option<i64>],
    bonds: &'a Bonds,
    story_of: Vec<usize>,
    stories: Vec<Vec<usize>>,
}

impl Clusters<'_> {
    /// Puts the next page into the best story, or into one of its own.
    fn place(&mut self, page: usize) {
        let mut near: Vec<usize> =
            self.index.candidates(page).into_iter().map(|p| self.story_of[p]).collect();
        near.sort_unstable();
        near.dedup();
        let scored = near.into_iter().map(|s| (self.to_story(page, s), s));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let story = match best {
            Some((score, story)) if score >= JOIN => story,
            _ => {
                self.stories.push(Vec::new());
                self.stories.len() - 1
            }
        };
        self.story_of.push(story);
        self.stories[story].push(page);
    }

    /// How near a page is to a story: its best member and the mean of the best few.
    fn to_story(&self, page: usize, story: usize) -> f32 {
        if !self.fits(&[page], &self.stories[story]) {
            return 0.0;
        }
        let mut scores: Vec<f32> =
            self.stories[story].iter().map(|member| self.score(*member, page)).collect();
        scores.sort_by(|a, b| b.total_cmp(a));
        scores.truncate(SPEAKERS);
        let mean = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
        let best = scores.first().copied().unwrap_or(0.0);
        f32::midpoint(best, mean)
    }

    fn score(&self, a: usize, b: usize) -> f32 {
        let bond = self.bonds.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0);
        self.index.score(a, b).max(bond)
    }

    /// Sums of the scores between stories that share candidates.
    fn sums(&self) -> BTreeMap<(usize, usize), f32> {
        let mut sums = BTreeMap::new();
        for page in 0..self.story_of.len() {
            for other in self.index.candidates(page) {
                let (a, b) = (self.story_of[page], self.story_of[other]);
                if a != b {
                    *sums.entry((a.min(b), a.max(b))).or_default() += self.score(page, other);
                }
            }
        }
        sums
    }

    /// Joins stories, the nearest first, while their mean score over all pairs is high enough.
    fn merge(&mut self) {
        let mut sums = self.sums();
        while let Some((a, b)) = self.nearest(&sums) {
            let moved = std::mem::take(&mut self.stories[b]);
            for page in &moved {
                self.story_of[*page] = a;
            }
            self.stories[a].extend(moved);
            let rows: Vec<((usize, usize), f32)> = sums
                .iter()
                .filter(|((x, y), _)| *x == b || *y == b)
                .map(|(pair, sum)| (*pair, *sum))
                .collect();
            for ((x, y), sum) in rows {
                sums.remove(&(x, y));
                let other = if x == b { y } else { x };
                if other != a {
                    *sums.entry((a.min(other), a.max(other))).or_default() += sum;
                }
            }
        }
    }

    /// The two stories with the highest mean score, if it is high enough.
    fn nearest(&self, sums: &BTreeMap<(usize, usize), f32>) -> Option<(usize, usize)> {
        let mut best: Option<(f32, (usize, usize))> = None;
        for (pair, sum) in sums {
            let (a, b) = (&self.stories[pair.0], &self.stories[pair.1]);
            let mean = sum / (a.len() * b.len()).max(1) as f32;
            if mean >= MERGE && best.is_none_or(|(m, _)| mean > m) && self.fits(a, b) {
                best = Some((mean, *pair));
            }
        }
        best.map(|(_, pair)| pair)
    }

    /// Whether pages lie near enough in time for one story: no gap wider than the window between
    /// the two sets, and the whole not too long.
    fn fits(&self, a: &[usize], b: &[usize]) -> bool {
        let range = |pages: &[usize]| {
            let dates = pages.iter().filter_map(|p| self.dates[*p]);
            dates.fold(None, |r: Option<(i64, i64)>, d| {
                Some(r.map_or((d, d), |(lo, hi)| (lo.min(d), hi.max(d))))
            })
        };
        let (Some(a), Some(b)) = (range(a), range(b)) else { return true };
        let gap = (b.0 - a.1).max(a.0 - b.1);
        gap <= WINDOW && a.1.max(b.1) - a.0.min(b.0) <= SPAN * WINDOW
    }
}
