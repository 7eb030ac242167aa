//! Calendars that cannot be computed by arithmetic alone, and how the days of feasts are found.

use std::collections::BTreeMap;

use crate::date::Date;

/// How the days of a feast are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holiday {
    /// Month and day.
    Fixed(u8, u8),
    /// Month and day; on a weekend, the nearest day of work.
    Workday(u8, u8),
    /// Month and day of the Hijri calendar.
    Hijri(u8, u8),
    /// Month of the Hijri calendar, day of the week, and which of them, from the end if negative.
    HijriNth(u8, u8, i8),
    /// Month, day of the week, which of them, from the end if negative, and days after it.
    Nth(u8, u8, i8, i16),
    /// Day of the week on or before a month and day.
    OnOrBefore(u8, u8, u8),
    /// Days after Easter Sunday of the western churches.
    Easter(i16),
    /// Days after Easter Sunday of the eastern churches.
    Orthodox(i16),
    /// A feast of the table of [`Feasts`].
    Listed(String),
}

/// Feasts whose days stand in a table: for each its first and last days, in order.
#[derive(Debug, Clone, Default)]
pub struct Feasts {
    /// By name.
    pub days: BTreeMap<String, Vec<(Date, Date)>>,
}

impl Feasts {
    /// First and last day of a feast that begins in a year.
    pub fn in_year(&self, name: &str, year: i32) -> Option<(Date, Date)> {
        self.days.get(name)?.iter().find(|d| d.0.year == year).copied()
    }
}

impl Holiday {
    /// Reads a rule as the tables write it: `12-25`; `10-16~` (nearest day of work); `h10-1` (Hijri);
    /// `h9-5--1` (last Friday of a Hijri month); `11-4-4` (month, weekday, which), `11-4-4+1`
    /// (the day after it); `5-24<1` (the Monday on or before); `easter-2`, `orthodox-2`; `@name`
    /// (listed in the table of feasts).
    pub fn parse(rule: &str) -> Option<Holiday> {
        if let Some(name) = rule.strip_prefix('@') {
            return Some(Holiday::Listed(name.to_owned()));
        }
        if let Some(days) = rule.strip_prefix("easter") {
            return Some(Holiday::Easter(days.parse().ok()?));
        }
        if let Some(days) = rule.strip_prefix("orthodox") {
            return Some(Holiday::Orthodox(days.parse().ok()?));
        }
        if let Some(rule) = rule.strip_prefix('h') {
            return hijri(rule);
        }
        let (month, rest) = rule.split_once('-')?;
        civil(month.parse().ok()?, rest)
    }
}

fn hijri(rule: &str) -> Option<Holiday> {
    let (month, rest) = rule.split_once('-')?;
    let month = month.parse().ok()?;
    Some(match rest.split_once('-') {
        Some((weekday, which)) => {
            Holiday::HijriNth(month, weekday.parse().ok()?, which.parse().ok()?)
        }
        None => Holiday::Hijri(month, rest.parse().ok()?),
    })
}

fn civil(month: u8, rest: &str) -> Option<Holiday> {
    if let Some(day) = rest.strip_suffix('~') {
        return Some(Holiday::Workday(month, day.parse().ok()?));
    }
    if let Some((day, weekday)) = rest.split_once('<') {
        return Some(Holiday::OnOrBefore(month, day.parse().ok()?, weekday.parse().ok()?));
    }
    let Some((weekday, which)) = rest.split_once('-') else {
        return Some(Holiday::Fixed(month, rest.parse().ok()?));
    };
    let (which, plus) = which.split_once('+').unwrap_or((which, "0"));
    Some(Holiday::Nth(month, weekday.parse().ok()?, which.parse().ok()?, plus.parse().ok()?))
}

/// First days of Hijri months, as an authority announced them.
#[derive(Debug, Clone, Default)]
pub struct HijriCalendar {
    /// Years with the days since 1970-01-01 of the first of each month, and of the next year.
    pub years: Vec<(i32, [i64; 13])>,
}

impl HijriCalendar {
    /// Days since 1970-01-01 of the first of a month, and of the month after it.
    pub fn month(&self, year: i32, month: u8) -> Option<(i64, i64)> {
        let at = self.years.binary_search_by_key(&year, |y| y.0).ok()?;
        let starts = self.years.get(at)?.1;
        let index = usize::from(month).checked_sub(1)?;
        Some((*starts.get(index)?, *starts.get(index + 1)?))
    }

    /// The Hijri year in which a day falls.
    pub fn year_of(&self, days: i64) -> Option<i32> {
        self.years.iter().find(|(_, s)| s[0] <= days && days < s[12]).map(|(y, _)| *y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rules_of_feasts() {
        let rules = [
            ("12-25", Holiday::Fixed(12, 25)),
            ("10-16~", Holiday::Workday(10, 16)),
            ("h10-1", Holiday::Hijri(10, 1)),
            ("h9-5--1", Holiday::HijriNth(9, 5, -1)),
            ("11-4-4", Holiday::Nth(11, 4, 4, 0)),
            ("5-1--1", Holiday::Nth(5, 1, -1, 0)),
            ("11-4-4+1", Holiday::Nth(11, 4, 4, 1)),
            ("5-24<1", Holiday::OnOrBefore(5, 24, 1)),
            ("easter-2", Holiday::Easter(-2)),
            ("orthodox0", Holiday::Orthodox(0)),
            ("@purim", Holiday::Listed("purim".to_owned())),
        ];
        for (rule, holiday) in rules {
            assert_eq!(Holiday::parse(rule), Some(holiday), "{rule}");
        }
        for rule in ["", "12", "12-", "x-1", "h9", "easter", "11-4-x"] {
            assert_eq!(Holiday::parse(rule), None, "{rule}");
        }
    }
}
