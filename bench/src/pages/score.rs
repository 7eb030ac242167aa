//! How much of an article was found: the words of two texts as bags, compared page by page.

use std::collections::BTreeMap;

/// Mean over the pages of the F1 of words found against words expected; pages without an expected
/// body do not count. `None` if there are none.
pub(crate) fn mean_f1<'t>(pages: impl Iterator<Item = (&'t str, Option<&'t str>)>) -> Option<f64> {
    let scores: Vec<f64> = pages.filter_map(|(found, body)| Some(f1(found, body?))).collect();
    (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
}

fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (bag(found), bag(expected));
    let count = |bag: &BTreeMap<String, usize>| bag.values().sum::<usize>() as f64;
    let shared: usize =
        found.iter().map(|(word, n)| *n.min(expected.get(word).unwrap_or(&0))).sum();
    let all = count(&found) + count(&expected);
    if all == 0.0 { 0.0 } else { 2.0 * shared as f64 / all }
}

/// Words in lower case, without tatweel.
fn bag(text: &str) -> BTreeMap<String, usize> {
    let text = text.to_lowercase().replace('\u{640}', "");
    let mut out = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()) {
        *out.entry(word.to_owned()).or_insert(0) += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_as_bags() {
        assert_eq!(mean_f1([("b A a", Some("a, b. A!"))].into_iter()), Some(1.0));
        assert_eq!(mean_f1([("a x", Some("a b"))].into_iter()), Some(0.5));
        assert_eq!(mean_f1([("", Some("a")), ("a", Some("a"))].into_iter()), Some(0.5));
        assert_eq!(mean_f1([("a", None)].into_iter()), None);
    }
}
