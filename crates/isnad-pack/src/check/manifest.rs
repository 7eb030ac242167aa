//! `pack.toml`: what a pack is called, and whether it stands by itself.

use serde::Deserialize;

use super::File;
use crate::{Diagnostic, source::Layer, tsv::Line};

/// Name of the file.
pub const MANIFEST: &str = "pack.toml";

/// What a pack says of itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// A short name.
    pub name: String,
    /// What it holds.
    #[serde(default)]
    pub about: String,
    /// Under which licence it is given.
    pub licence: String,
    /// Where its facts come from; needed where no README names every file.
    #[serde(default)]
    pub source: String,
    /// Whether it stands by itself; otherwise it is laid over the built-in pack.
    #[serde(default)]
    pub base: bool,
}

impl Manifest {
    /// The manifest of a layer, if it has a readable one.
    pub fn of(layer: &Layer) -> Option<Manifest> {
        toml::from_str(layer.text(MANIFEST)?).ok()
    }
}

/// The source that a manifest gives for all files.
pub(super) fn source_of(layer: &Layer) -> Option<String> {
    Manifest::of(layer).map(|m| m.source).filter(|s| !s.is_empty())
}

/// Checks that a layer has a manifest, and that the ground is one that stands by itself.
pub(super) fn check(layer: &Layer, ground: bool, out: &mut Vec<Diagnostic>) {
    let mut file = File { layer, path: MANIFEST, out };
    let Some(text) = layer.text(MANIFEST) else {
        let hint = "write one with `name`, `licence` and `source`";
        return file.fault_of_file("no-manifest", "the pack has no pack.toml".to_owned(), hint);
    };
    match toml::from_str::<Manifest>(text) {
        Ok(manifest) if ground && !manifest.base => {
            let hint = "add `base = true`, or lay it over the built-in pack";
            file.fault_of_file("no-base", "this pack does not stand by itself".to_owned(), hint);
        }
        Ok(_) => {}
        Err(error) => {
            toml_fault(&mut file, text, &error);
        }
    }
}

/// A fault that the reader of TOML found.
fn toml_fault(file: &mut File<'_, '_>, text: &str, error: &toml::de::Error) {
    let fault = toml_diagnostic((file.layer, file.path), text, error);
    file.out.push(fault);
}

/// A fault that the reader of TOML found, where it stands.
pub(crate) fn toml_diagnostic(
    file: (&Layer, &str),
    text: &str,
    error: &toml::de::Error,
) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().lines().next().unwrap_or_default().to_owned();
    let is_field = message.starts_with("unknown field");
    let code = if is_field { "unknown-field" } else { "bad-toml" };
    diagnostic_at(file, text, span, code, message, "docs/PACKS.md shows the form")
}

/// A finding about a stretch of bytes of a file.
pub(crate) fn diagnostic_at(
    file: (&Layer, &str),
    text: &str,
    span: std::ops::Range<usize>,
    code: &'static str,
    message: String,
    hint: &str,
) -> Diagnostic {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let number = before.matches('\n').count() + 1;
    let row = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let line = Line { number, text: row, cells: Vec::new() };
    let end = span.end.min(start + row.len()).max(span.start);
    let part = text.get(span.start..end).unwrap_or_default();
    line.fault(&file, part, code, message, hint)
}
