//! The document under analysis: tokens, sentences, readings and function words of an article,
//! computed once and shared by all extractors.

use std::ops::Range;

use isnad_pack::{
    LangPack, Pack,
    clitics::Proclitic,
    cues::Around,
    gazetteer::exact,
    inflect::Pos,
    lang::Function,
    lexicon::{Analysis, Reading},
    memo::Known,
    word::Word,
};
use isnad_page::Article;
use isnad_text::{Habits, Span, Token, TokenKind, sentence};

use crate::{nominal::Listed, readings::Readings, speech::Speech};

/// A text with everything that the extractors ask of its tokens.
#[derive(Debug)]
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text.
    pub text: &'a str,
    /// The whole pack.
    pub pack: &'a Pack,
    /// The pack of the article's language.
    pub lang: &'a LangPack,
    /// The tokens of the text.
    pub tokens: Vec<Token>,
    /// Token ranges of the sentences.
    pub sentences: Vec<Range<usize>>,
    /// The sentence of each token; behind the last where none holds it.
    sentence_of: Vec<u32>,
    /// What is known of each token by itself.
    pub words: Vec<Known<'a, Word>>,
    /// Readings of each token.
    pub readings: Readings<'a>,
    /// For each token whether it may be a finite verb, and whether it can be nothing else.
    verbs: Vec<(bool, bool)>,
    /// Listed word of several tokens that begins at each token.
    pub phrases: Vec<Option<PhraseAt<'a>>>,
    /// Function word that begins at each token.
    pub functions: Vec<Option<FunctionAt<'a>>>,
    /// Words around speech that begin at each token.
    speech: Speech<'a>,
    /// What the lists of names, titles and adjectives of states hold at each token.
    pub listed: Listed<'a>,
}

/// A listed word of several tokens: the token after it, its reading, what is written before it.
pub type PhraseAt<'a> = (usize, Analysis, Option<&'a Proclitic>);

/// A function word in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionAt<'a> {
    /// Token after its last.
    pub end: usize,
    /// Its class, and its key in that class; of several the first listed.
    pub class: &'a str,
    /// Its key.
    pub key: &'a str,
    /// All its classes and keys.
    pub all: &'a [Function],
}

impl<'a> Document<'a> {
    /// Prepares an article.
    pub fn new(article: &'a Article, pack: &'a Pack) -> Document<'a> {
        let mut doc = Document::without_lists(article, pack);
        doc.speech = Speech::new(&doc.tokens, &doc.words, doc.lang);
        doc.listed = Listed::of(&doc);
        doc
    }

    /// The text layer of an article: nothing is looked up in the lists of words around speech, names,
    /// titles and adjectives of states.
    pub fn without_lists(article: &'a Article, pack: &'a Pack) -> Document<'a> {
        let text = article.text.as_str();
        let lang = pack.lang(article.lang);
        let tokens = lang.tokens(text);
        let sentences = sentences_of(text, &tokens, lang);
        let mut sentence_of = vec![u32::MAX; tokens.len()];
        for (n, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.clone()].fill(n as u32);
        }
        let word = |t: &Token| lang.word(&pack.world, t, t.span.of(text));
        let words: Vec<Known<'a, Word>> = tokens.iter().map(word).collect();
        let readings = Readings::new(&words, lang);
        let verbs = (0..tokens.len()).map(|i| verb(readings.at(i))).collect();
        let function = |(i, w): (usize, &Known<'_, Word>)| {
            let plain = w.begins.function && !is_about(&tokens, i, text, lang);
            plain.then(|| function_at(&tokens, i, lang)).flatten()
        };
        let functions = words.iter().enumerate().map(function).collect();
        let phrase = |(i, w): (usize, &Known<'_, Word>)| {
            w.begins.phrase.then(|| phrase_at(&tokens, i, lang)).flatten()
        };
        let phrases = words.iter().enumerate().map(phrase).collect();
        Document {
            article,
            text,
            pack,
            lang,
            tokens,
            sentences,
            sentence_of,
            words,
            readings,
            verbs,
            phrases,
            functions,
            speech: Speech::default(),
            listed: Listed::default(),
        }
    }

    /// The bytes that a range of tokens covers.
    pub fn span(&self, range: &Range<usize>) -> Span {
        sentence::span_of(&self.tokens, range)
    }

    /// Whether a token is a mark of this folded form.
    pub fn is_mark(&self, i: usize, mark: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is_mark(mark))
    }

    /// The class of the function word that begins at a token, or empty.
    pub fn class(&self, i: usize) -> &'a str {
        self.functions.get(i).and_then(Option::as_ref).map_or("", |f| f.class)
    }

    /// The key of the function word at a token if it is of this class.
    pub fn key(&self, i: usize, class: &str) -> Option<&'a str> {
        let function = self.functions.get(i)?.as_ref()?;
        function.all.iter().find(|f| f.class == class).map(|f| f.key.as_str())
    }

    /// The longest word of a class around speech that begins at a token.
    #[inline]
    pub fn around(&self, i: usize, class: &str) -> Option<Around<'a>> {
        self.speech.at(i, class)
    }

    /// Whether a function word of this class, among others, begins at a token.
    pub fn is_of(&self, i: usize, class: &str) -> bool {
        self.key(i, class).is_some()
    }

    /// The words of a token as they stand.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// The folded form of a token; empty behind the last.
    pub fn norm(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.norm.as_str())
    }

    /// What a token is made of; a mark behind the last.
    pub fn kind(&self, i: usize) -> TokenKind {
        self.tokens.get(i).map_or(TokenKind::Mark, |t| t.kind)
    }

    /// The readings of a token; none behind the last.
    pub fn readings_at(&self, i: usize) -> &[Reading<'a>] {
        self.readings.at(i)
    }

    /// Whether a token has a finite verb among its readings.
    pub fn may_be_verb(&self, i: usize) -> bool {
        self.verbs.get(i).is_some_and(|v| v.0)
    }

    /// Whether a token can only be a finite verb.
    pub fn is_verb(&self, i: usize) -> bool {
        self.verbs.get(i).is_some_and(|v| v.1)
    }

    /// Whether the pack knows a token as a word of the language.
    pub fn is_known(&self, i: usize) -> bool {
        self.functions.get(i).copied().flatten().is_some() || !self.readings.at(i).is_empty()
    }

    /// Whether a token is written with a capital letter.
    pub fn is_capital(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, i: usize) -> Range<usize> {
        let at = self.sentence_of.get(i).map_or(usize::MAX, |s| *s as usize);
        self.sentences.get(at).cloned().unwrap_or(i..i + 1)
    }

    /// The first token that begins at or after a byte.
    pub fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|t| t.span.start < byte)
    }

    /// The tokens that a span covers.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        start..self.tokens.partition_point(|t| t.span.start < span.end).max(start)
    }
}

/// Whether a finite verb is among the readings of a word, and whether nothing else is.
fn verb(readings: &[Reading<'_>]) -> (bool, bool) {
    let is_verb = |r: &Reading<'_>| r.analysis.features.pos == Pos::Verb;
    let any = readings.iter().any(is_verb);
    (any, any && readings.iter().all(is_verb))
}

/// Classes of function words that begin sentences.
const OPENERS: [&str; 5] = ["det", "pron", "demo", "prep", "coord"];

/// The sentences of a text by the abbreviations and function words of its language.
pub fn sentences_of(text: &str, tokens: &[Token], lang: &LangPack) -> Vec<Range<usize>> {
    let habits = Habits {
        is_abbreviation: &|w| lang.abbreviations.contains(w),
        is_opener: &|w| {
            let opens = |f: &Function| OPENERS.contains(&f.class.as_str());
            lang.function.longest_where(w, &[], 0, exact, opens).is_some()
        },
    };
    sentence::sentences(text, tokens, &habits)
}

/// Whether a word that may be a preposition only says that the number behind it is no exact one: "نحو مئة
/// مسلح".
pub(crate) fn is_about(tokens: &[Token], i: usize, text: &str, lang: &LangPack) -> bool {
    let number = |one: &[Token]| {
        one.iter().any(|t| t.kind == TokenKind::Number)
            || !isnad_text::number::find(one, text, &lang.numbers).is_empty()
    };
    tokens.get(i).is_some_and(|t| lang.settings.lists("about", &t.norm))
        && tokens.get(i + 1..i + 2).is_some_and(number)
}

fn phrase_at<'a>(tokens: &[Token], i: usize, lang: &'a LangPack) -> Option<PhraseAt<'a>> {
    let token = tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    lang.clitics.bare_stems(&token.norm).find_map(|(before, stem)| {
        // Words within a phrase bear no prepositions: "هجوما لمسلحين" is no "هجوم مسلح".
        let inner =
            |b: Option<&Proclitic>| b.is_none_or(|b| b.prep.is_empty() && b.conj.is_empty());
        let bare = |t: &Token| -> Vec<String> {
            let stems = lang.clitics.bare_stems(&t.norm);
            stems.filter(|(b, _)| inner(*b)).map(|(_, s)| s.to_owned()).collect()
        };
        let hit = lang.lexicon.phrases.longest(stem, tokens, i + 1, bare)?;
        Some((hit.end, *hit.values.first()?, before))
    })
}

fn function_at<'a>(tokens: &[Token], i: usize, lang: &'a LangPack) -> Option<FunctionAt<'a>> {
    let token = &tokens[i];
    for (before, stem) in lang.clitics.name_stems(&token.norm) {
        // A conjunction may stand before a function word; a preposition makes it another word.
        if before.is_some_and(|b| !b.prep.is_empty() || b.article) {
            continue;
        }
        if let Some(hit) = lang.function.longest(&stem, tokens, i + 1, exact) {
            let function = hit.values.first()?;
            return Some(FunctionAt {
                end: hit.end,
                class: &function.class,
                key: &function.key,
                all: hit.values,
            });
        }
    }
    None
}
