//! From what an expression says to the days it means.

mod counted;
mod feast;
mod long;
mod resolved;

use super::{
    calendar::{Feasts, HijriCalendar},
    facets::Facets,
    lexicon::Unit,
};
use crate::date::{Date, Moment};
use counted::{in_month, nth_of, weekday_and_day};
pub(super) use resolved::Resolved;

/// Against what expressions are resolved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) now: Option<Moment>,
    pub(super) hijri: &'a HijriCalendar,
    pub(super) feasts: &'a Feasts,
    /// Whether what is counted from now is given to the day, even years.
    pub(super) exact: bool,
}

impl Frame<'_> {
    fn today(self) -> Option<Date> {
        Some(self.now?.date)
    }

    /// The days that an expression means, as far as they can be told.
    pub(super) fn resolve(self, f: &Facets) -> Option<Resolved> {
        if f.before_era {
            return None;
        }
        if let Some(name) = &f.named {
            return named(name);
        }
        if f.now {
            let now = self.now?;
            return Some(Resolved { iso: now.to_string(), ..Resolved::day(now.date) });
        }
        if f.clock.is_some() && !f.has_date() && !f.has_period() {
            return Some(with_clock(Resolved::day(self.today()?), f));
        }
        if let Some(shift) = f.shift_of(Unit::Hour) {
            return self.hour(shift);
        }
        let mut found = self.days(f)?;
        found = match f.around {
            Some(Unit::Week) => Resolved::week(found.first),
            Some(Unit::Month) => Resolved::month(found.first.year, found.first.month)?,
            _ => found,
        };
        if let Some((count, unit)) = f.some_of {
            return counted::some_of(&found, count, unit);
        }
        let timed = f.clock.is_some() || f.day_part.is_some();
        if timed && found.first == found.last {
            return Some(with_clock(found, f));
        }
        match f.part {
            Some(part) => self.portion(found, part),
            None => Some(found),
        }
    }

    /// The hour before or after now.
    fn hour(self, shift: i32) -> Option<Resolved> {
        let now = self.now.filter(|n| n.second.is_some() && shift.abs() == 1)?;
        let there = now.plus_seconds(i64::from(shift) * 3600);
        let (a, b) = if shift < 0 { (there, now) } else { (now, there) };
        Some(Resolved { first: a.date, last: b.date, iso: format!("{a}/{b}") })
    }

    fn days(self, f: &Facets) -> Option<Resolved> {
        if let Some(days) = f.day_offset {
            return Some(Resolved::day(self.today()?.plus_days(days.into())));
        }
        if let Some(holiday) = &f.holiday {
            return self.holiday(f, holiday);
        }
        if f.hijri {
            return self.hijri(f);
        }
        if let Some(shift) = f.shift_of(Unit::Decade) {
            let first = (self.today()?.year.div_euclid(10) + shift) * 10;
            return Resolved::years(first, first + 9);
        }
        if f.decade.is_some() || f.century.is_some() || f.shift_of(Unit::Century).is_some() {
            return self.long(f);
        }
        if let Some(month) = f.month {
            return in_month(f, self.year_for(f, month)?, month);
        }
        if let Some(shift) = f.shift_of(Unit::Month) {
            let month = self.today()?.month_start().plus_months(shift.into());
            return in_month(f, month.year, month.month);
        }
        if let Some(shift) = f.shift_of(Unit::Week).or(f.shift_of(Unit::Weekend)) {
            return self.in_week(f, shift);
        }
        if let Some(week) = f.week {
            let year = self.year(f).or(Some(self.today()?.year))?;
            let first = Date::new(year, 1, 4)?.plus_days((i64::from(week) - 1) * 7);
            // Not every year has 53 weeks.
            return Some(Resolved::week(first)).filter(|_| first.iso_week() == (year, week));
        }
        let counted = f.nth.is_some_and(|n| n > 0) && f.unit.is_none();
        if f.weekday.is_some() && counted && self.year(f).is_none() {
            let today = self.today()?;
            return nth_of(f, &Resolved::month(today.year, today.month)?);
        }
        if let Some(weekday) = f.weekday.filter(|_| f.nth.is_none() || self.year(f).is_none()) {
            return Some(Resolved::day(self.weekday(f, weekday)?));
        }
        self.in_year(f)
    }

    /// The year that is said, as a number or counted from now.
    fn year(self, f: &Facets) -> Option<i32> {
        f.year.or_else(|| Some(self.today()?.year + f.shift_of(Unit::Year)?))
    }

    /// The year of a month that comes without one: the nearest, the past preferred.
    fn year_for(self, f: &Facets, month: u8) -> Option<i32> {
        if let Some(year) = self.year(f) {
            return Some(year);
        }
        let today = self.today()?;
        if (month, f.day) == (2, Some(29)) {
            let years = (-4..=4).map(|n| today.year + n);
            let days = years.filter_map(|y| Date::new(y, 2, 29));
            return days.min_by_key(|d| distance(today, *d)).map(|d| d.year);
        }
        let at = |year: i32| match f.day {
            Some(day) => Date::new(year, month, day).unwrap_or(Date { year, month, day: 28 }),
            None if month == today.month => Date { year, ..today },
            None => Date { year, month, day: 15 },
        };
        let past = |d: Date| {
            if f.day.is_some() { d < today } else { (d.year, d.month) < (today.year, today.month) }
        };
        let later = |d: Date| {
            if f.day.is_some() { d > today } else { (d.year, d.month) > (today.year, today.month) }
        };
        match f.shift {
            Some(0) => Some(today.year),
            Some(s) if s < 0 => {
                [0, -1, -2].map(|n| today.year + n).into_iter().find(|y| past(at(*y)))
            }
            Some(_) => [0, 1, 2].map(|n| today.year + n).into_iter().find(|y| later(at(*y))),
            // A month by itself is the last one; a day or week of a month the nearest.
            None if f.day.is_none() && f.nth.is_none() && f.part.is_none() => {
                [0, -1].map(|n| today.year + n).into_iter().find(|y| !later(at(*y)))
            }
            None => {
                let years = [0, -1, 1].map(|n| today.year + n);
                // A weekday beside the day tells the year where it is near.
                let named =
                    |y: &i32| f.day.is_none() || f.weekday.is_none_or(|w| at(*y).weekday() == w);
                let nearest = |y: &i32| distance(today, at(*y));
                let told = years.into_iter().filter(named).min_by_key(nearest);
                told.or_else(|| years.into_iter().min_by_key(nearest))
            }
        }
    }

    fn in_week(self, f: &Facets, shift: i32) -> Option<Resolved> {
        let day = self.today()?.plus_days(i64::from(shift) * 7);
        if let Some(weekday) = f.weekday {
            return Some(Resolved::day(day.monday().plus_days(i64::from(weekday) - 1)));
        }
        if f.shift_of(Unit::Weekend).is_some() || f.unit == Some(Unit::Weekend) {
            return Some(Resolved::weekend(day));
        }
        Some(Resolved::week(day))
    }

    fn weekday(self, f: &Facets, weekday: u8) -> Option<Date> {
        let today = self.today()?;
        if let Some(day) = f.day {
            return weekday_and_day(today, weekday, day);
        }
        let here = today.monday().plus_days(i64::from(weekday) - 1);
        Some(match f.shift.or(f.nth.map(i32::from).filter(|n| *n < 0)) {
            Some(0) => here,
            Some(s) if s > 0 => {
                here.plus_days(if here > today { 0 } else { 7 } + i64::from(s - 1) * 7)
            }
            Some(s) => here.plus_days(if here < today { 0 } else { -7 } + i64::from(s + 1) * 7),
            None => here.plus_days(if here <= today { 0 } else { -7 }),
        })
    }

    /// The year of a quarter or half: without one, that of the latest that has begun.
    fn year_of_part(self, f: &Facets, month: u8) -> Option<i32> {
        if let Some(year) = self.year(f) {
            return Some(year);
        }
        let today = self.today()?;
        Some(today.year - i32::from(today.month < month))
    }

    fn in_year(self, f: &Facets) -> Option<Resolved> {
        if let Some(quarter) = f.quarter {
            let year = self.year_of_part(f, quarter * 3 - 2)?;
            return Resolved::part_of_year(year, quarter * 3 - 2, 3, &format!("Q{quarter}"));
        }
        if let Some(half) = f.half {
            let year = self.year_of_part(f, half * 6 - 5)?;
            return Resolved::part_of_year(year, half * 6 - 5, 6, &format!("H{half}"));
        }
        if let Some(season) = f.season {
            return self.season(f, season);
        }
        if let Some(year) = self.year(f) {
            let whole = Resolved::years(year, year)?;
            let counted = f.nth.is_some() && (f.unit.is_some() || f.weekday.is_some());
            return if counted { nth_of(f, &whole) } else { Some(whole) };
        }
        if let Some(shift) = f.shift_of(Unit::Day) {
            return Some(Resolved::day(self.today()?.plus_days(shift.into())));
        }
        if let Some(shift) = f.shift_of(Unit::Quarter) {
            let today = self.today()?;
            let first = Date { month: (today.month - 1) / 3 * 3 + 1, day: 1, ..today }
                .plus_months(i64::from(shift) * 3);
            return Resolved::part_of_year(
                first.year,
                first.month,
                3,
                &format!("Q{}", first.month / 3 + 1),
            );
        }
        let shift = f.day_part.and(f.shift)?;
        Some(Resolved::day(self.today()?.plus_days(shift.into())))
    }
}

/// How far a day is, the past preferred.
fn distance(from: Date, to: Date) -> i64 {
    let days = to.days() - from.days();
    if days > 0 { days * 13 / 10 } else { -days }
}

/// A day with the time of day, or the stretch of it, that is told.
fn with_clock(day: Resolved, f: &Facets) -> Resolved {
    let Some(clock) = f.clock else {
        let part = f.day_part.map_or(String::new(), |p| format!("T{p}"));
        return Resolved { iso: day.iso + &part, ..day };
    };
    let late = !f.half_said
        && match f.day_part {
            Some("AF" | "EV") => (1..12).contains(&(clock / 3600)),
            Some("NI") => (6..12).contains(&(clock / 3600)),
            _ => false,
        };
    let clock = if late { clock + 12 * 3600 } else { clock };
    let at = |date: Date, second: u32| Moment { date, second: Some(second) };
    let from = at(day.first, clock);
    let Some(until) = f.until else { return Resolved { iso: from.to_string(), ..day } };
    let last = if until > clock { day.first } else { day.first.plus_days(1) };
    Resolved { first: day.first, last, iso: format!("{from}/{}", at(last, until)) }
}

/// A period with a name: `1947/1991`, `1939-09-01/1945-09-02`.
fn named(value: &str) -> Option<Resolved> {
    let (a, b) = value.split_once('/').unwrap_or((value, value));
    let year = |text: &str| text.get(..4)?.parse::<i32>().ok();
    let first = Date::parse(a).or_else(|| Date::new(year(a)?, 1, 1))?;
    let last = Date::parse(b).or_else(|| Date::new(year(b)?, 12, 31))?;
    Some(Resolved { first, last, iso: value.to_owned() })
}
