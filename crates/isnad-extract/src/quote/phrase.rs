//! The noun phrase that names a speaker: where it begins and ends.

use std::ops::Range;

use isnad_pack::{cues::CueClass, lang::RoleKind};

use super::{
    cue::{CueAt, Form, cue_at},
    scene::{Room, Scene},
};

/// The longest phrase in tokens.
const LONGEST: usize = 10;

/// The noun phrase that begins at a token, for a language that puts what says more behind.
pub(crate) fn phrase(scene: &Scene<'_, '_>, room: &Room, start: usize, cue: Option<CueClass>) -> Option<Range<usize>> {
    if !may_begin(scene, room, start) {
        return None;
    }
    if scene.verb_first() { behind(scene, room, start, cue) } else { ahead(scene, room, start) }
}

fn may_begin(scene: &Scene<'_, '_>, room: &Room, i: usize) -> bool {
    if i >= room.range.end {
        return false;
    }
    if scene.child_at(room, i).is_some() {
        return scene.nominal_at(i + 1).is_some();
    }
    let function = scene.doc.class(i);
    let listed = scene.word(i, "count").is_some() || matches!(function, "det" | "demo" | "city" | "relative" | "counterpart") || function == "pron" && !scene.verb_first();
    scene.is_word(i)
        && (function.is_empty() || listed || scene.role(i).is_some())
        && scene.word(i, "adverb").is_none()
        && scene.word(i, "that").is_none()
        && !scene.has_preposition(i)
}

/// Arabic: head, then genitives and adjectives.
fn behind(scene: &Scene<'_, '_>, room: &Room, start: usize, cue: Option<CueClass>) -> Option<Range<usize>> {
    let mut at = start;
    let mut complete = false;
    while at < room.range.end.min(start + LONGEST) {
        if let Some(q) = scene.child_at(room, at) {
            let outer = scene.marks.quoted[q].outer.clone();
            if outer.len() > 6 || scene.nominal_at(at + 1).is_none() {
                break;
            }
            at = outer.end;
            continue;
        }
        if let Some(nominal) = scene.nominal_at(at).filter(|n| scene.is_person(n) && !n.joined && n.prep.is_none()) {
            at = nominal.tokens.end.max(at + 1);
            if nominal.name.is_some() || nominal.unknown_name.is_some() {
                break;
            }
            complete = true;
            continue;
        }
        if let Some(name) = scene.nominal_at(at).filter(|n| n.name.is_some() && n.role.is_none() && !n.adjective && !n.joined && n.prep.is_none() && n.who.id.is_some()) {
            at = name.tokens.end.max(at + 1);
            complete = true;
            continue;
        }
        if let Some(count) = scene.word(at, "count").filter(|_| at == start) {
            at = count.end;
            continue;
        }
        if at > start && ends_before(scene, room, at, start, complete, cue) {
            break;
        }
        if let Some(link) = scene.around(at, "closer").filter(|_| at > start) {
            at = link.end;
            continue;
        }
        complete |= scene.is_definite(at);
        at += 1;
    }
    (at > start).then_some(start..at)
}

/// Whether a phrase ends before a token.
fn ends_before(scene: &Scene<'_, '_>, room: &Room, at: usize, start: usize, complete: bool, cue: Option<CueClass>) -> bool {
    let doc = scene.doc;
    if !scene.is_level(room, at) || !scene.is_word(at) {
        return true;
    }
    if scene.word(at, "name").is_some() {
        return false;
    }
    if let Some(link) = scene.around(at, "closer") {
        let body = matches!(scene.role(link.end), Some((_, RoleKind::Body | RoleKind::Group | RoleKind::Office)));
        return link.key == "in" && (!body || at > start + 2 || scene.around(link.end, "issued").is_some());
    }
    if scene.word(at, "adverb").is_some() || scene.around(at, "that").is_some() || scene.around(at, "nameless").is_some() {
        return true;
    }
    if scene.has_preposition(at) && may_be_name(scene, at + 1) {
        return false;
    }
    let other = !matches!(doc.class(at), "" | "city" | "relative" | "counterpart" | "det" | "side" | "both" | "visit");
    if other && scene.role(at).is_none() || scene.has_preposition(at) || scene.has_conjunction(at) || scene.word(at, "citing").is_some() {
        return true;
    }
    let addressed = matches!(cue, Some(CueClass::Tell | CueClass::Ask));
    if addressed && at > start + 1 && is_outlet_word(scene, at) {
        return true;
    }
    let object = addressed || matches!(cue, Some(CueClass::Call | CueClass::React));
    let adjective = scene.nominal_at(at).is_some_and(|n| n.adjective);
    if object && complete && scene.is_definite(at) && !adjective && !is_name_ahead(scene, at) {
        return true;
    }
    is_other_verb(scene, at)
}

/// Whether two words may be a name: the first without article and in no list of nouns, the second a
/// family name.
pub(crate) fn may_be_name(scene: &Scene<'_, '_>, at: usize) -> bool {
    let free = |i: usize| {
        scene.is_word(i)
            && scene.role(i).is_none()
            && scene.doc.class(i).is_empty()
            && !is_glossed(scene, i)
            && !scene.has_preposition(i)
            && scene.word(i, "adverb").is_none()
            && scene.around(i, "that").is_none()
            && cue_at(scene, i).is_none_or(|c| !c.is_verb())
    };
    let first = free(at) && !scene.is_definite(at) && scene.nominal_at(at).is_none_or(|n| !n.adjective);
    first && free(at + 1) && (scene.is_definite(at + 1) || !scene.doc.is_known(at + 1))
}

/// Whether a name begins at one of the next words.
fn is_name_ahead(scene: &Scene<'_, '_>, at: usize) -> bool {
    (at..at + 2).any(|k| {
        may_be_name(scene, k) || scene.nominal_at(k).is_some_and(|n| scene.is_person(n) && n.prep.is_none())
    })
}

fn is_outlet_word(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.word(at, "outlet").is_some() || scene.nominal_at(at).is_some_and(|n| super::chain::outlet_of(scene, n).is_some())
}

/// Whether a token begins another clause: a finite verb that is no noun.
fn is_other_verb(scene: &Scene<'_, '_>, at: usize) -> bool {
    let noun = scene.role(at).is_some() || is_glossed(scene, at) || scene.is_definite(at);
    scene.doc.may_be_verb(at) && !noun
        || cue_at(scene, at).is_some_and(|c| !noun && (c.is_verb() || !c.pronoun.is_empty()) || c.form == Form::Noun && c.pronoun.starts_with('3') && !scene.is_listed(at))
}

fn is_glossed(scene: &Scene<'_, '_>, at: usize) -> bool {
    let token = &scene.doc.tokens[at];
    scene.doc.lang.glossary.longest(&token.norm, &scene.doc.tokens, at + 1, isnad_pack::gazetteer::exact).is_some()
}

/// English: everything up to the next verb, mark or loose preposition.
fn ahead(scene: &Scene<'_, '_>, room: &Room, start: usize) -> Option<Range<usize>> {
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
        if let Some(nominal) = scene.nominal_at(at).filter(|n| n.name.is_some() || n.unknown_name.is_some()) {
            at = nominal.tokens.end.max(at + 1);
            continue;
        }
        if at > start && english_end(scene, at) {
            break;
        }
        at += 1;
    }
    (at > start).then_some(start..at)
}

fn english_end(scene: &Scene<'_, '_>, at: usize) -> bool {
    let doc = scene.doc;
    let links = matches!(doc.key(at, "prep"), Some("of" | "for"));
    let possessive = doc.tokens[at].norm == "'s";
    if links || possessive || scene.role(at).is_some() {
        return false;
    }
    let class = doc.class(at);
    !class.is_empty() && class != "det"
        || scene.word(at, "verb").is_some()
        || scene.word(at, "that").is_some()
        || scene.word(at, "adverb").is_some()
        || !behind_article(scene, at) && (doc.is_verb(at) || cue_at(scene, at).is_some_and(|c| c.is_verb()))
}

/// Whether an article stands right before a word, which then is no verb.
fn behind_article(scene: &Scene<'_, '_>, at: usize) -> bool {
    at > 0 && (scene.doc.class(at - 1) == "det" || scene.word(at - 1, "one").is_some())
}

/// The subject that stands before a verb: from the last boundary of clauses up to the verb.
pub(crate) fn before_verb(scene: &Scene<'_, '_>, room: &Room, cue: &CueAt<'_>) -> Option<Range<usize>> {
    let mut end = cue.at;
    while end > room.range.start && is_helper(scene, end - 1) {
        end -= 1;
    }
    if end > room.range.start && matches!(scene.doc.class(end - 1), "and" | "coord") {
        return None;
    }
    if end > room.range.start && scene.is_comma(end - 1) {
        // "The director, Hannah Brooke, said": the phrase before the parenthesis.
        let open = (room.range.start..end - 1).rev().find(|k| scene.is_comma(*k) && scene.is_level(room, *k))?;
        let begin = clause_start(scene, room, open);
        return (begin < open).then_some(begin..end - 1);
    }
    let begin = clause_start(scene, room, end);
    (begin < end).then_some(begin..end)
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
            || scene.word(k, "that").is_some_and(|a| a.end <= end && (!scene.verb_first() || scene.around(k.saturating_sub(1), "lead").is_none()));
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

/// Auxiliaries and adverbs between a subject and its verb.
fn is_helper(scene: &Scene<'_, '_>, i: usize) -> bool {
    if scene.verb_first() {
        return scene.word(i, "lead").is_some() && scene.role(i).is_none();
    }
    scene.word(i, "verb").is_some()
        || matches!(scene.doc.class(i), "perfect" | "past" | "be" | "future" | "maybe")
        || scene.word(i, "adverb").is_some_and(|a| a.key == "manner")
}
