//! A story told: who took it from whom, what is claimed, what is said, when it happened.

use isnad_pack::Pack;

use crate::{
    Doc, Story,
    claims::Weigher,
    facts,
    lineage::Tracer,
    origins::Origins,
    outlets::{Outlet, Outlets, Searchable, Sought},
    quotes,
    similar::Index,
    symbols::{Spelt, Symbols},
    terms::Features,
    timeline,
    trace::{self, Chains},
};

/// How much of a story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Pages and who took it from whom.
    Lineage,
    /// All.
    Whole,
}

/// The pages of a story in order, with their features.
pub(crate) struct Corpus<'a> {
    pub(crate) docs: Vec<Doc<'a>>,
    /// Their numbers in the index.
    pub(crate) places: &'a [usize],
    pub(crate) pages: Vec<Features>,
    pub(crate) symbols: &'a Symbols,
}

/// Tells the story of some pages, which are in order and have these places in the index.
pub(crate) fn story(
    docs: Vec<Doc<'_>>,
    places: &[usize],
    symbols: &mut Symbols,
    index: &Index,
    pack: &Pack,
    depth: Depth,
) -> Story {
    let outlets: Vec<Outlet> = docs.iter().map(|d| Outlet::of(d, pack)).collect();
    let sought: Vec<Sought> = outlets.iter().map(|o| Sought::new(o, pack, symbols)).collect();
    let cut: Vec<String> = docs.iter().map(Searchable::credits).collect();
    let mut spell = |text, doc: &Doc<'_>| Spelt::new(text, doc.article.lang, pack, symbols);
    let texts: Vec<Spelt<'_>> = docs.iter().map(|d| spell(&d.article.text, d)).collect();
    let lines: Vec<Spelt<'_>> = docs.iter().zip(&cut).map(|(d, cut)| spell(cut, d)).collect();
    let pages = docs.iter().zip(&texts).map(|(d, t)| Features::new(d, t, pack, symbols)).collect();
    let corpus = Corpus { docs, places, pages, symbols };
    let group: Vec<usize> = (0..corpus.docs.len()).collect();
    let mut tracer = Tracer::new(&corpus, index, &outlets, &sought, [&texts, &lines]);
    tracer.trace(&group);
    let houses = Outlets { pages: &outlets, pack };
    let origins = Origins::new(&corpus, &tracer, &houses);
    let told = lineage(&corpus, &tracer, &origins, houses);
    if depth == Depth::Lineage {
        return told;
    }
    let facts = group.iter().flat_map(|p| facts::facts(&corpus, index, pack, *p)).collect();
    let retold = group.iter().copied().filter(|p| tracer.only_cites(*p)).collect();
    let (corpus, origins, copies) = (&corpus, &origins, &tracer.copies());
    let weigher = Weigher { corpus, outlets: &outlets, origins, copies, pack, facts, retold };
    let claims = weigher.claims();
    let said = quotes::compare(corpus, index, (origins, copies), pack, &group);
    Story {
        conflicts: Weigher::conflicts(&claims),
        agreements: Weigher::agreements(&claims),
        claims,
        same_quotes: said.same,
        conflicting_quotes: said.conflicting,
        timeline: timeline::timeline(corpus, pack, &group),
        ..told
    }
}

/// A story with its pages and their lineage.
fn lineage(
    corpus: &Corpus<'_>,
    tracer: &Tracer<'_>,
    origins: &Origins,
    outlets: Outlets<'_>,
) -> Story {
    let docs = &corpus.docs;
    let title = docs.iter().find_map(|d| d.article.title.as_ref());
    let chains = Chains { corpus, tracer, origins, outlets };
    Story {
        id: trace::story_id(docs.first().map_or("", |d| d.source)),
        title: title.map(|t| t.value.clone()).unwrap_or_default(),
        articles: docs.iter().map(|d| d.source.to_owned()).collect(),
        lineage: (0..docs.len()).flat_map(|page| chains.entries(page)).collect(),
        ..Story::default()
    }
}
