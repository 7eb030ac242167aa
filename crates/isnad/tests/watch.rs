//! `isnad watch` over a desk to which pages are added.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Place;
use serde_json::Value;

const FIRST: &str = r#"{"id":"wire","lang":"en","published":"2031-05-20T08:00","outlet":"The Wire","title":"Ferry sinks off Margosh","text":"A ferry sank off the island of Margosh late on Monday after its engine room caught fire, killing 14 people, the coast guard said on Tuesday.\nThe coast guard commander said that 61 passengers had been taken off the ferry by fishing boats before it went down."}
"#;
const OWN: &str = r#"{"id":"post","lang":"en","published":"2031-05-20T15:00","outlet":"The Post","title":"Margosh mourns the dead of the ferry","text":"Families gathered at the harbour of Margosh on Tuesday, hours after a ferry burned and sank off the island. A doctor at the island's only hospital told our correspondent that 17 people were killed when the ferry sank.\nNobody had told the crew how to lower the boats, a cook who survived said."}
"#;
const EDITED: &str = r#"{"id":"wire","lang":"en","published":"2031-05-20T08:00","outlet":"The Wire","title":"Ferry sinks off Margosh","text":"A ferry sank off the island of Margosh late on Monday after its engine room caught fire, killing 16 people, the coast guard said on Tuesday.\nThe coast guard commander said that 61 passengers had been taken off the ferry by fishing boats before it went down."}
"#;

fn read(place: &Place, pages: &str) {
    let run = place.isnad_with(&["read", "--quiet", "-"], pages);
    assert_eq!(run.status, 0, "{}", run.err);
}

fn watch(place: &Place, more: &[&str]) -> (i32, Value) {
    let args: Vec<&str> = ["watch", "--json"].iter().chain(more).copied().collect();
    let run = place.isnad(&args);
    (run.status, serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err)))
}

/// The kinds of news of the first watch, with what was and what is.
fn news(answer: &Value) -> Vec<(String, String, String)> {
    let text = |n: &Value, key: &str| n[key].as_str().unwrap().to_owned();
    let news = answer["watches"][0]["news"].as_array().unwrap();
    news.iter().map(|n| (text(n, "kind"), text(n, "was"), text(n, "now"))).collect()
}

#[test]
fn a_second_look_tells_of_another_origin_a_conflict_and_an_edit() {
    let place = Place::new();
    read(&place, FIRST);
    let made = place.isnad(&["watch", "add", "ferry", "Margosh"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.out.contains("words: ferry Margosh · 1 page"), "{}", made.out);
    let (status, quiet) = watch(&place, &[]);
    assert_eq!((status, news(&quiet)), (1, vec![]));

    read(&place, OWN);
    let (status, kept) = watch(&place, &["--keep"]);
    let found = news(&kept);
    let has = |kind: &str, was: &str, now: &str| {
        found.iter().any(|(k, w, n)| k == kind && w.contains(was) && n.contains(now))
    };
    assert_eq!(status, 0);
    assert!(has("conflict", "14", "17") && has("origin", "1", "2"), "{found:?}");
    assert!(has("page", "", "post"), "{found:?}");
    assert_eq!(watch(&place, &[]).1, kept, "news that were kept come again");
    assert_eq!(watch(&place, &[]).0, 1);

    read(&place, EDITED);
    let (_, answer) = watch(&place, &[]);
    let edited =
        &answer["watches"][0]["news"].as_array().unwrap().iter().find(|n| n["kind"] == "edited");
    let edited = edited.unwrap();
    assert_eq!((edited["was"].as_str(), edited["now"].as_str()), (Some("wire"), Some("wire#2")));
    assert_eq!(edited["gone"], serde_json::json!(["14"]));
    assert_eq!(edited["came"], serde_json::json!(["16"]));
    assert!(
        place.isnad(&["page", "wire", "--text"]).out.contains("14 people"),
        "the old one is kept"
    );
}

#[test]
fn answers_fit_their_schema() {
    let place = Place::new();
    read(&place, FIRST);
    for what in ["ferry", "NOR CHL", "ASSAULT", "Oslo", "Vladimir Putin"] {
        assert_eq!(place.isnad(&["watch", "add", what]).status, 0);
    }
    read(&place, OWN);
    let (_, answer) = watch(&place, &[]);
    let schema = serde_json::from_str(&place.isnad(&["schema", "watch"]).out).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&answer), "{answer}");
    let kinds: Vec<&str> =
        answer["watches"].as_array().unwrap().iter().map(|w| w["as"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["words", "dyad", "event", "place", "entity"]);
}

#[test]
fn watches_are_removed_by_number_or_words() {
    let place = Place::new();
    read(&place, FIRST);
    place.isnad(&["watch", "add", "ferry"]);
    place.isnad(&["watch", "add", "NOR CHL"]);
    assert_eq!(place.isnad(&["watch", "remove", "NOR", "CHL"]).status, 0);
    assert_eq!(place.isnad(&["watch", "remove", "1"]).status, 0);
    assert_eq!(place.isnad(&["watch", "remove", "1"]).status, 1);
    let (status, answer) = watch(&place, &[]);
    assert_eq!((status, answer["watches"].as_array().unwrap().len()), (1, 0));
    assert_eq!(place.isnad(&["watch", "--desk", "no.db"]).status, 2);
}
