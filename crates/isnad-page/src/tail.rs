//! What stands at the end of an article, or in its midst, and says nothing of its matter: notes,
//! the author's life, what a house says of itself, lines said over, headings of nothing.

use isnad_pack::page::{CueKind, CuePlace};
use isnad_text::TokenKind;
use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, DroppedKind,
    label::Label,
    line::{End, Line},
    when::note,
};

/// Cuts the block at a note that stands after the last paragraph (the story was changed, it was
/// taken from there) when little follows it: the author's life, a motto, more notes.
pub(crate) fn cut_at_note(lines: &[Line<'_>], labels: &[Label], block: &mut (usize, usize)) {
    let sums = sums(labels, |_| 1);
    let paragraphs = |from: usize, to: usize| sums[to] - sums[from];
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

/// What the paragraphs before each line, and before the end, measure together.
fn sums(labels: &[Label], measure: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut out = vec![0];
    for (i, label) in labels.iter().enumerate() {
        let own = if *label == Label::Body { measure(i) } else { 0 };
        out.push(out.last().copied().unwrap_or(0) + own);
    }
    out
}

/// Cuts the block where the author's life or what a house says of itself begins, if little follows.
pub(crate) fn cut_at_bio(lines: &[Line<'_>], labels: &mut [Label], block: &mut (usize, usize)) {
    let sums = sums(labels, |i| lines[i].len());
    let found = (block.0 + 1..=block.1).find(|i| {
        let before = sums[*i] - sums[block.0];
        let after = sums[block.1 + 1] - sums[*i];
        after * 4 <= before && is_about(&lines[*i], labels[*i])
    });
    let Some(mut first) = found else { return };
    // The name of the author or of the house stands above.
    while first > block.0 + 1 && labels[first - 1] == Label::Bit {
        first -= 1;
    }
    for label in &mut labels[first..=block.1] {
        if matches!(label, Label::Body | Label::Short | Label::Open | Label::Bit) {
            *label = Label::Drop(DroppedKind::Bio);
        }
    }
    block.1 = first - 1;
}

/// Whether a line tells who the author is, or opens what a house says of itself.
fn is_about(line: &Line<'_>, label: Label) -> bool {
    let heading = line.has(CueKind::About, CuePlace::Start)
        && line.len() <= 8
        && line.end != End::Closed
        && line.words.iter().all(|w| w.kind != TokenKind::Number)
        && !matches!(label, Label::Body | Label::Short);
    heading || label == Label::Drop(DroppedKind::Bio) || is_life(line)
}

/// Whether a line says of somebody named at its beginning that he or she writes: `… is a reporter`.
fn is_life(line: &Line<'_>) -> bool {
    let verb = line.cues.iter().find(|c| c.kind == CueKind::BioVerb);
    let Some(verb) = verb.filter(|c| (1..=6).contains(&c.start) && line.len() <= 90) else {
        return false;
    };
    let role = |c: &isnad_pack::page::CueHit| {
        c.kind == CueKind::BioRole && c.start >= verb.end && c.start <= verb.end + 8
    };
    let named = line.words.iter().take(verb.start).all(|w| {
        w.span.of(line.text).chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_numeric())
    });
    named && line.cues.iter().any(role)
}

/// Lines below the article in which a note about paying stands.
const BELOW: usize = 12;

/// The remark that the text stops where readers are asked to pay for the rest: such a
/// note behind the last paragraph.
pub(crate) fn paywall(
    lines: &[Line<'_>],
    labels: &[Label],
    block: (usize, usize),
) -> Option<Diagnostic> {
    let near = block.0..(block.1 + 1 + BELOW).min(labels.len());
    let at = near.clone().find(|i| labels[*i] == Label::Drop(DroppedKind::Paywall))?;
    let after = (at..=block.1).filter(|i| labels[*i] == Label::Body).count();
    let line = &lines[at];
    let message = format!("line {} asks to pay for the rest; the text may stop short", line.number);
    (after == 0).then(|| note("paywall", message))
}

/// Marks lines of the block that were said before: short ones wherever they are said again and open
/// no paragraph, paragraphs from the second time on.
pub(crate) fn mark_repeated(lines: &[Line<'_>], labels: &mut [Label], block: (usize, usize)) {
    let mut said: FxHashMap<String, usize> = FxHashMap::default();
    for line in lines {
        *said.entry(line.key()).or_default() += 1;
    }
    let mut met: FxHashMap<String, usize> = FxHashMap::default();
    for i in block.0..=block.1 {
        let key = lines[i].key();
        let count = said.get(&key).copied().unwrap_or_default();
        if count < 2 {
            continue;
        }
        let before = met.entry(key).or_default();
        *before += 1;
        let again = match labels[i] {
            Label::Body => *before > 1,
            Label::Open | Label::Bit | Label::Short => !opens(labels, i, block.1) || count > 2,
            _ => false,
        };
        if again {
            labels[i] = Label::Drop(DroppedKind::Repeated);
        }
    }
}

/// Marks some words alone that stand before something left out or at the end: names of authors,
/// buttons, headings of boxes.
pub(crate) fn mark_loose(lines: &[Line<'_>], labels: &mut [Label], block: (usize, usize)) {
    for i in (block.0..=block.1).rev() {
        let loose = labels[i] == Label::Bit && !opens(labels, i, block.1);
        if loose && lines[i].markup.is_none() && lines[i].end != End::Colon {
            labels[i] = Label::Drop(DroppedKind::Other);
        }
    }
}

/// Whether text follows right after a line.
fn opens(labels: &[Label], i: usize, end: usize) -> bool {
    let next = labels.get(i + 1..=end).and_then(|rest| rest.first());
    matches!(next, Some(Label::Body | Label::Short | Label::Open | Label::Bit))
}

#[cfg(test)]
mod tests {
    use crate::{Article, Content, DroppedKind, Page};

    const STORY: &str = "A new bridge across the river will be opened by the governor on Thursday morning.\n\
        It took four years to build the bridge, twice as long as the company had promised at first.\n\
        Farmers on the eastern bank have used a ferry since the old bridge was closed in a flood.\n\
        The ferry will go on until the end of the year for those who bring cattle to the market.\n";

    fn read(page: &str) -> Article {
        let text = format!("{page}Contact us\n");
        let page = Page { content: Content::Text(text), ..Page::default() };
        crate::read(&page, &isnad_pack::Pack::builtin())
    }

    fn kind_of(article: &Article, start: &str) -> Option<DroppedKind> {
        article.dropped.iter().find(|d| d.text.starts_with(start)).map(|d| d.kind)
    }

    #[test]
    fn the_life_of_the_author_ends_an_article() {
        let article = read(&format!(
            "{STORY}Jane Roe\nJane Roe is a senior reporter who has written about rivers for ten years.\n"
        ));
        assert_eq!(article.text, STORY.trim_end());
        assert_eq!(kind_of(&article, "Jane Roe is"), Some(DroppedKind::Bio));
        let inside = read(&format!(
            "Jane Roe is the oldest writer of almanacs in the river towns, and a bridge bears her name.\n{STORY}"
        ));
        assert!(inside.text.starts_with("Jane Roe is"), "{inside:?}");
    }

    #[test]
    fn what_a_house_says_of_itself_ends_an_article() {
        let article = read(&format!(
            "{STORY}About River Works\nRiver Works builds bridges and locks in eleven countries.\n"
        ));
        assert_eq!(article.text, STORY.trim_end());
        assert_eq!(kind_of(&article, "River Works builds"), Some(DroppedKind::Bio));
    }

    #[test]
    fn a_paragraph_said_twice_counts_once() {
        let again = STORY.lines().next().unwrap_or_default();
        let article =
            read(&format!("{STORY}{again}\nThe ferry leaves every hour from the old mill.\n"));
        assert_eq!(article.text.matches(again).count(), 1);
    }

    #[test]
    fn a_note_about_paying_behind_the_text_is_remarked() {
        let codes = |page: &str| -> Vec<String> {
            read(page).diagnostics.into_iter().map(|d| d.code).collect()
        };
        let paid = format!("Bridge opens\n{STORY}Subscribe to continue reading\nContact us\n");
        assert!(codes(&paid).contains(&"paywall".to_owned()));
        let above = format!("Already a subscriber? Sign in\nBridge opens\n{STORY}Contact us\n");
        assert!(!codes(&above).contains(&"paywall".to_owned()));
    }
}
