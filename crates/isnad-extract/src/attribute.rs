//! Attributes: details on which pages about one story may differ. Here: how often a visit or meeting
//! of two states has happened ("first ever", "first in 24 years"), how long it lasted, and what a
//! deal is called.

use std::ops::Range;

use crate::{
    agreement::DealPhrase,
    coref,
    detail::{self, Told},
    document::Document,
    event::is_state_code,
    nominal::Nominal,
    record::{Attribute, Event, Quote, Status, TimeExpression},
    terms::Term,
};

/// What attributes are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'e, 'd> {
    /// The document.
    pub doc: &'e Document<'d>,
    /// Its noun phrases.
    pub nominals: &'e [Nominal],
    /// Its events.
    pub events: &'e [Event],
    /// Its time expressions.
    pub times: &'e [TimeExpression],
    /// Its phrases that name deals.
    pub deals: &'e [DealPhrase],
    /// Its words of standing relations.
    pub terms: &'e [Term<'d>],
    /// Its quotes.
    pub quotes: &'e [Quote],
}

/// What a detail is about: the key that pages compare by, and a label.
pub(crate) type Subject = (String, String);

/// The attributes of a document with the details that words tell, in the order of the text.
pub fn attributes(sources: &Sources<'_, '_>, told: &[Told]) -> Vec<Attribute> {
    let terms = sources.terms.iter();
    let ordinals = terms
        .filter(|t| t.class == "ordinal" && t.key != "last")
        .filter_map(|t| ordinal(sources, t));
    let durations =
        sources.times.iter().filter(|t| t.kind == "duration").filter_map(|t| duration(sources, t));
    let told = told.iter().map(|t| t.detail.clone());
    let mut out: Vec<Attribute> =
        ordinals.chain(durations).chain(names(sources)).chain(told).collect();
    out.sort_by_key(|a| a.span);
    out.dedup_by(|a, b| a.attribute == b.attribute && a.key == b.key && a.value == b.value);
    out
}

/// "First", "second" … beside a word for a visit in one sentence.
fn ordinal(sources: &Sources<'_, '_>, term: &Term<'_>) -> Option<Attribute> {
    let doc = sources.doc;
    let sentence = doc.sentence_of(term.tokens.start);
    let near = term.tokens.start.saturating_sub(14).max(sentence.start)
        ..(term.tokens.end + 6).min(sentence.end);
    let visit =
        sources.terms.iter().find(|t| t.class == "visit" && near.contains(&t.tokens.start))?;
    let stretch = visit.tokens.start.min(term.tokens.start)..visit.tokens.end.max(term.tokens.end);
    let reach = stretch.start..(stretch.end + 12).min(sentence.end);
    let (key, about) = trip_or_visit(sources, &stretch, visit.key)?;
    let since = duration_in(doc, sources.times, &(term.tokens.end..reach.end));
    let value = match &since {
        Some((time, _)) => format!("{} in {time}", term.key),
        None => match since_something(doc, &reach) {
            Some(words) => format!("{} since {words}", term.key),
            None if term.key == "first" => "first ever".to_owned(),
            None => term.key.to_owned(),
        },
    };
    let end = since.map_or(stretch.end, |(_, end)| end.max(stretch.end));
    let span = doc.span(&(stretch.start..end));
    Some(Attribute {
        span,
        about,
        key,
        attribute: "ordinal".into(),
        value,
        exclusive: true,
        rule: "ordinal-of-visit".into(),
    })
}

/// The visit that a stretch is about; a trip "abroad" is counted for itself, wherever it went.
fn trip_or_visit(sources: &Sources<'_, '_>, stretch: &Range<usize>, kind: &str) -> Option<Subject> {
    let subject = subject_of(sources, stretch, kind)?;
    let abroad = |t: &&Term<'_>| {
        t.class == "abroad" && t.tokens.start <= stretch.end + 3 && t.tokens.end >= stretch.start
    };
    let trip = sources.terms.iter().any(|t| abroad(&t));
    Some(if trip { abroad_trip(sources.doc, &subject.0) } else { subject })
}

/// How long a visit or meeting lasted, where a duration stands close behind its word.
fn duration(sources: &Sources<'_, '_>, time: &TimeExpression) -> Option<Attribute> {
    let doc = sources.doc;
    let tokens = doc.tokens_in(time.span);
    let sentence = doc.sentence_of(tokens.start);
    let near = tokens.start.saturating_sub(8).max(sentence.start)..tokens.start;
    let since = near.clone().any(|k| doc.key(k, "prep").is_some_and(|p| is_since(doc, p)));
    let visit = sources
        .terms
        .iter()
        .rev()
        .find(|t| t.class == "visit" && near.contains(&t.tokens.start))?;
    let value = in_words(time.value.as_deref()?).filter(|_| !since)?;
    let stretch = visit.tokens.start..tokens.end;
    let (key, about) = subject_of(sources, &stretch, visit.key)?;
    let span = doc.span(&stretch);
    Some(Attribute {
        span,
        about,
        key,
        attribute: "duration".into(),
        value,
        exclusive: true,
        rule: "duration-of-visit".into(),
    })
}

/// Key and label of a trip abroad: whose it is, not where to.
fn abroad_trip(doc: &Document<'_>, visit: &str) -> Subject {
    let actor = visit.split([':', '>']).nth(1).unwrap_or_default();
    let name = doc.pack.world.get(actor).map_or(actor, |e| e.name_en.as_str());
    (format!("trip:{actor}"), format!("trip abroad of {name}"))
}

/// What stands after "since" within a range where no duration does, up to three words.
fn since_something(doc: &Document<'_>, reach: &Range<usize>) -> Option<String> {
    let at = reach.clone().find(|k| doc.key(*k, "prep").is_some_and(|p| is_since(doc, p)))?;
    let stop = |k: &usize| doc.tokens[*k].kind == isnad_text::TokenKind::Mark;
    let end = (at + 1..reach.end.min(at + 4)).find(stop).unwrap_or(reach.end.min(at + 4));
    (end > at + 1).then(|| doc.span(&(at + 1..end)).of(doc.text).to_owned())
}

fn is_since(doc: &Document<'_>, prep: &str) -> bool {
    doc.lang.settings.get("since").is_some_and(|s| s == prep)
}

/// What a page calls a known deal, and what those whom it quotes call it.
fn names(sources: &Sources<'_, '_>) -> Vec<Attribute> {
    let named = |deal: &DealPhrase| {
        let known = sources.doc.pack.world.entity(deal.known?);
        let quote = sources.quotes.iter().find(|q| q.span.contains(deal.span));
        let speaker = quote.map(|q| q.speaker.as_str()).filter(|s| !s.is_empty());
        let attribute = speaker.map_or_else(
            || "name".to_owned(),
            |who| format!("name used by {}", detail::short_name(sources.doc, who)),
        );
        Some(Attribute {
            span: deal.span,
            about: known.name_en.clone(),
            key: format!("deal:{}", known.id),
            attribute,
            value: deal.span.of(sources.doc.text).to_owned(),
            exclusive: true,
            rule: "name-of-deal".into(),
        })
    };
    sources.deals.iter().filter(|d| d.qualified).filter_map(named).collect()
}

/// The visit or meeting that a stretch of words is about: the event in its sentence, else the two
/// states spoken of.
pub(crate) fn subject_of(
    sources: &Sources<'_, '_>,
    stretch: &Range<usize>,
    kind: &str,
) -> Option<Subject> {
    let doc = sources.doc;
    let (mode, what) = if kind == "meeting" { ("meet", "meeting") } else { ("visit", "visit") };
    let span = doc.span(&doc.sentence_of(stretch.start));
    let at = doc.tokens[stretch.start].span.start;
    let fits = |e: &&Event| {
        e.kind == "CONSULT" && e.mode.as_deref() == Some(mode) && span.contains(e.trigger)
    };
    let event = sources.events.iter().filter(fits).min_by_key(|e| e.trigger.start.abs_diff(at));
    let goal = goal_of(doc, sources.nominals, stretch);
    let event = event.filter(|e| goal.is_none() || goal.as_ref() == e.recipients.first());
    let (actor, recipient) = match event {
        Some(e) => (e.actors.first()?.clone(), e.recipients.first().cloned().unwrap_or_default()),
        None => states_around(sources, stretch, goal)?,
    };
    let date =
        event.and_then(|e| e.date.as_deref()).filter(|d| d.len() >= 7).or_else(|| coref::day(doc));
    let month = date.and_then(|d| d.get(..7)).unwrap_or("undated");
    let name =
        |id: &str| doc.pack.world.get(id).map_or_else(|| id.to_owned(), |e| e.name_en.clone());
    if what == "meeting" {
        // A meeting has no host that pages agree on.
        if actor.is_empty() || recipient.is_empty() {
            return None;
        }
        let mut sides = [actor, recipient];
        sides.sort_unstable();
        let about = format!("meeting of {} and {} ({month})", name(&sides[0]), name(&sides[1]));
        return Some((format!("meeting:{}+{}", sides[0], sides[1]), about));
    }
    let about = format!("visit of {} to {} ({month})", name(&actor), name(&recipient));
    Some((format!("visit:{actor}>{recipient}"), about))
}

/// The visit that a stretch of words is about: the one told in its sentence, else the one that the
/// page tells first; one of another year has the year in its key.
pub(crate) fn visit_of(sources: &Sources<'_, '_>, stretch: &Range<usize>) -> Subject {
    let doc = sources.doc;
    let real = |e: &&Event| {
        e.kind == "CONSULT"
            && e.mode.as_deref() == Some("visit")
            && matches!(e.status, Status::Happened | Status::Ongoing)
            && !e.actors.is_empty()
            && !e.recipients.is_empty()
    };
    let span = doc.span(&doc.sentence_of(stretch.start));
    let at = doc.tokens[stretch.start].span.start;
    let here = sources.events.iter().filter(real).filter(|e| span.contains(e.trigger));
    let near = here.min_by_key(|e| e.trigger.start.abs_diff(at));
    let Some(event) = near.or_else(|| sources.events.iter().find(real)) else {
        return ("visit".to_owned(), "visit".to_owned());
    };
    let name =
        |id: &String| doc.pack.world.get(id).map_or_else(|| id.clone(), |e| e.name_en.clone());
    let (guest, host) = (&event.actors[0], &event.recipients[0]);
    let year = |date: Option<&str>| date.and_then(|d| d.get(..4)).map(str::to_owned);
    let past = year(event.date.as_deref()).filter(|y| Some(y) != year(coref::day(doc)).as_ref());
    let (mark, shown) =
        past.map_or_else(Default::default, |y| (format!("/{y}"), format!(" ({y})")));
    let about = format!("visit of {} to {}{shown}", name(guest), name(host));
    (format!("visit:{guest}>{host}{mark}"), about)
}

/// Visitor and host from the states spoken of before the end of a stretch.
fn states_around(
    sources: &Sources<'_, '_>,
    stretch: &Range<usize>,
    goal: Option<String>,
) -> Option<(String, String)> {
    let before = sources.nominals.iter().rev().filter(|n| n.tokens.start < stretch.end);
    let mut states = before.filter_map(|n| n.who.actors.first()).filter(|a| is_state_code(a));
    let host = goal.or_else(|| states.next().cloned())?;
    let visitor = states.find(|s| **s != host).cloned();
    Some(visitor.map_or_else(|| (host.clone(), String::new()), |v| (v, host.clone())))
}

/// The state that a visit goes to: the first after its word with a preposition of direction.
fn goal_of(doc: &Document<'_>, nominals: &[Nominal], stretch: &Range<usize>) -> Option<String> {
    let goals = doc.lang.settings.get("goal").map_or("", String::as_str);
    let behind = nominals
        .iter()
        .filter(|n| n.tokens.start >= stretch.start && n.tokens.start <= stretch.end + 6);
    let mut towards =
        behind.filter(|n| n.prep.as_deref().is_some_and(|p| goals.split('|').any(|g| g == p)));
    towards.find_map(|n| n.who.actors.first().filter(|a| is_state_code(a)).cloned())
}

/// The duration told within a range, in words, and the token after it.
fn duration_in(
    doc: &Document<'_>,
    times: &[TimeExpression],
    tokens: &Range<usize>,
) -> Option<(String, usize)> {
    let span = doc.span(&(tokens.start..tokens.end.max(tokens.start + 1)));
    let time = times.iter().find(|t| t.kind == "duration" && span.contains(t.span))?;
    let words = in_words(time.value.as_deref()?)?;
    Some((words, doc.tokens_in(time.span).end))
}

/// A duration of ISO 8601 in English: `P24Y` is "24 years".
pub(crate) fn in_words(value: &str) -> Option<String> {
    let (time, body) = match value.strip_prefix("PT") {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('P')?),
    };
    let unit = body.chars().next_back()?;
    let number = body.strip_suffix(unit)?;
    let name = match (unit, time) {
        ('Y', _) => "year",
        ('M', false) => "month",
        ('W', _) => "week",
        ('D', _) => "day",
        ('H', _) => "hour",
        ('M', true) => "minute",
        _ => return None,
    };
    let plural = if number == "1" { "" } else { "s" };
    Some(format!("{number} {name}{plural}"))
}
