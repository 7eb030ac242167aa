//! Programs that do the same work, on the same text: `icu_segmenter`, `duckling`, `dateparser`.

mod dateparser;

use std::time::{Duration, Instant};

use duckling::{Context, DimensionKind, Locale, Options, parse};
use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{SentenceSegmenter, WordSegmenter};

use crate::input::Sample;
use crate::layers::PUBLISHED;
use crate::measure::{Group, Row, row, speed};

/// The rows of isnad and behind them those of its peers.
pub(crate) fn with_peers(mut rows: Vec<Row>, sample: &Sample, budget: Duration) -> Vec<Row> {
    rows.push(icu_words(sample, budget));
    rows.push(icu_sentences(sample, budget));
    rows.push(duckling_times(sample, budget));
    rows.push(dateparser::row(sample, budget));
    rows
}

/// Word boundaries; parts without a letter or digit are not counted as found.
fn icu_words(sample: &Sample, budget: Duration) -> Row {
    let segmenter =
        WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let words = |text| {
        segmenter.segment_str(text).iter_with_word_type().filter(|(_, t)| t.is_word_like()).count()
    };
    let work = || sample.texts().map(words).sum();
    Row {
        own: false,
        ..row("`icu_segmenter` 2.4: words", Group::Words, sample.len(), budget, work)
    }
}

/// Sentence boundaries.
fn icu_sentences(sample: &Sample, budget: Duration) -> Row {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    // The first boundary is the beginning.
    let ends = |text| segmenter.segment_str(text).skip(1).count();
    let work = || sample.texts().map(ends).sum();
    let name = "`icu_segmenter` 2.4: sentences";
    Row { own: false, ..row(name, Group::Words, sample.len(), budget, work) }
}

/// Time expressions by the Rust port of Duckling.
fn duckling_times(sample: &Sample, budget: Duration) -> Row {
    let name = "`duckling` 0.4 (Rust): times, line by line";
    let lang = match sample.lang.code() {
        "ar" => duckling::Lang::AR,
        "en" => duckling::Lang::EN,
        _ => return none(name, "it lacks the language"),
    };
    let locale = Locale::new(lang, None);
    let context = Context::new(anchor(), locale);
    let options = Options::default();
    let find = |line: &str| parse(line, &locale, &[DimensionKind::Time], &context, &options).len();
    // The rules are compiled on first use; that is not measured.
    find("1");
    slow_row(name, sample, budget, find)
}

/// A row without a figure.
fn none(name: &str, why: &str) -> Row {
    let speed = Err(format!("not measured: {why}"));
    Row { name: name.to_owned(), group: Group::Dates, own: false, speed, found: 0 }
}

fn anchor() -> chrono::DateTime<chrono::FixedOffset> {
    let moment = format!("{PUBLISHED}T12:00:00+00:00");
    chrono::DateTime::parse_from_rfc3339(&moment).unwrap_or_default()
}

/// A row of a program that may need minutes: it stops after the line at which five times the
/// budget is spent, and the bytes read until then count.
fn slow_row(
    name: &str,
    sample: &Sample,
    budget: Duration,
    mut find: impl FnMut(&str) -> usize,
) -> Row {
    let started = Instant::now();
    let (mut bytes, mut found) = (0, 0);
    for line in sample.texts().flat_map(|t| t.split('\n')) {
        found += find(line);
        bytes += line.len() + 1;
        if started.elapsed() > budget * 5 {
            break;
        }
    }
    let speed = Ok(speed(bytes, started.elapsed().as_secs_f64()));
    let name = part_of(name, bytes, sample);
    Row { name, group: Group::Dates, own: false, speed, found }
}

/// The name of a row, with the bytes that were read where they are not all.
fn part_of(name: &str, bytes: usize, sample: &Sample) -> String {
    if bytes < sample.len() { format!("{name} (first {bytes} bytes)") } else { name.to_owned() }
}
