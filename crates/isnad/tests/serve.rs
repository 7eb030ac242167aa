//! `isnad serve`: what it refuses, and that it answers; `isnad story --html`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use common::Place;

fn desk() -> Place {
    let place = Place::new();
    place.file("one.txt", "Foreign Minister Nadia Farrow said on Monday that Malta would wait.\n");
    assert_eq!(place.isnad(&["read", "--quiet", "one.txt"]).status, 0);
    place
}

#[test]
fn others_may_connect_only_with_a_token() {
    let place = desk();
    for args in [
        &["serve", "--bind", "0.0.0.0"][..],
        &["serve", "--bind", "0.0.0.0", "--token", "short"],
        &["serve", "--desk", "missing.db"],
        &["serve", "--bind", "nowhere"],
    ] {
        let run = place.isnad(args);
        assert_eq!(run.status, 2, "{args:?}: {run:?}");
        assert!(run.err.starts_with("error:"), "{args:?}: {}", run.err);
    }
}

#[test]
fn pages_are_served_to_this_machine() {
    let place = desk();
    let mut child =
        place.command(&["serve", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let (_, rest) = line.split_once("http://").unwrap();
    let address = rest.split('/').next().unwrap();
    let ask = |request: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    };
    let good = ask(&format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"));
    let odd = ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    let large = ask(&format!(
        "POST /settings HTTP/1.1\r\nHost: {address}\r\nContent-Length: 1073741824\r\n\
         Connection: close\r\n\r\nx"
    ));
    let broken = ask("NONSENSE\r\n\r\n");
    let again = ask(&format!("GET /help HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(good.starts_with("HTTP/1.1 200") && good.contains("class=\"stories\""), "{good}");
    assert!(good.contains("one.txt"), "a story without headline is called by its page: {good}");
    assert!(odd.starts_with("HTTP/1.1 421"), "{odd}");
    assert!(large.starts_with("HTTP/1.1 413"), "{large}");
    assert!(broken.starts_with("HTTP/1.1 400"), "{broken}");
    assert!(again.starts_with("HTTP/1.1 200"), "the server goes on");
}

#[test]
fn a_story_is_one_file_without_script() {
    let place = desk();
    let list = place.isnad(&["stories", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&list).unwrap();
    let id = json["stories"][0]["id"].as_str().unwrap();
    let run = place.isnad(&["story", id, "--html", "--lang", "ar"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(run.out.contains("<style>") && run.out.contains("Content-Security-Policy"));
    for word in ["<script", "<form", "href=\"/", "src="] {
        assert!(!run.out.contains(word), "{word}");
    }
}
