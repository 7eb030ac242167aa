//! From one time to another: "من 2 إلى 5 مارس", "2000-2001", "between May and July".

use super::{
    Finder, TimeKind, TimeMatch, TimeWord,
    facets::Facets,
    resolve::Resolved,
    scan::{Atom, is_night_between},
};
use crate::number::NumberKind;

impl Finder<'_> {
    /// The range that begins at a token, where `read` is what was read.
    pub(super) fn range(self, at: usize, read: Option<&Atom>) -> Option<TimeMatch> {
        let cursor = self.cursor;
        let pair = cursor.word(at, |w| *w == TimeWord::Pair);
        let between = pair.or_else(|| cursor.word(at, |w| *w == TimeWord::Between));
        let opening = between.or_else(|| cursor.word(at, |w| *w == TimeWord::From));
        let begin = opening.map_or(at, |h| cursor.skip_article(at + h.len));
        let read = if begin == at { read.cloned() } else { self.cursor.read(begin) };
        let mut first = read.or_else(|| self.bare_end(begin))?;
        if opening.is_none()
            && let Some(found) = self.held_range(at, &first)
        {
            return Some(found);
        }
        let to = cursor.connector(first.end, between.is_some());
        let to = to.or_else(|| self.next_year(&first))?;
        let mut last =
            self.end_of_range(cursor.skip_article(to)).or_else(|| short_year(self, to, &first))?;
        if first.facets.careful && last.facets.careful {
            return None;
        }
        if let Some((year, end)) = self.year_after(&first, &last) {
            (last.facets.year, last.end) = (Some(year), end);
        }
        if pair.is_some() && first.facets.weekday.is_some() && first.facets.shift.is_none() {
            first.facets.shift = last.facets.shift;
        }
        // Hours of one day are a stretch of it.
        let clock = |f: &Facets| f.clock.is_some() && !f.has_date();
        if between.is_some() && clock(&first.facets) && last.facets.clock.is_some() {
            return None;
        }
        let night = is_night_between(&first.facets, &last.facets);
        if night || !share(&mut first.facets, &mut last.facets) {
            return None;
        }
        if first.facets.is_lone() || last.facets.is_lone() {
            return None;
        }
        let cut = opening.map_or(first.cut, |h| h.cut);
        let resolved = self.resolve_range(&first.facets, &last.facets);
        let apart = |r: &Resolved| r.last.days() != r.first.days() + 1;
        if pair.is_some() && resolved.as_ref().is_none_or(apart) {
            return None;
        }
        let kind = TimeKind::Period;
        self.matched(at, last.end, cut, kind, resolved)
    }

    /// A comma and a year after two days of one month: "May 5-7, 2023".
    fn year_after(self, first: &Atom, last: &Atom) -> Option<(i32, usize)> {
        let days = first.facets.day.is_some() && last.facets.day.is_some();
        let open = first.facets.year.is_none() && last.facets.year.is_none();
        let month = first.facets.month.is_some() || last.facets.month.is_some();
        let comma = self.cursor.is_mark(last.end, ",") && days && open && month;
        let year = self.cursor.year_figures(last.end + 1).filter(|_| comma)?;
        self.cursor.no_noun(last.end + 2).then_some((year, last.end + 2))
    }

    /// Where the second of two years stands that a stroke joins: "2010/2011".
    fn next_year(self, first: &Atom) -> Option<usize> {
        let alone = Facets { year: first.facets.year, ..Facets::default() };
        let year = first.facets.year.filter(|_| first.facets == alone)?;
        let stroke = self.cursor.is_mark(first.end, "/") && self.cursor.touches(first.end);
        let next = self.cursor.year_figures(first.end + 1).filter(|_| stroke)?;
        (next == year + 1).then_some(first.end + 1)
    }

    /// A range in a period that is told before it: "next week between Monday and Friday".
    fn held_range(self, at: usize, holder: &Atom) -> Option<TimeMatch> {
        let cursor = self.cursor;
        let hit = cursor.word(holder.end, |w| *w == TimeWord::Between)?;
        let mut first = self.end_of_range(cursor.skip_article(holder.end + hit.len))?;
        let to = cursor.connector(first.end, true)?;
        let mut last = self.end_of_range(cursor.skip_article(to))?;
        let period = holder.facets.has_period() && !holder.facets.has_date();
        if !period || !first.facets.add(&holder.facets) || !last.facets.add(&holder.facets) {
            return None;
        }
        let resolved = self.resolve_range(&first.facets, &last.facets);
        self.matched(at, last.end, holder.cut, TimeKind::Period, resolved)
    }

    /// One end: an expression, or a bare number that the other end explains.
    fn end_of_range(self, at: usize) -> Option<Atom> {
        self.cursor.read(at).or_else(|| self.bare_end(at))
    }

    /// An end that is no expression by itself: a doubtful word with a capital, or a bare number.
    fn bare_end(self, at: usize) -> Option<Atom> {
        let token = self.cursor.token(at)?;
        if token.span.of(self.cursor.text).starts_with(char::is_uppercase)
            && let Some(atom) = self.cursor.read_doubtful(at)
        {
            return Some(atom);
        }
        let number = self.cursor.number(at)?;
        let whole = matches!(number.kind, NumberKind::Cardinal | NumberKind::Ordinal)
            && number.value.fract() == 0.0;
        let mut facets = Facets::default();
        if whole && (1.0..=31.0).contains(&number.value) {
            facets.day = Some(number.value as u8);
        } else {
            facets.year = Some(self.cursor.year_figures(at).filter(|y| (1500..=2100).contains(y))?);
        }
        Some(Atom { facets, end: number.last_token + 1, cut: 0 })
    }

    fn resolve_range(self, first: &Facets, last: &Facets) -> Option<Resolved> {
        let (a, mut b) = (self.frame.resolve(first)?, self.frame.resolve(last)?);
        let mut a = a;
        if b.last < a.first && last.weekday.is_some() {
            let mut later = self.frame;
            for _ in 0..3 {
                later.now =
                    later.now.map(|n| crate::date::Moment { date: n.date.plus_days(7), ..n });
                b = later.resolve(last)?;
                if a.first <= b.last {
                    break;
                }
            }
        } else if b.last < a.first && first.year.is_none() && last.year.is_none() {
            let earlier = Facets { year: Some(a.first.year - 1), ..first.clone() };
            a = self.frame.resolve(&earlier)?;
        }
        // Until now, from a day: until today.
        if last.now && !a.iso.contains('T') {
            b.iso = b.last.to_string();
        }
        (a.first <= b.last).then(|| a.until(&b))
    }
}

/// The second of two years in two figures: "2010-15".
fn short_year(finder: Finder<'_>, at: usize, first: &Atom) -> Option<Atom> {
    let alone = Facets { year: first.facets.year, ..Facets::default() };
    let year = first.facets.year.filter(|_| first.facets == alone)?;
    let token = finder.cursor.token(at).filter(|t| t.norm.len() == 2)?;
    let touching = finder.cursor.touches(at) && finder.cursor.touches(at - 1);
    let short = token.norm.parse::<i32>().ok().filter(|n| *n > 12 && *n > year % 100)?;
    let facets = Facets { year: Some(year / 100 * 100 + short), ..Facets::default() };
    touching.then_some(Atom { facets, end: at + 1, cut: 0 })
}

/// Gives each end what only the other says; false if the two are no ends of one range.
fn share(a: &mut Facets, b: &mut Facets) -> bool {
    let bare_day = |f: &Facets| {
        f.day.is_some() && f.month.is_none() && f.shifted.is_empty() && f.weekday.is_none()
    };
    let bare_year = |f: &Facets| f.year.is_some() && f.month.is_none() && f.day.is_none();
    if a.until.is_some() || b.until.is_some() {
        return false;
    }
    let clocks = a.clock.is_some() == b.clock.is_some() || a.now || b.now;
    let clock_of_date = a.has_date() && b.has_date() && !bare_day(a);
    if bare_day(a) && bare_day(b) || !clocks && !clock_of_date {
        return false;
    }
    for turn in 0..2 {
        let (own, other) = if turn == 0 { (&mut *a, &*b) } else { (&mut *b, &*a) };
        if bare_day(own) {
            if other.day.is_none() || other.month.is_none() && other.shifted.is_empty() {
                return false;
            }
            own.month = other.month;
            own.shifted.clone_from(&other.shifted);
            (own.hijri, own.shift) = (other.hijri, other.shift);
        }
    }
    if bare_year(b) && a.year.is_none() && !bare_year(a) {
        return false;
    }
    if bare_year(a) && !bare_year(b) && b.year.is_none() && !b.now && b.day_offset.is_none() {
        return false;
    }
    let dated = a.month.is_some() && b.month.is_some();
    if dated && a.year.is_none() && b.year.is_some() {
        a.year = b.year;
        if (b.month, b.day) < (a.month, a.day) {
            a.year = b.year.map(|y| y - 1);
        }
    } else if dated && b.year.is_none() && a.year.is_some() && (a.month, a.day) <= (b.month, b.day)
    {
        b.year = a.year;
    }
    // "From Wednesday to Friday next week": both days lie in it.
    if a.weekday.is_some() && a.shifted.is_empty() && a.month.is_none() && b.weekday.is_some() {
        a.shifted.clone_from(&b.shifted);
    }
    if a.clock.is_some() && b.clock.is_some() && (a.has_date() != b.has_date()) {
        let (with, without) = if a.has_date() { (&*a, &mut *b) } else { (&*b, &mut *a) };
        let clock = without.clock;
        *without = Facets { clock, ..with.clone() };
    }
    a.named.is_none() && b.named.is_none()
}
