//! What the tables of a pack hold: `data/tables.toml`, by which packs are checked and laid over one
//! another. It is part of the program, not of a pack.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;

/// The tables that a pack may have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    table: Vec<TableSpec>,
}

/// What one table holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Its path; `*` stands for the folder of any language, an ISO 639-1 code.
    pub path: String,
    /// Columns that name a row; empty if rows have no name.
    #[serde(default)]
    pub key: Vec<String>,
    /// Whether its rows stand in the order of their keys.
    #[serde(default)]
    pub sorted: bool,
    /// Columns by name.
    pub columns: BTreeMap<String, Column>,
}

/// What a column holds.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub struct Column {
    /// What its entries are.
    pub kind: ColumnKind,
    /// Whether it must be filled.
    pub needed: bool,
    /// Whether it is a list parted by `|`.
    pub list: bool,
}

/// What the entries of a column are.
#[derive(Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words of the folder's language, or text in Arabic, in English, or any.
    Text(Script),
    /// Letters, digits and hyphens.
    Id,
    /// One of these.
    OneOf(Vec<String>),
    /// The key of a row of one of these tables.
    Ref(Vec<String>),
    /// `BODY:office:from/to`.
    Office,
    /// A day, a month or a year.
    Date,
    /// A number.
    Number,
    /// `1` or empty.
    Flag,
    /// `v:` verb or `n:` noun.
    Predicate,
}

/// In which script a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// That of the folder.
    Folder,
    /// Arabic.
    Arabic,
    /// Latin.
    Latin,
    /// Any.
    Any,
}

impl From<String> for Column {
    fn from(text: String) -> Column {
        let (needed, list) = (text.contains('!'), text.contains('*'));
        let bare = text.replace(['!', '*'], "");
        let words = || bare.split_whitespace().skip(1).map(str::to_owned).collect();
        let kind = match bare.split_whitespace().next().unwrap_or_default() {
            "word" => ColumnKind::Text(Script::Folder),
            "ar" => ColumnKind::Text(Script::Arabic),
            "en" => ColumnKind::Text(Script::Latin),
            "id" => ColumnKind::Id,
            "=" => ColumnKind::OneOf(words()),
            ">" => ColumnKind::Ref(words()),
            "office" => ColumnKind::Office,
            "date" => ColumnKind::Date,
            "number" => ColumnKind::Number,
            "flag" => ColumnKind::Flag,
            "predicate" => ColumnKind::Predicate,
            _ => ColumnKind::Text(Script::Any),
        };
        Column { kind, needed, list }
    }
}

/// All tables in the order of the file.
pub fn all() -> &'static [TableSpec] {
    static TABLES: OnceLock<Vec<TableSpec>> = OnceLock::new();
    TABLES.get_or_init(|| {
        // The tests of this crate read the file, so that a fault in it does not get here.
        let tables = toml::from_str::<Tables>(include_str!("../../../data/tables.toml"));
        tables.map(|t| t.table).unwrap_or_default()
    })
}

/// The table of a path, if a pack may have one there.
pub fn of(path: &str) -> Option<&'static TableSpec> {
    all().iter().find(|t| fits(&t.path, path))
}

fn fits(pattern: &str, path: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == path };
    let inner = path.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    inner.is_some_and(|i| isnad_text::Lang::from_code(i).is_some_and(|l| l.code() == i))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_the_built_in_pack_is_described() {
        assert!(all().len() > 30);
        let source = crate::Source::builtin();
        let unknown: Vec<&str> = source.layers()[0]
            .files()
            .map(|(p, _)| p)
            .filter(|p| crate::source::is_table(p) && of(p).is_none())
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn a_star_is_one_folder() {
        assert!(fits("lang/*/x.tsv", "lang/ar/x.tsv"));
        assert!(!fits("lang/*/x.tsv", "lang/ar/more/x.tsv"));
        assert!(!fits("lang/*/x.tsv", "lang/x.tsv"));
        assert!(!fits("lang/*/x.tsv", "lang/AR/x.tsv"));
    }
}
