//! What each reporting word governs, and the quotes that follow from it.

use std::ops::Range;

use isnad_pack::cues::CueClass;
use isnad_text::Span;

use crate::record::{Link, Quote, QuoteKind, Setting};

use super::{
    alone::{echoes, unattributed},
    attribution::{Attribution, Desk},
    cue::{CueAt, Form, cues_in},
    extent::trimmed,
    govern::drafts,
    loose::{note_relays, sources},
    phrase::phrase,
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source, source},
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
        unattributed(scene, &room, &mut memory, &mut seen, &mut out);
        note_relays(scene, &room, &mut memory);
    }
    echoes(scene, &seen, &mut out);
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
        let asks = is_answered(&cues, i);
        let leads = contents.iter().any(|(r, c)| *c == i && cues.iter().any(|o| r.contains(&o.at)));
        let relays = cues[i].class() == CueClass::Relay && cues[i].form != Form::Noun;
        if !used && !leads && !relays && !asks {
            continue;
        }
        let desk = Desk { scene, room, cues: &cues, memory, taken: &taken, contents: &contents };
        let mut attribution = desk.attribute(i, &found);
        if let Some(outer) = enclosing(&contents, &cues, i).and_then(|o| found[o].clone()) {
            nest(&mut attribution, &outer);
        }
        if used || asks {
            let asked = desk_asked(scene, room, &cues[i], &attribution, memory);
            remember(memory, &attribution, &cues[i], asked, used);
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
            within(scene, q, attribution, seen, out);
        }
    }
    sources(scene, room, &cues, &drafts, memory, out);
}

/// Quotes within a quotation: the outer speaker relays them.
pub(crate) fn within(
    scene: &Scene<'_, '_>,
    q: usize,
    outer: &Attribution,
    seen: &mut Vec<usize>,
    out: &mut Vec<Quote>,
) {
    let inner = scene.marks.quoted[q].inner.clone();
    let room = Room { range: inner, quote: Some(q) };
    if scene.children(&room).is_empty() {
        return;
    }
    let mut found = Vec::new();
    let mut local = Memory { outer: outer.source.clone(), ..Memory::default() };
    read_room(scene, &room, &mut local, seen, &mut found);
    found.retain(|quote| quote.kind != QuoteKind::Indirect);
    let link = outer.source.as_ref().map(|s| Link::told(s.who.clone(), s.span));
    for quote in &mut found {
        quote.via.extend(link.clone());
        quote.via.extend(outer.via.iter().cloned());
    }
    out.append(&mut found);
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
    let link = outer.source.as_ref().map(|s| Link::told(s.who.clone(), s.span));
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

/// Whether a verb of asking reports no words and the next verb answers: "asked him about it, and he
/// replied".
fn is_answered(cues: &[CueAt<'_>], i: usize) -> bool {
    let next = cues.get(i + 1..).and_then(|c| c.iter().find(|c| c.form == Form::Verb));
    let asks = cues[i].form == Form::Verb && cues[i].cue.stance == "question";
    asks && next.is_some_and(|c| c.cue.stance == "reply")
}

/// Notes who spoke, whom they asked and, where they said anything, that it was they who said it.
fn remember(
    memory: &mut Memory,
    attribution: &Attribution,
    cue: &CueAt<'_>,
    asked: Option<Source>,
    said: bool,
) {
    let Some(source) = &attribution.source else { return };
    memory.asked = asked;
    memory.asker = (cue.cue.stance == "question").then(|| source.who.clone());
    if said {
        memory.said.push(source.clone());
        memory.channel.clone_from(&attribution.channel);
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
    // "asked her": one of those before.
    let pronoun = |r: &Range<usize>| {
        let word = scene.doc.class(r.start) == "pron" || scene.word(r.start, "owner").is_some();
        word && r.len() == 1
    };
    let phrase = phrase(scene, room, at, None).filter(|r| !pronoun(r));
    let asked = phrase.and_then(|r| source(scene, room, memory, &r));
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
    let source = found.source.as_ref();
    let quote = quote(scene, span, draft.kind, source, &found.via, Some(cue), draft.rule);
    out.push(Quote { carried: !found.fresh && source.is_some(), ..quote });
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
        carried: false,
        stance: cue.map(|c| c.cue.stance.clone()).filter(|stance| !stance.is_empty()),
        setting: Setting::default(),
        rule: rule.to_owned(),
    }
}

/// The reporting word without the conjunction written on it.
fn cue_span(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> Span {
    let span = scene.span(&(cue.at..cue.end));
    let conj = scene.tokens.cue_readings(cue.at).iter().find_map(|(c, r)| {
        (std::ptr::eq(*c, cue.cue) && r.analysis.features == cue.features)
            .then(|| r.split.before.map_or(0, |b| b.conj.chars().count()))
    });
    let skipped: usize =
        span.of(scene.doc.text).chars().take(conj.unwrap_or(0)).map(char::len_utf8).sum();
    Span::new(span.start as usize + skipped, span.end as usize)
}

/// Whether a speaker is somebody other than an outlet.
pub(crate) fn is_first_hand(source: &Source) -> bool {
    source.sort != Sort::Outlet
}
