//! The roles of a verbal or event noun.

use isnad_pack::{frames::Slot, inflect::Pos};

use crate::{
    document::Document,
    event::{
        args::{Party, PartyKind, in_slot, parties},
        cause,
        power::{bears_arms, is_force},
        predicate::Predicate,
        reading::announces,
        roles::{
            Around, Roles, agent, antecedent, gap, has_written_prep, is_located, own_phrases,
            state_of_scene,
        },
    },
};

/// How many tokens after a noun its parties may stand.
const REACH: usize = 14;

/// Actor, recipient and subject of a noun; `None` if too little stands around it to tell an event.
pub(crate) fn roles(around: &Around<'_, '_>) -> Option<Roles> {
    let Around { doc, nominals, predicate, clause, frame, .. } = around;
    let end = clause.range.end.min(predicate.tokens.end + REACH);
    let after = parties(doc, nominals, &(predicate.tokens.end..end));
    let before = parties(doc, nominals, &(clause.range.start..predicate.tokens.start));
    if let Some(between) =
        after.iter().find(|p| p.prep.as_deref().is_some_and(|k| is_between(doc, k)))
    {
        let third = frame.mode.as_deref() == Some("third-party");
        let mediator = agent(&before, &after)
            .or_else(|| before.last().filter(|p| owns(doc, p, predicate)).cloned());
        let (actor, recipient) =
            if third { (mediator, Some(between.clone())) } else { (Some(between.clone()), None) };
        return Some(Roles { actor, recipient, ..Roles::default() });
    }
    let (mut actor, mut recipient) = parties_of(around, &before, &after);
    let mut telling = None;
    let suffers = |d: &Party| harmed(around, &after).is_some_and(|h| h.tokens == d.tokens);
    if let Some((doer, verb)) = harm(around, &after).filter(|(d, _)| !suffers(d)) {
        let victim = after.iter().find(|p| is_victim(around, p) && p.tokens != doer.tokens);
        recipient = victim.cloned().or(recipient.filter(|p| p.tokens != doer.tokens));
        (actor, telling) = (Some(doer), verb);
    }
    if actor.is_none() && frame.kind == "ASSAULT" {
        // "The attack that gunmen carried out": who did it is told by the verb of the relative clause.
        if let Some((doer, verb)) = cause::by_verb(around, predicate.tokens.end) {
            recipient = recipient.filter(|p| p.tokens != doer.tokens);
            (actor, telling) = (Some(doer), verb);
        }
    }
    tells_event(around, actor.as_ref(), recipient.as_ref()).then_some(Roles {
        actor,
        recipient,
        subject: None,
        telling,
    })
}

/// Who did what a noun of harm tells, and the verb that tells who: "مقتل جندي في غارة أميركية".
fn harm(around: &Around<'_, '_>, after: &[Party]) -> Option<(Party, Option<usize>)> {
    let at = around.complement?;
    let harms = around.frame.has("passive-common") || around.frame.has("gen-object");
    let behind = |p: &Party| p.tokens.start > at;
    cause::doer(around, after).filter(|(d, _)| harms && behind(d))
}

/// Whether a party stands behind a noun as its genitive does, numbers aside.
fn is_victim(around: &Around<'_, '_>, party: &Party) -> bool {
    party.prep.as_deref().is_none_or(|p| p == "of")
        && gap(around.doc, around.predicate.tokens.end, party.tokens.start) <= 2
}

fn parties_of(
    around: &Around<'_, '_>,
    before: &[Party],
    after: &[Party],
) -> (Option<Party>, Option<Party>) {
    let Around { doc, predicate, frame, nominals, .. } = around;
    let start = predicate.tokens.end;
    let harmed = harmed(around, after);
    // The preposition of an adjective right behind the noun is the noun's own.
    let adjective = after
        .iter()
        .find(|p| p.adjective && !p.counted && gap(doc, start, p.tokens.start) <= 1)
        .filter(|_| harmed.is_none());
    let adjective = adjective.or_else(|| before.last().filter(|p| owns(doc, p, predicate)));
    let transitive = frame.recipients.iter().any(|s| matches!(s, Slot::Object | Slot::Genitive));
    let genitive = harmed.or_else(|| {
        let first = after.iter().find(|p| is_genitive(around, p));
        first.filter(|p| doc.lang.is_cased() || p.prep.is_none() || transitive)
    });
    let unused = |p: &&Party| genitive.is_none_or(|g| g.tokens != p.tokens);
    let own = own_phrases(around, after);
    let by_prep = frame.recipients.iter().find_map(|s| in_slot(&own, s)).filter(unused);
    // "قصف إسرائيل غزة": a second party without preposition right behind the first is the object; behind
    // a noun of harm stand victims alone, but for "احتجاز مسلحين عشرات الموظفين".
    let second = after.iter().find(|p| {
        let behind = |g: &Party| {
            let apart = gap(doc, g.tokens.end, p.tokens.start) <= 2;
            let power = g.kind == PartyKind::State && !g.adjective || is_force(around, g);
            let forces = p.counted && !g.counted && power;
            p.tokens.start >= g.tokens.end && apart && (forces || !frame.has("passive-common"))
        };
        p.prep.is_none() && genitive.is_some_and(behind)
    });
    let from_slot = in_slot(after, &frame.actor).cloned();
    let meant = predicate.pronoun.as_ref().and_then(|person| antecedent(around, person));
    // "محاولة لاغتياله", "مصرعهما": a pronoun on a noun of harm means the victim.
    let dies = doc.lang.settings.lists("dying", doc.norm(predicate.tokens.start));
    let left_out = || around.omitted.clone().filter(|_| dies && predicate.pronoun.is_some());
    let person =
        |m: &Party| m.kind == PartyKind::People || nominals[m.nominals.start].name.is_none();
    let victim = meant.clone().or_else(left_out).filter(person);
    if let Some(victim) = victim.filter(|_| frame.has("passive-common") && genitive.is_none()) {
        let apart = |p: &Party| victim.actors != p.actors;
        return (agent(before, after).or(from_slot).filter(apart), Some(victim));
    }
    let pronoun = meant.or_else(|| around.omitted.clone().filter(|_| predicate.pronoun.is_some()));
    let owner = agent(before, after).or(from_slot).or_else(|| adjective.cloned()).or(pronoun);
    let source = || {
        let key = doc.lang.settings.get("source")?;
        let said = matches!(
            frame.kind.as_str(),
            "REQUEST" | "THREATEN" | "ACCUSE" | "AGREE" | "SUPPORT" | "REJECT"
        );
        let free = !frame.recipients.contains(&Slot::Prep(key.clone()));
        after.iter().find(|p| p.prep.as_ref() == Some(key)).filter(|_| said && free).cloned()
    };
    // "After battles with the army": the subject of the clause fought them.
    let with = || {
        let key = doc.lang.settings.get("with")?;
        let met = by_prep.is_some_and(|p| p.prep.as_ref() == Some(key)) && genitive.is_none();
        let subject = before.iter().find(|p| p.prep.is_none() && !p.adjective).cloned();
        subject.or_else(|| around.omitted.clone()).filter(|_| met && frame.has("symmetric"))
    };
    // "هجوم لحركة الشباب على قاعدة": whose attack it was.
    let owned = || {
        let key = doc.lang.settings.get("owner").filter(|_| frame.kind == "ASSAULT")?;
        let armed = |p: &&Party| {
            nominals[p.nominals.start].prep.as_ref() == Some(key)
                && matches!(p.kind, PartyKind::Armed | PartyKind::State | PartyKind::People)
                && p.tokens.start <= start + 1
        };
        after.iter().find(armed).cloned().filter(|_| genitive.is_none())
    };
    let owner = owner.or_else(source).or_else(with).or_else(owned);
    let governor = || {
        let governor = || governor(around, before).filter(|_| !only_tells(around, genitive));
        let own = around.about.clone().or_else(governor);
        own.or_else(|| decider(around, before))
            .or_else(|| around.omitted.clone().filter(|_| is_purpose(around)))
    };
    match (owner, genitive) {
        (None, Some(_)) if harmed.is_some() && second.is_none() => (governor(), harmed.cloned()),
        (Some(owner), genitive) => {
            // Whose deed it was is not whom it befell.
            let mut slots = frame.recipients.iter().filter_map(|s| in_slot(&own, s));
            let by_prep = by_prep.and_then(|_| slots.find(|p| p.tokens != owner.tokens));
            let recipient = by_prep.filter(unused).or(genitive).or(second).cloned();
            (Some(owner), recipient)
        }
        (None, Some(party)) if transitive && second.is_some() && around.about.is_none() => {
            (Some(party.clone()), second.cloned())
        }
        (None, Some(party))
            if around.about.is_none()
                && !frame.has("gen-object")
                && !(frame.has("passive-common")
                    && by_prep.is_some_and(|p| is_located(doc, p)))
                && (by_prep.is_some() || !transitive) =>
        {
            (Some(party.clone()), by_prep.cloned())
        }
        (None, Some(party)) => (governor(), Some(party.clone())),
        (None, None) => (governor(), by_prep.cloned()),
    }
}

/// Whom the adjective behind a noun says to have suffered: "مقتل فلسطيني", "تدمير دبابة إسرائيلية". Behind
/// "قصف إسرائيلي" it says whose deed it was.
fn harmed<'p>(around: &Around<'_, '_>, after: &'p [Party]) -> Option<&'p Party> {
    const REACH: usize = 2;
    let Around { doc, predicate, frame, nominals, .. } = around;
    let at = predicate.tokens.end;
    let first = after.first().filter(|p| p.adjective && !p.counted && !predicate.definite)?;
    let thing = |k: usize| {
        let noun = |r: &isnad_pack::lexicon::Reading<'_>| {
            r.analysis.features.pos == Pos::Noun && r.split.before.is_none()
        };
        // Of two nouns the second may be none that the lists know: "مستودع ذخيرة أوكراني".
        let inner = k > at && doc.readings_at(k).is_empty();
        doc.functions[k].is_none() && (inner || doc.readings_at(k).iter().any(noun))
    };
    let between = at..first.tokens.start;
    let direct = matches!(frame.recipients.first(), Some(Slot::Object | Slot::Genitive));
    let force = matches!(frame.kind.as_str(), "ASSAULT" | "COERCE") && direct;
    let suffers = match between.len() {
        0 => frame.has("passive-common"),
        _ => force && between.len() <= REACH && between.clone().all(thing),
    };
    Some(first).filter(|p| suffers && nominals[p.nominals.start].prep.is_none() && is_arabic(doc))
}

fn is_arabic(doc: &Document<'_>) -> bool {
    !doc.lang.is_cased()
}

/// Whether the parties found are enough: a noun alone is often no event, so it needs an actor and,
/// where its frame has a place for one, a recipient, unless it is a deed done to somebody.
fn tells_event(around: &Around<'_, '_>, actor: Option<&Party>, recipient: Option<&Party>) -> bool {
    let frame = around.frame;
    let deed = matches!(
        frame.kind.as_str(),
        "ASSAULT" | "COERCE" | "SANCTION" | "AID" | "RETREAT" | "PROTEST" | "MOBILIZE"
    );
    match (actor, recipient) {
        (Some(_), Some(_)) => true,
        (Some(a), None) => {
            a.prep.as_deref() == Some("by") && !a.inherited
                || frame.recipients.is_empty()
                || deed && frame.kind != "SANCTION"
                || around.governed()
        }
        (None, Some(_)) => deed,
        (None, None) => {
            frame.has("scene")
                || frame.kind == "PROTEST" && !state_of_scene(around, &[]).is_empty()
                || frame.options.iter().any(|o| o.starts_with("default-actor"))
        }
    }
}

impl Around<'_, '_> {
    /// Whether a light verb governs the noun in its clause.
    fn governed(&self) -> bool {
        let from = self.clause.range.start..self.predicate.tokens.start;
        from.into_iter().any(|k| matches!(self.doc.class(k), "hold" | "start" | "do"))
    }
}

fn is_between(doc: &Document<'_>, key: &str) -> bool {
    doc.lang.settings.get("between").is_some_and(|b| b == key)
}

/// Whether a verbal noun behind "for" tells what the subject of the sentence is about to do: "زار بيروت
/// للقاء المسؤولين".
fn is_purpose(around: &Around<'_, '_>) -> bool {
    let Around { doc, predicate, .. } = around;
    let key = doc.lang.settings.get("owner");
    let written = |r: &isnad_pack::lexicon::Reading<'_>| {
        r.analysis.features.pos == Pos::Masdar
            && r.split.before.is_some_and(|b| !b.article && Some(&b.prep) == key)
    };
    doc.readings_at(predicate.tokens.start).iter().any(written)
}

/// Whether a party right before a noun owns it: "Russia's invasion", "Russian invasion".
fn owns(doc: &Document<'_>, party: &Party, predicate: &Predicate) -> bool {
    let at = party.tokens.end;
    let possessive = doc.tokens.get(at).is_some_and(|t| t.norm == "'s" || t.norm == "'");
    let near = predicate.tokens.start <= at + 2 + usize::from(possessive);
    doc.lang.is_cased() && near && (possessive || party.adjective)
}

/// Whether a party is the genitive of a noun: right after it, or after "of".
fn is_genitive(around: &Around<'_, '_>, party: &Party) -> bool {
    let Around { doc, predicate, nominals, .. } = around;
    let between = gap(doc, predicate.tokens.end, party.tokens.start);
    if doc.lang.is_cased() {
        return party.prep.as_deref() == Some("of") && between <= 2;
    }
    // "بتعذيب محتجين": what is written on the noun is not the genitive's own.
    let bare = || {
        between == 0
            && nominals[party.nominals.start].prep.is_none()
            && has_written_prep(doc, predicate.tokens.start)
    };
    (party.prep.is_none() || bare())
        && between <= 1
        && (!party.adjective || party.counted)
        && !predicate.definite
}

/// The subject of the verb that governs a noun: "agreed to hold talks", "قام بزيارة".
fn governor(around: &Around<'_, '_>, before: &[Party]) -> Option<Party> {
    let Around { doc, predicate, clause, .. } = around;
    let from = clause.range.start..predicate.tokens.start;
    let light =
        from.rev().find(|k| matches!(doc.class(*k), "hold" | "start" | "do" | "planned"))?;
    // What stands behind "after" or "because of" is no object of the light verb.
    let aside = doc.lang.settings.get("aside").map_or("", String::as_str);
    let apart = |k: usize| doc.key(k, "prep").is_some_and(|key| aside.split('|').any(|a| a == key));
    // "عقدت قمة لبحث الحرب": the war is what another noun is about.
    let other = |k: usize| {
        doc.readings_at(k).iter().any(|r| {
            r.analysis.features.pos == Pos::Masdar
                && r.split.before.is_some_and(|b| !b.article && !b.prep.is_empty())
        })
    };
    if doc.key(light, "do").is_some()
        || (light..predicate.tokens.start).any(|k| apart(k) || k > light && other(k))
    {
        return None;
    }
    let between = before.iter().find(|p| p.tokens.start > light && p.prep.is_none());
    let fronted = before.iter().rev().find(|p| p.tokens.end <= light && p.prep.is_none());
    between.or(fronted).cloned().or_else(|| around.omitted.clone())
}

/// Who takes the decision to do a deed: "اتخذت الحكومة قرارا بفرض …".
fn decider(around: &Around<'_, '_>, before: &[Party]) -> Option<Party> {
    let Around { doc, predicate, .. } = around;
    let noun = predicate.tokens.start.checked_sub(1)?;
    let decides = doc.readings_at(noun).iter().any(|r| {
        r.analysis.features.pos == Pos::Noun
            && doc.lang.settings.lists("decision", &doc.lang.lexicon.get(r.analysis.lemma).text)
    });
    let subject = before.iter().rev().find(|p| p.prep.is_none() && p.tokens.end <= noun);
    subject.filter(|_| decides && has_written_prep(doc, predicate.tokens.start)).cloned()
}

/// Whether who announces deaths need not have caused them: "أعلن الجيش مقتل جنديين" may be his own, but not
/// people under arms.
fn only_tells(around: &Around<'_, '_>, victim: Option<&Party>) -> bool {
    let Around { doc, predicate, clause, .. } = around;
    let at = predicate.tokens.start;
    let told = (clause.range.start..at).rev().find(|k| doc.is_verb(*k));
    doc.lang.settings.lists("dying", doc.norm(at))
        && told.is_some_and(|k| announces(doc, k))
        && !victim.is_some_and(|v| bears_arms(doc, v))
}
