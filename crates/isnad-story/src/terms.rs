//! What a page is compared by: its words with stems and concepts, and its weighted terms.
//!
//! A term is a stem of one language, or something that any language shares: a concept, a number, an
//! entity, a date, an event with its actors, the consonants of a name.

use std::ops::Range;

use isnad_extract::{Entity, mention::TAGGER};
use isnad_pack::Pack;
use isnad_text::{Lang, Span, Token, TokenKind, sentence};
use rustc_hash::FxHashMap;

use crate::{
    Doc,
    symbols::{Class, Speller, Spelt, Symbols},
    when,
};

/// A word or number of a page.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Where it stands in the article text.
    pub(crate) span: Span,
    /// Its folded form; copies are found by it.
    pub(crate) form: u32,
    /// Stem, concept or number.
    pub(crate) term: u32,
    /// Consonants, where it may be a name.
    pub(crate) skeleton: Option<u32>,
    /// Its English gloss, which counts only where the other language has it too.
    pub(crate) gloss: Option<u32>,
    /// What `term` is.
    pub(crate) kind: WordKind,
    /// Its value, if it is a number.
    pub(crate) number: Option<f64>,
    /// Whether it negates.
    pub(crate) negation: bool,
    /// Whether it stands in quotation marks.
    pub(crate) quoted: bool,
    /// Number of its sentence.
    pub(crate) sentence: usize,
}

/// What the term of a word is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordKind {
    /// Nothing: it tells nothing by itself.
    Function,
    /// Comparing pages of its language.
    Stem,
    /// Comparing pages of any language.
    Shared,
}

impl Word {
    /// Whether it tells nothing by itself.
    pub(crate) fn is_function(&self) -> bool {
        self.kind == WordKind::Function
    }

    /// Whether its term is shared by the languages.
    pub(crate) fn is_shared(&self) -> bool {
        self.kind == WordKind::Shared
    }
}

/// A page ready to be compared word by word.
#[derive(Debug)]
pub(crate) struct Features {
    /// Language.
    pub(crate) lang: Lang,
    /// Minutes since 1970 of publication, if known.
    pub(crate) published: Option<i64>,
    /// Words and numbers, in order.
    pub(crate) words: Vec<Word>,
    /// Spans of the sentences.
    pub(crate) sentences: Vec<Span>,
}

/// How much the kinds of terms weigh.
const TITLE: f32 = 1.5;
const CONCEPT: f32 = 0.75;
const NUMBER: f32 = 1.2;
const ENTITY: f32 = 0.9;
const STATE: f32 = 0.5;
const EVENT: f32 = 0.8;

impl Features {
    /// The features of a page with its text.
    pub(crate) fn new(
        doc: &Doc<'_>,
        text: &Spelt<'_>,
        pack: &Pack,
        symbols: &mut Symbols,
    ) -> Features {
        let ranges = sentence::sentences(text.text, &text.tokens, &isnad_text::Habits::NONE);
        let words = words_of(text, &ranges, pack, symbols);
        let sentences = ranges.iter().map(|r| sentence::span_of(&text.tokens, r)).collect();
        let published = doc.article.published.as_ref().and_then(|p| when::minutes(&p.value));
        Features { lang: text.lang, published, words, sentences }
    }
}

/// The terms of a page with their weight before rarity, in the order of their numbers.
pub(crate) fn terms(
    doc: &Doc<'_>,
    words: &[Word],
    pack: &Pack,
    symbols: &mut Symbols,
) -> Vec<(u32, f32)> {
    let mut terms = FxHashMap::default();
    count(words, 1.0, &mut terms);
    if let Some(title) = &doc.article.title {
        let title = Spelt::new(&title.value, doc.article.lang, pack, symbols);
        let whole = 0..title.tokens.len();
        count(&words_of(&title, &[whole], pack, symbols), TITLE, &mut terms);
    }
    let weigh = |(term, count): (u32, f32)| {
        let kind = match symbols.class(term) {
            Class::Concept => CONCEPT,
            Class::Number => NUMBER,
            _ => 1.0,
        };
        (term, kind * (1.0 + count.max(1.0).ln()))
    };
    let mut out: Vec<(u32, f32)> = terms.into_iter().map(weigh).collect();
    add_facts(doc, symbols, &mut out);
    out.sort_unstable_by_key(|(term, _)| *term);
    out
}

/// The first visit of one state to another that a page tells.
pub(crate) fn visit(doc: &Doc<'_>, symbols: &mut Symbols) -> Option<(u32, u32)> {
    let visits = doc.record.events.iter().filter(|e| e.mode.as_deref() == Some("visit"));
    let first = visits
        .filter(|e| !e.actors.is_empty() && !e.recipients.is_empty())
        .min_by_key(|e| e.span.start)?;
    let mut id = |name: &String| symbols.id(format!("e:{name}"));
    Some((id(first.actors.first()?), id(first.recipients.first()?)))
}

/// Counts the terms of words.
fn count(words: &[Word], weight: f32, terms: &mut FxHashMap<u32, f32>) {
    for word in words.iter().filter(|w| !w.is_function()) {
        *terms.entry(word.term).or_default() += weight;
        if let Some(skeleton) = word.skeleton {
            *terms.entry(skeleton).or_default() += weight;
        }
    }
}

/// Whether an entity may bind pages: places and bodies that only the tagger tells may not, since it
/// may tell them otherwise on another page.
fn is_sure(doc: &Doc<'_>, entity: &Entity) -> bool {
    use isnad_extract::EntityKind::{Org, Place};
    let mut mentions = doc.record.mentions.iter().filter(|m| m.entity == entity.id);
    !matches!(entity.kind, Org | Place) || mentions.any(|m| m.rule != TAGGER)
}

/// Adds what the record knows: entities and events, each once.
fn add_facts(doc: &Doc<'_>, symbols: &mut Symbols, terms: &mut Vec<(u32, f32)>) {
    use isnad_extract::EntityKind::State;
    for entity in doc.record.entities.iter().filter(|e| is_sure(doc, e)) {
        let weight = if entity.kind == State { STATE } else { ENTITY };
        let mentions = doc.record.mentions.iter().filter(|m| m.entity == entity.id).count().max(1);
        let weight = weight * (1.0 + (mentions as f32).ln());
        terms.push((symbols.id(format!("e:{}", entity.id)), weight));
    }
    let events = terms.len();
    for event in &doc.record.events {
        let mut parties: Vec<&str> =
            event.actors.iter().chain(&event.recipients).map(String::as_str).collect();
        parties.sort_unstable();
        parties.dedup();
        let term = symbols.id(format!("v:{}:{}", event.kind, parties.join("+")));
        if terms[events..].iter().all(|(known, _)| *known != term) {
            terms.push((term, EVENT));
        }
    }
}

/// The words of a text, by sentence.
fn words_of(
    text: &Spelt<'_>,
    sentences: &[Range<usize>],
    pack: &Pack,
    symbols: &mut Symbols,
) -> Vec<Word> {
    let mut speller = Speller::new(text.lang, &pack.lang(text.lang).story, symbols);
    let quoted = quoted(&text.tokens);
    let mut out: Vec<Word> = Vec::with_capacity(text.tokens.len());
    for (sentence, range) in sentences.iter().enumerate() {
        for at in range.clone() {
            let (Some(token), Some(form)) = (text.tokens.get(at), text.forms.get(at)) else {
                continue;
            };
            if token.kind == TokenKind::Mark {
                continue;
            }
            let next = text.tokens.get(at + 1).map_or("", |t| t.norm.as_str());
            if let Some(factor) = form.factor {
                scale(&mut out, factor, &mut speller);
            }
            out.push(Word {
                span: token.span,
                form: form.form,
                term: form.term,
                skeleton: form.skeleton.filter(|_| may_name(text, token, at == range.start)),
                gloss: form.gloss,
                kind: form.kind,
                number: form.number,
                negation: form.negates && speller.negates(&token.norm, next),
                quoted: quoted[at],
                sentence,
            });
        }
    }
    out
}

/// Whether a word may be a name: in Latin letters names have capitals, and the first word of a
/// sentence has one anyway.
fn may_name(text: &Spelt<'_>, token: &Token, first: bool) -> bool {
    let small = token.span.of(text.text).chars().next().is_some_and(char::is_lowercase);
    text.lang == Lang::AR || !(first || small)
}

/// A word for thousand, million or billion makes the number before it larger.
fn scale(words: &mut [Word], factor: f64, speller: &mut Speller<'_>) {
    let Some(last) = words.last_mut() else { return };
    if let Some(n) = last.number.filter(|n| *n < 1e4) {
        last.number = Some(n * factor);
        last.term = speller.number(n * factor);
    }
}

/// The value of digits with separators; three digits after a separator make it one of thousands.
pub(crate) fn value(norm: &str) -> Option<f64> {
    let plain: String =
        norm.chars().map(|c| if matches!(c, ',' | '٫' | '٬') { '.' } else { c }).collect();
    let mut groups = plain.split('.');
    let head = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let thousands = rest.iter().all(|g| g.len() == 3) && head.len() <= 3 && head != "0";
    match rest[..] {
        [] => head.parse().ok(),
        _ if thousands => format!("{head}{}", rest.concat()).parse().ok(),
        [fraction] => format!("{head}.{fraction}").parse().ok(),
        _ => None,
    }
}

/// For each token whether it stands in quotation marks; a line feed ends a quotation.
fn quoted(tokens: &[Token]) -> Vec<bool> {
    let mut inside = false;
    let mut out = Vec::with_capacity(tokens.len());
    for token in tokens {
        let mark = if token.kind == TokenKind::Mark { token.norm.as_str() } else { "" };
        inside = match mark {
            "\"" => !inside,
            "“" | "«" | "„" => true,
            "”" | "»" | "\n" => false,
            _ => inside,
        };
        out.push(inside);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_with_separators() {
        for (text, want) in [
            ("12", Some(12.0)),
            ("10.000", Some(1e4)),
            ("6.1", Some(6.1)),
            ("1,250,000", Some(1.25e6)),
            ("1.2.3", None),
        ] {
            assert_eq!(value(text), want, "{text}");
        }
    }

    #[test]
    fn quotation_marks_end_with_the_line() {
        let text = "a «b c» d “e\nf";
        let tokens = isnad_text::tokenize(text, Span::new(0, text.len()));
        let inside: Vec<&str> = tokens
            .iter()
            .zip(quoted(&tokens))
            .filter(|(t, q)| *q && t.kind == TokenKind::Word)
            .map(|(t, _)| t.span.of(text))
            .collect();
        assert_eq!(inside, ["b", "c", "e"]);
    }
}
