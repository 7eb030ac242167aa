//! The text files that a pack is compiled from.

use std::{collections::BTreeMap, fmt::Write};

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../data");

/// The files of a pack by path (`lang/ar/verbs.tsv`, `world/states.tsv`).
#[derive(Debug, Clone, Default)]
pub struct Source {
    files: BTreeMap<String, String>,
}

impl Source {
    /// The files built into the program.
    pub fn builtin() -> Source {
        let mut files = BTreeMap::new();
        collect(&BUILTIN, &mut files);
        Source { files }
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), text);
    }

    /// The text of a file; empty if there is none.
    pub fn text(&self, path: &str) -> &str {
        self.files.get(path).map_or("", String::as_str)
    }

    /// Paths and texts of the files in a folder, in the order of their paths.
    pub fn in_folder(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{folder}/");
        self.files
            .iter()
            .filter(move |(p, _)| p.starts_with(&prefix))
            .map(|(p, t)| (p.as_str(), t.as_str()))
    }

    /// First 12 hexadecimal digits of the SHA-256 of paths and texts.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (path, text) in &self.files {
            hasher.update(path.as_bytes());
            hasher.update([0]);
            hasher.update(text.as_bytes());
            hasher.update([0]);
        }
        let mut out = String::new();
        for byte in hasher.finalize().iter().take(6) {
            // Writing to a string cannot fail.
            let _ = write!(out, "{byte:02x}");
        }
        out
    }
}

fn collect(dir: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let is_data = [".tsv", ".toml"].iter().any(|end| path.ends_with(end));
        if let (true, Some(text)) = (is_data, file.contents_utf8()) {
            files.insert(path, text.to_owned());
        }
    }
    dir.dirs().for_each(|d| collect(d, files));
}
