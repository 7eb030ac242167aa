//! Clauses: how far to the left and right of a predicate its arguments may stand.

use std::ops::Range;

use isnad_pack::inflect::Pos;
use isnad_text::TokenKind;

use crate::{document::Document, nominal::Nominal};

/// The tokens of the clause around a predicate, and where a relative word opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    /// First token to last, the predicate among them.
    pub(crate) range: Range<usize>,
    /// Token of the relative word that opens the clause.
    pub(crate) relative: Option<usize>,
    /// What goes on behind a relative clause that stands between commas.
    pub(crate) tail: Range<usize>,
    /// Token of the word that makes it a content clause (`that`).
    pub(crate) complement: Option<usize>,
}

/// The clause of the predicate that covers these tokens.
pub(crate) fn clause_of(
    doc: &Document<'_>,
    nominals: &[Nominal],
    predicate: &Range<usize>,
) -> Clause {
    let boundary = |k: usize| match boundary(doc, k) {
        Boundary::None => Boundary::None,
        _ if is_inside(nominals, k) => Boundary::None,
        found => found,
    };
    let sentence = doc.sentence_of(predicate.start);
    let mut clause =
        Clause { range: sentence.clone(), relative: None, tail: 0..0, complement: None };
    let joined =
        predicate.start > sentence.start && boundary(predicate.start) == Boundary::JoinedVerb;
    if joined {
        clause.range.start = predicate.start;
    }
    for k in (sentence.start..predicate.start).rev().filter(|_| !joined) {
        match boundary(k) {
            Boundary::None => {}
            Boundary::Relative => {
                clause.relative = Some(k);
                clause.range.start = k + 1;
                break;
            }
            Boundary::Complement => {
                clause.complement = Some(k);
                clause.range.start = doc.functions[k].map_or(k + 1, |f| f.end);
                break;
            }
            // A verb joined to another shares its sentence part; its own words begin with it.
            Boundary::JoinedVerb => {
                clause.range.start = k;
                break;
            }
            Boundary::Other => {
                clause.range.start = k + 1;
                break;
            }
        }
    }
    let end = (predicate.end..sentence.end)
        .find(|k| boundary(*k) != Boundary::None || names_source(doc, *k));
    clause.range.end = end.unwrap_or(sentence.end);
    clause.tail = tail_of(doc, clause.range.end, sentence.end);
    clause
}

/// Whether a word opens the naming of a source, whose parties take no part: "according to officials in
/// Seoul".
fn names_source(doc: &Document<'_>, k: usize) -> bool {
    doc.functions[k].is_none() && doc.lang.cues.is(doc.norm(k), "according")
}

/// Whether a token stands within a name: what looks like a verb there is none.
fn is_inside(nominals: &[Nominal], k: usize) -> bool {
    let at = nominals.partition_point(|n| n.tokens.start <= k);
    let covering =
        at.checked_sub(1).and_then(|i| nominals.get(i)).filter(|n| n.tokens.contains(&k));
    covering.is_some_and(|n| n.name.is_some() || n.unknown_name.is_some() || n.tokens.start < k)
}

/// The rest of a clause behind a relative clause that a comma closes.
fn tail_of(doc: &Document<'_>, end: usize, sentence_end: usize) -> Range<usize> {
    const LONGEST: usize = 16;
    let is_comma = |k: usize| doc.is_mark(k, "،") || doc.is_mark(k, ",");
    let behind = |from: usize| {
        let stop = (from..sentence_end).find(|k| boundary(doc, *k) != Boundary::None);
        from..stop.unwrap_or(sentence_end)
    };
    if doc.class(end) == "comp" && end > 0 && is_supposition(doc, end - 1) {
        return behind(end + 1);
    }
    let opened = end > 0 && doc.class(end) == "rel" && is_comma(end - 1);
    let close = (end..sentence_end.min(end + LONGEST)).find(|k| is_comma(*k));
    match close.filter(|_| opened) {
        Some(close) => behind(close + 1),
        None => 0..0,
    }
}

/// Whether a verb only says of those before it what they are thought to be: "مسلحون يعتقد أنهم من …".
fn is_supposition(doc: &Document<'_>, k: usize) -> bool {
    doc.readings_at(k).iter().any(|r| {
        let lemma = doc.lang.lexicon.get(r.analysis.lemma);
        lemma.verb && doc.lang.settings.lists("supposed", &lemma.text)
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundary {
    None,
    Relative,
    Complement,
    JoinedVerb,
    Other,
}

fn boundary(doc: &Document<'_>, k: usize) -> Boundary {
    let token = &doc.tokens[k];
    if token.kind == TokenKind::Mark {
        let breaks =
            matches!(token.norm.as_str(), "." | ";" | "؛" | ":" | "\n" | "?" | "!" | "؟" | "…");
        return if breaks || ends_dateline(doc, k) { Boundary::Other } else { Boundary::None };
    }
    match doc.class(k) {
        "rel" => return Boundary::Relative,
        "comp" => return Boundary::Complement,
        // "They would meet": the auxiliary stands within its clause.
        "cond" if doc.key(k, "cond") == Some("would") => {}
        "cond" => return Boundary::Other,
        "coord" if doc.key(k, "coord").is_some() && is_clause_opener(doc, k) => {
            return Boundary::Other;
        }
        _ => {}
    }
    if !doc.may_be_verb(k) {
        return Boundary::None;
    }
    let conjunction =
        k > 0 && doc.key(k - 1, "and").is_some() && (doc.is_verb(k) || is_past(doc, k));
    if is_joined_verb(doc, k) || conjunction {
        return Boundary::JoinedVerb;
    }
    Boundary::None
}

/// Whether a dash closes the dateline of a report: the place and the agency before it take no part,
/// "بغداد (الوكالة) - قتل …".
fn ends_dateline(doc: &Document<'_>, k: usize) -> bool {
    const LONGEST: usize = 14;
    const AGENCY: usize = 5;
    let start = doc.sentence_of(k).start;
    let spaced = |a: usize, b: usize| doc.tokens[a].span.end < doc.tokens[b].span.start;
    let dash = matches!(doc.norm(k), "-" | "–" | "—" | "ـ");
    // "كابول (الوكالة) قتل …": some leave the dash out behind the agency.
    let bracket = doc.norm(k) == ")" && k <= start + AGENCY;
    (dash || bracket)
        && (start + 1..=start + LONGEST).contains(&k)
        && k + 1 < doc.tokens.len()
        && (spaced(k - 1, k) || spaced(k, k + 1))
        && !(start..k).any(|i| doc.is_verb(i))
}

/// Whether a conjunction opens a clause: one that is a word of its own and has a verb near.
fn is_clause_opener(doc: &Document<'_>, k: usize) -> bool {
    let Some(end) = doc.functions[k].map(|f| f.end) else { return false };
    let near = end..(end + 4).min(doc.tokens.len());
    near.clone().any(|i| doc.is_verb(i) || doc.may_be_verb(i))
}

/// Whether a token is a past form or participle, and no noun.
fn is_past(doc: &Document<'_>, k: usize) -> bool {
    let readings = &doc.readings[k];
    doc.may_be_verb(k)
        && readings.iter().all(|r| matches!(r.analysis.features.pos, Pos::Verb | Pos::Participle))
}

/// Whether a token is a finite verb with a conjunction written on it.
fn is_joined_verb(doc: &Document<'_>, k: usize) -> bool {
    let readings = &doc.readings[k];
    let whole_noun =
        readings.iter().any(|r| r.split.before.is_none() && r.analysis.features.pos != Pos::Verb);
    let joined = readings.iter().any(|r| {
        r.analysis.features.pos == Pos::Verb && r.split.before.is_some_and(|b| !b.conj.is_empty())
    });
    let joined_noun = readings.iter().any(|r| {
        r.analysis.features.pos != Pos::Verb && r.split.before.is_some_and(|b| !b.conj.is_empty())
    });
    joined && !whole_noun && !joined_noun
}
