//! What people decided, and the forms by which they decide.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use isnad_export::{Layer, parse_fact_id, spans};
use isnad_extract::Entity;
use isnad_pack::Pack;
use isnad_store::{Decision, Desk, StoredPage, Verdict};
use isnad_text::token::is_arabic;
use serde_json::json;

use crate::app::App;
use crate::cx::{Body, Cx, Frame, Shape, Sheets};
use crate::fault::Fault;
use crate::guard::Form;
use crate::html::Html;
use crate::link;
use crate::routes::{Done, back};
use crate::ui::Settings;

/// Decisions on a sheet.
const SHEET: usize = 100;
/// Letters of a note or a name, at most.
const TEXT: usize = 2000;
const NAME: usize = 200;

#[derive(Template)]
#[template(path = "decisions.html")]
struct Page<'a> {
    f: Frame<'a>,
    rows: Vec<DecisionLine>,
    all: usize,
    sheets: Sheets,
}

/// A decision in a list.
pub(crate) struct DecisionLine {
    pub(crate) id: i64,
    pub(crate) made: Html,
    pub(crate) who: Html,
    pub(crate) what: Html,
    pub(crate) undone_by: Option<i64>,
    pub(crate) can_undo: bool,
}

/// `/decisions`.
pub(crate) fn list(cx: &Cx<'_>) -> Result<Body, Fault> {
    let mut all = cx.desk.decisions()?;
    match cx.shape {
        Shape::Json => Ok(Body::json(as_json(&all))),
        Shape::Csv => Ok(Body::csv(&table(&all))),
        Shape::Text => Err(Fault::NotFound),
        Shape::Html => {
            all.reverse();
            let at = cx.sheet()?;
            let (sheets, rows) = Sheets::of(at, SHEET, &all);
            let rows = rows.iter().map(|d| line(cx, d)).collect();
            let f = cx.frame(cx.ui.s("nav.decisions").to_owned()).with(true, true);
            Body::html(&Page { f, rows, all: all.len(), sheets })
        }
    }
}

/// The decisions that fit, newest first.
pub(crate) fn on(
    cx: &Cx<'_>,
    fits: &dyn Fn(&Decision) -> bool,
) -> Result<Vec<DecisionLine>, Fault> {
    let all = cx.desk.decisions()?;
    Ok(all.iter().rev().filter(|d| fits(d)).map(|d| line(cx, d)).collect())
}

fn line(cx: &Cx<'_>, decision: &Decision) -> DecisionLine {
    DecisionLine {
        id: decision.id,
        made: cx.ui.moment(&decision.made),
        who: cx.ui.text(&decision.who),
        what: told(cx, decision),
        undone_by: decision.undone_by,
        can_undo: decision.undone_by.is_none() && decision.verdict != Verdict::Undo,
    }
}

/// What was decided, as a sentence.
fn told(cx: &Cx<'_>, decision: &Decision) -> Html {
    let subject = subject(cx, &decision.subject, &decision.verdict);
    let name = |e: &Entity| {
        let name = cx.names.pick(&e.name_en, &e.name_ar).unwrap_or_else(|| e.id.clone());
        linked(&link::entity(&e.id), &cx.ui.text(&name))
    };
    match &decision.verdict {
        Verdict::Merge { into } => {
            cx.ui.fill("decided.merge", &[("subject", subject), ("into", name(into))])
        }
        Verdict::Split { into, pages } => {
            let n = cx.ui.count("reports", pages.len());
            let parts = [("subject", subject), ("into", name(into)), ("pages", n)];
            cx.ui.fill("decided.split", &parts)
        }
        Verdict::Rename { name_en, name_ar } => {
            let name = name_en.as_deref().or(name_ar.as_deref()).unwrap_or_default();
            cx.ui.fill("decided.rename", &[("subject", subject), ("name", cx.ui.text(name))])
        }
        Verdict::Join { other, .. } => {
            let other = self::subject(cx, &format!("story:{other}"), &decision.verdict);
            cx.ui.fill("decided.join", &[("subject", subject), ("other", other)])
        }
        Verdict::Part { pages } => {
            let n = cx.ui.count("reports", pages.len());
            cx.ui.fill("decided.part", &[("subject", subject), ("pages", n)])
        }
        Verdict::Confirm { words } => {
            cx.ui.fill("decided.confirm", &[("subject", subject), ("words", quoted(cx, words))])
        }
        Verdict::Reject { words } => {
            cx.ui.fill("decided.reject", &[("subject", subject), ("words", quoted(cx, words))])
        }
        Verdict::Note { text } => {
            cx.ui.fill("decided.note", &[("subject", subject), ("text", cx.ui.text(text))])
        }
        Verdict::Flag { text } => {
            cx.ui.fill("decided.flag", &[("subject", subject), ("text", cx.ui.text(text))])
        }
        Verdict::Undo => cx.ui.fill("decided.undo", &[("subject", subject)]),
    }
}

fn quoted(cx: &Cx<'_>, words: &str) -> Html {
    cx.ui.text(&crate::html::cut(words, 120))
}

/// What a decision is about, as a link.
fn subject(cx: &Cx<'_>, subject: &str, verdict: &Verdict) -> Html {
    if *verdict == Verdict::Undo {
        return cx.ui.text(subject);
    }
    if let Some((_, layer, _)) = parse_fact_id(subject) {
        let place = if layer == Layer::Quote { "quote" } else { "fact" };
        return linked(&format!("/{place}/{}", link::part(subject)), &cx.ui.text(subject));
    }
    if let Some((kind @ ("story" | "article"), id)) = subject.split_once(':') {
        let label = cx.ui.label("subject", kind);
        return linked(
            &format!("/{kind}/{}", link::part(id)),
            &cx.ui.text(&format!("{label} {id}")),
        );
    }
    linked(&link::entity(subject), &cx.ui.text(&cx.names.of(subject)))
}

pub(super) fn linked(href: &str, text: &Html) -> Html {
    let mut out = String::from("<a href=\"");
    crate::html::escape(&mut out, href);
    out.push_str("\">");
    out.push_str(text.as_str());
    out.push_str("</a>");
    Html::trusted(out)
}

fn as_json(all: &[Decision]) -> String {
    let one = |d: &Decision| {
        json!({ "id": d.id, "made": d.made, "who": d.who, "subject": d.subject,
            "decision": d.verdict, "undone_by": d.undone_by })
    };
    let decisions: Vec<serde_json::Value> = all.iter().map(one).collect();
    json!({ "schema": "isnad.decisions/1", "decisions": decisions }).to_string()
}

fn table(all: &[Decision]) -> Vec<Vec<String>> {
    let head =
        ["id", "made", "who", "subject", "decision", "undone_by"].map(str::to_owned).to_vec();
    let row = |d: &Decision| {
        vec![
            d.id.to_string(),
            d.made.clone(),
            d.who.clone(),
            d.subject.clone(),
            serde_json::to_string(&d.verdict).unwrap_or_default(),
            d.undone_by.map(|n| n.to_string()).unwrap_or_default(),
        ]
    };
    std::iter::once(head).chain(all.iter().map(row)).collect()
}

/// Makes the decision that a form holds.
pub(crate) fn decide(
    app: &Arc<App>,
    form: &Form,
    who: &str,
    _settings: Settings,
) -> Result<Done, Fault> {
    let subject = form.get("subject").unwrap_or_default().trim();
    let named = form.get("who").map(str::trim).filter(|w| !w.is_empty());
    let who = named.unwrap_or(who);
    if subject.is_empty() || subject.chars().count() > NAME || who.chars().count() > NAME {
        return Err(Fault::Bad("error.form"));
    }
    let verdict = {
        let desk = app.pool.lend()?;
        Clerk { desk: &desk, pack: app.core.pack() }.verdict(form, subject)?
    };
    let mut desk = Desk::create(&app.options.desk)?;
    desk.decide(who, subject, &verdict)?;
    drop(desk);
    app.tell();
    // A story that was joined or parted may have another address.
    let moves = matches!(verdict, Verdict::Join { .. } | Verdict::Part { .. });
    let to = if moves { "/decisions".to_owned() } else { back(form) };
    Ok(Done { to, settings: None })
}

/// Turns forms into decisions that can be made.
struct Clerk<'a> {
    desk: &'a Desk,
    pack: &'a Pack,
}

impl Clerk<'_> {
    fn verdict(&self, form: &Form, subject: &str) -> Result<Verdict, Fault> {
        match form.get("kind").unwrap_or_default() {
            "confirm" => Ok(Verdict::Confirm { words: self.words(subject)? }),
            "reject" => Ok(Verdict::Reject { words: self.words(subject)? }),
            "note" => Ok(Verdict::Note { text: text(form, true)? }),
            "flag" => Ok(Verdict::Flag { text: text(form, false)? }),
            "rename" => self.rename(form, subject),
            "merge" => self.merge(form, subject),
            "split" => self.split(form, subject),
            "join" => self.join(form, subject),
            "part" => self.part(form, subject),
            "undo" => self.undo(subject),
            _ => Err(Fault::Bad("error.form")),
        }
    }

    /// The words of a fact.
    fn words(&self, subject: &str) -> Result<String, Fault> {
        let (key, layer, index) = parse_fact_id(subject).ok_or(Fault::Bad("error.subject"))?;
        let page = page(self.desk, key, "error.subject")?;
        let span = spans(&page.record, layer).get(index).copied();
        let span = span.ok_or(Fault::Bad("error.subject"))?;
        Ok(span.of(&page.article.text).to_owned())
    }

    fn rename(&self, form: &Form, subject: &str) -> Result<Verdict, Fault> {
        self.entity(subject)?;
        let name = short(form, "name")?;
        let (name_en, name_ar) =
            if name.chars().any(is_arabic) { (None, Some(name)) } else { (Some(name), None) };
        Ok(Verdict::Rename { name_en, name_ar })
    }

    fn merge(&self, form: &Form, subject: &str) -> Result<Verdict, Fault> {
        self.entity(subject)?;
        let into = self.entity(&short(form, "into")?)?;
        // What has become the subject cannot take it in.
        if into.id == subject || self.desk.decided()?.id("", &into.id) == subject {
            return Err(Fault::Bad("error.itself"));
        }
        Ok(Verdict::Merge { into })
    }

    fn split(&self, form: &Form, subject: &str) -> Result<Verdict, Fault> {
        let entity = self.entity(subject)?;
        let id = short(form, "into")?;
        let mut pages = BTreeSet::new();
        for name in form.all("page") {
            let page = page(self.desk, name, "error.no-pages")?;
            if !page.record.entities.iter().any(|e| e.id == subject) {
                return Err(Fault::Bad("error.no-pages"));
            }
            pages.insert(page.source);
        }
        if pages.is_empty() {
            return Err(Fault::Bad("error.no-pages"));
        }
        if id == subject {
            return Err(Fault::Bad("error.itself"));
        }
        // Who it is may be known, or a new one with a name to be given.
        let into = match self.entity(&id) {
            Ok(known) => known,
            Err(Fault::Bad(_)) => Entity { name_en: id.clone(), id, ..entity },
            Err(fault) => return Err(fault),
        };
        Ok(Verdict::Split { into, pages })
    }

    /// Two stories are one.
    fn join(&self, form: &Form, subject: &str) -> Result<Verdict, Fault> {
        let named = short(form, "into")?;
        let (id, own) = self.story(subject)?;
        let (other, others) = self.story(&format!("story:{named}"))?;
        if other == id {
            return Err(Fault::Bad("error.story"));
        }
        let pages = own.into_iter().take(1).chain(others.into_iter().take(1)).collect();
        Ok(Verdict::Join { other, pages })
    }

    /// Pages of a story are one of their own.
    fn part(&self, form: &Form, subject: &str) -> Result<Verdict, Fault> {
        let (_, all) = self.story(subject)?;
        let chosen = |source: &&String| {
            let id = link::page_id(source);
            form.all("page").any(|page| page == id)
        };
        let pages: BTreeSet<String> = all.iter().filter(chosen).cloned().collect();
        let some = !pages.is_empty() && pages.len() < all.len();
        if some { Ok(Verdict::Part { pages }) } else { Err(Fault::Bad("error.part-pages")) }
    }

    /// Id and sources of the story that a form names.
    fn story(&self, subject: &str) -> Result<(String, Vec<String>), Fault> {
        let id = subject.strip_prefix("story:").ok_or(Fault::Bad("error.story"))?;
        let found = self.desk.stories_by_id(id)?;
        let [(head, _)] = found.as_slice() else { return Err(Fault::Bad("error.story")) };
        let sources = self.desk.heads_of_story(&head.id)?.into_iter().map(|h| h.source);
        Ok((head.id.clone(), sources.collect()))
    }

    fn undo(&self, subject: &str) -> Result<Verdict, Fault> {
        let all = self.desk.decisions()?;
        let holds = |d: &Decision| d.verdict != Verdict::Undo && d.undone_by.is_none();
        if all.iter().any(|d| d.id.to_string() == subject && holds(d)) {
            Ok(Verdict::Undo)
        } else {
            Err(Fault::Bad("error.undone"))
        }
    }

    /// The entity of an id that pages name, that a decision made, or that the lists hold.
    fn entity(&self, id: &str) -> Result<Entity, Fault> {
        let now = self.desk.decided()?.id("", id);
        if let Some(entity) = self.desk.entity_name(&now)? {
            return Ok(entity);
        }
        let known = self.pack.world.get(&now).ok_or(Fault::Bad("error.entity"))?;
        let (name_en, name_ar) = (known.name_en.clone(), known.name_ar.clone());
        Ok(Entity { id: known.id.clone(), kind: known.kind.into(), name_en, name_ar })
    }
}

/// The page that a form names; if there is none, the key says what is wrong with the form.
fn page(desk: &Desk, id: &str, key: &'static str) -> Result<StoredPage, Fault> {
    match super::find_page(desk, id) {
        Err(Fault::NotFound) => Err(Fault::Bad(key)),
        found => found,
    }
}

fn short(form: &Form, name: &str) -> Result<String, Fault> {
    let value = form.get(name).map(str::trim).unwrap_or_default();
    let fits = !value.is_empty() && value.chars().count() <= NAME;
    if fits { Ok(crate::html::plain(value)) } else { Err(Fault::Bad("error.form")) }
}

fn text(form: &Form, needed: bool) -> Result<String, Fault> {
    let value = form.get("text").map(str::trim).unwrap_or_default();
    let fits = value.chars().count() <= TEXT && !(needed && value.is_empty());
    if fits { Ok(value.to_owned()) } else { Err(Fault::Bad("error.form")) }
}
