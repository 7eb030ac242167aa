//! Sentences: the spans between closing marks and line feeds, with the habits of news texts.
//!
//! A mark proposes an end; what stands around it confirms or rejects it. Abbreviations, initials,
//! list numbers and addresses end nothing, and neither does a mark that a small letter or a comma
//! follows. The words by which this is decided come from the caller.

use std::ops::Range;

use crate::{Span, Token, TokenKind, token::is_arabic};

/// What a language knows of its words that bears on where sentences end. Words are folded.
#[derive(Clone, Copy)]
pub struct Habits<'h> {
    /// Whether no sentence ends at the full stop behind a word.
    pub is_abbreviation: &'h dyn Fn(&str) -> bool,
    /// Whether a word, if it is written with a capital letter, begins a sentence: an article, a
    /// pronoun. It tells `the U.S. The` from `the U.S. Senate`.
    pub is_opener: &'h dyn Fn(&str) -> bool,
}

impl Habits<'_> {
    /// Knows no word.
    pub const NONE: Habits<'static> = Habits { is_abbreviation: &|_| false, is_opener: &|_| false };
}

impl std::fmt::Debug for Habits<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Habits")
    }
}

/// The sentences of a text from its tokens, as ranges of token indices.
///
/// A sentence ends at a line feed and at `. ! ? ؟ …` with any closing marks after them. Every token
/// but line feeds belongs to exactly one sentence.
pub fn sentences(text: &str, tokens: &[Token], habits: &Habits<'_>) -> Vec<Range<usize>> {
    let scan = Scan { text, tokens, habits };
    let mut out = Vec::with_capacity(tokens.len() / 20 + 1);
    let (mut start, mut line, mut i) = (0, 0, 0);
    while let Some(token) = tokens.get(i) {
        i += 1;
        let Some(ending) = Ending::of(token) else { continue };
        let end = if ending == Ending::Line { i - 1 } else { scan.closed(i) };
        if ending != Ending::Line && !scan.ends(ending, i - 1, end, line) {
            // What goes on behind closing marks goes on behind each of them; but a mark may still
            // end what an abbreviation did not.
            if ending != Ending::Dotted {
                i = end;
            }
            continue;
        }
        if start < end {
            out.push(start..end);
        }
        i = i.max(end);
        start = i;
        if ending == Ending::Line {
            line = i;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// The bytes that a range of tokens covers.
pub fn span_of(tokens: &[Token], range: &Range<usize>) -> Span {
    tokens[range.start].span.cover(tokens[range.end - 1].span)
}

/// What may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// A line feed, always.
    Line,
    /// A full stop.
    Stop,
    /// An abbreviation with its full stop in one token.
    Dotted,
    /// Any other closing mark.
    Loud,
}

impl Ending {
    fn of(token: &Token) -> Option<Ending> {
        let last = *token.norm.as_bytes().last()?;
        if token.kind != TokenKind::Mark {
            return (last == b'.').then_some(Ending::Dotted);
        }
        match token.norm.as_str() {
            "\n" => Some(Ending::Line),
            "." => Some(Ending::Stop),
            "!" | "?" | "؟" | "…" | "۔" | "。" | "‼" | "⁇" | "⁈" | "⁉" => {
                Some(Ending::Loud)
            }
            _ => None,
        }
    }
}

struct Scan<'s> {
    text: &'s str,
    tokens: &'s [Token],
    habits: &'s Habits<'s>,
}

impl Scan<'_> {
    /// Whether a sentence ends at the mark `at`; with its closing marks it would end before `end`,
    /// and its line begins at `line`.
    fn ends(&self, ending: Ending, at: usize, end: usize, line: usize) -> bool {
        let next = self.tokens.get(end).filter(|t| !t.is_mark("\n"));
        let Some(next) = next else { return true };
        if self.goes_on(end, next) {
            return false;
        }
        match ending {
            Ending::Line | Ending::Loud => true,
            Ending::Dotted => self.opens(next),
            // Several full stops are no abbreviation.
            Ending::Stop if end > at + 1 => true,
            Ending::Stop => self.stop_ends(at, next, line),
        }
    }

    /// Whether a single full stop ends a sentence before `next`.
    fn stop_ends(&self, at: usize, next: &Token, line: usize) -> bool {
        let stop = &self.tokens[at];
        let glued = touches(stop, next);
        let Some((index, before)) = self.touching_before(at) else {
            return !(glued && next.kind == TokenKind::Number);
        };
        let heads_line = index == line;
        match before.kind {
            TokenKind::Number => !(heads_line && before.span.len() <= 3),
            TokenKind::Mark => true,
            TokenKind::Word => {
                let letter = is_single(&before.norm);
                if letter && self.is_arabic(before) {
                    // Behind a number, a letter is a unit or an era.
                    return !heads_line && !glued && self.follows_number(index);
                }
                if letter && (heads_line || self.is_capital(before)) {
                    // Behind a number, it is a unit; else an initial.
                    let unit = self.follows_number(index);
                    return !heads_line && (unit || self.opens(next));
                }
                !(self.habits.is_abbreviation)(&before.norm) && !self.counts(before, next)
            }
        }
    }

    /// Whether the text goes on behind a closing mark: with a small letter or a comma.
    fn goes_on(&self, end: usize, next: &Token) -> bool {
        let after = |skipped: usize| self.tokens.get(end + skipped);
        match next.kind {
            TokenKind::Word => self.is_small(next),
            TokenKind::Number => false,
            TokenKind::Mark => match next.norm.as_str() {
                "," | "،" | ";" | "؛" | ":" => true,
                "-" | "–" | "—" => after(1).is_some_and(|t| self.is_small(t)),
                _ => false,
            },
        }
    }

    /// Whether a short word with a capital letter counts what follows: `No. 5`, `Art. 12`.
    fn counts(&self, before: &Token, next: &Token) -> bool {
        next.kind == TokenKind::Number && before.span.len() <= 4 && self.is_capital(before)
    }

    fn opens(&self, token: &Token) -> bool {
        token.kind == TokenKind::Word
            && self.is_capital(token)
            && (self.habits.is_opener)(&token.norm)
    }

    /// The token behind the closing marks that belong to an ending before token `from`.
    fn closed(&self, from: usize) -> usize {
        let mut end = from;
        while let (Some(before), Some(token)) = (self.tokens.get(end - 1), self.tokens.get(end)) {
            let glued = touches(before, token);
            // A mark between spaces closes if it never opens.
            let apart = || self.tokens.get(end + 1).is_none_or(|next| !touches(token, next));
            if token.kind != TokenKind::Mark
                || !(glued && is_closing(&token.norm) || is_only_closing(&token.norm) && apart())
            {
                break;
            }
            end += 1;
        }
        end
    }

    fn touching_before(&self, at: usize) -> Option<(usize, &Token)> {
        let index = at.checked_sub(1)?;
        let before = self.tokens.get(index)?;
        touches(before, self.tokens.get(at)?).then_some((index, before))
    }

    fn follows_number(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|i| self.tokens.get(i));
        before.is_some_and(|t| t.kind == TokenKind::Number)
    }

    fn is_arabic(&self, token: &Token) -> bool {
        self.first(token).is_some_and(is_arabic)
    }

    fn is_capital(&self, token: &Token) -> bool {
        self.first(token).is_some_and(char::is_uppercase)
    }

    /// Whether a word begins with a small letter; names like `iPhone` do not count.
    fn is_small(&self, token: &Token) -> bool {
        let mut chars = token.span.of(self.text).chars();
        chars.next().is_some_and(char::is_lowercase)
            && !chars.next().is_some_and(char::is_uppercase)
    }

    fn first(&self, token: &Token) -> Option<char> {
        token.span.of(self.text).chars().next()
    }
}

fn is_single(norm: &str) -> bool {
    norm.chars().nth(1).is_none()
}

fn touches(a: &Token, b: &Token) -> bool {
    a.span.end == b.span.start
}

/// Whether a mark that touches the end of a sentence still belongs to it.
fn is_closing(mark: &str) -> bool {
    is_only_closing(mark) || matches!(mark, "\"" | "'" | "“" | "." | "!" | "?" | "؟" | "…")
}

/// Whether a mark closes wherever it stands between spaces.
fn is_only_closing(mark: &str) -> bool {
    matches!(mark, "”" | "»" | "›" | ")" | "]" | "}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tokenize;

    fn check(want: &[&str]) {
        let text = want.join(" ");
        let tokens = tokenize(&text, Span::new(0, text.len()));
        let habits = Habits {
            is_abbreviation: &|w| matches!(w, "mr" | "aug" | "inc" | "ص.ب"),
            is_opener: &|w| matches!(w, "the" | "he"),
        };
        let got: Vec<&str> = sentences(&text, &tokens, &habits)
            .iter()
            .map(|r| span_of(&tokens, r).of(&text).trim_end_matches('\n'))
            .collect();
        let want: Vec<&str> = want.iter().flat_map(|w| w.split_terminator('\n')).collect();
        assert_eq!(got, want.iter().map(|w| w.trim()).collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn ends_at_marks_with_their_closing_marks() {
        check(&["قال: \"نعم.\"", "ثم مضى.", "لماذا؟", "لا أدري!؟", "سكت…", "وانصرف"]);
        check(&["« نعم. »", "قالها مرتين.", "(وكان متعبا.)", "ثم نام."]);
        check(&["He left.”", "She stayed.)", "They waited..."]);
    }

    #[test]
    fn line_feeds_end_headings() {
        check(&["غرق عبارة في البحر\n", "أعلن الخفر\n", "النبأ."]);
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        check(&["Mr. Holm met J. K. Lind of Orbit Inc. in Bern.", "Both left."]);
        check(&["استقبل د. سامي أ.د. هدى في ص. 12 من الكتاب.", "وانتهى اللقاء."]);
        check(&["See No. 5 and Art. 12 of the code.", "Nobody did."]);
        check(&["OSLO, Aug. 9 (Wire) - Talks began.", "They failed."]);
    }

    #[test]
    fn an_opener_shows_that_an_abbreviation_was_the_last_word() {
        check(&["It left the U.S. Senate to the U.S.", "The bill failed at 5 p.m.", "He said so."]);
        check(&["They took plan B.", "The rest waited."]);
        check(&["It stays under 2C.", "“Nobody,” said J. Lind, “knew.”"]);
    }

    #[test]
    fn letters_behind_numbers_are_eras() {
        check(&["توفي عام 620 هـ.", "ودفن بعيدا عن بلدته سنة 1223 م.", "وبقي ذكره."]);
    }

    #[test]
    fn small_letters_and_commas_go_on() {
        check(&["“Why now?” she asked.", "“Go!” – so he went.", "“Stop!”, they said."]);
        check(&["Yahoo! was sold... or so they say.", "iPhone sales fell."]);
        check(&["\"لماذا؟\"، سأل الحارس.", "ولم يجب أحد."]);
    }

    #[test]
    fn numbers_lists_and_addresses_end_nothing() {
        check(&["بلغ العدد 10.000 نسمة.", "ثم 3.5 ملايين."]);
        check(&["1. First point\n", "2. Second point\n", "أ. ثالثا"]);
        check(&["See news.example for more.", "Or https://news.example/?q=1.", "Done."]);
        check(&["وصل الوفد.", "وقال"]);
    }

    #[test]
    fn a_missing_space_hides_no_end() {
        let text = "وصل الوفد.وقال مصدر.It left.He stayed";
        let tokens = tokenize(text, Span::new(0, text.len()));
        assert_eq!(sentences(text, &tokens, &Habits::NONE).len(), 4);
    }

    #[test]
    fn a_long_run_of_marks_is_read_once() {
        for (marks, next, count) in [(".", "a", 1), ("!", "a", 1), ("…", "B", 2)] {
            let text = format!("Done{} {next}", marks.repeat(200_000));
            let tokens = tokenize(&text, Span::new(0, text.len()));
            assert_eq!(sentences(&text, &tokens, &Habits::NONE).len(), count);
        }
        check(&["Was it the U.S.?", "Nobody knew."]);
    }

    proptest! {
        #[test]
        fn every_token_but_line_feeds_is_in_one_sentence(text in "[a-zA-Zأ-ي0-9 .!?؟…\"'«»”()\n,،-]{0,60}", other in any::<String>()) {
            for text in [text, other] {
                let tokens = tokenize(&text, Span::new(0, text.len()));
                let mut at = 0;
                for range in sentences(&text, &tokens, &Habits::NONE) {
                    prop_assert!(tokens[at..range.start].iter().all(|t| t.is_mark("\n")));
                    prop_assert!(range.start < range.end);
                    prop_assert!(!tokens[range.clone()].iter().any(|t| t.is_mark("\n")));
                    at = range.end;
                }
                prop_assert!(tokens[at..].iter().all(|t| t.is_mark("\n")));
            }
        }
    }
}
