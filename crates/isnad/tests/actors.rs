//! `--actors`: dictionaries of actors and agents, their days, and rows that cannot be read.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Place;
use serde_json::{Value, json};

const DICTIONARY: &str = "\
# Invented countries.
VELUNA_ [VEL]
+VELUNIAN
TORIA [TOR]
TEVAN_ORL [VELELI]
\t[VELGOV 20010101-20041231]
FRANCE [FRN]
POLICE {} [~COP]
BROKEN [TOR
";

/// Actors and recipients of the first event of a text that was published on a day.
fn parties(text: &str, on: &str) -> (Value, Value, String) {
    let place = Place::new();
    place.file("x.actors", DICTIONARY);
    let page = json!({ "id": "p", "text": text, "published": on, "lang": "en" }).to_string();
    let run = place.isnad_with(
        &["read", "--json", "--no-desk", "--actors", "x.actors", "-"],
        format!("{page}\n"),
    );
    assert_eq!(run.status, 0, "{}", run.err);
    let record: Value = serde_json::from_str(run.out.trim()).unwrap();
    let event = &record["events"][0];
    (event["actors"].clone(), event["recipients"].clone(), run.err)
}

#[test]
fn parties_have_the_codes_of_the_dictionary() {
    let (actors, recipients, _) = parties("Toria condemned Veluna on Monday.", "2003-02-03");
    assert_eq!((actors, recipients), (json!(["TOR"]), json!(["VEL"])));
    let (_, recipients, _) = parties("Veluna condemned France on Monday.", "2003-02-03");
    assert_eq!(recipients, json!(["FRN"]), "the dictionary has its own code for a known state");
    let (_, recipients, _) = parties("Veluna condemned Italy on Monday.", "2003-02-03");
    assert_eq!(recipients, json!(["ITA"]), "whom it does not list keeps the code of CAMEO");
}

#[test]
fn codes_hold_on_their_days() {
    let text = "Tevan Orl condemned Toria on Monday.";
    assert_eq!(parties(text, "2003-02-03").0, json!(["VELGOV"]));
    assert_eq!(parties(text, "2005-02-03").0, json!(["VELELI"]));
}

#[test]
fn agents_add_to_the_code_of_their_actor() {
    let (actors, ..) = parties("Toria's police arrested Veluna's police on Monday.", "2003-02-03");
    assert_eq!(actors, json!(["TORCOP"]));
}

#[test]
fn rows_that_cannot_be_read_are_told_and_left_out() {
    let (.., told) = parties("Toria condemned Veluna on Monday.", "2003-02-03");
    assert!(told.starts_with("warning: x.actors:9: no code in brackets"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_missing_dictionary_is_an_error() {
    let place = Place::new();
    let run = place.isnad_with(&["read", "--no-desk", "--actors", "none.txt", "-"], "");
    assert_eq!(run.status, 2);
    assert!(run.err.contains("none.txt"), "{}", run.err);
}
