//! The search index: folded words and their stems. The caller folds, this crate only keeps.

use rusqlite::{Transaction, params};

/// The words of a page, parted by spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexWords {
    /// Folded words as they stand.
    pub surface: String,
    /// The same words without clitics, every reading of them.
    pub stems: String,
}

/// A word that is looked for: it is found as it stands or by any of its stems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryWord {
    /// The folded word.
    pub surface: String,
    /// Its readings without clitics.
    pub stems: Vec<String>,
    /// Whether it tells nothing by itself: it is looked for only where no other word is.
    pub is_small: bool,
}

/// Puts the words of a page into the index, in place of those it had.
pub(crate) fn index(tx: &Transaction<'_>, id: i64, words: &IndexWords) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO words (rowid, surface, stems) VALUES (?1, ?2, ?3)")?
        .execute(params![id, words.surface, words.stems])?;
    Ok(())
}

/// The query in the language of FTS5: all words, each in any of its forms.
pub(crate) fn expression(words: &[QueryWord]) -> String {
    let has_telling = words.iter().any(|word| !word.is_small);
    let sought = words.iter().filter(|word| !has_telling || !word.is_small);
    sought.map(word_expression).collect::<Vec<_>>().join(" AND ")
}

fn word_expression(word: &QueryWord) -> String {
    let stems = word.stems.iter().map(|s| format!("stems : {}", quoted(s)));
    let forms: Vec<String> =
        std::iter::once(format!("surface : {}", quoted(&word.surface))).chain(stems).collect();
    format!("({})", forms.join(" OR "))
}

/// A string of FTS5: nothing in it is an operator.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_in_words_are_only_words() {
        let stems = vec!["NOT".into()];
        let word = QueryWord { surface: "a\" OR b*".into(), stems, is_small: false };
        assert_eq!(expression(&[word]), r#"(surface : "a"" OR b*" OR stems : "NOT")"#);
    }

    #[test]
    fn small_words_are_looked_for_only_by_themselves() {
        let word = |surface: &str, is_small| QueryWord {
            surface: surface.into(),
            stems: Vec::new(),
            is_small,
        };
        let all = [word("the", true), word("port", false)];
        assert_eq!(expression(&all), r#"(surface : "port")"#);
        assert_eq!(expression(&all[..1]), r#"(surface : "the")"#);
    }
}
