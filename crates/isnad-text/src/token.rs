//! Tokens: words, numbers and marks with their spans and folded forms.
//!
//! A word is a run of letters and marks; Latin words keep inner apostrophes and abbreviating full
//! stops (`O'Carroll`, `U.S.`), but a clitic after an apostrophe (`'s`) is a token of its own. A
//! number keeps inner separators (`10.000`, `20.06.2024`). Everything else is a mark of one
//! character. Arabic clitics are analysed later, with the lexicon.

use crate::{
    Span,
    fold::{fold, is_ignorable},
};

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
    /// Its folded form.
    pub norm: String,
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
        | '\u{06FA}'..='\u{06FC}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C7}'
        | '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

/// The tokens of the part of a text that a span covers; their spans are offsets into the text.
pub fn tokenize(text: &str, within: Span) -> Vec<Token> {
    let mut out = Vec::with_capacity(within.len() / 6);
    let (base, part) = (within.start as usize, within.of(text));
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let rest = &part[at..];
        let (len, kind) = if c == '\n' {
            (1, TokenKind::Mark)
        } else if c.is_whitespace() || (is_ignorable(c) && c != '\u{0640}') {
            at += c.len_utf8();
            continue;
        } else if c.is_numeric() {
            (number_len(rest), TokenKind::Number)
        } else if is_letter(c) {
            (word_len(rest), TokenKind::Word)
        } else if is_apostrophe(c) && clitic_len(rest) > 0 && at > 0 && follows_letter(part, at) {
            (clitic_len(rest), TokenKind::Word)
        } else {
            (c.len_utf8(), TokenKind::Mark)
        };
        let span = Span::new(base + at, base + at + len);
        out.push(Token { span, kind, norm: fold(&rest[..len]) });
        at += len;
    }
    out
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '\u{0640}'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn follows_letter(part: &str, at: usize) -> bool {
    part[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// Length of the number at the beginning: digits with single separators between digits.
fn number_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if c.is_numeric() {
            end = i + c.len_utf8();
        } else if !(matches!(c, '.' | ',' | '٫' | '٬')
            && chars.peek().is_some_and(|(_, d)| d.is_numeric()))
        {
            break;
        }
    }
    end
}

/// Length of the word at the beginning.
fn word_len(rest: &str) -> usize {
    if let Some(len) = abbreviation_len(rest) {
        return len;
    }
    let latin = rest.chars().next().is_some_and(|c| !is_arabic(c));
    let mut end = 0;
    for (i, c) in rest.char_indices() {
        let script_fits = !c.is_alphabetic() || is_arabic(c) != latin;
        let inner = latin
            && is_apostrophe(c)
            && clitic_len(&rest[i..]) == 0
            && rest[i + c.len_utf8()..].starts_with(char::is_alphabetic);
        if !(is_letter(c) && script_fits || i > 0 && is_joined(c) || inner) {
            break;
        }
        end = i + c.len_utf8();
    }
    let word = &rest[..end];
    // "didn't" is "did" and "n't".
    match word.char_indices().rev().nth(2) {
        Some((i, _)) if i > 0 && fold(&word[i..]) == "n't" => i,
        _ => end,
    }
}

fn is_joined(c: char) -> bool {
    is_ignorable(c) || matches!(c, '\u{0300}'..='\u{036F}')
}

/// Length of an abbreviation of single letters with full stops: `U.S.`, `U.N.`
fn abbreviation_len(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut n = 0;
    while n + 1 < bytes.len() && bytes[n].is_ascii_alphabetic() && bytes[n + 1] == b'.' {
        n += 2;
    }
    (n >= 4 && !bytes.get(n).is_some_and(u8::is_ascii_alphanumeric)).then_some(n)
}

/// Length of a clitic that begins with an apostrophe (`'s`, `'re`, `'ll`), 0 if there is none.
fn clitic_len(rest: &str) -> usize {
    let mut chars = rest.chars();
    let Some(mark) = chars.next().filter(|c| is_apostrophe(*c)) else { return 0 };
    let tail: String = chars.take_while(|c| c.is_alphabetic()).take(3).collect();
    match tail.to_ascii_lowercase().as_str() {
        "s" | "d" | "m" | "re" | "ve" | "ll" => mark.len_utf8() + tail.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Span::new(0, text.len())).into_iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn cuts_words_numbers_and_marks() {
        for (text, want) in [
            ("وقّع بوتين، \"اتفاقا\".", vec!["وقّع", "بوتين", "،", "\"", "اتفاقا", "\"", "."]),
            ("10.000 حاوية", vec!["10.000", "حاوية"]),
            ("في 20.06.2024.", vec!["في", "20.06.2024", "."]),
            (
                "North Korea's U.S. ally didn't",
                vec!["North", "Korea", "'s", "U.S.", "ally", "did", "n't"],
            ),
            ("O'Carroll said", vec!["O'Carroll", "said"]),
            ("إف-16", vec!["إف", "-", "16"]),
            ("2000-2001", vec!["2000", "-", "2001"]),
            ("قالAFP", vec!["قال", "AFP"]),
        ] {
            assert_eq!(words(text), want, "{text}");
        }
    }
}
