//! The body of a page of HTML: which of its blocks are the article, and why the others are not.

use isnad_pack::{Pack, page::CuePlace};

use super::{
    choose::Ground,
    cut::{self, Verdict},
    dom::Kind,
    outlet::Own,
    outline::Outline,
};
use crate::{
    Article, Dropped, DroppedKind, Hints, ParagraphKind, caption, head,
    label::{Label, Style, label},
    line::{Line, line_of},
    live,
    plain::{self, Read},
    tail,
    when::Place,
};

/// Blocks before and after the article that are read for what they say about it.
const BEFORE: usize = 30;
const AFTER: usize = 10;

/// Words up to which a line is a heading of other things.
const HEADING: usize = 6;

/// Where the article is among the blocks of a page.
pub(crate) struct Found {
    /// The verdict on each block.
    verdicts: Vec<Verdict>,
    /// Whether a block is running text.
    prose: Vec<bool>,
    /// The element that holds the article.
    best: usize,
}

impl Found {
    /// Letters and digits of the blocks that are kept.
    pub(crate) fn size(&self, outline: &Outline) -> usize {
        let kept = outline.pieces.iter().zip(&self.verdicts);
        kept.filter(|(_, v)| **v == Verdict::Keep).map(|(piece, _)| piece.size).sum()
    }
}

/// What is known of the article before its text is sought.
#[derive(Debug)]
pub(crate) struct Known<'k> {
    /// Its title.
    pub(crate) title: Option<&'k str>,
    /// Its text, as structured data gives it.
    pub(crate) body: Option<&'k str>,
    /// What the pack says of the pages of its outlet.
    pub(crate) own: &'k Own,
}

/// Finds the article; none if no element holds one.
pub(crate) fn find(outline: &Outline, known: &Known<'_>) -> Option<Found> {
    let ground = Ground::of(outline, known.body);
    let named = outline.parts.iter().position(|p| known.own.body.contains(&p.node));
    let best = if let Some(named) = named {
        named
    } else {
        let best = ground.best()?;
        let titled = known.title.and_then(|t| ground.titled(best, &head::key_of(t)));
        titled.unwrap_or(best)
    };
    let mut verdicts = cut::verdicts(&ground, best);
    known.own.judge(outline, &mut verdicts);
    let prose = ground.good.iter().map(|g| *g > 0).collect();
    verdicts.contains(&Verdict::Keep).then_some(Found { verdicts, prose, best })
}

/// The article of the kept blocks, cleaned like lines of text, with what the blocks around it say.
pub(crate) fn article(outline: &Outline, found: &Found, hints: &Hints, pack: &Pack) -> Article {
    let verdicts = &found.verdicts;
    let kept = |v: &Verdict| *v == Verdict::Keep;
    let first = verdicts.iter().position(kept).unwrap_or(0);
    let last = verdicts.iter().rposition(kept).unwrap_or(0);
    let (from, to) = (first.saturating_sub(BEFORE), (last + 1 + AFTER).min(verdicts.len()));
    let lines: Vec<Line<'_>> = (from..to).map(|i| line(outline, i, pack)).collect();
    let read =
        Window { outline, found, from }.read(lines, (first - from, last - from), hints, pack);
    let mut article = plain::article(&read, hints, pack);
    let end = article.text.len() as u32;
    let outside = |range: std::ops::Range<usize>, at: u32| -> Vec<Dropped> {
        range.filter_map(|i| dropped(outline, i, verdicts[i], at)).collect()
    };
    let (mut all, after) = (outside(0..from, 0), outside(to..verdicts.len(), end));
    all.append(&mut article.dropped);
    all.extend(after);
    article.dropped = all;
    article
}

fn dropped(outline: &Outline, i: usize, verdict: Verdict, at: u32) -> Option<Dropped> {
    let kind = match verdict {
        Verdict::Drop(kind) => kind,
        Verdict::Outside => DroppedKind::Other,
        Verdict::Caption => DroppedKind::Caption,
        Verdict::Keep => return None,
    };
    let from = format!("text:line {}", i + 1);
    Some(Dropped { text: outline.text(i).to_owned(), kind, from, at })
}

fn line<'o>(outline: &'o Outline, i: usize, pack: &Pack) -> Line<'o> {
    let markup = match outline.pieces[i].kind {
        Some(Kind::Heading) => Some(ParagraphKind::Heading),
        Some(Kind::Item | Kind::Row) => Some(ParagraphKind::Item),
        Some(Kind::Quote) => Some(ParagraphKind::Quote),
        Some(Kind::Caption) => Some(ParagraphKind::Body),
        None => None,
    };
    line_of(outline.text(i), i + 1, true, markup, pack)
}

/// The blocks around and in the article, as lines.
struct Window<'o> {
    outline: &'o Outline,
    found: &'o Found,
    /// The block that is the first line.
    from: usize,
}

impl<'o> Window<'o> {
    /// Labels the lines: what mark-up says is no article stays out, what it keeps is still judged
    /// by its words.
    fn read(
        &self,
        lines: Vec<Line<'o>>,
        block: (usize, usize),
        hints: &Hints,
        pack: &Pack,
    ) -> Read<'o> {
        let style = Style::of(&lines);
        let mut labels: Vec<Label> =
            lines.iter().enumerate().map(|(i, l)| self.judged(i, label(l, style, pack))).collect();
        caption::beside_credits(&lines, &mut labels, pack);
        live::mark(&lines, &mut labels);
        let mut block = block;
        tail::cut_at_note(&lines, &labels, &mut block);
        tail::cut_at_bio(&lines, &mut labels, &mut block);
        self.drop_sections(&lines, &mut labels, block);
        let title = head::title(&lines, &labels, block.0, hints.title.as_deref());
        head::mark_masthead(&lines, &mut labels, title.unwrap_or(block.0));
        let section = title.and_then(|t| head::section(&lines, &labels, t));
        plain::mark_titles(&lines, &mut labels, None, hints);
        let text = |l: &Label| matches!(l, Label::Body | Label::Short | Label::Open | Label::Bit);
        let inside = |i: usize| self.verdict(i) == Verdict::Keep && i <= block.1;
        let mut kept: Vec<bool> = (0..lines.len()).map(|i| inside(i) && text(&labels[i])).collect();
        // A heading of nothing.
        while let Some(last) = kept.iter().rposition(|k| *k)
            && lines[last].markup == Some(ParagraphKind::Heading)
            && last > block.0
        {
            kept[last] = false;
        }
        let place = Place { title, body: block.0, end: block.1 };
        let diagnostics = plain::remarks(&lines, &labels, block);
        Read { lines, labels, kept, title, section, place, diagnostics }
    }

    fn verdict(&self, line: usize) -> Verdict {
        self.found.verdicts[self.from + line]
    }

    /// What a line is, by its own words and by its mark-up.
    fn judged(&self, line: usize, own: Label) -> Label {
        let prose = self.found.prose[self.from + line];
        let piece = &self.outline.pieces[self.from + line];
        let linked = piece.linked * 2 > piece.size;
        match (self.verdict(line), own) {
            (Verdict::Caption, Label::Credit | Label::Drop(_))
            | (Verdict::Drop(_), Label::Drop(_)) => own,
            (Verdict::Caption, _) => Label::Caption,
            (Verdict::Drop(kind), _) => Label::Drop(kind),
            (Verdict::Keep, Label::Open | Label::Bit | Label::Short) if prose => Label::Body,
            // Rows of tables have the form of menus.
            (Verdict::Keep, Label::Drop(DroppedKind::Menu | DroppedKind::Ticker)) if !linked => {
                Label::Open
            }
            (Verdict::Keep | Verdict::Outside, _) => own,
        }
    }

    /// Drops what stands under headings of links to other stories, of comments, of subscriptions:
    /// the rest of the smallest element around such a heading that goes on after it, if that is
    /// not much of the article.
    fn drop_sections(&self, lines: &[Line<'_>], labels: &mut [Label], block: (usize, usize)) {
        let mut sums = vec![0usize];
        for (line, label) in lines.iter().zip(labels.iter()) {
            let own = if *label == Label::Body { line.len() } else { 0 };
            sums.push(sums.last().copied().unwrap_or(0) + own);
        }
        let all = sums[block.1 + 1] - sums[block.0];
        for i in block.0..=block.1 {
            let Label::Drop(
                kind @ (DroppedKind::Related | DroppedKind::Comments | DroppedKind::CommentForm),
            ) = labels[i]
            else {
                continue;
            };
            if self.verdict(i) != Verdict::Keep || lines[i].len() > HEADING {
                continue;
            }
            let Some((scope, last)) = self.section(i) else { continue };
            let last = last.min(block.1);
            let whole = lines[i].cues.iter().any(|c| c.place == CuePlace::Whole);
            let most = match (whole, scope == self.found.best) {
                (true, true) => 25,
                (true, false) => 50,
                (false, true) => 0,
                (false, false) => 15,
            };
            if last > i && (sums[last + 1] - sums[i + 1]) * 100 <= all * most {
                labels[i + 1..=last]
                    .iter_mut()
                    .filter(|l| !matches!(l, Label::Drop(_)))
                    .for_each(|l| *l = Label::Drop(kind));
            }
        }
    }

    /// The smallest element that goes on after a line, and its last line.
    fn section(&self, line: usize) -> Option<(usize, usize)> {
        let piece = self.from + line;
        let start = self.outline.pieces[piece].element;
        let scope = self.outline.around(start).find(|p| self.outline.parts[*p].last > piece + 1)?;
        let last = self.outline.parts[scope].last.checked_sub(1 + self.from)?;
        Some((scope, last))
    }
}
