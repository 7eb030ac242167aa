//! Complements: the words for which frames ask beside their predicate.

use std::ops::Range;

use isnad_pack::{
    frames::{Frame, Word},
    inflect::Pos,
    lexicon::Analysis,
};

use crate::{document::Document, event::predicate::Predicate};

/// A complement stands so many tokens behind its predicate at most.
const REACH: usize = 14;

/// A complement stands so many tokens before its predicate at most.
const REACH_BEFORE: usize = 40;

/// The words of a document for which some frame asks.
#[derive(Debug, Default)]
pub(crate) struct Complements {
    /// Tokens with the numbers of the words that begin there, in the order of the text.
    found: Vec<(usize, usize)>,
    /// For each token, and behind the last, how many stand before it.
    before: Vec<usize>,
}

impl Complements {
    /// Finds all of them.
    pub(crate) fn new(doc: &Document<'_>) -> Complements {
        let mut out = Complements::default();
        for k in 0..doc.tokens.len() {
            out.before.push(out.found.len());
            out.read(doc, k);
        }
        out.before.push(out.found.len());
        out
    }

    /// Finds those that begin at a token: nominal forms of dictionary words, and spellings.
    fn read(&mut self, doc: &Document<'_>, k: usize) {
        let frames = &doc.lang.frames;
        let from = self.found.len();
        let mut add = |number: usize| {
            if !self.found[from..].contains(&(k, number)) {
                self.found.push((k, number));
            }
        };
        let read = |a: &Analysis, add: &mut dyn FnMut(usize)| {
            let stands = |w: &Word| w.verb_only || a.features.pos != Pos::Verb;
            let words = frames.words_of(a.lemma).iter();
            words.filter(|n| frames.word(**n).is_some_and(stands)).for_each(|n| add(*n));
        };
        doc.readings.at(k).iter().for_each(|r| read(&r.analysis, &mut add));
        doc.phrases.get(k).into_iter().flatten().for_each(|p| read(&p.1, &mut add));
        for (_, stem) in doc.lang.clitics.bare_stems(doc.norm(k)) {
            frames.word_spelled(stem).into_iter().for_each(&mut add);
        }
    }

    /// Those within a range of tokens.
    fn within(&self, range: &Range<usize>) -> &[(usize, usize)] {
        let place = |k: usize| self.before.get(k).copied().unwrap_or(self.found.len());
        self.found.get(place(range.start)..place(range.end)).unwrap_or_default()
    }

    /// The token of the word for which a frame asks: behind the predicate, else before it.
    fn of(
        &self,
        doc: &Document<'_>,
        frame: &Frame,
        predicate: &Predicate,
        clause: &Range<usize>,
    ) -> Option<usize> {
        let start = predicate.tokens.end;
        // What a threat or demand is about may stand behind "that".
        let said = frame.has("content") && !predicate.nominal && doc.class(clause.end) == "comp";
        let end = if said { doc.sentence_of(predicate.tokens.start).end } else { clause.end };
        // "ردا على مقتل جنديها، شنت …": behind a comma the main verb begins.
        let main = |k: &usize| doc.is_mark(*k, "،") && doc.is_verb(k + 1);
        let end = (start..end).find(main).filter(|_| predicate.nominal).unwrap_or(end);
        let after = start..end.min(start + REACH);
        let asked = |(_, number): &&(usize, usize)| frame.with.binary_search(number).is_ok();
        let beside = self.within(&after).iter().find(asked).map(|(k, _)| *k);
        let content = clause.end.max(start)..after.end;
        let told = content.into_iter().find(|k| said && is_told(doc, frame, *k));
        let behind = beside.into_iter().chain(told).min();
        behind.or_else(|| {
            let before = before(doc, predicate, clause);
            self.within(&before).iter().rfind(asked).map(|(k, _)| *k)
        })
    }
}

/// Where the complement of a predicate stands if not behind it: in its clause up to a comma; that of
/// a relative verb in the noun that the relative word stands for.
fn before(doc: &Document<'_>, predicate: &Predicate, clause: &Range<usize>) -> Range<usize> {
    let at = predicate.tokens.start;
    if clause.start.checked_sub(1).is_some_and(|k| doc.class(k) == "rel") {
        return clause.start.saturating_sub(4)..at;
    }
    let first = clause.start.max(at.saturating_sub(REACH_BEFORE));
    let comma = |k: &usize| doc.is_mark(*k, "،") || doc.is_mark(*k, ",");
    let comma = (first..at).rev().find(comma).filter(|_| !predicate.nominal);
    comma.map_or(first, |k| k + 1)..at
}

/// Whether a word that a frame asks for stands at a token in any form.
fn is_told(doc: &Document<'_>, frame: &Frame, k: usize) -> bool {
    doc.readings_at(k).iter().any(|r| {
        let words = doc.lang.frames.words_of(r.analysis.lemma);
        words.iter().any(|n| frame.with.binary_search(n).is_ok())
    })
}

/// Puts a frame that tells how a deed was done before one of the same type that only tells the deed:
/// "لقي حتفه في انفجار قنبلة".
fn prefer_mode(found: &mut [(&Frame, Option<usize>)]) {
    let Some((first, _)) = found.first().filter(|(f, _)| f.mode.is_none()) else { return };
    let better = |(f, at): &(&Frame, Option<usize>)| {
        f.kind == first.kind && f.mode.is_some() && at.is_some() && f.with != first.with
    };
    if let Some(k) = found
        .iter()
        .position(better)
        .filter(|_| matches!(first.kind.as_str(), "ASSAULT" | "RETREAT"))
    {
        found[..=k].rotate_right(1);
    }
}

/// The frames that a predicate fits, most specific first, each with the token of the complement it
/// asked for.
pub(crate) fn frames_for<'d>(
    doc: &Document<'d>,
    complements: &Complements,
    predicate: &Predicate,
    clause: &Range<usize>,
) -> Vec<(&'d Frame, Option<usize>)> {
    let fits = |frame: &&Frame| {
        !(predicate.nominal && frame.has("finite")
            || !predicate.nominal && frame.has("noun-only")
            || predicate.casualties && frame.with.is_empty())
    };
    let with_complement = |frame: &'d Frame| {
        if frame.with.is_empty() {
            return Some((frame, None));
        }
        complements.of(doc, frame, predicate, clause).map(|at| (frame, Some(at)))
    };
    let frames = predicate.lemmas.iter().flat_map(|l| doc.lang.frames.of(*l)).filter(fits);
    let mut found: Vec<(&'d Frame, Option<usize>)> = frames.filter_map(with_complement).collect();
    // The nearest complement decides, of several at one place the longest; the rest is the order of
    // the file.
    let rank = |at: &Option<usize>| {
        at.map_or((1, 0, 0), |k| {
            let length = doc.phrases[k].map_or(1, |p| p.0 - k);
            (0, k.abs_diff(predicate.tokens.start), usize::MAX - length)
        })
    };
    found.sort_by_key(|(_, at)| rank(at));
    prefer_mode(&mut found);
    found
}
