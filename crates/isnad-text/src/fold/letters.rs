//! What single characters fold to. Arabic letters stand in a table made at compile time; letters of
//! Persian, Urdu, Kurdish and the Maghreb fold to the Arabic letter whose shape they extend, for
//! that is how Arabic words are typed on such keyboards.

use unicode_normalization::UnicodeNormalization;

/// The first character of the table of Arabic letters, and its length.
const FIRST: u32 = 0x0600;
const LENGTH: usize = 0x100;

/// Dropped.
pub(crate) const NOTHING: u16 = 0;

/// What each character of the Arabic block folds to; [`NOTHING`] for marks.
static ARABIC: [u16; LENGTH] = arabic_table();

const fn arabic_table() -> [u16; LENGTH] {
    let mut table = [NOTHING; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        let code = FIRST + at as u32;
        table[at] = match char::from_u32(code) {
            Some(c) if !super::is_ignorable(c) => arabic(c) as u32 as u16,
            _ => NOTHING,
        };
        at += 1;
    }
    table
}

/// What a character of the Arabic block folds to, by its place in the block.
pub(crate) fn of_arabic(place: usize) -> u16 {
    ARABIC.get(place).copied().unwrap_or(NOTHING)
}

/// The place of a character in the Arabic block.
pub(crate) fn place_in_arabic(c: char) -> Option<usize> {
    (c as u32).checked_sub(FIRST).map(|at| at as usize).filter(|at| *at < LENGTH)
}

const fn arabic(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | '\u{0671}'..='\u{0673}' | '\u{0675}' => 'ا',
        'ى'
        | '\u{0620}'
        | '\u{063D}'..='\u{063F}'
        | '\u{0678}'
        | '\u{06CC}'..='\u{06CE}'
        | '\u{06D0}'..='\u{06D2}' => 'ي',
        '\u{06D3}' => 'ئ',
        'ة' | '\u{06BE}' | '\u{06C0}'..='\u{06C3}' | '\u{06D5}' | '\u{06FF}' => 'ه',
        '\u{0676}' | '\u{0677}' | '\u{06C4}'..='\u{06CB}' | '\u{06CF}' => 'و',
        '\u{066E}' | '\u{067B}' | '\u{067E}' | '\u{0680}' => 'ب',
        '\u{0679}' | '\u{067A}' | '\u{067C}' | '\u{067D}' | '\u{067F}' => 'ت',
        '\u{0683}' | '\u{0684}' | '\u{0686}' | '\u{0687}' | '\u{06BF}' => 'ج',
        '\u{0681}' | '\u{0682}' | '\u{0685}' => 'ح',
        '\u{0688}'..='\u{0690}' | '\u{06EE}' => 'د',
        '\u{0691}'..='\u{0697}' | '\u{0699}' | '\u{06EF}' => 'ر',
        '\u{0698}' => 'ز',
        '\u{069A}' | '\u{069B}' => 'س',
        '\u{069C}' | '\u{06FA}' => 'ش',
        '\u{069D}' | '\u{069E}' => 'ص',
        '\u{06FB}' => 'ض',
        '\u{069F}' => 'ط',
        '\u{06A0}' => 'ع',
        '\u{06FC}' => 'غ',
        '\u{06A1}'..='\u{06A6}' => 'ف',
        '\u{066F}' | '\u{06A7}' | '\u{06A8}' => 'ق',
        '\u{063B}' | '\u{063C}' | '\u{06A9}'..='\u{06B4}' => 'ك',
        '\u{06B5}'..='\u{06B8}' => 'ل',
        '\u{06B9}'..='\u{06BD}' => 'ن',
        '٠'..='٩' => digit(c as u32 - 0x0660),
        '۰'..='۹' => digit(c as u32 - 0x06F0),
        other => other,
    }
}

const fn digit(value: u32) -> char {
    (b'0' + (value % 10) as u8) as char
}

/// The zeros of decimal digits outside ASCII and Arabic; nine digits follow each.
const ZEROS: [u32; 21] = [
    0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1E950,
];

/// Appends what a character outside ASCII folds to, which does not depend on its neighbours.
pub(crate) fn fold_char(c: char, put: &mut impl FnMut(char)) {
    if let Some(place) = place_in_arabic(c) {
        if let Some(folded) = char::from_u32(of_arabic(place) as u32).filter(|f| *f != '\0') {
            put(folded);
        }
        return;
    }
    if super::is_ignorable(c) {
        return;
    }
    match c {
        '’' | '‘' | '‛' | 'ʼ' | '`' | '´' | '′' => put('\''),
        '‐' | '‑' | '−' => put('-'),
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => put(' '),
        '\u{0750}'..='\u{0756}' => put('ب'),
        '\u{0762}'..='\u{0764}' => put('ك'),
        '\u{FB00}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{1D400}'..='\u{1D7FF}' => compatible(c, put),
        'À'..='ɏ' | 'Ḁ'..='ỿ' => latin(c, put),
        '\u{0300}'..='\u{036F}' => {}
        _ => match ZEROS.iter().find(|z| (**z..**z + 10).contains(&(c as u32))) {
            Some(zero) => put(digit(c as u32 - zero)),
            None => c.to_lowercase().for_each(put),
        },
    }
}

/// Presentation forms, ligatures, full-width and mathematical letters: the letters they stand for.
fn compatible(c: char, put: &mut impl FnMut(char)) {
    // A mark that stands alone is written on a space; the space is no text.
    for d in c.nfkc().skip_while(|d| *d == ' ' && *d != c) {
        if d == c { put(c) } else { fold_any(d, put) }
    }
}

/// Accents are dropped: Erdoğan and Erdogan are one name.
fn latin(c: char, put: &mut impl FnMut(char)) {
    for d in c.nfd().filter(|d| !('\u{0300}'..='\u{036F}').contains(d)) {
        for lower in d.to_lowercase().filter(|d| !('\u{0300}'..='\u{036F}').contains(d)) {
            match lower {
                'ß' => ['s', 's'].into_iter().for_each(&mut *put),
                'æ' => ['a', 'e'].into_iter().for_each(&mut *put),
                'œ' => ['o', 'e'].into_iter().for_each(&mut *put),
                'þ' => ['t', 'h'].into_iter().for_each(&mut *put),
                'ø' => put('o'),
                'ı' => put('i'),
                'ł' => put('l'),
                'đ' | 'ð' => put('d'),
                'ħ' => put('h'),
                _ => put(lower),
            }
        }
    }
}

/// Appends what any character folds to.
pub(crate) fn fold_any(c: char, put: &mut impl FnMut(char)) {
    match c {
        '`' => put('\''),
        '\0'..='\x7F' => put(c.to_ascii_lowercase()),
        _ => fold_char(c, put),
    }
}
