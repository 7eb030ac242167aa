//! Papers that speak: statements and letters by those who issue them, polls and reports themselves.

use std::ops::Range;

use isnad_pack::inflect::Pos;

use crate::{describe::describe, plural::one, tagger::reading};

use super::{
    chain::outlet_of,
    phrase::phrase,
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source, make, source},
};

/// The body whose statement or letter a phrase names; a joint one is itself the speaker.
pub(crate) fn issuer(
    scene: &Scene<'_, '_>,
    room: &Room,
    memory: &Memory,
    range: &Range<usize>,
) -> Option<Source> {
    let head = (range.start..range.end)
        .find(|i| scene.around(*i, "issued").is_some() && scene.role(*i).is_none())?;
    let english = scene.doc.lang.is_cased();
    if !english && head > range.start + 1 {
        return None;
    }
    if english {
        // "The law firm's letter": the possessor; "the statement": the last speaker.
        let owner = (range.start..head).rev().find(|i| scene.doc.norm(*i) == "'s");
        if let Some(owner) = owner {
            return source(scene, room, memory, &(range.start..owner));
        }
        let of = (head..range.end).find(|i| scene.doc.key(*i, "prep") == Some("of"));
        if of.is_some() {
            return Some(make(describe(scene.doc, range), Sort::Paper));
        }
        let person = scene
            .nominals
            .iter()
            .take_while(|n| n.tokens.end <= range.start)
            .filter(|n| scene.is_person(n) && n.unknown_name.or(n.name).is_some())
            .last();
        return memory
            .last(' ', false)
            .or_else(|| person.and_then(|n| n.who.id.clone()).map(|id| make(id, Sort::Person)));
    }
    let after = scene.around(head, "issued")?.end;
    if let Some(joint) = scene.around(after, "joint") {
        let whole = range.start..owners(scene, room, joint.end).max(range.end);
        return Some(make(describe(scene.doc, &whole), Sort::Paper));
    }
    // "رسالة وجهها المكتب إلى …": whoever sent it stands behind the verb.
    let sent = reading(scene.doc, after).0 == Some(Pos::Verb)
        && scene.doc.lang.clitics.splits(scene.doc.norm(after)).any(|s| s.after.is_some());
    let sender = phrase(scene, room, after + 1, None).filter(|_| sent && after < room.range.end);
    if let Some(found) = sender.and_then(|r| source(scene, room, memory, &r)) {
        return Some(found);
    }
    for at in after..(after + 5).min(room.range.end) {
        if !scene.is_word(at) {
            break;
        }
        let known = scene.role(at).is_some()
            || scene.nominal_at(at).is_some_and(|n| n.who.id.is_some() && !n.adjective);
        let bound = scene.has_preposition(at) && scene.role_noun(at).is_some();
        let more =
            |i: usize| scene.is_word(i) && scene.is_definite(i) && scene.doc.class(i).is_empty();
        let owner =
            bound.then(|| at..(at + 1..room.range.end).find(|i| !more(*i)).unwrap_or(at + 1));
        let Some(found) = phrase(scene, room, at, None).filter(|_| known).or(owner) else {
            continue;
        };
        return source(scene, room, memory, &found);
    }
    memory.last(' ', false)
}

/// The end of those for whom a paper speaks, where a preposition on the first of them tells: "للوزراء".
fn owners(scene: &Scene<'_, '_>, room: &Room, at: usize) -> usize {
    let role = scene.has_preposition(at) && scene.role_noun(at).is_some();
    let more = |i: &usize| scene.is_word(*i) && scene.is_definite(*i) && !scene.has_preposition(*i);
    if role { (at + 1..room.range.end).find(|i| !more(i)).unwrap_or(at + 1) } else { at }
}

/// A poll, report or leaked paper.
pub(crate) fn paper(scene: &Scene<'_, '_>, room: &Room, range: &Range<usize>) -> Option<Source> {
    let head = (range.start..range.end.min(range.start + 4))
        .find(|i| scene.word(*i, "paper").is_some())?;
    let hit = scene.word(head, "paper")?;
    let count = scene.word(range.start, "count").filter(|c| c.end == head);
    if scene.verb_first() && head > range.start && count.is_none() {
        return None;
    }
    // "أحد المصادر": one of them.
    if count.is_some_and(|c| c.key.is_empty()) {
        let who = one(hit.key, &scene.doc.lang.cues.english.plurals);
        return Some(make(who, Sort::Paper));
    }
    let rest = describe(scene.doc, range);
    let count = count.map_or(String::new(), |c| {
        if c.key.is_empty() { String::new() } else { format!("{} ", c.key) }
    });
    let by = maker(scene, room, hit.end.max(range.start + 1));
    let who = match by.filter(|_| scene.verb_first()) {
        Some(maker) => scene.doc.lang.cues.english.fill("made-by", hit.key, &maker),
        None if rest.is_empty() => hit.key.to_owned(),
        None if scene.verb_first() => {
            let more = describe(scene.doc, &(hit.end.min(range.end)..range.end));
            if more.is_empty() {
                format!("{count}{}", hit.key)
            } else {
                let words = format!("{more} {}", hit.key);
                format!("{count}{}", scene.doc.lang.cues.english.compounded(words))
            }
        }
        None => rest,
    };
    Some(Source { plural: true, ..make(who, Sort::Paper) })
}

/// Who made a poll: "استطلاع أجراه مركز …", "استطلاع لمعهد …".
fn maker(scene: &Scene<'_, '_>, room: &Room, at: usize) -> Option<String> {
    let made = scene.doc.tokens.get(at)?;
    let carried = scene.around(at, "carry").is_some()
        && scene.word(at + 1, "outlet").is_none()
        && scene.nominal_at(at + 1).is_none_or(|n| outlet_of(scene, n).is_none());
    if carried {
        let range = phrase(scene, room, at + 1, None)?;
        return Some(describe(scene.doc, &range)).filter(|d| !d.is_empty());
    }
    let held = scene.doc.class(at) == "hold"
        || scene.doc.readings_at(at).iter().any(|r| r.split.after.is_some());
    let start = if scene.has_preposition(at) { at } else { at + 1 };
    let named = scene.has_preposition(at)
        || held
        || made.norm
            == isnad_text::fold(scene.doc.lang.settings.get("held").map_or("", String::as_str));
    if !named || start >= room.range.end || !scene.is_word(start) {
        return None;
    }
    let mut end = start + 1;
    while end < room.range.end && end < start + 4 && scene.is_definite(end) {
        end += 1;
    }
    let whole = phrase(scene, room, start, None).filter(|_| !scene.has_preposition(start));
    let end = whole.map_or(end, |r| end.max(r.end));
    Some(describe(scene.doc, &(start..end))).filter(|d| !d.is_empty() && end > start + 1)
}
