//! Pages to stories, as they arrive: each page joins the story it is nearest to; from time to time
//! near stories are joined, and those that are over are given out and forgotten.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BinaryHeap},
};

use crate::{
    Doc,
    similar::{Index, Tally, View, WINDOW},
    sketch::Sketcher,
};

/// Score from which a page joins a story.
const JOIN: f32 = 0.165;
/// Mean score over all pairs from which two stories become one.
const MERGE: f32 = 0.145;
/// Score under which two pages have nothing in common.
const FAINT: f32 = 0.02;
/// Members that speak for a story, so that it does not drift.
const SPEAKERS: usize = 3;
/// Members up to which a story is compared whole; of a larger one only those like the page.
const SMALL: usize = 32;
/// Days that a story may last after its first page, in windows.
const SPAN: i64 = 3;
/// What a credit adds to the score of two pages.
const CITED: (f32, f32) = (1.5, 0.05);
/// Pages that are kept however old they are, so that small desks are seen whole.
const KEPT: usize = 20_000;
/// Pages between two rounds of joining and forgetting.
const ROUND: usize = 5_000;

/// Groups pages in the order of their publication.
pub(crate) struct Clusters<'a> {
    sketcher: Sketcher<'a>,
    pub(crate) index: Index,
    /// What each page has in common with earlier ones, by page, in order.
    edges: Vec<Vec<(u32, f32)>>,
    story_of: Vec<u32>,
    stories: Vec<Cluster>,
    /// Stories that may still grow, in order.
    open: Vec<u32>,
    entered: usize,
    tally: Tally,
}

/// Sums of the scores between stories, both ways.
type Sums = BTreeMap<u32, BTreeMap<u32, f32>>;

/// A story as it grows.
#[derive(Debug, Default)]
struct Cluster {
    pages: Vec<u32>,
    /// When its pages were published, the first and the last.
    dates: Option<(i64, i64)>,
}

/// Two stories that may be one, with their mean score; the highest and then the earliest first.
#[derive(PartialEq)]
struct Near(f32, u32, u32);

impl Eq for Near {}

impl Ord for Near {
    fn cmp(&self, other: &Near) -> Ordering {
        self.0.total_cmp(&other.0).then((other.1, other.2).cmp(&(self.1, self.2)))
    }
}

impl PartialOrd for Near {
    fn partial_cmp(&self, other: &Near) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'a> Clusters<'a> {
    /// No pages yet.
    pub(crate) fn new(sketcher: Sketcher<'a>) -> Clusters<'a> {
        Clusters {
            sketcher,
            index: Index::default(),
            edges: Vec::new(),
            story_of: Vec::new(),
            stories: Vec::new(),
            open: Vec::new(),
            entered: 0,
            tally: Tally::default(),
        }
    }

    /// Groups pages, which are in order, and gives out each story, its pages in order, once no page
    /// can join it any more.
    pub(crate) fn run(&mut self, docs: &[Doc<'_>], mut give: impl FnMut(&mut Self, &[usize])) {
        for page in 0..docs.len() {
            self.look_ahead(docs, page);
            self.place(page);
            if (page + 1) % ROUND == 0 {
                self.merge();
                self.close(page, &mut give);
            }
        }
        self.merge();
        self.close(usize::MAX, &mut give);
    }

    /// The symbols and the index, to tell a story by.
    pub(crate) fn parts(&mut self) -> (&mut crate::symbols::Symbols, &Index) {
        (&mut self.sketcher.symbols, &self.index)
    }

    /// Enters the pages of the next days, so that it is known which terms are rare.
    fn look_ahead(&mut self, docs: &[Doc<'_>], page: usize) {
        let until = self.index.published(page).map(|d| d + WINDOW);
        while let Some(doc) = docs.get(self.entered) {
            let near = self.entered <= page + KEPT;
            let last = self.entered.checked_sub(1).and_then(|p| self.index.published(p));
            if !near && last.is_none_or(|d| until.is_none_or(|u| d > u)) {
                break;
            }
            let sketch = self.sketcher.sketch(doc);
            self.index.enter(sketch);
            self.entered += 1;
        }
    }

    /// Puts the next page into the best story, or into one of its own.
    fn place(&mut self, page: usize) {
        self.index.weigh(page, &self.sketcher.symbols);
        let Some(view) = self.index.view(page) else { return };
        let candidates = self.index.candidates(page, &mut self.tally).into_iter();
        let edges: Vec<(u32, f32)> = candidates
            .map(|other| (other as u32, self.score(other, page, &view)))
            .filter(|(_, score)| *score >= FAINT)
            .collect();
        let mut near: Vec<u32> = edges.iter().map(|(p, _)| self.story_of[*p as usize]).collect();
        near.sort_unstable();
        near.dedup();
        let scored = near.into_iter().map(|s| (self.to_story(page, &view, &edges, s), s));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let story = match best {
            Some((score, story)) if score >= JOIN => story,
            _ => {
                self.open.push(self.stories.len() as u32);
                self.stories.push(Cluster::default());
                self.stories.len() as u32 - 1
            }
        };
        self.story_of.push(story);
        self.edges.push(edges);
        let date = self.index.published(page);
        self.stories[story as usize].add(page, date);
    }

    /// How near a page is to a story: its best member and the mean of the best few.
    fn to_story(&self, page: usize, view: &View<'_>, edges: &[(u32, f32)], story: u32) -> f32 {
        let cluster = &self.stories[story as usize];
        let date = self.index.published(page).map(|d| (d, d));
        if !fits(date, cluster.dates) {
            return 0.0;
        }
        let known = |member: u32| edges.binary_search_by_key(&member, |(p, _)| *p).ok();
        let score = |member: &u32| match known(*member) {
            Some(at) => edges[at].1,
            None => self.score(*member as usize, page, view),
        };
        let mut scores: Vec<f32> = if cluster.pages.len() <= SMALL {
            cluster.pages.iter().map(score).collect()
        } else {
            let ours = edges.iter().filter(|(p, _)| self.story_of[*p as usize] == story);
            ours.map(|(_, score)| *score).collect()
        };
        scores.sort_unstable_by(|a, b| b.total_cmp(a));
        scores.truncate(SPEAKERS);
        let mean = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
        f32::midpoint(scores.first().copied().unwrap_or(0.0), mean)
    }

    /// What two pages have in common: terms, or that one was copied or is cited by the other.
    fn score(&self, earlier: usize, later: usize, view: &View<'_>) -> f32 {
        let score = view.score(earlier);
        let (Some(a), Some(b)) = (self.index.sketch(earlier), self.index.sketch(later)) else {
            return score;
        };
        let cites =
            b.named.binary_search(&a.house).is_ok() && !self.sketcher.same_house(a.house, b.house);
        let cited = if cites { score * CITED.0 + CITED.1 } else { 0.0 };
        score.max(view.copied(a)).max(cited)
    }

    /// Joins open stories, the nearest first, while their mean score over all pairs is high enough.
    fn merge(&mut self) {
        let mut sums = self.sums();
        let mut heap: BinaryHeap<Near> = BinaryHeap::new();
        for (a, row) in &sums {
            for (b, sum) in row.range(a + 1..) {
                heap.extend(self.near(*a, *b, *sum));
            }
        }
        while let Some(near) = heap.pop() {
            let Near(_, a, b) = near;
            let sum = sums.get(&a).and_then(|row| row.get(&b)).copied();
            // One of them may have grown since.
            if sum.and_then(|sum| self.near(a, b, sum)) != Some(near) {
                continue;
            }
            self.join(a, b);
            for (other, sum) in sums.remove(&b).unwrap_or_default() {
                let Some(row) = sums.get_mut(&other) else { continue };
                row.remove(&b);
                if other == a {
                    continue;
                }
                *row.entry(a).or_default() += sum;
                *sums.entry(a).or_default().entry(other).or_default() += sum;
            }
            for (other, sum) in sums.get(&a).into_iter().flatten() {
                heap.extend(self.near(a.min(*other), a.max(*other), *sum));
            }
        }
    }

    /// Sums of the scores between open stories, both ways.
    fn sums(&self) -> Sums {
        let mut sums: Sums = Sums::default();
        for a in &self.open {
            for page in &self.stories[*a as usize].pages {
                for (other, score) in &self.edges[*page as usize] {
                    let b = self.story_of[*other as usize];
                    // Stories that were given out have no pages any more.
                    if *a != b && !self.stories[b as usize].pages.is_empty() {
                        *sums.entry(*a).or_default().entry(b).or_default() += score;
                        *sums.entry(b).or_default().entry(*a).or_default() += score;
                    }
                }
            }
        }
        sums
    }

    /// Two stories that are near enough to be one.
    fn near(&self, a: u32, b: u32, sum: f32) -> Option<Near> {
        let (x, y) = (&self.stories[a as usize], &self.stories[b as usize]);
        let mean = sum / (x.pages.len() * y.pages.len()).max(1) as f32;
        (mean >= MERGE && fits(x.dates, y.dates)).then_some(Near(mean, a, b))
    }

    fn join(&mut self, a: u32, b: u32) {
        let moved = std::mem::take(&mut self.stories[b as usize]);
        for page in &moved.pages {
            self.story_of[*page as usize] = a;
        }
        let story = &mut self.stories[a as usize];
        story.pages.extend(moved.pages);
        story.dates = cover(story.dates, moved.dates);
    }

    /// Gives out the stories that no page after `page` can join, and forgets their pages.
    fn close(&mut self, page: usize, give: &mut impl FnMut(&mut Self, &[usize])) {
        let now = self.index.published(page);
        let open = std::mem::take(&mut self.open);
        for story in open {
            let mut pages = std::mem::take(&mut self.stories[story as usize].pages);
            pages.sort_unstable();
            let Some(last) = pages.last() else { continue };
            let dates = self.stories[story as usize].dates;
            let old = *last as usize + KEPT < page;
            let past = dates.zip(now).is_some_and(|((_, last), now)| last + WINDOW < now);
            if page == usize::MAX || (old && past) {
                let members: Vec<usize> = pages.iter().map(|p| *p as usize).collect();
                give(self, &members);
                for page in members {
                    self.index.forget(page);
                    self.edges[page] = Vec::new();
                }
            } else {
                self.stories[story as usize].pages = pages;
                self.open.push(story);
            }
        }
        self.index.tidy();
    }
}

impl Cluster {
    fn add(&mut self, page: usize, date: Option<i64>) {
        self.pages.push(page as u32);
        self.dates = cover(self.dates, date.map(|d| (d, d)));
    }
}

/// The time from the first to the last of two stretches.
fn cover(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        _ => a.or(b),
    }
}

/// Whether pages lie near enough in time for one story: no gap wider than the window between the two
/// sets, and the whole not too long.
fn fits(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let gap = (b.0 - a.1).max(a.0 - b.1);
    gap <= WINDOW && a.1.max(b.1) - a.0.min(b.0) <= SPAN * WINDOW
}
