//! Stretches of a text around places in it, for lists of hits.

use crate::Span;

/// Stretches around hits, which are in order, each with its first hit: at most so many, with about so
/// many characters on either side, from the beginning of a word to the end of one, within a line.
pub fn passages(text: &str, hits: &[Span], most: usize, around: usize) -> Vec<(Span, Span)> {
    let mut out: Vec<(Span, Span)> = Vec::new();
    for hit in hits {
        let part = Span::new(
            before(text, hit.start as usize, around),
            after(text, hit.end as usize, around),
        );
        let n_passages = out.len();
        match out.last_mut() {
            Some((last, _)) if part.start <= last.end => *last = last.cover(part),
            _ if n_passages == most => break,
            _ => out.push((part, *hit)),
        }
    }
    out
}

/// A place some characters before an offset, at the beginning of a word or line.
fn before(text: &str, at: usize, around: usize) -> usize {
    let head = text.get(..at).unwrap_or_default();
    let far = head.char_indices().rev().nth(around).map_or(0, |(i, _)| i);
    let line = head.rfind('\n').map_or(0, |i| i + 1);
    if line >= far {
        return line;
    }
    head.get(far..).and_then(|part| part.find(' ')).map_or(far, |i| far + i + 1)
}

/// A place some characters after an offset, at the end of a word or line.
fn after(text: &str, at: usize, around: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    let far = tail.char_indices().nth(around).map_or(tail.len(), |(i, _)| i);
    let line = tail.find('\n').unwrap_or(tail.len());
    if line <= far {
        return at + line;
    }
    at + tail.get(..far).and_then(|part| part.rfind(' ')).unwrap_or(far)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_keep_to_words_and_lines() {
        let text = format!("{} the ship sailed\nnext line", "far away words ".repeat(20));
        let at = text.find("ship").unwrap();
        let hits = [Span::new(at, at + 4)];
        let (part, hit) = passages(&text, &hits, 3, 60)[0];
        assert_eq!(hit, hits[0]);
        let shown = part.of(&text);
        assert!(shown.ends_with("the ship sailed"), "{shown}");
        assert!(!shown.starts_with(' ') && shown.chars().count() < 100, "{shown}");
    }

    #[test]
    fn close_hits_share_a_passage() {
        let text = "one two one";
        let hits = [Span::new(0, 3), Span::new(8, 11)];
        assert_eq!(passages(text, &hits, 3, 60), [(Span::new(0, 11), hits[0])]);
    }
}
