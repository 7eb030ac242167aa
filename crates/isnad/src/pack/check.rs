//! `isnad pack check [DIR]`: all that is wrong with a pack, each at its place.

use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::Args;
use isnad_extract::examples;
use isnad_pack::{
    Diagnostic, Pack, Severity, Source,
    source::{Layer, is_table},
};
use serde_json::json;

use super::{list::rows, load};
use crate::{DONE, NOTHING, term::Screen};

/// Check a pack: form, marks, keys, references, rules, and every example
///
/// Without DIR the built-in pack. All errors are shown, each with file, line, column and a hint; the
/// exit status is 1 if there are any.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Folder of the pack
    dir: Option<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<u8> {
    let mut source = Source::builtin();
    if let Some(dir) = &args.dir {
        load::lay(&mut source, load::layer(dir)?);
    }
    let faults = faults(&source);
    let Some(layer) = source.layers().last() else { return Ok(DONE) };
    let mut screen = Screen::new();
    if args.json {
        let out =
            json!({ "schema": "isnad.pack-check/1", "pack": source.hash(), "findings": faults });
        screen.line(&out.to_string())?;
    } else {
        for fault in &faults {
            screen.line(&rendered(fault))?;
            screen.line("")?;
        }
        screen.line(&summary(layer, &faults))?;
    }
    screen.flush()?;
    let refused = faults.iter().any(|f| f.severity == Severity::Error);
    Ok(if refused { NOTHING } else { DONE })
}

/// What is wrong with the topmost pack of a source, file by file.
fn faults(source: &Source) -> Vec<Diagnostic> {
    let mut faults = isnad_pack::check(source);
    faults.extend(isnad_page::check_outlets(source));
    let (pack, more) = Pack::compile(source);
    faults.extend(more);
    if let Some(layer) = source.layers().last() {
        faults.extend(examples::check(&pack, source, layer));
        let root = layer.shown("");
        faults.retain(|f| f.path.starts_with(&root));
    }
    faults.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
    faults.dedup();
    faults
}

fn summary(layer: &Layer, faults: &[Diagnostic]) -> String {
    let n_files = layer.files().count();
    let n_rows: usize =
        layer.files().filter(|(path, _)| is_table(path)).map(|(_, text)| rows(text)).sum();
    let name = if layer.root.is_empty() { "the built-in pack" } else { &layer.root };
    let n_warnings = faults.iter().filter(|f| f.severity == Severity::Warning).count();
    let errors = match faults.len() - n_warnings {
        0 => "no errors".to_owned(),
        1 => "1 error".to_owned(),
        n => format!("{n} errors"),
    };
    let warnings = match n_warnings {
        0 => String::new(),
        1 => ", 1 warning".to_owned(),
        n => format!(", {n} warnings"),
    };
    format!("{name}: {n_files} files, {n_rows} rows, {errors}{warnings}")
}

/// A finding with its line, the place marked, and the hint.
pub(crate) fn rendered(fault: &Diagnostic) -> String {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let byte = |n: usize| {
        let mut at = fault.excerpt.char_indices().map(|(i, _)| i);
        at.nth(n).unwrap_or(fault.excerpt.len())
    };
    let start = byte(fault.column.saturating_sub(1));
    let span = start..byte(fault.column.saturating_sub(1) + fault.width);
    let snippet = Snippet::source(fault.excerpt.as_str())
        .line_start(fault.line)
        .path(fault.path.as_str())
        .annotation(AnnotationKind::Primary.span(span));
    let title = level.primary_title(fault.message.as_str()).id(fault.code);
    let mut group = Group::with_title(title).element(snippet);
    if !fault.hint.is_empty() {
        group = group.element(Level::HELP.message(fault.hint.as_str()));
    }
    Renderer::plain().render(&[group])
}
