//! Pages in JSONL: one object a line, with `id`, `text` or `html`, and what is known of the page.

use std::io::BufRead;

use isnad_page::{Content, Diagnostic, Hints, Page};
use serde::Deserialize;

use super::Item;
use crate::pipeline::Arrived;
use crate::problem::Problem;

const FORM: &str = "one JSON object a line with id and text or html";
/// So many broken lines of one file are told one by one.
const MANY: usize = 20;

/// The lines of a file or of standard input.
pub(super) struct Lines<R> {
    name: String,
    input: R,
    number: usize,
    n_broken: usize,
    is_over: bool,
}

/// An object as it stands in the file; other keys are left alone.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<Id>,
    text: Option<String>,
    html: Option<String>,
    #[serde(flatten)]
    hints: Hints,
}

/// Ids are strings; numbers are taken as they are written.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(name: &str, input: R) -> Lines<R> {
        Lines { name: name.to_owned(), input, number: 0, n_broken: 0, is_over: false }
    }

    fn item(&mut self, bytes: &[u8]) -> Option<Item> {
        let size = bytes.len() as u64;
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return None;
        }
        match self.page(text) {
            Ok(page) => Some(Item::Page(Box::new(arrived(page, bytes)), size)),
            Err(cause) => self.broken(&cause).map(|problem| Item::Problem(problem, size)),
        }
    }

    fn page(&self, text: &str) -> Result<Page, String> {
        let line: Line = serde_json::from_str(text).map_err(|e| cause(text, &e))?;
        let content = match (line.html, line.text) {
            (Some(html), _) if !html.trim().is_empty() => Content::Html(html),
            (_, Some(text)) if !text.trim().is_empty() => Content::Text(text),
            (None, None) => return Err("neither text nor html in this object".to_owned()),
            _ => return Err("an empty page".to_owned()),
        };
        let source = match line.id {
            Some(Id::Text(id)) if !id.trim().is_empty() => id,
            Some(Id::Number(id)) => id.to_string(),
            _ => line.hints.url.clone().unwrap_or_else(|| format!("{}:{}", self.name, self.number)),
        };
        Ok(Page { source, content, hints: line.hints })
    }

    /// A broken line; after many of them, one line for all others comes at the end of the file.
    fn broken(&mut self, cause: &str) -> Option<Problem> {
        self.n_broken += 1;
        let what = format!("{}:{}: {cause}", self.name, self.number);
        (self.n_broken <= MANY).then(|| Problem::new(what, format!("expected {FORM}")))
    }

    fn end(&mut self) -> Option<Item> {
        self.is_over = true;
        let what = match self.n_broken.checked_sub(MANY) {
            Some(more) if more > 0 => format!("{}: {more} more broken lines", self.name),
            _ if self.number == 0 => format!("{}: empty, no page in it", self.name),
            _ => return None,
        };
        Some(Item::Problem(Problem::new(what, format!("expected {FORM}")), 0))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let mut bytes = Vec::new();
        while !self.is_over {
            bytes.clear();
            match self.input.read_until(b'\n', &mut bytes) {
                Ok(0) => return self.end(),
                Ok(_) => self.number += 1,
                Err(error) => {
                    self.is_over = true;
                    return Some(Item::Problem(Problem::io(&self.name, &error), 0));
                }
            }
            let item = self.item(&bytes);
            if item.is_some() {
                return item;
            }
        }
        None
    }
}

/// A page of a line, with a remark if the line is not quite text.
fn arrived(page: Page, bytes: &[u8]) -> Arrived {
    let mut notes = Vec::new();
    if std::str::from_utf8(bytes).is_err() {
        notes.push(Diagnostic {
            code: "broken-characters".to_owned(),
            message: "some bytes are no UTF-8; they show as U+FFFD".to_owned(),
            span: None,
        });
    }
    Arrived { page, notes }
}

/// What is wrong with a line, with the column.
fn cause(text: &str, error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    if !text.starts_with('{') {
        return "not a JSON object".to_owned();
    }
    match error.column() {
        0 => format!("broken JSON: {message}"),
        column => format!("broken JSON at byte {column}: {message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<String> {
        let show = |item: Item| match item {
            Item::Page(arrived, _) => format!("{} {:?}", arrived.page.source, arrived.page.content),
            Item::Problem(problem, _) => problem.line(),
        };
        Lines::new("in.jsonl", text.as_bytes()).map(show).collect()
    }

    #[test]
    fn takes_text_html_and_hints() {
        let text = "\u{feff}{\"id\":\"a\",\"text\":\"one\",\"other\":1}\n\n\
                    {\"id\":7,\"html\":\"<p>two\",\"text\":\"t\",\"title\":null}\n\
                    {\"url\":\"http://x/\",\"text\":\"three\"}\n{\"text\":\"four\"}";
        assert_eq!(
            items(text),
            [
                "a Text(\"one\")",
                "7 Html(\"<p>two\")",
                "http://x/ Text(\"three\")",
                "in.jsonl:5 Text(\"four\")"
            ]
        );
    }

    #[test]
    fn each_broken_line_is_told_and_the_others_are_read() {
        let text = "{\"id\":\"a\",\"text\":\"one\"\n[1]\n{\"id\":\"b\"}\n{\"text\":3}\n\
                    {\"id\":\"c\",\"text\":\" \"}\n{\"id\":\"d\",\"text\":\"fine\"}\n";
        let got = items(text);
        for (line, want) in [
            "in.jsonl:1: broken JSON",
            "in.jsonl:2: not a JSON object",
            "in.jsonl:3: neither text nor html",
            "in.jsonl:4: broken JSON",
            "in.jsonl:5: an empty page",
            "d Text",
        ]
        .iter()
        .enumerate()
        {
            assert!(got[line].contains(want), "{want}: {got:?}");
        }
    }

    #[test]
    fn a_flood_of_broken_lines_is_summed_up() {
        let got = items(&"x\n".repeat(MANY + 30));
        assert_eq!(got.len(), MANY + 1);
        assert!(got[MANY].contains("30 more broken lines"), "{got:?}");
    }
}
