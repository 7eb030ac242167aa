//! Attributes: details on which pages about one story may differ. Here: how often a visit or meeting
//! of two states has happened ("first ever", "first in 24 years"), how long it lasted, and what a
//! deal is called.

use std::ops::Range;

use crate::{
    agreement::DealPhrase,
    coref,
    document::Document,
    event::is_state_code,
    nominal::Nominal,
    record::{Attribute, Event, TimeExpression},
    terms::Term,
};

/// The attributes of a document.
pub fn attributes(
    doc: &Document<'_>,
    nominals: &[Nominal],
    events: &[Event],
    times: &[TimeExpression],
    deals: &[DealPhrase],
    terms: &[Term<'_>],
) -> Vec<Attribute> {
    let mut out = ordinals(doc, nominals, events, times, terms);
    out.extend(durations(doc, nominals, events, times, terms));
    out.extend(names(doc, events, deals));
    out.sort_by_key(|a| a.span);
    out.dedup_by(|a, b| a.attribute == b.attribute && a.key == b.key && a.value == b.value);
    out
}

/// "First", "second" … beside a word for a visit in one clause.
fn ordinals(
    doc: &Document<'_>,
    nominals: &[Nominal],
    events: &[Event],
    times: &[TimeExpression],
    terms: &[Term<'_>],
) -> Vec<Attribute> {
    let mut out = Vec::new();
    for term in terms.iter().filter(|t| t.class == "ordinal" && t.key != "last") {
        let sentence = doc.sentence_of(term.tokens.start);
        let near = term.tokens.start.saturating_sub(14).max(sentence.start)..(term.tokens.end + 6).min(sentence.end);
        let Some(visit) = terms.iter().find(|t| t.class == "visit" && near.contains(&t.tokens.start)) else { continue };
        let stretch = visit.tokens.start.min(term.tokens.start)..visit.tokens.end.max(term.tokens.end);
        let Some((event, about)) = subject_of(doc, nominals, events, &stretch, visit.key) else { continue };
        let reach = stretch.start..(stretch.end + 12).min(sentence.end);
        let abroad = |t: &&Term<'_>| t.class == "abroad" && t.tokens.start <= stretch.end + 3 && t.tokens.end >= stretch.start;
        let (event, about) = match terms.iter().find(abroad) {
            Some(_) => abroad_trip(doc, &event),
            None => (event, about),
        };
        let since = duration_in(doc, times, &(term.tokens.end..reach.end));
        let value = match &since {
            Some((years, _)) => format!("{} in {years}", term.key),
            None if since_something(doc, &reach).is_some() => {
                let words = since_something(doc, &reach).unwrap_or_default();
                format!("{} since {words}", term.key)
            }
            None if term.key == "first" => "first ever".to_owned(),
            None => term.key.to_owned(),
        };
        let end = since.map_or(stretch.end, |(_, end)| end.max(stretch.end));
        out.push(Attribute {
            span: doc.span(&(stretch.start..end)),
            about,
            key: event,
            attribute: "ordinal".to_owned(),
            value,
            rule: "ordinal-of-visit".to_owned(),
        });
    }
    out
}

/// What stands after "since" within a range where no duration does, up to three words.
fn since_something(doc: &Document<'_>, reach: &Range<usize>) -> Option<String> {
    let at = reach.clone().find(|k| doc.key(*k, "prep").is_some_and(|p| is_since(doc, p)))?;
    let stop = |k: &usize| doc.tokens[*k].kind == isnad_text::TokenKind::Mark;
    let end = (at + 1..reach.end.min(at + 4)).find(stop).unwrap_or(reach.end.min(at + 4));
    (end > at + 1).then(|| doc.span(&(at + 1..end)).of(doc.text).to_owned())
}

/// Key and label of a trip abroad: whose it is, not where to.
fn abroad_trip(doc: &Document<'_>, visit: &str) -> (String, String) {
    let actor = visit.split([':', '>']).nth(1).unwrap_or_default();
    let name = doc.pack.world.get(actor).map_or(actor, |e| e.name_en.as_str());
    (format!("trip:{actor}"), format!("trip abroad of {name}"))
}

/// How long a visit or meeting lasted, where a duration stands in the clause of its word.
fn durations(
    doc: &Document<'_>,
    nominals: &[Nominal],
    events: &[Event],
    times: &[TimeExpression],
    terms: &[Term<'_>],
) -> Vec<Attribute> {
    let mut out = Vec::new();
    for time in times.iter().filter(|t| t.kind == "duration") {
        let tokens = doc.tokens_in(time.span);
        let sentence = doc.sentence_of(tokens.start);
        let near = tokens.start.saturating_sub(8).max(sentence.start)..tokens.start;
        let since = near.clone().any(|k| doc.key(k, "prep").is_some_and(|p| is_since(doc, p)));
        let visit = terms.iter().rev().find(|t| t.class == "visit" && near.contains(&t.tokens.start));
        let (Some(visit), Some(value), false) = (visit, time.value.as_deref().and_then(in_words), since) else { continue };
        let stretch = visit.tokens.start..tokens.end;
        let Some((event, about)) = subject_of(doc, nominals, events, &stretch, visit.key) else { continue };
        out.push(Attribute {
            span: doc.span(&stretch),
            about,
            key: event,
            attribute: "duration".to_owned(),
            value,
            rule: "duration-of-visit".to_owned(),
        });
    }
    out
}

fn is_since(doc: &Document<'_>, prep: &str) -> bool {
    doc.lang.settings.get("since").is_some_and(|s| s == prep)
}

/// What a page calls a deal.
fn names(doc: &Document<'_>, events: &[Event], deals: &[DealPhrase]) -> Vec<Attribute> {
    let mut out: Vec<Attribute> = Vec::new();
    for deal in deals.iter().filter(|d| d.qualified) {
        let Some(known) = deal.known.map(|k| doc.pack.world.entity(k)) else { continue };
        let _ = events;
        out.push(Attribute {
            span: deal.span,
            about: known.name_en.clone(),
            key: format!("deal:{}", known.id),
            attribute: "name".to_owned(),
            value: deal.span.of(doc.text).to_owned(),
            rule: "name-of-deal".to_owned(),
        });
    }
    out
}

/// The visit or meeting that a stretch of words is about: the event in its sentence, else the last
/// before it, else the two parties spoken of; as key and in English.
fn subject_of(
    doc: &Document<'_>,
    nominals: &[Nominal],
    events: &[Event],
    stretch: &Range<usize>,
    kind: &str,
) -> Option<(String, String)> {
    let mode = if kind == "meeting" { "meet" } else { "visit" };
    let sentence = doc.sentence_of(stretch.start);
    let span = doc.span(&sentence);
    let of_kind = |e: &&Event| e.kind == "CONSULT" && e.mode.as_deref() == Some(mode);
    let event = events.iter().filter(of_kind).filter(|e| span.contains(e.trigger)).min_by_key(|e| e.trigger.start.abs_diff(doc.tokens[stretch.start].span.start));
    let goal = goal_of(doc, nominals, stretch);
    let (actors, recipients, date) = match event.filter(|e| goal.is_none() || goal.as_ref() == e.recipients.first()) {
        Some(e) => (e.actors.first()?.clone(), e.recipients.first().cloned(), e.date.clone()),
        None => {
            let until = nominals.partition_point(|n| n.tokens.start < stretch.end);
            let mut states = nominals[..until].iter().rev().filter_map(|n| n.who.actors.first()).filter(|a| is_state_code(a));
            let last = match &goal {
                Some(goal) => goal.clone(),
                None => states.next()?.clone(),
            };
            let other = states.find(|s| **s != last).cloned();
            match other {
                Some(other) => (other, Some(last), None),
                None => (last, None, None),
            }
        }
    };
    let recipient = recipients.unwrap_or_default();
    let when = date.filter(|d| d.len() >= 7).or_else(|| coref::day(doc).map(str::to_owned)).unwrap_or_default();
    let month = when.get(..7).unwrap_or_default();
    let name = |id: &str| doc.pack.world.get(id).map_or_else(|| id.to_owned(), |e| e.name_en.clone());
    let what = if mode == "meet" { "meeting" } else { "visit" };
    let about = format!("{what} of {} to {} ({month})", name(&actors), name(&recipient));
    Some((format!("{what}:{actors}>{recipient}"), about))
}

/// The state that a visit goes to: the first after its word with a preposition of direction.
fn goal_of(doc: &Document<'_>, nominals: &[Nominal], stretch: &Range<usize>) -> Option<String> {
    let goals = doc.lang.settings.get("goal").map_or("", String::as_str);
    let behind = nominals.iter().filter(|n| n.tokens.start >= stretch.start && n.tokens.start <= stretch.end + 6);
    let mut towards = behind.filter(|n| n.prep.as_deref().is_some_and(|p| goals.split('|').any(|g| g == p)));
    towards.find_map(|n| n.who.actors.first().filter(|a| is_state_code(a)).cloned())
}

/// The duration told within a range, in words, and the token after it.
fn duration_in(doc: &Document<'_>, times: &[TimeExpression], tokens: &Range<usize>) -> Option<(String, usize)> {
    let span = doc.span(&(tokens.start..tokens.end.max(tokens.start + 1)));
    let time = times.iter().find(|t| t.kind == "duration" && span.contains(t.span))?;
    let words = in_words(time.value.as_deref()?)?;
    Some((words, doc.tokens_in(time.span).end))
}

/// A duration of ISO 8601 in English: `P24Y` is "24 years".
fn in_words(value: &str) -> Option<String> {
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
