//! Marks that make two words look alike that are not: text that is not composed, presentation forms,
//! hidden marks, letters of two scripts in one word.

use isnad_text::{
    fold::{is_bidi_control, is_ignorable},
    token::is_arabic,
};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::File;
use crate::tsv::{Line, entries};

/// Checks all cells of a row.
pub(super) fn check(file: &mut File<'_, '_>, row: &Line<'_>) {
    for cell in &row.cells {
        if cell.is_ascii() {
            continue;
        }
        check_letters(file, row, cell);
        for entry in entries(cell).filter(|e| !is_nfc(e)) {
            let composed: String = entry.nfc().collect();
            let hint = format!("write it composed: {}", isolated(&composed));
            let what = format!("{} is not in normal form C", isolated(entry));
            file.fault(row, entry, "not-nfc", what, &hint);
        }
        cell.split(|c: char| !c.is_alphabetic()).for_each(|word| check_script(file, row, word));
    }
}

/// Checks that a file does not begin with the mark that some editors put there.
pub(super) fn check_beginning(file: &mut File<'_, '_>, text: &str) {
    if text.starts_with('\u{FEFF}') {
        let line = Line { number: 1, text: text.lines().next().unwrap_or_default(), cells: vec![] };
        let what = "hidden mark U+FEFF at the beginning of the file".to_owned();
        file.fault(&line, "", "hidden-mark", what, "save the file as UTF-8 without BOM");
    }
}

/// Checks all lines of a file that is no table.
pub(super) fn check_lines(file: &mut File<'_, '_>, text: &str) {
    for (i, line) in text.lines().enumerate() {
        check(file, &Line { number: i + 1, text: line, cells: vec![line] });
    }
}

fn check_letters(file: &mut File<'_, '_>, row: &Line<'_>, cell: &str) {
    for (i, c) in cell.char_indices() {
        let part = cell.get(i..i + c.len_utf8()).unwrap_or_default();
        let point = format!("U+{:04X}", c as u32);
        if is_hidden(c) {
            let hint = "delete it: words are listed without marks";
            file.fault(row, part, "hidden-mark", format!("hidden mark {point}"), hint);
        } else if is_presentation_form(c) {
            let plain: String = part.nfkc().collect();
            let what = format!("presentation form {point}, which no text is matched by");
            file.fault(
                row,
                part,
                "presentation-form",
                what,
                &format!("write {}", isolated(&plain)),
            );
        }
    }
}

fn check_script(file: &mut File<'_, '_>, row: &Line<'_>, word: &str) {
    let scripts = [
        word.chars().any(is_arabic),
        word.chars().any(|c| matches!(c, 'A'..='Z' | 'a'..='z' | 'À'..='ɏ')),
        word.chars().any(|c| matches!(c, '\u{0370}'..='\u{03FF}')),
        word.chars().any(|c| matches!(c, '\u{0400}'..='\u{04FF}')),
    ];
    if scripts.iter().filter(|s| **s).count() > 1 {
        let what = format!("{} mixes letters of two scripts", isolated(word));
        file.fault(row, word, "mixed-script", what, "type the word anew in one script");
    }
}

fn is_hidden(c: char) -> bool {
    is_bidi_control(c) || (is_ignorable(c) && !('\u{064B}'..='\u{0652}').contains(&c))
}

fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FF5E}')
}

/// A word that is shown in its own direction, whatever stands around it.
pub(super) fn isolated(word: &str) -> String {
    format!("\u{2068}{word}\u{2069}")
}
