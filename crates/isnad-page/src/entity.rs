//! References to characters, as HTML writes them, in HTML and in text that is none.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use html5ever::data::NAMED_ENTITIES;
use memchr::memchr;
use quick_xml::escape::resolve_html5_entity;

/// Letters of the longest name.
const LONGEST: usize = 32;

/// Letters of the longest name that needs no semicolon.
const OLD: usize = 6;

/// Text with its references resolved (`&amp;`, `&#1575;`, `&#x627;`); what is none stays.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    replaced(text, closed)
}

/// The same for text of HTML, where some references need no semicolon; in attributes, which hold
/// addresses, only where no letter, digit or sign of equality follows. NUL, which is no character
/// of HTML, is left out.
pub(crate) fn decode(text: &str, attribute: bool) -> Cow<'_, str> {
    let find = |rest: &str| closed(rest).or_else(|| unclosed(rest, attribute));
    if memchr(0, text.as_bytes()).is_some() {
        return Cow::Owned(replaced(&text.replace('\0', ""), find).into_owned());
    }
    replaced(text, find)
}

/// Text with what `find` gives for the references in it, by what stands behind `&`: the text meant
/// and the bytes of the reference.
fn replaced(text: &str, find: impl Fn(&str) -> Option<(String, usize)>) -> Cow<'_, str> {
    let next = |rest: &str| memchr(b'&', rest.as_bytes());
    if next(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = next(rest) {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        rest = reference.get(1..).unwrap_or_default();
        if let Some((text, length)) = find(rest) {
            out.push_str(&text);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push('&');
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A reference that ends with a semicolon.
fn closed(rest: &str) -> Option<(String, usize)> {
    let end = rest.bytes().take(LONGEST).position(|b| b == b';')?;
    Some((resolve(rest.get(..end)?)?, end + 1))
}

/// A reference that ends without one: by number, or by a name of old.
fn unclosed(rest: &str, attribute: bool) -> Option<(String, usize)> {
    if let Some(number) = rest.strip_prefix('#') {
        let marked = usize::from(number.starts_with(['x', 'X']));
        let is_digit = |b: u8| if marked > 0 { b.is_ascii_hexdigit() } else { b.is_ascii_digit() };
        let digits = number.bytes().skip(marked).take_while(|b| is_digit(*b)).take(LONGEST).count();
        let end = 1 + marked + digits;
        return Some((resolve(rest.get(..end)?)?, end));
    }
    let (end, text) = (2..=OLD).rev().find_map(|end| {
        let (first, second) = *NAMED_ENTITIES.get(rest.get(..end)?)?;
        let text = [first, second].into_iter().filter(|c| *c != 0).filter_map(char::from_u32);
        (first != 0).then(|| (end, text.collect::<String>()))
    })?;
    let goes_on = rest.get(end..)?.starts_with(|c: char| c == '=' || c.is_ascii_alphanumeric());
    (!attribute || !goes_on).then_some((text, end))
}

/// What a reference stands for, by what is between `&` and `;`.
pub(crate) fn resolve(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(str::to_owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match u8::try_from(code) {
        // Numbers of controls mean the characters of windows-1252, says the HTML standard.
        Ok(byte @ 0x80..=0x9F) => {
            Some(WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned())
        }
        _ => char::from_u32(code).filter(|c| *c != '\0').map(String::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_references_and_nothing_else() {
        for (text, want) in [
            ("&quot;&#1575;&#x644;&quot;&nbsp;&amp;c", "\"ال\"\u{a0}&c"),
            (
                "AT&T; R&D & more &unknown; &#xD800; &#0;",
                "AT&T; R&D & more &unknown; &#xD800; &#0;",
            ),
            ("&#150; &ndash", "– &ndash"),
        ] {
            assert_eq!(unescape(text), want);
        }
    }

    #[test]
    fn html_needs_no_semicolon_after_numbers_and_old_names() {
        for (text, want) in [
            ("&copy 2024 &ampquot; &#1575 &#x27 &hellip &#; &", "© 2024 &quot; ا ' &hellip &#; &"),
            ("&notin; &notit; &lt", "∉ ¬it; <"),
        ] {
            assert_eq!(decode(text, false), want);
        }
        assert_eq!((decode("a\0b", false), unescape("a\0b")), ("ab".into(), "a\0b".into()));
        assert_eq!(decode("?a&copy=1&lt2&lt &amp;b", true), "?a&copy=1&lt2< &b");
    }
}
