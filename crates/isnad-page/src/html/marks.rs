//! What a page marks for machines and what it shows in short lines: one walk over the document, from
//! which all metadata is read.

use ego_tree::{NodeRef, iter::Edge};
use isnad_pack::fields::{FieldWords, Roles};
use scraper::{Html, Node, node::Element};

use super::dom::{is_inline, is_unseen};

/// Bytes beyond which a block is text and neither date line nor byline.
const SHORT: usize = 240;
/// Bytes and nodes of an element that are read for its text.
const TEXT: usize = 600;
const NODES: usize = 200;
/// Elements of one sort that are kept: no article has more.
const MOST: usize = 60;

/// A block of text that readers see.
#[derive(Debug)]
pub(crate) struct Shown<'d> {
    /// Its words, or nothing if it is long.
    pub(crate) text: String,
    /// Its length in bytes.
    pub(crate) bytes: usize,
    /// The text nodes of which it consists.
    pub(crate) parts: Vec<NodeRef<'d, Node>>,
}

impl Shown<'_> {
    /// Whether it is a paragraph of running text.
    pub(crate) fn is_long(&self) -> bool {
        self.bytes > SHORT
    }
}

/// A heading of the first order.
#[derive(Debug)]
pub(crate) struct Head {
    /// Its words.
    pub(crate) text: String,
    /// What its class says.
    pub(crate) roles: Roles,
    /// Index of its block.
    pub(crate) at: usize,
}

/// A moment that is marked as such.
#[derive(Debug)]
pub(crate) struct Time {
    /// The value for machines, else its words.
    pub(crate) value: String,
    /// What class and property say.
    pub(crate) roles: Roles,
    /// Name of the property, if it is one of microdata.
    pub(crate) prop: String,
    /// Index of the block in which it stands.
    pub(crate) at: usize,
}

/// A property of microdata, or a link to the author.
#[derive(Debug)]
pub(crate) struct Prop {
    /// Its name.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: String,
}

/// What a page marks.
#[derive(Debug, Default)]
pub(crate) struct Marks<'d> {
    /// `meta` elements: name in lower case, content.
    pub(crate) tags: Vec<(String, String)>,
    /// Structured data as text.
    pub(crate) scripts: Vec<String>,
    /// Canonical address.
    pub(crate) canonical: Option<String>,
    /// Language that the page claims.
    pub(crate) lang: Option<String>,
    /// Direction that the page claims.
    pub(crate) dir: Option<String>,
    /// Title of the tab.
    pub(crate) tab: Option<String>,
    /// Headings of the first order.
    pub(crate) heads: Vec<Head>,
    /// Moments.
    pub(crate) times: Vec<Time>,
    /// Properties.
    pub(crate) props: Vec<Prop>,
    /// What readers see, block by block.
    pub(crate) shown: Vec<Shown<'d>>,
}

impl<'d> Marks<'d> {
    /// Walks over a document.
    pub(crate) fn of(dom: &'d Html, words: &FieldWords) -> Marks<'d> {
        let mut walk = Walk { marks: Marks::default(), block: Shown::none(), words };
        let mut unseen = 0usize;
        for edge in dom.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) if unseen == 0 => walk.text(node, text),
                    Node::Element(element) => {
                        unseen += usize::from(is_unseen(element.name()));
                        walk.open(node, element, unseen > 0);
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        if is_unseen(element.name()) {
                            unseen = unseen.saturating_sub(1);
                        }
                        if !is_inline(element.name()) {
                            walk.cut();
                        }
                    }
                }
            }
        }
        walk.cut();
        walk.marks
    }

    /// The first of some `meta` elements that is there, in the order of the names.
    pub(crate) fn tag(&self, names: &[&str]) -> Option<(&str, &str)> {
        names.iter().find_map(|name| {
            let found = self.tags.iter().find(|(key, _)| key == name)?;
            Some((found.0.as_str(), found.1.as_str()))
        })
    }

    /// The blocks around the title: from a few above it to the second paragraph below it.
    pub(crate) fn zone(&self, title: Option<usize>) -> std::ops::Range<usize> {
        let first =
            |from: usize| self.shown.iter().skip(from).position(Shown::is_long).map(|i| i + from);
        let from = title.or_else(|| first(0)).unwrap_or(0);
        let below = first(from + 1).map(|i| first(i + 1).unwrap_or(i));
        let end = below.map_or(from + 40, |i| i.min(from + 60)).min(self.shown.len());
        let above = if title.is_some() { 8 } else { 16 };
        from.saturating_sub(above).min(end)..end
    }
}

impl Shown<'_> {
    fn none() -> Self {
        Shown { text: String::new(), bytes: 0, parts: Vec::new() }
    }
}

/// The state of the walk.
struct Walk<'d, 'w> {
    marks: Marks<'d>,
    block: Shown<'d>,
    words: &'w FieldWords,
}

impl<'d> Walk<'d, '_> {
    fn text(&mut self, node: NodeRef<'d, Node>, text: &str) {
        let bytes = text.trim().len();
        self.block.bytes += bytes;
        if self.block.is_long() {
            return;
        }
        if bytes > 0 {
            self.block.parts.push(node);
        }
        push_words(&mut self.block.text, text);
    }

    /// Ends a block.
    fn cut(&mut self) {
        let mut block = std::mem::replace(&mut self.block, Shown::none());
        if block.is_long() {
            (block.text, block.parts) = (String::new(), Vec::new());
        } else {
            block.text.truncate(block.text.trim_end().len());
            if block.text.is_empty() {
                return;
            }
        }
        self.marks.shown.push(block);
    }

    fn open(&mut self, node: NodeRef<'d, Node>, element: &Element, unseen: bool) {
        let name = element.name();
        if !is_inline(name) {
            self.cut();
        }
        match name {
            "meta" => self.meta(element),
            "link" => self.link(element),
            "html" | "body" => self.page(element),
            "script" if is_data(element) && self.marks.scripts.len() < MOST => {
                let text = node.children().filter_map(|c| c.value().as_text().map(|t| &**t));
                self.marks.scripts.push(text.collect());
            }
            "title" if self.marks.tab.is_none() => self.marks.tab = Some(short_text(node)),
            "h1" if !unseen && self.marks.heads.len() < MOST => self.head(node, element),
            _ => {}
        }
        if name != "meta" && !unseen {
            self.property(node, element, name == "time");
        }
    }

    fn meta(&mut self, element: &Element) {
        let content = attr(element, "content").unwrap_or_default().trim();
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = attr(element, key).filter(|_| !content.is_empty()) {
                self.marks.tags.push((name.trim().to_ascii_lowercase(), content.to_owned()));
            }
        }
    }

    fn link(&mut self, element: &Element) {
        let canonical = attr(element, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"));
        let href = attr(element, "href").map(str::trim).filter(|u| u.contains("://"));
        if let (true, Some(href), None) = (canonical, href, &self.marks.canonical) {
            self.marks.canonical = Some(href.to_owned());
        }
    }

    fn page(&mut self, element: &Element) {
        let said = |name: &str| attr(element, name).map(|v| v.trim().to_ascii_lowercase());
        let marks = &mut self.marks;
        marks.lang = marks.lang.take().or_else(|| said("lang")).filter(|l| !l.is_empty());
        marks.dir = marks.dir.take().or_else(|| said("dir")).filter(|d| d == "rtl" || d == "ltr");
    }

    fn head(&mut self, node: NodeRef<'d, Node>, element: &Element) {
        let roles = self.words.roles(attr(element, "class").unwrap_or_default());
        let at = self.marks.shown.len();
        self.marks.heads.push(Head { text: short_text(node), roles, at });
    }

    /// Moments, microdata and links to authors.
    fn property(&mut self, node: NodeRef<'d, Node>, element: &Element, time: bool) {
        let (mut prop, mut datetime, mut author) = ("", None, false);
        for (name, value) in element.attrs() {
            match name {
                "itemprop" => prop = value,
                "datetime" => datetime = Some(value),
                "rel" => author = value.split_ascii_whitespace().any(|r| r == "author"),
                "pubdate" if time => prop = "datePublished",
                _ => {}
            }
        }
        let dated = time || datetime.is_some() || prop.starts_with("date");
        if dated && self.marks.times.len() < MOST {
            let value = datetime.or_else(|| attr(element, "content")).filter(|v| !v.is_empty());
            let value = value.map_or_else(|| short_text(node), str::to_owned);
            let class = attr(element, "class").unwrap_or_default();
            let (roles, at) = (self.words.roles(class), self.marks.shown.len());
            self.marks.times.push(Time { value, roles, prop: prop.to_owned(), at });
        } else if (author || matches!(prop, "author" | "creator" | "articleSection"))
            && self.marks.props.len() < MOST
        {
            let name = if prop.is_empty() { "rel:author".to_owned() } else { prop.to_owned() };
            let value = attr(element, "content").map_or_else(|| short_text(node), str::to_owned);
            self.marks.props.push(Prop { name, value });
        }
    }
}

/// An attribute by its name: elements have few, and a search for a name in order costs more.
fn attr<'e>(element: &'e Element, wanted: &str) -> Option<&'e str> {
    element.attrs().find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

fn is_data(script: &Element) -> bool {
    attr(script, "type")
        .is_some_and(|t| t.trim().to_ascii_lowercase().starts_with("application/ld+json"))
}

/// Adds text, runs of white space as one blank.
fn push_words(out: &mut String, text: &str) {
    let part = |out: &mut String| {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    if text == "\n" {
        return part(out);
    }
    if text.starts_with(char::is_whitespace) {
        part(out);
    }
    for (i, word) in text.split_whitespace().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    if text.ends_with(char::is_whitespace) {
        part(out);
    }
}

/// The text of an element, as far as it may be a name or a headline.
pub(crate) fn short_text(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for child in node.descendants().take(NODES) {
        match child.value() {
            Node::Text(text) => push_words(&mut out, text),
            Node::Element(e) if !is_inline(e.name()) => push_words(&mut out, " "),
            _ => {}
        }
        if out.len() > TEXT {
            break;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What the classes of the nearest elements above a text say of it.
pub(crate) fn roles_above(node: NodeRef<'_, Node>, levels: usize, words: &FieldWords) -> Roles {
    let elements = node.ancestors().filter_map(|n| n.value().as_element()).take(levels);
    elements
        .take_while(|e| !matches!(e.name(), "article" | "main" | "body"))
        .flat_map(Element::attrs)
        .filter(|(name, _)| matches!(*name, "class" | "id" | "itemprop" | "data-testid"))
        .fold(Roles::default(), |roles, (_, value)| roles.and(words.roles(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_pack::Pack;

    #[test]
    fn one_walk_finds_what_is_marked() {
        let html = "<html lang=AR dir=RTL><head><title>ت - موقع</title>\
            <meta property=og:title content=ت><link rel=canonical href=https://a.example/1></head><body>\
            <nav>قائمة</nav><h1 class=site-logo>ت</h1>\
            <div class=post-byline>كتب <a rel=author href=/x>سامي ناصر</a></div>\
            <time datetime=2021-09-03 itemprop=datePublished>3 أيلول</time>\
            <script type='application/ld+json'>{}</script></body></html>";
        let dom = Html::parse_document(html);
        let pack = Pack::builtin();
        let marks = Marks::of(&dom, &pack.page.fields);
        assert_eq!(marks.tag(&["og:title"]), Some(("og:title", "ت")));
        assert_eq!((marks.lang.as_deref(), marks.dir.as_deref()), (Some("ar"), Some("rtl")));
        assert_eq!(marks.canonical.as_deref(), Some("https://a.example/1"));
        assert_eq!(marks.tab.as_deref(), Some("ت - موقع"));
        assert!(marks.heads[0].roles.site && marks.heads[0].at == 1);
        assert_eq!(
            (marks.times[0].value.as_str(), marks.times[0].prop.as_str()),
            ("2021-09-03", "datePublished")
        );
        assert_eq!(marks.props[0].value, "سامي ناصر");
        assert_eq!(marks.scripts, ["{}"]);
        let shown: Vec<&str> = marks.shown.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(shown, ["قائمة", "ت", "كتب سامي ناصر", "3 أيلول"]);
        assert!(roles_above(marks.shown[2].parts[0], 2, &pack.page.fields).author);
    }
}
