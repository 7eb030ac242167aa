//! What each reporting word governs, and the quotes that follow from it.

use std::ops::Range;

use isnad_pack::cues::CueClass;
use isnad_text::Span;

use crate::record::{Link, Quote, QuoteKind};

use super::{
    attribution::{Attribution, Desk},
    cue::{CueAt, Form, cues_in},
    extent::{clause_end, trimmed},
    loose,
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source},
};

/// A quote before its speaker is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The tokens said.
    pub(crate) range: Range<usize>,
    pub(crate) kind: QuoteKind,
    /// Index of its cue among the room's.
    pub(crate) cue: usize,
    /// The quotation, if it stands in marks.
    pub(crate) quoted: Option<usize>,
    pub(crate) rule: &'static str,
}

/// All quotes of a scene.
pub(crate) fn reports(scene: &Scene<'_, '_>) -> Vec<Quote> {
    let mut out = Vec::new();
    let mut memory = Memory::default();
    let mut seen = Vec::new();
    for unit in &scene.units {
        let room = Room { range: unit.clone(), quote: None };
        read_room(scene, &room, &mut memory, &mut seen, &mut out);
        loose::unattributed(scene, &room, &mut memory, &mut seen, &mut out);
        loose::note_relays(scene, &room, &mut memory);
    }
    loose::echoes(scene, &seen, &mut out);
    out
}

/// Finds the quotes of a room; `seen` gathers the quotations that got a speaker.
pub(crate) fn read_room(
    scene: &Scene<'_, '_>,
    room: &Room,
    memory: &mut Memory,
    seen: &mut Vec<usize>,
    out: &mut Vec<Quote>,
) {
    let cues = cues_in(scene, room);
    let (drafts, contents) = drafts(scene, room, &cues);
    let taken: Vec<Range<usize>> = drafts.iter().map(|d| d.range.clone()).collect();
    let mut found: Vec<Option<Attribution>> = vec![None; cues.len()];
    for i in 0..cues.len() {
        let used = drafts.iter().any(|d| d.cue == i);
        let leads = contents.iter().any(|(r, c)| *c == i && cues.iter().any(|o| r.contains(&o.at)));
        if !used && !leads && cues[i].class() != CueClass::Relay {
            continue;
        }
        let desk = Desk { scene, room, cues: &cues, memory, taken: &taken, contents: &contents };
        let mut attribution = desk.attribute(i, &found);
        if let Some(outer) = enclosing(&contents, &cues, i).and_then(|o| found[o].clone()) {
            nest(&mut attribution, &outer);
        }
        if used {
            remember(memory, &attribution, desk_asked(scene, room, &cues[i], &attribution, memory));
        }
        found[i] = Some(attribution);
    }
    for draft in drafts.iter().filter(|d| !holds_reports(&drafts, &cues, d)) {
        let Some(attribution) =
            found[draft.cue].as_ref().filter(|a| is_said(scene, &cues[draft.cue], a, draft))
        else {
            continue;
        };
        if cues[draft.cue].negated {
            seen.extend(draft.quoted);
            continue;
        }
        seen.extend(draft.quoted);
        push(scene, draft, &cues[draft.cue], attribution, out);
        if let Some(q) = draft.quoted.filter(|_| draft.kind == QuoteKind::Direct) {
            within(scene, q, attribution, memory, seen, out);
        }
    }
    loose::sources(scene, room, &cues, &drafts, memory, out);
}

/// Quotes within a quotation: the outer speaker relays them.
pub(crate) fn within(
    scene: &Scene<'_, '_>,
    q: usize,
    outer: &Attribution,
    memory: &mut Memory,
    seen: &mut Vec<usize>,
    out: &mut Vec<Quote>,
) {
    let inner = scene.marks.quoted[q].inner.clone();
    let room = Room { range: inner, quote: Some(q) };
    if scene.children(&room).is_empty() {
        return;
    }
    let mut found = Vec::new();
    let mut local = Memory::default();
    read_room(scene, &room, &mut local, seen, &mut found);
    found.retain(|quote| quote.kind != QuoteKind::Indirect);
    let link = outer.source.as_ref().map(|s| Link { who: s.who.clone(), span: s.span });
    for quote in &mut found {
        quote.via.extend(link.clone());
        quote.via.extend(outer.via.iter().cloned());
    }
    let _ = memory;
    out.append(&mut found);
}

/// What the cues of a room govern.
fn drafts(
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
    let loose = scene.doc.class(before) == "prep"
        && scene.word(before, "on").is_none()
        && scene.verb_first();
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
    let behind = i - usize::from(scene.word(i - 1, "on").is_some());
    let at = noun
        .filter(|k| {
            cues[*k].end == behind
                && !(verb.is_some() && (cues[*k].bound || scene.is_definite(cues[*k].at)))
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
fn is_relative(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
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
    own && (cue.end + 1..cue.end + 4)
        .any(|k| scene.around(k, "that").is_some_and(|t| t.before.is_none()))
        && scene.around(cue.end, "that").is_none()
        && scene.word(cue.end, "on").is_none()
}

/// Whether a cue counts like a verb: verbs, participles, and "قوله" behind a relaying verb.
fn is_verbal(cues: &[CueAt<'_>], k: usize) -> bool {
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
    let mut at = cue.end;
    if cue.class() == CueClass::Tell {
        // The person told comes first.
        let told = super::phrase::phrase(scene, room, at, None)?;
        at = told.end.min(at + 3);
        if scene.around(at, "start").is_none() {
            return None;
        }
    }
    let begins = at < room.range.end
        && scene.is_level(room, at)
        && scene.is_word(at)
        && (scene.word(at, "start").is_some()
            || doc.is_capital(at)
            || !doc.is_verb(at) && doc.class(at).is_empty());
    let to = doc.class(at) == "to" || doc.class(at) == "prep";
    let stop =
        (at..scene.stop(room, at)).find(|k| scene.is_comma(*k)).unwrap_or(scene.stop(room, at));
    // A clause has a verb of its own, behind its subject.
    let verb = (at + 1..stop).any(|k| {
        scene.is_level(room, k)
            && (scene.word(k, "verb").is_some() || doc.is_verb(k) || is_past(scene, k))
    });
    let subject = cue.at > room.range.start;
    let pronoun = scene.word(at, "pronoun").is_some() && at + 1 < stop;
    (begins && !to && subject && (verb || pronoun)).then_some(at)
}

fn is_past(scene: &Scene<'_, '_>, k: usize) -> bool {
    use isnad_pack::inflect::{Pos, Tense};
    scene.doc.readings[k]
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

/// The draft for words in marks, if a cue governs them.
fn quoted_draft(
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
        let colon = scene.is_colon(start - 1);
        let end = quoted.outer.end;
        let fills = range.start == start
            && (scene.verb_first_gap(end, range.end) || scene.is_comma(end))
            || colon;
        let cue = last_inner(cues, *cue, start, range.start);
        // In Arabic whatever fills the place behind the conjunction is a clause.
        let filled =
            scene.around(start - 1, "that").is_some_and(|t| t.key == "that") && scene.verb_first();
        let kind = if fills && (clause || filled) && cues[cue].class() != CueClass::Call {
            QuoteKind::Direct
        } else {
            QuoteKind::Partial
        };
        return whole(cue, kind, "cue-clause-quote");
    }
    if let Some(cue) = cue_before(scene, room, cues, start) {
        let colon = scene.is_colon(start - 1);
        let apart = colon || scene.is_comma(start - 1);
        let fragment = matches!(cues[cue].class(), CueClass::Call | CueClass::React)
            || cues[cue].form == Form::Noun
            || cues[cue].class() == CueClass::Think;
        let bound = start > 0
            && (scene.doc.class(start - 1) == "prep"
                || scene.doc.class(start - 1) == "det"
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
        let direct = colon || spoken || clause && !bound && (apart || !fragment && !loose);
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
    let verb = (0..cues.len()).rev().filter(|k| is_verbal(cues, *k)).find(fits);
    let noun = || (0..cues.len()).rev().filter(|k| !is_verbal(cues, *k)).find(fits);
    verb.or_else(noun)
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
    let whole = scene.nominals.iter().any(|n| {
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
    let meaning = (start.saturating_sub(9).max(room.range.start)..start)
        .any(|k| scene.around(k, "meaning").is_some());
    before || behind || meaning || coordinated_name(scene, room, q)
}

/// An adjective or a name may stand between a naming noun and its name.
fn gap(scene: &Scene<'_, '_>, i: usize) -> bool {
    scene.is_word(i)
        && scene.around(i, "that").is_none()
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
        !scene.is_comma(k) && !scene.is_colon(k) && scene.doc.tokens[k].norm.chars().count() <= 3
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
            || super::cue::cue_at(scene, k).is_some_and(|c| c.is_verb())
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

/// The cue whose clause holds another cue: it relays what that one reports.
fn enclosing(
    contents: &[(Range<usize>, usize)],
    cues: &[CueAt<'_>],
    inner: usize,
) -> Option<usize> {
    let at = cues[inner].at;
    let holds = |(range, cue): &&(Range<usize>, usize)| *cue != inner && range.contains(&at);
    contents.iter().filter(holds).map(|(_, cue)| *cue).next_back()
}

/// Whether a draft's clause only leads to what another cue in it reports.
fn holds_reports(drafts: &[Draft], cues: &[CueAt<'_>], draft: &Draft) -> bool {
    draft.quoted.is_none()
        && drafts.iter().any(|d| {
            d.cue != draft.cue
                && draft.range.contains(&cues[d.cue].at)
                && draft.range.start <= d.range.start
        })
}

/// Puts the outer speaker behind the inner one in the chain.
fn nest(inner: &mut Attribution, outer: &Attribution) {
    if inner.source.as_ref().map(|s| &s.who) == outer.source.as_ref().map(|s| &s.who) {
        return;
    }
    let link = outer.source.as_ref().map(|s| Link { who: s.who.clone(), span: s.span });
    for link in link.into_iter().chain(outer.via.iter().cloned()) {
        if !inner.via.iter().any(|l| l.who == link.who) {
            inner.via.push(link);
        }
    }
}

/// Whether an attribution carries a quote: nouns of speech need somebody whose words they are.
fn is_said(scene: &Scene<'_, '_>, cue: &CueAt<'_>, found: &Attribution, draft: &Draft) -> bool {
    if draft.kind == QuoteKind::Indirect && found.source.as_ref().is_none_or(|s| s.who.is_empty()) {
        return false;
    }
    let described = cue.class() == CueClass::Call && draft.kind == QuoteKind::Indirect;
    match cue.form {
        Form::Noun => found.source.is_some(),
        // "… was described as": by nobody.
        _ if described => {
            found.source.as_ref().and_then(|s| s.span).is_some_and(|s| {
                s.start > scene.doc.tokens[cue.at].span.start || !scene.verb_first()
            })
        }
        _ => true,
    }
}

fn remember(memory: &mut Memory, attribution: &Attribution, asked: Option<Source>) {
    if let Some(source) = &attribution.source {
        memory.said.push(source.clone());
        memory.channel.clone_from(&attribution.channel);
        memory.asked = asked;
    }
}

/// Whom a question was put to: the phrase behind the verb or behind its subject; else whoever spoke
/// before.
fn desk_asked(
    scene: &Scene<'_, '_>,
    room: &Room,
    cue: &CueAt<'_>,
    found: &Attribution,
    memory: &Memory,
) -> Option<Source> {
    if cue.cue.stance != "question" {
        return None;
    }
    let behind =
        found.source.as_ref().and_then(|s| s.span).map_or(cue.end, |s| scene.doc.tokens_in(s).end);
    let at = behind.max(cue.end);
    let asked = super::phrase::phrase(scene, room, at, None)
        .and_then(|r| super::speaker::source(scene, room, memory, &r));
    asked.or_else(|| {
        memory
            .said
            .iter()
            .rev()
            .find(|s| Some(&s.who) != found.source.as_ref().map(|f| &f.who))
            .cloned()
    })
}

fn push(
    scene: &Scene<'_, '_>,
    draft: &Draft,
    cue: &CueAt<'_>,
    found: &Attribution,
    out: &mut Vec<Quote>,
) {
    let Some(mut span) = trimmed(scene, &draft.range) else { return };
    // The mark of a question stays with it.
    let next = scene.doc.text.get(span.end as usize..).and_then(|t| t.chars().next());
    if let Some(mark) = next.filter(|c| matches!(c, '?' | '؟' | '!') && draft.quoted.is_none()) {
        span.end += mark.len_utf8() as u32;
    }
    out.push(quote(
        scene,
        span,
        draft.kind,
        found.source.as_ref(),
        &found.via,
        Some(cue),
        draft.rule,
    ));
}

pub(crate) fn quote(
    scene: &Scene<'_, '_>,
    span: Span,
    kind: QuoteKind,
    source: Option<&Source>,
    via: &[Link],
    cue: Option<&CueAt<'_>>,
    rule: &str,
) -> Quote {
    Quote {
        span,
        kind,
        speaker: source.map_or(String::new(), |s| s.who.clone()),
        speaker_span: source.and_then(|s| s.span),
        cue: cue.map(|c| cue_span(scene, c)),
        via: via.to_vec(),
        rule: rule.to_owned(),
    }
}

/// The reporting word without the conjunction written on it.
fn cue_span(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> Span {
    let span = scene.span(&(cue.at..cue.end));
    let token = &scene.doc.tokens[cue.at];
    let conj =
        scene.doc.lang.cues.readings(&token.norm, &scene.doc.lang.clitics).into_iter().find_map(
            |(c, r)| {
                (std::ptr::eq(c, cue.cue) && r.analysis.features == cue.features)
                    .then(|| r.split.before.map_or(0, |b| b.conj.chars().count()))
            },
        );
    let skipped: usize =
        span.of(scene.doc.text).chars().take(conj.unwrap_or(0)).map(char::len_utf8).sum();
    Span::new(span.start as usize + skipped, span.end as usize)
}

/// Whether a speaker is somebody other than an outlet.
pub(crate) fn is_first_hand(source: &Source) -> bool {
    source.sort != Sort::Outlet
}
