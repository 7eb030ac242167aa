//! `isnad ledger`, `lineage`, `timeline` and `why` over a desk of a few pages.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Place;
use serde_json::Value;

const PAGES: &str = r#"{"id":"a","lang":"en","published":"2031-05-20","outlet":"The Wire","text":"Norway and Chile signed a defence treaty in Oslo on May 19, 2031.\nThe treaty between Norway and Chile provides for mutual defence if either country is attacked.\nCuba has been under US sanctions since 1962."}
{"id":"b","lang":"en","published":"2031-05-21","outlet":"The Post","text":"Norway and Chile signed a defence treaty in Oslo on May 19, 2031.\nThe treaty between Norway and Chile provides for mutual defence if either country is attacked.\nThe foreign minister said nothing about the price of fish."}
"#;

fn desk() -> Place {
    let place = Place::new();
    place.file("pages.jsonl", PAGES);
    let run = place.isnad(&["read", "--quiet", "pages.jsonl"]);
    assert_eq!(run.status, 0, "{}", run.err);
    place
}

fn json(place: &Place, args: &[&str]) -> Value {
    let run = place.isnad(args);
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{args:?}: {} {}", run.out, run.err))
}

#[test]
fn the_ledger_says_who_must_assist_and_when() {
    let place = desk();
    let answer =
        json(&place, &["ledger", "--if-attacked", "Chile", "--on", "2031-06-01", "--json"]);
    let duty = &answer["duties"][0];
    assert_eq!(
        (duty["who"].as_str(), duty["duty"].as_str()),
        (Some("NOR"), Some("mutual_defence"))
    );
    assert!(duty["words"][0]["text"].as_str().unwrap().contains("mutual defence"));
    let before = place.isnad(&["ledger", "--if-attacked", "CHL", "--on", "2020-06-01"]);
    assert_eq!(before.status, 1, "{}", before.out);
    assert!(before.out.contains("nobody must assist CHL"), "{}", before.out);
}

#[test]
fn sanctions_are_found_by_whom_they_hit() {
    let place = desk();
    let answer = json(&place, &["ledger", "--sanctions-on", "CUB", "--json"]);
    let sanction = &answer["relations"][0];
    assert_eq!(sanction["parties"], serde_json::json!(["USA", "CUB"]));
    assert_eq!(sanction["from"].as_str(), Some("1962"));
    assert_eq!(place.isnad(&["ledger", "--sanctions-on", "USA"]).status, 1);
    assert_eq!(place.isnad(&["ledger", "Atlantis"]).status, 2);
}

#[test]
fn a_copy_stands_below_its_parent_with_the_passage() {
    let place = desk();
    let story =
        json(&place, &["stories", "--json"])["stories"][0]["id"].as_str().unwrap().to_owned();
    let answer = json(&place, &["lineage", &story, "--json"]);
    let copy = &answer["pages"][1];
    assert_eq!(
        (copy["article"].as_str(), copy["parents"][0]["article"].as_str()),
        (Some("b"), Some("a"))
    );
    let passage = copy["parents"][0]["passages"][0]["child"].as_str().unwrap();
    assert!(passage.contains("Norway and Chile signed"), "{passage}");
    let tree = place.isnad(&["lineage", &story]).out;
    assert!(tree.find('a') < tree.find("    b"), "{tree}");
    let moments = json(&place, &["timeline", &story, "--json"]);
    assert_eq!(moments["moments"][0]["date"].as_str(), Some("2031-05-19"));
    let why = json(&place, &["why", "a", "b", "--json"]);
    assert!(why["same_story"].as_bool().unwrap() && !why["shared"].as_array().unwrap().is_empty());
}
