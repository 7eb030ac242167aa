//! Civil dates: arithmetic on days, months and weeks, and their ISO 8601 forms.
//!
//! Proleptic Gregorian calendar, no zones. Small on purpose: time expressions need days of the
//! week, ends of months and ISO weeks, and nothing that reads a clock.

use std::fmt;

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year; 1 BC is 0.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// A day, and the time of that day where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Seconds since midnight.
    pub second: Option<u32>,
}

impl Date {
    /// The day with these numbers, if there is one.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let fits = (-9999..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        fits.then_some(Date { year, month, day })
    }

    /// The date at the beginning of an ISO 8601 text (`2024-06-19`, `2024-06-19T12:00`).
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.get(..10)?.split('-');
        let mut next = || parts.next()?.parse::<u16>().ok();
        let (year, month, day) = (next()?, next()?, next()?);
        Date::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        // Years begin in March, so that the leap day is the last of its year.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day so many days after 1970-01-01.
    pub fn from_days(days: i64) -> Date {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Date { year: year as i32, month: month as u8, day: day as u8 }
    }

    /// So many days later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Date {
        Date::from_days(self.days() + days.clamp(-4_000_000, 4_000_000))
    }

    /// The same day so many months later, or the last day of that month.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Date {
        let index =
            i64::from(self.year) * 12 + i64::from(self.month) - 1 + months.clamp(-130_000, 130_000);
        let (year, month) = (index.div_euclid(12) as i32, index.rem_euclid(12) as u8 + 1);
        Date { year, month, day: self.day.min(days_in_month(year, month)) }
    }

    /// Day of the week, Monday 1 to Sunday 7.
    pub fn weekday(self) -> u8 {
        (self.days() + 3).rem_euclid(7) as u8 + 1
    }

    /// The Monday of its week.
    #[must_use]
    pub fn monday(self) -> Date {
        self.plus_days(1 - i64::from(self.weekday()))
    }

    /// ISO 8601 year and number of its week.
    pub fn iso_week(self) -> (i32, u8) {
        let thursday = self.monday().plus_days(3);
        let first = Date { year: thursday.year, month: 1, day: 1 };
        (thursday.year, ((thursday.days() - first.days()) / 7 + 1) as u8)
    }

    /// First day of its month.
    #[must_use]
    pub fn month_start(self) -> Date {
        Date { day: 1, ..self }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Moment { date, second: None }
    }
}

impl Moment {
    /// The moment at the beginning of an ISO 8601 text; a zone is left aside.
    pub fn parse(text: &str) -> Option<Moment> {
        let date = Date::parse(text)?;
        let clock = text.get(11..).unwrap_or_default();
        let mut parts = clock.split([':', 'Z', '+', '-', '.']).map(|p| p.parse::<u32>().ok());
        let hour = parts.next().flatten();
        let minute = parts.next().flatten().unwrap_or(0);
        let second = parts.next().flatten().unwrap_or(0);
        let second = hour.map(|h| h.min(24) * 3600 + minute.min(59) * 60 + second.min(59));
        Some(Moment { date, second })
    }

    /// So many seconds later; a moment without a time of day begins at midnight.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        let total = i64::from(self.second.unwrap_or(0)) + seconds.clamp(-1 << 40, 1 << 40);
        let date = self.date.plus_days(total.div_euclid(86_400));
        Moment { date, second: Some(total.rem_euclid(86_400) as u32) }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(second) = self.second else { return self.date.fmt(f) };
        write!(f, "{}T{:02}:{:02}", self.date, second / 3600, second / 60 % 60)?;
        if second % 60 == 0 { Ok(()) } else { write!(f, ":{:02}", second % 60) }
    }
}

/// Number of days of a month, 31 for a month that is none.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn counts_days_weeks_and_months() {
        assert_eq!(date("1970-01-01").days(), 0);
        assert_eq!(date("2024-06-19").weekday(), 3);
        assert_eq!(date("2024-03-31").plus_months(-1), date("2024-02-29"));
        assert_eq!(date("2016-01-03").iso_week(), (2015, 53));
        assert_eq!(date("2023-12-31").plus_days(1).to_string(), "2024-01-01");
        for days in (-400_000..400_000).step_by(977) {
            assert_eq!(Date::from_days(days).days(), days);
        }
    }

    #[test]
    fn reads_moments_and_refuses_what_is_none() {
        let at = Moment::parse("2024-06-20T12:06:03Z").unwrap();
        assert_eq!(at.to_string(), "2024-06-20T12:06:03");
        assert_eq!(at.plus_seconds(-13 * 3600).to_string(), "2024-06-19T23:06:03");
        assert_eq!(Moment::parse("2024-06-20").unwrap().to_string(), "2024-06-20");
        assert_eq!(Date::parse("2023-02-29"), None);
        assert_eq!(Date::parse("yesterday!"), None);
    }
}
