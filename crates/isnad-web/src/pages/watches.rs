//! Watches: what people watch, and what is new of it since they last marked it as seen.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use isnad_export::watch::{NewsJson, WatchJson, watches_json};
use isnad_pack::Pack;
use isnad_store::{Desk, StoredPage, Watch};
use isnad_story::watch::{News, Seen, Target, look, news};
use isnad_story::{Doc, Story};

use super::told::{entity, phrase};
use crate::app::App;
use crate::cx::{Body, Cx, Frame, Shape};
use crate::fault::Fault;
use crate::guard::Form;
use crate::html::Html;
use crate::link;
use crate::routes::{Done, back};
use crate::ui::Settings;

/// Pages that are compared here, at most; pages whose names are looked through for a dyad.
const MOST: usize = 300;
const NAMED: usize = 5_000;
/// Letters of what is watched, news of a watch and pieces of an edited page that are shown, at most.
const LETTERS: usize = 200;
const NEWS: usize = 30;
const PIECES: usize = 6;

#[derive(Template)]
#[template(path = "watches.html")]
struct Page<'a> {
    f: Frame<'a>,
    rows: Vec<Line>,
}

struct Line {
    id: i64,
    what: Html,
    kind: String,
    terms: Html,
    looked: Option<Html>,
    /// How many pages have to do with it; `None` if they are too many to be compared here.
    pages: Option<usize>,
    news: Vec<NewsLine>,
}

struct NewsLine {
    says: Html,
    gone: Vec<Html>,
    came: Vec<Html>,
    pages: Vec<(String, Html)>,
}

/// `/watches`.
pub(crate) fn list(cx: &Cx<'_>) -> Result<Body, Fault> {
    let room = Room { desk: cx.desk, app: cx.app };
    let mut rows = Vec::new();
    for watch in cx.desk.watches()? {
        let target: Target = serde_json::from_str(&watch.target)?;
        let sight = room.look(&watch, &target)?;
        let pages = sight.as_ref().map(|(seen, _)| seen.pages.len());
        let fresh = sight.map(|(_, news)| news).unwrap_or_default();
        let name = (watch.id, watch.what, watch.looked);
        rows.push((WatchJson::new(name, &target, pages.unwrap_or(0), &fresh), target, pages));
    }
    match cx.shape {
        Shape::Json => Ok(Body::json(watches_json(rows.into_iter().map(|(w, ..)| w).collect()))),
        Shape::Csv => Ok(Body::csv(&table(rows.iter().map(|(w, ..)| w)))),
        Shape::Text => Err(Fault::NotFound),
        Shape::Html => {
            let f = cx.frame(cx.ui.s("nav.watches").to_owned()).with(true, true);
            let rows = rows.iter().map(|(w, target, pages)| line(cx, w, target, *pages)).collect();
            Body::html(&Page { f, rows })
        }
    }
}

fn table<'w>(watches: impl Iterator<Item = &'w WatchJson>) -> Vec<Vec<String>> {
    let head = ["id", "what", "as", "terms", "looked", "pages", "news"].map(str::to_owned).to_vec();
    let row = |w: &WatchJson| {
        vec![
            w.id.to_string(),
            w.what.clone(),
            w.kind.to_owned(),
            w.terms.join("|"),
            w.looked.clone().unwrap_or_default(),
            w.pages.to_string(),
            w.news.len().to_string(),
        ]
    };
    std::iter::once(head).chain(watches.map(row)).collect()
}

fn line(cx: &Cx<'_>, watch: &WatchJson, target: &Target, pages: Option<usize>) -> Line {
    Line {
        id: watch.id,
        what: cx.ui.text(&watch.what),
        kind: cx.ui.label("watch", watch.kind),
        terms: terms(cx, target),
        looked: watch.looked.as_deref().map(|at| cx.ui.moment(at)),
        pages,
        news: watch.news.iter().take(NEWS).map(|n| news_line(cx, n)).collect(),
    }
}

/// How a watch was understood, with where more of it stands.
fn terms(cx: &Cx<'_>, target: &Target) -> Html {
    match target {
        Target::Entity { id } | Target::Place { id } => entity(cx, id),
        Target::Dyad { sides: [a, b] } => super::article::joined(&[entity(cx, a), entity(cx, b)]),
        Target::Event { kind, mode } => {
            let mode = mode.as_deref().map(|m| Html::of(&cx.ui.label("mode", m)));
            let kind = Html::of(&cx.ui.label("event", kind));
            super::article::joined(&[kind, mode.unwrap_or_default()])
        }
        Target::Words { words } => super::decisions::linked(
            &format!("/search?q={}", link::part(words)),
            &cx.ui.text(words),
        ),
    }
}

fn news_line(cx: &Cx<'_>, news: &NewsJson) -> NewsLine {
    let is_page = matches!(news.kind, "page" | "edited");
    let about = match news.about.trim() {
        "" => cx.ui.text(&news.now),
        title if is_page => cx.ui.text(title),
        claim => phrase(cx, claim),
    };
    let values = |all: &str| {
        let values: Vec<String> = all.split("; ").map(|v| phrase(cx, v).to_string()).collect();
        Html::trusted(values.join(cx.ui.s("list.comma")))
    };
    let parts = [("about", about), ("was", values(&news.was)), ("now", values(&news.now))];
    let pieces =
        |all: &[String]| all.iter().take(PIECES).map(|p| cx.ui.text(p)).collect::<Vec<_>>();
    NewsLine {
        says: cx.ui.fill(&format!("news.{}", news.kind), &parts),
        gone: pieces(&news.gone),
        came: pieces(&news.came),
        pages: news.pages.iter().map(|p| (link::article(p), cx.ui.text(p))).collect(),
    }
}

/// Adds a watch, takes one away, or notes that its news were seen.
pub(crate) fn act(
    app: &Arc<App>,
    form: &Form,
    _who: &str,
    _settings: Settings,
) -> Result<Done, Fault> {
    let mut desk = Desk::create(&app.options.desk)?;
    match form.get("do") {
        Some("add") => {
            let what = form.get("what").map(str::trim).unwrap_or_default();
            if what.is_empty() || what.chars().count() > LETTERS {
                return Err(Fault::Bad("error.watch-words"));
            }
            let target = serde_json::to_string(&Target::of(what, app.core.pack()))?;
            let watch = desk.add_watch(what, &target)?;
            // What is there already is no news.
            see(app, &mut desk, &watch)?;
        }
        Some("seen") => {
            let watch = desk.watches()?.into_iter().find(|w| Some(w.id) == number(form));
            see(app, &mut desk, &watch.ok_or(Fault::Bad("error.watch"))?)?;
        }
        Some("remove") => {
            let id = number(form).ok_or(Fault::Bad("error.watch"))?;
            desk.remove_watch(&id.to_string())?.ok_or(Fault::Bad("error.watch"))?;
        }
        _ => return Err(Fault::Bad("error.form")),
    }
    Ok(Done { to: back(form), settings: None })
}

fn number(form: &Form) -> Option<i64> {
    form.get("id")?.parse().ok()
}

/// Notes what a watch sees now; of a watch that sees too much, nothing is noted here.
fn see(app: &App, desk: &mut Desk, watch: &Watch) -> Result<(), Fault> {
    let target: Target = serde_json::from_str(&watch.target)?;
    if let Some((seen, _)) = (Room { desk, app }).look(watch, &target)? {
        desk.saw(watch.id, &serde_json::to_string(&seen)?)?;
    }
    Ok(())
}

/// The desk that watches look at.
struct Room<'a> {
    desk: &'a Desk,
    app: &'a App,
}

impl Room<'_> {
    /// What a watch sees now, and what of it is new; `None` if that is too much to be compared here.
    fn look(&self, watch: &Watch, target: &Target) -> Result<Option<(Seen, Vec<News>)>, Fault> {
        let Some(pages) = self.pages(target)? else { return Ok(None) };
        let stories = self.stories(&pages)?;
        let docs: Vec<Doc<'_>> = pages
            .iter()
            .map(|p| Doc { source: &p.source, article: &p.article, record: &p.record })
            .collect();
        let now = look(target, &docs, &stories, self.pack());
        let before: Option<Seen> = watch.seen.as_deref().map(serde_json::from_str).transpose()?;
        let fresh = before.map(|before| news(&before, &now, &docs)).unwrap_or_default();
        Ok(Some((now, fresh)))
    }

    fn pack(&self) -> &Pack {
        self.app.core.pack()
    }

    /// The pages that may have to do with a target, as columns and indexes tell.
    fn pages(&self, target: &Target) -> Result<Option<Vec<StoredPage>>, Fault> {
        let sources = match target {
            Target::Entity { id } | Target::Place { id } => self.naming(id, MOST)?,
            Target::Dyad { sides: [a, b] } => {
                match (self.naming(a, NAMED)?, self.naming(b, NAMED)?) {
                    (Some(a), Some(b)) => Some(a.intersection(&b).cloned().collect()),
                    _ => None,
                }
            }
            Target::Words { words } => {
                let query = self.app.core.query(words);
                let found = if query.is_empty() {
                    Vec::new()
                } else {
                    self.desk.search_heads(&query, 0, MOST + 1)?
                };
                Some(found.into_iter().map(|(head, _)| head.source).collect())
            }
            Target::Event { .. } if self.desk.counts()?.pages <= MOST => {
                return Ok(Some(self.desk.pages()?));
            }
            Target::Event { .. } => None,
        };
        let Some(sources) = sources.filter(|s: &BTreeSet<String>| s.len() <= MOST) else {
            return Ok(None);
        };
        let mut pages = Vec::new();
        for source in &sources {
            pages.extend(self.desk.page(source)?);
        }
        Ok(Some(pages))
    }

    /// The pages that name somebody, unless they are too many.
    fn naming(&self, id: &str, most: usize) -> Result<Option<BTreeSet<String>>, Fault> {
        let found = self.desk.pages_of_entity(id, false, 0, most + 1)?;
        let all = found.into_iter().map(|(head, _)| head.source);
        Ok(Some(all.collect::<BTreeSet<_>>()).filter(|all| all.len() <= most))
    }

    /// The stories of pages.
    fn stories(&self, pages: &[StoredPage]) -> Result<Vec<Story>, Fault> {
        let mut ids = BTreeSet::new();
        for page in pages {
            ids.extend(self.desk.story_of_page(&page.source)?.map(|head| head.id));
        }
        let mut stories = Vec::new();
        for id in &ids {
            let found = self.desk.stories_by_id(id)?.into_iter().find(|(head, _)| head.id == *id);
            stories.extend(found.map(|(_, json)| serde_json::from_str(&json)).transpose()?);
        }
        Ok(stories)
    }
}
