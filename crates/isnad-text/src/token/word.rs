//! Where words and numbers end.

use super::{
    class::{self, Class},
    contraction::{self, Contractions},
    is_arabic,
};

/// The end of a number: digits with single separators between digits.
pub(super) fn number_end(part: &str, at: usize) -> usize {
    let mut end = at;
    while let Some((class, len)) = class::at(part, end) {
        if class == Class::Digit {
            end += len;
            continue;
        }
        let after = end + len;
        let inner = matches!(part.get(end..after), Some("." | "," | "٫" | "٬"));
        if !(inner && matches!(class::at(part, after), Some((Class::Digit, _)))) {
            break;
        }
        end = after;
    }
    end
}

/// The end of an Arabic word whose letters fold one by one. Its folded form is left in `folded`
/// where it differs from the word, which is otherwise empty. `None` if other letters are in it.
pub(super) fn arabic_end(part: &str, at: usize, folded: &mut String) -> Option<usize> {
    folded.clear();
    let bytes = part.as_bytes();
    let (mut end, mut copied, mut same) = (at, at, true);
    while let Some((class, len)) = class::at(part, end) {
        let letter = match class {
            Class::Arabic => {
                let place = class::place(*bytes.get(end)?, *bytes.get(end + 1)?)?;
                class::changed(place)
            }
            Class::Tatweel | Class::Drop => Some(0),
            Class::ArabicRare | Class::Compose => return None,
            _ => break,
        };
        if let Some(letter) = letter {
            folded.push_str(part.get(copied..end)?);
            folded.extend(char::from_u32(u32::from(letter)).filter(|c| *c != '\0'));
            copied = end + len;
            same = false;
        }
        end += len;
    }
    if !same {
        folded.push_str(part.get(copied..end)?);
    }
    Some(end)
}

/// The end of any other Arabic word. A ligature that spells a phrase is a word by itself.
pub(super) fn rare_arabic_end(part: &str, at: usize) -> usize {
    let mut end = at;
    for c in part[at..].chars() {
        let (class, _) = class::at(part, end).unwrap_or((Class::Mark, 0));
        let belongs =
            is_arabic(c) || matches!(class, Class::Tatweel | Class::Drop | Class::Compose);
        if !belongs || is_phrase(c) && end > at {
            break;
        }
        end += c.len_utf8();
        if is_phrase(c) {
            break;
        }
    }
    end
}

/// Whether a character is a ligature of several words.
fn is_phrase(c: char) -> bool {
    matches!(c, '\u{FDFA}' | '\u{FDFB}')
}

/// Where a Latin word ends, and where it is cut in two.
pub(super) struct Cut {
    pub(super) first: Option<usize>,
    pub(super) end: usize,
}

/// Cuts a word of ASCII letters alone behind which nothing stands that could belong to it or make it
/// an address: most words of English, at a glance.
pub(super) fn plain_cut(part: &str, at: usize, contractions: &Contractions) -> Option<Cut> {
    let tail = part.as_bytes().get(at..)?;
    let len = tail.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let plain = |b: &u8| matches!(b, b' ' | b'\n' | b',' | b';' | b')' | b'"' | b'?' | b'!');
    let word = part.get(at..at + len).filter(|w| !w.is_empty())?;
    tail.get(len)
        .is_none_or(plain)
        .then(|| Cut { first: contractions.fused_cut(word).map(|cut| at + cut), end: at + len })
}

/// Cuts a Latin word; those that contractions tell of in two.
pub(super) fn latin_cut(part: &str, at: usize, contractions: &Contractions) -> Cut {
    if let Some(end) = abbreviation_end(part, at) {
        return Cut { first: None, end };
    }
    let (mut end, mut apostrophe) = (at, None);
    while let Some((class, len)) = class::at(part, end) {
        let belongs = match class {
            Class::Latin | Class::Drop | Class::Compose => true,
            Class::Apostrophe => {
                apostrophe = Some(end);
                !part[end..].starts_with('‘')
                    && clitic_end(part, end, contractions).is_none()
                    && matches!(class::at(part, end + len), Some((Class::Latin, _)))
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        end += len;
    }
    let first = match apostrophe {
        Some(mark) if mark < end => contractions.ending_start(part, at, mark, end),
        _ => contractions.fused_cut(&part[at..end]).map(|cut| at + cut),
    };
    Cut { first, end }
}

/// The most letters of an abbreviation; bounds the time spent on text without spaces.
const MOST_LETTERS: usize = 16;

/// The end of an abbreviation of single letters with full stops: `U.S.`, `U.N.`
fn abbreviation_end(part: &str, at: usize) -> Option<usize> {
    let bytes = part.as_bytes();
    if bytes.get(at + 1) != Some(&b'.') {
        return None;
    }
    let mut end = at;
    while end < at + 2 * MOST_LETTERS
        && bytes.get(end).is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(end + 1) == Some(&b'.')
    {
        end += 2;
    }
    let whole = !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
    (end >= at + 4 && whole).then_some(end)
}

/// The end of a clitic that begins with an apostrophe: `'s`, `'re`, `'ll`.
pub(super) fn clitic_end(part: &str, at: usize, contractions: &Contractions) -> Option<usize> {
    let (_, len) = class::at(part, at).filter(|(class, _)| *class == Class::Apostrophe)?;
    let tail = part.as_bytes().get(at + len..)?;
    let most = contraction::MOST_LETTERS;
    let letters = tail.iter().take(most).take_while(|b| b.is_ascii_alphabetic()).count();
    let mut lower = [0; contraction::MOST_LETTERS];
    for (to, from) in lower.iter_mut().zip(tail.iter().take(letters)) {
        *to = from.to_ascii_lowercase();
    }
    let end = at + len + letters;
    // A letter beyond ASCII goes on with the word.
    let whole = !matches!(class::at(part, end), Some((Class::Latin | Class::Compose, _)));
    (whole && contractions.is_clitic(lower)).then_some(end)
}

/// The end of the number of a decade without its century: `'90` of `'90s`.
pub(super) fn decade_end(part: &str, at: usize) -> Option<usize> {
    let (_, len) = class::at(part, at)?;
    let tail = part.as_bytes().get(at + len..)?;
    let decade = matches!(tail, [b'0'..=b'9', b'0', b's', rest @ ..]
        if !rest.first().is_some_and(u8::is_ascii_alphanumeric));
    decade.then_some(at + len + 2)
}

/// Whether a letter or digit stands directly before a byte.
pub(super) fn follows_word(part: &str, at: usize) -> bool {
    part[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}
