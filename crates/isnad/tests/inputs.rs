//! Web archives, packed files, feeds: pages from other things than files of one page.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Place, Run, gzip, record};
use serde_json::Value;

const SHIP: &str = "<html><head><title>Ship sails</title></head><body><article>\
    <p>The ship left the harbour of Lisbon in the morning, the harbour master said on Monday.</p>\
    </article></body></html>";

fn records(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sources(run: &Run) -> Vec<String> {
    let name = |r: &Value| r["page"]["source"].as_str().unwrap().to_owned();
    records(run).iter().map(name).collect()
}

/// An archive of so many pages, a member a record.
fn archive(n: usize) -> Vec<u8> {
    let page = |n: usize| {
        let page = SHIP.replace("ship", &format!("ship {n}"));
        gzip(record(&format!("https://a.example/{n}"), "Content-Type: text/html\r\n", page))
    };
    (0..n).flat_map(page).collect()
}

#[test]
fn archives_give_their_pages() {
    let place = Place::new();
    let (arabic, _, _) =
        encoding(&SHIP.replace("The ship left", "غادرت السفينة الميناء في الصباح"));
    let parts = [
        record("https://a.example/1", "Content-Type: text/html\r\n", SHIP),
        record("https://a.example/2", "Content-Type: text/html; charset=windows-1256\r\n", arabic),
        record("https://a.example/3.png", "Content-Type: image/png\r\n", "\u{89}PNG"),
        record("https://a.example/4", "Content-Encoding: gzip\r\n", gzip(SHIP)),
    ];
    place.file("some.warc", parts.concat());
    place.file("some.warc.gz", parts.iter().map(gzip).collect::<Vec<_>>().concat());
    let want = ["https://a.example/1", "https://a.example/2", "https://a.example/4"];
    let plain = place.isnad(&["read", "--json", "--no-desk", "some.warc"]);
    assert_eq!((sources(&plain), plain.status), (want.map(str::to_owned).to_vec(), 0));
    let first = &records(&plain)[0]["article"];
    assert_eq!(first["published"], "2024-03-05T10:00:00Z");
    assert!(records(&plain)[1]["text"].as_str().unwrap().contains("غادرت السفينة"));
    let packed = place.isnad(&["read", "--json", "--no-desk", "some.warc.gz"]);
    assert_eq!(plain, packed);
    let bytes = parts.concat();
    assert_eq!(plain, place.isnad_with(&["read", "--json", "--no-desk", "-"], &bytes));
    assert_eq!(plain, place.isnad_with(&["read", "--json", "--no-desk", "-"], gzip(&bytes)));
    let run = place.isnad(&["read", "some.warc"]);
    assert!(run.out.contains("1 of other kinds left alone"), "{}", run.out);
}

fn encoding(text: &str) -> (Vec<u8>, &'static encoding_rs::Encoding, bool) {
    let (bytes, encoding, broken) = encoding_rs::WINDOWS_1256.encode(text);
    (bytes.into_owned(), encoding, broken)
}

#[test]
fn archives_are_read_alike_with_any_number_of_threads() {
    let place = Place::new();
    place.file("many.warc.gz", archive(150));
    let with_threads = |n: &str| {
        let mut command = place.command(&["read", "--json", "--no-desk", "many.warc.gz"]);
        common::run(command.env("RAYON_NUM_THREADS", n), "")
    };
    let one = with_threads("1");
    assert_eq!(sources(&one).len(), 150);
    assert_eq!(one, with_threads("3"));
}

#[test]
fn a_page_fetched_again_is_the_same_page() {
    let place = Place::new();
    let again = String::from_utf8(record("https://a.example/1", "", SHIP)).unwrap();
    let later = again.replace("2024-03-05", "2024-04-01");
    let run = place.isnad_with(&["read", "--json", "--no-desk", "-"], again + &later);
    assert_eq!(sources(&run), ["https://a.example/1"]);
}

#[test]
fn packed_pages_and_lines_are_unpacked() {
    let place = Place::new();
    place.file("d/a.html.gz", gzip(SHIP));
    place.file("d/b.jsonl.gz", gzip("{\"id\":\"x\",\"text\":\"The ship left.\"}\n"));
    place.file("d/c.tar.gz", gzip("no page"));
    let run = place.isnad(&["read", "--json", "--no-desk", "d"]);
    let names: Vec<String> = sources(&run).iter().map(|s| s.replace('\\', "/")).collect();
    assert_eq!((names, run.status), (vec!["d/a.html.gz".to_owned(), "x".to_owned()], 0));
    let run = place.isnad_with(&["read", "--json", "--no-desk", "-"], SHIP);
    assert_eq!(sources(&run), ["stdin"], "mark-up on standard input is a page");
}

const RSS: &str = "<?xml version='1.0' encoding='windows-1256'?>\n\
    <rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>\
    <title>صحيفة المرفأ</title><link>https://marfa.example/</link><language>ar</language>\
    <item><title>السفينة تغادر الميناء</title><link>https://marfa.example/1</link>\
    <pubDate>الثلاثاء, 05 مارس 2024 23:30:00 +0300</pubDate><category>سياسة</category>\
    <source url='https://jazira.example/'>وكالة الجزر</source><author>هالة منصور</author>\
    <content:encoded><![CDATA[<p>غادرت السفينة الكبيرة ميناء المدينة صباح اليوم بعد توقف دام أسبوعا.</p>\
    <p>وقال مدير الميناء إن السفينة تحمل مواد غذائية إلى الجزيرة.</p>]]></content:encoded></item>\
    <item><title>بلا نص</title></item>\
    <item><title>خبر قصير</title><link>https://marfa.example/3</link>\
    <description>وصلت سفينة أخرى إلى الميناء مساء أمس وعلى متنها عشرة بحارة.</description></item>\
    </channel></rss>";

#[test]
fn feeds_give_a_page_an_item() {
    let place = Place::new();
    place.file("d/news.xml", encoding(RSS).0);
    place.file("d/other.xml", "<sitemap><url>https://a.example/</url></sitemap>");
    let run = place.isnad(&["read", "--json", "--no-desk", "d"]);
    assert_eq!(run.status, 3, "one item has no text: {}", run.err);
    assert!(run.err.contains("news.xml: item 2: an item without text"), "{}", run.err);
    assert_eq!(sources(&run), ["https://marfa.example/1", "https://marfa.example/3"]);
    let all = records(&run);
    let article = &all[0]["article"];
    assert_eq!(article["title"], "السفينة تغادر الميناء");
    assert_eq!(article["published"], "2024-03-05T23:30:00+03:00");
    assert_eq!(article["byline"], "هالة منصور");
    assert_eq!(article["section"], "سياسة");
    assert_eq!(article["outlet"], "صحيفة المرفأ");
    assert!(article["republished_from"][0].is_string(), "{article}");
    assert!(all[0]["text"].as_str().unwrap().contains("وقال مدير الميناء"), "{}", all[0]["text"]);
    let codes = all[1]["diagnostics"].to_string();
    assert!(codes.contains("summary-only"), "{codes}");
    assert!(all[1]["text"].as_str().unwrap().contains("عشرة بحارة"), "{}", all[1]["text"]);
}

#[test]
fn feeds_are_known_by_their_content() {
    let place = Place::new();
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Port</title><entry><id>urn:x:1</id>\
        <title>One</title><updated>2024-03-05T10:00:00Z</updated>\
        <content type='html'>&lt;p&gt;The ship left the harbour of Lisbon on Monday.&lt;/p&gt;</content>\
        </entry></feed>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1\",\n \"title\": \"Port\",\n \"items\": [\n\
        {\"id\": \"urn:x:2\", \"content_text\": \"The ship came back to Lisbon on Friday.\"}]}";
    place.file("atom.txt", atom);
    place.file("d/feed.json", json);
    place.file("d/other.json", "{\"version\": \"1\"}");
    let run = place.isnad(&["read", "--json", "--no-desk", "atom.txt", "d"]);
    assert_eq!((sources(&run), run.status), (vec!["urn:x:1".into(), "urn:x:2".into()], 0));
    assert_eq!(records(&run)[0]["article"]["published"], "2024-03-05T10:00:00Z");
    let args = ["read", "--json", "--no-desk", "-"];
    assert_eq!(sources(&place.isnad_with(&args, atom)), ["urn:x:1"]);
    assert_eq!(sources(&place.isnad_with(&args, json)), ["urn:x:2"]);
    let type_ = "Content-Type: application/atom+xml\r\n";
    let warc = record("https://a.example/feed", type_, atom);
    assert_eq!(sources(&place.isnad_with(&args, warc)), ["urn:x:1"], "a feed in an archive");
}
