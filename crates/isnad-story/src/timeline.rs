//! The timeline: events of all pages by date, each once, and statements that pages date back.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{Event, Quote, Record, Status};
use isnad_pack::{Pack, world::World};
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
/// The type of what somebody said on another day, and the rule of what a page tells after him.
const STATEMENT: &str = "statement";
const FOLLOWED: &str = "according-to";
/// Days before the page from which on a statement is background.
const BACKGROUND: i64 = 2;

/// Events of one day: their pages and words, with the sentence in which they begin.
struct Day<'a> {
    event: &'a Event,
    /// Those who take part; states by their capitals, so that a state and the one that took its
    /// place are one.
    sides: BTreeSet<&'a str>,
    words: BTreeMap<usize, (Evidence, usize)>,
}

/// The events of a story that took place or are planned, by date.
pub(crate) fn timeline(corpus: &Corpus<'_>, pack: &Pack, story: &[usize]) -> Vec<Moment> {
    let beside: Vec<Vec<Event>> = story.iter().map(|p| beside(corpus, *p)).collect();
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
            let sides = sides(event, &pack.world);
            let words = BTreeMap::from([(*page, (words, sentence(corpus, *page, event.span)))]);
            put(days.entry(date).or_default(), Day { event, sides, words });
        }
    }
    place(&mut days);
    let moment = |(date, day): (&str, Day<'_>)| {
        let words: Vec<Evidence> = day.words.into_values().map(|(words, _)| words).collect();
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

/// Who takes part in an event.
fn sides<'a>(event: &'a Event, world: &'a World) -> BTreeSet<&'a str> {
    let seat = |id: &'a String| {
        let capital = world.get(id).map_or("", |e| e.capital.as_str());
        if capital.is_empty() { id.as_str() } else { capital }
    };
    event.actors.iter().chain(&event.recipients).map(seat).collect()
}

/// The sentence in which a span begins.
fn sentence(corpus: &Corpus<'_>, page: usize, span: Span) -> usize {
    let words = &corpus.pages[page].words;
    let at = words.partition_point(|w| w.span.end <= span.start);
    words.get(at).map_or(0, |w| w.sentence)
}

/// What a page dates without telling it as an event.
fn beside(corpus: &Corpus<'_>, page: usize) -> Vec<Event> {
    let record = corpus.docs[page].record;
    let mut out = agreed(record);
    out.extend(record.quotes.iter().filter_map(|q| said(corpus, page, q)));
    out
}

/// What somebody said on a day well before the page, which follows him in its own words: the date
/// stands behind the cue, in its sentence.
fn said(corpus: &Corpus<'_>, page: usize, quote: &Quote) -> Option<Event> {
    let cue = quote.cue.filter(|_| quote.rule == FOLLOWED && !quote.speaker.is_empty())?;
    let dates = corpus.docs[page].record.dates.iter();
    let date = dates.filter(|d| d.kind == "date" && !d.span.overlaps(quote.span)).find(|d| {
        d.span.start >= cue.end && sentence(corpus, page, d.span) == sentence(corpus, page, cue)
    })?;
    let day = date.value.clone().filter(|v| when::is_date(v) && !v.contains(['T', '/']))?;
    let last = when::minutes(&format!("{day}-28")).or_else(|| when::minutes(&day))?;
    let background = corpus.pages[page].published? - BACKGROUND * when::DAY;
    let by = std::slice::from_ref(&quote.speaker);
    let span = quote.span.cover(date.span);
    (last < background).then(|| dated(span, (STATEMENT, None), (by, &[]), day, &quote.rule))
}

/// Agreements by the year of their signing, and visits in details of others.
fn agreed(record: &Record) -> Vec<Event> {
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
fn put<'a>(day: &mut Vec<Day<'a>>, new: Day<'a>) {
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
                .find(|date| days.get(date).is_some_and(|l| l.iter().any(|d| d.may_be(&event))));
            let list = days.entry(home.unwrap_or(coarse)).or_default();
            match list.iter_mut().find(|d| home.is_some() && d.may_be(&event)) {
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
        modes && self.may_be(other)
    }

    /// Whether two tellings of which one has but a month or year can be of one event: a visit is
    /// also told as a meeting.
    fn may_be(&self, other: &Day<'_>) -> bool {
        let (a, b) = (self.event, other.event);
        let modes = a.mode == b.mode || a.mode.is_none() || b.mode.is_none() || a.kind == CONSULT;
        let sides = self.sides.is_subset(&other.sides) || other.sides.is_subset(&self.sides);
        a.kind == b.kind && modes && sides
    }

    /// Whether another telling stands in the same words of the same page, or one of the same type in
    /// the same sentence.
    fn reads(&self, other: &Day<'_>) -> bool {
        let same = self.event.kind == other.event.kind;
        self.words.iter().any(|(page, (words, sentence))| {
            other
                .words
                .get(page)
                .is_some_and(|(o, other)| words.span.overlaps(o.span) || same && sentence == other)
        })
    }

    fn add(&mut self, other: Day<'a>) {
        for (page, words) in other.words {
            self.words.entry(page).or_insert(words);
        }
        self.sides.extend(other.sides);
    }
}
