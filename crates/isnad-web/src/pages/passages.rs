//! Two reports side by side, with the passages that the later one took from the earlier.

use askama::Template;
use isnad_export::stories::link_kind;
use isnad_store::StoredPage;
use isnad_story::{Parent, Story};
use isnad_text::{Span, span::CodePoints};
use serde_json::json;

use super::story;
use super::told::PageLine;
use super::{find_page, head_of};
use crate::cx::{Body, Cx, Frame, Shape};
use crate::draw::marked::{Mark, marked};
use crate::fault::Fault;
use crate::html::Html;
use crate::link;

#[derive(Template)]
#[template(path = "passages.html")]
struct Page<'a> {
    f: Frame<'a>,
    story: String,
    title: Html,
    kind: String,
    explained: String,
    passages: usize,
    sides: [Side; 2],
}

/// A report with its passages marked.
struct Side {
    role: &'static str,
    page: PageLine,
    lang: String,
    dir: &'static str,
    paragraphs: Vec<Html>,
}

/// `/story/ID/passages?child=PAGE&parent=PAGE`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    if !matches!(cx.shape, Shape::Html | Shape::Json) {
        return Err(Fault::NotFound);
    }
    let (head, json) = story::find(cx, &cx.part(1))?;
    let told: Story = serde_json::from_str(&json)?;
    let side =
        |name| cx.asked(name).ok_or(Fault::Bad("error.pair")).and_then(|id| find_page(cx.desk, id));
    let (child, parent) = (side("child")?, side("parent")?);
    let links = told.lineage.iter().filter(|l| l.article == child.source).flat_map(|l| &l.parents);
    let link = links.into_iter().find(|p| p.article == parent.source).ok_or(Fault::NotFound)?;
    if cx.shape == Shape::Json {
        return Ok(Body::json(as_json(&head.id, link, [&child, &parent])));
    }
    let kind = cx.ui.label("link", link_kind(link.kind));
    let view = Page {
        f: cx.frame(format!("{kind} · {}", crate::html::plain(&head.title))).with(true, false),
        story: link::story(&head.id),
        title: cx.ui.text(&head.title),
        kind,
        explained: cx.ui.digits(&format!("{}%", link.explained)),
        passages: link.passages.iter().filter(|p| !p.child.is_empty()).count(),
        sides: [
            one(cx, "passages.earlier", &parent, link, |p| p.parent),
            one(cx, "passages.later", &child, link, |p| p.child),
        ],
    };
    Body::html(&view)
}

/// The passages with their places in code points, as all JSON has them.
fn as_json(story: &str, link: &Parent, [child, parent]: [&StoredPage; 2]) -> String {
    let points = [child, parent].map(|page| CodePoints::new(&page.article.text));
    let [of_child, of_parent] = points;
    let place = |page: &StoredPage, points: &CodePoints, span: Span| {
        let text = &page.article.text;
        json!({ "start": points.at(text, span.start), "end": points.at(text, span.end),
            "text": span.of(text) })
    };
    let passage = |p: &isnad_story::Passage| {
        json!({ "child": place(child, &of_child, p.child),
            "parent": place(parent, &of_parent, p.parent) })
    };
    let passages: Vec<serde_json::Value> = link.passages.iter().map(passage).collect();
    json!({ "schema": "isnad.passages/1", "story": story, "child": child.source,
        "parent": parent.source, "kind": link_kind(link.kind), "explained": link.explained,
        "passages": passages })
    .to_string()
}

fn one(
    cx: &Cx<'_>,
    role: &'static str,
    page: &StoredPage,
    link: &Parent,
    span: fn(&isnad_story::Passage) -> Span,
) -> Side {
    let letter = if role == "passages.earlier" { ("a", "b") } else { ("b", "a") };
    let mark = |(i, p): (usize, &isnad_story::Passage)| Mark {
        span: span(p),
        class: "same",
        sign: Some((cx.ui.number(i + 1), format!("#{}{}", letter.1, i + 1))),
        id: Some(format!("{}{}", letter.0, i + 1)),
    };
    let marks: Vec<Mark> = link.passages.iter().enumerate().map(mark).collect();
    let article = &page.article;
    Side {
        role,
        page: PageLine::new(cx, &head_of(page)),
        lang: article.lang.code().to_owned(),
        dir: if article.is_rtl() { "rtl" } else { "ltr" },
        paragraphs: article
            .paragraphs
            .iter()
            .map(|p| marked(&article.text, p.span, &marks))
            .collect(),
    }
}
