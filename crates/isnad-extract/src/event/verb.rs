//! The roles of a finite verb.

use isnad_pack::{frames::Slot, lang::RoleKind};

use crate::event::{
    args::{Party, PartyKind, in_slot, parties},
    cause,
    clause::clause_of,
    passive::is_passive,
    predicate::resumes_noun,
    roles::{Around, Roles, agent, beside, gap, is_located, own_phrases, sides},
    subject::{party_before, stranger_in_front, subject},
};

/// Actor, recipient and grammatical subject of a verb.
pub(crate) fn roles(around: &Around<'_, '_>) -> Roles {
    let (before, after) = sides(around);
    let mut free: Vec<&Party> = after.iter().filter(|p| p.prep.is_none()).collect();
    let resumed = resumed(around, &before);
    let subject = subject(around, &before, &mut free)
        .filter(|s| resumed.as_ref().is_none_or(|r| r.tokens != s.tokens));
    let object = resumed.or_else(|| free.first().map(|p| (*p).clone()));
    if is_passive(around, subject.as_ref(), object.as_ref(), &after) {
        // "انهيار سقف يقتل ثلاثة": a harm that a thing did is a deed only where the words say what sort.
        let deed = around.frame.kind != "ASSAULT"
            || around.complement.is_some()
            || !stranger_in_front(around);
        return passive_roles(around, &before, &after, subject.or(object.filter(|_| deed)));
    }
    let own = own_phrases(around, &after);
    let all: Vec<Party> = before.iter().chain(&after).cloned().collect();
    let in_frame = |slot: &Slot| match slot {
        Slot::Subject => subject.clone(),
        Slot::Object => object.clone(),
        Slot::Genitive => genitive(around, &all, object.as_ref()),
        Slot::Prep(_) => in_slot(&own, slot).or_else(|| in_slot(&before, slot)).cloned(),
        Slot::None => None,
    };
    let owned = around.frame.actor == Slot::Genitive && tells_of_harm(around);
    let actor = in_frame(&around.frame.actor).filter(|_| !owned);
    let (actor, telling) = match actor {
        None if tells_of_harm(around) => cause::doer(around, &all).unzip(),
        actor => (actor, None),
    };
    let telling = telling.flatten();
    let taken = |p: &Party| actor.as_ref().is_some_and(|a| a.tokens == p.tokens);
    let gate = gate_of(around, &after).filter(|p| !taken(p));
    let recipient =
        gate.or_else(|| around.frame.recipients.iter().filter_map(in_frame).find(|p| !taken(p)));
    let recipient = recipient
        .or_else(|| object_owner(around, &after))
        .or_else(|| threatened(around).filter(|p| !taken(p)));
    let wanted = !around.frame.recipients.is_empty();
    let recipient = recipient
        .or_else(|| {
            around
                .complement
                .filter(|_| wanted)
                .and_then(|at| beside(around.doc, at, &all))
                .filter(|p| !taken(p))
        })
        .or_else(|| after.iter().find(|p| wanted && p.pair && !taken(p)).cloned())
        .or_else(|| {
            let again = |p: &Party| actor.as_ref().is_some_and(|a| a.actors == p.actors);
            let free = |p: &&Party| {
                !taken(p) && !again(p) && subject.as_ref().is_none_or(|s| s.tokens != p.tokens)
            };
            near_by(around, after.iter().filter(free)).filter(|_| wanted)
        })
        .or_else(|| in_relative(around).filter(|p| wanted && !taken(p)));
    Roles { actor, recipient, subject, telling }
}

/// Whether a verb tells with the noun of a deed that somebody came to harm: "تعرضت دورية لهجوم", "أودى هجوم
/// بحياة جندي".
fn tells_of_harm(around: &Around<'_, '_>) -> bool {
    let frame = around.frame;
    let by_cause = frame.actor == Slot::Genitive || frame.recipients.contains(&Slot::Subject);
    frame.kind == "ASSAULT" && by_cause && around.complement.is_some()
}

/// Before whose embassy or office people protest.
fn gate_of(around: &Around<'_, '_>, after: &[Party]) -> Option<Party> {
    let Around { doc, frame, nominals, .. } = around;
    let before = doc.lang.settings.get("before").map_or("", String::as_str);
    let gate = |p: &&Party| {
        let role = nominals[p.nominals.start].role.map(|r| doc.lang.roles[r].kind);
        let gate = match role {
            Some(kind) => matches!(kind, RoleKind::Body | RoleKind::Office),
            None => p.kind == PartyKind::Body && !p.place,
        };
        gate && p.prep.as_deref().is_some_and(|k| before.split('|').any(|b| b == k))
    };
    after.iter().find(gate).filter(|_| frame.kind == "PROTEST").cloned()
}

/// Whom a deed of words is about where no slot of its frame says so: the next party of its clause
/// that is no time, source or circumstance.
fn near_by<'p>(
    around: &Around<'_, '_>,
    mut after: impl Iterator<Item = &'p Party>,
) -> Option<Party> {
    const REACH: usize = 12;
    let Around { doc, predicate, frame, .. } = around;
    let spoken = matches!(
        frame.kind.as_str(),
        "ACCUSE" | "REJECT" | "REQUEST" | "THREATEN" | "SUPPORT" | "CONCEDE" | "AGREE"
    );
    let aside = doc.lang.settings.get("aside").map_or("", String::as_str);
    let meant = |p: &&Party| {
        p.prep.as_deref().is_none_or(|k| aside.split('|').all(|a| a != k))
            && gap(doc, predicate.tokens.end, p.tokens.start) <= REACH
    };
    let alone = frame.has("symmetric") || frame.has("denies");
    after.find(meant).filter(|_| spoken && !alone).cloned()
}

/// Whom a deed of words is about where only a relative clause behind it tells: "ندد بالهجوم الذي شنه
/// الجيش".
fn in_relative(around: &Around<'_, '_>) -> Option<Party> {
    let Around { doc, clause, nominals, frame, predicate, .. } = around;
    let end = clause.range.end;
    let blames = matches!(frame.kind.as_str(), "ACCUSE" | "REJECT" | "SUPPORT");
    if !blames || doc.class(end) != "rel" || doc.class(end) == "comp" {
        return None;
    }
    let inside = clause_of(doc, nominals, &(end + 1..end + 2)).range;
    let stop = inside.end.min(doc.sentence_of(predicate.tokens.start).end);
    let told = parties(doc, nominals, &(end + 1..stop));
    let doer = |p: &&Party| p.prep.is_none() && !p.adjective && p.kind != PartyKind::People;
    let owner = |p: &&Party| p.kind == PartyKind::State && is_located(doc, p);
    told.iter().find(doer).or_else(|| told.iter().find(owner)).cloned()
}

/// The object that a pronoun on the verb takes up: the noun of the relative word, or the indefinite
/// noun right before the verb.
fn resumed(around: &Around<'_, '_>, before: &[Party]) -> Option<Party> {
    let Around { doc, predicate, clause, .. } = around;
    predicate.pronoun.as_ref()?;
    if let Some(k) = clause.relative {
        return party_before(around, k);
    }
    let past = |k: usize| {
        doc.class(k) == "past" || doc.class(k) == "perfect" || doc.key(k, "perfect").is_some()
    };
    let last = before.last().filter(|p| p.kind == PartyKind::People)?;
    (last.tokens.end < predicate.tokens.start
        && (last.tokens.end..predicate.tokens.start).all(past))
    .then(|| last.clone())
}

fn passive_roles(
    around: &Around<'_, '_>,
    before: &[Party],
    after: &[Party],
    subject: Option<Party>,
) -> Roles {
    let frame = around.frame;
    let all: Vec<Party> = before.iter().chain(after).cloned().collect();
    // "Killed in a Saudi raid": the adjective of the instrument names the doer.
    let other = |o: &Party| subject.as_ref().is_none_or(|s| s.tokens != o.tokens);
    let (owner, telling) = cause::doer(around, &all).unzip();
    let doer = owner.clone().filter(other);
    let telling = telling.flatten().filter(|_| doer.is_some());
    let done_to = frame.recipients.iter().any(|s| matches!(s, Slot::Object | Slot::Genitive));
    let actor = agent(before, after).or(doer.filter(|_| done_to || frame.recipients.is_empty()));
    // Forces that are deployed are those of the state that deploys them.
    let own = subject.clone().filter(|s| frame.kind == "MOBILIZE" && s.kind == PartyKind::State);
    // "Dropped by Jordanian aircraft": the means bear the nationality of who used them.
    let means = means_of(around, after);
    let actor = actor.or(own).or(means).or_else(|| doer_of_scene(around));
    let taken = |p: &Party| actor.as_ref().is_some_and(|a| a.tokens == p.tokens);
    let own = own_phrases(around, after);
    let by_prep = frame.recipients.iter().find_map(|s| in_slot(&own, s)).cloned();
    let recipient = if done_to || frame.recipients.is_empty() {
        subject.clone().or(by_prep)
    } else {
        by_prep.or(owner).or_else(|| subject.clone())
    };
    let recipient = recipient.filter(|p| !taken(p));
    Roles { actor, recipient, subject, telling }
}

/// Who did the deed within which people came to harm: "شن الجيش غارة قتل فيها مدنيون".
fn doer_of_scene(around: &Around<'_, '_>) -> Option<Party> {
    let Around { doc, predicate, frame, .. } = around;
    let (at, end) = (predicate.tokens.start, predicate.tokens.end);
    let resumed = resumes_noun(doc, end);
    let indefinite = at.checked_sub(1).is_some_and(|k| {
        !doc.norm(k).starts_with(doc.lang.clitics.article()) && !doc.readings[k].is_empty()
    });
    let forces = |p: &Party| matches!(p.kind, PartyKind::State | PartyKind::Armed);
    let doer = around.omitted.clone().filter(forces);
    doer.filter(|_| frame.kind == "ASSAULT" && resumed && indefinite && !predicate.joined)
}

/// Whose means a deed was done with, by the adjective behind the key of means.
fn means_of(around: &Around<'_, '_>, after: &[Party]) -> Option<Party> {
    let key = around.doc.lang.settings.get("means")?;
    let body = |p: &Party| {
        let nominal = &around.nominals[p.nominals.start];
        // Its state must be told with it.
        let role = nominal.role.filter(|_| nominal.tokens.len() > 1);
        role.is_some_and(|r| around.doc.lang.roles[r].kind == RoleKind::Body)
    };
    let used = |p: &&Party| (p.adjective || body(p)) && p.prep.as_ref() == Some(key);
    after.iter().find(used).cloned()
}

/// Whom a threat is aimed at where only its content tells: "threatened to bomb sites in Iraq".
fn threatened(around: &Around<'_, '_>) -> Option<Party> {
    let Around { doc, nominals, frame, .. } = around;
    let at =
        around.complement.filter(|_| frame.kind == "THREATEN" && !frame.recipients.is_empty())?;
    let reach = doc.sentence_of(at).end.min(at + 8);
    parties(doc, nominals, &(at + 1..reach)).into_iter().next()
}

/// The owner of the object, told after "for": "accused agents of the government".
fn object_owner(around: &Around<'_, '_>, after: &[Party]) -> Option<Party> {
    let owner = around.doc.lang.settings.get("owner")?;
    let direct = around.frame.recipients.first() == Some(&Slot::Object);
    let listed = around.frame.recipients.contains(&Slot::Prep(owner.clone()));
    let near = |p: &&Party| {
        p.prep.as_ref() == Some(owner)
            && gap(around.doc, around.predicate.tokens.end, p.tokens.start) <= 8
    };
    after.iter().find(near).filter(|_| direct && !listed).cloned()
}

/// The genitive of the complement noun, or of the object: adjective or possessor beside it.
fn genitive(around: &Around<'_, '_>, all: &[Party], object: Option<&Party>) -> Option<Party> {
    let owner = around.complement.and_then(|at| beside(around.doc, at, all));
    owner.or_else(|| object.cloned())
}
