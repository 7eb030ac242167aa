//! What stands in columns follows what is read and decided; every table and column is documented.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use isnad_extract::{Entity, EntityKind, Mention, Record};
use isnad_page::{Article, Hints};
use isnad_store::{
    Desk, EntityQuery, Entry, Form, IndexWords, Outcome, QueryWord, RunState, Verdict,
};
use isnad_text::{Lang, Span};
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.db");
    (folder, path)
}

fn person(id: &str) -> Entity {
    Entity {
        id: id.to_owned(),
        kind: EntityKind::Person,
        name_en: id.to_uppercase(),
        name_ar: String::new(),
    }
}

/// Writes a page that names these, in place of what it said before.
fn put(desk: &mut Desk, source: &str, names: &[&str], words: &str) {
    let article = Article::of_text(words.to_owned(), Lang::EN);
    let mention = |id: &&str| Mention {
        span: Span::new(0, 1),
        entity: (*id).to_owned(),
        rule: "name".to_owned(),
    };
    let mut entities: Vec<Entity> = names.iter().map(|id| person(id)).collect();
    entities.dedup();
    let mentions = names.iter().map(mention).collect();
    let record = Record { entities, mentions, ..Record::default() };
    let words = IndexWords { surface: words.to_owned(), stems: String::new() };
    desk.write(&[Entry {
        source,
        key: "abc123",
        sha256: "0",
        fingerprint: "0",
        form: Form::Text,
        content: source,
        hints: &Hints::default(),
        version: "v1",
        outcome: Outcome::Done { article: &article, record: &record, words: &words },
    }])
    .unwrap();
}

fn listed(desk: &Desk, query: EntityQuery<'_>) -> Vec<String> {
    let rows = desk.entities(EntityQuery { limit: 9, ..query }).unwrap();
    let told =
        |r: &isnad_store::EntityRow| format!("{} {} {}", r.id, r.named.pages, r.named.mentions);
    rows.iter().map(told).collect()
}

#[test]
fn counts_of_names_follow_readings_and_decisions() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    put(&mut desk, "one", &["a", "a", "b"], "x");
    put(&mut desk, "two", &["a", "b"], "x");
    put(&mut desk, "three", &["c"], "x");
    let all = EntityQuery::default();
    assert_eq!(listed(&desk, all), ["a 2 3", "b 2 2", "c 1 1"]);
    put(&mut desk, "two", &["b"], "x");
    assert_eq!(listed(&desk, all), ["b 2 2", "a 1 2", "c 1 1"]);
    let part = EntityQuery { part: Some("C"), kind: Some("person"), ..all };
    assert_eq!(listed(&desk, part), ["c 1 1"]);
    assert_eq!(listed(&desk, EntityQuery { kind: Some("state"), ..all }).len(), 0);

    desk.decide("me", "c", &Verdict::Merge { into: person("a") }).unwrap();
    assert_eq!(listed(&desk, all), ["a 2 3", "b 2 2"]);
    assert_eq!(desk.entity("a").unwrap().unwrap().named.pages, 2);
    assert_eq!(desk.entity("b").unwrap().unwrap().named.pages, 2);
    assert_eq!(desk.entity("c").unwrap(), None);
    let pages = ["one".to_owned()].into();
    desk.decide("me", "b", &Verdict::Split { into: person("c"), pages }).unwrap();
    assert_eq!(listed(&desk, all), ["a 2 3", "b 1 1", "c 1 1"]);
    assert_eq!(listed(&desk, EntityQuery { offset: 1, ..all }).len(), 2);
}

#[test]
fn a_run_is_seen_as_long_as_it_goes_on() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    assert_eq!(desk.running().unwrap(), None);
    let run = desk.begin_run().unwrap();
    desk.note_run(run, RunState::Reading, 64, Some(0.5)).unwrap();
    let seen = Desk::open(&path).unwrap().running().unwrap().unwrap();
    assert_eq!((seen.is_telling, seen.pages, seen.share), (false, 64, Some(0.5)));
    desk.note_run(run, RunState::Telling, 128, None).unwrap();
    assert!(desk.running().unwrap().unwrap().is_telling);
    desk.note_run(run, RunState::Done, 128, None).unwrap();
    assert_eq!(desk.running().unwrap(), None);

    desk.begin_run().unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute("UPDATE runs SET seen = '2020-01-01T00:00:00Z'", []).unwrap();
    assert_eq!(desk.running().unwrap(), None, "it broke off without a word");
}

#[test]
fn the_search_index_of_an_older_desk_is_kept() {
    let (_folder, path) = folder();
    let conn = rusqlite::Connection::open(&path).unwrap();
    for script in [
        include_str!("../src/migrations/1.sql"),
        include_str!("../src/migrations/2.sql"),
        include_str!("../src/migrations/3.sql"),
        include_str!("../src/migrations/4.sql"),
        include_str!("../src/migrations/5.sql"),
        "PRAGMA application_id = 1769172580; PRAGMA user_version = 5;
         INSERT INTO words (rowid, surface, stems) VALUES (1, 'the convoy left', 'convoy'), (2, 'قافله', 'قافل');
         INSERT INTO words (rowid, surface, stems) VALUES (3, 'gone', '');
         DELETE FROM words WHERE rowid = 3;",
    ] {
        conn.execute_batch(script).unwrap();
    }
    drop(conn);
    drop(Desk::create(&path).unwrap());
    let conn = rusqlite::Connection::open(&path).unwrap();
    let found = |query: &str| -> Vec<i64> {
        let mut all = conn.prepare("SELECT rowid FROM words WHERE words MATCH ?1").unwrap();
        all.query_map([query], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(found("surface : \"convoy left\""), [1]);
    assert_eq!(found("stems : قافل"), [2]);
    assert!(found("gone").is_empty() && found("stems : left").is_empty());
}

#[test]
fn words_of_a_page_that_is_read_anew_replace_those_it_had() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    put(&mut desk, "one", &["a"], "convoy");
    put(&mut desk, "one", &["a"], "flotilla");
    let hits = |word: &str| {
        let word = QueryWord { surface: word.to_owned(), ..QueryWord::default() };
        desk.search_heads(&[word], 0, 9).unwrap().len()
    };
    assert_eq!((hits("convoy"), hits("flotilla")), (0, 1));
}

#[test]
fn every_table_view_and_column_is_documented() {
    let (_folder, path) = folder();
    drop(Desk::create(&path).unwrap());
    let conn = rusqlite::Connection::open(&path).unwrap();
    let docs = include_str!("../../../docs/DESK.md");
    let rows: Vec<(&str, &str)> =
        docs.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).collect();
    let mut all = conn
        .prepare(
            "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c \
             WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' \
             AND m.name NOT LIKE 'words~_%' ESCAPE '~'",
        )
        .unwrap();
    let all: Vec<(String, String)> =
        all.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
    let tables: BTreeSet<&String> = all.iter().map(|(table, _)| table).collect();
    assert_eq!(rows.len(), tables.len(), "{tables:?}");
    for (table, column) in &all {
        let row = rows.iter().find(|(name, _)| name == table);
        let (_, text) = row.unwrap_or_else(|| panic!("{table} is not described"));
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        assert!(words.any(|w| w == column), "{table}.{column}");
    }
    for shadow in ["words_content", "words_data", "words_idx", "words_docsize", "words_config"] {
        assert!(docs.contains(shadow), "{shadow}");
    }
}
