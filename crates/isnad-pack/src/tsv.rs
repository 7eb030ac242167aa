//! Tables: tab-separated text with a header line, `#` comments, and lists parted by `|`.
//!
//! A table may stand in several layers of a source. The rows of all of them are read as one table;
//! where the table has a key, a row of an upper layer takes the place of the row with its key.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, Severity, Source,
    source::Layer,
    tables::{self, TableSpec},
};

/// A table of a pack, all layers together.
#[derive(Debug, Default)]
pub struct Table<'s> {
    path: String,
    columns: Vec<&'s str>,
    rows: Vec<Placed<'s>>,
    /// The cells of all rows, each row's in the order of the columns.
    cells: Vec<&'s str>,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t, 's> {
    table: &'t Table<'s>,
    row: &'t Placed<'s>,
}

/// A row: where it stands, and which of the table's cells are its own.
#[derive(Debug)]
struct Placed<'s> {
    layer: &'s Layer,
    /// From 1.
    number: usize,
    text: &'s str,
    cells: Range<usize>,
}

/// The table of one file: header and rows as they stand.
#[derive(Debug, Default)]
pub(crate) struct Sheet<'s> {
    pub(crate) header: Line<'s>,
    pub(crate) rows: Vec<Line<'s>>,
}

/// A line of a file, cut into trimmed cells.
#[derive(Debug, Default)]
pub(crate) struct Line<'s> {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) text: &'s str,
    pub(crate) cells: Vec<&'s str>,
}

impl<'s> Sheet<'s> {
    /// Reads a file; empty lines and lines that begin with `#` are for people.
    pub(crate) fn read(text: &'s str) -> Sheet<'s> {
        let mut lines = lines(text);
        let Some(first) = lines.next() else { return Sheet::default() };
        let header = Line::cut(first, 0);
        let columns = header.cells.len();
        Sheet { header, rows: lines.map(|line| Line::cut(line, columns)).collect() }
    }

    /// The cell of a row in a column of this file.
    pub(crate) fn cell(&self, row: &Line<'s>, column: &str) -> &'s str {
        let index = self.header.cells.iter().position(|c| *c == column);
        index.and_then(|i| row.cells.get(i)).copied().unwrap_or_default()
    }
}

/// The lines of a file that are for the program, with their places.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.trim_start_matches('\u{FEFF}').lines().enumerate();
    lines.filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split('\t').map(str::trim)
}

impl<'s> Line<'s> {
    /// Cuts a line that most likely has so many cells.
    fn cut((index, text): (usize, &'s str), columns: usize) -> Line<'s> {
        let mut own = Vec::with_capacity(columns);
        own.extend(cells(text));
        Line { number: index + 1, text, cells: own }
    }

    /// A finding about a part of this line.
    pub(crate) fn fault(
        &self,
        file: &(&Layer, &str),
        part: &str,
        code: &'static str,
        message: String,
        hint: &str,
    ) -> Diagnostic {
        // A part is cut from the line, so that its address says where in the line it stands.
        let offset = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..offset).unwrap_or_default();
        Diagnostic {
            severity: Severity::Error,
            code,
            path: file.0.shown(file.1),
            // An empty file has no line, and a place all the same.
            line: self.number.max(1),
            column: before.chars().count() + 1,
            width: part.chars().count().max(1),
            excerpt: self.text.to_owned(),
            message,
            hint: hint.to_owned(),
        }
    }
}

impl<'s> Table<'s> {
    /// Reads a table from all layers; one that is in no layer is empty. What is wrong with its form
    /// is found by [`crate::check`].
    pub fn read(source: &'s Source, path: &str) -> Table<'s> {
        let mut table = Table { path: path.to_owned(), ..Table::default() };
        let mut by_key: FxHashMap<Vec<&'s str>, usize> = FxHashMap::default();
        let spec = if source.layers().len() > 1 { tables::of(path) } else { None };
        for layer in source.layers() {
            let Some(text) = layer.text(path) else { continue };
            table.add(text, layer, spec, &mut by_key);
        }
        table
    }

    fn add(
        &mut self,
        text: &'s str,
        layer: &'s Layer,
        spec: Option<&TableSpec>,
        by_key: &mut FxHashMap<Vec<&'s str>, usize>,
    ) {
        let mut lines = lines(text);
        let Some((_, header)) = lines.next() else { return };
        let places: Vec<usize> = cells(header).map(|c| self.column(c)).collect();
        let in_place = places.iter().enumerate().all(|(i, p)| i == *p);
        for (index, text) in lines {
            let start = self.cells.len();
            if in_place {
                self.cells.extend(cells(text));
            } else {
                self.cells.resize(start + self.columns.len(), "");
                for (cell, place) in cells(text).zip(&places) {
                    self.cells[start + place] = cell;
                }
            }
            let own = start..self.cells.len();
            let key = spec.filter(|s| !s.key.is_empty()).map(|s| self.key(&own, &s.key));
            let fresh = self.rows.len();
            let at = key.map_or(fresh, |k| *by_key.entry(k).or_insert(fresh));
            let row = Placed { layer, number: index + 1, text, cells: own };
            match self.rows.get_mut(at) {
                Some(old) if !std::ptr::eq(old.layer, layer) => *old = row,
                _ => self.rows.push(row),
            }
        }
    }

    /// The place of a column; a new one if no layer below has it.
    fn column(&mut self, name: &'s str) -> usize {
        self.place(name).unwrap_or_else(|| {
            self.columns.push(name);
            self.columns.len() - 1
        })
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| *c == column)
    }

    /// A cell of a row; empty if the row or the table has none.
    fn cell(&self, row: &Range<usize>, column: &str) -> &'s str {
        let own = self.cells.get(row.clone()).unwrap_or_default();
        self.place(column).and_then(|i| own.get(i)).copied().unwrap_or_default()
    }

    fn key(&self, row: &Range<usize>, columns: &[String]) -> Vec<&'s str> {
        columns.iter().map(|c| self.cell(row, c)).collect()
    }

    /// The rows, those of the lowest layer first.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 's>> {
        self.rows.iter().map(|row| Row { table: self, row })
    }
}

impl<'s> Row<'_, 's> {
    /// A cell; empty if the row or the table has none.
    pub fn get(&self, column: &str) -> &'s str {
        self.table.cell(&self.row.cells, column)
    }

    /// A cell that may be empty.
    pub fn opt(&self, column: &str) -> Option<&'s str> {
        Some(self.get(column)).filter(|c| !c.is_empty())
    }

    /// The entries of a list cell.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'s str> + use<'s> {
        entries(self.get(column))
    }

    /// Whether it stands in a layer.
    pub fn is_of(&self, layer: &Layer) -> bool {
        std::ptr::eq(self.row.layer, layer)
    }

    /// A finding about a cell of this row, or about a part that was cut from one.
    pub fn fault(&self, part: &str, code: &'static str, message: String, hint: &str) -> Diagnostic {
        let line = Line { number: self.row.number, text: self.row.text, cells: Vec::new() };
        line.fault(&(self.row.layer, &self.table.path), part, code, message, hint)
    }
}

/// The entries of a list cell.
pub(crate) fn entries(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|c| !c.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cells_and_lists_and_says_where_they_stand() {
        let mut source = Source::default();
        source.insert("x.tsv", "# c\nid\tforms\na\tب|ج\n\nd\te\n".to_owned());
        let table = Table::read(&source, "x.tsv");
        let first = table.rows().next().unwrap();
        let forms: Vec<&str> = first.list("forms").collect();
        assert_eq!(forms, ["ب", "ج"]);
        let fault = first.fault(forms[1], "x", String::new(), "");
        assert_eq!((fault.line, fault.column, fault.width), (3, 5, 1));
        assert_eq!(table.rows().count(), 2);
    }

    #[test]
    fn a_row_of_an_upper_layer_takes_the_place_of_the_row_with_its_key() {
        let mut source = Source::default();
        let path = "world/people.tsv";
        source.insert(path, "id\tactor\nann\tx\nbob\ty\n".to_owned());
        let mut over = Layer::new("mine");
        over.insert(path, "actor\tid\nz\tann\nw\tcid\n".to_owned());
        source.lay(over);
        let table = Table::read(&source, path);
        let rows: Vec<_> = table.rows().map(|r| (r.get("id"), r.get("actor"))).collect();
        assert_eq!(rows, [("ann", "z"), ("bob", "y"), ("cid", "w")]);
        let last = table.rows().last().unwrap();
        assert_eq!(
            last.fault(last.get("actor"), "x", String::new(), "").path,
            "mine/world/people.tsv"
        );
    }
}
