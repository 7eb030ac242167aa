//! Moments of publication as minutes, for windows and order.

/// Minutes in a day.
pub(crate) const DAY: i64 = 24 * 60;

/// Minutes since 1970 of an ISO 8601 date or moment; `None` where year, month and day are not all
/// told. An offset from UTC is taken into account.
pub(crate) fn minutes(iso: &str) -> Option<i64> {
    let (date, time) = iso.split_at_checked(10)?;
    let mut parts = date.split('-').map(|p| p.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Some(days(year, month, day) * DAY + minute_of_day(time) - offset(time))
}

/// Whether a text is a date of ISO 8601, a year or month among them.
pub(crate) fn is_date(text: &str) -> bool {
    let year = text.get(..4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()));
    year && (text.len() == 4 || text.get(4..5) == Some("-"))
}

/// Days since 1970 of a civil date (Howard Hinnant's algorithm).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Minutes after midnight of `T11:15…`; 0 without a time.
fn minute_of_day(time: &str) -> i64 {
    let number = |from: usize| time.get(from..from + 2).and_then(|n| n.parse::<i64>().ok());
    number(1).unwrap_or(0) * 60 + number(4).unwrap_or(0)
}

/// Minutes of the offset at the end of a time (`+03:00`).
fn offset(time: &str) -> i64 {
    let Some(at) = time.rfind(['+', '-']).filter(|at| *at > 0) else { return 0 };
    let sign = if time[at..].starts_with('-') { -1 } else { 1 };
    let digits: Vec<i64> =
        time[at + 1..].split(':').take(2).filter_map(|n| n.parse().ok()).collect();
    match digits[..] {
        [hours, minutes] => sign * (hours * 60 + minutes),
        [hours] if hours < 24 => sign * hours * 60,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_and_moments() {
        assert_eq!(minutes("1970-01-02"), Some(DAY));
        assert_eq!(minutes("2000-03-01T01:30:00Z"), Some(11_017 * DAY + 90));
        assert_eq!(minutes("2000-03-01T03:00:00+03:00"), Some(11_017 * DAY));
        assert_eq!(minutes("2000-03"), None);
        assert_eq!(minutes("yesterday"), None);
    }
}
