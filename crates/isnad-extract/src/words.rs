//! Tokens as records show them: with dictionary form, part of speech and clitics.

use isnad_pack::{
    LangPack,
    analyse::{self, Ranked},
    clitics::{Proclitic, Split},
    inflect::Pos,
};
use isnad_text::{Span, Token, TokenKind, fold::is_ignorable};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{document::Document, record::TokenFact};

/// All tokens of a document but line feeds.
pub fn tokens(doc: &Document<'_>) -> Vec<TokenFact> {
    let words = Words::of(doc);
    let shown = (0..doc.tokens.len()).filter(|i| !doc.is_mark(*i, "\n"));
    shown.map(|i| words.fact(i)).collect()
}

/// What is found out about the words of a document, each word once.
struct Words<'d> {
    doc: &'d Document<'d>,
    /// By the word as written, its likeliest reading.
    read: FxHashMap<&'d str, Option<Ranked<'d>>>,
    /// Folded words that nothing reads as they stand: names, mostly.
    unread: FxHashSet<&'d str>,
}

impl<'d> Words<'d> {
    fn of(doc: &'d Document<'d>) -> Words<'d> {
        let mut words = Words { doc, read: FxHashMap::default(), unread: FxHashSet::default() };
        for token in doc.tokens.iter().filter(|t| t.kind == TokenKind::Word) {
            let written = token.span.of(doc.text);
            if words.read.contains_key(written) {
                continue;
            }
            let reading = likeliest(doc.lang, token, doc.text);
            if reading.is_none() {
                words.unread.insert(token.norm.as_str());
            }
            words.read.insert(written, reading);
        }
        words
    }

    fn fact(&self, i: usize) -> TokenFact {
        let token = &self.doc.tokens[i];
        let word = token.kind == TokenKind::Word;
        let reading = self.read.get(token.span.of(self.doc.text)).and_then(Option::as_ref);
        let split = word.then(|| self.split(token, reading));
        let pos = match token.kind {
            TokenKind::Number => Some("number"),
            TokenKind::Mark => Some("mark"),
            TokenKind::Word => reading.map(pos_name),
        };
        TokenFact {
            span: token.span,
            lemma: split.as_ref().map(|s| self.lemma(token, reading, s)),
            pos: pos.map(str::to_owned),
            clitics: split.map(|s| clitics(self.doc, i, &s)).unwrap_or_default(),
        }
    }

    /// How a token is cut; what nothing reads is guessed.
    fn split(&self, token: &Token, reading: Option<&Ranked<'d>>) -> Split<'d> {
        let written = token.span.of(self.doc.text);
        let seen = |stem: &str| self.is_seen(token, stem);
        let guess = || analyse::guess(&self.doc.lang.clitics, written, &token.norm, seen);
        reading.map_or_else(guess, |r| r.split)
    }

    /// Whether the stem of a token stands elsewhere in the document as a word of its own.
    fn is_seen(&self, token: &Token, stem: &str) -> bool {
        token.norm != stem && self.unread.contains(stem)
    }

    /// The dictionary form: as listed, or made by rule from a word that nothing reads.
    fn lemma(&self, token: &Token, reading: Option<&Ranked<'_>>, split: &Split<'_>) -> String {
        if let Some(reading) = reading {
            return reading.lemma.to_owned();
        }
        let written = token.span.of(self.doc.text);
        // Names are written with a capital, where there is one, and keep it.
        let name = written.starts_with(char::is_uppercase);
        let ruled = self.doc.lang.vocabulary.by_ending(&token.norm).filter(|_| !name);
        ruled.unwrap_or_else(|| self.stem(token, written, split))
    }

    /// The letters of a word without its clitics and article, as they are written.
    fn stem(&self, token: &Token, written: &str, split: &Split<'_>) -> String {
        let splits = self.doc.lang.clitics.splits(&token.norm);
        let is_article = |b: &Proclitic| b.article && b.conj.is_empty() && b.prep.is_empty();
        let mut bare = splits.filter(|s| s.after.is_none() && s.before.is_some_and(is_article));
        let cut = split.before.is_some() || split.after.is_some();
        let range = bare.next().filter(|_| !cut).map_or(split.range(), |s| s.range());
        let letters: String = written.chars().filter(|c| !is_ignorable(*c)).collect();
        let as_written = Some(letters).filter(|l| l.len() == token.norm.len());
        let as_written = as_written.and_then(|l| l.get(range.clone()).map(str::to_owned));
        as_written.unwrap_or_else(|| token.norm.get(range).unwrap_or_default().to_owned())
    }
}

fn likeliest<'d>(lang: &'d LangPack, token: &Token, text: &str) -> Option<Ranked<'d>> {
    analyse::likeliest(&lang.vocabulary, &lang.clitics, token.span.of(text), &token.norm)
}

fn pos_name(reading: &Ranked<'_>) -> &'static str {
    match reading.features.pos {
        Pos::Verb => "verb",
        Pos::Active | Pos::Participle => "participle",
        Pos::Masdar => "verbal-noun",
        Pos::Gerund => "gerund",
        Pos::Noun => "noun",
        Pos::Adj => "adjective",
        Pos::Particle => "particle",
        Pos::Name => "name",
    }
}

/// The spans of the clitics of a word: conjunction and preposition before the stem, the pronoun
/// behind it.
fn clitics(doc: &Document<'_>, i: usize, split: &Split<'_>) -> Vec<Span> {
    let span = doc.tokens[i].span;
    let mut out = Vec::new();
    let mut at = span.start;
    for part in split.before.into_iter().flat_map(Proclitic::parts) {
        let end = after_letters(doc.text, at, span.end, part.chars().count());
        out.push(Span { start: at, end });
        at = end;
    }
    if let Some(after) = split.after {
        let letters = doc.word(i).chars().filter(|c| !is_ignorable(*c)).count();
        let stem = letters.saturating_sub(after.form.chars().count());
        out.push(Span {
            start: after_letters(doc.text, span.start, span.end, stem),
            end: span.end,
        });
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

#[cfg(test)]
mod tests {
    use isnad_pack::Pack;

    use crate::{extras, tests::article};

    #[test]
    fn cuts_clitics_of_known_and_unknown_words() {
        let pack = Pack::builtin();
        for (text, want) in [
            ("وبالمعاهدة", vec!["و", "ب"]),
            ("لزيارتهما", vec!["ل", "هما"]),
            ("وللولايات", vec!["و", "ل"]),
            ("سفينتهم", vec!["هم"]),
            ("وطن", vec![]),
        ] {
            let article = article(text);
            let token = &extras(&article, &pack).tokens[0];
            let got: Vec<&str> = token.clitics.iter().map(|c| c.of(text)).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
