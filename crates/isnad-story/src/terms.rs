//! What a page is compared by: its words with stems and concepts, and its weighted terms.
//!
//! A term is a stem of one language, or something that any language shares: a concept, a number, an
//! entity, a date, an event with its actors, the consonants of a name.

use std::collections::BTreeMap;

use isnad_extract::{Entity, mention::TAGGER};
use isnad_pack::{Pack, story_words::StoryWords};
use isnad_text::{Lang, Span, Token, TokenKind, sentence};
use rustc_hash::FxHashMap;

use crate::{Doc, when};

/// Strings by number, so that pages are compared by numbers.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    ids: FxHashMap<String, u32>,
    names: Vec<String>,
}

impl Symbols {
    /// The number of a string.
    pub(crate) fn id(&mut self, name: String) -> u32 {
        if let Some(id) = self.ids.get(&name) {
            return *id;
        }
        let id = self.names.len() as u32;
        self.names.push(name.clone());
        self.ids.insert(name, id);
        id
    }

    /// The string of a number.
    pub(crate) fn name(&self, id: u32) -> &str {
        self.names.get(id as usize).map_or("", String::as_str)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether a term belongs to one language only.
    pub(crate) fn is_stem(&self, id: u32) -> bool {
        self.name(id).starts_with("w:")
    }

    /// Whether a term is a concept.
    pub(crate) fn is_concept(&self, id: u32) -> bool {
        self.name(id).starts_with("c:")
    }

    /// Whether a term is the skeleton of a name.
    pub(crate) fn is_skeleton(&self, id: u32) -> bool {
        self.name(id).starts_with("p:")
    }
}

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

/// A page ready to be compared.
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
    /// The visit that the page tells first: guest and host, by state.
    pub(crate) visit: Option<(String, String)>,
    /// Terms with their weight before rarity, in the order of their numbers.
    pub(crate) terms: BTreeMap<u32, f32>,
}

/// How much the kinds of terms weigh.
const TITLE: f32 = 1.5;
const CONCEPT: f32 = 0.75;
const NUMBER: f32 = 1.2;
const ENTITY: f32 = 0.9;
const STATE: f32 = 0.5;
const EVENT: f32 = 0.8;

impl Features {
    /// The features of a page.
    pub(crate) fn new(doc: &Doc<'_>, pack: &Pack, symbols: &mut Symbols) -> Features {
        let article = doc.article;
        let lang = article.lang;
        let story = &pack.lang(lang).story;
        let tokens = pack.lang(lang).tokens(&article.text);
        let ranges = sentence::sentences(&article.text, &tokens, &isnad_text::Habits::NONE);
        let words = Reader { text: &article.text, lang, story, symbols }.words(&tokens, &ranges);
        let sentences = ranges.iter().map(|r| sentence::span_of(&tokens, r)).collect();
        let mut terms = BTreeMap::new();
        count(&words, 1.0, &mut terms);
        if let Some(title) = &article.title {
            let tokens = pack.lang(lang).tokens(&title.value);
            let whole = std::iter::once(0..tokens.len()).collect::<Vec<_>>();
            let mut reader = Reader { text: &title.value, lang, story, symbols };
            count(&reader.words(&tokens, &whole), TITLE, &mut terms);
        }
        for (term, weight) in &mut terms {
            let kind = match symbols.name(*term).get(..2) {
                Some("c:") => CONCEPT,
                Some("n:") => NUMBER,
                _ => 1.0,
            };
            *weight = kind * (1.0 + weight.max(1.0).ln());
        }
        add_facts(doc, symbols, &mut terms);
        let published = article.published.as_ref().and_then(|p| when::minutes(&p.value));
        Features { lang, published, words, sentences, visit: visit(doc), terms }
    }
}

/// The first visit of one state to another that a page tells.
fn visit(doc: &Doc<'_>) -> Option<(String, String)> {
    let visits = doc.record.events.iter().filter(|e| e.mode.as_deref() == Some("visit"));
    let first = visits
        .filter(|e| !e.actors.is_empty() && !e.recipients.is_empty())
        .min_by_key(|e| e.span.start)?;
    Some((first.actors.first()?.clone(), first.recipients.first()?.clone()))
}

/// Counts the terms of words.
fn count(words: &[Word], weight: f32, terms: &mut BTreeMap<u32, f32>) {
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

/// Adds what the record knows: entities and events.
fn add_facts(doc: &Doc<'_>, symbols: &mut Symbols, terms: &mut BTreeMap<u32, f32>) {
    use isnad_extract::EntityKind::State;
    for entity in doc.record.entities.iter().filter(|e| is_sure(doc, e)) {
        let weight = if entity.kind == State { STATE } else { ENTITY };
        let mentions = doc.record.mentions.iter().filter(|m| m.entity == entity.id).count().max(1);
        let weight = weight * (1.0 + (mentions as f32).ln());
        terms.insert(symbols.id(format!("e:{}", entity.id)), weight);
    }
    for event in &doc.record.events {
        let mut parties: Vec<&str> =
            event.actors.iter().chain(&event.recipients).map(String::as_str).collect();
        parties.sort_unstable();
        parties.dedup();
        terms.insert(symbols.id(format!("v:{}:{}", event.kind, parties.join("+"))), EVENT);
    }
}

/// Turns tokens into words.
struct Reader<'a> {
    text: &'a str,
    lang: Lang,
    story: &'a StoryWords,
    symbols: &'a mut Symbols,
}

impl Reader<'_> {
    fn words(&mut self, tokens: &[Token], sentences: &[std::ops::Range<usize>]) -> Vec<Word> {
        let quoted = quoted(tokens);
        let mut out: Vec<Word> = Vec::with_capacity(tokens.len());
        for (sentence, range) in sentences.iter().enumerate() {
            for at in range.clone() {
                let Some(token) = tokens.get(at).filter(|t| t.kind != TokenKind::Mark) else {
                    continue;
                };
                let mut word = self.word(token, at == range.start);
                (word.sentence, word.quoted) = (sentence, quoted[at]);
                let next = tokens.get(at + 1).map_or("", |t| t.norm.as_str());
                word.negation = self.story.negates(&token.norm, next);
                self.scale(&mut out, &word);
                out.push(word);
            }
        }
        out
    }

    fn word(&mut self, token: &Token, first: bool) -> Word {
        let stem = self.story.stem(&token.norm);
        let concept = self.story.concept(&stem).map(str::to_owned);
        let number = match token.kind {
            TokenKind::Number => value(&token.norm),
            _ => concept.as_deref().and_then(|c| c.strip_prefix('#')).and_then(|n| n.parse().ok()),
        };
        let function = number.is_none() && self.story.is_stop_word(&token.norm);
        let term = match (number, &concept) {
            (Some(n), _) => format!("n:{n}"),
            (None, Some(concept)) => format!("c:{concept}"),
            (None, None) => format!("w:{stem}"),
        };
        let skeleton = (concept.is_none() && number.is_none() && !function)
            .then(|| self.skeleton(token, first))
            .flatten();
        let kind = match term.starts_with("w:") {
            _ if function => WordKind::Function,
            true => WordKind::Stem,
            false => WordKind::Shared,
        };
        Word {
            kind,
            span: token.span,
            form: self.symbols.id(format!("f:{}", token.norm)),
            term: self.symbols.id(term),
            skeleton: skeleton.map(|s| self.symbols.id(format!("p:{s}"))),
            number,
            negation: false,
            quoted: false,
            sentence: 0,
        }
    }

    /// The consonants of a word that may be a name: at least three, and in Latin a capital.
    fn skeleton(&self, token: &Token, first: bool) -> Option<String> {
        let small = token.span.of(self.text).chars().next().is_some_and(char::is_lowercase);
        if self.lang != Lang::AR && (small || first) {
            return None;
        }
        let skeleton = self.story.skeleton(&self.story.bare(&token.norm));
        (skeleton.chars().count() >= 3).then_some(skeleton)
    }

    /// A word for thousand, million or billion makes the number before it larger.
    fn scale(&mut self, words: &mut [Word], word: &Word) {
        let factor = match self.symbols.name(word.term) {
            "c:thousand" => 1e3,
            "c:million" => 1e6,
            "c:billion" => 1e9,
            _ => return,
        };
        let Some(last) = words.last_mut() else { return };
        if let Some(n) = last.number.filter(|n| *n < 1e4) {
            last.number = Some(n * factor);
            last.term = self.symbols.id(format!("n:{}", n * factor));
        }
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
