//! Records of many pages to stories: what belongs together, who took it from whom, what is claimed.
//!
//! [`stories`] is a pure function of the pages and the pack: pages are put in order first, so the
//! result does not depend on the order in which they arrive.

mod claims;
mod cluster;
mod copies;
mod details;
pub mod drift;
mod facts;
mod groups;
pub mod ledger;
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
mod values;
mod when;

use isnad_extract::Record;
use isnad_pack::Pack;
use isnad_page::Article;
use rustc_hash::FxHashSet;

use crate::{
    claims::Weigher,
    lineage::Tracer,
    origins::Origins,
    outlets::{Outlet, Outlets, Searchable},
    similar::Index,
    terms::{Features, Symbols},
};

pub use ledger::{Relation, relations};
pub use similar::Similarity;
pub use story::{
    Agreement, Claim, Conflict, Contradiction, Evidence, Lineage, LinkKind, Moment, Parent,
    Passage, Said, Story, Value,
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
    /// Orders pages by publication, then by name; pages without date come last. A page that says
    /// where it was taken from, and of its moment only the day, comes at the end of the day. Of pages
    /// with one name the first stays.
    fn new(docs: &[Doc<'a>], pack: &Pack) -> Corpus<'a> {
        let moment = |doc: &Doc<'_>| {
            let stated = doc.article.published.as_ref().map_or("", |p| &p.value);
            let taken = !doc.article.republished_from.is_empty() && !stated.contains('T');
            let late = if taken { when::DAY - 1 } else { 0 };
            when::minutes(stated).map_or(i64::MAX, |m| m + late)
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
            let houses = Outlets { pages: &outlets, pack };
            let origins = Origins::new(&corpus, &tracer, &houses, g);
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
            let said = quotes::compare(&corpus, &index, &origins, g);
            Story {
                conflicts: Weigher::conflicts(&claims),
                agreements: Weigher::agreements(&claims),
                claims,
                same_quotes: said.same,
                conflicting_quotes: said.conflicting,
                timeline: timeline::timeline(&corpus, g),
                ..tell(&corpus, &tracer, &origins, houses, g)
            }
        })
        .collect()
}

/// A story with its pages and their lineage.
fn tell(
    corpus: &Corpus<'_>,
    tracer: &Tracer<'_>,
    origins: &Origins,
    outlets: Outlets<'_>,
    group: &[usize],
) -> Story {
    let source = |page: usize| corpus.docs[page].source.to_owned();
    let title = group.iter().find_map(|p| corpus.docs[*p].article.title.as_ref());
    let chains = trace::Chains { corpus, tracer, origins, outlets };
    Story {
        id: trace::story_id(group.first().map_or("", |p| corpus.docs[*p].source)),
        title: title.map(|t| t.value.clone()).unwrap_or_default(),
        articles: group.iter().map(|p| source(*p)).collect(),
        lineage: group.iter().flat_map(|p| chains.entries(*p)).collect(),
        ..Story::default()
    }
}
