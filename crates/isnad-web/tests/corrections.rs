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
