//! Classes of characters, looked up in tables where texts mostly are: ASCII and the Arabic block.

use crate::fold::{NOTHING, is_ignorable, of_arabic};

/// What a character is to the tokeniser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// White space but the line feed.
    Space,
    /// The line feed.
    Line,
    /// A letter of any script but Arabic.
    Latin,
    /// A letter of the Arabic block that folds by itself.
    Arabic,
    /// Any other Arabic letter: a presentation form, a letter beyond the block.
    ArabicRare,
    /// Tatweel.
    Tatweel,
    /// A digit or other numeral.
    Digit,
    /// A mark that carries no letter, dropped wherever it stands.
    Drop,
    /// A mark that may compose with the letter before it.
    Compose,
    /// An apostrophe.
    Apostrophe,
    /// Anything else.
    Mark,
}

static ASCII: [Class; 128] = ascii_table();

const fn ascii_table() -> [Class; 128] {
    let mut table = [Class::Mark; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = match at as u8 {
            b'\n' => Class::Line,
            b' ' | b'\t' | b'\r' | 0x0B | 0x0C => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Latin,
            b'\'' => Class::Apostrophe,
            _ => Class::Mark,
        };
        at += 1;
    }
    table
}

static BLOCK: [Class; 256] = block_table();

const fn block_table() -> [Class; 256] {
    let mut table = [Class::Mark; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match 0x0600 + at as u32 {
            0x0640 => Class::Tatweel,
            0x0653..=0x0655 => Class::Compose,
            0x0660..=0x0669 | 0x06F0..=0x06F9 => Class::Digit,
            0x0620..=0x064A
            | 0x066E..=0x06D3
            | 0x06D5
            | 0x06EE..=0x06EF
            | 0x06FA..=0x06FC
            | 0x06FF => match char::from_u32(0x0600 + at as u32) {
                Some(c) if is_ignorable(c) => Class::Drop,
                _ => Class::Arabic,
            },
            code => match char::from_u32(code) {
                Some(c) if is_ignorable(c) => Class::Drop,
                _ => Class::Mark,
            },
        };
        at += 1;
    }
    table
}

/// The place in the Arabic block of a character of two bytes, if it stands there.
pub(crate) fn place(lead: u8, next: u8) -> Option<usize> {
    matches!(lead, 0xD8..=0xDB).then(|| usize::from(lead - 0xD8) << 6 | usize::from(next & 0x3F))
}

/// What the letter at a place of the Arabic block folds to, if not to itself.
pub(crate) fn changed(place: usize) -> Option<u16> {
    let folded = of_arabic(place);
    (folded != NOTHING && usize::from(folded) != 0x0600 + place).then_some(folded)
}

/// The class of the character that begins at a byte, and its length; `None` behind the end.
pub(crate) fn at(text: &str, byte: usize) -> Option<(Class, usize)> {
    let bytes = text.as_bytes();
    let lead = *bytes.get(byte)?;
    if lead < 0x80 {
        return ASCII.get(usize::from(lead)).map(|class| (*class, 1));
    }
    let next = *bytes.get(byte + 1)?;
    match place(lead, next) {
        Some(place) => BLOCK.get(place).map(|class| (*class, 2)),
        None => text.get(byte..)?.chars().next().map(|c| (of_rare(c), c.len_utf8())),
    }
}

fn of_rare(c: char) -> Class {
    match c {
        '’' | 'ʼ' | '‘' | '´' => Class::Apostrophe,
        '\u{0300}'..='\u{036F}' => Class::Compose,
        _ if super::is_european(c) => Class::Latin,
        _ if is_ignorable(c) => Class::Drop,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_numeric() => Class::Digit,
        _ if super::is_arabic(c) => Class::ArabicRare,
        _ if c.is_alphabetic() => Class::Latin,
        _ => Class::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn european_letters_are_what_unicode_says() {
        for c in '\0'..='\u{FFFF}' {
            assert_eq!(crate::token::is_letter(c), c.is_alphabetic(), "{c:?}");
            let plain = !is_ignorable(c) && !c.is_numeric() && !c.is_whitespace();
            assert!(
                !crate::token::is_european(c) || (plain && !crate::token::is_arabic(c)),
                "{c:?}"
            );
        }
    }

    #[test]
    fn tables_agree_with_what_unicode_says() {
        for c in ('\0'..='\u{7F}').chain('\u{0600}'..='\u{06FF}') {
            let (class, _) = at(c.encode_utf8(&mut [0; 4]), 0).unwrap();
            let letter = matches!(class, Class::Latin | Class::Arabic | Class::Tatweel);
            let mark = is_ignorable(c) && c != '\u{0640}';
            assert_eq!(letter, c.is_alphabetic() && !mark, "{c:?} {class:?}");
            assert_eq!(class == Class::Digit, c.is_numeric(), "{c:?} {class:?}");
            assert_eq!(matches!(class, Class::Space | Class::Line), c.is_whitespace(), "{c:?}");
        }
    }
}
