//! `isnad.record/1`: offsets, shape and schema.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use isnad_export::{
    Extras, entities_schema, ledger_schema, lineage_schema, page_schema, quote_schema,
    quotes_schema, record_json, record_schema, stories_json, stories_schema, timeline_schema,
    watch_schema, who_schema, why_schema,
};
use isnad_extract::{Event, Figure, NumberFact, Quote, QuoteKind, Record, Status, TokenFact};
use isnad_page::{Article, DateCandidate, DateRole, Found, Paragraph, ParagraphKind};
use isnad_story::{Lineage, Parent, Said, Story, Value as StoryValue};
use isnad_text::{Lang, Span};
use serde_json::Value;

const TEXT: &str = "أعلن الوزير: «نريد السلام».\nThe café sold 12 ships.";

fn article() -> Article {
    let line = TEXT.find('\n').unwrap();
    let paragraph =
        |start, end| Paragraph { span: Span::new(start, end), kind: ParagraphKind::Body };
    Article {
        text: TEXT.into(),
        paragraphs: vec![paragraph(0, line), paragraph(line + 1, TEXT.len())],
        title: Some(Found::new("عنوان", "hint")),
        outlet: None,
        byline: None,
        published: Some(Found::new("2024-06-19", "text:line 2")),
        updated: None,
        section: None,
        lang: Lang::AR,
        url: None,
        agencies: vec![],
        republished_from: vec![],
        captions: vec![],
        dates: vec![DateCandidate {
            value: "2024-06-19".into(),
            from: "text:line 2".into(),
            role: DateRole::Published,
        }],
        dropped: vec![],
        diagnostics: vec![],
    }
}

fn span(words: &str) -> Span {
    let at = TEXT.find(words).unwrap();
    Span::new(at, at + words.len())
}

fn record() -> Record {
    let quote = Quote {
        span: span("نريد السلام"),
        kind: QuoteKind::Direct,
        speaker: String::new(),
        speaker_span: Some(span("الوزير")),
        cue: Some(span("أعلن")),
        via: vec![],
        carried: false,
        stance: Some("state".into()),
        setting: isnad_extract::Setting::default(),
        rule: "quote-cue".into(),
    };
    let event = Event {
        span: span("The café sold 12 ships"),
        trigger: span("sold"),
        kind: "AID".into(),
        mode: None,
        contexts: vec![],
        actors: vec!["cafe".into()],
        recipients: vec![],
        status: Status::Happened,
        date: None,
        place: None,
        claimed_by: None,
        rule: "event-sell".into(),
    };
    let figure = |words, value| Figure {
        span: span(words),
        value,
        bound: "exact".into(),
        unit: "ships".into(),
        about: "sale".into(),
        key: None,
        claimed_by: None,
        rule: "figure".into(),
    };
    Record {
        quotes: vec![quote],
        events: vec![event],
        figures: vec![figure("12 ships", 12.0), figure("12", 0.5)],
        pack: "abc".into(),
        ..Record::default()
    }
}

fn extras() -> Extras {
    Extras {
        tokens: Some(vec![TokenFact {
            span: span("الوزير"),
            lemma: Some("وزير".into()),
            pos: None,
            clitics: vec![span("الوزير")],
        }]),
        sentences: None,
        numbers: Some(vec![NumberFact {
            span: span("12"),
            value: 12.0,
            kind: "cardinal".into(),
            unit: None,
        }]),
    }
}

fn printed() -> Value {
    let json = record_json("pages/a.txt", "00ff", &article(), &record(), &extras());
    assert!(!json.contains('\n'), "a record is one line");
    serde_json::from_str(&json).unwrap()
}

/// The words at a fact's offsets, counted in code points.
fn cut(fact: &Value) -> String {
    let at = |key: &str| fact[key].as_u64().unwrap() as usize;
    TEXT.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

#[test]
fn offsets_are_code_points() {
    let json = printed();
    for (list, index) in [("quotes", 0), ("events", 0), ("figures", 0), ("numbers", 0)] {
        let fact = &json[list][index];
        assert_eq!(cut(fact), fact["text"].as_str().unwrap(), "{list}");
    }
    assert_eq!(cut(&json["events"][0]["trigger"]), "sold");
    assert_eq!(cut(&json["tokens"][0]), "الوزير");
    assert_eq!(cut(&json["article"]["paragraphs"][1]), "The café sold 12 ships.");
}

fn json_from(found: Option<Found>) -> Value {
    found.map_or(Value::Null, |f| Value::String(f.from))
}

#[test]
fn says_what_the_format_asks_for() {
    let json = printed();
    assert_eq!(json["schema"], "isnad.record/1");
    assert_eq!(json["page"]["source"], "pages/a.txt");
    assert_eq!(json["article"]["published_from"], "text:line 2");
    assert_eq!(json["article"]["title_from"], json_from(article().title));
    assert_eq!(json["article"]["byline_from"], json_from(article().byline));
    assert_eq!(json["article"]["dates"][0]["role"], "published");
    assert_eq!(json["article"]["direction"], "rtl");
    assert_eq!(json["quotes"][0]["speaker"], Value::Null);
    assert_eq!(json["quotes"][0]["cue"], "أعلن");
    assert_eq!(json["figures"][0]["value"].to_string(), "12");
    assert_eq!(json["figures"][1]["value"].to_string(), "0.5");
    let key = isnad_export::page_key("pages/a.txt");
    assert_eq!(json["events"][0]["id"], format!("{key}.e1"));
    assert!(json.get("sentences").is_none(), "lists come only on request");
}

#[test]
fn spans_beyond_the_text_do_no_harm() {
    let mut record = record();
    record.events[0].span = Span::new(TEXT.len() + 5, TEXT.len() + 9);
    let json = record_json("a", "b", &article(), &record, &Extras::default());
    assert!(json.contains("\"events\""));
}

#[test]
fn output_fits_the_schemas() {
    let schema: Value = serde_json::from_str(&record_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&printed()).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut broken = printed();
    broken["events"][0]["status"] = "perhaps".into();
    assert!(!validator.is_valid(&broken), "the schema must be able to refuse");

    let schema: Value = serde_json::from_str(&stories_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let json: Value = serde_json::from_str(&stories_json(&[story()])).unwrap();
    let errors: Vec<String> = validator.iter_errors(&json).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(json["stories"][0]["lineage"][0]["parents"][0]["kind"], "common-origin");
}

fn story() -> Story {
    let parent = Parent { article: "a".into(), ..Parent::default() };
    let lineage = Lineage { article: "b".into(), parents: vec![parent], ..Lineage::default() };
    let value =
        StoryValue { value: "2".into(), articles: vec!["a".into()], ..StoryValue::default() };
    let claim = isnad_story::Claim { values: vec![value], ..isnad_story::Claim::default() };
    Story {
        articles: vec!["a".into(), "b".into()],
        lineage: vec![lineage],
        claims: vec![claim],
        same_quotes: vec![vec![Said::default()]],
        ..Story::default()
    }
}

#[test]
fn committed_schemas_are_up_to_date() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    for (name, schema) in [
        ("entities", entities_schema()),
        ("page", page_schema()),
        ("record", record_schema()),
        ("stories", stories_schema()),
        ("who", who_schema()),
        ("lineage", lineage_schema()),
        ("timeline", timeline_schema()),
        ("why", why_schema()),
        ("ledger", ledger_schema()),
        ("quote", quote_schema()),
        ("quotes", quotes_schema()),
        ("watch", watch_schema()),
    ] {
        let path = format!("{docs}/{name}.schema.json");
        let committed = read(&path);
        assert_eq!(
            committed, schema,
            "{path} is out of date; write it anew: cargo run -p isnad -- schema {name} >docs/{name}.schema.json"
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "a test reads what is committed")]
fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
