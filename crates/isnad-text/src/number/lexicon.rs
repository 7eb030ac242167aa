//! The number words and habits of a language, as a pack gives them.

use crate::{Token, TokenKind, phrase::Phrases};

/// What a number word does in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// 1 to 19.
    Small,
    /// 20, 30 … 90.
    Tens,
    /// 100, which a smaller number multiplies; 200, 300 … as one word.
    Hundred,
    /// 1000, a million …, which what stands before multiplies.
    Scale,
    /// The same, but only after a number ("5 آلاف").
    ScaleAfter,
    /// The same, written on the figures ("10k").
    ScaleSuffix,
    /// Two of a scale ("ألفان").
    Dual,
    /// A place in an order.
    Ordinal,
    /// What makes an ordinal of the figures before it ("22nd").
    OrdinalSuffix,
    /// A part of one.
    Fraction,
    /// The same, but only after a number ("three fifths").
    FractionAfter,
    /// An amount that is not told exactly ("dozens"); the value is its order.
    Vague,
    /// Below zero.
    Minus,
    /// The indefinite article before a scale ("a million").
    One,
    /// What joins groups of a number.
    And,
    /// What joins a vague amount to a scale ("tens of thousands").
    Of,
    /// The mark between a number and its decimals, as a word.
    Point,
    /// A letter that does the same between figures ("5ر3").
    PointLetter,
    /// The letter before a power of ten ("2.5e6").
    Exponent,
    /// Of a hundred.
    Percent,
    /// Parts what stands before it by what follows ("two over three").
    Over,
    /// The same in the words of shares ("two out of three").
    OutOf,
    /// The same after one alone ("one in five").
    In,
    /// The same in the words of parts ("ثلاثة أجزاء من مئة").
    PartOf,
}

impl WordClass {
    /// Whether a word of the class is a number or begins one; the others only join or follow.
    pub fn begins(self) -> bool {
        use WordClass::{Dual, Fraction, Hundred, Minus, Ordinal, Scale, Small, Tens, Vague};
        let after = matches!(
            self,
            WordClass::ScaleAfter
                | WordClass::ScaleSuffix
                | WordClass::OrdinalSuffix
                | WordClass::FractionAfter
        );
        after
            || matches!(
                self,
                Small | Tens | Hundred | Scale | Dual | Ordinal | Fraction | Vague | Minus
            )
    }

    /// Whether what stands before multiplies it.
    pub(super) fn multiplies(self) -> bool {
        matches!(self, WordClass::Hundred | WordClass::Scale | WordClass::ScaleAfter)
    }

    /// Whether an indefinite article before it belongs to it: "a million", "a few".
    pub(super) fn wants_one(self) -> bool {
        matches!(self, WordClass::Hundred | WordClass::Scale | WordClass::Vague)
    }
}

/// A number word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberWord {
    /// What it does.
    pub class: WordClass,
    /// Its value; 0 where it has none.
    pub value: f64,
}

/// The number words and habits of a language.
#[derive(Debug, Clone, Default)]
pub struct NumberLexicon {
    /// Words that are a part of a number.
    pub words: Phrases<NumberWord>,
    /// Words and marks that join or follow its parts.
    pub joints: Phrases<WordClass>,
    /// Whether groups may follow one another without a conjunction ("two hundred five"), tens
    /// before units.
    pub juxtaposed: bool,
    /// Whether one full stop before three digits parts thousands ("10.000").
    pub stop_groups: bool,
    gate: Gate,
}

/// A bit for each hash of the end of a word that may begin a number. Clitics before a word leave its
/// end as it is, so that one or two look-ups tell of nearly all words of a text that they are none.
#[derive(Debug, Clone)]
struct Gate([u64; Gate::LEN]);

impl Default for Gate {
    fn default() -> Gate {
        Gate([0; Gate::LEN])
    }
}

impl Gate {
    const LEN: usize = 256;
    /// Bytes of the ends that are compared: three letters of Arabic, or six of English.
    const LONG: usize = 6;
    /// Ends of words of two letters, with a clitic before them.
    const SHORT: usize = 4;

    fn insert(&mut self, word: &str) {
        let (slot, bit) = Gate::place(word, Gate::LONG);
        if let Some(bits) = self.0.get_mut(slot) {
            *bits |= bit;
        }
    }

    fn lets(&self, word: &str) -> bool {
        self.has(word, Gate::LONG) || word.len() > Gate::SHORT && self.has(word, Gate::SHORT)
    }

    fn has(&self, word: &str, most: usize) -> bool {
        let (slot, bit) = Gate::place(word, most);
        self.0.get(slot).is_some_and(|bits| bits & bit != 0)
    }

    /// Slot and bit of the last bytes of a word.
    fn place(word: &str, most: usize) -> (usize, u64) {
        let bytes = word.as_bytes();
        let end = bytes.get(bytes.len().saturating_sub(most)..).unwrap_or_default();
        let key = end.iter().fold(1u64, |key, byte| key << 8 | u64::from(*byte));
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((hash >> 56) as usize, 1 << (hash >> 50 & 63))
    }
}

impl NumberLexicon {
    /// Adds a word to the table of its class.
    pub fn insert(&mut self, form: &str, class: WordClass, value: f64) {
        if class.begins() {
            let first = self.words.tokens(form).into_iter().next();
            if let Some(token) = first {
                self.gate.insert(&token.norm);
            }
            self.words.insert(form, NumberWord { class, value });
        } else {
            self.joints.insert(form, class);
        }
    }

    /// Length of a joint of a class at a token.
    pub(super) fn joint(&self, tokens: &[Token], at: usize, class: WordClass) -> Option<usize> {
        self.joints.find(tokens, at, |c| *c == class).map(|h| h.len)
    }

    /// Whether a number may begin at a token: the one test that all tokens of a text go through.
    /// It looks at most of them without a search and allocates nothing for those.
    pub(super) fn may_begin(&self, tokens: &[Token], at: usize) -> bool {
        let Some(token) = tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => {
                self.gate.lets(&token.norm) && !self.words.all(tokens, at).is_empty()
            }
            TokenKind::Mark => tokens.get(at + 1).is_some_and(|next| {
                next.span.start == token.span.end
                    && (next.kind == TokenKind::Number || next.is_mark("."))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_lets_words_pass_with_their_clitics() {
        let mut lex = NumberLexicon::default();
        for form in ["ست", "عشر", "مليون", "ten", "million"] {
            lex.insert(form, WordClass::Small, 1.0);
        }
        for word in ["ست", "وست", "بعشر", "والمليون", "ten", "million"] {
            assert!(lex.gate.lets(word), "{word}");
        }
        let others = ["كتاب", "مدينة", "house", "river", "tent", "بيت", "a", "و"];
        let passed = others.iter().filter(|w| lex.gate.lets(w)).count();
        assert_eq!(passed, 0);
    }
}
