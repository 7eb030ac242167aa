//! Translated pages: sentences that name the same things, in the same order, in two languages.

use isnad_text::Span;

use crate::{story::Passage, terms::Features};

/// Likeness from which two sentences may be one in two languages.
const ALIKE: f32 = 0.3;
/// Sentences longer apart than this in words are no translations of one another.
const MAX_RATIO: f32 = 3.0;
/// Part of their likeness that is left to sentences of which each has a number that the other lacks.
const CLASH: f32 = 0.5;

/// How a page matches a page of another language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Match {
    /// Share of the later page's words in sentences that have a counterpart.
    pub(crate) child_share: f32,
    /// Mean likeness of the matched sentences.
    pub(crate) likeness: f32,
    /// Matched sentences, in order.
    pub(crate) passages: Vec<Passage>,
}

/// A sentence by the terms that languages share.
struct Sentence {
    span: Span,
    words: usize,
    /// Shared terms with what they weigh, in order, each once; so are the next two.
    terms: Vec<(u32, f32)>,
    /// Consonants of words that may be names, and glosses; only those found on both sides count.
    names: Vec<(u32, f32)>,
    numbers: Vec<u64>,
    weight: f32,
}

/// The sentences of a page; `rarity` weighs terms.
fn sentences(page: &Features, rarity: &impl Fn(u32) -> f32) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = page
        .sentences
        .iter()
        .map(|span| Sentence {
            span: *span,
            words: 0,
            terms: Vec::new(),
            names: Vec::new(),
            numbers: Vec::new(),
            weight: 0.0,
        })
        .collect();
    for word in &page.words {
        let Some(sentence) = out.get_mut(word.sentence) else { continue };
        sentence.words += 1;
        if word.is_shared() {
            sentence.terms.push((word.term, rarity(word.term)));
        }
        if let Some(skeleton) = word.skeleton {
            sentence.names.push((skeleton, rarity(skeleton)));
        }
        sentence.names.extend(word.gloss.map(|gloss| (gloss, rarity(word.term))));
        sentence.numbers.extend(word.number.map(f64::to_bits));
    }
    for sentence in &mut out {
        once(&mut sentence.terms);
        once(&mut sentence.names);
        sentence.numbers.sort_unstable();
        sentence.numbers.dedup();
        sentence.weight = sentence.terms.iter().map(|(_, weight)| weight).sum();
    }
    out.retain(|s| s.terms.len() + s.names.len() >= 2);
    out
}

/// Puts terms in order, each once with what it weighed last.
fn once(terms: &mut Vec<(u32, f32)>) {
    terms.reverse();
    terms.sort_by_key(|(term, _)| *term);
    terms.dedup_by_key(|(term, _)| *term);
}

/// Weight of the shared terms against the mean of both, from 0 to 1.
fn likeness(a: &Sentence, b: &Sentence) -> f32 {
    let ratio = a.words.max(b.words) as f32 / a.words.min(b.words).max(1) as f32;
    if ratio > MAX_RATIO {
        return 0.0;
    }
    let names = common(&a.names, &b.names);
    let total = a.weight + b.weight + 2.0 * names;
    if total <= 0.0 {
        return 0.0;
    }
    let left = if clash(a, b) { CLASH } else { 1.0 };
    left * 2.0 * (common(&a.terms, &b.terms) + names) / total
}

/// What the terms of the first list weigh that the second has too; both are in order.
fn common(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut sum, mut rest) = (0.0, b.iter().map(|(term, _)| *term).peekable());
    for (term, weight) in a {
        while rest.next_if(|other| other < term).is_some() {}
        sum += if rest.peek() == Some(term) { *weight } else { 0.0 };
    }
    sum
}

/// Whether each of two sentences has a number that the other lacks.
fn clash(a: &Sentence, b: &Sentence) -> bool {
    let lacks = |x: &[u64], y: &[u64]| x.iter().any(|n| y.binary_search(n).is_err());
    lacks(&a.numbers, &b.numbers) && lacks(&b.numbers, &a.numbers)
}

/// Matches the sentences of two pages in order, so that the sum of likeness is greatest.
pub(crate) fn compare(child: &Features, parent: &Features, rarity: impl Fn(u32) -> f32) -> Match {
    let (child, parent) = (sentences(child, &rarity), sentences(parent, &rarity));
    let width = parent.len() + 1;
    // best[i][j]: greatest sum of the first i sentences of the child and j of the parent.
    let mut best = vec![0.0f32; (child.len() + 1) * width];
    let mut alike = vec![0.0f32; child.len() * parent.len()];
    for i in 0..child.len() {
        for j in 0..parent.len() {
            let score = likeness(&child[i], &parent[j]);
            alike[i * parent.len() + j] = score;
            let paired = if score >= ALIKE { best[i * width + j] + score } else { 0.0 };
            best[(i + 1) * width + j + 1] =
                paired.max(best[i * width + j + 1]).max(best[(i + 1) * width + j]);
        }
    }
    let (mut i, mut j, mut pairs) = (child.len(), parent.len(), Vec::new());
    while i > 0 && j > 0 {
        let here = best[i * width + j];
        if here <= best[(i - 1) * width + j] {
            i -= 1;
        } else if here <= best[i * width + j - 1] {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j, alike[i * parent.len() + j]));
        }
    }
    pairs.reverse();
    summary(&child, &parent, &pairs)
}

fn summary(child: &[Sentence], parent: &[Sentence], pairs: &[(usize, usize, f32)]) -> Match {
    let total: usize = child.iter().map(|s| s.words).sum();
    let matched: usize = pairs.iter().map(|p| child[p.0].words).sum();
    Match {
        child_share: matched as f32 / total.max(1) as f32,
        likeness: pairs.iter().map(|p| p.2).sum::<f32>() / pairs.len().max(1) as f32,
        passages: pairs
            .iter()
            .map(|p| Passage { child: child[p.0].span, parent: parent[p.1].span })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_counts_once_with_its_last_weight() {
        let mut terms = vec![(7, 1.0), (3, 2.0), (7, 5.0)];
        once(&mut terms);
        assert_eq!(terms, [(3, 2.0), (7, 5.0)]);
    }

    #[test]
    fn common_terms_weigh_what_they_weigh_on_the_first_side() {
        let (a, b) = ([(1, 1.0), (4, 2.0), (9, 4.0)], [(0, 8.0), (4, 8.0), (5, 8.0), (9, 8.0)]);
        assert!((common(&a, &b) - 6.0).abs() < f32::EPSILON);
        assert!(common(&a, &[]).abs() < f32::EPSILON);
    }
}
