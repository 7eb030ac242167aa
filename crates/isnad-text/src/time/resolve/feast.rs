//! Feasts, and the Hijri calendar.

use super::{Frame, Resolved, counted::nth_weekday, distance};
use crate::{
    date::Date,
    time::{calendar::Holiday, facets::Facets, lexicon::Unit},
};

impl Frame<'_> {
    /// A feast, or a day of those that it lasts.
    pub(super) fn holiday(self, f: &Facets, holiday: &Holiday) -> Option<Resolved> {
        let feast = self.first_day(f, holiday)?;
        Some(match f.nth.filter(|n| (0..8).contains(n) && f.unit == Some(Unit::Day)) {
            Some(nth) => Resolved::day(feast.first.plus_days(i64::from(nth) - 1)),
            None => feast,
        })
    }

    fn first_day(self, f: &Facets, holiday: &Holiday) -> Option<Resolved> {
        if let Some(year) = self.year(f) {
            return self.holiday_in(year, holiday);
        }
        let today = self.today()?;
        let days =
            [-4, -3, -2, -1, 0, 1, 2, 3, 4].map(|n| self.holiday_in(today.year + n, holiday));
        let mut days = days.into_iter().flatten();
        match f.shift {
            Some(s) if s < 0 => days.rfind(|d| d.first < today),
            Some(s) if s > 0 => days.find(|d| d.first > today),
            Some(_) => self.holiday_in(today.year, holiday),
            None => days.min_by_key(|d| distance(today, d.first)),
        }
    }

    fn holiday_in(self, year: i32, holiday: &Holiday) -> Option<Resolved> {
        let day = match holiday {
            Holiday::Fixed(month, day) => Date::new(year, *month, *day),
            Holiday::Workday(month, day) => Date::new(year, *month, *day).map(nearest_workday),
            Holiday::Nth(month, weekday, which, plus) => {
                nth_weekday(&Resolved::month(year, *month)?, *weekday, *which)
                    .map(|d| d.plus_days((*plus).into()))
            }
            Holiday::OnOrBefore(month, day, weekday) => {
                let day = Date::new(year, *month, *day)?;
                let back = (i64::from(day.weekday()) - i64::from(*weekday)).rem_euclid(7);
                Some(day.plus_days(-back))
            }
            Holiday::Easter(days) => easter(year).map(|e| e.plus_days((*days).into())),
            Holiday::Orthodox(days) => orthodox_easter(year).map(|e| e.plus_days((*days).into())),
            Holiday::Hijri(month, day) => {
                let first = self.hijri_in(year, *month, i64::from(*day) - 1)?.0;
                Some(Date::from_days(first).plus_days(i64::from(*day) - 1))
            }
            Holiday::HijriNth(month, weekday, which) => {
                let (first, end) = self.hijri_in(year, *month, 15)?;
                let whole = Resolved::days(Date::from_days(first), Date::from_days(end - 1));
                nth_weekday(&whole, *weekday, *which)
            }
            Holiday::Listed(name) => {
                let (first, last) = self.feasts.in_year(name, year)?;
                return Some(Resolved::days(first, last));
            }
        };
        day.map(Resolved::day)
    }

    pub(super) fn hijri(self, f: &Facets) -> Option<Resolved> {
        let Some(month) = f.month else {
            let (first, _) = self.hijri.month(f.year?, 1)?;
            let (_, end) = self.hijri.month(f.year?, 12)?;
            return Some(Resolved::days(Date::from_days(first), Date::from_days(end - 1)));
        };
        let this = self.today().and_then(|t| self.hijri.year_of(t.days()));
        let civil = f.year.filter(|y| *y >= 1700);
        let (first, end) = match (f.year.filter(|y| *y < 1700), civil) {
            (Some(year), _) => self.hijri.month(year, month)?,
            (None, Some(year)) => self.hijri_in(year, month, 0)?,
            (None, None) => self.hijri_near(this?, month, f.shift)?,
        };
        let (days, from_end) = (end - first, f.nth.filter(|n| *n < 0));
        let counted =
            f.nth.filter(|_| f.unit == Some(Unit::Day)).and_then(|n| u8::try_from(n).ok());
        let last = from_end.and_then(|n| u8::try_from(days + 1 + i64::from(n)).ok());
        if let Some(half) = f.half {
            let middle = first + 15;
            let (a, b) = if half == 1 { (first, middle - 1) } else { (middle, end - 1) };
            return Some(Resolved::days(Date::from_days(a), Date::from_days(b)));
        }
        Some(match f.day.or(counted).or(last) {
            Some(day) if i64::from(day) <= end - first => {
                Resolved::day(Date::from_days(first + i64::from(day) - 1))
            }
            Some(_) => return None,
            None => Resolved::days(Date::from_days(first), Date::from_days(end - 1)),
        })
    }

    /// The Hijri month of which a day, counted from its first, lies in a civil year.
    fn hijri_in(self, year: i32, month: u8, day: i64) -> Option<(i64, i64)> {
        let start = self.hijri.year_of(Date::new(year, 1, 1)?.days())?;
        let mut months = (start..start + 2).filter_map(|y| self.hijri.month(y, month));
        months.find(|m| Date::from_days(m.0 + day).year == year)
    }

    fn hijri_near(self, this: i32, month: u8, shift: Option<i32>) -> Option<(i64, i64)> {
        let today = self.today()?.days();
        let mut months =
            [-1, 0, 1].map(|n| self.hijri.month(this + n, month)).into_iter().flatten();
        match shift {
            Some(s) if s < 0 => months.rfind(|m| m.1 <= today),
            Some(s) if s > 0 => months.find(|m| m.0 > today),
            _ => months.min_by_key(|m| distance(Date::from_days(today), Date::from_days(m.0 + 14))),
        }
    }
}

/// The day itself, or the Friday or Monday beside a weekend.
fn nearest_workday(day: Date) -> Date {
    match day.weekday() {
        6 => day.plus_days(-1),
        7 => day.plus_days(1),
        _ => day,
    }
}

/// Easter Sunday of the western churches, by the algorithm that Butcher published in 1876.
fn easter(year: i32) -> Option<Date> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let leaps = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + leaps + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Date::new(year, (days / 31) as u8, (days % 31 + 1) as u8)
}

/// Easter Sunday of the eastern churches, by the algorithm of Meeus for the Julian calendar; the
/// difference of the calendars is that of the years 1900 to 2099.
fn orthodox_easter(year: i32) -> Option<Date> {
    let (four, seven, golden) = (year % 4, year % 7, year % 19);
    let epact = (19 * golden + 15) % 30;
    let weekday = (2 * four + 4 * seven - epact + 34) % 7;
    let days = epact + weekday + 114;
    let julian = Date::new(year, (days / 31) as u8, (days % 31 + 1) as u8)?;
    (1900..2100).contains(&year).then(|| julian.plus_days(13))
}
