//! Any bytes as a page: decoding and reading must end, without panic, with spans that fit.
#![no_main]

use std::sync::LazyLock;

use isnad_pack::Pack;
use isnad_page::{Hints, Page, decode::decode, read};
use libfuzzer_sys::fuzz_target;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

fuzz_target!(|bytes: &[u8]| {
    let (content, _) = decode(bytes, None);
    let page = Page { source: "fuzz".to_owned(), content, hints: Hints::default() };
    let article = read(&page, &PACK);
    let mut end = 0;
    for paragraph in &article.paragraphs {
        assert!(article.text.get(paragraph.span.range()).is_some_and(|t| !t.is_empty()));
        assert!(paragraph.span.range().start >= end);
        end = paragraph.span.range().end;
    }
    assert_eq!(end, article.text.len());
});
