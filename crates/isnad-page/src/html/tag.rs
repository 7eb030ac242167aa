//! The tags of a page: where each begins and ends, its name, its attributes, and where what follows
//! it without being mark-up ends.

use std::ops::Range;

use memchr::{memchr, memmem};

/// A tag: where it begins, its name as the page writes it, where the name ends.
#[derive(Debug)]
pub(super) struct Tag<'h> {
    pub(super) start: usize,
    pub(super) name: &'h str,
    pub(super) name_end: usize,
    /// Whether it is an end tag.
    pub(super) closes: bool,
}

/// An attribute in a tag: where its name and its value stand, without quotation marks, and where it
/// ends.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
    pub(super) end: usize,
}

/// The tag that begins at a `<`, if it is one.
pub(super) fn tag_at(html: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    let closes = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closes);
    bytes.get(from).filter(|b| b.is_ascii_alphabetic())?;
    let name_end = find(bytes, from, |b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
    Some(Tag { start, name: html.get(from..name_end)?, name_end, closes })
}

/// The first attribute at or after `from` in a tag, or the end of the tag.
pub(super) fn attribute(bytes: &[u8], from: usize) -> Result<Attribute, usize> {
    let start = find(bytes, from, |b| !b.is_ascii_whitespace() && b != b'/');
    if bytes.get(start).is_none_or(|b| *b == b'>') {
        return Err(bytes.len().min(start + 1));
    }
    let is_end = |b: u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'/' | b'>');
    let end = find(bytes, start + 1, is_end);
    let name = start..end;
    let sign = find(bytes, end, |b| !b.is_ascii_whitespace());
    if bytes.get(sign) != Some(&b'=') {
        return Ok(Attribute { name, value: end..end, end });
    }
    let from = find(bytes, sign + 1, |b| !b.is_ascii_whitespace());
    let (from, to, end) = if let Some(quote @ (b'"' | b'\'')) = bytes.get(from) {
        let rest = bytes.get(from + 1..).unwrap_or_default();
        let to = memchr(*quote, rest).map_or(bytes.len(), |i| from + 1 + i);
        (from + 1, to, bytes.len().min(to + 1))
    } else {
        let to = find(bytes, from, |b| b.is_ascii_whitespace() || b == b'>');
        (from, to, to)
    };
    Ok(Attribute { name, value: from..to, end })
}

/// Where a tag ends.
pub(super) fn end_of(html: &str, tag: &Tag<'_>) -> usize {
    let mut at = tag.name_end;
    loop {
        match attribute(html.as_bytes(), at) {
            Ok(attribute) => at = attribute.end,
            Err(end) => return end,
        }
    }
}

/// Where the content of an element ends that is no mark-up, and where its end tag does.
pub(super) fn end_of_content(html: &str, name: &str, from: usize) -> (usize, usize) {
    let bytes = html.as_bytes();
    let rest = bytes.get(from..).unwrap_or_default();
    for start in memmem::find_iter(rest, b"</").map(|i| from + i) {
        let found = bytes.get(start + 2..start + 2 + name.len());
        if found.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            let tail = bytes.get(start..).unwrap_or_default();
            return (start, memchr(b'>', tail).map_or(html.len(), |i| start + i + 1));
        }
    }
    (html.len(), html.len())
}

/// Where a comment or declaration ends that begins at a `<`; none if the `<` is text.
pub(super) fn end_of_markup(html: &str, start: usize) -> Option<usize> {
    let inner = html.get(start + 1..).filter(|inner| inner.starts_with(['!', '?', '/']))?;
    let length = match inner.strip_prefix("!--") {
        Some(comment) if comment.starts_with('>') => 4,
        Some(comment) if comment.starts_with("->") => 5,
        Some(comment) => memmem::find(comment.as_bytes(), b"-->").map_or(inner.len(), |i| i + 6),
        None => memchr(b'>', inner.as_bytes()).map_or(inner.len(), |i| i + 1),
    };
    Some(start + 1 + length)
}

/// The first byte from a place on that fits, else the end.
fn find(bytes: &[u8], from: usize, fits: impl Fn(u8) -> bool) -> usize {
    let found = bytes.get(from..).and_then(|rest| rest.iter().position(|b| fits(*b)));
    found.map_or(bytes.len(), |i| from + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_with_and_without_quotation_marks() {
        let html = "<p a b='c>' d = e/f g=\"h\"/i>x";
        let (mut at, mut got) = (2, Vec::new());
        let end = loop {
            match attribute(html.as_bytes(), at) {
                Ok(a) => {
                    at = a.end;
                    got.push((&html[a.name], &html[a.value]));
                }
                Err(end) => break end,
            }
        };
        assert_eq!(got, [("a", ""), ("b", "c>"), ("d", "e/f"), ("g", "h"), ("i", "")]);
        assert_eq!(&html[end..], "x");
    }

    #[test]
    fn what_is_no_tag_ends_where_browsers_end_it() {
        let rest = |html: &'static str| end_of_markup(html, 0).map(|end| &html[end..]);
        for html in
            ["<!-- <p> -- > -->x", "<!-->x", "<!--->x", "<!doctype html>x", "<?a b?>x", "</>x"]
        {
            assert_eq!(rest(html), Some("x"), "{html}");
        }
        assert_eq!((rest("<3"), rest("< p>"), rest("<!-- x")), (None, None, Some("")));
        let html = "a </p> b</SCRIPT >x";
        assert_eq!(end_of_content(html, "script", 0), (8, 18));
    }
}
