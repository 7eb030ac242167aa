//! What is counted in a period: weekdays, days, weeks; and days found by their weekday.

use super::{Resolved, distance, long::half_of_month};
use crate::{
    date::Date,
    time::{facets::Facets, lexicon::Unit},
};

/// A month, or what is counted in it.
pub(super) fn in_month(f: &Facets, year: i32, month: u8) -> Option<Resolved> {
    let whole = Resolved::month(year, month)?;
    if let Some(day) = f.day {
        return Some(Resolved::day(Date::new(year, month, day)?));
    }
    if let Some(half) = f.half {
        return Some(half_of_month(&whole, half));
    }
    match f.nth {
        Some(_) => nth_of(f, &whole),
        None => Some(whole),
    }
}

/// The weekday, day or week of a month or year that is counted.
pub(super) fn nth_of(f: &Facets, whole: &Resolved) -> Option<Resolved> {
    let nth = f.nth?;
    if let Some(weekday) = f.weekday {
        // "الأحد الثاني من مارس" is the day of that number where it is a Sunday.
        let same = u8::try_from(nth).ok().filter(|_| f.nth_after);
        let day = same.and_then(|day| Date::new(whole.first.year, whole.first.month, day));
        if let Some(day) = day.filter(|d| d.weekday() == weekday) {
            return Some(Resolved::day(day));
        }
        return nth_weekday(whole, weekday, nth).map(Resolved::day);
    }
    let step = i64::from(nth);
    match f.unit? {
        Unit::Day => {
            let day = if nth < 0 {
                whole.last.plus_days(step + 1)
            } else {
                whole.first.plus_days(step - 1)
            };
            (whole.first <= day && day <= whole.last).then(|| Resolved::day(day))
        }
        Unit::Week | Unit::Weekend => {
            let thursday = nth_weekday(whole, 4, nth)?;
            let weekend = f.unit == Some(Unit::Weekend);
            Some(if weekend { Resolved::weekend(thursday) } else { Resolved::week(thursday) })
        }
        _ => None,
    }
}

/// So many units from the beginning of a period, or from its end if negative.
pub(super) fn some_of(whole: &Resolved, count: i16, unit: Unit) -> Option<Resolved> {
    let (n, first, last) = (i64::from(count), whole.first, whole.last);
    let moved = |day: Date| match unit {
        Unit::Day => Some(day.plus_days(n)),
        Unit::Week => Some(day.plus_days(n * 7)),
        Unit::Month => Some(day.plus_months(n)),
        Unit::Year => Some(day.plus_months(n * 12)),
        Unit::Decade => Some(day.plus_months(n * 120)),
        _ => None,
    };
    let part = if count > 0 {
        (first, moved(first)?.plus_days(-1))
    } else {
        (moved(last.plus_days(1))?, last)
    };
    let inside = first <= part.0 && part.1 <= last;
    inside.then(|| Resolved::days(part.0, part.1))
}

/// The weekday of a period that is counted, from its end if negative.
pub(super) fn nth_weekday(whole: &Resolved, weekday: u8, nth: i8) -> Option<Date> {
    let days = i64::from(nth);
    let found = if nth > 0 {
        let ahead = (i64::from(weekday) - i64::from(whole.first.weekday())).rem_euclid(7);
        whole.first.plus_days(ahead + (days - 1) * 7)
    } else {
        let back = (i64::from(whole.last.weekday()) - i64::from(weekday)).rem_euclid(7);
        whole.last.plus_days((days + 1) * 7 - back)
    };
    (whole.first <= found && found <= whole.last).then_some(found)
}

/// The nearest day of a month that is such a weekday.
pub(super) fn weekday_and_day(today: Date, weekday: u8, day: u8) -> Option<Date> {
    let months = (-12..=12).map(|n| today.month_start().plus_months(n));
    months
        .filter_map(|m| Date::new(m.year, m.month, day))
        .filter(|d| d.weekday() == weekday)
        .min_by_key(|d| distance(today, *d))
}
