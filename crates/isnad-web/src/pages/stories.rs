//! The list of stories.

use askama::Template;
use isnad_store::{StoryHead, StoryOrder};
use isnad_text::Date;
use serde_json::json;

use crate::cx::{Body, Cx, Frame, Shape, Sheets};
use crate::draw::dots;
use crate::fault::Fault;
use crate::html::Html;
use crate::link;

/// Stories on a sheet, and in a file.
const SHEET: usize = 30;
const FILE: usize = 5000;

#[derive(Template)]
#[template(path = "stories.html")]
struct Page<'a> {
    f: Frame<'a>,
    order: &'static str,
    is_today: bool,
    rows: Vec<Line>,
    all: usize,
    sheets: Sheets,
}

/// A story in the list.
struct Line {
    href: String,
    title: Html,
    dots: Html,
    head: StoryHead,
}

/// The orders, by the name in the address.
const ORDERS: [(&str, StoryOrder); 3] = [
    ("newest", StoryOrder::Newest),
    ("origins", StoryOrder::Origins),
    ("conflicts", StoryOrder::Conflicts),
];

/// `/` and `/stories`.
pub(crate) fn list(cx: &Cx<'_>) -> Result<Body, Fault> {
    let wanted = cx.asked("sort").unwrap_or("newest");
    let order = ORDERS.into_iter().find(|(name, _)| *name == wanted);
    let (name, order) = order.ok_or(Fault::Bad("error.sort"))?;
    let since = since(cx)?;
    let size = if cx.shape == Shape::Html { SHEET } else { FILE };
    let at = cx.sheet()?;
    let (mut heads, all) = cx.desk.story_list(order, &since, at * size, size + 1)?;
    let sheets = Sheets::cut(at, size, &mut heads);
    match cx.shape {
        Shape::Json => Ok(Body::json(json(&heads, all))),
        Shape::Csv => Ok(Body::csv(&table(&heads))),
        Shape::Text => Err(Fault::NotFound),
        Shape::Html => {
            let rows = heads.into_iter().map(|head| line(cx, head)).collect();
            let f = cx.frame(cx.ui.s("nav.stories").to_owned()).with(true, true);
            let is_today = cx.asked("since") == Some("today");
            Body::html(&Page { f, order: name, is_today, rows, all, sheets })
        }
    }
}

/// The day since which stories are asked for; `today` is a day, too.
fn since(cx: &Cx<'_>) -> Result<String, Fault> {
    match cx.asked("since") {
        None => Ok(String::new()),
        Some("today") => Ok(today().to_string()),
        Some(day) => {
            let date = Date::parse(day).filter(|_| day.len() == 10);
            date.map(|d| d.to_string()).ok_or(Fault::Bad("error.day"))
        }
    }
}

/// This day, in UTC.
#[expect(clippy::disallowed_methods, reason = "a list of today's stories asks what day it is")]
fn today() -> Date {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Date::from_days(now.map_or(0, |d| (d.as_secs() / 86_400) as i64))
}

fn line(cx: &Cx<'_>, head: StoryHead) -> Line {
    let title = if head.title.is_empty() { cx.ui.s("story.untitled") } else { &head.title };
    Line {
        href: link::story(&head.id),
        title: cx.ui.text(title),
        dots: dots::weight(head.pages, head.origins),
        head,
    }
}

fn json(heads: &[StoryHead], all: usize) -> String {
    let story = |h: &StoryHead| {
        json!({
            "id": h.id, "title": h.title, "pages": h.pages, "independent_origins": h.origins,
            "claims": h.claims, "conflicts": h.conflicts, "newest": h.newest,
            "changed": h.changed, "href": format!("{}.json", link::story(&h.id)),
        })
    };
    let stories: Vec<serde_json::Value> = heads.iter().map(story).collect();
    json!({ "schema": "isnad.story-list/1", "all": all, "stories": stories }).to_string()
}

fn table(heads: &[StoryHead]) -> Vec<Vec<String>> {
    let head =
        ["id", "title", "pages", "independent_origins", "claims", "conflicts", "newest", "changed"];
    let row = |h: &StoryHead| {
        vec![
            h.id.clone(),
            h.title.clone(),
            h.pages.to_string(),
            h.origins.to_string(),
            h.claims.to_string(),
            h.conflicts.to_string(),
            h.newest.clone(),
            h.changed.clone(),
        ]
    };
    std::iter::once(head.map(str::to_owned).to_vec()).chain(heads.iter().map(row)).collect()
}
