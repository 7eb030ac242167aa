//! Parts that begin with what comes before the time it is said of: eves, "next" before a weekday,
//! "first" and "last" before a number of units.

use super::Atom;
use crate::{
    number::NumberKind,
    time::{
        cursor::Cursor,
        facets::Facets,
        lexicon::{TimeWord, Unit},
    },
};

impl Cursor<'_> {
    /// The evening before a feast, as the day before its first.
    pub(super) fn eve(self, at: usize) -> Option<Atom> {
        let eve = self.word(at, |w| *w == TimeWord::Eve)?;
        let feast = self.word(at + eve.len, |w| matches!(w, TimeWord::Holiday(_)))?;
        let whole = self.hits(at).first().is_some_and(|h| h.len > eve.len);
        let TimeWord::Holiday(holiday) = feast.entry else { return None };
        let (holiday, unit, day_part) = (Some(holiday.clone()), Some(Unit::Day), Some("EV"));
        let facets = Facets { holiday, nth: Some(0), unit, day_part, ..Facets::default() };
        let end = at + eve.len + feast.len;
        (!whole).then_some(Atom { facets, end, cut: eve.cut })
    }

    /// "Last" or "next" before the weekday it is said of, where no noun stands before it of which
    /// it could be said: "القادم الاثنين".
    pub(super) fn shift_first(self, shift: i32, at: usize) -> Option<(Facets, usize)> {
        let before = at.checked_sub(2);
        let free = before.is_none_or(|b| self.led(b + 1)) || self.begins(at - 1);
        let hit = self.word(at, |w| matches!(w, TimeWord::Weekday(_))).filter(|_| free)?;
        let TimeWord::Weekday(day) = hit.entry else { return None };
        let facets = Facets { weekday: Some(*day), shift: Some(shift), ..Facets::default() };
        Some((facets, at + hit.len))
    }

    /// So many units at the beginning or end of what follows: "first six months of", "الأشهر الستة
    /// الأولى من".
    pub(in crate::time) fn some_of(self, at: usize) -> Option<Atom> {
        let (sign, from) = match self.rank(at) {
            Some((sign, from)) => (Some(sign), from),
            None => (None, at),
        };
        let length = self.length(from).filter(|l| l.counted)?;
        let [(Some(amount), unit)] = length.parts[..] else { return None };
        let (sign, end) = match sign {
            Some(sign) => (sign, length.end),
            None => self.rank(length.end).filter(|_| length.definite)?,
        };
        let fits = amount.fract() == 0.0 && (2.0..100.0).contains(&amount) && unit >= Unit::Day;
        let count = i16::from(sign) * if fits { amount as i16 } else { return None };
        let facets = Facets { some_of: Some((count, unit)), ..Facets::default() };
        self.holder_follows(end).then_some(Atom { facets, end, cut: length.cut })
    }

    /// "First" or "last" at a token, with its end.
    pub(super) fn rank(self, at: usize) -> Option<(i8, usize)> {
        let first =
            self.number(at).filter(|n| n.kind == NumberKind::Ordinal && n.value as i64 == 1);
        if let Some(number) = first {
            return Some((1, number.last_token + 1));
        }
        let last = |w: &TimeWord| matches!(w, TimeWord::Nth(-1) | TimeWord::ShiftBefore(-1, _));
        self.word(at, last).map(|h| (-1, at + h.len))
    }
}
