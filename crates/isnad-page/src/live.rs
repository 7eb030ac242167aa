//! Pages that are written as things happen: paragraphs below the time at which each was added.

use isnad_pack::page::CueKind;
use isnad_text::{TokenKind, fold};

use crate::{
    Diagnostic, DroppedKind,
    label::Label,
    line::{End, Line},
    when::note,
};

/// So many entries make a live blog.
const ENTRIES: usize = 4;

/// An entry's first paragraph stands so many lines below its time at most.
const REACH: usize = 4;

/// Marks the times of entries, if there are enough of them and the page says that it is live: lists
/// of other stories have times too.
pub(crate) fn mark(lines: &[Line<'_>], labels: &mut [Label]) {
    if !lines.iter().any(|l| l.cues.iter().any(|c| c.kind == CueKind::Live && l.len() <= 40)) {
        return;
    }
    let text = |i: usize| matches!(labels.get(i), Some(Label::Body | Label::Short));
    let times: Vec<usize> = (0..lines.len())
        .filter(|i| is_clock(&lines[*i]) && (i + 1..=i + REACH).any(text))
        .collect();
    if times.len() >= ENTRIES {
        for i in times {
            labels[i] = Label::Drop(DroppedKind::LiveEntry);
        }
    }
}

/// The remark about a block that holds such entries.
pub(crate) fn remark(labels: &[Label], block: (usize, usize)) -> Option<Diagnostic> {
    // The time of the first entry stands above the first paragraph.
    let inside = labels.get(..=block.1).unwrap_or_default();
    let count = inside.iter().filter(|l| **l == Label::Drop(DroppedKind::LiveEntry)).count();
    let message =
        format!("{count} entries with times of their own; the page grew while it was read");
    (count >= ENTRIES).then(|| note("live-blog", message))
}

/// Whether a line is a time of day and little else: `14:32`, `2.15pm`, `09:40 GMT`.
fn is_clock(line: &Line<'_>) -> bool {
    let few = line.len() <= 4 && line.tokens.len() <= 8 && line.end == End::Open;
    let named = line.words.iter().filter(|w| w.kind == TokenKind::Word).count();
    few && named <= 2 && starts_with_clock(&fold(line.text))
}

/// Whether a text begins with an hour, `:`, `.` or `h`, and two digits of minutes.
fn starts_with_clock(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    let (mut hour, mut digits) = (0, 0);
    while let Some(d) = chars.peek().and_then(|c| c.to_digit(10)) {
        (hour, digits) = (hour * 10 + d, digits + 1);
        chars.next();
        if digits > 2 {
            return false;
        }
    }
    let mark = matches!(chars.next(), Some(':' | '.' | 'h'));
    let minutes: Vec<u32> = chars.by_ref().map_while(|c| c.to_digit(10)).take(3).collect();
    digits > 0 && hour < 24 && mark && minutes.len() == 2 && minutes[0] < 6
}

#[cfg(test)]
mod tests {
    use super::starts_with_clock;
    use crate::{Content, DroppedKind, Page};

    fn read(head: &str) -> crate::Article {
        let entry = |time: &str, text: &str| format!("{time}\n{text}\n");
        let entries = [
            entry(
                "14:32",
                "The last ferry has left the island with forty people on board, the port says.",
            ),
            entry(
                "13:05",
                "Two more boats are on their way to the island, the coast guard tells reporters.",
            ),
            entry(
                "12:40",
                "The wind has reached ninety kilometres an hour at the southern light, it is reported.",
            ),
            entry(
                "11:15",
                "Schools on the island will stay closed on Tuesday, the governor has decided.",
            ),
        ];
        let text = format!("{head}\n{}Contact us\n", entries.concat());
        let page = Page { content: Content::Text(text), ..Page::default() };
        crate::read(&page, &isnad_pack::Pack::builtin())
    }

    #[test]
    fn entries_below_their_times_make_a_live_blog() {
        let article = read("Storm reaches the island: live updates");
        let times = article.dropped.iter().filter(|d| d.kind == DroppedKind::LiveEntry).count();
        assert_eq!(times, 4);
        assert!(article.diagnostics.iter().any(|d| d.code == "live-blog"));
        assert!(article.text.contains("The last ferry") && article.text.contains("Schools on"));
        let other = read("Storm reaches the island");
        assert!(other.diagnostics.iter().all(|d| d.code != "live-blog"));
    }

    #[test]
    fn times_of_day_and_other_numbers() {
        for text in ["14:32", "2.15pm", "9h05", "09:40 gmt"] {
            assert!(starts_with_clock(text), "{text}");
        }
        for text in ["2024", "3.5 million", "14:75", "25:10", "1:2:3", "12"] {
            assert!(!starts_with_clock(text), "{text}");
        }
    }
}
