//! Whom and what pages name: the list, and one person, body or place with what it did and said.

use askama::Template;
use isnad_export::Layer;
use isnad_export::facts::quote_kind;
use isnad_pack::world::Entity as Listed;
use isnad_store::{Decision, EntityQuery, EntityRow, Named, PageHead};
use serde_json::json;

use super::decisions::{DecisionLine, on};
use super::told::{EventLine, PageLine};
use crate::cx::{Body, Cx, Frame, Shape, Sheets};
use crate::fault::Fault;
use crate::html::Html;
use crate::link;

/// Entities on a sheet and in a file, pages of an entity on a sheet, pages whose facts are shown.
const SHEET: usize = 60;
const FILE: usize = 20_000;
const PAGES: usize = 25;
const READ: usize = 6;
/// Facts of a kind that are shown.
const SHOWN: usize = 30;
/// Kinds by which the list is parted.
const KINDS: [&str; 5] = ["person", "org", "state", "place", "agreement"];

#[derive(Template)]
#[template(path = "entities.html")]
struct List<'a> {
    f: Frame<'a>,
    kind: String,
    part: String,
    kinds: [&'static str; 5],
    rows: Vec<Line>,
    sheets: Sheets,
}

struct Line {
    href: String,
    name: Html,
    id: String,
    kind: String,
    named: Named,
}

/// `/entities`.
pub(crate) fn list(cx: &Cx<'_>) -> Result<Body, Fault> {
    let kind = cx.asked("kind");
    if kind.is_some_and(|k| !k.bytes().all(|b| b.is_ascii_lowercase())) {
        return Err(Fault::Bad("error.kind"));
    }
    let at = cx.sheet()?;
    let size = if cx.shape == Shape::Html { SHEET } else { FILE };
    let query = EntityQuery { kind, part: cx.asked("name"), offset: at * size, limit: size + 1 };
    let mut rows = cx.desk.entities(query)?;
    let sheets = Sheets::cut(at, size, &mut rows);
    match cx.shape {
        Shape::Json => Ok(Body::json(as_json(&rows))),
        Shape::Csv => Ok(Body::csv(&table(&rows))),
        Shape::Text => Err(Fault::NotFound),
        Shape::Html => {
            let f = cx.frame(cx.ui.s("nav.entities").to_owned()).with(true, true);
            let rows = rows.iter().map(|row| line(cx, row)).collect();
            let kind = kind.unwrap_or_default().to_owned();
            let part = crate::html::plain(cx.asked("name").unwrap_or_default());
            Body::html(&List { f, kind, part, kinds: KINDS, rows, sheets })
        }
    }
}

fn line(cx: &Cx<'_>, row: &EntityRow) -> Line {
    let name = cx.names.of(&row.id);
    Line {
        href: link::entity(&row.id),
        name: cx.ui.text(&name),
        kind: cx.ui.label("entity", &row.kind),
        id: crate::html::plain(&row.id),
        named: row.named,
    }
}

fn as_json(rows: &[EntityRow]) -> String {
    let entities: Vec<serde_json::Value> = rows.iter().map(object).collect();
    json!({ "schema": "isnad.entities/1", "entities": entities }).to_string()
}

fn object(e: &EntityRow) -> serde_json::Value {
    json!({ "id": e.id, "type": e.kind, "name_en": e.name_en, "name_ar": e.name_ar,
        "pages": e.named.pages, "mentions": e.named.mentions, "actor": e.named.actor,
        "recipient": e.named.recipient, "speaker": e.named.speaker })
}

fn table(rows: &[EntityRow]) -> Vec<Vec<String>> {
    let head =
        ["id", "type", "name_en", "name_ar", "pages", "mentions", "actor", "recipient", "speaker"];
    let row = |e: &EntityRow| {
        let names = [&e.id, &e.kind, &e.name_en, &e.name_ar].map(String::clone);
        let n = e.named;
        let counts = [n.pages, n.mentions, n.actor, n.recipient, n.speaker].map(|n| n.to_string());
        names.into_iter().chain(counts).collect()
    };
    std::iter::once(head.map(str::to_owned).to_vec()).chain(rows.iter().map(row)).collect()
}

#[derive(Template)]
#[template(path = "entity.html")]
struct Page<'a> {
    f: Frame<'a>,
    id: String,
    name: Html,
    other: Option<Html>,
    kind: String,
    named: Named,
    known: Vec<(String, Html)>,
    quotes: Vec<QuoteLine>,
    events: Vec<EventRow>,
    pages: Vec<PageRow>,
    sheets: Sheets,
    relations: bool,
    decisions: Vec<DecisionLine>,
}

struct QuoteLine {
    words: Html,
    lang: String,
    kind: String,
    href: String,
    outlet: Html,
    published: Html,
}

struct EventRow {
    line: EventLine,
    words: Html,
    href: String,
    outlet: Html,
}

struct PageRow {
    page: PageLine,
    id: String,
    mentions: usize,
}

/// `/entity/ID`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    let id = cx.part(1);
    let row = cx.desk.entity(&id)?;
    let listed = cx.core().pack().world.get(&id);
    // Parties of events may be described only, and have no row of their own.
    let is_known = row.is_some() || listed.is_some() || cx.desk.entity_name(&id)?.is_some();
    if !is_known && cx.desk.pages_of_entity(&id, false, 0, 1)?.is_empty() {
        return Err(Fault::NotFound);
    }
    let named = row.as_ref().map(|r| r.named).unwrap_or_default();
    match cx.shape {
        Shape::Json => {
            let row = row.unwrap_or_else(|| unnamed(cx, &id));
            let pages = cx.desk.pages_of_entity(&id, false, 0, FILE)?;
            let sources: Vec<&str> = pages.iter().map(|(p, _)| p.source.as_str()).collect();
            let value =
                json!({ "schema": "isnad.entity/1", "entity": object(&row), "pages": sources });
            Ok(Body::json(value.to_string()))
        }
        Shape::Html => html(cx, &id, row.as_ref(), listed, named),
        Shape::Csv | Shape::Text => Err(Fault::NotFound),
    }
}

/// An entity that no page names.
fn unnamed(cx: &Cx<'_>, id: &str) -> EntityRow {
    EntityRow {
        id: id.to_owned(),
        kind: String::new(),
        name_en: cx.names.of(id),
        name_ar: String::new(),
        named: Named::default(),
    }
}

fn html(
    cx: &Cx<'_>,
    id: &str,
    row: Option<&EntityRow>,
    listed: Option<&Listed>,
    named: Named,
) -> Result<Body, Fault> {
    let name = cx.names.of(id);
    let at = cx.sheet()?;
    let mut pages = cx.desk.pages_of_entity(id, false, at * PAGES, PAGES + 1)?;
    let sheets = Sheets::cut(at, PAGES, &mut pages);
    let other = row.map(|r| [r.name_en.clone(), r.name_ar.clone()]);
    let other = other.into_iter().flatten().find(|n| !n.is_empty() && *n != name);
    let kind = row.map(|r| cx.ui.label("entity", &r.kind)).unwrap_or_default();
    let (quotes, events) = facts(cx, id, &pages)?;
    let view = Page {
        f: cx.frame(crate::html::plain(&name)).with(true, false),
        id: crate::html::plain(id),
        name: cx.ui.text(&name),
        other: other.map(|n| cx.ui.text(&n)),
        kind,
        named,
        known: listed.map(|e| known(cx, e)).unwrap_or_default(),
        quotes,
        events,
        pages: pages.iter().map(|(head, n)| page_row(cx, head, *n)).collect(),
        sheets,
        relations: !cx.desk.kept_relations(&[id])?.is_empty(),
        decisions: on(cx, &|d: &Decision| d.subject == id)?,
    };
    Body::html(&view)
}

fn page_row(cx: &Cx<'_>, head: &PageHead, named: Named) -> PageRow {
    PageRow {
        page: PageLine::new(cx, head),
        id: link::page_id(&head.source),
        mentions: named.mentions,
    }
}

/// What an entity said and did on the pages that are shown, newest first.
fn facts(
    cx: &Cx<'_>,
    id: &str,
    heads: &[(PageHead, Named)],
) -> Result<(Vec<QuoteLine>, Vec<EventRow>), Fault> {
    let (mut quotes, mut events) = (Vec::new(), Vec::new());
    let telling = heads.iter().filter(|(_, n)| n.speaker + n.actor + n.recipient > 0);
    for (head, _) in telling.take(READ) {
        let Some(page) = cx.desk.page(&head.source)? else { continue };
        let text = &page.article.text;
        let line = PageLine::new(cx, head);
        for (i, q) in page.record.quotes.iter().enumerate().filter(|(_, q)| q.speaker == id) {
            quotes.push(QuoteLine {
                words: Html::of(q.span.of(text)),
                lang: page.article.lang.code().to_owned(),
                kind: cx.ui.label("quote", quote_kind(q.kind)),
                href: link::quote(&page.source, i),
                outlet: line.outlet.clone(),
                published: line.published.clone(),
            });
        }
        let own = |ids: &[String]| ids.iter().any(|i| i == id);
        let all = page.record.events.iter().enumerate();
        for (i, e) in all.filter(|(_, e)| own(&e.actors) || own(&e.recipients)) {
            events.push(EventRow {
                line: EventLine::new(cx, e),
                words: cx.ui.text(e.span.of(text)),
                href: link::fact(&page.source, Layer::Event, i),
                outlet: line.outlet.clone(),
            });
        }
    }
    quotes.truncate(SHOWN);
    events.truncate(SHOWN);
    Ok((quotes, events))
}

/// What the lists know of an entity: offices with dates, state, codes.
fn known(cx: &Cx<'_>, entity: &Listed) -> Vec<(String, Html)> {
    let mut out = Vec::new();
    if !entity.state.is_empty() && entity.state != entity.id {
        let state = super::told::entity(cx, &entity.state);
        out.push((cx.ui.s("entity.of-state").to_owned(), state));
    }
    for office in entity.offices.iter().rev() {
        let of = super::told::entity(cx, &office.of);
        let until = if office.to.is_empty() {
            Html::of(cx.ui.s("entity.now"))
        } else {
            cx.ui.date(&office.to)
        };
        let parts = [("of", of), ("from", cx.ui.date(&office.from)), ("to", until)];
        out.push((cx.ui.label("office", &office.office), cx.ui.fill("entity.office", &parts)));
    }
    for (code, value) in &entity.codes {
        out.push((code.to_uppercase(), cx.ui.text(value)));
    }
    out
}
