//! What inflection puts before and after a stem, in the form in which words are read: an ending is
//! found by the letters on both sides, and says which stems it fits.

use rustc_hash::FxHashMap;

use crate::inflect::{Features, Pos};

/// The prefixes and suffixes of the paradigms of a language.
#[derive(Debug, Default)]
pub(crate) struct Affixes {
    before: Vec<String>,
    after: Vec<String>,
    /// By last byte, the suffixes that end with it, and always the empty one.
    by_last: Vec<Vec<u16>>,
    /// The slots of each part of speech.
    by_pos: FxHashMap<Pos, u64>,
    /// By prefix, then suffix.
    endings: Vec<Vec<Endings>>,
}

/// The endings that one prefix and suffix make, and all slots that take any of them.
type Endings = (u64, Vec<Ending>);

/// A row of a paradigm: what a prefix and a suffix say of the stem between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ending {
    /// The slots of stems that take it, one bit each.
    pub(crate) slots: u64,
    pub(crate) features: Features,
    pub(crate) needs: Needs,
    /// How much rarer it is than others, see [`crate::analyse`].
    pub(crate) cost: u8,
    /// Prefix and suffix as they are written, not folded.
    pub(crate) written: (String, String),
}

/// What a form demands of the clitics around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// Stands only before a pronoun.
    pub(crate) pronoun: bool,
    /// Never before a pronoun.
    pub(crate) no_pronoun: bool,
    /// Never after the article.
    pub(crate) no_article: bool,
    /// Never after a preposition.
    pub(crate) no_preposition: bool,
}

impl Needs {
    /// Reads a list cell.
    pub(crate) fn read<'r>(list: impl Iterator<Item = &'r str>) -> Needs {
        let mut needs = Needs::default();
        for name in list {
            match name {
                "pronoun" => needs.pronoun = true,
                "no-pronoun" => needs.no_pronoun = true,
                "no-article" => needs.no_article = true,
                "no-preposition" => needs.no_preposition = true,
                _ => {}
            }
        }
        needs
    }
}

impl Affixes {
    /// Adds a row with its folded prefix and suffix; rows that differ only in their stem are one.
    pub(crate) fn add(&mut self, prefix: &str, suffix: &str, ending: Ending) {
        *self.by_pos.entry(ending.features.pos).or_default() |= ending.slots;
        let before = place(&mut self.before, prefix);
        let after = place(&mut self.after, suffix);
        self.endings.resize_with(self.before.len(), Vec::new);
        let Some(row) = self.endings.get_mut(before) else { return };
        row.resize_with(row.len().max(after + 1), Endings::default);
        let Some((slots, endings)) = row.get_mut(after) else { return };
        *slots |= ending.slots;
        let same = endings.iter_mut().find(|e| {
            (e.features, e.needs, e.cost, &e.written)
                == (ending.features, ending.needs, ending.cost, &ending.written)
        });
        match same {
            Some(known) => known.slots |= ending.slots,
            None => endings.push(ending),
        }
    }

    /// Bytes of the longest prefix and of the longest suffix.
    pub(crate) fn reach(&self) -> (usize, usize) {
        let longest = |list: &[String]| list.iter().map(String::len).max().unwrap_or_default();
        (longest(&self.before), longest(&self.after))
    }

    /// Whether any of these slots makes forms of a part of speech.
    pub(crate) fn has(&self, slots: u64, pos: Pos) -> bool {
        self.by_pos.get(&pos).is_some_and(|all| all & slots != 0)
    }

    /// Sorts the suffixes by their last letters, once all are known.
    pub(crate) fn seal(&mut self) {
        let ends = |suffix: &str, byte: u8| suffix.as_bytes().last().is_none_or(|b| *b == byte);
        let with = |byte: u8| {
            let fit = self.after.iter().enumerate().filter(|(_, s)| ends(s, byte));
            fit.map(|(i, _)| i as u16).collect()
        };
        self.by_last = (0..=u8::MAX).map(with).collect();
    }

    /// Hands over every way to take a prefix and a suffix off a form: the bytes of the stem and the
    /// endings. `ends` tells for a byte at which others a stem that begins there may end, one bit for
    /// the byte before each.
    pub(crate) fn cuts<'a>(
        &'a self,
        form: &str,
        ends: impl Fn(usize) -> u64,
        mut hand: impl FnMut(usize, usize, &'a Endings),
    ) {
        let form = form.as_bytes();
        let last = form.last().and_then(|b| self.by_last.get(usize::from(*b)));
        for (prefix, row) in self.before.iter().zip(&self.endings) {
            let ends = ends(prefix.len());
            if ends == 0 || !starts_with(form, prefix.as_bytes()) {
                continue;
            }
            for after in last.into_iter().flatten() {
                let Some(endings) = row.get(usize::from(*after)).filter(|e| e.0 != 0) else {
                    continue;
                };
                let suffix = self.after.get(usize::from(*after)).map_or(&[][..], |s| s.as_bytes());
                let Some(end) = form.len().checked_sub(suffix.len()) else { continue };
                let known = end > prefix.len() && ends >> (end - 1) & 1 == 1;
                if known && ends_with(form, suffix) {
                    hand(prefix.len(), end, endings);
                }
            }
        }
    }
}

// Affixes have one to six bytes: a loop is many times quicker than a call that compares memory.

/// Whether bytes begin with a few others.
pub(crate) fn starts_with(form: &[u8], few: &[u8]) -> bool {
    few.len() <= form.len() && form.iter().zip(few).all(|(a, b)| a == b)
}

/// Whether bytes end with a few others.
pub(crate) fn ends_with(form: &[u8], few: &[u8]) -> bool {
    few.len() <= form.len() && form.iter().rev().zip(few.iter().rev()).all(|(a, b)| a == b)
}

fn place(list: &mut Vec<String>, text: &str) -> usize {
    list.iter().position(|t| t == text).unwrap_or_else(|| {
        list.push(text.to_owned());
        list.len() - 1
    })
}
