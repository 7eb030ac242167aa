//! Names told by their letters and their neighbours: a linear chain over the tokens of a sentence,
//! for names that no list holds and for words that only look like a listed name.
//!
//! Method: the structured perceptron of Collins (EMNLP 2002), decoded by Viterbi; weights are a
//! table of the pack.

mod runs;
mod seen;

use std::ops::Range;

use isnad_pack::{clitics::Proclitic, inflect::Pos};
use isnad_text::{Span, TokenKind};

use crate::{
    document::Document,
    nominal::{Nominal, touching, written_len},
};
pub use seen::seen_with;

/// What a tagged name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A place, states among them.
    Place,
    /// A body.
    Org,
    /// Anything else: events, works, laws.
    Other,
}

/// A name that the tagger tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// Whether so much speaks for it that the readings of its words do not count.
    sure: bool,
}

/// What has to speak more for the beginning of a name than against it, for a sure one.
const SURE: i32 = 300;

/// The names of a document, in their order.
pub fn names(doc: &Document<'_>, nominals: &[Nominal]) -> Vec<Tagged> {
    let tagger = &doc.lang.tagger;
    if tagger.is_empty() {
        return Vec::new();
    }
    let seen = seen::seen(doc, nominals);
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let own = seen.get(sentence.clone()).unwrap_or_default();
        let word = |i: usize| doc.words.get(sentence.start + i).filter(|_| i < sentence.len());
        let scores = tagger.scores(own, |i| word(i).map(|w| &w.alone));
        let labels = tagger.decode(&scores);
        for (tokens, kind) in spans(&labels) {
            let (all, label) = (&scores[tokens.start], labels[tokens.start]);
            let sure = all[label] - all[0] >= SURE;
            let tokens = tokens.start + sentence.start..tokens.end + sentence.start;
            let person = kind == NameKind::Person;
            let whole = |tokens| {
                let tokens = if person { whole_name(doc, tokens) } else { return tokens };
                without_adjective(nominals, tokens)
            };
            let parts = joined(doc, nominals, tokens).into_iter().map(|tokens| Tagged {
                tokens: whole(tokens),
                kind,
                sure,
            });
            for name in parts.filter(|t| may_name(doc, t)) {
                out.extend(partner(doc, &out, &name));
                out.push(name);
            }
        }
    }
    out
}

/// A first name before a person whose name is joined to it: "لينا وفراس شاهين".
fn partner(doc: &Document<'_>, told: &[Tagged], name: &Tagged) -> Option<Tagged> {
    let at = name.tokens.start.checked_sub(1)?;
    let joined = reading(doc, name.tokens.start).1.is_some_and(|b| !b.conj.is_empty());
    let free = doc.functions.get(at).is_some_and(Option::is_none)
        && told.last().is_none_or(|t| t.tokens.end <= at);
    let given = doc.pack.world.name_part(doc.norm(at)).0 && reading(doc, at).0 == Some(Pos::Name);
    (name.kind == NameKind::Person && joined && free && given).then(|| Tagged {
        tokens: at..at + 1,
        kind: NameKind::Person,
        sure: false,
    })
}

/// A person's name with what its own words call for on both sides.
fn whole_name(doc: &Document<'_>, tokens: Range<usize>) -> Range<usize> {
    trimmed(doc, with_descent(doc, with_family(doc, tokens)))
}

/// A person's name without the adjective of a state behind it: "أوتو هان الألماني". Behind one word
/// it is the family's name: "هدى المصري".
fn without_adjective(nominals: &[Nominal], mut tokens: Range<usize>) -> Range<usize> {
    let after = |n: &&Nominal| n.adjective && n.tokens.end == tokens.end;
    if let Some(adjective) = touching(nominals, &tokens).iter().find(after)
        && adjective.tokens.start > tokens.start + 1
    {
        tokens.end = adjective.tokens.start;
    }
    tokens
}

/// A name without the object or the time that follows its two words: "غابرييل بوريتش الجموع".
fn trimmed(doc: &Document<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let cased = doc.lang.is_cased();
    // A family name may be an adjective: "الطوسي".
    let ordinary = |i: usize| !matches!(reading(doc, i).0, None | Some(Pos::Name | Pos::Adj));
    let descent = |i: usize| is_in(doc, i, "name_child") || is_in(doc, i, "name_begins");
    while !cased
        && tokens.len() > 2
        && ordinary(tokens.end - 1)
        && !ordinary(tokens.end - 2)
        && !descent(tokens.end - 2)
    {
        tokens.end -= 1;
    }
    tokens
}

/// A name with the words of descent in and around it: "الحسين بن" wants a word more, "عبيد" those
/// before it in "المختار بن أبي عبيد".
fn with_descent(doc: &Document<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let child = |i: usize| is_in(doc, i, "name_child");
    let begins = |i: usize| is_in(doc, i, "name_begins");
    let plain =
        |i: usize| doc.kind(i) == TokenKind::Word && (doc.functions[i].is_none() || part(doc, i));
    while tokens.end < doc.tokens.len() {
        let last = tokens.end - 1;
        if !(child(last) || begins(last) || child(tokens.end)) || !plain(tokens.end) {
            break;
        }
        tokens.end += 1;
    }
    while let Some(before) = tokens.start.checked_sub(1) {
        if !(begins(before) || child(before) || child(tokens.start) && plain(before)) {
            break;
        }
        tokens.start = before;
    }
    tokens
}

/// Whether a word is one of those of a setting.
fn is_in(doc: &Document<'_>, i: usize, setting: &str) -> bool {
    doc.kind(i) == TokenKind::Word && doc.lang.settings.lists(setting, doc.norm(i))
}

/// Whether a word is part of people's names, by its letters as they are written.
fn part(doc: &Document<'_>, i: usize) -> bool {
    reading(doc, i).0 == Some(Pos::Name)
}

/// A name with the family name behind it, where that has an article of its own: "ليان الحاج".
fn with_family(doc: &Document<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let (next, article) = (doc.norm(tokens.end), doc.lang.clitics.article());
    let part = |w: &str| doc.pack.world.name_part(w);
    let first = doc.norm(tokens.start);
    let bare = || doc.lang.clitics.name_stems(first).any(|(_, stem)| part(&stem).0);
    let given = part(first).0 || bare();
    let family = !article.is_empty()
        && part(next).1
        && (next.starts_with(article) || reading(doc, tokens.end).0 == Some(Pos::Name));
    let free = doc.functions.get(tokens.end).is_some_and(Option::is_none);
    if given && family && free && tokens.len() == 1 {
        tokens.end += 1;
    }
    tokens
}

/// The names of a row of tokens: a word on which a conjunction is written begins another, and so
/// does a listed name behind a preposition.
fn joined(doc: &Document<'_>, nominals: &[Nominal], tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let cased = doc.lang.is_cased();
    for i in tokens {
        if speaks_for(doc, i) || is_free_dash(doc, i) {
            break;
        }
        // Where no capitals show a name, none goes on over a mark or a function word; words for
        // kinds of places and of contests are nouns that begin names.
        let function = || !matches!(doc.class(i), "" | "city" | "trap") && !part(doc, i);
        if !cased && (doc.kind(i) != TokenKind::Word || function()) {
            break;
        }
        // Capitals tell it already: "University of Leeds" is one.
        let begins = |n: &Nominal| n.tokens.start == i && n.name.is_some() && n.prep.is_some();
        let listed = || !cased && touching(nominals, &(i..i + 1)).iter().any(begins);
        let is_next = reading(doc, i).1.is_some_and(|b| !b.conj.is_empty()) || listed();
        match out.last_mut().filter(|_| !is_next) {
            Some(last) => last.end = i + 1,
            None => out.push(i..i + 1),
        }
    }
    out
}

/// A dash with space on both sides, as between the place of a report and its first word.
fn is_free_dash(doc: &Document<'_>, i: usize) -> bool {
    let ends = |i: usize| doc.tokens.get(i).map(|t| (t.span.start, t.span.end));
    let (Some(before), Some(own), Some(after)) =
        (i.checked_sub(1).and_then(ends), ends(i), ends(i + 1))
    else {
        return false;
    };
    matches!(doc.norm(i), "-" | "–" | "—") && before.1 < own.0 && own.1 < after.0
}

/// "المتحدث باسم": a word that is a first name too, behind a word for who speaks in another's name.
pub(crate) fn speaks_for(doc: &Document<'_>, i: usize) -> bool {
    let around = |k: usize, class: &str| doc.around(k, class).map(|a| a.end);
    around(i, "name").is_some()
        && (i.saturating_sub(3)..i).any(|k| around(k, "spokes").is_some_and(|end| end <= i + 1))
}

/// Whether a row of tokens may be a name where no capitals show one: a person is not called by
/// ordinary words, nothing by one of them.
fn may_name(doc: &Document<'_>, name: &Tagged) -> bool {
    if doc.lang.is_cased() {
        return true;
    }
    let proper = |i: usize| {
        let (pos, _) = reading(doc, i);
        matches!(pos, None | Some(Pos::Name))
    };
    if name.kind != NameKind::Person {
        // Of two nouns with the article, the second begins another phrase: "البرلمان القانون".
        let definite = |i: usize| doc.norm(i).starts_with(doc.lang.clitics.article());
        let noun = |i: usize| matches!(reading(doc, i).0, Some(Pos::Noun | Pos::Masdar));
        let parted = |i: usize| definite(i) && definite(i + 1) && noun(i) && noun(i + 1);
        let inner = name.tokens.start..name.tokens.end - 1;
        return if inner.is_empty() {
            name.sure || proper(name.tokens.start)
        } else {
            !inner.clone().any(parted)
        };
    }
    let n_proper = name.tokens.clone().filter(|i| proper(*i)).count();
    (name.sure || proper(name.tokens.start) && 2 * n_proper >= name.tokens.len())
        && (doc.functions[name.tokens.start].is_none() || part(doc, name.tokens.start))
}

/// Part of speech of the likeliest reading of a word, and what is written before it; of a word of
/// names, nothing is.
pub(crate) fn reading<'d>(doc: &Document<'d>, i: usize) -> (Option<Pos>, Option<&'d Proclitic>) {
    doc.words.get(i).map_or((None, None), |word| word.likeliest(doc.lang))
}

/// The bytes of a name: what is written before its first word as a clitic is no part of it.
pub fn name_span(doc: &Document<'_>, tokens: &Range<usize>) -> Span {
    let span = doc.span(tokens);
    let Some(token) = doc.tokens.get(tokens.start) else { return span };
    let before = reading(doc, tokens.start).1.filter(|b| !b.conj.is_empty() || !b.prep.is_empty());
    let skipped = before.map_or(0, |b| written_len(token, doc.text, &b.form, b.article));
    Span { start: span.start + skipped as u32, end: span.end }
}

/// The names that labels tell: their places and kinds.
pub fn spans(labels: &[usize]) -> impl Iterator<Item = (Range<usize>, NameKind)> {
    let begins = labels.iter().enumerate().filter(|(_, l)| l.is_multiple_of(2).eq(&false));
    begins.map(|(start, label)| {
        let more = labels[start + 1..].iter().take_while(|l| **l == label + 1).count();
        let kind = match label {
            1 => NameKind::Person,
            3 => NameKind::Place,
            5 => NameKind::Org,
            _ => NameKind::Other,
        };
        (start..start + 1 + more, kind)
    })
}
