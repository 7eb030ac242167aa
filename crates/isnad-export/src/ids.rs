//! Ids of facts: short, the same on every desk, and enough to find the fact again.
//!
//! `3fa2c1.e7` is the seventh event of the page whose source hashes to `3fa2c1…`.

use isnad_extract::Record;
use isnad_text::Span;
use sha2::{Digest, Sha256};

/// The lists of a record whose facts have ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Entities named in the text.
    Mention,
    /// Reported speech.
    Quote,
    /// Events.
    Event,
    /// Numbers that count or measure.
    Figure,
    /// Time expressions.
    Date,
    /// Standing relations.
    Ledger,
    /// Details on which pages may differ.
    Attribute,
}

impl Layer {
    /// All layers.
    pub const ALL: [Layer; 7] = [
        Layer::Mention,
        Layer::Quote,
        Layer::Event,
        Layer::Figure,
        Layer::Date,
        Layer::Ledger,
        Layer::Attribute,
    ];

    /// The letter that stands for it in ids.
    pub fn letter(self) -> char {
        match self {
            Layer::Mention => 'm',
            Layer::Quote => 'q',
            Layer::Event => 'e',
            Layer::Figure => 'f',
            Layer::Date => 'd',
            Layer::Ledger => 'l',
            Layer::Attribute => 'a',
        }
    }

    /// What one fact of it is called.
    pub fn name(self) -> &'static str {
        match self {
            Layer::Mention => "mention",
            Layer::Quote => "quote",
            Layer::Event => "event",
            Layer::Figure => "figure",
            Layer::Date => "date",
            Layer::Ledger => "ledger entry",
            Layer::Attribute => "attribute",
        }
    }
}

/// SHA-256 in hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The short name of a page in ids: six hexadecimal digits of the hash of its source.
pub fn page_key(source: &str) -> String {
    sha256_hex(source.as_bytes()).chars().take(6).collect()
}

/// The name of a page in addresses and decisions: twelve hexadecimal digits of the hash of its source.
pub fn page_id(source: &str) -> String {
    sha256_hex(source.as_bytes()).chars().take(12).collect()
}

/// The id of a fact; `index` counts from 0 in the list of its layer.
pub fn fact_id(page_key: &str, layer: Layer, index: usize) -> String {
    format!("{page_key}.{}{}", layer.letter(), index + 1)
}

/// Page key (or the beginning of one), layer and index of an id; `None` if it is none.
pub fn parse_fact_id(id: &str) -> Option<(&str, Layer, usize)> {
    let (page, fact) = id.split_once('.')?;
    let mut chars = fact.chars();
    let letter = chars.next()?;
    let layer = Layer::ALL.into_iter().find(|l| l.letter() == letter)?;
    let number: usize = chars.as_str().parse().ok()?;
    let is_key = !page.is_empty() && page.chars().all(|c| c.is_ascii_hexdigit());
    is_key.then_some((page, layer, number.checked_sub(1)?))
}

/// Where the facts of a layer stand in the text of their article, in their order.
pub fn spans(record: &Record, layer: Layer) -> Vec<Span> {
    match layer {
        Layer::Mention => record.mentions.iter().map(|f| f.span).collect(),
        Layer::Quote => record.quotes.iter().map(|f| f.span).collect(),
        Layer::Event => record.events.iter().map(|f| f.span).collect(),
        Layer::Figure => record.figures.iter().map(|f| f.span).collect(),
        Layer::Date => record.dates.iter().map(|f| f.span).collect(),
        Layer::Ledger => record.ledger.iter().map(|f| f.span).collect(),
        Layer::Attribute => record.attributes.iter().map(|f| f.span).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_lead_back() {
        let key = page_key("pages/one.txt");
        assert_eq!(key.len(), 6);
        for layer in Layer::ALL {
            let id = fact_id(&key, layer, 6);
            assert_eq!(parse_fact_id(&id), Some((key.as_str(), layer, 6)), "{id}");
        }
    }

    #[test]
    fn other_strings_are_no_ids() {
        for id in ["", "e7", "3fa2c1.", "3fa2c1.e0", "3fa2c1.x1", "zz.e1", ".e1", "3fa2c1.e-1"] {
            assert_eq!(parse_fact_id(id), None, "{id}");
        }
    }
}
