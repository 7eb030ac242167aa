//! What structured data (JSON-LD) says about the article.

use scraper::{Html, Selector};
use serde_json::Value;

/// The statements about the article that are used.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) language: Option<String>,
}

/// Nesting of values that is followed.
const DEPTH: usize = 6;

/// The first statement about an article in a page.
pub(crate) fn article(dom: &Html) -> Option<Statement> {
    let scripts = Selector::parse("script[type='application/ld+json']").ok()?;
    let values: Vec<Value> = dom
        .select(&scripts)
        .filter_map(|s| {
            let text = s.text().collect::<String>();
            serde_json::from_str(text.trim().trim_end_matches(';')).ok()
        })
        .collect();
    let mut found = Vec::new();
    for value in &values {
        collect(value, DEPTH, &mut found);
    }
    // The one that says most: pages list teasers of other articles in the same way.
    let best = found.into_iter().enumerate().max_by_key(|(i, v)| (weight(v), usize::MAX - i))?.1;
    Some(Statement {
        headline: text(best.get("headline").or_else(|| best.get("name"))),
        published: text(best.get("datePublished").or_else(|| best.get("dateCreated"))),
        modified: text(best.get("dateModified")),
        authors: names(best.get("author").or_else(|| best.get("creator"))),
        publisher: names(best.get("publisher")).into_iter().next(),
        section: text(best.get("articleSection")),
        language: text(best.get("inLanguage")),
    })
}

fn collect<'v>(value: &'v Value, depth: usize, out: &mut Vec<&'v Value>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|v| collect(v, depth - 1, out)),
        Value::Object(map) => {
            if is_article(value) {
                out.push(value);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                map.get(key).into_iter().for_each(|v| collect(v, depth - 1, out));
            }
        }
        _ => {}
    }
}

fn is_article(value: &Value) -> bool {
    let of = |v: &Value| {
        v.as_str().is_some_and(|t| {
            t.ends_with("Article") || t.ends_with("Posting") || t.ends_with("Report")
        })
    };
    match value.get("@type") {
        Some(Value::Array(types)) => types.iter().any(of),
        Some(kind) => of(kind),
        None => false,
    }
}

fn weight(value: &Value) -> usize {
    let keys = ["headline", "datePublished", "author", "articleBody", "dateModified", "publisher"];
    keys.iter().filter(|k| value.get(**k).is_some()).count()
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

/// Names: texts, or objects with a name, or lists of them.
fn names(value: Option<&Value>) -> Vec<String> {
    let one = |v: &Value| match v {
        Value::String(s) => Some(plain(s)),
        Value::Object(map) => text(map.get("name")),
        _ => None,
    };
    let all: Vec<String> = match value {
        Some(Value::Array(items)) => items.iter().filter_map(one).collect(),
        Some(v) => one(v).into_iter().collect(),
        None => Vec::new(),
    };
    all.into_iter().filter(|n| !n.is_empty() && !n.contains("://")).collect()
}

/// A text without the entities that many pages leave in their data.
fn plain(text: &str) -> String {
    let fragment = if text.contains('&') || text.contains('<') {
        Html::parse_fragment(text).root_element().text().collect::<String>()
    } else {
        text.to_owned()
    };
    fragment.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_article_in_a_graph() {
        let html = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},
          {"@type":["NewsArticle"],"headline":"A &amp; B","datePublished":"2021-09-03T10:00:00Z",
           "author":[{"@type":"Person","name":"Jane Roe"},"Ali Omar"],"publisher":{"name":"The House"}}]}
          </script>"#;
        let got = article(&Html::parse_document(html)).unwrap();
        assert_eq!(got.headline.as_deref(), Some("A & B"));
        assert_eq!(got.authors, ["Jane Roe", "Ali Omar"]);
        assert_eq!(got.publisher.as_deref(), Some("The House"));
        assert_eq!(
            article(&Html::parse_document("<script type='application/ld+json'>{</script>")),
            None
        );
    }
}
