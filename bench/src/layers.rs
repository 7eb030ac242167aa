//! The rows of isnad: each stage by itself, then what a reader of the whole layer pays.

use std::time::Duration;

use isnad_extract::{Document, document::sentences_of, quantity::Quantities};
use isnad_pack::{LangPack, Pack};
use isnad_text::{Moment, Token, number, time};

use crate::input::Sample;
use crate::measure::{Group, Row, row};

/// The day on which all samples count as published.
pub(crate) const PUBLISHED: &str = "2024-06-19";

/// Measures the stages of the text layer.
pub(crate) fn rows(sample: &Sample, pack: &Pack, budget: Duration) -> Vec<Row> {
    let lang = pack.lang(sample.lang);
    let anchor = Moment::parse(PUBLISHED);
    let bytes = sample.len();
    let measure = |name: &str, group: Group, work: &mut dyn FnMut() -> usize| {
        row(name, group, bytes, budget, work)
    };
    let ready: Vec<(&str, Vec<Token>)> = sample.texts().map(|t| (t, tokens(t, lang))).collect();
    let numbers: Vec<_> =
        ready.iter().map(|(text, t)| number::find(t, text, &lang.numbers)).collect();
    vec![
        measure("fold + tokens", Group::Other, &mut || {
            sample.texts().map(|t| tokens(t, lang).len()).sum()
        }),
        measure("fold + tokens + sentences", Group::Words, &mut || {
            sample.texts().map(|t| sentences_of(t, &tokens(t, lang), lang).len()).sum()
        }),
        measure(
            "the same + clitic analyses (readings, phrases, function words)",
            Group::Other,
            &mut || {
                sample
                    .articles
                    .iter()
                    .map(|a| Document::without_lists(a, pack).functions.len())
                    .sum()
            },
        ),
        measure("numbers alone, from tokens", Group::Other, &mut || {
            ready.iter().map(|(text, t)| number::find(t, text, &lang.numbers).len()).sum()
        }),
        measure("dates alone, from tokens and numbers", Group::Other, &mut || {
            let all = ready.iter().zip(&numbers);
            all.map(|((text, t), n)| time::find(t, text, n, &lang.time, anchor).len()).sum()
        }),
        measure("text to dates: tokens, numbers, dates", Group::Dates, &mut || {
            sample.texts().map(|t| dates(t, &tokens(t, lang), lang, anchor)).sum()
        }),
        measure("whole text layer", Group::Other, &mut || {
            let all = sample.articles.iter().map(|a| Document::without_lists(a, pack));
            all.map(|doc| dates(doc.text, &doc.tokens, lang, anchor)).sum()
        }),
    ]
}

fn tokens(text: &str, lang: &LangPack) -> Vec<Token> {
    lang.tokens(text)
}

fn dates(text: &str, tokens: &[Token], lang: &LangPack, anchor: Option<Moment>) -> usize {
    Quantities::new(text, tokens, lang, anchor).times.len()
}
