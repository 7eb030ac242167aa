//! Standard output: a terminal with a width, colours and Arabic beside Latin, or a pipe.

use std::io::{BufWriter, IsTerminal, StdoutLock, Write};

use isnad_text::{fold::is_bidi_control, token::is_arabic};
use unicode_width::UnicodeWidthStr;

/// Lines are not longer than this, however wide the terminal.
const WIDEST: usize = 100;
/// First strong isolate and its end: the words between them do not reorder what stands around.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Standard output, with what is known of it.
pub(crate) struct Screen {
    out: BufWriter<StdoutLock<'static>>,
    is_terminal: bool,
    has_colour: bool,
    width: usize,
}

impl Screen {
    pub(crate) fn new() -> Screen {
        let stdout = std::io::stdout();
        let is_terminal = stdout.is_terminal();
        let width = match terminal_size::terminal_size() {
            Some((terminal_size::Width(w), _)) if is_terminal => usize::from(w).clamp(40, WIDEST),
            _ => WIDEST,
        };
        let has_colour = is_terminal && wants_colour();
        Screen { out: BufWriter::new(stdout.lock()), is_terminal, has_colour, width }
    }

    /// Prints a line.
    pub(crate) fn line(&mut self, line: &str) -> std::io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Prints an empty line and a heading.
    pub(crate) fn heading(&mut self, text: &str) -> std::io::Result<()> {
        let text = self.strong(text);
        writeln!(self.out, "\n{text}")
    }

    /// Prints text in lines of the width, the first behind `first`, the others indented as far.
    pub(crate) fn block(&mut self, first: &str, text: &str) -> std::io::Result<()> {
        let indent = UnicodeWidthStr::width(first);
        let room = self.width.saturating_sub(indent).max(20);
        for (n, line) in wrap(&one_line(text), room).iter().enumerate() {
            let line = self.isolate(line);
            if n == 0 {
                writeln!(self.out, "{first}{line}")?;
            } else {
                writeln!(self.out, "{:indent$}{line}", "")?;
            }
        }
        Ok(())
    }

    /// Words of a page or of a user, safe to stand in a line.
    pub(crate) fn words(&self, text: &str) -> String {
        self.isolate(&one_line(text))
    }

    /// The same, cut to a width.
    pub(crate) fn short(&self, text: &str, width: usize) -> String {
        self.isolate(&cut(&one_line(text), width))
    }

    /// Text that stands out, on a terminal.
    pub(crate) fn strong(&self, text: &str) -> String {
        self.styled("1", text)
    }

    /// Text that stands back, on a terminal.
    pub(crate) fn faint(&self, text: &str) -> String {
        self.styled("2", text)
    }

    pub(crate) fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }

    /// How many columns a line has.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    fn styled(&self, code: &str, text: &str) -> String {
        if self.has_colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// On a terminal, Arabic words between isolates.
    fn isolate(&self, text: &str) -> String {
        if self.is_terminal && text.chars().any(is_arabic) {
            format!("{}{text}{}", ISOLATE.0, ISOLATE.1)
        } else {
            text.to_owned()
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the binary may ask for the user's wishes")]
fn wants_colour() -> bool {
    let is_set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var("TERM").as_deref() != Ok("dumb")
}

/// A text without line breaks, control characters and marks that reorder what stands around:
/// nothing in it can move the cursor or disguise another part of the line.
pub(crate) fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| !is_bidi_control(*c))
        .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c })
        .collect()
}

/// A text cut to a width, with an ellipsis where something was cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if UnicodeWidthStr::width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split_inclusive(' ') {
        if UnicodeWidthStr::width(out.as_str()) + UnicodeWidthStr::width(word) + 1 > width {
            break;
        }
        out.push_str(word);
    }
    if out.is_empty() {
        out = text.chars().take(width.saturating_sub(1)).collect();
    }
    format!("{}…", out.trim_end())
}

/// The lines of a text, broken between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let size = UnicodeWidthStr::width(word);
        if used > 0 && used + 1 + size > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += size;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_the_width_and_all_words() {
        let text = "واحد two ثلاثة four خمسة six سبعة";
        let lines = wrap(text, 10);
        assert!(lines.iter().all(|l| UnicodeWidthStr::width(l.as_str()) <= 10), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn page_words_cannot_steer_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb\r\nc\u{202e}d"), "a [2Jb  cd");
    }

    #[test]
    fn cuts_between_words() {
        assert_eq!(cut("one two three", 9), "one two…");
        assert_eq!(cut("one", 9), "one");
        assert_eq!(cut("incomprehensible", 5), "inco…");
    }
}
