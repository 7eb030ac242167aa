//! What structured data (JSON-LD) says about the article and its page.

use serde_json::{Map, Value};

use super::parse;

/// The statements about an article, or about its page, that are used.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Statement {
    /// Whether it is declared to be news.
    pub(crate) news: bool,
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) created: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) authors: Vec<Author>,
    pub(crate) publisher: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) language: Option<String>,
    /// The text of the article.
    pub(crate) body: Option<String>,
}

/// Somebody named as author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Author {
    /// The name.
    pub(crate) name: String,
    /// Whether it is a house and no person.
    pub(crate) house: bool,
}

/// What the data of a page says.
#[derive(Debug, Default)]
pub(crate) struct Data {
    /// About the article.
    pub(crate) article: Statement,
    /// About the page on which it stands.
    pub(crate) page: Statement,
    /// Names of the way from the front page to the article.
    pub(crate) trail: Vec<String>,
}

/// Nesting of values that is followed.
const DEPTH: usize = 6;

/// Reads the scripts of a page.
pub(crate) fn read(scripts: &[String]) -> Data {
    let mut broken = Statement::default();
    let mut values = Vec::new();
    for script in scripts {
        match parse(script) {
            Some(value) => values.push(value),
            None => salvage(script, &mut broken),
        }
    }
    let mut found = Vec::new();
    for value in &values {
        collect(value, DEPTH, &mut found);
    }
    // The one that says most: pages list teasers of other articles in the same way.
    let best = |fits: fn(&str) -> bool| {
        let of = found.iter().enumerate().filter(|(_, v)| is_a(v, fits));
        of.max_by_key(|(i, v)| (weight(v), usize::MAX - i)).map(|(_, v)| statement(v, &found))
    };
    Data {
        article: best(is_article).unwrap_or(broken),
        page: best(|kind| kind.ends_with("WebPage")).unwrap_or_default(),
        trail: found
            .iter()
            .find(|v| is_a(v, |k| k == "BreadcrumbList"))
            .map(|v| trail(v))
            .unwrap_or_default(),
    }
}

/// The data of a script: control characters in texts, comments around it and a stray semicolon are
/// forgiven, as browsers' readers of such data do.
fn parse(script: &str) -> Option<Value> {
    let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (open, close) = if clean.trim_start().starts_with('[') { ('[', ']') } else { ('{', '}') };
    let (from, to) = (clean.find(open)?, clean.rfind(close)? + 1);
    serde_json::from_str(clean.get(from..to)?).ok()
}

/// Takes the dates out of data that is broken elsewhere.
fn salvage(script: &str, out: &mut Statement) {
    let field = |name: &str| {
        let (_, rest) = script.split_once(&format!("\"{name}\""))?;
        let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let (value, _) = value.split_once('"')?;
        (!value.is_empty() && value.len() < 40).then(|| value.to_owned())
    };
    out.published = out.published.take().or_else(|| field("datePublished"));
    out.modified = out.modified.take().or_else(|| field("dateModified"));
}

type Node<'v> = &'v Map<String, Value>;

/// All objects that may be asked, in their order.
fn collect<'v>(value: &'v Value, depth: usize, out: &mut Vec<Node<'v>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|v| collect(v, depth - 1, out)),
        Value::Object(map) => {
            out.push(map);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "breadcrumb"] {
                map.get(key).into_iter().for_each(|v| collect(v, depth - 1, out));
            }
        }
        _ => {}
    }
}

fn is_a(node: Node<'_>, fits: fn(&str) -> bool) -> bool {
    let of = |v: &Value| v.as_str().is_some_and(fits);
    match node.get("@type") {
        Some(Value::Array(types)) => types.iter().any(of),
        Some(kind) => of(kind),
        None => false,
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("Posting") || kind.ends_with("Report")
}

fn weight(node: Node<'_>) -> usize {
    let keys = ["headline", "datePublished", "author", "articleBody", "dateModified", "publisher"];
    keys.iter().filter(|k| node.get(**k).is_some()).count()
}

fn statement(node: Node<'_>, all: &[Node<'_>]) -> Statement {
    let said = |keys: [&str; 2]| keys.iter().find_map(|k| text(node.get(*k)));
    Statement {
        news: is_a(node, |kind| kind.ends_with("NewsArticle") || kind == "LiveBlogPosting"),
        headline: said(["headline", "name"]),
        published: said(["datePublished", "uploadDate"]),
        created: said(["dateCreated", "dateCreated"]),
        modified: said(["dateModified", "dateModified"]),
        authors: authors(node.get("author").or_else(|| node.get("creator")), all),
        publisher: authors(node.get("publisher"), all).into_iter().next().map(|a| a.name),
        section: said(["articleSection", "articleSection"]),
        language: said(["inLanguage", "inLanguage"]),
        body: node.get("articleBody").and_then(Value::as_str).map(paragraphs),
    }
}

/// A text, or the first of a list.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(s) => s.as_str(),
        Value::Array(items) => items.first()?.as_str()?,
        _ => return None,
    };
    let text = plain(text);
    (!text.is_empty()).then_some(text)
}

/// Names: texts, or objects with a name, or references to such, or lists of them.
fn authors(value: Option<&Value>, all: &[Node<'_>]) -> Vec<Author> {
    let list = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    let found = list.iter().filter_map(|v| author(v, all));
    found.filter(|a| !a.name.is_empty() && !a.name.contains("://")).collect()
}

fn author(value: &Value, all: &[Node<'_>]) -> Option<Author> {
    let house = |node: Node<'_>| is_a(node, |k| k.ends_with("Organization"));
    let map = match value {
        Value::String(s) => return Some(Author { name: plain(s), house: false }),
        Value::Object(map) => map,
        _ => return None,
    };
    if let Some(name) = text(map.get("name")) {
        return Some(Author { name, house: house(map) });
    }
    let id = map.get("@id")?.as_str()?;
    let there = all
        .iter()
        .find(|n| n.get("name").is_some() && n.get("@id").and_then(Value::as_str) == Some(id))?;
    Some(Author { name: text(there.get("name"))?, house: house(there) })
}

/// The names of a list of breadcrumbs, in their order.
fn trail(node: Node<'_>) -> Vec<String> {
    let items = node.get("itemListElement").and_then(Value::as_array);
    let name = |item: &Value| {
        let nested = item.get("item").and_then(|i| text(i.get("name")));
        text(item.get("name")).or(nested)
    };
    items.into_iter().flatten().filter_map(name).collect()
}

/// A text of several paragraphs.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(plain).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A text without the entities that many pages leave in their data, some of them twice.
pub(crate) fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if !text.contains(['&', '<']) {
            break;
        }
        text = parse::parse(&text).0.root_element().text().collect();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(script: &str) -> Data {
        read(&[script.to_owned()])
    }

    #[test]
    fn finds_the_article_in_a_graph() {
        let got = data(
            r##"{"@graph":[{"@type":"WebSite","name":"x"},
            {"@type":"Person","@id":"#jane","name":"Jane Roe"},
            {"@type":"Organization","@id":"#house","name":"The House"},
            {"@type":"WebPage","datePublished":"2021-09-02","breadcrumb":{"@type":"BreadcrumbList",
             "itemListElement":[{"name":"Home"},{"item":{"name":"World"}}]}},
            {"@type":["NewsArticle"],"headline":"A &amp;amp; B","datePublished":"2021-09-03T10:00:00Z",
             "author":[{"@id":"#jane"},"Ali Omar"],"publisher":{"@id":"#house"}}]}"##,
        );
        assert_eq!(got.article.headline.as_deref(), Some("A & B"));
        assert!(got.article.news);
        let names: Vec<&str> = got.article.authors.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["Jane Roe", "Ali Omar"]);
        assert_eq!(got.article.publisher.as_deref(), Some("The House"));
        assert_eq!(got.page.published.as_deref(), Some("2021-09-02"));
        assert_eq!(got.trail, ["Home", "World"]);
    }

    #[test]
    fn forgives_what_many_pages_do_wrong() {
        let tab = data("/*<![CDATA[*/ {\"@type\":\"Article\",\"headline\":\"a\tb\"}; /*]]>*/");
        assert_eq!(tab.article.headline.as_deref(), Some("a b"));
        let quote =
            data(r#"{"@type":"Article","headline":"he said "no"","datePublished": "2021-09-03"}"#);
        assert_eq!(quote.article.published.as_deref(), Some("2021-09-03"));
        assert_eq!(data("{").article, Statement::default());
    }
}
