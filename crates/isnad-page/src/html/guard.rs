//! Keeps pages that were made to be slow from being so: the parser's time grows with the square of
//! the depth of nesting, of unclosed mark-up and of attributes in one tag, and none of them is
//! known before it parses. Tags that go beyond a limit are left out, and their text is kept.
//!
//! The limit of depth is that of browsers (512 elements in Blink).

use crate::{Diagnostic, when::note};

/// Elements that may be open at once.
const DEPTH: usize = 512;

/// Unclosed marks of words (`b`, `font`), which the parser opens again in every block.
const FORMATS: usize = 48;

/// Attributes of one tag.
pub(super) const ATTRIBUTES: usize = 256;

/// Tags of a page; what stands after them is cut off.
const TAGS: usize = 400_000;

/// Bytes of a page; what stands after them is cut off.
const BYTES: usize = 64 << 20;

/// How far a page goes towards the limits.
#[derive(Debug, Default)]
pub(super) struct Limits<'h> {
    /// Elements that are open.
    open: Vec<(&'h str, Sort)>,
    /// Marks of words that are open.
    formats: usize,
    tags: usize,
    dropped: usize,
    cut: Option<usize>,
}

impl<'h> Limits<'h> {
    /// Counts a tag that begins at a place; whether the page ends before it.
    pub(super) fn end(&mut self, start: usize) -> bool {
        self.tags += 1;
        let ends = self.tags > TAGS || start >= BYTES;
        self.cut = ends.then_some(start);
        ends
    }

    /// Whether an element may be opened.
    pub(super) fn admit(&mut self, sort: Sort) -> bool {
        let admitted = (self.open.len() < DEPTH || sort.is_void())
            && (self.formats < FORMATS || sort != Sort::Format);
        self.dropped += usize::from(!admitted);
        admitted
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'h str, sort: Sort) {
        self.formats += usize::from(sort == Sort::Format);
        if !sort.is_void() && !matches!(sort, Sort::ClosedByNext | Sort::Raw) {
            self.open.push((name, sort));
        }
    }

    /// Closes the innermost element of a name, up to the table or the like around it.
    pub(super) fn close(&mut self, name: &str, sort: Sort) {
        if sort == Sort::Format {
            self.formats = self.formats.saturating_sub(1);
        }
        for (i, (open, of)) in self.open.iter().enumerate().rev() {
            if *of == sort && open.eq_ignore_ascii_case(name) {
                self.open.truncate(i);
                return;
            }
            if *of == Sort::Barrier {
                return;
            }
        }
    }

    /// Counts a tag with too many attributes.
    pub(super) fn count_attributes(&mut self, count: usize) {
        self.dropped += usize::from(count > ATTRIBUTES);
    }

    /// What was left out of a page of so many bytes.
    pub(super) fn remark(&self, bytes: usize) -> Option<Diagnostic> {
        let message = match (self.dropped, self.cut) {
            (0, None) => return None,
            (dropped, None) => format!("{dropped} tags nested too deep or too long were left out"),
            (_, Some(end)) => format!("the page was cut after {end} of {bytes} bytes"),
        };
        Some(note("page-limits", message))
    }
}

/// What an element is to the depth of nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// It has no content.
    Void,
    /// The same, and nothing is read from it.
    Picture,
    /// The parser closes it when the next of its kind or the end of its parent comes.
    ClosedByNext,
    /// Its content is text whatever stands in it.
    Raw,
    /// A drawing.
    Drawing,
    /// A mark of words, which the parser opens again after the block in which it was left open.
    Format,
    /// No end tag of another element reaches out of it.
    Barrier,
    /// Anything else.
    Other,
}

impl Sort {
    /// Whether it has no content.
    fn is_void(self) -> bool {
        matches!(self, Sort::Void | Sort::Picture)
    }
}

/// What an element of a name is, in whatever case it is written.
pub(super) fn sort_of(name: &str) -> Sort {
    let mut small = [0u8; 10];
    let Some(small) = small.get_mut(..name.len()) else { return Sort::Other };
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    match &*small {
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"input" | b"link" | b"meta"
        | b"param" => Sort::Void,
        b"img" | b"source" | b"track" | b"wbr" => Sort::Picture,
        b"p" | b"li" | b"dd" | b"dt" | b"option" | b"optgroup" | b"tr" | b"td" | b"th"
        | b"tbody" | b"thead" | b"tfoot" | b"colgroup" | b"html" | b"head" | b"body" => {
            Sort::ClosedByNext
        }
        b"svg" => Sort::Drawing,
        b"script" | b"style" | b"textarea" | b"title" | b"noscript" | b"iframe" | b"xmp"
        | b"noembed" | b"noframes" => Sort::Raw,
        b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small"
        | b"strike" | b"strong" | b"tt" | b"u" => Sort::Format,
        b"table" | b"template" | b"object" | b"applet" | b"marquee" | b"button" | b"select" => {
            Sort::Barrier
        }
        _ => Sort::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::parse::parse, *};
    use scraper::Html;

    fn depth(dom: &Html) -> usize {
        dom.tree.nodes().map(|n| n.ancestors().count()).max().unwrap_or(0)
    }

    fn text(dom: &Html) -> String {
        dom.root_element().text().collect()
    }

    #[test]
    fn deep_nesting_is_flattened_and_its_text_kept() {
        for unit in ["<div>", "<div></x>", "<span><i>", "<div><table><td></div>", "<ul><li>"] {
            let (dom, remark) = parse(&format!("{}<p>word", unit.repeat(3000)));
            assert!(depth(&dom) < 4 * DEPTH, "{unit}");
            assert!(text(&dom).ends_with("word"), "{unit}");
            assert_eq!(remark.map(|d| d.code).as_deref(), Some("page-limits"), "{unit}");
        }
    }

    #[test]
    fn tags_of_a_deep_part_close_what_they_opened() {
        let html =
            format!("{}<p>word{}<h1>after</h1>", "<div>".repeat(9000), "</div>".repeat(9000));
        let dom = parse(&html).0;
        let title =
            dom.tree.nodes().find(|n| n.value().as_element().is_some_and(|e| e.name() == "h1"));
        assert!(title.is_some_and(|t| t.ancestors().count() <= 3));
    }

    #[test]
    fn unclosed_marks_do_not_multiply() {
        let unit = |i: usize| format!("<div><font size={i}></div><p>x");
        let html = (0..2000).map(unit).collect::<Vec<_>>().concat();
        assert!(parse(&html).0.tree.nodes().count() < 2000 * 4 * FORMATS);
    }

    #[test]
    fn attributes_beyond_the_limit_are_left_out() {
        let many = (0..5000).map(|i| format!(" a{i}=\"<b>\"")).collect::<Vec<_>>().concat();
        let (dom, remark) = parse(&format!("<p class='x'{many}>word</p>"));
        let p = dom.tree.nodes().filter_map(|n| n.value().as_element()).find(|e| e.name() == "p");
        assert_eq!(p.map(|p| (p.attrs().count(), p.attr("class"))), Some((ATTRIBUTES, Some("x"))));
        assert_eq!((text(&dom).as_str(), remark.is_some()), ("word", true));
    }

    #[test]
    fn a_page_of_too_many_tags_is_cut() {
        let html = "<br>".repeat(TAGS + 2);
        let cut = format!("the page was cut after {} of {} bytes", 4 * TAGS, html.len());
        assert_eq!(parse(&html).1.map(|d| d.message), Some(cut));
        assert_eq!(parse(&html[..400]).1, None);
    }
}
