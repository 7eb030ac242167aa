//! The character set of a page: what its sender and its head declare, weighed against its bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

use super::{HEAD, find};
use crate::{Diagnostic, when::note};

/// Bytes from which a character set is guessed, counted from the first one beyond ASCII.
const GUESSED: usize = 256 << 10;

/// Bytes beyond ASCII that must speak against a declaration before it is overruled.
const EVIDENCE: usize = 40;

/// Names of character sets that are declared by default, by programs that write Western European.
const LATIN: [&str; 9] = [
    "windows-1252",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "windows-1254",
];

/// The character set of a page's bytes. `is_cut` says that the last character may be parted.
pub(super) fn of(
    bytes: &[u8],
    declared: Option<&str>,
    is_cut: bool,
    notes: &mut Vec<Diagnostic>,
) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16(bytes) {
        notes.push(guessed(encoding));
        return encoding;
    }
    let said = [declared.and_then(charset), in_head(bytes)];
    let named = said.map(|label| Encoding::for_label(label?.trim().as_bytes()));
    let first = named[0].or(named[1]);
    if is_utf8(bytes, is_cut) {
        if let Some(other) = first.filter(|e| *e != UTF_8 && !bytes.is_ascii()) {
            notes.push(differs(other, UTF_8));
        }
        // Pure ASCII may still be a coding with escapes, which only its declaration tells.
        return first.filter(|e| bytes.is_ascii() && !is_wide(e)).unwrap_or(UTF_8);
    }
    let guess = guess(bytes);
    // What the bytes cannot be is no declaration; of two, the one that the bytes bear out counts.
    let mut possible = named.into_iter().flatten().filter(|e| *e != UTF_8 && !is_wide(e));
    let chosen = possible.clone().find(|e| *e == guess).or_else(|| possible.next());
    match chosen {
        Some(encoding) if !speaks_against(encoding, guess, bytes) => encoding,
        Some(encoding) => {
            notes.push(differs(encoding, guess));
            guess
        }
        None => {
            notes.push(guessed(guess));
            guess
        }
    }
}

fn guessed(encoding: &'static Encoding) -> Diagnostic {
    note("guessed-charset", format!("read as {}", encoding.name()))
}

fn differs(declared: &'static Encoding, found: &'static Encoding) -> Diagnostic {
    let message = format!("declared {}, but the bytes are {}", declared.name(), found.name());
    note("charset-differs", message)
}

/// Whether an encoding writes ASCII otherwise than in single bytes, or nothing at all.
fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE || encoding == REPLACEMENT
}

/// Whether bytes are UTF-8: without fault, or with so few that chance cannot have made the rest,
/// since each character of several bytes would be one.
fn is_utf8(bytes: &[u8], is_cut: bool) -> bool {
    let broken_at = match std::str::from_utf8(bytes) {
        Ok(_) => return true,
        Err(error) => error.valid_up_to(),
    };
    if is_cut && broken_at + 4 > bytes.len() {
        return true;
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 4 <= good
}

/// Whether bytes full of zeros are text all the same.
pub(super) fn is_wide_text(bytes: &[u8]) -> bool {
    utf16(bytes).is_some()
}

/// UTF-16 without a mark, by the upper bytes of Latin and Arabic letters in every second place.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let (pairs, _) = head.as_chunks::<2>();
    let upper = |place: usize| pairs.iter().filter(|p| matches!(p[place], 0 | 6)).count();
    let (first, second) = (upper(0), upper(1));
    let fits = |many: usize, few: usize| {
        pairs.len() >= 8 && many * 10 >= pairs.len() * 9 && few * 4 <= pairs.len()
    };
    if fits(second, first) {
        return Some(UTF_16LE);
    }
    fits(first, second).then_some(UTF_16BE)
}

/// The most likely character set, from a bounded part of the page.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let part = bytes.get(start..).unwrap_or_default();
    let part = part.get(..part.len().min(GUESSED)).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(part, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    if is_arabic(found) { arabic(part).unwrap_or(found) } else { found }
}

fn is_arabic(encoding: &'static Encoding) -> bool {
    encoding == WINDOWS_1256 || encoding == ISO_8859_6
}

/// Which of the two single-byte sets for Arabic: the article, alef and lam, is the most frequent pair
/// of letters in either, and its second byte differs.
fn arabic(bytes: &[u8]) -> Option<&'static Encoding> {
    let count = |pair: [u8; 2]| bytes.windows(2).filter(|w| **w == pair).count();
    let (windows, iso) = (count([0xC7, 0xE1]), count([0xC7, 0xE4]));
    match windows.cmp(&iso) {
        std::cmp::Ordering::Greater => Some(WINDOWS_1256),
        std::cmp::Ordering::Less => Some(ISO_8859_6),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether bytes speak for Arabic where one of the Latin sets, which programs declare unasked, or
/// the other one for Arabic is declared. Arabic words are runs of bytes beyond ASCII, words with
/// accents are not.
fn speaks_against(declared: &'static Encoding, guess: &'static Encoding, bytes: &[u8]) -> bool {
    let doubtful = is_arabic(declared) || LATIN.contains(&declared.name());
    if !is_arabic(guess) || !doubtful || declared == guess {
        return false;
    }
    let (mut high, mut runs, mut before) = (0usize, 0usize, false);
    for byte in bytes.iter().take(GUESSED) {
        let is_high = !byte.is_ascii();
        high += usize::from(is_high);
        runs += usize::from(is_high && !before);
        before = is_high;
    }
    high >= EVIDENCE && high >= 3 * runs
}

/// The character set in a media type or an element that gives one.
fn charset(declared: &str) -> Option<&str> {
    value_after(declared, "charset")
}

/// What stands after a name and `=`, without quotes.
fn value_after<'d>(declared: &'d str, name: &str) -> Option<&'d str> {
    let at = declared.to_ascii_lowercase().find(name)? + name.len();
    let rest = declared.get(at..)?.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | ',' | '>' | '/' | '?');
    rest.split(is_end).next().filter(|label| !label.is_empty())
}

/// The character set that a `meta` element or the declaration of XML names.
fn in_head(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes.get(..bytes.len().min(HEAD))?;
    let xml = tag(rest).filter(|_| rest.trim_ascii_start().starts_with(b"<?xml"));
    while let Some(at) = find(rest, b"<meta") {
        rest = rest.get(at + 1..)?;
        if let Some(label) = tag(rest).and_then(charset) {
            return Some(label);
        }
    }
    value_after(xml?, "encoding")
}

/// The tag that bytes begin with, up to its end or what is no ASCII.
fn tag(bytes: &[u8]) -> Option<&str> {
    let end = bytes.iter().position(|b| *b == b'>' || !b.is_ascii()).unwrap_or(bytes.len());
    std::str::from_utf8(bytes.get(..end)?).ok()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

    use super::*;

    const ARABIC: &str = "وصل الوفد إلى العاصمة صباح اليوم وعقد اجتماعا مع رئيس الحكومة، ثم زار \
                          الميناء الجديد والتقى العمال، وقال إن المشروع سيكتمل في نهاية العام.";
    const FRENCH: &str =
        "Le préfet a été reçu à l'hôtel de ville où la soirée s'est achevée très tôt.";

    /// ISO-8859-6, which `encoding_rs` reads and does not write.
    fn iso(text: &str) -> Vec<u8> {
        let byte = |c: char| {
            (0..=255u8)
                .find(|b| ISO_8859_6.decode_without_bom_handling(&[*b]).0.starts_with(c))
                .unwrap_or(b'?')
        };
        text.chars().map(byte).collect()
    }

    /// The encoding and the codes of the notes.
    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, want: &'static Encoding, code: &str) {
        let mut notes = Vec::new();
        let got = of(bytes, declared, false, &mut notes);
        let codes: Vec<&str> = notes.iter().map(|n| n.code.as_str()).collect();
        assert_eq!((got, codes.join(" ")), (want, code.to_owned()));
    }

    #[test]
    fn declarations_are_found() {
        for (head, want) in [
            ("<meta charset=windows-1256>", "windows-1256"),
            (
                "<META http-equiv='Content-Type' content='text/html; charset=ISO-8859-6'>",
                "ISO-8859-6",
            ),
            ("<script charset=utf-8></script><meta name=a><meta charset = 'cp1256' />", "cp1256"),
            ("<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss>", "windows-1256"),
        ] {
            assert_eq!(in_head(head.as_bytes()), Some(want), "{head}");
        }
        assert_eq!(in_head(b"<script charset=utf-8></script>"), None);
        assert_eq!(charset("text/html;CHARSET=\"UTF-8\""), Some("UTF-8"));
    }

    #[test]
    fn declared_and_borne_out() {
        let windows = WINDOWS_1256.encode(ARABIC).0;
        check(&windows, Some("text/html; charset=windows-1256"), WINDOWS_1256, "");
        check(&iso(ARABIC), Some("text/html; charset=iso-8859-6"), ISO_8859_6, "");
        check(&WINDOWS_1252.encode(FRENCH).0, Some("charset=iso-8859-1"), WINDOWS_1252, "");
        let russian = "Делегация прибыла в столицу сегодня утром и провела встречу.";
        check(&WINDOWS_1251.encode(russian).0, Some("charset=cp1251"), WINDOWS_1251, "");
        let page = [b"<meta charset=windows-1256>".as_slice(), &windows].concat();
        check(&page, Some("text/html; charset=ISO-8859-1"), WINDOWS_1256, "");
    }

    #[test]
    fn declared_wrongly() {
        check(ARABIC.as_bytes(), Some("charset=windows-1256"), UTF_8, "charset-differs");
        check(FRENCH.as_bytes(), Some("charset=iso-8859-1"), UTF_8, "charset-differs");
        let windows = WINDOWS_1256.encode(ARABIC).0;
        check(&windows, Some("charset=iso-8859-1"), WINDOWS_1256, "charset-differs");
        check(&windows, Some("charset=iso-8859-6"), WINDOWS_1256, "charset-differs");
        check(&iso(ARABIC), Some("charset=windows-1256"), ISO_8859_6, "charset-differs");
        check(&windows, Some("charset=utf-8"), WINDOWS_1256, "guessed-charset");
        check(&windows, Some("charset=utf-16"), WINDOWS_1256, "guessed-charset");
        check(b"plain", Some("charset=windows-1256"), WINDOWS_1256, "");
    }

    #[test]
    fn not_declared() {
        check(&WINDOWS_1256.encode(ARABIC).0, None, WINDOWS_1256, "guessed-charset");
        check(&iso(ARABIC), None, ISO_8859_6, "guessed-charset");
        check(
            &WINDOWS_1252.encode(FRENCH).0,
            Some("charset=nonsense"),
            WINDOWS_1252,
            "guessed-charset",
        );
        for text in [ARABIC, "<html><p>The ship left the harbour."] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
            check(&little, None, UTF_16LE, "guessed-charset");
            check(&big, None, UTF_16BE, "guessed-charset");
            check(&[b"\xFF\xFE", little.as_slice()].concat(), None, UTF_16LE, "");
            check(&[b"\xFE\xFF", big.as_slice()].concat(), Some("charset=utf-8"), UTF_16BE, "");
        }
        check(&[b"\xEF\xBB\xBF", ARABIC.as_bytes()].concat(), Some("charset=cp1256"), UTF_8, "");
    }

    #[test]
    fn broken_utf8_stays_utf8() {
        let mut bytes = ARABIC.as_bytes().to_vec();
        bytes.splice(20..21, [0xFF, 0xC0]);
        check(&bytes, Some("charset=utf-8"), UTF_8, "");
        check(&bytes, None, UTF_8, "");
    }
}
