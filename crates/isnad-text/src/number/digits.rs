//! The value of figures: which separators part thousands and which decimals.

/// The value of a folded number token, `None` if it is no single number (`20.06.2024`).
///
/// Groups of exactly three digits after a comma are thousands, and after a full stop where the
/// language writes so (`stop_groups`); a zero before the mark, or two different marks, tell.
pub(super) fn value(folded: &str, stop_groups: bool) -> Option<f64> {
    if let Some(whole) = folded.strip_suffix(['½', '¼', '¾']) {
        let part = folded.chars().next_back().and_then(vulgar)?;
        return if whole.is_empty() { Some(part) } else { Some(value(whole, stop_groups)? + part) };
    }
    if !folded.chars().all(|c| c.is_ascii_digit() || is_mark(c)) {
        return None;
    }
    let marks: Vec<char> = folded.chars().filter(|c| is_mark(*c)).collect();
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        return folded.parse().ok();
    };
    if marks.len() == 1 {
        return single(folded, *first, stop_groups);
    }
    if first == last {
        return grouped(folded, *first).then(|| plain(folded, None)).flatten();
    }
    let (whole, _) = folded.rsplit_once(*last)?;
    let one_kind = marks.iter().rev().skip(1).all(|m| m == first);
    (one_kind && grouped(whole, *first)).then(|| plain(folded, Some(*last))).flatten()
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
    let Some((whole, part)) = decimal.and_then(|d| folded.rsplit_once(d)) else {
        return digits(folded).parse().ok();
    };
    format!("{}.{}", digits(whole), digits(part)).parse().ok()
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬')
}

fn vulgar(c: char) -> Option<f64> {
    match c {
        '½' => Some(0.5),
        '¼' => Some(0.25),
        '¾' => Some(0.75),
        _ => None,
    }
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
            ("20.06.2024", true, None),
            ("192.168.1.2", false, None),
        ] {
            assert_eq!(value(text, stops), want, "{text}");
        }
    }
}
