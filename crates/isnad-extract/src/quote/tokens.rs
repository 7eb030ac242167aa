//! What this module asks of the tokens of a text again and again, answered once.

use std::cell::{Cell, OnceCell};

use isnad_pack::{clitics::Proclitic, cues::Cue, inflect::Number, lexicon::Reading};
use rustc_hash::FxHashMap;

use crate::{document::Document, nominal::role_at};

use super::cue::CueAt;

/// What is known of the tokens of a text.
#[derive(Debug)]
pub(crate) struct Tokens<'d> {
    each: Vec<Known<'d>>,
    /// How words can be reporting words, one word after the other.
    readings: Vec<(&'d Cue, Reading<'d>)>,
}

/// What is known of a token.
#[derive(Debug)]
struct Known<'d> {
    word: Word,
    cue: OnceCell<Option<CueAt<'d>>>,
    role: OnceCell<Role<'d>>,
    /// By which it is found again; none for function words.
    stem: OnceCell<Option<Box<str>>>,
    asked: Cell<u16>,
    yes: Cell<u16>,
}

/// What is known of a folded word wherever it stands.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// Where its readings as a reporting word begin and end.
    readings: (u32, u32),
    /// Whether it is written with the article.
    definite: bool,
}

/// A role noun: the role, its number, the token after it, what is written before it.
type Role<'d> = Option<(usize, Number, usize, Option<&'d Proclitic>)>;

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
        let mut out = Tokens { each: Vec::with_capacity(doc.tokens.len()), readings: Vec::new() };
        let mut seen: FxHashMap<&str, (u32, u32)> = FxHashMap::default();
        for (token, word) in doc.tokens.iter().zip(&doc.words) {
            let norm = token.norm.as_str();
            let mut read = || *seen.entry(norm).or_insert_with(|| out.read(doc, norm));
            let readings = if word.begins.cue { read() } else { (0, 0) };
            out.each.push(Known {
                word: Word { readings, definite: word.has_article },
                cue: OnceCell::new(),
                role: OnceCell::new(),
                stem: OnceCell::new(),
                asked: Cell::new(0),
                yes: Cell::new(0),
            });
        }
        out
    }

    /// Reads a word; where its readings begin and end.
    fn read(&mut self, doc: &'d Document<'_>, norm: &str) -> (u32, u32) {
        let from = self.readings.len() as u32;
        self.readings.extend(doc.lang.cues.readings(norm, &doc.lang.clitics));
        (from, self.readings.len() as u32)
    }

    /// The ways in which a token can be a reporting word.
    pub(super) fn cue_readings(&self, i: usize) -> &[(&'d Cue, Reading<'d>)] {
        let (from, to) = self.each.get(i).map_or((0, 0), |k| k.word.readings);
        self.readings.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The reporting word at a token, which its readings tell.
    pub(super) fn cue(
        &self,
        i: usize,
        find: impl FnOnce(&[(&'d Cue, Reading<'d>)]) -> Option<CueAt<'d>>,
    ) -> Option<CueAt<'d>> {
        let readings = self.cue_readings(i);
        let known = self.each.get(i).filter(|_| !readings.is_empty())?;
        *known.cue.get_or_init(|| find(readings))
    }

    /// The role noun at a token.
    pub(super) fn role(&self, doc: &'d Document<'_>, i: usize) -> Role<'d> {
        *self.each.get(i)?.role.get_or_init(|| role_at(doc, i))
    }

    /// The stem by which a token is found again, if it has one, which is cut when it is asked first.
    pub(super) fn stem(&self, i: usize, cut: impl FnOnce() -> Option<String>) -> Option<&str> {
        let stem = self.each.get(i)?.stem.get_or_init(|| cut().map(String::into_boxed_str));
        stem.as_deref()
    }

    /// Whether the language writes its article on the word, and this word has it.
    pub(super) fn is_definite(&self, i: usize) -> bool {
        self.each.get(i).is_some_and(|k| k.word.definite)
    }

    /// The answer to a question about a token, found when it is asked first.
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
