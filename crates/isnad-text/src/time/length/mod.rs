//! Lengths of time, and times told by a length from now.

mod context;
mod read;

use super::{TimeKind, lexicon::Unit, resolve::Frame};
use crate::date::{Date, Moment};

/// A length of time in a text.
#[derive(Debug, Clone)]
pub(in crate::time) struct Length {
    /// Amounts of units, the largest unit first; no amount where it is not told.
    pub(in crate::time) parts: Vec<(Option<f64>, Unit)>,
    pub(in crate::time) end: usize,
    /// Bytes of clitics before it in the folded first token.
    pub(in crate::time) cut: usize,
    /// Whether a number is said, or the unit stands alone.
    pub(in crate::time) counted: bool,
    pub(in crate::time) definite: bool,
    /// How many "a few" are at least, where the amount is not told.
    pub(in crate::time) few: Option<f64>,
}

/// Days in which no year from 1 to 9999 is left, with months of 31 days.
const FARTHEST: f64 = 3_900_000.0;

/// What a length means where it stands.
pub(in crate::time) struct Meaning {
    pub(in crate::time) kind: TimeKind,
    pub(in crate::time) value: Option<String>,
    pub(in crate::time) first: Option<Date>,
    pub(in crate::time) last: Option<Date>,
}

impl Length {
    /// ISO 8601: `P24Y`, `PT2H`, `PXD` where the amount is not told.
    pub(in crate::time) fn iso(&self) -> String {
        let (mut date, mut time) = (String::new(), String::new());
        for (amount, unit) in &self.parts {
            let to = if *unit < Unit::Day { &mut time } else { &mut date };
            to.push_str(&written(*amount, *unit));
        }
        if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") }
    }

    fn is_vague(&self) -> bool {
        self.parts.iter().any(|(a, _)| a.is_none())
    }

    /// The smallest unit.
    pub(in crate::time) fn unit(&self) -> Unit {
        self.parts.iter().map(|p| p.1).min().unwrap_or(Unit::Day)
    }

    /// Whether it is so many whole years.
    pub(in crate::time) fn whole_years(&self) -> Option<i32> {
        match self.parts.as_slice() {
            [(Some(amount), Unit::Year)] if amount.fract() == 0.0 && *amount < 1000.0 => {
                Some(*amount as i32)
            }
            _ => None,
        }
    }

    /// Now, so much later; `sign` -1: earlier. Nothing beyond the years 1 to 9999.
    fn from(&self, now: Moment, sign: i64) -> Option<Moment> {
        let mut at = now;
        for (amount, unit) in &self.parts {
            let amount = amount.or(self.few).unwrap_or(0.0);
            let (months, seconds) = scale(*unit);
            let days = amount * (months * 31) as f64 + amount * seconds as f64 / 86_400.0;
            if days.is_nan() || days.abs() > FARTHEST {
                return None;
            }
            if months > 0 {
                at.date = at.date.plus_months(sign * (amount * months as f64).round() as i64);
            } else if seconds % 86_400 == 0 && amount.fract() == 0.0 {
                at.date = at.date.plus_days(sign * amount as i64 * (seconds / 86_400));
            } else {
                at = at.plus_seconds(sign * (amount * seconds as f64).round() as i64);
            }
        }
        (1..=9999).contains(&at.date.year).then_some(at)
    }

    /// The time that lies so long before or after now, as exact as its unit.
    pub(in crate::time) fn point(&self, frame: Frame<'_>, sign: i64) -> Meaning {
        let at =
            frame.now.filter(|_| !self.is_vague()).and_then(|n| Some((n, self.from(n, sign)?)));
        let value = at.and_then(|(now, m)| match self.unit() {
            Unit::Second | Unit::Minute | Unit::Hour => {
                now.second.map(|_| m.to_string()).or_else(|| near_day(now, m))
            }
            Unit::Year if self.parts.len() == 1 && !frame.exact => {
                Some(format!("{:04}", m.date.year))
            }
            Unit::Decade | Unit::Century if !frame.exact => Some(format!("{:04}", m.date.year)),
            _ => Some(m.date.to_string()),
        });
        let day = at.map(|(_, m)| m.date);
        Meaning { kind: TimeKind::Date, value, first: day, last: day }
    }

    /// The stretch of so many units before or after now; `ahead`: it begins tomorrow.
    pub(in crate::time) fn stretch(&self, frame: Frame<'_>, sign: i64, ahead: bool) -> Meaning {
        let told = !self.is_vague() || self.few.is_some();
        let ends = frame.now.filter(|_| told).and_then(|now| {
            let there = self.from(now, sign)?;
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
        Meaning { kind: TimeKind::Period, value: ends.map(|e| e.2), first, last }
    }
}

/// An amount of a unit; a third of an hour is twenty minutes.
fn written(amount: Option<f64>, unit: Unit) -> String {
    let (letter, times) = letter(unit);
    match amount {
        None => format!("X{letter}"),
        Some(a) if unit == Unit::Hour && (hundredths(a) - a).abs() > 1e-9 => {
            let minutes = (a.fract() * 60.0).round();
            if a < 1.0 { format!("{minutes}M") } else { format!("{}H{minutes}M", a.trunc()) }
        }
        Some(a) => format!("{}{letter}", hundredths(a * times)),
    }
}

/// A number with two places after the point.
fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
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
