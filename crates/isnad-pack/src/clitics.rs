//! Clitics in writing: how one word can be cut into conjunction, preposition, article, stem and
//! pronoun.

use std::{borrow::Cow, ops::Range};

use crate::{
    Source,
    affix::{ends_with, starts_with},
    inflect::{Pos, Tense},
    lexicon::Found,
    tsv::{Row, Table},
};

/// Letters that a stem has at least, where no list says that one is enough.
const SHORTEST_STEM: usize = 2;

/// The clitics of a language.
#[derive(Debug, Default)]
pub struct Clitics {
    before: Vec<Proclitic>,
    after: Vec<Enclitic>,
    /// Which begin with a letter, and which end with one.
    by_first: Listed,
    by_last: Listed,
    /// Letters at the end of a stem that stand for others before a pronoun.
    swaps: Vec<(String, String)>,
    article: String,
    /// Bytes of the longest before a stem and of the longest after it.
    reach: (usize, usize),
}

/// What stands before a stem: a combination of conjunction, preposition and article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proclitic {
    /// The letters, as written together, folded.
    pub form: String,
    /// The letters as written, not folded.
    pub written: String,
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
    /// How much rarer it makes a reading, see [`crate::analyse`].
    pub cost: u8,
}

/// A pronoun written on a word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enclitic {
    /// The letters, folded.
    pub form: String,
    /// The letters as written, not folded.
    pub written: String,
    /// Person, number, gender: `3ms`.
    pub person: String,
    /// Whether only verbs take it.
    pub verb_only: bool,
    /// Whether only nouns take it.
    pub noun_only: bool,
    /// How much rarer it makes a reading, see [`crate::analyse`].
    pub cost: u8,
}

/// One way to cut a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'c> {
    /// What stands before the stem.
    pub before: Option<&'c Proclitic>,
    /// The pronoun after it.
    pub after: Option<&'c Enclitic>,
    /// Bytes of the folded word between which the stem stands.
    stem: (u32, u32),
}

/// Clitics by a letter, found by its last eight bits: a word is asked of a dozen times.
#[derive(Debug, Default)]
struct Listed {
    lists: Vec<Vec<usize>>,
}

impl Listed {
    fn add(&mut self, letter: char, index: usize) {
        let place = letter as usize & 0xFF;
        self.lists.resize(self.lists.len().max(place + 1), Vec::new());
        if let Some(list) = self.lists.get_mut(place) {
            list.push(index);
        }
    }

    /// Those of a letter, and maybe those of others.
    fn of(&self, letter: char) -> &[usize] {
        self.lists.get(letter as usize & 0xFF).map_or(&[], Vec::as_slice)
    }
}

/// A split by the places of its clitics in their tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SplitAt {
    before: Option<u16>,
    after: Option<u16>,
    stem: (u32, u32),
}

impl Proclitic {
    /// The letters of its parts in their order, without the article; the letter of the future is a
    /// part of its own.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let rest = self.form.strip_prefix(self.conj.as_str()).filter(|_| self.future);
        [self.conj.as_str(), self.prep.as_str(), rest.unwrap_or_default()]
            .into_iter()
            .filter(|p| !p.is_empty())
    }
}

impl<'c> Split<'c> {
    /// A word that is not cut.
    pub fn whole(word: &str) -> Split<'c> {
        Split { before: None, after: None, stem: (0, word.len() as u32) }
    }

    /// The bytes of the stem in the folded word.
    pub fn range(&self) -> Range<usize> {
        self.stem.0 as usize..self.stem.1 as usize
    }

    /// The stem, given the folded word that was cut.
    pub fn stem<'w>(&self, word: &'w str) -> &'w str {
        word.get(self.range()).unwrap_or_default()
    }

    /// Whether the clitics may stand on a form.
    pub(crate) fn takes(&self, found: &Found<'_>) -> bool {
        let features = found.analysis().features;
        let verb = features.pos == Pos::Verb;
        let needs = &found.ending.needs;
        let behind = match self.after {
            None => !needs.pronoun,
            // Particles take the pronouns of both.
            Some(_) if features.pos == Pos::Particle => !needs.no_pronoun,
            Some(a) => !needs.no_pronoun && !(if verb { a.noun_only } else { a.verb_only }),
        };
        let before = self.before.is_none_or(|b| {
            let host = if verb { !b.noun_only } else { !b.verb_only };
            let tense = !b.future || features.tense == Tense::Present;
            let article = !b.article || !needs.no_article;
            host && tense && article && (b.prep.is_empty() || !needs.no_preposition)
        });
        before && behind
    }
}

impl Clitics {
    /// Reads `clitics.tsv` of a language folder.
    pub fn read(source: &Source, folder: &str) -> Clitics {
        let mut clitics = Clitics::default();
        let path = format!("{folder}/clitics.tsv");
        for row in Table::read(source, &path).rows() {
            clitics.add(&row);
        }
        let bare =
            clitics.before.iter().find(|b| b.article && b.conj.is_empty() && b.prep.is_empty());
        let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or_default();
        clitics.reach = (
            longest(&mut clitics.before.iter().map(|b| b.form.len())),
            longest(&mut clitics.after.iter().map(|a| a.form.len())),
        );
        clitics.article = bare.map(|b| b.form.clone()).unwrap_or_default();
        clitics
    }

    fn add(&mut self, row: &Row<'_, '_>) {
        let written = row.get("form").to_owned();
        let form = isnad_text::fold(&written);
        let cost = row.get("cost").parse().unwrap_or(0);
        if row.get("side") == "swap" {
            self.swaps.push((form, isnad_text::fold(row.get("host"))));
        } else if row.get("side") == "post" {
            let last = form.chars().next_back().unwrap_or_default();
            self.by_last.add(last, self.after.len());
            let person = row.get("person").to_owned();
            let (verb_only, noun_only) = (row.get("host") == "verb", row.get("host") == "noun");
            self.after.push(Enclitic { form, written, person, verb_only, noun_only, cost });
        } else {
            let first = form.chars().next().unwrap_or_default();
            self.by_first.add(first, self.before.len());
            self.before.push(Proclitic {
                form,
                written,
                conj: row.get("conj").to_owned(),
                prep: row.get("prep").to_owned(),
                article: !row.get("article").is_empty(),
                future: !row.get("future").is_empty(),
                verb_only: row.get("host") == "verb",
                noun_only: row.get("host") == "noun",
                cost,
            });
        }
    }

    /// Bytes of the longest before a stem and of the longest after it.
    pub(crate) fn reach(&self) -> (usize, usize) {
        self.reach
    }

    /// The place of something written before a stem.
    pub(crate) fn place_of_before(&self, before: &Proclitic) -> Option<u16> {
        place(&self.before, before)
    }

    /// What [`Clitics::place_of_before`] told the place of.
    pub(crate) fn before_at(&self, place: u16) -> Option<&Proclitic> {
        self.before.get(usize::from(place))
    }

    /// A split without its clitics themselves.
    pub(crate) fn place_of(&self, split: &Split<'_>) -> SplitAt {
        let before = split.before.and_then(|b| self.place_of_before(b));
        let after = split.after.and_then(|a| place(&self.after, a));
        SplitAt { before, after, stem: split.stem }
    }

    /// The split that [`Clitics::place_of`] described.
    pub(crate) fn split_of(&self, at: &SplitAt) -> Split<'_> {
        Split {
            before: at.before.and_then(|i| self.before_at(i)),
            after: at.after.and_then(|i| self.after.get(usize::from(i))),
            stem: at.stem,
        }
    }

    /// All ways to cut a folded word into clitics and a stem of two letters or more, the whole word
    /// first.
    pub fn splits<'c>(&'c self, word: &str) -> impl Iterator<Item = Split<'c>> {
        self.cuts(word, SHORTEST_STEM)
    }

    /// All ways to cut a folded word into clitics and a stem of so many letters or more.
    pub(crate) fn cuts<'c>(&'c self, word: &str, least: usize) -> impl Iterator<Item = Split<'c>> {
        let whole = Split::whole(word);
        let uncut = std::iter::once(whole).chain(self.cut_after(word, whole, least));
        let cut = self.cut_before(word, least).flat_map(move |(before, rest)| {
            let stem = ((word.len() - rest.len()) as u32, word.len() as u32);
            let split = Split { before: Some(before), after: None, stem };
            let after =
                if before.article { None } else { Some(self.cut_after(word, split, least)) };
            std::iter::once(split).chain(after.into_iter().flatten())
        });
        uncut.chain(cut)
    }

    /// The forms under which the stem of a split of a folded word may be listed: itself, and before
    /// a pronoun also with the letters that the pronoun changed put back.
    pub fn hosts(&self, split: &Split<'_>, word: &str) -> Vec<String> {
        let stem = split.stem(word);
        let mut out = vec![stem.to_owned()];
        for (from, to) in self.swaps.iter().filter(|_| split.after.is_some()) {
            out.extend(stem.strip_suffix(from.as_str()).map(|rest| format!("{rest}{to}")));
        }
        out
    }

    /// The stems that a word may have once conjunctions and prepositions are cut off, the article
    /// kept, longest first; with what was cut. Names are looked up by these.
    pub fn name_stems<'c, 'w>(
        &'c self,
        word: &'w str,
    ) -> impl Iterator<Item = (Option<&'c Proclitic>, Cow<'w, str>)> {
        let cut = self.cut_before(word, SHORTEST_STEM).filter(|(b, _)| !b.verb_only);
        let cut = cut.filter_map(move |(before, rest)| {
            if !before.article {
                return Some((Some(before), Cow::Borrowed(rest)));
            }
            if before.prep.is_empty() && before.conj.is_empty() {
                return None;
            }
            let at = before.form.strip_suffix(self.article()).map(str::len);
            let kept = at.and_then(|at| word.get(at..)).map(Cow::Borrowed);
            // Where the article is contracted with what stands before it, it is written out.
            let stem = kept.unwrap_or_else(|| Cow::Owned(format!("{}{rest}", self.article())));
            Some((Some(before), stem))
        });
        std::iter::once((None, Cow::Borrowed(word))).chain(cut)
    }

    /// The stems of a word without conjunction, preposition and article.
    pub fn bare_stems<'c, 'w>(
        &'c self,
        word: &'w str,
    ) -> impl Iterator<Item = (Option<&'c Proclitic>, &'w str)> {
        let cut = self.cut_before(word, SHORTEST_STEM).filter(|(b, _)| !b.verb_only);
        std::iter::once((None, word)).chain(cut.map(|(b, rest)| (Some(b), rest)))
    }

    /// The letters of the bare article; empty in a language that does not write it on the word.
    pub fn article(&self) -> &str {
        &self.article
    }

    fn cut_before<'c, 'w>(
        &'c self,
        word: &'w str,
        least: usize,
    ) -> impl Iterator<Item = (&'c Proclitic, &'w str)> {
        let listed = word.chars().next().map_or(&[][..], |c| self.by_first.of(c));
        listed.iter().filter_map(move |i| {
            let before = self.before.get(*i)?;
            let fits = starts_with(word.as_bytes(), before.form.as_bytes());
            let rest = word.get(before.form.len()..).filter(|_| fits)?;
            has_letters(rest, least).then_some((before, rest))
        })
    }

    fn cut_after<'c>(
        &'c self,
        word: &str,
        split: Split<'c>,
        least: usize,
    ) -> impl Iterator<Item = Split<'c>> {
        let stem = split.stem(word);
        let listed = stem.chars().next_back().map_or(&[][..], |c| self.by_last.of(c));
        listed.iter().filter_map(move |i| {
            let after = self.after.get(*i)?;
            let fits = ends_with(stem.as_bytes(), after.form.as_bytes());
            let end = stem.len().checked_sub(after.form.len()).filter(|_| fits)?;
            let end_in_word = split.stem.0 + end as u32;
            has_letters(stem.get(..end)?, least).then_some(Split {
                after: Some(after),
                stem: (split.stem.0, end_in_word),
                ..split
            })
        })
    }
}

/// The place of an entry in its list.
fn place<T>(list: &[T], entry: &T) -> Option<u16> {
    list.iter().position(|other| std::ptr::eq(other, entry)).map(|at| at as u16)
}

/// Whether a text has so many letters or more.
fn has_letters(text: &str, least: usize) -> bool {
    text.chars().nth(least.saturating_sub(1)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_clitics_and_keeps_the_article_of_names() {
        let clitics = Clitics::read(&Source::builtin(), "lang/ar");
        let mut stems = clitics.name_stems("وللولايات");
        assert!(stems.any(|(_, s)| s == "الولايات"));
        let word = "ولقائه";
        assert!(clitics.splits(word).any(|s| s.stem(word) == "لقائ" && s.after.is_some()));
    }

    #[test]
    fn parts_of_a_split_make_up_the_word() {
        let clitics = Clitics::read(&Source::builtin(), "lang/ar");
        for word in ["وبمعاهداتهما", "فللسفن", "سيزورهم", "لهم", "كتب"]
        {
            for split in clitics.cuts(word, 1) {
                let before = split.before.map_or("", |b| b.form.as_str());
                let after = split.after.map_or("", |a| a.form.as_str());
                assert_eq!(format!("{before}{}{after}", split.stem(word)), word);
            }
        }
    }
}
