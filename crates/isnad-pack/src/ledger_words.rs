//! Words of standing relations: deals, duties, goods, ordinals.

use crate::{Source, gazetteer::Gazetteer, tsv::Table};

/// What a word of a standing relation means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerWord {
    /// `agreement`, `obligation`, `goods`, `ordinal`, …
    pub class: String,
    /// Id within the class.
    pub key: String,
}

/// The ledger words of a language.
pub type LedgerWords = Gazetteer<LedgerWord>;

/// Reads `ledger.tsv` of a language folder.
pub fn read(source: &Source, folder: &str) -> LedgerWords {
    let mut words = Gazetteer::of(source);
    let table = Table::read(source, &format!("{folder}/ledger.tsv"));
    for row in table.rows() {
        for form in row.list("forms") {
            words.insert(
                form,
                LedgerWord { class: row.get("class").to_owned(), key: row.get("key").to_owned() },
            );
        }
    }
    words
}
