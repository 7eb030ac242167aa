//! Every page is there, in both languages, and leads on to the next.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use common::Web;
use scraper::{Html, Selector};

fn select(page: &str, selector: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|e| e.text().collect::<String>()).collect()
}

fn links(page: &str, prefix: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let all = Selector::parse("a[href]").unwrap();
    let hrefs = html.select(&all).filter_map(|e| e.value().attr("href").map(str::to_owned));
    let found: BTreeSet<String> = hrefs.filter(|h| h.starts_with(prefix)).collect();
    found.into_iter().collect()
}

/// The story of most reports.
fn largest(web: &Web) -> String {
    let list = web.json("/stories.json?sort=origins");
    let stories = list["stories"].as_array().unwrap();
    let largest = stories.iter().max_by_key(|s| s["pages"].as_u64()).unwrap();
    format!("/story/{}", largest["id"].as_str().unwrap())
}

#[test]
fn stories_are_listed_in_each_order() {
    let web = Web::corpus();
    for order in ["newest", "origins", "conflicts"] {
        let list = web.json(&format!("/stories.json?sort={order}"));
        let key = match order {
            "newest" => "newest",
            "origins" => "independent_origins",
            _ => "conflicts",
        };
        let values: Vec<String> =
            list["stories"].as_array().unwrap().iter().map(|s| s[key].to_string()).collect();
        let mut sorted = values.clone();
        sorted.sort_by(|a, b| b.cmp(a));
        assert_eq!(values, sorted, "{order}");
        assert!(values.len() > 3);
    }
    assert!(web.page("/?since=today").contains("class=\"nothing\""));
    let table = web.get("/stories.csv");
    assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
    assert!(table.text.lines().count() > 3);
}

#[test]
fn a_story_shows_who_took_it_from_whom_and_where_reports_differ() {
    let web = Web::corpus();
    let page = web.page(&largest(&web));
    assert_eq!(select(&page, ".reports > li").len(), 8);
    assert_eq!(select(&page, "svg.tree a rect").len(), 8);
    assert!(!select(&page, "svg.tree .edge").is_empty());
    assert!(!select(&page, "svg.ranges circle").is_empty());
    assert!(select(&page, ".meta.big b").iter().any(|n| n == "3"), "origins");
    assert!(!select(&page, "#timeline svg.lanes path.event").is_empty());
    assert!(!select(&page, "#events .status").is_empty());
    assert!(page.len() < 150 << 10, "{}", page.len());
}

#[test]
fn a_conflict_leads_to_the_sentence_in_its_page() {
    let web = Web::corpus();
    let page = web.page(&largest(&web));
    let html = Html::parse_document(&page);
    let words = Selector::parse("#conflicts .words a").unwrap();
    let link = html.select(&words).next().unwrap();
    let said = link.text().collect::<String>();
    let href = link.value().attr("href").unwrap();
    let article = web.page(href.split('#').next().unwrap());
    let marked: String = select(&article, "mark.at").concat();
    assert_eq!(marked, said.trim());
}

#[test]
fn copies_stand_beside_what_they_were_taken_from() {
    let web = Web::corpus();
    let story = largest(&web);
    let passages = links(&web.page(&story), &format!("{story}/passages"));
    assert!(!passages.is_empty());
    let marked = passages.iter().any(|href| {
        let page = web.page(href);
        select(&page, ".pair article").len() == 2 && select(&page, "mark.same").len() > 1
    });
    assert!(marked);
}

#[test]
fn every_link_of_every_page_leads_somewhere_in_both_languages() {
    let web = Web::corpus();
    let mut seen = BTreeSet::new();
    let mut open = vec!["/?lang=en".to_owned(), "/?lang=ar".to_owned()];
    while let Some(path) = open.pop() {
        let path = path.split('#').next().unwrap().to_owned();
        if path.is_empty() || !seen.insert(path.clone()) {
            continue;
        }
        let answer = web.get(&path);
        assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.text);
        // One language in depth, the other one step behind every page.
        if answer.headers["content-type"].to_str().unwrap().starts_with("text/html")
            && seen.len() < 1500
        {
            open.extend(links(&answer.text, "/").into_iter().filter(|l| !seen.contains(l)));
        }
    }
    assert!(seen.len() > 100, "{}", seen.len());
}

#[test]
fn the_interface_turns_with_its_language() {
    let web = Web::corpus();
    let arabic = web.get("/?lang=ar");
    assert!(arabic.text.contains("<html lang=\"ar\" dir=\"rtl\""));
    let cookie = arabic.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("SameSite=Strict") && cookie.contains("HttpOnly"));
    let kept = cookie.split(';').next().unwrap();
    let again = web.get_with("/", &[("host", "localhost"), ("cookie", kept)]);
    assert!(again.text.contains("dir=\"rtl\""));
    assert!(web.page("/").contains("<html lang=\"en\" dir=\"ltr\""));
}

#[test]
fn settings_are_kept_in_a_cookie() {
    let web = Web::corpus();
    let answer = web.post("/settings", &[("lang", "ar"), ("months", "levant"), ("back", "/help")]);
    assert_eq!(answer.status.as_u16(), 303);
    assert_eq!(answer.headers["location"], "/help");
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("months-levant"));
    let away = web.post("/settings", &[("back", "//evil.example/")]);
    assert_eq!(away.headers["location"], "/");
}

#[test]
fn articles_are_there_as_records_and_as_they_arrived() {
    let web = Web::corpus();
    let story = web.page(&largest(&web));
    let article = links(&story, "/article/").into_iter().find(|a| !a.contains('?')).unwrap();
    let record = web.json(&format!("{article}.json"));
    assert_eq!(record["schema"], "isnad.record/1");
    let original = web.get(&format!("{article}/original.txt"));
    assert_eq!(original.headers["content-type"], "text/plain; charset=utf-8");
    let title = record["article"]["title"].as_str().unwrap();
    assert!(select(&web.page(&article), "h1").concat().contains(title));
}

#[test]
fn search_marks_its_hits() {
    let web = Web::corpus();
    let page = web.page("/search?q=convoy");
    assert!(select(&page, "mark.hit").iter().all(|hit| hit.eq_ignore_ascii_case("convoy")));
    assert!(!select(&page, "mark.hit").is_empty());
    let json = web.json("/search.json?q=convoy");
    assert!(!json["pages"][0]["hits"].as_array().unwrap().is_empty());
    assert!(web.page("/search?q=zzzzqqq").contains("class=\"nothing\""));
    assert!(web.page("/search?q=%22OR%20*").contains("<main"));
}
