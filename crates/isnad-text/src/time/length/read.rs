//! Reads a length of time: numbers with their units.

use super::Length;
use crate::{
    TokenKind,
    number::{NumberKind, NumberMatch},
    phrase::Proclitic,
    time::{
        cursor::Cursor,
        lexicon::{Count, TimeWord, Unit},
    },
};

/// How many "a few" are at least.
const FEW: f64 = 3.0;

impl<'a> Cursor<'a> {
    /// The length that begins at a token: "24 عاما", "ساعتين", "two years and three months".
    pub(in crate::time) fn length(self, at: usize) -> Option<Length> {
        let mut length = self.one_length(at)?;
        while let Some(next) = self.more_length(&length) {
            length.parts.extend(next.parts);
            (length.end, length.counted) = (next.end, true);
        }
        if let Some((minutes, end)) = self.bare_minutes(&length) {
            length.parts.push((Some(minutes), Unit::Minute));
            length.end = end;
        }
        Some(length)
    }

    /// Minutes without the word after hours: "one hour thirty".
    fn bare_minutes(self, so_far: &Length) -> Option<(f64, usize)> {
        let hours = so_far.counted && matches!(so_far.parts.as_slice(), [(Some(_), Unit::Hour)]);
        let from = self.after(so_far.end, &TimeWord::And).unwrap_or(so_far.end);
        let number = self.number(from).filter(|n| {
            n.kind == NumberKind::Cardinal
                && n.value.fract() == 0.0
                && (5.0..60.0).contains(&n.value)
        })?;
        let end = number.last_token + 1;
        let alone = self.token(end).is_none_or(|t| t.kind == TokenKind::Mark && t.norm != ":");
        (hours && alone && !number.joined).then_some((number.value, end))
    }

    fn more_length(self, so_far: &Length) -> Option<Length> {
        let joined = self.number(so_far.end).is_some_and(|n| n.joined)
            || self
                .hits(so_far.end)
                .iter()
                .any(|h| h.is_joined() && matches!(h.entry, TimeWord::Unit(..)));
        let linked = self.after(so_far.end, &TimeWord::And);
        let comma = (self.is_mark(so_far.end, ",") || self.is_mark(so_far.end, "،"))
            .then_some(so_far.end + 1);
        let from = if joined { so_far.end } else { linked.or(comma).unwrap_or(so_far.end) };
        let next = self.one_length(from)?;
        let smaller = next.parts.first()?.1 < so_far.parts.last()?.1;
        // "شهر و21 يوما": the first may stand for one where a number follows.
        let one = !so_far.definite && next.counted && so_far.parts.iter().all(|p| p.0.is_some());
        let after = next.counted || joined || linked.is_some();
        let apart = !so_far.counted && !joined && linked.is_none();
        (smaller && (so_far.counted || one) && after && !apart).then_some(next)
    }

    fn one_length(self, at: usize) -> Option<Length> {
        if let Some(length) = self.parts_of_unit(at) {
            return Some(length);
        }
        if let Some(number) = self.number(at) {
            return self.number_and_unit(number);
        }
        if let Some(length) = self.word_and_unit(at) {
            return Some(length);
        }
        let one = self.after(at, &TimeWord::One);
        let (unit, hit) = self.unit(one.unwrap_or(at))?;
        let TimeWord::Unit(_, count) = hit.entry else { return None };
        let mut end = one.unwrap_or(at) + hit.len;
        let definite = hit.proclitics.contains(&Proclitic::Article);
        if *count == Count::One && self.has_name(unit, end) {
            return None;
        }
        let (mut amount, mut counted) = match count {
            Count::Two => (Some(2.0), true),
            // "عقد من الزمن" is nothing but a length.
            Count::One => (Some(1.0), hit.len > 1 && unit >= Unit::Decade),
            Count::Many => (None, false),
        };
        if let Some(number) = self.count_after(end, *count, definite) {
            (amount, counted, end) = (Some(number.value), true, number.last_token + 1);
        }
        if let Some((half, after)) = self.half_after(end, unit) {
            (amount, counted, end) = (amount.map(|a| a + half), true, after);
        }
        let several = self.after(end, &TimeWord::Several).filter(|_| *count == Count::Many);
        if let Some(after) = several.filter(|_| amount.is_none()) {
            (counted, end) = (true, after);
        }
        let few = several.map(|_| FEW);
        Some(Length { parts: vec![(amount, unit)], end, cut: hit.cut, counted, definite, few })
    }

    /// Whether what follows a unit names it, so that it is no length: "عام 2012", "شهر رمضان".
    fn has_name(self, unit: Unit, at: usize) -> bool {
        match unit {
            Unit::Year => self.year_figures(at).is_some(),
            Unit::Month => self.month(at).is_some_and(|m| !m.joined),
            Unit::Day => {
                let named = |w: &TimeWord| matches!(w, TimeWord::Weekday(_) | TimeWord::Holiday(_));
                self.word(at, named).is_some_and(|h| !h.is_joined())
            }
            _ => false,
        }
    }

    /// A unit after a word that counts it: "a couple of days".
    fn word_and_unit(self, at: usize) -> Option<Length> {
        let hit = self.word(at, |w| matches!(w, TimeWord::Count(_)))?;
        let TimeWord::Count(count) = hit.entry else { return None };
        let from = at + hit.len;
        let (unit, word) = self.unit(from)?;
        Some(Length {
            parts: vec![(Some((*count).into()), unit)],
            end: from + word.len,
            cut: hit.cut,
            counted: true,
            definite: false,
            few: None,
        })
    }

    /// Parts of a unit: "1/2 hour", "one and a quarter hours", "three quarters of an hour".
    fn parts_of_unit(self, at: usize) -> Option<Length> {
        let (amount, end) = self.stroke_fraction(at).or_else(|| self.mixed_fraction(at))?;
        let of = self.skip_links(end);
        let from = self.after(of, &TimeWord::One).unwrap_or(of);
        let (unit, hit) = self.unit(from).filter(|(u, h)| *u <= Unit::Hour || h.len == 1)?;
        let end = from + hit.len;
        let parts = vec![(Some(amount), unit)];
        Some(Length { parts, end, cut: 0, counted: true, definite: false, few: None })
    }

    /// Two small figures with a stroke between them: the fraction and its end.
    fn stroke_fraction(self, at: usize) -> Option<(f64, usize)> {
        let figure = |at: usize| {
            let token = self.token(at).filter(|t| t.norm.len() == 1)?;
            token.norm.parse::<u8>().ok().filter(|n| *n > 0)
        };
        let touching = self.is_mark(at + 1, "/") && self.touches(at + 1) && self.touches(at + 2);
        let (above, below) = (figure(at)?, figure(at + 2)?);
        (touching && above < below).then(|| (f64::from(above) / f64::from(below), at + 3))
    }

    /// "A quarter of", "half of", with what it is a part of after it.
    fn part_of(self, at: usize) -> Option<(f64, usize)> {
        let from = self.after(at, &TimeWord::One)?;
        let (unit, hit) = self.unit(from).filter(|(_, h)| h.cut == 0)?;
        let part = match unit {
            Unit::Quarter => 0.25,
            Unit::Half => 0.5,
            _ => return None,
        };
        let end = from + hit.len;
        let of = self.skip_links(end);
        let hour = self.unit(self.after(of, &TimeWord::One)?)?;
        (of > end && hour.0 <= Unit::Hour).then_some((part, end))
    }

    /// A number, "and", and quarters or halves.
    fn mixed_fraction(self, at: usize) -> Option<(f64, usize)> {
        if let Some(quarter) = self.part_of(at) {
            return Some(quarter);
        }
        let number = self.number(at).filter(|n| n.kind == NumberKind::Cardinal)?;
        let and = self.after(number.last_token + 1, &TimeWord::And)?;
        let one = self.after(and, &TimeWord::One);
        let part = self.number(one.unwrap_or(and));
        if let Some(part) = part.filter(|p| p.kind == NumberKind::Fraction && p.value < 1.0) {
            return Some((number.value + part.value, part.last_token + 1));
        }
        let times = part.filter(|p| p.kind == NumberKind::Cardinal && p.value < 4.0);
        let from = times.map_or(one.unwrap_or(and), |t| t.last_token + 1);
        let (_, hit) = self.unit(from).filter(|(u, _)| *u == Unit::Quarter)?;
        Some((number.value + times.map_or(1.0, |t| t.value) / 4.0, from + hit.len))
    }

    fn number_and_unit(self, number: &NumberMatch) -> Option<Length> {
        if matches!(number.kind, NumberKind::Ordinal | NumberKind::Percentage) || number.value < 0.0
        {
            return None;
        }
        let mut from = number.last_token + 1;
        if self.is_mark(from, "-") && self.touches(from) && self.touches(from + 1) {
            from += 1;
        }
        if let Some(after) = self.after(from, &TimeWord::Whole) {
            from = after;
        }
        let fraction = number.kind == NumberKind::Fraction;
        if fraction {
            from = self.after(from, &TimeWord::One).unwrap_or(from);
        }
        if number.value > 1.0
            && number.value.fract() != 0.0
            && !number.digits
            && self.unit(from).is_none()
        {
            from = self.skip_links(from);
        }
        let (unit, hit) = self.unit(from).filter(|(_, h)| !h.is_joined())?;
        // A number in words before a single unit with the article does not count it.
        let apart = hit.proclitics.contains(&Proclitic::Article)
            && matches!(hit.entry, TimeWord::Unit(_, Count::One))
            && number.kind == NumberKind::Cardinal
            && (!number.digits && number.value <= 2.0
                || self.year_figures(number.first_token).is_some());
        if apart {
            return None;
        }
        let aged = self.after(from + hit.len, &TimeWord::Age).is_some();
        let dashed = self.is_mark(from + hit.len, "-")
            && self.after(from + hit.len + 1, &TimeWord::Age).is_some();
        // "The half of the month of March" is its middle.
        let named = fraction && unit == Unit::Month && self.has_name(unit, from + hit.len);
        if aged || dashed || named || unit == Unit::Weekend && fraction {
            return None;
        }
        let mut amount = (number.kind != NumberKind::Vague).then_some(number.value);
        let mut end = from + hit.len;
        if let Some((half, after)) = self.half_after(end, unit) {
            (amount, end) = (amount.map(|a| a + half), after);
        }
        let cut = (number.span.start - self.token(number.first_token)?.span.start) as usize;
        Some(Length {
            parts: vec![(amount, unit)],
            end,
            cut,
            counted: true,
            definite: number.definite,
            few: (number.kind == NumberKind::Vague && number.value <= FEW).then_some(FEW),
        })
    }

    /// The number after a unit: "الأيام الستة", "عام واحد".
    fn count_after(self, at: usize, count: Count, definite: bool) -> Option<&'a NumberMatch> {
        let number =
            self.number(at).filter(|n| n.kind == NumberKind::Cardinal && !n.digits && !n.joined)?;
        let fits = match count {
            Count::Many => definite && number.definite && number.value >= 3.0,
            Count::Two => false,
            Count::One => !definite && (number.value - 1.0).abs() < 1e-9,
        };
        fits.then_some(number)
    }

    /// "and a half" after a unit, with the unit said again or not.
    fn half_after(self, at: usize, unit: Unit) -> Option<(f64, usize)> {
        let linked = self.after(at, &TimeWord::And);
        let from = linked.map_or(at, |l| self.after(l, &TimeWord::One).unwrap_or(l));
        let number =
            self.number(from).filter(|n| n.kind == NumberKind::Fraction && n.value < 1.0)?;
        let end = number.last_token + 1;
        let again = self.unit(end);
        let same = again.as_ref().filter(|(u, _)| *u == unit).map(|(_, h)| end + h.len);
        let fits = (linked.is_some() || number.joined) && (again.is_none() || same.is_some());
        fits.then_some((number.value, same.unwrap_or(end)))
    }
}
