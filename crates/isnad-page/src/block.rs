//! The block of lines that is the article, and what inside it is not.

use isnad_pack::Pack;
use rustc_hash::FxHashSet;

use crate::{
    DroppedKind, ParagraphKind,
    label::Label,
    line::{End, Line},
};

/// Weight from which a block may be the article when comments follow it.
const ARTICLE: i64 = 300;

/// Cost from which a gap between paragraphs is wide: what stands behind it must go on with the matter.
const WIDE: i64 = 30;

/// How much more than twice the weight of an older run a younger one needs to take its place.
const MORE: i64 = 100;

/// The same before a paragraph alone among other things.
const NARROW: i64 = 12;

/// What a gap costs at most if the article goes on behind it.
const DEAR: i64 = 60;

/// Links to other stories in the midst of an article: so many at most.
const INNER_LINKS: usize = 5;

/// The lines from the first paragraph of the article to its last.
pub(crate) fn main_block(
    lines: &[Line<'_>],
    labels: &[Label],
    pack: &Pack,
) -> Option<(usize, usize)> {
    let (weight, first, last) = heaviest(lines, labels, pack);
    (weight > 0).then_some((first, last))
}

/// The weight of the article that some lines hold; 0 if none.
pub(crate) fn weight_of(lines: &[Line<'_>], labels: &[Label], pack: &Pack) -> i64 {
    heaviest(lines, labels, pack).0
}

/// The heaviest run of lines: its weight, first and last line.
fn heaviest(lines: &[Line<'_>], labels: &[Label], pack: &Pack) -> (i64, usize, usize) {
    let mut scan = Scan::default();
    let mut said = FxHashSet::default();
    for (i, (line, label)) in lines.iter().zip(labels).enumerate() {
        if *label != Label::Body || said.insert(line.key()) {
            let beside = is_text(labels, i + 1) || is_text(labels, i.wrapping_sub(1));
            scan.step(i, line, *label, *label == Label::Body && !beside, pack);
        }
    }
    scan.best
}

/// Whether a line is a paragraph or a short sentence.
fn is_text(labels: &[Label], i: usize) -> bool {
    matches!(labels.get(i), Some(Label::Body | Label::Short))
}

/// The search for the run of lines with the highest sum of weights.
#[derive(Default)]
struct Scan<'l> {
    /// Highest sum so far, its first and last line.
    best: (i64, usize, usize),
    /// The run that is open.
    run: Run<'l>,
    /// A younger one, begun where the text went on about something else.
    young: Option<Run<'l>>,
    /// The last line about comments.
    comments: usize,
}

/// A run of lines.
#[derive(Default)]
struct Run<'l> {
    /// Sum of weights.
    sum: i64,
    /// First line.
    start: usize,
    /// The telling words of its paragraphs.
    words: FxHashSet<&'l str>,
    /// What stands since its last paragraph.
    gap: Gap,
}

/// Lines between two paragraphs.
#[derive(Default)]
struct Gap {
    /// What they cost so far.
    paid: i64,
    /// After a heading for links to other stories: how many lines.
    links: Option<usize>,
}

impl Gap {
    /// Whether what follows must show that it goes on with the article.
    fn is_wide(&self, cost: i64) -> bool {
        self.links.is_some() || self.paid <= -cost
    }

    /// What it cost too much if the article goes on behind it: links to other stories cost nothing,
    /// tables and boxes no more than [`DEAR`].
    fn refund(&self, sure: bool) -> i64 {
        match self.links {
            Some(_) => self.paid,
            None if sure => (self.paid + DEAR).min(0),
            None => 0,
        }
    }
}

impl<'l> Scan<'l> {
    fn step(&mut self, i: usize, line: &'l Line<'_>, label: Label, lone: bool, pack: &Pack) {
        if self.run.sum <= 0 {
            self.run = self.young.take().unwrap_or_else(|| Run::at(i));
        }
        let own = weight(line, label);
        if own > 0 {
            self.text(i, line, label, lone, own, pack);
        } else {
            if label == Label::Drop(DroppedKind::CommentForm) {
                self.comments = i;
            }
            self.run.other(label, own);
            if let Some(young) = &mut self.young {
                young.other(label, own);
            }
        }
        self.young.take_if(|y| y.sum <= 0);
        if let Some(young) = self.young.take_if(|y| y.sum > 2 * self.run.sum + MORE) {
            self.run = young;
        }
        if self.run.sum > self.best.0 {
            self.best = (self.run.sum, self.run.start, i);
        }
    }

    /// A line that speaks for the run.
    fn text(
        &mut self,
        i: usize,
        line: &'l Line<'_>,
        label: Label,
        lone: bool,
        own: i64,
        pack: &Pack,
    ) {
        let telling = telling(line, pack);
        // What readers write below an article may be longer than it is.
        let after_comments = self.best.0 >= ARTICLE && self.comments > self.best.2;
        let own = if after_comments { (own + 3) / 4 } else { own };
        let strange = self.run.text(&telling, label, lone, own);
        if !strange {
            self.young = None;
        } else if self.young.is_none() {
            self.young = Some(Run::at(i));
        }
        if let Some(young) = &mut self.young {
            young.text(&telling, label, lone, own);
        }
    }
}

impl<'l> Run<'l> {
    /// A run that begins.
    fn at(start: usize) -> Run<'l> {
        Run { start, ..Run::default() }
    }

    /// Adds a line that speaks for the run; tells whether it is about something else.
    fn text(&mut self, telling: &[&'l str], label: Label, lone: bool, own: i64) -> bool {
        // Few paragraphs before the gap give few words to meet again.
        let few = self.words.len() < 60 && self.count(telling) > 1;
        let (wide, one_in) = if lone { (NARROW, 3) } else { (WIDE, 5) };
        let strange = self.gap.is_wide(wide) && !few && !self.knows(telling, one_in);
        self.sum += if strange { (own + 3) / 4 } else { own };
        if label == Label::Body && !strange {
            self.words.extend(telling);
            self.sum -= self.gap.refund(own >= 15 && self.knows(telling, 3));
            if !lone {
                self.gap = Gap::default();
            }
        }
        strange
    }

    /// How many of some words stand in the run.
    fn count(&self, telling: &[&str]) -> usize {
        telling.iter().filter(|w| crate::head::known(w, &self.words)).count()
    }

    /// Whether one in so many of some words stands in the run.
    fn knows(&self, telling: &[&str], one_in: usize) -> bool {
        self.count(telling) * one_in >= telling.len()
    }

    /// Adds a line that speaks against it.
    fn other(&mut self, label: Label, own: i64) {
        let linked = matches!(label, Label::Open | Label::Drop(DroppedKind::Date));
        // The links below a heading for links count with it.
        let cost = if self.gap.links.is_some() && linked { -1 } else { own };
        self.sum += cost;
        match (label, &mut self.gap.links) {
            (Label::Drop(DroppedKind::Related), links @ None) => *links = Some(0),
            (_, Some(count)) => *count += 1,
            _ => {}
        }
        let many = self.gap.links.is_some_and(|l| l > INNER_LINKS);
        self.gap.paid = if many { 0 } else { self.gap.paid + cost.min(0) };
    }
}

/// The words of a paragraph that say what it is about.
fn telling<'l>(line: &'l Line<'_>, pack: &Pack) -> Vec<&'l str> {
    let stop = |w: &str| pack.langs().iter().any(|l| l.story.is_stop_word(w));
    let words = line.words.iter().map(|w| w.norm.as_str());
    words.filter(|w| w.chars().count() > 3 && !stop(w)).collect()
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
        Label::Drop(D::CommentForm) => -25,
        Label::Drop(D::LiveEntry) => 0,
        Label::Drop(D::Related) => -12,
        Label::Drop(D::Ticker) => -60,
        Label::Drop(D::Masthead) => -30,
        Label::Drop(D::Menu) => -10,
        Label::Drop(D::Republication) => -15,
        Label::Drop(_) => -5,
    }
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
