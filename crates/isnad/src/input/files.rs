//! Which files to read: those named, and those in the folders named, in a fixed order.

use std::path::{Path, PathBuf};

use super::{STDIN, open};
use crate::problem::Problem;

/// Files in the order in which they are read, and what cannot be.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) steps: Vec<Step>,
    /// Bytes of all files; `None` if standard input is among them.
    pub(crate) bytes: Option<u64>,
    /// Files in folders that were left alone because of their names.
    pub(crate) n_others: usize,
}

/// One thing to do.
#[derive(Debug)]
pub(crate) enum Step {
    /// Read this file.
    File(PathBuf, FileKind),
    /// Report this.
    Problem(Problem),
}

/// How a file holds pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// As its first bytes say: one page, an archive or a feed.
    Content,
    /// One page a line, as JSON.
    Lines,
}

/// What is to be read, from the paths of a command line.
pub(crate) fn plan(paths: &[PathBuf]) -> Plan {
    let mut plan = Plan { bytes: Some(0), ..Plan::default() };
    for path in paths {
        plan.add_named(path);
    }
    plan
}

impl Plan {
    fn add_named(&mut self, path: &Path) {
        if path.as_os_str() == STDIN {
            self.bytes = None;
            self.steps.push(Step::File(path.to_owned(), FileKind::Lines));
            return;
        }
        match std::fs::metadata(path) {
            Err(error) => self.fail(path, &error),
            Ok(meta) if meta.is_dir() => self.add_folder(path),
            Ok(meta) => {
                let kind = kind_of(path).unwrap_or(FileKind::Content);
                self.add_file(path.to_owned(), kind, meta.len());
            }
        }
    }

    /// All pages of a folder and its folders, by name. Links to folders are not followed: they
    /// could lead in a circle.
    fn add_folder(&mut self, folder: &Path) {
        let mut entries: Vec<PathBuf> = match list(folder) {
            Ok(entries) => entries,
            Err(error) => return self.fail(folder, &error),
        };
        entries.sort();
        let before = self.steps.len() + self.n_others;
        for path in entries {
            self.add_found(path);
        }
        if self.steps.len() + self.n_others == before {
            let what = format!("{}: an empty folder", folder.display());
            self.steps.push(Step::Problem(Problem::new(what, "name a folder with pages")));
        }
    }

    fn add_found(&mut self, path: PathBuf) {
        let is_hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        let is_link = path.is_symlink();
        match std::fs::metadata(&path) {
            _ if is_hidden => self.n_others += 1,
            Err(error) => self.fail(&path, &error),
            Ok(meta) if meta.is_dir() && is_link => self.n_others += 1,
            Ok(meta) if meta.is_dir() => self.add_folder(&path),
            Ok(meta) => match kind_of(&path) {
                Some(kind) if meta.is_file() => self.add_file(path, kind, meta.len()),
                _ => self.n_others += 1,
            },
        }
    }

    fn add_file(&mut self, path: PathBuf, kind: FileKind, bytes: u64) {
        self.bytes = self.bytes.map(|sum| sum + bytes);
        self.steps.push(Step::File(path, kind));
    }

    fn fail(&mut self, path: &Path, error: &std::io::Error) {
        self.steps.push(Step::Problem(Problem::io(&path.display().to_string(), error)));
    }
}

/// How a file holds pages, by its name; `None` if it holds something else. Crawlers often store
/// pages without an ending.
fn kind_of(path: &Path) -> Option<FileKind> {
    let Some(ending) = path.extension() else { return Some(FileKind::Content) };
    match ending.to_string_lossy().to_ascii_lowercase().as_str() {
        "gz" => kind_of(Path::new(path.file_stem()?)),
        "txt" | "text" | "html" | "htm" | "xhtml" | "shtml" | "warc" | "wet" | "rss" | "atom" => {
            Some(FileKind::Content)
        }
        "xml" | "rdf" | "json" if open::is_feed(path) => Some(FileKind::Content),
        "jsonl" | "ndjson" => Some(FileKind::Lines),
        _ => None,
    }
}

#[expect(clippy::disallowed_methods, reason = "the binary reads the files for the core")]
fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}
