//! Names told by their letters and their neighbours: a linear chain over the tokens of a sentence,
//! for names that no list holds and for words that only look like a listed name.
//!
//! Method: the structured perceptron of Collins (EMNLP 2002), decoded by Viterbi; weights are a
//! table of the pack.

pub mod features;

use std::ops::Range;

use isnad_pack::{
    analyse,
    clitics::Proclitic,
    inflect::Pos,
    tagger::{N_LABELS, Tagger, Weights, atom, key},
};
use isnad_text::{Span, TokenKind};

use crate::{
    document::Document,
    nominal::{Nominal, written_len},
};
use features::{Atoms, Seen, TEMPLATES, Unkept, seen};

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
}

/// The names of a document, in their order.
pub fn names(doc: &Document<'_>, nominals: &[Nominal]) -> Vec<Tagged> {
    let tagger = &doc.lang.tagger;
    if tagger.is_empty() {
        return Vec::new();
    }
    let seen = seen(doc, nominals, &mut Unkept);
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let own = seen.get(sentence.clone()).unwrap_or_default();
        let labels = tagger.decode(&scores(own, tagger));
        for (tokens, kind) in spans(&labels) {
            let tokens = tokens.start + sentence.start..tokens.end + sentence.start;
            let person = kind == NameKind::Person;
            let whole = |tokens| if person { whole_name(doc, tokens) } else { tokens };
            let parts = joined(doc, nominals, tokens)
                .into_iter()
                .map(|tokens| Tagged { tokens: whole(tokens), kind });
            for name in parts.filter(|t| may_name(doc, nominals, t)) {
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
    (name.kind == NameKind::Person && joined && free && given)
        .then(|| Tagged { tokens: at..at + 1, kind: NameKind::Person })
}

/// A person's name with what its own words call for on both sides.
fn whole_name(doc: &Document<'_>, tokens: Range<usize>) -> Range<usize> {
    trimmed(doc, with_descent(doc, with_family(doc, tokens)))
}

/// A name without the object or the time that follows its two words: "غابرييل بوريتش الجموع".
fn trimmed(doc: &Document<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let cased = doc.lang.is_cased();
    let ordinary = |i: usize| !matches!(reading(doc, i).0, None | Some(Pos::Name));
    while !cased && tokens.len() > 2 && ordinary(tokens.end - 1) && !ordinary(tokens.end - 2) {
        tokens.end -= 1;
    }
    tokens
}

/// A name with the words of descent in and around it: "الحسين بن" wants a word more, "عبيد" those
/// before it in "المختار بن أبي عبيد".
fn with_descent(doc: &Document<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let is = |i: usize, setting: &str| {
        let words = doc.lang.settings.get(setting).map_or("", String::as_str);
        doc.kind(i) == TokenKind::Word && words.split('|').any(|w| w == doc.norm(i))
    };
    let child = |i: usize| is(i, "name_child");
    let begins = |i: usize| is(i, "name_begins");
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
        if speaks_for(doc, i) {
            break;
        }
        // Where no capitals show a name, none goes on over a mark or a function word.
        let function = || doc.functions[i].is_some() && !part(doc, i);
        if !cased && (doc.kind(i) != TokenKind::Word || function()) {
            break;
        }
        let listed =
            || nominals.iter().any(|n| n.tokens.start == i && n.name.is_some() && n.prep.is_some());
        let is_next = reading(doc, i).1.is_some_and(|b| !b.conj.is_empty()) || listed();
        match out.last_mut().filter(|_| !is_next) {
            Some(last) => last.end = i + 1,
            None => out.push(i..i + 1),
        }
    }
    out
}

/// "المتحدث باسم": a word that is a first name too, behind a word for who speaks in another's name.
pub(crate) fn speaks_for(doc: &Document<'_>, i: usize) -> bool {
    let around = |k: usize, class: &str| {
        doc.lang.cues.around(&doc.tokens, k, class, &doc.lang.clitics).map(|a| a.end)
    };
    around(i, "name").is_some()
        && (i.saturating_sub(3)..i).any(|k| around(k, "spokes").is_some_and(|end| end <= i + 1))
}

/// Whether a row of tokens may be a name where no capitals show one: a person is not called by
/// ordinary words, by a title or by an adjective of a state; nothing is called by one ordinary word.
fn may_name(doc: &Document<'_>, nominals: &[Nominal], name: &Tagged) -> bool {
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
            proper(name.tokens.start)
        } else {
            !inner.clone().any(parted)
        };
    }
    let titled = |n: &Nominal| {
        let touches = n.tokens.start < name.tokens.end && name.tokens.start < n.tokens.end;
        touches && (n.adjective || n.role.is_some() && n.tokens.start >= name.tokens.start)
    };
    let n_proper = name.tokens.clone().filter(|i| proper(*i)).count();
    proper(name.tokens.start)
        && 2 * n_proper >= name.tokens.len()
        && (doc.functions[name.tokens.start].is_none() || part(doc, name.tokens.start))
        && !nominals.iter().any(titled)
}

/// Part of speech of the likeliest reading of a word, and what is written before it; of a word of
/// names, nothing is.
pub(crate) fn reading<'d>(doc: &Document<'d>, i: usize) -> (Option<Pos>, Option<&'d Proclitic>) {
    let (clitics, word) = (&doc.lang.clitics, doc.norm(i));
    let is_part = |w: &str| doc.pack.world.is_name_part(w);
    let likeliest = || analyse::likeliest(&doc.lang.vocabulary, clitics, doc.word(i), word);
    if is_part(word) {
        // Letters that folding joins may make a particle of it: "الآن" is no "آلان", but "علي" is
        // not "على" either.
        let written = doc.word(i);
        let otherwise = |lemma: &str| lemma.len() == written.len() && lemma != written;
        let particle =
            likeliest().filter(|r| r.features.pos == Pos::Particle && !otherwise(r.lemma));
        return (particle.map_or(Some(Pos::Name), |r| Some(r.features.pos)), None);
    }
    let mut cut = clitics.name_stems(word);
    if let Some((before, _)) = cut.find(|(before, stem)| before.is_some() && is_part(stem)) {
        return (Some(Pos::Name), before);
    }
    match likeliest() {
        Some(ranked) => (Some(ranked.features.pos), ranked.split.before),
        None => (None, analyse::guess(clitics, doc.word(i), word, |_| false).before),
    }
}

/// The bytes of a name: what is written before its first word as a clitic is no part of it.
pub fn name_span(doc: &Document<'_>, tokens: &Range<usize>) -> Span {
    let span = doc.span(tokens);
    let Some(token) = doc.tokens.get(tokens.start) else { return span };
    let before = reading(doc, tokens.start).1.filter(|b| !b.conj.is_empty() || !b.prep.is_empty());
    let skipped = before.map_or(0, |b| written_len(token, doc.text, &b.form, b.article));
    Span { start: span.start + skipped as u32, end: span.end }
}

/// What speaks for each label at each token of a sentence.
pub fn scores(sentence: &[Seen], tagger: &Tagger) -> Vec<Weights> {
    let mut out = vec![[0; N_LABELS]; sentence.len()];
    for (i, own) in out.iter_mut().enumerate() {
        each_feature(sentence, i, |_, _, key| {
            if let Some(weights) = tagger.weights(key) {
                own.iter_mut().zip(weights).for_each(|(sum, w)| *sum += w);
            }
        });
    }
    out
}

/// Hands over the features of a token: the template, the values, the key.
pub fn each_feature(sentence: &[Seen], i: usize, mut hand: impl FnMut(usize, &[u64], u64)) {
    let edge = atom(EDGE);
    for (number, (name, parts)) in TEMPLATES.iter().enumerate() {
        let mut values = [0; 3];
        for (value, (field, offset)) in values.iter_mut().zip(*parts) {
            let at = i.checked_add_signed(*offset).and_then(|at| sentence.get(at));
            *value = at.map_or(edge, |seen| seen[*field as usize]);
        }
        let values = &values[..parts.len()];
        hand(number, values, key(atom(name), values.iter().copied()));
    }
}

/// The value of what lies before the first and behind the last token of a sentence.
pub const EDGE: &str = "edge";

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

/// What is seen of the tokens of a document, and the words of all values: for training.
pub fn seen_with(doc: &Document<'_>, nominals: &[Nominal], atoms: &mut impl Atoms) -> Vec<Seen> {
    atoms.atom(EDGE);
    seen(doc, nominals, atoms)
}
