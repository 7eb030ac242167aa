//! The text to measure on: the bodies of the project's own pages, or of pages or plain text that the
//! user names.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page};
use isnad_text::Lang;

use crate::pages::name_of;

/// Articles of one language.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) lang: Lang,
    pub(crate) articles: Vec<Article>,
}

impl Sample {
    /// Bytes of all texts.
    pub(crate) fn len(&self) -> usize {
        self.texts().map(str::len).sum()
    }

    /// The texts.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.articles.iter().map(|a| a.text.as_str())
    }
}

/// What the user names to measure on.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Measure on this file of plain text instead of corpus/pages/ (repeatable)
    #[arg(long, value_name = "FILE", conflicts_with = "pages")]
    text: Vec<PathBuf>,
    /// Measure on the bodies of these pages instead: .txt and .html files, or folders of them
    /// (repeatable)
    #[arg(long, value_name = "PATH")]
    pages: Vec<PathBuf>,
}

impl Named {
    /// Whether nothing is named.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.pages.is_empty()
    }
}

/// The samples: one for each named file of plain text, else pages by language.
pub(crate) fn samples(named: &Named, pack: &Pack) -> anyhow::Result<Vec<Sample>> {
    if !named.text.is_empty() {
        return named.text.iter().map(|f| plain(f)).collect();
    }
    let own = [Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/pages")];
    let paths = if named.pages.is_empty() { &own[..] } else { &named.pages };
    let mut articles = Vec::new();
    for path in paths {
        let files = if path.is_dir() { list(path)? } else { vec![path.clone()] };
        for file in files {
            articles.extend(page(&file, pack)?);
        }
    }
    let names: Vec<String> = paths.iter().map(|p| name_of(p)).collect();
    let of = |lang: Lang| {
        let articles = articles.iter().filter(|a| a.lang == lang).cloned().collect();
        Sample { name: format!("bodies of {}", names.join(", ")), lang, articles }
    };
    let samples: Vec<Sample> =
        [Lang::AR, Lang::EN].into_iter().map(of).filter(|s| s.len() > 0).collect();
    if samples.is_empty() {
        bail!("{}: no page", names.join(", "));
    }
    Ok(samples)
}

/// A page; none for a file that holds several.
fn page(path: &Path, pack: &Pack) -> anyhow::Result<Option<Article>> {
    let content = match path.extension().and_then(|e| e.to_str()) {
        Some("txt") => Content::Text(read(path)?),
        Some("html") => Content::Html(read(path)?),
        _ => return Ok(None),
    };
    let page = Page { source: path.display().to_string(), content, hints: Hints::default() };
    Ok(Some(isnad_page::read(&page, pack)))
}

/// A file of plain text; nothing is cut from it.
fn plain(path: &Path) -> anyhow::Result<Sample> {
    let text = read(path)?;
    if text.trim().is_empty() {
        bail!("{}: no text", path.display());
    }
    let lang = Lang::of_text(&text);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Sample { name, lang, articles: vec![Article::of_text(text, lang)] })
}

#[expect(clippy::disallowed_methods, reason = "a tool of the workshop reads files")]
fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a tool of the workshop reads files")]
fn list(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        out.push(entry?.path());
    }
    out.sort();
    Ok(out)
}
