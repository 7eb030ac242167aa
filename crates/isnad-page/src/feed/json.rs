//! JSON Feed, versions 1 and 1.1. Items are cut apart before any is read, so that a broken one costs
//! no other.

use serde_json::Value;

use super::{Channel, Entry};

/// The address of the format, which every feed names as its version.
const FORMAT: &str = "jsonfeed.org/version/";

/// Bytes in which the version is sought.
const HEAD: usize = 4096;

/// Whether a text is an object that names the format as its version.
pub(super) fn is_feed(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = text.chars().take(HEAD).filter(|c| !c.is_whitespace()).collect();
    let version = head.split_once("\"version\":\"").map(|(_, rest)| rest);
    let version = version.and_then(|v| v.split('"').next()).map(|v| v.replace('\\', ""));
    head.starts_with('{') && version.is_some_and(|v| v.contains(FORMAT))
}

/// What a feed says of itself, and its items.
pub(super) fn entries(text: &str) -> (Channel, Vec<Entry>) {
    let Some((before, list, after)) = items(text) else {
        return (Channel::default(), Vec::new());
    };
    let rest: Value = serde_json::from_str(&format!("{before}[]{after}")).unwrap_or_default();
    let channel = Channel {
        title: string(&rest, "title"),
        link: string(&rest, "home_page_url"),
        lang: string(&rest, "language"),
    };
    (channel, objects(list).into_iter().map(entry).collect())
}

fn entry(object: &str) -> Entry {
    let item: Value = match serde_json::from_str(object) {
        Ok(item) => item,
        Err(error) => {
            let fault = Some(format!("broken JSON in an item: {error}"));
            return Entry { fault, ..Entry::default() };
        }
    };
    let names = |list: &Value| -> Vec<String> {
        list.as_array().into_iter().flatten().filter_map(|a| string(a, "name")).collect()
    };
    let mut authors = item.get("authors").map(names).unwrap_or_default();
    authors
        .extend(item.get("author").and_then(|a| string(a, "name")).filter(|_| authors.is_empty()));
    let tag = item.get("tags").and_then(|t| t.get(0)).and_then(Value::as_str);
    Entry {
        id: string(&item, "id"),
        link: string(&item, "url").or_else(|| string(&item, "external_url")),
        title: string(&item, "title"),
        authors,
        section: tag.map(str::to_owned),
        lang: string(&item, "language"),
        published: string(&item, "date_published"),
        updated: string(&item, "date_modified"),
        content: string(&item, "content_html").or_else(|| string(&item, "content_text")),
        summary: string(&item, "summary"),
        ..Entry::default()
    }
}

/// A value as text; numbers, which some feeds use as ids, as they are written.
fn string(object: &Value, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The list of items, and the text before and after it.
fn items(text: &str) -> Option<(&str, &str, &str)> {
    let key = text.find("\"items\"")?;
    let start = key + text.get(key..)?.find('[')?;
    let inner = text.get(start + 1..)?;
    let end = Scan::new(inner).find(|(_, depth)| *depth < 0).map_or(inner.len(), |(i, _)| i);
    Some((text.get(..start)?, inner.get(..end)?, inner.get(end + 1..).unwrap_or("}")))
}

/// The objects of a list, whole ones and one that is cut short at the end.
fn objects(list: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), None);
    for (i, depth) in Scan::new(list) {
        match (start, depth) {
            (None, 1) => start = Some(i),
            (Some(from), 0) => {
                out.extend(list.get(from..=i));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.and_then(|from| list.get(from..)));
    out
}

/// The brackets of a text that stand outside of strings, with the depth behind each.
struct Scan<'t> {
    bytes: std::iter::Enumerate<std::str::Bytes<'t>>,
    depth: i64,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Scan<'t> {
        Scan { bytes: text.bytes().enumerate(), depth: 0 }
    }

    fn skip_string(&mut self) {
        while let Some((_, byte)) = self.bytes.next() {
            match byte {
                b'\\' => drop(self.bytes.next()),
                b'"' => return,
                _ => {}
            }
        }
    }
}

impl Iterator for Scan<'_> {
    type Item = (usize, i64);

    fn next(&mut self) -> Option<(usize, i64)> {
        loop {
            let (i, byte) = self.bytes.next()?;
            match byte {
                b'"' => self.skip_string(),
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth -= 1,
                _ => continue,
            }
            if byte != b'"' {
                return Some((i, self.depth));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Port News",
        "home_page_url": "https://port.example/", "language": "en", "items": [
        {"id": 1, "url": "https://port.example/1", "title": "One [a]", "content_html": "<p>Ships \"left\".",
         "date_published": "2024-03-05T10:00:00+03:00", "authors": [{"name": "Jane Roe"}], "tags": ["Sea"]},
        {"id": "2", "content_text": tru},
        {"id": "3", "summary": "In short."}]}"#;

    #[test]
    fn reads_items_and_tells_broken_ones() {
        assert!(is_feed(FEED) && !is_feed("{\"version\":\"1\"}") && !is_feed("[]"));
        let (channel, items) = entries(FEED);
        assert_eq!(channel.title.as_deref(), Some("Port News"));
        assert_eq!(items.len(), 3);
        assert_eq!(items[0].content.as_deref(), Some("<p>Ships \"left\"."));
        assert_eq!(
            (items[0].authors.join(""), items[0].section.as_deref()),
            ("Jane Roe".into(), Some("Sea"))
        );
        assert!(items[1].fault.as_deref().unwrap().contains("broken JSON"));
        assert_eq!(items[2].summary.as_deref(), Some("In short."));
    }

    #[test]
    fn a_feed_cut_short_keeps_its_first_items() {
        let cut = FEED.split("\"3\"").next().unwrap();
        let (_, items) = entries(cut);
        assert_eq!(items.len(), 3);
        assert!(items[0].fault.is_none() && items[2].fault.is_some());
    }
}
