//! What the elements of HTML are to a reader: seen or not, in the line or blocks of their own.

/// What the mark-up says of a block of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A quotation set apart.
    Quote,
    /// A caption.
    Caption,
}

/// The kind of the blocks in an element, if its tag says one.
pub(crate) fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "li" | "dd" | "dt" => Some(Kind::Item),
        "tr" => Some(Kind::Row),
        "figcaption" | "figure" => Some(Kind::Caption),
        "blockquote" => Some(Kind::Quote),
        _ => None,
    }
}

/// Whether nobody sees the text of an element.
pub(crate) fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "object"
            | "select"
            | "button"
            | "textarea"
            | "video"
            | "audio"
            | "canvas"
            | "datalist"
    )
}

/// Whether an element flows within a line.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "link"
            | "mark"
            | "meta"
            | "nobr"
            | "picture"
            | "q"
            | "rb"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "track"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
