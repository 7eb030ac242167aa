//! Folding: the form in which words are compared.
//!
//! Canonical composition; presentation forms, tatweel, harakat, bidi and zero-width marks dropped;
//! alef, yaa, taa marbuta, Persian kaf and yeh folded; digits to ASCII; Latin case folded. The
//! stored text never changes: tokens keep their spans, and [`fold_with_map`] keeps the way back.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The folded form of a text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of a text.
pub fn fold_into(text: &str, out: &mut String) {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().for_each(|c| fold_char(c, out));
    } else {
        text.nfc().for_each(|c| fold_char(c, out));
    }
}

/// The folded form, and for each of its bytes (and its end) the byte of the text it came from.
pub fn fold_with_map(text: &str) -> (String, Vec<u32>) {
    let (mut out, mut map) =
        (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    for (at, c) in text.char_indices() {
        fold_char(c, &mut out);
        map.resize(out.len(), at as u32);
    }
    map.push(text.len() as u32);
    (out, map)
}

/// Whether a character carries no letter: harakat, tatweel, bidi and zero-width marks.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether a character can change the order in which others are shown.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn fold_char(c: char, out: &mut String) {
    if is_ignorable(c) {
        return;
    }
    match c {
        'a'..='z' | '0'..='9' | ' ' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => out.push('ا'),
        'ى' | 'ی' | 'ې' | 'ے' => out.push('ي'),
        'ة' | 'ۀ' | 'ہ' | 'ە' => out.push('ه'),
        'ک' | 'ڪ' | 'گ' => out.push('ك'),
        'پ' => out.push('ب'),
        'چ' => out.push('ج'),
        'ڤ' => out.push('ف'),
        '٠'..='٩' => out.push((b'0' + (c as u32 - 0x0660) as u8) as char),
        '۰'..='۹' => out.push((b'0' + (c as u32 - 0x06F0) as u8) as char),
        '’' | '‘' | 'ʼ' | '`' => out.push('\''),
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFEF}' => {
            for d in c.nfkc().filter(|d| *d != c) {
                fold_char(d, out);
            }
        }
        'À'..='ɏ' | 'Ḁ'..='ỿ' => {
            // Accents are dropped: Erdoğan and Erdogan are one name.
            for d in c.nfd().filter(|d| !('\u{0300}'..='\u{036F}').contains(d)) {
                out.extend(d.to_lowercase());
            }
        }
        '\u{0300}'..='\u{036F}' => {}
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_spellings() {
        for (text, want) in [
            ("إِعلانُ الجمهوريّة", "اعلان الجمهوريه"),
            ("بوتيـــن", "بوتين"),
            ("ﻻ", "لا"),
            ("کیف", "كيف"),
            ("ERDOĞAN", "erdogan"),
            ("١٢٣۴", "1234"),
        ] {
            assert_eq!(fold(text), want, "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing_and_the_map_leads_back() {
        let text = "وقَّعَ «الرئيسُ» Vladimir ﻻ 12";
        assert_eq!(fold(&fold(text)), fold(text));
        let (folded, map) = fold_with_map(text);
        assert_eq!(map.len(), folded.len() + 1);
        let at = folded.find("vladimir").unwrap();
        assert!(text[map[at] as usize..].starts_with("Vladimir"));
    }
}
