//! Parts of years, seasons, decades and centuries; and the beginning, middle or end of a period.

use super::{Frame, Resolved};
use crate::{
    date::Date,
    time::{
        facets::Facets,
        lexicon::{Part, Unit},
    },
};

impl Frame<'_> {
    pub(super) fn season(self, f: &Facets, season: &str) -> Option<Resolved> {
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

    /// Decades and centuries, whole or by halves and quarters.
    pub(super) fn long(self, f: &Facets) -> Option<Resolved> {
        let said = match f.shift_of(Unit::Century) {
            Some(shift) => Some((self.today()?.year.div_euclid(100) + shift) * 100),
            None => f.century.map(|c| (c - 1) * 100),
        };
        let (first, years) = match f.decade {
            None => (said?, 100),
            Some(decade) => {
                (said.unwrap_or_else(|| self.century_of(decade)) + i32::from(decade), 10)
            }
        };
        let piece = |n: u8, of: i32| {
            let length = years / of;
            let from = first + (i32::from(n) - 1) * length;
            Resolved::years(from, from + length - 1)
        };
        match (f.half, f.quarter) {
            (Some(half), _) => piece(half, 2),
            (_, Some(quarter)) if years == 100 => piece(quarter, 4),
            _ => Resolved::years(first, first + years - 1),
        }
    }

    /// The latest century whose decade of that name has begun.
    fn century_of(self, decade: u8) -> i32 {
        let this = self.today().map_or(2000, |d| d.year);
        let latest = this.div_euclid(100) * 100;
        if latest + i32::from(decade) <= this { latest } else { latest - 100 }
    }

    /// The part of a period that is named, if its length has parts of that name.
    pub(super) fn portion(self, whole: Resolved, part: Part) -> Option<Resolved> {
        if let Part::SoFar | Part::Rest = part {
            return Some(self.around_now(whole, part));
        }
        let length = whole.last.days() - whole.first.days() + 1;
        let (first, last) = (whole.first, whole.last);
        let days = |from: i64, to: i64| Resolved::days(first.plus_days(from), first.plus_days(to));
        let months = |from: i64, to: i64| {
            Resolved::days(first.plus_months(from), first.plus_months(to + 1).plus_days(-1))
        };
        let years = |from: i32, to: i32| Resolved::years(first.year + from, first.year + to);
        Some(match (length, part) {
            (1, Part::End) if !whole.iso.contains('T') => {
                Resolved { iso: format!("{}T23:59", whole.iso), ..whole }
            }
            (7, Part::Start | Part::Early) => days(0, 2),
            (7, Part::Mid) => days(1, 4),
            (7, Part::Late) => days(3, 6),
            (7, Part::End) => days(4, 6),
            (28..=31, Part::Start | Part::Early) => days(0, 9),
            (28..=31, Part::Mid) => Resolved::day(first.plus_days(14)),
            (28..=31, Part::Late | Part::End) => Resolved::days(first.plus_days(20), last),
            (365 | 366, Part::Start) => months(0, 2),
            (365 | 366, Part::Early) => months(0, 5),
            (365 | 366, Part::Mid) => months(4, 7),
            (365 | 366, Part::Late) => months(6, 11),
            (365 | 366, Part::End) => months(8, 11),
            (3652 | 3653, Part::Start | Part::Early) => years(0, 4)?,
            (3652 | 3653, Part::Mid) => years(5, 5)?,
            (3652 | 3653, Part::Late | Part::End) => years(5, 9)?,
            (36_524 | 36_525, Part::Start | Part::Early) => years(0, 33)?,
            (36_524 | 36_525, Part::Mid) => years(34, 66)?,
            (36_524 | 36_525, Part::Late | Part::End) => years(67, 99)?,
            _ => whole,
        })
    }

    /// What has passed of a period that is not over, or what remains of it.
    fn around_now(self, whole: Resolved, part: Part) -> Resolved {
        let Some(today) = self.today().filter(|t| whole.first < *t && *t < whole.last) else {
            return whole;
        };
        match part {
            Part::SoFar => Resolved::days(whole.first, today),
            _ => Resolved::days(today, whole.last),
        }
    }
}

/// The half of a month.
pub(super) fn half_of_month(whole: &Resolved, half: u8) -> Resolved {
    let middle = Date { day: 15, ..whole.first };
    if half == 1 {
        Resolved::days(whole.first, middle)
    } else {
        Resolved::days(middle.plus_days(1), whole.last)
    }
}
