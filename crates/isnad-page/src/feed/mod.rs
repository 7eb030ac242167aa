//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed. Each item becomes a page.
//!
//! `feed-rs` gives up a feed at the first fault of its XML, moves every moment to UTC, which changes
//! days, drops dates that are not in English and leaves `source` out; so items are cut apart here and
//! read one by one, with `quick-xml` for what stands in each.

mod json;
mod moment;
mod xml;

use isnad_pack::Pack;

use crate::{Content, Diagnostic, Hints, Page, entity::unescape, host_of, when::note};

/// A page of a feed, and what was found odd about it.
pub type Read = (Page, Vec<Diagnostic>);

/// What a feed says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Channel {
    title: Option<String>,
    link: Option<String>,
    lang: Option<String>,
}

/// What a feed says of one item, as it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Entry {
    id: Option<String>,
    link: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
    /// The first category.
    section: Option<String>,
    lang: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    /// The feed from which the item was taken: its name.
    source: Option<String>,
    /// The whole article, as HTML or text.
    content: Option<String>,
    /// Its beginning or what it is about.
    summary: Option<String>,
    /// What is broken in it.
    fault: Option<String>,
}

/// Whether a text is a feed, by its root element or version.
pub fn is_feed(text: &str) -> bool {
    xml::root(text).is_some() || json::is_feed(text)
}

/// The items of a feed as pages, and why one is none. `name` is what the feed is called.
pub fn read(text: &str, name: &str, pack: &Pack) -> Vec<Result<Read, String>> {
    let (channel, entries) =
        if json::is_feed(text) { json::entries(text) } else { xml::entries(text) };
    let mut out: Vec<Result<Read, String>> = Vec::new();
    for (i, entry) in entries.into_iter().enumerate() {
        out.push(page(entry, &channel, &format!("{name}:{}", i + 1), pack));
    }
    if out.is_empty() {
        out.push(Err("a feed without items".to_owned()));
    }
    out
}

/// An item as a page; `name` stands in for an address.
fn page(entry: Entry, channel: &Channel, name: &str, pack: &Pack) -> Result<Read, String> {
    let Entry { id, link, title, authors, section, lang, source, fault, .. } = entry;
    let mut notes = Vec::new();
    let (published, updated) = dates(entry.published, entry.updated, &mut notes, pack);
    let url = link.or_else(|| id.clone().filter(|id| id.contains("://")));
    let content = match (entry.content, entry.summary) {
        (Some(whole), _) => whole,
        (None, Some(summary)) => {
            let message = "the feed gives a description only, which may be the beginning of it";
            notes.push(note("summary-only", message.to_owned()));
            summary
        }
        (None, None) => return Err(fault.unwrap_or_else(|| "an item without text".to_owned())),
    };
    notes.extend(fault.map(|cause| note("broken-item", cause)));
    let hints = Hints {
        outlet: url.as_deref().and_then(|url| house(url, channel, pack)),
        title,
        published,
        updated,
        lang: lang.or_else(|| channel.lang.clone()),
        byline: (!authors.is_empty()).then(|| authors.join(", ")),
        section,
        republished_from: source.filter(|s| Some(s) != channel.title.as_ref()),
        url: url.clone(),
        crawled: None,
    };
    let source = url.or(id).unwrap_or_else(|| name.to_owned());
    Ok((Page { source, content: form(content), hints }, notes))
}

/// The moments of publication and change. What cannot be read is told, not dropped.
fn dates(
    published: Option<String>,
    updated: Option<String>,
    notes: &mut Vec<Diagnostic>,
    pack: &Pack,
) -> (Option<String>, Option<String>) {
    let mut moment = |raw: Option<String>| {
        let raw = raw?;
        let found = moment::of(&raw, pack);
        if found.is_none() {
            notes.push(note("unread-date", format!("the feed gives a date as `{raw}`")));
        }
        found
    };
    let (published, updated) = (moment(published), moment(updated));
    if published.is_none() && updated.is_some() {
        let message = "the feed gives the last change only, which stands for publication";
        notes.push(note("dated-by-update", message.to_owned()));
    }
    (published.or_else(|| updated.clone()), updated)
}

/// The publisher of an item: the feed's own name, where the item stands on the feed's site and no
/// table knows that.
fn house(url: &str, channel: &Channel, pack: &Pack) -> Option<String> {
    let host = host_of(url)?;
    let is_own = channel.link.as_deref().and_then(host_of) == Some(host);
    let is_known = pack.page.outlets.by_host(host).is_some();
    channel.title.clone().filter(|_| is_own && !is_known)
}

/// Content is HTML if a tag stands in it.
fn form(content: String) -> Content {
    let mut after = content.split('<').skip(1);
    let is_html = after.any(|s| s.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
    if is_html { Content::Html(content) } else { Content::Text(unescape(&content).into_owned()) }
}
