//! Which reporting word governs which clause: behind a conjunction, a colon, or the word itself.

use std::ops::Range;

use isnad_pack::{
    cues::{Cue, CueClass},
    inflect::{Pos, Tense},
};

use isnad_text::fold;

use crate::{record::QuoteKind, tagger::reading};

use super::{
    cue::{CueAt, Form},
    extent::clause_end,
    fragment::{is_named, quoted_draft},
    known::is_kin,
    phrase::phrase,
    report::Draft,
    scene::{Room, Scene, prev},
};

/// What the cues of a room govern.
pub(crate) fn drafts(
    scene: &Scene<'_, '_>,
    room: &Room,
    cues: &[CueAt<'_>],
) -> (Vec<Draft>, Vec<(Range<usize>, usize)>) {
    let mut out = Vec::new();
    let clauses = clause_starts(scene, room, cues);
    let live: Vec<&CueAt<'_>> = cues
        .iter()
        .enumerate()
        .filter(|(i, c)| clauses.iter().any(|s| s.1 == *i) || governs_quote(scene, room, cues, c))
        .map(|(_, c)| c)
        .collect();
    let contents: Vec<(Range<usize>, usize, &'static str)> = clauses
        .iter()
        .map(|(start, cue, rule)| {
            let end = clause_end(scene, room, *start, &live);
            // What a relative clause reports ends with it.
            let pause = (*start..end)
                .find(|k| scene.is_comma(*k))
                .filter(|_| behind_relative(scene, &cues[*cue]));
            (*start..pause.unwrap_or(end), *cue, *rule)
        })
        .collect();
    for q in scene.children(room) {
        out.extend(quoted_draft(scene, room, cues, &contents, q));
    }
    let ranges = contents.iter().map(|(r, c, _)| (r.clone(), *c)).collect();
    for (range, cue, rule) in contents {
        let said = out.iter().any(|d: &Draft| {
            d.quoted.is_some() && range.start <= d.range.start && d.range.end <= range.end
        });
        let lone = scene.marks.lone.iter().any(|k| *k == range.end || *k + 1 == range.end);
        let kind = if lone { QuoteKind::Direct } else { QuoteKind::Indirect };
        if !said
            && !range.is_empty()
            && (cues[cue].class() != CueClass::Call || !cues[cue].features.passive)
        {
            out.push(Draft { range, kind, cue, quoted: None, rule });
        }
    }
    out.sort_by_key(|d| d.range.start);
    (out, ranges)
}

/// Where reported clauses begin, with their cues: after a conjunction, a colon, or the cue itself.
fn clause_starts(
    scene: &Scene<'_, '_>,
    room: &Room,
    cues: &[CueAt<'_>],
) -> Vec<(usize, usize, &'static str)> {
    let mut out: Vec<(usize, usize, &'static str)> = Vec::new();
    for i in room.range.clone().filter(|i| scene.is_level(room, *i)) {
        if let Some(start) = conjunction(scene, room, i) {
            out.extend(governor(scene, room, cues, i, &out).map(|c| (start, c, "cue-that")));
        } else if scene.is_colon(i)
            && i + 1 < room.range.end
            && scene.child_at(room, i + 1).is_none()
            && is_clause_ahead(scene, room, i + 1)
        {
            out.extend(
                governor(scene, room, cues, i, &out)
                    .filter(|c| near(scene, room, &cues[*c], i))
                    .map(|c| (i + 1, c, "cue-colon")),
            );
        }
    }
    for (i, cue) in cues.iter().enumerate().filter(|(_, c)| c.cue.zero && !scene.verb_first()) {
        let mut before = cue.at;
        while before > room.range.start && scene.word(before - 1, "verb").is_some() {
            before -= 1;
        }
        let inner = before > 0
            && scene.word(before - 1, "pronoun").is_some()
            && out.iter().any(|s| s.0 < cue.at && scene.stop(room, s.0) > cue.at);
        if !inner && !out.iter().any(|s| s.1 == i) {
            out.extend(zero_clause(scene, room, cue).map(|s| (s, i, "cue-clause")));
        }
    }
    out.sort_unstable();
    out
}

fn near(scene: &Scene<'_, '_>, room: &Room, cue: &CueAt<'_>, colon: usize) -> bool {
    colon - cue.at < 14 && scene.stop(room, cue.at) > colon
}

fn is_clause_ahead(scene: &Scene<'_, '_>, room: &Room, from: usize) -> bool {
    let words = (from..room.range.end)
        .take_while(|i| scene.is_level(room, *i))
        .filter(|i| scene.is_word(*i))
        .count();
    words >= 3
}

/// The first token of the clause behind a conjunction at a token.
fn conjunction(scene: &Scene<'_, '_>, room: &Room, i: usize) -> Option<usize> {
    let hit = scene.around(i, "that").or_else(|| scene.around(i, "whether"))?;
    let prefix = scene.doc.lang.settings.get("clause_prefix").map_or("", String::as_str);
    if hit
        .before
        .is_some_and(|b| b.article || !b.prep.is_empty() && b.prep != prefix || !b.conj.is_empty())
    {
        return None;
    }
    // Part of a longer word of another kind: "قبل أن", "إلا أن".
    let part = (i.saturating_sub(3)..i).any(|k| {
        ["lead", "break", "expression"]
            .iter()
            .any(|c| scene.around(k, c).is_some_and(|a| a.end > i))
            || scene.doc.functions[k].is_some_and(|f| f.end > i && f.class != "comp")
    });
    let before = i.checked_sub(1).filter(|k| *k >= room.range.start)?;
    // "نسخة منه أن": a pronoun ends what the preposition begins.
    let bare = scene.doc.key(before, "prep").is_some_and(|k| fold(k) == scene.doc.norm(before));
    let loose = bare && scene.word(before, "on").is_none() && scene.verb_first();
    // A relative "that" stands right before its verb.
    let relative =
        !scene.verb_first() && (scene.word(hit.end, "verb").is_some() || is_past(scene, hit.end));
    (!part && !loose && !relative).then_some(hit.end)
}

/// The cue that governs what begins at a token.
fn governor(
    scene: &Scene<'_, '_>,
    room: &Room,
    cues: &[CueAt<'_>],
    i: usize,
    given: &[(usize, usize, &'static str)],
) -> Option<usize> {
    let open = |k: &usize| {
        let cue = &cues[*k];
        cue.end <= i
            && takes(scene, cue, i)
            && !given.iter().any(|g| g.1 == *k)
            && !is_relative(scene, cue)
            && scene.stop(room, cue.at) >= i
    };
    let verb = (0..cues.len()).rev().filter(|k| is_verbal(cues, *k)).find(open);
    let noun = (0..cues.len()).rev().filter(|k| !is_verbal(cues, *k)).find(open);
    // A noun of speech counts where no verb stands before.
    let behind = i.saturating_sub(usize::from(scene.word(prev(i), "on").is_some()));
    // "وصف تصريحه بأنه": what is described is no report of its own.
    let described = verb.is_some_and(|v| cues[v].class() == CueClass::Call);
    let at = noun
        .filter(|k| {
            let owned = !cues[*k].pronoun.is_empty();
            let inner = cues[*k].bound || scene.is_definite(cues[*k].at) || described || owned;
            cues[*k].end == behind && (!(verb.is_some() && inner) || is_led_to(scene, &cues[*k]))
        })
        .or(verb)
        .or(noun)?;
    let asks = scene.around(i, "that").is_some()
        || scene.is_colon(i)
        || cues[at].class() == CueClass::Ask
        || matches!(cues[at].cue.stance.as_str(), "doubt" | "question");
    if !asks {
        return None;
    }
    // "that he hopes to …": the verb of the reported clause itself.
    let inner = given.iter().any(|g| g.0 == cues[at].at) && cues[at].class() == CueClass::Think;
    (!inner && !hindered(scene, room, &cues[at], i)).then_some(at)
}

/// Whether a cue stands in a relative clause and reports nothing itself.
pub(crate) fn is_relative(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
    behind_relative(scene, cue) && !has_own_clause(scene, cue) || in_aside(scene, cue)
}

/// Whether a cue stands in an aside that only names a source: ", according to what … reported,".
fn in_aside(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
    let pause = (cue.at.saturating_sub(12)..cue.at)
        .rev()
        .find(|k| scene.is_comma(*k) || scene.ends_sentence(*k));
    pause.is_some_and(|k| {
        scene.word(k + 1, "as").is_some() || scene.word(k + 1, "according").is_some()
    })
}

fn behind_relative(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
    cue.at > 0
        && (scene.doc.class(cue.at - 1) == "rel"
            || scene.around(cue.at - 1, "rel").is_some_and(|r| r.end == cue.at))
}

/// "الذي يقول المراقبون إنه": a relative clause with a subject and a reported clause of its own.
fn has_own_clause(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
    let own = cue.is_verb() && scene.verb_first() && cue.pronoun.is_empty();
    let that = |k: usize| scene.around(k, "that").is_some_and(|t| t.before.is_none());
    own && (cue.end + 1..cue.end + 4).any(that)
        && scene.around(cue.end, "that").is_none()
        && scene.word(cue.end, "on").is_none()
        // "محاميه الذي قال إن": right behind a relative.
        || own && that(cue.end) && cue.at > 1 && is_kin(scene, cue.at - 2)
}

/// "دفع الجمعية إلى القول": a noun of speech to which somebody came.
pub(crate) fn is_led_to(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
    cue.form == Form::Noun
        && scene.is_definite(cue.at)
        && matches!(cue.class(), CueClass::Say | CueClass::Tell)
        && cue.at > 0
        && scene.is_goal(cue.at - 1)
}

/// Whether a cue counts like a verb: verbs, participles, and "قوله" behind a relaying verb.
pub(crate) fn is_verbal(cues: &[CueAt<'_>], k: usize) -> bool {
    let relayed = cues[..k].iter().any(|c| c.class() == CueClass::Relay);
    cues[k].form != Form::Noun || !cues[k].pronoun.is_empty() && relayed && !cues[k].bound
}

/// Whether a cue can govern a clause at all.
fn takes(scene: &Scene<'_, '_>, cue: &CueAt<'_>, i: usize) -> bool {
    let described = cue.class() == CueClass::Call
        && scene.around(i, "that").is_some_and(|a| a.before.is_some_and(|b| !b.prep.is_empty()));
    (cue.class().takes_clause() || described)
        && !(cue.form == Form::Noun && matches!(cue.class(), CueClass::Call | CueClass::Tell))
}

/// Whether another verb right before a conjunction has it: "he hopes that".
fn hindered(scene: &Scene<'_, '_>, room: &Room, cue: &CueAt<'_>, i: usize) -> bool {
    let mut last = i;
    while last > cue.end && scene.word(last - 1, "on").is_some() {
        last -= 1;
    }
    let k = last.saturating_sub(1);
    k >= cue.end
        && scene.is_level(room, k)
        && scene.doc.is_verb(k)
        && !scene.is_definite(k)
        && scene.role(k).is_none()
        && !scene.is_glossed(k)
        && !scene.nominals_over(k).any(|n| n.name.is_some() || scene.is_person(n))
}

/// An English clause right behind its verb: "said the talks had failed".
fn zero_clause(scene: &Scene<'_, '_>, room: &Room, cue: &CueAt<'_>) -> Option<usize> {
    let doc = scene.doc;
    let inverted = cue.at > room.range.start
        && (!scene.is_level(room, cue.at - 1)
            || scene.is_comma(cue.at - 1) && cue.at > 1 && !scene.is_level(room, cue.at - 2));
    if cue.form == Form::Noun || inverted {
        return None;
    }
    // "said on Sunday they had arrested".
    let mut at = scene.word(cue.end, "when").map_or(cue.end, |w| w.end);
    if cue.class() == CueClass::Tell {
        // The person told comes first, if the verb can do without: "warned the firm would …".
        let told = phrase(scene, room, at, None)?;
        let behind = told.end.min(at + 3);
        let says = |c: &Cue| c.class == CueClass::Say && c.zero;
        if scene.around(behind, "start").is_some() {
            at = behind;
        } else if !scene.tokens.cue_readings(cue.at).iter().any(|(c, _)| says(c)) {
            return None;
        }
    }
    let begins = at < room.range.end
        && scene.is_level(room, at)
        && scene.is_word(at)
        && (scene.word(at, "start").is_some()
            || doc.is_capital(at)
            || !doc.is_verb(at) && doc.class(at).is_empty());
    let phrase = scene.word(at, "start").is_some_and(|w| w.end > at + 1);
    let gerund = reading(doc, at).0 == Some(Pos::Gerund);
    let to = gerund || !phrase && (doc.class(at) == "to" || doc.class(at) == "prep");
    let stop =
        (at..scene.stop(room, at)).find(|k| scene.is_comma(*k)).unwrap_or(scene.stop(room, at));
    // A clause has a verb of its own, behind its subject.
    // "said the suspects, both in their twenties, had confessed".
    let sentence = scene.stop(room, at);
    let closed = (stop + 1..sentence).find(|k| scene.is_comma(*k));
    let stop = match closed.filter(|k| *k < stop + 10 && scene.is_comma(stop)) {
        Some(close) if scene.word(close + 1, "verb").is_some() => close + 2,
        _ => stop,
    };
    let verb = (at + 1..stop).any(|k| {
        scene.is_level(room, k)
            && (scene.word(k, "verb").is_some() || doc.is_verb(k) || is_past(scene, k))
    });
    let subject = cue.at > room.range.start;
    let pronoun = scene.word(at, "pronoun").is_some() && at + 1 < stop;
    (begins && !to && subject && (verb || pronoun)).then_some(at)
}

pub(crate) fn is_past(scene: &Scene<'_, '_>, k: usize) -> bool {
    scene
        .doc
        .readings_at(k)
        .iter()
        .any(|r| r.analysis.features.pos == Pos::Verb && r.analysis.features.tense == Tense::Past)
        && scene.doc.class(k - 1) != "be"
        && scene.doc.class(k - 1) != "det"
}

/// Whether words in marks stand right behind a cue.
fn governs_quote(scene: &Scene<'_, '_>, room: &Room, cues: &[CueAt<'_>], cue: &CueAt<'_>) -> bool {
    let stop = scene.stop(room, cue.at);
    let next = cues
        .iter()
        .find(|c| c.at >= cue.end && c.form != Form::Noun)
        .map_or(stop, |c| c.at)
        .min(stop);
    (cue.end..next).any(|k| scene.child_at(room, k).is_some_and(|q| !is_named(scene, room, q)))
}
