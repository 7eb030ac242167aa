//! How much two pages have in common, and which terms show it.

use rustc_hash::FxHashMap;

use crate::{
    copies,
    sketch::Sketch,
    symbols::{Class, Symbols},
    when::DAY,
};

/// Pages that are added to the count of pages, so that the rarity of a term does not jump about in
/// small collections.
const PRIOR: f32 = 40.0;
/// Days after which nearness in time halves the score.
const HALF_LIFE: f32 = 5.0;
/// Nearness where a date is missing.
const UNDATED: f32 = 0.7;
/// Days between two pages of one story, at most.
pub(crate) const WINDOW: i64 = 7 * DAY;
/// Terms of a page that lead to candidates.
const LEADS: usize = 16;
/// Pages from which a term is too common to lead to candidates.
const MAX_POSTINGS: usize = 400;
/// Candidates of a page at most: those to which most weight leads.
const MAX_CANDIDATES: usize = 64;

/// Two pages compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Similarity {
    /// From 0 to 1.
    pub score: f32,
    /// What they share with its part of the score, the greatest first.
    pub shared: Vec<(String, f32)>,
}

/// The weighted terms of pages, and who has which.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// By page; none once a page is forgotten.
    pages: Vec<Option<Box<Entry>>>,
    /// By term: pages that have it, in order.
    postings: FxHashMap<u32, Vec<u32>>,
    /// By term: pages that have or had it.
    counts: Vec<u32>,
}

/// A page in the index.
#[derive(Debug)]
struct Entry {
    sketch: Sketch,
    vector: Vector,
}

/// The terms of a page, in the order of their numbers.
#[derive(Debug, Default)]
struct Vector {
    /// Their numbers by themselves: most comparisons need no more.
    ids: Vec<u32>,
    /// What each weighs.
    terms: Vec<Weighted>,
    /// Lengths over what a page of its own language sees, and of the other language; each of what
    /// happened and of the rest.
    norms: [[f32; 2]; 2],
}

#[derive(Debug, Clone, Copy)]
struct Weighted {
    term: u32,
    weight: f32,
    /// Compared within the language, across languages.
    counts: [bool; 2],
    /// 0 for concepts, which tell what happened; 1 for what tells to whom, where and how many.
    part: u8,
}

impl Index {
    /// Enters the next page, so that its terms count.
    pub(crate) fn enter(&mut self, sketch: Sketch) {
        let page = self.pages.len() as u32;
        for (term, _) in &sketch.terms {
            let at = *term as usize;
            if at >= self.counts.len() {
                self.counts.resize(at + 1, 0);
            }
            self.counts[at] += 1;
            self.postings.entry(*term).or_default().push(page);
        }
        self.pages.push(Some(Box::new(Entry { sketch, vector: Vector::default() })));
    }

    /// Weighs the terms of a page by their rarity among those entered so far.
    pub(crate) fn weigh(&mut self, page: usize, symbols: &Symbols) {
        let Some(entry) = self.pages.get(page).and_then(Option::as_ref) else { return };
        let vector = Vector::new(&entry.sketch.terms, symbols, |term| self.rarity(term));
        if let Some(Some(entry)) = self.pages.get_mut(page) {
            entry.vector = vector;
        }
    }

    /// Forgets a page: it is compared with no other any more.
    pub(crate) fn forget(&mut self, page: usize) {
        if let Some(entry) = self.pages.get_mut(page) {
            *entry = None;
        }
    }

    /// Takes pages that were forgotten out of the lists of terms.
    pub(crate) fn tidy(&mut self) {
        let pages = &self.pages;
        let is_kept = |page: &u32| pages.get(*page as usize).is_some_and(Option::is_some);
        self.postings.retain(|_, list| {
            list.retain(is_kept);
            !list.is_empty()
        });
    }

    /// What is kept of a page.
    pub(crate) fn sketch(&self, page: usize) -> Option<&Sketch> {
        self.entry(page).map(|e| &e.sketch)
    }

    /// Minutes since 1970 of a page's publication, if known.
    pub(crate) fn published(&self, page: usize) -> Option<i64> {
        self.sketch(page).and_then(|s| s.published)
    }

    fn entry(&self, page: usize) -> Option<&Entry> {
        self.pages.get(page).and_then(Option::as_deref)
    }

    /// How much a term tells by being rare.
    pub(crate) fn rarity(&self, term: u32) -> f32 {
        let total = self.pages.len() as f32 + PRIOR;
        let count = self.counts.get(term as usize).copied().unwrap_or(0) as f32;
        (total / (count + 0.5)).ln().max(0.05)
    }

    /// Pages before `page` that share one of its weightiest terms and lie within the window, in
    /// order; where they are many, those that share most. `tally` is empty before and after.
    pub(crate) fn candidates(&self, page: usize, tally: &mut Tally) -> Vec<usize> {
        let Some(entry) = self.entry(page) else { return Vec::new() };
        for lead in [0, 1].into_iter().flat_map(|language| entry.vector.leads(language)) {
            let list = self.postings.get(&lead.term).map_or(&[][..], Vec::as_slice);
            if list.len() <= MAX_POSTINGS {
                for other in list.iter().take_while(|p| (**p as usize) < page) {
                    tally.add(*other, lead.weight);
                }
            }
        }
        let mut found = tally.drain();
        if found.len() > MAX_CANDIDATES {
            let heavier = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
            found.select_nth_unstable_by(MAX_CANDIDATES, heavier);
            found.truncate(MAX_CANDIDATES);
        }
        let mut out: Vec<usize> = found.into_iter().map(|(p, _)| p as usize).collect();
        out.retain(|p| self.nearness(*p, page) > 0.0);
        out.sort_unstable();
        out
    }

    /// The score of two pages.
    pub(crate) fn score(&self, a: usize, b: usize) -> f32 {
        self.view(b).map_or(0.0, |view| view.score(a))
    }

    /// The score of two pages with its reasons.
    pub(crate) fn explain(&self, a: usize, b: usize, symbols: &Symbols) -> Similarity {
        let mut shared = Vec::new();
        let seen = |term, part| shared.push((symbols.name(term).to_owned(), part));
        let score = self.view(b).map_or(0.0, |view| view.walk(a, seen));
        shared.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        Similarity { score, shared }
    }

    /// A page made ready to be compared with many; none if it was forgotten.
    pub(crate) fn view(&self, page: usize) -> Option<View<'_>> {
        let entry = self.entry(page)?;
        let mut slots = [0u16; SLOTS];
        for (at, term) in entry.vector.ids.iter().enumerate() {
            slots[*term as usize % SLOTS] = u16::try_from(at + 1).unwrap_or(u16::MAX);
        }
        let mut copied = [0u64; COPIED / 64];
        for hash in &entry.sketch.shingles {
            let bit = copied_bit(*hash);
            copied[bit / 64] |= 1 << (bit % 64);
        }
        Some(View { index: self, page, entry, slots, copied })
    }

    /// 1 for pages of one day, less with the days between, 0 outside the window and for pages on a
    /// visit and a return visit; pages without date are fairly near to all.
    fn nearness(&self, a: usize, b: usize) -> f32 {
        let (Some(a), Some(b)) = (self.sketch(a), self.sketch(b)) else { return 0.0 };
        let returned = matches!((a.visit, b.visit), (Some((guest, host)), Some((to, from)))
            if guest == from && host == to && guest != host);
        if returned {
            return 0.0;
        }
        let (Some(x), Some(y)) = (a.published, b.published) else {
            return UNDATED;
        };
        let gap = (x - y).abs();
        if gap > WINDOW {
            return 0.0;
        }
        let days = gap as f32 / DAY as f32;
        1.0 / (1.0 + (days / HALF_LIFE).powi(2))
    }
}

/// Weights of pages, added up and taken out again; kept between pages, so that nothing is allocated
/// for each.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// By page; nought where nothing was added.
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Tally {
    /// Adds a weight, which is more than nought.
    fn add(&mut self, page: u32, weight: f32) {
        let at = page as usize;
        if at >= self.sums.len() {
            self.sums.resize(at + 1, 0.0);
        }
        if self.sums[at] == 0.0 {
            self.touched.push(page);
        }
        self.sums[at] += weight;
    }

    /// The pages with their sums, in the order in which they came up; nothing is left.
    fn drain(&mut self) -> Vec<(u32, f32)> {
        let sums = &mut self.sums;
        self.touched.drain(..).map(|p| (p, std::mem::take(&mut sums[p as usize]))).collect()
    }
}

/// Places by which a page tells which terms it has.
const SLOTS: usize = 4096;
/// Bits by which a page tells which shingles it does not have.
const COPIED: usize = 1 << 14;

fn copied_bit(hash: u32) -> usize {
    // The lowest bits of the hashes that are kept are all the same.
    (hash >> 8) as usize % COPIED
}

/// A page that is compared with others.
pub(crate) struct View<'a> {
    index: &'a Index,
    page: usize,
    entry: &'a Entry,
    /// By the last digits of a term: one more than the place of the last term that has them.
    slots: [u16; SLOTS],
    copied: [u64; COPIED / 64],
}

impl View<'_> {
    /// The score of this page and another one.
    pub(crate) fn score(&self, other: usize) -> f32 {
        self.walk(other, |_, _| {})
    }

    /// Cosines over the terms that both languages share, one of concepts and one of names, numbers
    /// and other words. Half of the score is their mean and half their geometric mean: pages of one
    /// story agree in what happened and in whom and where, pages of like stories in one of them.
    fn walk(&self, other: usize, mut seen: impl FnMut(u32, f32)) -> f32 {
        let near = self.index.nearness(other, self.page);
        let Some(a) = self.index.entry(other).filter(|_| near > 0.0) else { return 0.0 };
        let across = usize::from(a.sketch.lang != self.entry.sketch.lang);
        let (a, b) = (&a.vector, &self.entry.vector);
        let mut cosines = [0.0f32; 2];
        for (x, term) in a.ids.iter().enumerate() {
            let Some(y) = self.place(*term) else { continue };
            let (x, y) = (a.terms[x], b.terms[y]);
            if !x.counts[across] {
                continue;
            }
            let group = usize::from(x.part);
            let length = a.norms[across][group] * b.norms[across][group];
            let part = x.weight * y.weight / length.max(f32::MIN_POSITIVE);
            cosines[group] += part;
            seen(x.term, near * part);
        }
        let [what, rest] = cosines;
        near * ((what + rest) / 4.0 + (what * rest).sqrt() / 2.0)
    }

    /// The place of a term among those of this page.
    fn place(&self, term: u32) -> Option<usize> {
        let last = usize::from(self.slots[term as usize % SLOTS]).checked_sub(1)?;
        let ids = &self.entry.vector.ids;
        if ids.get(last) == Some(&term) { Some(last) } else { ids.binary_search(&term).ok() }
    }

    /// How much of this page or of an earlier one of its language stands in the other.
    pub(crate) fn copied(&self, earlier: &Sketch) -> f32 {
        let own = &self.entry.sketch;
        let shingles = &earlier.shingles;
        if earlier.lang != own.lang || !self.may_share(shingles) {
            return 0.0;
        }
        let shared = copies::shared(shingles, &own.shingles);
        if shared < copies::SHARED {
            return 0.0;
        }
        shared as f32 / shingles.len().min(own.shingles.len()).max(1) as f32
    }

    /// Whether this page may have enough of some shingles; most pages have not, and this tells so
    /// without going through both.
    fn may_share(&self, shingles: &[u32]) -> bool {
        let has = |hash: &u32| self.copied[copied_bit(*hash) / 64] >> (copied_bit(*hash) % 64) & 1;
        shingles.iter().map(has).sum::<u64>() >= copies::SHARED as u64
    }
}

impl Vector {
    fn new(terms: &[(u32, f32)], symbols: &Symbols, rarity: impl Fn(u32) -> f32) -> Vector {
        let mut out = Vec::with_capacity(terms.len());
        let mut squares = [[0.0f32; 2]; 2];
        for (term, weight) in terms {
            let (weight, class) = (weight * rarity(*term), symbols.class(*term));
            let counts = [class != Class::Skeleton, class != Class::Stem];
            let part = u8::from(class != Class::Concept);
            for (square, counted) in squares.iter_mut().zip(counts) {
                square[usize::from(part)] += if counted { weight * weight } else { 0.0 };
            }
            out.push(Weighted { term: *term, weight, counts, part });
        }
        let ids = out.iter().map(|w| w.term).collect();
        Vector { ids, terms: out, norms: squares.map(|s| s.map(f32::sqrt)) }
    }

    /// The weightiest terms of those that are compared within the language (0) or across (1).
    fn leads(&self, language: usize) -> Vec<Weighted> {
        let heavier =
            |a: &Weighted, b: &Weighted| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term));
        let mut terms: Vec<Weighted> =
            self.terms.iter().filter(|w| w.counts[language]).copied().collect();
        if terms.len() > LEADS {
            terms.select_nth_unstable_by(LEADS, heavier);
            terms.truncate(LEADS);
        }
        terms
    }
}
