//! Words written together that are tokens of their own: `didn't` is `did` and `n't`, `cannot` is
//! `can` and `not`. Which ones there are, a pack says.

use crate::fold;

/// The most letters of a clitic behind its apostrophe.
pub(super) const MOST_LETTERS: usize = 3;

/// Where words are cut in two.
#[derive(Debug, Clone, Default)]
pub struct Contractions {
    /// Letters of clitics that begin with an apostrophe, filled up with zeros.
    clitics: Vec<[u8; MOST_LETTERS]>,
    /// Endings with an apostrophe inside, and the bytes before it.
    endings: Vec<(String, usize)>,
    /// Words that are always written as one, and the bytes of the first.
    fused: Vec<(String, usize)>,
}

impl Contractions {
    /// No word is cut.
    pub const NONE: Contractions =
        Contractions { clitics: Vec::new(), endings: Vec::new(), fused: Vec::new() };

    /// Adds what is cut off behind `first`, which is empty if it is cut off behind any word.
    ///
    /// Only letters of ASCII can be told, and no more than three behind an apostrophe that begins a
    /// clitic; returns whether that is so.
    pub fn insert(&mut self, first: &str, second: &str) -> bool {
        let (first, second) = (fold(first), fold(second));
        let letters = |text: &str| text.bytes().all(|b| b.is_ascii_alphabetic());
        if !first.is_empty() {
            let fits = letters(&first) && letters(&second) && !second.is_empty();
            if fits {
                self.fused.push((format!("{first}{second}"), first.len()));
            }
            return fits;
        }
        let Some((before, after)) = second.split_once('\'') else { return false };
        let fits = letters(before) && letters(after) && !after.is_empty();
        if fits && !before.is_empty() {
            self.endings.push((second.clone(), before.len()));
        } else if fits && after.len() <= MOST_LETTERS {
            let mut clitic = [0; MOST_LETTERS];
            clitic.iter_mut().zip(after.bytes()).for_each(|(to, from)| *to = from);
            self.clitics.push(clitic);
        }
        fits && (!before.is_empty() || after.len() <= MOST_LETTERS)
    }

    /// Whether letters behind an apostrophe are a clitic.
    pub(super) fn is_clitic(&self, letters: [u8; MOST_LETTERS]) -> bool {
        self.clitics.contains(&letters)
    }

    /// Where the ending of a word begins whose last apostrophe is given.
    pub(super) fn ending_start(
        &self,
        part: &str,
        at: usize,
        mark: usize,
        end: usize,
    ) -> Option<usize> {
        self.endings.iter().find_map(|(ending, before)| {
            let start = mark.checked_sub(*before).filter(|s| *s > at)?;
            (fold(part.get(start..end)?) == *ending).then_some(start)
        })
    }

    /// Where two words are parted that are always written as one.
    pub(super) fn fused_cut(&self, word: &str) -> Option<usize> {
        let fused = self.fused.iter().find(|(fused, _)| word.eq_ignore_ascii_case(fused));
        fused.map(|(_, cut)| *cut)
    }
}
