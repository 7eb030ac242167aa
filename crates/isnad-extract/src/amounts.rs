//! The plain list of numbers, with currencies and measures; and sums of money with their cents.

use isnad_pack::unit_words::UnitKind;
use isnad_text::{
    Span, TokenKind,
    number::{NumberKind, NumberMatch, WordClass, pieces},
    time::TimeWord,
};

use crate::{
    NumberFact,
    figures::{Counted, counted},
    quantity::Quantities,
};

/// How many tokens before a sum the word of a range may stand ("between $10 and 20").
const RANGE_REACH: usize = 3;

/// The bound of a number that is not told exactly.
const SOFT: &str = "about";

/// All numbers of a text, in order, with the words that say how exact they are.
pub fn numbers(q: &Quantities<'_>) -> Vec<NumberFact> {
    let mut out = Vec::new();
    let mut end = 0;
    for number in &q.numbers {
        addresses(q, end, number.first_token, &mut out);
        if number.first_token < end {
            continue;
        }
        let (fact, after) = number_fact(q, number);
        out.push(fact);
        end = after;
    }
    addresses(q, end, q.tokens.len(), &mut out);
    out
}

/// The fact of a number, and the token after it.
fn number_fact(q: &Quantities<'_>, number: &NumberMatch) -> (NumberFact, usize) {
    let measured =
        counted(q, number).filter(|c| unit_kind(c).is_some_and(|k| k != UnitKind::Count));
    let (mut first, mut end, mut span) = (number.first_token, number.last_token + 1, number.span);
    let mut fact =
        NumberFact { span, value: number.value, kind: number.kind.name().to_owned(), unit: None };
    if let Some(measured) = measured {
        let money = unit_kind(&measured) == Some(UnitKind::Money);
        if money {
            (first, end, span) = (measured.first, measured.end, measured.span);
        }
        if money {
            fact.kind = String::from("money");
        }
        fact.value = measured.value;
        fact.unit = Some(measured.unit);
    }
    // Words that only soften a number tell nothing of its size.
    let (bound, bounded) = q.bounded(first, end, span);
    fact.span = if bound.as_deref() == Some(SOFT) { span } else { bounded };
    (fact, end)
}

/// Figures that make no one number, such as an address of a network: each by itself.
fn addresses(q: &Quantities<'_>, from: usize, to: usize, out: &mut Vec<NumberFact>) {
    let tokens = q.tokens.get(from..to).unwrap_or_default();
    for token in tokens.iter().filter(|t| t.kind == TokenKind::Number) {
        let base = token.span.start as usize;
        out.extend(pieces(token.span.of(q.text)).into_iter().map(|(piece, value)| NumberFact {
            span: Span::new(base + piece.start, base + piece.end),
            value,
            kind: NumberKind::Cardinal.name().to_owned(),
            unit: None,
        }));
    }
}

fn unit_kind(counted: &Counted) -> Option<UnitKind> {
    counted.word.as_ref().map(|w| w.kind)
}

impl Quantities<'_> {
    /// A sum of money with the cents after it ("20 dollars and 43 cents", "$20 43").
    pub(crate) fn with_cents(&self, mut sum: Counted) -> Counted {
        let whole = unit_kind(&sum) == Some(UnitKind::Money) && sum.value.fract() == 0.0;
        let Some((cents, last)) = self.cents(sum.first, sum.end).filter(|_| whole) else {
            return sum;
        };
        sum.span = self.tokens.get(last).map_or(sum.span, |t| sum.span.cover(t.span));
        // Hundredths are added as whole numbers, so that nothing is left by rounding.
        sum.value = (sum.value * 1000.0 + (cents * 1000.0).round()) / 1000.0;
        sum.end = last + 1;
        sum
    }

    /// The part of a currency that is said after a sum, as a share, and the index of its last word.
    fn cents(&self, first: usize, end: usize) -> Option<(f64, usize)> {
        let and = self.lang.numbers.joints.find(self.tokens, end, |c| *c == WordClass::And);
        let at = end + and.as_ref().map_or(0, |h| h.len);
        let number = self.number_at(at)?;
        let whole = number.kind == NumberKind::Cardinal && number.value.fract() == 0.0;
        if !whole || !(1.0..1000.0).contains(&number.value) {
            return None;
        }
        let after = number.last_token + 1;
        if let Some(hit) = self.lang.units.minors.find(self.tokens, after, |_| true) {
            return Some((number.value * hit.entry, after + hit.len - 1));
        }
        let joined = and.is_some() || number.joined;
        let bare = (10.0..100.0).contains(&number.value)
            && (joined || number.digits)
            && self.is_clause_end(after)
            && !(joined && self.is_range(first));
        bare.then_some((number.value * 0.01, number.last_token))
    }

    fn is_clause_end(&self, at: usize) -> bool {
        let sign =
            |norm: &str| self.lang.units.units.all(self.tokens, at).is_empty() && norm != "%";
        self.tokens.get(at).is_none_or(|t| t.kind == TokenKind::Mark && sign(&t.norm))
    }

    /// Whether a word before a sum says that another follows.
    fn is_range(&self, first: usize) -> bool {
        let words = &self.lang.time.words;
        let range = |w: &TimeWord| matches!(w, TimeWord::Between | TimeWord::From);
        (first.saturating_sub(RANGE_REACH)..first)
            .any(|at| words.find(self.tokens, at, range).is_some())
    }
}
