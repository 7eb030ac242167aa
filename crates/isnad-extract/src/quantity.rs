//! Numbers and time expressions of a text, found once for dates, figures and number records; and
//! the words that say how exact they are.

use isnad_pack::LangPack;
use isnad_text::{
    Moment, Span, Token, TokenKind,
    number::{self, NumberMatch},
    phrase::cut_span,
    time::{self, TimeMatch},
};

/// A text with its numbers and time expressions.
#[derive(Debug)]
pub struct Quantities<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The pack of its language.
    pub lang: &'a LangPack,
    /// Its numbers.
    pub numbers: Vec<NumberMatch>,
    /// Its time expressions.
    pub times: Vec<TimeMatch>,
}

/// How exact a figure is, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) name: String,
    pub(crate) span: Span,
}

impl<'a> Quantities<'a> {
    /// Finds numbers and time expressions; `anchor` is when the text was published.
    pub fn new(
        text: &'a str,
        tokens: &'a [Token],
        lang: &'a LangPack,
        anchor: Option<Moment>,
    ) -> Quantities<'a> {
        let numbers = number::find(tokens, text, &lang.numbers);
        let times = time::find(tokens, text, &numbers, &lang.time, anchor);
        Quantities { text, tokens, lang, numbers, times }
    }

    /// The number that begins at a token.
    pub(crate) fn number_at(&self, at: usize) -> Option<&NumberMatch> {
        self.number_over(at).filter(|n| n.first_token == at)
    }

    /// The number that a token belongs to.
    pub(crate) fn number_over(&self, at: usize) -> Option<&NumberMatch> {
        // Numbers stand in order, none within another.
        let index = self.numbers.partition_point(|n| n.last_token < at);
        self.numbers.get(index).filter(|n| n.first_token <= at)
    }

    /// Whether a number ends right before a token.
    pub(crate) fn number_ends(&self, at: usize) -> bool {
        let last = at.checked_sub(1);
        last.is_some_and(|last| self.number_over(last).is_some_and(|n| n.last_token == last))
    }

    /// Whether a time expression shares a byte with a span.
    pub(crate) fn in_time(&self, span: Span) -> bool {
        let index = self.times.partition_point(|t| t.span.end <= span.start);
        self.times.get(index).is_some_and(|t| t.span.overlaps(span))
    }

    /// The words before a token that say how exact the figure that begins there is.
    pub(crate) fn bound_before(&self, at: usize) -> Option<Bound> {
        (1..=5).rev().find_map(|back| {
            let from = at.checked_sub(back)?;
            let hits = self.lang.units.bounds.all(self.tokens, from);
            let hit = hits.into_iter().find(|h| h.len == back && !h.entry.after)?;
            let span = cut_span(self.text, self.tokens.get(from)?, hit.cut);
            Some(Bound { name: hit.entry.bound.clone(), span })
        })
    }

    /// The words at a token that say how exact the figure is that ends before it.
    pub(crate) fn bound_after(&self, at: usize) -> Option<Bound> {
        let hits = self.lang.units.bounds.all(self.tokens, at);
        let hit = hits.into_iter().find(|h| h.entry.after && !self.is_of_next(at, h.len))?;
        let last = self.tokens.get(at + hit.len - 1)?;
        let span = self.tokens.get(at)?.span.cover(last.span);
        Some(Bound { name: hit.entry.bound.clone(), span })
    }

    /// Whether words after a figure belong to the next one: "5,000 or | more than 4,500".
    fn is_of_next(&self, at: usize, len: usize) -> bool {
        (at..at + len).any(|from| {
            let bounds = self.lang.units.bounds.all(self.tokens, from);
            let mut before = bounds.iter().filter(|h| !h.entry.after && from + h.len > at + len);
            before.any(|h| self.number_at(from + h.len).is_some())
        })
    }

    /// The bound around a stretch of tokens, and the stretch with its words.
    pub(crate) fn bounded(&self, first: usize, end: usize, span: Span) -> (Option<String>, Span) {
        match (self.bound_before(first), self.bound_after(end)) {
            (Some(bound), _) => (Some(bound.name), bound.span.cover(span)),
            (None, Some(bound)) => (Some(bound.name), span.cover(bound.span)),
            (None, None) => (None, span),
        }
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether a token touches the one before it.
    pub(crate) fn touches(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.is_some_and(|b| self.tokens.get(at).is_some_and(|t| t.span.start == b.span.end))
    }
}
