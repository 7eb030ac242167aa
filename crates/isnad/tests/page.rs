//! `isnad page`: what was kept, what was cut and why, and where each field was found.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Place;
use serde_json::Value;

const HTML: &str = "<html lang=en><head><title>Ferry sails again - The Quay</title>\
    <meta property='article:published_time' content='2024-03-05T08:00:00Z'>\
    <link rel=canonical href='https://quay.example/2024/03/04/ferry'></head><body>\
    <nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>\
    <article><h1>Ferry sails again</h1>\
    <p>The ferry to the outer islands sailed again on Monday, a month after a storm damaged the pier, the harbour master said.</p>\
    <p>Sixty trucks were waiting at the gates, and medicine would be carried first, he told reporters &lt;b&gt; at the terminal.</p>\
    <p>The company said that fares would stay as they were until the end of the year, whatever the price of fuel.</p>\
    </article><footer>All rights reserved.</footer></body></html>";

const ARABIC: &str = "العبّارة تبحر من جديد\n\nأبحرت العبارة إلى الجزر البعيدة صباح الاثنين بعد شهر من عاصفة أضرت بالرصيف، وفق ما قاله مدير الميناء للصحفيين.\n\
    وكانت ستون شاحنة تنتظر عند البوابات، وقال المدير إن الدواء سينقل قبل غيره إلى سكان الجزر.\n\
    شارك هذا الخبر\n";

fn json(run: &common::Run) -> Value {
    assert_eq!(run.status, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn shows_fields_dates_and_parts_with_their_places() {
    let place = Place::new();
    place.file("a.html", HTML);
    let run = place.isnad(&["page", "a.html"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    for want in [
        "  title       Ferry sails again\n",
        "from meta:article:published_time",
        "  byline      not found",
        "* 2024-03-05T08:00:00Z",
        "  2024-03-04 ",
        "kept: 3 paragraphs",
    ] {
        assert!(run.out.contains(want), "{want}: {}", run.out);
    }
}

#[test]
fn cut_parts_are_named_with_kind_reason_and_line() {
    let place = Place::new();
    place.file("a.txt", ARABIC);
    let run = place.isnad(&["page", "a.txt"]);
    assert!(run.out.contains("service (1): sharing, following"), "{}", run.out);
    assert!(run.out.contains("text:line 5"), "{}", run.out);
    assert!(run.out.contains("شارك هذا الخبر"), "{}", run.out);
}

#[test]
fn json_fits_its_schema_and_counts_code_points() {
    let place = Place::new();
    let schema = place.isnad(&["schema", "page"]).out;
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for (name, content) in [("a.html", HTML), ("a.txt", ARABIC)] {
        place.file(name, content);
        let view = json(&place.isnad(&["page", "--json", name]));
        let errors: Vec<String> = validator.iter_errors(&view).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let text: Vec<char> = view["text"].as_str().unwrap().chars().collect();
        let last = view["paragraphs"].as_array().unwrap().last().unwrap();
        assert_eq!(last["end"], text.len(), "{name}");
        let at = |cut: &Value| cut["at"].as_u64().unwrap() as usize;
        let cut = view["cut"].as_array().unwrap();
        assert_eq!(at(&cut[0]), 0, "{view}");
        assert_eq!(at(cut.last().unwrap()), text.len(), "{view}");
    }
}

#[test]
fn text_is_the_article_alone() {
    let place = Place::new();
    let run = place.isnad_with(&["page", "--text", "-"], HTML);
    let parts: Vec<&str> = run.out.trim_end().split("\n\n").collect();
    assert_eq!(parts.len(), 4, "{run:?}");
    assert_eq!(parts[0], "Ferry sails again");
    assert!(parts[1].starts_with("The ferry to the outer islands"), "{run:?}");
    assert!(!run.out.contains("rights reserved"), "{run:?}");
}

#[test]
fn html_is_escaped_whole_and_loads_nothing() {
    let place = Place::new();
    place.file(
        "<i>.html",
        HTML.replace("Ferry sails", "Ferry &lt;script&gt;alert(1)&lt;/script&gt; sails"),
    );
    place.file("a.txt", ARABIC);
    let run = place.isnad(&["page", "--html", "<i>.html"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(!run.out.contains("<script") && !run.out.contains("<i>"), "{}", run.out);
    assert!(run.out.contains("&lt;script&gt;alert(1)"), "{}", run.out);
    assert!(run.out.contains("default-src 'none'; style-src 'sha256-"), "{}", run.out);
    assert!(run.out.contains("<p class=\"body\" dir=\"auto\">The ferry"), "{}", run.out);
    let run = place.isnad(&["page", "--html", "a.txt"]);
    assert!(run.out.contains("<del>شارك هذا الخبر</del>"), "{}", run.out);
    assert!(run.out.trim_end().ends_with("</html>"), "{}", run.out);
}

#[test]
fn the_user_is_believed_before_the_page() {
    let place = Place::new();
    place.file("a.html", HTML);
    let args = [
        "page",
        "--json",
        "a.html",
        "--published",
        "2024-03-09",
        "--url",
        "https://quay.example/x",
    ];
    let view = json(&place.isnad(&args));
    assert_eq!(view["fields"]["published"]["value"], "2024-03-09");
    assert_eq!(view["fields"]["published"]["from"], "hint");
    let dates = view["dates"].as_array().unwrap();
    assert_eq!(dates.iter().filter(|d| d["chosen"] == true).count(), 1, "{dates:?}");
    assert!(dates.iter().any(|d| d["from"] == "meta:article:published_time"), "{dates:?}");
}

#[test]
fn pages_of_the_desk_are_found_by_source_address_and_key() {
    let place = Place::new();
    let line = serde_json::json!({"id": "one", "html": HTML, "url": "https://quay.example/sent"});
    let run = place.isnad_with(&["read", "-"], line.to_string());
    assert_eq!(run.status, 0, "{run:?}");
    let key = isnad_export::page_key("one");
    for name in ["one", "https://quay.example/2024/03/04/ferry", "https://quay.example/sent", &key]
    {
        let view = json(&place.isnad(&["page", "--json", name]));
        assert_eq!(view["page"]["source"], "one", "{name}");
        assert_eq!(view["fields"]["title"]["value"], "Ferry sails again");
    }
}

#[test]
fn nothing_is_fetched() {
    let place = Place::new();
    let run = place.isnad(&["page", "https://quay.example/1"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""), "{run:?}");
    assert!(run.err.contains("isnad fetches nothing (hint: save the page"), "{run:?}");
    assert!(!place.path("isnad.db").exists(), "asking makes no desk");
}

#[test]
fn what_cannot_be_read_is_told_in_one_line() {
    let place = Place::new();
    place.file("empty.html", " ");
    place.file("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    place.file("two.jsonl", "{\"id\":\"a\",\"text\":\"The ship left the harbour.\"}\n{\"id\":\n");
    for (name, status, want) in [
        ("none.html", 2, "no such file, and no page of this name"),
        ("empty.html", 2, "an empty file"),
        ("picture.html", 2, "a binary file"),
        ("two.jsonl", 3, "two.jsonl:2: broken JSON"),
    ] {
        let run = place.isnad(&["page", name]);
        assert_eq!(run.status, status, "{name}: {run:?}");
        assert!(run.err.contains(want) && run.err.contains("(hint: "), "{name}: {run:?}");
        assert_eq!(run.err.trim_end().lines().count(), 1, "{name}: {run:?}");
    }
    for args in [
        vec!["page", "--json", "--html", "x"],
        vec!["page", "--lang", "english", "x"],
        vec!["page", "--published", "yesterday", "x"],
        vec!["page", "--url", "quay.example", "x"],
    ] {
        assert_eq!(place.isnad(&args).status, 2, "{args:?}");
    }
}
