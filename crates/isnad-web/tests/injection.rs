//! Words of pages never become mark-up: some hundred strings that try, in every place where words of
//! a page are shown.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use common::{Web, put_read};
use isnad_extract::{
    Entity, EntityKind, Event, Mention, Quote, QuoteKind, Record, Setting, Status,
};
use isnad_page::{Article, Content, Found, Hints, Page};
use isnad_store::{Desk, StoryRow, Verdict};
use isnad_story::{Conflict, Evidence, Lineage, Moment, Story, Value};
use isnad_text::{Lang, Span};
use scraper::Html;

/// What strings carry.
const PAYLOADS: [&str; 26] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><input name=token>",
    "<math><mtext></mtext><mglyph><style></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><img src=x onerror=alert(1)></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<marquee onstart=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<foreignObject><body onload=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "\u{202e}gpj.exe\u{202c} \u{2066}hidden\u{2069}",
    "\u{0}\u{1}\u{8}\u{1b}[2J\u{7f}\u{feff}",
    "=HYPERLINK(\"http://evil.example\")",
];
/// What strings break out of.
const BREAKS: [&str; 14] = [
    "",
    "\"",
    "'",
    "\">",
    "'>",
    "`",
    "\" autofocus onfocus=alert(1) x=\"",
    "' onmouseover='alert(1)",
    "</title>",
    "</textarea>",
    "</a></bdi></li></main>",
    "]]>",
    "--!>",
    "&#34;&#62;&lt;",
];

fn corpus() -> Vec<String> {
    let all = BREAKS.iter().flat_map(|b| PAYLOADS.iter().map(move |p| format!("{b}{p}")));
    all.collect()
}

/// Elements and attributes that pages of the server may have.
const ELEMENTS: &str = "html head meta title link script body a header nav ul ol li form label input \
    button main h1 h2 h3 p small svg circle defs marker path rect text line g b bdi span article aside \
    footer section div details summary dl dt dd q mark table thead tbody tr th td code kbd fieldset \
    legend blockquote ins del textarea pre time select option";
const ATTRIBUTES: &str = "lang dir data-theme charset name content rel href type src defer class id \
    tabindex role action method for dir autocomplete placeholder value aria-label aria-labelledby \
    aria-current aria-hidden hreflang translate viewbox viewBox width height focusable cx cy r x y x1 x2 \
    y1 y2 d rx refX refY markerWidth markerHeight orient marker-end text-anchor direction unicode-bidi \
    data-id data-changed data-story data-added hidden title target colspan scope open checked rows \
    maxlength required datetime media";

fn check(path: &str, page: &str) {
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    let html = Html::parse_document(page);
    for element in html.root_element().descendants().filter_map(scraper::ElementRef::wrap) {
        let name = element.value().name();
        assert!(elements.contains(name), "{path}: <{name}>");
        for (attribute, value) in element.value().attrs() {
            assert!(attributes.contains(attribute), "{path}: <{name} {attribute}={value:?}>");
            if matches!(attribute, "href" | "src" | "action") {
                let inside = value.starts_with('/') && !value.starts_with("//");
                let safe =
                    inside || value.starts_with('#') || value.starts_with("https://safe.example");
                assert!(safe, "{path}: {attribute}={value:?}");
            }
        }
        if name == "script" {
            assert!(element.value().attr("src").is_some_and(|s| s.starts_with("/assets/isnad.js")));
            assert_eq!(element.text().collect::<String>(), "");
        }
    }
    let controls =
        |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    assert!(!page.contains(controls), "{path}: marks that turn words around");
    assert!(!page.contains('\u{0}') && !page.contains('\u{1b}'), "{path}: controls");
}

fn found(text: &str) -> Found {
    Found::new(text, text)
}

/// A page that holds a string wherever one can be.
fn poisoned(text: &str) -> (Page, Article, Record) {
    let body = format!("{text} said {text} to {text}");
    let mut article = Article::of_text(body.clone(), Lang::EN);
    article.title = Some(found(text));
    article.outlet = Some(found(text));
    article.byline = Some(found(text));
    article.published = Some(found(text));
    article.section = Some(found(text));
    article.url = Some(format!("https://safe.example/{text}"));
    article.captions = vec![text.to_owned()];
    let all = Span::new(0, body.len());
    let mut record = Record { pack: text.to_owned(), ..Record::default() };
    record.entities.push(Entity {
        id: text.to_owned(),
        kind: EntityKind::Person,
        name_en: text.to_owned(),
        name_ar: text.to_owned(),
    });
    record.mentions.push(Mention { span: all, entity: text.to_owned(), rule: text.to_owned() });
    record.quotes.push(Quote {
        span: all,
        kind: QuoteKind::Direct,
        speaker: text.to_owned(),
        speaker_span: Some(Span::new(0, text.len())),
        cue: None,
        via: Vec::new(),
        carried: false,
        stance: Some(text.to_owned()),
        setting: Setting::default(),
        rule: text.to_owned(),
    });
    record.events.push(Event {
        span: all,
        trigger: all,
        kind: text.to_owned(),
        mode: Some(text.to_owned()),
        contexts: Vec::new(),
        actors: vec![text.to_owned()],
        recipients: vec![text.to_owned()],
        status: Status::Alleged,
        date: Some(text.to_owned()),
        place: Some(text.to_owned()),
        claimed_by: Some(text.to_owned()),
        rule: text.to_owned(),
    });
    let page =
        Page { source: text.to_owned(), content: Content::Text(body), hints: Hints::default() };
    (page, article, record)
}

/// A story of two pages that holds a string wherever one can be.
fn story(id: &str, texts: [&str; 2]) -> Story {
    let [text, other] = texts;
    let words =
        |t: &str| Evidence { article: t.to_owned(), span: Span::new(0, 1), text: t.to_owned() };
    let value = |t: &str| Value {
        value: t.to_owned(),
        articles: vec![t.to_owned()],
        text: t.to_owned(),
        words: vec![words(t)],
        superseded_by: Some(t.to_owned()),
    };
    Story {
        id: id.to_owned(),
        title: text.to_owned(),
        articles: texts.map(str::to_owned).to_vec(),
        lineage: vec![Lineage {
            article: other.to_owned(),
            parents: Vec::new(),
            chain: texts.map(str::to_owned).to_vec(),
            origins: vec![text.to_owned()],
            ..Lineage::default()
        }],
        conflicts: vec![Conflict {
            about: text.to_owned(),
            attribute: text.to_owned(),
            values: vec![value(text), value(other)],
        }],
        timeline: vec![Moment {
            date: text.to_owned(),
            what: text.to_owned(),
            articles: vec![text.to_owned()],
            words: vec![words(text)],
        }],
        ..Story::default()
    }
}

fn poisoned_desk(strings: &[String]) -> Web {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::create(&folder.path().join("desk.db")).unwrap();
    for text in strings {
        let (page, article, record) = poisoned(text);
        put_read(&mut desk, &page, &article, &record);
    }
    let rows: Vec<StoryRow> = strings
        .chunks(2)
        .enumerate()
        .filter_map(|(i, pair)| {
            let [a, b] = pair else { return None };
            Some(common::story_row(&story(&format!("{i:012x}"), [a, b])))
        })
        .collect();
    for text in strings.iter().take(60) {
        desk.decide(text, text, &Verdict::Note { text: text.clone() }).unwrap();
    }
    let state = desk.state().unwrap();
    desk.save_stories(&state, &rows, &[]).unwrap();
    drop(desk);
    Web::serve(folder, |_| {})
}

#[test]
fn words_of_pages_never_become_markup() {
    let strings = corpus();
    assert!(strings.len() >= 300, "{}", strings.len());
    let web = poisoned_desk(&strings);
    let mut paths: Vec<String> =
        ["/?lang=ar", "/decisions", "/sources", "/entities", "/help"].map(str::to_owned).to_vec();
    for (i, text) in strings.iter().enumerate() {
        let hash: String = isnad_export::sha256_hex(text.as_bytes()).chars().take(12).collect();
        let lang = if i % 2 == 0 { "ar" } else { "en" };
        paths.push(format!("/search?q={}&lang={lang}", common::encoded(text)));
        paths.push(format!("/article/{hash}?lang={lang}"));
        paths.push(format!("/quote/{hash}.q1?lang={lang}"));
        paths.push(format!("/fact/{hash}.e1?lang={lang}"));
        paths.push(format!("/entity/{}?lang={lang}", common::encoded(text)));
        paths.push(format!("/source/{}?lang={lang}", common::encoded(text)));
        paths.push(format!("/entities?name={}&lang={lang}", common::encoded(text)));
        paths.push(format!(
            "/nothing/{}?lang={lang}&x={}",
            common::encoded(text),
            common::encoded(text)
        ));
    }
    paths.extend((0..strings.len() / 2).map(|i| format!("/story/{i:012x}")));
    let mut shown = 0;
    for path in &paths {
        let answer = web.get(path);
        check(path, &answer.text);
        shown += usize::from(answer.status.is_success());
    }
    assert!(shown > paths.len() / 2, "{shown} of {}", paths.len());
}

#[test]
fn names_that_turn_words_around_carry_a_warning() {
    let web = poisoned_desk(&["Amman\u{202e}nammA".to_owned(), "Cairo".to_owned()]);
    let list = web.get("/entities").text;
    let rows: Vec<&str> = list.split("<tr").filter(|row| row.contains("/entity/")).collect();
    let warned = |name: &str| rows.iter().any(|r| r.contains(name) && r.contains("class=\"warn\""));
    assert!(warned("Amman") && !warned("Cairo"), "{rows:?}");
}
