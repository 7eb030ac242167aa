//! Desks on disk: written, read back, refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use isnad_extract::{Entity, EntityKind, Mention, Record};
use isnad_page::{Article, Found, Hints, Paragraph, ParagraphKind};
use isnad_store::{Desk, Entry, Error, Form, IndexWords, Known, Outcome, QueryWord, StoryRow};
use isnad_text::{Lang, Span};
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.db");
    (folder, path)
}

fn article(text: &str) -> Article {
    Article {
        text: text.into(),
        paragraphs: vec![Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Body }],
        title: Some(Found::new("A title", "hint")),
        outlet: Some(Found::new("an-outlet", "hint")),
        byline: None,
        published: None,
        updated: None,
        section: None,
        lang: Lang::of_text(text),
        url: None,
        agencies: vec![],
        republished_from: vec![],
        captions: vec![],
        dates: vec![],
        dropped: vec![],
        diagnostics: vec![],
    }
}

fn record(text: &str, name: &str) -> Record {
    let at = text.find(name).unwrap();
    Record {
        entities: vec![Entity {
            id: "x".into(),
            kind: EntityKind::Place,
            name_en: name.into(),
            name_ar: String::new(),
        }],
        mentions: vec![Mention {
            span: Span::new(at, at + name.len()),
            entity: "x".into(),
            rule: "name".into(),
        }],
        pack: "p1".into(),
        ..Record::default()
    }
}

/// Writes a page with one mention.
fn put(desk: &mut Desk, source: &str, text: &str, name: &str) {
    let (article, record) = (article(text), record(text, name));
    let words = IndexWords { surface: isnad_text::fold(text), stems: String::new() };
    let outcome = Outcome::Done { article: &article, record: &record, words: &words };
    desk.write(&[entry(source, text, outcome)]).unwrap();
}

fn entry<'a>(source: &'a str, text: &'a str, outcome: Outcome<'a>) -> Entry<'a> {
    const NONE: &Hints = &Hints {
        url: None,
        title: None,
        outlet: None,
        published: None,
        lang: None,
        updated: None,
        byline: None,
        section: None,
        republished_from: None,
        crawled: None,
    };
    Entry {
        source,
        key: "abc123",
        sha256: "00",
        fingerprint: text,
        form: Form::Text,
        content: text,
        hints: NONE,
        version: "v1",
        outcome,
    }
}

#[test]
fn pages_come_back_as_they_went_in() {
    let (_folder, path) = folder();
    let text = "وصل الوفد إلى عمّان.";
    put(&mut Desk::create(&path).unwrap(), "a", text, "عمّان");
    let desk = Desk::open(&path).unwrap();
    let page = desk.page("a").unwrap().unwrap();
    assert_eq!(page.article, article(text));
    assert_eq!(page.record, record(text, "عمّان"));
    let known = Known { fingerprint: text.into(), version: Some("v1".into()) };
    assert_eq!(desk.known("a").unwrap(), Some(known));
    assert_eq!(desk.known("b").unwrap(), None);
    assert_eq!(desk.pages_by_hash("ABC").unwrap().len(), 1);
    assert!(desk.pages_by_hash("b").unwrap().is_empty());
}

#[test]
fn pages_are_found_by_source_address_and_key_as_they_arrived() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    put(&mut desk, "a", "One ship.", "One");
    let url = Some("https://news.example/1".to_owned());
    let hinted = Hints { url: url.clone(), ..Hints::default() };
    let found = Article { url: Some("https://news.example/2".into()), ..article("Two ships.") };
    let (record, words) = (record("Two ships.", "Two"), IndexWords::default());
    let outcome = Outcome::Done { article: &found, record: &record, words: &words };
    let page = Entry { hints: &hinted, form: Form::Html, ..entry("b", "Two ships.", outcome) };
    desk.write(&[page]).unwrap();
    let names = |name: &str| -> Vec<String> {
        desk.arrived(name).unwrap().into_iter().map(|p| p.source).collect()
    };
    assert_eq!(names("a"), ["a"]);
    assert_eq!(names("https://news.example/1"), ["b"], "the address that the sender gave");
    assert_eq!(names("https://news.example/2"), ["b"], "the address that the page gives");
    assert_eq!(names("ABC"), ["a", "b"]);
    assert!(names("https://news.example/").is_empty());
    let page = desk.arrived("b").unwrap().remove(0);
    assert_eq!((page.form, page.content.as_str(), page.hints), (Form::Html, "Two ships.", hinted));
}

#[test]
fn views_cut_words_out_of_the_text() {
    let (_folder, path) = folder();
    put(&mut Desk::create(&path).unwrap(), "a", "وصل الوفد إلى عمّان.", "عمّان");
    let conn = rusqlite::Connection::open(&path).unwrap();
    let row: (String, String, String) = conn
        .query_row("SELECT id, entity, words FROM mentions", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
        .unwrap();
    assert_eq!(row, ("abc123.m1".into(), "x".into(), "عمّان".into()));
    for view in ["page_list", "facts", "events", "quotes", "figures", "ledger", "mentions"] {
        let sql = format!("SELECT count(*) FROM {view}");
        conn.query_row(&sql, [], |_| Ok(())).unwrap_or_else(|e| panic!("{view}: {e}"));
    }
}

#[test]
fn a_desk_of_the_first_version_is_brought_up_to_date() {
    let (_folder, path) = folder();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(include_str!("../src/migrations/1.sql")).unwrap();
    conn.execute_batch("PRAGMA application_id = 1769172580; PRAGMA user_version = 1;").unwrap();
    drop(conn);
    put(&mut Desk::create(&path).unwrap(), "a", "وصل الوفد إلى عمّان.", "عمّان");
    let conn = rusqlite::Connection::open(&path).unwrap();
    let pack: String = conn.query_row("SELECT pack FROM facts", [], |r| r.get(0)).unwrap();
    let kept: String = conn.query_row("SELECT pack FROM records", [], |r| r.get(0)).unwrap();
    assert_eq!(pack, kept);
}

#[test]
fn failed_pages_are_tried_again() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    desk.write(&[entry("a", "text", Outcome::Failed("it broke"))]).unwrap();
    assert_eq!(desk.known("a").unwrap().unwrap().version, None);
    assert_eq!(desk.counts().unwrap().failed, 1);
    put(&mut desk, "a", "to Amman", "Amman");
    assert_eq!(desk.known("a").unwrap().unwrap().version.as_deref(), Some("v1"));
    assert_eq!(desk.counts().unwrap().failed, 0);
}

#[test]
fn searches_surface_and_stems() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    put(&mut desk, "a", "to Amman", "Amman");
    put(&mut desk, "b", "to Cairo", "Cairo");
    let word = |w: &str| vec![QueryWord { surface: w.into(), ..QueryWord::default() }];
    let sources = |words: &[QueryWord]| -> Vec<String> {
        desk.search(words, 9).unwrap().into_iter().map(|p| p.source).collect()
    };
    assert_eq!(sources(&word("amman")), ["a"]);
    assert_eq!(sources(&word("to")).len(), 2);
    assert!(sources(&word("OR")).is_empty());
}

#[test]
fn stories_are_kept_until_pages_come() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    put(&mut desk, "a", "to Amman", "Amman");
    let before = desk.state().unwrap();
    let story = StoryRow {
        id: "s".into(),
        title: "t".into(),
        sources: vec!["a".into()],
        origins: 1,
        claims: 0,
        conflicts: 0,
        json: "{}".into(),
        gathered: "{}".into(),
    };
    desk.save_stories(&before, &[story], &[]).unwrap();
    assert_eq!(desk.stories(&before).unwrap(), Some(vec!["{}".to_owned()]));
    put(&mut desk, "b", "to Cairo", "Cairo");
    assert_ne!(desk.state().unwrap(), before);
}

#[test]
fn refuses_what_is_no_desk() {
    let (folder, path) = folder();
    let write = |name: &str, content: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        write_file(&path, content);
        path
    };
    assert!(matches!(Desk::open(&path), Err(Error::Missing(_))));
    assert!(matches!(Desk::create(folder.path()), Err(Error::Directory(_))));
    assert!(matches!(Desk::create(&folder.path().join("no/desk.db")), Err(Error::NoFolder(_))));
    let text = write("notes.txt", "just notes, long enough to be no header at all".as_bytes());
    assert!(matches!(Desk::create(&text), Err(Error::NotSqlite(_))));
    assert!(matches!(Desk::open(&text), Err(Error::NotSqlite(_))));

    let foreign = folder.path().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Desk::create(&foreign), Err(Error::Foreign(_))));
    assert!(matches!(Desk::open(&foreign), Err(Error::Foreign(_))));
}

#[test]
fn refuses_a_desk_of_a_newer_version() {
    let (_folder, path) = folder();
    drop(Desk::create(&path).unwrap());
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA user_version = 99").unwrap();
    for desk in [Desk::create(&path), Desk::open(&path)] {
        let error = desk.unwrap_err();
        assert!(matches!(error, Error::Newer { found: 99, .. }), "{error}");
        assert!(error.hint().contains("newer isnad"));
    }
}

#[test]
fn a_batch_that_was_cut_short_is_not_there() {
    let (_folder, path) = folder();
    let mut desk = Desk::create(&path).unwrap();
    let (article, record) = (article("to Amman"), record("to Amman", "Amman"));
    let words = IndexWords::default();
    let outcome = || Outcome::Done { article: &article, record: &record, words: &words };
    // Another program holds the desk: nothing of the batch may stay behind.
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = desk.write(&[entry("a", "one", outcome())]).unwrap_err();
    assert!(matches!(error, Error::Locked(_)), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(desk.counts().unwrap().pages, 0);
    desk.write(&[entry("a", "one", outcome())]).unwrap();
    assert_eq!(desk.counts().unwrap().pages, 1);
}

#[expect(clippy::disallowed_methods, reason = "a test makes its files")]
fn write_file(path: &Path, content: &[u8]) {
    std::fs::write(path, content).unwrap();
}
