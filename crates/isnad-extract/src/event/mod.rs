//! Events: who did what to whom, in PLOVER, clause by clause.
//!
//! Every predicate of the frame lexicon is looked at in its clause: its arguments are taken from the
//! noun phrases by voice, order and preposition, its status from the words around it. What somebody
//! only demands, promises or threatens is content of that act and no event of its own; what somebody
//! alleges or denies is a second event.

mod args;
mod cause;
mod clause;
mod complement;
mod merge;
mod noun;
mod passive;
mod place;
mod power;
mod predicate;
mod reading;
mod roles;
mod status;
mod subject;
#[cfg(test)]
mod tests;
mod verb;

use std::ops::Range;

use isnad_pack::frames::Frame;

use crate::{
    document::Document,
    nominal::Nominal,
    record::{Event, Status, TimeExpression},
};
use args::Party;
use clause::clause_of;
use complement::{Complements, frames_for};
use merge::Told;
pub(crate) use place::date_of;
use predicate::{Predicate, predicates};
pub(crate) use status::status_at;

/// A stretch of text that reports what a speech act is about.
#[derive(Debug, Clone)]
struct Content {
    tokens: Range<usize>,
    kind: ContentKind,
    /// Who alleges or denies it.
    by: Vec<String>,
    /// Who is accused: the subject that the clause leaves out.
    about: Option<Party>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ContentKind {
    Silent,
    Alleged,
    Denied,
}

/// Tokens that the content of a speech act takes at most.
const LONGEST_CONTENT: usize = 30;

/// What is carried from clause to clause.
#[derive(Debug, Default)]
struct State {
    complements: Complements,
    contents: Vec<Content>,
    used: Vec<usize>,
    subject: Option<(usize, Party)>,
    /// Nouns of deeds that a verb governs, and the subject of that verb: "شن مسلحون هجوما".
    deeds: Vec<(usize, Party)>,
}

/// The events of a document.
pub fn events(doc: &Document<'_>, nominals: &[Nominal], times: &[TimeExpression]) -> Vec<Event> {
    let mut state = State { complements: Complements::new(doc), ..State::default() };
    let mut out: Vec<Told> = Vec::new();
    for predicate in predicates(doc, nominals) {
        let told = doc.span(&predicate.tokens);
        let dated = times.iter().any(|t| t.span.contains(told));
        if dated || state.used.contains(&predicate.tokens.start) || is_figurative(doc, &predicate) {
            continue;
        }
        if let Some(mut told) = event_of(doc, nominals, times, &predicate, &mut state) {
            merge::share_recipient(doc, &out, &mut told.event);
            let protest = dispersed(&told.event);
            merge::add(doc, &mut out, told);
            if let Some(event) = protest {
                merge::add(doc, &mut out, Told { event, by_place: false });
            }
        }
    }
    out.into_iter().map(|t| t.event).collect()
}

/// The protest of those whom the police disperse.
fn dispersed(event: &Event) -> Option<Event> {
    let crowd = event.kind == "ASSAULT" && event.mode.as_deref() == Some("crowd-control");
    let done = matches!(event.status, Status::Happened | Status::Ongoing);
    let people = !event.recipients.is_empty() && !event.recipients.iter().any(|r| is_state_code(r));
    (crowd && done && people).then(|| Event {
        kind: "PROTEST".to_owned(),
        mode: Some("demo".to_owned()),
        actors: event.recipients.clone(),
        recipients: Vec::new(),
        ..event.clone()
    })
}

/// Whether the sentence speaks of sport, art or nature, where the words of conflict mean something
/// else.
fn is_figurative(doc: &Document<'_>, predicate: &Predicate) -> bool {
    let gentle = |frame: &Frame| {
        matches!(frame.kind.as_str(), "AID" | "SUPPORT" | "CONSULT" | "REQUEST" | "AGREE")
    };
    let about_help = predicate.lemmas.iter().flat_map(|l| doc.lang.frames.of(*l)).any(gentle);
    // The first frame of a word is its plainest sense.
    let harm = |frame: &Frame| frame.kind == "ASSAULT";
    let about_harm = predicate.lemmas.iter().flat_map(|l| doc.lang.frames.of(*l)).any(harm);
    let deceives = |trap: &str| match trap {
        "nature" => !about_help,
        "accident" => about_harm,
        _ => true,
    };
    doc.sentence_of(predicate.tokens.start).any(|k| doc.key(k, "trap").is_some_and(deceives))
}

fn event_of(
    doc: &Document<'_>,
    nominals: &[Nominal],
    times: &[TimeExpression],
    predicate: &Predicate,
    state: &mut State,
) -> Option<Told> {
    let mut clause = clause_of(doc, nominals, &predicate.tokens);
    if let Some(second) = joined_harm(doc, predicate, clause.range.end) {
        clause.range.end = clause_of(doc, nominals, &(second..second + 1)).range.end;
        state.used.push(second);
    }
    let frames = frames_for(doc, &state.complements, predicate, &clause.range);
    if frames.is_empty() {
        return None;
    }
    let content =
        state.contents.iter().rev().find(|c| c.tokens.contains(&predicate.tokens.start)).cloned();
    let answered = content
        .clone()
        .filter(|c| c.kind == ContentKind::Alleged && frames.iter().any(|(f, _)| f.has("denies")));
    let content = content.filter(|_| answered.is_none());
    if content.as_ref().is_some_and(|c| c.kind == ContentKind::Silent) {
        return None;
    }
    let omitted = content
        .as_ref()
        .and_then(|c| c.about.clone())
        .or_else(|| omitted_subject(doc, predicate, state))
        .or_else(|| subject_before(doc, nominals, predicate));
    let around = |frame, complement| roles::Around {
        doc,
        nominals,
        predicate,
        clause: &clause,
        frame,
        complement,
        omitted: omitted.clone(),
        about: content.as_ref().and_then(|c| c.about.clone()),
        deeds: &state.deeds,
    };
    let mut governed = Vec::new();
    let mut told = frames.into_iter().filter_map(|(frame, complement)| {
        let around = around(frame, complement);
        let found = roles::assign(&around)?;
        let deed = complement.filter(|_| frame.kind == "ASSAULT" && !predicate.nominal);
        governed.extend(deed.zip(found.subject.clone()));
        (!roles::lacks(&around, &found)).then_some((frame, complement, found))
    });
    let assigned = told.next().map(|first| fuller(first, told));
    state.deeds.extend(governed);
    let (frame, complement, mut found) = assigned?;
    if let Some(charge) = answered.filter(|_| found.recipients.is_empty()) {
        found.recipients = charge.by.into_iter().filter(|b| !found.actors.contains(b)).collect();
    }
    state.used.extend(complement.filter(|_| !predicate.casualties));
    state.used.extend(found.telling);
    if let Some(subject) = found.subject.clone().filter(|_| !predicate.nominal) {
        state.subject = Some((doc.sentence_of(predicate.tokens.start).start, subject));
    }
    let Verdict { kind, mode, status, claimed_by } =
        verdict(doc, predicate, &clause.range, frame, content.as_ref());
    open_content(doc, frame, predicate, &found, state);
    if frame.has("content-only") {
        return None;
    }
    // What would follow from a condition is a duty, not an event.
    if predicate.nominal && status == Status::Hypothetical && conditional(doc, predicate) {
        return None;
    }
    if found.actors.is_empty() && found.recipients.is_empty() {
        return None;
    }
    let (kind, mode) =
        if is_riot(doc, &kind, &found) { ("PROTEST".to_owned(), None) } else { (kind, mode) };
    let tokens = extent(doc, predicate, &found, complement);
    let event = Event {
        span: doc.span(&tokens).trim_matches(doc.text, |c: char| !c.is_alphanumeric()),
        trigger: doc.span(&predicate.tokens),
        kind,
        mode,
        contexts: frame.contexts.clone(),
        date: date_of(doc, times, &tokens, &clause.range),
        place: place::place_of(
            doc,
            nominals,
            frame,
            &predicate.tokens,
            &clause.range,
            &found.recipients,
        ),
        actors: found.actors,
        recipients: found.recipients,
        status,
        claimed_by,
        rule: format!("frame:{}", frame.id),
    };
    Some(Told { event, by_place: found.by_place })
}

/// A frame that a predicate fits, the token of its complement, and who takes part by it.
type Fit<'d> = (&'d Frame, Option<usize>, roles::Found);

/// Takes the other party of a deed from a later frame of the same type where the first finds none.
fn fuller<'d>(first: Fit<'d>, mut others: impl Iterator<Item = Fit<'d>>) -> Fit<'d> {
    let (frame, complement, found) = first;
    let lacks = found.recipients.is_empty() && !found.actors.is_empty();
    let better = |(f, _, o): &Fit<'_>| {
        f.kind == frame.kind
            && (f.mode == frame.mode || f.mode.is_none())
            && o.actors == found.actors
            && !o.recipients.is_empty()
            && !o.by_place
    };
    match others.find(better).filter(|_| lacks && frame.kind == "ASSAULT") {
        Some((.., other)) => (frame, complement, other),
        None => (frame, complement, found),
    }
}

/// Whether a deed of violence is that of protesters against things: riot, no assault.
fn is_riot(doc: &Document<'_>, kind: &str, found: &roles::Found) -> bool {
    let crowd = doc.lang.settings.get("crowd");
    kind == "ASSAULT"
        && found.actors.first() == crowd
        && crowd.is_some()
        && (found.recipients.is_empty() || found.by_place)
}

/// The mode of the refusal to do what a frame tells, empty if it has none; `None` if not to do it
/// refuses nothing.
fn refusal(frame: &Frame) -> Option<&'static str> {
    match frame.kind.as_str() {
        "RETREAT" | "CONCEDE" => Some("yield"),
        "CONSULT" => Some("meet"),
        "AID" => Some("assist"),
        "AGREE" | "SUPPORT" | "COOPERATE" => Some(""),
        _ => None,
    }
}

/// The verb joined to a verb of harm that tells of further victims of the same deed: "قتل جنديان
/// وأصيب ثالث في هجوم".
fn joined_harm(doc: &Document<'_>, predicate: &Predicate, end: usize) -> Option<usize> {
    let harms = |f: &&Frame| f.has("passive-common") && !f.with.is_empty();
    let frames = || predicate.lemmas.iter().flat_map(|l| doc.lang.frames.of(*l)).filter(harms);
    let same = |f: &Frame| frames().any(|g| g.id == f.id);
    let also = doc.readings_at(end).iter().any(|r| {
        r.split.before.is_some_and(|b| !b.conj.is_empty())
            && doc.lang.frames.of(r.analysis.lemma).filter(harms).any(same)
    });
    (also && doc.sentence_of(predicate.tokens.start).contains(&end)).then_some(end)
}

/// What an event is, whether it happened, and who says so.
struct Verdict {
    kind: String,
    mode: Option<String>,
    status: Status,
    claimed_by: Option<String>,
}

fn verdict(
    doc: &Document<'_>,
    predicate: &Predicate,
    clause: &Range<usize>,
    frame: &Frame,
    content: Option<&Content>,
) -> Verdict {
    let given = frame.status.as_deref().and_then(status_named);
    let status = given.unwrap_or_else(|| status::status_of(doc, predicate, clause));
    let (kind, mode) = (frame.kind.clone(), frame.mode.clone());
    let mut verdict = Verdict { kind, mode, status, claimed_by: None };
    let refused = status == Status::Denied && status::is_refused(doc, predicate);
    if let Some(mode) = refusal(frame).filter(|_| refused) {
        "REJECT".clone_into(&mut verdict.kind);
        verdict.mode = Some(mode.to_owned()).filter(|m| !m.is_empty());
        verdict.status = Status::Happened;
    }
    if let Some(content) = content {
        let denied = content.kind == ContentKind::Denied;
        verdict.status = if denied { Status::Denied } else { Status::Alleged };
        verdict.claimed_by = content.by.first().cloned();
    }
    verdict
}

pub(crate) fn status_named(name: &str) -> Option<Status> {
    [
        Status::Happened,
        Status::Ongoing,
        Status::Planned,
        Status::Hypothetical,
        Status::Denied,
        Status::Alleged,
    ]
    .into_iter()
    .find(|s| s.name() == name)
}

/// The subject that a joined or subordinate verb leaves out: that of the verb before it in the
/// sentence, or of the sentence before.
fn omitted_subject(doc: &Document<'_>, predicate: &Predicate, state: &State) -> Option<Party> {
    let (sentence, subject) = state.subject.as_ref()?;
    let here = doc.sentence_of(predicate.tokens.start).start;
    let previous = doc.sentences.partition_point(|s| s.start < here).checked_sub(1);
    let near = *sentence == here
        || previous.is_some_and(|p| doc.sentences[p].start == *sentence && predicate.joined);
    near.then(|| subject.clone())
}

/// The subject that a joined verb shares with a verb before it in the sentence that tells no event: "تسلل
/// مسلحون … وقتلوا".
fn subject_before(
    doc: &Document<'_>,
    nominals: &[Nominal],
    predicate: &Predicate,
) -> Option<Party> {
    let at = predicate.tokens.start;
    let start = doc.sentence_of(at).start;
    let opens = |k: usize| k == start && doc.may_be_verb(k);
    let verb = |k: &usize| (doc.is_verb(*k) || opens(*k)) && doc.functions[*k].is_none();
    let verb = (start..at).rev().find(verb)?;
    let beside = |p: &Party| {
        p.tokens.start == verb + 1
            || p.tokens.end == verb
            || p.counted && p.tokens.start <= verb + 3
    };
    args::parties(doc, nominals, &(start..at))
        .into_iter()
        .find(|p| p.prep.is_none() && !p.adjective && beside(p))
        .filter(|_| predicate.joined && !predicate.nominal)
}

/// Whether a condition stands right before a noun: "in case of an attack".
fn conditional(doc: &Document<'_>, predicate: &Predicate) -> bool {
    let at = predicate.tokens.start;
    (at.saturating_sub(6)..at).any(|k| doc.class(k) == "cond")
}

/// Marks what follows a speech act as its content.
fn open_content(
    doc: &Document<'_>,
    frame: &Frame,
    predicate: &Predicate,
    found: &roles::Found,
    state: &mut State,
) {
    let kind = if frame.has("alleges") {
        ContentKind::Alleged
    } else if frame.has("denies") {
        ContentKind::Denied
    } else if frame.has("content") {
        ContentKind::Silent
    } else {
        return;
    };
    let sentence = doc.sentence_of(predicate.tokens.start);
    let start = predicate.tokens.end;
    let reach = sentence.end.min(start + LONGEST_CONTENT);
    let end = (start..reach).find(|k| ends_content(doc, *k)).unwrap_or(reach);
    let about = found
        .recipient_party
        .clone()
        .filter(|_| kind == ContentKind::Alleged)
        .or_else(|| found.subject.clone().filter(|_| kind == ContentKind::Denied));
    state.contents.push(Content { tokens: start..end, kind, by: found.actors.clone(), about });
}

/// Whether the content of a speech act ends: at a new main clause.
fn ends_content(doc: &Document<'_>, k: usize) -> bool {
    let opener =
        matches!(doc.class(k), "coord") && doc.functions[k].is_some_and(|f| doc.is_verb(f.end));
    let closes = doc.tokens[k].is_mark(";") || doc.tokens[k].is_mark("؛");
    let joined_past = doc.readings[k].iter().any(|r| {
        r.split.before.is_some_and(|b| !b.conj.is_empty())
            && r.analysis.features.pos == isnad_pack::inflect::Pos::Verb
            && r.analysis.features.tense == isnad_pack::inflect::Tense::Past
    }) && doc.is_verb(k);
    let cause = doc
        .lang
        .settings
        .get("background")
        .is_some_and(|b| doc.key(k, "prep").is_some_and(|key| b.split('|').any(|c| c == key)));
    opener || closes || joined_past || cause
}

/// The shortest stretch that states an event: predicate, complement and parties.
fn extent(
    doc: &Document<'_>,
    predicate: &Predicate,
    found: &roles::Found,
    complement: Option<usize>,
) -> Range<usize> {
    let sentence = doc.sentence_of(predicate.tokens.start);
    let mut range = predicate.tokens.clone();
    let mut cover = |r: &Range<usize>| {
        if r.start >= sentence.start && r.end <= sentence.end {
            range = range.start.min(r.start)..range.end.max(r.end);
        }
    };
    if let Some(c) = complement {
        cover(&(c..c + 1));
    }
    found.tokens.iter().for_each(&mut cover);
    range
}

/// Whether a type has no direction.
pub(crate) fn is_symmetric(kind: &str) -> bool {
    matches!(kind, "AGREE" | "CONSULT" | "COOPERATE")
}

/// Whether an id is the code of a state.
pub(crate) fn is_state_code(id: &str) -> bool {
    id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase())
}
