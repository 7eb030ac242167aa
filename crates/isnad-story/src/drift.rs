//! How the words of an utterance change from one rendering to another, word by word.

use isnad_text::{Span, Token, TokenKind, tokenize};
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What became of words on their way from one rendering to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// They stand in both, perhaps in another spelling.
    Kept,
    /// Only the first has them.
    Gone,
    /// Only the second has them.
    New,
}

/// Words that follow one another and share their fate, cut from the rendering that has them; of
/// words that both have, from the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub change: Change,
    /// The words with the marks between them.
    pub text: String,
}

/// The changes from one rendering to another. Spelling is folded, marks do not count.
///
/// Method: the shortest edit script of Myers (Algorithmica 1986) over folded words.
pub fn drift(from: &str, to: &str) -> Vec<Piece> {
    let (old, new) = (words(from), words(to));
    let norms =
        |tokens: &[Token]| -> Vec<String> { tokens.iter().map(|t| t.norm.to_string()).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &norms(&old), &norms(&new));
    let mut out = Vec::new();
    let mut push = |change, text: &str, tokens: &[Token]| {
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            let span = Span { start: first.span.start, end: last.span.end };
            out.push(Piece { change, text: span.of(text).to_owned() });
        }
    };
    for op in ops {
        let gone = old.get(op.old_range()).unwrap_or_default();
        let came = new.get(op.new_range()).unwrap_or_default();
        if let DiffOp::Equal { .. } = op {
            push(Change::Kept, to, came);
        } else {
            push(Change::Gone, from, gone);
            push(Change::New, to, came);
        }
    }
    out
}

fn words(text: &str) -> Vec<Token> {
    let tokens = tokenize(text, Span::new(0, text.len()));
    tokens.into_iter().filter(|t| t.kind != TokenKind::Mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(from: &str, to: &str) -> String {
        let piece = |p: Piece| match p.change {
            Change::Kept => p.text,
            Change::Gone => format!("[-{}-]", p.text),
            Change::New => format!("{{+{}+}}", p.text),
        };
        drift(from, to).into_iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn shows_what_was_left_out_and_put_in() {
        for (from, to, want) in [
            ("We will not sign today.", "We will sign today", "We will [-not-] sign today"),
            ("one, two", "two, three", "[-one-] two {+three+}"),
            ("لن نوقّع على الإتفاق", "لن نوقع الاتفاق أبدا", "لن نوقع [-على-] الاتفاق {+أبدا+}"),
            ("", "new words", "{+new words+}"),
            ("same", "same", "same"),
        ] {
            assert_eq!(shown(from, to), want);
        }
    }
}
