//! Facts that people rejected, or that two of them marked for another look: stories are told without
//! them. On their pages they stay, marked.

use std::collections::{BTreeMap, BTreeSet};

use isnad_export::{Layer, parse_fact_id, sha256_hex, spans};
use isnad_extract::Record;
use isnad_store::{Decided, StoredPage};
use isnad_text::Span;

/// The facts that were taken out of pages, by source.
#[derive(Debug, Default)]
pub(crate) struct Gone(BTreeMap<String, BTreeSet<(Layer, usize)>>);

impl Gone {
    /// The number that a fact has on its page as it was read.
    pub(crate) fn number(&self, source: &str, layer: Layer, index: usize) -> usize {
        let gone = self.0.get(source).into_iter().flatten().filter(|(l, _)| *l == layer);
        // They are in order: each that stood before moves it by one.
        gone.fold(index, |at, (_, gone)| if *gone <= at { at + 1 } else { at })
    }
}

/// Takes the rejected and the twice marked facts out of pages; which ones they are.
pub(crate) fn take_out(pages: &mut [StoredPage], decided: &Decided) -> Gone {
    let rejected = decided.rejected().map(|(id, words)| (id, Some(words)));
    let rejected: Vec<(&str, Layer, usize, Option<&str>)> = rejected
        .chain(decided.hidden().map(|id| (id, None)))
        .filter_map(|(id, words)| {
            let (key, layer, index) = parse_fact_id(id)?;
            Some((key, layer, index, words))
        })
        .collect();
    let mut all = Gone::default();
    if rejected.is_empty() {
        return all;
    }
    for page in pages {
        let hash = sha256_hex(page.source.as_bytes());
        let own = rejected.iter().filter(|(key, ..)| hash.starts_with(key));
        let gone: BTreeSet<(Layer, usize)> = own
            .filter_map(|(_, layer, index, words)| {
                let at = place(&page.record, &page.article.text, *layer, *index, *words)?;
                Some((*layer, at))
            })
            .collect();
        remove(&mut page.record, &gone);
        if !gone.is_empty() {
            all.0.insert(page.source.clone(), gone);
        }
    }
    all
}

/// Where a fact stands that had these words when it was rejected: at its number, or, if its page was
/// read anew since, wherever the same words are. Of a mark no words are kept.
fn place(
    record: &Record,
    text: &str,
    layer: Layer,
    index: usize,
    words: Option<&str>,
) -> Option<usize> {
    let all = spans(record, layer);
    let Some(words) = words else { return all.get(index).map(|_| index) };
    let has = |span: &Span| span.of(text) == words;
    if all.get(index).is_some_and(has) { Some(index) } else { all.iter().position(has) }
}

fn remove(record: &mut Record, gone: &BTreeSet<(Layer, usize)>) {
    fn without<T>(list: &mut Vec<T>, layer: Layer, gone: &BTreeSet<(Layer, usize)>) {
        let mut index = 0;
        list.retain(|_| {
            index += 1;
            !gone.contains(&(layer, index - 1))
        });
    }
    without(&mut record.mentions, Layer::Mention, gone);
    without(&mut record.quotes, Layer::Quote, gone);
    without(&mut record.events, Layer::Event, gone);
    without(&mut record.figures, Layer::Figure, gone);
    without(&mut record.dates, Layer::Date, gone);
    without(&mut record.ledger, Layer::Ledger, gone);
    without(&mut record.attributes, Layer::Attribute, gone);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_keep_the_numbers_of_their_page() {
        let gone = [(Layer::Event, 0), (Layer::Event, 2), (Layer::Quote, 1)].into();
        let gone = Gone([("a".to_owned(), gone)].into());
        let numbers = |source| [0, 1, 2].map(|index| gone.number(source, Layer::Event, index));
        assert_eq!(numbers("a"), [1, 3, 4]);
        assert_eq!(numbers("b"), [0, 1, 2]);
    }
}
