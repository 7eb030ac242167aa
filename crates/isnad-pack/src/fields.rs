//! `html/fields.tsv`: words of classes, ids and properties that tell what an element of a page holds.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Diagnostic, Source, tsv::Table};

/// What a class or the name of a property says that its element holds; several at once are usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles {
    /// Who wrote the article.
    pub author: bool,
    /// A date, of whatever.
    pub date: bool,
    /// The date of publication.
    pub published: bool,
    /// The date of the last change.
    pub updated: bool,
    /// Something beside the article: other stories, comments, frames.
    pub other: bool,
    /// The name of the site.
    pub site: bool,
}

impl Roles {
    /// Both together.
    #[must_use]
    pub fn and(self, more: Roles) -> Roles {
        Roles {
            author: self.author || more.author,
            date: self.date || more.date,
            published: self.published || more.published,
            updated: self.updated || more.updated,
            other: self.other || more.other,
            site: self.site || more.site,
        }
    }
}

/// The words, compiled.
#[derive(Debug, Default)]
pub struct FieldWords {
    roles: FxHashMap<String, Roles>,
    by: FxHashSet<String>,
}

impl FieldWords {
    /// Reads the table.
    pub fn read(source: &Source, out: &mut Vec<Diagnostic>) -> FieldWords {
        let mut words = FieldWords::default();
        for row in Table::read(source, "html/fields.tsv").rows() {
            let kind = row.get("kind");
            let mut roles = Roles::default();
            match kind {
                "author" => roles.author = true,
                "date" => roles.date = true,
                "published" => roles.published = true,
                "updated" => roles.updated = true,
                "other" => roles.other = true,
                "site" => roles.site = true,
                "by" => {
                    words.by.extend(row.list("words").map(str::to_lowercase));
                    continue;
                }
                _ => {
                    let message = format!("no kind `{kind}`");
                    out.push(row.fault(kind, "unknown-class", message, "see the other rows"));
                    continue;
                }
            }
            for word in row.list("words") {
                let slot = words.roles.entry(word.to_lowercase()).or_default();
                *slot = slot.and(roles);
            }
        }
        words
    }

    /// What the words of a class or another name say.
    pub fn roles(&self, name: &str) -> Roles {
        let mut roles = Roles::default();
        for chunk in name.split(|c: char| !c.is_alphanumeric()).filter(|c| !c.is_empty()) {
            for word in camel_words(chunk) {
                if let Some(found) = self.roles.get(word.to_lowercase().as_str()) {
                    roles = roles.and(*found);
                }
            }
        }
        roles
    }

    /// Whether a word stands before the name of an author, in any language that has no pack.
    pub fn is_by(&self, word: &str) -> bool {
        self.by.contains(&word.to_lowercase())
    }
}

/// The parts of `publishDate`, cut before capitals.
fn camel_words(chunk: &str) -> impl Iterator<Item = &str> {
    let mut rest = chunk;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut small = false;
        let cut = rest.char_indices().find_map(|(i, c)| {
            let here = c.is_uppercase() && small;
            small = !c.is_uppercase();
            here.then_some(i)
        });
        let (word, left) = rest.split_at(cut.unwrap_or(rest.len()));
        rest = left;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_word_by_word() {
        let words = FieldWords::read(&Source::builtin(), &mut Vec::new());
        assert!(words.roles("post-meta entry__authorName").author);
        assert!(words.roles("metaInfoDateTime").date);
        assert!(words.roles("ArticleHeadingLinks_updatedAt__ZdncP").updated);
        // "update" is no part of "candidate", "date" none of "validated".
        assert_eq!(words.roles("candidates validated authority"), Roles::default());
        assert!(words.is_by("Von") && !words.is_by("vonnis"));
    }
}
