//! The block of lines that is the article: the run with the highest sum of weights, in one pass.
//!
//! Paragraphs weigh for it, all else against it. Behind a gap, text must go on with the words of the
//! run to weigh in full, since what follows an article on its page is text too. Where that turns out
//! to be much more than the run itself, the run was something else: a younger one takes its place.

use isnad_pack::Pack;
use rustc_hash::FxHashSet;

use crate::{
    DroppedKind, ParagraphKind,
    label::Label,
    line::{End, Line},
};

/// Weight from which a block may be the article when comments follow it.
const ARTICLE: i64 = 300;

/// Cost from which a gap is wide: a paragraph behind it must go on with the matter; the same for a
/// paragraph alone among other things.
const WIDE: i64 = 30;
const NARROW: i64 = 12;

/// Of the telling words of a paragraph behind a gap, one in so many must have been met; the same for
/// one alone.
const ONE_IN: usize = 5;
const ONE_IN_ALONE: usize = 3;

/// How much more than twice the weight of an older run a younger one needs to take its place.
const MORE: i64 = 100;

/// So many lines behind a title that is told from elsewhere, text weighs twice.
const NEAR: usize = 40;

/// What a gap costs at most if the article goes on behind it with a paragraph of that weight.
const DEAR: i64 = 60;
const LONG: i64 = 15;

/// Links to other stories in the midst of an article: so many at most.
const INNER_LINKS: usize = 5;

/// The lines from the first paragraph of the article to its last; `title` is told from elsewhere.
pub(crate) fn main_block(
    lines: &[Line<'_>],
    labels: &[Label],
    title: Option<usize>,
    pack: &Pack,
) -> Option<(usize, usize)> {
    let (weight, first, last) = heaviest(lines, labels, title, pack);
    (weight > 0).then_some((first, last))
}

/// The weight of the article that some lines hold; 0 if none.
pub(crate) fn weight_of(lines: &[Line<'_>], labels: &[Label], pack: &Pack) -> i64 {
    heaviest(lines, labels, None, pack).0
}

/// The heaviest run of lines: its weight, first and last line.
fn heaviest(
    lines: &[Line<'_>],
    labels: &[Label],
    title: Option<usize>,
    pack: &Pack,
) -> (i64, usize, usize) {
    let mut scan = Scan::default();
    let mut said = FxHashSet::default();
    let from = title.map_or(0, |t| t + 1);
    for (i, (line, label)) in lines.iter().zip(labels).enumerate().skip(from) {
        if *label != Label::Body || said.insert(line.key()) {
            let mut step = Step::of(line, *label, is_lone(labels, i), pack);
            if title.is_some_and(|t| i <= t + NEAR) && step.own > 0 {
                step.own *= 2;
            }
            scan.step(i, &step);
        }
    }
    scan.best
}

/// A line as the search sees it.
struct Step<'l> {
    label: Label,
    /// Its weight.
    own: i64,
    /// Whether it is a paragraph with no other beside it.
    lone: bool,
    /// The words that say what it is about, if it speaks for the run.
    telling: Vec<&'l str>,
}

impl<'l> Step<'l> {
    fn of(line: &'l Line<'_>, label: Label, lone: bool, pack: &Pack) -> Step<'l> {
        let own = weight(line, label);
        let telling = if own > 0 { telling(line, pack) } else { Vec::new() };
        Step { label, own, lone, telling }
    }
}

/// Whether a line is a paragraph between two lines that are no text.
fn is_lone(labels: &[Label], i: usize) -> bool {
    let text = |i: usize| matches!(labels.get(i), Some(Label::Body | Label::Short));
    labels.get(i) == Some(&Label::Body) && !text(i + 1) && !text(i.wrapping_sub(1))
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
    fn refund(&self, long: bool) -> i64 {
        match self.links {
            Some(_) => self.paid,
            None if long => (self.paid + DEAR).min(0),
            None => 0,
        }
    }
}

impl<'l> Scan<'l> {
    fn step(&mut self, i: usize, step: &Step<'l>) {
        if self.run.sum <= 0 {
            self.run = self.young.take().unwrap_or_else(|| Run::at(i));
        }
        if step.own > 0 {
            self.text(i, step);
        } else {
            self.other(i, step);
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
    fn text(&mut self, i: usize, step: &Step<'l>) {
        // What readers write below an article may be longer than it is.
        let after_comments = self.best.0 >= ARTICLE && self.comments > self.best.2;
        let own = if after_comments { quarter(step.own) } else { step.own };
        let strange = self.run.text(step, own);
        if !strange {
            self.young = None;
        } else if self.young.is_none() {
            self.young = Some(Run::at(i));
        }
        if let Some(young) = &mut self.young {
            young.text(step, own);
        }
    }

    /// A line that speaks against it.
    fn other(&mut self, i: usize, step: &Step<'_>) {
        if step.label == Label::Drop(DroppedKind::CommentForm) {
            self.comments = i;
        }
        self.run.other(step);
        if let Some(young) = &mut self.young {
            young.other(step);
        }
    }
}

/// What text weighs of which it is not known whether it belongs to the run.
fn quarter(own: i64) -> i64 {
    (own + 3) / 4
}

impl<'l> Run<'l> {
    /// A run that begins.
    fn at(start: usize) -> Run<'l> {
        Run { start, ..Run::default() }
    }

    /// Adds a line that speaks for the run; tells whether it is about something else.
    fn text(&mut self, step: &Step<'l>, own: i64) -> bool {
        let strange = self.is_strange(step);
        self.sum += if strange { quarter(own) } else { own };
        if step.label == Label::Body && !strange {
            self.words.extend(&step.telling);
            self.sum -= self.gap.refund(own >= LONG);
            if !step.lone {
                self.gap = Gap::default();
            }
        }
        strange
    }

    /// Whether a line behind a gap does not go on with the words of the run.
    fn is_strange(&self, step: &Step<'_>) -> bool {
        let (wide, one_in) = if step.lone { (NARROW, ONE_IN_ALONE) } else { (WIDE, ONE_IN) };
        // Few paragraphs before the gap give few words to meet again.
        let few = || self.words.len() < 60 && self.count(&step.telling) > 1;
        self.gap.is_wide(wide) && !few() && !self.knows(&step.telling, one_in)
    }

    /// How many of some words stand in the run.
    fn count(&self, telling: &[&str]) -> usize {
        telling.iter().filter(|w| crate::head::known(w, &self.words)).count()
    }

    /// Whether one in so many of some words stands in the run.
    fn knows(&self, telling: &[&str], one_in: usize) -> bool {
        self.count(telling) * one_in >= telling.len()
    }

    /// Adds a line that speaks against the run.
    fn other(&mut self, step: &Step<'_>) {
        let linked = matches!(step.label, Label::Open | Label::Drop(DroppedKind::Date));
        // The links below a heading for links count with it.
        let cost = if self.gap.links.is_some() && linked { -1 } else { step.own };
        self.sum += cost;
        match (step.label, &mut self.gap.links) {
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
        Label::Caption | Label::Credit | Label::Drop(D::LiveEntry) => 0,
        Label::Drop(D::Comments) => -70,
        Label::Drop(D::CommentForm) => -25,
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
