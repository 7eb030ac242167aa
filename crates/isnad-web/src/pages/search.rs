//! Search: pages that hold the words, in any spelling and with any clitics, with the hits marked.

use askama::Template;
use isnad_store::{PageHead, QueryWord};
use isnad_text::{Span, passage::passages, span::CodePoints};
use serde_json::json;

use super::told::PageLine;
use crate::cx::{Body, Cx, Frame, Shape, Sheets};
use crate::draw::marked::{Mark, marked};
use crate::fault::Fault;
use crate::html::Html;
use crate::link;

/// Pages on a sheet, and in a file.
const SHEET: usize = 15;
const FILE: usize = 500;
/// Passages that are shown of a page, and characters around a hit.
const PASSAGES: usize = 3;
const AROUND: usize = 90;
/// Letters of a query, at most.
const QUERY: usize = 400;

#[derive(Template)]
#[template(path = "search.html")]
struct Page<'a> {
    f: Frame<'a>,
    query: String,
    hits: Vec<Hit>,
    sheets: Sheets,
}

struct Hit {
    page: PageLine,
    passages: Vec<(String, Html, String)>,
}

/// `/search?q=WORDS`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    let text = cx.asked("q").unwrap_or_default();
    if text.chars().count() > QUERY {
        return Err(Fault::Bad("error.query"));
    }
    let query = cx.core().query(text);
    if query.is_empty() && cx.shape != Shape::Html {
        return Err(Fault::Bad("error.no-words"));
    }
    let at = cx.sheet()?;
    let size = if cx.shape == Shape::Html { SHEET } else { FILE };
    let mut found = if query.is_empty() {
        Vec::new()
    } else {
        cx.desk.search_heads(&query, at * size, size + 1)?
    };
    let sheets = Sheets::cut(at, size, &mut found);
    match cx.shape {
        Shape::Json => Ok(Body::json(as_json(cx, text, &query, &found))),
        Shape::Csv => Ok(Body::csv(&table(&found))),
        Shape::Text => Err(Fault::NotFound),
        Shape::Html => {
            let hits = spans(cx, &query, &found);
            let hits =
                found.iter().zip(&hits).map(|((head, text), hits)| hit(cx, head, text, hits));
            let hits = hits.collect();
            let f = cx
                .frame(cx.ui.s("nav.search").to_owned())
                .with(!query.is_empty(), !query.is_empty());
            Body::html(&Page { f, query: crate::html::plain(text), hits, sheets })
        }
    }
}

/// Where the words of the query stand in the text of each page.
fn spans(cx: &Cx<'_>, query: &[QueryWord], found: &[(PageHead, String)]) -> Vec<Vec<Span>> {
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    cx.core().hits(&texts, query)
}

fn hit(cx: &Cx<'_>, head: &PageHead, text: &str, hits: &[Span]) -> Hit {
    let marks: Vec<Mark> =
        hits.iter().map(|span| Mark { span: *span, class: "hit", ..Mark::default() }).collect();
    let passage = |(part, first): (Span, Span)| {
        let words = part.of(text);
        let lang = crate::html::lang_of(words).unwrap_or("en").to_owned();
        (lang, marked(text, part, &marks), link::place(&head.source, first))
    };
    Hit {
        page: PageLine::new(cx, head),
        passages: passages(text, hits, PASSAGES, AROUND).into_iter().map(passage).collect(),
    }
}

fn as_json(cx: &Cx<'_>, text: &str, query: &[QueryWord], found: &[(PageHead, String)]) -> String {
    let spans = spans(cx, query, found);
    let page = |((head, text), spans): (&(PageHead, String), &Vec<Span>)| {
        let points = CodePoints::new(text);
        let hit = |span: &Span| {
            let (start, end) = (points.at(text, span.start), points.at(text, span.end));
            json!({ "start": start, "end": end, "text": span.of(text) })
        };
        let hits: Vec<serde_json::Value> = spans.iter().map(hit).collect();
        json!({ "source": head.source, "outlet": head.outlet, "title": head.title,
            "published": head.published, "hits": hits })
    };
    let pages: Vec<serde_json::Value> = found.iter().zip(&spans).map(page).collect();
    json!({ "schema": "isnad.search/1", "query": text, "pages": pages }).to_string()
}

fn table(found: &[(PageHead, String)]) -> Vec<Vec<String>> {
    let head =
        ["source", "outlet", "title", "published", "lang", "url"].map(str::to_owned).to_vec();
    let row = |(h, _): &(PageHead, String)| {
        let or_empty = |v: &Option<String>| v.clone().unwrap_or_default();
        vec![
            h.source.clone(),
            or_empty(&h.outlet),
            or_empty(&h.title),
            or_empty(&h.published),
            h.lang.clone(),
            or_empty(&h.url),
        ]
    };
    std::iter::once(head).chain(found.iter().map(row)).collect()
}
