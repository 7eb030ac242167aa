//! Origins: the first-hand reports that pages go back to, and how many of them do not depend on one
//! another.

use std::collections::{BTreeMap, BTreeSet};

use isnad_page::Credit;

use crate::{lineage::Tracer, outlets::Outlets, tell::Corpus};

/// The origins of each page of a story, by page; an origin is named by a page or by an outlet.
pub(crate) struct Origins {
    roots: Vec<BTreeSet<String>>,
    /// The same as numbers, in order.
    numbers: Vec<Vec<u32>>,
    /// The page that is the only origin of each.
    first: Vec<Option<usize>>,
}

impl Origins {
    /// Follows the links of a story back.
    pub(crate) fn new(corpus: &Corpus<'_>, tracer: &Tracer<'_>, outlets: &Outlets<'_>) -> Origins {
        let mut roots: Vec<BTreeSet<String>> = Vec::with_capacity(corpus.docs.len());
        for page in 0..corpus.docs.len() {
            let links = tracer.links(page).iter().filter(|l| l.kind.joins_origins());
            let parents = links.filter_map(|l| roots.get(l.parent));
            let mut found: BTreeSet<String> = parents.flatten().cloned().collect();
            if found.is_empty() {
                found.insert(first_hand(corpus, outlets, page));
            }
            roots.push(found);
        }
        let mut known: BTreeMap<&String, u32> = BTreeMap::new();
        for root in roots.iter().flatten() {
            let next = known.len() as u32;
            known.entry(root).or_insert(next);
        }
        let number = |set: &BTreeSet<String>| -> Vec<u32> {
            let mut numbers: Vec<u32> = set.iter().filter_map(|r| known.get(r).copied()).collect();
            numbers.sort_unstable();
            numbers
        };
        let numbers = roots.iter().map(number).collect();
        let pages: BTreeMap<&str, usize> =
            corpus.docs.iter().enumerate().map(|(page, doc)| (doc.source, page)).collect();
        let only = |set: &BTreeSet<String>| {
            let name = set.first().filter(|_| set.len() == 1)?;
            pages.get(name.as_str()).copied()
        };
        let first = roots.iter().map(only).collect();
        Origins { roots, numbers, first }
    }

    /// The origins of a page.
    pub(crate) fn of(&self, page: usize) -> Option<&BTreeSet<String>> {
        self.roots.get(page)
    }

    /// The page from which another one comes, if it is one and of the story.
    pub(crate) fn first(&self, page: usize) -> Option<usize> {
        self.first.get(page).copied().flatten()
    }

    /// Whether two pages go back to one origin.
    pub(crate) fn kin(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (self.numbers.get(a), self.numbers.get(b)) else { return false };
        a.iter().any(|root| b.binary_search(root).is_ok())
    }

    /// How many origins stand behind some pages: a page that goes back to several adds one only if
    /// no other page goes back to any of them.
    pub(crate) fn count(&self, pages: &[usize]) -> usize {
        let all: Vec<&BTreeSet<String>> = pages.iter().filter_map(|p| self.of(*p)).collect();
        let mut known: BTreeSet<&String> =
            all.iter().filter(|r| r.len() == 1).flat_map(|r| r.iter()).collect();
        for roots in all.iter().filter(|r| r.len() > 1) {
            if roots.iter().all(|r| !known.contains(r)) {
                known.extend(roots.first());
            }
        }
        known.len()
    }
}

/// The origin of a page without parents: the agency or outlet that it was taken from, if it names
/// one; else its own outlet. A house with pages here is named by its first page.
fn first_hand(corpus: &Corpus<'_>, outlets: &Outlets<'_>, page: usize) -> String {
    let mut pages = 0..corpus.docs.len();
    let article = corpus.docs[page].article;
    let wired = article.agencies.iter().filter(|c| is_source(c));
    let own = &outlets.pages[page];
    for credit in outlets.sources(article).into_iter().rev().chain(wired) {
        let named = outlets.named(&credit.id);
        if named.is(own) {
            continue;
        }
        let house = pages.clone().find(|p| named.holds(&outlets.pages[*p]));
        let name = || credit.id.clone();
        return house.map_or_else(name, |p| corpus.docs[p].source.to_owned());
    }
    let first = pages.find(|p| outlets.pages[*p].is(own)).unwrap_or(page);
    corpus.docs[first].source.to_owned()
}

/// Whether a credit says whose text it is: one beside the text, not one of a picture or in passing.
fn is_source(credit: &Credit) -> bool {
    matches!(credit.place.as_str(), "dateline" | "credit line")
}
