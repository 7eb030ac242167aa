//! Folding: the form in which words are compared.
//!
//! Canonical composition; presentation forms, tatweel, harakat, bidi and zero-width marks dropped;
//! alef, yaa, taa marbuta, Persian and Urdu letters folded; digits to ASCII; Latin accents dropped
//! and case folded. The stored text never changes: tokens keep their spans, and [`fold_with_map`]
//! keeps the way back.

mod letters;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

pub(crate) use letters::{NOTHING, of_arabic};

/// The folded form of a text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of a text.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(fold_ascii));
        return;
    }
    walk(text, &mut |c, _| out.push(c));
}

fn fold_ascii(c: char) -> char {
    if c == '`' { '\'' } else { c.to_ascii_lowercase() }
}

/// The folded form, and for each of its bytes (and its end) the byte of the text it came from.
pub fn fold_with_map(text: &str) -> (String, Vec<u32>) {
    let (mut out, mut map) =
        (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    walk(text, &mut |c, at| {
        out.push(c);
        map.resize(out.len(), at as u32);
    });
    map.push(text.len() as u32);
    (out, map)
}

/// Whether a character carries no letter: harakat, tatweel, bidi and zero-width marks.
pub const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}' | '\u{061C}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{08D3}'..='\u{08FF}' | '\u{00AD}' | '\u{034F}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FC5E}'..='\u{FC63}'
        | '\u{FCF2}'..='\u{FCF4}' | '\u{FE70}'..='\u{FE7F}')
}

/// Whether a character is a harakah: a vowel, its absence, or the doubling of a consonant.
pub const fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{0652}' | '\u{0670}')
}

/// Whether a character can change the order in which others are shown.
pub const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Gives each folded character with the byte of the text it came from, in order. Where characters
/// compose, that is the first byte of those that do.
fn walk(text: &str, put: &mut impl FnMut(char, usize)) {
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if at < start {
            continue; // Part of a cluster that was folded as a whole.
        }
        if c.is_ascii() && text.as_bytes().get(at + 1).is_none_or(u8::is_ascii) {
            put(fold_ascii(c), at);
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let joined = rest.find(|c| !may_compose(c)).unwrap_or(rest.len());
        if joined == 0 && !may_compose(c) {
            letters::fold_any(c, &mut |f| put(f, at));
            continue;
        }
        start = at + c.len_utf8() + joined;
        fold_cluster(&text[at..start], at, put);
    }
}

/// Folds a character with all that may compose with it, as a whole: in a long run of marks, none is
/// looked at again from each of them.
fn fold_cluster(cluster: &str, at: usize, put: &mut impl FnMut(char, usize)) {
    if is_nfc_quick(cluster.chars()) == IsNormalized::Yes {
        for (i, c) in cluster.char_indices() {
            letters::fold_any(c, &mut |f| put(f, at + i));
        }
        return;
    }
    // What is dropped must not keep apart what composes.
    let kept = cluster.nfc().filter(|c| !is_dropped(*c));
    kept.nfc().for_each(|c| letters::fold_any(c, &mut |f| put(f, at)));
}

/// Whether a character is dropped where it composes with nothing.
fn is_dropped(c: char) -> bool {
    is_ignorable(c) || ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Whether composition may join a character with those before it, or change it by itself.
fn may_compose(c: char) -> bool {
    // Quotation marks, dashes and the blank of HTML stand in every text.
    !c.is_ascii()
        && !matches!(c, '\u{A0}' | '\u{AB}' | '\u{BB}' | '\u{2010}'..='\u{2027}')
        && !is_plain_arabic(c)
        && (is_dropped(c)
            || canonical_combining_class(c) != 0
            || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes)
}

/// Whether a character is a letter of the Arabic block, which composes with marks behind it only.
fn is_plain_arabic(c: char) -> bool {
    letters::place_in_arabic(c).is_some_and(|place| of_arabic(place) != NOTHING)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(cases: &[(&str, &str)]) {
        for (text, want) in cases {
            assert_eq!(fold(text), *want, "{text}");
        }
    }

    #[test]
    fn folds_spellings() {
        check(&[
            ("إِعلانُ الجمهوريّة", "اعلان الجمهوريه"),
            ("بوتيـــن", "بوتين"),
            ("هٰذا الرحمٰن", "هذا الرحمن"),
            ("ERDOĞAN Yıldız Łódź Straße", "erdogan yildiz lodz strasse"),
            ("١٢٣۴ ४", "1234 4"),
            ("it’s `so´", "it's 'so'"),
        ]);
    }

    #[test]
    fn folds_letters_of_other_keyboards() {
        check(&[
            ("کیف ہے", "كيف هي"),
            ("پاکستان", "باكستان"),
            ("چاد گاز ژاپن", "جاد كاز زابن"),
            ("ڈاکٹر ڑ ں", "داكتر ر ن"),
            ("مدرسۃ بھارت", "مدرسه بهارت"),
            ("ڤيينا ڨفصة ݣلميم", "فيينا قفصه كلميم"),
        ]);
    }

    #[test]
    fn folds_presentation_forms_and_wide_letters() {
        check(&[
            ("ﻻ ﷲ", "لا الله"),
            ("ﷺ", "صلي الله عليه وسلم"),
            ("ﺍﻟﻘﺎﻫﺮﺓ", "القاهره"),
            ("ＢＢＣ ２０", "bbc 20"),
            ("𝐍𝐞𝐰𝐬 ﬁre", "news fire"),
            ("﴾نص﴿", "﴾نص﴿"),
        ]);
    }

    #[test]
    fn composes_before_it_folds() {
        check(&[
            ("رو\u{0654}يا", "رؤيا"),
            ("رو\u{064E}\u{0654}يا", "رؤيا"),
            ("ا\u{0654}مر ا\u{0653}ن", "امر ان"),
            ("Ge\u{0301}ne\u{0300}ve", "geneve"),
            ("и\u{0306}", "й"),
        ]);
    }

    #[test]
    fn the_map_leads_back() {
        let text = "وقَّعَ «الرئيسُ» Vladimir ﻻ 12";
        let (folded, map) = fold_with_map(text);
        let at = folded.find("vladimir").unwrap();
        assert!(text[map[at] as usize..].starts_with("Vladimir"));
        let both = folded.find("لا").unwrap();
        assert!(text[map[both] as usize..].starts_with('ﻻ'));
        assert_eq!(map[both], map[both + 2]);
    }

    #[test]
    fn long_runs_of_marks_fold_in_one_pass() {
        for mark in ["\u{200B}", "\u{064E}", "\u{0301}", "\u{0301}\u{0323}"] {
            assert_eq!(fold(&format!("ا{}b", mark.repeat(100_000))), "اb");
        }
    }

    /// Text of the scripts that folding changes, composed and not.
    const MIXED: &str = r"[ a-zÀ-ɏ\u{300}-\u{345}\u{600}-\u{6FF}\u{750}-\u{77F}\u{FB1D}-\u{FDFF}\u{FE70}-\u{FEFF}\u{FF00}-\u{FFEF}\u{1100}-\u{11FF}\u{AC00}-\u{AC20}\u{390}-\u{3FF}\u{400}-\u{45F}\u{1F00}-\u{1FFF}\u{200B}-\u{202F}]{0,12}";

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in MIXED, other in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert_eq!(fold(&fold(&other)), fold(&other));
        }

        #[test]
        fn the_map_covers_every_byte(text in MIXED, other in any::<String>()) {
            for text in [text, other] {
                let (folded, map) = fold_with_map(&text);
                prop_assert_eq!(&folded, &fold(&text));
                prop_assert_eq!(map.len(), folded.len() + 1);
                prop_assert!(map.windows(2).all(|w| w[0] <= w[1]));
                prop_assert!(map.iter().all(|at| text.is_char_boundary(*at as usize)));
                prop_assert_eq!(*map.last().unwrap() as usize, text.len());
            }
        }

        #[test]
        fn canonical_equivalents_fold_alike(text in MIXED, other in any::<String>()) {
            for text in [text, other] {
                let (composed, parted) = (text.nfc().collect::<String>(), text.nfd().collect::<String>());
                prop_assert_eq!(fold(&composed), fold(&text));
                prop_assert_eq!(fold(&parted), fold(&text));
            }
        }
    }
}
