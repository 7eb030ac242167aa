//! Reads one number from its parts: words, figures, and what joins them.

use super::{
    NumberKind, NumberLexicon, NumberMatch, NumberWord, WordClass,
    compose::{Offer, Sum},
    tidy,
};
use crate::{
    Span, Token, TokenKind,
    phrase::{Hit, Proclitic, cut_span},
};

/// Reads the numbers of a text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) text: &'a str,
    pub(super) lex: &'a NumberLexicon,
}

/// One part of a number: figures or a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) word: NumberWord,
    pub(super) len: usize,
    pub(super) cut: usize,
    pub(super) joined: bool,
    pub(super) definite: bool,
    /// Whether a preposition is written on it, so that it carries on no number.
    pub(super) led: bool,
    /// Number of digits, if it is figures.
    pub(super) digits: Option<usize>,
}

/// A number without what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) value: f64,
    pub(super) kind: NumberKind,
    pub(super) end: usize,
    pub(super) first: Part,
    /// Whether it is figures alone.
    pub(super) digits: bool,
    /// Units under ten that a conjunction joined last.
    pub(super) last_units: f64,
}

/// What joins the next part.
#[derive(Debug, Clone, Copy)]
struct Link {
    class: Option<WordClass>,
    end: usize,
}

impl Reader<'_> {
    /// The number that begins at a token; tokens before `free` belong to another one.
    pub(super) fn number(self, start: usize, free: usize) -> Option<NumberMatch> {
        if let Some(len) = self.minus(start) {
            let found = self.unsigned(start + len)?;
            let first = Part { cut: 0, ..found.first };
            return self.finish(start, Found { value: -found.value, first, ..found });
        }
        if let Some(len) = self.percent_before(start) {
            let found = self.unsigned(start + len).filter(|f| f.digits)?;
            let percent = Found { kind: NumberKind::Percentage, digits: false, ..found };
            return self.finish(start, percent);
        }
        let found = self.unsigned(start)?;
        let article = start.checked_sub(1).filter(|at| *at >= free && self.is(*at, WordClass::One));
        match article.zip(self.after_article(found)) {
            Some((article, found)) => self.finish(article, found),
            None => self.finish(start, found),
        }
    }

    /// The match of a number, with a percent sign after it.
    fn finish(self, start: usize, mut found: Found) -> Option<NumberMatch> {
        if let Some(len) = self.lex.joint(self.tokens, found.end, WordClass::Percent) {
            (found.kind, found.digits) = (NumberKind::Percentage, false);
            found.end += len;
        }
        let last_token = found.end.checked_sub(1)?;
        let first = self.tokens.get(start)?;
        let span = cut_span(self.text, first, found.first.cut);
        found.value.is_finite().then_some(NumberMatch {
            first_token: start,
            last_token,
            span: Span { end: self.tokens.get(last_token)?.span.end, ..span },
            value: tidy(found.value),
            kind: found.kind,
            digits: found.digits,
            definite: found.first.definite,
            joined: found.first.joined,
        })
    }

    /// A number to which an indefinite article before it belongs: "a million", "a half million";
    /// and with it an ordinal may be a part: "a third of", "a hundredth".
    fn after_article(self, found: Found) -> Option<Found> {
        let (v, class) = (found.value, found.first.word.class);
        if class == WordClass::Ordinal {
            let part = v >= 100.0 || (3.0..=10.0).contains(&v) && self.is(found.end, WordClass::Of);
            let value = 1.0 / v;
            return part.then_some(Found { value, kind: NumberKind::Fraction, ..found });
        }
        let half_scale = class == WordClass::Fraction && found.kind == NumberKind::Cardinal;
        (class.wants_one() || half_scale).then_some(found)
    }

    fn unsigned(self, at: usize) -> Option<Found> {
        let found = self.fraction_of_one(at).or_else(|| self.plain(at))?;
        Some(self.ratio(found).unwrap_or(found))
    }

    /// "one one-hundred-and-fifth", "one thousandth of": one and an ordinal that is no part of the
    /// same number.
    fn fraction_of_one(self, at: usize) -> Option<Found> {
        let one = self.parts(at).into_iter().find(|p| is_one(p.word) && p.digits.is_none())?;
        let part = self.plain(at + one.len).filter(|_| self.lex.juxtaposed)?;
        let named = part.kind == NumberKind::Ordinal && part.value > 10.0;
        let apart = part.first.word.value < 100.0 || self.is(part.end, WordClass::Of);
        (named && apart && part.first.digits.is_none()).then_some(Found {
            value: 1.0 / part.value,
            kind: NumberKind::Fraction,
            first: one,
            ..part
        })
    }

    /// A number of parts that add up.
    pub(super) fn plain(self, at: usize) -> Option<Found> {
        let mut sum = Sum::new(self.lex.juxtaposed);
        let mut parts = self.pointed(at).into_iter().chain(self.parts(at));
        let first = parts.find(|p| sum.take(p.offer(false)))?;
        let mut digits = first.digits.is_some();
        let mut end = at + first.len;
        while let Some((next, is_word)) = self.go_on(&mut sum, end) {
            digits &= !is_word;
            end = next;
        }
        let (value, kind) = (sum.value(), sum.kind()?);
        Some(Found { value, kind, end, first, digits, last_units: sum.last_units() })
    }

    /// Length of a sign before a number.
    fn minus(self, start: usize) -> Option<usize> {
        let sign = self.tokens.get(start)?;
        if sign.kind == TokenKind::Number {
            return None;
        }
        let hit = self.lex.words.find(self.tokens, start, |w| w.class == WordClass::Minus)?;
        let tight = self.touches(start + hit.len) && !self.touches(start);
        let is_sign = hit.cut == 0 && (sign.kind == TokenKind::Word || tight);
        is_sign.then_some(hit.len)
    }

    /// Length of a percent sign that is written before the figures.
    fn percent_before(self, start: usize) -> Option<usize> {
        let sign = self.tokens.get(start)?;
        let tight = sign.kind == TokenKind::Mark && self.touches(start + 1) && !self.touches(start);
        let len = self.lex.joint(self.tokens, start, WordClass::Percent).filter(|_| tight)?;
        (self.tokens.get(start + len)?.kind == TokenKind::Number).then_some(len)
    }

    /// Takes the next part, with what joins it; where it ends, and whether it is a word.
    fn go_on(self, sum: &mut Sum, at: usize) -> Option<(usize, bool)> {
        self.tokens.get(at)?;
        if self.is(at, WordClass::Percent) {
            return None;
        }
        let touching = self.touches(at);
        for part in self.parts(at).iter().filter(|p| fits(p, touching)) {
            if self.take(sum, part, part.joined, at) {
                return Some((at + part.len, part.digits.is_none()));
            }
        }
        let link = self.link(sum, at)?;
        let mut next = *sum;
        if link.class == Some(WordClass::Point) && !next.point() {
            return None;
        }
        let joined = link.class == Some(WordClass::And);
        let parts = self.parts(link.end);
        let taken = parts
            .iter()
            .find(|p| link.lets(sum, p) && self.take(&mut next, p, joined, link.end))?;
        *sum = next;
        Some((link.end + taken.len, true))
    }

    /// Adds a part, unless it belongs to a scale after it that the number cannot take ("three
    /// hundred | and two hundred").
    fn take(self, sum: &mut Sum, part: &Part, joined: bool, at: usize) -> bool {
        let mut next = *sum;
        if !next.take(part.offer(joined)) {
            return false;
        }
        if joined {
            let after = self.parts(at + part.len);
            let mut scales = after.iter().filter(|p| p.word.class.multiplies() && !p.joined);
            let stranded = scales.clone().next().is_some()
                && !scales.any(|p| next.clone().take(p.offer(false)));
            if stranded {
                return false;
            }
        }
        *sum = next;
        true
    }

    /// What joins a part to the number so far, with an article after it.
    fn link(self, sum: &Sum, at: usize) -> Option<Link> {
        if let Some(end) = self.hyphen(at) {
            let article = sum.is_fraction() && self.is(end, WordClass::One);
            let end = self.hyphen(end + 1).filter(|_| article).unwrap_or(end);
            return Some(Link { class: None, end });
        }
        let fits = |class: &WordClass| match class {
            WordClass::And | WordClass::Point => true,
            WordClass::Of => sum.is_vague() || sum.is_fraction(),
            WordClass::One => sum.is_fraction(),
            _ => false,
        };
        let hit = self.lex.joints.find(self.tokens, at, fits)?;
        let (class, mut end) = (*hit.entry, at + hit.len);
        if class != WordClass::One {
            end += self.lex.joint(self.tokens, end, WordClass::One).unwrap_or(0);
        }
        Some(Link { class: Some(class), end })
    }

    /// Where a hyphen between two words ends; between tens and units it may stand free.
    fn hyphen(self, at: usize) -> Option<usize> {
        let dash = |t: &&Token| t.kind == TokenKind::Mark && is_dash(&t.norm);
        self.tokens.get(at).filter(dash)?;
        let tight = self.touches(at) && self.touches(at + 1);
        let tens = |i: usize| self.parts(i).iter().any(|p| p.word.class == WordClass::Tens);
        let loose = || self.lex.juxtaposed && at.checked_sub(1).is_some_and(tens);
        (tight || loose() && self.touches(at) == self.touches(at + 1)).then_some(at + 1)
    }

    /// Whether a joint of a class stands at a token.
    pub(super) fn is(self, at: usize, class: WordClass) -> bool {
        self.lex.joint(self.tokens, at, class).is_some()
    }

    /// Whether nothing but marks that carry no letter part a token from the one before it.
    pub(super) fn touches(self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.zip(self.tokens.get(at)).is_some_and(|(a, b)| a.span.end == b.span.start)
    }

    /// What may stand at a token, best first.
    pub(super) fn parts(self, at: usize) -> Vec<Part> {
        let Some(token) = self.tokens.get(at) else { return Vec::new() };
        match token.kind {
            TokenKind::Number => {
                let figures = self.figures(at);
                let share = figures.and_then(|f| self.share(at, f));
                share.into_iter().chain(figures).collect()
            }
            TokenKind::Word => {
                let hits = self.lex.words.all(self.tokens, at);
                let words: Vec<Part> = hits.iter().map(word_part).collect();
                let share = words.iter().find_map(|w| self.share(at, *w));
                share.into_iter().chain(words).collect()
            }
            TokenKind::Mark => Vec::new(),
        }
    }

    /// Some parts of one, read together: "three quarters", "one-fifth", "ثلاثة أخماس".
    fn share(self, at: usize, count: Part) -> Option<Part> {
        let v = count.word.value;
        let few = count.word.class == WordClass::Small && (1.0..10.0).contains(&v);
        if !few || v.fract() != 0.0 || count.len != 1 {
            return None;
        }
        let hyphen = self.tokens.get(at + 1).is_some_and(|t| t.is_mark("-"))
            && self.touches(at + 1)
            && self.touches(at + 2);
        let from = at + 1 + usize::from(hyphen);
        let hits = self.lex.words.all(self.tokens, from);
        let part = hits.iter().filter(|h| !h.is_joined()).find_map(|h| {
            let word = *h.entry;
            let singular = word.class == WordClass::Ordinal && (3.0..=10.0).contains(&word.value);
            let named = singular
                && self.lex.juxtaposed
                && count.digits.is_none()
                && (is_one(count.word) || hyphen);
            let share =
                if word.class == WordClass::FractionAfter { Some(word.value) } else { None };
            share.or(named.then_some(1.0 / word.value)).map(|part| (part, h.len))
        });
        let (part, len) = part?;
        let word = NumberWord { class: WordClass::Fraction, value: v * part };
        Some(Part { word, len: from + len - at, digits: None, ..count })
    }
}

impl Link {
    /// Whether a part may follow. "Of" and an article do not add what follows, they multiply it.
    fn lets(&self, sum: &Sum, part: &Part) -> bool {
        let scale = part.word.class.multiplies();
        let of_scale = self.class != Some(WordClass::Of) || sum.is_vague() || scale;
        !part.joined && !part.led && of_scale && (self.class.is_some() || part.digits.is_none())
    }
}

impl Part {
    pub(super) fn offer(&self, joined: bool) -> Offer {
        Offer { word: self.word, joined, digits: self.digits }
    }
}

fn is_one(word: NumberWord) -> bool {
    word.class == WordClass::Small && (word.value - 1.0).abs() < 1e-9
}

fn is_dash(norm: &str) -> bool {
    matches!(norm, "-" | "\u{2010}" | "\u{2011}" | "–" | "—")
}

fn fits(part: &Part, touching: bool) -> bool {
    match part.word.class {
        WordClass::ScaleSuffix | WordClass::OrdinalSuffix => touching,
        _ => !part.led,
    }
}

fn word_part(hit: &Hit<'_, NumberWord>) -> Part {
    Part {
        word: *hit.entry,
        len: hit.len,
        cut: hit.cut,
        joined: hit.is_joined(),
        definite: hit.proclitics.contains(&Proclitic::Article),
        led: hit.proclitics.contains(&Proclitic::Preposition),
        digits: None,
    }
}
