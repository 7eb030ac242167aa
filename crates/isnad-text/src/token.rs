//! Tokens: words, numbers and marks with their spans and folded forms.
//!
//! A word is a run of letters and marks of one script; Latin words keep inner apostrophes and
//! abbreviating full stops (`O'Carroll`, `U.S.`), but what the [`Contractions`] of a pack list
//! (`'s`, `n't`) is a token of its own. An address (`https://…`, `name@host.org`, `@name`) is one word. A number
//! keeps inner separators (`10.000`, `20.06.2024`). Everything else is a mark of one character.
//! Arabic clitics are analysed later, with the lexicon.

mod address;
mod class;
mod contraction;
mod word;

use compact_str::CompactString;

use crate::{Span, fold::fold_into};
use class::Class;
pub use contraction::Contractions;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits with inner separators.
    Number,
    /// One mark: punctuation, a symbol, or a line feed.
    Mark,
}

/// A token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its folded form. Words of up to 24 bytes are stored in place.
    pub norm: CompactString,
}

impl Token {
    /// Whether it is a mark with this folded form.
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.norm == mark
    }
}

/// Whether a character is a letter of the Arabic script.
pub fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}' | '\u{06EE}'..='\u{06EF}'
        | '\u{06FA}'..='\u{06FC}' | '\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C7}'
        | '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether a character is a letter, as [`char::is_alphabetic`] has it: the letters of most texts are
/// known without a search.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{0620}'..='\u{064A}')
        || is_european(c)
        || (!c.is_ascii() && c.is_alphabetic())
}

/// Whether a character is a Latin letter beyond ASCII or a Cyrillic one, but for the rarest.
pub(crate) fn is_european(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ')
}

/// The tokens of the part of a text that a span covers; their spans are offsets into the text. No
/// contraction is cut.
pub fn tokenize(text: &str, within: Span) -> Vec<Token> {
    tokenize_with(text, within, &Contractions::NONE)
}

/// The tokens of the part of a text that a span covers, with contractions cut.
pub fn tokenize_with(text: &str, within: Span, contractions: &Contractions) -> Vec<Token> {
    let part = within.of(text);
    let mut cutter = Cutter {
        part,
        contractions,
        base: within.start as usize,
        out: Vec::with_capacity(part.len() / 7 + 1),
        folded: String::new(),
    };
    let mut at = 0;
    while let Some((class, len)) = class::at(part, at) {
        at = cutter.cut(at, class, len);
    }
    cutter.out
}

/// Cuts a part of a text, token by token.
struct Cutter<'t> {
    part: &'t str,
    contractions: &'t Contractions,
    /// Where the part begins in the text.
    base: usize,
    out: Vec<Token>,
    /// Room for folding.
    folded: String,
}

impl Cutter<'_> {
    /// Cuts what begins at a byte; the byte after it.
    fn cut(&mut self, at: usize, class: Class, len: usize) -> usize {
        match class {
            Class::Space | Class::Drop | Class::Compose => at + len,
            Class::Line => self.push(at, at + len, TokenKind::Mark),
            Class::Digit => self.push(at, word::number_end(self.part, at), TokenKind::Number),
            Class::Arabic | Class::ArabicRare => self.arabic(at),
            Class::Tatweel => self.tatweel(at),
            Class::Latin => self.latin(at),
            Class::Apostrophe => self.apostrophe(at, len),
            Class::Mark => self.mark(at, len),
        }
    }

    fn arabic(&mut self, at: usize) -> usize {
        let Some(end) = word::arabic_end(self.part, at, &mut self.folded) else {
            return self.push(at, word::rare_arabic_end(self.part, at), TokenKind::Word);
        };
        let (span, kind) = (Span::new(self.base + at, self.base + end), TokenKind::Word);
        let norm = if self.folded.is_empty() {
            CompactString::new(&self.part[at..end])
        } else {
            CompactString::new(&self.folded)
        };
        self.out.push(Token { span, kind, norm });
        end
    }

    /// Tatweel before a letter belongs to its word; by itself it stands for a dash.
    fn tatweel(&mut self, at: usize) -> usize {
        let rest = &self.part[at..];
        let run = rest.len() - rest.trim_start_matches('\u{0640}').len();
        let next = class::at(self.part, at + run).map(|(class, _)| class);
        if matches!(next, Some(Class::Arabic | Class::ArabicRare)) {
            return self.arabic(at);
        }
        let span = Span::new(self.base + at, self.base + at + run);
        let norm = CompactString::const_new("-");
        self.out.push(Token { span, kind: TokenKind::Mark, norm });
        at + run
    }

    fn latin(&mut self, at: usize) -> usize {
        let plain = word::plain_cut(self.part, at, self.contractions);
        if plain.is_none()
            && let Some(end) = address::end(self.part, at)
        {
            return self.push(at, end, TokenKind::Word);
        }
        let cut = plain.unwrap_or_else(|| word::latin_cut(self.part, at, self.contractions));
        if let Some(first) = cut.first {
            self.push(at, first, TokenKind::Word);
            return self.push(first, cut.end, TokenKind::Word);
        }
        self.push(at, cut.end, TokenKind::Word)
    }

    fn apostrophe(&mut self, at: usize, len: usize) -> usize {
        let glued = word::follows_word(self.part, at);
        if let Some(end) = word::clitic_end(self.part, at, self.contractions).filter(|_| glued) {
            return self.push(at, end, TokenKind::Word);
        }
        match word::decade_end(self.part, at).filter(|_| !glued) {
            Some(end) => {
                self.push(at, end, TokenKind::Number);
                // The number is that of its digits: the apostrophe only stands for the century.
                if let Some(token) = self.out.last_mut() {
                    token.norm.retain(|c| c != '\'');
                }
                end
            }
            None => self.push(at, at + len, TokenKind::Mark),
        }
    }

    fn mark(&mut self, at: usize, len: usize) -> usize {
        match address::handle_end(self.part, at).filter(|_| !word::follows_word(self.part, at)) {
            Some(end) => self.push(at, end, TokenKind::Word),
            None => self.push(at, at + len, TokenKind::Mark),
        }
    }

    /// Adds a token with its folded form; its end.
    fn push(&mut self, at: usize, end: usize, kind: TokenKind) -> usize {
        let part = &self.part[at..end];
        let norm = if part.is_ascii() {
            let mut norm = CompactString::new(part);
            norm.make_ascii_lowercase();
            if part == "`" { CompactString::const_new("'") } else { norm }
        } else {
            self.folded.clear();
            fold_into(part, &mut self.folded);
            CompactString::new(&self.folded)
        };
        self.out.push(Token { span: Span::new(self.base + at, self.base + end), kind, norm });
        end
    }
}

#[cfg(test)]
mod tests;
