//! Whether a verb that its form does not tell apart is passive: in Arabic "قتل" is both.

use isnad_pack::inflect::{Number, Pos};
use isnad_text::TokenKind;

use crate::{
    document::Document,
    event::{
        args::{Party, PartyKind, is_partitive},
        power::{bears_arms, is_force},
        roles::{Around, gap, has_written_prep},
        subject::said_of_self,
    },
};

pub(crate) fn is_passive(
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
