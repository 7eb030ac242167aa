//! Keys of rows: each once, in order, and there for those who refer to them.

use isnad_text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{File, marks::isolated};
use crate::{
    Source,
    tables::{self, TableSpec},
    tsv::{Line, Sheet},
};

/// The keys of all tables that others refer to, by the name of the table.
pub(super) struct Known<'s> {
    keys: FxHashMap<&'static str, FxHashSet<&'s str>>,
}

impl<'s> Known<'s> {
    /// The keys of all layers.
    pub(super) fn of(source: &'s Source) -> Known<'s> {
        let mut keys: FxHashMap<&'static str, FxHashSet<&'s str>> = FxHashMap::default();
        let world = tables::all().iter().filter(|t| t.path.starts_with("world/"));
        for (spec, key) in world.filter_map(|t| Some((t, t.key.first()?))) {
            let name = stem(&spec.path);
            for text in source.layers().iter().filter_map(|l| l.text(&spec.path)) {
                let sheet = Sheet::read(text);
                keys.entry(name).or_default().extend(sheet.rows.iter().map(|r| sheet.cell(r, key)));
            }
        }
        Known { keys }
    }

    /// Whether one of these tables has a row of this key.
    pub(super) fn has(&self, tables: &[String], key: &str) -> bool {
        tables.iter().any(|t| self.keys.get(t.as_str()).is_some_and(|k| k.contains(key)))
    }
}

fn stem(path: &str) -> &str {
    path.rsplit('/').next().and_then(|n| n.strip_suffix(".tsv")).unwrap_or_default()
}

/// Checks that no key stands twice and that rows are in order.
pub(super) fn check(file: &mut File<'_, '_>, sheet: &Sheet<'_>, spec: &TableSpec) {
    let Some(first) = spec.key.first() else { return check_rows(file, sheet) };
    let mut seen: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
    let mut folded: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut last: Option<(Vec<&str>, usize)> = None;
    for row in &sheet.rows {
        let key: Vec<&str> = spec.key.iter().map(|c| sheet.cell(row, c)).collect();
        let part = sheet.cell(row, first);
        let compared: Vec<String> = key.iter().map(|k| spelling(k)).collect();
        if let Some(line) = seen.get(&key) {
            let what = format!("{} is listed twice, first in line {line}", isolated(part));
            file.fault(row, part, "duplicate", what, "join the two rows");
        } else if let Some(line) = folded.get(&compared) {
            let what = format!("{} is compared like the row in line {line}", isolated(part));
            let hint = "join the two rows: harakat, hidden marks and case make no difference";
            file.fault(row, part, "duplicate-folded", what, hint);
        } else if let Some((before, line)) = last.as_ref().filter(|(l, _)| spec.sorted && *l > key)
        {
            let what = format!(
                "{} stands after {} of line {line}",
                isolated(part),
                isolated(before.first().copied().unwrap_or_default())
            );
            file.fault(row, part, "unsorted", what, "sort the rows by their key, by code points");
        }
        seen.entry(key.clone()).or_insert(row.number);
        folded.entry(compared).or_insert(row.number);
        last = Some((key, row.number));
    }
}

/// Of a table without a key, no two rows are the same.
fn check_rows(file: &mut File<'_, '_>, sheet: &Sheet<'_>) {
    let mut seen: FxHashMap<&[&str], &Line<'_>> = FxHashMap::default();
    for row in &sheet.rows {
        if let Some(first) = seen.get(row.cells.as_slice()) {
            let what = format!("the same row as line {}", first.number);
            let part = row.cells.first().copied().unwrap_or_default();
            file.fault(row, part, "duplicate", what, "delete one");
        }
        seen.entry(row.cells.as_slice()).or_insert(row);
    }
}

/// A key as it is compared: the hamza makes another word in a list of words.
fn spelling(key: &str) -> String {
    if key.is_ascii() {
        return key.to_lowercase();
    }
    let hamza = key.chars().filter(|c| matches!(c, 'أ' | 'إ' | 'آ' | 'ى' | 'ة' | 'ؤ' | 'ئ'));
    format!("{}{}", fold(key), hamza.collect::<String>())
}
