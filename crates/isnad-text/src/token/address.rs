//! Addresses in running text: of pages, of mail, of accounts. Each is one token, so that its dots
//! and question marks end nothing.

/// How addresses of pages begin.
const OPENINGS: [&str; 3] = ["https://", "http://", "www."];

/// The longest part of an address of mail before or behind its sign; bounds the time spent on text
/// without spaces.
const LONGEST_PART: usize = 64;

/// The end of an address that begins with a letter at a byte.
pub(super) fn end(part: &str, at: usize) -> Option<usize> {
    page_end(part, at).or_else(|| mail_end(part, at))
}

/// The end of the address of a page: up to white space, a quotation mark or a letter of a script
/// that addresses are not written in; closing marks at its end belong to the sentence.
fn page_end(part: &str, at: usize) -> Option<usize> {
    let bytes = part.as_bytes();
    if !matches!(bytes.get(at), Some(b'h' | b'H' | b'w' | b'W')) {
        return None;
    }
    let opens = |o: &&&str| {
        bytes.get(at..at + o.len()).is_some_and(|b| b.eq_ignore_ascii_case(o.as_bytes()))
    };
    let opening = OPENINGS.iter().find(opens)?;
    let tail = part.get(at + opening.len()..)?;
    let inner = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '`' | '{' | '}');
    let len: usize = tail.chars().take_while(inner).count();
    let address = tail.get(..len)?;
    let open = address.contains('(');
    let kept = address.trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '\'' | ']' | '*') || c == ')' && !open
    });
    (!kept.is_empty()).then_some(at + opening.len() + kept.len())
}

/// The end of an address of mail.
fn mail_end(part: &str, at: usize) -> Option<usize> {
    let bytes = part.as_bytes().get(at..)?;
    let run = |from: usize| {
        let tail = bytes.get(from..).unwrap_or_default();
        tail.iter().take(LONGEST_PART).take_while(|b| is_mail(**b)).count()
    };
    let local = run(0);
    if bytes.get(local) != Some(&b'@') {
        return None;
    }
    let host = bytes.get(local + 1..local + 1 + run(local + 1))?;
    let host = host.strip_suffix(b".").unwrap_or(host);
    let dotted = host.iter().position(|b| *b == b'.').is_some_and(|dot| dot > 0);
    dotted.then_some(at + local + 1 + host.len())
}

fn is_mail(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+')
}

/// The end of the name of an account: `@name`.
pub(super) fn handle_end(part: &str, at: usize) -> Option<usize> {
    let name = part.as_bytes().get(at..)?.strip_prefix(b"@")?;
    let len = name.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    (len > 1).then_some(at + 1 + len)
}
