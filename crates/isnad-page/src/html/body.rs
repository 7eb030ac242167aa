//! The body of a page of HTML, by an extractor of main content, guarded against pages that would
//! make it slow or fail.

use std::panic::{AssertUnwindSafe, catch_unwind};

use scraper::Html;
use trafilatura::{HtmlDateMode, Options};

use super::dom::{Block, MAX_DEPTH, blocks, size};

/// Nodes and bytes beyond which a page is read as lines only: no article has so many.
const MAX_NODES: usize = 120_000;
const MAX_HTML: usize = 6 << 20;

/// The blocks of the main content; none if the extractor finds none.
pub(crate) fn extract(html: &str, dom: &Html) -> Vec<Block> {
    let (nodes, depth) = size(dom);
    if nodes > MAX_NODES || depth > MAX_DEPTH || html.len() > MAX_HTML {
        return Vec::new();
    }
    let mut options = Options::default().with_fallback(true).with_exclude_comments(true);
    // Dates are read elsewhere; the extractor's search would also ask the clock.
    options.html_date_mode = HtmlDateMode::Disabled;
    let content = catch_unwind(AssertUnwindSafe(|| {
        trafilatura::extract(html, &options).map(|r| r.content_html).unwrap_or_default()
    }));
    blocks(&Html::parse_document(&content.unwrap_or_default()))
}
