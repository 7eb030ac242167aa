//! Lines of a page with what can be seen of each without its neighbours: its words, how it ends,
//! cues, dates and names of outlets.

use isnad_pack::{
    Pack,
    outlets::OutletHit,
    page::{CueHit, CueKind, CuePlace, is_word},
};
use isnad_text::{
    Lang, Token, TokenKind,
    fold::is_ignorable,
    token::{is_arabic, is_letter},
};

use crate::{ParagraphKind, date::FoundDate};

/// Bytes of a line that are looked at for what it is; no honest paragraph is as long.
const SEEN: usize = 1 << 16;

/// Words beyond which a line tells of days, not when the page was published.
const LONG: usize = 60;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// With a full stop or another mark after a statement.
    Closed,
    /// With a question or exclamation mark.
    Question,
    /// With a colon: something follows.
    Colon,
    /// Without a mark.
    Open,
}

/// A line of a page that is not empty.
#[derive(Debug)]
pub(crate) struct Line<'t> {
    /// Line in the page, from 1.
    pub(crate) number: usize,
    /// Its words without white space at the ends.
    pub(crate) text: &'t str,
    /// All tokens; spans are offsets into `text`.
    pub(crate) tokens: Vec<Token>,
    /// Those that are no marks.
    pub(crate) words: Vec<Token>,
    /// How it ends.
    pub(crate) end: End,
    /// Cues in the words.
    pub(crate) cues: Vec<CueHit>,
    /// Names of outlets, by tokens.
    pub(crate) outlets: Vec<OutletHit>,
    /// Dates with day, month and year, by tokens.
    pub(crate) dates: Vec<FoundDate>,
    /// Whether an empty line stands before it.
    pub(crate) gap: bool,
    /// What the mark-up says it is, if there was any.
    pub(crate) markup: Option<ParagraphKind>,
}

impl Line<'_> {
    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The first cue of a kind.
    pub(crate) fn cue(&self, kind: CueKind) -> Option<CueHit> {
        self.cues.iter().copied().filter(|c| c.kind == kind).max_by_key(|c| c.end - c.start)
    }

    /// Whether a cue of a kind stands in a place.
    pub(crate) fn has(&self, kind: CueKind, place: CuePlace) -> bool {
        self.cues.iter().any(|c| c.kind == kind && c.place == place)
    }

    /// The words between two bytes of the line, without white space and marks at the ends.
    pub(crate) fn between(&self, start: usize, end: usize) -> &str {
        let part = self.text.get(start..end).unwrap_or_default();
        part.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '»' | '"'))
    }

    /// The folded words, as one key.
    pub(crate) fn key(&self) -> String {
        self.words.iter().map(|w| w.norm.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether it holds a letter.
    pub(crate) fn has_letters(&self) -> bool {
        self.words.iter().any(|w| w.kind == TokenKind::Word)
    }

    /// Whether most of its letters are Arabic.
    pub(crate) fn is_arabic(&self) -> bool {
        Lang::of_text(self.text) == Lang::AR
    }

    /// Whether it is one sentence at most.
    pub(crate) fn is_single(&self) -> bool {
        let inner = self.text.trim_end_matches(is_final);
        ![".", "؟", "?", "!"].iter().any(|m| {
            inner
                .match_indices(m)
                .any(|(i, _)| inner[i + m.len()..].starts_with(char::is_whitespace))
        })
    }
}

/// The lines of a text that hold more than white space and invisible marks.
pub(crate) fn lines_of<'t>(text: &'t str, pack: &Pack) -> Vec<Line<'t>> {
    let (mut out, mut gap) = (Vec::new(), true);
    for (i, raw) in text.split(is_break).enumerate() {
        let line = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if line.chars().all(is_ignorable) {
            gap = true;
            continue;
        }
        out.push(line_of(line, i + 1, gap, None, pack));
        gap = false;
    }
    out
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// One line.
pub(crate) fn line_of<'t>(
    text: &'t str,
    number: usize,
    gap: bool,
    markup: Option<ParagraphKind>,
    pack: &Pack,
) -> Line<'t> {
    let tokens = pack.page.cues.tokens(start_of(text, SEEN));
    let words: Vec<Token> = tokens.iter().filter(|t| is_word(t)).cloned().collect();
    let cues = pack.page.cues.find(&words);
    let clitics = &pack.lang(Lang::AR).clitics;
    let outlets = pack.page.outlets.find(text, &tokens, |word| {
        if word.chars().next().is_some_and(is_arabic) {
            clitics.name_stems(word).map(|(_, stem)| stem.into_owned()).collect()
        } else {
            Vec::new()
        }
    });
    // No date is without a figure, and none in a long paragraph is that of the page.
    let dated = words.len() <= LONG && text.chars().any(is_figure);
    let dates = if dated { crate::date::read(text, &tokens, pack) } else { Vec::new() };
    Line { number, text, tokens, words, end: end_of(text), cues, outlets, dates, gap, markup }
}

/// A text up to so many bytes, cut between characters.
pub(crate) fn start_of(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    (0..=most).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

/// Whether a character is a figure: what letters most texts consist of is known without a search.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && !is_letter(c) && c.is_numeric())
}

fn end_of(text: &str) -> End {
    let bare =
        text.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace() || is_ignorable(c));
    // A credit in brackets after the last sentence is part of it.
    let bare = match (bare.len() < text.len(), before_brackets(text)) {
        (true, Some(before)) => before,
        _ => bare,
    };
    match bare.chars().next_back() {
        Some('.' | '…' | '۔' | '؛' | ';') => End::Closed,
        Some('?' | '؟' | '!') => End::Question,
        Some(':' | '：') => End::Colon,
        _ => End::Open,
    }
}

/// What stands before brackets at the end of a text, closing marks aside.
pub(crate) fn before_brackets(text: &str) -> Option<&str> {
    let inner = text.trim_end_matches(['.', ' ']).strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let before = inner.get(..open)?;
    Some(before.trim_end_matches(|c: char| is_closing(c) || c.is_whitespace()))
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '»' | '«' | '\'' | '’' | ')' | ']' | '›' | '*')
}

fn is_final(c: char) -> bool {
    is_closing(c) || matches!(c, '.' | '?' | '؟' | '!' | '…') || c.is_whitespace()
}
