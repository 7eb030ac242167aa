//! What stands before the article: its title, its section.

use rustc_hash::FxHashSet;

use crate::{
    DroppedKind,
    label::Label,
    line::{End, Line},
};

/// How far before the article a title is sought, in lines.
const REACH: usize = 30;

/// Below a title, a date or an author stands within so many lines, the text within so many.
const BELOW: usize = 4;
const BODY: usize = 12;

/// Share of the words of a title that the opening of its article holds at least.
const TOLD: f64 = 0.5;

/// The line that is the title of the article that begins at `body`.
pub(crate) fn title(
    lines: &[Line<'_>],
    labels: &[Label],
    body: usize,
    hint: Option<&str>,
) -> Option<usize> {
    let hinted = hint.map(key_of).filter(|k| !k.is_empty());
    if let Some(key) = hinted {
        return (0..=body.min(lines.len().saturating_sub(1)))
            .rev()
            .find(|i| lines[*i].key() == key);
    }
    let words = opening_words(lines, body);
    let best = (body.saturating_sub(REACH)..body)
        .filter(|i| can_be_title(&lines[*i], labels[*i]))
        .map(|i| (score(lines, labels, i, body, &words), i))
        .filter(|(score, _)| *score > 0)
        .max()
        .map(|(_, i)| i)?;
    Some(above(lines, labels, best, &words))
}

/// A title with a date or an author below it and text behind that speaks of it, where the block
/// taken for the article does not: menus with a sentence to each headline may weigh more.
pub(crate) fn elsewhere(
    lines: &[Line<'_>],
    labels: &[Label],
    (first, last): (usize, usize),
) -> Option<usize> {
    let signed =
        |i: usize| matches!(labels[i], Label::Drop(DroppedKind::Date | DroppedKind::Author));
    let until = lines.len();
    let is_head = |t: &usize| {
        let t = *t;
        let begins = (t + 1..(t + 1 + BODY).min(until)).find(|i| labels[*i] == Label::Body);
        let outside = !(first..=last).contains(&t) || t > first + BODY;
        outside
            && lines[t].len() > 4
            && can_be_title(&lines[t], labels[t])
            && begins.is_some_and(|b| {
                (t + 1..b.min(t + 1 + BELOW)).any(signed)
                    && shared(&lines[t], &opening_words(lines, b)) >= TOLD
            })
    };
    let said_by_block = |t: usize| {
        let end = if (first..=last).contains(&t) { t } else { last + 1 };
        shared(&lines[t], &words_of(lines.iter().take(end).skip(first))) >= TOLD
    };
    // Where heads follow each other, they are a list of other stories.
    let around = |t: usize| t.saturating_sub(2 * BODY)..(t + 1 + 2 * BODY).min(until);
    let listed = |t: usize| around(t).any(|i| i != t && is_head(&i));
    (0..until).find(|t| is_head(t) && !listed(*t)).filter(|t| !said_by_block(*t))
}

/// The title above a standfirst or caption that was taken for it: the first of the lines shortly
/// above that tell of the article too.
fn above(lines: &[Line<'_>], labels: &[Label], best: usize, words: &FxHashSet<&str>) -> usize {
    let mut title = best;
    for i in (best.saturating_sub(6)..best).rev() {
        let telling = lines[i].len() > 3 && can_be_title(&lines[i], labels[i]);
        if telling && shared(&lines[i], words) >= 0.4 && title - i <= 4 {
            title = i;
        } else if matches!(labels[i], Label::Open | Label::Body) && lines[i].len() > 3 {
            break;
        }
    }
    title
}

/// The longer words with which the body opens.
fn opening_words<'l>(lines: &'l [Line<'_>], body: usize) -> FxHashSet<&'l str> {
    words_of(lines.iter().skip(body).take(12))
}

/// The longer words of some lines.
fn words_of<'l>(lines: impl Iterator<Item = &'l Line<'l>>) -> FxHashSet<&'l str> {
    let words = lines.flat_map(|l| l.words.iter().map(|w| w.norm.as_str()));
    words.filter(|w| w.chars().count() > 2).collect()
}

/// The line right below the title that tells in one sentence what the article says, without a mark
/// at its end.
pub(crate) fn standfirst(
    lines: &[Line<'_>],
    labels: &[Label],
    title: Option<usize>,
    body: usize,
) -> Option<usize> {
    let i = title.map(|t| t + 1).filter(|i| *i < body)?;
    let words = opening_words(lines, body);
    let fits = labels[i] == Label::Open || labels[i] == Label::Body;
    (fits && lines[i].len() >= 9 && shared(&lines[i], &words) >= 0.4).then_some(i)
}

/// Share of the telling words of a line that stand among others.
fn shared(line: &Line<'_>, words: &FxHashSet<&str>) -> f64 {
    let telling = line.words.iter().filter(|w| w.norm.chars().count() > 2);
    let (mut all, mut found) = (0u32, 0u32);
    for word in telling {
        all += 1;
        found += u32::from(known(&word.norm, words));
    }
    f64::from(found) / f64::from(all.max(1))
}

/// The folded words of a text, as one key.
pub(crate) fn key_of(text: &str) -> String {
    let words = isnad_pack::page::words_of(text);
    words.iter().map(|w| w.norm.as_str()).collect::<Vec<_>>().join(" ")
}

fn can_be_title(line: &Line<'_>, label: Label) -> bool {
    let open = matches!(label, Label::Open | Label::Bit)
        || (label == Label::Body && line.end != End::Closed && line.len() <= 30);
    open && (2..=30).contains(&line.len())
}

/// How well a line would do as the title: words of the article in it, its length, what follows it,
/// how near it stands.
fn score(
    lines: &[Line<'_>],
    labels: &[Label],
    i: usize,
    body: usize,
    words: &FxHashSet<&str>,
) -> i64 {
    let line = &lines[i];
    let dated = labels.get(i + 1).is_some_and(|l| {
        matches!(
            l,
            Label::Drop(DroppedKind::Date | DroppedKind::Republication | DroppedKind::Author)
        )
    });
    let repeated = lines.iter().enumerate().any(|(j, l)| j != i && l.key() == line.key());
    let length = line.len().min(12) as i64;
    let distance = (body - i) as i64;
    (20.0 * shared(line, words)) as i64
        + length
        + 6 * i64::from(dated)
        + 3 * i64::from(repeated && line.len() > 3)
        - distance
        - 12 * i64::from(line.len() < 4)
}

/// Whether a word stands among others, a clitic of a letter or two aside.
pub(crate) fn known(word: &str, words: &FxHashSet<&str>) -> bool {
    let cut = |n: usize| word.char_indices().nth(n).and_then(|(i, _)| word.get(i..));
    words.contains(word)
        || [1, 2, 3].into_iter().filter_map(cut).any(|w| w.chars().count() > 2 && words.contains(w))
}

/// A short line alone before the title, after the masthead or at the top: the section.
pub(crate) fn section(lines: &[Line<'_>], labels: &[Label], title: usize) -> Option<usize> {
    let at = title.checked_sub(1)?;
    let line = &lines[at];
    let alone = at == 0
        || matches!(labels[at - 1], Label::Drop(DroppedKind::Masthead | DroppedKind::Date))
        || (line.gap && !matches!(labels[at - 1], Label::Bit | Label::Open));
    let fits = matches!(labels[at], Label::Bit) && line.len() <= 3 && line.gap && alone;
    fits.then_some(at)
}

/// Marks the names below offices of the masthead: short lines among or right after such lines.
pub(crate) fn mark_masthead(lines: &[Line<'_>], labels: &mut [Label], until: usize) {
    let masthead = Label::Drop(DroppedKind::Masthead);
    for i in 1..until.min(lines.len()) {
        let short = matches!(labels[i], Label::Bit | Label::Open) && lines[i].len() <= 5;
        if labels[i - 1] == masthead && short && !lines[i].gap {
            labels[i] = masthead;
        }
    }
}
