//! Tables of words and phrases, looked up in tokens; words may carry proclitics.
//!
//! The words and the proclitics come from a language pack. A word that stands in the table as it is
//! wins over one that must be cut, and a longer phrase over a shorter one.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::{Contractions, Span, Token, TokenKind, fold, fold::is_ignorable, tokenize_with};

/// What a proclitic does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proclitic {
    /// Joins: "and".
    Conjunction,
    /// A preposition.
    Preposition,
    /// The article.
    Article,
}

/// A table of phrases.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    /// The first words.
    first: Steps<T>,
    proclitics: Vec<Chain>,
    contractions: Contractions,
}

/// The words that carry on a phrase.
type Steps<T> = FxHashMap<CompactString, Step<T>>;

/// One word of phrases: those that end with it, in the order of the table, and how others go on.
#[derive(Debug, Clone)]
struct Step<T> {
    entries: Vec<T>,
    next: Steps<T>,
}

impl<T> Default for Step<T> {
    fn default() -> Step<T> {
        Step { entries: Vec::new(), next: Steps::default() }
    }
}

/// Proclitics written together.
#[derive(Debug, Clone)]
struct Chain {
    form: String,
    /// Its first two bytes, for most words a test that spares the longer one.
    head: [u8; 2],
    /// Bytes of it before the article.
    outer: usize,
    parts: Vec<Proclitic>,
}

impl Chain {
    fn may_begin(&self, head: [u8; 2]) -> bool {
        self.head[0] == head[0] && (self.head[1] == head[1] || self.form.len() == 1)
    }
}

/// A phrase found in tokens.
#[derive(Debug, Clone)]
pub struct Hit<'p, T> {
    /// What the table says of it.
    pub entry: &'p T,
    /// Number of tokens.
    pub len: usize,
    /// Bytes of conjunction and preposition in the folded form of the first token; the article
    /// stays.
    pub cut: usize,
    /// The proclitics cut off.
    pub proclitics: &'p [Proclitic],
}

/// The phrases that begin at each token of a text.
#[derive(Debug, Clone)]
pub struct HitTable<'p, T> {
    hits: Vec<Hit<'p, T>>,
    /// For each token where its hits begin, and where the last ones end.
    first: Vec<usize>,
}

impl<'p, T> HitTable<'p, T> {
    /// The phrases that begin at a token, the longest first.
    pub fn at(&self, at: usize) -> &[Hit<'p, T>] {
        let (Some(from), Some(to)) = (self.first.get(at), self.first.get(at.saturating_add(1)))
        else {
            return &[];
        };
        self.hits.get(*from..*to).unwrap_or_default()
    }
}

impl<T> Hit<'_, T> {
    /// Whether it is joined to what stands before.
    pub fn is_joined(&self) -> bool {
        self.proclitics.contains(&Proclitic::Conjunction)
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases {
            first: Steps::default(),
            proclitics: Vec::new(),
            contractions: Contractions::NONE,
        }
    }
}

impl<T> Phrases<T> {
    /// Says how phrases that are added from now on are cut; like the texts.
    pub fn cut_by(&mut self, contractions: Contractions) {
        self.contractions = contractions;
    }

    /// The tokens of a phrase.
    pub(crate) fn tokens(&self, phrase: &str) -> Vec<Token> {
        tokenize_with(phrase, Span::new(0, phrase.len()), &self.contractions)
    }

    /// Adds a phrase.
    pub fn insert(&mut self, phrase: &str, entry: T) {
        // A clitic that begins with an apostrophe is one token after a word.
        let clitic = phrase.strip_prefix('\'').is_some_and(|r| r.chars().all(char::is_alphabetic));
        let words: Vec<CompactString> = if clitic {
            vec![fold(phrase).into()]
        } else {
            self.tokens(phrase).into_iter().map(|t| t.norm).filter(|w| !w.is_empty()).collect()
        };
        let mut words = words.into_iter();
        let Some(first) = words.next() else { return };
        let step = self.first.entry(first).or_default();
        let last = words.fold(step, |step, word| step.next.entry(word).or_default());
        last.entries.push(entry);
    }

    /// Adds a proclitic or a chain of them; `article` is how the article is written, as far as it
    /// ends the chain.
    pub fn insert_proclitic(&mut self, form: &str, parts: Vec<Proclitic>, article: &str) {
        let (form, article) = (fold(form), fold(article));
        let inner = if parts.contains(&Proclitic::Article) { article.len() } else { 0 };
        let whole = inner == 0 || form.ends_with(&article);
        let shortened = form.chars().next_back().map_or(0, char::len_utf8);
        let outer = form.len().saturating_sub(if whole { inner } else { shortened });
        let head = head(&form);
        self.proclitics.push(Chain { form, head, outer, parts });
        // Longest first, so that what is cut is always as much as can be.
        self.proclitics
            .sort_by(|a, b| b.form.len().cmp(&a.form.len()).then_with(|| a.form.cmp(&b.form)));
    }

    /// All phrases that begin at a token, the longest first.
    pub fn all<'p>(&'p self, tokens: &[Token], at: usize) -> Vec<Hit<'p, T>> {
        let mut hits = Vec::new();
        self.push_all(tokens, at, &mut hits);
        hits
    }

    /// The phrases that begin at each token, found once for many questions.
    pub fn table<'p>(&'p self, tokens: &[Token]) -> HitTable<'p, T> {
        let mut table = HitTable {
            hits: Vec::with_capacity(tokens.len()),
            first: Vec::with_capacity(tokens.len() + 1),
        };
        for at in 0..tokens.len() {
            table.first.push(table.hits.len());
            self.push_all(tokens, at, &mut table.hits);
        }
        table.first.push(table.hits.len());
        table
    }

    fn push_all<'p>(&'p self, tokens: &[Token], at: usize, hits: &mut Vec<Hit<'p, T>>) {
        let Some(token) = tokens.get(at) else { return };
        let before = hits.len();
        self.collect(&token.norm, 0, &[], tokens, at, hits);
        if token.kind == TokenKind::Word {
            let head = head(&token.norm);
            for chain in self.proclitics.iter().filter(|c| c.may_begin(head)) {
                let rest = token.norm.strip_prefix(chain.form.as_str());
                if let Some(rest) = rest.filter(|r| !r.is_empty()) {
                    self.collect(rest, chain.outer, &chain.parts, tokens, at, hits);
                }
            }
        }
        // Stable: at the same length the form as it stands precedes the cut ones.
        if let Some(new) = hits.get_mut(before..).filter(|n| n.len() > 1) {
            new.sort_by_key(|h| std::cmp::Reverse(h.len));
        }
    }

    /// The longest phrase that begins at a token and fits.
    pub fn find<'p>(
        &'p self,
        tokens: &[Token],
        at: usize,
        fits: impl Fn(&T) -> bool,
    ) -> Option<Hit<'p, T>> {
        self.all(tokens, at).into_iter().find(|h| fits(h.entry))
    }

    fn collect<'p>(
        &'p self,
        word: &str,
        cut: usize,
        proclitics: &'p [Proclitic],
        tokens: &[Token],
        at: usize,
        hits: &mut Vec<Hit<'p, T>>,
    ) {
        let (mut step, mut len) = (self.first.get(word), 1);
        while let Some(here) = step {
            hits.extend(here.entries.iter().map(|entry| Hit { entry, len, cut, proclitics }));
            step = tokens.get(at + len).and_then(|t| here.next.get(t.norm.as_str()));
            len += 1;
        }
    }
}

/// The first two bytes of a word: an Arabic letter.
fn head(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes();
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

/// The span of a token without the first `cut` bytes of its folded form.
pub fn cut_span(text: &str, token: &Token, cut: usize) -> Span {
    if cut == 0 {
        return token.span;
    }
    let mut folded = 0;
    for (at, c) in token.span.of(text).char_indices() {
        if folded >= cut && !is_ignorable(c) {
            return Span::new(token.span.start as usize + at, token.span.end as usize);
        }
        folded += fold(c.encode_utf8(&mut [0; 4])).len();
    }
    token.span
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize;

    #[test]
    fn cuts_proclitics_only_when_needed_and_prefers_long_phrases() {
        let mut phrases = Phrases::default();
        phrases.insert("واحد", 1);
        phrases.insert("عشرون", 20);
        phrases.insert("في المئة", 100);
        phrases.insert("المئة", 5);
        phrases.insert_proclitic("و", vec![Proclitic::Conjunction], "ال");
        phrases.insert_proclitic("بال", vec![Proclitic::Preposition, Proclitic::Article], "ال");
        let text = "واحد وَعشرون في المئة";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let hit = |at| phrases.find(&tokens, at, |_| true).unwrap();
        assert_eq!((*hit(0).entry, hit(0).cut), (1, 0));
        assert_eq!((*hit(1).entry, hit(1).is_joined()), (20, true));
        assert_eq!(cut_span(text, &tokens[1], hit(1).cut).of(text), "عشرون");
        assert_eq!((*hit(2).entry, hit(2).len), (100, 2));
        assert_eq!(*hit(3).entry, 5);
        let text = "بالعشرون";
        let tokens_of_one = tokenize(text, Span::new(0, text.len()));
        let found = phrases.find(&tokens_of_one, 0, |_| true).unwrap();
        assert_eq!(cut_span(text, &tokens_of_one[0], found.cut).of(text), "العشرون");
        assert!(phrases.find(&tokens, 9, |_| true).is_none());
    }

    #[test]
    fn tells_all_phrases_that_begin_alike_the_longest_first() {
        let mut phrases = Phrases::default();
        for (phrase, entry) in [("in", 1), ("in the end", 2), ("in the", 3), ("in", 4)] {
            phrases.insert(phrase, entry);
        }
        let text = "in the end";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let found: Vec<_> = phrases.all(&tokens, 0).iter().map(|h| (*h.entry, h.len)).collect();
        assert_eq!(found, [(2, 3), (3, 2), (1, 1), (4, 1)]);
        assert_eq!(phrases.table(&tokens).at(0).len(), 4);
    }
}
