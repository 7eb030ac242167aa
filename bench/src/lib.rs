//! The pages to measure on, for the programs of this crate: HTML files of a folder, or folders with
//! `page.html` and, if the article is known, `expected.json` with its `body`; and made-up pages.

pub mod made;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::Value;

/// A page.
#[derive(Debug)]
pub struct Sample {
    /// Name of its file or folder.
    pub name: String,
    /// The file as it is.
    pub bytes: Vec<u8>,
    /// The same as text; what is no UTF-8 is replaced.
    pub html: String,
    /// The article as people cut it.
    pub body: Option<String>,
}

/// All pages of a folder, by name.
pub fn samples(folder: &Path) -> anyhow::Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for path in list(folder)? {
        if path.extension().is_some_and(|e| e == "html") {
            samples.push(sample(&path, &path, None)?);
        } else if path.join("page.html").is_file() {
            let body = expected(&path.join("expected.json"))?;
            samples.push(sample(&path, &path.join("page.html"), body)?);
        }
    }
    if samples.is_empty() {
        bail!("{}: no .html file and no folder with a page.html in it", folder.display());
    }
    Ok(samples)
}

fn sample(name: &Path, file: &Path, body: Option<String>) -> anyhow::Result<Sample> {
    let bytes = load(file)?;
    let html = String::from_utf8_lossy(&bytes).into_owned();
    let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Sample { name, bytes, html, body })
}

/// The body that is expected, if a file says so.
fn expected(path: &Path) -> anyhow::Result<Option<String>> {
    if !path.is_file() {
        return Ok(None);
    }
    let value: Value =
        serde_json::from_slice(&load(path)?).with_context(|| path.display().to_string())?;
    Ok(value.get("body").and_then(Value::as_str).map(str::to_owned))
}

#[expect(clippy::disallowed_methods, reason = "a tool of the workshop reads files")]
fn load(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a tool of the workshop reads files")]
fn list(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut out = entries.map(|e| Ok(e?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    out.sort();
    Ok(out)
}
