//! Pages in JSONL: one object a line, with `id`, `text` or `html`, and what is known of the page.

use std::io::{self, BufRead, Read};

use isnad_page::{Content, Diagnostic, Hints, Page};
use serde::Deserialize;

use super::What;
use super::flood::Flood;
use super::open::broken;
use crate::pipeline::Arrived;
use crate::problem::Problem;

const HINT: &str = "expected one JSON object a line with id and text or html";
/// Bytes of a line that are read; a page in it is shorter.
const MAX_LINE: usize = 64 << 20;

/// The lines of a file or of standard input.
pub(super) struct Lines<R> {
    name: String,
    input: R,
    number: usize,
    flood: Flood,
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
        let flood = Flood::new(name, "lines", HINT);
        Lines { name: name.to_owned(), input, number: 0, flood, is_over: false }
    }

    fn what(&mut self, bytes: &[u8]) -> Option<What> {
        if bytes.len() > MAX_LINE {
            return self.broken(&format!("longer than {MAX_LINE} bytes"));
        }
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return None;
        }
        match self.page(text) {
            Ok(page) => Some(What::Page(Box::new(arrived(page, bytes)))),
            Err(cause) => self.broken(&cause),
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

    fn broken(&mut self, cause: &str) -> Option<What> {
        let what = format!("{}:{}: {cause}", self.name, self.number);
        self.flood.tell(what).map(What::Problem)
    }

    /// Reads a line, and passes over what is too long of it; `false` at the end.
    fn line(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        bytes.clear();
        let mut head = self.input.by_ref().take(MAX_LINE as u64 + 1);
        head.read_until(b'\n', bytes)?;
        if bytes.len() > MAX_LINE && !bytes.ends_with(b"\n") {
            self.input.skip_until(b'\n')?;
        }
        Ok(!bytes.is_empty())
    }

    fn end(&mut self) -> Option<What> {
        self.is_over = true;
        let nothing = || Problem::new(format!("{}: empty, no page in it", self.name), HINT);
        let empty = (self.number == 0).then(nothing);
        self.flood.rest().or(empty).map(What::Problem)
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = What;

    fn next(&mut self) -> Option<What> {
        let mut bytes = Vec::new();
        while !self.is_over {
            match self.line(&mut bytes) {
                Ok(false) => return self.end(),
                Ok(true) => self.number += 1,
                Err(error) => {
                    self.is_over = true;
                    return Some(What::Problem(broken(&self.name, &error)));
                }
            }
            let what = self.what(&bytes);
            if what.is_some() {
                return what;
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
    use super::super::flood::MANY;
    use super::*;

    fn items(text: &str) -> Vec<String> {
        let show = |what: What| match what {
            What::Page(arrived) => format!("{} {:?}", arrived.page.source, arrived.page.content),
            What::Problem(problem) => problem.line(),
            other => format!("{other:?}"),
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
