//! The phrase that names a speaker where the subject stands before its verb.

use std::ops::Range;

use isnad_pack::{
    inflect::{Number, Pos, Tense},
    world::Kind,
};

use crate::nominal::Nominal;

use super::{
    cue::cue_at,
    phrase::LONGEST,
    scene::{Room, Scene},
};

/// Whether an English word is a finite verb and no noun or participle.
pub(crate) fn is_finite(scene: &Scene<'_, '_>, k: usize) -> bool {
    let past =
        scene.doc.readings_at(k).iter().any(|r| {
            r.analysis.features.pos == Pos::Verb && r.analysis.features.tense == Tense::Past
        });
    let bound = k > 0 && matches!(scene.doc.class(k - 1), "be" | "det" | "prep" | "past");
    let passive = scene.doc.class(k + 1) == "agent";
    (scene.word(k, "verb").is_some() || scene.doc.is_verb(k) || past && !passive) && !bound
}

/// English: everything up to the next verb, mark or loose preposition.
pub(crate) fn ahead(scene: &Scene<'_, '_>, room: &Room, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    while at < room.range.end.min(start + LONGEST + 4) && scene.is_level(room, at) {
        if !scene.is_word(at) {
            let inner = scene.doc.is_mark(at, "-") || scene.doc.is_mark(at, "'");
            if inner {
                at += 1;
                continue;
            }
            break;
        }
        if let Some(nominal) =
            scene.nominal_at(at).filter(|n| n.name.is_some() || n.unknown_name.is_some())
        {
            at = nominal.tokens.end.max(at + 1);
            continue;
        }
        // "told Bloomberg the sale": an article behind a name begins another phrase.
        let named = |k: usize| scene.nominals_over(k).any(|n| n.name.is_some());
        if at > start && scene.doc.class(at) == "det" && named(at - 1) {
            break;
        }
        if let Some(closer) = scene.word(at, "closer").filter(|_| at > start) {
            at = closer.end;
            continue;
        }
        if at > start && english_end(scene, at) {
            if is_between_states(scene, start, at) {
                at += 1;
                continue;
            }
            break;
        }
        at += 1;
    }
    (at > start).then_some(start..at)
}

/// "the foreign ministers of Egypt and Jordan": whether a conjunction joins the states of several.
fn is_between_states(scene: &Scene<'_, '_>, start: usize, at: usize) -> bool {
    let entity = |n: &Nominal| n.who.id.as_deref().and_then(|id| scene.doc.pack.world.get(id));
    let is_state = |n: &Nominal| entity(n).is_some_and(|e| e.kind == Kind::State);
    let before = scene.nominals_over(at - 1).any(|n| is_state(n) || !n.states.is_empty());
    let behind = || scene.nominal_at(at + 1).is_some_and(|n| n.role.is_none() && is_state(n));
    let number = |i: usize| scene.role_noun(i).map(|r| r.1);
    let many = || (start..at).any(|i| number(i) == Some(Number::Plural));
    scene.doc.key(at, "and").is_some() && before && behind() && many()
}

fn english_end(scene: &Scene<'_, '_>, at: usize) -> bool {
    let doc = scene.doc;
    let links = matches!(doc.key(at, "prep"), Some("of" | "for"));
    let possessive = doc.norm(at) == "'s";
    if links || possessive || scene.role(at).is_some() {
        return false;
    }
    let class = doc.class(at);
    !class.is_empty() && class != "det"
        || scene.word(at, "verb").is_some()
        || scene.word(at, "that").is_some()
        || scene.word(at, "whether").is_some()
        || scene.word(at, "adverb").is_some()
        || doc.class(at + 1) == "agent"
        || !behind_article(scene, at)
            && (is_finite(scene, at) || cue_at(scene, at).is_some_and(|c| c.is_verb()))
}

/// Whether an article stands right before a word, which then is no verb.
fn behind_article(scene: &Scene<'_, '_>, at: usize) -> bool {
    at > 0 && (scene.doc.class(at - 1) == "det" || scene.word(at - 1, "one").is_some())
}

/// Where the English phrase that ends with a noun begins.
pub(crate) fn head_start(scene: &Scene<'_, '_>, at: usize) -> usize {
    let mut start = at;
    while start > 0
        && scene.is_word(start - 1)
        && (scene.doc.class(start - 1).is_empty() || scene.doc.norm(start - 1) == "'s")
        && !is_finite(scene, start - 1)
    {
        start -= 1;
    }
    start
}

/// The subject that stands before a verb: from the last boundary of clauses up to the verb.
pub(crate) fn before_verb(scene: &Scene<'_, '_>, room: &Room, verb: usize) -> Option<Range<usize>> {
    let mut end = verb;
    while end > room.range.start && is_helper(scene, end - 1) {
        end -= 1;
    }
    if end > room.range.start && matches!(scene.doc.class(end - 1), "and" | "coord") {
        return None;
    }
    // "… for what he called": the pronoun is the subject, whatever stands before it.
    if end > room.range.start && scene.word(end - 1, "pronoun").is_some() {
        return Some(end - 1..end);
    }
    // "It was the deputy, Ann Lee, who told": the name between the commas.
    if end > room.range.start + 2 && scene.doc.class(end - 1) == "rel" && scene.is_comma(end - 2) {
        let begin = clause_start(scene, room, end - 2);
        let named = scene.nominals_in(&(begin..end - 2)).iter().any(|n| scene.is_person(n));
        return (named && begin < end - 2).then_some(begin..end - 2);
    }
    if end > room.range.start && scene.is_comma(end - 1) {
        // "The director, Hannah Brooke, said": the phrase before the parenthesis.
        let open = (room.range.start..end - 1)
            .rev()
            .find(|k| scene.is_comma(*k) && scene.is_level(room, *k))?;
        let begin = clause_start(scene, room, open);
        // "Maria Lopez, 43, a nurse, said": an age between the commas is not she.
        let aged = begin + 1 == open && scene.doc.kind(begin) == isnad_text::TokenKind::Number;
        let begin = if aged && begin > room.range.start && scene.is_comma(begin - 1) {
            clause_start(scene, room, begin - 1)
        } else {
            begin
        };
        return (begin < open).then_some(begin..end - 1);
    }
    let begin = clause_start(scene, room, end);
    let related = begin + 1 < end && scene.doc.class(begin) == "rel";
    let begin = begin + usize::from(related);
    let begin = behind_time(scene, begin, end);
    // "a captive had brought him a message which read": only its own words name the subject.
    let relative = end > begin + 1 && scene.doc.class(end - 1) == "rel";
    let inner = (begin + 1..end).find(|k| relative && is_finite(scene, *k) && is_helper(scene, *k));
    (begin < end).then_some(begin..inner.unwrap_or(end))
}

/// "hours after the president repeated": where the subject begins behind a time that a preposition
/// measures from it.
fn behind_time(scene: &Scene<'_, '_>, begin: usize, end: usize) -> usize {
    let aside = scene.doc.lang.settings.get("aside").map_or("", String::as_str);
    let listed = |k: &usize| {
        let key = scene.doc.key(*k, "prep");
        key.is_some_and(|key| aside.split('|').any(|a| a == key))
    };
    let people = |r: Range<usize>| !scene.nominals_in(&r).is_empty();
    let prep = (begin + 1..end.saturating_sub(1)).find(listed);
    let measured = prep.filter(|k| !people(begin..*k) && people(*k + 1..end));
    measured.map_or(begin, |k| k + 1)
}

/// Where the clause that ends at a token begins, opening words left aside.
pub(crate) fn clause_start(scene: &Scene<'_, '_>, room: &Room, end: usize) -> usize {
    let mut at = end;
    while at > room.range.start {
        let k = at - 1;
        let bound = !scene.is_level(room, k)
            || scene.is_comma(k)
            || scene.is_colon(k)
            || ["—", "–", "(", ")", "\n", "…"].iter().any(|m| scene.doc.is_mark(k, m))
            || scene.ends_sentence(k)
            || !scene.verb_first()
                && k > 0
                && scene.doc.class(k) == "rel"
                && scene.doc.class(k - 1) == "prep"
            || scene
                .word(k, "that")
                .is_some_and(|a| a.end <= end && (!scene.verb_first() || !in_lead(scene, k)));
        if bound {
            break;
        }
        at = k;
    }
    while let Some(lead) = scene.word(at, "lead").filter(|l| l.end <= end) {
        at = lead.end;
    }
    at
}

/// Whether a token belongs to a word that only opens a clause: "إلا أن".
fn in_lead(scene: &Scene<'_, '_>, i: usize) -> bool {
    (i.saturating_sub(1)..=i).any(|k| scene.around(k, "lead").is_some_and(|l| l.end > i))
}

/// Auxiliaries and adverbs between a subject and its verb.
fn is_helper(scene: &Scene<'_, '_>, i: usize) -> bool {
    if scene.verb_first() {
        return scene.word(i, "lead").is_some() && scene.role(i).is_none();
    }
    scene.word(i, "verb").is_some()
        || matches!(scene.doc.class(i), "perfect" | "past" | "be" | "future" | "maybe")
        || scene.word(i, "adverb").is_some_and(|a| a.key == "manner")
}
