//! The value of figures: which separators part thousands and which decimals.

use std::ops::Range;

use crate::fold;

/// Digits of a whole number that a value keeps exactly, whatever they are.
const EXACT_DIGITS: usize = 15;

/// The value of a folded number token, `None` if it is no single number (`20.06.2024`) or too great
/// to be told exactly.
///
/// Groups of exactly three digits after a comma are thousands, and after a full stop where the
/// language writes so (`stop_groups`); a zero before the mark, or two different marks, tell.
pub(super) fn value(folded: &str, stop_groups: bool) -> Option<f64> {
    if folded.len() <= EXACT_DIGITS && folded.bytes().all(|b| b.is_ascii_digit()) {
        return folded.parse().ok();
    }
    let last = folded.chars().next_back()?;
    let Some(part) = vulgar(last) else { return marked(folded, stop_groups) };
    match folded.strip_suffix(last)? {
        "" => Some(part),
        whole => Some(marked(whole, stop_groups)? + part),
    }
}

/// The value of digits and marks alone.
fn marked(folded: &str, stop_groups: bool) -> Option<f64> {
    if !folded.chars().all(|c| c.is_ascii_digit() || is_mark(c)) {
        return None;
    }
    let mut marks = folded.chars().filter(|c| is_mark(*c));
    let Some(first) = marks.next() else { return whole(folded) };
    let Some(last) = marks.next_back() else { return single(folded, first, stop_groups) };
    if first == last {
        return grouped(folded, first).then(|| plain(folded, None)).flatten();
    }
    let (groups, _) = folded.rsplit_once(last)?;
    let one_kind = marks.all(|m| m == first);
    (one_kind && grouped(groups, first)).then(|| plain(folded, Some(last))).flatten()
}

/// The numbers of figures that are no single number: what stands between their marks, with where in
/// the text each stands.
pub fn pieces(text: &str) -> Vec<(Range<usize>, f64)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '.')]).filter(|(_, c)| is_mark(*c)) {
        let piece = text.get(from..at).unwrap_or_default();
        out.extend(value(&fold(piece), false).map(|v| (from..at, v)));
        from = at + c.len_utf8();
    }
    out
}

fn single(folded: &str, mark: char, stop_groups: bool) -> Option<f64> {
    let groups = match mark {
        '٬' => true,
        '٫' => false,
        ',' => grouped(folded, mark),
        _ => stop_groups && grouped(folded, mark),
    };
    plain(folded, (!groups).then_some(mark))
}

/// Whether a mark parts groups of three digits, none of them led by a lone zero.
fn grouped(folded: &str, mark: char) -> bool {
    let mut groups = folded.split(mark);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|g| g.len() == 3)
}

/// The number with its marks dropped, but for the one before the decimals.
fn plain(folded: &str, decimal: Option<char>) -> Option<f64> {
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let Some((before, part)) = decimal.and_then(|d| folded.rsplit_once(d)) else {
        return whole(&digits(folded));
    };
    let before = digits(before);
    whole(&before)?;
    format!("{before}.{}", digits(part)).parse().ok()
}

/// A whole number, unless its value would be another one.
fn whole(digits: &str) -> Option<f64> {
    let value: f64 = digits.parse().ok()?;
    let shown = digits.trim_start_matches('0');
    let exact = shown.len() <= EXACT_DIGITS || shown.len() < 25 && format!("{value:.0}") == shown;
    exact.then_some(value)
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬')
}

/// The value of a fraction that is one character.
pub(super) fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_thousands_from_decimals() {
        for (text, stops, want) in [
            ("10.000", true, Some(10_000.0)),
            ("10.000", false, Some(10.0)),
            ("0.770", true, Some(0.77)),
            ("3.5", true, Some(3.5)),
            ("1,250,000.5", false, Some(1_250_000.5)),
            ("1.250.000,5", true, Some(1_250_000.5)),
            ("12,5", true, Some(12.5)),
            ("2٬300٫25", true, Some(2300.25)),
            ("2½", false, Some(2.5)),
            ("1,200½", false, Some(1200.5)),
            ("2½½", false, None),
            ("20.06.2024", true, None),
            ("192.168.1.2", false, None),
            ("9007199254740993", false, None),
            ("100000000000000000000", false, Some(1e20)),
            ("99999999999999999999999999999999", false, None),
        ] {
            assert_eq!(value(text, stops), want, "{text}");
        }
    }

    #[test]
    fn a_row_of_fractions_is_no_number_however_long() {
        assert_eq!(value(&"½".repeat(200_000), false), None);
        assert_eq!(pieces(&"¼".repeat(200_000)), []);
    }

    #[test]
    fn cuts_what_is_no_number_into_its_numbers() {
        assert_eq!(pieces("10.٠.7"), [(0..2, 10.0), (3..5, 0.0), (6..7, 7.0)]);
        assert_eq!(pieces("7"), [(0..1, 7.0)]);
    }
}
