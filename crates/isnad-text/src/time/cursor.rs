//! What stands at a token: words of the time lexicon, numbers, marks.

use super::lexicon::{Opening, TimeLexicon, TimeWord, Unit};
use crate::{
    Token, TokenKind,
    number::{NumberKind, NumberMatch},
    phrase::{Hit, HitTable},
};

/// Tokens with their numbers and words.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) text: &'a str,
    pub(super) lex: &'a TimeLexicon,
    /// The words of time that begin at each token.
    pub(super) words: &'a HitTable<'a, TimeWord>,
    /// For each token the number that begins there.
    pub(super) numbers: &'a [Option<&'a NumberMatch>],
    /// How many parts may still be read within one another.
    pub(super) depth: u8,
}

/// How many parts of an expression may be read within one another, as "last" in "day last Monday".
pub(super) const DEPTH: u8 = 4;

impl<'a> Cursor<'a> {
    /// Whether an expression could begin at a token: the one test that most tokens see.
    pub(super) fn may_begin(self, at: usize) -> bool {
        self.promises(at, DEPTH)
    }

    /// Reads on within a part; nothing where parts lie too deep, as in a word that is said over and
    /// over.
    pub(super) fn within(self) -> Option<Cursor<'a>> {
        Some(Cursor { depth: self.depth.checked_sub(1)?, ..self })
    }

    /// Whether a number or a word of time stands at a token, or after words that may lead to one.
    fn promises(self, at: usize, depth: u8) -> bool {
        let Some(token) = self.token(at).filter(|_| depth > 0) else { return false };
        token.kind == TokenKind::Number
            || self.number(at).is_some()
            || self.hits(at).iter().any(|h| match h.entry.opening() {
                Opening::Itself => true,
                Opening::WithNext => self.promises(at + h.len, depth - 1),
                // What stands between a leading word and the time.
                Opening::None => {
                    depth < DEPTH
                        && matches!(h.entry, TimeWord::Link | TimeWord::About)
                        && self.promises(at + h.len, depth - 1)
                }
            })
    }

    pub(super) fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    pub(super) fn number(self, at: usize) -> Option<&'a NumberMatch> {
        *self.numbers.get(at)?
    }

    /// Whether anything stands at a token of which a time is made.
    pub(super) fn is_timely(self, at: usize) -> bool {
        !self.hits(at).is_empty()
            || self.number(at).is_some()
            || self.token(at).is_some_and(|t| t.kind == TokenKind::Number)
    }

    pub(super) fn is_mark(self, at: usize, mark: &str) -> bool {
        self.token(at).is_some_and(|t| t.is_mark(mark))
    }

    /// Whether a token touches the one before it.
    pub(super) fn touches(self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.token(i));
        before.is_some_and(|b| self.token(at).is_some_and(|t| t.span.start == b.span.end))
    }

    pub(super) fn hits(self, at: usize) -> &'a [Hit<'a, TimeWord>] {
        self.words.at(at)
    }

    /// The longest phrase of a kind at a token.
    pub(super) fn word(
        self,
        at: usize,
        fits: impl Fn(&TimeWord) -> bool,
    ) -> Option<&'a Hit<'a, TimeWord>> {
        self.hits(at).iter().find(|h| fits(h.entry))
    }

    /// Where the longest phrase of a kind at a token ends.
    pub(super) fn after(self, at: usize, word: &TimeWord) -> Option<usize> {
        self.word(at, |w| w == word).map(|h| at + h.len)
    }

    /// Where links end that may stand at a token: prepositions, articles, marks.
    pub(super) fn skip_links(self, mut at: usize) -> usize {
        for _ in 0..3 {
            match self.word(at, |w| matches!(w, TimeWord::Link)).filter(|h| !h.is_joined()) {
                Some(hit) => at += hit.len,
                None => break,
            }
        }
        at
    }

    /// A unit at a token.
    pub(super) fn unit(self, at: usize) -> Option<(Unit, &'a Hit<'a, TimeWord>)> {
        let hit = self.word(at, |w| matches!(w, TimeWord::Unit(..)))?;
        let TimeWord::Unit(unit, _) = hit.entry else { return None };
        Some((*unit, hit))
    }

    /// Last, this or next after a token, with its end.
    pub(super) fn shift_after(self, at: usize) -> Option<(i32, usize)> {
        let hit = self.word(at, |w| matches!(w, TimeWord::Shift(_)))?;
        let TimeWord::Shift(shift) = hit.entry else { return None };
        Some((*shift, at + hit.len))
    }

    /// The month whose name begins at a token: number, calendar, whether doubtful, end. A second
    /// name of the same month after a stroke or in brackets belongs to it.
    pub(super) fn month(self, at: usize) -> Option<Month> {
        let mut month = self.month_word(at)?;
        let opening = self.is_mark(month.end, "/")
            || self.is_mark(month.end, "(")
            || self.is_mark(month.end, "-");
        if let Some(same) =
            self.month_word(month.end + 1).filter(|m| opening && m.number == month.number)
        {
            let closed = self.is_mark(month.end, "(") && self.is_mark(same.end, ")");
            month.end = same.end + usize::from(closed);
            (month.careful, month.lone) = (false, false);
        }
        Some(month)
    }

    fn month_word(self, at: usize) -> Option<Month> {
        let hit = self.hits(at).iter().find(|h| {
            matches!(
                h.entry,
                TimeWord::Month(_)
                    | TimeWord::CarefulMonth(_)
                    | TimeWord::ShortMonth(_)
                    | TimeWord::Hijri(_)
            )
        })?;
        let end = at + hit.len;
        let (number, hijri, careful) = match hit.entry {
            TimeWord::Month(n) => (*n, false, false),
            TimeWord::CarefulMonth(n) | TimeWord::ShortMonth(n) => (*n, false, true),
            TimeWord::Hijri(n) => (*n, true, true),
            _ => return None,
        };
        if self.in_name(at, end) {
            return None;
        }
        let lone = matches!(hit.entry, TimeWord::ShortMonth(_));
        Some(Month { number, hijri, careful, lone, end, cut: hit.cut, joined: hit.is_joined() })
    }

    /// Whether a hyphen joins words to a word of no time: "Mar-a-Lago".
    fn in_name(self, start: usize, end: usize) -> bool {
        let timely = |at: usize| {
            let word = |w: &TimeWord| matches!(w, TimeWord::Part(_) | TimeWord::To);
            self.number(at).is_some()
                || self.word(at, |w| w.opening() == Opening::Itself || word(w)).is_some()
        };
        let other =
            |at: usize| self.token(at).is_some_and(|t| t.kind == TokenKind::Word) && !timely(at);
        let after = self.is_mark(end, "-") && self.touches(end) && self.touches(end + 1);
        let before = start.checked_sub(2).filter(|_| {
            self.is_mark(start - 1, "-") && self.touches(start) && self.touches(start - 1)
        });
        after && other(end + 1) || before.is_some_and(other)
    }

    /// A number in figures without separators that could be a year.
    pub(super) fn year_figures(self, at: usize) -> Option<i32> {
        let number = self.number(at).filter(|n| n.digits && n.kind == NumberKind::Cardinal)?;
        let one = number.first_token == number.last_token;
        let four = self.token(at).is_some_and(|t| t.norm.len() == 4);
        (one && four && (1000.0..=2999.0).contains(&number.value)).then_some(number.value as i32)
    }

    /// Whether no noun that a number could count stands at a token.
    pub(super) fn no_noun(self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return true };
        match token.kind {
            TokenKind::Number => false,
            TokenKind::Mark => !matches!(token.norm.as_str(), "%" | "٪" | "$" | "€" | "£" | "°"),
            TokenKind::Word => {
                self.word(at, |w| {
                    matches!(
                        w,
                        TimeWord::NoNoun
                            | TimeWord::Link
                            | TimeWord::And
                            | TimeWord::To
                            | TimeWord::Lead
                            | TimeWord::Weekday(_)
                            | TimeWord::DayPart(_)
                            | TimeWord::Clock
                            | TimeWord::Zone
                            | TimeWord::CivilEra
                            | TimeWord::HijriEra
                            | TimeWord::Since
                            | TimeWord::AgoBefore
                            | TimeWord::InBefore
                            | TimeWord::Within
                            | TimeWord::AfterDate
                            | TimeWord::BeforeDate
                            | TimeWord::Starting
                    )
                })
                .is_some()
                    || self.starts_joined(at)
            }
        }
    }

    /// Whether a word begins with a conjunction written on a number.
    fn starts_joined(self, at: usize) -> bool {
        self.number(at).is_some_and(|n| n.joined)
    }

    /// Whether a conjunction is written on the word at a token: what follows is another time.
    pub(super) fn joined(self, at: usize) -> bool {
        self.number(at).is_some_and(|n| n.joined)
            || self.hits(at).first().is_some_and(Hit::is_joined)
    }

    /// Where what joins the two ends of a range stops; "and" joins them after "between".
    pub(super) fn connector(self, at: usize, between: bool) -> Option<usize> {
        let from = if self.is_mark(at, ",") { at + 1 } else { at };
        let and =
            |at: usize| self.after(at, &TimeWord::And).or_else(|| self.joined(at).then_some(at));
        let to = self.after(from, &TimeWord::To);
        to.or_else(|| between.then(|| and(at)).flatten())
    }

    /// Where an article or preposition before the end of a range stops.
    pub(super) fn skip_article(self, at: usize) -> usize {
        let link = self.word(at, |w| *w == TimeWord::Link).filter(|h| h.cut == 0);
        let word = self.token(at).is_some_and(|t| t.kind == TokenKind::Word);
        link.filter(|_| word).map_or(at, |h| at + h.len)
    }

    /// Whether the word before a token makes a time likely.
    pub(super) fn led(self, at: usize) -> bool {
        (1..=2).any(|back| {
            let Some(from) = at.checked_sub(back) else { return false };
            self.hits(from).iter().any(|h| h.len == back && is_lead(h.entry))
        })
    }

    /// Whether a token begins a line or a sentence.
    pub(super) fn begins(self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|i| self.token(i))
            .is_none_or(|t| t.kind == TokenKind::Mark && t.norm != ",")
    }
}

fn is_lead(word: &TimeWord) -> bool {
    matches!(
        word,
        TimeWord::Lead
            | TimeWord::Lasting
            | TimeWord::Since
            | TimeWord::Within
            | TimeWord::From
            | TimeWord::To
            | TimeWord::Between
            | TimeWord::AgoBefore
            | TimeWord::InBefore
            | TimeWord::ShiftBefore(..)
    )
}

/// The name of a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month {
    pub(super) number: u8,
    pub(super) hijri: bool,
    pub(super) careful: bool,
    pub(super) lone: bool,
    pub(super) end: usize,
    pub(super) cut: usize,
    pub(super) joined: bool,
}
