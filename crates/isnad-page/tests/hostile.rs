//! Pages made to be slow, or that hold nothing: bounded time and memory, a clear remark, never a
//! panic. One test, so that the memory that is counted is that of one page.

use std::{sync::LazyLock, time::Duration};

use cpu_time::ThreadTime;
use isnad_pack::Pack;
use isnad_page::{Article, Content, Page, decode, read};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

const TEXT: &str = "<p>The ferry left the harbour on Monday with two hundred travellers on board, the port office said.";

/// Memory that is no matter of a page's size: lists with room to grow.
const ROOM: usize = 4 << 20;

/// Reads a page and holds it to a second of the processor for each megabyte and to memory of twenty
/// times its size.
#[track_caller]
fn bounded(name: &str, html: &str) -> Article {
    LazyLock::force(&PACK);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let clock = ThreadTime::now();
    let (content, notes) = decode(html.as_bytes(), Some("text/html"));
    let page = Page { content, ..Page::default() };
    let mut article = read(&page, &PACK);
    let took = clock.elapsed();
    let held = MEMORY.peak_usage().saturating_sub(before);
    assert!(took <= Duration::from_secs(1 + html.len() as u64 / 1_000_000), "{name}: {took:?}");
    assert!(held <= 20 * html.len() + ROOM, "{name}: {held} bytes for {}", html.len());
    article.diagnostics.extend(notes);
    article
}

/// A page that holds an article all the same, and what is said of the rest.
#[track_caller]
fn check(name: &str, html: &str, codes: &[&str]) {
    let article = bounded(name, html);
    assert!(article.text.contains("ferry"), "{name}");
    let said = |code: &&&str| article.diagnostics.iter().any(|d| d.code == **code);
    assert_eq!(codes.iter().filter(said).count(), codes.len(), "{name}: {:?}", article.diagnostics);
}

#[test]
fn time_and_memory_are_bounded() {
    for unit in
        ["<div>", "<b><i x=1>", "<ul><li>", "<table><tr><td>", "<div></x>", "<font size=1><p>"]
    {
        check(unit, &format!("{}{TEXT}", unit.repeat(100_000)), &["page-limits"]);
    }
    let many = (0..1_000_000).map(|i| format!(" a{i}=b")).collect::<Vec<_>>().concat();
    check("attributes", &format!("<div{many}>{TEXT}</div>"), &["page-limits"]);
    check("tags", &format!("{TEXT}{}", "<b></b><br>".repeat(700_000)), &["page-limits"]);
    let items = "<li><a href=x>Another story of the harbour desk</a>".repeat(30_000);
    check("list", &format!("<ul>{items}</ul><div>{}</div>", TEXT.repeat(20_000)), &[]);
    check("ampersands", &format!("{TEXT}<p>{}", "&".repeat(2_000_000)), &[]);
    let line = "the ship sails ".repeat(300_000);
    check("a long line", &format!("{TEXT}<p>{line}"), &["article-cut"]);

    let page = format!("<body>{TEXT}{TEXT}<div>{}", "<!-- x --><a href=y>z</a>".repeat(8));
    let large = format!("{page}<script>{}</script>", "var a = '<p>';".repeat(3_600_000));
    assert!(large.len() > 50_000_000);
    check("fifty megabytes", &large, &["truncated"]);
    drop(large);

    let nothing = |article: &Article| {
        let said = article.diagnostics.iter().any(|d| d.code == "no-main-content");
        article.text.is_empty() && said
    };
    let script = format!("<script>{}</script>", "var a = '<div>';".repeat(200_000));
    assert!(nothing(&bounded("all script", &script)));
    for html in
        ["", "<", "<!--", "<script>", "<p", "<a b='", "</", "\0", "<html><body></body></html>"]
    {
        let content = Content::Html(html.to_owned());
        assert!(nothing(&read(&Page { content, ..Page::default() }, &PACK)), "{html}");
    }
}
