//! Dates in figures and times of day.

use super::{cursor::Cursor, facets::Facets, lexicon::TimeWord, scan::Atom};
use crate::{TokenKind, number::NumberKind};

impl Cursor<'_> {
    /// A date in figures: `20.06.2024`, `19 - 06 - 2024`, `2016/02/22`, `3/2015`.
    pub(super) fn numeric_date(self, at: usize) -> Option<Atom> {
        let (parts, end) = self.figures_in_row(at)?;
        let read: Option<Vec<i32>> = parts.iter().map(|p| p.parse().ok()).collect();
        let read = read?;
        let long = |i: usize| parts.get(i).is_some_and(|p| p.len() == 4);
        let mut facets = match read.as_slice() {
            [y, m, d] if long(0) => whole(*y, *m, *d)?,
            [a, b, y] if long(2) || parts.iter().all(|p| p.len() <= 2) => {
                self.day_month(*a, *b, century(*y, long(2)))?
            }
            [y, m] if long(0) && !long(1) => of_month(*y, *m)?,
            [m, y] if long(1) && !long(0) => of_month(*y, *m)?,
            _ => return None,
        };
        let mut end = end;
        if let Some(after) = self.after(end, &TimeWord::HijriEra) {
            (facets.hijri, end) = (true, after);
        }
        facets.hijri |= facets.year.is_some_and(|y| (1300..1500).contains(&y));
        Some(Atom { facets, end, cut: 0 })
    }

    /// Figures parted by one kind of mark: `20.06.2024` as one token, or tokens with marks between.
    fn figures_in_row(self, at: usize) -> Option<(Vec<String>, usize)> {
        let first = self.token(at).filter(|t| t.kind == TokenKind::Number)?;
        if first.norm.matches('.').count() == 2 {
            return Some((first.norm.split('.').map(str::to_owned).collect(), at + 1));
        }
        let short = |norm: &str| norm.len() <= 4 && norm.bytes().all(|b| b.is_ascii_digit());
        let mark =
            self.token(at + 1).filter(|t| t.is_mark("/") || t.is_mark("-") || t.is_mark("."))?;
        let mut parts = vec![first.norm.clone()];
        let mut end = at + 1;
        while parts.len() < 3 && self.is_mark(end, &mark.norm) {
            let Some(next) = self.token(end + 1).filter(|t| t.kind == TokenKind::Number) else {
                break;
            };
            parts.push(next.norm.clone());
            end += 2;
        }
        let touching = (at + 1..end).all(|i| self.touches(i));
        let spaced = parts.len() == 3 && parts.iter().any(|p| p.len() == 4);
        let more = self.is_mark(end, &mark.norm)
            && self.touches(end)
            && self.token(end + 1).is_some_and(|t| t.kind == TokenKind::Number);
        (parts.len() >= 2 && (touching || spaced) && !more && parts.iter().all(|p| short(p)))
            .then_some((parts, end))
    }

    /// Day and month in the order that the figures allow, else in that of the language.
    fn day_month(self, a: i32, b: i32, year: i32) -> Option<Facets> {
        if self.lex.month_first {
            whole(year, a, b).or_else(|| whole(year, b, a))
        } else {
            whole(year, b, a).or_else(|| whole(year, a, b))
        }
    }

    /// A time of day: `12:06:03`, `5 pm`, "الساعة الثامنة".
    pub(super) fn clock(self, at: usize) -> Option<Atom> {
        let said = self.after(at, &TimeWord::Clock);
        let from = said.unwrap_or(at);
        let digital = self.digital(from);
        let exact = digital.is_some();
        let (hour, mut second, mut end) = digital.or_else(|| self.spoken(from, said.is_some()))?;
        let mut sure = exact || said.is_some();
        if let Some(after) = self.after(end, &TimeWord::OClock) {
            (end, sure) = (after, true);
        }
        let mut hour = hour;
        if let Some(hit) = self.word(end, |w| matches!(w, TimeWord::Noon(_))) {
            if !hit.is_joined() {
                hour = twelve(hour, *hit.entry == TimeWord::Noon(true))?;
                (end, sure) = (end + hit.len, true);
            }
        } else if let Some((late, after)) = self.half_of_day(end).filter(|_| sure) {
            hour = twelve(hour, late && !(hour < 5 && self.is_night(end)))?;
            end = after;
        }
        second += hour * 3600;
        (sure && second <= 86_400).then(|| Atom {
            facets: Facets { clock: Some(second % 86_400), ..Facets::default() },
            end,
            cut: 0,
        })
    }

    /// An hour as a number, with its part where a word says that it is one: hour, seconds, end.
    fn spoken(self, at: usize, said: bool) -> Option<(u32, u32, usize)> {
        let number = self.number(at).filter(|n| n.kind != NumberKind::Percentage)?;
        let whole = number.value.fract() == 0.0 || said && !number.digits;
        let hour =
            (whole && (0.0..=24.0).contains(&number.value)).then_some(number.value as u32)?;
        Some((hour, (number.value.fract() * 60.0).round() as u32 * 60, number.last_token + 1))
    }

    /// Hours, minutes and seconds with colons: hour, seconds after it, end.
    fn digital(self, at: usize) -> Option<(u32, u32, usize)> {
        let figures = |at: usize, most: usize| {
            let token =
                self.token(at).filter(|t| t.kind == TokenKind::Number && t.norm.len() <= most)?;
            token.norm.parse::<u32>().ok()
        };
        let hour = figures(at, 2).filter(|h| *h <= 24)?;
        let colon = |at: usize| self.is_mark(at, ":") && self.touches(at) && self.touches(at + 1);
        if !colon(at + 1) || self.token(at + 2).is_some_and(|t| t.norm.len() != 2) {
            return None;
        }
        let minute = figures(at + 2, 2).filter(|m| *m < 60)?;
        match figures(at + 4, 2).filter(|s| colon(at + 3) && *s < 60) {
            Some(second) => Some((hour, minute * 60 + second, at + 5)),
            None => Some((hour, minute * 60, at + 3)),
        }
    }

    /// Whether a part of the day at a token lies after noon, and its end.
    fn half_of_day(self, at: usize) -> Option<(bool, usize)> {
        let from = if self.word(at, |w| matches!(w, TimeWord::DayPart(_))).is_some() {
            at
        } else {
            self.skip_links(at)
        };
        let hit =
            self.word(from, |w| matches!(w, TimeWord::DayPart(_))).filter(|h| !h.is_joined())?;
        let TimeWord::DayPart(part) = hit.entry else { return None };
        Some((*part != "MO", from + hit.len))
    }

    fn is_night(self, at: usize) -> bool {
        self.word(at, |w| matches!(w, TimeWord::DayPart("NI" | "DT"))).is_some()
    }
}

/// The hour of 24 for one of twelve.
fn twelve(hour: u32, after_noon: bool) -> Option<u32> {
    match (hour, after_noon) {
        (12, false) => Some(0),
        (h, true) if h < 12 => Some(h + 12),
        (h, _) if h <= 24 => Some(h),
        _ => None,
    }
}

/// The year that two figures mean.
fn century(year: i32, long: bool) -> i32 {
    match year {
        _ if long => year,
        0..=49 => 2000 + year,
        _ => 1900 + year,
    }
}

fn whole(year: i32, month: i32, day: i32) -> Option<Facets> {
    let (m, d) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let hijri = (1300..1500).contains(&year) && (1..=12).contains(&m) && (1..=30).contains(&d);
    let fits =
        (1000..=2999).contains(&year) && (hijri || crate::date::Date::new(year, m, d).is_some());
    fits.then(|| Facets { year: Some(year), month: Some(m), day: Some(d), ..Facets::default() })
}

fn of_month(year: i32, month: i32) -> Option<Facets> {
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    (1900..=2100).contains(&year).then(|| Facets {
        year: Some(year),
        month: Some(month),
        ..Facets::default()
    })
}
