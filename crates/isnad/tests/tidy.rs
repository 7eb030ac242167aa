//! The house rules that a program can check: a file says what it is for, words of Arabic stand in
//! `data/`, and every data file is listed with its source.

#![allow(clippy::disallowed_methods, reason = "the test reads the files of the project")]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path, end));
        } else if path.to_string_lossy().ends_with(end) {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn sources() -> Vec<(PathBuf, String)> {
    let folders = ["crates", "xtask", "bench"].into_iter();
    let paths = folders.flat_map(|folder| files(&root().join(folder), ".rs"));
    paths.map(|p| (p.clone(), fs::read_to_string(p).expect("a source file"))).collect()
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let bare: Vec<PathBuf> =
        sources().into_iter().filter(|(_, t)| !t.starts_with("//!")).map(|(p, _)| p).collect();
    assert!(bare.is_empty(), "no `//!` at the head of {bare:?}");
}

/// The code of a file without comments and without its tests.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_arabic_word_stands_in_code() {
    let arabic = |c: &char| ('\u{0621}'..='\u{064A}').contains(c);
    for (path, text) in sources() {
        // Tests hold sentences: those in `tests/`, and modules named `tests`.
        if path.components().any(|c| c.as_os_str() == "tests" || c.as_os_str() == "tests.rs") {
            continue;
        }
        let code = code(&text);
        let word = code.split(|c: char| !arabic(&c)).find(|w| w.chars().count() > 1);
        assert!(word.is_none(), "{} holds {word:?}: words belong in data/", path.display());
    }
}

#[test]
fn every_data_file_is_listed_with_its_source() {
    let readme = fs::read_to_string(root().join("data/README.md")).expect("data/README.md");
    for path in files(&root().join("data"), ".tsv") {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        assert!(readme.contains(&name), "{name} is not listed in data/README.md");
    }
}
