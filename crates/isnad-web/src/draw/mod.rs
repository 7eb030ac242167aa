//! Drawings as SVG: presentation attributes and classes only, for the policy of the pages allows no
//! style inside them. Each has a twin in words beside it.

pub(crate) mod dots;
pub(crate) mod lanes;
pub(crate) mod map;
pub(crate) mod marked;
pub(crate) mod tree;

use crate::html::{escape, number};
use crate::ui::Ui;

use Value::{N, S};

/// Mark-up that is being written.
#[derive(Debug, Default)]
pub(crate) struct Svg(String);

impl Svg {
    /// Begins a drawing of this size; its parts can be reached one by one.
    pub(crate) fn figure(class: &str, label: &str, (width, height): (f64, f64)) -> Svg {
        let mut svg = Svg::default();
        let frame = format!("0 0 {width:.0} {height:.0}");
        svg.open(
            "svg",
            &[
                ("class", S(class)),
                ("viewBox", S(&frame)),
                ("role", S("group")),
                ("aria-label", S(label)),
            ],
        );
        svg
    }

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
                N(n) => number(&mut self.0, *n),
                S(s) => escape(&mut self.0, s),
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

    /// Ends a drawing that [`Svg::figure`] began.
    pub(crate) fn end(mut self) -> crate::html::Html {
        self.close("svg");
        self.done()
    }

    pub(crate) fn done(self) -> crate::html::Html {
        crate::html::Html::trusted(self.0)
    }
}

/// Days from which on an axis has a mark in its middle, too.
const LONG: f64 = 3.0;

/// Writes the days at the ends of an axis, at this height; `x` says where a day stands.
fn ticks(svg: &mut Svg, ui: &Ui<'_>, (from, to): (f64, f64), y: f64, x: &impl Fn(f64) -> f64) {
    let date = |t: f64| ui.one_date(&isnad_text::Date::from_days(t.floor() as i64).to_string());
    let mut marks = vec![(from, date(from), "start")];
    if to - from > LONG {
        let middle = f64::midpoint(from, to);
        marks.push((middle, date(middle), "middle"));
    }
    if date(to) != date(from) {
        marks.push((to, date(to), "end"));
    }
    for (t, text, anchor) in marks {
        svg.text(
            "text",
            &[
                ("x", N(x(t))),
                ("y", N(y)),
                ("text-anchor", S(anchor)),
                ("direction", S(ui.dir())),
                ("class", S("tick")),
            ],
            &text,
        );
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
