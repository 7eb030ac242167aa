//! What inside the element of the article is no article, and the standfirst above it.

use isnad_pack::markup::MarkupKind;
use rustc_hash::FxHashSet;

use super::{
    choose::Ground,
    dom::Kind,
    outline::{Outline, Part, Role},
    stated::Stated,
};
use crate::DroppedKind;

/// What becomes of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It stands outside the article.
    Outside,
    /// It is article, as far as mark-up tells.
    Keep,
    /// A caption or photo credit.
    Caption,
    /// It is no article.
    Drop(DroppedKind),
}

/// Shares of link text, in percent, from which a list or a block is taken for links elsewhere.
const LINKED_LIST: usize = 70;
const LINKED_BLOCK: usize = 85;

/// Letters and digits from which a line may be a standfirst.
const LEAD: usize = 30;

/// Blocks above the article among which its standfirst is sought.
const REACH: usize = 40;

/// Blocks after the first running text among which the title is still sought.
const TITLE_REACH: usize = 4;

/// Blocks before the text beyond which they are no remarks about it.
const REMARKS: usize = 8;

/// Letters and digits below which a line before the text is a remark about it.
const SHORT: usize = 60;

/// The verdict on every block, for the element that holds the article.
pub(crate) fn verdicts(ground: &Ground<'_>, best: usize) -> Vec<Verdict> {
    let outline = ground.outline;
    let mut out = vec![Verdict::Outside; outline.pieces.len()];
    for (verdict, other) in out.iter_mut().zip(&ground.other) {
        match other {
            Some(MarkupKind::Caption) => *verdict = Verdict::Caption,
            Some(other) => *verdict = Verdict::Drop(dropped(*other)),
            None => {}
        }
    }
    let Some(part) = outline.parts.get(best) else { return out };
    let known = |i: &usize| ground.seen[*i].is_some_and(|s| s > 50);
    let first_known = (part.first..part.last).find(known).unwrap_or(part.last);
    for (i, verdict) in out.iter_mut().enumerate().take(part.last).skip(part.first) {
        if *verdict == Verdict::Outside {
            *verdict = of_block(ground, i, i > first_known);
        }
    }
    link_lists(ground, best, &mut out);
    other_articles(outline, best, &mut out);
    before_text(ground, best, &mut out);
    lead(ground, part.first, &mut out);
    repeated(outline, &mut out);
    said_at_once(outline, &mut out);
    out
}

fn dropped(other: MarkupKind) -> DroppedKind {
    match other {
        MarkupKind::Menu => DroppedKind::Menu,
        MarkupKind::Related => DroppedKind::Related,
        MarkupKind::Comments => DroppedKind::Comments,
        MarkupKind::Service => DroppedKind::Service,
        MarkupKind::Author => DroppedKind::Author,
        MarkupKind::Date => DroppedKind::Date,
        MarkupKind::Ticker => DroppedKind::Ticker,
        _ => DroppedKind::Other,
    }
}

/// What a block inside the element shows by itself.
fn of_block(ground: &Ground<'_>, i: usize, begun: bool) -> Verdict {
    let piece = &ground.outline.pieces[i];
    let seen = ground.seen[i].filter(|_| ground.witnessed);
    let is_link = piece.linked * 100 > piece.size * LINKED_BLOCK;
    match piece.kind {
        Some(Kind::Caption) => Verdict::Caption,
        Some(Kind::Heading | Kind::Item | Kind::Row) => Verdict::Keep,
        _ if seen.is_some_and(|s| s > 50) => Verdict::Keep,
        _ if is_link => Verdict::Drop(DroppedKind::Related),
        None if begun && seen.is_some_and(|s| s < 20) => Verdict::Drop(DroppedKind::Other),
        _ => Verdict::Keep,
    }
}

/// Drops lists of links.
fn link_lists(ground: &Ground<'_>, best: usize, out: &mut [Verdict]) {
    let outline = ground.outline;
    let parts = outline.parts.get(best..outline.parts[best].inner).unwrap_or_default();
    for part in parts.iter().filter(|p| p.role == Role::List) {
        let items = outline.pieces.get(part.first..part.last).unwrap_or_default();
        let size: usize = items.iter().map(|p| p.size).sum();
        let linked: usize = items.iter().map(|p| p.linked).sum();
        if linked * 100 <= size * LINKED_LIST {
            continue;
        }
        for verdict in &mut out[part.first..part.last] {
            if *verdict == Verdict::Keep {
                *verdict = Verdict::Drop(DroppedKind::Related);
            }
        }
    }
}

/// Drops further articles with titles of their own, which pages append for those who scroll on.
fn other_articles(outline: &Outline, best: usize, out: &mut [Verdict]) {
    let titles = outline.count(Role::Title);
    let titled = |i: &usize| {
        let part = &outline.parts[*i];
        part.role == Role::Article && titles[part.inner] > titles[*i]
    };
    let inner = best + 1..outline.parts[best].inner;
    for part in inner.filter(titled).skip(1) {
        let part = &outline.parts[part];
        for verdict in out[part.first..part.last].iter_mut().filter(|v| **v == Verdict::Keep) {
            *verdict = Verdict::Drop(DroppedKind::Related);
        }
    }
}

/// Drops what stands before the first running text: the title, and short lines that are neither
/// headings nor items.
fn before_text(ground: &Ground<'_>, best: usize, out: &mut [Verdict]) {
    let outline = ground.outline;
    let Part { first, last, .. } = outline.parts[best];
    let is_text = |i: &usize| out[*i] == Verdict::Keep && ground.good[*i] > 0;
    let Some(text) = (first..last).find(is_text) else { return };
    let near = first..last.min(text + 1 + TITLE_REACH);
    let title = near.rev().find(|i| in_title(outline, *i));
    let remarks = out[first..text].iter().filter(|v| **v == Verdict::Keep).count() <= REMARKS;
    let end = text.max(title.map_or(0, |t| t + 1));
    for (i, verdict) in out.iter_mut().enumerate().take(end).skip(first) {
        let piece = &outline.pieces[i];
        let above = title.is_some_and(|t| i <= t) && ground.good[i] == 0;
        let plain = matches!(piece.kind, None | Some(Kind::Caption));
        let remark = remarks && i < text && plain && piece.size < SHORT;
        if *verdict == Verdict::Keep && in_title(outline, i) {
            *verdict = Verdict::Drop(DroppedKind::Title);
        } else if *verdict == Verdict::Keep && (above || remark) {
            *verdict = Verdict::Drop(DroppedKind::Other);
        }
    }
}

fn in_title(outline: &Outline, piece: usize) -> bool {
    let element = outline.pieces[piece].element;
    outline.around(element).take(3).any(|p| outline.parts[p].role == Role::Title)
}

/// Keeps the standfirst: marked as such, or the first paragraph after the title, outside the
/// element that holds the rest.
fn lead(ground: &Ground<'_>, first: usize, out: &mut [Verdict]) {
    let outline = ground.outline;
    let from = first.saturating_sub(REACH);
    let title = (from..first).rev().find(|i| in_title(outline, *i));
    let above = out.iter_mut().enumerate().take(first).skip(title.map_or(from, |t| t + 1));
    for (i, verdict) in above.filter(|(_, v)| **v == Verdict::Outside) {
        let piece = &outline.pieces[i];
        let marked = outline.around(piece.element).take(3).any(|p| outline.parts[p].lead);
        let near = title.is_some() && ground.good[i] > 0;
        let fits = piece.kind != Some(Kind::Caption) && piece.linked * 2 < piece.size;
        if fits && piece.size >= LEAD && (marked || near) {
            *verdict = Verdict::Keep;
        }
    }
}

/// Drops what was said before.
fn repeated(outline: &Outline, out: &mut [Verdict]) {
    let mut said = FxHashSet::default();
    for (i, verdict) in out.iter_mut().enumerate() {
        let long = outline.pieces[i].size >= 40;
        if *verdict == Verdict::Keep && long && !said.insert(outline.text(i)) {
            *verdict = Verdict::Drop(DroppedKind::Repeated);
        }
    }
}

/// Drops a block that says at once what the others say one by one: the text of the article once
/// more, for machines.
fn said_at_once(outline: &Outline, out: &mut [Verdict]) {
    let kept = |out: &[Verdict]| -> Vec<usize> {
        (0..out.len()).filter(|i| out[*i] == Verdict::Keep).collect()
    };
    let all = kept(out);
    let total: usize = all.iter().map(|i| outline.pieces[*i].size).sum();
    let Some(large) = all.iter().copied().max_by_key(|i| outline.pieces[*i].size) else { return };
    if all.len() < 5 || outline.pieces[large].size * 4 < total {
        return;
    }
    let others: Vec<&str> = all.iter().filter(|i| **i != large).map(|i| outline.text(*i)).collect();
    let others = Stated::of(&others.join("\n"));
    let share = others.and_then(|o| o.share(outline.text(large)));
    if share.is_some_and(|s| s > 80) {
        out[large] = Verdict::Drop(DroppedKind::Repeated);
    }
}
