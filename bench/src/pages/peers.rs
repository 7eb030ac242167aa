//! Extractors that do the same work: Python's `trafilatura`, its port to Rust, and `dom_smoothie`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use anyhow::Context;
use serde_json::json;

use isnad_bench_pages::Sample;

use super::{Pass, Row, row};
use crate::python::{self, number};

const SCRIPT: &str = include_str!("trafilatura.py");
/// Beside the program what it imports without asking for it.
const PACKAGES: [&str; 2] = ["trafilatura==2.3.1", "lxml_html_clean"];

/// The rows of isnad and behind them those of its peers.
pub(crate) fn with_peers(mut rows: Vec<Row>, samples: &[Sample], budget: Duration) -> Vec<Row> {
    rows.push(row("`dom_smoothie` 0.19 (Rust)", samples, budget, |s| guarded(|| smooth(&s.html))));
    rows.push(row("`trafilatura` 0.6 (Rust)", samples, budget, |s| {
        guarded(|| trafilatura(&s.html))
    }));
    let result = python_trafilatura(samples, budget);
    rows.push(Row { name: "`trafilatura` 2.3 (Python)".to_owned(), result });
    rows
}

/// What a program gives; nothing for a page on which it panics.
fn guarded(read: impl FnOnce() -> Option<String>) -> String {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten().unwrap_or_default()
}

fn smooth(html: &str) -> Option<String> {
    let article = dom_smoothie::Readability::new(html, None, None).ok()?.parse().ok()?;
    Some(article.text_content.to_string())
}

fn trafilatura(html: &str) -> Option<String> {
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    Some(trafilatura::extract(html, &options).ok()?.content_text)
}

/// Its body and metadata, in a process of its own; its start is not measured.
fn python_trafilatura(samples: &[Sample], budget: Duration) -> anyhow::Result<Pass> {
    let pages: Vec<&str> = samples.iter().map(|s| s.html.as_str()).collect();
    let work = json!({ "pages": pages, "seconds": budget.as_secs_f64() });
    let answer = python::run(&PACKAGES, SCRIPT, &work)?;
    let texts = answer.get("texts").and_then(|t| serde_json::from_value(t.clone()).ok());
    Ok(Pass { seconds: number(&answer, "seconds")?, texts: texts.context("odd output")? })
}
