//! Sources: who publishes the pages of the desk, who owns them, and on what that label rests.

use askama::Template;
use isnad_store::OutletRow;
use serde_json::json;

use super::told::{PageLine, standing};
use crate::cx::{Body, Cx, Frame, Shape, Sheets};
use crate::fault::Fault;
use crate::html::Html;
use crate::link;

const SHEET: usize = 100;
const PAGES: usize = 40;

#[derive(Template)]
#[template(path = "sources.html")]
struct List<'a> {
    f: Frame<'a>,
    rows: Vec<Line>,
    all: usize,
    sheets: Sheets,
}

struct Line {
    href: String,
    name: Html,
    pages: usize,
    first: Option<Html>,
    last: Option<Html>,
    langs: String,
    standing: Vec<Html>,
}

#[derive(Template)]
#[template(path = "source.html")]
struct Page<'a> {
    f: Frame<'a>,
    name: Html,
    id: String,
    fields: Vec<(String, Html)>,
    is_listed: bool,
    pages: Vec<PageLine>,
    sheets: Sheets,
}

/// `/sources`.
pub(crate) fn list(cx: &Cx<'_>) -> Result<Body, Fault> {
    let all = cx.desk.outlets()?;
    match cx.shape {
        Shape::Json => Ok(Body::json(as_json(cx, &all))),
        Shape::Csv => Ok(Body::csv(&table(cx, &all))),
        Shape::Text => Err(Fault::NotFound),
        Shape::Html => {
            let at = cx.sheet()?;
            let (sheets, rows) = Sheets::of(at, SHEET, &all);
            let rows = rows.iter().map(|o| line(cx, o)).collect();
            let f = cx.frame(cx.ui.s("nav.sources").to_owned()).with(true, true);
            Body::html(&List { f, rows, all: all.len(), sheets })
        }
    }
}

fn line(cx: &Cx<'_>, row: &OutletRow) -> Line {
    let langs: Vec<String> = row.langs.split(',').map(|l| cx.ui.label("lang", l)).collect();
    Line {
        href: format!("/source/{}", link::part(&row.outlet)),
        name: cx.ui.text(&cx.names.outlet(&row.outlet)),
        pages: row.pages,
        first: row.first.as_deref().map(|d| cx.ui.date(d)),
        // A single day is no period.
        last: row
            .last
            .as_deref()
            .filter(|d| row.first.as_deref() != Some(d))
            .map(|d| cx.ui.date(d)),
        langs: langs.join(cx.ui.s("list.comma")),
        standing: standing(cx, cx.core().pack(), Some(&row.outlet)),
    }
}

/// Country, owner and control of an outlet that is listed.
fn listed(cx: &Cx<'_>, id: &str) -> [String; 3] {
    let outlet = cx.core().pack().page.outlets.by_id(id);
    outlet.map_or_else(Default::default, |o| {
        [o.country.clone(), o.owner.clone(), o.state_control.clone()]
    })
}

fn as_json(cx: &Cx<'_>, all: &[OutletRow]) -> String {
    let one = |row: &OutletRow| {
        let [country, owner, control] = listed(cx, &row.outlet);
        json!({ "outlet": row.outlet, "pages": row.pages, "first": row.first, "last": row.last,
            "langs": row.langs.split(',').collect::<Vec<_>>(), "country": country, "owner": owner,
            "state_control": control })
    };
    let sources: Vec<serde_json::Value> = all.iter().map(one).collect();
    json!({ "schema": "isnad.sources/1", "sources": sources }).to_string()
}

fn table(cx: &Cx<'_>, all: &[OutletRow]) -> Vec<Vec<String>> {
    let head = ["outlet", "pages", "first", "last", "langs", "country", "owner", "state_control"];
    let row = |r: &OutletRow| {
        let [country, owner, control] = listed(cx, &r.outlet);
        let day = |d: &Option<String>| d.clone().unwrap_or_default();
        vec![
            r.outlet.clone(),
            r.pages.to_string(),
            day(&r.first),
            day(&r.last),
            r.langs.clone(),
            country,
            owner,
            control,
        ]
    };
    std::iter::once(head.map(str::to_owned).to_vec()).chain(all.iter().map(row)).collect()
}

/// `/source/ID`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    if !matches!(cx.shape, Shape::Html | Shape::Json) {
        return Err(Fault::NotFound);
    }
    let id = cx.part(1);
    let at = cx.sheet()?;
    let mut heads = cx.desk.heads_of_outlet(&id, at * PAGES, PAGES + 1)?;
    let is_listed = cx.core().pack().page.outlets.by_id(&id).is_some();
    if heads.is_empty() && !is_listed {
        return Err(Fault::NotFound);
    }
    let sheets = Sheets::cut(at, PAGES, &mut heads);
    let name = cx.names.outlet(&id);
    let [country, owner, control] = listed(cx, &id);
    if cx.shape == Shape::Json {
        let pages: Vec<&str> = heads.iter().map(|h| h.source.as_str()).collect();
        let source = json!({ "schema": "isnad.source/1", "outlet": id, "country": country,
            "owner": owner, "state_control": control, "pages": pages, "more": sheets.after().is_some() });
        return Ok(Body::json(source.to_string()));
    }
    let mut fields = Vec::new();
    if !country.is_empty() {
        fields.push(("source.country", super::told::entity(cx, &country)));
    }
    if !owner.is_empty() {
        fields.push(("source.owned-by", cx.ui.text(&owner)));
    }
    if !control.is_empty() {
        fields.push(("source.control", Html::of(&cx.ui.label("control", &control))));
    }
    let domains = cx.core().pack().page.outlets.domains_of(&id);
    if !domains.is_empty() {
        fields.push(("source.domains", cx.ui.text(&domains.join(" "))));
    }
    let view = Page {
        f: cx.frame(crate::html::plain(&name)).with(true, false),
        name: cx.ui.text(&name),
        id: crate::html::plain(&id),
        fields: fields.into_iter().map(|(key, value)| (cx.ui.s(key).to_owned(), value)).collect(),
        is_listed,
        pages: heads.iter().map(|h| PageLine::new(cx, h)).collect(),
        sheets,
    };
    Body::html(&view)
}
