//! Numbers in figures and words: cardinals, ordinals, fractions, percentages and vague amounts.
//!
//! The words come from a language pack as a [`NumberLexicon`]; what is here is the arithmetic of
//! putting them together, which Arabic and English share but for the order of tens and units:
//! [`compose`] adds up parts, [`digits`] and [`notation`] read figures, [`reader`] reads a number from
//! its parts, [`ratio`] what parts one number by another.

mod compose;
mod digits;
mod lexicon;
mod notation;
mod ratio;
mod reader;

use crate::{Span, Token};

pub use digits::pieces;
pub use lexicon::{NumberLexicon, NumberWord, WordClass};

/// What kind of number a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// How many.
    Cardinal,
    /// Which one.
    Ordinal,
    /// A part.
    Fraction,
    /// Of a hundred.
    Percentage,
    /// An order of size.
    Vague,
}

impl NumberKind {
    /// The name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            NumberKind::Cardinal => "cardinal",
            NumberKind::Ordinal => "ordinal",
            NumberKind::Fraction => "fraction",
            NumberKind::Percentage => "percent",
            NumberKind::Vague => "vague",
        }
    }
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberMatch {
    /// Index of its first token.
    pub first_token: usize,
    /// Index of its last token.
    pub last_token: usize,
    /// Its words, without a conjunction or preposition written on them.
    pub span: Span,
    /// Its value; a percentage as it is said (30 for 30 %).
    pub value: f64,
    /// What it is.
    pub kind: NumberKind,
    /// Whether it is figures alone.
    pub digits: bool,
    /// Whether its first word has the article.
    pub definite: bool,
    /// Whether a conjunction is written on its first word.
    pub joined: bool,
}

/// All numbers of a text, in order, none within another.
pub fn find(tokens: &[Token], text: &str, lex: &NumberLexicon) -> Vec<NumberMatch> {
    let mut out: Vec<NumberMatch> = Vec::new();
    let reader = reader::Reader { tokens, text, lex };
    let (mut at, mut free) = (0, 0);
    while at < tokens.len() {
        let found = if lex.may_begin(tokens, at) { reader.number(at, free) } else { None };
        at += 1;
        if let Some(found) = found {
            at = found.last_token + 1;
            free = at;
            out.push(found);
        }
    }
    out
}

/// A value without what adding decimals leaves behind (2.3000000000000003).
fn tidy(value: f64) -> f64 {
    if value.fract() == 0.0 || !value.is_finite() {
        return value;
    }
    let tidied: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let shorter = tidied.to_string().len() + 2 < value.to_string().len();
    if shorter { tidied } else { value }
}
