//! Time expressions: dates, periods, lengths and repetitions, anchored to a day.
//!
//! The words come from a language pack as a [`TimeLexicon`]. An expression is read part by part into
//! what it says (day, month, "last", …), and that is resolved against the anchor. News habits
//! decide: a bare weekday or month is the nearest one, the past preferred.

mod calendar;
mod clock;
mod cursor;
mod facets;
mod length;
mod lexicon;
mod numeric;
mod range;
mod resolve;
mod scan;
mod words;

pub use calendar::{Feasts, HijriCalendar, Holiday};
pub use lexicon::{Count, Part, TimeLexicon, TimeWord, Unit};

use crate::{
    Span, Token,
    date::{Date, Moment},
    number::NumberMatch,
    phrase::cut_span,
};
use cursor::{Cursor, DEPTH};
use facets::Facets;
use resolve::{Frame, Resolved};
use scan::Atom;

/// What a time expression tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day, week, month, year, or a moment.
    Date,
    /// From one time to another.
    Period,
    /// A length.
    Duration,
    /// A repetition.
    Set,
}

impl TimeKind {
    /// The name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            TimeKind::Date => "date",
            TimeKind::Period => "period",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        }
    }
}

/// A time expression in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMatch {
    /// Index of its first token.
    pub first_token: usize,
    /// Index of its last token.
    pub last_token: usize,
    /// Its words, without a conjunction or preposition written on them.
    pub span: Span,
    /// What it tells.
    pub kind: TimeKind,
    /// ISO 8601 or TIMEX3 (`2023-09`, `P24Y`, `2000/2001`, `2024-06-19TMO`); `None` where it cannot
    /// be placed without an anchor.
    pub value: Option<String>,
    /// First day it covers, if it can be placed.
    pub first: Option<Date>,
    /// Last day it covers.
    pub last: Option<Date>,
    /// Whether it names a day that no calendar has ("31 February").
    pub impossible: bool,
    /// Days from the anchor and the weekday (Monday is 1) of a day told by both: "yesterday, Sunday"
    /// says on which weekday the text was written.
    pub weekday: Option<(i32, u8)>,
}

/// All time expressions of a text, in order, none within another. `numbers` are those of
/// [`crate::number::find`]; `anchor` is when the text was published.
pub fn find(
    tokens: &[Token],
    text: &str,
    numbers: &[NumberMatch],
    lex: &TimeLexicon,
    anchor: Option<Moment>,
) -> Vec<TimeMatch> {
    let mut by_token = vec![None; tokens.len()];
    for number in numbers {
        if let Some(slot) = by_token.get_mut(number.first_token) {
            *slot = Some(number);
        }
    }
    let words = lex.words.table(tokens);
    let cursor = Cursor { tokens, text, lex, words: &words, numbers: &by_token, depth: DEPTH };
    let frame = Frame { now: anchor, hijri: &lex.hijri, feasts: &lex.feasts, exact: false };
    let finder = Finder { cursor, frame };
    let (mut out, mut at): (Vec<TimeMatch>, usize) = (Vec::new(), 0);
    while at < tokens.len() {
        let found = if cursor.may_begin(at) { finder.expression(at) } else { None };
        match found {
            Some(found) => {
                at = found.last_token + 1;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

/// Finds expressions in one text.
#[derive(Clone, Copy)]
struct Finder<'a> {
    cursor: Cursor<'a>,
    frame: Frame<'a>,
}

impl Finder<'_> {
    /// The expression that begins at a token.
    fn expression(self, at: usize) -> Option<TimeMatch> {
        let read = self.cursor.read(at);
        let read = read.as_ref();
        let date = || self.date(at, read?);
        let amount =
            || self.cursor.minutes_and_hour(at).is_some() || self.cursor.some_of(at).is_some();
        let first = if read.is_some() && amount() { date() } else { None };
        first
            .or_else(|| self.range(at, read))
            .or_else(|| self.set(at))
            .or_else(|| self.by_length(at, read))
            .or_else(date)
    }

    /// A weekday counted from a date: "third Tuesday after Christmas".
    fn weekday_from(self, at: usize) -> Option<TimeMatch> {
        let cursor = self.cursor;
        let atom = cursor.atom(at, &Facets::default())?;
        let (weekday, nth) =
            (atom.facets.weekday?, atom.facets.nth.filter(|n| (1..10).contains(n))?);
        let (sign, from) = [(1, TimeWord::AfterDate), (-1, TimeWord::BeforeDate)]
            .into_iter()
            .find_map(|(sign, word)| Some((sign, cursor.after(atom.end, &word)?)))?;
        let date = cursor.read(cursor.skip_article(from)).filter(|d| !d.facets.now)?;
        let day = self.frame.resolve(&date.facets).filter(|r| r.first == r.last)?.first;
        let near = (1..=7).map(|n| day.plus_days(sign * n)).find(|d| d.weekday() == weekday)?;
        let found = near.plus_days(sign * 7 * (i64::from(nth) - 1));
        self.matched(at, date.end, atom.cut, TimeKind::Date, Some(Resolved::day(found)))
    }

    /// The time that was read at a token.
    fn date(self, at: usize, atom: &Atom) -> Option<TimeMatch> {
        let counted = atom.facets.weekday.is_some() && atom.facets.nth.is_some();
        if let Some(found) = counted.then(|| self.weekday_from(at)).flatten() {
            return Some(found);
        }
        // "Now" is an end of ranges, no date of its own.
        if atom.facets.now {
            return None;
        }
        let resolved = self.frame.resolve(&atom.facets);
        let period = resolved.as_ref().is_some_and(|r| r.iso.contains('/'));
        let kind = if period { TimeKind::Period } else { TimeKind::Date };
        let impossible = resolved.is_none() && atom.facets.is_impossible();
        let weekday = atom.facets.day_offset.zip(atom.facets.weekday);
        let found = self.matched(at, atom.end, atom.cut, kind, resolved)?;
        Some(TimeMatch { impossible, weekday, ..found })
    }

    /// What comes again: "every Tuesday", "كل يوم".
    fn set(self, at: usize) -> Option<TimeMatch> {
        let every = self.cursor.word(at, |w| *w == TimeWord::Every)?;
        let from = at + every.len;
        let days =
            self.cursor.unit(from).filter(|(u, _)| *u == Unit::Day).map(|(_, h)| from + h.len);
        let of_week = |w: &TimeWord| matches!(w, TimeWord::Weekday(_) | TimeWord::BareWeekday(_));
        let weekday = |at: usize| self.cursor.word(at, of_week).is_some();
        let from = days.filter(|at| weekday(*at)).unwrap_or(from);
        let (mut value, mut end) = if let Some(length) =
            self.cursor.length(from).filter(|l| !l.definite)
        {
            (length.iso(), length.end)
        } else {
            let hit =
                self.cursor.word(from, |w| of_week(w) || matches!(w, TimeWord::DayPart(_)))?;
            // "Every one" is no Sunday unless the word for day stands before it.
            let value = match hit.entry {
                TimeWord::BareWeekday(_) if days != Some(from) => return None,
                TimeWord::Weekday(day) | TimeWord::BareWeekday(day) => format!("XXXX-WXX-{day}"),
                TimeWord::DayPart(part) => format!("XXXX-XX-XXT{part}"),
                _ => return None,
            };
            (value, from + hit.len)
        };
        let clock = self.cursor.clock(self.cursor.skip_links(end), &Facets::default());
        if let Some((atom, second)) = clock.and_then(|a| Some((a.end, a.facets.clock?)))
            && (value.starts_with("XXXX-W") || value == "P1D")
        {
            if value == "P1D" {
                "XXXX-XX-XX".clone_into(&mut value);
            }
            let (hour, minute) = (second / 3600, second / 60 % 60);
            let clock =
                if minute == 0 { format!("T{hour:02}") } else { format!("T{hour:02}:{minute:02}") };
            value.push_str(&clock);
            end = atom;
        }
        let found = self.matched(at, end, every.cut, TimeKind::Set, None)?;
        Some(TimeMatch { value: Some(value), ..found })
    }

    fn matched(
        self,
        at: usize,
        end: usize,
        cut: usize,
        kind: TimeKind,
        resolved: Option<Resolved>,
    ) -> Option<TimeMatch> {
        let tokens = self.cursor.tokens;
        let last = tokens.get(end.checked_sub(1)?)?;
        let span = Span { end: last.span.end, ..cut_span(self.cursor.text, tokens.get(at)?, cut) };
        let (first, until) =
            (resolved.as_ref().map(|r| r.first), resolved.as_ref().map(|r| r.last));
        let value = resolved.map(|r| r.iso);
        Some(TimeMatch {
            first_token: at,
            last_token: end - 1,
            span,
            kind,
            value,
            first,
            last: until,
            impossible: false,
            weekday: None,
        })
    }
}
