//! `isnad.watch/1`: what is new of what somebody watches.

use isnad_story::{
    drift::Change,
    watch::{News, NewsKind, Target},
};
use schemars::JsonSchema;
use serde::Serialize;

/// The name of the format.
pub const WATCH_SCHEMA: &str = "isnad.watch/1";

/// The watches of a desk, each with what is new since the last look.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.watch/1")]
pub struct WatchesJson {
    /// Always `isnad.watch/1`.
    #[schemars(extend("const" = "isnad.watch/1"))]
    pub schema: &'static str,
    /// The watches, in the order in which they were made.
    pub watches: Vec<WatchJson>,
}

/// A watch.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WatchJson {
    /// Its number.
    pub id: i64,
    /// What is watched, as it was written.
    pub what: String,
    /// How that was understood: `entity`, `dyad`, `event`, `place` or `words`.
    #[serde(rename = "as")]
    #[schemars(extend("enum" = ["entity", "dyad", "event", "place", "words"]))]
    pub kind: &'static str,
    /// The ids, the type and mode, or the words that it was understood as.
    pub terms: Vec<String>,
    /// When it was last looked at; none before the first look.
    pub looked: Option<String>,
    /// How many pages have to do with it.
    pub pages: usize,
    /// What is new since then; at the first look nothing is.
    pub news: Vec<NewsJson>,
}

/// Something that is new.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NewsJson {
    /// `conflict` (values stand against one another), `changed` (a claim has another value),
    /// `origin` (one more independent origin), `edited` (a page has another text; the old one is
    /// kept) or `page` (a page that has to do with it).
    #[schemars(extend("enum" = ["conflict", "changed", "origin", "edited", "page"]))]
    pub kind: &'static str,
    /// The claim; the title of a page.
    pub about: String,
    /// What stood before: values, the number of origins, the earlier version of a page.
    pub was: String,
    /// What stands now.
    pub now: String,
    /// The pages that bring it.
    pub pages: Vec<String>,
    /// Of an edited page the words that went.
    pub gone: Vec<String>,
    /// Of an edited page the words that came.
    pub came: Vec<String>,
}

impl WatchJson {
    /// A watch with what is new of it.
    pub fn new(
        (id, what, looked): (i64, String, Option<String>),
        target: &Target,
        pages: usize,
        news: &[News],
    ) -> WatchJson {
        let (kind, terms) = terms(target);
        WatchJson { id, what, kind, terms, looked, pages, news: news.iter().map(told).collect() }
    }
}

/// The whole answer, ready to be printed.
pub fn watches_json(watches: Vec<WatchJson>) -> String {
    let answer = WatchesJson { schema: WATCH_SCHEMA, watches };
    serde_json::to_string(&answer).unwrap_or_default()
}

fn terms(target: &Target) -> (&'static str, Vec<String>) {
    match target {
        Target::Entity { id } => ("entity", vec![id.clone()]),
        Target::Dyad { sides } => ("dyad", sides.to_vec()),
        Target::Event { kind, mode } => {
            ("event", std::iter::once(kind).chain(mode).cloned().collect())
        }
        Target::Place { id } => ("place", vec![id.clone()]),
        Target::Words { words } => ("words", vec![words.clone()]),
    }
}

fn told(news: &News) -> NewsJson {
    let pieces = |change: Change| -> Vec<String> {
        news.pieces.iter().filter(|p| p.change == change).map(|p| p.text.clone()).collect()
    };
    NewsJson {
        kind: news_kind(news.kind),
        about: news.about.clone(),
        was: news.was.clone(),
        now: news.now.clone(),
        pages: news.pages.clone(),
        gone: pieces(Change::Gone),
        came: pieces(Change::New),
    }
}

fn news_kind(kind: NewsKind) -> &'static str {
    match kind {
        NewsKind::Conflict => "conflict",
        NewsKind::Changed => "changed",
        NewsKind::Origin => "origin",
        NewsKind::Edited => "edited",
        NewsKind::Page => "page",
    }
}
