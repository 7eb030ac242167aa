//! Values of facts: when two of them say the same, and how they are shown.

use isnad_pack::story_labels::StoryLabels;
use isnad_text::fold;

use crate::when;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A number with its bound.
    Number(f64, String),
    /// ISO 8601.
    When(String),
    /// Words in English.
    Words(String),
}

impl Value {
    /// As it is shown.
    pub(crate) fn show(&self, labels: &StoryLabels) -> String {
        match self {
            Value::Number(n, bound) => labels.number(*n, bound),
            Value::When(text) | Value::Words(text) => text.clone(),
        }
    }

    /// The number that it is or begins with.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(n, _) => Some(*n),
            Value::Words(text) => fold(text).split(' ').next()?.parse().ok(),
            Value::When(_) => None,
        }
    }

    /// Whether two values say the same: the same number, a date within another, details that agree.
    pub(crate) fn agrees(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Number(a, x), Value::Number(b, y)) => {
                let room = if x == "about" || y == "about" { 0.03 } else { 1e-9 };
                (a - b).abs() <= room * a.abs().max(b.abs())
            }
            (Value::When(a), Value::When(b)) => {
                a.starts_with(b.as_str())
                    || b.starts_with(a.as_str())
                    || hours_agree(a, b)
                    || stretches_meet(a, b)
            }
            (Value::Words(a), Value::Words(b)) => words_agree(a, b),
            _ => false,
        }
    }

    /// Whether two times are too far apart to be rival answers to one question.
    pub(crate) fn is_far(&self, other: &Value) -> bool {
        matches!((self, other), (Value::When(a), Value::When(b)) if times_far(a, b))
    }

    /// Digits that tell: a number of many is seldom the same by chance.
    pub(crate) fn is_telling(&self) -> bool {
        match self {
            Value::Number(n, _) => {
                let digits = format!("{n}");
                digits.trim_end_matches('0').chars().filter(char::is_ascii_digit).count() >= 2
            }
            // Parts of a year are told by many in the same words, and so are a few days or years.
            Value::When(text) => match amount(text) {
                Some((number, _)) => number > FEW && (number - ROUND).abs() > f64::EPSILON,
                None => text.len() >= 10 && !text.contains('/'),
            },
            Value::Words(_) => true,
        }
    }
}

/// Whether two times are one, told to the minute and to the half hour. An hour without a day is
/// placed on the day of the page, so that only the hours of neighbouring days are compared.
fn hours_agree(a: &str, b: &str) -> bool {
    let hour = |text: &str| text.as_bytes().get(11).is_some_and(u8::is_ascii_digit);
    if !hour(a) || !hour(b) {
        return false;
    }
    let round = |text: &str| when::minutes(text).is_some_and(|m| m % HALF_HOUR == 0);
    hours_apart(a, b).is_some_and(|m| m == 0 || m < HALF_HOUR && (round(a) || round(b)))
}

/// Minutes between two hours of the day, of one day or neighbouring ones.
pub(crate) fn hours_apart(a: &str, b: &str) -> Option<i64> {
    let (a, b) = (when::minutes(a)?, when::minutes(b)?);
    let apart = (a - b).abs() % when::DAY;
    ((a - b).abs() <= NEIGHBOURS * when::DAY).then(|| apart.min(when::DAY - apart))
}

/// Whether a stretch of time meets a date or another stretch: "the beginning of the year" is drawn
/// wide by some and narrow by others.
fn stretches_meet(a: &str, b: &str) -> bool {
    if !a.contains('/') && !b.contains('/') {
        return false;
    }
    let not_after = |a: &str, b: &str| {
        let n = a.len().min(b.len());
        a == ".." || b == ".." || a.get(..n) <= b.get(..n)
    };
    let ((a, a_end), (b, b_end)) = (ends(a), ends(b));
    not_after(a, b_end) && not_after(b, a_end)
}

/// First and last day of a stretch; of a date itself.
fn ends(text: &str) -> (&str, &str) {
    text.split_once('/').unwrap_or((text, text))
}

/// Whether two moments or lengths of time are too far apart to be told of one thing.
fn times_far(a: &str, b: &str) -> bool {
    if let (Some(x), Some(y)) = (length(a), length(b)) {
        return x.min(y) < LENGTHS * x.max(y);
    }
    let timed = a.contains('T') && b.contains('T');
    timed && hours_apart(a, b).is_none_or(|m| m > HOURS)
}

/// A length of time with one unit: the number, and the days of the unit.
fn amount(text: &str) -> Option<(f64, f64)> {
    let rest = text.strip_prefix('P')?;
    let (time, rest) = rest.strip_prefix('T').map_or((false, rest), |r| (true, r));
    let (number, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let days = match (unit, time) {
        ("S", _) => 1.0 / 86_400.0,
        ("M", true) => 1.0 / 1440.0,
        ("H", _) => 1.0 / 24.0,
        ("D", _) => 1.0,
        ("W", _) => 7.0,
        ("M", false) => 30.4,
        ("Y", _) => 365.0,
        _ => return None,
    };
    Some((number.parse().ok()?, days))
}

/// A length of time with one unit, in days.
fn length(text: &str) -> Option<f64> {
    amount(text).map(|(number, days)| number * days)
}

/// Up to so many of a unit of time are told by many, and so is a round number.
const FEW: f64 = 5.0;
const ROUND: f64 = 10.0;

/// Part of a length of time that another one of the same thing is at least.
const LENGTHS: f64 = 0.2;
/// Minutes between two hours of one thing, at most.
const HOURS: i64 = 6 * 60;
/// Days between two tellings of one hour, at most.
const NEIGHBOURS: i64 = 2;
/// Minutes to which people round.
const HALF_HOUR: i64 = 30;
/// Numbers that differ by less than this part are one in words such as "almost 25 years".
const ROUNDING: f64 = 0.1;

/// Whether two details in words agree: their numbers do, or where neither has any, their words.
fn words_agree(a: &str, b: &str) -> bool {
    let numbers = |text: &str| -> Vec<f64> {
        text.split(|c: char| !c.is_ascii_digit() && c != '.')
            .filter_map(|n| n.parse().ok())
            .collect()
    };
    let (x, y) = (numbers(a), numbers(b));
    if x.is_empty() && y.is_empty() {
        return a.to_lowercase() == b.to_lowercase();
    }
    let near = |p: &f64, q: &f64| (p - q).abs() <= ROUNDING * p.abs().max(q.abs());
    x.len() == y.len() && x.iter().zip(&y).all(|(p, q)| near(p, q))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_times_are_of_different_things() {
        for (a, b, want) in [
            ("P3D", "P11Y", true),
            ("P3D", "P4D", false),
            ("PT90M", "PT2H", false),
            ("2031-05-18T03:00", "2031-05-18T15:15", true),
            ("2031-05-18T03:00", "2031-05-18T02:10", false),
            ("2031-05-18", "2031-05-19", false),
            ("2031-05-18T23:30", "2031-05-19T00:30", false),
        ] {
            assert_eq!(times_far(a, b), want, "{a} {b}");
        }
    }

    #[test]
    fn values_agree_within_their_bounds() {
        let number = |n: f64, bound: &str| Value::Number(n, bound.to_owned());
        let when = |text: &str| Value::When(text.to_owned());
        let words = |text: &str| Value::Words(text.to_owned());
        for (a, b, want) in [
            (number(10_000.0, "more_than"), number(10_000.0, "exact"), true),
            (number(10_000.0, "exact"), number(12_000.0, "exact"), false),
            (when("2031-05"), when("2031-05-19"), true),
            (when("2031-05-18"), when("2031-05-19"), false),
            (when("2031-01-01/2031-06-30"), when("2031-01-01/2031-03-31"), true),
            (when("2031-01-01/2031-06-30"), when("2031-05"), true),
            (when("2031-01-01/2031-06-30"), when("2031-09/2031-12"), false),
            (when("2031-05-18T04:17"), when("2031-05-18T04:30"), true),
            (when("2031-05-18T04:00"), when("2031-05-18T04:30"), false),
            (when("2031-05-18T19:00"), when("2031-05-19T19:00"), true),
            (when("2031-05-18T19:00"), when("2031-06-19T19:00"), false),
            (words("first in 30 years"), words("first in almost 31 years"), true),
            (words("first ever"), words("first in 30 years"), false),
        ] {
            assert_eq!(a.agrees(&b), want, "{a:?} {b:?}");
            assert_eq!(b.agrees(&a), want, "{b:?} {a:?}");
        }
    }
}
