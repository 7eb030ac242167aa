//! Parts of an expression that begin with a number.

use super::Atom;
use crate::{
    number::{NumberKind, NumberMatch},
    time::{
        cursor::Cursor,
        facets::Facets,
        lexicon::{TimeWord, Unit},
    },
};

impl Cursor<'_> {
    pub(super) fn by_number(self, at: usize, so_far: &Facets) -> Option<Atom> {
        let number = self.number(at)?;
        let end = number.last_token + 1;
        let whole = number.value.fract() == 0.0 && number.kind != NumberKind::Percentage;
        if !whole || number.kind == NumberKind::Vague {
            return None;
        }
        let mut atom = self
            .nth_weekday(number, end, so_far)
            .or_else(|| self.as_year(number, end, so_far))
            .or_else(|| self.as_day(number, end, so_far));
        if atom.is_none() && number.kind == NumberKind::Ordinal {
            let nth = i8::try_from(number.value as i64).ok()?;
            // "Second last": counted from the end.
            let last =
                self.word(end, |w| matches!(w, TimeWord::Nth(-1) | TimeWord::ShiftBefore(-1, _)));
            let (nth, from) = last.map_or((nth, end), |h| (-nth, end + h.len));
            atom = self.counted(nth, from).map(|(f, end)| Atom::new(f, end));
        }
        let token = self.token(at)?;
        let cut = (number.span.start - token.span.start) as usize;
        atom.map(|a| Atom { cut, ..a })
    }

    /// A year in two numbers: "تسعة عشر تسعة وتسعون".
    pub(super) fn year_in_two(self, number: &NumberMatch) -> Option<(i32, usize)> {
        let word =
            |n: &NumberMatch| n.kind == NumberKind::Cardinal && !n.digits && n.value.fract() == 0.0;
        let next = self.number(number.last_token + 1).filter(|n| word(n) && !n.joined)?;
        let fits = word(number)
            && (10.0..=20.0).contains(&number.value)
            && (10.0..100.0).contains(&next.value);
        fits.then(|| (number.value as i32 * 100 + next.value as i32, next.last_token + 1))
    }

    /// An ordinal after a weekday: "الثلاثاء الأول من مارس", "الأحد الثاني".
    fn nth_weekday(self, number: &NumberMatch, end: usize, so_far: &Facets) -> Option<Atom> {
        let fits =
            number.kind == NumberKind::Ordinal && so_far.weekday.is_some() && number.value <= 5.0;
        let held = fits
            && so_far.nth.is_none()
            && so_far.month.is_none()
            && so_far.shift.is_none()
            && (self.holder_follows(end) || number.definite);
        held.then(|| Atom {
            facets: Facets { nth: Some(number.value as i8), nth_after: true, ..Facets::default() },
            end,
            cut: 0,
        })
    }

    fn as_year(self, number: &NumberMatch, end: usize, so_far: &Facets) -> Option<Atom> {
        let year = number.value as i32;
        let figures = self.year_figures(number.first_token).is_some();
        let suffix = self.after(end, &TimeWord::DecadeSuffix);
        if let Some(end) = suffix.filter(|_| figures && year % 10 == 0) {
            let (century, decade) = (Some(year / 100 + 1), Some((year % 100) as u8));
            return Some(Atom::new(Facets { decade, century, ..Facets::default() }, end));
        }
        if let Some(end) = suffix.filter(|_| self.is_decade(number)) {
            return Some(Atom::new(Facets { decade: Some(year as u8), ..Facets::default() }, end));
        }
        let wanted = so_far.month.is_some()
            || so_far.quarter.is_some()
            || so_far.half.is_some()
            || so_far.season.is_some()
            || so_far.holiday.is_some()
            || so_far.part.is_some()
            || so_far.nth.is_some()
            || so_far.some_of.is_some()
            || so_far.shift_of(Unit::Year).is_some() && figures && self.no_noun(end);
        let words = is_year(number) && (1500.0..=2100.0).contains(&number.value);
        if so_far.year.is_none() && wanted && (figures || words) {
            return Some(Atom::new(Facets { year: Some(year), ..Facets::default() }, end));
        }
        let dashed = self.is_mark(number.first_token.wrapping_sub(1), "-")
            && self.number(number.first_token.wrapping_sub(2)).is_none();
        let short =
            so_far.month.is_some() && so_far.day.is_some() && dashed && self.month(end).is_none();
        if short && number.digits && (0..100).contains(&year) && so_far.year.is_none() {
            let year = if year < 50 { 2000 + year } else { 1900 + year };
            return Some(Atom::new(Facets { year: Some(year), ..Facets::default() }, end));
        }
        let dash = self.is_mark(end, "-") && self.touches(end) && self.touches(end + 1);
        let part = |w: &TimeWord| matches!(w, TimeWord::Quarter(_) | TimeWord::HalfYear(_));
        let before_named = self.month(end).is_some()
            || dash && self.word(end + 1, part).is_some()
            || self
                .word(end, |w| {
                    matches!(
                        w,
                        TimeWord::Quarter(_)
                            | TimeWord::HalfYear(_)
                            | TimeWord::CivilEra
                            | TimeWord::HijriEra
                    )
                })
                .is_some()
            || self.unit(end).is_some_and(|(u, _)| matches!(u, Unit::Quarter | Unit::Half));
        let era = self
            .word(end, |w| matches!(w, TimeWord::CivilEra | TimeWord::BeforeEra))
            .is_some_and(|_| self.lex.month_first);
        let bare = so_far.is_blank()
            && ((1900..=2100).contains(&year) || era)
            && (before_named
                || self.no_noun(end)
                || self.led(number.first_token) && self.lex.month_first);
        let held = so_far.nth.is_some() || so_far.weekday.is_some() && so_far.day.is_some();
        (figures && (bare || held)).then(|| Atom {
            facets: Facets { year: Some(year), ..Facets::default() },
            end,
            cut: 0,
        })
    }

    /// Whether a number with an "s" is a decade and no age: "the 70s", not "his 70s".
    fn is_decade(self, number: &NumberMatch) -> bool {
        let at = number.first_token;
        let ten = [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0].contains(&number.value);
        let before = self.word(at.wrapping_sub(1), |w| {
            matches!(w, TimeWord::Link | TimeWord::Lead | TimeWord::Part(_))
        });
        number.digits && ten && before.is_some()
    }

    /// A number as day of a month that stands beside it.
    fn as_day(self, number: &NumberMatch, end: usize, so_far: &Facets) -> Option<Atom> {
        let day = (1.0..=31.0).contains(&number.value).then_some(number.value as u8)?;
        if so_far.day.is_some() {
            return None;
        }
        let facets = Facets { day: Some(day), ..Facets::default() };
        let from = self.skip_links(end);
        let month = |at: usize| self.month(at).is_some_and(|m| !m.joined);
        let of_month = self.unit(from).is_some_and(|(u, h)| {
            u == Unit::Month
                && (self.shift_after(from + h.len).is_some()
                    || month(self.skip_links(from + h.len)))
        }) || self
            .word(from, |w| matches!(w, TimeWord::ShiftBefore(..)))
            .is_some_and(|h| self.unit(from + h.len).is_some_and(|(u, _)| u == Unit::Month));
        if so_far.month.is_none() && (month(end) || of_month || from > end && month(from)) {
            return Some(Atom::new(facets, end));
        }
        let ordinal = number.kind == NumberKind::Ordinal;
        // "في 15 الجاري": of the month that runs.
        let running = self.shift_after(from).filter(|(shift, _)| *shift == 0);
        let led = so_far.is_blank() && self.led(number.first_token) && (ordinal || number.digits);
        if let Some((_, end)) = running.filter(|_| led) {
            let shifted = vec![(Unit::Month, 0)];
            return Some(Atom::new(Facets { shifted, ..facets }, end));
        }
        let after_month = so_far.month.is_some()
            && so_far.year.is_none()
            && (ordinal
                || self.lex.month_first
                || self.no_noun(end)
                || self.year_figures(end).is_some());
        let after_weekday = so_far.weekday.is_some()
            && so_far.shift.is_none()
            && (ordinal || number.digits && self.no_noun(end));
        let plain = ordinal || number.digits || so_far.month.is_some();
        (plain && (after_month || after_weekday)).then_some(Atom { facets, end, cut: 0 })
    }
}

/// Whether a number can be a year after a word that says so.
pub(super) fn is_year(number: &NumberMatch) -> bool {
    let plain =
        number.kind == NumberKind::Cardinal && number.value.fract() == 0.0 && !number.joined;
    plain && (100.0..=2999.0).contains(&number.value)
}
