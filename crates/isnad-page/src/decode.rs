//! Bytes to text: byte order marks, character sets, HTML or plain, and what is no page at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Content, Diagnostic, when::note};

/// Bytes of a page that are read; no article is longer.
pub const MAX_BYTES: usize = 24 << 20;

/// Bytes in which declarations and signs of HTML are sought.
const HEAD: usize = 4096;

/// First bytes of formats that are no pages.
const SIGNATURES: [&[u8]; 12] = [
    b"%PDF-",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"7z\xBC\xAF",
    b"SQLite format 3",
    b"\x7FELF",
    b"OggS",
    b"ID3",
    b"Rar!",
];

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
    if let Some(why) = binary(bytes) {
        notes.push(note("not-a-page", why));
        return (Content::default(), notes);
    }
    let (bytes, cut) = bytes.split_at(bytes.len().min(MAX_BYTES));
    if !cut.is_empty() {
        notes.push(note("truncated", format!("read {MAX_BYTES} bytes, left {} out", cut.len())));
    }
    let encoding = encoding_of(bytes, declared, !cut.is_empty(), &mut notes);
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        let message = format!("some bytes are no {}; they show as U+FFFD", encoding.name());
        notes.push(note("broken-characters", message));
    }
    let text = text.into_owned();
    let html = is_html(bytes, encoding, &text, declared);
    (if html { Content::Html(text) } else { Content::Text(text) }, notes)
}

/// Why bytes are no text, if they are none.
fn binary(bytes: &[u8]) -> Option<String> {
    if let Some(sign) = SIGNATURES.iter().find(|s| bytes.starts_with(s)) {
        return Some(format!("the bytes begin like `{}`, no text", sign.escape_ascii()));
    }
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    // UTF-16 without a mark has a zero in every second byte of Latin text.
    (odd * 20 > head.len()).then(|| format!("{odd} of the first {} bytes are controls", head.len()))
}

fn encoding_of(
    bytes: &[u8],
    declared: Option<&str>,
    cut: bool,
    notes: &mut Vec<Diagnostic>,
) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        // Only the character that the cut parted is broken.
        Err(e) => cut && e.valid_up_to() + 4 > bytes.len(),
    };
    if valid {
        return UTF_8;
    }
    let said = declared.and_then(charset).or_else(|| charset_in(bytes));
    let named = said.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match named {
        // What says UTF-8 and is none is mostly UTF-8 with a broken character, if few bytes are.
        Some(encoding) if encoding == UTF_8 && !mostly_utf8(bytes) => guess(bytes, notes),
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => guess(bytes, notes),
        Some(encoding) => encoding,
        None if mostly_utf8(bytes) => UTF_8,
        None => guess(bytes, notes),
    }
}

fn guess(bytes: &[u8], notes: &mut Vec<Diagnostic>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    notes.push(note("guessed-charset", format!("read as {}", encoding.name())));
    encoding
}

/// Whether at most one character in fifty beyond ASCII is broken.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{FFFD}').count();
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    broken * 50 <= beyond
}

/// The character set in a media type.
fn charset(declared: &str) -> Option<&str> {
    let lower = declared.to_ascii_lowercase();
    let at = lower.find("charset=")? + "charset=".len();
    let rest = declared.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    rest.split(['"', '\'', ';', ' ', '>', '/']).next().filter(|l| !l.is_empty())
}

/// The character set that the head of a page declares.
fn charset_in(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let at = find(head, b"charset=")?;
    let rest = head.get(at..at + 48.min(head.len() - at))?;
    let ascii = rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len());
    charset(std::str::from_utf8(rest.get(..ascii)?).ok()?)
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
        for bytes in [&b"%PDF-1.7 x"[..], b"\x00\x01\x02\x03text", b"PK\x03\x04zip"] {
            let (content, notes) = decode(bytes, None);
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
