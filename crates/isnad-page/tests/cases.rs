//! Pages as crawlers leave them, with what must be kept, dropped and found.
//!
//! A case is a file of `tests/cases`. Lines beginning with `# key: value` at its head state what is
//! expected of the article; below them every line of the page has a mark: `B` body, `H` heading in
//! the body, `C` caption, `-` dropped.

use include_dir::{Dir, include_dir};
use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page, ParagraphKind, read};

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/cases");

struct Case {
    name: String,
    expected: Vec<(String, String)>,
    lines: Vec<(char, String)>,
}

fn cases() -> Vec<Case> {
    let text = |f: &include_dir::File<'_>| f.contents_utf8().unwrap_or_default().to_owned();
    FOLDER.files().map(|f| case(&f.path().display().to_string(), &text(f))).collect()
}

fn case(name: &str, text: &str) -> Case {
    let (mut expected, mut lines) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some((key, value)) = line.strip_prefix("# ").and_then(|l| l.split_once(':')) {
            expected.push((key.to_owned(), value.trim().to_owned()));
        } else {
            let mark = line.chars().next().unwrap_or(' ');
            lines.push((mark, line.get(2..).unwrap_or_default().to_owned()));
        }
    }
    Case { name: name.to_owned(), expected, lines }
}

fn article(case: &Case, pack: &Pack) -> Article {
    let text = case.lines.iter().map(|(_, l)| l.as_str()).collect::<Vec<_>>().join("\n");
    let hint =
        |key: &str| case.expected.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
    let hints = Hints { title: hint("hint title"), url: hint("hint url"), ..Hints::default() };
    read(&Page { source: case.name.clone(), content: Content::Text(text), hints }, pack)
}

fn value(article: &Article, key: &str) -> String {
    let found =
        |f: &Option<isnad_page::Found>| f.as_ref().map_or("none".to_owned(), |f| f.value.clone());
    let ids = |list: &[isnad_page::Credit]| {
        list.iter().map(|c| c.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    match key {
        "title" => found(&article.title),
        "published" => found(&article.published),
        "updated" => found(&article.updated),
        "byline" => found(&article.byline),
        "section" => found(&article.section),
        "outlet" => found(&article.outlet),
        "agencies" => ids(&article.agencies),
        "republished" => ids(&article.republished_from),
        "diagnostics" => {
            article.diagnostics.iter().map(|d| d.code.as_str()).collect::<Vec<_>>().join(" ")
        }
        _ => panic!("no key {key}"),
    }
}

#[test]
fn pages_are_read_as_marked() {
    let pack = Pack::builtin();
    assert!(cases().len() > 5);
    for case in cases() {
        let article = article(&case, &pack);
        let marked = |marks: &str| -> Vec<String> {
            let lines = case.lines.iter().filter(|(m, _)| marks.contains(*m));
            lines.map(|(_, l)| l.trim().to_owned()).collect()
        };
        let body: Vec<String> =
            article.paragraphs.iter().map(|p| p.span.of(&article.text).to_owned()).collect();
        assert_eq!(body, marked("BH"), "body of {}", case.name);
        assert_eq!(article.captions, marked("C"), "captions of {}", case.name);
        let headings: Vec<String> = article
            .paragraphs
            .iter()
            .filter(|p| p.kind == ParagraphKind::Heading)
            .map(|p| p.span.of(&article.text).to_owned())
            .collect();
        assert_eq!(headings, marked("H"), "headings of {}", case.name);
        for (key, want) in case.expected.iter().filter(|(k, _)| !k.starts_with("hint ")) {
            assert_eq!(value(&article, key), *want, "{key} of {}", case.name);
        }
    }
}
