//! Attributions without a governing verb: "according to", a cue behind the clause, headlines, and
//! words in marks that stand alone.

use std::ops::Range;

use isnad_pack::cues::CueClass;
use isnad_text::Span;

use crate::record::{Link, Quote, QuoteKind};

use super::{
    attribution::{Attribution, Desk},
    chain::relays,
    cue::{CueAt, Form},
    extent::trimmed,
    phrase::phrase,
    report::{Draft, is_clause, is_first_hand, is_named, quote, within},
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source, is_source_like, source},
};

/// Attributions that begin with a word like "according to", and verbs behind their clause.
pub(crate) fn sources(
    scene: &Scene<'_, '_>,
    room: &Room,
    cues: &[CueAt<'_>],
    drafts: &[Draft],
    memory: &mut Memory,
    out: &mut Vec<Quote>,
) {
    if room.quote.is_some() {
        return;
    }
    in_words_of(scene, room, memory, drafts, out);
    let mut begin = room.range.start;
    while begin < room.range.end {
        let end = scene.stop(room, begin).max(begin + 1);
        let sentence = begin..end;
        let told = drafts.iter().any(|d| sentence.contains(&d.range.start));
        if !told {
            let _ = by_word(scene, room, &sentence, cues, memory, out)
                || by_verb(scene, room, &sentence, cues, memory, out);
        }
        begin = end + 1;
    }
}

/// "…, in the words of the head of the union, “…”": a fragment beside such an expression.
fn in_words_of(
    scene: &Scene<'_, '_>,
    room: &Room,
    memory: &Memory,
    drafts: &[Draft],
    out: &mut Vec<Quote>,
) {
    for i in room.range.clone().filter(|i| scene.is_level(room, *i)) {
        let Some(word) = scene.word(i, "expression") else { continue };
        let Some(range) = phrase(scene, room, word.end, None) else { continue };
        let Some(speaker) = source(scene, room, memory, &range) else { continue };
        let stop = scene.stop(room, i);
        let free = |q: &usize| {
            let start = scene.marks.quoted[*q].outer.start;
            start > i
                && start < stop
                && !is_named(scene, room, *q)
                && !drafts.iter().any(|d| d.quoted == Some(*q))
        };
        for q in scene.children(room).into_iter().filter(free) {
            let Some(span) = trimmed(scene, &scene.marks.quoted[q].inner) else { continue };
            let mut found =
                quote(scene, span, QuoteKind::Partial, Some(&speaker), &[], None, "in-words-of");
            found.cue = Some(scene.span(&(i..word.end)));
            out.push(found);
        }
    }
}

/// "According to …": before its clause or behind it.
fn by_word(
    scene: &Scene<'_, '_>,
    room: &Room,
    sentence: &Range<usize>,
    cues: &[CueAt<'_>],
    memory: &mut Memory,
    out: &mut Vec<Quote>,
) -> bool {
    for i in sentence.clone().filter(|i| scene.is_level(room, *i)) {
        let Some((at, cue)) = opening(scene, i, cues) else { continue };
        let Some(found) = cited(scene, room, sentence, i, at, cue, memory) else { continue };
        let leading =
            (sentence.start..i).all(|k| !scene.is_word(k) || scene.word(k, "lead").is_some());
        let content = if leading {
            clause_behind(scene, sentence, i)
        } else {
            clause_ahead(scene, room, sentence, i)
        };
        let Some(span) = content.and_then(|c| trimmed(scene, &c)) else { continue };
        let word = scene.span(&(i..at.min(i + 2)));
        let mut quote = quote(
            scene,
            span,
            QuoteKind::Indirect,
            found.source.as_ref(),
            &found.via,
            cue,
            "according-to",
        );
        if cue.is_none() {
            let carried = scene.word(i, "as").filter(|_| scene.around(i, "expression").is_none());
            let width = carried.map_or_else(
                || {
                    scene
                        .around(i, "expression")
                        .or(scene.around(i, "according"))
                        .map_or(i + 1, |a| a.end)
                },
                |w| w.end + 1,
            );
            let begin = carried.map_or(i, |w| w.end);
            quote.cue =
                Some(without_conjunction(scene, i, scene.span(&(begin..width.min(begin + 2)))));
        }
        let _ = word;
        if let Some(source) = found.source {
            memory.said.push(source);
            memory.channel = found.channel;
        }
        out.push(quote);
        return true;
    }
    false
}

/// A conjunction written on the first word is cut off.
fn without_conjunction(scene: &Scene<'_, '_>, i: usize, span: Span) -> Span {
    let hit = scene.around(i, "expression").or(scene.around(i, "according")).and_then(|a| a.before);
    let letters = hit.map_or(0, |b| b.conj.chars().count());
    let skipped: usize = span.of(scene.doc.text).chars().take(letters).map(char::len_utf8).sum();
    Span::new(span.start as usize + skipped, span.end as usize)
}

/// Where the source begins behind a word of attribution at a token, and the verb that stands between.
fn opening<'c, 'd>(
    scene: &Scene<'_, '_>,
    i: usize,
    cues: &'c [CueAt<'d>],
) -> Option<(usize, Option<&'c CueAt<'d>>)> {
    if let Some(word) = scene.word(i, "as") {
        let cue =
            cues.iter().find(|c| c.at >= word.end && c.at < word.end + 2 && c.form == Form::Verb);
        let carried = scene.around(word.end, "carry").map(|c| c.end);
        return cue.map(|c| c.end).or(carried).map(|end| (end, cue));
    }
    if let Some(word) = scene.word(i, "expression") {
        return Some((word.end, None));
    }
    let word = scene.word(i, "according")?;
    if scene.doc.class(word.end) == "rel" || scene.doc.class(word.end) == "neg" {
        let cue = cues.iter().find(|c| c.at >= word.end && c.at < word.end + 3)?;
        return Some((cue.end, Some(cue)));
    }
    let mut at = word.end;
    while matches!(scene.doc.key(at, "prep"), Some("to")) {
        at += 1;
    }
    is_source_like(scene, at).then_some((at, None))
}

/// Who is cited at a token, with outlets beside.
fn cited(
    scene: &Scene<'_, '_>,
    room: &Room,
    sentence: &Range<usize>,
    i: usize,
    at: usize,
    cue: Option<&CueAt<'_>>,
    memory: &Memory,
) -> Option<Attribution> {
    let begin = if scene.verb_first() && scene.has_preposition(at) {
        None
    } else {
        phrase(scene, room, at, Some(CueClass::Tell))
    };
    // "وفقا لوكالة": the preposition is written on the source.
    let range = begin.or_else(|| phrase_with_preposition(scene, room, at, sentence.end))?;
    let mut speaker = source(scene, room, memory, &range)?;
    let leading = i <= sentence.start + 2;
    let stop = if leading {
        (range.end..sentence.end).find(|k| scene.is_comma(*k)).unwrap_or(sentence.end)
    } else {
        sentence.end
    };
    let named = relays(scene, room, &(range.start..stop), &memory.relays);
    let mut via: Vec<Link> = Vec::new();
    if speaker.sort == Sort::Outlet {
        let cites = (range.end..stop).find_map(|k| {
            scene.word(k, "citing").filter(|c| c.end > k + 1 || !scene.verb_first()).map(|c| c.end)
        });
        if let Some(told) = cites
            .and_then(|k| phrase(scene, room, k, None))
            .and_then(|r| source(scene, room, memory, &r))
        {
            let outlet = std::mem::replace(&mut speaker, told);
            via.push(Link { who: outlet.who, span: outlet.span });
        }
    }
    let beside =
        named.iter().filter(|r| r.who != speaker.who && !via.iter().any(|l| l.who == r.who));
    let inside = |s: Option<Span>| s.is_some_and(|s| speaker.span.is_some_and(|o| o.contains(s)));
    let links: Vec<Link> =
        beside.map(super::chain::Relay::link).filter(|l| !inside(l.span)).collect();
    via.extend(links);
    let _ = cue;
    Some(Attribution { source: Some(speaker), via, fresh: true, channel: Vec::new() })
}

/// A phrase whose first word has a preposition written on it.
fn phrase_with_preposition(
    scene: &Scene<'_, '_>,
    room: &Room,
    at: usize,
    end: usize,
) -> Option<Range<usize>> {
    let next = phrase(scene, room, at + 1, None);
    let glued = next.filter(|r| {
        r.start == at + 1 && scene.is_word(at + 1) && !scene.is_comma(at + 1) && r.end <= end
    });
    Some(at..glued.map_or(at + 1, |r| r.end))
}

/// The clause behind a leading attribution: from its comma to the end of the sentence.
fn clause_behind(scene: &Scene<'_, '_>, sentence: &Range<usize>, i: usize) -> Option<Range<usize>> {
    let comma = (i..sentence.end).find(|k| scene.is_comma(*k))?;
    let mut start = comma + 1;
    let joined = scene.around(start, "that").is_some();
    let particle = scene.doc.lang.settings.get("result").map_or("", String::as_str);
    if joined
        || particle
            .split('|')
            .any(|p| !p.is_empty() && scene.doc.tokens.get(start).is_some_and(|t| t.norm == p))
    {
        start += 1;
    }
    // A later source of the same sentence is no part of the clause.
    let other = (start..sentence.end)
        .find(|k| scene.is_comma(*k) && scene.word(k + 1, "according").is_some());
    Some(start..other.unwrap_or(sentence.end))
}

/// The clause before a trailing attribution.
fn clause_ahead(
    scene: &Scene<'_, '_>,
    room: &Room,
    sentence: &Range<usize>,
    i: usize,
) -> Option<Range<usize>> {
    let mut start = sentence.start;
    while start < i
        && (!scene.is_word(start) || scene.word(start, "lead").is_some_and(|l| l.end < i))
    {
        start = scene.word(start, "lead").map_or(start + 1, |l| l.end);
    }
    let words = (start..i).filter(|k| scene.is_level(room, *k) && scene.is_word(*k)).count();
    (words >= 3).then_some(start..i)
}

/// A reporting verb behind its clause: "…, Reuters reported", "…، يقول أقارب المفقودين".
fn by_verb(
    scene: &Scene<'_, '_>,
    room: &Room,
    sentence: &Range<usize>,
    cues: &[CueAt<'_>],
    memory: &mut Memory,
    out: &mut Vec<Quote>,
) -> bool {
    let inside = |c: &&(usize, &CueAt<'_>)| {
        sentence.contains(&c.1.at) && c.1.form != Form::Noun && !c.1.negated
    };
    let listed: Vec<(usize, &CueAt<'_>)> = cues.iter().enumerate().collect();
    for (index, cue) in listed.iter().filter(inside) {
        let Some(comma) =
            (sentence.start..cue.at).rev().find(|k| scene.is_comma(*k) && scene.is_level(room, *k))
        else {
            continue;
        };
        if !is_trailing(scene, room, sentence, cue, comma) {
            continue;
        }
        let Some(content) = clause_ahead(scene, room, sentence, comma) else { continue };
        let taken = vec![content.clone()];
        let desk = Desk { scene, room, cues, memory, taken: &taken, contents: &[] };
        let found = desk.attribute(*index, &earlier(&desk, *index));
        let Some(speaker) = found.source.clone().filter(|_| found.fresh) else { continue };
        let Some(span) = trimmed(scene, &content) else { continue };
        out.push(quote(
            scene,
            span,
            QuoteKind::Indirect,
            Some(&speaker),
            &found.via,
            Some(cue),
            "clause-cue",
        ));
        memory.said.push(speaker);
        memory.channel = found.channel;
        return true;
    }
    false
}

/// The attributions of the relaying cues before a cue.
fn earlier(desk: &Desk<'_, '_, '_>, index: usize) -> Vec<Option<Attribution>> {
    let relay = |i: usize| desk.cues[i].class() == CueClass::Relay;
    (0..index).map(|i| relay(i).then(|| desk.attribute(i, &[]))).collect()
}

/// Stances of reporting words that may stand behind the clause which they report.
const TRAILING: [&str; 15] = [
    "state", "report", "reveal", "add", "point", "explain", "opinion", "expect", "recall", "show",
    "hint", "relay", "confirm", "tell", "claim",
];

/// Whether a cue only tells who said the clause before it.
fn is_trailing(
    scene: &Scene<'_, '_>,
    room: &Room,
    sentence: &Range<usize>,
    cue: &CueAt<'_>,
    comma: usize,
) -> bool {
    let tells = matches!(
        cue.class(),
        CueClass::Say | CueClass::Tell | CueClass::Think | CueClass::Show | CueClass::Relay
    );
    if !tells || !TRAILING.contains(&cue.cue.stance.as_str()) {
        return false;
    }
    if scene.verb_first() {
        let own = cue.at == comma + 1 && !cue.joined && cue.form == Form::Verb;
        let subject = phrase(scene, room, cue.end, Some(cue.class()));
        let short = subject.is_some_and(|r| r.end + 5 >= sentence.end || scene.is_comma(r.end));
        return own && short;
    }
    let ends = cue.end >= sentence.end
        || scene.is_comma(cue.end)
        || scene.doc.class(cue.end) == "prep" && cue.end + 4 >= sentence.end;
    let first_verb = !(comma + 1..cue.at).any(|k| scene.word(k, "verb").is_some());
    let relative = scene.doc.class(comma + 1) == "rel";
    ends && first_verb && !relative && cue.at > comma + 1
}

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
    within(scene, *only, &found, memory, seen, out);
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
    let cues = super::cue::cues_in(scene, &level);
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
        return Some((found, own.then(|| cue.clone())));
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
    let Some(range) = phrase(scene, room, room.range.start, None).filter(|r| r.end == colon) else {
        return;
    };
    if super::cue::cues_in(scene, &Room { range: range.clone(), quote: None })
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
    out.push(quote(scene, span, kind, Some(&speaker), &[], None, "headline"));
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

/// Notes the outlets of a sentence for later words like "the agency".
pub(crate) fn note_relays(scene: &Scene<'_, '_>, room: &Room, memory: &mut Memory) {
    let found = relays(scene, room, &room.range, &[]);
    memory.relays.extend(found);
}

/// A source that is nobody in particular, for tests of the rules above.
#[cfg(test)]
pub(crate) fn nobody(who: &str) -> Source {
    Source {
        who: who.to_owned(),
        span: None,
        sort: Sort::Person,
        stems: Vec::new(),
        gender: ' ',
        plural: false,
        relay: None,
    }
}
