//! Cuts words and code-point ranges out of an article text: the one way from inner spans to
//! exported ones.

use isnad_text::{Span, span::CodePoints};

use crate::record::Range;

/// An article text with its index of code points.
pub(crate) struct Cutter<'a> {
    text: &'a str,
    points: CodePoints,
}

impl<'a> Cutter<'a> {
    pub(crate) fn new(text: &'a str) -> Cutter<'a> {
        Cutter { text, points: CodePoints::new(text) }
    }

    /// Start and end in code points; a span that leaves the text is held to its end.
    pub(crate) fn range(&self, span: Span) -> Range {
        Range { start: self.point(span.start), end: self.point(span.end) }
    }

    /// An offset in code points; one beyond the text is held to its end.
    pub(crate) fn point(&self, offset: u32) -> u32 {
        self.points.at(self.text, offset.min(self.text.len() as u32))
    }

    /// The words of a span.
    pub(crate) fn words(&self, span: Span) -> String {
        span.of(self.text).to_owned()
    }
}
