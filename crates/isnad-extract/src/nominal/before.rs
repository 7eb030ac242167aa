//! What stands before a noun phrase: preposition, conjunction, quantity.

use isnad_text::TokenKind;

use crate::{
    document::{Document, is_about},
    nominal::Nominal,
};

/// Notes the preposition or conjunction that stands before a phrase.
pub(super) fn add_preposition(doc: &Document<'_>, nominal: &mut Nominal) {
    let start = nominal.tokens.start;
    let mut at = start;
    // An opening quotation mark, an article word and "both" may stand between.
    while at > 0 && between(doc, at - 1) {
        at -= 1;
    }
    // "thousands of": a quantity of several words.
    while let Some(k) = (at.saturating_sub(4)..at).find(|k| {
        doc.functions[*k].is_some_and(|f| {
            f.end == at && (f.class == "det" || f.class == "city" && f.end > k + 1)
        })
    }) {
        at = k;
    }
    if at == 0 || nominal.prep.is_some() {
        return;
    }
    let from = at.saturating_sub(3);
    for k in from..at {
        if doc.functions[k].is_some_and(|f| f.end == at) {
            if let Some(key) = doc.key(k, "agent").or_else(|| doc.key(k, "prep")) {
                // "some of the men", "thousands of students": the quantity has the preposition.
                let counted = key == "of"
                    && k > 0
                    && (doc.class(k - 1) == "det" || doc.tokens[k - 1].kind == TokenKind::Number);
                if counted {
                    nominal.prep =
                        (k > 1).then(|| doc.key(k - 2, "prep").map(str::to_owned)).flatten();
                    return;
                }
                nominal.prep = Some(key.to_owned());
            } else if doc.key(k, "and").is_some() {
                nominal.joined = true;
            } else {
                continue;
            }
            return;
        }
    }
    nominal.joined |= doc.key(at - 1, "and").is_some();
}

/// Whether a token is a word for a number.
pub(crate) fn is_number_word(doc: &Document<'_>, i: usize) -> bool {
    let one = doc.tokens.get(i..=i).unwrap_or_default();
    !isnad_text::number::find(one, doc.text, &doc.lang.numbers).is_empty()
}

fn between(doc: &Document<'_>, i: usize) -> bool {
    let token = &doc.tokens[i];
    matches!(doc.class(i), "both" | "det")
        || token.kind == TokenKind::Number
        || is_about(&doc.tokens, i, doc.text, doc.lang)
        || is_number_word(doc, i)
        || token.kind == TokenKind::Mark && matches!(token.norm.as_str(), "\"" | "“" | "«" | "”")
        || doc.lang.settings.lists("article", &token.norm)
}
