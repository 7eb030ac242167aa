//! How much two pages have in common, and which terms show it.

use rustc_hash::FxHashMap;

use isnad_text::Lang;

use crate::{
    terms::{Features, Symbols},
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

/// Two pages compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Similarity {
    /// From 0 to 1.
    pub score: f32,
    /// What they share with its part of the score, the greatest first.
    pub shared: Vec<(String, f32)>,
}

/// The weighted terms of all pages, and who has which.
#[derive(Debug)]
pub(crate) struct Index {
    vectors: Vec<Vector>,
    postings: FxHashMap<u32, Vec<u32>>,
    /// By term.
    rarity: Vec<f32>,
}

/// The terms of a page, in the order of their numbers.
#[derive(Debug, Default)]
struct Vector {
    terms: Vec<Weighted>,
    lang: Option<Lang>,
    published: Option<i64>,
    /// Guest and host of the visit it tells.
    visit: Option<(String, String)>,
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
    /// Weighs the terms of pages by their rarity among them.
    pub(crate) fn new(pages: &[Features], symbols: &Symbols) -> Index {
        let mut df = vec![0u32; symbols.len()];
        for term in pages.iter().flat_map(|p| p.terms.keys()) {
            df[*term as usize] += 1;
        }
        let total = pages.len() as f32 + PRIOR;
        let rarity: Vec<f32> =
            df.iter().map(|df| (total / (*df as f32 + 0.5)).ln().max(0.05)).collect();
        let vectors: Vec<Vector> = pages.iter().map(|p| Vector::new(p, symbols, &rarity)).collect();
        let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (page, vector) in vectors.iter().enumerate() {
            for w in &vector.terms {
                postings.entry(w.term).or_default().push(page as u32);
            }
        }
        Index { vectors, postings, rarity }
    }

    /// How much a term tells by being rare.
    pub(crate) fn rarity(&self, term: u32) -> f32 {
        self.rarity.get(term as usize).copied().unwrap_or(1.0)
    }

    /// Pages before `page` that share one of its weightiest terms and lie within the window, in
    /// order.
    pub(crate) fn candidates(&self, page: usize) -> Vec<usize> {
        let vector = &self.vectors[page];
        let mut terms: Vec<&Weighted> = vector.terms.iter().collect();
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        let mut out: Vec<usize> = Vec::new();
        for language in [0, 1] {
            let leads = terms.iter().filter(|w| w.counts[language]).take(LEADS);
            for list in leads.filter_map(|w| self.postings.get(&w.term)) {
                if list.len() <= MAX_POSTINGS {
                    out.extend(list.iter().map(|p| *p as usize).filter(|p| *p < page));
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out.retain(|p| self.nearness(*p, page) > 0.0);
        out
    }

    /// The score of two pages.
    pub(crate) fn score(&self, a: usize, b: usize) -> f32 {
        self.walk(a, b, |_, _| {})
    }

    /// The score of two pages with its reasons.
    pub(crate) fn explain(&self, a: usize, b: usize, symbols: &Symbols) -> Similarity {
        let mut shared = Vec::new();
        let score =
            self.walk(a, b, |term, part| shared.push((symbols.name(term).to_owned(), part)));
        shared.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        Similarity { score, shared }
    }

    /// Cosines over the terms that both languages share, one of concepts and one of names, numbers
    /// and other words. Half of the score is their mean and half their geometric mean: pages of one
    /// story agree in what happened and in whom and where, pages of like stories in one of them.
    fn walk(&self, a: usize, b: usize, mut seen: impl FnMut(u32, f32)) -> f32 {
        let near = self.nearness(a, b);
        let (a, b) = (&self.vectors[a], &self.vectors[b]);
        let across = usize::from(a.lang != b.lang);
        if near <= 0.0 {
            return 0.0;
        }
        let (mut i, mut j, mut cosines) = (0, 0, [0.0f32; 2]);
        while let (Some(x), Some(y)) = (a.terms.get(i), b.terms.get(j)) {
            if x.term == y.term && x.counts[across] {
                let group = usize::from(x.part);
                let length = a.norms[across][group] * b.norms[across][group];
                let part = x.weight * y.weight / length.max(f32::MIN_POSITIVE);
                cosines[group] += part;
                seen(x.term, near * part);
            }
            i += usize::from(x.term <= y.term);
            j += usize::from(y.term <= x.term);
        }
        let [what, rest] = cosines;
        near * ((what + rest) / 4.0 + (what * rest).sqrt() / 2.0)
    }

    /// 1 for pages of one day, less with the days between, 0 outside the window and for pages on a
    /// visit and a return visit; pages without date are fairly near to all.
    fn nearness(&self, a: usize, b: usize) -> f32 {
        let visits = (&self.vectors[a].visit, &self.vectors[b].visit);
        let returned = matches!(visits, (Some((guest, host)), Some((to, from)))
            if guest == from && host == to && guest != host);
        if returned {
            return 0.0;
        }
        let (Some(x), Some(y)) = (self.vectors[a].published, self.vectors[b].published) else {
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

impl Vector {
    fn new(page: &Features, symbols: &Symbols, rarity: &[f32]) -> Vector {
        let mut terms = Vec::with_capacity(page.terms.len());
        let mut squares = [[0.0f32; 2]; 2];
        for (term, weight) in &page.terms {
            let weight = weight * rarity.get(*term as usize).copied().unwrap_or(1.0);
            let counts = [!symbols.is_skeleton(*term), !symbols.is_stem(*term)];
            let part = u8::from(!symbols.is_concept(*term));
            for (square, counted) in squares.iter_mut().zip(counts) {
                square[usize::from(part)] += if counted { weight * weight } else { 0.0 };
            }
            terms.push(Weighted { term: *term, weight, counts, part });
        }
        let lang = Some(page.lang);
        let (published, visit) = (page.published, page.visit.clone());
        Vector { terms, lang, published, visit, norms: squares.map(|s| s.map(f32::sqrt)) }
    }
}
