//! Clitics in writing: how one word can be cut into conjunction, preposition, article, stem and
//! pronoun.

use crate::{Source, tsv::Table};

/// The clitics of a language.
#[derive(Debug, Default)]
pub struct Clitics {
    before: Vec<Proclitic>,
    after: Vec<Enclitic>,
    /// Letters at the end of a stem that stand for others before a pronoun.
    swaps: Vec<(String, String)>,
}

/// What stands before a stem: a combination of conjunction, preposition and article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proclitic {
    /// The letters, as written together, folded.
    pub form: String,
    /// The conjunction, or empty.
    pub conj: String,
    /// The preposition, or empty.
    pub prep: String,
    /// The letters of the article, or empty.
    pub article: bool,
    /// Whether it marks the future.
    pub future: bool,
    /// Whether only verbs take it.
    pub verb_only: bool,
    /// Whether only nouns take it.
    pub noun_only: bool,
}

/// A pronoun written on a word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enclitic {
    /// The letters, folded.
    pub form: String,
    /// Person, number, gender: `3ms`.
    pub person: String,
}

/// One way to cut a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split<'c> {
    /// What stands before the stem.
    pub before: Option<&'c Proclitic>,
    /// The stem, folded.
    pub stem: String,
    /// The pronoun after it.
    pub after: Option<&'c Enclitic>,
}

impl Clitics {
    /// Reads `clitics.tsv` of a language folder.
    pub fn read(source: &Source, folder: &str) -> Clitics {
        let mut clitics = Clitics::default();
        let path = format!("{folder}/clitics.tsv");
        for row in Table::read(source, &path).rows() {
            let form = isnad_text::fold(row.get("form"));
            if row.get("side") == "swap" {
                clitics.swaps.push((form, isnad_text::fold(row.get("host"))));
                continue;
            }
            if row.get("side") == "post" {
                clitics.after.push(Enclitic { form, person: row.get("person").to_owned() });
                continue;
            }
            clitics.before.push(Proclitic {
                form,
                conj: row.get("conj").to_owned(),
                prep: row.get("prep").to_owned(),
                article: !row.get("article").is_empty(),
                future: !row.get("future").is_empty(),
                verb_only: row.get("host") == "verb",
                noun_only: row.get("host") == "noun",
            });
        }
        clitics
    }

    /// All ways to cut a folded word into clitics and a stem of two letters or more, the whole word
    /// first.
    pub fn splits(&self, word: &str) -> Vec<Split<'_>> {
        let mut out = vec![Split { before: None, stem: word.to_owned(), after: None }];
        self.cut_after(word, None, &mut out);
        for before in &self.before {
            let Some(rest) = word.strip_prefix(before.form.as_str()) else { continue };
            if rest.chars().nth(1).is_none() {
                continue;
            }
            out.push(Split { before: Some(before), stem: rest.to_owned(), after: None });
            if !before.article {
                self.cut_after(rest, Some(before), &mut out);
            }
        }
        out
    }

    /// The forms under which the stem of a split may be listed: itself, and before a pronoun also
    /// with the letters that the pronoun changed put back.
    pub fn hosts(&self, split: &Split<'_>) -> Vec<String> {
        let mut out = vec![split.stem.clone()];
        for (from, to) in self.swaps.iter().filter(|_| split.after.is_some()) {
            out.extend(split.stem.strip_suffix(from.as_str()).map(|rest| format!("{rest}{to}")));
        }
        out
    }

    /// The stems that a word may have once conjunctions and prepositions are cut off, the article
    /// kept, longest first; with what was cut. Names are looked up by these.
    pub fn name_stems<'c>(&'c self, word: &str) -> Vec<(Option<&'c Proclitic>, String)> {
        let mut out = vec![(None, word.to_owned())];
        for before in self.before.iter().filter(|b| !b.verb_only) {
            let Some(rest) = word.strip_prefix(before.form.as_str()) else { continue };
            if rest.chars().nth(1).is_none() {
                continue;
            }
            if !before.article {
                out.push((Some(before), rest.to_owned()));
            } else if !before.prep.is_empty() || !before.conj.is_empty() {
                out.push((Some(before), format!("{}{rest}", self.article())));
            }
        }
        out
    }

    /// The stems of a word without conjunction, preposition and article.
    pub fn bare_stems<'c>(&'c self, word: &str) -> Vec<(Option<&'c Proclitic>, String)> {
        let mut out = vec![(None, word.to_owned())];
        for before in self.before.iter().filter(|b| !b.verb_only) {
            let rest =
                word.strip_prefix(before.form.as_str()).filter(|r| r.chars().nth(1).is_some());
            out.extend(rest.map(|r| (Some(before), r.to_owned())));
        }
        out
    }

    /// The letters of the bare article; empty in a language that does not write it on the word.
    pub fn article(&self) -> &str {
        let bare = self.before.iter().find(|b| b.article && b.conj.is_empty() && b.prep.is_empty());
        bare.map_or("", |b| b.form.as_str())
    }

    fn cut_after<'c>(
        &'c self,
        stem: &str,
        before: Option<&'c Proclitic>,
        out: &mut Vec<Split<'c>>,
    ) {
        for after in &self.after {
            let Some(rest) = stem.strip_suffix(after.form.as_str()) else { continue };
            if rest.chars().nth(1).is_some() {
                out.push(Split { before, stem: rest.to_owned(), after: Some(after) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_clitics_and_keeps_the_article_of_names() {
        let clitics = Clitics::read(&Source::builtin(), "lang/ar");
        let stems: Vec<String> =
            clitics.name_stems("وللولايات").into_iter().map(|(_, s)| s).collect();
        assert!(stems.contains(&"الولايات".to_owned()), "{stems:?}");
        let splits = clitics.splits("ولقائه");
        assert!(splits.iter().any(|s| s.stem == "لقائ" && s.after.is_some()), "{splits:?}");
    }
}
