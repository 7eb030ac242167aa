//! Any text as a feed: every item must be a page or told, and reading must end.
#![no_main]

use std::sync::LazyLock;

use isnad_pack::Pack;
use isnad_page::{Content, feed};
use libfuzzer_sys::fuzz_target;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

fuzz_target!(|text: &str| {
    let _ = feed::is_feed(text);
    for (page, _) in feed::read(text, "fuzz", &PACK).into_iter().flatten() {
        let (Content::Text(content) | Content::Html(content)) = &page.content;
        assert!(!page.source.is_empty() && !content.is_empty());
    }
});
