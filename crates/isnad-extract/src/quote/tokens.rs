//! What this module asks of the tokens of a text again and again, answered once.

use std::cell::{Cell, OnceCell};

use isnad_pack::{cues::Cue, lexicon::Reading};
use isnad_text::{Token, TokenKind};

use crate::document::Document;

use super::cue::CueAt;

/// What is known of the tokens of a text.
#[derive(Debug)]
pub(crate) struct Tokens<'d> {
    each: Vec<Known>,
    /// How tokens can be reporting words, one token after the other.
    readings: Vec<(&'d Cue, Reading<'d>)>,
    /// The tokens that can be.
    cues: Vec<OnceCell<Option<CueAt<'d>>>>,
}

/// What is known of a token.
#[derive(Debug)]
struct Known {
    /// Where its readings as a reporting word begin and end.
    readings: (u32, u32),
    /// Its place among the tokens that have such readings.
    cue: u32,
    /// Whether it is written with the article.
    definite: bool,
    /// What it does if it is a mark.
    mark: Option<Mark>,
    asked: Cell<u16>,
    yes: Cell<u16>,
    stem: Cell<Stem>,
}

/// Where in a token the stem stands by which it is found again.
#[derive(Debug, Clone, Copy)]
enum Stem {
    /// Nobody asked yet.
    Unknown,
    /// A function word or mark.
    None,
    /// From this byte to that.
    At(u16, u16),
}

/// What a mark does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Comma,
    Colon,
    Stop,
}

/// Questions about a token that are answered by yes or no.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Question {
    Listed,
    ListedBare,
    Glossed,
    Preposition,
    Conjunction,
    ListedBehind,
    Proper,
    Name,
    EndsSentence,
    Relay,
}

impl<'d> Tokens<'d> {
    pub(super) fn new(doc: &'d Document<'_>) -> Tokens<'d> {
        let each = Vec::with_capacity(doc.tokens.len());
        let mut out = Tokens { each, readings: Vec::new(), cues: Vec::new() };
        for (token, word) in doc.tokens.iter().zip(&doc.words) {
            let from = out.readings.len() as u32;
            out.readings.extend(word.cues(doc.lang));
            let readings = (from, out.readings.len() as u32);
            out.each.push(Known {
                readings,
                cue: out.cues.len() as u32,
                definite: word.has_article,
                mark: mark(token),
                asked: Cell::new(0),
                yes: Cell::new(0),
                stem: Cell::new(Stem::Unknown),
            });
            if readings.0 < readings.1 {
                out.cues.push(OnceCell::new());
            }
        }
        out
    }

    /// The ways in which a token can be a reporting word.
    pub(super) fn cue_readings(&self, i: usize) -> &[(&'d Cue, Reading<'d>)] {
        let (from, to) = self.each.get(i).map_or((0, 0), |k| k.readings);
        self.readings.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The reporting word at a token, which its readings tell.
    #[inline]
    pub(super) fn cue(
        &self,
        i: usize,
        find: impl FnOnce(&[(&'d Cue, Reading<'d>)]) -> Option<CueAt<'d>>,
    ) -> Option<CueAt<'d>> {
        let known = self.each.get(i).filter(|k| k.readings.0 < k.readings.1)?;
        *self.cues.get(known.cue as usize)?.get_or_init(|| find(self.cue_readings(i)))
    }

    /// Where in a token the stem stands by which it is found again, if it has one; it is cut when it is
    /// asked first.
    pub(super) fn stem(
        &self,
        i: usize,
        cut: impl FnOnce() -> Option<(u16, u16)>,
    ) -> Option<(u16, u16)> {
        let known = self.each.get(i)?;
        if let Stem::Unknown = known.stem.get() {
            known.stem.set(cut().map_or(Stem::None, |(from, to)| Stem::At(from, to)));
        }
        match known.stem.get() {
            Stem::At(from, to) => Some((from, to)),
            _ => None,
        }
    }

    /// Whether the language writes its article on the word, and this word has it.
    pub(super) fn is_definite(&self, i: usize) -> bool {
        self.each.get(i).is_some_and(|k| k.definite)
    }

    /// Whether a token is a mark that does this.
    #[inline]
    pub(super) fn is(&self, i: usize, mark: Mark) -> bool {
        self.each.get(i).is_some_and(|k| k.mark == Some(mark))
    }

    /// The answer to a question about a token, found when it is asked first.
    #[inline]
    pub(super) fn ask(&self, i: usize, question: Question, answer: impl FnOnce() -> bool) -> bool {
        let Some(known) = self.each.get(i) else { return answer() };
        let bit = 1 << question as u16;
        if known.asked.get() & bit == 0 {
            let yes = if answer() { bit } else { 0 };
            known.asked.set(known.asked.get() | bit);
            known.yes.set(known.yes.get() | yes);
        }
        known.yes.get() & bit != 0
    }
}

/// What a token does if it is a mark.
fn mark(token: &Token) -> Option<Mark> {
    match token.norm.as_str() {
        _ if token.kind != TokenKind::Mark => None,
        "،" | "," | "؛" | ";" => Some(Mark::Comma),
        ":" => Some(Mark::Colon),
        "." | "!" | "?" | "؟" | "\n" => Some(Mark::Stop),
        _ => None,
    }
}
