//! Lines that are many short things in one: menus and tickers.

use isnad_pack::page::CueKind;

use crate::{
    DroppedKind,
    line::{End, Line},
};

/// The parts of a line between wide gaps or separators.
pub(crate) fn pieces(text: &str) -> Vec<&str> {
    if is_whole(text) {
        return vec![text];
    }
    let wide: Vec<&str> = split_wide(text);
    if wide.len() > 2 {
        return wide;
    }
    for mark in [" | ", " › ", " » ", " • ", " · ", " ◄ ", " ← ", " > "] {
        let parts: Vec<&str> = text.split(mark).collect();
        let guillemets = mark == " » " && text.contains('«');
        if parts.len() > 2 && !guillemets {
            return parts;
        }
    }
    vec![text]
}

/// Whether nothing in a text could part it.
fn is_whole(text: &str) -> bool {
    let mut blanks = 0;
    text.chars().all(|c| {
        blanks = if c.is_whitespace() { blanks + 1 } else { 0 };
        blanks < 3 && !matches!(c, '|' | '›' | '»' | '•' | '·' | '◄' | '←' | '>')
    })
}

/// The parts of a text between three or more blanks.
fn split_wide(text: &str) -> Vec<&str> {
    let (mut out, mut start, mut blanks, mut blank_from) = (Vec::new(), 0, 0, 0);
    for (i, c) in text.char_indices() {
        if c.is_whitespace() {
            if blanks == 0 {
                blank_from = i;
            }
            blanks += 1;
        } else {
            if blanks > 2 {
                out.push(text.get(start..blank_from).unwrap_or_default());
                start = i;
            }
            blanks = 0;
        }
    }
    out.push(text.get(start..).unwrap_or_default());
    out
}

/// Whether a long line without a mark at its end is names of sections one after the other: where
/// words are written with capitals, almost all of them are.
fn is_row_of_names(line: &Line<'_>) -> bool {
    let (mut small, mut capital) = (0, 0);
    for word in &line.words {
        match word.span.of(line.text).chars().next() {
            Some(c) if c.is_lowercase() => small += 1,
            Some(c) if c.is_uppercase() => capital += 1,
            _ => {}
        }
    }
    line.end == End::Open && line.len() >= 16 && capital >= 12 && small * 5 <= capital
}

pub(crate) fn by_separators(line: &Line<'_>) -> Option<DroppedKind> {
    if is_row_of_names(line) {
        return Some(DroppedKind::Menu);
    }
    let parts = pieces(line.text);
    if parts.len() < 3 {
        let open = line.end == End::Open && line.cue(CueKind::Menu).is_some();
        let listed = || {
            let dashes = line.text.split(" - ").count();
            dashes > 2 && line.len() <= 5 * dashes
        };
        return (open && listed()).then_some(DroppedKind::Menu);
    }
    let closed = parts.iter().filter(|p| p.trim_end().ends_with(['.', '؛'])).count();
    if closed * 2 >= parts.len() {
        return None;
    }
    let average = line.len() / parts.len();
    Some(if average < 4 { DroppedKind::Menu } else { DroppedKind::Ticker })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::lines_of;

    #[test]
    fn rows_of_names_are_menus_and_sentences_are_not() {
        let pack = isnad_pack::Pack::builtin();
        let kind = |text: &str| lines_of(text, &pack).first().and_then(by_separators);
        let row = "Europe Africa Asia Books Films Music Travel Food Health Science Money Law Style Games \
                   Weather Maps Letters";
        assert_eq!(kind(row), Some(DroppedKind::Menu));
        assert_eq!(kind("Home | World | Sport | Letters"), Some(DroppedKind::Menu));
        let sentence = "In May the Ministers of Trade of Peru and Chile met the President of Bolivia in La Paz \
                        for talks about the Port of Arica and the Railway";
        assert_eq!(kind(sentence), None);
    }
}
