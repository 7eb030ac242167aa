//! Names of persons that no list holds, told by their form and by given names that lists hold.

use isnad_pack::gazetteer::exact;
use isnad_text::TokenKind;

use crate::{
    document::Document,
    nominal::{Nominal, demonym_at, name::name_at, role::role_at},
    tagger::{reading, speaks_for},
};

/// A name that no list holds, where its form shows it: two capitalised words or more.
pub(super) fn unknown_at(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    if speaks_for(doc, i) {
        return None;
    }
    if !doc.lang.is_cased() && !begins_with_given_name(doc, i) {
        return None;
    }
    let end = unknown_name(doc, i)?;
    if end < i + 2 || doc.sentence_of(i).start == i && doc.is_known(i) {
        return None;
    }
    let mut nominal = Nominal::new(i..end);
    nominal.unknown_name = Some(doc.span(&(i..end)));
    Some(nominal)
}

/// Whether a word is the first name of somebody known: then the next may be a family name even
/// where the language has no capitals to show it.
pub(crate) fn begins_with_given_name(doc: &Document<'_>, i: usize) -> bool {
    doc.tokens.get(i).is_some_and(|t| doc.lang.is_given_name(&t.norm))
}

/// The end of a run of words that may be a person's name: unknown words in Arabic, capitalised
/// ones in a language that has capitals; two to four words.
pub(crate) fn unknown_name(doc: &Document<'_>, i: usize) -> Option<usize> {
    let capitals = doc.lang.is_cased();
    // "لراديو …": a preposition written on a word of the language begins no name.
    if !capitals && reading(doc, i).1.is_some_and(|b| !b.prep.is_empty()) {
        return None;
    }
    let mut end = i;
    while end < doc.tokens.len() && end < i + 4 && doc.tokens[end].kind == TokenKind::Word {
        let fits = if capitals {
            doc.is_capital(end)
                && doc.class(end).is_empty()
                && demonym_at(doc, end).is_none()
                && !doc.tokens[end].norm.starts_with('\'')
        } else {
            looks_like_name(doc, end, end > i)
        };
        if !fits {
            break;
        }
        end += 1;
        // A family name with the article ends the name.
        if !capitals
            && end > i + 1
            && doc.tokens[end - 1].norm.starts_with(doc.lang.clitics.article())
        {
            break;
        }
    }
    (end >= i + 2).then_some(end)
}

/// Whether a preposition or conjunction is written before an article: no name begins so.
fn has_written_article(doc: &Document<'_>, norm: &str) -> bool {
    doc.lang
        .clitics
        .splits(norm)
        .filter_map(|s| s.before)
        .any(|b| b.article && b.form != doc.lang.clitics.article())
}

/// Whether an Arabic word may be part of a name: no word of the lexicon, no function word, no
/// adjective of a state.
fn looks_like_name(doc: &Document<'_>, i: usize, inner: bool) -> bool {
    let article = doc.lang.clitics.article();
    let norm = &doc.tokens[i].norm;
    doc.functions[i].is_none()
        && demonym_at(doc, i).is_none()
        && role_at(doc, i).is_none()
        && (inner || !norm.starts_with(article))
        && !has_written_article(doc, norm)
        && (doc.readings[i].is_empty() || !inner && doc.lang.is_given_name(norm))
        && name_at(doc, i).is_none()
        && doc.lang.glossary.longest(norm, &doc.tokens, i + 1, exact).is_none()
}
