//! The words around speech in a text, found once: who carries words, what is only named, how reported
//! clauses begin.

use isnad_pack::{LangPack, cues::Around, memo::Known, word::Word};
use isnad_text::Token;

/// For each token the words around speech that begin there, with their classes.
#[derive(Debug, Default)]
pub(crate) struct Speech<'a> {
    /// Those of one token after the other, of each class the longest.
    words: Vec<(&'a str, Around<'a>)>,
    /// For each token where its words end.
    ends: Vec<u32>,
    /// For each token the bits of the classes of its words.
    classes: Vec<u64>,
}

/// One of 64 bits for a class, told by its length and its first and last letters: where it is not set,
/// no word of the class begins. Of a class that stands in the code it is known before the program runs.
#[inline]
const fn bit(class: &str) -> u64 {
    match class.as_bytes() {
        [first, .., last] => {
            1 << ((*first as usize * 3 + *last as usize * 19 + class.len() * 28) % 64)
        }
        _ => 1,
    }
}

impl<'a> Speech<'a> {
    pub(crate) fn new(
        tokens: &[Token],
        words: &[Known<'_, Word>],
        lang: &'a LangPack,
    ) -> Speech<'a> {
        let mut out = Speech {
            words: Vec::new(),
            ends: Vec::with_capacity(tokens.len()),
            classes: Vec::with_capacity(tokens.len()),
        };
        for (i, word) in words.iter().enumerate() {
            let from = out.words.len();
            if word.begins.speech {
                lang.cues.all_around(tokens, i, &lang.clitics, &mut out.words);
            }
            let own = out.words.get(from..).unwrap_or_default();
            out.classes.push(own.iter().fold(0, |all, (class, _)| all | bit(class)));
            out.ends.push(out.words.len() as u32);
        }
        out
    }

    /// The longest word of a class that begins at a token.
    #[inline]
    pub(crate) fn at(&self, i: usize, class: &str) -> Option<Around<'a>> {
        (self.classes.get(i)? & bit(class) != 0).then(|| self.find(i, class)).flatten()
    }

    fn find(&self, i: usize, class: &str) -> Option<Around<'a>> {
        let end = |i: usize| self.ends.get(i).map(|end| *end as usize);
        let start = i.checked_sub(1).map_or(Some(0), end)?;
        let own = self.words.get(start..end(i)?).unwrap_or_default();
        own.iter().find(|(c, _)| *c == class).map(|(_, word)| *word)
    }
}
