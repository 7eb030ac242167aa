//! The body of pages of HTML: what is kept, what is left out and under which name.

use isnad_pack::Pack;
use isnad_page::{Article, Content, DroppedKind, Hints, Page, ParagraphKind, read};
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

const FIRST: &str = "The dredger left the old harbour on Monday, two weeks after the channel had \
                     silted up and closed the inner basin to ships of more than four metres, the port office said.";
const SECOND: &str = "Pilots will guide the first grain ships through the channel on Thursday, and the \
                      tugs that were lent to the neighbouring port are on their way back, the office added.";
const THIRD: &str = "Fishermen who had moved their boats to the outer mole may return from Saturday, \
                     once divers have looked at the moorings, it said in a notice at the gate.";

fn of(html: &str) -> Article {
    let content = Content::Html(html.to_owned());
    read(&Page { source: "x".to_owned(), content, hints: Hints::default() }, &PACK)
}

fn paragraphs(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|p| p.span.of(&article.text)).collect()
}

#[track_caller]
fn check(html: &str, want: &[&str]) -> Article {
    let article = of(html);
    assert_eq!(paragraphs(&article), want);
    article
}

fn kind(article: &Article, text: &str) -> Option<DroppedKind> {
    article.dropped.iter().find(|d| d.text.contains(text)).map(|d| d.kind)
}

#[test]
fn a_form_around_the_page_is_no_form() {
    let html = format!(
        "<form action=x><div class=menu><a href=a>Home</a><a href=b>Ports</a></div>\
         <h1>Channel open again</h1><div><p>{FIRST}<p>{SECOND}<p>{THIRD}</div></form>"
    );
    check(&html, &[FIRST, SECOND, THIRD]);
}

#[test]
fn an_article_in_several_containers_is_put_together() {
    let html = format!(
        "<main><h1>Channel open again</h1><section><p>{FIRST}</section><div class=ad>Buy ropes</div>\
         <section><p>{SECOND}</section><section><p>{THIRD}</section></main>"
    );
    check(&html, &[FIRST, SECOND, THIRD]);
}

#[test]
fn a_standfirst_above_the_container_is_kept() {
    let lead = "Grain ships wait for pilots as the port opens its channel";
    let html = format!(
        "<header><h1>Channel open again</h1><p class=standfirst>{lead}</p></header>\
         <div class=article-body><p>{FIRST}<p>{SECOND}<p>{THIRD}</div>"
    );
    check(&html, &[lead, FIRST, SECOND, THIRD]);
}

#[test]
fn paragraphs_by_line_breaks_are_paragraphs() {
    let html = format!("<td><h1>Channel open again</h1>{FIRST}<br><br>{SECOND}<br>{THIRD}</td>");
    check(&format!("<table><tr>{html}</table>"), &[FIRST, SECOND, THIRD]);
}

#[test]
fn headings_lists_and_tables_keep_their_kind() {
    use ParagraphKind::{Body, Heading, Item};
    let html = format!(
        "<article><h1>Channel open again</h1><p>{FIRST}<h2>What opens when</h2><ul><li>Inner basin: Thursday\
         <li>Outer mole: Saturday</ul><table><tr><td>Draught<td>4 m<tr><td>Length<td>90 m</table><p>{SECOND}</article>"
    );
    let article = of(&html);
    let kinds: Vec<ParagraphKind> = article.paragraphs.iter().map(|p| p.kind).collect();
    assert_eq!(kinds, [Body, Heading, Item, Item, Item, Item, Body]);
    assert!(article.text.contains("\nDraught | 4 m\n"));
}

#[test]
fn what_is_left_out_is_named() {
    let html = format!(
        "<body><nav><a href=a>Ports</a></nav><article><h1>Channel open again</h1>\
         <figure><img src=x><figcaption>The dredger in May</figcaption></figure><p>{FIRST}\
         <ul class=related-stories><li><a href=b>Tugs lent to the neighbouring port</a></ul><p>{SECOND}<p>{THIRD}\
         <div class=newsletter><p>Our letter tells you each morning what happens in the harbour, before breakfast.</div>\
         <section id=comments><p>I waited for two weeks and nobody at the office could say anything about it.</section>\
         </article></body>"
    );
    let article = check(&html, &[FIRST, SECOND, THIRD]);
    assert_eq!(article.captions, ["The dredger in May"]);
    for (text, want) in [
        ("Ports", DroppedKind::Menu),
        ("Tugs lent", DroppedKind::Related),
        ("Our letter", DroppedKind::Service),
        ("I waited", DroppedKind::Comments),
        ("Channel open", DroppedKind::Title),
    ] {
        assert_eq!(kind(&article, text), Some(want), "{text}");
    }
}

#[test]
fn comments_longer_than_the_article_are_not_the_article() {
    let comment = format!("<p>{THIRD} {SECOND} So much for the notice at the gate.");
    let html = format!(
        "<div><h1>Channel open again</h1><p>{FIRST}</div><div class=comments>{}</div>",
        comment.repeat(3)
    );
    check(&html, &[FIRST]);
}

#[test]
fn a_name_that_cannot_be_meant_is_not_believed() {
    let html = format!(
        "<div class=sidebar><h1>Channel open again</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}</div>"
    );
    check(&html, &[FIRST, SECOND, THIRD]);
}

#[test]
fn cards_of_other_stories_are_no_text() {
    let card = |i: usize| {
        format!(
            "<div class=c><h3><a href=s{i}>Story number {i} of the harbour desk</a></h3>\
             <p>What happened at berth {i} on the day before, told in a sentence or two for those in a hurry.</div>"
        )
    };
    let cards = (1..4).map(card).collect::<Vec<_>>().concat();
    let html = format!(
        "<div><h1>Channel open again</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}<div>{cards}</div></div>"
    );
    let article = check(&html, &[FIRST, SECOND, THIRD]);
    assert_eq!(kind(&article, "berth 2"), Some(DroppedKind::Related));
}

#[test]
fn a_further_article_below_is_not_read_with_the_first() {
    let html = format!(
        "<main><article><h1>Channel open again</h1><p>{FIRST}<p>{SECOND}</article>\
         <article><h1>Moorings tested</h1><p>{THIRD}</article></main>"
    );
    let article = check(&html, &[FIRST, SECOND]);
    assert_eq!(kind(&article, "Fishermen"), Some(DroppedKind::Related));
}

#[test]
fn structured_data_tells_what_is_article() {
    let strange = "Berths for yachts are let by the week from now on, with water and power on the quay, \
                   says the yard that built this page.";
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{FIRST} {SECOND} {THIRD}\"}}</script>\
         <div><h1>Channel open again</h1><p>{FIRST}<p>{SECOND}<p>{strange}<p>{THIRD}</div>"
    );
    check(&html, &[FIRST, SECOND, THIRD]);
    let teaser = html.replace(&format!("{SECOND} {THIRD}\""), "\"");
    check(&teaser, &[FIRST, SECOND, strange, THIRD]);
}

#[test]
fn a_paragraph_said_twice_stands_once() {
    let html = format!("<div><p>{FIRST}<p>{SECOND}<p>{FIRST}<p>{THIRD}</div>");
    let article = check(&html, &[FIRST, SECOND, THIRD]);
    assert_eq!(kind(&article, "dredger"), Some(DroppedKind::Repeated));
}

#[test]
fn a_text_that_only_structured_data_gives_is_taken_and_said_so() {
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{FIRST}\\n{SECOND}\\n{THIRD}\"}}</script>\
         <div id=app><h1>Channel open again</h1><p>Please wait until the page has been loaded.</div>"
    );
    let article = check(&html, &[FIRST, SECOND, THIRD]);
    assert!(article.diagnostics.iter().any(|d| d.code == "body-from-data"));
}

#[test]
fn a_block_quotation_is_kept_and_named() {
    let words =
        "We have waited long enough for this channel, and we shall not wait for another winter.";
    let html = format!(
        "<h1>Channel open again</h1><article><p>{FIRST}<p>{SECOND}\
         <blockquote><p>{words}</p></blockquote><p>{THIRD}</article>"
    );
    let article = check(&html, &[FIRST, SECOND, words, THIRD]);
    let kinds: Vec<ParagraphKind> = article.paragraphs.iter().map(|p| p.kind).collect();
    let body = ParagraphKind::Body;
    assert_eq!(kinds, [body, body, ParagraphKind::Quote, body]);
}
