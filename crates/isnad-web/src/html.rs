//! Text of pages and of people as HTML: escaped, isolated from the direction of what stands around
//! it, and without characters that steer the reader.

use std::fmt::{self, Write};

use isnad_text::{Lang, fold::is_bidi_control};

/// HTML that is safe to stand in a page: made only by the functions here and by templates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl askama::filters::HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Html {
    /// Text, escaped.
    pub(crate) fn of(text: &str) -> Html {
        let mut out = String::with_capacity(text.len() + 16);
        escape(&mut out, text);
        Html(out)
    }

    /// Mark-up written by this crate; what it holds of others must be escaped.
    pub(crate) fn trusted(markup: String) -> Html {
        Html(markup)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text in which nothing is mark-up and nothing steers the reader.
pub fn escaped(text: &str) -> String {
    Html::of(text).0
}

/// Appends a text in which nothing is mark-up and nothing steers the reader: controls and marks that
/// reorder letters are left out.
pub(crate) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let Some(instead) = replaced(c) else { continue };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(instead);
        from = at + c.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// What stands for a character that may not stand for itself; nothing for one that is not shown.
fn replaced(c: char) -> Option<&'static str> {
    match c {
        // Nearly all letters.
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '\u{620}'..='\u{64A}' => None,
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\n' | '\u{2028}' | '\u{2029}' => Some(" "),
        c if !is_shown(c) => Some(""),
        _ => None,
    }
}

/// Whether a character may be sent to a reader.
fn is_shown(c: char) -> bool {
    let is_odd = matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}');
    (!c.is_control() || c == '\n' || c == '\t') && !is_bidi_control(c) && !is_odd
}

/// A text without what [`escape`] leaves out, not escaped: for text that a template escapes.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| is_shown(*c)).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

/// Whether a text holds marks that would show it otherwise than it is stored.
pub(crate) fn is_disguised(text: &str) -> bool {
    let turns = |c| is_bidi_control(c) && !matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}');
    text.chars().any(|c| turns(c) || is_blank(c)) || !isnad_text::hidden::deceptive(text).is_empty()
}

/// Whether a character is a letter or a tag that draws nothing.
fn is_blank(c: char) -> bool {
    let is_filler = matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{FEFF}');
    is_filler || ('\u{E0000}'..='\u{E007F}').contains(&c)
}

/// The language of a text that is Arabic, or Latin; `None` if it has no letters.
pub(crate) fn lang_of(text: &str) -> Option<&'static str> {
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    Some(if Lang::of_text(text) == Lang::AR { "ar" } else { "en" })
}

/// A text cut to so many characters between words, with an ellipsis where something was cut.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(i, _)| i);
    let head = text.get(..end).unwrap_or(text);
    let head = head.rfind(' ').filter(|i| *i > end / 2).and_then(|i| head.get(..i)).unwrap_or(head);
    format!("{}…", head.trim_end())
}

/// A number with one decimal at most, as SVG takes it.
pub(crate) fn number(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    if tenths < 0 {
        out.push('-');
    }
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing to a string cannot fail.
    let _ = if tenth == 0 { write!(out, "{whole}") } else { write!(out, "{whole}.{tenth}") };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(Html::of("<a href='x'>&\"").as_str(), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
        assert_eq!(Html::of("a\u{202e}b\u{0}c\u{7f}").as_str(), "abc");
    }

    #[test]
    fn marks_that_turn_words_around_are_noticed() {
        assert!(is_disguised("invoice\u{202e}fdp.exe"));
        assert!(!is_disguised("قال (15%)\u{200f} إن"));
        assert!(!is_disguised("Amman"));
    }

    #[test]
    fn numbers_have_a_decimal_where_they_need_one() {
        for (value, written) in
            [(3.0, "3"), (2.25, "2.3"), (-0.04, "0"), (-0.26, "-0.3"), (-12.0, "-12")]
        {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, written);
        }
    }

    #[test]
    fn cuts_between_words() {
        assert_eq!(cut("one two three four", 11), "one two…");
        assert_eq!(cut("one", 11), "one");
    }
}
