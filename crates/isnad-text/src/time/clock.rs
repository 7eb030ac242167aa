//! Times of day, and stretches of a day: "17:30", "الساعة الثامنة والنصف", "from 5 to 6 pm".

use super::{
    cursor::Cursor,
    facets::Facets,
    lexicon::{TimeWord, Unit},
    scan::Atom,
};
use crate::{TokenKind, number::NumberKind};

/// A time of day, as it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    hour: u32,
    /// Seconds after the hour; below zero where minutes are missing to it.
    second: i32,
    end: usize,
    /// Whether a word or mark says that it is a time of day.
    sure: bool,
    /// Whether a part of the day follows, which makes a time of a number in company.
    likely: bool,
    /// Before or after noon, if it is said.
    late: Option<bool>,
}

impl Time {
    /// Seconds since midnight.
    fn seconds(self) -> Option<u32> {
        let hour = self.late.map_or(Some(self.hour), |late| twelve(self.hour, late))?;
        let total = i64::from(hour) * 3600 + i64::from(self.second);
        u32::try_from(total).ok().filter(|t| *t <= 86_400)
    }
}

impl Cursor<'_> {
    /// A stretch of a day or a time of day.
    pub(super) fn clock(self, at: usize, so_far: &Facets) -> Option<Atom> {
        if so_far.clock.is_some() {
            return None;
        }
        let time = self.time(at);
        if let Some(stretch) = self.stretch_of_day(at, time, so_far) {
            return Some(stretch);
        }
        let time = time.filter(|t| t.sure || t.likely || t.second == 0)?;
        let company = so_far.has_date() || so_far.month.is_some();
        let placed = self.links_before(at) && so_far.has_date() && self.no_noun(time.end);
        let hour = time.hour <= 12;
        let ordinal = self
            .number(at)
            .is_some_and(|n| n.kind == NumberKind::Ordinal && n.definite && so_far.month.is_some());
        let fits = time.sure
            || time.likely && hour && (company || self.led(at) || self.links_before(at))
            || time.likely && hour && (self.begins(at) || self.follows_and(at))
            || placed && hour && (so_far.day_part.is_some() || ordinal);
        let facets = Facets {
            clock: Some(time.seconds().filter(|_| fits)? % 86_400),
            half_said: time.late.is_some(),
            ..Facets::default()
        };
        Some(Atom { facets, end: time.end, cut: 0 })
    }

    /// Whether a preposition stands before a token.
    fn links_before(self, at: usize) -> bool {
        self.word(at.wrapping_sub(1), |w| *w == TimeWord::Link).is_some()
            && self.token(at.wrapping_sub(1)).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether "and" stands before a token or on it.
    fn follows_and(self, at: usize) -> bool {
        let figures = self.number(at).is_some_and(|n| n.digits);
        figures
            && (self.joined(at) || self.word(at.wrapping_sub(1), |w| *w == TimeWord::And).is_some())
    }

    /// From one time of a day to another; `time` is what stands at the first token.
    fn stretch_of_day(self, at: usize, time: Option<Time>, so_far: &Facets) -> Option<Atom> {
        let between = self.after(at, &TimeWord::Between);
        let opening = between.or_else(|| self.after(at, &TimeWord::From));
        let from = self.skip_article(opening.unwrap_or(at));
        let mut first = if from == at { time } else { self.time(from) }?;
        let to = self.connector(first.end, between.is_some())?;
        let mut last = self.time(self.skip_article(to))?;
        let sure = first.sure || last.sure || (first.likely || last.likely) && last.hour <= 12;
        if !sure && !self.hours_by_date(opening.is_some(), so_far, last.end) {
            return None;
        }
        carry_half(&mut first, &mut last);
        let (from, until) = (first.seconds()?, last.seconds()?);
        let facets = Facets {
            clock: Some(from % 86_400),
            until: Some(until % 86_400),
            half_said: first.late.is_some(),
            ..Facets::default()
        };
        let hit = self.word(at, |w| matches!(w, TimeWord::Between | TimeWord::From));
        Some(Atom {
            facets,
            end: last.end,
            cut: hit.filter(|_| opening.is_some()).map_or(0, |h| h.cut),
        })
    }

    /// Whether two bare numbers beside a day are hours: "Monday 8 to 9", "from 5 to 6 on 2/5/2016".
    fn hours_by_date(self, opened: bool, so_far: &Facets, end: usize) -> bool {
        let day = so_far.weekday.is_some() && so_far.month.is_none()
            || so_far.day.is_some() && so_far.month.is_some()
            || so_far.day_offset.is_some();
        let from = self.skip_links(end);
        let dated = opened && from > end && self.numeric_date(from).is_some();
        dated || day && so_far.nth.is_none() && self.no_noun(end)
    }

    /// A time of day at a token, however it is said.
    fn time(self, at: usize) -> Option<Time> {
        let said = self.after(at, &TimeWord::Clock);
        let from = said.map_or(at, |s| self.after(s, &TimeWord::Article).unwrap_or(s));
        let mut time = self
            .minutes_and_hour(from)
            .or_else(|| self.hour_with_name(from))
            .or_else(|| self.digital(from))
            .or_else(|| self.spoken(from))?;
        time.sure |= said.is_some();
        if let Some(after) = self.after(time.end, &TimeWord::OClock) {
            (time.end, time.sure) = (after, true);
        }
        Some(self.with_half(time))
    }

    /// "Midnight": an hour that has a name.
    fn hour_with_name(self, at: usize) -> Option<Time> {
        let hit = self.word(at, |w| matches!(w, TimeWord::Hour(_)))?;
        let TimeWord::Hour(hour) = hit.entry else { return None };
        let (hour, end) = (u32::from(*hour), at + hit.len);
        Some(Time { hour, second: 0, end, sure: true, likely: false, late: None })
    }

    /// A time with what says in which half of the day it lies.
    fn with_half(self, mut time: Time) -> Time {
        let noon = self.word(time.end, |w| matches!(w, TimeWord::Noon(_)));
        if let Some(hit) = noon.filter(|h| !h.is_joined()) {
            (time.late, time.sure) = (Some(*hit.entry == TimeWord::Noon(true)), true);
            time.end += hit.len;
        } else if let Some((late, after)) = self.half_of_day(time.end) {
            let night = self.is_night(time.end) || self.is_night(self.skip_links(time.end));
            (time.late, time.likely) =
                (Some(late && !((time.hour < 5 || time.hour == 12) && night)), true);
            time.end = after;
        }
        time
    }

    /// An hour and tens of minutes that read like one number: "السادسة وعشرين دقيقة".
    fn hour_and_tens(self, at: usize) -> Option<Time> {
        let number = self.number(at).filter(|n| n.kind == NumberKind::Ordinal && n.definite)?;
        let whole = number.value.fract() == 0.0 && (21.0..60.0).contains(&number.value);
        let (unit, hit) = self.unit(number.last_token + 1)?;
        let (value, end) = (number.value as u32, number.last_token + 1 + hit.len);
        let (hour, second) = (value % 10, (value / 10 * 600) as i32);
        let fits = whole && hour > 0 && unit == Unit::Minute;
        fits.then_some(Time { hour, second, end, sure: true, likely: false, late: None })
    }

    /// An hour as a number, with its part where a word says that it is one.
    fn spoken(self, at: usize) -> Option<Time> {
        if let Some(time) = self.hour_and_tens(at) {
            return Some(time);
        }
        let number = self.number(at).filter(|n| {
            !matches!(n.kind, NumberKind::Percentage | NumberKind::Vague) && n.value <= 24.99
        })?;
        let told = number.digits || number.value >= 1.0;
        let whole = told && (number.value.fract() == 0.0 || !number.digits);
        let hour = (whole && number.value >= 0.0).then_some(number.value as u32)?;
        let minutes = (number.value.fract() * 60.0).round() as i32;
        let end = number.last_token + 1;
        let mut time =
            Time { hour, second: minutes * 60, end, sure: false, likely: false, late: None };
        if let Some(after) = self.after(end, &TimeWord::HourMark).filter(|_| self.touches(end)) {
            let minutes = self.figures(after, 2).filter(|m| self.touches(after) && *m < 60);
            (time.end, time.sure) = (after + usize::from(minutes.is_some()), true);
            time.second = minutes.unwrap_or(0) as i32 * 60;
        } else if let Some((minutes, after)) = self.more_minutes(end).filter(|_| !number.digits) {
            (time.second, time.end) = (minutes * 60, after);
            time.sure = number.kind == NumberKind::Ordinal;
        }
        Some(time)
    }

    /// Parts of an hour after it: "والنصف", "إلا ربعا", "وخمس دقائق".
    fn more_minutes(self, at: usize) -> Option<(i32, usize)> {
        if let Some(from) = self.after(at, &TimeWord::LessMinutes) {
            // The third that is missing has the form of two thirds, which no one takes from an hour.
            return self.part_of_hour(from).map(|(m, end)| (if m == 40 { -20 } else { -m }, end));
        }
        let from = self.after(at, &TimeWord::And).or_else(|| self.joined(at).then_some(at))?;
        self.part_of_hour(from)
    }

    /// "A quarter", "half", "ten minutes": minutes and end.
    fn part_of_hour(self, at: usize) -> Option<(i32, usize)> {
        let from = self.after(at, &TimeWord::One).unwrap_or(at);
        if let Some(number) = self.number(at).or_else(|| self.number(from)) {
            let end = number.last_token + 1;
            if number.kind == NumberKind::Fraction && number.value < 1.0 {
                return Some(((number.value * 60.0).round() as i32, end));
            }
            let (unit, hit) = self.unit(end)?;
            let fits = unit == Unit::Minute && (1.0..60.0).contains(&number.value);
            return fits.then_some((number.value as i32, end + hit.len));
        }
        let (unit, hit) = self.unit(from)?;
        let minutes = match unit {
            Unit::Quarter => 15,
            Unit::Half => 30,
            _ => return None,
        };
        Some((minutes, from + hit.len))
    }

    /// Minutes before the hour: "a quarter past three", "twenty minutes to five".
    pub(super) fn minutes_and_hour(self, at: usize) -> Option<Time> {
        let bare = |at: usize| {
            let number = self.number(at).filter(|n| n.kind == NumberKind::Cardinal)?;
            let fits = [5.0, 10.0, 20.0, 25.0].contains(&number.value);
            let end = number.last_token + 1;
            (fits && self.after(end, &TimeWord::PastHour).is_some())
                .then_some((number.value as i32, end))
        };
        let (minutes, end) = self.part_of_hour(at).or_else(|| bare(at))?;
        let past = self.after(end, &TimeWord::PastHour);
        let from = past.or_else(|| self.after(end, &TimeWord::ToHour))?;
        let number = self.number(from).filter(|n| n.kind == NumberKind::Cardinal)?;
        let hour = (number.value.fract() == 0.0 && (1.0..=12.0).contains(&number.value))
            .then_some(number.value as u32)?;
        let second = if past.is_some() { minutes * 60 } else { -minutes * 60 };
        let end = number.last_token + 1;
        Some(Time { hour, second, end, sure: true, likely: false, late: None })
    }

    /// A number in at most so many figures.
    fn figures(self, at: usize, most: usize) -> Option<u32> {
        let token = self.token(at)?;
        if token.kind != TokenKind::Number || token.norm.len() > most {
            return None;
        }
        token.norm.parse().ok()
    }

    /// Hours and minutes as one number before a zone: "1530 GMT".
    fn four_figures(self, at: usize) -> Option<Time> {
        self.word(at + 1, |w| *w == TimeWord::Zone)?;
        let long = self.token(at).is_some_and(|t| t.norm.len() == 4);
        let number = self.figures(at, 4).filter(|_| long)?;
        let (hour, minute) = (number / 100, number % 100);
        let second = (minute * 60) as i32;
        let fits = hour < 24 && minute < 60;
        fits.then_some(Time { hour, second, end: at + 1, sure: true, likely: false, late: None })
    }

    /// Hours, minutes and seconds with colons.
    fn digital(self, at: usize) -> Option<Time> {
        if let Some(time) = self.four_figures(at) {
            return Some(time);
        }
        let hour = self.figures(at, 2).filter(|h| *h <= 24)?;
        let colon = |at: usize| self.is_mark(at, ":") && self.touches(at) && self.touches(at + 1);
        if !colon(at + 1) || self.token(at + 2).is_some_and(|t| t.norm.len() != 2) {
            return None;
        }
        let minute = self.figures(at + 2, 2).filter(|m| *m < 60)?;
        let (second, end) = match self.figures(at + 4, 2).filter(|s| colon(at + 3) && *s < 60) {
            Some(second) => (second, at + 5),
            None => (0, at + 3),
        };
        let second = (minute * 60 + second) as i32;
        Some(Time { hour, second, end, sure: true, likely: false, late: None })
    }

    /// Whether a part of the day at a token lies after noon, and its end.
    fn half_of_day(self, at: usize) -> Option<(bool, usize)> {
        let from = if self.word(at, |w| matches!(w, TimeWord::DayPart(_))).is_some() {
            at
        } else {
            self.skip_links(at)
        };
        let hit =
            self.word(from, |w| matches!(w, TimeWord::DayPart(_))).filter(|h| !h.is_joined())?;
        let TimeWord::DayPart(part) = hit.entry else { return None };
        Some((*part != "MO", from + hit.len))
    }

    fn is_night(self, at: usize) -> bool {
        self.word(at, |w| matches!(w, TimeWord::DayPart("NI" | "DT"))).is_some()
    }
}

/// Gives an end of a stretch the half of the day that only the other says, as far as they fit.
fn carry_half(first: &mut Time, last: &mut Time) {
    match (first.late, last.late) {
        (None, Some(late)) => {
            let with = Time { late: Some(late), ..*first };
            if first.hour <= 12 && with.seconds() < last.seconds() {
                *first = with;
            }
        }
        (_, None) if last.hour < 12 && last.seconds() <= first.seconds() => {
            last.late = Some(true);
        }
        _ => {}
    }
}

/// The hour of 24 for one of twelve.
fn twelve(hour: u32, after_noon: bool) -> Option<u32> {
    match (hour, after_noon) {
        (12, false) => Some(0),
        (h, true) if h < 12 => Some(h + 12),
        (h, _) if h <= 24 => Some(h),
        _ => None,
    }
}
