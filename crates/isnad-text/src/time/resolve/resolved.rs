//! Days and periods, and how ISO 8601 writes them.

use crate::date::{Date, days_in_month};

/// Days and how they are written.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::time) struct Resolved {
    pub(in crate::time) first: Date,
    pub(in crate::time) last: Date,
    pub(in crate::time) iso: String,
}

impl Resolved {
    pub(in crate::time) fn day(date: Date) -> Resolved {
        Resolved { first: date, last: date, iso: date.to_string() }
    }

    pub(super) fn month(year: i32, month: u8) -> Option<Resolved> {
        let first = Date::new(year, month, 1)?;
        let last = Date { day: days_in_month(year, month), ..first };
        Some(Resolved { first, last, iso: format!("{year:04}-{month:02}") })
    }

    pub(super) fn years(first: i32, last: i32) -> Option<Resolved> {
        let iso =
            if first == last { format!("{first:04}") } else { format!("{first:04}/{last:04}") };
        Some(Resolved { first: Date::new(first, 1, 1)?, last: Date::new(last, 12, 31)?, iso })
    }

    /// Months of a year that have a name of their own (`Q1`, `H2`, `SU`).
    pub(super) fn part_of_year(year: i32, month: u8, count: i64, name: &str) -> Option<Resolved> {
        let first = Date::new(year, month, 1)?;
        let last = first.plus_months(count).plus_days(-1);
        Some(Resolved { first, last, iso: format!("{year:04}-{name}") })
    }

    pub(super) fn week(day: Date) -> Resolved {
        let monday = day.monday();
        let (year, week) = monday.iso_week();
        Resolved { first: monday, last: monday.plus_days(6), iso: format!("{year:04}-W{week:02}") }
    }

    pub(super) fn weekend(day: Date) -> Resolved {
        let week = Resolved::week(day);
        Resolved { first: week.first.plus_days(5), iso: format!("{}-WE", week.iso), ..week }
    }

    pub(super) fn days(first: Date, last: Date) -> Resolved {
        if first == last {
            return Resolved::day(first);
        }
        Resolved { first, last, iso: format!("{first}/{last}") }
    }

    /// From the first day of one to the last of another.
    pub(in crate::time) fn until(&self, other: &Resolved) -> Resolved {
        // The ends of what is itself an interval are written as days.
        let end = |r: &Resolved, day: Date| {
            if r.iso.contains('/') { day.to_string() } else { r.iso.clone() }
        };
        let iso = format!("{}/{}", end(self, self.first), end(other, other.last));
        Resolved { first: self.first, last: other.last, iso }
    }
}
