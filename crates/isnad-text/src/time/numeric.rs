//! Dates in figures.

use super::{cursor::Cursor, facets::Facets, lexicon::TimeWord, scan::Atom};
use crate::TokenKind;

impl Cursor<'_> {
    /// A date in figures: `20.06.2024`, `19 - 06 - 2024`, `2016/02/22`, `3/2015`, `2019-sep-01`.
    pub(super) fn numeric_date(self, at: usize) -> Option<Atom> {
        if self.token(at).is_none_or(|t| t.kind != TokenKind::Number) {
            return None;
        }
        if let Some(found) = self.month_amid(at).or_else(|| self.year_and_month(at)) {
            return Some(found);
        }
        let (parts, end) = self.figures_in_row(at)?;
        let read: Option<Vec<i32>> = parts.iter().map(|p| p.parse().ok()).collect();
        let read = read?;
        let long = |i: usize| parts.get(i).is_some_and(|p| p.len() == 4);
        let mut facets = match read.as_slice() {
            [y, m, d] if long(0) => whole(*y, *m, *d).or_else(|| impossible(*y, *m, *d))?,
            [a, b, y] if long(2) || parts.iter().all(|p| p.len() <= 2) => {
                let year = century(*y, long(2));
                let told = self.day_month(*a, *b, year);
                told.or_else(|| impossible(year, *b, *a).filter(|_| long(2)))?
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

    /// A year, the name of a month and a day: `2019-sep-01`, `2019/sep/1`.
    fn month_amid(self, at: usize) -> Option<Atom> {
        let year = self.year_figures(at)?;
        let mark = self.token(at + 1).filter(|t| t.is_mark("-") || t.is_mark("/"))?;
        let month = self.month(at + 2).filter(|m| !m.hijri && self.is_mark(m.end, &mark.norm))?;
        let day: u8 = self.token(month.end + 1)?.norm.parse().ok()?;
        let facets = whole(year, month.number.into(), day.into())?;
        Some(Atom { facets, end: month.end + 2, cut: 0 })
    }

    /// A year and a month in figures with spaces around the mark, or with a full stop between
    /// them: `2016 - 11`, `11- 2016`, `2015.3`.
    fn year_and_month(self, at: usize) -> Option<Atom> {
        let short = |at: usize| self.token(at).filter(|t| t.norm.len() <= 2)?.norm.parse().ok();
        let token = self.token(at)?;
        let (facets, end) = if let Some((year, month)) = token.norm.split_once('.') {
            let fits = year.len() == 4 && month.len() <= 2;
            (of_month(year.parse().ok().filter(|_| fits)?, month.parse().ok()?)?, at + 1)
        } else {
            self.token(at + 1).filter(|t| t.is_mark("-") || t.is_mark("/"))?;
            let end = at + 3;
            let facets = match (self.year_figures(at), self.year_figures(at + 2)) {
                (Some(year), None) => of_month(year, short(at + 2)?)?,
                (None, Some(year)) => of_month(year, short(at)?)?,
                _ => return None,
            };
            let more = self.is_mark(end, "-") || self.is_mark(end, "/") || self.is_mark(end, ":");
            (facets, if more { return None } else { end })
        };
        let before = at.checked_sub(1).and_then(|i| self.token(i));
        let after_mark = before.is_some_and(|t| t.is_mark("-") || t.is_mark("/"));
        (self.no_noun(end) && !after_mark).then_some(Atom { facets, end, cut: 0 })
    }

    /// Day and month without a year, after a weekday: `21/09`; elsewhere where no fraction is
    /// written like that.
    pub(super) fn day_and_month(self, at: usize, so_far: &Facets) -> Option<Atom> {
        let led = so_far.weekday.is_some() || so_far.is_blank() && self.led(at);
        let (parts, end) = self.figures_in_row(at).filter(|_| led)?;
        let [a, b] = parts.as_slice() else { return None };
        let fraction = a.len() + b.len() < 4 || b == "10" || b == "12" && a != "31";
        if fraction && so_far.weekday.is_none() || so_far.is_blank() && !self.no_noun(end) {
            return None;
        }
        let bare = so_far.month.is_none() && so_far.day.is_none() && self.is_mark(at + 1, "/");
        let read = self.day_month(a.parse().ok()?, b.parse().ok()?, 2000).filter(|_| bare)?;
        Some(Atom { facets: Facets { year: None, ..read }, end, cut: 0 })
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
        let mut parts = vec![first.norm.to_string()];
        let mut end = at + 1;
        while parts.len() < 3
            && (self.is_mark(end, &mark.norm) || self.year_after_comma(end, parts.len()))
        {
            let Some(next) = self.token(end + 1).filter(|t| t.kind == TokenKind::Number) else {
                break;
            };
            parts.push(next.norm.to_string());
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

    /// A comma and a year after day and month: `08/12,2015`.
    fn year_after_comma(self, at: usize, parts: usize) -> bool {
        parts == 2
            && self.is_mark(at, ",")
            && self.touches(at + 1)
            && self.year_figures(at + 1).is_some()
    }

    /// Day and month in the order that the figures allow, else in that of the language.
    fn day_month(self, a: i32, b: i32, year: i32) -> Option<Facets> {
        if self.lex.month_first {
            whole(year, a, b).or_else(|| whole(year, b, a))
        } else {
            whole(year, b, a).or_else(|| whole(year, a, b))
        }
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

/// A date of the right form that no calendar has.
fn impossible(year: i32, month: i32, day: i32) -> Option<Facets> {
    let (m, d) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let form = (1700..=2999).contains(&year) && (1..=12).contains(&m) && (1..=31).contains(&d);
    form.then(|| Facets { year: Some(year), month: Some(m), day: Some(d), ..Facets::default() })
}

fn of_month(year: i32, month: i32) -> Option<Facets> {
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    (1900..=2100).contains(&year).then(|| Facets {
        year: Some(year),
        month: Some(month),
        ..Facets::default()
    })
}
