//! Reads one expression: its parts from left to right, as long as they say one time together.

use super::{
    cursor::Cursor,
    facets::Facets,
    lexicon::{Count, TimeWord, Unit},
};
use crate::number::{NumberKind, NumberMatch};

/// A part of an expression.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) facets: Facets,
    /// Token after its last.
    pub(super) end: usize,
    /// Bytes of clitics before it in the folded first token.
    pub(super) cut: usize,
}

impl Atom {
    fn new(facets: Facets, end: usize) -> Atom {
        Atom { facets, end, cut: 0 }
    }
}

/// What two tokens of links allow to follow.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    None,
    Words,
    Comma,
    Mark,
}

impl Cursor<'_> {
    /// The expression that begins at a token.
    pub(super) fn read(self, start: usize) -> Option<Atom> {
        let mut whole = self.atom(start, &Facets::default())?;
        while let Some(next) = self.next_atom(whole.end, &whole.facets) {
            if !whole.facets.add(&next.facets) {
                break;
            }
            whole.end = next.end;
        }
        // What began on a day without a year began on the last such day.
        let since = self.word(start.wrapping_sub(1), |w| *w == TimeWord::Since).is_some();
        if since
            && whole.facets.day.is_some()
            && whole.facets.month.is_some()
            && whole.facets.shift.is_none()
        {
            whole.facets.shift = Some(-1);
        }
        let doubtful = whole.facets.careful && !self.is_sure(start);
        (whole.facets.is_enough() && !doubtful).then_some(whole)
    }

    /// Whether a word that may be no time is one here: after a preposition of time, or with a
    /// capital inside a sentence.
    fn is_sure(self, start: usize) -> bool {
        let upper =
            self.token(start).is_some_and(|t| t.span.of(self.text).starts_with(char::is_uppercase));
        self.led(start) || (upper && !self.begins(start))
    }

    fn next_atom(self, at: usize, so_far: &Facets) -> Option<Atom> {
        if let Some(atom) = self.atom(at, so_far).filter(|_| !self.joined(at)) {
            return Some(atom);
        }
        let from = self.skip_links(at);
        if from == at || self.joined(from) {
            return None;
        }
        let atom = self.atom(from, so_far)?;
        self.gap(at, from).allows(so_far, &atom.facets).then_some(atom)
    }

    /// Whether a conjunction is written on the word at a token: what follows is another time.
    fn joined(self, at: usize) -> bool {
        self.number(at).is_some_and(|n| n.joined)
            || self.hits(at).first().is_some_and(crate::phrase::Hit::is_joined)
    }

    fn gap(self, from: usize, to: usize) -> Gap {
        let mut gap = Gap::None;
        for at in from..to {
            gap = match self.token(at).map(|t| t.norm.as_str()) {
                Some("," | "،") => Gap::Comma,
                Some("-" | "/" | "." | "–") if gap != Gap::Comma => Gap::Mark,
                _ if gap == Gap::None => Gap::Words,
                _ => gap,
            };
        }
        gap
    }

    /// The part of an expression at a token.
    fn atom(self, at: usize, so_far: &Facets) -> Option<Atom> {
        self.numeric_date(at)
            .or_else(|| self.clock(at))
            .or_else(|| self.by_number(at, so_far))
            .or_else(|| self.by_word(at, so_far))
    }

    fn by_word(self, at: usize, so_far: &Facets) -> Option<Atom> {
        if let Some(month) = self.month(at) {
            let (number, hijri, careful) = (Some(month.number), month.hijri, month.careful);
            let facets = Facets { month: number, hijri, careful, ..Facets::default() };
            let _ = month.joined;
            return Some(Atom { facets, end: month.end, cut: month.cut });
        }
        for hit in self.hits(at) {
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
            // "The third day of": the word for today is also that for day.
            TimeWord::Day(_)
                if self.number(end).is_some_and(|n| n.kind == NumberKind::Ordinal && !n.joined) =>
            {
                return None;
            }
            TimeWord::Day(0) if self.word(end, |w| matches!(w, TimeWord::Nth(_))).is_some() => {
                return None;
            }
            TimeWord::Day(days) => f.day_offset = Some(*days),
            TimeWord::Now => f.now = true,
            TimeWord::Season(name) => f.season = Some(name),
            TimeWord::CarefulSeason(name) => (f.season, f.careful) = (Some(*name), true),
            TimeWord::DayPart(name) => f.day_part = Some(name),
            TimeWord::Named(name) => f.named = Some(name.clone()),
            TimeWord::Holiday(holiday) => f.holiday = Some(*holiday),
            TimeWord::Decade(decade) => f.decade = Some(*decade),
            TimeWord::Quarter(number) => f.quarter = Some(*number),
            TimeWord::HalfYear(number) => f.half = Some(*number),
            TimeWord::Zone if so_far.is_enough() => {}
            TimeWord::CivilEra if so_far.year.is_some() => {}
            TimeWord::HijriEra if so_far.year.is_some() => f.hijri = true,
            TimeWord::Shift(shift) if can_shift(so_far) => f.shift = Some(*shift),
            TimeWord::Nth(nth) if so_far.weekday.is_some() && so_far.nth.is_none() => {
                f.nth = Some(*nth);
            }
            TimeWord::Nth(nth) => return self.counted(*nth, end),
            TimeWord::Part(part) if *so_far == Facets::default() => f.part = Some(*part),
            TimeWord::Unit(unit, Count::One) => return self.by_unit(*unit, end, so_far),
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
        {
            let end = at + hit.len;
            if unit == Unit::Day && self.word(end, |w| matches!(w, TimeWord::Weekday(_))).is_some()
            {
                return self.shifted(shift, by_week, end);
            }
            if shift < 0
                && matches!(unit, Unit::Day | Unit::Week | Unit::Weekend)
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
        let next = self.by_word(at, &f)?;
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
    fn holder_follows(self, at: usize) -> bool {
        let from = self.skip_links(at);
        from > at
            && (self.month(from).is_some()
                || self.unit(from).is_some()
                || self.year_figures(from).is_some())
    }

    /// A weekday or unit that is counted: "first Tuesday", "last day".
    fn counted(self, nth: i8, at: usize) -> Option<(Facets, usize)> {
        let mut f = Facets { nth: Some(nth), ..Facets::default() };
        let mut from = at;
        if let Some((unit, hit)) = self.unit(from) {
            let end = from + hit.len;
            let before_weekday = unit == Unit::Day
                && self.word(end, |w| matches!(w, TimeWord::Weekday(_))).is_some();
            if !before_weekday {
                f.unit = Some(unit);
                return match (unit, u8::try_from(nth)) {
                    (Unit::Quarter, Ok(n)) => Some((
                        Facets { quarter: Some(n).filter(|n| *n <= 4), ..Facets::default() },
                        end,
                    )),
                    (Unit::Half, Ok(n)) => Some((
                        Facets { half: Some(n).filter(|n| *n <= 2), ..Facets::default() },
                        end,
                    )),
                    (Unit::Century, Ok(n)) => {
                        Some((Facets { century: Some(n.into()), ..Facets::default() }, end))
                    }
                    (Unit::Day | Unit::Week | Unit::Weekend, _) => Some((f, end)),
                    _ => None,
                };
            }
            from = end;
        }
        let hit = self.word(from, |w| matches!(w, TimeWord::Weekday(_)))?;
        let TimeWord::Weekday(day) = hit.entry else { return None };
        f.weekday = Some(*day);
        Some((f, from + hit.len))
    }

    /// A unit that is not counted: last year, year 2006, month of March, day of the week.
    fn by_unit(self, unit: Unit, end: usize, so_far: &Facets) -> Option<(Facets, usize)> {
        if let Some((shift, after)) = self.shift_after(end) {
            return Some((Facets { shifted: vec![(unit, shift)], ..Facets::default() }, after));
        }
        if let Some(number) =
            self.number(end).filter(|n| n.kind == NumberKind::Ordinal && !n.joined)
        {
            let nth = i8::try_from(number.value as i64).ok()?;
            return counted_after(unit, nth, number.last_token + 1);
        }
        if let Some(hit) = self.word(end, |w| matches!(w, TimeWord::Nth(_))) {
            let TimeWord::Nth(nth) = hit.entry else { return None };
            return counted_after(unit, *nth, end + hit.len);
        }
        let from = self.skip_links(end);
        if let Some(found) = self.named_unit(unit, end, from, so_far) {
            return Some(found);
        }
        let whole = so_far.part.is_some() || so_far.nth.is_some() && so_far.weekday.is_some();
        (whole && unit >= Unit::Week || unit == Unit::Weekend)
            .then(|| (Facets { shifted: vec![(unit, 0)], ..Facets::default() }, end))
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
                let number = self.number(end).filter(|n| is_year(n))?;
                Some((
                    Facets { year: Some(number.value as i32), ..Facets::default() },
                    number.last_token + 1,
                ))
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
                let number =
                    self.number(end).filter(|n| n.digits && (1.0..=12.0).contains(&n.value))?;
                let led = self.no_noun(number.last_token + 1);
                led.then(|| {
                    (
                        Facets { month: Some(number.value as u8), ..Facets::default() },
                        number.last_token + 1,
                    )
                })
            }
            Unit::Day => {
                let next = self.atom(end, so_far)?;
                let fits = next.facets.has_date() && next.facets.nth.is_none() && !self.joined(end);
                fits.then_some((next.facets, next.end))
            }
            _ => None,
        }
    }

    fn by_number(self, at: usize, so_far: &Facets) -> Option<Atom> {
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
            atom = self.counted(nth, end).map(|(f, end)| Atom::new(f, end));
        }
        let token = self.token(at)?;
        let cut = (number.span.start - token.span.start) as usize;
        atom.map(|a| Atom { cut, ..a })
    }

    /// An ordinal after a weekday that a month holds: "الثلاثاء الأول من مارس".
    fn nth_weekday(self, number: &NumberMatch, end: usize, so_far: &Facets) -> Option<Atom> {
        let fits =
            number.kind == NumberKind::Ordinal && so_far.weekday.is_some() && number.value <= 5.0;
        let held =
            fits && so_far.nth.is_none() && so_far.month.is_none() && self.holder_follows(end);
        held.then(|| Atom {
            facets: Facets { nth: Some(number.value as i8), ..Facets::default() },
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
        let wanted = so_far.month.is_some()
            || so_far.quarter.is_some()
            || so_far.half.is_some()
            || so_far.season.is_some()
            || so_far.holiday.is_some()
            || so_far.part.is_some()
            || so_far.nth.is_some();
        let words = is_year(number) && (1500.0..=2100.0).contains(&number.value);
        if so_far.year.is_none() && wanted && (figures || words) {
            return Some(Atom::new(Facets { year: Some(year), ..Facets::default() }, end));
        }
        let dashed = self.is_mark(number.first_token.wrapping_sub(1), "-")
            && self.number(number.first_token.wrapping_sub(2)).is_none();
        let short = so_far.month.is_some() && so_far.day.is_some() && dashed;
        if short && number.digits && (0..100).contains(&year) && so_far.year.is_none() {
            let year = if year < 50 { 2000 + year } else { 1900 + year };
            return Some(Atom::new(Facets { year: Some(year), ..Facets::default() }, end));
        }
        let before_named = self.month(end).is_some()
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
        let bare = *so_far == Facets::default()
            && (1900..=2100).contains(&year)
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
        let after_month = so_far.month.is_some()
            && so_far.year.is_none()
            && (ordinal || self.lex.month_first || self.no_noun(end));
        let after_weekday = so_far.weekday.is_some()
            && so_far.shift.is_none()
            && (ordinal || number.digits && self.no_noun(end));
        let plain = ordinal || number.digits || so_far.month.is_some();
        (plain && (after_month || after_weekday)).then_some(Atom { facets, end, cut: 0 })
    }
}

impl Gap {
    /// Whether what stands between two parts may stand there.
    fn allows(self, so_far: &Facets, next: &Facets) -> bool {
        let date = |f: &Facets| f.month.is_some() || f.day.is_some() || f.weekday.is_some();
        match self {
            Gap::None => true,
            Gap::Words => {
                next.weekday.is_none()
                    || so_far.day_part.is_some()
                    || so_far.clock.is_some()
                    || so_far.nth.is_some()
                    || !next.shifted.is_empty()
                    || !so_far.shifted.is_empty()
            }
            Gap::Comma => {
                let year = so_far.month.is_some() && next.year.is_some() && next.month.is_none();
                let day = so_far.weekday.is_some() && (next.day.is_some() || next.month.is_some());
                let clock =
                    next.clock.is_some() && date(so_far) || so_far.clock.is_some() && date(next);
                year || day || clock
            }
            Gap::Mark => {
                let day = so_far.day.is_some() && so_far.month.is_none() && next.month.is_some();
                let month = so_far.month.is_some()
                    && so_far.year.is_none()
                    && (next.year.is_some() || next.day.is_some() && so_far.day.is_none());
                let weekday =
                    so_far.weekday.is_some() && (next.month.is_some() || next.day.is_some());
                let clock = next.clock.is_some() && so_far.day.is_some();
                let quarter =
                    (so_far.quarter.is_some() || so_far.half.is_some()) && next.year.is_some();
                quarter || day || month || weekday || clock || so_far.part.is_some()
            }
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

/// Whether a number can be a year after a word that says so.
fn is_year(number: &NumberMatch) -> bool {
    let plain =
        number.kind == NumberKind::Cardinal && number.value.fract() == 0.0 && !number.joined;
    plain && (100.0..=2999.0).contains(&number.value)
}

/// A unit with an ordinal after it: "القرن العشرين", "الأسبوع الأول".
fn counted_after(unit: Unit, nth: i8, end: usize) -> Option<(Facets, usize)> {
    let number = u8::try_from(nth).ok();
    let f = match unit {
        Unit::Century => Facets { century: Some(number?.into()), ..Facets::default() },
        Unit::Quarter => Facets { quarter: Some(number.filter(|n| *n <= 4)?), ..Facets::default() },
        Unit::Half => Facets { half: Some(number.filter(|n| *n <= 2)?), ..Facets::default() },
        Unit::Day | Unit::Week | Unit::Weekend => {
            Facets { nth: Some(nth), unit: Some(unit), ..Facets::default() }
        }
        _ => return None,
    };
    Some((f, end))
}
