//! Sentences: the spans between closing marks and line feeds.

use crate::{Span, Token, TokenKind};

/// The sentences of a text from its tokens, as ranges of token indices.
///
/// A sentence ends at a line feed and at `. ! ? ؟ …` with any closing marks after them, unless
/// `is_abbreviation` holds for the folded word before a full stop. Every token but line feeds
/// belongs to exactly one sentence.
pub fn sentences(
    tokens: &[Token],
    is_abbreviation: impl Fn(&str) -> bool,
) -> Vec<std::ops::Range<usize>> {
    let (mut out, mut start, mut i) = (Vec::new(), 0, 0);
    while i < tokens.len() {
        if tokens[i].is_mark("\n") {
            if start < i {
                out.push(start..i);
            }
            start = i + 1;
        } else if closes(tokens, i, &is_abbreviation) {
            while i + 1 < tokens.len() && is_closing(&tokens[i + 1], &tokens[i]) {
                i += 1;
            }
            out.push(start..i + 1);
            start = i + 1;
        }
        i += 1;
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// The bytes that a range of tokens covers.
pub fn span_of(tokens: &[Token], range: &std::ops::Range<usize>) -> Span {
    tokens[range.start].span.cover(tokens[range.end - 1].span)
}

fn closes(tokens: &[Token], i: usize, is_abbreviation: &impl Fn(&str) -> bool) -> bool {
    let token = &tokens[i];
    if token.kind != TokenKind::Mark {
        return false;
    }
    match token.norm.as_str() {
        "!" | "?" | "؟" | "…" => true,
        "." => !(i > 0 && touches(&tokens[i - 1], token) && is_abbreviation(&tokens[i - 1].norm)),
        _ => false,
    }
}

fn touches(a: &Token, b: &Token) -> bool {
    a.span.end == b.span.start
}

/// Whether a mark still belongs to the sentence that ended before it: a closing quotation mark or
/// bracket that touches, or more closing marks.
fn is_closing(token: &Token, before: &Token) -> bool {
    token.kind == TokenKind::Mark
        && touches(before, token)
        && matches!(
            token.norm.as_str(),
            "\"" | "”" | "»" | "'" | ")" | "]" | "." | "!" | "?" | "؟" | "…" | "›"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize;

    #[test]
    fn ends_at_marks_and_lines() {
        let text = "قال: \"نعم.\" ثم مضى. لماذا؟\nMr. Smith left! Next";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let got: Vec<&str> = sentences(&tokens, |w| w == "mr")
            .iter()
            .map(|r| span_of(&tokens, r).of(text))
            .collect();
        assert_eq!(got, ["قال: \"نعم.\"", "ثم مضى.", "لماذا؟", "Mr. Smith left!", "Next"]);
    }
}
