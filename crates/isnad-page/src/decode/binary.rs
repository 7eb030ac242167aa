//! Files that are no text, whatever their names and senders say.

use encoding_rs::Encoding;

use super::HEAD;

/// First bytes of formats that are no pages.
const SIGNATURES: [(&[u8], &str); 27] = [
    (b"%PDF-", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\x89PNG", "PNG picture"),
    (b"\xFF\xD8\xFF", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"RIFF", "WebP picture or sound"),
    (b"II*\0", "TIFF picture"),
    (b"MM\0*", "TIFF picture"),
    (b"\0\0\x01\0", "icon"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"PK\x05\x06", "ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "office document"),
    (b"{\\rtf", "RTF document"),
    (b"\x1F\x8B", "gzip"),
    (b"\x28\xB5\x2F\xFD", "Zstandard"),
    (b"BZh", "bzip2"),
    (b"\xFD7zXZ", "xz"),
    (b"7z\xBC\xAF", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"SQLite format 3", "SQLite database"),
    (b"\x7FELF", "program"),
    (b"MZ\x90", "program"),
    (b"\0asm", "program"),
    (b"wOF", "font"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"\x1A\x45\xDF\xA3", "film"),
];

/// Why bytes are no text, if they are none.
pub(super) fn why(bytes: &[u8]) -> Option<String> {
    let start = bytes.trim_ascii_start();
    if let Some((_, name)) = SIGNATURES.iter().find(|(s, _)| start.starts_with(s)) {
        return Some(format!("the bytes begin like {name}, no text"));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("the bytes begin like a film or an HEIF picture, no text".to_owned());
    }
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    (odd * 20 > head.len()).then(|| format!("{odd} of the first {} bytes are controls", head.len()))
}
