//! Quotation marks: which marks open and close which words.
//!
//! All marks in use are read, also reversed, mixed and nested ones. What a mark
//! opens that nobody closes ends with its paragraph, and goes on where the next paragraph begins with
//! the same mark again; a mark that nobody opened is kept, so that a cue before it may open it.

use std::ops::Range;

use isnad_page::Diagnostic;
use isnad_text::{Span, Token, TokenKind};

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The tokens with their marks.
    pub(crate) outer: Range<usize>,
    /// The tokens between the marks.
    pub(crate) inner: Range<usize>,
    /// The quotation in which it stands.
    pub(crate) parent: Option<usize>,
    /// The stretch that it goes on from: the paragraph before.
    pub(crate) continues: Option<usize>,
}

/// All quotations of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// In the order of their first tokens.
    pub(crate) quoted: Vec<Quoted>,
    /// Closing marks that nobody opened.
    pub(crate) lone: Vec<usize>,
    /// What is unbalanced.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Families of marks that may close one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Straight,
    Curly,
    Guillemet,
    Single,
    Angle,
}

/// What a mark does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opens,
    Closes,
    Either,
    Neither,
}

struct Scan<'t> {
    text: &'t str,
    tokens: &'t [Token],
    open: Vec<(Family, usize)>,
    pairs: Vec<(usize, usize)>,
    cut: Vec<usize>,
    lone: Vec<usize>,
}

/// Finds the quotations of a text.
pub(crate) fn marks(text: &str, tokens: &[Token]) -> Marks {
    let mut out = Marks::default();
    let mut ends: Vec<(Range<usize>, bool)> = Vec::new();
    let mut carried: Option<Family> = None;
    for paragraph in paragraphs(tokens) {
        let mut scan = Scan {
            text,
            tokens,
            open: Vec::new(),
            pairs: Vec::new(),
            cut: Vec::new(),
            lone: Vec::new(),
        };
        paragraph.clone().for_each(|i| scan.mark(i, paragraph.end));
        let first = paragraph.start;
        let repeated = carried.is_some_and(|f| family(text, tokens.get(first)) == Some(f));
        carried = close_paragraph(&mut scan, &paragraph, text, tokens, &mut out);
        out.lone.append(&mut scan.lone);
        ends.extend(scan.pairs.iter().map(|(a, b)| (*a..*b, repeated && *a == first)));
    }
    ends.sort_by_key(|(r, _)| (r.start, std::cmp::Reverse(r.end)));
    for (range, goes_on) in ends {
        push(&mut out, text, tokens, range, goes_on);
    }
    out
}

/// Ends what the paragraph left open; the family that the next paragraph may take up.
fn close_paragraph(
    scan: &mut Scan<'_>,
    paragraph: &Range<usize>,
    text: &str,
    tokens: &[Token],
    out: &mut Marks,
) -> Option<Family> {
    let mut carried = None;
    let next = tokens.get(paragraph.end + 1);
    for at in std::mem::take(&mut scan.cut) {
        let stop = (at + 1..paragraph.end)
            .find(|i| is_pause(&tokens[*i]) || family(text, tokens.get(*i)).is_some());
        scan.pairs.push((at, stop.unwrap_or(paragraph.end)));
        out.diagnostics.push(unclosed(tokens[at].span));
    }
    for (kind, at) in std::mem::take(&mut scan.open) {
        if kind == Family::Single
            && next.is_none_or(|t| family(text, Some(t)) != Some(kind))
            && !has_colon(tokens, at)
        {
            continue;
        }
        let goes_on = family(text, next) == Some(kind);
        carried = carried.or(goes_on.then_some(kind));
        if !goes_on {
            out.diagnostics.push(unclosed(tokens[at].span));
        }
        scan.pairs.push((at, paragraph.end.max(at + 1)));
    }
    carried
}

fn has_colon(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].is_mark(":")
}

fn is_pause(token: &Token) -> bool {
    token.kind == TokenKind::Mark
        && matches!(token.norm.as_str(), "،" | "," | ":" | "؛" | ";" | "." | "؟" | "?" | "!")
}

fn unclosed(span: Span) -> Diagnostic {
    Diagnostic {
        code: "unclosed-quotation".to_owned(),
        message: "a quotation mark is opened and not closed; the quotation is taken to end with its paragraph".to_owned(),
        span: Some(span),
    }
}

/// Token ranges between line feeds.
fn paragraphs(tokens: &[Token]) -> Vec<Range<usize>> {
    let (mut out, mut start) = (Vec::new(), 0);
    for (i, token) in tokens.iter().enumerate() {
        if token.is_mark("\n") {
            out.push(start..i);
            start = i + 1;
        }
    }
    out.push(start..tokens.len());
    out.retain(|r| !r.is_empty());
    out
}

fn push(out: &mut Marks, text: &str, tokens: &[Token], outer: Range<usize>, goes_on: bool) {
    let closed = outer.end > outer.start + 1 && family(text, tokens.get(outer.end - 1)).is_some();
    let inner = outer.start + 1..if closed { outer.end - 1 } else { outer.end };
    let holds = |q: &Quoted| q.inner.start <= outer.start && outer.end <= q.inner.end;
    let parent = out.quoted.iter().rposition(holds);
    let before = out.quoted.iter().rposition(|q| q.parent == parent && q.outer.end <= outer.start);
    let continues = if goes_on { before } else { None };
    out.quoted.push(Quoted { outer, inner, parent, continues });
}

/// The family of a mark.
fn family(text: &str, token: Option<&Token>) -> Option<Family> {
    let token = token.filter(|t| t.kind == TokenKind::Mark)?;
    Some(match token.span.of(text).chars().next()? {
        '"' | '＂' => Family::Straight,
        '“' | '”' | '„' | '‟' => Family::Curly,
        '«' | '»' => Family::Guillemet,
        '\'' | '‘' | '’' | '‚' | '‛' => Family::Single,
        '‹' | '›' => Family::Angle,
        _ => return None,
    })
}

impl Scan<'_> {
    fn mark(&mut self, i: usize, end: usize) {
        let Some(kind) = family(self.text, self.tokens.get(i)) else { return };
        let at_top = self.open.iter().rposition(|(k, _)| *k == kind);
        match (self.shape(i, kind), at_top) {
            (Shape::Opens, Some(position)) if !self.may_nest(i, kind, end) => {
                self.cut.extend(self.open.drain(position..).map(|(_, at)| at));
                self.open.push((kind, i));
            }
            (Shape::Opens, _) | (Shape::Either, None) => self.open.push((kind, i)),
            (Shape::Closes | Shape::Either, Some(position)) => self.close(position, i),
            // A space before a closing mark, and a full stop behind it: "… text ".
            (Shape::Neither, Some(position)) if kind != Family::Single && self.is_stopped(i) => {
                self.close(position, i);
            }
            (Shape::Closes, None) => self.close_other(i, kind),
            (Shape::Neither, _) => {}
        }
    }

    /// Closes an open mark; what was opened within it and not closed is dropped or cut.
    fn close(&mut self, position: usize, i: usize) {
        let at = self.open[position].1;
        let left: Vec<usize> = self
            .open
            .drain(position + 1..)
            .filter(|(k, _)| *k != Family::Single)
            .map(|(_, at)| at)
            .collect();
        self.cut.extend(left);
        self.open.truncate(position);
        self.pairs.push((at, i + 1));
    }

    /// A closing mark of a family of which nothing is open closes the innermost double mark.
    fn close_other(&mut self, i: usize, kind: Family) {
        if kind == Family::Single {
            return;
        }
        match self.open.iter().rposition(|(k, _)| *k != Family::Single) {
            Some(position) => self.close(position, i),
            None => self.lone.push(i),
        }
    }

    /// Whether a mark that opens within its own family has closers enough for both.
    fn may_nest(&self, i: usize, kind: Family, end: usize) -> bool {
        if kind == Family::Straight {
            return false;
        }
        let closers = (i + 1..end).filter(|k| {
            family(self.text, self.tokens.get(*k)) == Some(kind)
                && self.shape(*k, kind) == Shape::Closes
        });
        let openers = (i + 1..end).filter(|k| {
            family(self.text, self.tokens.get(*k)) == Some(kind)
                && self.shape(*k, kind) == Shape::Opens
        });
        closers.count() > openers.count() + 1
    }

    /// Whether a stop follows a mark without a space.
    fn is_stopped(&self, i: usize) -> bool {
        let end = self.tokens[i].span.end as usize;
        is_stop(self.text.get(end..).and_then(|t| t.chars().next()))
    }

    /// What a mark does, by its form and by what touches it.
    fn shape(&self, i: usize, kind: Family) -> Shape {
        let span = self.tokens[i].span;
        let before = self.text.get(..span.start as usize).and_then(|t| t.chars().next_back());
        let after = self.text.get(span.end as usize..).and_then(|t| t.chars().next());
        let c = span.of(self.text).chars().next().unwrap_or(' ');
        if matches!(c, '„' | '‚') {
            return Shape::Opens;
        }
        let free_before = before.is_none_or(|b| {
            b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | ':' | '/' | '‏')
        }) || before.is_some_and(|b| opens_by_form(b) && b != c);
        let free_after = after.is_none_or(|a| !a.is_alphanumeric() && !opens_by_form(a));
        match (free_before, free_after) {
            (true, false) => Shape::Opens,
            (false, true) => Shape::Closes,
            (true, true) if after.is_some_and(|a| !a.is_whitespace()) && !is_stop(after) => {
                Shape::Opens
            }
            (true, true) => Shape::Neither,
            (false, false) => inner_shape(c, kind, before),
        }
    }
}

/// A mark between two letters: one written on a clitic opens, an apostrophe does nothing.
fn inner_shape(c: char, kind: Family, before: Option<char>) -> Shape {
    let arabic = before.is_some_and(isnad_text::token::is_arabic);
    match c {
        '“' | '«' | '‘' | '‹' if arabic || kind != Family::Single => Shape::Opens,
        '»' | '›' => Shape::Closes,
        _ if kind == Family::Single && !arabic => Shape::Neither,
        _ => Shape::Either,
    }
}

fn opens_by_form(c: char) -> bool {
    matches!(c, '"' | '“' | '«' | '‘' | '‹' | '„' | '\'')
}

fn is_stop(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(c, '.' | ',' | '،' | '؛' | ';' | '!' | '?' | '؟' | ')' | ']' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_text::{sentence, tokenize};

    fn found(text: &str) -> Vec<String> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let marks = marks(text, &tokens);
        let words = |q: &Quoted| sentence::span_of(&tokens, &q.inner).of(text).to_owned();
        marks.quoted.iter().filter(|q| !q.inner.is_empty()).map(words).collect()
    }

    #[test]
    fn pairs_marks_of_all_forms() {
        for (text, want) in [
            ("قال: \"نعم\" ثم \"لا\".", vec!["نعم", "لا"]),
            ("سماه ”الحل“ و”الأمل”.", vec!["الحل", "الأمل"]),
            ("يقول: «قالت أمي: \"اصبر\" فصبرت».", vec!["قالت أمي: \"اصبر\" فصبرت", "اصبر"]),
            ("وصفها بـ«الكارثة» و“الفضيحة”", vec!["الكارثة", "الفضيحة"]),
            ("„Wait“, he said. ‘We can’t,’ said the drivers’ union.", vec!["Wait", "We can’t,"]),
            ("the workers' union said 'no' to it", vec!["no"]),
            ("She asked: \"Who?", vec!["Who?"]),
        ] {
            assert_eq!(found(text), want, "{text}");
        }
    }

    #[test]
    fn follows_a_quotation_over_paragraphs() {
        let text = "قالت: «جئنا ليلا.\n«نمنا.\n«ثم رحلنا».\nوقال: «وداعا».";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let marks = marks(text, &tokens);
        let chain: Vec<Option<usize>> = marks.quoted.iter().map(|q| q.continues).collect();
        assert_eq!(chain, [None, Some(0), Some(1), None]);
        assert!(marks.diagnostics.is_empty());
    }
}
