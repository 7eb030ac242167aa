//! A page in one pass: its blocks of text as a reader sees them one below the other, and the
//! elements that hold them, with what tag, role and names say of each.

use ego_tree::{NodeId, iter::Edge};
use isnad_pack::markup::{MarkupKind, MarkupNames, MarkupSense};
use rustc_hash::FxHashMap;
use scraper::{Html, Node, node::Element};

use super::{
    dom::{Kind, is_inline, is_unseen, kind_of},
    stated,
};

/// Cells of a table up to so many bytes stand in one block with the rest of their row.
const CELL: usize = 120;

/// A block of text.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    start: usize,
    end: usize,
    /// Index of the innermost element that is no mere mark-up of words.
    pub(crate) element: usize,
    /// What the mark-up says of it.
    pub(crate) kind: Option<Kind>,
    /// Letters and digits; ideographs count twice.
    pub(crate) size: usize,
    /// Those that stand in links.
    pub(crate) linked: usize,
}

/// An element that makes a block.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The element around it; the first stands in itself.
    pub(crate) parent: usize,
    /// Its node in the document.
    pub(crate) node: NodeId,
    /// First of its blocks, and the block after the last.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The element after the last one inside.
    pub(crate) inner: usize,
    /// What it is.
    pub(crate) role: Role,
    /// What its names say that it is, instead of text of the article.
    pub(crate) other: Option<MarkupKind>,
    /// Whether its names call it the standfirst.
    pub(crate) lead: bool,
}

/// What an element is for the search of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Marked as the text of the article by `itemprop` or by its names.
    ArticleBody,
    /// `article`.
    Article,
    /// `main`, or the role of that name.
    Main,
    /// `html`, `body`: whatever their names say, they hold the article.
    Root,
    /// `h1`.
    Title,
    /// `ul`, `ol`, `dl`.
    List,
    /// `table`.
    Table,
    /// Anything else.
    Other,
}

/// Blocks and elements of a page, in the order of the document.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) parts: Vec<Part>,
}

impl Outline {
    /// The outline of a document.
    pub(crate) fn of(dom: &Html, names: &MarkupNames) -> Outline {
        let names = Senses { names, known: FxHashMap::default() };
        let mut walk =
            Walk { names, out: Outline::default(), open: Vec::new(), state: State::default() };
        let mut unseen = 0usize;
        for edge in dom.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) if unseen == 0 => walk.push(text),
                    Node::Element(e) if unseen > 0 || hides(e, &mut walk.names) => unseen += 1,
                    Node::Element(e) => walk.open(e, node.id()),
                    _ => {}
                },
                Edge::Close(node) => match node.value() {
                    Node::Element(_) if unseen > 0 => unseen -= 1,
                    Node::Element(e) => walk.close(e),
                    _ => {}
                },
            }
        }
        walk.out
    }

    /// The words of a block, white space collapsed.
    pub(crate) fn text(&self, piece: usize) -> &str {
        self.pieces.get(piece).and_then(|p| self.text.get(p.start..p.end)).unwrap_or_default()
    }

    /// How many elements of a role that hold text stand before each.
    pub(crate) fn count(&self, role: Role) -> Vec<usize> {
        let mut out = vec![0];
        for part in &self.parts {
            let more = part.role == role && part.last > part.first;
            out.push(out.last().copied().unwrap_or(0) + usize::from(more));
        }
        out
    }

    /// The parts around a block, innermost first.
    pub(crate) fn around(&self, part: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(part), |p| {
            self.parts.get(*p).map(|x| x.parent).filter(|up| up != p)
        })
    }
}

/// Whether nobody sees the text of an element.
fn hides<'d>(element: &'d Element, names: &mut Senses<'d, '_>) -> bool {
    let name = element.name();
    let covered = |said: &Said| said.hidden || said.names.other == Some(MarkupKind::Hidden);
    is_unseen(name) || (is_inline(name) && covered(&Said::of(element, names)))
}

/// The walk through the document.
struct Walk<'d, 'n> {
    names: Senses<'d, 'n>,
    out: Outline,
    /// Parts that are open.
    open: Vec<usize>,
    state: State,
}

/// The block that is being written.
#[derive(Default)]
struct State {
    start: usize,
    linked: usize,
    links: usize,
    kinds: Vec<Option<Kind>>,
    /// Where the open cell of a table begins.
    cell: Option<usize>,
}

impl<'d> Walk<'d, '_> {
    fn open(&mut self, element: &'d Element, node: NodeId) {
        let name = element.name();
        if name == "a" {
            self.state.links += 1;
        }
        if is_inline(name) {
            return;
        }
        let cell = matches!(name, "td" | "th");
        if cell && self.out.text.len() - self.state.start <= CELL {
            self.separate();
        } else {
            self.cut();
        }
        let kind = kind_of(name).or_else(|| self.inherited(name));
        self.state.kinds.push(kind);
        self.state.cell = cell.then_some(self.out.text.len());
        if name == "br" {
            return;
        }
        let (role, other, lead) = senses(name, &Said::of(element, &mut self.names));
        let first = self.out.pieces.len();
        let index = self.out.parts.len();
        let parent = self.open.last().copied().unwrap_or(index);
        let part = Part { parent, node, first, last: first, inner: index + 1, role, other, lead };
        self.out.parts.push(part);
        self.open.push(index);
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if name == "a" {
            self.state.links -= 1;
        }
        if is_inline(name) {
            return;
        }
        let long = |start: usize| self.out.text.len() - start > CELL;
        match self.state.cell.take() {
            Some(start)
                if matches!(name, "td" | "th") && start >= self.state.start && !long(start) => {}
            _ => self.cut(),
        }
        self.state.kinds.pop();
        if name == "br" {
            return;
        }
        let (pieces, parts) = (self.out.pieces.len(), self.out.parts.len());
        if let Some(part) = self.open.pop().and_then(|i| self.out.parts.get_mut(i)) {
            (part.last, part.inner) = (pieces, parts);
        }
    }

    /// The kind of the element around: a paragraph in the cell of a table is no row of it.
    fn inherited(&self, name: &str) -> Option<Kind> {
        let cell = matches!(name, "td" | "th");
        self.state.kinds.last().copied().flatten().filter(|k| *k != Kind::Row || cell)
    }

    /// Parts two cells of a row.
    fn separate(&mut self) {
        if self.out.text.len() > self.state.start && !self.out.text.ends_with("| ") {
            self.out.text.push_str(" | ");
        }
    }

    /// Adds text, runs of white space of mark-up as one blank.
    fn push(&mut self, text: &str) {
        let before = self.out.text.len();
        let fresh = before == self.state.start || self.out.text.ends_with(' ');
        if !fresh && text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.out.text.push(' ');
        }
        let mut words = text.split_ascii_whitespace();
        if let Some(word) = words.next() {
            self.out.text.push_str(word);
        }
        for word in words {
            self.out.text.push(' ');
            self.out.text.push_str(word);
        }
        if self.out.text.len() > self.state.start
            && !self.out.text.ends_with(' ')
            && text.ends_with(|c: char| c.is_ascii_whitespace())
        {
            self.out.text.push(' ');
        }
        if self.state.links > 0 {
            self.state.linked += self.out.text.len() - before;
        }
    }

    /// Ends the block.
    fn cut(&mut self) {
        let State { start, linked, .. } = self.state;
        self.state.linked = 0;
        self.state.start = self.out.text.len();
        let Some(raw) = self.out.text.get(start..).filter(|t| !t.is_empty()) else { return };
        let tail = raw.trim_end_matches(|c: char| c.is_whitespace() || c == '|');
        let text = tail.trim_start();
        if text.is_empty() {
            return;
        }
        let start = start + tail.len() - text.len();
        let size = stated::size(text);
        let piece = Piece {
            start,
            end: start + text.len(),
            element: self.open.last().copied().unwrap_or(0),
            kind: self.state.kinds.last().copied().flatten(),
            size,
            linked: size * linked.min(raw.len()) / raw.len(),
        };
        self.out.pieces.push(piece);
    }
}

/// What the attributes of an element say.
#[derive(Default)]
struct Said {
    /// What class and id say.
    names: MarkupSense,
    /// `itemprop`.
    property: Property,
    /// What the role says that it is.
    aria: Option<MarkupKind>,
    /// Whether it has the role of the main part.
    main: bool,
    /// Whether nobody sees it.
    hidden: bool,
}

/// A property that tells of the text.
#[derive(Default, PartialEq, Eq)]
enum Property {
    Body,
    Lead,
    #[default]
    Other,
}

impl Said {
    fn of<'d>(element: &'d Element, names: &mut Senses<'d, '_>) -> Said {
        let mut said = Said::default();
        for (name, value) in element.attrs() {
            match name {
                "class" | "id" => said.names = said.names.and(names.of(value)),
                "itemprop" if value == "articleBody" => said.property = Property::Body,
                "itemprop" if value == "alternativeHeadline" => said.property = Property::Lead,
                "role" => (said.aria, said.main) = (of_role(value), value == "main"),
                "hidden" => said.hidden = true,
                "aria-hidden" => said.hidden |= value == "true",
                "style" => said.hidden |= is_undisplayed(value),
                _ => {}
            }
        }
        said
    }
}

/// What names say, remembered: pages use the same ones over and over.
struct Senses<'d, 'n> {
    names: &'n MarkupNames,
    known: FxHashMap<&'d str, MarkupSense>,
}

impl<'d> Senses<'d, '_> {
    fn of(&mut self, value: &'d str) -> MarkupSense {
        *self.known.entry(value).or_insert_with(|| self.names.sense(value))
    }
}

fn of_role(role: &str) -> Option<MarkupKind> {
    match role {
        "navigation" | "menu" | "menubar" | "toolbar" => Some(MarkupKind::Menu),
        "complementary" => Some(MarkupKind::Sidebar),
        "contentinfo" | "search" | "dialog" | "alertdialog" | "tooltip" => {
            Some(MarkupKind::Service)
        }
        _ => None,
    }
}

fn of_tag(name: &str) -> Option<MarkupKind> {
    match name {
        "nav" | "menu" => Some(MarkupKind::Menu),
        "aside" => Some(MarkupKind::Sidebar),
        "footer" | "dialog" | "label" | "form" => Some(MarkupKind::Service),
        "address" => Some(MarkupKind::Author),
        _ => None,
    }
}

/// What tag and attributes of an element make of it: its role, what it is instead of article,
/// whether it is a standfirst.
fn senses(name: &str, said: &Said) -> (Role, Option<MarkupKind>, bool) {
    let tag = of_tag(name);
    let body = said.property == Property::Body || (said.names.body && tag.is_none());
    let role = match name {
        "html" | "body" => Role::Root,
        _ if body => Role::ArticleBody,
        "article" => Role::Article,
        "main" => Role::Main,
        "h1" => Role::Title,
        "ul" | "ol" | "dl" => Role::List,
        "table" => Role::Table,
        _ if said.main => Role::Main,
        _ => Role::Other,
    };
    let hidden = said.hidden.then_some(MarkupKind::Hidden);
    let other = match role {
        Role::Root => None,
        Role::ArticleBody => hidden,
        _ => tag.or(said.aria).or(hidden).or(said.names.other),
    };
    (role, other, said.names.lead || said.property == Property::Lead)
}

fn is_undisplayed(style: &str) -> bool {
    let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    rules.any(|(name, value)| {
        matches!((name.trim(), value.trim()), ("display", "none") | ("visibility", "hidden"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(html: &str) -> Outline {
        let pack = isnad_pack::Pack::builtin();
        Outline::of(&Html::parse_document(html), &pack.page.markup)
    }

    fn blocks(html: &str) -> Vec<(String, Option<Kind>)> {
        let outline = outline(html);
        (0..outline.pieces.len())
            .map(|i| (outline.text(i).to_owned(), outline.pieces[i].kind))
            .collect()
    }

    #[test]
    fn writes_what_a_reader_sees() {
        let html = "<head><title>x</title></head><h2>A <b>head</b></h2><p>One\n two<br>three</p>\
                    <script>no</script><ul><li>item</ul><figure><figcaption>cap</figcaption></figure>\
                    <table><tr><td>a<td>b<tr><td><p>c</table>";
        let want = [
            ("A head", Some(Kind::Heading)),
            ("One two", None),
            ("three", None),
            ("item", Some(Kind::Item)),
            ("cap", Some(Kind::Caption)),
            ("a | b", Some(Kind::Row)),
            ("c", None),
        ];
        assert_eq!(blocks(html), want.map(|(t, k)| (t.to_owned(), k)));
    }

    #[test]
    fn measures_links_and_ideographs() {
        let outline = outline("<p>four<a href=x>six<b>six</b></a><p>日本");
        let sizes: Vec<_> = outline.pieces.iter().map(|p| (p.size, p.linked)).collect();
        assert_eq!(sizes, [(10, 6), (4, 0)]);
    }

    #[test]
    fn tags_and_names_say_what_an_element_is() {
        let outline =
            outline("<main><nav>a</nav><div class='share-bar'>b</div><div itemprop=articleBody>c");
        let others: Vec<_> = outline.parts.iter().filter_map(|p| p.other).collect();
        assert_eq!(others, [MarkupKind::Menu, MarkupKind::Service]);
        assert_eq!(outline.count(Role::ArticleBody).last(), Some(&1));
    }
}
