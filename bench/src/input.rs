//! The text to measure on: the bodies of the project's own pages, or files that the user names.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use isnad_pack::Pack;
use isnad_page::{Article, Content, Hints, Page};
use isnad_text::Lang;

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

/// The samples: one for each named file, or the project's pages by language.
pub(crate) fn samples(files: &[PathBuf], pack: &Pack) -> anyhow::Result<Vec<Sample>> {
    if !files.is_empty() {
        return files.iter().map(|f| named(f)).collect();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/pages");
    let mut articles = Vec::new();
    for path in list(&folder)? {
        articles.extend(page(&path, pack)?);
    }
    let of = |lang: Lang| {
        let articles = articles.iter().filter(|a| a.lang == lang).cloned().collect();
        Sample { name: "bodies of corpus/pages".to_owned(), lang, articles }
    };
    Ok([Lang::AR, Lang::EN].into_iter().map(of).collect())
}

/// A page of the corpus; none for a file that holds several.
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
fn named(path: &Path) -> anyhow::Result<Sample> {
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
