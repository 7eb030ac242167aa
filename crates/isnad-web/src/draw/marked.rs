//! Text with stretches of it marked. Stretches may overlap: the text is cut where any of them
//! begins or ends, and each piece carries the classes of all that cover it.

use isnad_text::Span;

use crate::html::{Html, escape};

/// A stretch of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    /// Of one letter or word, written by this crate.
    pub(crate) class: &'static str,
    /// Written before the stretch: a sign that leads to what is known of it.
    pub(crate) sign: Option<(String, String)>,
    /// Address of the stretch inside the page.
    pub(crate) id: Option<String>,
}

/// Part of a text with its marks.
pub(crate) fn marked(text: &str, part: Span, marks: &[Mark]) -> Html {
    let near: Vec<&Mark> =
        marks.iter().filter(|m| m.span.overlaps(part) && !m.span.is_empty()).collect();
    let mut cuts: Vec<u32> = vec![part.start, part.end];
    cuts.extend(near.iter().flat_map(|m| [m.span.start, m.span.end]));
    cuts.retain(|c| (part.start..=part.end).contains(c));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::new();
    for pair in cuts.windows(2) {
        let [from, to] = pair else { continue };
        piece(&mut out, text, (*from, *to), part.start, &near);
    }
    Html::trusted(out)
}

fn piece(out: &mut String, text: &str, (from, to): (u32, u32), start: u32, marks: &[&Mark]) {
    let words = text.get(from as usize..to as usize).unwrap_or_default();
    // A stretch that began in an earlier paragraph goes on at the start of this one.
    let begins = |m: &&&Mark| m.span.start == from || (from == start && m.span.start < start);
    for mark in marks.iter().filter(begins) {
        if let Some((label, href)) = mark.sign.as_ref().filter(|_| mark.span.start == from) {
            out.push_str("<a class=\"sign ");
            out.push_str(mark.class);
            out.push_str("\" href=\"");
            escape(out, href);
            out.push_str("\">");
            escape(out, label);
            out.push_str("</a>");
        }
    }
    let over: Vec<&&Mark> =
        marks.iter().filter(|m| m.span.start <= from && m.span.end >= to).collect();
    if over.is_empty() {
        return escape(out, words);
    }
    let mut classes: Vec<&str> = over.iter().map(|m| m.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let id = over.iter().filter(|m| m.span.start == from).find_map(|m| m.id.as_ref());
    out.push_str("<mark class=\"");
    out.push_str(&classes.join(" "));
    if let Some(id) = id {
        out.push_str("\" id=\"");
        escape(out, id);
    }
    out.push_str("\">");
    escape(out, words);
    out.push_str("</mark>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, class: &'static str) -> Mark {
        Mark { span: Span::new(start, end), class, ..Mark::default() }
    }

    #[test]
    fn overlapping_stretches_lose_no_letter() {
        let text = "one <two> three";
        let html = marked(text, Span::new(0, text.len()), &[mark(0, 9, "a"), mark(4, 15, "b")]);
        assert_eq!(
            html.as_str(),
            "<mark class=\"a\">one </mark><mark class=\"a b\">&lt;two&gt;</mark>\
             <mark class=\"b\"> three</mark>"
        );
    }

    #[test]
    fn stretches_are_cut_to_the_part() {
        let html = marked("abcdef", Span::new(2, 4), &[mark(0, 3, "a"), mark(5, 6, "b")]);
        assert_eq!(html.as_str(), "<mark class=\"a\">c</mark>d");
    }
}
