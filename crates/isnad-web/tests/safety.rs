//! Bad requests get a clear page with the right status, and the server goes on.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "the test puts files in the place of the desk")]

mod common;

use axum::body::Body;
use common::{Web, corpus, request};
use isnad_store::Desk;

#[test]
fn every_answer_carries_the_policy() {
    let web = Web::corpus();
    for path in ["/", "/nothing", "/assets/isnad.css", "/stories.json", "/search?page=x"] {
        let answer = web.get(path);
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["x-frame-options"], "DENY");
    }
}

#[test]
fn pages_hold_no_style_or_script_of_their_own() {
    let web = Web::corpus();
    for path in ["/", "/search?q=convoy", "/help", "/settings", "/nothing"] {
        let page = web.get(path).text;
        assert!(!page.contains(" style=") && !page.contains("<style"), "{path}");
        assert!(!page.contains("<script>") && !page.contains("javascript:"), "{path}");
    }
}

#[test]
fn what_is_not_there_is_said_with_its_status() {
    let web = Web::corpus();
    for (path, status) in [
        ("/nothing", 404),
        ("/story/zzz", 404),
        ("/story/000000000000", 404),
        ("/article/ffffffffffff", 404),
        ("/article/xyz", 404),
        ("/article/%ff%fe", 404),
        ("/story/%00", 404),
        ("/stories.json?sort=best", 400),
        ("/?since=yesterday", 400),
        ("/?page=0", 400),
        ("/?page=99999999999999999999", 400),
        ("/search.json?q=", 400),
        ("/assets/../Cargo.toml", 404),
        ("/assets/nothing.js", 404),
    ] {
        let answer = web.get(path);
        assert_eq!(answer.status.as_u16(), status, "{path}");
        if path.contains(".json") {
            assert!(answer.text.contains("isnad.error/1"), "{path}");
        } else if !path.starts_with("/assets") {
            assert!(answer.text.contains("<h1>"), "{path}");
        }
    }
    let long = format!("/search?q={}", "a".repeat(500));
    assert_eq!(web.get(&long).status.as_u16(), 400);
}

#[test]
fn methods_sizes_and_headers_have_bounds() {
    let web = Web::corpus();
    let send = |builder: axum::http::request::Builder, body: Body| {
        web.send(builder.body(body).unwrap()).status.as_u16()
    };
    assert_eq!(send(request("/").method("DELETE"), Body::empty()), 405);
    assert_eq!(send(request("/").method("POST"), Body::empty()), 405);
    assert_eq!(send(request("/nothing").method("POST"), Body::empty()), 404);
    let large = request("/settings").method("POST").header("content-length", "1073741824");
    assert_eq!(send(large, Body::empty()), 413);
    assert_eq!(send(request("/settings").method("POST"), Body::from(vec![b'a'; 100_000])), 413);
    assert_eq!(send(request("/settings").method("POST"), Body::from(vec![0xff, 0xfe])), 400);
    assert_eq!(send(request("/").header("x-long", "a".repeat(10_000)), Body::empty()), 431);
    assert_eq!(send(request(&format!("/{}", "a".repeat(9_000))), Body::empty()), 431);
    assert_eq!(web.get("/").status.as_u16(), 200, "the server goes on");
}

#[test]
fn other_names_of_the_host_are_refused() {
    let web = Web::of(&[], |options| options.hosts.push("desk.example".into()));
    let status = |host: &str| web.get_with("/", &[("host", host)]).status.as_u16();
    for host in ["localhost", "localhost:7311", "127.0.0.1:7311", "[::1]:7311", "desk.example:80"] {
        assert_eq!(status(host), 200, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:7311",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
    ] {
        assert_eq!(status(host), 421, "{host}");
    }
    assert_eq!(web.get_with("/", &[]).status.as_u16(), 421);
    assert_eq!(
        web.get_with("/", &[("host", "localhost"), ("host", "evil.example")]).status.as_u16(),
        421
    );
}

#[test]
fn forms_of_other_sites_are_refused() {
    let web = Web::corpus();
    let token = web.token();
    let send = |headers: &[(&str, &str)], body: String| {
        let mut builder = request("/settings").method("POST");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        web.send(builder.body(Body::from(body)).unwrap()).status.as_u16()
    };
    let good = || format!("lang=ar&token={token}");
    assert_eq!(send(&[("sec-fetch-site", "same-origin")], good()), 303);
    assert_eq!(send(&[("origin", "http://127.0.0.1:7311")], good()), 303);
    assert_eq!(send(&[("sec-fetch-site", "cross-site")], good()), 403);
    assert_eq!(send(&[("sec-fetch-site", "same-site")], good()), 403);
    assert_eq!(send(&[("origin", "http://evil.example")], good()), 403);
    assert_eq!(send(&[("origin", "null")], good()), 403);
    assert_eq!(send(&[], "lang=ar".to_owned()), 403);
    assert_eq!(send(&[], "lang=ar&token=".to_owned()), 403);
    assert_eq!(send(&[], "lang=ar&token=0000".to_owned()), 403);
}

#[test]
fn a_token_is_asked_for_where_one_is_set() {
    let web = Web::of(&[], |options| options.token = Some("correct horse".into()));
    let with = |value: &str| {
        let headers = [("host", "localhost"), ("authorization", value)];
        web.get_with("/", &headers).status.as_u16()
    };
    let answer = web.get("/");
    assert_eq!(answer.status.as_u16(), 401);
    assert!(answer.headers["www-authenticate"].to_str().unwrap().starts_with("Basic"));
    assert_eq!(with("Bearer correct horse"), 200);
    assert_eq!(with("Basic bmFkaWE6Y29ycmVjdCBob3JzZQ=="), 200);
    for wrong in ["Bearer wrong", "Basic bmFkaWE6d3Jvbmc=", "Basic !!!", "Bearer", "x"] {
        assert_eq!(with(wrong), 401, "{wrong}");
    }
}

#[test]
fn a_desk_that_vanishes_or_is_another_is_noticed() {
    let web = Web::corpus();
    assert_eq!(web.get("/").status.as_u16(), 200);
    let path = web.folder.path().join("desk.db");
    let aside = web.folder.path().join("aside.db");
    std::fs::rename(&path, &aside).unwrap();
    let gone = web.get("/");
    assert_eq!(gone.status.as_u16(), 503);
    assert!(gone.headers.contains_key("retry-after"));
    std::fs::write(&path, "no desk, but long enough to be looked at as if it were one").unwrap();
    assert_eq!(web.get("/").status.as_u16(), 503);
    std::fs::rename(&aside, &path).unwrap();
    assert_eq!(web.get("/").status.as_u16(), 200);
}

#[test]
fn pages_are_read_while_others_are_written() {
    let web = Web::corpus();
    let path = web.folder.path().join("desk.db");
    assert_eq!(web.get("/").status.as_u16(), 200);
    // Another program holds the lock of writers.
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE settings SET value = value;").unwrap();
    assert_eq!(web.get("/?sort=origins").status.as_u16(), 200);
    writer.execute_batch("COMMIT").unwrap();
    // What was written is seen at once.
    let mut desk = Desk::create(&path).unwrap();
    let mut page = corpus().remove(0);
    page.source = "another".into();
    common::put(&mut desk, &page);
    assert!(web.page("/").contains("class=\"state\""), "the stories are older than the pages");
}
