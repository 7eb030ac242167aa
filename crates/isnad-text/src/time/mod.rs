//! Time expressions: dates, periods, lengths and repetitions, anchored to a day.
//!
//! The words come from a language pack as a [`TimeLexicon`]. An expression is read part by part into
//! what it says (day, month, "last", …), and that is resolved against the anchor. News habits
//! decide: a bare weekday or month is the nearest one, the past preferred.

mod cursor;
mod duration;
mod facets;
mod length_context;
mod lexicon;
mod numeric;
mod range;
mod resolve;
mod scan;

pub use lexicon::{Count, HijriCalendar, Holiday, Part, TimeLexicon, TimeWord, Unit};

use crate::{
    Span, Token,
    date::{Date, Moment},
    number::NumberMatch,
    phrase::cut_span,
};
use cursor::Cursor;
use resolve::{Frame, Resolved};

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
            *slot = Some(number.clone());
        }
    }
    let cursor = Cursor { tokens, text, lex, numbers: &by_token };
    let finder = Finder { cursor, frame: Frame { now: anchor, hijri: &lex.hijri } };
    let (mut out, mut at): (Vec<TimeMatch>, usize) = (Vec::new(), 0);
    while at < tokens.len() {
        match finder.expression(at) {
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
        self.range(at)
            .or_else(|| self.set(at))
            .or_else(|| self.by_length(at))
            .or_else(|| self.date(at))
    }

    fn date(self, at: usize) -> Option<TimeMatch> {
        // "Now" is an end of ranges, no date of its own.
        let atom = self.cursor.read(at).filter(|a| !a.facets.now)?;
        let resolved = self.frame.resolve(&atom.facets);
        let period = resolved.as_ref().is_some_and(|r| r.iso.contains('/'));
        let kind = if period { TimeKind::Period } else { TimeKind::Date };
        self.matched(at, atom.end, atom.cut, kind, resolved)
    }

    /// What comes again: "every Tuesday", "كل يوم".
    fn set(self, at: usize) -> Option<TimeMatch> {
        let every = self.cursor.word(at, |w| *w == TimeWord::Every)?;
        let from = at + every.len;
        let days =
            self.cursor.unit(from).filter(|(u, _)| *u == Unit::Day).map(|(_, h)| from + h.len);
        let weekday =
            |at: usize| self.cursor.word(at, |w| matches!(w, TimeWord::Weekday(_))).is_some();
        let from = days.filter(|at| weekday(*at)).unwrap_or(from);
        let (value, end) = if let Some(length) = self.cursor.length(from).filter(|l| !l.definite) {
            (length.iso(), length.end)
        } else {
            let hit = self
                .cursor
                .word(from, |w| matches!(w, TimeWord::Weekday(_) | TimeWord::DayPart(_)))?;
            let value = match hit.entry {
                TimeWord::Weekday(day) => format!("XXXX-WXX-{day}"),
                TimeWord::DayPart(part) => format!("XXXX-XX-XXT{part}"),
                _ => return None,
            };
            (value, from + hit.len)
        };
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
        })
    }
}
