//! What readers wrote below the article.

use isnad_pack::{
    Pack,
    page::{CueKind, CuePlace},
};

use crate::{
    DroppedKind, block,
    cued::is_lead,
    label::Label,
    line::{End, Line},
};

/// Words of paragraphs after which comments may begin.
const ARTICLE: usize = 60;

/// So many lines may lie between two lines that stand around comments.
const REACH: usize = 16;

/// Marks all that stands below the first of the comments as written by readers.
///
/// A comment shows by what its page puts around it: the name of its author with a verb, the time,
/// the buttons to answer and to approve. One such line says nothing, several near one another do;
/// below a heading for comments, their times alone will do.
pub(crate) fn mark(lines: &[Line<'_>], labels: &mut [Label], pack: &Pack) {
    let Some((first, last)) = region(lines, labels) else { return };
    let weight =
        |from: usize, to: usize| block::weight_of(&lines[from..to], &labels[from..to], pack);
    // Some pages put the comments above the article.
    let below = (last + REACH).min(lines.len());
    if weight(below, lines.len()) > weight(0, first) {
        return;
    }
    for label in labels.iter_mut().skip(first) {
        if matches!(label, Label::Body | Label::Short | Label::Open | Label::Bit) {
            *label = Label::Drop(DroppedKind::Comments);
        }
    }
}

/// The first and the last line that stand around comments.
fn region(lines: &[Line<'_>], labels: &[Label]) -> Option<(usize, usize)> {
    let mut words = 0;
    for (i, (line, label)) in lines.iter().zip(labels).enumerate() {
        let wanted: fn(&Line<'_>, Label) -> bool = match label {
            Label::Body => {
                words += line.len();
                continue;
            }
            Label::Drop(DroppedKind::CommentForm) => is_time_or_head,
            _ if is_head(line) => |line, _| is_head(line),
            _ => continue,
        };
        if words < ARTICLE {
            continue;
        }
        if heads(lines, labels, i, wanted) >= 2 {
            let last = lines.iter().rposition(is_head).unwrap_or(i);
            return Some((i, last.max(i)));
        }
    }
    None
}

/// How many lines after a line, each within reach of the one before, are of a kind.
fn heads(
    lines: &[Line<'_>],
    labels: &[Label],
    from: usize,
    wanted: fn(&Line<'_>, Label) -> bool,
) -> usize {
    let (mut last, mut count) = (from, 0);
    for i in from + 1..lines.len() {
        if i - last > REACH {
            break;
        }
        if wanted(&lines[i], labels[i]) {
            (last, count) = (i, count + 1);
        }
    }
    count
}

fn is_time_or_head(line: &Line<'_>, label: Label) -> bool {
    label == Label::Drop(DroppedKind::Date) || is_head(line)
}

/// Whether a line stands above or below a comment: `Name says:`, `Reply`, `12 votes`.
fn is_head(line: &Line<'_>) -> bool {
    line.cues.iter().filter(|c| c.kind == CueKind::CommentHead).any(|c| match c.place {
        CuePlace::Whole => true,
        CuePlace::Start => is_lead(line, *c, 8),
        CuePlace::End => c.start > 0 && line.len() <= 14 && line.end == End::Colon,
        CuePlace::Any => line.len() <= 8,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Content, DroppedKind, Page};

    const STORY: &str = "The harbour council agreed on Monday to widen the northern quay before winter.\n\
        Work on the first hundred metres will begin in March, the council said in a statement.\n\
        Fishermen had asked for the change since the storm of last year damaged many of their boats.\n\
        The council will pay a third of the cost, and the ministry of transport will pay the rest.\n";

    fn comments(text: &str) -> (String, Vec<String>) {
        let page = Page { content: Content::Text(text.to_owned()), ..Page::default() };
        let article = crate::read(&page, &isnad_pack::Pack::builtin());
        let dropped = article.dropped.into_iter().filter(|d| d.kind == DroppedKind::Comments);
        (article.text, dropped.map(|d| d.text).collect())
    }

    #[test]
    fn what_readers_wrote_is_no_article_however_long() {
        let readers = "Anna says:\nI do not believe that the council will ever pay for the quay.\n\
            Reply\nBert says:\nThe council pays for everything but never for the boats of fishermen.\n\
            Reply\nCaro says:\nThe quay was wide enough when I was young, and the boats were larger.\nReply";
        let (text, found) = comments(&format!("{STORY}{readers}"));
        assert_eq!(text, STORY.trim_end());
        assert!(found.iter().any(|t| t.starts_with("The quay was wide")), "{found:?}");
    }

    #[test]
    fn one_line_that_looks_like_the_head_of_a_comment_says_nothing() {
        let more = "The mayor gave no reply to the letters that fishermen and the owners of the yards wrote.\n\
            Council and ministry will meet again in the harbour office before the work on the quay begins.";
        let (text, found) = comments(&format!("{STORY}Reply\n{more}\n"));
        assert!(text.ends_with("begins."), "{text}");
        assert!(found.is_empty(), "{found:?}");
    }
}
