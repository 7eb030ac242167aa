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

/// Where a page has its story from: its own entry first, then one for each source that it names
/// beside its parents.
pub(crate) fn entries(
    corpus: &Corpus<'_>,
    tracer: &Tracer<'_>,
    origins: &Origins,
    page: usize,
) -> Vec<Lineage> {
    let own = lineage(corpus, tracer, origins, page);
    let doc = &corpus.docs[page];
    let agencies = doc.article.agencies.iter().map(|c| vec![c.id.clone()]);
    let relayed = doc.record.quotes.iter().filter(|q| !q.via.is_empty()).map(|q| {
        let speaker = Some(q.speaker.clone()).filter(|s| !s.is_empty());
        speaker.into_iter().chain(q.via.iter().map(|v| v.who.clone())).collect()
    });
    let mut chains: Vec<Vec<String>> = vec![own.chain.clone()];
    for mut chain in agencies.chain(relayed) {
        let known = |name: &String| own.chain.contains(name);
        if chain.iter().any(known) {
            continue;
        }
        chain.extend(own.chain.iter().cloned());
        if !chains.contains(&chain) {
            chains.push(chain);
        }
    }
    let article = own.article.clone();
    let beside = chains.into_iter().skip(1);
    let more =
        beside.map(|chain| Lineage { article: article.clone(), chain, ..Lineage::default() });
    std::iter::once(own).chain(more).collect()
}

/// Where a page has its story from.
fn lineage(corpus: &Corpus<'_>, tracer: &Tracer<'_>, origins: &Origins, page: usize) -> Lineage {
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
