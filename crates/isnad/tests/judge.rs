//! Decisions on facts, pages and stories: made, seen in what is told, taken back.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Place;
use serde_json::Value;

/// A desk with two pages of one story and one of another.
fn desk() -> Place {
    let place = Place::new();
    place.file("one.txt", "Malta's president said on Monday that the ferry Calypso sank off Gozo and 14 people died.\n");
    place.file(
        "two.txt",
        "The ferry Calypso sank off Gozo on Monday and 14 people died, Malta's president said.\n",
    );
    place.file(
        "far.txt",
        "Peru and Bolivia signed a fishing treaty on Lake Titicaca in Puno on 14 March 2025.\n",
    );
    assert_eq!(place.isnad(&["read", "--quiet", "one.txt", "two.txt", "far.txt"]).status, 0);
    place
}

/// The stories of the desk: their ids, and for each the sources of its pages.
fn stories(place: &Place) -> Vec<(String, Vec<String>)> {
    let run = place.isnad(&["stories", "--json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let pages = |s: &Value| s["articles"].as_array().unwrap().iter().map(text).collect();
    json["stories"].as_array().unwrap().iter().map(|s| (text(&s["id"]), pages(s))).collect()
}

/// The id of the story that a page is in.
fn story_of(place: &Place, source: &str) -> String {
    let holds = |s: &(String, Vec<String>)| s.1.iter().any(|p| p == source);
    stories(place).into_iter().find(holds).unwrap().0
}

/// The id of the first event of a page.
fn first_event(place: &Place, source: &str) -> String {
    let run = place.isnad(&["read", "--json", "--no-desk", source]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    json["events"][0]["id"].as_str().unwrap().to_owned()
}

/// What the story of a page tells, by days.
fn told(place: &Place, source: &str) -> String {
    place.isnad(&["timeline", &story_of(place, source)]).out
}

#[test]
fn a_rejected_fact_is_told_no_more_until_that_is_undone() {
    let place = desk();
    let id = first_event(&place, "far.txt");
    let before = told(&place, "far.txt");
    assert!(before.contains("treaty"), "{before}");
    let run = place.isnad(&["reject", &id, "--by", "ann"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!told(&place, "far.txt").contains("treaty"));
    assert_eq!(place.isnad(&["undo"]).status, 0);
    assert_eq!(told(&place, "far.txt"), before);
}

#[test]
fn two_people_hide_a_fact_that_one_has_only_marked() {
    let place = desk();
    let id = first_event(&place, "far.txt");
    for who in ["ann", "ann"] {
        assert_eq!(place.isnad(&["flag", &id, "who saw it?", "--by", who]).status, 0);
    }
    assert!(told(&place, "far.txt").contains("treaty"), "one person alone hides nothing");
    assert_eq!(place.isnad(&["flag", &id, "--by", "bob"]).status, 0);
    assert!(!told(&place, "far.txt").contains("treaty"));
}

#[test]
fn stories_are_joined_and_pages_parted() {
    let place = desk();
    assert_eq!(stories(&place).len(), 2);
    let (ferry, lake) = (story_of(&place, "one.txt"), story_of(&place, "far.txt"));
    assert_eq!(place.isnad(&["join", &ferry, &lake]).status, 0);
    assert_eq!(stories(&place).len(), 1);
    assert_eq!(place.isnad(&["undo"]).status, 0);
    assert_eq!(stories(&place).len(), 2);
    assert_eq!(place.isnad(&["part", &ferry, "--page", "two.txt"]).status, 0);
    assert_eq!(stories(&place).len(), 3);
}

#[test]
fn what_is_not_on_the_desk_is_refused() {
    let place = desk();
    let ferry = story_of(&place, "one.txt");
    for (args, status) in [
        (vec!["confirm", "ffffff.e1"], 1),
        (vec!["reject", "no-id"], 1),
        (vec!["note", "nothing-here", "text"], 1),
        (vec!["join", &ferry, &ferry], 2),
        (vec!["part", &ferry, "--page", "far.txt"], 1),
        (vec!["part", &ferry, "--page", "one.txt", "--page", "two.txt"], 2),
    ] {
        let run = place.isnad(&args);
        assert_eq!(run.status, status, "{args:?}: {}", run.err);
    }
    assert_eq!(place.isnad(&["decisions"]).status, 1, "nothing was decided");
    for subject in [ferry.as_str(), "one.txt", "MLT", &first_event(&place, "far.txt")] {
        let run = place.isnad(&["note", subject, "look again"]);
        assert_eq!(run.status, 0, "{subject}: {}", run.err);
    }
    assert_eq!(place.isnad(&["decisions"]).out.lines().count(), 4);
}
