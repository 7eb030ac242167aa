//! Pages as they should not be: one text under many addresses, an edited page, pages without a date
//! or with one to come, a page of headlines. None may count twice or swallow a story.
#![allow(clippy::unwrap_used, reason = "a test stops where its own pages are wrong")]

mod common;

use common::{Read, page, pages, tell};
use isnad_story::{Claim, Story};
use serde_json::{Value, json};

const PAGES: &str = include_str!("invented/pages.jsonl");

/// A page of the invented stories with other keys.
fn like(id: &str, changes: &Value) -> Read {
    let line = PAGES.lines().find(|l| l.contains(&format!("\"id\": \"{id}\""))).unwrap();
    let mut row: Value = serde_json::from_str(line).unwrap();
    for (key, value) in changes.as_object().unwrap() {
        row[key.as_str()] = value.clone();
    }
    page(&row)
}

fn toll(stories: &[Story]) -> &Claim {
    stories.iter().flat_map(|s| &s.claims).find(|c| c.key == "deaths").unwrap()
}

#[test]
fn one_page_under_ten_addresses_is_one_outlet_and_one_origin() {
    let ten: Vec<Read> = (0..10)
        .map(|n| {
            let url = format!("https://news.example/ferry?from={n}");
            like("fa3", &json!({"id": format!("copy{n}"), "outlet": null, "url": url}))
        })
        .collect();
    let stories = tell(&ten);
    assert_eq!(stories.len(), 1);
    let claim = toll(&stories);
    assert_eq!(
        (claim.values[0].articles.len(), claim.outlets, claim.independent_origins),
        (10, 1, 1)
    );
}

#[test]
fn one_text_on_ten_sites_is_ten_outlets_and_one_origin() {
    let ten: Vec<Read> = (0..10)
        .map(|n| {
            let url = format!("https://site{n}.example/ferry");
            like("fa3", &json!({"id": format!("copy{n}"), "outlet": null, "url": url}))
        })
        .collect();
    let stories = tell(&ten);
    let claim = toll(&stories);
    assert_eq!((stories.len(), claim.outlets, claim.independent_origins), (1, 10, 1));
}

#[test]
fn an_edited_page_corrects_itself_and_contradicts_nobody() {
    let keys = json!({"outlet": null, "url": null});
    let first = like("fa3", &keys);
    let mut second = keys.clone();
    let text = first.article.text.replace("31 people had died", "33 people had died");
    second["id"] = json!("fa3#2");
    second["text"] = json!(text);
    let stories = tell(&[first, like("fa3", &second)]);
    let claim = toll(&stories);
    assert_eq!((claim.outlets, claim.independent_origins, claim.conflict), (1, 1, false));
    assert_eq!(claim.values[0].superseded_by.as_deref(), Some("33"));
}

#[test]
fn pages_without_a_date_or_with_one_to_come_tell_what_they_copy() {
    let pages = [
        like("fa1", &json!({})),
        like("fa2", &json!({"id": "undated", "published": null})),
        like(
            "fa2",
            &json!({"id": "late", "outlet": "صحيفة الغد", "published": "2099-01-01T00:00:00Z"}),
        ),
    ];
    let stories = tell(&pages);
    let home = stories.iter().find(|s| s.articles.contains(&"fa1".to_owned())).unwrap();
    assert!(home.articles.contains(&"undated".to_owned()), "{:?}", home.articles);
    let undated = home.lineage.iter().find(|l| l.article == "undated").unwrap();
    assert_eq!(undated.parents[0].article, "fa1");
    assert_eq!(toll(&stories).independent_origins, 1);
}

#[test]
fn a_page_of_headlines_stands_alone() {
    let all = pages(PAGES);
    let titles: Vec<String> =
        all.iter().filter_map(|p| p.article.title.clone()).map(|t| t.value).collect();
    let list = page(&json!({"id": "list", "outlet": "Front Page", "published": "2031-06-20",
        "title": "أهم الأخبار", "text": titles.join("\n")}));
    let before = tell(&all);
    let after = tell(all.iter().chain([&list]));
    let alone = after.iter().find(|s| s.articles == ["list"]);
    assert!(alone.is_some(), "{:?}", after.iter().map(|s| &s.articles).collect::<Vec<_>>());
    assert_eq!(after.len(), before.len() + 1);
    for story in &before {
        let same = after.iter().find(|s| s.id == story.id).unwrap();
        assert_eq!((&same.articles, &same.claims), (&story.articles, &story.claims));
    }
}
