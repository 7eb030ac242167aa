//! A desk with pages, and requests to its router without a network.

#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "tests read the sample pages")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use isnad_export::{page_key, sha256_hex};
use isnad_extract::TokenFact;
use isnad_pack::{Pack, Source};
use isnad_page::{Article, Content, Hints, Page};
use isnad_store::{Desk, Entry, Form, IndexWords, Outcome, QueryWord, RelationRow, StoryRow};
use isnad_story::{Doc, Story};
use isnad_text::{Lang, Span, TokenKind, fold};
use isnad_web::{Core, Options, Outline, Strings};
use tempfile::TempDir;
use tower::ServiceExt;

/// The analysis of the binary, in short.
pub(crate) struct Analysis {
    strings: Strings,
    outline: Outline,
}

pub(crate) fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(Pack::builtin)
}

impl Analysis {
    pub(crate) fn new() -> Analysis {
        let source = Source::builtin();
        Analysis { strings: Strings::read(&source), outline: Outline::read(&source) }
    }
}

fn words(text: &str) -> Vec<(String, Span)> {
    let tokens = pack().lang(Lang::of_text(text)).tokens(text);
    tokens
        .into_iter()
        .filter(|t| t.kind != TokenKind::Mark)
        .map(|t| (fold(t.span.of(text)), t.span))
        .collect()
}

impl Core for Analysis {
    fn pack(&self) -> &Pack {
        pack()
    }

    fn strings(&self) -> &Strings {
        &self.strings
    }

    fn outline(&self) -> &Outline {
        &self.outline
    }

    fn query(&self, text: &str) -> Vec<QueryWord> {
        words(text)
            .into_iter()
            .map(|(surface, _)| QueryWord { surface, ..QueryWord::default() })
            .collect()
    }

    fn hits(&self, texts: &[&str], query: &[QueryWord]) -> Vec<Vec<Span>> {
        let is_hit = |(w, _): &(String, Span)| query.iter().any(|q| q.surface == *w);
        let hits = |text: &&str| words(text).into_iter().filter(is_hit).map(|(_, s)| s).collect();
        texts.iter().map(hits).collect()
    }

    fn tokens(&self, article: &Article) -> Vec<TokenFact> {
        isnad_extract::extras(article, pack()).tokens
    }

    fn is_told(&self, desk: &Desk) -> bool {
        desk.told_version().unwrap() == Some(desk.state().unwrap())
    }

    fn tell_apart(&self, desk: &Path) -> Result<(), String> {
        self.tell(&mut Desk::create(desk).map_err(|e| e.to_string())?)
    }

    fn tell(&self, desk: &mut Desk) -> Result<(), String> {
        let pages = desk.pages().map_err(|e| e.to_string())?;
        let docs: Vec<Doc<'_>> = pages
            .iter()
            .map(|p| Doc { source: &p.source, article: &p.article, record: &p.record })
            .collect();
        let stories: Vec<StoryRow> =
            isnad_story::stories(&docs, pack()).iter().map(|s| story_row(s, &docs)).collect();
        let relations: Vec<RelationRow> = isnad_story::relations(&docs, pack())
            .iter()
            .map(|r| RelationRow {
                kind: r.kind.clone(),
                parties: r.parties.clone(),
                name: r.name.clone(),
                begins: r.from.clone(),
                ends: r.until.clone(),
                alleged: r.alleged,
                json: serde_json::to_string(r).unwrap(),
            })
            .collect();
        let state = desk.state().map_err(|e| e.to_string())?;
        desk.save_stories(&state, &stories, &relations).map_err(|e| e.to_string())
    }
}

pub(crate) fn story_row(story: &Story, docs: &[Doc<'_>]) -> StoryRow {
    let of_story = |source: &String| docs.iter().find(|d| d.source == source).copied();
    let docs: Vec<Doc<'_>> = story.articles.iter().filter_map(of_story).collect();
    let mut origins: Vec<&String> = story.lineage.iter().flat_map(|l| &l.origins).collect();
    origins.sort();
    origins.dedup();
    StoryRow {
        id: story.id.clone(),
        title: story.title.clone(),
        sources: story.articles.clone(),
        origins: origins.len().max(1),
        claims: story.claims.len(),
        conflicts: story.conflicts.len(),
        json: serde_json::to_string(story).unwrap(),
        gathered: isnad_web::gathered(story, &docs, &|_, _, index| index).unwrap(),
    }
}

/// Puts a page on a desk.
pub(crate) fn put(desk: &mut Desk, page: &Page) {
    let article = isnad_page::read(page, pack());
    let record = isnad_extract::extract(&article, pack());
    put_read(desk, page, &article, &record);
}

/// Puts a page on a desk with what was found in it.
pub(crate) fn put_read(
    desk: &mut Desk,
    page: &Page,
    article: &Article,
    record: &isnad_extract::Record,
) {
    let (form, content) = match &page.content {
        Content::Text(text) => (Form::Text, text.as_str()),
        Content::Html(text) => (Form::Html, text.as_str()),
    };
    let title = article.title.as_ref().map_or("", |t| t.value.as_str());
    let all = words(&format!("{title} {}", article.text));
    let surface: Vec<String> = all.into_iter().map(|(w, _)| w).collect();
    let index = IndexWords { surface: surface.join(" "), stems: String::new() };
    let hash = sha256_hex(content.as_bytes());
    desk.write(&[Entry {
        source: &page.source,
        key: &page_key(&page.source),
        sha256: &hash,
        fingerprint: &hash,
        form,
        content,
        hints: &page.hints,
        version: "test",
        outcome: Outcome::Done { article, record, words: &index },
    }])
    .unwrap();
}

/// The invented pages of the corpus.
pub(crate) fn corpus() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/pages");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| pages_of(path)).collect()
}

fn pages_of(path: &Path) -> Vec<Page> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let page = |source: String, content| Page { source, content, hints: Hints::default() };
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => vec![page(name, Content::Html(text))],
        Some("txt") => vec![page(name, Content::Text(text))],
        Some("jsonl") => text.lines().map(line).collect(),
        _ => Vec::new(),
    }
}

fn line(line: &str) -> Page {
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let hints = Hints {
        url: text("url"),
        title: text("title"),
        outlet: text("outlet"),
        published: text("published"),
        lang: text("lang"),
        ..Hints::default()
    };
    let source = text("id").unwrap_or_default();
    Page { source, content: Content::Text(text("text").unwrap_or_default()), hints }
}

/// A desk and its server.
pub(crate) struct Web {
    pub(crate) folder: TempDir,
    pub(crate) router: Router,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Web {
    /// A server of the desk of the corpus.
    pub(crate) fn corpus() -> Web {
        Web::of(&corpus(), |_| {})
    }

    /// A server of a desk of these pages.
    pub(crate) fn of(pages: &[Page], change: impl FnOnce(&mut Options)) -> Web {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let mut desk = Desk::create(&path).unwrap();
        for page in pages {
            put(&mut desk, page);
        }
        Analysis::new().tell(&mut desk).unwrap();
        drop(desk);
        Web::serve(folder, change)
    }

    /// A server of the desk file in a folder.
    pub(crate) fn serve(folder: TempDir, change: impl FnOnce(&mut Options)) -> Web {
        let mut options = Options {
            desk: folder.path().join("desk.db"),
            bind: "127.0.0.1:7311".parse().unwrap(),
            token: None,
            hosts: Vec::new(),
            who: "tester".into(),
        };
        change(&mut options);
        let router = isnad_web::router(options, Arc::new(Analysis::new()));
        Web { folder, router }
    }

    pub(crate) fn desk(&self) -> Desk {
        Desk::open(&self.folder.path().join("desk.db")).unwrap()
    }

    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 64 << 20).await.unwrap();
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            Answer { status: parts.status, headers: parts.headers, text }
        })
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(request(path).body(Body::empty()).unwrap())
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut builder = Request::builder().uri(path);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        self.send(builder.body(Body::empty()).unwrap())
    }

    /// The text of a page that must be there.
    pub(crate) fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.text
    }

    pub(crate) fn json(&self, path: &str) -> serde_json::Value {
        let answer = self.get(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        assert_eq!(answer.headers["content-type"], "application/json", "{path}");
        serde_json::from_str(&answer.text).unwrap()
    }

    /// The secret that forms hold.
    pub(crate) fn token(&self) -> String {
        let page = self.page("/settings");
        let (_, rest) = page.split_once("name=\"token\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Sends a form as a browser does from a page of the server.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let all = fields.iter().copied().chain([("token", token.as_str())]);
        let body: Vec<String> = all.map(|(k, v)| format!("{k}={}", encoded(v))).collect();
        let request = request(path)
            .method("POST")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("origin", "http://127.0.0.1:7311")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request)
    }
}

pub(crate) fn request(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path).header("host", "127.0.0.1:7311")
}

pub(crate) fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
