//! Pages made to be slow, or that hold nothing: bounded time, a clear remark, never a panic.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page, read};

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

const TEXT: &str = "<p>The ferry left the harbour on Monday with two hundred travellers on board, the port office said.";

/// Reads a page and holds it to the time that a page of its size may take: a second for each
/// megabyte, and four times as much in builds that are not optimised or share their machine.
#[track_caller]
fn in_time(html: String) -> Article {
    LazyLock::force(&PACK);
    let most = Duration::from_secs(4 * (1 + html.len() as u64 / 1_000_000));
    let page =
        Page { source: "x".to_owned(), content: Content::Html(html), hints: Hints::default() };
    let start = Instant::now();
    let article = read(&page, &PACK);
    assert!(start.elapsed() < most, "{:?}", start.elapsed());
    article
}

fn says(article: &Article, code: &str) -> bool {
    article.diagnostics.iter().any(|d| d.code == code)
}

#[test]
fn deep_nesting() {
    for unit in
        ["<div>", "<b><i x=1>", "<ul><li>", "<table><tr><td>", "<div></x>", "<font size=1><p>"]
    {
        let article = in_time(format!("{}{TEXT}", unit.repeat(100_000)));
        assert!(article.text.contains("ferry"), "{unit}");
        assert!(says(&article, "page-limits"), "{unit}");
    }
}

#[test]
fn a_million_attributes() {
    let many = (0..1_000_000).map(|i| format!(" a{i}=b")).collect::<Vec<_>>().concat();
    let article = in_time(format!("<div{many}>{TEXT}</div>"));
    assert!(article.text.contains("ferry") && says(&article, "page-limits"));
}

#[test]
fn tags_without_end() {
    let article = in_time(format!("{TEXT}{}", "<b></b><br>".repeat(700_000)));
    assert!(article.text.contains("ferry") && says(&article, "page-limits"));
}

#[test]
fn long_lists_and_repeated_paragraphs() {
    let items = "<li><a href=x>Another story of the harbour desk</a>".repeat(30_000);
    let article = in_time(format!("<ul>{items}</ul><div>{}</div>", TEXT.repeat(20_000)));
    assert!(article.text.contains("ferry"));
}

#[test]
fn all_script() {
    let article = in_time(format!("<script>{}</script>", "var a = '<div>';".repeat(200_000)));
    assert_eq!(article.text, "");
    assert!(says(&article, "no-main-content"));
}

#[test]
fn nothing_at_all() {
    for html in
        ["", "<", "<!--", "<script>", "<p", "<a b='", "</", "\0", "<html><body></body></html>"]
    {
        let article = in_time(html.to_owned());
        assert!(says(&article, "no-main-content"), "{html}");
    }
}
