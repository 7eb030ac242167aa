//! One deed told several times in a page is one event.

use isnad_pack::inflect::Pos;

use crate::{
    document::Document,
    event::{is_state_code, is_symmetric},
    record::{Event, Status},
};

/// An event as a predicate tells it.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) event: Event,
    /// Whether its recipient is only the state in which it was done.
    pub(super) by_place: bool,
}

/// Adds an event; one told before is not entered twice.
pub(super) fn add(doc: &Document<'_>, out: &mut Vec<Told>, told: Told) {
    let same = |known: &&mut Told| {
        is_same(&known.event, &told.event)
            || is_part(doc, &known.event, &told.event)
            || is_of_place(doc, known, &told)
    };
    let Some(known) = out.iter_mut().find(same) else {
        out.push(told);
        return;
    };
    let Told { event, by_place } = told;
    let known_event = &mut known.event;
    if known_event.actors.is_empty() {
        known_event.actors = event.actors;
    }
    // Whom the words name goes before whose soil it was, unless a foreign state did it to people.
    let state = |ids: &[String]| !ids.is_empty() && ids.iter().all(|a| is_state_code(a));
    let abroad =
        state(&known_event.actors) && !(state(&known_event.recipients) && state(&event.recipients));
    let better = if abroad { by_place && !known.by_place } else { known.by_place && !by_place };
    if !event.recipients.is_empty() && (better || known_event.recipients.is_empty()) {
        known_event.recipients = event.recipients;
        known.by_place = by_place;
    }
    known_event.date = known_event.date.take().or(event.date);
    known_event.place = known_event.place.take().or(event.place);
    known_event.mode = known_event.mode.take().or(event.mode);
}

/// Gives a deed of force that a noun tells without whom it hit the recipient of what the same actor is
/// told before in the sentence to have done: "a siege of the town that includes cutting power".
pub(super) fn share_recipient(doc: &Document<'_>, out: &[Told], event: &mut Event) {
    let forced = |e: &Event| matches!(e.kind.as_str(), "COERCE" | "SANCTION" | "ASSAULT");
    if !event.recipients.is_empty() || event.actors.is_empty() || !forced(event) {
        return;
    }
    let before = out.iter().rev().map(|t| &t.event).find(|e| {
        forced(e)
            && e.actors == event.actors
            && (e.kind != event.kind || e.mode.is_some() && e.mode != event.mode)
            && sentence(doc, e) == sentence(doc, event)
    });
    if let Some(before) = before.filter(|e| e.status == event.status) {
        event.recipients.clone_from(&before.recipients);
    }
}

/// Whether one of two harms of a sentence tells the victims, the other only where it was done.
fn is_of_place(doc: &Document<'_>, a: &Told, b: &Told) -> bool {
    let people = |t: &Told| !t.by_place && !t.event.recipients.iter().any(|r| is_state_code(r));
    let (x, y) = (&a.event, &b.event);
    let told = |s: &Told, t: &Told| {
        s.by_place && (people(t) || !t.by_place && t.event.actors == s.event.actors)
    };
    (told(a, b) || told(b, a))
        && matches!(x.kind.as_str(), "ASSAULT" | "PROTEST")
        && x.kind == y.kind
        && (x.mode == y.mode || x.mode.is_none() || y.mode.is_none())
        && x.status == y.status
        && (x.actors == y.actors || x.actors.is_empty() || y.actors.is_empty())
        && sentence(doc, x) == sentence(doc, y)
}

/// Where the sentence begins that tells an event.
fn sentence(doc: &Document<'_>, event: &Event) -> usize {
    doc.sentence_of(doc.token_at(event.trigger.start)).start
}

/// Whether two events are the same deed told twice.
fn is_same(a: &Event, b: &Event) -> bool {
    a.kind == b.kind
        && (a.mode == b.mode || a.mode.is_none() || b.mode.is_none())
        && same_parties(a, b)
        && (a.date == b.date || a.date.is_none() || b.date.is_none())
        && (a.status == b.status || a.status == Status::Happened && b.status == Status::Ongoing)
}

/// Whether two deeds of one sentence are one, told by verb and noun: no party of one speaks
/// against the other.
fn is_part(doc: &Document<'_>, a: &Event, b: &Event) -> bool {
    let fits = |x: &[String], y: &[String]| x == y || x.is_empty() || y.is_empty();
    let apart = |x: &[String], y: &[String]| !x.iter().any(|id| y.contains(id));
    let lacks = |e: &Event| e.actors.is_empty() || e.recipients.is_empty();
    // One tells who did it, the other to whom.
    let halves = a.actors.is_empty() != b.actors.is_empty()
        && a.recipients.is_empty() != b.recipients.is_empty()
        && a.actors.is_empty() == b.recipients.is_empty();
    let modes = a.mode == b.mode
        || a.mode.is_none()
        || b.mode.is_none()
        || a.kind == "ASSAULT" && (lacks(a) != lacks(b) || halves || is_result(doc, b));
    let one_way = matches!(
        a.kind.as_str(),
        "ASSAULT" | "COERCE" | "AID" | "SANCTION" | "RETREAT" | "PROTEST" | "MOBILIZE"
    );
    a.kind == b.kind
        && one_way
        && modes
        && a.status == b.status
        && (lacks(a) || lacks(b) || is_result(doc, b) && same_parties(a, b))
        && apart(&a.actors, &b.recipients)
        && apart(&b.actors, &a.recipients)
        && fits(&a.actors, &b.actors)
        && fits(&a.recipients, &b.recipients)
        && sentence(doc, a) == sentence(doc, b)
}

/// Whether a noun tells an event as what another led to: "ضربة أسفرت عن مقتل قيادي".
fn is_result(doc: &Document<'_>, event: &Event) -> bool {
    let at = doc.token_at(event.trigger.start);
    let led = |k: usize| {
        let verb = |r: &isnad_pack::lexicon::Reading<'_>| {
            let text = &doc.lang.lexicon.get(r.analysis.lemma).text;
            r.analysis.features.pos == Pos::Verb && doc.lang.settings.lists("led_to", text)
        };
        doc.readings_at(k).iter().any(verb)
    };
    (at.saturating_sub(2)..at).any(led)
}

fn same_parties(a: &Event, b: &Event) -> bool {
    let all = |e: &Event| {
        let mut all: Vec<String> = e.actors.iter().chain(&e.recipients).cloned().collect();
        all.sort_unstable();
        all
    };
    if is_symmetric(&a.kind) {
        all(a) == all(b)
    } else {
        a.actors == b.actors && a.recipients == b.recipients
    }
}
