//! The timeline: events of all pages by date, each once.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{Event, Status};

use crate::{
    Corpus,
    story::{Evidence, Moment},
};

/// Events of one day: their pages and words.
struct Day<'a> {
    event: &'a Event,
    sides: BTreeSet<&'a str>,
    words: BTreeMap<usize, Evidence>,
}

/// The events of a story that took place or are planned, by date.
pub(crate) fn timeline(corpus: &Corpus<'_>, story: &[usize]) -> Vec<Moment> {
    let mut days: BTreeMap<&str, Vec<Day<'_>>> = BTreeMap::new();
    for page in story {
        let doc = &corpus.docs[*page];
        for event in &doc.record.events {
            let real = matches!(event.status, Status::Happened | Status::Ongoing | Status::Planned);
            let Some(date) = event.date.as_deref().filter(|_| real) else { continue };
            let words = Evidence {
                article: doc.source.to_owned(),
                span: event.span,
                text: event.span.of(&doc.article.text).to_owned(),
            };
            put(days.entry(date).or_default(), event, *page, words);
        }
    }
    let moment = |(date, day): (&str, Day<'_>)| {
        let words: Vec<Evidence> = day.words.into_values().collect();
        Moment {
            date: date.to_owned(),
            what: words.first().map(|w| w.text.clone()).unwrap_or_default(),
            articles: words.iter().map(|w| w.article.clone()).collect(),
            words,
        }
    };
    let days = days.into_iter().flat_map(|(date, list)| list.into_iter().map(move |d| (date, d)));
    days.map(moment).collect()
}

/// Adds an event to a day: to one of the same type, mode and sides, if there is one.
fn put<'a>(day: &mut Vec<Day<'a>>, event: &'a Event, page: usize, words: Evidence) {
    let sides: BTreeSet<&str> =
        event.actors.iter().chain(&event.recipients).map(String::as_str).collect();
    let same = |d: &Day<'_>| {
        let modes = d.event.mode == event.mode || d.event.mode.is_none() || event.mode.is_none();
        d.event.kind == event.kind
            && modes
            && (d.sides.is_subset(&sides) || sides.is_subset(&d.sides))
    };
    if let Some(known) = day.iter_mut().find(|d| same(d)) {
        known.words.entry(page).or_insert(words);
        known.sides.extend(sides);
    } else {
        day.push(Day { event, sides, words: BTreeMap::from([(page, words)]) });
    }
}
