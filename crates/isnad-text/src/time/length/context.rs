//! Lengths of time where they stand: "three days ago", "within a week", "the last two years".

use super::{Length, Meaning};
use crate::{
    Span,
    date::Moment,
    phrase::cut_span,
    time::{Finder, TimeKind, TimeMatch, TimeWord, Unit, resolve::Frame, scan::Atom},
};

impl Finder<'_> {
    /// A length of time, with what stands around it; `read` is what was read at the token.
    pub(in crate::time) fn by_length(self, at: usize, read: Option<&Atom>) -> Option<TimeMatch> {
        self.led_length(at).or_else(|| {
            let length = self.cursor.length(at)?;
            self.length_from(at, &length, read)
        })
    }

    /// A length after "before", "in", "within", "since", "last", "next".
    fn led_length(self, at: usize) -> Option<TimeMatch> {
        for hit in self.cursor.hits(at).iter().filter(|h| h.entry.leads_length()) {
            let from = at + hit.len;
            let from = match hit.entry {
                TimeWord::Whole if self.cursor.is_mark(from, "-") => from + 1,
                // "Within the next three days": from now on, as without "next".
                TimeWord::Within => self.coming(from).unwrap_or(from),
                TimeWord::AgoBefore => self.cursor.after(from, &TimeWord::About).unwrap_or(from),
                _ => from,
            };
            let Some(length) = self.cursor.length(from) else { continue };
            if let Some(found) = self.led_from_date(at, hit.entry, &length) {
                return Some(TimeMatch { span: self.cut(at, hit.cut, found.span), ..found });
            }
            if *hit.entry == TimeWord::Since
                && length.is_told()
                && !length.counted
                && !self.stands_alone(at, length.end)
            {
                return self.length_match(from, length.end, length.cut, length.alone());
            }
            let later = self.cursor.after(length.end, &TimeWord::InAfter);
            if let Some(end) = later.filter(|_| *hit.entry == TimeWord::InBefore) {
                return self.length_match(at, end, hit.cut, length.point(self.frame, 1));
            }
            let Some(meaning) = self.led_meaning(at, hit.entry, &length) else { continue };
            return self.length_match(at, length.end, hit.cut, meaning);
        }
        None
    }

    fn led_meaning(self, at: usize, word: &TimeWord, length: &Length) -> Option<Meaning> {
        let (frame, told) = (self.frame, length.is_told());
        Some(match word {
            TimeWord::AgoBefore if told && !self.relative_follows(length.end) => {
                length.point(frame, -1)
            }
            TimeWord::InBefore if told && self.is_ahead(length) => length.point(frame, 1),
            TimeWord::Since if told && self.stands_alone(at, length.end) => length.point(frame, -1),
            TimeWord::Within
                if told
                    && length.counted
                    && self.is_placed(length)
                    && self.cursor.shift_after(length.end).is_none() =>
            {
                length.stretch(frame, 1, false)
            }
            TimeWord::ShiftBefore(shift, _) if length.counted && *shift != 0 => {
                length.stretch(frame, i64::from(*shift), *shift > 0)
            }
            // "آخر ثلاثة أيام": not of a period that is named after it.
            TimeWord::Nth(-1)
                if told
                    && length.counted
                    && !self.relative_follows(length.end)
                    && self.cursor.after(length.end, &TimeWord::Around).is_none() =>
            {
                length.stretch(frame, -1, false)
            }
            TimeWord::Whole
                if length.parts.len() == 1 && self.cursor.shift_after(length.end).is_none() =>
            {
                length.alone()
            }
            _ => return None,
        })
    }

    /// Where "the next" stops after "within".
    fn coming(self, at: usize) -> Option<usize> {
        let hit = self.cursor.word(at, |w| matches!(w, TimeWord::ShiftBefore(1.., _)))?;
        Some(at + hit.len)
    }

    /// "After" or "before", a length, and from when it is counted: "بعد يومين من عيد الفطر".
    fn led_from_date(self, at: usize, word: &TimeWord, length: &Length) -> Option<TimeMatch> {
        let sign = match word {
            TimeWord::AgoBefore => -1,
            TimeWord::InBefore => 1,
            _ => return None,
        };
        let from = self.cursor.after(length.end, &TimeWord::From).filter(|_| length.is_told())?;
        self.counted_from(at, length, from, sign)
    }

    /// A length counted from a date that is told.
    fn counted_from(self, at: usize, length: &Length, from: usize, sign: i64) -> Option<TimeMatch> {
        let atom = self.cursor.read(self.cursor.skip_article(from)).filter(|a| !a.facets.now)?;
        let day = self.frame.resolve(&atom.facets).filter(|r| r.first == r.last);
        if day.is_none() && self.frame.now.is_some() {
            return None;
        }
        let now = day.map(|d| Moment { date: d.first, second: None });
        let meaning = length.point(Frame { now, exact: true, ..self.frame }, sign);
        self.length_match(at, atom.end, length.cut, meaning)
    }

    /// A length that begins on a date that is told: "for two weeks starting 5 May".
    fn begun(self, at: usize, length: &Length) -> Option<TimeMatch> {
        if !length.counted {
            return None;
        }
        let comma = usize::from(self.cursor.is_mark(length.end, ","));
        let from = self.cursor.after(length.end + comma, &TimeWord::Starting)?;
        let atom = self.cursor.read(self.cursor.skip_article(from)).filter(|a| !a.facets.now)?;
        let day = self.frame.resolve(&atom.facets).filter(|r| r.first == r.last)?;
        let now = Some(Moment { date: day.first, second: None });
        let meaning = length.stretch(Frame { now, exact: true, ..self.frame }, 1, false);
        self.length_match(at, atom.end, length.cut, meaning)
    }

    /// A length with what follows it.
    fn length_from(self, at: usize, length: &Length, read: Option<&Atom>) -> Option<TimeMatch> {
        let cursor = self.cursor;
        let named = !length.definite && length.is_told();
        for (word, sign) in [(TimeWord::AfterDate, 1), (TimeWord::BeforeDate, -1)] {
            // "Half an hour after noon": "after noon" is a part of the day.
            let part = cursor.word(length.end, |w| matches!(w, TimeWord::DayPart(_)));
            let from = cursor.after(length.end, &word).filter(|_| named && part.is_none());
            if let Some(found) = from.and_then(|f| self.counted_from(at, length, f, sign)) {
                return Some(found);
            }
        }
        if let Some(found) = self.begun(at, length).filter(|_| named) {
            return Some(found);
        }
        if let Some(end) = cursor.after(length.end, &TimeWord::AgoAfter) {
            return self.length_match(at, end, length.cut, length.point(self.frame, -1));
        }
        if let Some(end) = cursor.after(length.end, &TimeWord::InAfter) {
            return self.length_match(at, end, length.cut, length.point(self.frame, 1));
        }
        let last = cursor.after(length.end, &TimeWord::Nth(-1)).filter(|_| length.definite);
        let shift = cursor.shift_after(length.end).or_else(|| last.map(|end| (-1, end)));
        if let Some((shift, end)) = shift.filter(|_| length.counted) {
            return self.length_match(
                at,
                end,
                length.cut,
                length.stretch(self.frame, i64::from(shift), shift > 0),
            );
        }
        if let Some(end) = cursor
            .after(length.end, &TimeWord::Whole)
            .filter(|_| !length.definite && !length.is_open())
        {
            return self.length_match(at, end, length.cut, length.alone());
        }
        let led = self.lasting_before(at, length.unit()) || self.stands_alone(at, length.end);
        let led = led && !length.definite && !length.is_open() && read.is_none();
        (length.counted || led)
            .then(|| self.length_match(at, length.end, length.cut, length.alone()))?
    }

    /// Whether a word before a single unit makes it a length; after "more than" a quarter or a
    /// half may be one of anything.
    fn lasting_before(self, at: usize, unit: Unit) -> bool {
        let whole = !matches!(unit, Unit::Quarter | Unit::Half | Unit::Weekend);
        (1..=3).any(|back| {
            let from = at.checked_sub(back).filter(|_| whole || back == 1);
            let hit = from.and_then(|f| self.cursor.word(f, |w| *w == TimeWord::Lasting));
            hit.is_some_and(|h| h.len == back)
        })
    }

    /// A span that begins with a token from which clitics are cut.
    fn cut(self, at: usize, cut: usize, span: Span) -> Span {
        let first = self.cursor.token(at).map(|t| cut_span(self.cursor.text, t, cut));
        first.map_or(span, |f| Span { start: f.start, ..span })
    }

    fn length_match(self, at: usize, end: usize, cut: usize, m: Meaning) -> Option<TimeMatch> {
        let found = self.matched(at, end, cut, m.kind, None)?;
        Some(TimeMatch { value: m.value, first: m.first, last: m.last, ..found })
    }

    /// Whether "in" or "after" and a length lead ahead from now: not with years, which look back
    /// ("first in 24 years"), nor where something else is told that the length follows.
    fn is_ahead(self, length: &Length) -> bool {
        length.unit() < Unit::Year && !self.relative_follows(length.end)
    }

    /// Whether a length of hours has an hour to begin from.
    fn is_placed(self, length: &Length) -> bool {
        length.unit() >= Unit::Day || self.frame.now.is_some_and(|n| n.second.is_some())
    }

    /// Whether "of" or "from" tells another anchor than now.
    fn relative_follows(self, at: usize) -> bool {
        self.cursor.word(at, |w| matches!(w, TimeWord::From | TimeWord::Relative)).is_some()
    }

    /// Whether nothing else stands in the line.
    fn stands_alone(self, start: usize, end: usize) -> bool {
        let line = |at: usize| self.cursor.token(at).is_none_or(|t| t.is_mark("\n"));
        (start == 0 || line(start - 1)) && line(end)
    }
}

impl Length {
    /// Whether the amount is not told.
    fn is_open(&self) -> bool {
        self.parts.iter().any(|p| p.0.is_none())
    }

    /// Whether amounts are told, and not of something that was named before.
    fn is_told(&self) -> bool {
        !self.definite && !self.is_open()
    }

    fn alone(&self) -> Meaning {
        Meaning { kind: TimeKind::Duration, value: Some(self.iso()), first: None, last: None }
    }
}
