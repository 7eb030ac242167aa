//! Reads one expression: its parts from left to right, as long as they say one time together.

mod numbers;
mod order;
mod words;

use super::{cursor::Cursor, facets::Facets, lexicon::TimeWord};

/// How many parts an expression has at most: words said over and over are not read to their end
/// from each of them.
const PARTS: usize = 16;

/// A part of an expression.
#[derive(Debug, Clone)]
pub(in crate::time) struct Atom {
    pub(in crate::time) facets: Facets,
    /// Token after its last.
    pub(in crate::time) end: usize,
    /// Bytes of clitics before it in the folded first token.
    pub(in crate::time) cut: usize,
}

impl Atom {
    pub(super) fn new(facets: Facets, end: usize) -> Atom {
        Atom { facets, end, cut: 0 }
    }
}

/// What two tokens of links allow to follow.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Gap {
    None,
    Words,
    Comma,
    Mark,
}

impl Cursor<'_> {
    /// The expression that begins at a token.
    pub(in crate::time) fn read(self, start: usize) -> Option<Atom> {
        self.read_doubtful(start).filter(|whole| {
            !whole.facets.is_lone() && (!whole.facets.careful || self.is_sure(start))
        })
    }

    /// The same, where what stands around it will tell whether a doubtful word is a time.
    pub(in crate::time) fn read_doubtful(self, start: usize) -> Option<Atom> {
        let mut whole = self.atom(start, &Facets::default())?;
        for _ in 1..PARTS {
            let Some(next) = self.next_atom(whole.end, &whole.facets) else { break };
            if !whole.facets.add(&next.facets) && !is_night_between(&whole.facets, &next.facets) {
                break;
            }
            whole.end = next.end;
        }
        // What began on a day without a year began on the last such day.
        let since = self.word(start.wrapping_sub(1), |w| *w == TimeWord::Since).is_some();
        if since
            && whole.facets.day.is_some()
            && whole.facets.month.is_some()
            && whole.facets.shift.is_none()
        {
            whole.facets.shift = Some(-1);
        }
        whole.facets.is_enough().then_some(whole)
    }

    /// Whether a word that may be no time is one here: after a preposition of time, or with a
    /// capital inside a sentence.
    fn is_sure(self, start: usize) -> bool {
        let upper =
            self.token(start).is_some_and(|t| t.span.of(self.text).starts_with(char::is_uppercase));
        self.led(start) || (upper && !self.begins(start))
    }

    fn next_atom(self, at: usize, so_far: &Facets) -> Option<Atom> {
        if let Some(atom) = self.atom(at, so_far).filter(|_| !self.joined(at)) {
            return Some(atom);
        }
        let from = self.skip_links(at);
        if from == at || self.joined(from) {
            return None;
        }
        let atom = self.atom(from, so_far)?;
        self.gap(at, from).allows(so_far, &atom.facets).then_some(atom)
    }

    pub(super) fn gap(self, from: usize, to: usize) -> Gap {
        let mut gap = Gap::None;
        for at in from..to {
            gap = match self.token(at).map(|t| t.norm.as_str()) {
                Some("," | "،") => Gap::Comma,
                Some("-" | "/" | "." | "–") if gap != Gap::Comma => Gap::Mark,
                _ if gap == Gap::None => Gap::Words,
                _ => gap,
            };
        }
        gap
    }

    /// The part of an expression at a token.
    pub(in crate::time) fn atom(self, at: usize, so_far: &Facets) -> Option<Atom> {
        if !self.is_timely(at) {
            return None;
        }
        if so_far.is_blank()
            && let Some(some) = self.some_of(at)
        {
            return Some(some);
        }
        self.numeric_date(at)
            .or_else(|| self.day_and_month(at, so_far))
            .or_else(|| self.clock(at, so_far))
            .or_else(|| self.by_number(at, so_far))
            .or_else(|| self.by_word(at, so_far))
    }
}

/// Whether the second of two days is that to which a night leads: "ليل الثلاثاء الأربعاء".
pub(in crate::time) fn is_night_between(night: &Facets, next: &Facets) -> bool {
    let following = night.weekday.map(|day| day % 7 + 1);
    let alone = Facets { weekday: following, ..Facets::default() };
    night.day_part == Some("NI") && following.is_some() && *next == alone
}

impl Gap {
    /// Whether what stands between two parts may stand there.
    fn allows(self, so_far: &Facets, next: &Facets) -> bool {
        let date = |f: &Facets| f.month.is_some() || f.day.is_some() || f.weekday.is_some();
        match self {
            Gap::None => true,
            Gap::Words => {
                next.weekday.is_none()
                    || so_far.day_part.is_some()
                    || so_far.clock.is_some()
                    || so_far.nth.is_some()
                    || !next.shifted.is_empty()
                    || !so_far.shifted.is_empty()
            }
            Gap::Comma => {
                let year = so_far.month.is_some() && next.year.is_some() && next.month.is_none();
                let day = so_far.weekday.is_some() && (next.day.is_some() || next.month.is_some());
                let clock =
                    next.clock.is_some() && date(so_far) || so_far.clock.is_some() && date(next);
                let part = next.day_part.is_some() && date(so_far)
                    || so_far.day_part.is_some() && next.weekday.is_some();
                let weekday = so_far.day.is_some()
                    && so_far.month.is_some()
                    && so_far.weekday.is_none()
                    && *next == Facets { weekday: next.weekday, ..Facets::default() };
                year || day || clock || part || weekday
            }
            Gap::Mark => {
                let day = so_far.day.is_some() && so_far.month.is_none() && next.month.is_some();
                let month = so_far.month.is_some()
                    && so_far.year.is_none()
                    && (next.year.is_some() || next.day.is_some() && so_far.day.is_none());
                let weekday =
                    so_far.weekday.is_some() && (next.month.is_some() || next.day.is_some());
                let clock = next.clock.is_some() && so_far.day.is_some();
                let part = |f: &Facets| f.quarter.is_some() || f.half.is_some();
                let quarter =
                    part(so_far) && next.year.is_some() || so_far.year.is_some() && part(next);
                is_night_between(so_far, next)
                    || quarter
                    || day
                    || month
                    || weekday
                    || clock
                    || so_far.part.is_some()
            }
        }
    }
}
