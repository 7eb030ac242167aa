//! A story: who took it from whom, what is claimed, where reports differ, what was said and done. One
//! page shows the beginning of each part; each part has a page of its own, in sheets.

mod claims;
mod deeds;
mod isnad;
mod view;

use askama::Template;
use isnad_export::stories_json;
use isnad_store::StoryHead;
use isnad_story::Story;

use self::claims::{ClaimView, ConflictView, Contradiction};
use self::deeds::{EventGroup, MomentLine, QuoteGroup};
use self::isnad::ReportLine;
use self::view::{Most, Part, View};
use super::decisions::{DecisionLine, on};
use crate::cx::{Body, Cx, Frame, Shape, Sheets};
use crate::draw::{dots, map};
use crate::fault::Fault;
use crate::html::Html;

/// Bytes of a story page, at most: where its entries are long, fewer are shown.
const LARGEST: usize = 140_000;
/// How often what is shown may be halved.
const TRIES: usize = 4;

/// The head of a story.
struct Head {
    head: StoryHead,
    id: String,
    title: Html,
    dots: Html,
    changed: Html,
}

#[derive(Template)]
#[template(path = "story.html")]
struct Page<'a> {
    f: Frame<'a>,
    s: Head,
    tree: Html,
    reports: Part<ReportLine>,
    conflicts: Part<ConflictView>,
    contradictions: Part<Contradiction>,
    claims: Part<ClaimView>,
    quotes: Part<QuoteGroup>,
    events: Part<EventGroup>,
    map: Html,
    places: Vec<map::Place>,
    lanes: Html,
    moments: Part<MomentLine>,
    subject: String,
    decisions: Vec<DecisionLine>,
}

/// One part of a story; there are no others.
#[derive(Template)]
#[template(path = "story_part.html")]
struct PartPage<'a> {
    f: Frame<'a>,
    s: Head,
    /// The key of its title.
    key: &'static str,
    subject: String,
    reports: Option<Part<ReportLine>>,
    conflicts: Option<(Part<ConflictView>, Part<Contradiction>)>,
    claims: Option<Part<ClaimView>>,
    quotes: Option<Part<QuoteGroup>>,
    events: Option<Part<EventGroup>>,
    moments: Option<Part<MomentLine>>,
    sheets: Sheets,
}

/// `/story/ID`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    let (head, story) = told(cx)?;
    match cx.shape {
        Shape::Json => Ok(Body::json(stories_json(std::slice::from_ref(&story)))),
        Shape::Html => {
            let mut most = Most::PAGE;
            let mut body = draw(cx, &head, &story, most)?;
            for _ in 0..TRIES {
                if body.text.len() <= LARGEST {
                    break;
                }
                most = most.half();
                body = draw(cx, &head, &story, most)?;
            }
            Ok(body)
        }
        Shape::Csv | Shape::Text => Err(Fault::NotFound),
    }
}

/// `/story/ID` with all that belongs to it, however large.
pub(crate) fn whole(cx: &Cx<'_>) -> Result<Body, Fault> {
    let (head, story) = told(cx)?;
    draw(cx, &head, &story, Most::ALL)
}

/// The story that an address names.
fn told(cx: &Cx<'_>) -> Result<(StoryHead, Story), Fault> {
    let (head, json) = find(cx, &cx.part(1))?;
    Ok((head, serde_json::from_str(&json)?))
}

/// The story whose id begins so, if it is only one.
pub(super) fn find(cx: &Cx<'_>, id: &str) -> Result<(StoryHead, String), Fault> {
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Fault::NotFound);
    }
    let mut found = cx.desk.stories_by_id(&id.to_ascii_lowercase())?;
    if found.len() > 1 && found.first().is_none_or(|(head, _)| head.id != id) {
        return Err(Fault::NotFound);
    }
    if found.is_empty() { Err(Fault::NotFound) } else { Ok(found.swap_remove(0)) }
}

fn title<'t>(cx: &Cx<'t>, head: &'t StoryHead) -> &'t str {
    if head.title.is_empty() { cx.ui.s("story.untitled") } else { &head.title }
}

fn head_of(cx: &Cx<'_>, head: &StoryHead, story: &Story) -> Head {
    Head {
        id: story.id.clone(),
        title: cx.ui.text(title(cx, head)),
        dots: dots::weight(head.pages, head.origins),
        changed: cx.ui.moment(&head.changed),
        head: head.clone(),
    }
}

fn draw(cx: &Cx<'_>, head: &StoryHead, story: &Story, most: Most) -> Result<Body, Fault> {
    let view = View::new(cx, story, most)?;
    let subject = format!("story:{}", story.id);
    let places = view.map_places();
    Body::html(&Page {
        f: cx.frame(crate::html::plain(title(cx, head))).with(true, false),
        s: head_of(cx, head, story),
        tree: view.tree(),
        reports: view.reports(),
        conflicts: view.conflicts(),
        contradictions: view.contradictions(),
        claims: view.claims(),
        quotes: view.quotes(),
        events: view.events(),
        map: map::draw(&cx.ui, cx.core().outline(), &places, cx.ui.s("story.map")),
        places,
        lanes: view.lanes(),
        moments: view.moments(),
        decisions: on(cx, &|d| d.subject == subject)?,
        subject,
    })
}

/// The parts that have pages of their own: their names in addresses, and the keys of their titles.
const PARTS: [(&str, &str); 6] = [
    ("reports", "story.reports"),
    ("conflicts", "story.conflicts"),
    ("claims", "story.claims"),
    ("quotes", "story.quotes"),
    ("events", "story.events"),
    ("timeline", "story.timeline"),
];

/// `/story/ID/PART`: all entries of a part, in sheets.
pub(crate) fn part(cx: &Cx<'_>) -> Result<Body, Fault> {
    let name = cx.part(2);
    let (part, key) = PARTS.into_iter().find(|(p, _)| *p == name).ok_or(Fault::NotFound)?;
    if cx.shape != Shape::Html {
        return Err(Fault::NotFound);
    }
    let (head, story) = told(cx)?;
    let most = Most::SHEET;
    let mut view = View::new(cx, &story, most)?;
    let at = cx.sheet()?;
    let (size, all) = match part {
        "reports" => (most.reports, view.heads.len()),
        "conflicts" => (most.conflicts, story.conflicts.len().max(story.conflicting_quotes.len())),
        "claims" => (most.claims, story.claims.len()),
        "quotes" => (most.quotes, story.same_quotes.len()),
        "events" => (most.events, view.gathered.events.len()),
        _ => (most.moments, story.timeline.len()),
    };
    view.from = at.saturating_mul(size);
    let frame_title = format!("{} · {}", cx.ui.s(key), crate::html::plain(title(cx, &head)));
    Body::html(&PartPage {
        f: cx.frame(frame_title),
        s: head_of(cx, &head, &story),
        key,
        subject: format!("story:{}", story.id),
        reports: (part == "reports").then(|| view.reports()),
        conflicts: (part == "conflicts").then(|| (view.conflicts(), view.contradictions())),
        claims: (part == "claims").then(|| view.claims()),
        quotes: (part == "quotes").then(|| view.quotes()),
        events: (part == "events").then(|| view.events()),
        moments: (part == "timeline").then(|| view.moments()),
        sheets: Sheets::new(at, view.from.saturating_add(size) < all),
    })
}
