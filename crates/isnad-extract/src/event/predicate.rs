//! Predicates: the verbs, verbal nouns and event nouns of a document for which frames are listed.

use std::ops::Range;

use isnad_pack::{
    frames::{Frame, Slot, Word},
    gazetteer::exact,
    inflect::{Features, Number, Pos, Tense},
    lexicon::LemmaId,
};
use isnad_text::TokenKind;

use crate::document::Document;

/// A word that may tell an event.
#[derive(Debug, Clone)]
pub(crate) struct Predicate {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its dictionary word.
    pub(crate) lemma: LemmaId,
    /// What its form says.
    pub(crate) features: Features,
    /// Whether it stands as a noun.
    pub(crate) nominal: bool,
    /// Whether the form must be passive.
    pub(crate) passive: bool,
    /// The pronoun written on it.
    pub(crate) pronoun: Option<String>,
    /// The preposition written on it.
    pub(crate) prep: Option<String>,
    /// Whether a conjunction is written on it.
    pub(crate) joined: bool,
    /// Whether it is marked as future.
    pub(crate) future: bool,
    /// Whether it has the article.
    pub(crate) definite: bool,
}

/// The predicates of a document, in order; one per place.
pub(crate) fn predicates(doc: &Document<'_>) -> Vec<Predicate> {
    (0..doc.tokens.len()).filter_map(|i| predicate_at(doc, i)).collect()
}

fn predicate_at(doc: &Document<'_>, i: usize) -> Option<Predicate> {
    if let Some(phrase) = phrase_at(doc, i) {
        return Some(phrase);
    }
    let noun_here = stands_as_noun(doc, i);
    let mut best: Option<(u8, Predicate)> = None;
    for reading in &doc.readings[i] {
        let lemma = reading.analysis.lemma;
        let features = reading.analysis.features;
        if doc.lang.frames.of(lemma).next().is_none() {
            continue;
        }
        let before = reading.split.before;
        let nominal = features.pos != Pos::Verb;
        let cost = u8::from(nominal != noun_here) * 4
            + u8::from(before.is_some())
            + u8::from(reading.split.after.is_some())
            + u8::from(features.passive && features.pos == Pos::Verb)
            + u8::from(matches!(features.person, 1 | 2))
            + u8::from(!matches!(features.pos, Pos::Verb | Pos::Masdar | Pos::Noun)) * 2;
        let predicate = Predicate {
            tokens: i..i + 1,
            lemma,
            features,
            nominal: nominal && features.pos != Pos::Participle || features.pos == Pos::Participle && is_arabic(doc),
            passive: features.passive,
            pronoun: reading.split.after.map(|a| a.person.clone()),
            prep: before.filter(|b| !b.prep.is_empty()).map(|b| b.prep.clone()),
            joined: before.is_some_and(|b| !b.conj.is_empty()),
            future: before.is_some_and(|b| b.future),
            definite: before.is_some_and(|b| b.article),
        };
        if best.as_ref().is_none_or(|(c, _)| cost < *c) {
            best = Some((cost, predicate));
        }
    }
    best.map(|(_, p)| p)
}

fn is_arabic(doc: &Document<'_>) -> bool {
    !doc.lang.clitics.article().is_empty()
}

fn phrase_at(doc: &Document<'_>, i: usize) -> Option<Predicate> {
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    for (before, stem) in doc.lang.clitics.bare_stems(&token.norm) {
        let Some(hit) = doc.lang.lexicon.phrases.longest(&stem, &doc.tokens, i + 1, exact) else { continue };
        let analysis = hit.values.first()?;
        doc.lang.frames.of(analysis.lemma).next()?;
        return Some(Predicate {
            tokens: i..hit.end,
            lemma: analysis.lemma,
            features: analysis.features,
            nominal: analysis.features.pos != Pos::Verb,
            passive: false,
            pronoun: None,
            prep: before.filter(|b| !b.prep.is_empty()).map(|b| b.prep.clone()),
            joined: before.is_some_and(|b| !b.conj.is_empty()),
            future: false,
            definite: before.is_some_and(|b| b.article),
        });
    }
    None
}

/// Whether the words around a token make it a noun where it might be a verb as well.
fn stands_as_noun(doc: &Document<'_>, i: usize) -> bool {
    if !doc.may_be_verb(i) {
        return true;
    }
    if doc.is_verb(i) {
        return false;
    }
    if is_arabic(doc) { noun_in_arabic(doc, i) } else { noun_in_english(doc, i) }
}

fn noun_in_arabic(doc: &Document<'_>, i: usize) -> bool {
    let sentence = doc.sentence_of(i);
    if i == sentence.start {
        // A headline begins with a noun as often as with a verb: a verb has a subject with article
        // or a name after it, a verbal noun likewise, so the verb is taken when nothing follows
        // that only a noun could govern.
        return doc.class(i + 1) == "prep";
    }
    let p = i - 1;
    match doc.class(p) {
        "prep" | "agent" | "det" => true,
        "neg" | "perfect" | "comp" | "rel" | "future" | "past" | "maybe" => false,
        _ if doc.tokens[p].kind == TokenKind::Mark => doc.class(i + 1) == "prep",
        _ => doc.is_verb(p) || doc.tokens[p].kind == TokenKind::Number || !doc.readings[p].is_empty() && !doc.may_be_verb(p),
    }
}

fn noun_in_english(doc: &Document<'_>, i: usize) -> bool {
    let sentence = doc.sentence_of(i);
    let next_is_object = !matches!(doc.class(i + 1), "prep" | "agent" | "") || doc.is_capital(i + 1) || doc.class(i + 1) == "det";
    if i == sentence.start {
        return !next_is_object;
    }
    let p = i - 1;
    let before = &doc.tokens[p];
    if matches!(doc.class(p), "det" | "demo" | "agent") || before.norm == "'s" || before.norm == "of" {
        return true;
    }
    if matches!(doc.class(p), "to" | "future" | "neg" | "maybe" | "pron" | "rel") || before.norm == "to" {
        return false;
    }
    if doc.class(p) == "prep" {
        return true;
    }
    let adjective = crate::nominal::demonym_at(doc, p).is_some();
    if adjective {
        return true;
    }
    !next_is_object || !doc.is_capital(p) && doc.readings[p].is_empty() && !next_is_object
}

/// The frame that a predicate fits, with the token of the complement it asked for.
pub(crate) fn frame_for<'d>(
    doc: &Document<'d>,
    predicate: &Predicate,
    clause: &Range<usize>,
) -> Option<(&'d Frame, Option<usize>)> {
    for frame in doc.lang.frames.of(predicate.lemma) {
        if predicate.nominal && frame.has("finite") || !predicate.nominal && frame.has("noun-only") {
            continue;
        }
        if frame.with.is_empty() {
            return Some((frame, None));
        }
        if let Some(at) = complement(doc, frame, predicate, clause) {
            return Some((frame, Some(at)));
        }
    }
    None
}

/// The token of the word that a frame asks for: after the predicate, else before it when passive
/// or nominal.
fn complement(
    doc: &Document<'_>,
    frame: &Frame,
    predicate: &Predicate,
    clause: &Range<usize>,
) -> Option<usize> {
    let after = predicate.tokens.end..clause.end.min(predicate.tokens.end + 14);
    let before = clause.start..predicate.tokens.start;
    let fits = |k: &usize| frame.with.iter().any(|w| is_word(doc, *k, w));
    after.clone().find(fits).or_else(|| before.rev().find(fits))
}

/// Whether a token is a form of a word.
pub(crate) fn is_word(doc: &Document<'_>, k: usize, word: &Word) -> bool {
    match word {
        Word::Lemma(lemma) => doc.readings[k].iter().any(|r| {
            r.analysis.lemma == *lemma && (r.analysis.features.pos != Pos::Verb || !doc.lang.lexicon.get(*lemma).verb)
        }),
        Word::Form(form) => doc.lang.clitics.bare_stems(&doc.tokens[k].norm).iter().any(|(_, s)| s == form),
    }
}

/// Whether a verb form agrees with a subject of this number.
pub(crate) fn agrees(features: Features, number: Number) -> bool {
    !(features.number == Number::Dual && number == Number::Plural) && features.person != 1
}

/// Whether a form is of the present tense.
pub(crate) fn is_present(features: Features) -> bool {
    features.tense == Tense::Present
}

/// Whether a frame takes its recipient from a slot.
pub(crate) fn takes(frame: &Frame, slot: &Slot) -> bool {
    frame.recipients.contains(slot)
}
