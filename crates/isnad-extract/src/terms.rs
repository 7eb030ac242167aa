//! Words of standing relations in a document, found once for agreements, ledger and attributes.

use std::ops::Range;

use isnad_pack::gazetteer::exact;

use crate::document::Document;

/// A listed word in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<'d> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its class (`agreement`, `obligation`, …).
    pub class: &'d str,
    /// Its key within the class.
    pub key: &'d str,
}

/// The terms of a document, in order; of those that begin at one token the longest.
pub fn terms<'d>(doc: &Document<'d>) -> Vec<Term<'d>> {
    let mut out = Vec::new();
    for i in 0..doc.tokens.len() {
        out.extend(term_at(doc, i));
    }
    out
}

fn term_at<'d>(doc: &Document<'d>, i: usize) -> Option<Term<'d>> {
    let norm = &doc.tokens[i].norm;
    let clitics = &doc.lang.clitics;
    let stems =
        clitics.name_stems(norm).chain(clitics.bare_stems(norm).map(|(b, s)| (b, s.into())));
    let hits =
        stems.filter_map(|(_, stem)| doc.lang.ledger.longest(&stem, &doc.tokens, i + 1, exact));
    let hit = hits.max_by_key(|h| h.end)?;
    let word = hit.values.first()?;
    Some(Term { tokens: i..hit.end, class: &word.class, key: &word.key })
}
