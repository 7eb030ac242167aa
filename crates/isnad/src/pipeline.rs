//! From a page to its article, its record and its stories: the calls into the core, in one place.

use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use isnad_export::Extras;
use isnad_extract::Record;
use isnad_pack::Pack;
use isnad_page::{Article, Diagnostic, Page};
use isnad_story::{Doc, Relation, Similarity, Story};

use crate::pack::PackArgs;

/// Version of the analysis beside that of the pack: a change of it makes desks read pages anew.
const ANALYSIS: &str = concat!(env!("CARGO_PKG_VERSION"), "/2");

/// The compiled pack, and what is done with it.
#[derive(Debug)]
pub(crate) struct Pipeline {
    /// It is not taken apart at the end of a run: the system takes its memory at once.
    pub(crate) pack: ManuallyDrop<Pack>,
}

/// What was found in a page.
#[derive(Debug, Clone)]
pub(crate) struct Analysed {
    pub(crate) article: Article,
    pub(crate) record: Record,
}

/// A page, and what was found odd when its bytes were read.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) page: Page,
    pub(crate) notes: Vec<Diagnostic>,
}

/// Which lists to add to records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) tokens: bool,
    pub(crate) sentences: bool,
    pub(crate) numbers: bool,
}

impl Pipeline {
    /// With the built-in pack, and those that the user lays over it.
    pub(crate) fn new(packs: &PackArgs) -> anyhow::Result<Pipeline> {
        Ok(Pipeline { pack: ManuallyDrop::new(packs.load()?) })
    }

    /// Names program and pack: pages read by another version are read anew.
    pub(crate) fn version(&self) -> String {
        format!("{ANALYSIS}/{}", self.pack.hash)
    }

    /// Reads a page. The core does not panic; if it does, one page is lost and not the run.
    pub(crate) fn analyse(&self, page: &Arrived) -> Result<Analysed, String> {
        guarded(|| {
            let mut article = self.read(page);
            let record = isnad_extract::extract_and_date(&mut article, &self.pack);
            Analysed { article, record }
        })
    }

    /// Cuts the article from a page, and no more.
    pub(crate) fn article(&self, page: &Arrived) -> Result<Article, String> {
        guarded(|| self.read(page))
    }

    fn read(&self, arrived: &Arrived) -> Article {
        let mut article = isnad_page::read(&arrived.page, &self.pack);
        article.diagnostics.splice(0..0, arrived.notes.iter().cloned());
        article
    }

    /// The lists that are printed only on request.
    pub(crate) fn extras(&self, article: &Article, wanted: Wanted) -> Extras {
        if wanted == Wanted::default() {
            return Extras::default();
        }
        let all = isnad_extract::extras(article, &self.pack);
        Extras {
            tokens: wanted.tokens.then_some(all.tokens),
            sentences: wanted.sentences.then_some(all.sentences),
            numbers: wanted.numbers.then_some(all.numbers),
        }
    }

    /// The story of pages of which people say that they tell one.
    pub(crate) fn story_of(&self, docs: &[Doc<'_>]) -> Story {
        isnad_story::story_of(docs, &self.pack)
    }

    /// The stories that pages tell.
    pub(crate) fn stories(&self, docs: &[Doc<'_>]) -> Vec<Story> {
        isnad_story::stories(docs, &self.pack)
    }
}

impl Pipeline {
    /// What two pages share, weighed by how rare it is among all.
    pub(crate) fn compare(&self, docs: &[Doc<'_>], pair: [&str; 2]) -> Similarity {
        isnad_story::compare(docs, &self.pack, pair)
    }

    /// What stands between states, as all pages tell it.
    pub(crate) fn relations(&self, docs: &[Doc<'_>]) -> Vec<Relation> {
        isnad_story::relations(docs, &self.pack)
    }
}

/// What work gives, or why it panicked.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|cause| {
        let text = cause.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| cause.downcast_ref::<&str>().copied());
        text.unwrap_or("unknown cause").to_owned()
    })
}
