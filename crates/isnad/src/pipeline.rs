//! From a page to its article, its record and its stories: the calls into the core, in one place.

use std::panic::{AssertUnwindSafe, catch_unwind};

use isnad_export::Extras;
use isnad_extract::Record;
use isnad_pack::Pack;
use isnad_page::Article;
use isnad_page::article::{Content, Page};
use isnad_story::{Doc, Story};

/// Version of the analysis beside that of the pack: a change of it makes desks read pages anew.
const ANALYSIS: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");

/// The compiled pack, and what is done with it.
#[derive(Debug)]
pub(crate) struct Pipeline {
    pub(crate) pack: Pack,
}

/// What was found in a page.
#[derive(Debug, Clone)]
pub(crate) struct Analysed {
    pub(crate) article: Article,
    pub(crate) record: Record,
}

/// Which lists to add to records.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    pub(crate) tokens: bool,
    pub(crate) sentences: bool,
    pub(crate) numbers: bool,
}

impl Pipeline {
    pub(crate) fn new() -> Pipeline {
        Pipeline { pack: Pack::builtin() }
    }

    /// Names program and pack: pages read by another version are read anew.
    pub(crate) fn version(&self) -> String {
        format!("{ANALYSIS}/{}", self.pack.hash)
    }

    /// Reads a page. The core does not panic; if it does, one page is lost and not the run.
    pub(crate) fn analyse(&self, page: &Page) -> Result<Analysed, String> {
        catch_unwind(AssertUnwindSafe(|| self.analyse_page(page))).map_err(|cause| {
            let text = cause.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| cause.downcast_ref::<&str>().copied());
            text.unwrap_or("unknown cause").to_owned()
        })
    }

    fn analyse_page(&self, page: &Page) -> Analysed {
        let article = isnad_page::read(page, &self.pack);
        let record = isnad_extract::extract(&article, &self.pack);
        Analysed { article, record }
    }

    /// The lists that are printed only on request.
    pub(crate) fn extras(&self, _article: &Article, wanted: Wanted) -> Extras {
        let list = |is_wanted: bool| is_wanted.then(Vec::new);
        Extras {
            tokens: list(wanted.tokens).map(|_: Vec<()>| Vec::new()),
            sentences: list(wanted.sentences).map(|_: Vec<()>| Vec::new()),
            numbers: list(wanted.numbers).map(|_: Vec<()>| Vec::new()),
        }
    }

    /// The stories that pages tell.
    pub(crate) fn stories(&self, docs: &[Doc<'_>]) -> Vec<Story> {
        isnad_story::stories(docs, &self.pack)
    }
}

/// Turns the bytes of a file into a page; cause and hint if it holds none.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<Page, (String, &'static str)> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(("an empty file".to_owned(), "leave it out, or fetch the page again"));
    }
    if bytes.iter().take(8192).any(|b| *b == 0) {
        return Err(("a binary file, not a page".to_owned(), "give text, HTML or JSONL"));
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let content =
        if text.trim_start().starts_with('<') { Content::Html(text) } else { Content::Text(text) };
    Ok(Page { source: name.to_owned(), content, ..Page::default() })
}
