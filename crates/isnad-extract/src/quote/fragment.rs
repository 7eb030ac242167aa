//! Words in marks: whether they are said or only named, and by which reporting word.

use std::ops::Range;

use isnad_pack::{cues::CueClass, inflect::Pos};

use crate::{record::QuoteKind, tagger::reading};

use super::{
    addressed::{addressed, addressed_in_marks},
    cue::{CueAt, Form, cue_at},
    govern::{is_led_to, is_past, is_relative, is_verbal},
    report::Draft,
    scene::{Room, Scene, prev},
};

/// The draft for words in marks, if a cue governs them.
pub(crate) fn quoted_draft(
    scene: &Scene<'_, '_>,
    room: &Room,
    cues: &[CueAt<'_>],
    contents: &[(Range<usize>, usize, &'static str)],
    q: usize,
) -> Option<Draft> {
    let quoted = &scene.marks.quoted[q];
    if quoted.inner.is_empty() || is_named(scene, room, q) {
        return None;
    }
    let start = quoted.outer.start;
    let whole = |cue, kind, rule| {
        Some(Draft { range: quoted.inner.clone(), kind, cue, quoted: Some(q), rule })
    };
    let clause = is_clause(scene, q);
    let inside = contents.iter().find(|(r, _, _)| {
        r.start <= start && quoted.outer.end <= r.end.max(start + 1) && start < r.end
    });
    if let Some((range, cue, _)) = inside {
        let colon = scene.is_colon(prev(start));
        let end = quoted.outer.end;
        let fills = range.start == start
            && (scene.verb_first_gap(end, range.end) || scene.is_comma(end))
            || colon;
        let cue = last_inner(cues, *cue, start, range.start);
        // In Arabic whatever fills the place behind the conjunction is a clause.
        let filled = scene.around(prev(start), "that").is_some_and(|t| t.key == "that")
            && scene.verb_first();
        // "قائلا إنها «أفضل الممكن»": the pronoun outside is the subject of what has no verb.
        let rest = scene.around(prev(start), "that").is_some_and(|t| t.key == "he")
            && !quoted.inner.clone().any(|k| reading(scene.doc, k).0 == Some(Pos::Verb));
        let kind = if fills && !rest && (clause || filled) && cues[cue].class() != CueClass::Call {
            QuoteKind::Direct
        } else {
            QuoteKind::Partial
        };
        return whole(cue, kind, "cue-clause-quote");
    }
    if let Some(cue) = cue_before(scene, room, cues, start) {
        let colon = scene.is_colon(prev(start));
        let apart = colon || scene.is_comma(prev(start));
        let fragment = matches!(cues[cue].class(), CueClass::Call | CueClass::React)
            || cues[cue].form == Form::Noun
            || cues[cue].class() == CueClass::Think;
        let bound = start > 0
            && (scene.doc.class(prev(start)) == "prep"
                || scene.doc.class(prev(start)) == "det"
                || scene.is_glued(start));
        // Manners of speaking take whole utterances only: "opened the “bridge of dreams”" is none.
        if cues[cue].class() == CueClass::Utter
            && !colon
            && !clause
            && !apart
            && cues[cue].cue.stance != "speak"
        {
            return None;
        }
        let loose = cues[cue].form == Form::Participle && start > cues[cue].end;
        let spoken = apart && !fragment && !scene.verb_first();
        // "the bridge “will not fall”": the subject of the words in marks stands outside.
        let tail =
            !apart && cues[cue].end < start && scene.word(quoted.inner.start, "verb").is_some();
        let direct = colon || spoken || clause && !bound && !tail && (apart || !fragment && !loose);
        return whole(
            cue,
            if direct { QuoteKind::Direct } else { QuoteKind::Partial },
            "cue-quote",
        );
    }
    if start > room.range.start
        && scene.is_word(start - 1)
        && scene.is_level(room, start - 1)
        && scene.word(start - 1, "lead").is_none()
    {
        return None;
    }
    let cue = cue_behind(scene, room, cues, quoted.outer.end)?;
    whole(cue, QuoteKind::Direct, "quote-cue")
}

/// The last reporting verb between a clause's beginning and words in marks in it.
fn last_inner(cues: &[CueAt<'_>], outer: usize, start: usize, from: usize) -> usize {
    cues.iter()
        .rposition(|c| {
            c.at >= from
                && c.end <= start
                && c.form != Form::Noun
                && !matches!(c.class(), CueClass::Relay | CueClass::Show)
        })
        .unwrap_or(outer)
}

/// The cue before words in marks that governs them.
fn cue_before(
    scene: &Scene<'_, '_>,
    room: &Room,
    cues: &[CueAt<'_>],
    start: usize,
) -> Option<usize> {
    let fits = |k: &usize| {
        let c = &cues[*k];
        let far = start.saturating_sub(c.end) > if is_verbal(cues, *k) { 40 } else { 8 };
        c.end <= start && scene.stop(room, c.at) >= start && !is_relative(scene, c) && !far
    };
    let led = cues
        .iter()
        .rposition(|c| is_led_to(scene, c) && c.end + usize::from(scene.is_colon(c.end)) == start);
    // "وأضاف وهو يشير إلى الطابور": what somebody does while speaking is not how he speaks.
    let verb = || {
        let mut verbs = (0..cues.len()).rev().filter(|k| is_verbal(cues, *k)).filter(fits);
        let last = verbs.next()?;
        if is_meanwhile(scene, &cues[last]) { verbs.next().or(Some(last)) } else { Some(last) }
    };
    let noun = || (0..cues.len()).rev().filter(|k| !is_verbal(cues, *k)).find(fits);
    led.or_else(verb).or_else(noun)
}

/// Whether a verb only tells what its subject does meanwhile: behind a pronoun that a conjunction joins.
fn is_meanwhile(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
    let before = prev(cue.at);
    scene.verb_first()
        && cue.form == Form::Verb
        && cue.features.tense == isnad_pack::inflect::Tense::Present
        && scene.around(before, "meanwhile").is_some()
}

/// The cue behind words in marks: "…", said the minister.
fn cue_behind(scene: &Scene<'_, '_>, room: &Room, cues: &[CueAt<'_>], end: usize) -> Option<usize> {
    let mut at = end;
    while at < room.range.end
        && (scene.is_comma(at) || ["—", "–", "-", "."].iter().any(|m| scene.doc.is_mark(at, m)))
    {
        at += 1;
    }
    while let Some(skip) = scene.word(at, "anaphor") {
        at = skip.end;
    }
    if scene.verb_first() {
        return cues.iter().position(|c| c.at == at && c.form == Form::Verb);
    }
    let stop = scene.stop(room, at);
    let stop = (at..stop).find(|k| scene.child_at(room, *k).is_some()).unwrap_or(stop);
    cues.iter().position(|c| {
        c.at >= at
            && c.at < stop.min(at + 16)
            && c.form == Form::Verb
            && !matches!(c.class(), CueClass::Noun)
            && !is_copular(scene, at, c.at)
    })
}

/// Whether the words in marks are the subject of a verb that comes before the cue: "… is an old saying".
fn is_copular(scene: &Scene<'_, '_>, from: usize, cue: usize) -> bool {
    from < cue && (scene.word(from, "verb").is_some() || scene.doc.is_verb(from))
}

/// Whether words in marks are the name of something.
pub(crate) fn is_named(scene: &Scene<'_, '_>, room: &Room, q: usize) -> bool {
    let quoted = &scene.marks.quoted[q];
    let start = quoted.outer.start;
    let words = scene.span(&quoted.inner);
    let whole = scene.nominals_over(quoted.inner.start).any(|n| {
        n.who.id.is_some()
            && n.name.or(n.unknown_name).is_some_and(|s| s.overlaps(words) && s.contains(words))
    });
    if whole && !scene.is_colon(start.saturating_sub(1)) {
        return true;
    }
    let begin = start.saturating_sub(4).max(room.range.start);
    let clause = is_clause(scene, q);
    let before = (begin..start).any(|k| {
        !(clause && scene.is_definite(k)) && {
            scene.is_level(room, k)
                && scene
                    .around(k, "naming")
                    .is_some_and(|n| n.end == start || n.end + 1 == start && gap(scene, n.end))
        }
    });
    let behind = scene.around(quoted.outer.end, "naming_after").is_some();
    // "البيت الأبيض" is no verse.
    let listed = |k: usize| scene.nominals_over(k).any(|n| n.name.is_some() || n.role.is_some());
    let meaning = (start.saturating_sub(9).max(room.range.start)..start)
        .any(|k| scene.around(k, "meaning").is_some() && !listed(k));
    let told = addressed(scene, quoted.inner.start).is_some_and(|r| r.end == quoted.inner.end)
        || scene.word(quoted.inner.start, "network").is_some_and(|w| w.end == quoted.inner.end)
        || addressed_in_marks(scene, q).is_some();
    before || behind || meaning || told || coordinated_name(scene, room, q)
}

/// An adjective or a name may stand between a naming noun and its name.
fn gap(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.is_word(i)
        && scene.around(i, "that").is_none()
        && scene.doc.class(i) != "prep"
        && !scene.has_preposition(i)
        && (scene.is_definite(i)
            || scene.doc.word(i).chars().count() <= 2
            || scene.nominal_at(i).is_some())
}

/// "… list and the … list", "“أ” ثم “ب”": a name joined to a name.
fn coordinated_name(scene: &Scene<'_, '_>, room: &Room, q: usize) -> bool {
    let start = scene.marks.quoted[q].outer.start;
    let before = scene.marks.quoted[..q]
        .iter()
        .rposition(|p| p.parent == room.quote && p.outer.end <= start);
    let Some(before) = before.filter(|b| start - scene.marks.quoted[*b].outer.end <= 2) else {
        return false;
    };
    let between = scene.marks.quoted[before].outer.end..start;
    let joined = between.clone().all(|k| {
        !scene.is_comma(k) && !scene.is_colon(k) && scene.doc.norm(k).chars().count() <= 3
    });
    joined && is_named(scene, room, before)
}

/// Whether words in marks make a clause: a verb, or enough words.
pub(crate) fn is_clause(scene: &Scene<'_, '_>, q: usize) -> bool {
    let inner = scene.marks.quoted[q].inner.clone();
    let verb = inner.clone().any(|k| {
        scene.word(k, "verb").is_some()
            || scene.doc.may_be_verb(k)
                && (scene.verb_first() || scene.doc.is_verb(k) || is_past(scene, k))
            || scene.doc.class(k) == "neg" && scene.verb_first()
            || cue_at(scene, k).is_some_and(|c| c.is_verb())
    });
    let long = inner.len() >= 12;
    let starts =
        scene.word(inner.start, "that").is_some() || scene.doc.class(inner.start) == "pron";
    verb || long || starts
}

impl Scene<'_, '_> {
    /// Whether nothing but closing marks stands between two tokens.
    fn verb_first_gap(&self, from: usize, to: usize) -> bool {
        (from..to).all(|k| !self.is_word(k))
    }

    /// Whether a clitic is written on an opening mark.
    fn is_glued(&self, start: usize) -> bool {
        start > 0
            && self.is_word(start - 1)
            && self.doc.tokens[start - 1].span.end == self.doc.tokens[start].span.start
    }
}
