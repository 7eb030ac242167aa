//! Everything that can be wrong with the files of a pack, found without running the pack: their
//! form, their marks, keys, order, values and what they refer to.
//!
//! All findings come out at once, in the order of layers, files and lines. What only the compiled
//! pack can tell is found by [`crate::Pack::compile`], and whether examples hold by `isnad-extract`.

mod cells;
mod common;
mod keys;
mod manifest;
mod marks;

use isnad_text::Lang;

use crate::{
    Diagnostic, Source, outlet_pages, rules,
    source::{Layer, is_table},
    tables::{self, TableSpec},
    tsv::{Line, Sheet},
};

pub use manifest::{MANIFEST, Manifest};
pub(crate) use manifest::{diagnostic_at, toml_diagnostic};

/// The description of the tables, which is part of the program.
const TABLES: &str = "tables.toml";
/// Ending of files from which others are begun.
const TEMPLATE: &str = ".template.toml";
/// Where the facts of a pack come from.
const README: &str = "README.md";

/// A file of a pack, and where to write what is wrong with it.
struct File<'f, 's> {
    layer: &'s Layer,
    path: &'s str,
    out: &'f mut Vec<Diagnostic>,
}

impl File<'_, '_> {
    fn fault(&mut self, line: &Line<'_>, part: &str, code: &'static str, what: String, hint: &str) {
        self.out.push(line.fault(&(self.layer, self.path), part, code, what, hint));
    }

    /// A finding about the whole file.
    fn fault_of_file(&mut self, code: &'static str, what: String, hint: &str) {
        let line = Line { number: 1, ..Line::default() };
        self.fault(&line, "", code, what, hint);
    }

    /// The language of its folder.
    fn lang(&self) -> Option<Lang> {
        let rest = self.path.strip_prefix("lang/")?;
        Lang::from_code(rest.split('/').next()?)
    }
}

/// What other files say that a row is held to.
struct Facts<'s> {
    known: keys::Known<'s>,
    common: common::Common,
}

/// What is wrong with the files of all layers.
pub fn check(source: &Source) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let facts = Facts { known: keys::Known::of(source), common: common::Common::of(source) };
    for (at, layer) in source.layers().iter().enumerate() {
        manifest::check(layer, at == 0, &mut out);
        for (path, text) in layer.files() {
            let mut file = File { layer, path, out: &mut out };
            check_file(&mut file, text, &facts);
        }
    }
    rules::check(source, &mut out);
    outlet_pages::check(source, &mut out);
    out
}

fn check_file(file: &mut File<'_, '_>, text: &str, facts: &Facts<'_>) {
    let path = file.path;
    if path.ends_with(README) || path.ends_with(TEMPLATE) || path == TABLES || path == MANIFEST {
        return;
    }
    check_source(file);
    marks::check_beginning(file, text);
    if is_table(path) {
        let sheet = Sheet::read(text);
        match tables::of(path) {
            Some(spec) => check_table(file, &sheet, spec, facts),
            None => file.fault_of_file(
                "unknown-file",
                "no table is read from here".to_owned(),
                &near(path),
            ),
        }
    } else if rules::place(path).is_some() || outlet_pages::name_of(path).is_some() {
        marks::check_lines(file, text);
    } else {
        let what = "no rule is read from here".to_owned();
        file.fault_of_file(
            "unknown-file",
            what,
            "rules stand in lang/LANGUAGE/rules/KIND/ID.toml and outlets/NAME.toml",
        );
    }
}

fn check_table(file: &mut File<'_, '_>, sheet: &Sheet<'_>, spec: &TableSpec, facts: &Facts<'_>) {
    check_header(file, sheet, spec);
    marks::check(file, &sheet.header);
    let width = sheet.header.cells.len();
    for row in &sheet.rows {
        if row.cells.len() > width {
            let what = format!("{} cells where the header has {width}", row.cells.len());
            let part = row.cells.get(width).copied().unwrap_or_default();
            file.fault(row, part, "too-many-cells", what, "look for a stray tab");
        }
        marks::check(file, row);
        cells::check(file, sheet, row, spec, &facts.known);
        common::check(file, sheet, row, &facts.common);
    }
    keys::check(file, sheet, spec);
}

fn check_header(file: &mut File<'_, '_>, sheet: &Sheet<'_>, spec: &TableSpec) {
    let header = &sheet.header;
    for cell in header.cells.iter().filter(|c| !is_column(spec, c)) {
        let names: Vec<&str> = spec.columns.keys().map(String::as_str).collect();
        let hint = format!("the columns are {}", names.join(", "));
        file.fault(header, cell, "unknown-field", format!("no column `{cell}`"), &hint);
    }
    for (column, _) in spec
        .columns
        .iter()
        .filter(|(c, k)| (k.needed || spec.key.contains(c)) && !header.cells.contains(&c.as_str()))
    {
        let what = format!("no column `{column}`");
        file.fault(header, "", "missing-column", what, "add it to the header line");
    }
}

/// Whether a table may have a column; those in English may stand in any language.
fn is_column(spec: &TableSpec, name: &str) -> bool {
    let sister = name.rsplit_once('_').filter(|(_, code)| Lang::from_code(code).is_some());
    spec.columns.contains_key(name)
        || sister.is_some_and(|(stem, _)| spec.columns.contains_key(&format!("{stem}_en")))
        || Lang::from_code(name).is_some() && spec.columns.contains_key(Lang::EN.code())
}

/// Facts need a source: the README of the pack names every file, or its manifest the source of all.
fn check_source(file: &mut File<'_, '_>) {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let readme = file.layer.text(README).unwrap_or_default();
    let named = |folder| readme.contains(folder);
    let rules = rules::place(file.path).is_some() && named("rules/")
        || outlet_pages::name_of(file.path).is_some() && named("outlets/");
    if !readme.contains(name) && !rules && manifest::source_of(file.layer).is_none() {
        let hint =
            "name the file with source and licence in README.md, or give `source` in pack.toml";
        file.fault_of_file(
            "no-source",
            format!("README.md does not say where {name} comes from"),
            hint,
        );
    }
}

/// The path of a known table that is most like an unknown one.
fn near(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let same = tables::all().iter().find(|t| t.path.ends_with(&format!("/{name}")));
    let all = "docs/PACKS.md lists the tables";
    same.map_or_else(|| all.to_owned(), |t| format!("did you mean {}?", t.path))
}
