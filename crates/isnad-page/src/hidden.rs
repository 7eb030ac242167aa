//! Remarks on characters of an article that may deceive its readers.

use isnad_text::hidden::{Deceit, Finding, deceptive};

use crate::Diagnostic;

/// One remark for each way in which the text may deceive, at the first place.
pub(crate) fn remarks(text: &str) -> Vec<Diagnostic> {
    let findings = deceptive(text);
    Deceit::ALL.into_iter().filter_map(|deceit| remark(text, deceit, &findings)).collect()
}

fn remark(text: &str, deceit: Deceit, findings: &[Finding]) -> Option<Diagnostic> {
    let mut all = findings.iter().filter(|f| f.deceit == deceit);
    let first = all.next()?;
    let mark = first.span.of(text).chars().next().map_or(0, u32::from);
    let what = match deceit {
        Deceit::Override => format!("U+{mark:04X} shows what is behind it in another order"),
        Deceit::Unclosed => {
            format!("U+{mark:04X} changes the order of its line and is never closed")
        }
        Deceit::OrderInsideWord => format!("U+{mark:04X} changes the order inside a word"),
        Deceit::HiddenInsideWord => format!("U+{mark:04X} is hidden inside a word"),
        Deceit::MixedScripts => {
            "a word mixes letters that look alike of several scripts".to_owned()
        }
    };
    let more = match all.count() {
        0 => String::new(),
        n => format!("; first of {} places", n + 1),
    };
    let code = deceit.code().to_owned();
    Some(Diagnostic { code, message: what + &more, span: Some(first.span) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_remark_for_each_way_with_its_count() {
        let text = "a\u{200B}b c\u{200B}d and \u{202E}12 dead\nsecond p\u{0430}ge";
        let got: Vec<(String, String)> =
            remarks(text).into_iter().map(|d| (d.code, d.message)).collect();
        let want = [
            ("bidi-override", "U+202E shows what is behind it in another order"),
            ("hidden-inside-word", "U+200B is hidden inside a word; first of 2 places"),
            ("mixed-scripts", "a word mixes letters that look alike of several scripts"),
        ];
        assert_eq!(got, want.map(|(c, m)| (c.to_owned(), m.to_owned())));
        assert!(remarks("قال \u{200F}«نعم»\u{200F} في 12 يونيو").is_empty());
    }
}
