//! `isnad who`, `entities`, and decisions on entities: made, kept over a new reading, taken back.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Place, Run};
use serde_json::Value;

/// A desk with two pages that name ministers and a state.
fn desk() -> Place {
    let place = Place::new();
    place.file("one.txt", "Foreign Minister Nadia Farrow said on Monday that Malta would wait.\n");
    place.file("two.txt", "Minister Nadya Farrow met Malta's president in Valletta on Tuesday.\n");
    assert_eq!(place.isnad(&["read", "--quiet", "one.txt", "two.txt"]).status, 0);
    place
}

/// The ids of the entities of the desk.
fn ids(place: &Place) -> Vec<String> {
    let run = place.isnad(&["entities", "--json", "--limit", "0"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let all = json["entities"].as_array().unwrap();
    all.iter().map(|e| e["id"].as_str().unwrap().to_owned()).collect()
}

fn merge(place: &Place) -> Run {
    place.isnad(&["merge", "nadia-farrow", "nadya-farrow", "--by", "ann"])
}

fn has(place: &Place, id: &str) -> bool {
    ids(place).iter().any(|own| own == id)
}

#[test]
fn entities_are_counted_and_filtered() {
    let place = desk();
    let run = place.isnad(&["entities", "--kind", "state", "--json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let malta = &json["entities"][0];
    assert_eq!((malta["id"].as_str(), malta["pages"].as_u64()), (Some("MLT"), Some(2)));
    let run = place.isnad(&["entities", "farrow"]);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert_eq!(place.isnad(&["entities", "nobody-at-all"]).status, 1);
}

#[test]
fn a_merge_survives_a_new_reading_and_can_be_taken_back() {
    let place = desk();
    let run = merge(&place);
    assert_eq!((run.status, run.out.trim()), (0, "decision 1: nadya-farrow is nadia-farrow"));
    assert!(!has(&place, "nadya-farrow") && has(&place, "nadia-farrow"));

    // Another pack is another version: all pages are read anew.
    place.file("p/pack.toml", "name = \"p\"\nlicence = \"CC0-1.0\"\nsource = \"invented\"\n");
    place.file("p/lang/en/stop.tsv", "word\nzzyzx\n");
    let run = place.isnad(&["read", "--json", "--pack", "p", "one.txt", "two.txt"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!run.out.contains("\"nadya-farrow\""), "records are told with the decision");
    assert!(!has(&place, "nadya-farrow"), "the decision holds after a new reading");

    let view = "SELECT count(*) FROM mentions WHERE entity = 'nadya-farrow'";
    let count = |place: &Place| -> i64 {
        let conn = rusqlite::Connection::open(place.path("isnad.db")).unwrap();
        conn.query_row(view, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&place), 0, "views tell it, too");
    assert_eq!(place.isnad(&["undo"]).status, 0);
    assert!(has(&place, "nadya-farrow"));
    assert_eq!(count(&place), 1);
    assert_eq!(place.isnad(&["undo"]).status, 1, "there is nothing more to take back");
    let run = place.isnad(&["decisions"]);
    assert!(run.out.contains("ann") && run.out.contains("taken back by 2"), "{}", run.out);
}

#[test]
fn merging_twice_changes_nothing_and_a_circle_is_refused() {
    let place = desk();
    merge(&place);
    let run = merge(&place);
    assert_eq!((run.status, run.out.trim()), (0, "nadya-farrow is nadia-farrow already"));
    let run = place.isnad(&["merge", "nadya-farrow", "nadia-farrow"]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.err.contains("already") && run.err.contains("isnad undo 1"), "{}", run.err);
    let run = place.isnad(&["merge", "MLT", "MLT"]);
    assert_eq!(run.status, 2);
    assert_eq!(place.isnad(&["decisions"]).out.lines().count(), 1);
}

#[test]
fn an_unknown_id_is_told_with_those_that_are_near() {
    let place = desk();
    let run = place.isnad(&["merge", "nadia-farrow", "nadya-farow"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("nadya-farow") && run.err.contains("hint"), "{}", run.err);
    let run = place.isnad(&["merge", "farrow", "nadya-farrow"]);
    assert!(run.err.contains("nadia-farrow"), "{}", run.err);
}

#[test]
fn an_entity_is_renamed_and_split() {
    let place = desk();
    assert_eq!(place.isnad(&["rename", "nadia-farrow", "Nadia", "R.", "Farrow"]).status, 0);
    let run = place.isnad(&["entities", "nadia"]);
    assert!(run.out.contains("Nadia R. Farrow"), "{}", run.out);

    let run = place.isnad(&["split", "MLT", "malta-kano", "--page", "two.txt"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let own = ids(&place);
    assert!(own.contains(&"MLT".to_owned()) && own.contains(&"malta-kano".to_owned()), "{own:?}");
    let run = place.isnad(&["split", "MLT", "x", "--page", "three.txt"]);
    assert_eq!(run.status, 1, "{}", run.out);
}

#[test]
fn who_tells_whom_a_title_means_on_a_day() {
    let place = Place::new();
    let run = place.isnad(&["who", "الرئيس الأميركي", "--on", "2012-05-01", "--json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let first = &json["candidates"][0];
    assert_eq!(first["id"], "barack-obama");
    assert!(first["offices"].as_array().unwrap().iter().any(|o| o["held"] == true));
    let schema: Value = serde_json::from_str(&place.isnad(&["schema", "who"]).out).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
}

#[test]
fn who_gives_hints_where_nobody_is_known() {
    let place = Place::new();
    let run = place.isnad(&["who", "Vladimir", "Pugkin"]);
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains("by spelling alone") && run.err.contains("vladimir-putin"),
        "{}",
        run.err
    );
    assert_eq!(place.isnad(&["who", "Putin", "--on", "soon"]).status, 2);
}
