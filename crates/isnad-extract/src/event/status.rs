//! Status: whether an event happened, from negation, modality, tense and conditions around its
//! predicate.

use std::ops::Range;

use isnad_pack::inflect::{Features, Pos};

use crate::{
    document::Document,
    event::predicate::{Predicate, is_present, is_progressive},
    record::Status,
};

/// The status that the words of the clause give to its predicate.
pub(crate) fn status_of(
    doc: &Document<'_>,
    predicate: &Predicate,
    clause: &Range<usize>,
) -> Status {
    let at = predicate.tokens.start;
    let sentence = doc.sentence_of(at);
    let governor = governing(doc, predicate, clause);
    let near = governor.unwrap_or(at).saturating_sub(4).max(sentence.start);
    let has = |class: &str, range: Range<usize>| range.into_iter().any(|k| doc.class(k) == class);
    let denied = governor.is_some_and(|g| has("neg", g.saturating_sub(2).max(near)..g));
    if denied
        || has("neg", adjacent(near, at, predicate))
        || has("never", near..at)
        || is_cancelled(doc, predicate)
    {
        return Status::Denied;
    }
    // "He said they would meet": what is told as to come, unless a condition stands beside it.
    let would = |k: usize| doc.key(k, "cond") == Some("would");
    let told =
        (near..at).any(would) && !sentence.clone().any(|k| doc.class(k) == "cond" && !would(k));
    if told {
        return Status::Planned;
    }
    if has("cond", sentence.start..at) && !has_conclusion(doc, sentence.start, at) {
        return Status::Hypothetical;
    }
    if has("planned", clause.start.min(near)..(at + 4).min(sentence.end))
        || predicate.future
        || has("future", near..at)
        || governor.is_some_and(|g| is_future(doc, g))
    {
        return Status::Planned;
    }
    if (near..at).any(|k| doc.is_of(k, "continue"))
        || is_progressive(doc, at, predicate.features) && !had_been(doc, at)
    {
        return Status::Ongoing;
    }
    // The month "May" is no doubt.
    let doubt = |k: usize| doc.class(k) == "maybe" && (k == sentence.start || !doc.is_capital(k));
    let doubtful = (near..at).any(doubt)
        && (is_present(predicate.features) || predicate.nominal || doc.lang.is_cased());
    if doubtful {
        return Status::Hypothetical;
    }
    Status::Happened
}

/// Whether words before a noun say that the deed was called off or prevented.
fn is_cancelled(doc: &Document<'_>, predicate: &Predicate) -> bool {
    const REACH: usize = 4;
    let at = predicate.tokens.start;
    let from = at.saturating_sub(REACH).max(doc.sentence_of(at).start);
    let last = (from..at).rev().find(|k| doc.is_of(*k, "cancel") || doc.is_verb(*k));
    predicate.nominal && last.is_some_and(|k| doc.is_of(k, "cancel"))
}

/// The verb that governs a noun in its clause and says that the deed is begun, done or intended:
/// what stands before it, stands before the deed.
fn governing(doc: &Document<'_>, predicate: &Predicate, clause: &Range<usize>) -> Option<usize> {
    const REACH: usize = 8;
    let at = predicate.tokens.start;
    let governs = |k: &usize| ["start", "continue", "hold", "do"].iter().any(|c| doc.is_of(*k, c));
    let verb = |k: &usize| doc.is_verb(*k) || governs(k);
    let last = (at.saturating_sub(REACH).max(clause.start)..at).rev().find(verb)?;
    (predicate.nominal && governs(&last)).then_some(last)
}

/// Whether a verb is marked as future.
fn is_future(doc: &Document<'_>, k: usize) -> bool {
    doc.readings_at(k).iter().any(|r| r.split.before.is_some_and(|b| b.future))
}

/// Whether the words before a predicate say that its doer will not do it.
pub(crate) fn is_refused(doc: &Document<'_>, predicate: &Predicate) -> bool {
    let at = predicate.tokens.start;
    let near = at.saturating_sub(3).max(doc.sentence_of(at).start);
    (near..at).any(|k| doc.key(k, "never").is_some())
}

/// The status that the words around a verb or noun give to it.
pub(crate) fn status_at(doc: &Document<'_>, at: usize) -> Status {
    let sentence = doc.sentence_of(at);
    let readings = doc.readings_at(at);
    let verb = readings.iter().find(|r| r.analysis.features.pos == Pos::Verb);
    let reading = verb.or(readings.first());
    let before = reading.and_then(|r| r.split.before);
    let predicate = Predicate {
        tokens: at..at + 1,
        lemmas: Vec::new(),
        features: reading.map_or(Features::NOUN, |r| r.analysis.features),
        nominal: verb.is_none(),
        passive: false,
        pronoun: None,
        joined: before.is_some_and(|b| !b.conj.is_empty()),
        future: before.is_some_and(|b| b.future),
        definite: before.is_some_and(|b| b.article),
        participial: false,
        casualties: false,
    };
    status_of(doc, &predicate, &(at.saturating_sub(6).max(sentence.start)..sentence.end))
}

/// Whether the progressive is told as past: "were holding".
fn had_been(doc: &Document<'_>, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|k| {
        doc.lang
            .settings
            .get("past_be")
            .is_some_and(|p| p.split('|').any(|w| w == doc.tokens[k].norm))
    })
}

/// Where a negation must stand to deny a predicate: right before it, adverbs aside.
fn adjacent(near: usize, at: usize, predicate: &Predicate) -> Range<usize> {
    let reach = if predicate.nominal { 1 } else { 2 };
    at.saturating_sub(reach).max(near)..at
}

/// Whether a comma or the main verb closes the condition before the predicate.
fn has_conclusion(doc: &Document<'_>, start: usize, at: usize) -> bool {
    let condition = (start..at).rev().find(|k| doc.class(*k) == "cond").unwrap_or(start);
    (condition..at).any(|k| doc.is_mark(k, "،") || doc.is_mark(k, ",")) && condition > start + 6
}
