//! An article: its text with what was found in it, why, what was cut from its page, and the page as
//! it arrived.

use askama::Template;
use isnad_export::facts::{Extras, entity_kind, paragraph_kind, quote_kind, record_json};
use isnad_export::{Layer, cut_kind};
use isnad_extract::Record;
use isnad_page::Article;
use isnad_store::{StoredPage, StoryHead};
use isnad_text::Span;

use super::decisions::{DecisionLine, on};
use super::told::{PageLine, entities, phrase, speaker, standing};
use super::{find_page, head_of};
use crate::cx::{Body, Cx, Frame, Shape};
use crate::draw::marked::{Mark, marked};
use crate::fault::Fault;
use crate::html::{Html, cut, plain};
use crate::link;

/// Facts of one kind that are listed.
const LISTED: usize = 150;

#[derive(Template)]
#[template(path = "article.html")]
struct Page<'a> {
    f: Frame<'a>,
    id: String,
    page: PageLine,
    title: Html,
    source: Html,
    byline: Option<Html>,
    updated: Option<Html>,
    lang: String,
    dir: &'static str,
    story: Option<(String, Html)>,
    standing: Vec<Html>,
    credits: Vec<Html>,
    paragraphs: Vec<(&'static str, Html)>,
    layers: Vec<LayerView>,
    at: Option<AtView>,
    fields: Vec<(String, Html, Html)>,
    cuts: Vec<CutView>,
    remarks: Vec<(String, Html)>,
    live: Option<String>,
    pack: String,
    subject: String,
    decisions: Vec<DecisionLine>,
}

/// What was found of one kind.
struct LayerView {
    letter: char,
    class: &'static str,
    label: String,
    count: usize,
    facts: Vec<FactView>,
}

struct FactView {
    sign: String,
    id: String,
    says: Html,
    words: Html,
    rule: String,
    href: String,
}

/// A passage that the address asks for.
struct AtView {
    words: Html,
    live: Option<String>,
}

struct CutView {
    kind: String,
    why: &'static str,
    from: String,
    text: Html,
}

/// `/article/ID`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    let page = find_page(cx.desk, &cx.part(1))?;
    match cx.shape {
        Shape::Html => html(cx, &page),
        Shape::Json => {
            let (article, record) = (&page.article, &page.record);
            let extras = Extras::default();
            Ok(Body::json(record_json(&page.source, &page.sha256, article, record, &extras)))
        }
        Shape::Csv | Shape::Text => Err(Fault::NotFound),
    }
}

/// `/article/ID/original.txt`: the page as it arrived, as text, so that nothing in it runs.
pub(crate) fn original(cx: &Cx<'_>) -> Result<Body, Fault> {
    if cx.shape != Shape::Text {
        return Err(Fault::NotFound);
    }
    let page = find_page(cx.desk, &cx.part(1))?;
    let content = cx.desk.content(&page.source)?.ok_or(Fault::NotFound)?;
    Ok(Body::text(content))
}

fn html(cx: &Cx<'_>, page: &StoredPage) -> Result<Body, Fault> {
    let article = &page.article;
    let head = head_of(page);
    let at = asked(cx, article)?;
    let live = link::web(article.url.as_deref());
    let mut marks = marks(&page.source, &page.record);
    marks.extend(at.map(|span| Mark { span, class: "at", sign: None, id: Some("at".to_owned()) }));
    let title = head.title.clone().unwrap_or_else(|| page.source.clone());
    let subject = format!("article:{}", link::page_id(&page.source));
    let found = |f: &Option<isnad_page::Found>| f.as_ref().map(|f| cx.ui.text(&f.value));
    let view = Page {
        f: cx.frame(plain(&title)).with(true, false),
        id: link::page_id(&page.source),
        title: cx.ui.text(&title),
        source: cx.ui.text(&page.source),
        byline: found(&article.byline),
        updated: article.updated.as_ref().map(|f| cx.ui.moment(&f.value)),
        lang: article.lang.code().to_owned(),
        dir: if article.is_rtl() { "rtl" } else { "ltr" },
        story: cx.desk.story_of_page(&page.source)?.map(|s| story(cx, &s)),
        standing: standing(cx, cx.core().pack(), head.outlet.as_deref()),
        credits: credits(cx, article),
        paragraphs: paragraphs(article, &marks),
        layers: layers(cx, page),
        at: at.map(|span| AtView {
            words: cx.ui.text(span.of(&article.text)),
            live: live.as_deref().map(|url| link::with_text(url, span.of(&article.text))),
        }),
        fields: fields(cx, article),
        cuts: cuts(cx, article),
        remarks: remarks(cx, page),
        live,
        pack: plain(&page.record.pack),
        decisions: on(cx, &|d| d.subject == subject)?,
        subject,
        page: PageLine::new(cx, &head),
    };
    Body::html(&view)
}

/// The passage that the address asks for: `at=START-END` in bytes of the text.
fn asked(cx: &Cx<'_>, article: &Article) -> Result<Option<Span>, Fault> {
    let Some(at) = cx.asked("at") else { return Ok(None) };
    let ends = at.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    let (start, end): (usize, usize) = ends.ok_or(Fault::Bad("error.place"))?;
    let is_there = start <= end && article.text.get(start..end).is_some();
    if is_there { Ok(Some(Span::new(start, end))) } else { Err(Fault::Bad("error.place")) }
}

fn story(cx: &Cx<'_>, story: &StoryHead) -> (String, Html) {
    let title = if story.title.is_empty() { cx.ui.s("story.untitled") } else { &story.title };
    (link::story(&story.id), cx.ui.text(title))
}

fn credits(cx: &Cx<'_>, article: &Article) -> Vec<Html> {
    let named = article.agencies.iter().chain(&article.republished_from);
    let mut ids: Vec<&str> = named.map(|c| c.id.as_str()).collect();
    ids.dedup();
    ids.into_iter().map(|id| cx.ui.text(&cx.names.of(id))).collect()
}

fn paragraphs(article: &Article, marks: &[Mark]) -> Vec<(&'static str, Html)> {
    let turn =
        |p: &isnad_page::Paragraph| (paragraph_kind(p.kind), marked(&article.text, p.span, marks));
    article.paragraphs.iter().map(turn).collect()
}

/// Every fact as a stretch of the text. Time expressions and names are many, and carry no sign.
fn marks(source: &str, record: &Record) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut push = |layer: Layer, spans: Vec<Span>, has_sign: bool| {
        for (i, span) in spans.into_iter().enumerate() {
            let sign = format!("{}{}", layer.letter(), i + 1);
            out.push(Mark {
                span,
                class: class(layer),
                id: Some(sign.clone()),
                sign: has_sign.then(|| (sign, link::fact(source, layer, i))),
            });
        }
    };
    push(Layer::Quote, record.quotes.iter().map(|q| q.span).collect(), true);
    push(Layer::Event, record.events.iter().map(|e| e.span).collect(), true);
    push(Layer::Figure, record.figures.iter().map(|f| f.span).collect(), true);
    push(Layer::Ledger, record.ledger.iter().map(|l| l.span).collect(), true);
    push(Layer::Attribute, record.attributes.iter().map(|a| a.span).collect(), true);
    push(Layer::Mention, record.mentions.iter().map(|m| m.span).collect(), false);
    push(Layer::Date, record.dates.iter().map(|d| d.span).collect(), false);
    out
}

/// The class of the stretches of a layer.
pub(crate) fn class(layer: Layer) -> &'static str {
    match layer {
        Layer::Mention => "m",
        Layer::Quote => "q",
        Layer::Event => "e",
        Layer::Figure => "f",
        Layer::Date => "d",
        Layer::Ledger => "l",
        Layer::Attribute => "a",
    }
}

fn layers(cx: &Cx<'_>, page: &StoredPage) -> Vec<LayerView> {
    let order = [
        Layer::Quote,
        Layer::Event,
        Layer::Figure,
        Layer::Ledger,
        Layer::Attribute,
        Layer::Mention,
        Layer::Date,
    ];
    order.into_iter().map(|layer| layer_view(cx, page, layer)).filter(|l| l.count > 0).collect()
}

fn layer_view(cx: &Cx<'_>, page: &StoredPage, layer: Layer) -> LayerView {
    let count = count(&page.record, layer);
    let facts = (0..count.min(LISTED)).filter_map(|i| fact_view(cx, page, layer, i)).collect();
    let label = cx.ui.label("layer", class(layer));
    LayerView { letter: layer.letter(), class: class(layer), label, count, facts }
}

/// How many facts of a layer a record holds.
fn count(record: &Record, layer: Layer) -> usize {
    match layer {
        Layer::Mention => record.mentions.len(),
        Layer::Quote => record.quotes.len(),
        Layer::Event => record.events.len(),
        Layer::Figure => record.figures.len(),
        Layer::Date => record.dates.len(),
        Layer::Ledger => record.ledger.len(),
        Layer::Attribute => record.attributes.len(),
    }
}

fn fact_view(cx: &Cx<'_>, page: &StoredPage, layer: Layer, index: usize) -> Option<FactView> {
    let fact = Fact::of(cx, &page.record, layer, index)?;
    let sign = format!("{}{}", layer.letter(), index + 1);
    Some(FactView {
        id: format!("why-{sign}"),
        says: fact.says,
        words: cx.ui.text(&cut(fact.span.of(&page.article.text), 140)),
        rule: plain(fact.rule),
        href: link::fact(&page.source, layer, index),
        sign,
    })
}

/// What all facts have.
pub(super) struct Fact<'r> {
    pub(super) span: Span,
    pub(super) rule: &'r str,
    /// What it says, in the words of the interface.
    pub(super) says: Html,
    /// Other words it rests on, by the key of what they are.
    pub(super) parts: Vec<(&'static str, Span)>,
}

impl<'r> Fact<'r> {
    pub(super) fn of(
        cx: &Cx<'_>,
        record: &'r Record,
        layer: Layer,
        index: usize,
    ) -> Option<Fact<'r>> {
        let fact = |span, rule, says| Fact { span, rule, says, parts: Vec::new() };
        Some(match layer {
            Layer::Mention => {
                let m = record.mentions.get(index)?;
                fact(m.span, &m.rule, mention(cx, record, &m.entity))
            }
            Layer::Quote => {
                let q = record.quotes.get(index)?;
                Fact { parts: quote_parts(q), ..fact(q.span, &q.rule, quote(cx, q)) }
            }
            Layer::Event => {
                let e = record.events.get(index)?;
                let parts = vec![("part.trigger", e.trigger)];
                Fact { parts, ..fact(e.span, &e.rule, event(cx, e)) }
            }
            Layer::Figure => {
                let f = record.figures.get(index)?;
                fact(f.span, &f.rule, figure(cx, f))
            }
            Layer::Date => {
                let d = record.dates.get(index)?;
                let value = d.value.as_deref().map(|v| cx.ui.date(v)).unwrap_or_default();
                fact(d.span, &d.rule, joined(&[Html::of(&cx.ui.label("date", &d.kind)), value]))
            }
            Layer::Ledger => {
                let l = record.ledger.get(index)?;
                fact(l.span, &l.rule, entry(cx, l))
            }
            Layer::Attribute => {
                let a = record.attributes.get(index)?;
                let named = cx.ui.named("attribute", &a.attribute).map(Html::of);
                let name = named.unwrap_or_else(|| phrase(cx, &a.attribute));
                let says = [phrase(cx, &a.about), name, phrase(cx, &a.value)];
                fact(a.span, &a.rule, joined(&says))
            }
        })
    }
}

fn quote_parts(quote: &isnad_extract::Quote) -> Vec<(&'static str, Span)> {
    let via = quote.via.iter().filter_map(|link| Some(("part.via", link.span?)));
    let named = [("part.speaker", quote.speaker_span), ("part.cue", quote.cue)];
    named.into_iter().filter_map(|(name, span)| Some((name, span?))).chain(via).collect()
}

/// Parts of a line with a point between them; empty parts are left out.
pub(super) fn joined(parts: &[Html]) -> Html {
    let parts: Vec<&str> = parts.iter().filter(|p| !p.is_empty()).map(Html::as_str).collect();
    Html::trusted(parts.join(" <span class=\"dot\">·</span> "))
}

fn mention(cx: &Cx<'_>, record: &Record, id: &str) -> Html {
    let kind = record.entities.iter().find(|e| e.id == id).map(|e| entity_kind(e.kind));
    let kind = kind.map(|k| Html::of(&cx.ui.label("entity", k))).unwrap_or_default();
    joined(&[entities(cx, &[id.to_owned()]), kind])
}

fn quote(cx: &Cx<'_>, quote: &isnad_extract::Quote) -> Html {
    let kind = Html::of(&cx.ui.label("quote", quote_kind(quote.kind)));
    let via: Vec<Html> = quote
        .via
        .iter()
        .map(|link| cx.ui.fill("quote.via", &[("who", speaker(cx, &link.who))]))
        .collect();
    let head = [speaker(cx, &quote.speaker), kind];
    joined(&head.into_iter().chain(via).collect::<Vec<_>>())
}

fn event(cx: &Cx<'_>, event: &isnad_extract::Event) -> Html {
    let to = if event.recipients.is_empty() {
        Html::default()
    } else {
        cx.ui.fill("event.to", &[("who", entities(cx, &event.recipients))])
    };
    joined(&[
        Html::of(&cx.ui.label("event", &event.kind)),
        event.mode.as_ref().map(|m| Html::of(&cx.ui.label("mode", m))).unwrap_or_default(),
        entities(cx, &event.actors),
        to,
        Html::of(&cx.ui.label("status", event.status.name())),
        event.date.as_deref().map(|d| cx.ui.date(d)).unwrap_or_default(),
    ])
}

fn figure(cx: &Cx<'_>, figure: &isnad_extract::Figure) -> Html {
    let bound =
        if figure.bound == "exact" { String::new() } else { cx.ui.label("bound", &figure.bound) };
    joined(&[
        Html::of(&bound),
        Html::of(&cx.ui.digits(&figure.value.to_string())),
        phrase(cx, &figure.unit),
        figure.key.as_deref().map(|k| Html::of(&cx.ui.label("figure", k))).unwrap_or_default(),
        figure
            .claimed_by
            .as_ref()
            .map(|c| entities(cx, std::slice::from_ref(c)))
            .unwrap_or_default(),
    ])
}

fn entry(cx: &Cx<'_>, entry: &isnad_extract::LedgerEntry) -> Html {
    joined(&[
        Html::of(&cx.ui.label("relation", &entry.kind)),
        entities(cx, &entry.parties),
        entry.name.as_deref().map(|n| cx.ui.text(n)).unwrap_or_default(),
        entry
            .signed
            .as_deref()
            .or(entry.since.as_deref())
            .map(|d| cx.ui.date(d))
            .unwrap_or_default(),
        Html::of(&entry.status.map(|s| cx.ui.label("status", s.name())).unwrap_or_default()),
    ])
}

fn fields(cx: &Cx<'_>, article: &Article) -> Vec<(String, Html, Html)> {
    let turn = |(name, found): (&str, Option<&isnad_page::Found>)| {
        let found = found?;
        Some((cx.ui.label("field", name), cx.ui.text(&found.value), cx.ui.text(&found.from)))
    };
    article.fields().into_iter().filter_map(turn).collect()
}

fn cuts(cx: &Cx<'_>, article: &Article) -> Vec<CutView> {
    let turn = |d: &isnad_page::Dropped| {
        let kind = cut_kind(d.kind);
        CutView {
            why: d.kind.why(),
            from: plain(&d.from),
            text: cx.ui.text(&cut(&d.text, 400)),
            kind: cx.ui.label("cut", &kind),
        }
    };
    article.dropped.iter().take(2 * LISTED).map(turn).collect()
}

fn remarks(cx: &Cx<'_>, page: &StoredPage) -> Vec<(String, Html)> {
    let all = page.article.diagnostics.iter().chain(&page.record.diagnostics);
    all.map(|d| (plain(&d.code), cx.ui.text(&d.message))).collect()
}
