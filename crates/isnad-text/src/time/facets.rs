//! What the parts of one time expression say together.

use crate::date::days_in_month;

use super::{
    calendar::Holiday,
    lexicon::{Part, Unit},
};

/// What one expression says, each thing at most once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facets {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    pub(super) weekday: Option<u8>,
    /// Which weekday, day or week of what holds it; from the end if negative.
    pub(super) nth: Option<i8>,
    /// Whether that number stands after the weekday, where it may also be the day of the month.
    pub(super) nth_after: bool,
    /// How many units at the beginning of what holds them, or at its end if negative.
    pub(super) some_of: Option<(i16, Unit)>,
    /// The number of a week of the year.
    pub(super) week: Option<u8>,
    /// The week or month in which the day lies.
    pub(super) around: Option<Unit>,
    /// The unit that is counted by `nth`, or named by itself ("the month").
    pub(super) unit: Option<Unit>,
    /// Units counted from now: last year, next week.
    pub(super) shifted: Vec<(Unit, i32)>,
    /// Last, this or next, of month, weekday, season, holiday.
    pub(super) shift: Option<i32>,
    pub(super) day_offset: Option<i32>,
    pub(super) season: Option<&'static str>,
    pub(super) quarter: Option<u8>,
    pub(super) half: Option<u8>,
    pub(super) decade: Option<u8>,
    pub(super) century: Option<i32>,
    pub(super) part: Option<Part>,
    pub(super) day_part: Option<&'static str>,
    /// Seconds since midnight.
    pub(super) clock: Option<u32>,
    /// Where a stretch of the day ends that begins at `clock`.
    pub(super) until: Option<u32>,
    /// Whether a word says in which half of the day the clock stands.
    pub(super) half_said: bool,
    pub(super) named: Option<String>,
    pub(super) holiday: Option<Holiday>,
    pub(super) hijri: bool,
    /// Whether the years are those before the first of the civil calendar.
    pub(super) before_era: bool,
    pub(super) now: bool,
    /// Whether the word alone would be doubtful.
    pub(super) careful: bool,
    /// Whether the word is no time but beside a day, a year or the like.
    pub(super) lone: bool,
}

/// Takes what `other` says if nothing is said yet or the same.
fn merge<T: PartialEq + Clone>(own: &mut Option<T>, other: Option<&T>) -> bool {
    match (own.as_ref(), other) {
        (_, None) => true,
        (None, Some(_)) => {
            *own = other.cloned();
            true
        }
        (Some(a), Some(b)) => a == b,
    }
}

impl Facets {
    /// Adds what another part says; false, and nothing changed, if the two contradict each other.
    pub(super) fn add(&mut self, other: &Facets) -> bool {
        let mut next = self.clone();
        let fits = merge(&mut next.year, other.year.as_ref())
            && merge(&mut next.month, other.month.as_ref())
            && merge(&mut next.day, other.day.as_ref())
            && merge(&mut next.weekday, other.weekday.as_ref())
            && merge(&mut next.nth, other.nth.as_ref())
            && merge(&mut next.unit, other.unit.as_ref())
            && merge(&mut next.shift, other.shift.as_ref())
            && merge(&mut next.day_offset, other.day_offset.as_ref())
            && merge(&mut next.season, other.season.as_ref())
            && merge(&mut next.quarter, other.quarter.as_ref())
            && merge(&mut next.half, other.half.as_ref())
            && merge(&mut next.decade, other.decade.as_ref())
            && merge(&mut next.century, other.century.as_ref())
            && merge(&mut next.some_of, other.some_of.as_ref())
            && merge(&mut next.week, other.week.as_ref())
            && merge(&mut next.around, other.around.as_ref())
            && merge(&mut next.part, other.part.as_ref())
            && merge(&mut next.until, other.until.as_ref())
            && merge(&mut next.clock, other.clock.as_ref())
            && merge(&mut next.named, other.named.as_ref())
            && merge(&mut next.holiday, other.holiday.as_ref());
        if !fits || !next.take_shifted(other) {
            return false;
        }
        next.day_part = other.day_part.or(next.day_part);
        next.hijri |= other.hijri;
        next.before_era |= other.before_era;
        next.now |= other.now;
        next.nth_after |= other.nth_after;
        next.half_said |= other.half_said;
        next.careful &= other.careful;
        next.lone |= other.lone;
        if !next.makes_sense() {
            return false;
        }
        *self = next;
        true
    }

    fn take_shifted(&mut self, other: &Facets) -> bool {
        for (unit, shift) in &other.shifted {
            if self.shifted.iter().any(|(u, _)| u == unit) {
                return false;
            }
            self.shifted.push((*unit, *shift));
        }
        true
    }

    /// Whether the things said can be said of one time.
    fn makes_sense(&self) -> bool {
        let alone = |set: bool| !set || !(self.has_date() || self.has_period());
        let offset_fits = self.day_offset.is_none()
            || (self.month.is_none() && self.year.is_none() && self.shifted.is_empty()
                || self.day.is_some());
        let day_fits = self.day.is_none_or(|d| d >= 1);
        let season_fits = self.season.is_none() || (self.month.is_none() && self.weekday.is_none());
        let decade_fits = self.decade.is_none() || (self.month.is_none() && self.year.is_none());
        alone(self.named.is_some())
            && alone(self.now)
            && offset_fits
            && day_fits
            && season_fits
            && decade_fits
    }

    /// Whether nothing is said yet.
    pub(super) fn is_blank(&self) -> bool {
        *self == Facets::default()
    }

    pub(super) fn has_date(&self) -> bool {
        self.day.is_some()
            || self.weekday.is_some()
            || self.day_offset.is_some()
            || self.holiday.is_some()
    }

    pub(super) fn has_period(&self) -> bool {
        self.year.is_some()
            || self.month.is_some()
            || self.season.is_some()
            || self.quarter.is_some()
            || self.half.is_some()
            || self.decade.is_some()
            || self.century.is_some()
            || self.week.is_some()
            || !self.shifted.is_empty()
    }

    /// Whether it names a day that its month never has.
    pub(super) fn is_impossible(&self) -> bool {
        let (Some(month), Some(day)) = (self.month, self.day) else { return false };
        let longest = match self.year {
            _ if self.hijri => 30,
            Some(year) => days_in_month(year, month),
            None => days_in_month(2000, month),
        };
        !(1..=12).contains(&month) || day > longest
    }

    /// The shift of a unit.
    pub(super) fn shift_of(&self, unit: Unit) -> Option<i32> {
        self.shifted.iter().find(|(u, _)| *u == unit).map(|(_, s)| *s)
    }

    /// Whether it says nothing but a word that is no time by itself.
    pub(super) fn is_lone(&self) -> bool {
        let placed = self.day.is_some() || self.year.is_some() || self.shift.is_some();
        let placed = placed || self.nth.is_some() || self.part.is_some();
        let in_day = self.clock.is_some() || self.day_part.is_some();
        let of_weekday = self.weekday.is_some() && (in_day || self.month.is_some());
        self.lone && !placed && self.shifted.is_empty() && !of_weekday
    }

    /// Whether it is enough for an expression.
    pub(super) fn is_enough(&self) -> bool {
        let daytime = self.day_part.is_some() && self.shift.is_some();
        self.named.is_some()
            || self.now
            || daytime
            || self.clock.is_some()
            || self.weekday.is_some()
            || self.day_offset.is_some()
            || self.holiday.is_some()
            || self.has_period()
                && (self.nth.is_none() || self.unit.is_some() || self.weekday.is_some())
            || self.day.is_some() && self.month.is_some()
    }
}
