//! Lengths of time where they stand: "three days ago", "within a week", "the last two years".

use super::{
    Finder, TimeKind, TimeMatch, TimeWord, Unit,
    duration::{Length, Meaning},
};

impl Finder<'_> {
    /// A length of time, with what stands around it.
    pub(super) fn by_length(self, at: usize) -> Option<TimeMatch> {
        self.led_length(at).or_else(|| {
            let length = self.cursor.length(at)?;
            self.length_from(at, &length)
        })
    }

    /// A length after "before", "in", "within", "since", "last", "next".
    fn led_length(self, at: usize) -> Option<TimeMatch> {
        for hit in self.cursor.hits(at) {
            let from = at + hit.len;
            let Some(length) = self.cursor.length(from) else { continue };
            let alone = |l: &Length| !l.definite && !l.parts.iter().any(|p| p.0.is_none());
            let meaning = match hit.entry {
                TimeWord::AgoBefore if alone(&length) && !self.relative_follows(length.end) => {
                    length.point(self.frame, -1)
                }
                TimeWord::InBefore if alone(&length) && self.is_ahead(&length) => {
                    length.point(self.frame, 1)
                }
                TimeWord::Since if alone(&length) && self.stands_alone(at, length.end) => {
                    length.point(self.frame, -1)
                }
                TimeWord::Within
                    if length.counted
                        && alone(&length)
                        && self.is_placed(&length)
                        && self.cursor.shift_after(length.end).is_none() =>
                {
                    length.stretch(self.frame, 1, false)
                }
                TimeWord::ShiftBefore(shift, _) if length.counted && *shift != 0 => {
                    length.stretch(self.frame, i64::from(*shift), *shift > 0)
                }
                TimeWord::Whole if length.parts.len() == 1 => length_only(&length),
                TimeWord::Since if alone(&length) && !length.counted => {
                    return self.length_match(from, length.end, length.cut, length_only(&length));
                }
                _ => continue,
            };
            return self.length_match(at, length.end, hit.cut, meaning);
        }
        None
    }

    /// A length with what follows it.
    fn length_from(self, at: usize, length: &Length) -> Option<TimeMatch> {
        let cursor = self.cursor;
        if let Some(end) = cursor.after(length.end, &TimeWord::AgoAfter) {
            return self.length_match(at, end, length.cut, length.point(self.frame, -1));
        }
        if let Some(end) = cursor.after(length.end, &TimeWord::InAfter) {
            return self.length_match(at, end, length.cut, length.point(self.frame, 1));
        }
        if let Some((shift, end)) = cursor.shift_after(length.end).filter(|_| length.counted) {
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
            return self.length_match(at, end, length.cut, length_only(length));
        }
        let led = cursor.word(at.wrapping_sub(1), |w| matches!(w, TimeWord::Lasting)).is_some()
            || self.stands_alone(at, length.end);
        let led = led && !length.definite && !length.is_open() && cursor.read(at).is_none();
        (length.counted || led)
            .then(|| self.length_match(at, length.end, length.cut, length_only(length)))?
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
        self.cursor.word(at, |w| *w == TimeWord::From).is_some()
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
}

fn length_only(length: &Length) -> Meaning {
    Meaning { kind: TimeKind::Duration, value: Some(length.iso()), first: None, last: None }
}
