//! Drawings as SVG: presentation attributes and classes only, for the policy of the pages allows no
//! style inside them. Each has a twin in words beside it.

pub(crate) mod dots;
pub(crate) mod lanes;
pub(crate) mod map;
pub(crate) mod marked;
pub(crate) mod tree;

use crate::html::{escape, number};

/// Mark-up that is being written.
#[derive(Debug, Default)]
pub(crate) struct Svg(String);

impl Svg {
    /// Opens an element with attributes: numbers are rounded, all else is escaped.
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, Value<'_>)]) {
        self.start(name, attributes);
        self.0.push('>');
    }

    /// Writes an element without content.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &[(&str, Value<'_>)]) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    fn start(&mut self, name: &str, attributes: &[(&str, Value<'_>)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            match value {
                Value::N(n) => number(&mut self.0, *n),
                Value::S(s) => escape(&mut self.0, s),
            }
            self.0.push('"');
        }
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element that holds text alone.
    pub(crate) fn text(&mut self, name: &str, attributes: &[(&str, Value<'_>)], text: &str) {
        self.open(name, attributes);
        escape(&mut self.0, text);
        self.close(name);
    }

    pub(crate) fn done(self) -> crate::html::Html {
        crate::html::Html::trusted(self.0)
    }
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    /// A number.
    N(f64),
    /// A text.
    S(&'a str),
}
