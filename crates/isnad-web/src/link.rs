//! Addresses. They are permanent: pages go by the hash of their source, facts by page and number.

use isnad_export::Layer;
pub(crate) use isnad_export::page_id;
use isnad_text::{Span, fold::is_bidi_control};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All that has a meaning in an address, or may not stand there.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// The same for words in the fragment of an address, where `-` has a meaning, too.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'_').remove(b'.').remove(b'~');

/// Words at either end of a passage that a fragment names.
const WORDS: usize = 6;

/// A part of an address.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

/// The id of a fact in addresses.
pub(crate) fn fact_id(source: &str, layer: Layer, index: usize) -> String {
    isnad_export::fact_id(&page_id(source), layer, index)
}

pub(crate) fn article(source: &str) -> String {
    format!("/article/{}", page_id(source))
}

/// A place in an article: bytes of its text.
pub(crate) fn place(source: &str, span: Span) -> String {
    format!("/article/{}?at={}-{}#at", page_id(source), span.start, span.end)
}

pub(crate) fn story(id: &str) -> String {
    format!("/story/{}", part(id))
}

pub(crate) fn entity(id: &str) -> String {
    format!("/entity/{}", part(id))
}

pub(crate) fn quote(source: &str, index: usize) -> String {
    format!("/quote/{}", fact_id(source, Layer::Quote, index))
}

pub(crate) fn fact(source: &str, layer: Layer, index: usize) -> String {
    format!("/fact/{}", fact_id(source, layer, index))
}

/// An address on the web that a reader may follow; `None` for whatever else a page calls its address.
pub(crate) fn web(url: Option<&str>) -> Option<String> {
    let url = url?.trim();
    let known = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    });
    (known && !url.contains(|c: char| c.is_whitespace() || c.is_control() || is_bidi_control(c)))
        .then(|| url.to_owned())
}

/// The same address with the words of a passage behind it, for browsers to go to. They compare words
/// as they are written.
pub(crate) fn with_text(url: &str, passage: &str) -> String {
    let base = url.split('#').next().unwrap_or(url);
    let words: Vec<&str> = passage.split_whitespace().collect();
    let encoded = |words: &[&str]| utf8_percent_encode(&words.join(" "), FRAGMENT).to_string();
    let text = if words.len() <= 2 * WORDS {
        encoded(&words)
    } else {
        let head = words.get(..WORDS).unwrap_or_default();
        let tail = words.get(words.len() - WORDS..).unwrap_or_default();
        format!("{},{}", encoded(head), encoded(tail))
    };
    format!("{base}#:~:text={text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        for bad in ["javascript:alert(1)", "data:text/html,x", "//x", "ftp://x", "https://a b", ""]
        {
            assert_eq!(web(Some(bad)), None, "{bad}");
        }
        assert!(web(Some("HTTPS://example.org/a")).is_some());
    }

    #[test]
    fn passages_are_named_by_their_ends() {
        let url = with_text("https://example.org/a#top", "قال الوزير: well-known, yes");
        assert!(url.starts_with("https://example.org/a#:~:text=%D9%82"), "{url}");
        assert!(url.ends_with("well%2Dknown%2C%20yes"), "{url}");
        let long =
            with_text("https://example.org/", &"one two three four five six seven ".repeat(3));
        assert_eq!(long.matches(',').count(), 1);
    }
}
