//! Strings by number, so that pages are compared by numbers; and what is known of each form of a word,
//! worked out once.

use std::rc::Rc;

use isnad_pack::{Pack, story_words::StoryWords};
use isnad_text::{Lang, Token};
use rustc_hash::FxHashMap;

use crate::{
    outlets::is_kind,
    terms::{WordKind, value},
};

/// How the concepts begin that are number words.
const NUMBER: &str = "number-";

/// What a string is, as its first letter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// `w:` a stem of one language.
    Stem,
    /// `c:` a concept.
    Concept,
    /// `n:` a number.
    Number,
    /// `p:` the consonants of a name.
    Skeleton,
    /// An entity, an event, a word as it is written.
    Other,
}

impl Class {
    fn of(name: &str) -> Class {
        match name.as_bytes() {
            [b'w', b':', ..] => Class::Stem,
            [b'c', b':', ..] => Class::Concept,
            [b'n', b':', ..] => Class::Number,
            [b'p', b':', ..] => Class::Skeleton,
            _ => Class::Other,
        }
    }
}

/// A form of a word, whatever stands around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// The form itself.
    pub(crate) form: u32,
    /// Concept or number, else stem.
    pub(crate) term: u32,
    /// Stem, whatever the term is.
    pub(crate) stem: u32,
    /// Consonants.
    pub(crate) sound: u32,
    /// Its English gloss, or in English itself, where it is neither concept nor number.
    pub(crate) gloss: Option<u32>,
    /// The consonants, where they may tell a name.
    pub(crate) skeleton: Option<u32>,
    pub(crate) kind: WordKind,
    /// Its value, if it is a number.
    pub(crate) number: Option<f64>,
    /// By how much it makes the number before it larger.
    pub(crate) factor: Option<f64>,
    /// Whether it may negate.
    pub(crate) negates: bool,
    /// Whether it says what kind of outlet a name belongs to.
    pub(crate) house: bool,
}

/// Strings by number.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    ids: FxHashMap<Rc<str>, u32>,
    names: Vec<Rc<str>>,
    classes: Vec<Class>,
    forms: FxHashMap<Lang, FxHashMap<Box<str>, Form>>,
}

impl Symbols {
    /// The number of a string.
    pub(crate) fn id(&mut self, name: String) -> u32 {
        if let Some(id) = self.ids.get(name.as_str()) {
            return *id;
        }
        let id = self.names.len() as u32;
        let name: Rc<str> = name.into();
        self.classes.push(Class::of(&name));
        self.names.push(Rc::clone(&name));
        self.ids.insert(name, id);
        id
    }

    /// The string of a number.
    pub(crate) fn name(&self, id: u32) -> &str {
        self.names.get(id as usize).map_or("", |n| n)
    }

    /// What the string of a number is.
    pub(crate) fn class(&self, id: u32) -> Class {
        self.classes.get(id as usize).copied().unwrap_or(Class::Other)
    }
}

/// A text cut into tokens, with what is known of each.
#[derive(Debug)]
pub(crate) struct Spelt<'a> {
    pub(crate) text: &'a str,
    pub(crate) lang: Lang,
    pub(crate) tokens: Vec<Token>,
    /// By token.
    pub(crate) forms: Vec<Form>,
}

impl<'a> Spelt<'a> {
    /// Reads a text.
    pub(crate) fn new(text: &'a str, lang: Lang, pack: &Pack, symbols: &mut Symbols) -> Spelt<'a> {
        let pack = pack.lang(lang);
        let tokens = pack.tokens(text);
        let forms = Speller::new(lang, &pack.story, symbols).forms(&tokens);
        Spelt { text, lang, tokens, forms }
    }
}

/// Knows the words of one language by form.
pub(crate) struct Speller<'a> {
    lang: Lang,
    story: &'a StoryWords,
    symbols: &'a mut Symbols,
}

impl<'a> Speller<'a> {
    /// A speller of a language with its tables.
    pub(crate) fn new(lang: Lang, story: &'a StoryWords, symbols: &'a mut Symbols) -> Speller<'a> {
        Speller { lang, story, symbols }
    }

    /// What is known of a folded word.
    pub(crate) fn form(&mut self, norm: &str) -> Form {
        let known = self.symbols.forms.get(&self.lang).and_then(|forms| forms.get(norm));
        known.copied().unwrap_or_else(|| {
            let form = self.read(norm);
            self.symbols.forms.entry(self.lang).or_default().insert(norm.into(), form);
            form
        })
    }

    /// What is known of the words of a text.
    pub(crate) fn forms(&mut self, tokens: &[Token]) -> Vec<Form> {
        tokens.iter().map(|token| self.form(&token.norm)).collect()
    }

    /// The number of a number.
    pub(crate) fn number(&mut self, value: f64) -> u32 {
        self.symbols.id(format!("n:{value}"))
    }

    /// Whether a folded word negates, with the word after it.
    pub(crate) fn negates(&self, norm: &str, next: &str) -> bool {
        self.story.negates(norm, next)
    }

    fn read(&mut self, norm: &str) -> Form {
        let stem = self.story.stem(norm);
        let concept = self.story.concept(&stem);
        let number = match concept.map(|c| c.strip_prefix(NUMBER)) {
            Some(digits) => digits.and_then(|d| d.parse().ok()),
            None => value(norm).filter(|_| norm.starts_with(|c: char| c.is_ascii_digit())),
        };
        let function = number.is_none() && self.story.is_stop_word(norm);
        let sound = self.story.skeleton(&self.story.bare(norm));
        let is_name = concept.is_none() && number.is_none() && !function;
        let named = is_name && sound.chars().count() >= 3;
        let kind = match (function, number.is_some() || concept.is_some()) {
            (true, _) => WordKind::Function,
            (_, true) => WordKind::Shared,
            _ => WordKind::Stem,
        };
        let factor = match concept {
            Some("thousand") => Some(1e3),
            Some("million") => Some(1e6),
            Some("billion") => Some(1e9),
            _ => None,
        };
        let stem_id = self.symbols.id(format!("w:{stem}"));
        let term = match (number, concept) {
            (Some(n), _) => self.number(n),
            (None, Some(concept)) => self.symbols.id(format!("c:{concept}")),
            (None, None) => stem_id,
        };
        let sound = self.symbols.id(format!("p:{sound}"));
        let english = self.lang == Lang::EN;
        let gloss = if english { Some(stem.as_str()) } else { self.story.gloss(&stem) };
        let gloss = gloss.filter(|_| is_name).map(|g| self.symbols.id(format!("g:{g}")));
        Form {
            gloss,
            form: self.symbols.id(format!("f:{norm}")),
            term,
            stem: stem_id,
            sound,
            skeleton: named.then_some(sound),
            kind,
            number,
            factor,
            negates: self.story.negates(norm, ""),
            house: is_kind(norm, self.story),
        }
    }
}
