//! The lineage of a page as it is shown: parents, chain of outlets, origins.

use crate::{
    Corpus,
    lineage::Tracer,
    origins::Origins,
    story::{Lineage, Parent},
};

/// A short stable name for a story: a hash (FNV-1a) of its earliest page's name.
pub(crate) fn story_id(source: &str) -> String {
    let hash = source.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:012x}", hash >> 16)
}

/// Where a page has its story from.
pub(crate) fn lineage(corpus: &Corpus<'_>, tracer: &Tracer<'_>, origins: &Origins, page: usize) -> Lineage {
    let source = |page: usize| corpus.docs[page].source.to_owned();
    let parents = tracer
        .links(page)
        .iter()
        .map(|link| Parent {
            article: source(link.parent),
            kind: link.kind,
            explained: (link.explained.clamp(0.0, 1.0) * 100.0).round() as u8,
            passages: link.passages.clone(),
        })
        .collect();
    let origins = origins.of(page).map(|o| o.iter().cloned().collect()).unwrap_or_default();
    Lineage { article: source(page), parents, chain: chain(corpus, tracer, page), origins }
}

/// The outlets through which a page came: the credits of the first page, then one outlet after
/// another; an outlet once.
fn chain(corpus: &Corpus<'_>, tracer: &Tracer<'_>, page: usize) -> Vec<String> {
    let mut path = vec![page];
    let mut at = page;
    while let Some(link) = tracer.links(at).iter().find(|l| l.kind.is_copy()) {
        if path.contains(&link.parent) {
            break;
        }
        path.push(link.parent);
        at = link.parent;
    }
    let mut out: Vec<String> = Vec::new();
    for page in path.into_iter().rev() {
        let article = corpus.docs[page].article;
        let from = article.republished_from.iter().rev().map(|c| c.id.clone());
        let names = from.chain(article.outlet.iter().map(|o| o.value.clone()));
        for name in names {
            if !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out
}
