//! From what an expression says to the days it means.

use super::{
    facets::Facets,
    lexicon::{HijriCalendar, Holiday, Part, Unit},
};
use crate::date::{Date, Moment, days_in_month};

/// Days and how they are written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) iso: String,
}

/// Against what expressions are resolved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) now: Option<Moment>,
    pub(super) hijri: &'a HijriCalendar,
}

impl Resolved {
    fn day(date: Date) -> Resolved {
        Resolved { first: date, last: date, iso: date.to_string() }
    }

    fn month(year: i32, month: u8) -> Option<Resolved> {
        let first = Date::new(year, month, 1)?;
        let last = Date { day: days_in_month(year, month), ..first };
        Some(Resolved { first, last, iso: format!("{year:04}-{month:02}") })
    }

    fn years(first: i32, last: i32) -> Option<Resolved> {
        let iso =
            if first == last { format!("{first:04}") } else { format!("{first:04}/{last:04}") };
        Some(Resolved { first: Date::new(first, 1, 1)?, last: Date::new(last, 12, 31)?, iso })
    }

    /// Months of a year that have a name of their own (`Q1`, `H2`, `SU`).
    fn part_of_year(year: i32, month: u8, count: i64, name: &str) -> Option<Resolved> {
        let first = Date::new(year, month, 1)?;
        let last = first.plus_months(count).plus_days(-1);
        Some(Resolved { first, last, iso: format!("{year:04}-{name}") })
    }

    fn week(day: Date) -> Resolved {
        let monday = day.monday();
        let (year, week) = monday.iso_week();
        Resolved { first: monday, last: monday.plus_days(6), iso: format!("{year:04}-W{week:02}") }
    }

    fn weekend(day: Date) -> Resolved {
        let week = Resolved::week(day);
        Resolved { first: week.first.plus_days(5), iso: format!("{}-WE", week.iso), ..week }
    }

    /// From the first day of one to the last of another.
    pub(super) fn until(&self, other: &Resolved) -> Resolved {
        let iso = format!("{}/{}", self.iso, other.iso);
        Resolved { first: self.first, last: other.last, iso }
    }
}

impl Frame<'_> {
    fn today(self) -> Option<Date> {
        Some(self.now?.date)
    }

    /// The days that an expression means, as far as they can be told.
    pub(super) fn resolve(self, f: &Facets) -> Option<Resolved> {
        if let Some(name) = &f.named {
            return named(name);
        }
        if f.now {
            let now = self.now?;
            return Some(Resolved { iso: now.to_string(), ..Resolved::day(now.date) });
        }
        if f.clock.is_some() && !f.has_date() && !f.has_period() {
            return self.clock(f);
        }
        let mut found = self.days(f)?;
        if found.first == found.last {
            found.iso.push_str(&time_of_day(f));
        }
        Some(found)
    }

    fn clock(self, f: &Facets) -> Option<Resolved> {
        let day = self.today()?;
        Some(Resolved { iso: format!("{day}{}", time_of_day(f)), ..Resolved::day(day) })
    }

    fn days(self, f: &Facets) -> Option<Resolved> {
        if let Some(days) = f.day_offset {
            return Some(Resolved::day(self.today()?.plus_days(days.into())));
        }
        if let Some(holiday) = f.holiday {
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
            None if f.day.is_none() && f.nth.is_none() => {
                [0, -1].map(|n| today.year + n).into_iter().find(|y| !later(at(*y)))
            }
            None => [0, -1, 1]
                .map(|n| today.year + n)
                .into_iter()
                .min_by_key(|y| distance(today, at(*y))),
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
            Some(_) => here.plus_days(if here < today { 0 } else { -7 }),
            None => here.plus_days(if here <= today { 0 } else { -7 }),
        })
    }

    fn in_year(self, f: &Facets) -> Option<Resolved> {
        if let Some(quarter) = f.quarter {
            let year = self.year(f).or(Some(self.today()?.year))?;
            return Resolved::part_of_year(year, quarter * 3 - 2, 3, &format!("Q{quarter}"));
        }
        if let Some(half) = f.half {
            let year = self.year(f).or(Some(self.today()?.year))?;
            return Resolved::part_of_year(year, half * 6 - 5, 6, &format!("H{half}"));
        }
        if let Some(season) = f.season {
            return self.season(f, season);
        }
        if let Some(year) = self.year(f) {
            let whole = Resolved::years(year, year)?;
            return Some(nth_of(f, &whole).unwrap_or(whole));
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

    fn season(self, f: &Facets, season: &str) -> Option<Resolved> {
        let month = match season {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let year = match (self.year(f), f.shift) {
            (Some(year), _) => year,
            (None, Some(shift)) => {
                let today = self.today()?;
                let here = Date { month, day: 1, ..today };
                let over = today > here.plus_months(3).plus_days(-1);
                today.year
                    + if shift < 0 {
                        if over { 0 } else { -1 }
                    } else {
                        i32::from(shift > 0 && here <= today)
                    }
            }
            (None, None) => self.today()?.year,
        };
        Resolved::part_of_year(year, month, 3, season)
    }

    /// Decades and centuries.
    fn long(self, f: &Facets) -> Option<Resolved> {
        let said = match f.shift_of(Unit::Century) {
            Some(shift) => Some((self.today()?.year.div_euclid(100) + shift) * 100),
            None => f.century.map(|c| (c - 1) * 100),
        };
        let Some(decade) = f.decade.map(i32::from) else {
            let century = said?;
            return Resolved::years(century, century + 99);
        };
        let this = self.today().map_or(2000, |d| d.year);
        let latest = this.div_euclid(100) * 100;
        let century = said.unwrap_or(if latest + decade <= this { latest } else { latest - 100 });
        let first = century + decade;
        let (from, to) = match f.part {
            Some(Part::Early) => (0, 4),
            Some(Part::Mid) => (4, 6),
            Some(Part::Late) => (5, 9),
            None => (0, 9),
        };
        Resolved::years(first + from, first + to)
    }

    fn holiday(self, f: &Facets, holiday: Holiday) -> Option<Resolved> {
        if let Some(year) = self.year(f) {
            return Some(Resolved::day(self.holiday_in(year, holiday)?));
        }
        let today = self.today()?;
        let days = [-1, 0, 1].map(|n| self.holiday_in(today.year + n, holiday));
        let mut days = days.into_iter().flatten();
        let found = match f.shift {
            Some(s) if s < 0 => days.rfind(|d| *d < today),
            Some(s) if s > 0 => days.find(|d| *d > today),
            _ => days.min_by_key(|d| distance(today, *d)),
        };
        found.map(Resolved::day)
    }

    fn holiday_in(self, year: i32, holiday: Holiday) -> Option<Date> {
        match holiday {
            Holiday::Fixed(month, day) => Date::new(year, month, day),
            Holiday::Nth(month, weekday, which) => {
                nth_weekday(&Resolved::month(year, month)?, weekday, which)
            }
            Holiday::Easter(days) => Some(easter(year)?.plus_days(days.into())),
            Holiday::Hijri(month, day) => {
                let start = self.hijri.year_of(Date::new(year, 1, 1)?.days())?;
                let days = (start..start + 2).filter_map(|y| self.hijri.month(y, month));
                days.map(|(first, _)| Date::from_days(first + i64::from(day) - 1))
                    .find(|d| d.year == year)
            }
        }
    }

    fn hijri(self, f: &Facets) -> Option<Resolved> {
        let Some(month) = f.month else {
            let (first, _) = self.hijri.month(f.year?, 1)?;
            let (_, end) = self.hijri.month(f.year?, 12)?;
            return Some(days(Date::from_days(first), Date::from_days(end - 1)));
        };
        let this = self.today().and_then(|t| self.hijri.year_of(t.days()));
        let civil = f.year.filter(|y| *y >= 1700);
        let (first, end) = match (f.year.filter(|y| *y < 1700), civil) {
            (Some(year), _) => self.hijri.month(year, month)?,
            (None, Some(year)) => self.hijri_in(year, month)?,
            (None, None) => self.hijri_near(this?, month, f.shift)?,
        };
        Some(match f.day {
            Some(day) => Resolved::day(Date::from_days(first + i64::from(day) - 1)),
            None => days(Date::from_days(first), Date::from_days(end - 1)),
        })
    }

    /// The Hijri month that begins in a civil year.
    fn hijri_in(self, year: i32, month: u8) -> Option<(i64, i64)> {
        let start = self.hijri.year_of(Date::new(year, 1, 1)?.days())?;
        let mut months = (start..start + 2).filter_map(|y| self.hijri.month(y, month));
        months.find(|m| Date::from_days(m.0).year == year)
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

/// A month, or what is counted in it.
fn in_month(f: &Facets, year: i32, month: u8) -> Option<Resolved> {
    let whole = Resolved::month(year, month)?;
    if let Some(day) = f.day {
        return Some(Resolved::day(Date::new(year, month, day)?));
    }
    Some(nth_of(f, &whole).unwrap_or(whole))
}

fn days(first: Date, last: Date) -> Resolved {
    Resolved { first, last, iso: format!("{first}/{last}") }
}

/// How far a day is, the past preferred.
fn distance(from: Date, to: Date) -> i64 {
    let days = to.days() - from.days();
    if days > 0 { days * 13 / 10 } else { -days }
}

/// `T12:06:03`, `TMO`, or nothing.
fn time_of_day(f: &Facets) -> String {
    match (f.clock, f.day_part) {
        (Some(s), _) if s % 60 == 0 => format!("T{:02}:{:02}", s / 3600, s / 60 % 60),
        (Some(s), _) => format!("T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60),
        (None, Some(part)) => format!("T{part}"),
        (None, None) => String::new(),
    }
}

/// A period with a name: `1947/1991`, `1939-09-01/1945-09-02`.
fn named(value: &str) -> Option<Resolved> {
    let (a, b) = value.split_once('/').unwrap_or((value, value));
    let year = |text: &str| text.get(..4)?.parse::<i32>().ok();
    let first = Date::parse(a).or_else(|| Date::new(year(a)?, 1, 1))?;
    let last = Date::parse(b).or_else(|| Date::new(year(b)?, 12, 31))?;
    Some(Resolved { first, last, iso: value.to_owned() })
}

/// The weekday, day or week of a month or year that is counted.
fn nth_of(f: &Facets, whole: &Resolved) -> Option<Resolved> {
    let nth = f.nth?;
    if let Some(weekday) = f.weekday {
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
            Some(Resolved::day(day))
        }
        Unit::Week | Unit::Weekend => {
            let thursday = nth_weekday(whole, 4, nth)?;
            let weekend = f.unit == Some(Unit::Weekend);
            Some(if weekend { Resolved::weekend(thursday) } else { Resolved::week(thursday) })
        }
        _ => None,
    }
}

fn nth_weekday(whole: &Resolved, weekday: u8, nth: i8) -> Option<Date> {
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
fn weekday_and_day(today: Date, weekday: u8, day: u8) -> Option<Date> {
    let months = (-12..=12).map(|n| today.month_start().plus_months(n));
    months
        .filter_map(|m| Date::new(m.year, m.month, day))
        .filter(|d| d.weekday() == weekday)
        .min_by_key(|d| distance(today, *d))
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
