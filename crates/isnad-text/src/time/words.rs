//! How the tables of a language pack write the words of time expressions.

use super::{
    calendar::Holiday,
    lexicon::{Count, Part, TimeWord, Unit},
};

impl TimeWord {
    /// Reads class and value as the tables write them.
    pub fn parse(class: &str, value: &str) -> Option<TimeWord> {
        let number = || value.parse::<i32>().ok();
        let small = || value.parse::<u8>().ok();
        Some(match class {
            "month" => TimeWord::Month(small()?),
            "month?" => TimeWord::CarefulMonth(small()?),
            "month-short" => TimeWord::ShortMonth(small()?),
            "weekday-short" => TimeWord::ShortWeekday(small()?),
            "hijri" => TimeWord::Hijri(small()?),
            "weekday" => TimeWord::Weekday(small()?),
            "weekday?" => TimeWord::BareWeekday(small()?),
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
            "tonight" => TimeWord::Tonight(code(value)?),
            "noon" => TimeWord::Noon(value == "after"),
            "named" => TimeWord::Named(value.to_owned()),
            "holiday" => TimeWord::Holiday(Holiday::parse(value)?),
            "count" => TimeWord::Count(small()?),
            "other-day" => TimeWord::OtherDay(value == "night"),
            "hour" => TimeWord::Hour(small()?),
            "quarter" => TimeWord::Quarter(small()?),
            "half" => TimeWord::HalfYear(small()?),
            "nth" => TimeWord::Nth(value.parse().ok()?),
            _ => plain(class)?,
        })
    }
}

fn plain(class: &str) -> Option<TimeWord> {
    Some(match class {
        "around" => TimeWord::Around,
        "starting" => TimeWord::Starting,
        "after-date" => TimeWord::AfterDate,
        "before-date" => TimeWord::BeforeDate,
        "past-hour" => TimeWord::PastHour,
        "to-hour" => TimeWord::ToHour,
        "less-minutes" => TimeWord::LessMinutes,
        "hour-mark" => TimeWord::HourMark,
        "several" => TimeWord::Several,
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
        "eve" => TimeWord::Eve,
        "article" => TimeWord::Article,
        "pair" => TimeWord::Pair,
        "before-era" => TimeWord::BeforeEra,
        "first-day" => TimeWord::FirstDay,
        "relative" => TimeWord::Relative,
        "about" => TimeWord::About,
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
        "start" => Part::Start,
        "early" => Part::Early,
        "mid" => Part::Mid,
        "late" => Part::Late,
        "end" => Part::End,
        "so-far" => Part::SoFar,
        "rest" => Part::Rest,
        _ => return None,
    })
}

/// A code of TIMEX3.
fn code(value: &str) -> Option<&'static str> {
    ["SP", "SU", "FA", "WI", "MO", "MI", "AF", "EV", "NI", "DT"].into_iter().find(|c| *c == value)
}
