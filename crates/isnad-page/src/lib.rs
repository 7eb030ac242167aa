//! Bytes of a news page to an [`Article`].
//!
//! [`decode()`] turns bytes into text or HTML; [`read`] turns a page into the article that a
//! careful reader would cut from it, with what was found about it and what was left out. Nothing
//! here does I/O, reads a clock or fails: what is odd becomes a [`Diagnostic`].

pub mod article;
mod block;
mod caption;
mod comments;
mod crawl;
mod credit;
mod cued;
mod date;
pub mod decode;
mod entity;
pub mod feed;
mod head;
mod hidden;
mod html;
mod label;
mod line;
mod live;
mod picture;
mod pieces;
mod plain;
mod related;
mod sender;
mod slug;
mod tail;
mod when;
mod witness;

pub use article::{
    Article, Content, Credit, DateCandidate, DateRole, Diagnostic, Dropped, DroppedKind, Found,
    Hints, Page, Paragraph, ParagraphKind,
};

pub use decode::decode;
pub use html::check_outlets;

use isnad_pack::Pack;

/// Reads a page.
pub fn read(page: &Page, pack: &Pack) -> Article {
    let mut article = match &page.content {
        Content::Text(text) => plain::read(&entity::unescape(text), &page.hints, pack),
        Content::Html(html) => html::read(html, &page.hints, pack),
    };
    sender::fill(&mut article, &page.hints, pack);
    crawl::bound(&mut article, &page.hints);
    article
}

/// The outlet that the sender names, or that the address belongs to.
pub(crate) fn outlet_of(hints: &Hints, pack: &Pack) -> Option<Found> {
    if let Some(name) = hints.outlet.as_deref().filter(|n| !n.trim().is_empty()) {
        let id = pack.page.outlets.by_name(name).map_or(name, |o| o.id.as_str());
        return Some(Found::new(id, "hint"));
    }
    let host = host_of(hints.url.as_deref()?)?;
    pack.page.outlets.by_host(host).map(|o| Found::new(o.id.as_str(), "url"))
}

/// The host of an address.
pub(crate) fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    Some(host.split(':').next().unwrap_or(host))
}
