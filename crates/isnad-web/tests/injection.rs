//! Words of pages never become mark-up: hundreds of strings that try, in every place where words of a
//! page are shown. Pages are parsed back and hold no element and no attribute but our own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use common::{Web, put_read};
use isnad_extract::{
    Attribute, Entity, EntityKind, Event, Figure, LedgerEntry, Mention, Quote, QuoteKind, Record,
    Setting, Status, TimeExpression,
};
use isnad_page::{Article, Content, Credit, Diagnostic, Dropped, DroppedKind, Found, Hints, Page};
use isnad_store::{Desk, RelationRow, StoryRow, Verdict};
use isnad_story::{
    Claim, Conflict, Contradiction, Doc, Evidence, Lineage, LinkKind, Moment, Parent, Relation,
    Said, Story, Value,
};
use isnad_text::{Lang, Span};
use scraper::Html;

/// A string that tries, and what it tries to be.
#[derive(serde::Deserialize)]
struct Attempt {
    kind: String,
    text: String,
    /// How often it stands in a row.
    #[serde(default = "once")]
    times: usize,
}

fn once() -> usize {
    1
}

/// The corpus, which the tests in a browser share: a line of JSON for each string.
fn attempts() -> Vec<Attempt> {
    let lines = include_str!("../../../tests/web/injection.jsonl").lines();
    let read = |line: &str| {
        let attempt: Attempt = serde_json::from_str(line).unwrap();
        Attempt { text: attempt.text.repeat(attempt.times), ..attempt }
    };
    lines.map(read).collect()
}

fn corpus() -> Vec<String> {
    attempts().into_iter().map(|a| a.text).collect()
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
    maxlength required datetime media start";

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
    let credit =
        Credit { id: text.to_owned(), words: text.to_owned(), place: "caption".to_owned() };
    article.agencies = vec![credit.clone()];
    article.republished_from = vec![credit];
    article.dropped = vec![Dropped {
        text: text.to_owned(),
        kind: DroppedKind::Caption,
        from: text.to_owned(),
        at: 0,
    }];
    article.diagnostics =
        vec![Diagnostic { code: text.to_owned(), message: text.to_owned(), span: None }];
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
    let owned = || text.to_owned();
    record.figures.push(Figure {
        span: all,
        value: 3.0,
        bound: owned(),
        unit: owned(),
        about: owned(),
        key: Some(owned()),
        claimed_by: Some(owned()),
        rule: owned(),
    });
    record.dates.push(TimeExpression {
        span: all,
        kind: owned(),
        value: Some(owned()),
        rule: owned(),
    });
    record.ledger.push(LedgerEntry {
        span: all,
        kind: owned(),
        parties: vec![owned()],
        name: Some(owned()),
        since: Some(owned()),
        rule: owned(),
        ..LedgerEntry::default()
    });
    record.attributes.push(Attribute {
        span: all,
        about: owned(),
        key: owned(),
        attribute: owned(),
        value: owned(),
        exclusive: true,
        rule: owned(),
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
    let said = |t: &str| Said {
        article: t.to_owned(),
        text: t.to_owned(),
        span: Span::new(0, 1),
        speaker: t.to_owned(),
    };
    let lineage = |article: &str, parents: Vec<Parent>| Lineage {
        article: article.to_owned(),
        parents,
        chain: texts.map(str::to_owned).to_vec(),
        origins: vec![text.to_owned()],
        ..Lineage::default()
    };
    let parent = Parent {
        article: text.to_owned(),
        kind: LinkKind::Edited,
        explained: 80,
        passages: Vec::new(),
    };
    Story {
        id: id.to_owned(),
        title: text.to_owned(),
        articles: texts.map(str::to_owned).to_vec(),
        lineage: vec![lineage(text, Vec::new()), lineage(other, vec![parent])],
        claims: vec![Claim {
            claim: text.to_owned(),
            key: text.to_owned(),
            values: vec![value(text), value(other)],
            outlets: 2,
            independent_origins: 2,
            speakers: 2,
            conflict: true,
        }],
        same_quotes: vec![vec![said(text), said(other)]],
        conflicting_quotes: vec![Contradiction {
            one: said(text),
            other: said(other),
            on: text.to_owned(),
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

/// A relation that holds a string wherever one can be.
fn relation(text: &str) -> RelationRow {
    let evidence =
        Evidence { article: text.to_owned(), span: Span::new(0, 1), text: text.to_owned() };
    let relation = Relation {
        kind: text.to_owned(),
        parties: vec!["EGY".to_owned(), text.to_owned()],
        name: Some(text.to_owned()),
        from: Some(text.to_owned()),
        from_page: false,
        until: Some(text.to_owned()),
        replaced_by: Some(text.to_owned()),
        obligations: [(text.to_owned(), vec![evidence.clone()])].into(),
        lacks: [(text.to_owned(), Vec::new())].into(),
        goods: [text.to_owned()].into(),
        person: Some(text.to_owned()),
        office: Some(text.to_owned()),
        alleged: true,
        claimed_by: [text.to_owned()].into(),
        evidence: vec![evidence],
    };
    RelationRow {
        kind: text.to_owned(),
        parties: relation.parties.clone(),
        name: relation.name.clone(),
        begins: relation.from.clone(),
        ends: relation.until.clone(),
        alleged: true,
        json: serde_json::to_string(&relation).unwrap(),
    }
}

fn poisoned_desk(strings: &[String]) -> Web {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::create(&folder.path().join("desk.db")).unwrap();
    let pages: Vec<_> = strings.iter().map(|text| poisoned(text)).collect();
    for (page, article, record) in &pages {
        put_read(&mut desk, page, article, record);
    }
    let docs: Vec<Doc<'_>> = pages
        .iter()
        .map(|(page, article, record)| Doc { source: &page.source, article, record })
        .collect();
    let rows: Vec<StoryRow> = strings
        .chunks(2)
        .enumerate()
        .filter_map(|(i, pair)| {
            let [a, b] = pair else { return None };
            Some(common::story_row(&story(&format!("{i:012x}"), [a, b]), &docs))
        })
        .collect();
    for text in strings.iter().step_by(8) {
        desk.decide(text, text, &Verdict::Note { text: text.clone() }).unwrap();
    }
    let relations: Vec<RelationRow> = strings.iter().map(|text| relation(text)).collect();
    let state = desk.state().unwrap();
    desk.save_stories(&state, &rows, &relations).unwrap();
    drop(desk);
    Web::serve(folder, |_| {})
}

#[test]
fn words_of_pages_never_become_markup() {
    let strings = corpus();
    let distinct: BTreeSet<&String> = strings.iter().collect();
    assert!(distinct.len() >= 300, "{}", distinct.len());
    let web = poisoned_desk(&strings);
    let mut paths: Vec<String> =
        ["/?lang=ar", "/decisions", "/sources", "/entities", "/help"].map(str::to_owned).to_vec();
    for (i, text) in strings.iter().enumerate() {
        let hash: String = isnad_export::sha256_hex(text.as_bytes()).chars().take(12).collect();
        let lang = if i % 2 == 0 { "ar" } else { "en" };
        paths.push(format!("/search?q={}&lang={lang}", common::encoded(text)));
        paths.push(format!("/article/{hash}?lang={lang}"));
        paths.push(format!("/quote/{hash}.q1?lang={lang}"));
        let layer = ['e', 'f', 'd', 'l', 'a', 'm'][i % 6];
        paths.push(format!("/fact/{hash}.{layer}1?lang={lang}"));
        paths.push(format!("/ledger/EGY/{}?lang={lang}", common::encoded(text)));
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
    let parts = ["reports", "conflicts", "claims", "quotes", "events", "timeline"];
    let part = |i: usize| format!("/story/{i:012x}/{}", parts[i % parts.len()]);
    paths.extend((0..strings.len() / 2).map(part));
    // Longer addresses are refused before anything is drawn.
    paths.retain(|path| path.len() < 8_000);
    let mut shown = 0;
    for path in &paths {
        let answer = web.get(path);
        check(path, &answer.text);
        shown += usize::from(answer.status.is_success());
    }
    assert!(shown > paths.len() / 2, "{shown} of {}", paths.len());
}

/// Short enough to stand in an address.
const SHORT: usize = 60;

#[test]
fn names_that_deceive_carry_a_warning() {
    let deceits = ["bidi", "homoglyph", "hidden"];
    let mut names: Vec<String> = attempts()
        .into_iter()
        .filter(|a| deceits.contains(&a.kind.as_str()) && a.text.len() <= SHORT)
        .map(|a| a.text)
        .collect();
    assert!(names.len() >= 30, "{}", names.len());
    names.push("Cairo".to_owned());
    let web = poisoned_desk(&names);
    let warns = |name: &String| {
        let page = web.get(&format!("/entity/{}", common::encoded(name))).text;
        let heading = page.split("<h1>").nth(1).and_then(|h| h.split("</h1>").next()).unwrap();
        heading.contains("class=\"warn\"")
    };
    let silent: Vec<&String> = names.iter().filter(|name| !warns(name)).collect();
    assert_eq!(silent, ["Cairo"]);
}
