//! The golden output of the corpus: what the program finds in the sample pages, a line a fact, so
//! that every change of a result shows as a change of a line.
//!
//! `cargo xtask golden` rewrites it; the difference is to be reviewed like code.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// Set by `cargo xtask golden`.
const REWRITE: &str = "ISNAD_REWRITE_GOLDEN";
const LISTS: [&str; 8] =
    ["entities", "mentions", "quotes", "events", "figures", "dates", "ledger", "attributes"];
const STORY_LISTS: [&str; 6] =
    ["lineage", "claims", "conflicts", "agreements", "same_quotes", "timeline"];

#[test]
fn corpus_gives_the_golden_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("corpus/golden");
    if !root.join("corpus/pages").is_dir() {
        return;
    }
    let found = output(&root);
    assert!(!found.is_empty(), "corpus/pages holds no page");
    if is_rewrite() {
        rewrite(&folder, &found);
        return;
    }
    let names: Vec<String> = list(&folder).iter().map(|p| name_of(p)).collect();
    let expected: Vec<&String> = found.keys().collect();
    assert_eq!(names.iter().collect::<Vec<_>>(), expected, "{ADVICE}");
    for (name, lines) in &found {
        compare(name, &read(&folder.join(name)), lines);
    }
}

const ADVICE: &str = "the golden output has changed; if that is meant, run `cargo xtask golden` and review \
                      the difference";

/// All golden files by name.
fn output(root: &Path) -> BTreeMap<String, String> {
    let place = common::Place::new();
    let desk = place.path("desk.db");
    let desk = desk.to_str().unwrap();
    let isnad = |args: &[&str]| {
        let run = common::run(&mut common::command(root, args), "");
        assert_eq!(run.status, 0, "{}", run.err);
        run.out
    };
    let mut files = BTreeMap::new();
    for line in isnad(&["read", "--json", "--desk", desk, "corpus/pages"]).lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let source = record["page"]["source"].as_str().unwrap();
        files.insert(format!("{}.jsonl", slug(source)), record_lines(&record));
    }
    let told = isnad(&["stories", "--json", "--desk", desk]);
    files.insert("stories.jsonl".into(), story_lines(&serde_json::from_str(&told).unwrap()));
    files
}

/// A file name for a source: its last part, other characters than letters and digits as hyphens.
fn slug(source: &str) -> String {
    let last = source.rsplit(['/', '\\']).next().unwrap_or(source);
    last.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}

/// A record as lines: the article, its paragraphs, and each fact. Hashes are left out, for they
/// change with every word of the pack.
fn record_lines(record: &Value) -> String {
    let mut out = String::new();
    let mut article = record["article"].as_object().unwrap().clone();
    article.remove("paragraphs");
    push(&mut out, "article", Value::Object(article));
    for paragraph in record["text"].as_str().unwrap().split('\n') {
        push(&mut out, "paragraph", paragraph.into());
    }
    for (list, fact) in facts(record, &LISTS).chain(facts(record, &["diagnostics"])) {
        push(&mut out, list, fact.clone());
    }
    out
}

fn story_lines(told: &Value) -> String {
    let mut out = String::new();
    for story in told["stories"].as_array().unwrap() {
        let mut head = story.as_object().unwrap().clone();
        head.retain(|key, _| !STORY_LISTS.contains(&key.as_str()));
        push(&mut out, "story", Value::Object(head));
        for (list, entry) in facts(story, &STORY_LISTS) {
            push(&mut out, list, entry.clone());
        }
    }
    out
}

fn facts<'v>(
    owner: &'v Value,
    lists: &'v [&'static str],
) -> impl Iterator<Item = (&'static str, &'v Value)> {
    lists.iter().flat_map(|list| owner[*list].as_array().unwrap().iter().map(move |x| (*list, x)))
}

fn push(out: &mut String, kind: &str, value: Value) {
    let line = Value::Object(Map::from_iter([(kind.to_owned(), value)]));
    writeln!(out, "{line}").unwrap();
}

/// Names the first lines that differ.
#[track_caller]
fn compare(name: &str, expected: &str, found: &str) {
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), found.lines().collect());
    let missing: Vec<&&str> = expected.iter().filter(|l| !found.contains(l)).take(5).collect();
    let new: Vec<&&str> = found.iter().filter(|l| !expected.contains(l)).take(5).collect();
    assert!(expected == found, "{name}: {ADVICE}\nno longer found: {missing:#?}\nnew: {new:#?}");
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[expect(clippy::disallowed_methods, reason = "the task that rewrites says so by a variable")]
fn is_rewrite() -> bool {
    std::env::var(REWRITE).is_ok()
}

#[expect(clippy::disallowed_methods, reason = "a test reads and writes what is committed")]
fn rewrite(folder: &Path, files: &BTreeMap<String, String>) {
    std::fs::create_dir_all(folder).unwrap();
    for old in list(folder) {
        std::fs::remove_file(old).unwrap();
    }
    for (name, lines) in files {
        std::fs::write(folder.join(name), lines).unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "a test reads what is committed")]
fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).map(|all| all.map(|e| e.unwrap().path()).collect());
    let mut paths: Vec<PathBuf> = entries.unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    paths.sort();
    paths
}

#[expect(clippy::disallowed_methods, reason = "a test reads what is committed")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
