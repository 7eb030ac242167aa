//! The pages, one file each: what they ask of the desk, and the templates that they fill.

pub(crate) mod article;
pub(crate) mod decisions;
pub(crate) mod entities;
pub(crate) mod error;
pub(crate) mod fact;
pub(crate) mod ledger;
pub(crate) mod passages;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod sources;
pub(crate) mod stories;
pub(crate) mod story;
mod told;
pub(crate) mod watches;

use isnad_export::sha256_hex;
use isnad_store::{Desk, PageHead, StoredPage};

use crate::fault::Fault;

/// Hexadecimal digits by which the desk finds pages.
const KEY: usize = 6;

/// The page whose hash begins so; if several do, the first, for addresses give twelve digits.
pub(crate) fn find_page(desk: &Desk, id: &str) -> Result<StoredPage, Fault> {
    let id = id.to_ascii_lowercase();
    if id.len() < KEY || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Fault::NotFound);
    }
    let key = id.get(..KEY).unwrap_or_default();
    let is_it = |p: &StoredPage| sha256_hex(p.source.as_bytes()).starts_with(&id);
    desk.pages_by_key(key)?.into_iter().find(is_it).ok_or(Fault::NotFound)
}

/// A page as lists show it.
pub(crate) fn head_of(page: &StoredPage) -> PageHead {
    let value = |f: &Option<isnad_page::Found>| f.as_ref().map(|f| f.value.clone());
    PageHead {
        source: page.source.clone(),
        outlet: value(&page.article.outlet),
        title: value(&page.article.title),
        published: value(&page.article.published),
        lang: page.article.lang.code().to_owned(),
        url: page.article.url.clone(),
        added: String::new(),
    }
}
