//! Attributions without a governing verb: "according to", "in the words of", a cue behind its clause.

use std::ops::Range;

use isnad_pack::cues::CueClass;
use isnad_text::Span;

use crate::record::{Link, Quote, QuoteKind};

use super::{
    attribution::{Attribution, Desk},
    chain::{Relay, relays},
    cue::{CueAt, Form},
    english::is_finite,
    extent::trimmed,
    fragment::is_named,
    phrase::phrase,
    report::{Draft, quote},
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source, is_source_like, source},
};

/// Attributions that begin with a word like "according to", and verbs behind their clause.
pub(crate) fn sources<'d>(
    scene: &Scene<'d, '_>,
    room: &Room,
    cues: &[CueAt<'d>],
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
        let told = drafts.iter().filter(|d| sentence.contains(&d.range.start));
        // "…, she said, adding that …": what stands before the first cue that reports on.
        let first = told.map(|d| d.range.start.min(cues[d.cue].at)).min();
        let pause =
            first.map(|k| (begin.max(k.saturating_sub(4))..k).rev().find(|j| scene.is_comma(*j)));
        let free = match pause {
            Some(Some(comma)) => begin..comma,
            Some(None) => begin..begin,
            None => sentence,
        };
        // Before another report only what opens the sentence is an attribution of its own.
        let opens =
            |i: usize| ["according", "expression", "as"].iter().any(|c| scene.word(i, c).is_some());
        let leads = first.is_none() || (free.start..free.end.min(free.start + 2)).any(opens);
        let _ = leads && by_word(scene, room, &free, cues, memory, out)
            || (first.is_none() || !scene.verb_first())
                && by_verb(scene, room, &free, cues, memory, out);
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
        let relays = cue.is_some_and(|c| c.class() == CueClass::Relay)
            || scene.word(i, "as").is_some_and(|w| scene.around(w.end, "carry").is_some());
        let Some(found) = cited(scene, room, sentence, (i, at, relays), memory) else { continue };
        let leading =
            (sentence.start..i).all(|k| !scene.is_word(k) || scene.word(k, "lead").is_some());
        let content = if leading {
            clause_behind(scene, sentence, i)
        } else {
            clause_ahead(scene, room, sentence, i)
        };
        let Some(span) = content.and_then(|c| trimmed(scene, &c)) else { continue };
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
            let span = scene.span(&(begin..width));
            quote.cue = Some(if begin == i { without_conjunction(scene, i, span) } else { span });
        }
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

/// Who is cited at a token, with outlets beside. Given are the word of attribution, where the source
/// begins behind it, and whether a verb of relaying stands between.
fn cited(
    scene: &Scene<'_, '_>,
    room: &Room,
    sentence: &Range<usize>,
    (i, at, relays_on): (usize, usize, bool),
    memory: &Memory,
) -> Option<Attribution> {
    let begin = if scene.verb_first() && scene.has_preposition(at) {
        None
    } else {
        phrase(scene, room, at, Some(CueClass::Tell))
    };
    // "وفقا لوكالة": the preposition is written on the source.
    let range = begin.unwrap_or_else(|| phrase_with_preposition(scene, room, at, sentence.end));
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
            let cites = |end: usize| end > k + 1 || relays_on || !scene.verb_first();
            scene.word(k, "citing").map(|c| c.end).filter(|end| cites(*end))
        });
        if let Some(told) = cites
            .and_then(|k| phrase(scene, room, k, None))
            .and_then(|r| source(scene, room, memory, &r))
        {
            let outlet = std::mem::replace(&mut speaker, told);
            via.push(Link::told(outlet.who, outlet.span));
        }
    }
    let beside =
        named.iter().filter(|r| r.who != speaker.who && !via.iter().any(|l| l.who == r.who));
    let inside = |s: Option<Span>| s.is_some_and(|s| speaker.span.is_some_and(|o| o.contains(s)));
    let links: Vec<Link> = beside.map(Relay::link).filter(|l| !inside(l.span)).collect();
    via.extend(links);
    Some(Attribution { source: Some(speaker), via, fresh: true, channel: Vec::new() })
}

/// A phrase whose first word has a preposition written on it.
fn phrase_with_preposition(
    scene: &Scene<'_, '_>,
    room: &Room,
    at: usize,
    end: usize,
) -> Range<usize> {
    let next = phrase(scene, room, at + 1, None);
    let glued = next.filter(|r| {
        r.start == at + 1 && scene.is_word(at + 1) && !scene.is_comma(at + 1) && r.end <= end
    });
    at..glued.map_or(at + 1, |r| r.end)
}

/// The clause behind a leading attribution: from its comma to the end of the sentence.
fn clause_behind(scene: &Scene<'_, '_>, sentence: &Range<usize>, i: usize) -> Option<Range<usize>> {
    // "وبحسب رواية الشرطة فإن": a conjunction on the word that opens the clause does for a comma.
    let opened = |k: usize| {
        let that = scene.around(k, "that").and_then(|t| t.before);
        that.is_some_and(|b| !b.conj.is_empty())
    };
    let pause = (i + 1..sentence.end).find(|k| scene.is_comma(*k) || opened(*k))?;
    let mut start = pause + usize::from(scene.is_comma(pause));
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
fn by_verb<'d>(
    scene: &Scene<'d, '_>,
    room: &Room,
    sentence: &Range<usize>,
    cues: &[CueAt<'d>],
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
        let pronoun = scene.word(comma + 1, "pronoun").is_some_and(|p| p.end == cue.at);
        let named = |_: &Source| found.fresh || pronoun;
        let Some(speaker) = found.source.clone().filter(named) else { continue };
        let said = words_in_marks(scene, room, &content);
        let kind = if said.is_empty() { QuoteKind::Indirect } else { QuoteKind::Partial };
        let spans = if said.is_empty() { vec![content] } else { said };
        for span in spans.iter().filter_map(|r| trimmed(scene, r)) {
            out.push(quote(scene, span, kind, Some(&speaker), &found.via, Some(cue), "clause-cue"));
        }
        memory.said.push(speaker);
        memory.channel = found.channel;
        return true;
    }
    false
}

/// The words in marks within a clause, those aside that are names.
fn words_in_marks(scene: &Scene<'_, '_>, room: &Room, clause: &Range<usize>) -> Vec<Range<usize>> {
    let level = Room { range: clause.clone(), quote: room.quote };
    let said = scene.children(&level).into_iter().filter(|q| !is_named(scene, room, *q));
    said.map(|q| scene.marks.quoted[q].inner.clone()).filter(|r| !r.is_empty()).collect()
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
    let inverted = cue.at == comma + 1
        && (sentence.start..comma).any(|k| is_finite(scene, k))
        && is_source_like(scene, cue.end)
        && phrase(scene, room, cue.end, Some(cue.class()))
            .is_some_and(|r| r.end >= sentence.end || scene.is_comma(r.end));
    let ends = inverted
        || cue.end >= sentence.end
        || cue.class() == CueClass::Tell
            && phrase(scene, room, cue.end, None).is_some_and(|r| r.end + 4 >= sentence.end)
        || scene.is_comma(cue.end)
        || scene.word(cue.end, "when").is_some_and(|w| w.end >= sentence.end)
        || scene.doc.class(cue.end) == "prep" && cue.end + 4 >= sentence.end;
    let first_verb = !(comma + 1..cue.at).any(|k| scene.word(k, "verb").is_some());
    let relative = scene.doc.class(comma + 1) == "rel";
    ends && first_verb && !relative && (inverted || cue.at > comma + 1)
}

/// Notes the outlets of a sentence for later words like "the agency".
pub(crate) fn note_relays(scene: &Scene<'_, '_>, room: &Room, memory: &mut Memory) {
    let found = relays(scene, room, &room.range, &[]);
    memory.relays.extend(found);
}
