//! One fact: what it says, on which words and by which rule; a quote also beside every rendering of
//! the same words.

use askama::Template;
use isnad_export::{Layer, QuoteOf, Utterance, facts::quote_kind, parse_fact_id, sha256_hex};
use isnad_page::Article;
use isnad_store::{Decision, StoredPage};
use isnad_story::{Doc, Story};
use isnad_text::{Span, fold};

use super::article::{Fact, class};
use super::decisions::{DecisionLine, on};
use super::told::{PageLine, drifted, speaker};
use super::{find_page, head_of};
use crate::cx::{Body, Cx, Frame, Shape};
use crate::draw::marked::{Mark, marked};
use crate::fault::Fault;
use crate::html::{Html, plain};
use crate::link;

/// Tokens of a passage that are listed.
const TOKENS: usize = 80;

#[derive(Template)]
#[template(path = "fact.html")]
struct Page<'a> {
    f: Frame<'a>,
    id: String,
    kind: String,
    class: &'static str,
    says: Html,
    words: Html,
    lang: String,
    dir: &'static str,
    passage: Html,
    place: String,
    live: Option<String>,
    page: PageLine,
    rule: String,
    pack: String,
    parts: Vec<(String, Html)>,
    tokens: Vec<TokenLine>,
    quote: Option<QuoteView>,
    decisions: Vec<DecisionLine>,
}

/// A token: as written, as compared, as the dictionary reads it.
struct TokenLine {
    written: Html,
    folded: Html,
    lemma: Html,
    pos: String,
}

/// What is known of a quote beyond other facts.
struct QuoteView {
    kind: String,
    path: Vec<StepView>,
    renderings: Vec<RenderingView>,
    conflicting: Vec<RenderingView>,
}

struct StepView {
    who: Html,
    part: String,
    words: Option<Html>,
    inferred: bool,
}

struct RenderingView {
    words: Html,
    lang: String,
    outlet: Html,
    published: Html,
    href: String,
    /// This quote itself, or in what the rendering contradicts it.
    sign: String,
}

/// `/fact/ID` and `/quote/ID`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    let id = cx.part(1);
    let (key, layer, index) = parse_fact_id(&id).ok_or(Fault::NotFound)?;
    let page = find_page(cx.desk, key)?;
    if cx.part(0) == "quote" && layer != Layer::Quote {
        return Err(Fault::NotFound);
    }
    let fact = Fact::of(cx, &page.record, layer, index).ok_or(Fault::NotFound)?;
    match cx.shape {
        Shape::Html => html(cx, &page, &fact, layer, index),
        Shape::Json if layer == Layer::Quote => {
            let (story, pages) = around(cx, &page, index)?;
            let utterance = Utterance::new(quote_of(&page, index), story.as_ref());
            Ok(Body::json(utterance.json(&docs(&pages))))
        }
        Shape::Json => Ok(Body::json(fact_json(&page, &fact, &id))),
        Shape::Csv | Shape::Text => Err(Fault::NotFound),
    }
}

fn fact_json(page: &StoredPage, fact: &Fact<'_>, id: &str) -> String {
    serde_json::json!({
        "schema": "isnad.fact/1", "id": id, "source": page.source, "rule": fact.rule,
        "pack": page.record.pack, "text": fact.span.of(&page.article.text),
    })
    .to_string()
}

fn html(
    cx: &Cx<'_>,
    page: &StoredPage,
    fact: &Fact<'_>,
    layer: Layer,
    index: usize,
) -> Result<Body, Fault> {
    let article = &page.article;
    let id = link::fact_id(&page.source, layer, index);
    let kind = cx.ui.label("layer-one", class(layer));
    let words = fact.span.of(&article.text);
    let live = link::web(article.url.as_deref());
    let part = |(name, span): &(&'static str, Span)| {
        (cx.ui.s(name).to_owned(), cx.ui.text(span.of(&article.text)))
    };
    let view = Page {
        f: cx.frame(format!("{kind} {id}")).with(true, false),
        kind,
        class: class(layer),
        says: fact.says.clone(),
        words: cx.ui.text(words),
        lang: article.lang.code().to_owned(),
        dir: if article.is_rtl() { "rtl" } else { "ltr" },
        passage: passage(article, fact, class(layer)),
        place: link::place(&page.source, fact.span),
        live: live.map(|url| link::with_text(&url, words)),
        page: PageLine::new(cx, &head_of(page)),
        rule: plain(fact.rule),
        pack: plain(&page.record.pack),
        parts: fact.parts.iter().map(part).collect(),
        tokens: tokens(cx, article, fact.span),
        quote: if layer == Layer::Quote { Some(quote(cx, page, index)?) } else { None },
        decisions: on(cx, &|d: &Decision| is_on(d, &page.source, layer, index))?,
        id,
    };
    Body::html(&view)
}

/// Whether a decision is on this fact.
fn is_on(decision: &Decision, source: &str, layer: Layer, index: usize) -> bool {
    parse_fact_id(&decision.subject).is_some_and(|(key, l, i)| {
        (l, i) == (layer, index) && sha256_hex(source.as_bytes()).starts_with(key)
    })
}

/// The paragraphs around a fact, with its words marked.
fn passage(article: &Article, fact: &Fact<'_>, class: &'static str) -> Html {
    let near = article.paragraphs.iter().filter(|p| p.span.overlaps(fact.span));
    let part = near.map(|p| p.span).reduce(Span::cover).unwrap_or(fact.span);
    let mut marks = vec![Mark { span: fact.span, class, ..Mark::default() }];
    let parts = fact.parts.iter().filter(|(_, span)| span.overlaps(part));
    marks.extend(parts.map(|(_, span)| Mark { span: *span, class: "part", ..Mark::default() }));
    marked(&article.text, part, &marks)
}

fn tokens(cx: &Cx<'_>, article: &Article, span: Span) -> Vec<TokenLine> {
    let all = cx.core().tokens(article);
    let own = all.iter().filter(|t| t.span.overlaps(span)).take(TOKENS);
    own.map(|t| {
        let written = t.span.of(&article.text);
        TokenLine {
            written: cx.ui.text(written),
            folded: cx.ui.text(&fold(written)),
            lemma: t.lemma.as_deref().map(|l| cx.ui.text(l)).unwrap_or_default(),
            pos: t.pos.clone().unwrap_or_default(),
        }
    })
    .collect()
}

fn quote_of(page: &StoredPage, index: usize) -> QuoteOf<'_> {
    QuoteOf { source: &page.source, article: &page.article, record: &page.record, index }
}

fn docs(pages: &[StoredPage]) -> Vec<Doc<'_>> {
    pages
        .iter()
        .map(|p| Doc { source: &p.source, article: &p.article, record: &p.record })
        .collect()
}

/// The story of a quote, and the pages of all its renderings.
fn around(
    cx: &Cx<'_>,
    page: &StoredPage,
    index: usize,
) -> Result<(Option<Story>, Vec<StoredPage>), Fault> {
    let story = match cx.desk.story_of_page(&page.source)? {
        Some(head) => cx.desk.stories_by_id(&head.id)?.into_iter().find(|(h, _)| h.id == head.id),
        None => None,
    };
    let story: Option<Story> = story.map(|(_, json)| serde_json::from_str(&json)).transpose()?;
    let utterance = Utterance::new(quote_of(page, index), story.as_ref());
    let mut pages = Vec::new();
    for source in utterance.sources() {
        pages.extend(cx.desk.page(source)?);
    }
    Ok((story, pages))
}

fn quote(cx: &Cx<'_>, page: &StoredPage, index: usize) -> Result<QuoteView, Fault> {
    let (story, pages) = around(cx, page, index)?;
    let own = quote_of(page, index);
    let utterance = Utterance::new(own, story.as_ref());
    let docs = docs(&pages);
    let step = |s: isnad_export::quotes::StepJson| StepView {
        who: speaker(cx, &s.who),
        part: cx.ui.label("step", s.part),
        words: s.words.as_deref().map(|w| cx.ui.text(w)),
        inferred: s.inferred,
    };
    let here = (own.source, own.quote().map(|q| q.span));
    let renderings = utterance.renderings(&docs).into_iter().map(|(of, changes)| {
        let is_own = (of.source, of.quote().map(|q| q.span)) == here;
        let sign = if is_own { cx.ui.s("quote.this").to_owned() } else { String::new() };
        rendering(cx, &of, changes.as_deref(), sign)
    });
    let conflicting = utterance.conflicting(&docs).into_iter().map(|((of, changes), on)| {
        rendering(cx, &of, changes.as_deref(), cx.ui.label("differs", on))
    });
    Ok(QuoteView {
        kind: own.quote().map(|q| cx.ui.label("quote", quote_kind(q.kind))).unwrap_or_default(),
        path: own.path(utterance.lineage(&own)).into_iter().map(step).collect(),
        renderings: renderings.collect(),
        conflicting: conflicting.collect(),
    })
}

fn rendering(
    cx: &Cx<'_>,
    of: &QuoteOf<'_>,
    changes: Option<&[isnad_story::drift::Piece]>,
    sign: String,
) -> RenderingView {
    let outlet = of.article.outlet.as_ref().map(|o| o.value.as_str());
    let published = of.article.published.as_ref().map(|p| cx.ui.moment(&p.value));
    RenderingView {
        words: changes.map_or_else(|| Html::of(of.words()), drifted),
        lang: of.article.lang.code().to_owned(),
        outlet: super::told::outlet(cx, outlet),
        published: published.unwrap_or_default(),
        href: link::quote(of.source, of.index),
        sign,
    }
}
