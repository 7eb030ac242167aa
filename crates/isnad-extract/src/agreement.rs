//! Mentions of treaties and deals: a noun for a deal with what qualifies it, joined to a known
//! agreement of the states that the article is about.

use std::ops::Range;

use isnad_pack::{inflect::Pos, world::Agreement};
use isnad_text::{Span, TokenKind, fold};

use crate::{coref, document::Document, nominal::Nominal, record::Mention, terms::Term};

/// Tokens before a noun for a deal in which the year of its signing may stand.
const YEAR_BEFORE: usize = 3;

/// A noun phrase that names a deal.
#[derive(Debug, Clone, PartialEq)]
pub struct DealPhrase {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its words.
    pub span: Span,
    /// The known agreement.
    pub known: Option<usize>,
    /// Whether it says more than the bare noun.
    pub qualified: bool,
}

/// The phrases that name deals.
pub fn deals(doc: &Document<'_>, nominals: &[Nominal], terms: &[Term<'_>]) -> Vec<DealPhrase> {
    let mut out: Vec<DealPhrase> = Vec::new();
    for term in terms.iter().filter(|t| t.class == "agreement") {
        if out.last().is_some_and(|d| d.tokens.end > term.tokens.start) {
            continue;
        }
        let end = phrase_end(doc, term.tokens.end);
        let tokens = term.tokens.start..end;
        let span = without_clitics(doc, &tokens);
        let behind = year_in(doc, &(term.tokens.start..(end + 3).min(doc.tokens.len())));
        let sentence = doc.sentence_of(term.tokens.start);
        let before = term.tokens.start.saturating_sub(YEAR_BEFORE).max(sentence.start);
        let year = behind.or_else(|| year_in(doc, &(before..term.tokens.start)));
        let qualified = end > term.tokens.end || year.is_some();
        let known = if qualified { known_agreement(doc, nominals, span, year) } else { None };
        out.push(DealPhrase { tokens, span, known, qualified });
    }
    out
}

/// The mentions among them: those that name a known agreement.
pub fn mentions(doc: &Document<'_>, deals: &[DealPhrase]) -> Vec<Mention> {
    let known = deals.iter().filter_map(|d| d.known.map(|k| (d.span, k)));
    known
        .map(|(span, k)| Mention {
            span,
            entity: doc.pack.world.entity(k).id.clone(),
            rule: "agreement-phrase".to_owned(),
        })
        .collect()
}

/// Where the phrase ends: adjectives and nouns follow, up to four words.
fn phrase_end(doc: &Document<'_>, from: usize) -> usize {
    let mut end = from;
    while end < doc.tokens.len() && end < from + 4 && doc.tokens[end].kind == TokenKind::Word {
        let readings = &doc.readings[end];
        let verb = doc.is_verb(end);
        let passive = readings.iter().any(|r| r.analysis.features.pos == Pos::Participle);
        let prepositional = !readings.is_empty()
            && readings
                .iter()
                .all(|r| r.split.before.is_some_and(|b| !b.prep.is_empty() || !b.conj.is_empty()));
        if doc.functions[end].is_some()
            || verb
            || prepositional
            || passive
            || crate::nominal::demonym_at(doc, end).is_some()
        {
            break;
        }
        end += 1;
    }
    end
}

/// The words without the clitics written on the first.
fn without_clitics(doc: &Document<'_>, tokens: &Range<usize>) -> Span {
    let mut span = doc.span(tokens);
    let first = &doc.tokens[tokens.start];
    let listed = |stem: &str| {
        doc.lang
            .ledger
            .longest(stem, &doc.tokens, tokens.start + 1, isnad_pack::gazetteer::exact)
            .is_some()
    };
    for (before, stem) in doc.lang.clitics.name_stems(&first.norm) {
        let Some(before) = before else { continue };
        let bare = stem.strip_prefix(doc.lang.clitics.article()).unwrap_or(&stem);
        if (listed(&stem) || listed(bare)) && !before.form.is_empty() {
            let letters = before.form.chars().count()
                - if before.article { doc.lang.clitics.article().chars().count() } else { 0 };
            let word = first.span.of(doc.text);
            span.start += word.char_indices().nth(letters).map_or(0, |(i, _)| i as u32);
            break;
        }
    }
    span
}

fn year_in(doc: &Document<'_>, tokens: &Range<usize>) -> Option<i32> {
    let numbers = tokens.clone().filter(|k| doc.tokens[*k].kind == TokenKind::Number);
    let mut years = numbers.filter_map(|k| doc.tokens[k].norm.parse::<i32>().ok());
    years.find(|y| (1800..=2100).contains(y))
}

/// The known agreement that a phrase means: its parties are named in the article, and its year is
/// told or the article appeared within two months of its signing and calls it by one of its words.
fn known_agreement(
    doc: &Document<'_>,
    nominals: &[Nominal],
    span: Span,
    year: Option<i32>,
) -> Option<usize> {
    let words = fold(span.of(doc.text));
    let here = |id: &String| {
        nominals.iter().any(|n| n.who.actors.contains(id) || n.who.id.as_ref() == Some(id))
    };
    let in_time = |a: &Agreement| match year {
        Some(year) => a.signed.starts_with(&year.to_string()),
        None => {
            called(doc, a, &words) > 0
                && coref::day(doc)
                    .is_some_and(|d| days_apart(d, &a.signed).is_some_and(|n| n <= 60))
        }
    };
    let fits = |a: &Agreement| !a.parties.is_empty() && in_time(a) && a.parties.iter().all(here);
    // Of several, the one whose parties are named nearest and that is called by most of its words.
    let sentence = doc.span(&doc.sentence_of(doc.token_at(span.start)));
    let near = |a: &Agreement| {
        let named = |id: &&String| {
            nominals
                .iter()
                .any(|n| n.who.actors.contains(id) && sentence.overlaps(doc.span(&n.tokens)))
        };
        (a.parties.iter().filter(named).count(), called(doc, a, &words))
    };
    let fitting = doc.pack.world.agreements().filter(|(_, a)| fits(a));
    fitting.rev().max_by_key(|(_, a)| near(a)).map(|(i, _)| i)
}

/// How many of its words a phrase calls an agreement by.
fn called(doc: &Document<'_>, agreement: &Agreement, folded: &str) -> usize {
    let words = agreement.words.get(&doc.lang.lang).map_or(&[][..], Vec::as_slice);
    words.iter().filter(|w| folded.contains(w.as_str())).count()
}

/// Days between two ISO dates, months taken as 30 and years as 365 days.
fn days_apart(a: &str, b: &str) -> Option<i64> {
    let number = |s: &str| -> Option<i64> {
        let mut parts = s.split('-').map(|p| p.parse::<i64>().ok());
        Some(parts.next()?? * 365 + parts.next()?? * 30 + parts.next()??)
    };
    Some((number(a)? - number(b)?).abs())
}
