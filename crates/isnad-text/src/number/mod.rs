//! Numbers in figures and words: cardinals, ordinals, fractions, percentages and vague amounts.
//!
//! The words come from a language pack as a [`NumberLexicon`]; what is here is the arithmetic of
//! putting them together, which Arabic and English share but for the order of tens and units.

mod compose;
mod digits;

use crate::{
    Span, Token, TokenKind,
    phrase::{Hit, Phrases, cut_span},
};
use compose::Sum;

/// What a number word does in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// 1 to 19.
    Small,
    /// 20, 30 … 90.
    Tens,
    /// 100, which a smaller number multiplies; 200, 300 … as one word.
    Hundred,
    /// 1000, a million …, which what stands before multiplies.
    Scale,
    /// The same, but only after a number ("5 آلاف").
    ScaleAfter,
    /// The same, written on the figures ("10k").
    ScaleSuffix,
    /// Two of a scale ("ألفان").
    Dual,
    /// A place in an order.
    Ordinal,
    /// What makes an ordinal of the figures before it ("22nd").
    OrdinalSuffix,
    /// A part of one.
    Fraction,
    /// The same, but only after a number ("one third").
    FractionAfter,
    /// An amount that is not told exactly ("dozens"); the value is its order.
    Vague,
    /// The indefinite article before a scale ("a million").
    One,
    /// What joins groups of a number.
    And,
    /// What joins a vague amount to a scale ("tens of thousands").
    Of,
    /// The mark between a number and its decimals, as a word.
    Point,
    /// Below zero.
    Minus,
    /// Of a hundred.
    Percent,
}

/// A number word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberWord {
    /// What it does.
    pub class: WordClass,
    /// Its value; 0 where it has none.
    pub value: f64,
}

/// The number words and habits of a language.
#[derive(Debug, Clone, Default)]
pub struct NumberLexicon {
    /// The words.
    pub words: Phrases<NumberWord>,
    /// Whether groups may follow one another without a conjunction ("two hundred five"), tens
    /// before units.
    pub juxtaposed: bool,
    /// Whether one full stop before three digits parts thousands ("10.000").
    pub stop_groups: bool,
}

/// What kind of number a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// How many.
    Cardinal,
    /// Which one.
    Ordinal,
    /// A part.
    Fraction,
    /// Of a hundred.
    Percentage,
    /// An order of size.
    Vague,
}

impl NumberKind {
    /// The name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            NumberKind::Cardinal => "cardinal",
            NumberKind::Ordinal => "ordinal",
            NumberKind::Fraction => "fraction",
            NumberKind::Percentage => "percentage",
            NumberKind::Vague => "vague",
        }
    }
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberMatch {
    /// Index of its first token.
    pub first_token: usize,
    /// Index of its last token.
    pub last_token: usize,
    /// Its words, without a conjunction or preposition written on them.
    pub span: Span,
    /// Its value; a percentage as it is said (30 for 30 %).
    pub value: f64,
    /// What it is.
    pub kind: NumberKind,
    /// Whether it is figures alone.
    pub digits: bool,
    /// Whether its first word has the article.
    pub definite: bool,
    /// Whether a conjunction is written on its first word.
    pub joined: bool,
}

/// All numbers of a text, in order, none within another.
pub fn find(tokens: &[Token], text: &str, lex: &NumberLexicon) -> Vec<NumberMatch> {
    let mut out: Vec<NumberMatch> = Vec::new();
    let reader = Reader { tokens, text, lex };
    let mut at = 0;
    while at < tokens.len() {
        match reader.read(at) {
            Some(found) => {
                at = found.last_token + 1;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

/// Reads one number.
#[derive(Clone, Copy)]
struct Reader<'a> {
    tokens: &'a [Token],
    text: &'a str,
    lex: &'a NumberLexicon,
}

/// One part of a number: figures or a word.
struct Part {
    word: NumberWord,
    len: usize,
    cut: usize,
    joined: bool,
    definite: bool,
    digits: bool,
}

impl Reader<'_> {
    fn read(self, start: usize) -> Option<NumberMatch> {
        let (minus, mut at) = self.minus(start);
        let mut sum = Sum::new(self.lex.juxtaposed);
        let first = self.parts(at).into_iter().find(|p| sum.take(p.word, false, p.digits))?;
        let mut digits = first.digits;
        at += first.len;
        while let Some((next, is_word)) = self.go_on(&mut sum, at) {
            digits &= !is_word;
            at = next;
        }
        let mut kind = sum.kind()?;
        let mut value = if minus { -sum.value() } else { sum.value() };
        if let Some(len) = self.class_at(at, WordClass::Percent) {
            (kind, digits, at) = (NumberKind::Percentage, false, at + len);
        }
        if !value.is_finite() {
            value = 0.0;
        }
        let span = cut_span(self.text, &self.tokens[start], if minus { 0 } else { first.cut });
        Some(NumberMatch {
            first_token: start,
            last_token: at - 1,
            span: Span { end: self.tokens[at - 1].span.end, ..span },
            value,
            kind,
            digits,
            definite: first.definite,
            joined: first.joined,
        })
    }

    /// A sign before a number: where the number begins.
    fn minus(self, start: usize) -> (bool, usize) {
        let Some(len) = self.class_at(start, WordClass::Minus) else { return (false, start) };
        let (Some(sign), Some(next)) = (self.tokens.get(start), self.tokens.get(start + len))
        else {
            return (false, start);
        };
        let touches = |a: &Token, b: &Token| a.span.end == b.span.start;
        let bound = start > 0 && touches(&self.tokens[start - 1], sign);
        let is_sign = sign.kind == TokenKind::Word || (touches(sign, next) && !bound);
        if is_sign { (true, start + len) } else { (false, start) }
    }

    /// Takes the next part, with what joins it; where it ends, and whether it is a word.
    fn go_on(self, sum: &mut Sum, at: usize) -> Option<(usize, bool)> {
        if self.class_at(at, WordClass::Percent).is_some() {
            return None;
        }
        let before = self.tokens.get(at.checked_sub(1)?)?;
        let here = self.tokens.get(at)?;
        let touching = before.span.end == here.span.start;
        for part in self.parts(at).iter().filter(|p| fits(p, touching)) {
            if sum.take(part.word, part.joined, part.digits) {
                return Some((at + part.len, !part.digits));
            }
        }
        let hyphen = touching && here.is_mark("-");
        let link = if hyphen { Some(1) } else { self.link(sum, at) }?;
        let mut from = at + link;
        if hyphen && self.tokens.get(from).is_some_and(|t| t.span.start != here.span.end) {
            return None;
        }
        if !hyphen {
            from += self.class_at(from, WordClass::One).unwrap_or(0);
        }
        let mut next = *sum;
        if self.class_at(at, WordClass::Point).is_some() {
            next.take(NumberWord { class: WordClass::Point, value: 0.0 }, false, false);
        }
        // "Of" and an article do not add what follows, they multiply it.
        let joined = !hyphen && self.class_at(at, WordClass::And).is_some();
        let parts = self.parts(from);
        let taken = parts
            .iter()
            .find(|p| !(p.joined || hyphen && p.digits) && next.take(p.word, joined, p.digits))?;
        *sum = next;
        Some((from + taken.len, true))
    }

    /// Length of a word that joins the next part.
    fn link(self, sum: &Sum, at: usize) -> Option<usize> {
        let of = sum.wants_of().then(|| self.class_at(at, WordClass::Of)).flatten();
        let one = sum.wants_article().then(|| self.class_at(at, WordClass::One)).flatten();
        if let Some(len) = of.or(one) {
            return Some(len);
        }
        self.class_at(at, WordClass::And).or_else(|| self.class_at(at, WordClass::Point))
    }

    fn class_at(self, at: usize, class: WordClass) -> Option<usize> {
        self.lex
            .words
            .find(self.tokens, at, |w| w.class == class)
            .filter(|h| h.cut == 0)
            .map(|h| h.len)
    }

    /// What may stand at a token, best first.
    fn parts(self, at: usize) -> Vec<Part> {
        let Some(token) = self.tokens.get(at) else { return Vec::new() };
        if token.kind == TokenKind::Number {
            return self.figures(at).into_iter().collect();
        }
        let mut out = Vec::new();
        for hit in self.lex.words.all(self.tokens, at) {
            if hit.entry.class == WordClass::One {
                // The article counts only before what it can multiply.
                let next = self.lex.words.find(self.tokens, at + 1, |w| {
                    matches!(w.class, WordClass::Hundred | WordClass::Scale | WordClass::Vague)
                });
                if next.is_none_or(|n| n.cut > 0) {
                    continue;
                }
            }
            out.push(word_part(&hit));
        }
        out
    }

    /// Figures, with groups of three parted by spaces.
    fn figures(self, at: usize) -> Option<Part> {
        let token = self.tokens.get(at)?;
        let mut folded = token.norm.to_string();
        let mut len = 1;
        let scaled = self.lex.words.find(self.tokens, at + 1, |w| w.class == WordClass::Scale);
        if folded.len() <= 3 && folded.bytes().all(|b| b.is_ascii_digit()) {
            while let Some((group, tokens)) = self.group(at + len) {
                folded.push_str(group);
                len += tokens;
                if group.len() > 3 {
                    break;
                }
            }
        }
        let value = digits::value(&folded, self.lex.stop_groups && scaled.is_none())?;
        let word = NumberWord { class: WordClass::Small, value };
        Some(Part { word, len, cut: 0, joined: false, definite: false, digits: true })
    }

    /// Three digits after one space, or after a comma that the tokens keep apart, that carry on the
    /// number before them; the last of them may have decimals.
    fn group(&self, at: usize) -> Option<(&str, usize)> {
        let token = self.tokens.get(at)?;
        let before = self.tokens.get(at.checked_sub(1)?)?;
        let gap = Span { start: before.span.end, end: token.span.start }.of(self.text);
        let touching = |i: usize| {
            let (a, b) = (self.tokens.get(i - 1), self.tokens.get(i));
            a.zip(b).is_some_and(|(a, b)| a.span.end == b.span.start)
        };
        if token.is_mark("،") && touching(at) && touching(at + 1) {
            let next = self.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Number)?;
            return is_group(&next.norm).then_some((next.norm.as_str(), 2));
        }
        let one_space =
            gap.chars().count() == 1 && gap.chars().all(|c| c.is_whitespace() && c != '\n');
        let fits = token.kind == TokenKind::Number && one_space && is_group(&token.norm);
        fits.then_some((token.norm.as_str(), 1))
    }
}

/// Whether figures are three digits, with decimals or without.
fn is_group(folded: &str) -> bool {
    let whole = folded.split(['.', ',', '٫']).next().unwrap_or_default();
    whole.len() == 3
        && whole.bytes().all(|b| b.is_ascii_digit())
        && folded.matches(['.', ',', '٫']).count() <= 1
}

fn fits(part: &Part, touching: bool) -> bool {
    match part.word.class {
        WordClass::ScaleSuffix | WordClass::OrdinalSuffix => touching,
        WordClass::One | WordClass::Point => false,
        _ => true,
    }
}

fn word_part(hit: &Hit<'_, NumberWord>) -> Part {
    Part {
        word: *hit.entry,
        len: hit.len,
        cut: hit.cut,
        joined: hit.is_joined(),
        definite: hit.proclitics.contains(&crate::phrase::Proclitic::Article),
        digits: false,
    }
}
