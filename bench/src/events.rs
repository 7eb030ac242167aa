//! Events and whole records: from raw text on one core, by sentences and by bytes.

use std::fmt::Write;
use std::time::Duration;

use isnad_extract::{Document, event, extract, rules};
use isnad_pack::Pack;

use crate::input::Sample;
use crate::measure::{Group, Row, row};
use crate::ready::Ready;

/// Codes the events of a document; how many they are.
fn events(Ready { doc, nominals, dates }: &Ready<'_>) -> usize {
    let mut events = event::events(doc, nominals, dates);
    let found = rules::matches(doc, nominals, dates);
    rules::add_events(doc, nominals, dates, &found, &mut events);
    events.len()
}

/// Measures events and whole records on all samples; the tables.
pub(crate) fn run(samples: &[Sample], pack: &Pack, budget: Duration) -> String {
    let mut out = "# Throughput of events\n\n\
         Written by `cargo xtask bench events`; all figures are of one run on one core.\n\
         A second is one of the processor's; the median pass counts. MB are millions of bytes of UTF-8 \
         (an Arabic letter has two bytes).\n"
        .to_owned();
    for sample in samples {
        let of = |a| Document::new(a, pack).sentences.len();
        let sentences = sample.articles.iter().map(of).sum();
        out.push_str(&table(sample, sentences, &rows(sample, pack, budget)));
    }
    out
}

fn rows(sample: &Sample, pack: &Pack, budget: Duration) -> Vec<Row> {
    let articles = &sample.articles;
    let ready: Vec<Ready<'_>> = articles.iter().map(|a| Ready::new(a, pack)).collect();
    let measure = |name: &str, work: &mut dyn FnMut() -> usize| {
        row(name, Group::Other, sample.len(), budget, work)
    };
    vec![
        measure("raw text in, events out", &mut || {
            articles.iter().map(|a| events(&Ready::new(a, pack))).sum()
        }),
        measure("events alone, from noun phrases and dates", &mut || {
            ready.iter().map(events).sum()
        }),
        measure("raw text in, whole records out", &mut || {
            articles.iter().map(|a| extract(a, pack).events.len()).sum()
        }),
    ]
}

fn table(sample: &Sample, sentences: usize, rows: &[Row]) -> String {
    let mut out = format!(
        "\n## {}: {}, {} bytes, {sentences} sentences\n\n\
         | work | sentences per second | MB/s | events |\n|---|---:|---:|---:|\n",
        sample.lang.code(),
        sample.name,
        sample.len()
    );
    for Row { name, speed, found, .. } in rows {
        // Writing to a string cannot fail.
        let _ = match speed {
            Ok(speed) => {
                let each = speed * 1e6 * sentences as f64 / sample.len().max(1) as f64;
                writeln!(out, "| {name} | {each:.0} | {speed:.2} | {found} |")
            }
            Err(why) => writeln!(out, "| {name} | {why} | | {found} |"),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_page::Article;
    use isnad_text::Lang;

    #[test]
    fn sentences_are_counted_by_the_bytes_that_they_take() {
        let text = "x".repeat(2000);
        let articles = vec![Article::of_text(text, Lang::EN)];
        let sample = Sample { name: "x".into(), lang: Lang::EN, articles };
        let rows =
            [Row { name: "all".into(), group: Group::Other, own: true, speed: Ok(0.5), found: 3 }];
        let table = table(&sample, 10, &rows);
        assert!(table.contains("| all | 2500 | 0.50 | 3 |"), "{table}");
    }
}
