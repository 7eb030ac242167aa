//! The timeline: events of all pages by date, each once.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{Event, Record, Status};
use isnad_text::Span;

use crate::{
    story::{Evidence, Moment},
    tell::Corpus,
    when,
};

/// Kinds of ledger entries and events that are told by a date alone.
const TREATY: &str = "treaty";
const AGREE: &str = "AGREE";
const CONSULT: &str = "CONSULT";
/// What keys of details of a visit begin with.
const VISIT: &str = "visit:";

/// Events of one day: their pages and words.
struct Day<'a> {
    event: &'a Event,
    sides: BTreeSet<&'a str>,
    words: BTreeMap<usize, Evidence>,
}

/// The events of a story that took place or are planned, by date.
pub(crate) fn timeline(corpus: &Corpus<'_>, story: &[usize]) -> Vec<Moment> {
    let beside: Vec<Vec<Event>> = story.iter().map(|p| beside(corpus.docs[*p].record)).collect();
    let mut days: BTreeMap<&str, Vec<Day<'_>>> = BTreeMap::new();
    for (page, beside) in story.iter().zip(&beside) {
        let doc = &corpus.docs[*page];
        for event in doc.record.events.iter().chain(beside) {
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
    place(&mut days);
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

/// What a page dates without telling it as an event: agreements by the year of their signing, and
/// visits in details of others.
fn beside(record: &Record) -> Vec<Event> {
    let signed = record.ledger.iter().filter(|e| e.kind == TREATY).filter_map(|e| {
        let day = e.signed.clone().filter(|_| e.status == Some(Status::Happened))?;
        let (first, rest) = e.parties.split_first()?;
        Some(dated(e.span, (AGREE, None), (std::slice::from_ref(first), rest), day, &e.rule))
    });
    let visits = record.attributes.iter().filter_map(|a| {
        let (guest, host) = a.key.strip_prefix(VISIT)?.split_once('>')?;
        let day = a.value.split('T').next().filter(|_| when::is_date(&a.value))?;
        let host = host.split('/').next().unwrap_or(host);
        let sides = (&[guest.to_owned()][..], &[host.to_owned()][..]);
        Some(dated(a.span, (CONSULT, Some("visit")), sides, day.to_owned(), &a.rule))
    });
    signed.chain(visits).collect()
}

fn dated(
    span: Span,
    (kind, mode): (&str, Option<&str>),
    (actors, recipients): (&[String], &[String]),
    date: String,
    rule: &str,
) -> Event {
    Event {
        span,
        trigger: span,
        kind: kind.to_owned(),
        mode: mode.map(str::to_owned),
        contexts: Vec::new(),
        actors: actors.to_vec(),
        recipients: recipients.to_vec(),
        status: Status::Happened,
        date: Some(date),
        place: None,
        claimed_by: None,
        rule: rule.to_owned(),
    }
}

/// Adds an event to a day: to one of the same type, mode and sides, or of the same words, if there
/// is one.
fn put<'a>(day: &mut Vec<Day<'a>>, event: &'a Event, page: usize, words: Evidence) {
    let sides: BTreeSet<&str> =
        event.actors.iter().chain(&event.recipients).map(String::as_str).collect();
    let new = Day { event, sides, words: BTreeMap::from([(page, words)]) };
    match day.iter_mut().find(|d| d.is(&new) || d.reads(&new)) {
        Some(known) => known.add(new),
        None => day.push(new),
    }
}

/// Puts what is told with a month or year to the day of the same event that another telling gives.
fn place(days: &mut BTreeMap<&str, Vec<Day<'_>>>) {
    let dates: Vec<&str> = days.keys().copied().collect();
    for coarse in dates.iter().filter(|d| d.len() < 10 && !d.contains('/')) {
        for event in days.remove(coarse).unwrap_or_default() {
            let finer = dates.iter().filter(|d| d.len() > coarse.len() && d.starts_with(coarse));
            let home = finer
                .copied()
                .find(|date| days.get(date).is_some_and(|list| list.iter().any(|d| d.is(&event))));
            let list = days.entry(home.unwrap_or(coarse)).or_default();
            match list.iter_mut().find(|d| home.is_some() && d.is(&event)) {
                Some(known) => known.add(event),
                None => list.push(event),
            }
        }
    }
}

impl<'a> Day<'a> {
    /// Whether two tellings are of one event: of one type, with no other mode or sides.
    fn is(&self, other: &Day<'_>) -> bool {
        let (a, b) = (self.event, other.event);
        let modes = a.mode == b.mode || a.mode.is_none() || b.mode.is_none();
        let sides = self.sides.is_subset(&other.sides) || other.sides.is_subset(&self.sides);
        a.kind == b.kind && modes && sides
    }

    /// Whether another telling stands in the same words of the same page: of one type, any word; of
    /// another, one within the other.
    fn reads(&self, other: &Day<'_>) -> bool {
        let same = self.event.kind == other.event.kind;
        let meets = |a: Span, b: Span| {
            if same { a.overlaps(b) } else { a.contains(b) || b.contains(a) }
        };
        let mut words = self.words.iter();
        words.any(|(page, w)| other.words.get(page).is_some_and(|o| meets(w.span, o.span)))
    }

    fn add(&mut self, other: Day<'a>) {
        for (page, words) in other.words {
            self.words.entry(page).or_insert(words);
        }
        self.sides.extend(other.sides);
    }
}
