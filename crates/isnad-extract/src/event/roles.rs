//! Roles: which of the parties around a predicate is actor and which recipient.

use std::ops::Range;

use isnad_pack::{
    frames::{Frame, Slot},
    inflect::{Number, Pos, Tense},
};
use isnad_text::TokenKind;

use crate::{
    document::Document,
    event::{
        args::{Party, in_slot, parties},
        clause::Clause,
        is_symmetric,
        predicate::{Predicate, agrees},
    },
    nominal::Nominal,
};

/// A predicate in its clause.
pub(crate) struct Around<'c, 'd> {
    pub(crate) doc: &'c Document<'d>,
    pub(crate) nominals: &'c [Nominal],
    pub(crate) predicate: &'c Predicate,
    pub(crate) clause: &'c Clause,
    pub(crate) frame: &'c Frame,
    pub(crate) complement: Option<usize>,
    pub(crate) omitted: Option<Party>,
}

/// Who takes part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) actors: Vec<String>,
    pub(crate) recipients: Vec<String>,
    /// The party that is grammatical subject.
    pub(crate) subject: Option<Party>,
    /// The party that is recipient.
    pub(crate) recipient_party: Option<Party>,
    /// Tokens of the parties used.
    pub(crate) tokens: Vec<Range<usize>>,
}

/// The roles of a predicate; `None` if the predicate tells no event here.
pub(crate) fn assign(around: &Around<'_, '_>) -> Option<Found> {
    let (actor, recipient, subject) = if around.predicate.nominal { of_noun(around)? } else { of_verb(around) };
    let mut found = Found { subject, ..Found::default() };
    if let Some(party) = &actor {
        found.actors = party.actors.clone();
        found.tokens.push(party.tokens.clone());
    }
    if let Some(party) = &recipient {
        found.recipients = seen_from(&found.actors, party);
        found.tokens.push(party.tokens.clone());
    }
    found.recipient_party = recipient;
    let actors = found.actors.clone();
    found.recipients.retain(|r| !actors.contains(r));
    let mutual = is_symmetric(&around.frame.kind) || around.frame.has("symmetric");
    if mutual && found.recipients.is_empty() && found.actors.len() > 1 {
        found.recipients = found.actors.split_off(1);
    }
    Some(found)
}

/// Whom a party counts as to an actor: people without office stand for their state when the actor
/// is another state.
fn seen_from(actors: &[String], party: &Party) -> Vec<String> {
    let foreign = |s: &String| !actors.contains(s) && actors.iter().any(|a| a.len() == 3);
    match &party.people {
        Some(states) if !states.is_empty() && states.iter().all(foreign) => states.clone(),
        _ => party.actors.clone(),
    }
}

fn of_verb(around: &Around<'_, '_>) -> (Option<Party>, Option<Party>, Option<Party>) {
    let Around { doc, nominals, predicate, clause, frame, .. } = around;
    let after = parties(doc, nominals, &(predicate.tokens.end..clause.range.end));
    let before = parties(doc, nominals, &(clause.range.start..predicate.tokens.start));
    let mut free: Vec<&Party> = after.iter().filter(|p| p.prep.is_none()).collect();
    let subject = subject(around, &before, &mut free);
    let object = free.first().map(|p| (*p).clone());
    let passive = is_passive(around, subject.as_ref(), object.as_ref(), &after);
    if passive {
        let agent = in_slot(&after, &Slot::Prep("by".to_owned())).cloned();
        let by_actor = |slot: &Slot| in_slot(&after, slot).cloned();
        let recipient = if frame.recipients.contains(&Slot::Object) || frame.recipients.is_empty() {
            subject.clone()
        } else {
            frame.recipients.iter().find_map(by_actor).or_else(|| subject.clone())
        };
        return (agent, recipient, subject);
    }
    let in_frame = |slot: &Slot| match slot {
        Slot::Subject => subject.clone(),
        Slot::Object => object.clone(),
        Slot::Genitive => genitive(around, &after),
        Slot::Prep(_) => in_slot(&after, slot).cloned(),
        Slot::None => None,
    };
    let actor = in_frame(&frame.actor);
    let taken = |p: &Party| actor.as_ref().is_some_and(|a| a.tokens == p.tokens);
    let recipient = frame.recipients.iter().filter_map(in_frame).find(|p| !taken(p));
    let all = before.iter().chain(&after);
    let recipient = recipient.or_else(|| beside_complement(around, all).filter(|p| !taken(p)));
    (actor, recipient, subject)
}

/// The party that owns or qualifies the complement noun: "a Russian proposal", "اقتراح روسي".
fn beside_complement<'p>(around: &Around<'_, '_>, mut all: impl Iterator<Item = &'p Party>) -> Option<Party> {
    let at = around.complement?;
    if around.frame.recipients.is_empty() {
        return None;
    }
    let beside = |p: &&Party| p.prep.is_none() && (p.tokens.start == at + 1 || p.tokens.start == at + 2 && p.adjective || p.tokens.end == at || p.tokens.end + 1 == at);
    all.find(beside).cloned()
}

/// The genitive of the complement noun: the party right after it.
fn genitive(around: &Around<'_, '_>, after: &[Party]) -> Option<Party> {
    let at = around.complement? + 1;
    after.iter().find(|p| p.tokens.start >= at && p.tokens.start <= at + 1).cloned()
}

/// The subject of a verb: in its language's usual place, else in the other one, else the one that
/// a relative word stands for, else the one left out.
fn subject(around: &Around<'_, '_>, before: &[Party], free: &mut Vec<&Party>) -> Option<Party> {
    let Around { doc, predicate, clause, .. } = around;
    if predicate.features.person == 1 {
        return None;
    }
    let fronted = before.iter().rev().find(|p| p.prep.is_none() && agrees(predicate.features, p.number)).cloned();
    let antecedent = clause.relative.and_then(|k| party_before(around, k));
    if doc.lang.settings.get("subject").map(String::as_str) == Some("before") {
        return fronted.or(antecedent).or_else(|| around.omitted.clone());
    }
    if predicate.features.number == Number::Plural && predicate.features.tense != Tense::None {
        return fronted.or(antecedent).or_else(|| around.omitted.clone());
    }
    let close = |p: &Party| gap(doc, predicate.tokens.end, p.tokens.start) <= 6 && !p.pair || p.pair && p.tokens.start <= predicate.tokens.end + 3;
    let follows = free.first().filter(|p| close(p)).map(|p| (*p).clone());
    let adjoining = fronted.clone().filter(|p| !predicate.joined && predicate.tokens.start <= p.tokens.end + 2);
    // A verb after its subject and with a party behind it: that party is the object.
    if let Some(party) = adjoining {
        return Some(party);
    }
    if let (Some(party), true) = (&antecedent, follows.is_none() || around.frame.recipients.contains(&Slot::Object)) {
        return Some(party.clone());
    }
    if let Some(party) = follows {
        free.remove(0);
        return Some(party);
    }
    antecedent.or(fronted).or_else(|| around.omitted.clone())
}

/// Words between two tokens, marks aside.
fn gap(doc: &Document<'_>, from: usize, to: usize) -> usize {
    (from..to).filter(|k| doc.tokens[*k].kind != TokenKind::Mark).count()
}

/// The party that a relative word stands for: the last that ends before it.
fn party_before(around: &Around<'_, '_>, k: usize) -> Option<Party> {
    let sentence = around.doc.sentence_of(k);
    let found = parties(around.doc, around.nominals, &(sentence.start..k));
    found.into_iter().next_back().filter(|p| p.tokens.end + 3 > k)
}

fn is_passive(around: &Around<'_, '_>, subject: Option<&Party>, object: Option<&Party>, after: &[Party]) -> bool {
    let Around { doc, predicate, frame, .. } = around;
    let agent = after.iter().any(|p| p.prep.as_deref() == Some("by"));
    if doc.lang.clitics.article().is_empty() {
        let at = predicate.tokens.start;
        let form = doc.readings[at].iter().any(|r| r.analysis.features.pos == Pos::Participle);
        let be = (at.saturating_sub(3)..at).any(|k| matches!(doc.class(k), "be" | "past"));
        return form && (be || agent && object.is_none());
    }
    let distinct = predicate.passive && !doc.readings[predicate.tokens.start].iter().any(|r| !r.analysis.features.passive);
    let counted = doc.tokens.get(predicate.tokens.end).is_some_and(|t| t.kind == TokenKind::Number);
    let victim = subject.is_none_or(|s| s.people.is_some() || s.adjective) && object.is_none();
    distinct || agent || frame.has("passive-common") && (victim || counted)
}

/// Roles of a verbal or event noun; `None` if nobody stands around it.
fn of_noun(around: &Around<'_, '_>) -> Option<(Option<Party>, Option<Party>, Option<Party>)> {
    let Around { doc, nominals, predicate, clause, frame, .. } = around;
    let end = clause.range.end.min(predicate.tokens.end + 14);
    let after = parties(doc, nominals, &(predicate.tokens.end..end));
    let before = parties(doc, nominals, &(clause.range.start..predicate.tokens.start));
    if let Some(between) = after.iter().find(|p| p.prep.as_deref().is_some_and(|k| k == "between" || is_between(doc, k))) {
        return Some((Some(between.clone()), None, None));
    }
    let adjective = after.iter().find(|p| p.adjective && p.prep.is_none() && gap(doc, predicate.tokens.end, p.tokens.start) <= 2);
    let adjective = adjective.or_else(|| before.last().filter(|p| owns(doc, p, predicate)));
    let agent = in_slot(&after, &Slot::Prep("by".to_owned()));
    let genitive = after.iter().find(|p| is_genitive(doc, p, predicate));
    let transitive = frame.recipients.iter().any(|s| matches!(s, Slot::Object | Slot::Genitive));
    let by_prep = frame.recipients.iter().find_map(|s| in_slot(&after, s)).filter(|p| genitive.is_none_or(|g| g.tokens != p.tokens));
    let second = after.iter().find(|p| p.prep.is_none() && genitive.is_some_and(|g| p.tokens.start >= g.tokens.end));
    let pronoun = predicate.pronoun.as_ref().and_then(|_| around.omitted.clone());
    let governor = governor(around, &before);
    let owner = agent.or(adjective).cloned().or(pronoun);
    let (actor, recipient) = match (owner, genitive) {
        (Some(owner), gen_party) => (Some(owner), by_prep.or(gen_party).cloned()),
        (None, Some(party)) if transitive && (second.is_some() && !party.adjective) => (Some(party.clone()), second.cloned()),
        (None, Some(party)) if by_prep.is_some() || !transitive => (Some(party.clone()), by_prep.cloned()),
        (None, Some(party)) => (governor, Some(party.clone())),
        (None, None) => (governor, by_prep.cloned()),
    };
    (actor.is_some() || recipient.is_some()).then_some((actor, recipient, None))
}

fn is_between(doc: &Document<'_>, key: &str) -> bool {
    doc.lang.settings.get("between").is_some_and(|b| b == key)
}

/// Whether a party right before a noun owns it: "Russia's invasion", "Russian invasion".
fn owns(doc: &Document<'_>, party: &Party, predicate: &Predicate) -> bool {
    let at = party.tokens.end;
    let possessive = doc.tokens.get(at).is_some_and(|t| t.norm == "'s" || t.norm == "'");
    let near = predicate.tokens.start <= at + 2 + usize::from(possessive);
    doc.lang.clitics.article().is_empty() && near && (possessive || party.adjective)
}

/// Whether a party is the genitive of a noun: right after it, or after "of".
fn is_genitive(doc: &Document<'_>, party: &Party, predicate: &Predicate) -> bool {
    let near = gap(doc, predicate.tokens.end, party.tokens.start) <= 1;
    if doc.lang.clitics.article().is_empty() {
        return party.prep.as_deref() == Some("of") && gap(doc, predicate.tokens.end, party.tokens.start) <= 2;
    }
    party.prep.is_none() && near && !party.adjective && !predicate.definite
}

/// The subject of the verb that governs a noun: "agreed to hold talks", "قام بزيارة".
fn governor(around: &Around<'_, '_>, before: &[Party]) -> Option<Party> {
    let Around { doc, predicate, clause, .. } = around;
    let from = clause.range.start..predicate.tokens.start;
    let light = from.rev().find(|k| matches!(doc.class(*k), "hold" | "start" | "do"))?;
    if doc.key(light, "do").is_some() {
        return None;
    }
    let between = before.iter().find(|p| p.tokens.start > light && p.prep.is_none());
    let fronted = before.iter().rev().find(|p| p.tokens.end <= light && p.prep.is_none());
    between.or(fronted).cloned().or_else(|| around.omitted.clone())
}
