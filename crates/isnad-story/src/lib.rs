//! Records of many pages to stories: what belongs together, who took it from whom, what is claimed.
//!
//! [`stories`] is a pure function of the pages and the pack: pages are put in order first, so the
//! result does not depend on the order in which they arrive.

mod claims;
mod cluster;
mod copies;
mod facts;
mod groups;
mod lineage;
mod origins;
mod outlets;
mod quotes;
pub mod similar;
pub mod story;
mod terms;
mod timeline;
mod trace;
mod translate;
mod when;

use isnad_extract::Record;
use isnad_pack::Pack;
use isnad_page::Article;
use rustc_hash::FxHashSet;

use crate::{
    claims::Weigher,
    lineage::Tracer,
    origins::Origins,
    outlets::{Outlet, Searchable},
    similar::Index,
    terms::{Features, Symbols},
};

pub use similar::Similarity;
pub use story::{
    Agreement, Claim, Conflict, Evidence, Lineage, LinkKind, Moment, Parent, Passage, Said, Story,
    Value,
};

/// A page with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Doc<'a> {
    /// Path, address or id of the page.
    pub source: &'a str,
    /// What the page says.
    pub article: &'a Article,
    /// What was found in it.
    pub record: &'a Record,
}

/// The pages in the order in which they are told, with their features.
struct Corpus<'a> {
    docs: Vec<Doc<'a>>,
    pages: Vec<Features>,
    symbols: Symbols,
}

impl<'a> Corpus<'a> {
    /// Orders pages by publication, then by name; pages without date come last. Of pages with one
    /// name the first stays.
    fn new(docs: &[Doc<'a>], pack: &Pack) -> Corpus<'a> {
        let moment = |doc: &Doc<'_>| {
            let stated = doc.article.published.as_ref().and_then(|p| when::minutes(&p.value));
            stated.unwrap_or(i64::MAX)
        };
        let mut docs = docs.to_vec();
        docs.sort_by(|a, b| {
            (moment(a), a.source, &a.article.text).cmp(&(moment(b), b.source, &b.article.text))
        });
        let mut seen = FxHashSet::default();
        docs.retain(|d| seen.insert(d.source));
        let mut symbols = Symbols::default();
        let pages = docs.iter().map(|d| Features::new(d, pack, &mut symbols)).collect();
        Corpus { docs, pages, symbols }
    }
}

/// Every pair of pages that may tell the same story, with what they share.
pub fn compare(docs: &[Doc<'_>], pack: &Pack) -> Vec<(String, String, Similarity)> {
    let corpus = Corpus::new(docs, pack);
    let index = Index::new(&corpus.pages, &corpus.symbols);
    let mut out = Vec::new();
    for (b, later) in corpus.docs.iter().enumerate() {
        for a in index.candidates(b) {
            let similarity = index.explain(a, b, &corpus.symbols);
            out.push((corpus.docs[a].source.to_owned(), later.source.to_owned(), similarity));
        }
    }
    out
}

/// The stories that pages tell, ordered by their first pages.
///
/// The result does not depend on the order of `docs`.
pub fn stories(docs: &[Doc<'_>], pack: &Pack) -> Vec<Story> {
    let corpus = Corpus::new(docs, pack);
    let index = Index::new(&corpus.pages, &corpus.symbols);
    let outlets: Vec<Outlet> = corpus.docs.iter().map(|d| Outlet::of(d, pack)).collect();
    let searchable: Vec<Searchable<'_>> = corpus
        .docs
        .iter()
        .map(|d| Searchable::new(&d.article.text, d.article.lang, pack))
        .collect();
    let lines: Vec<String> = corpus.docs.iter().map(Searchable::credits).collect();
    let credits: Vec<Searchable<'_>> = lines
        .iter()
        .zip(&corpus.docs)
        .map(|(text, d)| Searchable::new(text, d.article.lang, pack))
        .collect();
    let mut tracer = Tracer::new(&corpus, &index, &outlets, [&searchable, &credits]);
    let dates: Vec<Option<i64>> = corpus.pages.iter().map(|p| p.published).collect();
    let groups = cluster::cluster(&index, &dates, &tracer.bonds());
    for group in &groups {
        tracer.trace(group);
    }
    groups
        .iter()
        .map(|g| {
            let origins = Origins::new(&corpus, &tracer, &outlets, g);
            let facts = g.iter().flat_map(|p| facts::facts(&corpus, &index, pack, *p)).collect();
            let retold = g.iter().copied().filter(|p| tracer.only_cites(*p)).collect();
            let weigher = Weigher {
                corpus: &corpus,
                outlets: &outlets,
                origins: &origins,
                pack,
                facts,
                retold,
            };
            let claims = weigher.claims();
            Story {
                conflicts: Weigher::conflicts(&claims),
                agreements: Weigher::agreements(&claims),
                claims,
                same_quotes: quotes::same(&corpus, &index, &origins, g),
                timeline: timeline::timeline(&corpus, g),
                ..tell(&corpus, &tracer, &origins, g)
            }
        })
        .collect()
}

/// A story with its pages and their lineage.
fn tell(corpus: &Corpus<'_>, tracer: &Tracer<'_>, origins: &Origins, group: &[usize]) -> Story {
    let source = |page: usize| corpus.docs[page].source.to_owned();
    let title = group.iter().find_map(|p| corpus.docs[*p].article.title.as_ref());
    let lineage = group.iter().flat_map(|p| trace::entries(corpus, tracer, origins, *p)).collect();
    Story {
        id: trace::story_id(group.first().map_or("", |p| corpus.docs[*p].source)),
        title: title.map(|t| t.value.clone()).unwrap_or_default(),
        articles: group.iter().map(|p| source(*p)).collect(),
        lineage,
        ..Story::default()
    }
}
