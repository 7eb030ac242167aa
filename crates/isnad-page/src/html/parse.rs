//! A page to a tree. The tags are found here and the tree is built by html5ever: its tokenizer looks
//! at every character of a page, of which most are comments, scripts but for data in JSON-LD, styles,
//! drawings, pictures and attributes that nobody reads. They are passed over in the search for what is
//! read, which makes parsing twice as fast, and no copy of the page is made.

use ego_tree::NodeId;
use html5ever::{
    LocalName, QualName, ns,
    tendril::StrTendril,
    tokenizer::{Doctype, Tag as Token, TagKind, Token as Event, TokenSink},
    tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink},
};
use memchr::memchr;
use scraper::{Html, HtmlTreeSink};

use super::{
    guard::{ATTRIBUTES, Limits, Sort, sort_of},
    tag::{Tag, attribute, end_of, end_of_content, end_of_markup, tag_at},
};
use crate::{Diagnostic, entity};

/// Bytes up to which the value of an attribute of data may be a name.
const NAME: usize = 40;

/// The tree of a page, and what was left out of it.
pub(crate) fn parse(html: &str) -> (Html, Option<Diagnostic>) {
    let sink = HtmlTreeSink::new(Html::new_document());
    let tree = TreeBuilder::new(sink, TreeBuilderOpts::default());
    let mut reader = Reader { html, tree, limits: Limits::default(), text: 0 };
    // The rules for old pages differ only in where a table stands.
    reader.emit(Event::DoctypeToken(Doctype { name: Some("html".into()), ..Doctype::default() }));
    reader.run();
    reader.emit(Event::EOFToken);
    reader.tree.end();
    (reader.tree.sink.finish(), reader.limits.remark(html.len()))
}

/// The pass over the tags of a page.
struct Reader<'h> {
    html: &'h str,
    tree: TreeBuilder<NodeId, HtmlTreeSink>,
    limits: Limits<'h>,
    /// Where the text begins that is not yet in the tree.
    text: usize,
}

impl<'h> Reader<'h> {
    fn run(&mut self) {
        let (html, mut at) = (self.html, 0);
        while let Some(found) = html.as_bytes().get(at..).and_then(|rest| memchr(b'<', rest)) {
            let start = at + found;
            if self.limits.end(start) {
                return self.write(start, start);
            }
            at = if let Some(tag) = tag_at(html, start) {
                self.step(&tag)
            } else if let Some(end) = end_of_markup(html, start) {
                self.write(start, end);
                end
            } else {
                start + 1
            };
        }
        self.write(html.len(), html.len());
    }

    /// Takes one tag; returns where to go on.
    fn step(&mut self, tag: &Tag<'h>) -> usize {
        let sort = sort_of(tag.name);
        let admitted = tag.closes || self.limits.admit(sort);
        if tag.closes {
            self.limits.close(tag.name, sort);
        }
        if matches!(sort, Sort::Raw | Sort::Drawing) && admitted && !tag.closes {
            return self.raw(tag);
        }
        if tag.closes || !admitted || sort == Sort::Picture {
            let end = end_of(self.html, tag);
            self.write(tag.start, end);
            if tag.closes {
                self.tag(tag, Vec::new(), false);
            }
            return end;
        }
        self.limits.open(tag.name, sort);
        self.open(tag)
    }

    /// Opens an element; returns where its tag ends.
    fn open(&mut self, tag: &Tag<'h>) -> usize {
        let (attributes, end) = self.attributes(tag);
        self.write(tag.start, end);
        let empty = self.html.get(..end).is_some_and(|page| page.ends_with("/>"));
        self.tag(tag, attributes, empty);
        end
    }

    /// The attributes of a tag that somebody reads, up to the limit, and where the tag ends.
    fn attributes(&mut self, tag: &Tag<'h>) -> (Vec<html5ever::Attribute>, usize) {
        let (mut at, mut count) = (tag.name_end, 0);
        let mut out: Vec<html5ever::Attribute> = Vec::new();
        let end = loop {
            let attribute = match attribute(self.html.as_bytes(), at) {
                Ok(attribute) => attribute,
                Err(end) => break end,
            };
            count += 1;
            at = attribute.end;
            let name = self.html.get(attribute.name).unwrap_or_default();
            let value = self.html.get(attribute.value).unwrap_or_default();
            if count > ATTRIBUTES || is_needless(tag.name, name, value) {
                continue;
            }
            let name = local(name);
            // Of two attributes of a name the first counts.
            if out.iter().all(|a| a.name.local != name) {
                let value = StrTendril::from_slice(&entity::decode(value, true));
                let name = QualName::new(None, ns!(), name);
                out.push(html5ever::Attribute { name, value });
            }
        };
        self.limits.count_attributes(count);
        (out, end)
    }

    /// An element whose content is no mark-up: what is read of it goes into the tree.
    fn raw(&mut self, tag: &Tag<'h>) -> usize {
        let inner = end_of(self.html, tag);
        let whole = self.html.get(tag.start..inner).unwrap_or_default();
        if tag.name.eq_ignore_ascii_case("svg") && whole.ends_with("/>") {
            self.write(tag.start, inner);
            return inner;
        }
        let (content, end) = end_of_content(self.html, tag.name, inner);
        let title = tag.name.eq_ignore_ascii_case("title");
        let data = tag.name.eq_ignore_ascii_case("script") && whole.contains("ld+json");
        if !title && !data {
            self.write(tag.start, end);
            return end;
        }
        self.open(tag);
        let text = self.html.get(inner..content).unwrap_or_default();
        let text = if title { entity::decode(text, false) } else { text.into() };
        self.emit(Event::CharacterTokens(StrTendril::from_slice(&text)));
        self.tag(&Tag { closes: true, ..*tag }, Vec::new(), false);
        self.text = end;
        end
    }

    /// Writes the text up to a place; what follows begins at another.
    fn write(&mut self, end: usize, next: usize) {
        let text = self.html.get(self.text..end).unwrap_or_default();
        self.text = next;
        if text.is_empty() {
            return;
        }
        // Readers see white space between tags as one blank, and much of a page is that.
        let blank = text.bytes().all(|b| b.is_ascii_whitespace());
        let text = if blank { "\n".into() } else { entity::decode(text, false) };
        self.emit(Event::CharacterTokens(StrTendril::from_slice(&text)));
    }

    fn tag(&mut self, tag: &Tag<'_>, attrs: Vec<html5ever::Attribute>, self_closing: bool) {
        let kind = if tag.closes { TagKind::EndTag } else { TagKind::StartTag };
        let name = local(tag.name);
        let had_duplicate_attributes = false;
        self.emit(Event::TagToken(Token {
            kind,
            name,
            self_closing,
            attrs,
            had_duplicate_attributes,
        }));
    }

    /// Hands a token to the builder of the tree. What it answers is known here: which elements hold
    /// no mark-up, and that scripts do not run.
    fn emit(&mut self, token: Event) {
        let _ = self.tree.process_token(token, 1);
    }
}

/// A name in lower case.
fn local(name: &str) -> LocalName {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        LocalName::from(name.to_ascii_lowercase())
    } else {
        LocalName::from(name)
    }
}

/// Whether nothing is read from an attribute: where links and pictures lead, sizes, scripts, styles
/// that do not hide, labels for those who cannot see, data of scripts that is longer than a name.
fn is_needless(tag: &str, name: &str, value: &str) -> bool {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    let begins =
        |with: &str| name.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    match name.bytes().next().map(|b| b.to_ascii_lowercase()) {
        Some(b'h') => is("href") && tag.eq_ignore_ascii_case("a"),
        Some(b's') if is("style") => !value.contains("none") && !value.contains("hidden"),
        Some(b's') => is("src") || is("srcset") || is("sizes"),
        Some(b'o') => begins("on"),
        Some(b'd') => value.len() > NAME && begins("data-"),
        Some(b'w') => is("width"),
        Some(b't') => is("target") || is("tabindex") || is("title"),
        Some(b'a') => is("alt") || (begins("aria-") && !is("aria-hidden")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page as the tree has it.
    fn tree(html: &str) -> String {
        let html = parse(html).0.html();
        html.replace("<!DOCTYPE html>", "")
    }

    fn body(html: &str) -> String {
        let tree = tree(html);
        let (_, body) = tree.split_once("<body>").unwrap_or_default();
        body.trim_end_matches("</html>").trim_end_matches("</body>").to_owned()
    }

    #[test]
    fn builds_the_tree_that_browsers_build() {
        for (html, want) in [
            ("<P Class=a CLASS=b>x<br/>y<p>z", "<p class=\"a\">x<br>y</p><p>z</p>"),
            ("<b><p>x</b>y</p>", "<b></b><p><b>x</b>y</p>"),
            ("<table>a<tr><td>b</table>", "a<table><tbody><tr><td>b</td></tr></tbody></table>"),
            ("1 < 2 &amp;&lt; &nbsp3 & 4 &notit;", "1 &lt; 2 &amp;&lt; &nbsp;3 &amp; 4 ¬it;"),
            ("<p id='a&amp;b&copy=c'>x<!-- <p> -->y<?p?>z", "<p id=\"a&amp;b&amp;copy=c\">xyz</p>"),
            ("a<3 b</3>c", "a&lt;3 bc"),
        ] {
            assert_eq!(body(html), want, "{html}");
        }
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let html = "a<!--> b<script>'<p>'</SCRIPT >c<style>d</style><!-- <p> -->e<svg/>f<svg><path/>\
                    </svg><img src=x>g<script>h";
        assert_eq!(body(html), "a bcefg");
        let html = "<p a=1 SRC = x src='>' class=c onclick=\"f('>')\" style='color:red' id=i>t<b style=display:none>";
        let want = "<p a=\"1\" class=\"c\" id=\"i\">t<b style=\"display:none\"></b></p>";
        assert_eq!(body(html), want);
    }

    #[test]
    fn titles_and_data_are_text() {
        let html = "<title>a &amp; <b></title><script type=application/ld+json>{\"a\":\"&amp;<p>\"}</script>b";
        let want = "<html><head><title>a &amp; &lt;b&gt;</title><script type=\"application/ld+json\">\
                    {\"a\":\"&amp;<p>\"}</script></head><body>b</body></html>";
        assert_eq!(tree(html), want);
        assert_eq!(tree("<title>a"), "<html><head><title>a</title></head><body></body></html>");
    }
}
