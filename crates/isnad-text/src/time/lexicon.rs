//! The words of time expressions, as a language pack lists them.

use super::calendar::{Feasts, HijriCalendar, Holiday};
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
    /// A day of the week by a name that has other meanings unless it is counted ("every").
    BareWeekday(u8),
    /// Beside the word for today, or with `true` that for tonight: that another is told ("اليوم
    /// نفسه").
    OtherDay(bool),
    /// The evening before the feast that follows ("عشية").
    Eve,
    /// An article apart from its number ("الـ 19").
    Article,
    /// Two days that follow each other, joined by "and" ("يومي السبت والأحد").
    Pair,
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
    /// Names the week or month in which a day lies, after the unit ("the week of 5 May").
    Around,
    /// First day of a length that is told before it ("two weeks from 5 May").
    Starting,
    /// Two of a unit in words of its own ("a couple of").
    Count(u8),
    /// After the times told, before a date from which they are counted ("three days after").
    AfterDate,
    /// The same, counted back.
    BeforeDate,
    /// Between minutes and the hour that they follow ("a quarter past").
    PastHour,
    /// Between minutes and the hour that they precede ("ten to").
    ToHour,
    /// Between an hour and the minutes that are missing to it ("إلا").
    LessMinutes,
    /// Written between hours and minutes, or after hours ("19h30").
    HourMark,
    /// After a plural: that there are few or several of them.
    Several,
    /// Ten years of a century, by the first of them.
    Decade(u8),
    /// A season, as TIMEX3 writes it.
    Season(&'static str),
    /// A part of the day, as TIMEX3 writes it.
    DayPart(&'static str),
    /// A part of today, as TIMEX3 writes it.
    Tonight(&'static str),
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
    /// Years counted back from the first of the civil calendar.
    BeforeEra,
    /// The first day of the month that follows.
    FirstDay,
    /// A time of day with a name of its own, by its hour ("midnight").
    Hour(u8),
    /// After a length that is led by "after": counted from what is told, not from now.
    Relative,
    /// Between "before" and a length: that the length is not exact.
    About,
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
    /// A name of a month that is another name too; is none but beside a day or a year.
    ShortMonth(u8),
    /// The same for a weekday.
    ShortWeekday(u8),
    /// A season that is also another word; needs company.
    CarefulSeason(&'static str),
}

/// Whether an expression can begin with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// With it alone.
    Itself,
    /// With it and what follows.
    WithNext,
    /// Never.
    None,
}

impl TimeWord {
    /// Whether an expression can begin with it.
    pub(super) fn opening(&self) -> Opening {
        match self {
            TimeWord::Link
            | TimeWord::Lead
            | TimeWord::Lasting
            | TimeWord::To
            | TimeWord::And
            | TimeWord::NoNoun
            | TimeWord::Age
            | TimeWord::Zone
            | TimeWord::OClock
            | TimeWord::Noon(_)
            | TimeWord::CivilEra
            | TimeWord::BeforeEra
            | TimeWord::OtherDay(_)
            | TimeWord::Article
            | TimeWord::Relative
            | TimeWord::About
            | TimeWord::HijriEra
            | TimeWord::DecadeSuffix
            | TimeWord::AgoAfter
            | TimeWord::InAfter
            | TimeWord::AfterDate
            | TimeWord::BeforeDate
            | TimeWord::PastHour
            | TimeWord::ToHour
            | TimeWord::LessMinutes
            | TimeWord::HourMark
            | TimeWord::Several
            | TimeWord::Around
            | TimeWord::Starting => Opening::None,
            TimeWord::From
            | TimeWord::Between
            | TimeWord::AgoBefore
            | TimeWord::InBefore
            | TimeWord::Since
            | TimeWord::Within
            | TimeWord::Every
            | TimeWord::One
            | TimeWord::Count(_)
            | TimeWord::Whole
            | TimeWord::Clock
            | TimeWord::Part(_)
            | TimeWord::Nth(_)
            | TimeWord::FirstDay
            | TimeWord::Eve
            | TimeWord::BareWeekday(_)
            | TimeWord::Pair
            | TimeWord::Shift(_)
            | TimeWord::ShiftBefore(..) => Opening::WithNext,
            _ => Opening::Itself,
        }
    }

    /// Whether it says before a length what the length means.
    pub(super) fn leads_length(&self) -> bool {
        matches!(
            self,
            TimeWord::AgoBefore
                | TimeWord::InBefore
                | TimeWord::Since
                | TimeWord::Within
                | TimeWord::ShiftBefore(..)
                | TimeWord::Nth(-1)
                | TimeWord::Whole
        )
    }
}

/// Part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its very beginning.
    Start,
    /// First third or so.
    Early,
    /// Middle.
    Mid,
    /// Last third or so.
    Late,
    /// Its very end.
    End,
    /// What has passed of it.
    SoFar,
    /// What remains of it.
    Rest,
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
    /// Feasts whose days stand in a table.
    pub feasts: Feasts,
}
