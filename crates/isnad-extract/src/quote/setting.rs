//! The circumstances of an utterance: to whom, on which occasion and when it was said, and what kind
//! of source somebody is who is not named.
//!
//! They are sought in the clause of the reporting word: the words of its sentence that are nobody's
//! reported words, up to the next reporting word.

use std::ops::Range;

use isnad_text::Span;

use crate::{
    nominal::Nominal,
    record::{Circumstance, Quote, Setting, TimeExpression},
};

use super::scene::Scene;

/// Tokens between a reporting word and the date of what it reports, at most.
const NEAR: usize = 16;

/// Fills in the circumstances of all quotes.
pub(crate) fn settle(scene: &Scene<'_, '_>, dates: &[TimeExpression], quotes: &mut [Quote]) {
    let said: Vec<Span> = quotes.iter().map(|q| q.span).collect();
    let cues: Vec<Span> = quotes.iter().filter_map(|q| q.cue).collect();
    for quote in quotes {
        let source_type = source_type(scene, quote);
        let clause = quote.cue.map(|cue| Clause::new(scene, cue, quote, &said, &cues));
        quote.setting = Setting {
            addressee: clause.as_ref().and_then(Clause::addressee),
            venue: clause.as_ref().and_then(Clause::venue),
            date: clause.as_ref().and_then(|c| c.date(dates)),
            source_type,
        };
    }
}

/// The clause of a reporting word.
struct Clause<'s, 'd, 'a> {
    scene: &'s Scene<'d, 'a>,
    cue: Range<usize>,
    /// Its tokens but those of reported words and of the speaker.
    free: Vec<usize>,
}

impl<'s, 'd, 'a> Clause<'s, 'd, 'a> {
    fn new(
        scene: &'s Scene<'d, 'a>,
        cue: Span,
        quote: &Quote,
        said: &[Span],
        cues: &[Span],
    ) -> Clause<'s, 'd, 'a> {
        let at = scene.doc.tokens_in(cue);
        let before = scene.units.partition_point(|u| u.end <= at.start);
        let unit = scene.units.get(before).filter(|u| u.contains(&at.start));
        let unit = unit.cloned().unwrap_or_default();
        // Of all reported words and reporting words only those of its sentence count.
        let bytes = scene.span(&unit);
        let said: Vec<Span> = said.iter().filter(|s| s.overlaps(bytes)).copied().collect();
        let cues: Vec<Span> = cues.iter().filter(|c| c.overlaps(bytes)).copied().collect();
        let token = |k: usize| scene.doc.tokens[k].span;
        let reported = |k: usize| {
            let holds = |s: &Span| s.contains(token(k)) && !s.contains(cue);
            said.iter().any(holds) || quote.speaker_span.is_some_and(|s| s.contains(token(k)))
        };
        let other = |k: usize| cues.iter().any(|c| *c != cue && c.overlaps(token(k)));
        let ends = |k: usize| other(k) || scene.ends_sentence(k);
        let start = (unit.start..at.start).rev().find(|k| ends(*k)).map_or(unit.start, |k| k + 1);
        let end = (at.end..unit.end).find(|k| ends(*k)).unwrap_or(unit.end);
        let free = (start..end).filter(|k| !at.contains(k) && !reported(*k)).collect();
        Clause { scene, cue: at, free }
    }

    /// "للصحفيين", "told reporters".
    fn addressee(&self) -> Option<Circumstance> {
        let scene = self.scene;
        self.free.iter().find_map(|k| {
            let word = scene.around(*k, "listener").or_else(|| scene.around(*k, "audience"))?;
            let told = *k <= self.cue.end + 1 && *k >= self.cue.end && !scene.verb_first();
            (told || self.is_bound(*k)).then(|| self.circumstance(word.key, *k, word.end))
        })
    }

    /// "في مؤتمر صحفي", "in an interview".
    fn venue(&self) -> Option<Circumstance> {
        let scene = self.scene;
        self.free.iter().find_map(|k| {
            let word = scene.around(*k, "venue")?;
            let bound = self.is_bound(*k) && scene.around(*k, "listener").is_none();
            bound.then(|| self.circumstance(word.key, *k, word.end))
        })
    }

    /// The date that stands nearest to the reporting word.
    fn date(&self, dates: &[TimeExpression]) -> Option<Circumstance> {
        let doc = self.scene.doc;
        let free = |d: &&TimeExpression| {
            doc.tokens_in(d.span).all(|k| self.free.contains(&k)) && d.kind == "date"
        };
        let far = |d: &TimeExpression| doc.tokens_in(d.span).start.abs_diff(self.cue.start);
        let near = dates.iter().filter(free).filter(|d| far(d) <= NEAR);
        let is_day = |d: &&TimeExpression| {
            let parts: Vec<&str> = d.value.iter().flat_map(|v| v.split('-')).collect();
            matches!(parts.as_slice(), [_, month, _] if month.bytes().all(|b| b.is_ascii_digit()))
        };
        let date = near.filter(is_day).min_by_key(|d| (far(d), d.span.start))?;
        Some(Circumstance { value: date.value.clone()?, span: date.span })
    }

    /// Whether a preposition is written on a word or stands before it, an article aside.
    fn is_bound(&self, k: usize) -> bool {
        let scene = self.scene;
        let written = || {
            let stems = scene.doc.lang.clitics.bare_stems(scene.doc.norm(k));
            stems.filter_map(|(before, _)| before).any(|b| !b.prep.is_empty())
        };
        let mut before = k.wrapping_sub(1);
        while scene.doc.class(before) == "det" || scene.is_adjective(before) {
            before = before.wrapping_sub(1);
        }
        scene.doc.class(before) == "prep" || scene.verb_first() && written()
    }

    fn circumstance(&self, value: &str, start: usize, end: usize) -> Circumstance {
        Circumstance { value: value.to_owned(), span: self.scene.span(&(start..end)) }
    }
}

impl Scene<'_, '_> {
    /// Whether an English word says more about the noun behind it: "a joint news conference".
    fn is_adjective(&self, i: usize) -> bool {
        !self.verb_first() && self.around(i, "joint").is_some()
    }
}

/// The type of a source that is not named: told by what says more about it, else by its noun.
fn source_type(scene: &Scene<'_, '_>, quote: &Quote) -> Option<String> {
    let words = scene.doc.tokens_in(quote.speaker_span?);
    let known = || scene.doc.pack.world.get(&quote.speaker).is_some();
    let told = |n: &Nominal| n.who.id.as_deref() == Some(quote.speaker.as_str());
    // No id has a space.
    let named = || !quote.speaker.contains(' ') && (known() || scene.nominals.iter().any(told));
    if quote.speaker.is_empty() || named() {
        return None;
    }
    let told = |k: usize, class: &str| scene.around(k, class).map(|w| w.key.to_owned());
    let first = |class: &str| words.clone().find_map(|k| told(k, class));
    ["source_field", "source_noun", "source_manner", "source_any"].into_iter().find_map(first)
}
