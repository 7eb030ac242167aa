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
}

impl<'a> Speech<'a> {
    pub(crate) fn new(
        tokens: &[Token],
        words: &[Known<'_, Word>],
        lang: &'a LangPack,
    ) -> Speech<'a> {
        let mut out = Speech { words: Vec::new(), ends: Vec::with_capacity(tokens.len()) };
        for (i, word) in words.iter().enumerate() {
            if word.begins.speech {
                lang.cues.all_around(tokens, i, &lang.clitics, &mut out.words);
            }
            out.ends.push(out.words.len() as u32);
        }
        out
    }

    /// The longest word of a class that begins at a token.
    pub(crate) fn at(&self, i: usize, class: &str) -> Option<Around<'a>> {
        let end = |i: usize| self.ends.get(i).map(|end| *end as usize);
        let start = i.checked_sub(1).map_or(Some(0), end)?;
        let own = self.words.get(start..end(i)?).unwrap_or_default();
        own.iter().find(|(c, _)| *c == class).map(|(_, word)| *word)
    }
}
