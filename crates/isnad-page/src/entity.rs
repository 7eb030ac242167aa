//! References to characters, as HTML writes them, in text that is no HTML.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

/// Letters of the longest name.
const LONGEST: usize = 32;

/// Text with its references resolved (`&amp;`, `&#1575;`, `&#x627;`); what is none stays.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let name = reference.get(1..).unwrap_or_default();
        let end = name.bytes().take(LONGEST).position(|b| b == b';');
        let found = end.and_then(|end| Some((end, resolve(name.get(..end)?)?)));
        if let Some((end, text)) = found {
            out.push_str(&text);
            rest = name.get(end + 1..).unwrap_or_default();
        } else {
            out.push('&');
            rest = name;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
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
}
