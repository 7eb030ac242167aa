//! The words of time expressions, as a language pack lists them.

use crate::phrase::Phrases;

/// A length of time with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Saturday and Sunday of a week.
    Weekend,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Three months of a year.
    Quarter,
    /// Six months of a year.
    Half,
    /// Year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// In which form a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// One.
    One,
    /// Two, as one word.
    Two,
    /// More.
    Many,
}

/// What a word does in a time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeWord {
    /// A month of the civil calendar.
    Month(u8),
    /// A month of the Hijri calendar.
    Hijri(u8),
    /// A day of the week, Monday 1.
    Weekday(u8),
    /// A day counted from today.
    Day(i32),
    /// A moment: now.
    Now,
    /// A unit.
    Unit(Unit, Count),
    /// Last, this, next, after what it says of.
    Shift(i32),
    /// The same, before what it says of; `true` where it takes a weekday from the next or last week.
    ShiftBefore(i32, bool),
    /// Beginning, middle or end of a period.
    Part(Part),
    /// Ten years of a century, by the first of them.
    Decade(u8),
    /// A season, as TIMEX3 writes it.
    Season(&'static str),
    /// A part of the day, as TIMEX3 writes it.
    DayPart(&'static str),
    /// Before or after noon, on a clock time.
    Noon(bool),
    /// Says that the number after it is a time of day.
    Clock,
    /// Says that the number before it is a time of day.
    OClock,
    /// A zone.
    Zone,
    /// A period with a name, as ISO 8601.
    Named(String),
    /// A day with a name.
    Holiday(Holiday),
    /// What may stand between parts of an expression.
    Link,
    /// A preposition before which, or after which, a word is surely a time.
    Lead,
    /// Words before a single unit that make it a length ("for a month").
    Lasting,
    /// Before now: stands before a length ("قبل").
    AgoBefore,
    /// Before now: stands after a length ("ago").
    AgoAfter,
    /// After now: stands before a length ("بعد").
    InBefore,
    /// After now: stands after a length ("from now").
    InAfter,
    /// Since: stands before a length.
    Since,
    /// Within, of a length from now on.
    Within,
    /// First end of a range.
    From,
    /// Between its two ends.
    To,
    /// First end of a range whose second follows "and".
    Between,
    /// Joins.
    And,
    /// Says that something comes again.
    Every,
    /// The last or first of several: how many, from the end if negative.
    Nth(i8),
    /// The Hijri calendar, after a date.
    HijriEra,
    /// The civil calendar, after a date.
    CivilEra,
    /// Ends a decade in figures ("1990s").
    DecadeSuffix,
    /// A whole unit.
    Whole,
    /// After a number, says that it is no time ("years old").
    Age,
    /// Words after which a number of four digits is no count of something.
    NoNoun,
    /// A quarter of a year ("Q3").
    Quarter(u8),
    /// A half of a year ("H2").
    HalfYear(u8),
    /// One, before a unit ("a year ago").
    One,
    /// A month that is also another word; needs company.
    CarefulMonth(u8),
    /// A season that is also another word; needs company.
    CarefulSeason(&'static str),
}

/// Part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// First third or so.
    Early,
    /// Middle.
    Mid,
    /// Last third or so.
    Late,
}

/// How the day of a holiday is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// Month and day.
    Fixed(u8, u8),
    /// Month and day of the Hijri calendar.
    Hijri(u8, u8),
    /// Month, day of the week, and which of them, from the end if negative.
    Nth(u8, u8, i8),
    /// Days after Easter Sunday of the western churches.
    Easter(i16),
}

/// The time words and habits of a language.
#[derive(Debug, Clone, Default)]
pub struct TimeLexicon {
    /// The words.
    pub words: Phrases<TimeWord>,
    /// Whether figures that could be read either way give the month first.
    pub month_first: bool,
    /// The Hijri calendar.
    pub hijri: HijriCalendar,
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

impl TimeWord {
    /// Reads class and value as the tables write them.
    pub fn parse(class: &str, value: &str) -> Option<TimeWord> {
        let number = || value.parse::<i32>().ok();
        let small = || value.parse::<u8>().ok();
        Some(match class {
            "month" => TimeWord::Month(small()?),
            "month?" => TimeWord::CarefulMonth(small()?),
            "hijri" => TimeWord::Hijri(small()?),
            "weekday" => TimeWord::Weekday(small()?),
            "day" => TimeWord::Day(number()?),
            "unit" => TimeWord::Unit(unit(value)?, Count::One),
            "units" => TimeWord::Unit(unit(value)?, Count::Many),
            "two" => TimeWord::Unit(unit(value)?, Count::Two),
            "shift" => TimeWord::Shift(number()?),
            "shift-before" => TimeWord::ShiftBefore(number()?, false),
            "shift-before-week" => TimeWord::ShiftBefore(number()?, true),
            "part" => TimeWord::Part(part(value)?),
            "decade" => TimeWord::Decade(small()?),
            "season" => TimeWord::Season(code(value)?),
            "season?" => TimeWord::CarefulSeason(code(value)?),
            "daypart" => TimeWord::DayPart(code(value)?),
            "noon" => TimeWord::Noon(value == "after"),
            "named" => TimeWord::Named(value.to_owned()),
            "holiday" => TimeWord::Holiday(holiday(value)?),
            "quarter" => TimeWord::Quarter(small()?),
            "half" => TimeWord::HalfYear(small()?),
            "nth" => TimeWord::Nth(value.parse().ok()?),
            _ => plain(class)?,
        })
    }
}

fn plain(class: &str) -> Option<TimeWord> {
    Some(match class {
        "now" => TimeWord::Now,
        "clock" => TimeWord::Clock,
        "oclock" => TimeWord::OClock,
        "zone" => TimeWord::Zone,
        "link" => TimeWord::Link,
        "lead" => TimeWord::Lead,
        "lasting" => TimeWord::Lasting,
        "ago-before" => TimeWord::AgoBefore,
        "ago" => TimeWord::AgoAfter,
        "in-before" => TimeWord::InBefore,
        "in" => TimeWord::InAfter,
        "since" => TimeWord::Since,
        "within" => TimeWord::Within,
        "from" => TimeWord::From,
        "to" => TimeWord::To,
        "between" => TimeWord::Between,
        "and" => TimeWord::And,
        "every" => TimeWord::Every,
        "hijri-era" => TimeWord::HijriEra,
        "civil-era" => TimeWord::CivilEra,
        "decade-suffix" => TimeWord::DecadeSuffix,
        "whole" => TimeWord::Whole,
        "one" => TimeWord::One,
        "age" => TimeWord::Age,
        "no-noun" => TimeWord::NoNoun,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "half" => Unit::Half,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "early" => Part::Early,
        "mid" => Part::Mid,
        "late" => Part::Late,
        _ => return None,
    })
}

/// A code of TIMEX3.
fn code(value: &str) -> Option<&'static str> {
    ["SP", "SU", "FA", "WI", "MO", "MI", "AF", "EV", "NI", "DT"].into_iter().find(|c| *c == value)
}

/// `12-25`, `h10-1`, `11-4-4` (month, weekday, which), `easter-2`.
fn holiday(value: &str) -> Option<Holiday> {
    if let Some(days) = value.strip_prefix("easter") {
        return Some(Holiday::Easter(days.parse().ok()?));
    }
    if let Some((month, day)) = value.strip_prefix('h').and_then(|v| v.split_once('-')) {
        return Some(Holiday::Hijri(month.parse().ok()?, day.parse().ok()?));
    }
    let (month, rest) = value.split_once('-')?;
    let month = month.parse().ok()?;
    match rest.split_once('-') {
        Some((weekday, which)) => {
            Some(Holiday::Nth(month, weekday.parse().ok()?, which.parse().ok()?))
        }
        None => Some(Holiday::Fixed(month, rest.parse().ok()?)),
    }
}
