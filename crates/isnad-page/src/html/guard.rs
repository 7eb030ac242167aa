//! Keeps pages that were made to be slow from being so: the parser's time grows with the square of
//! the depth of nesting, of unclosed mark-up and of attributes in one tag, and none of them is
//! known before it parses. One pass over the tags takes out what no reader would miss; comments,
//! scripts (but for data in JSON-LD), styles and drawings, often the larger part of a page, are
//! taken out with it, which halves the time of parsing.
//!
//! The limit of depth is that of browsers (512 elements in Blink).

use std::{borrow::Cow, ops::Range};

use crate::{Diagnostic, when::note};

/// Elements that may be open at once.
const DEPTH: usize = 512;

/// Unclosed marks of words (`b`, `font`), which the parser opens again in every block.
const FORMATS: usize = 48;

/// Attributes of one tag.
const ATTRIBUTES: usize = 256;

/// Bytes up to which the value of an attribute of data may be a name.
const NAME: usize = 40;

/// Tags of a page; what stands after them is cut off.
const TAGS: usize = 400_000;

/// Bytes of a page; what stands after them is cut off.
const BYTES: usize = 64 << 20;

/// The page without tags beyond the limits, and what was taken out.
pub(crate) fn limit(html: &str) -> (Cow<'_, str>, Option<Diagnostic>) {
    let mut scan = Scan { html, ..Scan::default() };
    scan.run();
    let (dropped, cut) = (scan.dropped, scan.cut);
    let page = match (scan.out, cut) {
        (Some(mut out), end) => {
            let end = end.unwrap_or(html.len());
            out.push_str(html.get(scan.copied..end).unwrap_or_default());
            Cow::Owned(out)
        }
        (None, Some(end)) => Cow::Borrowed(html.get(..end).unwrap_or(html)),
        (None, None) => Cow::Borrowed(html),
    };
    let remark = match (dropped, cut) {
        (0, None) => None,
        (dropped, None) => {
            Some(format!("{dropped} tags nested too deep or too long were left out"))
        }
        (_, Some(end)) => Some(format!("the page was cut after {end} of {} bytes", html.len())),
    };
    (page, remark.map(|message| note("page-limits", message)))
}

/// The pass over the tags.
#[derive(Default)]
struct Scan<'h> {
    html: &'h str,
    /// The page so far, if it differs from what came in, and how far that was copied.
    out: Option<String>,
    copied: usize,
    /// Elements that are open.
    open: Vec<&'h str>,
    /// Marks of words that are open.
    formats: usize,
    tags: usize,
    dropped: usize,
    cut: Option<usize>,
}

/// A tag: where it begins, its name, where the name ends.
struct Tag<'h> {
    start: usize,
    name: &'h str,
    name_end: usize,
    closes: bool,
}

impl<'h> Scan<'h> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(start) = self.html.get(at..).and_then(|rest| rest.find('<')) {
            let start = at + start;
            if self.tags >= TAGS || start >= BYTES {
                self.cut = Some(start);
                return;
            }
            at = match self.tag(start) {
                Some(tag) => self.step(&tag),
                None => self.pass_markup(start),
            };
        }
    }

    /// Takes one tag; returns where to go on.
    fn step(&mut self, tag: &Tag<'h>) -> usize {
        self.tags += 1;
        if tag.closes {
            self.close(tag.name);
            return self.end_of(tag);
        }
        let sort = sort_of(tag.name);
        if self.is_too_much(sort) {
            let end = self.end_of(tag);
            self.skip(tag.start, end);
            self.dropped += 1;
            return end;
        }
        if matches!(sort, Sort::Raw | Sort::Drawing) {
            return self.pass_raw(tag);
        }
        self.open(tag.name, sort);
        self.thin(tag)
    }

    /// Leaves out of a tag the attributes that nobody reads, and those beyond the limit; returns
    /// where the tag ends.
    fn thin(&mut self, tag: &Tag<'h>) -> usize {
        let (mut at, mut count) = (tag.name_end, 0);
        let end = loop {
            let attribute = match attribute(self.html.as_bytes(), at) {
                Ok(attribute) => attribute,
                Err(end) => break end,
            };
            count += 1;
            let name = self.html.get(attribute.name.clone()).unwrap_or_default();
            let value = self.html.get(attribute.value.clone()).unwrap_or_default();
            at = attribute.value.end;
            if count > ATTRIBUTES || is_needless(tag.name, name, value) {
                self.skip(attribute.name.start, at);
            }
        };
        self.dropped += usize::from(count > ATTRIBUTES);
        end
    }

    /// Where a tag ends.
    fn end_of(&self, tag: &Tag<'_>) -> usize {
        let mut at = tag.name_end;
        loop {
            match attribute(self.html.as_bytes(), at) {
                Ok(attribute) => at = attribute.value.end,
                Err(end) => return end,
            }
        }
    }

    fn is_too_much(&self, sort: Sort) -> bool {
        (self.open.len() >= DEPTH && sort != Sort::Void)
            || (self.formats >= FORMATS && sort == Sort::Format)
    }

    fn open(&mut self, name: &'h str, sort: Sort) {
        self.formats += usize::from(sort == Sort::Format);
        if !matches!(sort, Sort::Void | Sort::ClosedByNext | Sort::Raw) {
            self.open.push(name);
        }
    }

    /// Closes the innermost element of a name, up to the table or the like around it.
    fn close(&mut self, name: &str) {
        if sort_of(name) == Sort::Format {
            self.formats = self.formats.saturating_sub(1);
        }
        for (i, open) in self.open.iter().enumerate().rev() {
            if open.eq_ignore_ascii_case(name) {
                self.open.truncate(i);
                return;
            }
            if sort_of(open) == Sort::Barrier {
                return;
            }
        }
    }

    /// Leaves out a part of the page.
    fn skip(&mut self, from: usize, to: usize) {
        let out = self.out.get_or_insert_default();
        out.push_str(self.html.get(self.copied..from).unwrap_or_default());
        self.copied = to;
    }

    /// The tag that begins at a `<`, if it is one.
    fn tag(&self, start: usize) -> Option<Tag<'h>> {
        let bytes = self.html.as_bytes();
        let closes = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(closes);
        bytes.get(from).filter(|b| b.is_ascii_alphabetic())?;
        let rest = bytes.get(from..)?;
        let length = rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
        let name_end = from + length.unwrap_or(rest.len());
        Some(Tag { start, name: self.html.get(from..name_end)?, name_end, closes })
    }

    /// Leaves out a comment; goes on behind a declaration or a `<` that is text.
    fn pass_markup(&mut self, start: usize) -> usize {
        let rest = self.html.get(start..).unwrap_or_default();
        let Some(inner) = rest.strip_prefix("<!--") else { return start + 1 };
        let length = match inner {
            _ if inner.starts_with('>') => 1,
            _ if inner.starts_with("->") => 2,
            _ => inner.find("-->").map_or(inner.len(), |i| i + 3),
        };
        let end = start + 4 + length;
        self.skip(start, end);
        end
    }

    /// Goes on behind an element whose content is no mark-up, and leaves it out if nobody reads it.
    fn pass_raw(&mut self, tag: &Tag<'h>) -> usize {
        let inner = self.end_of(tag);
        let whole = self.html.get(tag.start..inner).unwrap_or_default();
        let empty = is(tag.name, "svg") && whole.ends_with("/>");
        let end = if empty { inner } else { self.end_of_element(tag.name, inner) };
        let read = is(tag.name, "title") || (is(tag.name, "script") && whole.contains("ld+json"));
        if !read {
            self.skip(tag.start, end);
        }
        end
    }

    /// Where the end tag of an element ends whose content begins at `at` and is no mark-up.
    fn end_of_element(&self, name: &str, mut at: usize) -> usize {
        let bytes = self.html.as_bytes();
        while let Some(i) = self.html.get(at..).and_then(|rest| rest.find('<')) {
            at += i + 1;
            let found = bytes.get(at + 1..at + 1 + name.len());
            let closes = bytes.get(at) == Some(&b'/');
            if closes && found.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
                let rest = self.html.get(at..).and_then(|rest| rest.find('>'));
                return rest.map_or(self.html.len(), |i| at + i + 1);
            }
        }
        self.html.len()
    }
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

/// An attribute in a tag: where its name and its value with quotation marks stand.
struct Attribute {
    name: Range<usize>,
    value: Range<usize>,
}

/// The first attribute at or after `from` in a tag, or the end of the tag.
fn attribute(bytes: &[u8], from: usize) -> Result<Attribute, usize> {
    let find = |from: usize, fits: fn(u8) -> bool| {
        let found = bytes.get(from..).and_then(|rest| rest.iter().position(|b| fits(*b)));
        found.map_or(bytes.len(), |i| from + i)
    };
    let start = find(from, |b| !b.is_ascii_whitespace() && b != b'/');
    if bytes.get(start).is_none_or(|b| *b == b'>') {
        return Err(bytes.len().min(start + 1));
    }
    let end = find(start + 1, |b| b.is_ascii_whitespace() || matches!(b, b'=' | b'/' | b'>'));
    let name = start..end;
    let sign = find(end, |b| !b.is_ascii_whitespace());
    if bytes.get(sign) != Some(&b'=') {
        return Ok(Attribute { name, value: end..end });
    }
    let from = find(sign + 1, |b| !b.is_ascii_whitespace());
    let end = match bytes.get(from) {
        Some(b'"') => find(from + 1, |b| b == b'"') + 1,
        Some(b'\'') => find(from + 1, |b| b == b'\'') + 1,
        _ => find(from, |b| b.is_ascii_whitespace() || b == b'>'),
    };
    Ok(Attribute { name, value: from..end.min(bytes.len()) })
}

/// Whether nothing is read from an attribute: where links and pictures lead, sizes, scripts, styles
/// that do not hide, labels for those who cannot see, data of scripts that is longer than a name.
fn is_needless(tag: &str, name: &str, value: &str) -> bool {
    let bytes = name.as_bytes();
    let begins = |with: &str| name.get(..with.len()).is_some_and(|start| is(start, with));
    match bytes.first().map(u8::to_ascii_lowercase) {
        Some(b'h') => is(name, "href") && is(tag, "a"),
        Some(b's') if is(name, "style") => !value.contains("none") && !value.contains("hidden"),
        Some(b's') => is(name, "src") || is(name, "srcset") || is(name, "sizes"),
        Some(b'o') => begins("on"),
        Some(b'd') => value.len() > NAME && begins("data-"),
        Some(b'w') => is(name, "width"),
        Some(b't') => is(name, "target") || is(name, "tabindex") || is(name, "title"),
        Some(b'a') => is(name, "alt") || (begins("aria-") && !is(name, "aria-hidden")),
        _ => false,
    }
}

/// What an element is to the depth of nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// It has no content.
    Void,
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

fn sort_of(name: &str) -> Sort {
    let mut small = [0u8; 10];
    let Some(small) = small.get_mut(..name.len()) else { return Sort::Other };
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    match &*small {
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link"
        | b"meta" | b"param" | b"source" | b"track" | b"wbr" => Sort::Void,
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
    use super::*;
    use scraper::Html;

    fn nested(html: &str) -> usize {
        let dom = Html::parse_document(&limit(html).0);
        dom.tree.nodes().map(|n| n.ancestors().count()).max().unwrap_or(0)
    }

    #[test]
    fn a_page_within_the_limits_stays_as_it_is() {
        let html = "<!doctype html><p>a<br><b>c</b><script type=application/ld+json>'<p>'</script><p a='>'>";
        let (page, remark) = limit(html);
        assert!(matches!(page, Cow::Borrowed(p) if p == html));
        assert_eq!(remark, None);
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let html = "a<!--> b<script>'<p>'</SCRIPT >c<style>d</style><!-- <p> -->e<svg/>f<svg><path/></svg><script>g";
        assert_eq!(limit(html), ("a bcef".into(), None));
    }

    #[test]
    fn attributes_that_nobody_reads_are_left_out() {
        let html = "<p a=1 SRC = x src='>' class=c onclick=\"f('>')\" style='color:red' id=i>t<b style=display:none>";
        assert_eq!(limit(html).0, "<p a=1   class=c   id=i>t<b style=display:none>");
    }

    #[test]
    fn deep_nesting_is_flattened_and_its_text_kept() {
        for unit in ["<div>", "<div></x>", "<span><i>", "<div><table><td></div>", "<ul><li>"] {
            let html = format!("{}<p>word", unit.repeat(3000));
            assert!(nested(&html) < 4 * DEPTH, "{unit}");
            assert!(limit(&html).0.ends_with("word"), "{unit}");
            assert_eq!(limit(&html).1.map(|d| d.code).as_deref(), Some("page-limits"), "{unit}");
        }
    }

    #[test]
    fn tags_of_a_deep_part_close_what_they_opened() {
        let html =
            format!("{}<p>word{}<h1>after</h1>", "<div>".repeat(9000), "</div>".repeat(9000));
        let dom = Html::parse_document(&limit(&html).0);
        let title =
            dom.tree.nodes().find(|n| n.value().as_element().is_some_and(|e| e.name() == "h1"));
        assert!(title.is_some_and(|t| t.ancestors().count() <= 3));
    }

    #[test]
    fn unclosed_marks_do_not_multiply() {
        let unit = |i: usize| format!("<div><font size={i}></div><p>x");
        let html = (0..2000).map(unit).collect::<Vec<_>>().concat();
        let dom = Html::parse_document(&limit(&html).0);
        assert!(dom.tree.nodes().count() < 2000 * 4 * FORMATS);
    }

    #[test]
    fn attributes_beyond_the_limit_are_left_out() {
        let many = (0..5000).map(|i| format!(" a{i}=\"<b>\"")).collect::<Vec<_>>().concat();
        let html = format!("<p class='x'{many}>word</p>");
        let page = limit(&html).0;
        assert!(
            page.len() < 10_000
                && page.ends_with(">word</p>")
                && page.starts_with("<p class='x' a0")
        );
    }
}
