//! Names of pages: two pages that claim the same name are both kept, and told apart.

use std::collections::HashMap;

use isnad_export::sha256_hex;
use isnad_store::{Desk, Known};

/// The names given so far in this run: hash of the name to fingerprint of the page.
#[derive(Debug, Default)]
pub(crate) struct Names {
    given: HashMap<String, String>,
}

/// A name, and whether its page is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The name: the source, with `#2`, `#3` and so on behind it if other pages had it before.
    pub(crate) name: String,
    /// Whether the same page came before in this run.
    pub(crate) is_repeated: bool,
    /// What the desk knows of the page.
    pub(crate) known: Option<Known>,
}

impl Names {
    /// The name for a page of this source and fingerprint.
    pub(crate) fn name(
        &mut self,
        source: &str,
        fingerprint: &str,
        desk: Option<&Desk>,
    ) -> Result<Named, isnad_store::Error> {
        for number in 1u64.. {
            let name = if number == 1 { source.to_owned() } else { format!("{source}#{number}") };
            let key = short(&sha256_hex(name.as_bytes()));
            if let Some(given) = self.given.get(&key) {
                if *given != short(fingerprint) {
                    continue;
                }
                return Ok(Named { name, is_repeated: true, known: None });
            }
            let known = desk.map(|d| d.known(&name)).transpose()?.flatten();
            if known.as_ref().is_some_and(|k| k.fingerprint != fingerprint) {
                continue;
            }
            self.given.insert(key, short(fingerprint));
            return Ok(Named { name, is_repeated: false, known });
        }
        Ok(Named { name: source.to_owned(), is_repeated: true, known: None })
    }
}

/// Enough of a hash to tell the pages of one run apart.
fn short(hash: &str) -> String {
    hash.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_name_and_other_page_gets_a_number() {
        let mut names = Names::default();
        let mut name = |source: &str, page: &str| {
            let named = names.name(source, page, None).unwrap();
            (named.name, named.is_repeated)
        };
        assert_eq!(name("a", "one"), ("a".into(), false));
        assert_eq!(name("a", "two"), ("a#2".into(), false));
        assert_eq!(name("a", "two"), ("a#2".into(), true));
        assert_eq!(name("a", "one"), ("a".into(), true));
        assert_eq!(name("b", "one"), ("b".into(), false));
    }
}
