//! Dates with day, month and year in lines of pages, and the time of day beside them.
//!
//! Only what stands on date lines: `19 - 06 - 2024`, `20.06.2024 12:06`, `2024/06/19`, ISO 8601,
//! `19 يونيو/حزيران 2024`, `June 19, 2024`. The words stand in `page_dates.tsv` of the packs.

use isnad_pack::{
    Pack,
    page::{DateWord, PageDates},
};
use isnad_text::{
    Lang, Token, TokenKind, number,
    time::{self, TimeKind, TimeMatch},
};

/// A date found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// First token.
    pub(crate) start: usize,
    /// Token after the last, time of day included.
    pub(crate) end: usize,
    /// `2024-06-19`.
    pub(crate) day: String,
    /// `12:06:03`, if it is told.
    pub(crate) time: Option<String>,
    /// Whether day and month could be the other way round.
    pub(crate) ambiguous: bool,
}

impl FoundDate {
    /// Day and time in ISO 8601.
    pub(crate) fn iso(&self) -> String {
        match &self.time {
            Some(time) => format!("{}T{time}", self.day),
            None => self.day.clone(),
        }
    }
}

/// Tokens and years of lines that are worth a second look.
const SECOND_LOOK: usize = 30;
const YEARS: std::ops::RangeInclusive<u32> = 1300..=2099;

/// The dates of a line, from left to right: as date lines have them, else as the reader of running
/// text finds them, who knows more forms and the Hijri calendar.
pub(crate) fn read(text: &str, tokens: &[Token], pack: &Pack) -> Vec<FoundDate> {
    let found = find(text, tokens, &pack.page.dates);
    let year = |t: &Token| t.norm.len() == 4 && t.norm.parse().is_ok_and(|y| YEARS.contains(&y));
    if !found.is_empty() || tokens.len() > SECOND_LOOK || !tokens.iter().any(year) {
        return found;
    }
    let arabic = text.chars().any(isnad_text::token::is_arabic);
    let lang = pack.lang(if arabic { Lang::AR } else { Lang::EN });
    let numbers = number::find(tokens, text, &lang.numbers);
    let times = time::find(tokens, text, &numbers, &lang.time, None);
    times.iter().filter_map(day_of).collect()
}

/// A time expression that names one day.
fn day_of(found: &TimeMatch) -> Option<FoundDate> {
    let (first, value) = (found.first?, found.value.as_deref()?);
    let one = found.last == Some(first) && found.kind == TimeKind::Date;
    let day = iso_day(u32::try_from(first.year).ok()?, first.month.into(), first.day.into())?;
    let time = value.split_once('T').map(|(_, t)| t.to_owned()).filter(|t| t.contains(':'));
    let (start, end) = (found.first_token, found.last_token + 1);
    one.then_some(FoundDate { start, end, day, time, ambiguous: false })
}

/// The dates of a line, from left to right.
fn find(text: &str, tokens: &[Token], words: &PageDates) -> Vec<FoundDate> {
    let scan = Scan { text, tokens, words };
    let (mut out, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        match scan.date(at) {
            Some(date) => {
                at = date.end;
                out.push(date);
            }
            None => at += 1,
        }
    }
    out
}

/// Day of the week of an ISO date, Monday 1.
pub(crate) fn weekday(day: &str) -> Option<u8> {
    let mut parts = day.get(..10)?.split('-').map(str::parse::<i64>);
    let (y, m, d) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Some((days(y, m, d) + 3).rem_euclid(7) as u8 + 1)
}

/// Days between two ISO dates.
pub(crate) fn distance(a: &str, b: &str) -> Option<i64> {
    let number = |day: &str| {
        let mut parts = day.get(..10)?.split('-').map(str::parse::<i64>);
        Some(days(parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?))
    };
    Some((number(a)? - number(b)?).abs())
}

/// Days since 1970-01-01 of the proleptic Gregorian calendar.
fn days(y: i64, m: i64, d: i64) -> i64 {
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let year = y.rem_euclid(400);
    let shifted = (m + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + d - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + of_year - 719_468
}

/// An ISO day, if there is such a day in a year of the web or of living memory.
pub(crate) fn iso_day(y: u32, m: u32, d: u32) -> Option<String> {
    let leap = (y.is_multiple_of(4) && !y.is_multiple_of(100)) || y.is_multiple_of(400);
    let last = match m {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let fits = (1900..2100).contains(&y) && (1..=12).contains(&m) && (1..=last).contains(&d);
    fits.then(|| format!("{y:04}-{m:02}-{d:02}"))
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a PageDates,
}

impl Scan<'_> {
    fn date(&self, at: usize) -> Option<FoundDate> {
        let (end, day, ambiguous) = self
            .joined(at)
            .or_else(|| self.parted(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_day(at))?;
        let (end, time) = self.time_after(end);
        let time = time.or_else(|| self.time_before(at));
        Some(FoundDate { start: at, end, day, time, ambiguous })
    }

    /// `20.06.2024` is one token.
    fn joined(&self, at: usize) -> Option<(usize, String, bool)> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let parts: Vec<&str> = token.norm.split('.').collect();
        let [a, b, c] = parts.as_slice() else { return None };
        // Years of two figures only beside a time of day: `25.04.24 | 14:07`.
        let short = [a, b, c].iter().all(|p| p.len() == 2) && self.time_after(at + 1).1.is_some();
        let year = if short { format!("20{c}") } else { (*c).to_owned() };
        let (day, ambiguous) = numeric([a, b, &year], false)?;
        Some((at + 1, day, ambiguous && !short))
    }

    /// `19 - 06 - 2024`, `2024/06/19`.
    fn parted(&self, at: usize) -> Option<(usize, String, bool)> {
        let (mark, other) = (self.mark(at + 1)?, self.mark(at + 3)?);
        let (a, b, c) = (self.number(at)?, self.number(at + 2)?, self.number(at + 4)?);
        let fits = mark == other && matches!(mark, "-" | "/" | "." | "\\" | "–");
        // A longer chain of numbers is no date.
        let alone = !(at > 1 && self.mark(at - 1) == Some(mark) && self.number(at - 2).is_some());
        if !fits || !alone {
            return None;
        }
        let (day, ambiguous) = numeric([a, b, c], mark == "/" && !self.is_arabic())?;
        Some((at + 5, day, ambiguous))
    }

    /// `19 يونيو/حزيران 2024`, `19th of June, 2024`.
    fn day_month(&self, at: usize) -> Option<(usize, String, bool)> {
        let d = self.number(at)?.parse().ok()?;
        let (next, m) = self.month(self.skip(at + 1))?;
        let next = self.other_name(next, m);
        let (next, y) = self.year(self.skip(next))?;
        Some((next, iso_day(y, m, d)?, false))
    }

    /// `June 19, 2024`, `حزيران 19, 2024`.
    fn month_day(&self, at: usize) -> Option<(usize, String, bool)> {
        let (next, m) = self.month(at)?;
        let next = self.other_name(next, m);
        let next = if self.mark(next) == Some(".") { next + 1 } else { next };
        let d = self.number(next)?.parse().ok()?;
        let (next, y) = self.year(self.skip(next + 1))?;
        Some((next, iso_day(y, m, d)?, false))
    }

    fn month(&self, at: usize) -> Option<(usize, u32)> {
        let word = &self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?.norm;
        if let Some(next) = self.tokens.get(at + 1)
            && let Some(DateWord::Month(m)) = self.words.pair(word, &next.norm)
        {
            return Some((at + 2, m.into()));
        }
        match self.words.get(word) {
            Some(DateWord::Month(m)) => Some((at + 1, m.into())),
            _ => None,
        }
    }

    /// Passes over the other name of the same month: `يونيو/حزيران`, `آذار (مارس)`.
    fn other_name(&self, at: usize, month: u32) -> usize {
        let open = matches!(self.mark(at), Some("/" | "(" | "-" | "_"));
        match self.month(at + 1) {
            Some((next, m)) if open && m == month => {
                next + usize::from(self.mark(next) == Some(")"))
            }
            _ => at,
        }
    }

    fn year(&self, at: usize) -> Option<(usize, u32)> {
        let y: u32 = self.number(at).filter(|n| n.len() == 4)?.parse().ok()?;
        (1900..2100).contains(&y).then_some((at + 1, y))
    }

    /// Passes over commas, full stops and words without weight.
    fn skip(&self, mut at: usize) -> usize {
        while let Some(token) = self.tokens.get(at) {
            let light = matches!(token.norm.as_str(), "," | "،" | "." | "-")
                || self.words.get(&token.norm) == Some(DateWord::Filler);
            if !light {
                break;
            }
            at += 1;
        }
        at
    }

    fn time_after(&self, at: usize) -> (usize, Option<String>) {
        let mut next = at;
        while let Some(token) = self.tokens.get(next).filter(|_| next < at + 4) {
            if let Some((end, time)) = self.time(next) {
                return (end, Some(time));
            }
            let light = matches!(token.norm.as_str(), "," | "،" | "-" | "|" | "–" | "•" | "t")
                || self.words.get(&token.norm) == Some(DateWord::Filler);
            if !light {
                break;
            }
            next += 1;
        }
        (at, None)
    }

    /// `17:27` before a date, with words between that have no weight.
    fn time_before(&self, at: usize) -> Option<String> {
        (at.saturating_sub(6)..at).find_map(|i| {
            let (end, time) = self.time(i)?;
            let light = |t: &Token| {
                matches!(t.norm.as_str(), "," | "،" | "-" | "|" | "–")
                    || matches!(
                        self.words.get(&t.norm),
                        Some(DateWord::Filler | DateWord::Weekday(_))
                    )
            };
            self.tokens.get(end..at)?.iter().all(light).then_some(time)
        })
    }

    /// `12:06:03`, `9:23 ص`.
    fn time(&self, at: usize) -> Option<(usize, String)> {
        let mut h: u32 = self.number(at).filter(|n| n.len() < 3)?.parse().ok()?;
        let m: u32 = self.number(at + 2).filter(|n| n.len() == 2)?.parse().ok()?;
        if self.mark(at + 1) != Some(":") || h > 23 || m > 59 {
            return None;
        }
        let mut end = at + 3;
        let mut seconds = String::new();
        if self.mark(end) == Some(":")
            && let Some(s) = self.number(end + 1).filter(|n| n.len() == 2)
        {
            seconds = format!(":{s}");
            end += 2;
        }
        match self.tokens.get(end).and_then(|t| self.words.get(&t.norm)) {
            Some(DateWord::Pm) if h < 12 => (h, end) = (h + 12, end + 1),
            Some(DateWord::Am) if h == 12 => (h, end) = (0, end + 1),
            Some(DateWord::Am | DateWord::Pm) => end += 1,
            _ => {}
        }
        Some((end, format!("{h:02}:{m:02}{seconds}")))
    }

    fn number(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let whole = token.norm.bytes().all(|b| b.is_ascii_digit()) && token.norm.len() < 5;
        whole.then_some(token.norm.as_str())
    }

    fn mark(&self, at: usize) -> Option<&str> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Mark)?;
        Some(token.norm.as_str())
    }

    fn is_arabic(&self) -> bool {
        self.text.chars().any(isnad_text::token::is_arabic)
    }
}

/// A date of three numbers; without other evidence the day stands first, or the month where
/// `month_first` says so.
fn numeric(parts: [&str; 3], month_first: bool) -> Option<(String, bool)> {
    let [first, second, third] = parts.map(|part| part.parse::<u32>().ok());
    let (first, second, third) = (first?, second?, third?);
    if parts[0].len() == 4 {
        let day = iso_day(first, second, third).or_else(|| iso_day(first, third, second));
        return day.map(|day| (day, false));
    }
    if parts[2].len() != 4 || parts[0].len() > 2 || parts[1].len() > 2 {
        return None;
    }
    let (day_first, month_leads) = (iso_day(third, second, first), iso_day(third, first, second));
    let ambiguous = day_first.is_some() && month_leads.is_some() && first != second;
    let chosen = if month_first { month_leads.or(day_first) } else { day_first.or(month_leads) };
    chosen.map(|day| (day, ambiguous))
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_pack::outlets::tokens_of;

    fn dates(text: &str) -> Vec<String> {
        let pack = Pack::builtin();
        read(text, &tokens_of(text), &pack).iter().map(FoundDate::iso).collect()
    }

    #[test]
    fn reads_date_lines() {
        for (text, want) in [
            ("نشر يوم 03 - 09 - 2021", "2021-09-03"),
            ("Ekleme: 05.11.2022 08:15:59", "2022-11-05T08:15:59"),
            ("2021/09/03", "2021-09-03"),
            ("2021-09-03T10:00:00Z", "2021-09-03T10:00:00"),
            ("الأحد 3 أيلول/سبتمبر 2023 - 21:40", "2023-09-03T21:40"),
            ("3 تشرين الثاني 2023", "2023-11-03"),
            ("الخميس، 5 غشت 2021 | 9:05 م", "2021-08-05T21:05"),
            ("September 3, 2021 at 7:30 PM", "2021-09-03T19:30"),
            ("3 Sept. 2021 10:32 GMT", "2021-09-03T10:32"),
            ("٣ يونيو ٢٠٢٢", "2022-06-03"),
            ("14:20 GMT 13.05.2019", "2019-05-13T14:20"),
        ] {
            assert_eq!(dates(text), [want], "{text}");
        }
        for text in ["31.02.2020", "في عام 2023", "3 قتلى", "1-2-3-2020", "May be 2020"] {
            assert!(dates(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn weekdays_and_distances() {
        assert_eq!(weekday("2024-06-19"), Some(3));
        assert_eq!(weekday("2000-01-01"), Some(6));
        assert_eq!(distance("2024-03-01", "2024-02-28"), Some(2));
    }
}
