//! Names of one word that are common words of their language: without a guard they would be found
//! in every sentence.

use isnad_text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{File, marks::isolated};
use crate::{
    Source,
    tsv::{Line, Sheet, Table, entries},
};

/// Tables of common words, and the column that holds them.
const TABLES: [(&str, &str); 3] =
    [("stop.tsv", "word"), ("function.tsv", "forms"), ("vocabulary/common.tsv", "lemma")];

/// The common words of each language, by its code.
pub(super) struct Common {
    words: FxHashMap<String, FxHashSet<String>>,
}

impl Common {
    /// The words of all layers.
    pub(super) fn of(source: &Source) -> Common {
        let mut words: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
        for lang in source.languages() {
            let own = words.entry(lang.code().to_owned()).or_default();
            for (table, column) in TABLES {
                let table = Table::read(source, &format!("lang/{}/{table}", lang.code()));
                own.extend(table.rows().flat_map(|row| row.list(column)).map(fold));
            }
        }
        Common { words }
    }

    /// Whether a name is a common word and nothing shows it. A capital letter shows it where the
    /// script has them.
    fn is_bare(&self, lang: &str, name: &str) -> bool {
        let common = || self.words.get(lang).is_some_and(|words| words.contains(&fold(name)));
        !name.contains(' ') && !name.chars().any(char::is_uppercase) && common()
    }
}

/// Checks the names of a row of the world.
pub(super) fn check(file: &mut File<'_, '_>, sheet: &Sheet<'_>, row: &Line<'_>, common: &Common) {
    if !file.path.starts_with("world/") || !sheet.cell(row, "ambiguous").is_empty() {
        return;
    }
    for (column, cell) in sheet.header.cells.iter().zip(&row.cells) {
        let Some((kind, lang)) = column.rsplit_once('_') else { continue };
        if !matches!(kind, "name" | "names") {
            continue;
        }
        let guarded: Vec<&str> = entries(sheet.cell(row, &format!("bare_{lang}"))).collect();
        for name in entries(cell).filter(|n| common.is_bare(lang, n) && !guarded.contains(n)) {
            let what = format!("{} is a common word", isolated(name));
            let hint = "put 1 into `ambiguous` or the name into `bare_…`, where the table has them; \
                        else give a longer name";
            file.fault(row, name, "unguarded-name", what, hint);
        }
    }
}
