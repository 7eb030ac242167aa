//! Words in marks that stand alone: headlines, sentences of their own, and words that come again.

use isnad_text::Span;

use crate::record::{Link, Quote, QuoteKind};

use super::{
    addressed::addressed,
    attribution::{Attribution, Desk},
    chain::{Relay, relay_at},
    cue::{CueAt, Form, cues_in},
    extent::trimmed,
    fragment::{is_clause, is_named},
    phrase::phrase,
    report::{is_first_hand, quote, within},
    scene::{Room, Scene},
    speaker::{Memory, Sort, source},
};

/// Words in marks to which no cue in their sentence belongs: a headline's, or a sentence of its own.
pub(crate) fn unattributed(
    scene: &Scene<'_, '_>,
    room: &Room,
    memory: &mut Memory,
    seen: &mut Vec<usize>,
    out: &mut Vec<Quote>,
) {
    headline(scene, room, memory, seen, out);
    let children = scene.children(room);
    let [only] = children.as_slice() else { return };
    let quoted = &scene.marks.quoted[*only];
    let alone = room.range.clone().all(|k| !scene.is_word(k) || quoted.outer.contains(&k));
    let told = scene
        .units
        .iter()
        .find(|u| u.start >= room.range.end)
        .is_some_and(|u| scene.word(u.start, "anaphor").is_some());
    if seen.contains(only)
        || !alone
        || !(told || is_clause(scene, *only))
        || is_named(scene, room, *only)
    {
        goes_on(scene, &children, seen, out);
        return;
    }
    goes_on(scene, &children, seen, out);
    if seen.contains(only) {
        return;
    }
    let Some((found, cue)) =
        announced(scene, room, memory).or_else(|| before(scene, room, memory).map(|a| (a, None)))
    else {
        return;
    };
    let Some(span) = trimmed(scene, &quoted.inner) else { return };
    seen.push(*only);
    out.push(quote(
        scene,
        span,
        QuoteKind::Direct,
        found.source.as_ref(),
        &found.via,
        cue.as_ref(),
        "quote-alone",
    ));
    within(scene, *only, &found, seen, out);
    memory.said.extend(found.source);
}

/// A quotation that goes on from the paragraph before has its speaker and cue.
fn goes_on(scene: &Scene<'_, '_>, children: &[usize], seen: &mut Vec<usize>, out: &mut Vec<Quote>) {
    for q in children.iter().filter(|q| !seen.contains(q)).copied().collect::<Vec<_>>() {
        let quoted = &scene.marks.quoted[q];
        let Some(before) = quoted.continues else { continue };
        let said = trimmed(scene, &scene.marks.quoted[before].inner);
        let Some(first) = out.iter().find(|o| Some(o.span) == said).cloned() else { continue };
        let Some(span) = trimmed(scene, &quoted.inner) else { continue };
        seen.push(q);
        out.push(Quote { span, rule: "quote-goes-on".to_owned(), ..first });
    }
}

/// The next sentence tells whose words they were: "With these words the minister opened …".
fn announced<'d>(
    scene: &Scene<'d, '_>,
    room: &Room,
    memory: &Memory,
) -> Option<(Attribution, Option<CueAt<'d>>)> {
    let next = scene.units.iter().find(|u| u.start >= room.range.end)?;
    let level = Room { range: next.clone(), quote: None };
    let cues = cues_in(scene, &level);
    let word = scene.word(next.start, "anaphor");
    let first = cues.iter().find(|c| c.form == Form::Verb && c.at <= next.start + 18);
    let direct = first.filter(|c| {
        c.at == next.start
            && scene
                .children(&level)
                .first()
                .is_none_or(|q| scene.marks.quoted[*q].outer.start > c.end + 6)
            && !c.joined
    });
    let behind = first.filter(|_| word.is_some());
    let index = |c: &CueAt<'_>| cues.iter().position(|o| o.at == c.at);
    if let Some(cue) = direct.or(behind) {
        let desk = Desk { scene, room: &level, cues: &cues, memory, taken: &[], contents: &[] };
        let found = desk.attribute(index(cue)?, &[]);
        let own = word.is_none_or(|w| cue.at <= w.end + 1) || !scene.verb_first();
        return Some((found, own.then_some(*cue)));
    }
    let at = word?.end;
    // The word behind is its verb, known or not.
    let strange = !scene.doc.is_known(at) && scene.verb_first();
    let verb = if strange {
        at
    } else {
        (at..next.end.min(at + 3)).find(|k| scene.doc.may_be_verb(*k))?
    };
    let range = phrase(scene, &level, verb + 1, None)?;
    let speaker = source(scene, &level, memory, &range)?;
    Some((
        Attribution { source: Some(speaker), via: Vec::new(), fresh: true, channel: Vec::new() },
        None,
    ))
}

/// Who speaks on: whoever spoke last in this paragraph, or whom the sentence before is about.
fn before(scene: &Scene<'_, '_>, room: &Room, memory: &Memory) -> Option<Attribution> {
    let paragraph = room.range.start == 0 || scene.doc.is_mark(room.range.start - 1, "\n");
    let ended = !paragraph || memory.said.last().is_some_and(is_first_hand);
    let desk = Desk { scene, room, cues: &[], memory, taken: &[], contents: &[] };
    let source = memory
        .said
        .last()
        .cloned()
        .or_else(|| desk.subject_of_before())
        .filter(|s| ended && s.sort != Sort::Outlet)?;
    Some(Attribution { source: Some(source), via: Vec::new(), fresh: false, channel: Vec::new() })
}

/// "Mayor: 'No more demolitions'": a first line of a name, a colon, and what was said.
fn headline(
    scene: &Scene<'_, '_>,
    room: &Room,
    memory: &mut Memory,
    seen: &mut Vec<usize>,
    out: &mut Vec<Quote>,
) {
    let doc = scene.doc;
    let line = room.range.start == 0 && doc.is_mark(room.range.end, "\n");
    let end = room.range.end;
    let stopped = end > 0 && doc.is_mark(end - 1, ".");
    let Some(colon) =
        room.range.clone().take(9).find(|k| scene.is_colon(*k)).filter(|_| line && !stopped)
    else {
        return;
    };
    let Some(range) = phrase(scene, room, room.range.start, None) else { return };
    // "مصدر أمني للجزيرة: …": to whom somebody spoke stands between.
    let told = (range.end..colon.min(range.end + 4)).find_map(|k| {
        relay_at(scene, k, &(k..colon), &memory.relays).or_else(|| addressed(scene, k))
    });
    let via: Vec<Link> = told.iter().map(Relay::link).collect();
    if range.end != colon && told.is_none_or(|r| r.end + 1 < colon) {
        return;
    }
    if cues_in(scene, &Room { range: range.clone(), quote: None })
        .iter()
        .any(|c| c.form == Form::Verb)
    {
        return;
    }
    let Some(speaker) = source(scene, room, memory, &range) else { return };
    let child = scene.child_at(room, colon + 1);
    let said = child.map_or(colon + 1..end, |q| scene.marks.quoted[q].inner.clone());
    let kind = if child.is_some() { QuoteKind::Direct } else { QuoteKind::Indirect };
    let Some(span) = trimmed(scene, &said)
        .filter(|_| said.len() >= 2 && !child.is_some_and(|q| seen.contains(&q)))
    else {
        return;
    };
    seen.extend(child);
    out.push(quote(scene, span, kind, Some(&speaker), &via, None, "headline"));
    memory.said.push(speaker);
}

/// Words in marks that come again in an attributed quote have its speaker.
pub(crate) fn echoes(scene: &Scene<'_, '_>, seen: &[usize], out: &mut Vec<Quote>) {
    let words = |span: Span| isnad_text::fold(span.of(scene.doc.text));
    let mut found = Vec::new();
    for (q, quoted) in scene.marks.quoted.iter().enumerate().filter(|(q, _)| !seen.contains(q)) {
        let room = Room { range: 0..scene.doc.tokens.len(), quote: None };
        if quoted.parent.is_some() || quoted.inner.len() < 2 || is_named(scene, &room, q) {
            continue;
        }
        let Some(span) = trimmed(scene, &quoted.inner) else { continue };
        let told = out.iter().find(|o| {
            o.kind != QuoteKind::Indirect && o.span != span && words(o.span).contains(&words(span))
        });
        if let Some(told) = told {
            let kind = if is_clause(scene, q) { QuoteKind::Direct } else { QuoteKind::Partial };
            found.push(Quote { span, kind, cue: None, rule: "echo".to_owned(), ..told.clone() });
        }
    }
    out.append(&mut found);
}
