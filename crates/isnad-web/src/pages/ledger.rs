//! The ledger: what stands between states, over all pages of the desk.

use askama::Template;
use isnad_export::views::ledger_json;
use isnad_story::{Evidence, Relation};
use isnad_text::Date;

use super::told::{entities, entity};
use crate::cx::{Body, Cx, Frame, Shape};
use crate::fault::Fault;
use crate::html::Html;
use crate::link;

/// Relations and pairs that are shown, and words of pages for each.
const SHOWN: usize = 60;
const PAIRS: usize = 80;
const WORDS: usize = 3;

#[derive(Template)]
#[template(path = "ledger.html")]
struct Page<'a> {
    f: Frame<'a>,
    title: Html,
    day: String,
    parties: Vec<String>,
    pairs: Vec<(String, Html, Html, usize)>,
    relations: Vec<Line>,
    all: usize,
}

struct Line {
    kind: String,
    parties: Html,
    name: Html,
    from: Option<Html>,
    from_page: bool,
    until: Option<Html>,
    replaced_by: Option<Html>,
    alleged: bool,
    claimed_by: Html,
    person: Option<Html>,
    goods: Vec<Html>,
    duties: Vec<(String, bool, Vec<Words>)>,
    words: Vec<Words>,
}

struct Words {
    text: Html,
    href: String,
}

/// `/ledger`, `/ledger/A` and `/ledger/A/B`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    let parties: Vec<String> =
        [cx.part(1), cx.part(2)].into_iter().filter(|p| !p.is_empty()).collect();
    let day = day(cx)?;
    let wanted: Vec<&str> = parties.iter().map(String::as_str).collect();
    let kept = if parties.is_empty() && cx.shape == Shape::Html {
        Vec::new()
    } else {
        cx.desk.kept_relations(&wanted)?
    };
    let all: Vec<Relation> =
        kept.iter().map(|json| serde_json::from_str(json)).collect::<Result<_, _>>()?;
    let mut found: Vec<&Relation> =
        all.iter().filter(|r| day.as_deref().is_none_or(|d| r.stands_on(d))).collect();
    found.sort_by_key(|r| r.alleged);
    match cx.shape {
        Shape::Json => Ok(Body::json(ledger_json(day.as_deref(), &found, None))),
        Shape::Csv => Ok(Body::csv(&table(&found))),
        Shape::Text => Err(Fault::NotFound),
        Shape::Html if !parties.is_empty() && all.is_empty() => {
            let is_known = |id: &String| cx.core().pack().world.get(id).is_some();
            if parties.iter().all(is_known) {
                html(cx, parties, day, &found)
            } else {
                Err(Fault::NotFound)
            }
        }
        Shape::Html => html(cx, parties, day, &found),
    }
}

fn day(cx: &Cx<'_>) -> Result<Option<String>, Fault> {
    let Some(text) = cx.asked("on") else { return Ok(None) };
    let day = Date::parse(text).filter(|_| text.len() == 10);
    day.map(|d| Some(d.to_string())).ok_or(Fault::Bad("error.day"))
}

fn html(
    cx: &Cx<'_>,
    parties: Vec<String>,
    day: Option<String>,
    found: &[&Relation],
) -> Result<Body, Fault> {
    let pairs = if parties.is_empty() { cx.desk.dyads(PAIRS)? } else { Vec::new() };
    let names: Vec<String> = parties.iter().map(|p| cx.names.of(p)).collect();
    let title =
        if parties.is_empty() { Html::of(cx.ui.s("nav.ledger")) } else { entities(cx, &parties) };
    let plain =
        if names.is_empty() { cx.ui.s("nav.ledger").to_owned() } else { names.join(" · ") };
    let view = Page {
        f: cx.frame(crate::html::plain(&plain)).with(true, true),
        title,
        day: day.unwrap_or_default(),
        pairs: pairs
            .into_iter()
            .map(|(a, b, n)| {
                let href = format!("/ledger/{}/{}", link::part(&a), link::part(&b));
                (href, cx.ui.text(&cx.names.of(&a)), cx.ui.text(&cx.names.of(&b)), n)
            })
            .collect(),
        relations: found.iter().take(SHOWN).map(|r| line(cx, r)).collect(),
        all: found.len(),
        parties,
    };
    Body::html(&view)
}

fn line(cx: &Cx<'_>, relation: &Relation) -> Line {
    let words = |list: &[Evidence]| list.iter().take(WORDS).map(|e| words(cx, e)).collect();
    let duty = |(name, list): (&String, &Vec<Evidence>), holds: bool| {
        (cx.ui.label("duty", name), holds, words(list))
    };
    let held = relation.obligations.iter().map(|d| duty(d, true));
    let lacking = relation.lacks.iter().map(|d| duty(d, false));
    let claimed: Vec<String> = relation.claimed_by.iter().cloned().collect();
    let person = relation.person.as_deref().map(|p| {
        let office = relation.office.as_deref().map(|o| cx.ui.label("office", o));
        let office = Html::of(&office.unwrap_or_default());
        super::article::joined(&[entity(cx, p), office])
    });
    Line {
        kind: cx.ui.label("relation", &relation.kind),
        parties: entities(cx, &relation.parties),
        name: relation.name.as_deref().map(|n| cx.ui.text(n)).unwrap_or_default(),
        from: relation.from.as_deref().map(|d| cx.ui.date(d)),
        from_page: relation.from_page,
        until: relation.until.as_deref().map(|d| cx.ui.date(d)),
        replaced_by: relation.replaced_by.as_deref().map(|n| cx.ui.text(n)),
        alleged: relation.alleged,
        claimed_by: entities(cx, &claimed),
        person,
        goods: relation.goods.iter().map(|g| cx.ui.text(g)).collect(),
        duties: held.chain(lacking).collect(),
        words: words(&relation.evidence),
    }
}

fn words(cx: &Cx<'_>, said: &Evidence) -> Words {
    Words { text: cx.ui.text(&said.text), href: link::place(&said.article, said.span) }
}

fn table(found: &[&Relation]) -> Vec<Vec<String>> {
    let head = [
        "kind",
        "parties",
        "name",
        "from",
        "from_page",
        "until",
        "replaced_by",
        "obligations",
        "lacks",
        "goods",
        "person",
        "office",
        "alleged",
        "pages",
    ];
    let row = |r: &&Relation| {
        let or_empty = |v: &Option<String>| v.clone().unwrap_or_default();
        let keys = |m: &std::collections::BTreeMap<String, Vec<Evidence>>| {
            m.keys().cloned().collect::<Vec<_>>().join("|")
        };
        let goods: Vec<String> = r.goods.iter().cloned().collect();
        let mut pages: Vec<&str> = r.evidence.iter().map(|e| e.article.as_str()).collect();
        pages.dedup();
        vec![
            r.kind.clone(),
            r.parties.join("|"),
            or_empty(&r.name),
            or_empty(&r.from),
            r.from_page.to_string(),
            or_empty(&r.until),
            or_empty(&r.replaced_by),
            keys(&r.obligations),
            keys(&r.lacks),
            goods.join("|"),
            or_empty(&r.person),
            or_empty(&r.office),
            r.alleged.to_string(),
            pages.join("|"),
        ]
    };
    std::iter::once(head.map(str::to_owned).to_vec()).chain(found.iter().map(row)).collect()
}
