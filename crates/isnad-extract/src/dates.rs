//! Time expressions of an article.

use isnad_page::Diagnostic;
use isnad_text::time::{TimeKind, TimeMatch};

use crate::{TimeExpression, figures::is_skipped, quantity::Quantities};

/// The time expressions of a text, in order; lengths of time with the words that bound them, ages
/// left out.
pub fn dates(quantities: &Quantities<'_>) -> Vec<TimeExpression> {
    let age =
        |t: &&TimeMatch| t.kind == TimeKind::Duration && is_skipped(quantities, t.first_token);
    let kept = quantities.times.iter().filter(|t| !age(t));
    kept.map(|t| expression(quantities, t)).collect()
}

fn expression(quantities: &Quantities<'_>, found: &TimeMatch) -> TimeExpression {
    let span = if found.kind == TimeKind::Duration {
        quantities.bounded(found.first_token, found.last_token + 1, found.span).1
    } else {
        found.span
    };
    let kind = found.kind.name().to_owned();
    TimeExpression { span, rule: format!("time:{kind}"), kind, value: found.value.clone() }
}

/// A diagnostic for each date that no calendar has; such dates have no value.
pub(crate) fn impossible(quantities: &Quantities<'_>) -> Vec<Diagnostic> {
    let none = quantities.times.iter().filter(|t| t.impossible);
    none.map(|t| Diagnostic {
        code: "impossible-date".to_owned(),
        message: format!(
            "no calendar has the day `{}`: it has no value",
            t.span.of(quantities.text)
        ),
        span: Some(t.span),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use isnad_pack::Pack;
    use isnad_text::{Lang, Moment, Span, tokenize};

    use super::*;

    #[test]
    fn says_which_dates_no_calendar_has() {
        let pack = Pack::builtin();
        let rows = [
            ("وقع الاتفاق في 31 نيسان 2019", Some("31 نيسان 2019")),
            ("وقع الاتفاق في 30 نيسان 2019", None),
            ("signed on February 29, 2023", Some("February 29, 2023")),
            ("signed on February 29, 2024", None),
            ("version 2.30.1 of 2023-06-31", Some("2023-06-31")),
        ];
        for (text, wrong) in rows {
            let tokens = tokenize(text, Span::new(0, text.len()));
            let lang = pack.lang(Lang::of_text(text));
            let all = Quantities::new(text, &tokens, lang, Moment::parse("2024-06-19"));
            let found = impossible(&all);
            let spans: Vec<&str> =
                found.iter().filter_map(|d| d.span).map(|s| s.of(text)).collect();
            assert_eq!(spans, Vec::from_iter(wrong), "{text}");
            let valued = dates(&all).iter().any(|d| d.value.is_some());
            assert_eq!(valued, wrong.is_none(), "{text}");
        }
    }
}
