//! Reported speech: what finding quotes costs on top of the layers below it.

use std::time::Duration;

use isnad_extract::{nominal, quote};
use isnad_pack::Pack;

use crate::input::Sample;
use crate::measure::{Group, Row, row};
use crate::ready::Ready;

/// What stands above the tables.
pub(crate) fn head() -> String {
    "# Throughput of quotes\n\n\
     Written by `cargo xtask bench quotes`; all figures are of one run on one core.\n\
     MB are millions of bytes of UTF-8 (an Arabic letter has two bytes); the median pass counts.\n"
        .to_owned()
}

/// Measures quotes alone, noun phrases alone, and the whole record.
pub(crate) fn rows(sample: &Sample, pack: &Pack, budget: Duration) -> Vec<Row> {
    let ready: Vec<Ready<'_>> = sample.articles.iter().map(|a| Ready::new(a, pack)).collect();
    let bytes = sample.len();
    let measure =
        |name: &str, work: &mut dyn FnMut() -> usize| row(name, Group::Other, bytes, budget, work);
    vec![
        measure("quotes, from text layer, noun phrases and dates", &mut || {
            ready.iter().map(|r| quote::quotes(&r.doc, &r.nominals, &r.dates).len()).sum()
        }),
        measure("noun phrases, from the text layer", &mut || {
            ready.iter().map(|r| nominal::nominals(&r.doc).len()).sum()
        }),
        measure("the whole record, text layer and all", &mut || {
            sample.articles.iter().map(|a| isnad_extract::extract(a, pack).quotes.len()).sum()
        }),
    ]
}
