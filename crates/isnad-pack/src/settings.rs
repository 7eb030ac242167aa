//! Habits of a language by key: how its sentences are built, and short lists of words and keys that
//! the engines ask for.

use rustc_hash::FxHashMap;

use crate::{
    Source,
    tsv::{Table, entries},
};

/// The settings of a language (`subject` stands `after` or `before` its verb).
#[derive(Debug, Default)]
pub struct Settings {
    values: FxHashMap<String, Setting>,
}

#[derive(Debug)]
struct Setting {
    /// As it stands in the table.
    value: String,
    /// Its entries, if it is a list.
    entries: Vec<String>,
}

impl Settings {
    /// Reads `settings.tsv` of a language folder.
    pub(crate) fn read(source: &Source, folder: &str) -> Settings {
        let table = Table::read(source, &format!("{folder}/settings.tsv"));
        let setting = |value: &str| Setting {
            value: value.to_owned(),
            entries: entries(value).map(str::to_owned).collect(),
        };
        let rows = table.rows().map(|r| (r.get("key").to_owned(), setting(r.get("value"))));
        Settings { values: rows.collect() }
    }

    /// The value of a key as it stands.
    pub fn get(&self, key: &str) -> Option<&String> {
        self.values.get(key).map(|s| &s.value)
    }

    /// Whether the list of a key holds an entry.
    pub fn lists(&self, key: &str, entry: &str) -> bool {
        self.values.get(key).is_some_and(|s| s.entries.iter().any(|e| e == entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_its_entries_and_no_parts_of_them() {
        let mut source = Source::default();
        source.insert("lang/xx/settings.tsv", "key\tvalue\nnear\tat|in front\n".to_owned());
        let settings = Settings::read(&source, "lang/xx");
        assert!(settings.lists("near", "at") && settings.lists("near", "in front"));
        assert!(!settings.lists("near", "in") && !settings.lists("far", "at"));
        assert_eq!(settings.get("near").map(String::as_str), Some("at|in front"));
    }
}
