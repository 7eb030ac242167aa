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

use isnad_store::{Desk, PageHead, StoredPage};

use crate::fault::Fault;

/// Hexadecimal digits that an address gives at least.
const DIGITS: usize = 6;

/// The page whose hash begins so; if several do, the first, for addresses give twelve digits.
pub(crate) fn find_page(desk: &Desk, id: &str) -> Result<StoredPage, Fault> {
    if id.len() < DIGITS || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Fault::NotFound);
    }
    desk.pages_by_hash(id)?.into_iter().next().ok_or(Fault::NotFound)
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
