//! Bad input: one clear line each, the others are still read, and the exit status tells.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::process::Stdio;

use common::{Place, gzip, record};

const GOOD: &str = "Ship sails\n\nThe ship left the harbour of Lisbon in the morning.";

/// Reads a bad input beside a good one: the good one is read, the bad one told in one line.
#[track_caller]
fn check(place: &Place, bad: &str, want: &[&str]) {
    place.file("good.txt", GOOD);
    let run = place.isnad(&["read", "--json", "--no-desk", bad, "good.txt"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.out.lines().last().unwrap().contains("good.txt"), "{run:?}");
    let line = run.err.trim_end();
    assert!(!line.contains('\n'), "one line: {line}");
    assert!(line.starts_with("error: ") && line.contains("(hint: "), "{line}");
    for part in want {
        assert!(line.contains(part), "{part}: {line}");
    }
}

#[test]
fn missing_path() {
    check(&Place::new(), "no-such.txt", &["no-such.txt", "no such file"]);
}

#[test]
fn empty_file() {
    let place = Place::new();
    place.file("empty.txt", " \n");
    check(&place, "empty.txt", &["empty.txt", "empty"]);
    place.file("none.html", "");
    check(&place, "none.html", &["none.html", "empty"]);
    place.file("none.jsonl", "");
    check(&place, "none.jsonl", &["none.jsonl", "empty"]);
}

#[test]
fn empty_folder() {
    let place = Place::new();
    place.file("folder/sub/.keep", "");
    check(&place, "folder/nothing", &["no such file"]);
}

#[test]
fn binary_file() {
    let place = Place::new();
    place.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0");
    check(&place, "picture.txt", &["picture.txt", "binary"]);
}

#[test]
fn other_formats_named_html() {
    let place = Place::new();
    place.file("paper.html", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj");
    check(&place, "paper.html", &["paper.html", "not a page", "PDF"]);
    place.file("pages.html", b"PK\x03\x04\x14\0\0\0");
    check(&place, "pages.html", &["pages.html", "ZIP"]);
    place.file("photo.html", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    check(&place, "photo.html", &["photo.html", "JPEG"]);
}

#[test]
fn packed_files_cut_short() {
    let place = Place::new();
    let packed = gzip(GOOD.repeat(50));
    place.file("cut.html.gz", &packed[..packed.len() - 9]);
    check(&place, "cut.html.gz", &["cut.html.gz", "too early"]);
    let packed = gzip("{\"id\":\"a\"");
    place.file("cut.jsonl.gz", &packed[..packed.len() - 9]);
    check(&place, "cut.jsonl.gz", &["cut.jsonl.gz", "too early"]);
    place.file("head.html.gz", b"\x1F\x8B\x08\0");
    check(&place, "head.html.gz", &["head.html.gz", "too early"]);
}

#[test]
fn one_broken_record_among_good_ones() {
    let place = Place::new();
    let one = |n: usize| gzip(record(&format!("http://a.example/{n}"), "", GOOD));
    let mut broken = one(1);
    // The checksum, behind all that it is of.
    let at = broken.len() - 6;
    broken[at] ^= 0xFF;
    place.file("some.warc.gz", [one(0), broken, one(2)].concat());
    check(&place, "some.warc.gz", &["some.warc.gz: record 2", "broken gzip"]);
    let run = place.isnad(&["read", "--json", "--no-desk", "some.warc.gz"]);
    assert_eq!((run.status, run.out.lines().count()), (3, 2), "{run:?}");
}

#[test]
fn a_zip_bomb_is_cut() {
    let place = Place::new();
    let text = format!("<html><body><p>{GOOD}</p><!--");
    let bomb = gzip([text.as_bytes(), &vec![b' '; 40 << 20]].concat());
    assert!(bomb.len() < 1 << 17, "more than three hundred to one");
    let head = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n";
    let all = [record("http://a.example/bomb", head, bomb), record("http://a.example/2", "", GOOD)];
    place.file("bomb.warc.gz", gzip(all.concat()));
    let run = place.isnad(&["read", "--json", "--no-desk", "bomb.warc.gz"]);
    assert_eq!((run.status, run.out.lines().count()), (0, 2), "{}", run.err);
    let first = run.out.lines().next().unwrap();
    assert!(first.contains("harbour of Lisbon") && first.contains("\"truncated\""), "{first}");
}

#[test]
fn a_page_without_text_is_read_with_a_remark() {
    let place = Place::new();
    let script = "var pages = [1, 2, 3]; ".repeat(2000);
    place.file("script.html", format!("<html><body><script>{script}</script></body></html>"));
    let run = place.isnad(&["read", "--json", "--no-desk", "script.html"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.contains("\"text\":\"\"") && run.out.contains("no-main-content"),
        "{}",
        run.out
    );
}

#[test]
fn broken_line() {
    let place = Place::new();
    place.file("in.jsonl", format!("{}\n{{\"id\": \n", r#"{"id":"a","text":"The ship left."}"#));
    check(&place, "in.jsonl", &["in.jsonl:2", "broken JSON"]);
}

#[test]
fn invalid_utf8_is_read_with_a_remark() {
    let place = Place::new();
    let mut bytes = GOOD.as_bytes().to_vec();
    bytes.extend(b"\nThe end \xff\xfe came late in the evening of that day.");
    place.file("bad.txt", bytes);
    let run = place.isnad(&["read", "--json", "--no-desk", "bad.txt"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("harbour of Lisbon"), "{run:?}");
}

#[test]
#[cfg(unix)]
fn unreadable_file_and_folder() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let file = place.file("locked.txt", GOOD);
    let inner = place.file("folder/page.txt", GOOD);
    let folder = inner.parent().unwrap().to_owned();
    let set = |path: &std::path::Path, mode: u32| {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    };
    set(&file, 0);
    set(&folder, 0);
    // The superuser may read everything; then there is nothing to be tested.
    if std::fs::metadata(&inner).is_err() {
        check(&place, "locked.txt", &["locked.txt", "no permission"]);
        check(&place, "folder", &["folder", "no permission"]);
    }
    set(&folder, 0o755);
}

#[test]
fn desks_that_are_none() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    place.file("notes.db", "these are notes, and no database at all, however long they are");
    for args in [
        vec!["read", "--desk", "notes.db", "good.txt"],
        vec!["stories", "--desk", "notes.db"],
        vec!["search", "--desk", "notes.db", "ship"],
    ] {
        let run = place.isnad(&args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains("notes.db: not a desk file"), "{run:?}");
        assert!(run.err.contains("hint: "), "{run:?}");
    }
    assert_eq!(place.isnad(&["read", "--desk", ".", "good.txt"]).status, 2);
    let run = place.isnad(&["stories"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("isnad.db: there is no desk file here"), "{run:?}");
    assert!(!place.path("isnad.db").exists(), "asking makes no desk");
}

#[test]
fn newer_desk() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    assert_eq!(place.isnad(&["read", "good.txt"]).status, 0);
    let conn = rusqlite::Connection::open(place.path("isnad.db")).unwrap();
    conn.execute_batch("PRAGMA user_version = 1000").unwrap();
    let run = place.isnad(&["stories"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("newer isnad"), "{run:?}");
}

#[test]
fn wrong_usage() {
    let place = Place::new();
    for args in [
        vec!["read"],
        vec!["nonsense"],
        vec!["read", "--with", "nouns", "--json", "x"],
        vec!["read", "--desk", "a.db", "--no-desk", "x"],
        vec!["explain", "nonsense"],
    ] {
        assert_eq!(place.isnad(&args).status, 2, "{args:?}");
    }
    let help = place.isnad::<&str>(&[]);
    assert_eq!(help.status, 0);
    assert!(help.out.contains("isnad read pages/"), "{help:?}");
}

#[test]
fn nothing_found() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    place.isnad(&["read", "good.txt"]);
    assert_eq!(place.isnad(&["search", "harbour"]).status, 0);
    assert_eq!(place.isnad(&["search", "submarine"]).status, 1);
    assert_eq!(place.isnad(&["story", "zzz"]).status, 1);
    assert_eq!(place.isnad(&["explain", "abcdef.e1"]).status, 1);
    assert_eq!(place.isnad(&["search", "!?"]).status, 2);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Place::new();
    let line = format!("{}\n", serde_json::json!({"id": "x", "text": GOOD}));
    let lines: String = (0..400).map(|n| line.replace("\"x\"", &format!("\"{n}\""))).collect();
    place.file("many.jsonl", lines);
    let mut child = place
        .command(&["read", "--json", "--no-desk", "many.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
