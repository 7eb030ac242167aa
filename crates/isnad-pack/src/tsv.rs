//! Tables: tab-separated text with a header line, `#` comments, and lists parted by `|`.

use isnad_text::fold::{is_bidi_control, is_ignorable};
use rustc_hash::FxHashMap;

use crate::{Diagnostic, Severity, Source};

/// A table of a pack file.
#[derive(Debug)]
pub struct Table<'s> {
    path: String,
    columns: FxHashMap<&'s str, usize>,
    rows: Vec<(usize, Vec<&'s str>)>,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t, 's> {
    table: &'t Table<'s>,
    line: usize,
    cells: &'t [&'s str],
}

impl<'s> Table<'s> {
    /// Reads a table that must have the columns `wanted`; a missing file is an empty table.
    pub fn read(
        source: &'s Source,
        path: &str,
        wanted: &[&str],
        out: &mut Vec<Diagnostic>,
    ) -> Table<'s> {
        let mut table =
            Table { path: path.to_owned(), columns: FxHashMap::default(), rows: Vec::new() };
        let lines = source.text(path).lines().enumerate().map(|(i, l)| (i + 1, l));
        let mut lines = lines.filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
        let Some((at, header)) = lines.next() else { return table };
        table.columns = header.split('\t').enumerate().map(|(i, c)| (c.trim(), i)).collect();
        for column in wanted.iter().filter(|c| !table.columns.contains_key(**c)) {
            out.push(table.at(
                at,
                "missing-column",
                format!("no column `{column}`"),
                "add it to the header line",
            ));
        }
        let width = header.split('\t').count();
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            if cells.len() > width {
                let message = format!("{} cells where the header has {width}", cells.len());
                out.push(table.at(line, "too-many-cells", message, "look for a stray tab"));
            }
            if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
                let message = format!("hidden mark U+{:04X}", c as u32);
                out.push(table.at(
                    line,
                    "hidden-mark",
                    message,
                    "delete it: words are listed without marks",
                ));
            }
            table.rows.push((line, cells));
        }
        table
    }

    /// The rows in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 's>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    fn at(&self, line: usize, code: &'static str, message: String, hint: &str) -> Diagnostic {
        let (path, hint) = (self.path.clone(), hint.to_owned());
        Diagnostic { severity: Severity::Error, code, path, line, column: 1, message, hint }
    }
}

impl<'s> Row<'_, 's> {
    /// A cell; empty if the row or the table has none.
    pub fn get(&self, column: &str) -> &'s str {
        let index = self.table.columns.get(column);
        index.and_then(|i| self.cells.get(*i)).copied().unwrap_or_default()
    }

    /// A cell that may be empty.
    pub fn opt(&self, column: &str) -> Option<&'s str> {
        Some(self.get(column)).filter(|c| !c.is_empty())
    }

    /// The entries of a list cell.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'s str> + use<'s> {
        self.get(column).split('|').map(str::trim).filter(|c| !c.is_empty())
    }

    /// A finding about this row.
    pub fn error(&self, code: &'static str, message: String, hint: &str) -> Diagnostic {
        self.table.at(self.line, code, message, hint)
    }
}

fn is_hidden(c: char) -> bool {
    is_bidi_control(c) || (is_ignorable(c) && !('\u{064B}'..='\u{0652}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows_and_reports_all_faults() {
        let mut source = Source::default();
        source.insert("x.tsv", "# c\nid\tforms\na\tb|c\nd\te\tf\ng\t\u{200F}h\n".to_owned());
        let mut out = Vec::new();
        let table = Table::read(&source, "x.tsv", &["id", "forms", "gloss"], &mut out);
        let codes: Vec<&str> = out.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["missing-column", "too-many-cells", "hidden-mark"]);
        assert_eq!(out[1].line, 4);
        let first = table.rows().next().unwrap();
        assert_eq!(first.list("forms").collect::<Vec<_>>(), ["b", "c"]);
    }
}
