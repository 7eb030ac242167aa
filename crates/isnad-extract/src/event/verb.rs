//! The roles of a finite verb.

use isnad_pack::{
    frames::Slot,
    inflect::{Number, Pos, Tense},
    lang::RoleKind,
};
use isnad_text::TokenKind;

use crate::document::Document;
use crate::event::{
    args::{Party, PartyKind, in_slot, is_partitive, is_thing, parties},
    cause,
    clause::clause_of,
    predicate::{agrees, resumes_noun},
    roles::{
        Around, Roles, agent, bears_arms, beside, gap, has_written_prep, is_force, is_located,
        own_phrases, sides,
    },
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

/// The subject of a verb: in its language's usual place, else in the other one, else the one that
/// a relative word stands for, else the one left out.
fn subject(around: &Around<'_, '_>, before: &[Party], free: &mut Vec<&Party>) -> Option<Party> {
    let Around { doc, predicate, clause, .. } = around;
    if predicate.features.person == 1 {
        return None;
    }
    let resumptive = predicate.pronoun.is_some();
    // "متظاهرين أضرموا": an indefinite noun right before its verb, whatever governs it.
    let own = before.last().filter(|p| {
        p.tokens.end == predicate.tokens.start
            && p.kind == PartyKind::People
            && !predicate.joined
            && !resumptive
    });
    if let Some(party) = own.filter(|p| {
        p.prep.is_some()
            && predicate.features.number == Number::Plural
            && p.number != Number::Singular
            && agrees(predicate.features, p.number)
    }) {
        return Some(party.clone());
    }
    let fronted = before
        .iter()
        .rev()
        .find(|p| p.prep.is_none() && agrees(predicate.features, p.number))
        .cloned();
    if predicate.participial {
        return around
            .omitted
            .clone()
            .or_else(|| before.iter().find(|p| p.prep.is_none()).cloned());
    }
    if let Some(deed) = deed_in_front(around).filter(|_| !resumptive) {
        let told = doc.sentence_of(deed).start..clause.relative.unwrap_or(predicate.tokens.start);
        let done = around.deeds.iter().rev().find(|(k, _)| *k == deed).map(|(_, p)| p.clone());
        return cause::owner(around, deed, &parties(doc, around.nominals, &told)).or(done);
    }
    if let Some(end) = deed_behind(around).filter(|_| !resumptive) {
        return owner_of_deed(around, end);
    }
    if stranger_behind(around, free.first().copied()) {
        return None;
    }
    if let Some(omitted) = around.omitted.clone().filter(|_| disagrees(around, free)) {
        return Some(omitted);
    }
    let sayer = said_of_self(around);
    if sayer.is_some()
        && free.first().is_none_or(|p| gap(doc, predicate.tokens.end, p.tokens.start) > 0)
    {
        return sayer;
    }
    if is_said_of_thing(around) {
        return None;
    }
    let antecedent = clause.relative.filter(|_| !resumptive).and_then(|k| party_before(around, k));
    if doc.lang.settings.get("subject").map(String::as_str) == Some("before") {
        return fronted.or(antecedent).or_else(|| around.omitted.clone());
    }
    let plural =
        predicate.features.number == Number::Plural && predicate.features.tense != Tense::None;
    let start = predicate.tokens.end;
    // "طائرات أطلقها مسلحون": what stands in front is the object that the pronoun takes up.
    let told = resumptive && free.first().is_some_and(|p| gap(doc, start, p.tokens.start) == 0);
    if plural || !told && stranger_in_front(around) {
        return fronted.or(antecedent).or_else(|| around.omitted.clone().filter(|_| plural));
    }
    let reach = |p: &Party| if p.pair { 3 } else { 6 };
    let follows = free
        .first()
        .filter(|p| gap(doc, start, p.tokens.start) <= reach(p) && !owned(around, p))
        .map(|p| (*p).clone());
    let adjoining = fronted.clone().filter(|p| {
        !(predicate.joined || resumptive && follows.is_some())
            && predicate.tokens.start <= p.tokens.end + 2
    });
    // A verb after its subject and with a party behind it: that party is the object.
    if let Some(party) = adjoining {
        return Some(party);
    }
    if let (Some(party), true) =
        (&antecedent, follows.is_none() || around.frame.recipients.contains(&Slot::Object))
    {
        return Some(party.clone());
    }
    if let Some(party) = follows {
        free.remove(0);
        return Some(party);
    }
    antecedent.or(fronted).or_else(|| around.omitted.clone())
}

/// Whether what stands behind a joined feminine verb cannot be its subject: men, or a number of them.
fn disagrees(around: &Around<'_, '_>, free: &[&Party]) -> bool {
    let Around { doc, predicate, nominals, .. } = around;
    let f = predicate.features;
    let verb = predicate.joined && f.gender == 'f' && f.number == Number::Singular;
    // "أعلنت نقابة سائقين": nothing but a number may stand between.
    let behind = |p: &Party| {
        let between = gap(doc, predicate.tokens.end, p.tokens.start);
        between == 0 || p.counted && between <= 3
    };
    let first = free.first().filter(|p| behind(p));
    let men = |p: &Party| {
        let end = nominals[p.nominals.start].tokens.start;
        let feminine = doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
        let plural = |n: &Number| *n != Number::Singular;
        p.kind == PartyKind::People
            && (p.counted || plural(&p.number))
            && !feminine.split('|').any(|e| doc.norm(end).ends_with(e))
    };
    verb && first.is_some_and(|p| men(p))
}

/// Who says of himself what the clause tells: "قال الجيش إنه قتل مسلحين".
fn said_of_self(around: &Around<'_, '_>) -> Option<Party> {
    let Around { doc, nominals, clause, predicate, .. } = around;
    let k = clause.complement?;
    let pronouns = doc.lang.settings.get("self")?;
    let norm = doc.tokens[k].norm.as_str();
    let refers = pronouns.split('|').any(|p| norm.ends_with(p)) && predicate.tokens.start <= k + 3;
    let main = clause_of(doc, nominals, &(k.checked_sub(1)?..k)).range;
    let told = parties(doc, nominals, &(main.start..k));
    told.into_iter().rfind(|p| p.prep.is_none() && !p.adjective).filter(|_| refers)
}

/// The noun before the verb that is another word for its deed: "the attack that hit a convoy",
/// "هجوم انتحاري استهدف قافلة". Who did it is told with that noun.
fn deed_in_front(around: &Around<'_, '_>) -> Option<usize> {
    const REACH: usize = 3;
    let Around { doc, predicate, clause, nominals, frame, .. } = around;
    let end = clause.relative.unwrap_or(predicate.tokens.start);
    if predicate.joined || frame.kind != "ASSAULT" || end == 0 {
        return None;
    }
    let inside = |k: usize| nominals.iter().any(|n| n.tokens.contains(&k) && !n.adjective);
    let is_deed = |k: &usize| {
        doc.readings_at(*k).iter().filter(|r| r.analysis.features.pos != Pos::Verb).any(|r| {
            doc.lang.frames.of(r.analysis.lemma).any(|f| f.kind == frame.kind && !f.has("finite"))
        })
    };
    let sentence = doc.sentence_of(predicate.tokens.start);
    let open = |k: &usize| {
        doc.tokens[*k].kind == TokenKind::Word
            && doc.functions[*k].is_none()
            && !doc.is_verb(*k)
            && !inside(*k)
    };
    let back = || (end.saturating_sub(REACH).max(sentence.start)..end).rev();
    let phrase = |k: &usize| {
        let phrase = doc.phrases.get(*k).copied().flatten();
        phrase.is_some_and(|p| {
            p.0 == end && doc.lang.frames.of(p.1.lemma).any(|f| f.kind == frame.kind)
        })
    };
    back().find(phrase).or_else(|| back().take_while(open).find(is_deed))
}

/// The end of the noun of a deed right behind a verb of the same sort, which is its subject: "أودى هجوم نفذه
/// مسلحون بحياة جندي".
fn deed_behind(around: &Around<'_, '_>) -> Option<usize> {
    let Around { doc, predicate, frame, complement, .. } = around;
    let at = predicate.tokens.end;
    let deed = |a: &isnad_pack::lexicon::Analysis| {
        let same = |f: &isnad_pack::frames::Frame| f.kind == frame.kind && !f.has("finite");
        matches!(a.features.pos, Pos::Noun | Pos::Masdar) && doc.lang.frames.of(a.lemma).any(same)
    };
    let phrase = doc.phrases.get(at).copied().flatten().filter(|p| deed(&p.1));
    let word = doc
        .readings_at(at)
        .iter()
        .any(|r| r.split.before.is_none() && r.split.after.is_none() && deed(&r.analysis));
    let fits = frame.kind == "ASSAULT" && frame.recipients.first() == Some(&Slot::Object);
    let end = phrase.map_or(at + 1, |p| p.0);
    let subject = *complement != Some(at) && !takes_as_object(around, at);
    (fits && subject && !doc.lang.is_cased() && (phrase.is_some() || word)).then_some(end)
}

/// Whether the noun behind a verb of such deeds is what is carried out: "شن هجوما".
fn takes_as_object(around: &Around<'_, '_>, at: usize) -> bool {
    let Around { doc, predicate, .. } = around;
    let frames = &doc.lang.frames;
    let carries_out = |f: &&isnad_pack::frames::Frame| {
        f.recipients.first() != Some(&Slot::Object) && !f.has("passive-common")
    };
    let asks = |f: &isnad_pack::frames::Frame| {
        doc.readings_at(at).iter().any(|r| {
            let words = frames.words_of(r.analysis.lemma);
            words.iter().any(|n| f.with.binary_search(n).is_ok())
        })
    };
    predicate.lemmas.iter().flat_map(|l| frames.of(*l)).filter(carries_out).any(asks)
}

/// Who did the deed whose noun is the subject of a verb: told after "for", by its adjective, or by the verb
/// behind it: "استهدفت غارة لحلف الناتو قافلة".
fn owner_of_deed(around: &Around<'_, '_>, end: usize) -> Option<Party> {
    let Around { doc, clause, nominals, .. } = around;
    let key = doc.lang.settings.get("owner");
    let told = parties(doc, nominals, &(end..clause.range.end.min(end + 2)));
    let owner = told.into_iter().find(|p| p.prep.as_ref() == key || p.adjective);
    owner.or_else(|| cause::by_verb(around, end).map(|(p, _)| p))
}

/// Whether a feminine verb stands right behind an indefinite feminine noun of a thing, which is its
/// subject: "عبوة زرعت تحت السيارة".
fn is_said_of_thing(around: &Around<'_, '_>) -> bool {
    let Around { doc, predicate, clause, nominals, .. } = around;
    let f = predicate.features;
    let Some(k) = predicate.tokens.start.checked_sub(1).filter(|k| *k >= clause.range.start) else {
        return false;
    };
    let ends = |key: &str| {
        let list = doc.lang.settings.get(key).map_or("", String::as_str);
        list.split('|').any(|e| !e.is_empty() && doc.norm(k).ends_with(e))
    };
    let party = nominals
        .iter()
        .any(|n| n.tokens.contains(&k) && !n.who.actors.is_empty() && !is_thing(doc, n));
    f.gender == 'f'
        && f.number == Number::Singular
        && f.tense == Tense::Past
        && !predicate.joined
        && predicate.pronoun.is_none()
        && clause.relative.is_none()
        && ends("feminine_endings")
        && !doc.norm(k).starts_with(doc.lang.clitics.article())
        && doc.functions[k].is_none()
        && !doc.readings[k].is_empty()
        && !party
}

/// Whether a noun that is no party stands right before the verb as its subject: "the deals
/// violate…".
fn stranger_in_front(around: &Around<'_, '_>) -> bool {
    let Around { doc, predicate, clause, nominals, .. } = around;
    let at = predicate.tokens.start;
    if predicate.joined || at <= clause.range.start || doc.tokens[at - 1].kind != TokenKind::Word {
        return false;
    }
    let in_party = nominals.iter().any(|n| n.tokens.contains(&(at - 1)));
    let noun = !doc.readings[at - 1].is_empty() && !doc.may_be_verb(at - 1);
    // Within a prepositional phrase the noun is no subject.
    let phrase =
        (clause.range.start..at).any(|k| doc.key(k, "prep").is_some() || has_written_prep(doc, k));
    !in_party && noun && doc.functions[at - 1].is_none() && !phrase
}

/// Whether a noun that is no party stands right behind a verb that has its object written on it: "the
/// roads that the floods destroyed". Nothing but the subject can stand there.
fn stranger_behind(around: &Around<'_, '_>, next: Option<&Party>) -> bool {
    let Around { doc, predicate, nominals, .. } = around;
    let at = predicate.tokens.end;
    let noun = doc.readings_at(at).iter().any(|r| {
        r.split.before.is_none_or(|b| b.prep.is_empty()) && r.analysis.features.pos != Pos::Verb
    });
    let party = nominals.iter().any(|n| n.tokens.contains(&at))
        || next.is_some_and(|p| p.tokens.start <= at + 2);
    predicate.pronoun.is_some()
        && noun
        && !doc.may_be_verb(at)
        && !party
        && doc.functions.get(at).is_some_and(Option::is_none)
}

/// Whether a party is the genitive of a common noun that stands right after the verb: "violated
/// resolutions of the Security Council".
fn owned(around: &Around<'_, '_>, party: &Party) -> bool {
    let Around { doc, predicate, .. } = around;
    let at = predicate.tokens.end;
    if party.adjective || party.tokens.start != at + 1 {
        return false;
    }
    let article = doc.lang.clitics.article();
    let definite = doc.tokens[at].norm.starts_with(article);
    let noun = !doc.readings[at].is_empty() && doc.functions[at].is_none() && !doc.is_verb(at);
    noun && !definite && around.frame.recipients.contains(&Slot::Object)
}

/// The party that a relative word stands for: the last that ends before it.
fn party_before(around: &Around<'_, '_>, k: usize) -> Option<Party> {
    let sentence = around.doc.sentence_of(k);
    let found = parties(around.doc, around.nominals, &(sentence.start..k));
    found.into_iter().next_back().filter(|p| p.tokens.end + 3 > k)
}

fn is_passive(
    around: &Around<'_, '_>,
    subject: Option<&Party>,
    object: Option<&Party>,
    after: &[Party],
) -> bool {
    let Around { doc, predicate, frame, .. } = around;
    let at = predicate.tokens.start;
    if frame.has("passive") || undergoes(around) {
        return true;
    }
    // A doer told far behind belongs to a participle in between.
    let near = |p: &Party| gap(doc, predicate.tokens.end, p.tokens.start) <= 7;
    let agent = after.iter().any(|p| p.prep.as_deref() == Some("by") && near(p));
    if doc.lang.is_cased() {
        let form = doc.readings[at].iter().any(|r| r.analysis.features.pos == Pos::Participle);
        // "Is preparing to cut": what stands behind "to" is no participle.
        let from = (at.saturating_sub(3)..at).rev().find(|k| doc.is_of(*k, "to"));
        let from = from.unwrap_or(at.saturating_sub(3));
        let be = (from..at).any(|k| matches!(doc.class(k), "be" | "past"));
        let near = |p: &Party| {
            !(predicate.tokens.end..p.tokens.start)
                .any(|k| doc.class(k) == "det" && k + 2 < p.tokens.start)
        };
        let adjoining = after.iter().find(|p| p.prep.as_deref() == Some("by")).is_some_and(near);
        return form && (be || agent && adjoining && object.is_none());
    }
    let active = doc.readings[at]
        .iter()
        .any(|r| r.analysis.features.pos == Pos::Verb && !r.analysis.features.passive);
    let marked = predicate.passive && !predicate.features.passive;
    let distinct = marked || predicate.passive && !active;
    let number = doc.kind(predicate.tokens.end) == TokenKind::Number
        || crate::nominal::is_number_word(doc, predicate.tokens.end);
    let counted = number && said_of_self(around).is_none();
    // A verb agrees with no number behind it as its subject: with a feminine or plural verb the
    // number is the object of who was told before.
    let feminine = predicate.features.gender == 'f' && around.omitted.is_some();
    let plural = predicate.features.number == Number::Plural;
    if counted && predicate.joined && (feminine || plural) {
        return false;
    }
    // "الجيش أعدم خمسة جنود": forces in front of the verb are its subject, the number its object.
    let fronted = |s: &Party| {
        let power = s.kind == PartyKind::State && !s.place || is_force(around, s);
        s.tokens.end == at && power
    };
    if counted && !distinct && !agent && subject.is_some_and(fronted) {
        return false;
    }
    let victim = subject.is_none_or(|s| !has_object_behind(around, s))
        && object.is_none_or(|o| is_apart(around, subject, o));
    distinct || agent || frame.has("passive-common") && (victim || counted)
}

/// Whether a party is no object: it stands behind the phrase that tells the cause, or is joined to the
/// subject by "and".
fn is_apart(around: &Around<'_, '_>, subject: Option<&Party>, object: &Party) -> bool {
    let Around { doc, predicate, .. } = around;
    let first = subject.map_or(predicate.tokens.end, |s| s.tokens.end);
    let prep = |k: usize| {
        doc.key(k, "prep").is_some() && !is_partitive(doc, k) || has_written_prep(doc, k)
    };
    let number = crate::nominal::is_number_word(doc, first);
    (first..object.tokens.start).any(prep) || number && begins_with_and(doc, first)
}

/// Whether a conjunction is written on a word for a number: "امرأة وثلاثة من أطفالها".
fn begins_with_and(doc: &Document<'_>, k: usize) -> bool {
    let joined = |b: Option<&isnad_pack::clitics::Proclitic>| b.is_some_and(|b| !b.conj.is_empty());
    doc.lang.clitics.bare_stems(doc.norm(k)).any(|(before, _)| joined(before))
}

/// Whether a verb of harm tells by its meaning what befalls its subject: to fall, to meet one's death.
fn undergoes(around: &Around<'_, '_>) -> bool {
    let Around { doc, predicate, frame, .. } = around;
    let befalls = |l: &u32| doc.lang.settings.lists("undergo", &doc.lang.lexicon.get(*l).text);
    frame.has("passive-common") && predicate.lemmas.first().is_some_and(befalls)
}

/// Whether the preposition of means is written on a token.
fn is_means(doc: &Document<'_>, k: usize) -> bool {
    let key = doc.lang.settings.get("means");
    let written = |r: &isnad_pack::lexicon::Reading<'_>| {
        r.split.before.is_some_and(|b| Some(&b.prep) == key && b.conj.is_empty())
    };
    key.is_some() && has_written_prep(doc, k) && doc.readings_at(k).iter().all(written)
}

/// Whether a number or a bare noun stands behind the subject, as an object would.
fn has_object_behind(around: &Around<'_, '_>, subject: &Party) -> bool {
    let Around { doc, predicate, clause, frame, .. } = around;
    let mut at = subject.tokens.end.max(predicate.tokens.end);
    // Soldiers and police are victims as often, but where crowds are put down.
    let force = bears_arms(doc, subject) || frame.mode.as_deref() == Some("crowd-control");
    // "قتل مسلحون بالرصاص إماما": what armed people used may stand before whom they hit.
    if force && is_means(doc, at) {
        at += 1;
    }
    if at >= doc.tokens.len() {
        return true;
    }
    let noun = !doc.readings[at].is_empty() && doc.functions[at].is_none() && !doc.may_be_verb(at);
    let bare = doc.readings[at].iter().any(|r| r.split.before.is_none());
    let counted = doc.tokens[at].kind == TokenKind::Number;
    // "خطف مسلحون في الجنوب ثلاثة عمال": so may where they did it.
    let end = clause.range.end.min(at + PHRASE);
    let stop = (at..end).find(|k| doc.is_verb(*k) || doc.kind(*k) == TokenKind::Mark);
    let beyond = |k: usize| looks_like_object(around, k);
    counted || noun && bare || force && (at..stop.unwrap_or(end)).any(beyond)
}

/// Words of a phrase that may stand between a subject under arms and its object.
const PHRASE: usize = 7;

/// Whether a number or an indefinite noun in the accusative stands at a token, outside of any phrase
/// with a preposition.
fn looks_like_object(around: &Around<'_, '_>, k: usize) -> bool {
    let Around { doc, nominals, .. } = around;
    let ends = |key: &str| {
        let list = doc.lang.settings.get(key).map_or("", String::as_str);
        list.split('|').any(|e| !e.is_empty() && doc.norm(k).ends_with(e))
    };
    let governed =
        k.checked_sub(1).is_some_and(|p| doc.key(p, "prep").is_some() || doc.is_of(p, "direction"));
    let written = doc.readings_at(k).iter().any(|r| r.split.before.is_some());
    let number = doc.kind(k) == TokenKind::Number || crate::nominal::is_number_word(doc, k);
    let people = || {
        nominals
            .iter()
            .any(|n| n.tokens.start == k && n.role.is_some() && n.prep.is_none() && !n.joined)
    };
    let noun = doc.readings_at(k).iter().any(|r| r.analysis.features.pos == Pos::Noun);
    let accusative = ends("accusative") && (noun || people()) || ends("oblique") && people();
    !governed && !written && (number || accusative && doc.functions[k].is_none())
}
