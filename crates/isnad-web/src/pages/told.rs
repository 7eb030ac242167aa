//! Parts that several pages show: a page in a line, a source, an event, a quote with its drift, what
//! stories call claims and values.

use isnad_extract::Event;
use isnad_pack::Pack;
use isnad_store::PageHead;
use isnad_story::drift::{Change, Piece};

use crate::cx::Cx;
use crate::html::{Html, escape, plain};
use crate::link;
use crate::phrases::Part;

/// A page in a list.
pub(crate) struct PageLine {
    pub(crate) href: String,
    pub(crate) title: Html,
    pub(crate) outlet: Html,
    pub(crate) published: Html,
    pub(crate) lang: String,
    pub(crate) added: String,
}

impl PageLine {
    pub(crate) fn new(cx: &Cx<'_>, head: &PageHead) -> PageLine {
        let title = head.title.as_deref().filter(|t| !t.trim().is_empty());
        PageLine {
            href: link::article(&head.source),
            title: cx.ui.text(title.unwrap_or(&head.source)),
            outlet: cx.ui.text(&publisher(cx, head)),
            published: head
                .published
                .as_deref()
                .map_or_else(|| Html::of(cx.ui.s("page.no-date")), |d| cx.ui.moment(d)),
            lang: cx.ui.label("lang", &head.lang),
            added: head.added.clone(),
        }
    }
}

/// The name of the publisher of a page; without one, the host of its address.
pub(crate) fn publisher(cx: &Cx<'_>, head: &PageHead) -> String {
    let host = || {
        let rest = head.url.as_deref()?.split_once("://")?.1;
        rest.split(['/', '?', '#', ':']).next().filter(|h| !h.is_empty()).map(str::to_owned)
    };
    let named = head.outlet.as_deref().map(|o| cx.names.outlet(o));
    named.or_else(host).unwrap_or_else(|| cx.ui.s("page.no-outlet").to_owned())
}

/// The name of a publisher.
pub(crate) fn outlet(cx: &Cx<'_>, id: Option<&str>) -> Html {
    match id {
        Some(id) => cx.ui.text(&cx.names.outlet(id)),
        None => Html::of(cx.ui.s("page.no-outlet")),
    }
}

/// What stands behind a publisher: country, owner, who controls it; empty if nothing is known.
pub(crate) fn standing(cx: &Cx<'_>, pack: &Pack, id: Option<&str>) -> Vec<Html> {
    let Some(outlet) = id.and_then(|id| pack.page.outlets.by_id(id)) else { return Vec::new() };
    let mut parts = Vec::new();
    if !outlet.country.is_empty() {
        parts.push(cx.ui.text(&cx.names.of(&outlet.country)));
    }
    if !outlet.state_control.is_empty() {
        parts.push(Html::of(&cx.ui.label("control", &outlet.state_control)));
    }
    if !outlet.owner.is_empty() {
        parts.push(cx.ui.fill("source.owner", &[("owner", cx.ui.text(&outlet.owner))]));
    }
    parts
}

/// Entities as links, parted by commas.
pub(crate) fn entities(cx: &Cx<'_>, ids: &[String]) -> Html {
    listed(cx, ids, entity)
}

fn listed(cx: &Cx<'_>, ids: &[String], name: fn(&Cx<'_>, &str) -> Html) -> Html {
    let names: Vec<String> = ids.iter().map(|id| name(cx, id).as_str().to_owned()).collect();
    let comma = format!("{} ", Html::of(cx.ui.s("list.comma")));
    Html::trusted(names.join(&comma))
}

/// An entity as a link.
pub(crate) fn entity(cx: &Cx<'_>, id: &str) -> Html {
    let mut out = String::from("<a href=\"");
    escape(&mut out, &link::entity(id));
    out.push_str("\">");
    out.push_str(cx.ui.text(&cx.names.of(id)).as_str());
    out.push_str("</a>");
    Html::trusted(out)
}

/// An event in a row: what, who, to whom, whether, when, where.
pub(crate) struct EventLine {
    pub(crate) kind: String,
    pub(crate) mode: Option<String>,
    pub(crate) actors: Html,
    pub(crate) recipients: Html,
    pub(crate) status: &'static str,
    pub(crate) status_label: String,
    pub(crate) date: Option<Html>,
    pub(crate) place: Option<Html>,
    pub(crate) claimed_by: Option<Html>,
}

impl EventLine {
    /// With links to everybody in it.
    pub(crate) fn new(cx: &Cx<'_>, event: &Event) -> EventLine {
        EventLine::with(cx, event, entity)
    }

    /// Without links: where the line itself is something to press.
    pub(crate) fn plain(cx: &Cx<'_>, event: &Event) -> EventLine {
        EventLine::with(cx, event, |cx, id| cx.ui.text(&cx.names.of(id)))
    }

    fn with(cx: &Cx<'_>, event: &Event, name: fn(&Cx<'_>, &str) -> Html) -> EventLine {
        EventLine {
            kind: cx.ui.label("event", &event.kind),
            mode: event.mode.as_ref().map(|m| cx.ui.label("mode", m)),
            actors: listed(cx, &event.actors, name),
            recipients: listed(cx, &event.recipients, name),
            status: event.status.name(),
            status_label: cx.ui.label("status", event.status.name()),
            date: event.date.as_deref().map(|d| cx.ui.date(d)),
            place: event.place.as_deref().map(|p| name(cx, p)),
            claimed_by: event.claimed_by.as_deref().map(|c| name(cx, c)),
        }
    }
}

/// Who speaks: a known one as a link, one who is only described in words, or nobody.
pub(crate) fn speaker(cx: &Cx<'_>, id: &str) -> Html {
    if id.is_empty() {
        return Html::of(cx.ui.s("quote.nobody"));
    }
    if cx.names.is_named(id) { entity(cx, id) } else { cx.ui.text(&cx.names.of(id)) }
}

/// Words with what was put in and left out marked, by more than colour.
pub(crate) fn drifted(pieces: &[Piece]) -> Html {
    let mut out = String::new();
    for piece in pieces {
        let tag = match piece.change {
            Change::Kept => None,
            Change::Gone => Some(("<del>", "</del>")),
            Change::New => Some(("<ins>", "</ins>")),
        };
        match tag {
            None => escape(&mut out, &piece.text),
            Some((open, close)) => {
                out.push_str(open);
                escape(&mut out, &piece.text);
                out.push_str(close);
            }
        }
        out.push(' ');
    }
    Html::trusted(out.trim_end().to_owned())
}

/// Phrases within phrases that are looked for.
const DEEPEST: usize = 3;

/// A part of what stories say.
enum Bit {
    /// Words of the interface.
    Own(String),
    /// An ISO 8601 date.
    Date(String),
    /// A name, or words of a page.
    Other(String),
}

/// What stories call a claim, a detail or a value, in the words of the reader.
pub(crate) fn phrase(cx: &Cx<'_>, text: &str) -> Html {
    let html = |bit: &Bit| match bit {
        Bit::Own(text) => Html::of(text),
        Bit::Date(iso) if iso.contains('T') && !iso.contains('/') => cx.ui.moment(iso),
        Bit::Date(iso) => cx.ui.date(iso),
        Bit::Other(text) => cx.ui.text(text),
    };
    let parts: Vec<String> = bits(cx, text, 0).iter().map(|b| html(b).to_string()).collect();
    Html::trusted(parts.concat())
}

/// The same without mark-up, for drawings.
pub(crate) fn phrase_plain(cx: &Cx<'_>, text: &str) -> String {
    let words = |bit: Bit| match bit {
        Bit::Own(text) | Bit::Other(text) => text,
        Bit::Date(iso) => cx.ui.one_date(&iso),
    };
    let all: String = bits(cx, text, 0).into_iter().map(words).collect();
    plain(&all)
}

fn bits(cx: &Cx<'_>, text: &str, depth: usize) -> Vec<Bit> {
    if is_date(text) {
        return vec![Bit::Date(text.to_owned())];
    }
    if text.parse::<f64>().is_ok() {
        return vec![Bit::Own(cx.ui.digits(text))];
    }
    if let Some(name) = name(cx, text).filter(|_| depth > 0) {
        return vec![Bit::Other(name)];
    }
    let found = if depth < DEEPEST { cx.ui.phrase(text) } else { None };
    let Some(parts) = found else { return vec![Bit::Other(text.to_owned())] };
    let turn = |part: Part<'_>| match part {
        Part::Words(words) => vec![Bit::Own(words.to_owned())],
        Part::Held(text) => bits(cx, text, depth + 1),
    };
    parts.into_iter().flat_map(turn).collect()
}

/// Whether a text is a day, a month, a moment or a period.
fn is_date(text: &str) -> bool {
    text.len() >= "2025-01".len()
        && text.as_bytes().get(4) == Some(&b'-')
        && text.bytes().all(|b| b.is_ascii_digit() || b"-/:TZ+".contains(&b))
}

/// What somebody is called whom stories name by an id or by the English name.
fn name(cx: &Cx<'_>, text: &str) -> Option<String> {
    let is_id = || cx.core().pack().world.get(text).is_some();
    if is_id() || cx.names.is_named(text) {
        return Some(cx.names.of(text));
    }
    cx.names.described(text)
}
