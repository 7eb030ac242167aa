//! Text as the other crates see it: spans, folded forms, tokens and sentences, numbers and time.
//!
//! Nothing here knows a word of any language: lists of words arrive as arguments, compiled from the
//! packs by `isnad-pack`.

pub mod date;
pub mod fold;
pub mod hidden;
pub mod number;
pub mod passage;
pub mod phrase;
pub mod sentence;
pub mod span;
pub mod time;
pub mod token;

pub use date::{Date, Moment};
pub use fold::{fold, fold_with_map, is_vowel_mark};
pub use sentence::{Habits, sentences};
pub use span::{LineIndex, Span};
pub use token::{Contractions, Token, TokenKind, tokenize, tokenize_with};

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A language, by its ISO 639-1 code. Which ones are known is a matter of the packs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang([u8; 2]);

impl Lang {
    /// Arabic.
    pub const AR: Lang = Lang(*b"ar");
    /// English.
    pub const EN: Lang = Lang(*b"en");

    /// The ISO 639-1 code.
    pub fn code(&self) -> &str {
        // The bytes are letters of ASCII, see `from_code`.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The language of an ISO 639-1 code, region ignored; `None` for what is no such code.
    pub fn from_code(code: &str) -> Option<Lang> {
        let head = code.split(['-', '_']).next().unwrap_or_default();
        match head.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Lang([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    /// Arabic or English by the script that has most letters in a text; English when there is none.
    /// Between equals it is Arabic: Latin letters stand in Arabic texts, and hardly the reverse.
    pub fn of_text(text: &str) -> Lang {
        let (mut arabic, mut latin) = (0usize, 0usize);
        for c in text.chars() {
            if c.is_ascii() {
                latin += usize::from(c.is_ascii_alphabetic());
            } else if token::is_arabic(c) {
                arabic += 1;
            } else if token::is_letter(c) {
                latin += 1;
            }
        }
        if arabic > 0 && arabic >= latin { Lang::AR } else { Lang::EN }
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lang, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Lang::from_code(&code).ok_or_else(|| Error::custom("no code of a language"))
    }
}
