//! Every word of the interface stands in the tables, in both languages, and is used.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the test reads the sources of the crate")]

use std::collections::BTreeSet;
use std::path::Path;

use isnad_pack::{Source, tsv::Table};

/// Keys that are put together at run time: what codes of formats are called.
const GROUPS: [&str; 31] = [
    "attribute.",
    "bound.",
    "figure.",
    "control.",
    "cut.",
    "date.",
    "decided.",
    "differs.",
    "digits.",
    "duty.",
    "entities.",
    "entity.",
    "event.",
    "field.",
    "lang.",
    "layer.",
    "layer-one.",
    "link.",
    "mode.",
    "months.",
    "news.",
    "of.",
    "phrase.",
    "quote.",
    "relation.",
    "set.",
    "status.",
    "step.",
    "subject.",
    "theme.",
    "watch.",
];

fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["templates", "src", "src/pages", "src/pages/story", "src/draw"];
    let files = folders.iter().flat_map(|f| std::fs::read_dir(root.join(f)).unwrap());
    files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

/// What stands between quotation marks behind a mark of a call.
fn called<'s>(text: &'s str, mark: &'s str) -> impl Iterator<Item = &'s str> {
    text.split(mark).skip(1).filter_map(|rest| rest.split('"').next())
}

#[test]
fn every_key_is_in_the_tables() {
    let source = Source::builtin();
    let table = Table::read(&source, "web/strings.tsv");
    let words: BTreeSet<&str> = table.rows().map(|row| row.get("key")).collect();
    for row in table.rows() {
        assert!(!row.get("en").is_empty() && !row.get("ar").is_empty(), "{}", row.get("key"));
    }
    let counts = Table::read(&source, "web/counts.tsv");
    let counts: BTreeSet<&str> = counts.rows().map(|row| row.get("key")).collect();
    let text = sources();
    for mark in [".s(\"", ".fill(\"", ".fill_number(\"", "Fault::Bad(\"", "Fault::Forbidden(\""] {
        for key in called(&text, mark) {
            assert!(words.contains(key), "{key}");
        }
    }
    for key in called(&text, ".count(\"") {
        assert!(counts.contains(key), "{key}");
    }
    let unused: Vec<&&str> = words
        .iter()
        .filter(|key| !GROUPS.iter().any(|g| key.starts_with(g)))
        .filter(|key| !text.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn parts_that_are_filled_in_stand_in_both_languages() {
    let source = Source::builtin();
    let parts = |words: &str| -> BTreeSet<String> {
        words.split('{').skip(1).filter_map(|p| p.split('}').next()).map(str::to_owned).collect()
    };
    for row in Table::read(&source, "web/strings.tsv").rows() {
        assert_eq!(parts(row.get("en")), parts(row.get("ar")), "{}", row.get("key"));
    }
}

#[test]
fn the_style_knows_no_left_or_right() {
    let style = include_str!("../assets/isnad.css");
    for word in ["left", "right", "margin-top", "padding-bottom", "!important", "url("] {
        assert!(!style.contains(word), "{word}");
    }
    assert!(include_str!("../assets/isnad.js").len() <= 10 << 10);
}
