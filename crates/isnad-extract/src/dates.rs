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
