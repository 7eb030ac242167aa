//! What a story page shows of the reports beside the story itself: events alike, places, the numbers
//! of quotes. It is gathered when stories are told and kept with them, so that a story is shown
//! without reading its pages.

use std::collections::{BTreeMap, BTreeSet};

use isnad_export::Layer;
use isnad_extract::{EntityKind, Event};
use isnad_story::{Doc, Said, Story};
use isnad_text::Span;
use serde::{Deserialize, Serialize};

/// Events that are kept, those of most reports first, and the reports whose words are kept of each.
const EVENTS: usize = 120;
const EACH: usize = 24;
/// Places that are kept.
const PLACES: usize = 60;

/// See the description of the file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Gathered {
    /// Events alike, those of most reports first.
    pub(crate) events: Vec<Deed>,
    /// Places that reports name, each with the number of these reports.
    pub(crate) places: Vec<(String, usize)>,
    /// The number of each quote of `Story::same_quotes` on its page.
    pub(crate) quotes: Vec<Vec<Option<usize>>>,
}

/// An event, and where it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Deed {
    /// As the first report tells it.
    pub(crate) event: Event,
    /// The first passages.
    pub(crate) told: Vec<Telling>,
    /// How many passages tell it.
    pub(crate) passages: usize,
}

/// A passage that tells an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Telling {
    pub(crate) article: String,
    /// The number of the event on its page.
    pub(crate) index: usize,
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// What is to be kept with a story, from its pages in its order, as JSON. Facts may have been taken
/// out of the pages: `number` tells the number of one on its page as it was read.
pub fn gathered(
    story: &Story,
    docs: &[Doc<'_>],
    number: &dyn Fn(&str, Layer, usize) -> usize,
) -> serde_json::Result<String> {
    let quotes = story.same_quotes.iter().map(|group| {
        let number_of = |said: &Said| quote_number(said, docs, number);
        group.iter().map(number_of).collect()
    });
    let gathered =
        Gathered { events: events(docs, number), places: places(docs), quotes: quotes.collect() };
    serde_json::to_string(&gathered)
}

fn quote_number(
    said: &Said,
    docs: &[Doc<'_>],
    number: &dyn Fn(&str, Layer, usize) -> usize,
) -> Option<usize> {
    let doc = docs.iter().find(|d| d.source == said.article)?;
    let index = doc.record.quotes.iter().position(|q| q.span == said.span)?;
    Some(number(doc.source, Layer::Quote, index))
}

/// Events; those alike stand together, those of most reports first.
fn events(docs: &[Doc<'_>], number: &dyn Fn(&str, Layer, usize) -> usize) -> Vec<Deed> {
    type Key<'k> =
        (&'k str, Option<&'k str>, &'k [String], &'k [String], &'static str, Option<&'k str>);
    let mut groups: BTreeMap<Key<'_>, Vec<(&Doc<'_>, usize)>> = BTreeMap::new();
    for doc in docs {
        for (index, e) in doc.record.events.iter().enumerate() {
            let (mode, date) = (e.mode.as_deref(), e.date.as_deref());
            let key = (e.kind.as_str(), mode, &*e.actors, &*e.recipients, e.status.name(), date);
            groups.entry(key).or_default().push((doc, index));
        }
    }
    let mut groups: Vec<Vec<(&Doc<'_>, usize)>> = groups.into_values().collect();
    let reports = |group: &[(&Doc<'_>, usize)]| {
        group.iter().map(|(doc, _)| doc.source).collect::<BTreeSet<_>>().len()
    };
    groups.sort_by_cached_key(|group| std::cmp::Reverse(reports(group)));
    groups.iter().take(EVENTS).filter_map(|group| deed(group, number)).collect()
}

fn deed(group: &[(&Doc<'_>, usize)], number: &dyn Fn(&str, Layer, usize) -> usize) -> Option<Deed> {
    let (doc, index) = group.first()?;
    let telling = |(doc, index): &(&Doc<'_>, usize)| {
        let span = doc.record.events.get(*index)?.span;
        Some(Telling {
            article: doc.source.to_owned(),
            index: number(doc.source, Layer::Event, *index),
            span,
            text: span.of(&doc.article.text).to_owned(),
        })
    };
    Some(Deed {
        event: doc.record.events.get(*index)?.clone(),
        told: group.iter().take(EACH).filter_map(telling).collect(),
        passages: group.len(),
    })
}

/// Places that are named, or where events are, those of most reports first.
fn places(docs: &[Doc<'_>]) -> Vec<(String, usize)> {
    let mut reports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for doc in docs {
        let named = doc.record.entities.iter().filter(|e| e.kind == EntityKind::Place);
        let events = doc.record.events.iter().filter_map(|e| e.place.as_deref());
        for id in named.map(|e| e.id.as_str()).chain(events) {
            reports.entry(id).or_default().insert(doc.source);
        }
    }
    let count = |(id, reports): (&str, BTreeSet<&str>)| (id.to_owned(), reports.len());
    let mut places: Vec<(String, usize)> = reports.into_iter().map(count).collect();
    places.sort_by_key(|(_, reports)| std::cmp::Reverse(*reports));
    places.truncate(PLACES);
    places
}
