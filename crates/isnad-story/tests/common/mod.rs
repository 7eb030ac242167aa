//! Pages of a file, read as the program reads them.
#![allow(dead_code, clippy::unwrap_used, reason = "each test uses a part; its pages are right")]

use std::sync::OnceLock;

use isnad_extract::Record;
use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page};
use isnad_story::{Doc, Story, stories};
use serde_json::Value;

/// A page with what is known of it.
pub(crate) struct Read {
    pub(crate) source: String,
    pub(crate) article: Article,
    pub(crate) record: Record,
}

/// Compiled once for all tests.
pub(crate) fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(Pack::builtin)
}

/// The pages of a file, one JSON object a line.
pub(crate) fn pages(lines: &str) -> Vec<Read> {
    lines.lines().map(|line| page(&serde_json::from_str(line).unwrap())).collect()
}

/// A page by its keys: id, text, title, url, outlet, published.
pub(crate) fn page(row: &Value) -> Read {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    let hints = Hints {
        title: text("title"),
        url: text("url"),
        outlet: text("outlet"),
        published: text("published"),
        ..Hints::default()
    };
    let content = Content::Text(text("text").unwrap());
    let article = isnad_page::read(&Page { source: text("id").unwrap(), content, hints }, pack());
    let record = isnad_extract::extract(&article, pack());
    Read { source: text("id").unwrap(), article, record }
}

/// The stories of pages.
pub(crate) fn tell<'a>(pages: impl IntoIterator<Item = &'a Read>) -> Vec<Story> {
    let docs: Vec<Doc<'_>> = pages
        .into_iter()
        .map(|p| Doc { source: &p.source, article: &p.article, record: &p.record })
        .collect();
    stories(&docs, pack())
}
