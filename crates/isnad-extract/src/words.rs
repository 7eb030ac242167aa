//! Tokens as records show them: with dictionary form, part of speech and clitics.

use isnad_pack::{inflect::Pos, lexicon::Reading};
use isnad_text::{Span, TokenKind, fold::is_ignorable};

use crate::{document::Document, record::TokenFact};

/// All tokens of a document but line feeds.
pub fn tokens(doc: &Document<'_>) -> Vec<TokenFact> {
    let shown = (0..doc.tokens.len()).filter(|i| !doc.is_mark(*i, "\n"));
    shown.map(|i| token(doc, i)).collect()
}

fn token(doc: &Document<'_>, i: usize) -> TokenFact {
    let token = &doc.tokens[i];
    let reading = doc.readings[i].first().filter(|_| doc.functions[i].is_none());
    let lemma = match reading {
        Some(r) => Some(doc.lang.lexicon.get(r.analysis.lemma).text.clone()),
        None if token.kind == TokenKind::Word => Some(token.norm.clone()),
        None => None,
    };
    let pos = match token.kind {
        TokenKind::Number => Some("number"),
        TokenKind::Mark => Some("mark"),
        TokenKind::Word => reading.map(|r| pos_name(r.analysis.features.pos)),
    };
    TokenFact {
        span: token.span,
        lemma,
        pos: pos.map(str::to_owned),
        clitics: reading.map(|r| clitics(doc, i, r)).unwrap_or_default(),
    }
}

fn pos_name(pos: Pos) -> &'static str {
    match pos {
        Pos::Verb => "verb",
        Pos::Active | Pos::Participle => "participle",
        Pos::Masdar => "verbal-noun",
        Pos::Gerund => "gerund",
        Pos::Noun => "noun",
        Pos::Adj => "adjective",
    }
}

/// The spans of the clitics of a reading: each letter group before the stem, and the pronoun.
fn clitics(doc: &Document<'_>, i: usize, reading: &Reading<'_>) -> Vec<Span> {
    let span = doc.tokens[i].span;
    let mut out = Vec::new();
    let mut at = span.start;
    if let Some(before) = reading.split.before {
        let parts = [before.conj.as_str(), before.prep.as_str()];
        for part in parts.into_iter().filter(|p| !p.is_empty()) {
            let end = after_letters(doc.text, at, span.end, part.chars().count());
            out.push(Span { start: at, end });
            at = end;
        }
    }
    if let Some(after) = reading.split.after {
        let letters = doc.word(i).chars().filter(|c| !is_ignorable(*c)).count();
        let start = after_letters(doc.text, span.start, span.end, letters - after.form.chars().count());
        out.push(Span { start, end: span.end });
    }
    out
}

/// The byte after so many letters, marks not counted.
fn after_letters(text: &str, from: u32, to: u32, letters: usize) -> u32 {
    let word = Span { start: from, end: to }.of(text);
    let mut left = letters;
    for (offset, c) in word.char_indices() {
        if !is_ignorable(c) {
            if left == 0 {
                return from + offset as u32;
            }
            left -= 1;
        }
    }
    to
}
