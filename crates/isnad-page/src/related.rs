//! Links to other stories inside the block that is the article.

use isnad_pack::page::{CueKind, CuePlace};
use isnad_text::TokenKind;

use crate::{
    DroppedKind,
    label::Label,
    line::{End, Line},
};

/// Marks what inside the block is no article: links to other stories, and after a heading of such
/// links all that follows up to the next paragraph.
pub(crate) fn mark(lines: &[Line<'_>], labels: &mut [Label], block: (usize, usize)) {
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
        let numbered = run.iter().filter(|l| is_numbered(l)).count() * 2 >= run.len();
        if run.len() >= 2
            && !numbered
            && headlines
            && !introduced
            && (asked || (run.len() >= 3 && long))
        {
            out.push((from, i));
        }
        i = i.max(from + 1);
    }
    out
}

/// Takes a list into the block that follows right behind its end: all items after a colon, else
/// three numbered ones or more, with a heading above them or not.
pub(crate) fn take_list(lines: &[Line<'_>], labels: &[Label], block: &mut (usize, usize)) {
    let item = |i: usize| matches!(labels.get(i), Some(Label::Open | Label::Bit));
    let run = |from: usize, wanted: &dyn Fn(usize) -> bool| -> usize {
        (from..lines.len()).take_while(|i| item(*i) && wanted(*i)).count()
    };
    let after = block.1 + 1;
    if lines[block.1].end == End::Colon {
        block.1 += run(after, &|_| true);
        return;
    }
    let numbered = |i: usize| is_numbered(&lines[i]);
    let heading = usize::from(item(after) && !numbered(after));
    let items = run(after + heading, &numbered);
    if items >= 3 {
        block.1 += heading + items;
    }
}

/// Whether a line begins as items of lists do: with a number or the day of a month.
fn is_numbered(line: &Line<'_>) -> bool {
    line.words.iter().take(2).any(|w| w.kind == TokenKind::Number)
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

#[cfg(test)]
mod tests {
    use crate::{Content, Page};

    fn text(page: &str) -> String {
        let page = Page { content: Content::Text(page.to_owned()), ..Page::default() };
        crate::read(&page, &isnad_pack::Pack::builtin()).text
    }

    const STORY: &str = "The orchestra will play in six towns along the coast this summer, its director said.\n\
        Tickets will be sold from the first Friday of April at the town halls of the six places.\n\
        The orchestra was founded forty years ago by teachers of the school of music in the old port.\n";

    #[test]
    fn a_numbered_list_behind_the_last_paragraph_belongs_to_it() {
        let list = "Concerts\nJune 9 – Old Port, hall of the sailors\nJune 12 – White Sands, town hall\n\
            June 15 – Three Rivers, church of the mill\n";
        let footer = "Home\nContact us\nPrivacy policy\n";
        assert_eq!(text(&format!("{STORY}{list}{footer}")), format!("{STORY}{list}").trim_end());
    }

    #[test]
    fn headlines_below_a_heading_for_links_do_not() {
        let links = "Most read\nMinister leaves office after long dispute over taxes\n\
            Two ships collide in fog near the southern light\nRead more\n";
        assert_eq!(text(&format!("{STORY}{links}")), STORY.trim_end());
    }

    #[test]
    fn teasers_of_other_stories_do_not_either() {
        let teasers = "Most read\nMinister leaves office\n\
            Nobody had expected that the quarrel over taxes would end with a resignation this week.\n\
            Ships collide in fog\nDivers searched all night near the southern light without any result so far.\n\
            Bread grows dear\nBakers blame the drought in the plains and the price of fuel for ovens.\n";
        assert_eq!(text(&format!("{STORY}{teasers}")), STORY.trim_end());
    }
}
