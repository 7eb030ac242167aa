//! Quotes: letter for letter on the page, listed by what is asked, and shown with their renderings.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::path::{Path, PathBuf};

use common::{Place, Run};
use serde_json::Value;

/// Further pages to test, for whoever has some: a folder.
const PAGES: &str = "ISNAD_TEST_PAGES";

const DESK: &str = concat!(
    r#"{"id":"first","outlet":"Harbour Post","published":"2024-05-02","lang":"en","title":"Pier seven to close","text":"Pier seven will close in autumn.\nHarbour master Mara Finch told reporters at a news conference on Wednesday: \"We will close pier seven for 12 weeks and we will repair the old crane\".\nShe added that nobody would lose work."}"#,
    "\n",
    r#"{"id":"second","outlet":"Coast Daily","published":"2024-05-03","lang":"en","title":"Pier seven to close for weeks","text":"Pier seven of the harbour will close, its master has said.\nHarbour master Mara Finch told the Harbour Post: \"We will close pier seven for 12 weeks and repair the crane\"."}"#,
    "\n",
    r#"{"id":"third","outlet":"Island Herald","published":"2024-05-03","lang":"en","title":"Pier seven to close until winter","text":"Pier seven of the harbour will close.\nHarbour master Mara Finch said: \"We will close pier seven for 21 weeks and we will repair the old crane\"."}"#,
    "\n",
);

fn cut(text: &str, words: &Value) -> String {
    let at = |key: &str| usize::try_from(words[key].as_u64().unwrap()).unwrap();
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

#[test]
fn every_quote_stands_letter_for_letter_on_its_page() {
    let place = Place::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/pages");
    let more = std::env::var_os(PAGES).map(PathBuf::from);
    let folders = [Some(corpus), more].into_iter().flatten();
    let mut args: Vec<PathBuf> =
        ["read", "--json", "--no-desk", "--quiet"].iter().map(PathBuf::from).collect();
    args.extend(folders.filter(|f| f.is_dir()));
    let run = place.isnad(&args);
    let mut n_quotes = 0;
    for line in run.out.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let text = record["text"].as_str().unwrap();
        for quote in record["quotes"].as_array().unwrap() {
            let links = quote["links"].as_array().unwrap().iter().map(|l| &l["words"]);
            for words in links.chain([quote, &quote["speaker_words"]]).filter(|w| !w.is_null()) {
                assert_eq!(cut(text, words), words["text"].as_str().unwrap(), "{quote}");
            }
            assert!(!quote["text"].as_str().unwrap().is_empty(), "{quote}");
            n_quotes += 1;
        }
    }
    assert!(n_quotes > 30, "{n_quotes} quotes; {}", run.err);
}

fn desk() -> Place {
    let place = Place::new();
    let run = place.isnad_with(&["read", "--quiet", "-"], DESK);
    assert_eq!(run.status, 0, "{}", run.err);
    place
}

fn listed(place: &Place, args: &[&str]) -> Vec<Value> {
    let run = place.isnad(&[&["quotes", "--json"], args].concat());
    let json: Value = serde_json::from_str(&run.out).unwrap();
    json["quotes"].as_array().unwrap().clone()
}

fn sources(quotes: &[Value]) -> Vec<&str> {
    quotes.iter().map(|q| q["page"]["source"].as_str().unwrap()).collect()
}

#[test]
fn lists_quotes_by_what_is_asked() {
    let place = desk();
    for (args, want) in [
        (&["--speaker", "mara finch"][..], &["first", "first", "second", "third"][..]),
        (&["--outlet", "coast"], &["second"]),
        (&["--until", "2024-05-02"], &["first", "first"]),
        (&["--since", "2024-05-03"], &["second", "third"]),
        (&["old", "crane"], &["first", "third"]),
        (&["--speaker", "nobody"], &[]),
    ] {
        assert_eq!(sources(&listed(&place, args)), want, "{args:?}");
    }
    assert_eq!(place.isnad(&["quotes", "--speaker", "nobody"]).status, 1);
    assert_eq!(place.isnad(&["quotes", "--since", "May"]).status, 2);
    let limited = place.isnad(&["quotes", "--limit", "1"]);
    assert!(limited.out.contains("3 more: --limit 4"), "{}", limited.out);
}

#[test]
fn tells_to_whom_where_and_when_it_was_said() {
    let place = desk();
    let first = &listed(&place, &["--outlet", "harbour post", "12"])[0];
    for (key, want) in [
        ("addressee", "journalists"),
        ("venue", "news-conference"),
        ("date", "2024-05-01"),
        ("stance", "tell"),
    ] {
        assert_eq!(first[key], want, "{first}");
    }
    let added = &listed(&place, &["nobody"])[0];
    assert_eq!((&added["carried"], &added["path"][0]["inferred"]), (&true.into(), &true.into()));
}

fn shown(place: &Place, words: &str) -> (Run, Value) {
    let id = listed(place, &[words])[0]["id"].as_str().unwrap().to_owned();
    let json = place.isnad(&["quote", "--json", &id]);
    (place.isnad(&["quote", &id]), serde_json::from_str(&json.out).unwrap())
}

#[test]
fn shows_renderings_with_their_changes_and_keeps_conflicting_ones_apart() {
    let place = desk();
    let (text, json) = shown(&place, "12");
    let renderings: Vec<&str> = json["renderings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["page"]["source"].as_str().unwrap())
        .collect();
    assert_eq!(renderings, ["first", "second"], "{json}");
    assert_eq!(json["conflicting"][0]["page"]["source"], "third", "{json}");
    assert_eq!(json["conflicting"][0]["on"], "number");
    assert!(text.out.contains("weeks and [-we will-] repair the [-old-] crane"), "{}", text.out);
    assert!(text.out.contains("[-12-] {+21+}"), "{}", text.out);
    assert!(text.out.contains("Conflicting renderings"), "{}", text.out);
}

#[test]
fn output_fits_the_schemas() {
    let place = desk();
    let (_, quote) = shown(&place, "12");
    let quotes: Value = serde_json::from_str(&place.isnad(&["quotes", "--json"]).out).unwrap();
    for (name, json) in [("quote", quote), ("quotes", quotes)] {
        let schema = serde_json::from_str(&place.isnad(&["schema", name]).out).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator.iter_errors(&json).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn says_what_is_wrong_with_an_id() {
    let place = desk();
    for (id, status) in [("nonsense", 2), ("abc123.e1", 2), ("ffffff.q1", 1)] {
        let run = place.isnad(&["quote", id]);
        assert_eq!(run.status, status, "{id}: {}", run.err);
        assert!(run.err.contains("isnad quotes"), "{}", run.err);
    }
}
