//! Figures with what is written on them: groups parted by spaces, a point before them, powers,
//! fractions.

use super::{
    NumberWord, WordClass,
    digits::{self, vulgar},
    reader::{Part, Reader},
};
use crate::{Span, Token, TokenKind, fold::is_ignorable};

/// Below a stroke these make a fraction of figures that are no date.
const HUNDREDTHS: [f64; 2] = [100.0, 1000.0];

/// Greatest number below the stroke of a mixed number ("2 3/4").
const MOST_PARTS: f64 = 64.0;

/// Groups of three digits that a number may have behind its first; a longer row is a list.
const MOST_GROUPS: usize = 5;

/// A number that stands in figures: so many tokens, so many bytes of digits.
fn in_figures(value: f64, len: usize, digits: usize) -> Part {
    let word = NumberWord { class: WordClass::Small, value };
    Part { word, len, cut: 0, joined: false, definite: false, led: false, digits: Some(digits) }
}

impl Reader<'_> {
    /// Figures at a token.
    pub(super) fn figures(self, at: usize) -> Option<Part> {
        let token = self.tokens.get(at)?;
        let (value, end) = self.pointed_by_letter(at).or_else(|| self.grouped(at))?;
        let (value, end) = self.with_power(value, end);
        let (value, end) = self.with_fraction(value, at, end);
        Some(in_figures(value, end - at, token.norm.len()))
    }

    /// Figures after a bare decimal point: ".5".
    pub(super) fn pointed(self, at: usize) -> Option<Part> {
        let point = self.tokens.get(at).filter(|t| t.is_mark(".") || t.is_mark("٫"))?;
        let number = self.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Number)?;
        let free = !self.touches(at) || self.tokens.get(at - 1).is_some_and(is_sign);
        // Where full stops part thousands, writers also set them before the next sentence.
        let begins = at == 0 || self.tokens.get(at - 1).is_some_and(|t| t.kind == TokenKind::Mark);
        let plain = number.norm.bytes().all(|b| b.is_ascii_digit());
        if !(plain && free && self.touches(at + 1) && (begins || !self.lex.stop_groups)) {
            return None;
        }
        let value = format!("0.{}", number.norm).parse().ok()?;
        let (value, end) = self.with_power(value, at + 2);
        Some(in_figures(value, end - at, point.norm.len() + number.norm.len()))
    }

    /// The value of figures with their groups, and where they end.
    fn grouped(self, at: usize) -> Option<(f64, usize)> {
        let token = self.tokens.get(at)?;
        let scaled = |end: usize| {
            self.lex.words.find(self.tokens, end, |w| w.class == WordClass::Scale).is_some()
        };
        let plain = token.norm.bytes().all(|b| b.is_ascii_digit());
        let short = is_first_group(token);
        let cut = plain && self.decimals(at + 1).is_some();
        if !short && !cut {
            let stops = self.lex.stop_groups && !scaled(at + 1);
            return Some((digits::value(&token.norm, stops)?, at + 1));
        }
        let mut folded = String::from(token.norm.as_str());
        let mut end = at + 1;
        let mut groups = if short { self.groups_before(at) } else { 0 };
        while let Some((group, tokens)) = self.group(end).filter(|_| short) {
            folded.push_str(group);
            end += tokens;
            groups += 1;
            if group.len() > 3 || groups > MOST_GROUPS {
                break;
            }
        }
        if groups > MOST_GROUPS {
            (folded, end) = (String::from(token.norm.as_str()), at + 1);
        }
        if let Some((part, tokens)) = self.decimals(end) {
            folded.push('.');
            folded.push_str(part);
            end += tokens;
        }
        let stops = self.lex.stop_groups && !scaled(end);
        Some((digits::value(&folded, stops)?, end))
    }

    /// Three digits after one space, or after a comma that the tokens keep apart, that carry on the
    /// number before them; the last of them may have decimals.
    fn group(&self, at: usize) -> Option<(&str, usize)> {
        let token = self.tokens.get(at)?;
        if token.is_mark("،") && self.touches(at) && self.touches(at + 1) {
            let next = self.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Number)?;
            return is_group(&next.norm).then_some((next.norm.as_str(), 2));
        }
        let fits = token.kind == TokenKind::Number && is_group(&token.norm) && self.after_space(at);
        fits.then_some((token.norm.as_str(), 1))
    }

    /// How many figures before a token the same row of groups has, as far as that matters.
    fn groups_before(self, at: usize) -> usize {
        let before = |at: &usize| {
            let comma =
                at.checked_sub(1).filter(|i| self.tokens.get(*i).is_some_and(|t| t.is_mark("،")));
            let from = comma.unwrap_or(*at);
            self.group(from)?;
            let first = from.checked_sub(1)?;
            self.tokens.get(first).is_some_and(is_first_group).then_some(first)
        };
        std::iter::successors(Some(at), before).skip(1).take(MOST_GROUPS + 1).count()
    }

    /// Whether one space alone parts a token from the one before it.
    fn after_space(self, at: usize) -> bool {
        let Some(gap) = self.gap(at) else { return false };
        let mut chars = gap.chars();
        chars.next().is_some_and(|c| c.is_whitespace() && c != '\n') && chars.next().is_none()
    }

    /// What stands between a token and the one before it.
    fn gap(&self, at: usize) -> Option<&str> {
        let (before, token) = (self.tokens.get(at.checked_sub(1)?)?, self.tokens.get(at)?);
        Some(Span { start: before.span.end, end: token.span.start }.of(self.text))
    }

    /// Digits after a mark that hidden marks cut off from the figures.
    fn decimals(&self, at: usize) -> Option<(&str, usize)> {
        self.tokens.get(at).filter(|t| t.is_mark(",") || t.is_mark(".") || t.is_mark("٫"))?;
        let next = self.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Number)?;
        let hidden = |i: usize| self.gap(i).is_some_and(|g| g.chars().all(is_ignorable));
        let digits = next.norm.bytes().all(|b| b.is_ascii_digit());
        (hidden(at) && hidden(at + 1) && digits).then_some((next.norm.as_str(), 2))
    }

    /// Figures with a letter for the decimal point. Such numbers are written as they look between
    /// letters that run to the left, decimals first: "5ر3" is 3.5.
    fn pointed_by_letter(self, at: usize) -> Option<(f64, usize)> {
        let whole = self.tokens.get(at)?;
        let tight = self.touches(at + 1) && self.touches(at + 2);
        if !tight || !self.is(at + 1, WordClass::PointLetter) {
            return None;
        }
        let part = self.tokens.get(at + 2).filter(|t| t.kind == TokenKind::Number)?;
        Some((format!("{}.{}", part.norm, whole.norm).parse().ok()?, at + 3))
    }

    /// A power after figures: "2.5e6", "1.1^23".
    fn with_power(self, base: f64, end: usize) -> (f64, usize) {
        let power = self.power(end);
        power.map_or((base, end), |(exponent, ten, end)| {
            (if ten { base * 10f64.powf(exponent) } else { base.powf(exponent) }, end)
        })
    }

    fn power(self, at: usize) -> Option<(f64, bool, usize)> {
        let token = self.tokens.get(at).filter(|_| self.touches(at))?;
        let ten = self.is(at, WordClass::Exponent);
        if !ten && !token.is_mark("^") {
            return None;
        }
        let (mut end, mut sign) = (at + 1, 1.0);
        while let Some(mark) = self.tokens.get(end).filter(|t| is_sign(t) && end < at + 3) {
            sign = if mark.is_mark("+") { sign } else { -sign };
            end += 1;
        }
        let number = self.tokens.get(end).filter(|t| t.kind == TokenKind::Number)?;
        let tight = (at + 1..=end).all(|i| self.touches(i));
        let exponent: f64 = number.norm.parse().ok().filter(|e| *e < 100.0 && tight)?;
        Some((sign * exponent, ten, end + 1))
    }

    /// A fraction in figures: "77/100", "2 3/4", "2 ½".
    fn with_fraction(self, value: f64, at: usize, end: usize) -> (f64, usize) {
        let free = !self.touches(at) || !self.tokens.get(at - 1).is_some_and(|t| t.is_mark("/"));
        if !free || value.fract() != 0.0 {
            return (value, end);
        }
        if let Some((below, after)) = self.below(end).filter(|(below, _)| value < *below) {
            let parts =
                HUNDREDTHS.contains(&below) || below <= MOST_PARTS && self.is(after, WordClass::Of);
            if parts {
                return (value / below, after);
            }
        }
        let mixed = self.mixed(end);
        mixed.map_or((value, end), |(part, after)| (value + part, after))
    }

    /// The number below a stroke.
    fn below(self, at: usize) -> Option<(f64, usize)> {
        self.tokens.get(at).filter(|t| t.is_mark("/") && self.touches(at))?;
        let below = self.tokens.get(at + 1).filter(|_| self.touches(at + 1))?;
        let more = self.touches(at + 2) && self.tokens.get(at + 2).is_some_and(|t| t.is_mark("/"));
        let value = below.norm.parse().ok().filter(|v| *v >= 2.0 && !more)?;
        Some((value, at + 2))
    }

    /// A fraction after a whole number.
    fn mixed(self, at: usize) -> Option<(f64, usize)> {
        let above = self.tokens.get(at).filter(|_| self.after_space(at))?;
        let mut chars = above.norm.chars();
        if let Some(part) = chars.next().and_then(vulgar).filter(|_| chars.next().is_none()) {
            return Some((part, at + 1));
        }
        let above: f64 = above.norm.parse().ok()?;
        let (below, end) = self.below(at + 1)?;
        (above > 0.0 && above < below && below <= MOST_PARTS).then_some((above / below, end))
    }
}

/// Whether figures are three digits, with decimals or without.
fn is_group(folded: &str) -> bool {
    let whole = folded.split(['.', ',', '٫']).next().unwrap_or_default();
    whole.len() == 3
        && whole.bytes().all(|b| b.is_ascii_digit())
        && folded.matches(['.', ',', '٫']).count() <= 1
}

/// Whether a token is figures that groups may follow.
fn is_first_group(token: &Token) -> bool {
    token.norm.len() <= 3 && token.norm.bytes().all(|b| b.is_ascii_digit())
}

fn is_sign(token: &Token) -> bool {
    token.is_mark("-") || token.is_mark("+") || token.is_mark("−")
}
