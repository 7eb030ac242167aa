//! Roles: which of the parties around a predicate is actor and which recipient.

use std::ops::Range;

use isnad_pack::{
    frames::{Frame, Slot},
    inflect::Pos,
    lang::RoleKind,
    world::Kind,
};

use crate::{
    coref,
    document::Document,
    event::{
        args::{Party, PartyKind, in_slot, parties},
        clause::Clause,
        is_state_code, is_symmetric, noun,
        power::{
            bears_arms, face_those_in_power, is_crowd, is_unarmed, rule_at_home, ruled,
            spare_powerless,
        },
        predicate::Predicate,
        verb,
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
    /// Whom the speech act is about in whose content the predicate stands.
    pub(crate) about: Option<Party>,
    /// Nouns of deeds by their tokens, with who is told before to have done them.
    pub(crate) deeds: &'c [(usize, Party)],
}

/// Who takes part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) actors: Vec<String>,
    pub(crate) recipients: Vec<String>,
    /// The party that is grammatical subject.
    pub(crate) subject: Option<Party>,
    /// The party that is actor.
    pub(crate) actor_party: Option<Party>,
    /// The party that is recipient.
    pub(crate) recipient_party: Option<Party>,
    /// Tokens of the parties used.
    pub(crate) tokens: Vec<Range<usize>>,
    /// Token of a verb that only says who did it.
    pub(crate) telling: Option<usize>,
    /// Whether the recipient is only the state in which it was done.
    pub(crate) by_place: bool,
}

/// Who takes part, by the grammar of the clause.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roles {
    pub(crate) actor: Option<Party>,
    pub(crate) recipient: Option<Party>,
    /// The grammatical subject.
    pub(crate) subject: Option<Party>,
    /// Token of a verb that only says who did it.
    pub(crate) telling: Option<usize>,
}

/// The roles of a predicate; `None` if the predicate tells no event here.
pub(crate) fn assign(around: &Around<'_, '_>) -> Option<Found> {
    let roles = if around.predicate.nominal { noun::roles(around)? } else { verb::roles(around) };
    let mut found = counted_as(around, spare_powerless(around, roles));
    if around.frame.kind == "ASSAULT" && around.frame.has("symmetric") {
        other_side(around, &mut found);
    }
    strike_the_scene(around, &mut found);
    // "The aid fell back": no verb tells of giving way without who does.
    let nobody = around.frame.kind == "CONCEDE" && !around.predicate.nominal;
    if found.actors.is_empty() && ruled(around.frame) && !nobody {
        rule_at_home(around, &mut found);
    }
    match (around.frame.kind.as_str(), around.frame.mode.as_deref()) {
        ("PROTEST", _) => face_those_in_power(around, &mut found),
        ("REQUEST", Some("change")) if found.recipients.is_empty() => {
            let people = found.actor_party.as_ref().and_then(|p| p.people.clone());
            found.recipients = people.unwrap_or_default();
        }
        _ => {}
    }
    part_from_itself(around, &mut found);
    Some(found)
}

/// Whom the parties count as: states, or those that the words name.
fn counted_as(around: &Around<'_, '_>, roles: Roles) -> Found {
    let Roles { actor, recipient, subject, telling } = roles;
    let mut found = Found { subject, telling, ..Found::default() };
    if let Some(party) = &actor {
        found.actors.clone_from(&party.actors);
        found.tokens.push(party.tokens.clone());
    } else if let Some(default) = default_actor(around.frame) {
        found.actors.push(default.to_owned());
    }
    if let Some(party) = &recipient {
        found.by_place = is_located(around.doc, party);
        found.recipients = seen_from(&found.actors, party);
        found.tokens.push(party.tokens.clone());
    }
    if found.recipients.is_empty() && around.frame.mode.as_deref() == Some("crowd-control") {
        found.recipients = gathering(around);
    }
    Found { actor_party: actor, recipient_party: recipient, ..found }
}

/// Makes the state on whose soil a deed is done its recipient, if nobody else is told or only people of
/// whom the words do not say whose they are.
fn strike_the_scene(around: &Around<'_, '_>, found: &mut Found) {
    let recipient = found.recipient_party.as_ref();
    let strangers = recipient.is_some_and(|p| p.people.as_ref().is_some_and(Vec::is_empty));
    let abroad =
        strangers && !found.actors.is_empty() && found.actors.iter().all(|a| is_state_code(a));
    if !(found.recipients.is_empty() || abroad) || !struck_there(around.frame) {
        return;
    }
    let scene = state_of_scene(around, &found.actors);
    if !scene.is_empty() || found.recipients.is_empty() {
        found.by_place = !scene.is_empty();
        found.recipients = scene;
    }
}

/// Nobody does a deed to himself: takes actors out of the recipients, and parts two sides that are told
/// as one party.
fn part_from_itself(around: &Around<'_, '_>, found: &mut Found) {
    let actors = found.actors.clone();
    found.recipients.retain(|r| !actors.contains(r));
    let kind = around.frame.kind.as_str();
    if found.recipients.is_empty() && matches!(kind, "COERCE" | "SANCTION" | "ASSAULT" | "RETREAT")
    {
        let citizen = found.recipient_party.as_ref().and_then(|p| own_citizen(around, p));
        found.recipients = citizen.filter(|id| !actors.contains(id)).into_iter().collect();
    }
    let mutual = is_symmetric(kind) || around.frame.has("symmetric");
    if mutual && found.recipients.is_empty() && found.actors.len() > 1 {
        found.recipients = found.actors.split_off(1);
    }
}

/// Of two sides who fight each other and are told as one party, makes the second the recipient.
fn other_side(around: &Around<'_, '_>, found: &mut Found) {
    let Some(party) = found.actor_party.as_ref().filter(|_| found.recipients.is_empty()) else {
        return;
    };
    let Some(first) = around.nominals.get(party.nominals.start) else { return };
    let mut others: Vec<String> = Vec::new();
    for nominal in &around.nominals[party.nominals.start + 1..party.nominals.end] {
        let people =
            nominal.role.is_some_and(|r| around.doc.lang.roles[r].kind == RoleKind::People);
        let state = nominal.states.first().filter(|_| people);
        let state = state.map(|s| coref::actors_of(around.doc, around.doc.pack.world.entity(*s)));
        let foreign = state.filter(|s| !s.iter().any(|id| first.who.actors.contains(id)));
        others.extend(foreign.unwrap_or_else(|| nominal.who.actors.clone()));
    }
    others.retain(|id| !first.who.actors.contains(id));
    if !others.is_empty() {
        found.actors.clone_from(&first.who.actors);
        found.recipients = others;
    }
}

/// The crowd of the protest behind a predicate: "فرقت الشرطة اعتصاما".
fn gathering(around: &Around<'_, '_>) -> Vec<String> {
    let Around { doc, predicate, clause, .. } = around;
    let tells = |k: usize| {
        let nouns = doc.readings_at(k).iter().filter(|r| r.analysis.features.pos != Pos::Verb);
        nouns.flat_map(|r| doc.lang.frames.of(r.analysis.lemma)).any(|f| f.kind == "PROTEST")
    };
    let crowd = doc.lang.settings.get("crowd").filter(|_| {
        (predicate.tokens.end..clause.range.end).any(|k| doc.functions[k].is_none() && tells(k))
    });
    crowd.cloned().into_iter().collect()
}

/// Somebody named to whom his own state does something: he stands for himself.
fn own_citizen(around: &Around<'_, '_>, party: &Party) -> Option<String> {
    let Around { doc, nominals, .. } = around;
    let nominal = nominals.get(party.nominals.start)?;
    let id = nominal.who.id.clone()?;
    let known = doc.pack.world.get(&id).is_some_and(|e| e.kind == Kind::Person);
    (known || nominal.unknown_name.is_some()).then_some(id)
}

/// Whether a frame's conditions on its parties fail.
pub(crate) fn lacks(around: &Around<'_, '_>, found: &Found) -> bool {
    let frame = around.frame;
    let actor = found.actor_party.as_ref().map(|p| p.kind);
    let recipient = found.recipient_party.as_ref().map(|p| p.kind);
    let body = |kind: Option<PartyKind>| matches!(kind, Some(PartyKind::Body | PartyKind::Armed));
    let force = || {
        let role = found.actor_party.as_ref().and_then(|p| around.nominals[p.nominals.start].role);
        role.is_some_and(|r| {
            let role = &around.doc.lang.roles[r];
            let forces = around.doc.lang.settings.get("forces");
            forces.is_some_and(|f| f.split('|').any(|id| id == role.id))
        })
    };
    // Soldiers and police put protests down; where they do such deeds it is no protest.
    frame.kind == "PROTEST" && force()
        || frame.has("needs-recipient") && found.recipients.is_empty()
        || frame.has("needs-actor") && found.actors.is_empty()
        || frame.has("people-actor")
            && !(actor == Some(PartyKind::People)
                || actor.is_none() && !found.actors.is_empty() && is_open(around)
                || body(actor)
                || found.actor_party.as_ref().is_some_and(is_crowd))
        || frame.has("unarmed-actor")
            && !found.actor_party.as_ref().is_some_and(|p| is_unarmed(around.doc, p))
        || frame.has("armed-actor")
            && !found.actor_party.as_ref().is_some_and(|p| bears_arms(around.doc, p))
        || frame.has("state-actor") && matches!(actor, Some(PartyKind::People | PartyKind::Armed))
        || frame.has("people-recipient") && recipient != Some(PartyKind::People)
        || frame.has("org-actor") && !body(actor)
        || frame.has("org-recipient") && !body(recipient)
}

/// Whether nobody is named who might gather: "thousands marched", "a rally was held".
fn is_open(around: &Around<'_, '_>) -> bool {
    let gathering = matches!(around.frame.mode.as_deref(), Some("demo" | "strike"));
    gathering && sides(around).0.iter().all(|p| p.prep.is_some())
}

/// Whether a deed is done to the state on whose soil it is done, if nobody else is named.
fn struck_there(frame: &Frame) -> bool {
    let seized = frame.kind == "COERCE" && matches!(frame.mode.as_deref(), Some("seize" | "cyber"));
    frame.kind == "ASSAULT"
        || seized
        || frame.kind == "RETREAT" && frame.mode.as_deref() == Some("withdraw")
}

/// The state in which a deed was done, from the phrase of place behind its predicate; none if it is
/// the actor's own.
pub(crate) fn state_of_scene(around: &Around<'_, '_>, actors: &[String]) -> Vec<String> {
    let (_, mut after) = sides(around);
    after.extend(told_in_relative(around));
    let scene = after
        .iter()
        .filter(|p| is_located(around.doc, p))
        .find(|p| p.actors.iter().all(|a| is_state_code(a)));
    let states = scene.map(|p| p.actors.clone()).unwrap_or_default();
    if states.iter().any(|s| actors.contains(s)) { Vec::new() } else { states }
}

/// The parties of the relative clause behind the noun of a deed: "الهجوم الذي أوقع قتلى في …".
fn told_in_relative(around: &Around<'_, '_>) -> Vec<Party> {
    const REACH: usize = 10;
    let Around { doc, nominals, predicate, clause, frame, .. } = around;
    let end = clause.range.end;
    let deed = predicate.nominal && frame.kind == "ASSAULT" && doc.class(end) == "rel";
    let near = deed && end <= predicate.tokens.end + 1;
    let stop = doc.sentence_of(predicate.tokens.start).end.min(end + REACH);
    if near { parties(doc, nominals, &(end..stop)) } else { Vec::new() }
}

/// Whether a preposition of place stands before a party.
pub(crate) fn is_located(doc: &Document<'_>, party: &Party) -> bool {
    let located = doc.lang.settings.get("located").map_or("", String::as_str);
    party.prep.as_deref().is_some_and(|k| located.split('|').any(|l| l == k))
}

fn default_actor(frame: &Frame) -> Option<&str> {
    frame.options.iter().find_map(|o| o.strip_prefix("default-actor="))
}

/// Whom a party counts as to an actor: people whose nationality is told stand for their state unless
/// the actor is that state.
fn seen_from(actors: &[String], party: &Party) -> Vec<String> {
    let foreign = |s: &String| !actors.contains(s);
    match &party.people {
        Some(states) if !states.is_empty() && states.iter().all(foreign) => states.clone(),
        _ => party.actors.clone(),
    }
}

/// The parties of a clause before and after its predicate.
pub(crate) fn sides(around: &Around<'_, '_>) -> (Vec<Party>, Vec<Party>) {
    let Around { doc, nominals, predicate, clause, .. } = around;
    let before = parties(doc, nominals, &(clause.range.start..predicate.tokens.start));
    let mut after = parties(doc, nominals, &(predicate.tokens.end..clause.range.end));
    after.extend(parties(doc, nominals, &clause.tail));
    (before, after)
}

/// The parties behind a predicate but those whose preposition belongs to another deed that is told
/// nearer to them: in "sanctions because of its attack on Ukraine" the attack is on Ukraine.
pub(crate) fn own_phrases(around: &Around<'_, '_>, after: &[Party]) -> Vec<Party> {
    let own = |p: &&Party| p.prep.as_deref().is_none_or(|key| !belongs_nearer(around, p, key));
    after.iter().filter(own).cloned().collect()
}

fn belongs_nearer(around: &Around<'_, '_>, party: &Party, key: &str) -> bool {
    let Around { doc, predicate, frame, complement, .. } = around;
    let head = complement.map_or(predicate.tokens.end, |c| predicate.tokens.end.max(c + 1));
    let slot = Slot::Prep(key.to_owned());
    let governs = |f: &Frame| !f.has("finite") && f.recipients.contains(&slot);
    let deed = |k: &usize| {
        let nouns =
            doc.readings_at(*k).iter().filter(|r| !matches!(r.analysis.features.pos, Pos::Verb));
        let frames: Vec<&Frame> =
            nouns.flat_map(|r| doc.lang.frames.of(r.analysis.lemma)).collect();
        doc.functions[*k].is_none()
            && frames.iter().all(|f| f.kind != frame.kind && f.id != frame.id)
            && frames.iter().any(|f| governs(f))
    };
    // "In a statement issued in Rome": what stands behind a further verb is that verb's, unless a pronoun
    // on it takes up the deed itself: "a raid that jets flew on".
    let resumes = |k: usize| doc.readings_at(k).iter().all(|r| r.split.after.is_some());
    let verb = |k: usize| doc.is_verb(k) && doc.functions[k].is_none() && !resumes(k);
    if !doc.lang.is_cased() && (head..party.tokens.start).any(verb) {
        return true;
    }
    let prep = |k: &usize| doc.key(*k, "prep").is_some() || has_written_prep(doc, *k);
    let own = has_written_prep(doc, party.tokens.start);
    let until = (head..party.tokens.start).rev().find(prep).filter(|_| !own);
    let until = until.unwrap_or(party.tokens.start);
    let Some(at) = (head..until).rev().find(deed) else { return false };
    // A noun in the genitive of the predicate's own only says what it is: "an agreement of
    // cooperation with".
    (head..=at).any(|k| prep(&k))
}

/// Whether a preposition is written on a token in every reading.
pub(crate) fn has_written_prep(doc: &Document<'_>, k: usize) -> bool {
    let readings = doc.readings_at(k);
    !readings.is_empty()
        && readings.iter().all(|r| r.split.before.is_some_and(|b| !b.prep.is_empty()))
}

/// The first party after the key of an agent ("by", "من قبل"), behind the predicate or before it.
pub(crate) fn agent(before: &[Party], after: &[Party]) -> Option<Party> {
    let by = Slot::Prep("by".to_owned());
    in_slot(after, &by).or_else(|| in_slot(before, &by)).cloned()
}

/// The party that owns or qualifies a token: "a Russian proposal", "Russia's ambassador",
/// "اقتراح روسي", "سفير روسيا".
pub(crate) fn beside(doc: &Document<'_>, at: usize, all: &[Party]) -> Option<Party> {
    let arabic = !doc.lang.is_cased();
    let fits = |p: &&Party| {
        let after = p.tokens.start == at + 1 || p.tokens.start == at + 2 && p.adjective;
        let before = p.tokens.end == at || p.tokens.end + 1 == at;
        let of = p.prep.as_deref() == Some("of") && p.tokens.start <= at + 3 && p.tokens.start > at;
        if arabic {
            (p.prep.is_none() || p.inherited) && after
        } else {
            before && p.prep.is_none() || of
        }
    };
    all.iter().find(fits).cloned()
}

/// The party that a written pronoun stands for: the last person, state or pair before it that its
/// person fits.
pub(crate) fn antecedent(around: &Around<'_, '_>, person: &str) -> Option<Party> {
    let Around { doc, nominals, predicate, .. } = around;
    let until = nominals.partition_point(|n| n.tokens.start < predicate.tokens.start);
    let from = until.saturating_sub(12);
    let last = nominals.get(from..until)?.iter().enumerate().rev();
    let feminine = |n: &Nominal| {
        let settings = ["feminine_endings", "open_feminine"].map(|key| doc.lang.settings.get(key));
        let mut endings = settings.into_iter().flatten().flat_map(|e| e.split('|'));
        endings.any(|e| doc.norm(n.tokens.start).ends_with(e))
    };
    let kind =
        |n: &Nominal| n.who.id.as_deref().and_then(|id| doc.pack.world.get(id)).map(|e| e.kind);
    let fits = |n: &Nominal| {
        let named = kind(n);
        let role = n.role.is_some();
        let one = n.number == isnad_pack::inflect::Number::Singular;
        match person {
            "3ms" => named == Some(Kind::Person) || role && one && !feminine(n),
            "3fs" => {
                matches!(named, Some(Kind::State | Kind::Org | Kind::Group))
                    || named.is_none() && role && feminine(n)
            }
            "3mp" => named.is_none() && role && !one,
            "3d" => n.pair,
            _ => false,
        }
    };
    for (i, nominal) in last {
        if !nominal.adjective && !nominal.who.actors.is_empty() && fits(nominal) {
            let range = nominal.tokens.clone();
            let index = from + i;
            let found = parties(doc, nominals, &range).into_iter().next()?;
            return Some(Party { nominals: index..index + 1, ..found });
        }
    }
    None
}

/// Words between two tokens, marks aside.
pub(crate) fn gap(doc: &Document<'_>, from: usize, to: usize) -> usize {
    (from..to).filter(|k| doc.tokens[*k].kind != isnad_text::TokenKind::Mark).count()
}
