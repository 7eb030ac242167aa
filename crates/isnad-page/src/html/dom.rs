//! The blocks of text of a document, as a reader sees them one below the other.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

/// What the mark-up says of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A caption.
    Caption,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its words, white space collapsed.
    pub(crate) text: String,
    /// What the mark-up says of it.
    pub(crate) kind: Option<Kind>,
}

/// Elements whose text nobody sees.
pub(super) const UNSEEN: [&str; 11] = [
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "select",
    "button", "textarea",
];

/// Elements that flow within a line.
pub(super) const INLINE: [&str; 33] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "hi", "i", "ins", "kbd", "mark", "q", "ref", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "wbr",
];

/// Depth of nesting beyond which a page is not handed to code that descends by calling itself.
pub(crate) const MAX_DEPTH: usize = 400;

/// The blocks of a document in their order.
pub(crate) fn blocks(dom: &Html) -> Vec<Block> {
    let mut out = Writer::default();
    let mut unseen = 0usize;
    let mut kinds: Vec<Option<Kind>> = Vec::new();
    for edge in dom.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if opens && unseen == 0 => out.push(text),
            Node::Element(element) => {
                let name = element.name();
                if UNSEEN.contains(&name) {
                    if opens { unseen += 1 } else { unseen -= 1 }
                }
                if INLINE.contains(&name) {
                    continue;
                }
                if opens {
                    kinds.push(kind_of(name).or_else(|| kinds.last().copied().flatten()));
                } else {
                    kinds.pop();
                }
                out.cut(kinds.last().copied().flatten());
            }
            _ => {}
        }
    }
    out.cut(None);
    out.blocks
}

fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "li" | "dd" => Some(Kind::Item),
        "figcaption" => Some(Kind::Caption),
        _ => None,
    }
}

/// Collects text into blocks.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    text: String,
    kind: Option<Kind>,
}

impl Writer {
    /// Adds text, runs of white space of mark-up as one blank.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
            }
        }
    }

    /// Ends the block; the next is of kind `next`.
    fn cut(&mut self, next: Option<Kind>) {
        let text = self.text.trim();
        if !text.is_empty() {
            self.blocks.push(Block { text: text.to_owned(), kind: self.kind });
        }
        self.text.clear();
        self.kind = next;
    }
}

/// Number of nodes and depth of nesting.
pub(crate) fn size(dom: &Html) -> (usize, usize) {
    let (mut nodes, mut depth, mut deepest) = (0, 0usize, 0);
    for edge in dom.tree.root().traverse() {
        match edge {
            Edge::Open(_) => {
                nodes += 1;
                depth += 1;
                deepest = deepest.max(depth);
            }
            Edge::Close(_) => depth = depth.saturating_sub(1),
        }
    }
    (nodes, deepest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_what_a_reader_sees() {
        let html = "<head><title>x</title></head><h2>A <b>head</b></h2><p>One\n two<br>three</p>\
                    <script>no</script><ul><li>item</ul><figure><figcaption>cap</figcaption></figure>";
        let got: Vec<(String, Option<Kind>)> =
            blocks(&Html::parse_document(html)).into_iter().map(|b| (b.text, b.kind)).collect();
        let want = [
            ("A head", Some(Kind::Heading)),
            ("One two", None),
            ("three", None),
            ("item", Some(Kind::Item)),
            ("cap", Some(Kind::Caption)),
        ];
        assert_eq!(got, want.map(|(t, k)| (t.to_owned(), k)));
    }
}
