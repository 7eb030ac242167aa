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
mod listing;
mod origins;
mod outlets;
mod pictures;
mod quotes;
pub mod similar;
mod sketch;
pub mod story;
mod symbols;
mod tell;
mod terms;
mod timeline;
mod trace;
mod translate;
mod values;
pub mod watch;
mod when;

use isnad_extract::Record;
use isnad_pack::Pack;
use isnad_page::Article;
use rustc_hash::FxHashSet;

use crate::{cluster::Clusters, sketch::Sketcher, tell::Depth};

pub use ledger::{Relation, relations};
pub use similar::Similarity;
pub use story::{
    Agreement, Claim, Conflict, Contradiction, Evidence, Lineage, LinkKind, Moment, Parent, Part,
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

/// Orders pages by publication, then by name; pages without date come last. A page that says where
/// it was taken from, and of its moment only the day, comes at the end of the day. Of pages with one
/// name the first stays.
fn in_order<'a>(docs: &[Doc<'a>]) -> Vec<Doc<'a>> {
    let moment = |doc: &Doc<'_>| {
        let stated = doc.article.published.as_ref().map_or("", |p| &p.value);
        let taken = !doc.article.republished_from.is_empty() && !stated.contains('T');
        let late = if taken { when::DAY - 1 } else { 0 };
        when::minutes(stated).map_or(i64::MAX, |m| m + late)
    };
    let mut docs: Vec<(i64, Doc<'a>)> = docs.iter().map(|d| (moment(d), *d)).collect();
    docs.sort_by(|(at, a), (by, b)| {
        (at, a.source, &a.article.text).cmp(&(by, b.source, &b.article.text))
    });
    let mut seen = FxHashSet::default();
    let docs = docs.into_iter().map(|(_, doc)| doc);
    docs.filter(|d| seen.insert(d.source)).collect()
}

/// What two pages of a collection have in common, however far apart they lie; nothing if one of
/// them is not among its pages.
pub fn compare(docs: &[Doc<'_>], pack: &Pack, [a, b]: [&str; 2]) -> Similarity {
    let docs = in_order(docs);
    let mut sketcher = Sketcher::new(pack);
    let mut index = similar::Index::default();
    for doc in &docs {
        index.enter(sketcher.sketch(doc));
    }
    let place = |source: &str| docs.iter().position(|d| d.source == source);
    let (Some(a), Some(b)) = (place(a), place(b)) else { return Similarity::default() };
    index.weigh(a, &sketcher.symbols);
    index.weigh(b, &sketcher.symbols);
    index.explain(a.min(b), a.max(b), &sketcher.symbols)
}

/// The stories that pages tell, ordered by their first pages.
///
/// The result does not depend on the order of `docs`.
pub fn stories(docs: &[Doc<'_>], pack: &Pack) -> Vec<Story> {
    let mut out = Vec::new();
    told(docs, pack, Depth::Whole, |first, story| out.push((first, story)));
    out.sort_unstable_by_key(|(first, _)| *first);
    out.into_iter().map(|(_, story)| story).collect()
}

/// The story of pages of which it is known that they tell one.
pub fn story_of(docs: &[Doc<'_>], pack: &Pack) -> Story {
    let docs = in_order(docs);
    let mut sketcher = Sketcher::new(pack);
    let mut index = similar::Index::default();
    for doc in &docs {
        index.enter(sketcher.sketch(doc));
    }
    let places: Vec<usize> = (0..docs.len()).collect();
    for place in &places {
        index.weigh(*place, &sketcher.symbols);
    }
    tell::story(docs, &places, &mut sketcher.symbols, &index, pack, Depth::Whole)
}

/// All stories with pages and lineage alone, each given out when no page can join it any more: of
/// stories that are over nothing is kept.
pub fn lineages(docs: &[Doc<'_>], pack: &Pack, mut give: impl FnMut(Story)) {
    told(docs, pack, Depth::Lineage, |_, story| give(story));
}

/// Tells the stories, each with the place of its first page.
fn told(docs: &[Doc<'_>], pack: &Pack, depth: Depth, mut give: impl FnMut(usize, Story)) {
    let docs = in_order(docs);
    Clusters::new(Sketcher::new(pack)).run(&docs, |clusters, pages| {
        let members = pages.iter().map(|p| docs[*p]).collect();
        let (symbols, index) = clusters.parts();
        let story = tell::story(members, pages, symbols, index, pack, depth);
        give(pages.first().copied().unwrap_or_default(), story);
    });
}
