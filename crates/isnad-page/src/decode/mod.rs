//! Bytes to text: byte order marks, character sets, HTML or plain, and what is no page at all.

mod binary;
mod charset;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::{Content, Diagnostic, when::note};

/// Bytes of a page that are read; no article is longer.
pub const MAX_BYTES: usize = 24 << 20;

/// Bytes in which declarations and signs of HTML are sought.
const HEAD: usize = 4096;

/// Tags with which HTML shows itself.
const TAGS: [&[u8]; 14] = [
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<meta",
    b"<title",
    b"<script",
    b"<article",
    b"<div",
    b"<p>",
    b"<p ",
    b"<h1",
    b"<table",
    b"<span",
];

/// Decodes the bytes of a page. `declared` is the media type with which it was sent, if any
/// (`text/html; charset=windows-1256`).
///
/// A diagnostic `not-a-page` says that the bytes are no text; the content is empty then.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> (Content, Vec<Diagnostic>) {
    let mut notes = Vec::new();
    if let Some(why) = binary::why(bytes).filter(|_| !charset::is_wide_text(bytes)) {
        notes.push(note("not-a-page", why));
        return (Content::default(), notes);
    }
    let (bytes, cut) = bytes.split_at(bytes.len().min(MAX_BYTES));
    if !cut.is_empty() {
        let message = format!("longer than {MAX_BYTES} bytes, the rest was left out");
        notes.push(note("truncated", message));
    }
    let encoding = charset::of(bytes, declared, !cut.is_empty(), &mut notes);
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        let message = format!("some bytes are no {}; they show as U+FFFD", encoding.name());
        notes.push(note("broken-characters", message));
    }
    let text = text.into_owned();
    let html = is_html(bytes, encoding, &text, declared);
    (if html { Content::Html(text) } else { Content::Text(text) }, notes)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|w| w.eq_ignore_ascii_case(wanted))
}

fn is_html(bytes: &[u8], encoding: &Encoding, text: &str, declared: Option<&str>) -> bool {
    let kind = declared.unwrap_or_default().to_ascii_lowercase();
    if kind.contains("html") {
        return true;
    }
    if kind.starts_with("text/plain") {
        return false;
    }
    let utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
    let head = if utf16 { text.as_bytes() } else { bytes };
    let head = head.get(..head.len().min(HEAD)).unwrap_or_default();
    TAGS.iter().any(|tag| find(head, tag).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "وصل الوفد إلى العاصمة صباح اليوم وعقد اجتماعا مع رئيس الحكومة.";

    fn text_of(content: Content) -> String {
        match content {
            Content::Text(t) | Content::Html(t) => t,
        }
    }

    #[test]
    fn reads_the_encodings_of_arabic_pages() {
        let windows = encoding_rs::WINDOWS_1256.encode(ARABIC).0.into_owned();
        let declared = Some("text/html; charset=\"windows-1256\"");
        assert_eq!(decode(&windows, declared).0, Content::Html(ARABIC.to_owned()));
        let (content, notes) = decode(&windows, None);
        assert_eq!(text_of(content), ARABIC);
        assert_eq!(notes[0].code, "guessed-charset");
        let mut page = b"<html><meta charset=windows-1256><p>".to_vec();
        page.extend(&windows);
        assert!(text_of(decode(&page, None).0).ends_with(ARABIC));
        let utf16: Vec<u8> = std::iter::once(0xFEFF)
            .chain(ARABIC.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&utf16, None).0, Content::Text(ARABIC.to_owned()));
    }

    #[test]
    fn tells_html_from_text_and_from_neither() {
        assert!(matches!(decode(b"<!DOCTYPE HTML><p>a", None).0, Content::Html(_)));
        assert!(matches!(decode(b"a < b and b > c", None).0, Content::Text(_)));
        assert!(matches!(decode(b"<p>a", Some("text/plain")).0, Content::Text(_)));
        for bytes in [
            &b"\n%PDF-1.7 x"[..],
            b"\x28\xB5\x2F\xFDzst",
            b"\0\0\0\x18ftypmp42",
            b"\x00\x01\x02\x03text",
            b"PK\x03\x04zip",
        ] {
            let (content, notes) = decode(bytes, Some("text/html; charset=utf-8"));
            assert_eq!(content, Content::default());
            assert_eq!(notes[0].code, "not-a-page");
        }
        assert!(decode(b"", None).1.is_empty());
    }

    #[test]
    fn a_broken_character_does_not_spoil_utf8() {
        let mut bytes = ARABIC.as_bytes().to_vec();
        bytes.push(0xFF);
        let (content, notes) = decode(&bytes, None);
        assert!(text_of(content).starts_with(ARABIC));
        assert_eq!(notes[0].code, "broken-characters");
    }
}
