//! Quotes of the passages in `quotes/*.tsv`: words, kind, speaker, cue and chain.

use isnad_extract::{Document, QuoteKind, extract, nominal::nominals, quote};
use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page};
use proptest::prelude::*;

const TABLES: [&str; 2] = [include_str!("quotes/ar.tsv"), include_str!("quotes/en.tsv")];

fn article(text: &str, pack: &Pack) -> Article {
    let hints = Hints { published: Some("2024-11-20".into()), ..Hints::default() };
    isnad_page::read(
        &Page { source: "test".into(), content: Content::Text(text.to_owned()), hints },
        pack,
    )
}

/// The quotes of a text, one a line as the tables write them.
fn found(text: &str, pack: &Pack) -> Vec<String> {
    let article = article(text, pack);
    let record = extract(&article, pack);
    let line = |q: &isnad_extract::Quote| {
        let kind = match q.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Partial => "partial",
            QuoteKind::Indirect => "indirect",
        };
        let via: Vec<&str> = q.via.iter().map(|l| l.who.as_str()).collect();
        let cue = q.cue.map_or("", |c| c.of(&article.text));
        [q.span.of(&article.text), kind, &q.speaker, cue, &via.join("|")].join("\t")
    };
    record.quotes.iter().map(line).collect()
}

#[test]
fn finds_what_the_tables_say() {
    let pack = Pack::builtin();
    let mut faults = Vec::new();
    for table in TABLES {
        let rows: Vec<(&str, &str)> =
            table.lines().skip(2).filter_map(|l| l.split_once('\t')).collect();
        for group in rows.chunk_by(|a, b| a.0 == b.0) {
            let wanted: Vec<&str> =
                group.iter().map(|r| r.1).filter(|w| !w.trim().is_empty()).collect();
            let got = found(group[0].0, &pack);
            if got != wanted {
                faults.push(format!("{}\n  wanted {wanted:#?}\n  found  {got:#?}", group[0].0));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn reports_a_mark_that_nobody_closes() {
    let pack = Pack::builtin();
    let text = "قال المدير: \"بدأنا العمل قبل عام. وما زال المصنع يعمل.\nوغادر الوفد المدينة.";
    let article = article(text, &pack);
    let record = extract(&article, &pack);
    assert!(
        record.diagnostics.iter().any(|d| d.code == "unclosed-quotation"),
        "{:?}",
        record.diagnostics
    );
    let said = record.quotes[0].span.of(&article.text);
    assert_eq!(said, "بدأنا العمل قبل عام. وما زال المصنع يعمل");
}

#[test]
fn loses_nothing_of_odd_quotations() {
    let pack = Pack::builtin();
    let long = format!("قال المدير: \"{}\". وانتهى اللقاء.", "بدأنا العمل قبل عام ".repeat(2500));
    let within = "قال الحارس: «سمعت جاري يقول: \"قالت أمي: 'اصبر' فصبرت\" ثم سكت».";
    let bidi = "قال المدير: \"بدأنا \u{202e}العمل\u{202c} قبل\u{200f} عام\" أمس.";
    let said_in = |text: &str| {
        let article = article(text, &pack);
        let quotes = extract(&article, &pack).quotes;
        quotes.iter().map(|q| q.span.of(&article.text).to_owned()).collect::<Vec<_>>()
    };
    let whole =
        ["سمعت جاري يقول: \"قالت أمي: 'اصبر' فصبرت\" ثم سكت", "قالت أمي: 'اصبر' فصبرت", "اصبر"];
    assert_eq!(said_in(within), whole);
    assert_eq!(said_in(bidi), ["بدأنا \u{202e}العمل\u{202c} قبل\u{200f} عام"]);
    assert_eq!(said_in(&long)[0].split(' ').count(), 10_000);
    for (text, words) in
        [(long.as_str(), "بدأنا العمل"), (within, "اصبر"), (bidi, "العمل\u{202c} قبل")]
    {
        let article = article(text, &pack);
        let doc = Document::new(&article, &pack);
        let quotes = quote::quotes(&doc, &nominals(&doc), &[]);
        let said: Vec<&str> = quotes.iter().map(|q| q.span.of(&article.text)).collect();
        assert!(said.iter().any(|s| s.contains(words)), "{said:?}");
        assert!(text.len() < 9_999 || said[0].split(' ').count() >= 9_999);
        assert!(said.iter().all(|s| article.text.contains(s)));
    }
}

#[test]
fn tells_the_circumstances_of_an_utterance() {
    let pack = Pack::builtin();
    for (text, [addressee, venue, date, source]) in [
        (
            "وقال الوزير للصحفيين في مؤتمر صحفي أمس: \"لن نبيع الميناء\".",
            ["journalists", "news-conference", "2024-11-19", "official"],
        ),
        ("وأوضح مصدر طبي في مقابلة أن الجرحى سبعة.", ["", "interview", "", "medical"]),
        (
            "A Western diplomat said in a statement on Monday that talks had ended.",
            ["", "statement", "2024-11-18", "diplomatic"],
        ),
        (
            "Two witnesses told reporters that the bus had burned.",
            ["journalists", "", "", "witness"],
        ),
    ] {
        let article = article(text, &pack);
        let record = extract(&article, &pack);
        let setting = &record.quotes[0].setting;
        let value = |c: &Option<isnad_extract::Circumstance>| {
            c.as_ref().map_or(String::new(), |c| c.value.clone())
        };
        let got = [
            value(&setting.addressee),
            value(&setting.venue),
            value(&setting.date),
            setting.source_type.clone().unwrap_or_default(),
        ];
        assert_eq!(got, [addressee, venue, date, source], "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Whatever the marks and cues are, spans stay in the text and nothing panics.
    #[test]
    fn never_leaves_the_text(parts in prop::collection::vec(prop::sample::select(vec![
        "قال", "وأضاف", "الوزير", "أن", "إن", "«", "»", "\"", "”", "“", "'", ":", "،", ".", "\n", "نقلا عن", "رويترز",
        "said", "he", "that", "the minister", ",", "according to", "told", "Reuters", "‘", "’", "?", "بحسب", "قوله", "ه",
    ]), 0..40)) {
        use std::sync::OnceLock;
        static PACK: OnceLock<Pack> = OnceLock::new();
        let pack = PACK.get_or_init(Pack::builtin);
        let article = article(&parts.join(" "), pack);
        for quote in extract(&article, pack).quotes {
            prop_assert!(article.text.get(quote.span.range()).is_some_and(|t| !t.is_empty()));
            prop_assert!(quote.cue.is_none_or(|c| article.text.get(c.range()).is_some()));
        }
    }
}
