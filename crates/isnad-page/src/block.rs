//! The block of lines that is the article, and what inside it is not.

use isnad_pack::page::{CueKind, CuePlace};

use crate::{
    DroppedKind, ParagraphKind,
    label::Label,
    line::{End, Line},
};

/// The lines from the first paragraph of the article to its last.
pub(crate) fn main_block(lines: &[Line<'_>], labels: &[Label]) -> Option<(usize, usize)> {
    let (mut best, mut sum, mut start) = ((0, 0, 0), 0i64, 0);
    for (i, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, i);
        }
        sum += weight(line, labels[i]);
        if sum > best.0 {
            best = (sum, start, i);
        }
    }
    (best.0 > 0).then_some((best.1, best.2))
}

/// What a line says for (above 0) or against (below 0) standing inside the article.
fn weight(line: &Line<'_>, label: Label) -> i64 {
    use DroppedKind as D;
    match label {
        Label::Body => line.len().min(80) as i64,
        Label::Short => 5,
        Label::Open if line.end == End::Question => -4,
        Label::Open => -6,
        Label::Bit => -4,
        Label::Caption | Label::Credit => 0,
        Label::Drop(D::Comments) => -70,
        Label::Drop(D::Related) => -20,
        Label::Drop(D::Ticker) => -60,
        Label::Drop(D::Masthead) => -30,
        Label::Drop(D::Menu) => -10,
        Label::Drop(D::Republication) => -15,
        Label::Drop(_) => -5,
    }
}

/// Marks what inside the block is no article: links to other stories, and after a heading of such
/// links all that follows up to the next paragraph.
pub(crate) fn mark_related(lines: &[Line<'_>], labels: &mut [Label], block: (usize, usize)) {
    let mut after_heading = false;
    for i in block.0..=block.1 {
        match labels[i] {
            Label::Drop(DroppedKind::Related) => {
                after_heading =
                    lines[i].has(CueKind::Related, CuePlace::Whole) || lines[i].len() <= 4;
            }
            Label::Open | Label::Bit if after_heading => {
                labels[i] = Label::Drop(DroppedKind::Related);
            }
            Label::Drop(_) | Label::Caption | Label::Credit => {}
            _ => after_heading = false,
        }
    }
    let runs = open_runs(lines, labels, block);
    let listed: usize = runs.iter().map(|(a, b)| b - a).sum();
    let paragraphs = (block.0..=block.1).filter(|i| labels[*i] == Label::Body).count();
    // A page that is made of lists has its items, not links, in such runs.
    if listed > paragraphs {
        return;
    }
    for (from, to) in runs {
        labels[from..to].fill(Label::Drop(DroppedKind::Related));
    }
}

/// Runs of headlines inside the block: two or more lines of four words or more without closing
/// mark, not after a colon, at least one of them with a question mark or the run longer than two.
fn open_runs(lines: &[Line<'_>], labels: &[Label], block: (usize, usize)) -> Vec<(usize, usize)> {
    let (mut out, mut i) = (Vec::new(), block.0);
    while i <= block.1 {
        let from = i;
        while i <= block.1 && labels[i] == Label::Open && lines[i].markup.is_none() {
            i += 1;
        }
        let run = &lines[from..i];
        let introduced = from > block.0 && lines[from - 1].end == End::Colon;
        let asked = run.iter().any(|l| l.end == End::Question);
        let headlines = run.iter().filter(|l| l.len() >= 4).count() == run.len();
        let long = run.iter().map(Line::len).sum::<usize>() >= 7 * run.len();
        if run.len() >= 2 && headlines && !introduced && (asked || (run.len() >= 3 && long)) {
            out.push((from, i));
        }
        i = i.max(from + 1);
    }
    out
}

/// Cuts the block at a note that stands after the last paragraph (the story was changed, it was
/// taken from there) when little follows it: the author's life, a motto, more notes.
pub(crate) fn cut_at_note(lines: &[Line<'_>], labels: &[Label], block: &mut (usize, usize)) {
    let paragraphs =
        |from: usize, to: usize| (from..to).filter(|i| labels[*i] == Label::Body).count();
    let note = |i: &usize| {
        let changed = lines[*i].cue(CueKind::UpdateNote).is_some_and(|c| c.start == 0);
        labels[*i] == Label::Drop(DroppedKind::Republication)
            || (changed && labels[*i] == Label::Drop(DroppedKind::Date))
    };
    let found = (block.0 + 1..=block.1).find(|i| {
        let after = paragraphs(i + 1, block.1 + 1);
        note(i) && after <= 2 && after * 3 <= paragraphs(block.0, *i)
    });
    if let Some(i) = found {
        block.1 = i - 1;
    }
}

/// Cuts the end of the block: bulleted headlines after the last paragraph.
pub(crate) fn trim_end(lines: &[Line<'_>], labels: &mut [Label], block: &mut (usize, usize)) {
    let mut end = block.1;
    while end > block.0 && is_bulleted_headline(&lines[end], labels[end]) {
        end -= 1;
    }
    if lines[end].end != End::Colon {
        labels[end + 1..=block.1].fill(Label::Drop(DroppedKind::Related));
        block.1 = end;
    }
}

fn is_bulleted_headline(line: &Line<'_>, label: Label) -> bool {
    matches!(label, Label::Open | Label::Bit | Label::Drop(_))
        && line.text.starts_with(['*', '•', '◄', '▪', '■'])
        && line.end != End::Closed
}

/// What a kept line is.
pub(crate) fn paragraph_kind(line: &Line<'_>, label: Label) -> ParagraphKind {
    let bullet = line.text.starts_with(['*', '•', '▪', '■', '‣', '–'])
        || line.text.strip_prefix('-').is_some_and(|rest| rest.starts_with(' '));
    match (line.markup, label) {
        (Some(kind), _) => kind,
        (None, Label::Open | Label::Bit) if !bullet && line.len() <= 15 => ParagraphKind::Heading,
        _ if bullet => ParagraphKind::Item,
        _ => ParagraphKind::Body,
    }
}
