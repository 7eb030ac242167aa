//! Text as the other crates see it: spans, folded forms, tokens and sentences, numbers and time.
//!
//! Nothing here knows a word of any language: lists of words arrive as arguments, compiled from the
//! packs by `isnad-pack`.

pub mod date;
pub mod fold;
pub mod number;
pub mod phrase;
pub mod sentence;
pub mod span;
pub mod time;
pub mod token;

pub use date::{Date, Moment};
pub use fold::{fold, fold_with_map};
pub use sentence::sentences;
pub use span::{LineIndex, Span};
pub use token::{Token, TokenKind, tokenize};

use serde::{Deserialize, Serialize};

/// A language that isnad has a pack for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Arabic.
    Ar,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order of their folders.
    pub const ALL: [Lang; 2] = [Lang::Ar, Lang::En];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::En => "en",
        }
    }

    /// The language of an ISO 639-1 code, region ignored; `None` for one without a pack.
    pub fn from_code(code: &str) -> Option<Lang> {
        let head = code.split(['-', '_']).next().unwrap_or_default();
        Lang::ALL.into_iter().find(|l| head.eq_ignore_ascii_case(l.code()))
    }

    /// The language whose script has most letters in a text; English when there is none.
    pub fn of_text(text: &str) -> Lang {
        let (mut arabic, mut latin) = (0usize, 0usize);
        for c in text.chars() {
            if token::is_arabic(c) {
                arabic += 1;
            } else if c.is_alphabetic() {
                latin += 1;
            }
        }
        if arabic > latin { Lang::Ar } else { Lang::En }
    }
}
