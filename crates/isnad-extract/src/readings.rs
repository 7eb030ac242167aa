//! What the lexicon makes of each token: readings, and whether a listed phrase or a function word may
//! begin there. A word that stands in a text again is not looked up again.

use std::ops::Index;

use isnad_pack::{LangPack, lexicon::Reading};
use isnad_text::{Span, Token, TokenKind};
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The readings of all tokens of a text.
#[derive(Debug, Default)]
pub struct Readings<'a> {
    /// One word after the other.
    all: Vec<Reading<'a>>,
    tokens: Vec<Word>,
}

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// Where its readings begin and end.
    readings: (u32, u32),
    /// Whether a function word may begin with it.
    function: bool,
    /// Whether a listed word of several tokens may begin with it.
    phrase: bool,
}

impl<'a> Readings<'a> {
    /// Reads the words of a text.
    pub(crate) fn new(tokens: &[Token], text: &str, lang: &'a LangPack) -> Readings<'a> {
        let mut out = Readings {
            all: Vec::with_capacity(tokens.len()),
            tokens: Vec::with_capacity(tokens.len()),
        };
        let mut known: FxHashMap<(&str, bool), Word> =
            FxHashMap::with_capacity_and_hasher(tokens.len(), FxBuildHasher);
        let closing = lang.settings.get("closed").map(String::as_str);
        for token in tokens {
            // A letter that only ends words shows that no pronoun is written after it.
            let closed = closing.is_some_and(|c| ends(token.span, text, c));
            let word = *known
                .entry((&token.norm, closed))
                .or_insert_with(|| out.read(token, closed, lang));
            out.tokens.push(word);
        }
        out
    }

    /// The readings of a token; none behind the last.
    pub fn at(&self, i: usize) -> &[Reading<'a>] {
        let Some(word) = self.tokens.get(i) else { return &[] };
        self.all.get(word.readings.0 as usize..word.readings.1 as usize).unwrap_or_default()
    }

    /// Whether a function word may begin at a token.
    pub(crate) fn may_be_function(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|w| w.function)
    }

    /// Whether a listed word of several tokens may begin at a token.
    pub(crate) fn may_be_phrase(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|w| w.phrase)
    }

    fn read(&mut self, token: &Token, closed: bool, lang: &'a LangPack) -> Word {
        let from = self.all.len();
        let is_word = token.kind == TokenKind::Word;
        let (function, phrase) = lang.read_word(&token.norm, &mut self.all);
        if !is_word {
            self.all.truncate(from);
        } else if closed {
            let mut own = self.all.split_off(from);
            own.retain(|r| r.split.after.is_none());
            self.all.append(&mut own);
        }
        let readings = (from as u32, self.all.len() as u32);
        Word { readings, function, phrase: is_word && phrase }
    }
}

impl<'a> Index<usize> for Readings<'a> {
    type Output = [Reading<'a>];

    fn index(&self, i: usize) -> &[Reading<'a>] {
        self.at(i)
    }
}

fn ends(span: Span, text: &str, closing: &str) -> bool {
    span.of(text).ends_with(closing)
}
