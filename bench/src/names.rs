//! The rows of names: lookups in the lists, noun phrases, the tagger, mentions; and what the packs
//! cost before the first page.

use std::fmt::Write;
use std::time::{Duration, Instant};

use isnad_extract::{Document, Mention, nominal};
use isnad_pack::{Pack, gazetteer::exact};

use crate::input::Sample;
use crate::measure::{Group, Row, row};
use crate::table;

/// How often the pack is made to measure its time.
const STARTS: usize = 5;

/// Measures names on all samples; the tables.
pub(crate) fn run(samples: &[Sample], pack: &Pack, budget: Duration) -> String {
    let mut out = table::head("names", "the layer of names");
    let mut seconds: Vec<f64> = (0..STARTS).map(|_| start()).collect();
    seconds.sort_by(f64::total_cmp);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "The pack is ready {:.2} s after the start, on as many cores as it has languages.",
        seconds[STARTS / 2]
    );
    for sample in samples {
        out.push_str(&table::table(sample, &rows(sample, pack, budget)));
    }
    out
}

/// Seconds that it takes to make the pack.
fn start() -> f64 {
    let before = Instant::now();
    let pack = Pack::builtin();
    let seconds = before.elapsed().as_secs_f64();
    // To give it back is no part of the start.
    drop(pack);
    seconds
}

fn rows(sample: &Sample, pack: &Pack, budget: Duration) -> Vec<Row> {
    let docs: Vec<Document<'_>> = sample.articles.iter().map(|a| Document::new(a, pack)).collect();
    let measure = |name: &str, work: &mut dyn FnMut() -> usize| {
        row(name, Group::Other, sample.len(), budget, work)
    };
    vec![
        measure("names of the lists, from tokens", &mut || docs.iter().map(lookups).sum()),
        measure("noun phrases: names, titles, adjectives of states", &mut || {
            let nominals = |doc: &Document<'_>| nominal::nominals(looked_up(doc)).len();
            docs.iter().map(nominals).sum()
        }),
        measure("mentions: the same, tagger, other spellings, reference", &mut || {
            docs.iter().map(|doc| mentions(looked_up(doc)).len()).sum()
        }),
    ]
}

/// Names of the lists that begin at any token of a document, whatever is written before them.
fn lookups(doc: &Document<'_>) -> usize {
    let names = &doc.lang.names;
    let begins = |(i, token): (usize, &isnad_text::Token)| {
        let stems = doc.lang.clitics.name_stems(&token.norm);
        stems.filter(|(_, stem)| names.longest(stem, &doc.tokens, i + 1, exact).is_some()).count()
    };
    doc.tokens.iter().enumerate().map(begins).sum()
}

/// A document for which is looked up once more what the lists hold, as it is for every new one.
fn looked_up<'d, 'a>(doc: &'d Document<'a>) -> &'d Document<'a> {
    std::hint::black_box(nominal::Listed::of(doc));
    doc
}

fn mentions(doc: &Document<'_>) -> Vec<Mention> {
    let (nominals, tagged) = isnad_extract::phrases(doc);
    isnad_extract::mention::mentions(doc, &nominals, &[], &tagged).1
}
