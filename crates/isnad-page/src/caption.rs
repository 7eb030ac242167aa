//! Captions that show only beside their neighbours.

use isnad_pack::{
    Pack,
    page::{CueKind, CuePlace, DateWord},
};
use isnad_text::TokenKind;
use rustc_hash::FxHashSet;

use crate::{
    DroppedKind,
    label::Label,
    line::{End, Line},
};

/// Finds the caption of each photo credit: the line after it, else the one before.
pub(crate) fn beside_credits(lines: &[Line<'_>], labels: &mut [Label], pack: &Pack) {
    let credits: Vec<usize> = (0..lines.len()).filter(|i| labels[*i] == Label::Credit).collect();
    for i in credits {
        let after = i + 1;
        let before = i.checked_sub(1);
        if after < lines.len() && describes(&lines[after], labels[after], pack) {
            labels[after] = Label::Caption;
        } else if let Some(b) = before.filter(|b| describes(&lines[*b], labels[*b], pack)) {
            labels[b] = Label::Caption;
        } else if after < lines.len() && is_plain(&lines[after], labels[after]) {
            labels[after] = Label::Caption;
        }
    }
}

/// Whether a line tells what a picture shows: one sentence with a day in it or with places of
/// people in the picture.
fn describes(line: &Line<'_>, label: Label, pack: &Pack) -> bool {
    let candidate = matches!(label, Label::Body | Label::Short | Label::Open);
    let placed = line.has(CueKind::CaptionPlace, CuePlace::Any) && line.text.contains('(');
    let short = line.len() <= 40 && line.is_single();
    candidate && short && !is_reporting(line) && (placed || names_day(line, pack))
}

/// Whether a line without signs of a caption may still be one, beside a credit: short, one
/// sentence, not begun as articles begin their sentences.
fn is_plain(line: &Line<'_>, label: Label) -> bool {
    let open = matches!(label, Label::Open) && line.len() <= 25;
    let short = matches!(label, Label::Body | Label::Short) && line.len() <= 18 && line.is_single();
    line.end != End::Question && (open || short) && !is_reporting(line) && !line.gap
}

fn is_reporting(line: &Line<'_>) -> bool {
    line.has(CueKind::Reporting, CuePlace::Start)
}

/// Whether a line names a day by number and month.
fn names_day(line: &Line<'_>, pack: &Pack) -> bool {
    let month = |i: usize| {
        let word = line.words.get(i)?;
        let pair = line.words.get(i + 1).and_then(|n| pack.page.dates.pair(&word.norm, &n.norm));
        matches!(pair.or_else(|| pack.page.dates.get(&word.norm)), Some(DateWord::Month(_)))
            .then_some(())
    };
    !line.dates.is_empty()
        || line.words.iter().enumerate().any(|(i, w)| {
            let day = w.kind == TokenKind::Number && w.norm.len() <= 2;
            day && (month(i + 1).is_some() || i.checked_sub(1).and_then(month).is_some())
        })
}

/// Marks short lines between title and body that repeat or name only what the body names.
pub(crate) fn before_body(
    lines: &[Line<'_>],
    labels: &mut [Label],
    title: Option<usize>,
    body: usize,
) {
    // A title far above is a menu's or a list's.
    let Some(title) = title.filter(|t| *t < body && body - *t < 60) else { return };
    let known: FxHashSet<&str> = lines[title..=title]
        .iter()
        .chain(lines.iter().skip(body).take(40))
        .flat_map(|l| l.words.iter().map(|w| w.norm.as_str()))
        .collect();
    for i in title + 1..body {
        let line = &lines[i];
        let repeated = (title + 1..body).any(|j| j != i && lines[j].key() == line.key());
        let stem = |w: &str| known.contains(w) || known.iter().any(|k| ends_alike(k, w));
        let named = line.words.iter().all(|w| stem(&w.norm));
        let telling =
            (2..=25).contains(&line.len()) && matches!(labels[i], Label::Open | Label::Bit);
        if telling && ((repeated && line.len() <= 12) || named) {
            labels[i] = Label::Caption;
        }
    }
}

/// Whether two words differ by a letter or two written before one of them.
fn ends_alike(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    short.len() > 4 && long.len() - short.len() <= 4 && long.ends_with(short)
}

/// What became of a line that was dropped as part of another layer.
pub(crate) fn dropped_kind(label: Label) -> DroppedKind {
    match label {
        Label::Drop(kind) => kind,
        Label::Caption => DroppedKind::Caption,
        Label::Credit => DroppedKind::PhotoCredit,
        Label::Open => DroppedKind::Ticker,
        Label::Bit => DroppedKind::Menu,
        Label::Body | Label::Short => DroppedKind::Other,
    }
}
