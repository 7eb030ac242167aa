//! Byte ranges into a stored text, and lines and columns for people.

use serde::{Deserialize, Serialize};

/// A byte range into a text exactly as stored, end-exclusive, on character boundaries,
/// `start <= end`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// A span; `start` and `end` must be byte offsets below 4 GiB with `start <= end`.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end && u32::try_from(end).is_ok(), "no span: {start}..{end}");
        Span { start: start as u32, end: end as u32 }
    }

    /// The words of the span.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without white space at its ends.
    pub fn trim(self, text: &str) -> Span {
        self.trim_matches(text, char::is_whitespace)
    }

    /// The span without the characters at its ends for which `cut` holds.
    pub fn trim_matches(self, text: &str, cut: impl Fn(char) -> bool) -> Span {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start_matches(&cut).len());
        let kept = words.trim_matches(&cut).len();
        Span::new(start, start + kept)
    }
}

/// Where the lines of a text begin; turns byte offsets into lines and columns.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text.
    pub fn new(text: &str) -> LineIndex {
        let after =
            text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1);
        LineIndex { starts: std::iter::once(0).chain(after).collect() }
    }

    /// Line and column of a byte offset, both from 1; the column counts bytes.
    pub fn line_col(&self, offset: u32) -> (usize, usize) {
        let line = self.starts.partition_point(|s| *s <= offset).max(1);
        (line, (offset - self.starts[line - 1]) as usize + 1)
    }
}

/// Code-point offsets for byte offsets, for formats that ask for them.
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Code points before each block of 64 bytes.
    blocks: Vec<u32>,
}

impl CodePoints {
    /// Indexes a text.
    pub fn new(text: &str) -> CodePoints {
        let mut blocks = Vec::with_capacity(text.len() / 64 + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(64) {
            blocks.push(count);
            count += chunk.iter().filter(|b| is_boundary(**b)).count() as u32;
        }
        blocks.push(count);
        CodePoints { blocks }
    }

    /// The number of code points before a byte offset of the same text.
    pub fn at(&self, text: &str, offset: u32) -> u32 {
        let block = offset as usize / 64;
        let rest = &text.as_bytes()[block * 64..offset as usize];
        self.blocks[block] + rest.iter().filter(|b| is_boundary(**b)).count() as u32
    }
}

/// Whether a byte begins a character.
fn is_boundary(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_char_counts() {
        let text = "قال Putin إن «هذا»، ".repeat(20);
        let index = CodePoints::new(&text);
        for (i, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(&text, offset as u32), i as u32);
        }
        assert_eq!(index.at(&text, text.len() as u32) as usize, text.chars().count());
    }

    #[test]
    fn trims_and_finds_lines() {
        let text = "a\n  bc \n";
        assert_eq!(Span::new(2, 7).trim(text).of(text), "bc");
        assert_eq!(LineIndex::new(text).line_col(4), (2, 3));
    }
}
