//! Where a reported clause ends.

use std::ops::Range;

use super::{
    cue::{CueAt, Form},
    scene::{Room, Scene},
};

/// The end of the reported clause that begins at a token. `live` are the cues that report
/// something themselves.
pub(crate) fn clause_end(
    scene: &Scene<'_, '_>,
    room: &Room,
    start: usize,
    live: &[&CueAt<'_>],
) -> usize {
    let stop = scene.stop(room, start);
    let mut at = start;
    while at < stop {
        if !scene.is_level(room, at) {
            at += 1;
            continue;
        }
        if at > start && ends_here(scene, room, at, stop, live) {
            return at;
        }
        at += 1;
    }
    stop
}

/// Whether the clause ends before a token.
fn ends_here(
    scene: &Scene<'_, '_>,
    room: &Room,
    at: usize,
    stop: usize,
    live: &[&CueAt<'_>],
) -> bool {
    if scene.is_comma(at) || scene.doc.is_mark(at, "–") || scene.doc.is_mark(at, "—") {
        return after_pause(scene, room, at + 1, stop, live);
    }
    let reports = live.iter().find(|c| c.at == at);
    if reports.is_some_and(|c| c.joined && c.form == Form::Verb && scene.verb_first()) {
        return true;
    }
    // "and pledged": a second verb of the same speaker.
    if scene.doc.key(at, "and").is_some() && live.iter().any(|c| c.at == at + 1) {
        return true;
    }
    // "and urged": the speaker's next act.
    let acts = !scene.verb_first()
        && scene.doc.key(at, "and").is_some()
        && super::cue::cue_at(scene, at + 1).is_some_and(|c| {
            use isnad_pack::cues::CueClass;
            c.is_verb() && matches!(c.class(), CueClass::React | CueClass::Ask | CueClass::Call)
        });
    if acts {
        return true;
    }
    // "but would not say": a second verb, which reports nothing.
    let turns = !scene.verb_first()
        && scene.word(at, "break").is_some_and(|b| {
            let reports = |k: usize| super::cue::cue_at(scene, k).is_some_and(|c| c.is_verb());
            scene.word(b.end, "verb").is_some() || reports(b.end)
        });
    turns || is_source(scene, at, stop) || scene.word(at, "expression").is_some()
}

/// Whether a loose attribution begins at a token: a word like "according to" and one who can say something.
fn is_source(scene: &Scene<'_, '_>, at: usize, stop: usize) -> bool {
    if scene.word(at, "as").is_some_and(|w| {
        (w.end..(w.end + 2).min(stop)).any(|k| {
            super::cue::cue_at(scene, k).is_some_and(|c| c.is_verb())
                || k == w.end && scene.verb_first() && scene.around(k, "carry").is_some()
        })
    }) {
        return true;
    }
    scene.word(at, "according").is_some_and(|w| super::speaker::is_source_like(scene, w.end))
}

/// Whether what stands behind a pause no longer belongs to the reported clause.
fn after_pause(
    scene: &Scene<'_, '_>,
    room: &Room,
    at: usize,
    stop: usize,
    live: &[&CueAt<'_>],
) -> bool {
    if at >= stop {
        return false;
    }
    let rest = |from: usize| {
        live.iter().any(|c| c.at >= from && c.at < stop && scene.is_level(room, c.at))
    };
    if scene.doc.is_mark(at - 1, ";") && rest(at) {
        return true;
    }
    let next_pause = (at..stop).find(|k| scene.is_comma(*k)).unwrap_or(stop);
    if live.iter().any(|c| c.at == at || c.at == at + 1 && scene.doc.class(at) == "coord") {
        return true;
    }
    if is_source(scene, at, stop) || scene.word(at, "expression").is_some() {
        return true;
    }
    if is_relayed(scene, at, stop) {
        return true;
    }
    if scene.verb_first() {
        return circumstance(scene, at)
            || relays_on(scene, at)
            || scene.word(at, "break").is_some()
            || scene.word(at, "lead").is_some() && rest(at);
    }
    scene.word(at, "citing").is_some()
        || scene.word(at, "break").is_some_and(|b| rest(at) || b.key != "break")
        || scene.doc.key(at, "rel").is_some()
            && (live.iter().any(|c| c.at >= at && c.at < next_pause)
                || is_answered(scene, at, next_pause))
}

/// ", which his lawyer denied": a relative clause that somebody's reporting verb ends.
fn is_answered(scene: &Scene<'_, '_>, at: usize, pause: usize) -> bool {
    let last = pause.saturating_sub(1);
    last > at + 1 && super::cue::cue_at(scene, last).is_some_and(|c| c.is_verb())
}

/// "…, the agency reported": an outlet and a reporting verb, and nothing behind them.
fn is_relayed(scene: &Scene<'_, '_>, at: usize, stop: usize) -> bool {
    if scene.verb_first() {
        return false;
    }
    let verb = (at + 1..stop).rev().find(|k| scene.is_word(*k));
    let reports = |k: usize| super::cue::cue_at(scene, k).is_some_and(|c| c.is_verb());
    verb.filter(|k| reports(*k)).is_some_and(|k| {
        let named = (at..k).find_map(|i| super::chain::relay_at(scene, i, &(at..k), &[]));
        named.is_some_and(|relay| relay.end == k && !relay.network)
    })
}

/// "، ونقلت عن مصدر": a joined verb by which somebody passes on what another said.
fn relays_on(scene: &Scene<'_, '_>, at: usize) -> bool {
    super::cue::cue_at(scene, at).is_some_and(|c| {
        let relays = c.is_verb() && c.joined && c.class() == isnad_pack::cues::CueClass::Relay;
        relays && (c.end..c.end + 6).any(|k| scene.word(k, "citing").is_some())
    })
}

/// An Arabic active participle in the indefinite accusative, which tells what the speaker does meanwhile.
fn circumstance(scene: &Scene<'_, '_>, at: usize) -> bool {
    use isnad_pack::inflect::Pos;
    let ends = scene.doc.lang.settings.get("circumstance").map_or("", String::as_str);
    let norm = scene.doc.norm(at);
    ends.split('|').any(|e| !e.is_empty() && norm.ends_with(e))
        && (scene.doc.readings_at(at).iter().any(|r| {
            r.analysis.features.pos == Pos::Active
                && r.split.after.is_none()
                && r.split.before.is_none_or(|b| !b.article && b.prep.is_empty())
        }) || super::cue::cue_at(scene, at).is_some_and(|c| c.form == Form::Participle))
}

/// The bytes of a stretch without the marks that close it; question and exclamation marks stay.
pub(crate) fn trimmed(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<isnad_text::Span> {
    if range.is_empty() {
        return None;
    }
    let cut = |c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | '،' | ';' | '؛' | ':' | '–' | '—' | '-' | '…')
    };
    let text = scene.doc.text;
    let span = scene.span(range).trim(text);
    let words = span.of(text);
    let kept = words.trim_end_matches(cut).len();
    let lead = words.len()
        - words
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, ',' | '،' | ':' | '…' | '.')
            })
            .len();
    (kept > lead)
        .then(|| isnad_text::Span::new(span.start as usize + lead, span.start as usize + kept))
}
