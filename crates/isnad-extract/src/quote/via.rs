//! Through whom words came: those who are cited, those addressed, networks and carriers beside the cue.

use std::ops::Range;

use isnad_pack::cues::CueClass;

use crate::{describe::describe, record::Link};

use super::{
    attribution::{Attribution, Desk},
    chain::{Relay, relays},
    cue::{CueAt, Form},
    english::clause_start,
    named::named,
    phrase::phrase,
    speaker::{Sort, Source, source},
};

impl Desk<'_, '_, '_> {
    /// The outlet that one who relays cites: "agency A, quoting paper B, cited".
    pub(super) fn cited_outlet(
        &self,
        cue: &CueAt<'_>,
        subject: Option<isnad_text::Span>,
    ) -> Option<Link> {
        let scene = self.scene;
        let begin = subject.map_or(self.room.range.start, |s| scene.doc.token_at(s.start));
        let at = (begin..cue.at).find_map(|k| scene.word(k, "citing").map(|c| c.end))?;
        let range = phrase(scene, self.room, at, None)?;
        let found =
            source(scene, self.room, self.memory, &range).filter(|s| s.sort == Sort::Outlet)?;
        Some(Link::told(found.who, found.span))
    }

    /// "…, citing …", "نقلا عن …": who is cited speaks, who cites relays.
    pub(super) fn cite(&self, cue: &CueAt<'_>, found: &mut Attribution) {
        let scene = self.scene;
        if !found.source.as_ref().is_some_and(|s| s.sort == Sort::Outlet || self.cites(s)) {
            return;
        }
        let stop = scene.stop(self.room, cue.at);
        let begin = clause_start(scene, self.room, cue.at);
        let begin = found
            .source
            .as_ref()
            .and_then(|s| s.span)
            .map_or(begin, |s| scene.doc.token_at(s.start).min(begin));
        let cites = (begin..stop).filter(|k| self.is_free(*k)).find_map(|k| {
            let hit = scene.word(k, "citing")?;
            (hit.end > k + 1 || !scene.verb_first()).then_some(hit.end)
        });
        let Some(at) = cites else { return };
        let Some(cited) = phrase(scene, self.room, at, None).map(|r| self.with_and(r)) else {
            return;
        };
        let Some(mut speaker) = source(scene, self.room, self.memory, &cited) else { return };
        let mut via = Vec::new();
        if speaker.sort == Sort::Outlet {
            via.push(Link::told(speaker.who.clone(), speaker.span));
            // "… صحيفة … التي تحدثت إلى دبلوماسي".
            if let Some(told) = self.told_to(cited.end) {
                speaker = told;
            } else {
                via.clear();
            }
        }
        if let Some(outlet) = found.source.replace(speaker) {
            via.push(Link::told(outlet.who, outlet.span));
        }
        found.via = via;
    }

    /// Whether somebody whom no list holds cites others: "Nile News, citing a source, reported".
    fn cites(&self, source: &Source) -> bool {
        let scene = self.scene;
        let Some(span) = source.span.filter(|_| scene.doc.lang.is_cased()) else { return false };
        let tokens = scene.doc.tokens_in(span);
        let titled = scene.doc.is_capital(tokens.start) && scene.doc.is_capital(tokens.end - 1);
        let person = scene.nominals_in(&tokens).iter().any(|n| scene.is_person(n));
        let behind = tokens.end + 1;
        titled && !person && scene.is_comma(tokens.end) && scene.word(behind, "citing").is_some()
    }

    /// "two officials and a diplomat".
    pub(super) fn with_and(&self, mut range: Range<usize>) -> Range<usize> {
        let scene = self.scene;
        if !scene.verb_first() {
            while let Some(more) = matches!(scene.doc.class(range.end), "and" | "coord")
                .then(|| phrase(scene, self.room, range.end + 1, None))
                .flatten()
            {
                range.end = more.end;
            }
            while range.end < self.room.range.end
                && scene.is_word(range.end)
                && !scene.is_comma(range.end)
                && scene.doc.class(range.end) != "rel"
                && !self.cues.iter().any(|c| c.at == range.end && c.is_verb())
            {
                range.end += 1;
            }
        }
        range
    }

    /// Whom an outlet spoke to: "التي تحدثت إلى …".
    pub(super) fn told_to(&self, at: usize) -> Option<Source> {
        let scene = self.scene;
        let carry =
            (at..(at + 3).min(self.room.range.end)).find_map(|k| scene.around(k, "carry"))?;
        let range = phrase(scene, self.room, carry.end, None)?;
        source(scene, self.room, self.memory, &range)
    }

    /// Whether a token is no part of the reported words.
    pub(super) fn is_free(&self, i: usize) -> bool {
        let level =
            self.scene.is_level(self.room, i) || self.scene.child_at(self.room, i).is_some();
        level && !self.taken.iter().any(|r| r.contains(&i))
    }

    /// Outlets and networks named beside the cue: those addressed, those that carried it.
    pub(super) fn add_relays(&self, cue: &CueAt<'_>, found: &mut Attribution) {
        let scene = self.scene;
        let begin = self.clause_begin(cue);
        let stop = self.clause_stop(cue);
        // Those named before are looked for only where a noun may mean one of them.
        let mut known = Vec::new();
        if (begin..stop).any(|k| scene.around(k, "outlet").is_some()) {
            known.clone_from(&self.memory.relays);
            let before = self.room.range.start..begin;
            known.extend(relays(scene, self.room, &before, &self.memory.relays));
        }
        let all = relays(scene, self.room, &(begin..stop), &known);
        let speaker = found.source.as_ref().map(|s| s.who.clone()).unwrap_or_default();
        let fits =
            |r: &Relay| self.is_free(r.at) && r.who != speaker && self.is_passed_on(r, found);
        let mut fresh: Vec<Link> =
            all.iter().filter(|r| !r.network && fits(r)).map(Relay::link).collect();
        let networks: Vec<Link> =
            all.iter().filter(|r| r.network && fits(r)).map(Relay::link).collect();
        let addressed = |r: &&Relay| {
            let told = cue.class() == CueClass::Tell && r.at < cue.end + 4 && r.at >= cue.end;
            told || scene.has_preposition(r.at)
                || r.at > 0 && scene.doc.key(r.at - 1, "prep") == Some("to")
        };
        let channel: Vec<Link> =
            all.iter().filter(|r| fits(r)).filter(addressed).map(Relay::link).collect();
        let networks_none = networks.is_empty();
        if found.fresh {
            found.channel = channel;
        }
        fresh.retain(|l| !found.via.iter().any(|v| v.who == l.who));
        if !fresh.is_empty() || !networks.is_empty() || found.fresh {
            let old = std::mem::take(&mut found.via);
            let inherited = if found.fresh || fresh.is_empty() { old } else { Vec::new() };
            found.via = networks.into_iter().chain(inherited).chain(fresh).collect();
        }
        let network = scene
            .doc
            .lang
            .settings
            .get("post_network")
            .filter(|_| cue.class() == CueClass::Post && networks_none);
        if let Some(who) = network.filter(|w| !found.via.iter().any(|l| l.who == **w)) {
            found.via.insert(0, Link::told(who.clone(), Some(scene.span(&(cue.at..cue.end)))));
        }
        if let Some(link) = self.spoken_for(cue, (begin, stop), &speaker) {
            found.via.insert(0, link);
        }
        let mut seen: Vec<String> = Vec::new();
        found.via.retain(|l| {
            let first = !seen.contains(&l.who);
            seen.push(l.who.clone());
            first
        });
    }

    /// "The ministry said through its spokesman": who speaks for the speaker.
    fn spoken_for(
        &self,
        cue: &CueAt<'_>,
        (begin, stop): (usize, usize),
        speaker: &str,
    ) -> Option<Link> {
        let scene = self.scene;
        let mouth = |k: usize| scene.word(k, "mouth").map(|m| m.end);
        let at = (begin..stop).filter(|k| *k != cue.at && self.is_free(*k)).find_map(mouth)?;
        let range = phrase(scene, self.room, at, None)?;
        let is_spokes = range.clone().any(|k| scene.around(k, "spokes").is_some());
        let is_named = named(scene, &range).is_some_and(|s| s.sort == Sort::Person);
        if let Some(named) = source(scene, self.room, self.memory, &range)
            .filter(|s| !s.who.contains(' ') && s.who != speaker && (is_named || !is_spokes))
        {
            return Some(Link::told(named.who, named.span));
        }
        let noun = describe(scene.doc, &range);
        let who = scene.doc.lang.cues.english.fill("speaks-for", &noun, &speaker.replace('-', " "));
        is_spokes.then(|| Link::told(who, Some(scene.span(&range))))
    }

    /// Whether an outlet beside a cue passed the words on, and is not what the speaker belongs to.
    pub(super) fn is_passed_on(&self, relay: &Relay, found: &Attribution) -> bool {
        let scene = self.scene;
        let inside =
            found.source.as_ref().and_then(|s| s.span).is_some_and(|s| s.contains(relay.span));
        let known_source = found.source.as_ref().is_some_and(|s| s.sort != Sort::Outlet);
        // "مراسل … في بي بي سي": where somebody works.
        let place = scene.verb_first()
            && !relay.network
            && relay.at > 0
            && scene.doc.key(relay.at - 1, "prep").is_some_and(|k| {
                scene.doc.lang.settings.get("located").is_some_and(|l| l.split('|').any(|p| p == k))
            });
        (!inside || relay.network && !known_source) && !place
    }

    /// Where the clause of a cue begins, for the words that carried it.
    pub(super) fn clause_begin(&self, cue: &CueAt<'_>) -> usize {
        let scene = self.scene;
        let sentence = (self.room.range.start..cue.at)
            .rev()
            .find(|k| scene.ends_sentence(*k) && scene.is_level(self.room, *k));
        let inner = self
            .contents
            .iter()
            .filter(|(r, c)| r.contains(&cue.at) && self.cues[*c].at != cue.at)
            .map(|(r, _)| r.start)
            .max();
        let begin = sentence.map_or(self.room.range.start, |k| k + 1).max(inner.unwrap_or(0));
        let before = self
            .cues
            .iter()
            .filter(|c| {
                c.end <= cue.at
                    && c.at >= begin
                    && c.form == Form::Verb
                    && c.class() != CueClass::Relay
                    && self.reports(c)
            })
            .map(|c| c.end)
            .max();
        before.map_or(begin, |b| (b..cue.at).find(|k| scene.is_comma(*k)).unwrap_or(cue.at))
    }

    pub(super) fn reports(&self, cue: &CueAt<'_>) -> bool {
        let verbs = |end: usize| {
            let between = |c: &&CueAt<'_>| c.form != Form::Noun && c.at >= cue.end && c.end <= end;
            self.cues.iter().any(|c| between(&c))
        };
        let near = |r: &&Range<usize>| r.start >= cue.end && r.start < cue.end + 12;
        self.taken.iter().filter(near).any(|r| !verbs(r.start))
    }

    /// Where the clause of a cue ends: at the next reporting verb.
    pub(super) fn clause_stop(&self, cue: &CueAt<'_>) -> usize {
        let stop = self.scene.stop(self.room, cue.at);
        let next = self.cues.iter().find(|c| {
            c.at >= cue.end
                && c.is_verb()
                && self.reports(c)
                && c.at < stop
                && c.class() != CueClass::Relay
        });
        next.map_or(stop, |c| c.at)
    }
}
