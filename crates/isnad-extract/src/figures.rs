//! Figures: numbers that count or measure something, with their bounds, units and keys.
//!
//! A number is a figure when something says what it counts: a unit, a currency, a percent sign, a
//! noun after it, or a verb such as "killed" beside it. Dates, ordinals, ages, and numbers that are
//! part of a name are none.

use isnad_pack::unit_words::{UnitKind, UnitWord};
use isnad_text::{
    Span, TokenKind,
    number::{NumberKind, NumberMatch},
    phrase::{Hit, cut_span},
    time::{TimeKind, TimeMatch, TimeWord},
};

use crate::{Figure, quantity::Quantities};

/// How far from a number the word may stand that tells what people are counted for.
const CUE_REACH: usize = 8;

/// How far before a number the word for a toll may stand that it reaches.
const TOLL_REACH: usize = 18;

/// How many tokens of its clause a figure shows before and behind it; bounds what is copied of text
/// without punctuation.
const CLAUSE_REACH: usize = 60;

/// The figures of a text, in order.
pub fn figures(quantities: &Quantities<'_>) -> Vec<Figure> {
    let mut out: Vec<Figure> =
        quantities.times.iter().filter_map(|t| duration(quantities, t)).collect();
    let mut end = 0;
    for number in &quantities.numbers {
        // Cents belong to the sum before them.
        let Some(counted) = counted(quantities, number).filter(|_| number.first_token >= end)
        else {
            continue;
        };
        end = counted.end;
        out.extend(figure(quantities, number, counted));
    }
    out.sort_by_key(|f| (f.span.start, f.span.end));
    out
}

/// A length of time as a figure.
fn duration(q: &Quantities<'_>, time: &TimeMatch) -> Option<Figure> {
    let value = time.value.as_deref().filter(|_| time.kind == TimeKind::Duration)?;
    if is_skipped(q, time.first_token) {
        return None;
    }
    let (amount, unit) = single_length(value)?;
    let number = (time.first_token..=time.last_token).any(|t| q.number_at(t).is_some());
    if amount < 2.0 && !number {
        return None;
    }
    let (bound, span) = q.bounded(time.first_token, time.last_token + 1, time.span);
    Some(Figure {
        span,
        value: amount,
        bound: bound.unwrap_or_else(|| "exact".to_owned()),
        unit: unit.to_owned(),
        about: clause(q, time.first_token, time.last_token),
        key: None,
        claimed_by: None,
        rule: "figure:duration".to_owned(),
    })
}

/// Amount and unit of `P24Y`, `PT2H`; nothing for a length of several units or none told.
fn single_length(value: &str) -> Option<(f64, &'static str)> {
    let rest = value.strip_prefix('P')?;
    let (rest, clock) = rest.strip_prefix('T').map_or((rest, false), |r| (r, true));
    let letter = rest.chars().next_back()?;
    let amount = rest.strip_suffix(letter)?.parse().ok()?;
    let unit = match (letter, clock) {
        ('Y', _) => "years",
        ('M', false) => "months",
        ('W', _) => "weeks",
        ('D', _) => "days",
        ('H', _) => "hours",
        ('M', true) => "minutes",
        ('S', _) => "seconds",
        _ => return None,
    };
    Some((amount, unit))
}

fn figure(q: &Quantities<'_>, number: &NumberMatch, counted: Counted) -> Option<Figure> {
    if number.kind == NumberKind::Ordinal
        || q.in_time(number.span)
        || is_name(q, number)
        || is_skipped(q, number.first_token)
    {
        return None;
    }
    let word = counted.word.as_ref();
    let plain = word.is_none_or(|w| w.kind == UnitKind::Count);
    let known = number.value <= 10.0
        && number
            .first_token
            .checked_sub(1)
            .is_some_and(|b| !q.lang.units.known.all(q.tokens, b).is_empty());
    let small = plain && ((number.value - 1.0).abs() < 1e-9 || number.kind == NumberKind::Fraction);
    let vague = number.kind == NumberKind::Vague;
    if plain && known
        || plain && (number.definite || small) && !number.digits
        || vague && number.value < 10.0
    {
        return None;
    }
    let (bound, span) = q.bounded(counted.first, counted.end, counted.span);
    let default = if vague { "more_than" } else { "exact" };
    let key = word.and_then(|w| w.key.clone()).or_else(|| counted.cue.clone());
    let about = key.clone().unwrap_or_else(|| clause(q, number.first_token, number.last_token));
    Some(Figure {
        span,
        value: counted.value,
        bound: bound.unwrap_or_else(|| default.to_owned()),
        unit: counted.unit,
        about,
        key,
        claimed_by: None,
        rule: format!("figure:{}", counted.rule),
    })
}

/// What a number counts.
pub(crate) struct Counted {
    pub(crate) unit: String,
    pub(crate) word: Option<UnitWord>,
    /// The number; of a sum with the cents that are said after it.
    pub(crate) value: f64,
    pub(crate) span: Span,
    pub(crate) first: usize,
    /// Index of the token after it.
    pub(crate) end: usize,
    cue: Option<String>,
    rule: &'static str,
}

/// What a number counts, if anything tells.
pub(crate) fn counted(q: &Quantities<'_>, number: &NumberMatch) -> Option<Counted> {
    let (first, end) = (number.first_token, number.last_token + 1);
    let whole = |word: Option<UnitWord>, unit: &str, rule| Counted {
        unit: unit.to_owned(),
        word,
        value: number.value,
        cue: None,
        span: number.span,
        first,
        end,
        rule,
    };
    if number.kind == NumberKind::Percentage {
        return Some(whole(None, "percent", "percent"));
    }
    if let Some((currency, from)) = currency_before(q, first) {
        let span = q.tokens.get(from)?.span.cover(number.span);
        let sum = whole(Some(currency.clone()), &currency.unit, "money");
        return Some(q.with_cents(Counted { span, first: from, ..sum }));
    }
    if let Some((hit, at)) = unit_after(q, end, number) {
        let last = at + hit.len;
        let span = number.span.cover(q.tokens.get(last - 1)?.span);
        let cue = cue(q, number).filter(|_| hit.entry.kind == UnitKind::Count);
        let counted = whole(Some(hit.entry.clone()), &hit.entry.unit, "unit");
        return Some(q.with_cents(Counted { span, end: last, cue, ..counted }));
    }
    if let Some(last) = noun_after(q, end) {
        let noun = q.tokens.get(last)?;
        let span = number.span.cover(noun.span);
        let from = q.tokens.get(end)?.span;
        let unit = from.cover(noun.span).of(q.text).to_owned();
        return Some(Counted {
            unit,
            span,
            end: last + 1,
            cue: cue(q, number),
            ..whole(None, "", "noun")
        });
    }
    if let Some(near) = cue(q, number).filter(|_| cue_beside(q, number)) {
        return Some(Counted { cue: Some(near), ..whole(None, "people", "cue") });
    }
    let key = toll(q, number)?;
    Some(Counted { cue: Some(key), ..whole(None, "people", "toll") })
}

/// What a bare number counts that a toll reaches: "the number of people killed … has risen to 22",
/// "بلغ عدد الجرحى 52".
fn toll(q: &Quantities<'_>, number: &NumberMatch) -> Option<String> {
    let bound = q.bound_before(number.first_token).map(|b| b.span.start);
    let first = bound.map_or(number.first_token, |start| {
        q.tokens.partition_point(|t| t.span.end <= start).min(number.first_token)
    });
    let ends = |at: &usize| {
        q.tokens
            .get(*at)
            .is_none_or(|t| matches!(t.norm.as_str(), "." | "\n" | "؟" | "!" | ";" | "؛" | ":"))
    };
    let head = (1..=TOLL_REACH)
        .map_while(|back| first.checked_sub(back).filter(|at| !ends(at)))
        .find(|at| q.lang.units.tolls.find(q.tokens, *at, |()| true).is_some())?;
    let reaches = |at: Option<usize>| {
        at.is_some_and(|at| q.lang.units.reach.find(q.tokens, at, |()| true).is_some())
    };
    let led = reaches(head.checked_sub(1)) && first <= head + CUE_REACH;
    if !led && !reaches(first.checked_sub(1)) {
        return None;
    }
    let counted = |at: usize| {
        let units = q.lang.units.units.all(q.tokens, at);
        units
            .into_iter()
            .find_map(|h| h.entry.key.clone().filter(|_| h.entry.kind == UnitKind::Count))
    };
    let cue = |at: usize| q.lang.units.cues.find(q.tokens, at, |_| true).map(|h| h.entry.clone());
    (head.saturating_sub(1)..first).find_map(|at| counted(at).or_else(|| cue(at)))
}

/// A currency sign or name right before a number.
fn currency_before<'q>(q: &'q Quantities<'_>, first: usize) -> Option<(&'q UnitWord, usize)> {
    (1..=2).rev().find_map(|back| {
        let from = first.checked_sub(back)?;
        let hits = q.lang.units.units.all(q.tokens, from);
        let hit = hits.into_iter().find(|h| h.len == back && h.entry.kind == UnitKind::Money)?;
        let word = q.tokens.get(first - 1)?;
        let sign = word.kind == TokenKind::Mark || q.touches(first);
        let code = is_code(word.span.of(q.text));
        let taken = (code || q.touches(from)) && q.number_ends(from);
        (hit.cut == 0 && (sign || code) && !taken).then_some((hit.entry, from))
    })
}

/// Whether letters are the code of a currency, or short for it ("Rs").
fn is_code(word: &str) -> bool {
    let short = word.len() <= 3 && word.starts_with(char::is_uppercase);
    short || word.chars().all(char::is_uppercase)
}

/// A known unit after a number: right there, after a preposition, or after adjectives where the
/// language puts them before the noun.
fn unit_after<'q>(
    q: &'q Quantities<'_>,
    end: usize,
    number: &NumberMatch,
) -> Option<(Hit<'q, UnitWord>, usize)> {
    let here =
        |at: usize| q.lang.units.units.all(q.tokens, at).into_iter().find(|h| !h.is_joined());
    if let Some(hit) = here(end) {
        return Some((hit, end));
    }
    if q.tokens.get(end).is_some_and(|t| t.is_mark("-")) && q.touches(end) && q.touches(end + 1) {
        return here(end + 1).map(|h| (h, end + 1));
    }
    if number.kind == NumberKind::Vague && is_stop(q, end) && q.is_word(end) {
        return here(end + 1).map(|h| (h, end + 1));
    }
    if q.lang.units.plural_endings.is_empty() {
        return None;
    }
    for at in end..end + 3 {
        if !q.is_word(at) || is_stop(q, at) {
            return None;
        }
        if let Some(hit) = here(at + 1) {
            return Some((hit, at + 1));
        }
    }
    None
}

/// The last token of an unknown noun that a number counts.
fn noun_after(q: &Quantities<'_>, end: usize) -> Option<usize> {
    let endings = &q.lang.units.plural_endings;
    let cue = |at: usize| q.lang.units.cues.find(q.tokens, at, |_| true).is_some();
    let number = |at: usize| q.number_at(at).is_some();
    let free = |at: usize| q.is_word(at) && !is_stop(q, at) && !cue(at) && !number(at);
    if q.bound_after(end).is_some() {
        return None;
    }
    let long = |at: usize| q.tokens.get(at).is_some_and(|t| t.norm.chars().count() > 2);
    if endings.is_empty() {
        return (free(end) && long(end)).then_some(end);
    }
    // Letters on the figures make a name of them: "5G phones".
    if q.touches(end) {
        return None;
    }
    let plural = |at: usize| {
        q.tokens.get(at).is_some_and(|t| endings.iter().any(|e| t.norm.ends_with(e.as_str())))
    };
    (end..end + 3).take_while(|at| free(*at)).find(|at| plural(*at) && long(*at))
}

fn is_stop(q: &Quantities<'_>, at: usize) -> bool {
    let Some(token) = q.tokens.get(at) else { return true };
    token.kind != TokenKind::Word
        || q.lang.units.stop.all(q.tokens, at).into_iter().next().is_some()
}

/// The key of the nearest cue that no other number parts from this one.
fn cue(q: &Quantities<'_>, number: &NumberMatch) -> Option<String> {
    let cue_at =
        |at: usize| q.lang.units.cues.find(q.tokens, at, |_| true).map(|h| h.entry.clone());
    let ends = |at: usize| {
        q.tokens.get(at).is_none_or(|t| {
            matches!(t.norm.as_str(), "." | "\n" | "؟" | "!" | ";" | "؛" | "," | "،")
        }) || q.number_over(at).is_some_and(|n| n.kind != NumberKind::Ordinal)
    };
    let before = (1..=CUE_REACH)
        .map_while(|d| number.first_token.checked_sub(d).filter(|at| !ends(*at)).map(|at| (d, at)))
        .find_map(|(d, at)| cue_at(at).map(|c| (d, c)));
    let and = |at: usize| q.lang.time.words.find(q.tokens, at, |w| *w == TimeWord::And).is_some();
    let joined =
        |at: usize| q.lang.units.cues.all(q.tokens, at).iter().any(Hit::is_joined) || and(at);
    let after = (1..=CUE_REACH)
        .map_while(|d| {
            Some(number.last_token + d).filter(|at| !ends(*at) && !joined(*at)).map(|at| (d, at))
        })
        .find_map(|(d, at)| cue_at(at).map(|c| (d, c)));
    match (before, after) {
        // "Two were killed and nine people wounded": what stands before "and" is of those before it.
        (Some(b), Some(a)) if b.0 == a.0 && number.first_token.checked_sub(1).is_some_and(and) => {
            Some(a.1)
        }
        (Some(b), Some(a)) => Some(if b.0 <= a.0 { b.1 } else { a.1 }),
        (one, other) => one.or(other).map(|c| c.1),
    }
}

/// Whether a cue stands right beside a number, so that it counts without a noun ("killed 12").
fn cue_beside(q: &Quantities<'_>, number: &NumberMatch) -> bool {
    let bound = q.bound_before(number.first_token).map(|b| b.span.start);
    let first = bound.map_or(number.first_token, |start| {
        q.tokens.partition_point(|t| t.span.end <= start).min(number.first_token)
    });
    let is_cue = |at: usize| q.lang.units.cues.find(q.tokens, at, |_| true).is_some();
    first.checked_sub(1).is_some_and(is_cue) || is_cue(number.last_token + 1)
}

/// Whether a number is part of a name: "F-16", "كوفيد-19", a score, a version.
fn is_name(q: &Quantities<'_>, number: &NumberMatch) -> bool {
    if !number.digits {
        return false;
    }
    let (first, end) = (number.first_token, number.last_token + 1);
    let mark = |at: usize| {
        q.tokens.get(at).is_some_and(|t| matches!(t.norm.as_str(), "-" | "/" | ":" | "#" | "_"))
    };
    let before = first
        .checked_sub(1)
        .is_some_and(|b| q.touches(first) && (mark(b) && q.touches(b) || q.is_word(b)));
    let number_after = q.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Number);
    let slash =
        q.tokens.get(end).is_some_and(|t| matches!(t.norm.as_str(), "/" | ":")) && q.touches(end);
    before || slash && number_after
}

/// Whether the word before says that a number is an age or a name.
pub(crate) fn is_skipped(q: &Quantities<'_>, first: usize) -> bool {
    (1..=3).any(|back| {
        let Some(from) = first.checked_sub(back) else { return false };
        q.lang.units.skip.all(q.tokens, from).iter().any(|h| h.len == back)
    })
}

/// The words of the clause around a stretch of tokens, or those next to it if there are very many.
fn clause(q: &Quantities<'_>, first: usize, last: usize) -> String {
    let ends = |at: &usize| {
        q.tokens.get(*at).is_none_or(|t| {
            matches!(t.norm.as_str(), "." | "\n" | "،" | "," | ":" | "؛" | ";" | "\"" | "؟" | "!")
        })
    };
    let from =
        (0..first).rev().take(CLAUSE_REACH).take_while(|at| !ends(at)).last().unwrap_or(first);
    let to = (last + 1..q.tokens.len())
        .take(CLAUSE_REACH)
        .take_while(|at| !ends(at))
        .last()
        .unwrap_or(last);
    let (Some(a), Some(b)) = (q.tokens.get(from), q.tokens.get(to)) else { return String::new() };
    cut_span(q.text, a, 0).cover(b.span).of(q.text).to_owned()
}
