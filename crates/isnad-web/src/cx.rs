//! What the drawing of a page has at hand, and what it gives back.

use std::ops::Deref;

use isnad_store::Desk;

use crate::Core;
use crate::app::{App, Status};
use crate::fault::Fault;
use crate::guard::Form;
use crate::names::Names;
use crate::ui::Ui;

/// The forms in which an address may be asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    #[default]
    Html,
    Json,
    Csv,
    Text,
}

impl Shape {
    const ENDINGS: [(Shape, &'static str); 3] =
        [(Shape::Json, ".json"), (Shape::Csv, ".csv"), (Shape::Text, ".txt")];

    /// The shape that an address asks for, and the address without it.
    pub(crate) fn of(path: &str) -> (Shape, &str) {
        let ending = Shape::ENDINGS
            .into_iter()
            .find_map(|(shape, ending)| path.strip_suffix(ending).map(|rest| (shape, rest)));
        ending.unwrap_or((Shape::Html, path))
    }
}

/// An answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    /// Media type.
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

impl Body {
    pub(crate) fn html(template: &impl askama::Template) -> Result<Body, Fault> {
        Ok(Body { kind: "text/html; charset=utf-8", text: template.render()? })
    }

    pub(crate) fn json(text: String) -> Body {
        Body { kind: "application/json", text }
    }

    /// A table; cells that a spreadsheet would take for a formula are given a mark before them.
    pub(crate) fn csv(rows: &[Vec<String>]) -> Body {
        let mut text = String::new();
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
        Body { kind: "text/csv; charset=utf-8", text }
    }

    pub(crate) fn text(text: String) -> Body {
        Body { kind: "text/plain; charset=utf-8", text }
    }
}

fn csv_cell(cell: &str) -> String {
    let safe = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
    {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if safe.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// A request for a page.
pub(crate) struct Cx<'a> {
    pub(crate) app: &'a App,
    pub(crate) ui: Ui<'a>,
    pub(crate) desk: &'a Desk,
    pub(crate) names: Names<'a>,
    /// The address without its ending.
    pub(crate) path: &'a str,
    pub(crate) shape: Shape,
    pub(crate) query: &'a Form,
    pub(crate) status: Status,
}

impl<'a> Cx<'a> {
    pub(crate) fn core(&self) -> &'a dyn Core {
        self.app.core.as_ref()
    }

    /// The parts of the address.
    pub(crate) fn part(&self, index: usize) -> String {
        let part = self.path.split('/').filter(|p| !p.is_empty()).nth(index).unwrap_or_default();
        percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned()
    }

    /// A value of the query that is not empty.
    pub(crate) fn asked(&self, name: &str) -> Option<&'a str> {
        self.query.get(name).map(str::trim).filter(|v| !v.is_empty())
    }

    /// Which page of a list is asked for, from 0.
    pub(crate) fn sheet(&self) -> Result<usize, Fault> {
        let number = self.asked("page").map_or(Ok(1), str::parse::<usize>);
        match number {
            Ok(n @ 1..=1_000_000) => Ok(n - 1),
            _ => Err(Fault::Bad("error.page")),
        }
    }

    /// What every page shows around its own part.
    pub(crate) fn frame(&self, title: String) -> Frame<'a> {
        let pairs = self.query.pairs().filter(|(name, _)| *name != "lang");
        let part = crate::link::part;
        let pairs =
            pairs.flat_map(|(name, value)| [part(name), "=".into(), part(value), "&".into()]);
        let query: String = pairs.collect();
        Frame {
            ui: self.ui,
            title,
            here: self.path.to_owned(),
            query,
            token: self.app.token.clone(),
            status: self.status,
            desk: self.app.name(),
            has_json: false,
            has_csv: false,
            style: crate::app::stamp("isnad.css"),
            script: crate::app::stamp("isnad.js"),
        }
    }
}

/// What every page shows around its own part.
pub(crate) struct Frame<'a> {
    ui: Ui<'a>,
    pub(crate) title: String,
    /// The address without its query.
    pub(crate) here: String,
    /// The query without the language, with `&` behind each pair.
    pub(crate) query: String,
    /// What forms must hold.
    pub(crate) token: String,
    pub(crate) status: Status,
    /// The desk file.
    pub(crate) desk: String,
    pub(crate) has_json: bool,
    pub(crate) has_csv: bool,
    /// Versions of style and script, so that browsers ask for them only when they change.
    pub(crate) style: &'static str,
    /// See `style`.
    pub(crate) script: &'static str,
}

impl Frame<'_> {
    /// Says that the page is also there as JSON, or as a table.
    pub(crate) fn with(mut self, json: bool, csv: bool) -> Self {
        (self.has_json, self.has_csv) = (json, csv);
        self
    }

    /// The address of this page in another form.
    pub(crate) fn other(&self, ending: &str) -> String {
        let path = if self.here == "/" { "/stories" } else { self.here.as_str() };
        let query = self.query.trim_end_matches('&');
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{path}.{ending}{mark}{query}")
    }

    /// The query without the number of the sheet, for links to other sheets.
    pub(crate) fn query_without_page(&self) -> String {
        let pairs = self.query.split_inclusive('&').filter(|pair| !pair.starts_with("page="));
        pairs.collect()
    }

    /// Where the reader is, to come back to.
    pub(crate) fn back(&self) -> String {
        let query = self.query.trim_end_matches('&');
        if query.is_empty() { self.here.clone() } else { format!("{}?{query}", self.here) }
    }

    /// The settings, from where the reader comes back here.
    pub(crate) fn settings_href(&self) -> String {
        if self.is_at("/settings") {
            return self.here.clone();
        }
        format!("/settings?back={}", crate::link::part(&self.back()))
    }

    /// Whether this page stands under an entry of the menu.
    pub(crate) fn is_at(&self, prefix: &str) -> bool {
        self.here == prefix || self.here.strip_prefix(prefix).is_some_and(|r| r.starts_with('/'))
    }
}

impl<'a> Deref for Frame<'a> {
    type Target = Ui<'a>;

    fn deref(&self) -> &Ui<'a> {
        &self.ui
    }
}

/// The sheets of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheets {
    /// This one, from 0.
    at: usize,
    /// Whether another one follows.
    has_more: bool,
}

impl Sheets {
    pub(crate) fn new(at: usize, has_more: bool) -> Sheets {
        Sheets { at, has_more }
    }

    /// The sheets of a list of which one entry more than a sheet holds was asked for; cuts it off.
    pub(crate) fn cut<T>(at: usize, size: usize, entries: &mut Vec<T>) -> Sheets {
        let has_more = entries.len() > size;
        entries.truncate(size);
        Sheets { at, has_more }
    }

    /// One sheet of a list that is at hand as a whole.
    pub(crate) fn of<T>(at: usize, size: usize, all: &[T]) -> (Sheets, &[T]) {
        let rest = all.get(at.saturating_mul(size)..).unwrap_or_default();
        let has_more = rest.len() > size;
        (Sheets { at, has_more }, rest.get(..size).unwrap_or(rest))
    }

    pub(crate) fn before(&self) -> Option<usize> {
        (self.at > 0).then_some(self.at)
    }

    pub(crate) fn after(&self) -> Option<usize> {
        self.has_more.then_some(self.at + 2)
    }

    pub(crate) fn number(&self) -> usize {
        self.at + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_no_formulas() {
        let rows = [vec!["=HYPERLINK(\"x\")".to_owned(), "-5".into(), "a,b\n\"c\"".into()]];
        assert_eq!(Body::csv(&rows).text, "\"'=HYPERLINK(\"\"x\"\")\",-5,\"a,b\n\"\"c\"\"\"\r\n");
    }

    #[test]
    fn endings_tell_the_shape() {
        assert_eq!(Shape::of("/story/a.json"), (Shape::Json, "/story/a"));
        assert_eq!(Shape::of("/fact/a.e1"), (Shape::Html, "/fact/a.e1"));
    }
}
