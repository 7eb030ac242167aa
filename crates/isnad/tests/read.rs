//! `isnad read` on good pages: records, order, threads, and reading twice.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Place, Run, run};
use serde_json::Value;

const LINES: &str = concat!(
    r#"{"id":"one","text":"Port reopens\n\nThe harbour authority of Lisbon said on Monday that the port had reopened after the storm.\nThree ships left in the morning.","title":"Port reopens","published":"2024-03-05"}"#,
    "\n",
    r#"{"id":"two","text":"أعلنت وزارة النقل إعادة فتح الميناء بعد العاصفة.\nوقالت الوزارة إن ثلاث سفن غادرت صباحا.","lang":"ar","published":"2024-03-05T10:00:00Z"}"#,
    "\n",
    r#"{"id":"three","html":"<html><body><article><h1>Bridge closed</h1><p>The city council closed the old bridge for repairs on Tuesday, an official said.</p></article></body></html>"}"#,
    "\n"
);

/// Pages in many files, more than one batch.
fn many(place: &Place) {
    for n in 0..150 {
        let text = format!(
            "Council meets, part {n}\n\nThe council of town {n} met on Friday and spoke about road {n}.\n\
             The mayor said that {n} lamps would be put up."
        );
        place.file(&format!("pages/{n:03}.txt"), text);
    }
}

fn records(run: &Run) -> Vec<Value> {
    assert_eq!(run.status, 0, "{}", run.err);
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sources(run: &Run) -> Vec<String> {
    let name = |r: &Value| r["page"]["source"].as_str().unwrap().to_owned();
    records(run).iter().map(name).collect()
}

#[test]
fn prints_one_record_a_page_in_the_order_of_the_input() {
    let place = Place::new();
    let run = place.isnad_with(&["read", "--json", "--no-desk", "-"], LINES);
    assert_eq!(sources(&run), ["one", "two", "three"]);
    let all = records(&run);
    assert_eq!(all[0]["article"]["title"], "Port reopens");
    assert_eq!(all[1]["article"]["lang"], "ar");
    assert!(all[2]["text"].as_str().unwrap().contains("closed the old bridge"));
    assert!(!all[2]["text"].as_str().unwrap().contains("<p>"));
    assert!(!place.path("isnad.db").exists(), "--no-desk touches no file");
}

#[test]
fn records_fit_the_schema() {
    let place = Place::new();
    let args = ["read", "--json", "--no-desk", "--with", "tokens,sentences,numbers", "-"];
    let all = records(&place.isnad_with(&args, LINES));
    let schema = place.isnad(&["schema", "record"]).out;
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for record in &all {
        let errors: Vec<String> = validator.iter_errors(record).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert!(record["sentences"].is_array() && record["numbers"].is_array());
    }
}

#[test]
fn same_bytes_for_any_number_of_threads() {
    let place = Place::new();
    many(&place);
    let with_threads = |n: &str| {
        let mut command = place.command(&["read", "--json", "--no-desk", "pages"]);
        run(command.env("RAYON_NUM_THREADS", n), "")
    };
    let one = with_threads("1");
    assert_eq!(sources(&one).len(), 150);
    assert_eq!(one, with_threads("2"));
    assert_eq!(one, with_threads("5"));
}

#[test]
fn same_records_and_stories_whatever_the_order() {
    let place = Place::new();
    place.file("a.jsonl", LINES);
    place.file("b.txt", "Storm passes\n\nThe storm passed over Lisbon, and the port reopened.");
    let sorted = |args: &[&str]| {
        let mut lines: Vec<String> = place.isnad(args).out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let ab = sorted(&["read", "--json", "--no-desk", "a.jsonl", "b.txt"]);
    assert_eq!(ab, sorted(&["read", "--json", "--no-desk", "b.txt", "a.jsonl"]));
    for (desk, order) in [("ab.db", ["a.jsonl", "b.txt"]), ("ba.db", ["b.txt", "a.jsonl"])] {
        assert_eq!(place.isnad(&["read", "--desk", desk, order[0], order[1]]).status, 0);
    }
    let stories = |desk: &str| place.isnad(&["stories", "--json", "--desk", desk]).out;
    assert_eq!(stories("ab.db"), stories("ba.db"));
    assert!(stories("ab.db").contains("isnad.stories/1"));
}

#[test]
fn stories_fit_the_schema_and_hold_every_page() {
    let place = Place::new();
    place.file("a.jsonl", LINES);
    place.isnad(&["read", "a.jsonl"]);
    let told: Value = serde_json::from_str(&place.isnad(&["stories", "--json"]).out).unwrap();
    let schema = place.isnad(&["schema", "stories"]).out;
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&told).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut pages: Vec<&str> = told["stories"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["articles"].as_array().unwrap())
        .map(|a| a.as_str().unwrap())
        .collect();
    pages.sort_unstable();
    assert_eq!(pages, ["one", "three", "two"]);
}

#[test]
fn reading_twice_changes_nothing() {
    let place = Place::new();
    place.file("a.jsonl", LINES);
    let first = place.isnad(&["read", "a.jsonl"]);
    assert!(first.out.starts_with("3 pages read\n"), "{}", first.out);
    let dump = || {
        let mut tables = Vec::new();
        let conn = rusqlite::Connection::open(place.path("isnad.db")).unwrap();
        for table in ["pages", "articles", "records", "work", "stories", "story_pages"] {
            let mut all = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let n = all.column_count();
            let rows = all.query_map([], |row| {
                (0..n)
                    .map(|i| row.get::<_, rusqlite::types::Value>(i))
                    .collect::<Result<Vec<_>, _>>()
            });
            tables.extend(rows.unwrap().map(|row| format!("{:?}", row.unwrap())));
        }
        tables
    };
    let before = dump();
    let second = place.isnad(&["read", "a.jsonl"]);
    assert!(second.out.starts_with("0 pages read, 3 already known\n"), "{}", second.out);
    assert_eq!(before, dump());
}

#[test]
fn a_known_page_prints_the_same_record() {
    let place = Place::new();
    place.file("a.jsonl", LINES);
    let first = place.isnad(&["read", "--json", "a.jsonl"]);
    let second = place.isnad(&["read", "--json", "a.jsonl"]);
    let free = place.isnad(&["read", "--json", "--no-desk", "a.jsonl"]);
    assert_eq!(first, second);
    assert_eq!(first, free);
}

#[test]
fn pages_with_one_name_are_kept_apart() {
    let place = Place::new();
    let lines = "{\"id\":\"x\",\"text\":\"The first page.\"}\n{\"id\":\"x\",\"text\":\"The other.\"}\n\
                 {\"id\":\"x\",\"text\":\"The first page.\"}\n";
    let args = ["read", "--json", "-"];
    assert_eq!(sources(&place.isnad_with(&args, lines)), ["x", "x#2"]);
    assert_eq!(sources(&place.isnad_with(&args, lines)), ["x", "x#2"], "also on the desk");
}

#[test]
fn folders_are_read_by_name_and_other_files_left_alone() {
    let place = Place::new();
    for name in ["d/b.txt", "d/a.HTML", "d/sub/c", "d/sub/.hidden.txt", "d/picture.png"] {
        place.file(name, "The ship left the harbour in the morning.");
    }
    place.file("d/z.jsonl", "{\"id\":\"z\",\"text\":\"The ship came back.\"}\n");
    let run = place.isnad(&["read", "--json", "--no-desk", "d"]);
    let names: Vec<String> = sources(&run).iter().map(|s| s.replace('\\', "/")).collect();
    assert_eq!(names, ["d/a.HTML", "d/b.txt", "d/sub/c", "z"]);
    let run = place.isnad(&["read", "d"]);
    assert!(run.out.contains("2 of other kinds left alone"), "{}", run.out);
}

#[test]
fn quiet_prints_nothing() {
    let place = Place::new();
    let run = place.isnad_with(&["read", "--quiet", "-"], LINES);
    assert_eq!(run, Run { out: String::new(), err: String::new(), status: 0 });
}
