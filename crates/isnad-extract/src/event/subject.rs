//! The subject of a finite verb: in front of it, behind it, told before, or left out.

use isnad_pack::{
    frames::Slot,
    inflect::{Number, Pos, Tense},
};
use isnad_text::TokenKind;

use crate::event::{
    args::{Party, PartyKind, is_thing, parties},
    cause,
    clause::clause_of,
    predicate::agrees,
    roles::{Around, gap, has_written_prep},
};

/// The subject of a verb: in its language's usual place, else in the other one, else the one that
/// a relative word stands for, else the one left out.
pub(crate) fn subject(
    around: &Around<'_, '_>,
    before: &[Party],
    free: &mut Vec<&Party>,
) -> Option<Party> {
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
pub(crate) fn said_of_self(around: &Around<'_, '_>) -> Option<Party> {
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
pub(crate) fn stranger_in_front(around: &Around<'_, '_>) -> bool {
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
pub(crate) fn party_before(around: &Around<'_, '_>, k: usize) -> Option<Party> {
    let sentence = around.doc.sentence_of(k);
    let found = parties(around.doc, around.nominals, &(sentence.start..k));
    found.into_iter().next_back().filter(|p| p.tokens.end + 3 > k)
}
