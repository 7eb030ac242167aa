//! Lengths of time, and times told by a length from now.

use super::{
    cursor::Cursor,
    lexicon::{Count, TimeWord, Unit},
    resolve::Frame,
};
use crate::{
    date::{Date, Moment},
    number::{NumberKind, NumberMatch},
};

/// A length of time in a text.
#[derive(Debug, Clone)]
pub(super) struct Length {
    /// Amounts of units, the largest unit first; no amount where it is not told.
    pub(super) parts: Vec<(Option<f64>, Unit)>,
    pub(super) end: usize,
    /// Bytes of clitics before it in the folded first token.
    pub(super) cut: usize,
    /// Whether a number is said, or the unit stands alone.
    pub(super) counted: bool,
    pub(super) definite: bool,
}

/// What a length means where it stands.
pub(super) struct Meaning {
    pub(super) kind: super::TimeKind,
    pub(super) value: Option<String>,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
}

impl<'a> Cursor<'a> {
    /// The length that begins at a token: "24 عاما", "ساعتين", "two years and three months".
    pub(super) fn length(self, at: usize) -> Option<Length> {
        let mut length = self.one_length(at)?;
        while let Some(next) = self.more_length(&length) {
            length.parts.extend(next.parts);
            length.end = next.end;
        }
        Some(length)
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
        (smaller && so_far.counted && (next.counted || joined || linked.is_some())).then_some(next)
    }

    fn one_length(self, at: usize) -> Option<Length> {
        if let Some(number) = self.number(at) {
            return self.number_and_unit(number);
        }
        let one = self.after(at, &TimeWord::One);
        let (unit, hit) = self.unit(one.unwrap_or(at))?;
        let TimeWord::Unit(_, count) = hit.entry else { return None };
        let mut end = one.unwrap_or(at) + hit.len;
        let definite = hit.proclitics.contains(&crate::phrase::Proclitic::Article);
        let (mut amount, mut counted) = match count {
            Count::Two => (Some(2.0), true),
            Count::One => (Some(1.0), false),
            Count::Many => (None, false),
        };
        if let Some(number) = self.count_after(end, *count, definite) {
            (amount, counted, end) = (Some(number.value), true, number.last_token + 1);
        }
        if let Some((half, after)) = self.half_after(end, unit) {
            (amount, counted, end) = (amount.map(|a| a + half), true, after);
        }
        Some(Length { parts: vec![(amount, unit)], end, cut: hit.cut, counted, definite })
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
        let (unit, hit) = self.unit(from).filter(|(_, h)| !h.is_joined())?;
        let aged = self.after(from + hit.len, &TimeWord::Age).is_some();
        let dashed = self.is_mark(from + hit.len, "-")
            && self.after(from + hit.len + 1, &TimeWord::Age).is_some();
        if aged || dashed || unit == Unit::Weekend && fraction {
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

impl Length {
    /// ISO 8601: `P24Y`, `PT2H`, `PXD` where the amount is not told.
    pub(super) fn iso(&self) -> String {
        let (mut date, mut time) = (String::new(), String::new());
        for (amount, unit) in &self.parts {
            let (letter, times) = letter(*unit);
            let to = if *unit < Unit::Day { &mut time } else { &mut date };
            match amount {
                Some(a) => to.push_str(&(a * times).to_string()),
                None => to.push('X'),
            }
            to.push(letter);
        }
        if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") }
    }

    fn is_vague(&self) -> bool {
        self.parts.iter().any(|(a, _)| a.is_none())
    }

    /// The smallest unit.
    pub(super) fn unit(&self) -> Unit {
        self.parts.iter().map(|p| p.1).min().unwrap_or(Unit::Day)
    }

    /// Now, so much later; `sign` -1: earlier.
    fn from(&self, now: Moment, sign: i64) -> Moment {
        let mut at = now;
        for (amount, unit) in &self.parts {
            let amount = amount.unwrap_or(0.0);
            let (months, seconds) = scale(*unit);
            if months > 0 {
                at.date = at.date.plus_months(sign * (amount * months as f64).round() as i64);
            } else if seconds % 86_400 == 0 && amount.fract() == 0.0 {
                at.date = at.date.plus_days(sign * amount as i64 * (seconds / 86_400));
            } else {
                at = at.plus_seconds(sign * (amount * seconds as f64).round() as i64);
            }
        }
        at
    }

    /// The time that lies so long before or after now, as exact as its unit.
    pub(super) fn point(&self, frame: Frame<'_>, sign: i64) -> Meaning {
        let at = frame.now.filter(|_| !self.is_vague()).map(|n| (n, self.from(n, sign)));
        let value = at.and_then(|(now, m)| match self.unit() {
            Unit::Second | Unit::Minute | Unit::Hour => {
                now.second.map(|_| m.to_string()).or_else(|| near_day(now, m))
            }
            Unit::Year if self.parts.len() == 1 => Some(format!("{:04}", m.date.year)),
            Unit::Decade | Unit::Century => Some(format!("{:04}", m.date.year)),
            _ => Some(m.date.to_string()),
        });
        let day = at.map(|(_, m)| m.date);
        Meaning { kind: super::TimeKind::Date, value, first: day, last: day }
    }

    /// The stretch of so many units before or after now; `ahead`: it begins tomorrow.
    pub(super) fn stretch(&self, frame: Frame<'_>, sign: i64, ahead: bool) -> Meaning {
        let ends = frame.now.filter(|_| !self.is_vague()).and_then(|now| {
            let there = self.from(now, sign);
            let (a, b) = if sign < 0 { (there, now) } else { (now, there) };
            match self.unit() {
                Unit::Second | Unit::Minute | Unit::Hour => {
                    now.second.map(|_| (a.date, b.date, format!("{a}/{b}")))
                }
                _ => {
                    let a = if ahead { a.date.plus_days(1) } else { a.date };
                    Some((a, b.date, format!("{a}/{}", b.date)))
                }
            }
        });
        let (first, last) = (ends.as_ref().map(|e| e.0), ends.as_ref().map(|e| e.1));
        Meaning { kind: super::TimeKind::Period, value: ends.map(|e| e.2), first, last }
    }
}

/// The day of a moment some hours from a day whose hour is not known, if it is about that day.
fn near_day(now: Moment, there: Moment) -> Option<String> {
    let days = there.date.days() - now.date.days();
    (days.abs() <= 1).then(|| now.date.to_string())
}

/// The letter of a unit, and how many of it the unit has.
fn letter(unit: Unit) -> (char, f64) {
    match unit {
        Unit::Second => ('S', 1.0),
        Unit::Hour => ('H', 1.0),
        Unit::Day => ('D', 1.0),
        Unit::Weekend => ('D', 2.0),
        Unit::Week => ('W', 1.0),
        Unit::Minute | Unit::Month => ('M', 1.0),
        Unit::Quarter => ('M', 3.0),
        Unit::Half => ('M', 6.0),
        Unit::Year => ('Y', 1.0),
        Unit::Decade => ('Y', 10.0),
        Unit::Century => ('Y', 100.0),
    }
}

/// Months and seconds of a unit.
fn scale(unit: Unit) -> (i64, i64) {
    match unit {
        Unit::Second => (0, 1),
        Unit::Minute => (0, 60),
        Unit::Hour => (0, 3600),
        Unit::Day => (0, 86_400),
        Unit::Weekend => (0, 2 * 86_400),
        Unit::Week => (0, 7 * 86_400),
        Unit::Month => (1, 0),
        Unit::Quarter => (3, 0),
        Unit::Half => (6, 0),
        Unit::Year => (12, 0),
        Unit::Decade => (120, 0),
        Unit::Century => (1200, 0),
    }
}
