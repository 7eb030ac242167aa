//! Names in spellings that no list holds, linked to whom the lists know by another.
//!
//! A name is linked only where one known name alone is near enough; its mentions say by their rule
//! that they were found so.

use isnad_pack::{LangPack, Pack, analyse};
use isnad_text::{Token, TokenKind};

/// The rule of mentions that were found by another spelling.
pub const SPELLING: &str = "gazetteer-spelling";

/// Whether the dictionaries have a word.
fn is_known(lang: &LangPack, word: &str) -> bool {
    analyse::likeliest(&lang.vocabulary, &lang.clitics, word, word).is_some()
}

/// Whom tokens name in a spelling that no list holds. One word alone must be no word of the language
/// and no name of others.
pub(crate) fn find(
    pack: &Pack,
    lang: &LangPack,
    tokens: &[Token],
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    let is_name = |word: &str| pack.world.is_settled_name_part(word);
    let words: Vec<&str> =
        tokens.iter().filter(|t| t.kind != TokenKind::Mark).map(|t| t.norm.as_str()).collect();
    let taken = |word: &str| {
        pack.world.is_name_part(word) || is_known(lang, word) || lang.names.begins(word)
    };
    if matches!(words.as_slice(), [only] if taken(only)) {
        return None;
    }
    let spellings = lang.spellings.of(&pack.world, lang.lang);
    spellings.find(&words, is_name, fits).map(|found| found.entity)
}
