//! The block of lines that is the article, and what inside it is not.

use isnad_pack::page::{CueKind, CuePlace};
use rustc_hash::FxHashSet;

use crate::{
    DroppedKind, ParagraphKind,
    label::Label,
    line::{End, Line},
};

/// Weight from which a block may be the article when comments follow it.
const ARTICLE: i64 = 60;

/// Links to other stories in the midst of an article: so many at most.
const INNER_LINKS: usize = 5;

/// The lines from the first paragraph of the article to its last.
pub(crate) fn main_block(lines: &[Line<'_>], labels: &[Label]) -> Option<(usize, usize)> {
    let mut scan = Scan::default();
    for (i, (line, label)) in lines.iter().zip(labels).enumerate() {
        scan.step(i, line, *label);
    }
    (scan.best.0 > 0).then_some((scan.best.1, scan.best.2))
}

/// The search for the run of lines with the highest sum of weights.
#[derive(Default)]
struct Scan<'l> {
    /// Highest sum so far, its first and last line.
    best: (i64, usize, usize),
    /// Sum of the run that is open, its first line, the words of its paragraphs.
    sum: i64,
    start: usize,
    words: FxHashSet<&'l str>,
    /// A heading for links to other stories, what it and they cost, and how many they are.
    links: Option<(i64, usize)>,
    /// The last line about comments.
    comments: usize,
}

impl<'l> Scan<'l> {
    fn step(&mut self, i: usize, line: &'l Line<'_>, label: Label) {
        if self.sum <= 0 {
            (self.sum, self.start, self.links) = (0, i, None);
            self.words.clear();
        }
        let own = weight(line, label);
        let strange = self.links.is_some() && !coheres(line, &self.words);
        // What readers write below an article may be longer than it is.
        let after_comments = self.best.0 >= ARTICLE && self.comments > self.best.2;
        let linked = matches!(label, Label::Open | Label::Drop(DroppedKind::Date));
        let cost = if own > 0 && (after_comments || strange) {
            (own + 3) / 4
        } else if own < 0 && self.links.is_some() && linked {
            // The links below a heading for links count with it.
            -1
        } else {
            own
        };
        self.sum += cost;
        match (label, &mut self.links) {
            (Label::Body, links) => {
                self.words.extend(line.words.iter().map(|w| w.norm.as_str()));
                if let Some((paid, _)) = links.take_if(|_| !strange) {
                    self.sum -= paid;
                }
            }
            (Label::Drop(DroppedKind::Related), None) => self.links = Some((cost, 0)),
            (Label::Drop(DroppedKind::Comments), _) => self.comments = i,
            (_, Some((paid, count))) => {
                *count += 1;
                *paid = if *count > INNER_LINKS { 0 } else { *paid + cost.min(0) };
            }
            _ => {}
        }
        if self.sum > self.best.0 {
            self.best = (self.sum, self.start, i);
        }
    }
}

/// Whether a paragraph after links to other stories goes on with the words of the article.
fn coheres(line: &Line<'_>, words: &FxHashSet<&str>) -> bool {
    let telling = line.words.iter().filter(|w| w.norm.chars().count() > 3);
    let (mut all, mut known) = (0, 0);
    for word in telling {
        all += 1;
        known += usize::from(crate::head::known(&word.norm, words));
    }
    // Few paragraphs before the links give few words to meet again: two of them will do.
    (words.len() < 80 && known > 1) || known * 5 >= all
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
        Label::Drop(D::Related) => -12,
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
