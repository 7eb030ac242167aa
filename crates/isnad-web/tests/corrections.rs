//! What people decide on the pages holds, shows who and when, and can be taken back.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Web, encoded};

/// An entity that several pages name, and the article of its newest.
fn entity(web: &Web) -> String {
    let list = web.json("/entities.json?kind=person");
    list["entities"][0]["id"].as_str().unwrap().to_owned()
}

fn name(web: &Web, id: &str) -> String {
    let json = web.json(&format!("/entity/{}.json", encoded(id)));
    json["entity"]["name_en"].as_str().unwrap().to_owned()
}

#[test]
fn a_name_is_corrected_and_the_correction_undone() {
    let web = Web::corpus();
    let id = entity(&web);
    let before = name(&web, &id);
    let back = format!("/entity/{}", encoded(&id));
    let answer = web.post(
        "/decide",
        &[("kind", "rename"), ("subject", &id), ("name", "Somebody Else"), ("back", &back)],
    );
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
    assert_eq!(answer.headers["location"].to_str().unwrap(), back);
    assert_eq!(name(&web, &id), "Somebody Else");
    let page = web.page(&back);
    assert!(page.contains("Somebody Else") && page.contains("tester"), "who decided is shown");
    let decisions = web.json("/decisions.json");
    let number = decisions["decisions"][0]["id"].to_string();
    let undone = web.post("/decide", &[("kind", "undo"), ("subject", &number)]);
    assert_eq!(undone.status.as_u16(), 303);
    assert_eq!(name(&web, &id), before);
    let again = web.post("/decide", &[("kind", "undo"), ("subject", &number)]);
    assert_eq!(again.status.as_u16(), 400, "a decision is taken back once");
}

#[test]
fn two_names_become_one() {
    let web = Web::corpus();
    let list = web.json("/entities.json?kind=person");
    let id = |i: usize| list["entities"][i]["id"].as_str().unwrap().to_owned();
    let pages = |id: &str| {
        web.json(&format!("/entity/{}.json", encoded(id)))["entity"]["pages"].as_u64().unwrap()
    };
    let (keep, other) = (id(0), id(1));
    let before = pages(&keep);
    let send = |subject: &str, into: &str| {
        web.post("/decide", &[("kind", "merge"), ("subject", subject), ("into", into)])
            .status
            .as_u16()
    };
    assert_eq!(send(&other, &keep), 303);
    assert!(pages(&keep) >= before);
    assert_eq!(pages(&other), 0, "nothing is left of the other");
    assert_eq!(send(&keep, &other), 400, "what became it cannot take it in");
    assert_eq!(send(&keep, &keep), 400);
    assert_eq!(send(&keep, "nobody-of-this-id"), 400);
}

#[test]
fn an_entity_is_split_by_pages() {
    let web = Web::corpus();
    let id = entity(&web);
    let json = web.json(&format!("/entity/{}.json", encoded(&id)));
    let source = json["pages"][0].as_str().unwrap().to_owned();
    let split = |page: &str| {
        let fields =
            [("kind", "split"), ("subject", id.as_str()), ("into", "a-namesake"), ("page", page)];
        web.post("/decide", &fields).status.as_u16()
    };
    let hash = isnad_export::sha256_hex(source.as_bytes());
    assert_eq!(split("ffffffffffff"), 400);
    assert_eq!(split(&hash[..12]), 303);
    assert_eq!(web.json("/entity/a-namesake.json")["pages"][0], source.as_str());
    let left = web.json(&format!("/entity/{}.json", encoded(&id)));
    assert!(!left["pages"].as_array().unwrap().iter().any(|p| *p == source.as_str()));
}

#[test]
fn facts_are_confirmed_rejected_noted_and_flagged() {
    let web = Web::corpus();
    let story = web.json("/stories.json?sort=conflicts")["stories"][0]["id"].clone();
    let told = web.json(&format!("/story/{}.json", story.as_str().unwrap()));
    let source = told["stories"][0]["articles"][0].as_str().unwrap();
    let hash: String = isnad_export::sha256_hex(source.as_bytes()).chars().take(12).collect();
    let id = format!("{hash}.e1");
    for (kind, text) in [("confirm", ""), ("reject", ""), ("note", "look here"), ("flag", "")] {
        let fields = [("kind", kind), ("subject", id.as_str()), ("text", text)];
        assert_eq!(web.post("/decide", &fields).status.as_u16(), 303, "{kind}");
    }
    let page = web.page(&format!("/fact/{id}"));
    assert!(page.contains("look here"));
    let all = web.json("/decisions.json");
    let kinds: Vec<&str> = all["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["decision"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["confirm", "reject", "note", "flag"]);
    for (kind, subject) in
        [("reject", "ffffff.e1"), ("confirm", "nothing"), ("note", ""), ("paint", &id)]
    {
        let fields = [("kind", kind), ("subject", subject), ("text", "x")];
        assert_eq!(web.post("/decide", &fields).status.as_u16(), 400, "{kind} {subject}");
    }
}

#[test]
fn a_desk_that_another_program_writes_to_says_so() {
    let web = Web::corpus();
    let id = entity(&web);
    let writer = rusqlite::Connection::open(web.folder.path().join("desk.db")).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE settings SET value = value;").unwrap();
    let answer = web.post("/decide", &[("kind", "note"), ("subject", &id), ("text", "x")]);
    assert_eq!(answer.status.as_u16(), 503);
    assert!(answer.headers.contains_key("retry-after"));
    writer.execute_batch("ROLLBACK").unwrap();
    let again = web.post("/decide", &[("kind", "note"), ("subject", &id), ("text", "x")]);
    assert_eq!(again.status.as_u16(), 303);
}

/// How many stories the desk has, and the one of most pages.
fn stories(web: &Web) -> (u64, String) {
    let list = web.json("/stories.json?sort=origins");
    let all = list["stories"].as_array().unwrap();
    let largest = all.iter().max_by_key(|s| s["pages"].as_u64()).unwrap();
    (list["all"].as_u64().unwrap(), largest["id"].as_str().unwrap().to_owned())
}

#[test]
fn stories_are_joined_and_parted_by_what_can_be_decided() {
    let web = Web::corpus();
    let (_, id) = stories(&web);
    let subject = format!("story:{id}");
    let send = |fields: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> =
            fields.iter().copied().chain([("subject", subject.as_str())]).collect();
        web.post("/decide", &all).status.as_u16()
    };
    let list = web.json("/stories.json");
    let ids = list["stories"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap());
    let other = ids.rev().find(|other| *other != id).unwrap().to_owned();
    assert_eq!(send(&[("kind", "join"), ("into", &id)]), 400, "a story is not joined with itself");
    assert_eq!(send(&[("kind", "join"), ("into", "000000000000")]), 400);
    assert_eq!(send(&[("kind", "part")]), 400, "nothing was chosen");
    assert_eq!(send(&[("kind", "join"), ("into", &other)]), 303);
    let told = &web.json("/decisions.json")["decisions"][0]["decision"];
    assert_eq!(
        (told["kind"].as_str(), told["other"].as_str()),
        (Some("join"), Some(other.as_str()))
    );
    assert_eq!(told["pages"].as_array().unwrap().len(), 2);
    let page = web.page(&format!("/story/{id}/reports"));
    let (_, rest) = page.split_once("name=\"page\" value=\"").unwrap();
    let report = rest.split('"').next().unwrap();
    assert_eq!(send(&[("kind", "part"), ("page", report)]), 303);
    let told = &web.json("/decisions.json")["decisions"][1]["decision"];
    assert_eq!(told["pages"].as_array().unwrap().len(), 1);
    assert!(web.page("/decisions?lang=ar").contains(&format!("/story/{other}")));
}

#[test]
fn a_watch_tells_what_is_new_until_it_is_seen() {
    let web = Web::corpus();
    let post = |fields: &[(&str, &str)]| web.post("/watches", fields).status.as_u16();
    assert_eq!(post(&[("do", "add"), ("what", "")]), 400);
    assert_eq!(post(&[("do", "add"), ("what", &"x".repeat(300))]), 400);
    assert_eq!(post(&[("do", "add"), ("what", "MDG MUS")]), 303);
    let watch = || web.json("/watches.json")["watches"][0].clone();
    assert_eq!(watch()["as"], "dyad");
    assert!(watch()["pages"].as_u64().unwrap() > 1);
    assert_eq!(watch()["news"].as_array().unwrap().len(), 0, "what is there already is no news");
    let id = watch()["id"].to_string();
    // As if most pages had come since.
    let path = web.folder.path().join("desk.db");
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute("UPDATE watches SET seen = '{\"pages\":[],\"claims\":[]}'", []).unwrap();
    assert!(!watch()["news"].as_array().unwrap().is_empty());
    assert!(web.page("/watches").contains("class=\"news\""));
    assert_eq!(post(&[("do", "seen"), ("id", &id)]), 303);
    assert_eq!(watch()["news"].as_array().unwrap().len(), 0);
    assert_eq!(post(&[("do", "remove"), ("id", "99")]), 400);
    assert_eq!(post(&[("do", "remove"), ("id", &id)]), 303);
    assert_eq!(web.json("/watches.json")["watches"].as_array().unwrap().len(), 0);
    assert_eq!(web.get("/watches.csv").text.lines().count(), 1);
}

#[test]
fn a_run_shows_on_every_page_and_is_not_kept() {
    let web = Web::corpus();
    let mut desk = isnad_store::Desk::create(&web.folder.path().join("desk.db")).unwrap();
    let run = desk.begin_run().unwrap();
    desk.note_run(run, isnad_store::RunState::Reading, 1200, Some(0.25)).unwrap();
    let page = web.page("/");
    assert!(page.contains("data-run") && page.contains("1,200") && page.contains("25%"), "{page}");
    assert_eq!(web.json("/status.json")["run"]["share"], 0.25);
    desk.note_run(run, isnad_store::RunState::Done, 1200, None).unwrap();
    assert!(!web.page("/").contains("data-run"));
    assert!(web.json("/status.json")["run"].is_null());
}

#[test]
fn arabic_pages_name_claims_and_values_in_arabic() {
    let web = Web::corpus();
    let (_, id) = stories(&web);
    let page = web.page(&format!("/story/{id}?lang=ar"));
    for english in ["number of people", "at least", "first ever"] {
        assert!(!page.contains(english), "{english}");
    }
    assert!(page.contains("على الأقل"), "a bound is told in Arabic");
}
