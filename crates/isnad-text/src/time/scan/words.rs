//! Parts of an expression that begin with a word.

use super::{Atom, Gap, numbers::is_year};
use crate::{
    number::{NumberKind, NumberMatch},
    time::{
        cursor::Cursor,
        facets::Facets,
        lexicon::{Count, Part, TimeWord, Unit},
    },
};

impl Cursor<'_> {
    pub(super) fn by_word(self, at: usize, so_far: &Facets) -> Option<Atom> {
        if let Some(month) = self.month(at) {
            let (number, hijri, careful) = (Some(month.number), month.hijri, month.careful);
            let lone = month.lone;
            let facets = Facets { month: number, hijri, careful, lone, ..Facets::default() };
            return Some(Atom { facets, end: month.end, cut: month.cut });
        }
        if let Some(eve) = self.eve(at).filter(|_| so_far.is_blank()) {
            return Some(eve);
        }
        let told = |night: bool| {
            let other = self.word(at.wrapping_sub(1), |w| *w == TimeWord::OtherDay(night));
            let now = |w: &TimeWord| match w {
                TimeWord::Day(0) => !night,
                TimeWord::Tonight(_) => night,
                _ => false,
            };
            other.is_some() && self.word(at, now).is_some()
        };
        if told(false) || told(true) {
            return None;
        }
        // "ليلة أمس": a word that is a unit and a part of the day is the part.
        let longest = self.hits(at).first().map(|h| h.len);
        let part =
            self.word(at, |w| matches!(w, TimeWord::DayPart(_))).filter(|p| Some(p.len) == longest);
        let today = self.word(at, |w| matches!(w, TimeWord::Tonight(_)));
        for hit in today.into_iter().chain(part).chain(self.hits(at)) {
            if let Some((facets, end)) = self.word_facets(hit.entry, at + hit.len, so_far) {
                return Some(Atom { facets, end, cut: hit.cut });
            }
        }
        None
    }

    fn word_facets(self, word: &TimeWord, end: usize, so_far: &Facets) -> Option<(Facets, usize)> {
        let mut f = Facets::default();
        match word {
            TimeWord::Weekday(day) => f.weekday = Some(*day),
            TimeWord::ShortWeekday(day) => (f.weekday, f.lone) = (Some(*day), true),
            // "The third day of": the word for today is also that for day.
            TimeWord::Day(_)
                if self.number(end).is_some_and(|n| n.kind == NumberKind::Ordinal && !n.joined) =>
            {
                return None;
            }
            TimeWord::Day(0) if self.word(end, |w| matches!(w, TimeWord::Nth(_))).is_some() => {
                return None;
            }
            TimeWord::Day(_) if self.after(end, &TimeWord::OtherDay(false)).is_some() => {
                return None;
            }
            TimeWord::Day(days) => f.day_offset = Some(*days),
            TimeWord::Now => f.now = true,
            TimeWord::Season(name) => f.season = Some(name),
            TimeWord::CarefulSeason(name) => (f.season, f.careful) = (Some(*name), true),
            TimeWord::DayPart(name) => f.day_part = Some(name),
            TimeWord::Named(name) => f.named = Some(name.clone()),
            TimeWord::Holiday(holiday) => f.holiday = Some(holiday.clone()),
            TimeWord::Decade(decade) => f.decade = Some(*decade),
            TimeWord::Quarter(number) => f.quarter = Some(*number),
            TimeWord::HalfYear(number) => f.half = Some(*number),
            TimeWord::Tonight(part)
                if !so_far.has_date()
                    && self.shift_after(end).is_none()
                    && self.after(end, &TimeWord::OtherDay(true)).is_none()
                    && self.number(end).is_none_or(|n| n.kind != NumberKind::Ordinal)
                    && self
                        .word(end, |w| matches!(w, TimeWord::Nth(_) | TimeWord::Holiday(_)))
                        .is_none() =>
            {
                (f.day_offset, f.day_part) = (Some(0), Some(*part));
            }
            TimeWord::Zone if so_far.is_enough() => {}
            TimeWord::CivilEra if so_far.year.is_some() || so_far.century.is_some() => {}
            TimeWord::HijriEra if so_far.year.is_some() || so_far.century.is_some() => {
                f.hijri = true;
            }
            TimeWord::BeforeEra if so_far.year.is_some() || so_far.century.is_some() => {
                f.before_era = true;
            }
            TimeWord::FirstDay if so_far.is_blank() => {
                let from = self.skip_links(end);
                let unit = self.unit(from).filter(|(u, _)| *u == Unit::Month);
                let month = unit.map_or(from, |(_, h)| self.skip_links(from + h.len));
                self.month(month).filter(|m| !m.joined)?;
                f.day = Some(1);
            }
            TimeWord::Shift(shift) if so_far.is_blank() => return self.shift_first(*shift, end),
            TimeWord::Shift(shift) if can_shift(so_far) => f.shift = Some(*shift),
            TimeWord::Nth(nth) if so_far.weekday.is_some() && so_far.nth.is_none() => {
                f.nth = Some(*nth);
            }
            TimeWord::Nth(nth) => return self.counted(*nth, end),
            TimeWord::Part(part) if so_far.is_blank() => f.part = Some(*part),
            TimeWord::Unit(unit, Count::One) => return self.by_unit(*unit, end, so_far),
            TimeWord::InBefore
                if so_far.year.is_none()
                    && (so_far.holiday.is_some() || so_far.month.is_some()) =>
            {
                let length = self.length(end)?;
                f.shifted.push((Unit::Year, length.whole_years()?));
                return Some((f, length.end));
            }
            TimeWord::ShiftBefore(shift, by_week) => return self.shifted(*shift, *by_week, end),
            _ => return None,
        }
        Some((f, end))
    }

    /// What follows "last", "this", "next".
    fn shifted(self, shift: i32, by_week: bool, at: usize) -> Option<(Facets, usize)> {
        let mut f = Facets::default();
        if let Some((unit, hit)) =
            self.unit(at).filter(|(_, h)| matches!(h.entry, TimeWord::Unit(_, Count::One)))
            // "Last night" is the part of the day that the word names too.
            && (unit != Unit::Day || self.word(at, |w| matches!(w, TimeWord::DayPart(_))).is_none())
        {
            let end = at + hit.len;
            if unit == Unit::Day && self.word(end, |w| matches!(w, TimeWord::Weekday(_))).is_some()
            {
                return self.within()?.shifted(shift, by_week, end);
            }
            if shift < 0
                && matches!(
                    unit,
                    Unit::Day | Unit::Week | Unit::Weekend | Unit::Quarter | Unit::Half
                )
                && self.holder_follows(end)
            {
                return self.counted(-1, at);
            }
            f.shifted.push((unit, shift));
            return Some((f, end));
        }
        if shift < 0
            && self
                .word(at, |w| matches!(w, TimeWord::Weekday(_)))
                .is_some_and(|h| self.holder_follows(at + h.len))
        {
            return self.counted(-1, at);
        }
        let next = self.within()?.by_word(at, &f)?;
        f = next.facets;
        if !can_shift(&f) || f.has_period() && f.shift.is_some() {
            return None;
        }
        f.careful = false;
        if by_week && f.weekday.is_some() {
            f.shifted.push((Unit::Week, shift));
        } else {
            f.shift = Some(shift);
        }
        Some((f, next.end))
    }

    /// Whether a month or year that holds what is counted follows: "… of March", "… of the month".
    pub(super) fn holder_follows(self, at: usize) -> bool {
        let from = self.skip_links(at);
        from > at
            && (self.month(from).is_some()
                || self.unit(from).is_some()
                || self.year_figures(from).is_some()
                || self.number(from).is_some_and(|n| {
                    n.kind == NumberKind::Ordinal && self.unit(n.last_token + 1).is_some()
                }))
    }

    /// A weekday or unit that is counted: "first Tuesday", "last day".
    pub(super) fn counted(self, nth: i8, at: usize) -> Option<(Facets, usize)> {
        let mut f = Facets { nth: Some(nth), ..Facets::default() };
        let mut from = at;
        if let Some((unit, hit)) = self.unit(from) {
            let end = from + hit.len;
            let before_weekday = unit == Unit::Day
                && self.word(end, |w| matches!(w, TimeWord::Weekday(_))).is_some();
            if !before_weekday {
                let of_century = || self.holder_follows(end);
                return counted_unit(unit, nth, of_century).map(|f| (f, end));
            }
            from = end;
        }
        let hit =
            self.word(from, |w| matches!(w, TimeWord::Weekday(_) | TimeWord::BareWeekday(_)))?;
        f.weekday = match hit.entry {
            TimeWord::Weekday(day) => Some(*day),
            TimeWord::BareWeekday(day) if self.holder_follows(from + hit.len) => Some(*day),
            _ => return None,
        };
        Some((f, from + hit.len))
    }

    /// A unit that is not counted: last year, year 2006, month of March, day of the week.
    fn by_unit(self, unit: Unit, end: usize, so_far: &Facets) -> Option<(Facets, usize)> {
        if let Some((shift, after)) = self.shift_after(end) {
            return Some((Facets { shifted: vec![(unit, shift)], ..Facets::default() }, after));
        }
        let apart = self.after(end, &TimeWord::Article).unwrap_or(end);
        if let Some(number) = self.number(apart).filter(|n| !n.joined && is_rank(n, unit)) {
            let nth = i8::try_from(number.value as i64).ok()?;
            let after = number.last_token + 1;
            return counted_unit(unit, nth, || self.holder_follows(after)).map(|f| (f, after));
        }
        if let Some(hit) = self.word(end, |w| matches!(w, TimeWord::Nth(_))) {
            let TimeWord::Nth(nth) = hit.entry else { return None };
            let after = end + hit.len;
            return counted_unit(unit, *nth, || self.holder_follows(after)).map(|f| (f, after));
        }
        if so_far.is_blank()
            && let Some(found) = self.week_of(unit, end)
        {
            return Some(found);
        }
        let from = self.skip_links(end);
        if let Some(found) = self.named_unit(unit, end, from, so_far) {
            return Some(found);
        }
        let counted = so_far.nth.is_some() && (so_far.weekday.is_some() || so_far.unit.is_some());
        let piece = so_far.half.is_some() || so_far.quarter.is_some();
        let whole = so_far.part.is_some()
            || counted
            || so_far.some_of.is_some()
            || piece && unit == Unit::Year;
        let day = unit == Unit::Day && so_far.part == Some(Part::End);
        (whole && unit >= Unit::Week || unit == Unit::Weekend || day)
            .then(|| (Facets { shifted: vec![(unit, 0)], ..Facets::default() }, end))
    }

    /// A week told by a day in it: "the week of 5 May", "أسبوع 16 سبتمبر".
    fn week_of(self, unit: Unit, end: usize) -> Option<(Facets, usize)> {
        let around = self.after(end, &TimeWord::Around);
        let from = self.skip_links(around.unwrap_or(end));
        let atom = (unit == Unit::Week).then(|| self.within()?.read(from))??;
        let day = atom.facets.day.is_some() && atom.facets.month.is_some();
        let plain = atom.facets.weekday.is_none() && atom.facets.clock.is_none();
        (day && plain).then_some((Facets { around: Some(unit), ..atom.facets }, atom.end))
    }

    /// "العام 2006", "شهر مارس", "يوم الأربعاء".
    fn named_unit(
        self,
        unit: Unit,
        end: usize,
        from: usize,
        so_far: &Facets,
    ) -> Option<(Facets, usize)> {
        let close = from == end || self.gap(end, from) == Gap::Words;
        match unit {
            Unit::Year => {
                let number = self.number(end)?;
                if let Some((year, end)) = self.year_in_two(number) {
                    return Some((Facets { year: Some(year), ..Facets::default() }, end));
                }
                is_year(number).then_some(())?;
                Some((
                    Facets { year: Some(number.value as i32), ..Facets::default() },
                    number.last_token + 1,
                ))
            }
            Unit::Week => {
                let number = self.number(end).filter(|n| n.kind == NumberKind::Cardinal)?;
                let fits = number.digits && (1.0..=53.0).contains(&number.value);
                let end = number.last_token + 1;
                let week = Some(number.value as u8);
                (fits && (self.no_noun(end) || self.joined(end)))
                    .then_some((Facets { week, ..Facets::default() }, end))
            }
            Unit::Month if close => {
                if let Some(month) = self.month(from).filter(|m| !m.joined) {
                    return Some((
                        Facets {
                            month: Some(month.number),
                            hijri: month.hijri,
                            ..Facets::default()
                        },
                        month.end,
                    ));
                }
                let number = self.number(end).filter(|n| {
                    n.kind == NumberKind::Cardinal && (1.0..=12.0).contains(&n.value)
                })?;
                let after = number.last_token + 1;
                let year = self.year_figures(after).is_some()
                    || self.unit(after).is_some_and(|(u, h)| {
                        u == Unit::Year && self.year_figures(after + h.len).is_some()
                    });
                let led = year || number.digits && self.no_noun(after);
                led.then(|| {
                    (
                        Facets { month: Some(number.value as u8), ..Facets::default() },
                        number.last_token + 1,
                    )
                })
            }
            Unit::Day => {
                let next = self.within()?.atom(end, so_far)?;
                let fits = next.facets.has_date() && next.facets.nth.is_none() && !self.joined(end);
                fits.then_some((next.facets, next.end))
            }
            _ => None,
        }
    }
}

/// Whether "last" or "next" can be said of it.
fn can_shift(f: &Facets) -> bool {
    let target = f.weekday.is_some()
        || f.month.is_some()
        || f.season.is_some()
        || f.holiday.is_some()
        || f.day_part.is_some();
    target && f.shift.is_none() && f.year.is_none() && f.day_offset.is_none()
}

/// Whether a number tells which of several a unit is: an ordinal, or tens with the article after a
/// century.
fn is_rank(number: &NumberMatch, unit: Unit) -> bool {
    let tens = number.kind == NumberKind::Cardinal && (number.definite || number.digits);
    let fits = number.value.fract() == 0.0 && (1.0..=30.0).contains(&number.value);
    number.kind == NumberKind::Ordinal || tens && fits && unit == Unit::Century
}

/// A unit that is counted: "القرن العشرين", "first quarter", "last day"; a decade only in its
/// century.
fn counted_unit(unit: Unit, nth: i8, in_century: impl Fn() -> bool) -> Option<Facets> {
    let last = |of: i8| if nth < 0 { of + 1 + nth } else { nth };
    let number = |of: i8| u8::try_from(last(of)).ok().filter(|n| *n >= 1 && last(of) <= of);
    let f = Facets::default();
    Some(match unit {
        Unit::Century => {
            Facets { century: Some(u8::try_from(nth).ok().filter(|n| *n > 0)?.into()), ..f }
        }
        Unit::Month if in_century() => Facets { month: Some(number(12)?), ..f },
        Unit::Decade if in_century() => Facets { decade: Some((number(10)? - 1) * 10), ..f },
        Unit::Quarter => Facets { quarter: Some(number(4)?), ..f },
        Unit::Half => Facets { half: Some(number(2)?), ..f },
        Unit::Day | Unit::Week | Unit::Weekend => Facets { nth: Some(nth), unit: Some(unit), ..f },
        _ => return None,
    })
}
