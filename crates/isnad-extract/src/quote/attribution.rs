//! Who speaks by a reporting word, and through whom the words came.

use std::ops::Range;

use isnad_pack::cues::CueClass;

use crate::record::Link;

use super::{
    chain::{Relay, relays},
    cue::{CueAt, Form},
    phrase::{before_verb, clause_start, phrase},
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source, source},
};

/// Who said something, and the way that it took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// The speaker, if anybody is told.
    pub(crate) source: Option<Source>,
    /// Who relayed it, nearest to the speaker first.
    pub(crate) via: Vec<Link>,
    /// Whether the speaker is named here and not carried on from before.
    pub(crate) fresh: bool,
    /// Those of them to whom the speaker spoke.
    pub(crate) channel: Vec<Link>,
}

impl Attribution {
    /// Somebody named here.
    fn of(source: Option<Source>, via: Vec<Link>, fresh: bool) -> Attribution {
        Attribution { source, via, fresh, channel: Vec::new() }
    }
}

/// What the attributions of a room's cues need.
pub(crate) struct Desk<'s, 'd, 'a> {
    pub(crate) scene: &'s Scene<'d, 'a>,
    pub(crate) room: &'s Room,
    pub(crate) cues: &'s [CueAt<'d>],
    pub(crate) memory: &'s Memory,
    /// Tokens of reported words, which name no relay of their own.
    pub(crate) taken: &'s [Range<usize>],
    /// The reported clauses and their cues.
    pub(crate) contents: &'s [(Range<usize>, usize)],
}

impl Desk<'_, '_, '_> {
    /// Who speaks by a cue, given those of the cues before it.
    pub(crate) fn attribute(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
        let cue = &self.cues[at];
        let mut found = match cue.form {
            Form::Verb => self.by_verb(at, earlier),
            Form::Participle => self.by_participle(at, earlier),
            Form::Noun => self.by_noun(at, earlier),
        };
        self.cite(cue, &mut found);
        self.add_relays(cue, &mut found);
        let network = found.source.as_ref().and_then(|s| s.relay.clone());
        if let Some(link) = network.filter(|n| !found.via.iter().any(|l| l.who == n.who)) {
            found.via.insert(0, link);
        }
        found
    }

    fn by_verb(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
        let cue = &self.cues[at];
        if cue.class() == CueClass::Relay {
            return self.by_relay(cue);
        }
        if let Some(hearsay) = self.hearsay(cue) {
            return hearsay;
        }
        let relay = at.checked_sub(1).filter(|k| {
            !cue.pronoun.is_empty() && self.cues[*k].class() == CueClass::Relay && !cue.joined
        });
        if let Some(found) = relay.and_then(|k| earlier.get(k).cloned().flatten()) {
            return found;
        }
        if let Some(latter) = self.latter(cue) {
            return Attribution::of(Some(latter), Vec::new(), true);
        }
        if let Some(source) = self.subject(cue) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        if let Some(before) = self.same_subject(at, earlier) {
            return before;
        }
        if let Some(source) = self.main_subject(cue.at).filter(|s| s.sort == Sort::Person) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        self.carried(cue)
    }

    /// "It is said": nobody.
    fn hearsay(&self, cue: &CueAt<'_>) -> Option<Attribution> {
        let begin = cue.at.saturating_sub(4).max(self.room.range.start);
        let told = (begin..=cue.at)
            .any(|k| self.scene.around(k, "hearsay").is_some_and(|h| h.end > cue.at));
        told.then(|| {
            let source = Source {
                who: "unidentified".to_owned(),
                span: None,
                sort: Sort::Paper,
                stems: Vec::new(),
                gender: ' ',
                plural: false,
                relay: None,
            };
            Attribution::of(Some(source), Vec::new(), false)
        })
    }

    /// The subject of a finite verb.
    pub(crate) fn subject(&self, cue: &CueAt<'_>) -> Option<Source> {
        let range = self.subject_range(cue)?;
        source(self.scene, self.room, self.memory, &range)
    }

    pub(crate) fn subject_range(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let scene = self.scene;
        if !scene.verb_first() {
            return self.english_subject(cue);
        }
        let before = self.subject_before(cue);
        if let Some(adjacent) = before.as_ref().filter(|r| r.end == cue.at) {
            return Some(adjacent.clone());
        }
        let mut at = cue.end;
        // "قال لي وزير": a pronoun with its preposition stands between.
        while scene.word(at, "adverb").is_some_and(|a| a.key == "manner") {
            at = scene.word(at, "adverb").map_or(at + 1, |a| a.end);
        }
        let behind =
            phrase(scene, self.room, at, Some(cue.class())).filter(|r| self.can_act(cue, r));
        behind.or(before)
    }

    /// Whether a phrase behind an Arabic verb can be its subject and not its object.
    fn can_act(&self, cue: &CueAt<'_>, range: &Range<usize>) -> bool {
        let scene = self.scene;
        let noun = super::cue::cue_at(scene, range.start)
            .is_some_and(|c| c.form == Form::Noun && c.class() == CueClass::Noun);
        let owned = scene.doc.readings[range.start].iter().any(|r| r.split.after.is_some())
            && !scene.is_listed(range.start);
        let single = range.len() == 1
            && (scene.is_colon(range.end) || scene.child_at(self.room, range.end).is_some());
        let owned =
            owned || single && !scene.is_listed(range.start) && has_pronoun(scene, range.start);
        let whose = owned && !super::speaker::is_owned_role(scene, range.start);
        let objects = matches!(cue.class(), CueClass::Call | CueClass::React);
        let named = scene
            .nominals_in(range)
            .iter()
            .any(|n| n.who.id.is_some() && !n.adjective && n.tokens.start <= range.start + 1);
        let sort = ["outlet", "paper", "issued", "count"]
            .iter()
            .any(|c| scene.word(range.start, c).is_some());
        let agent = self.acts(range)
            || named
            || sort
            || matches!(scene.doc.class(range.start), "relative" | "counterpart");
        !whose
            && (agent
                || !noun && !objects
                || objects
                    && scene.is_glossed(range.start)
                    && range.len() == 1
                    && !scene.is_definite(range.start))
    }

    /// A subject before its Arabic verb: "لكن وزارة الدفاع نفت".
    fn subject_before(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let scene = self.scene;
        let begin = clause_start(scene, self.room, cue.at);
        if begin >= cue.at {
            return None;
        }
        let range = phrase(scene, self.room, begin, None)?;
        let close = range.end <= cue.at && range.end + 6 > cue.at;
        let other = (begin..cue.at).any(|k| scene.doc.is_verb(k) && !range.contains(&k));
        (close && !other && !scene.doc.is_verb(begin)).then_some(range)
    }

    fn english_subject(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let scene = self.scene;
        let before = before_verb(scene, self.room, cue).map(|r| {
            let inner = self.contents.iter().map(|(c, _)| c.start).filter(|s| r.contains(s)).max();
            inner.unwrap_or(r.start)..r.end
        });
        if let Some(range) = before.filter(|r| self.can_be_subject(r)) {
            return Some(range);
        }
        // "said the minister": behind the verb, where words in marks stand before it.
        let pause =
            cue.at > 0 && (!scene.is_level(self.room, cue.at - 1) || scene.is_comma(cue.at - 1));
        let mut range = phrase(scene, self.room, cue.end, Some(cue.class()))
            .filter(|r| pause && self.can_be_subject(r))?;
        // "recalled Tomas Wheeler, a retired miner".
        if scene.is_comma(range.end) {
            let apposed = phrase(scene, self.room, range.end + 1, None).filter(|p| {
                scene
                    .nominals_in(p)
                    .iter()
                    .any(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()))
            });
            range.end = apposed.map_or(range.end, |p| p.end);
        }
        Some(range)
    }

    fn can_be_subject(&self, range: &Range<usize>) -> bool {
        let scene = self.scene;
        let first = range.start;
        let pronoun = range.len() == 1 && scene.doc.class(first) == "pron"
            || scene.word(first, "pronoun").is_some_and(|p| p.end >= range.end);
        let adverbial = scene.doc.class(first) == "prep" || scene.doc.key(first, "rel").is_some();
        let wh = scene.word(first, "that").is_some();
        !pronoun && !adverbial && !wh && range.clone().any(|i| scene.is_word(i))
    }

    /// The subject of the verb before, where this one is joined to it: "… and pledged".
    fn same_subject(&self, at: usize, earlier: &[Option<Attribution>]) -> Option<Attribution> {
        let scene = self.scene;
        let cue = &self.cues[at];
        let (before, found) =
            self.cues[..at].iter().zip(earlier).rev().find_map(|(c, a)| Some((c, a.as_ref()?)))?;
        let same_sentence = scene.stop(self.room, before.at) > cue.at;
        let fits = cue.features.gender == ' '
            || before.features.gender == ' '
            || cue.features.gender == before.features.gender
            || before.form != Form::Verb;
        (same_sentence && fits).then(|| Attribution { fresh: false, ..found.clone() })
    }

    /// The speaker carried on from the sentences before.
    fn carried(&self, cue: &CueAt<'_>) -> Attribution {
        let gender = if cue.is_plural() { ' ' } else { cue.features.gender };
        let answers = self.memory.asked.clone().filter(|_| cue.cue.stance == "reply");
        if let Some(source) = answers.or_else(|| self.memory.last(gender, cue.is_plural())) {
            let last = self.memory.said.last().is_some_and(|s| s.who == source.who);
            let via = if last { self.memory.channel.clone() } else { Vec::new() };
            return Attribution {
                channel: via.clone(),
                ..Attribution::of(Some(source), via, false)
            };
        }
        Attribution::of(self.subject_of_before(), Vec::new(), true)
    }

    /// "the latter": whom the speaker before spoke to.
    fn latter(&self, cue: &CueAt<'_>) -> Option<Source> {
        let scene = self.scene;
        if scene.verb_first() || cue.at == 0 {
            return None;
        }
        let near = [cue.at.checked_sub(1)?, cue.end];
        let latter = near.iter().find_map(|k| {
            let from = k.saturating_sub(1);
            (from..=*k).find(|i| scene.around(*i, "latter").is_some())
        });
        latter?;
        let last = self.memory.said.last()?.who.clone();
        self.objects().into_iter().rev().find(|s| !last.contains(&s.who))
    }

    /// Whom the speakers before spoke to.
    fn objects(&self) -> Vec<Source> {
        let scene = self.scene;
        let begin = scene
            .units
            .iter()
            .rev()
            .find(|u| u.end <= self.room.range.start)
            .map_or(0, |u| u.start);
        let level = Room { range: begin..self.room.range.start, quote: None };
        let roles = (begin..self.room.range.start)
            .filter(|i| scene.role(*i).is_some())
            .map(|i| super::phrase::head_start(scene, i));
        let phrases = roles.filter_map(|i| phrase(scene, &level, i, None));
        phrases.filter_map(|p| source(scene, &level, self.memory, &p)).collect()
    }

    /// The subject of the sentence before, where nobody has spoken yet.
    pub(crate) fn subject_of_before(&self) -> Option<Source> {
        let scene = self.scene;
        let units: Vec<&Range<usize>> =
            scene.units.iter().filter(|u| u.end <= self.room.range.start).collect();
        for unit in units.iter().rev().take(3) {
            let level = Room { range: (*unit).clone(), quote: None };
            let named = scene
                .nominals_in(unit)
                .iter()
                .find(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()));
            if let Some(id) = named.and_then(|n| n.who.id.clone()) {
                let range = named.map(|n| n.tokens.clone()).unwrap_or_default();
                return source(scene, &level, self.memory, &range).map(|s| Source { who: id, ..s });
            }
        }
        for unit in units.iter().rev().take(2).filter(|_| scene.verb_first()) {
            let level = Room { range: (*unit).clone(), quote: None };
            let desk = Desk { room: &level, cues: &[], taken: &[], contents: &[], ..*self };
            if let Some(found) = desk.main_subject(unit.end).filter(|s| s.sort == Sort::Person) {
                return Some(found);
            }
        }
        for unit in units.iter().rev().take(3) {
            let level = Room { range: (*unit).clone(), quote: None };
            let starts =
                (unit.start..unit.end.min(unit.start + 4)).filter(|i| scene.role(*i).is_some());
            if let Some(range) = starts.filter_map(|i| phrase(scene, &level, i, None)).next() {
                return source(scene, &level, self.memory, &range);
            }
        }
        None
    }

    /// "adding", "مؤكدا": the subject of the clause that it stands beside.
    fn by_participle(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
        let cue = &self.cues[at];
        // The verb right before may report nothing itself: "…, denied it, insisting that".
        let last = (0..at).rev().find(|k| {
            let reported = self
                .contents
                .iter()
                .any(|(r, _)| r.contains(&self.cues[*k].at) && !r.contains(&cue.at));
            self.cues[*k].form == Form::Verb && scene_sentence(self, *k, cue.at) && !reported
        });
        let silent =
            last.filter(|k| earlier.get(*k).is_some_and(Option::is_none) && !self.quoted_as(at));
        if let Some(source) = silent.and_then(|k| self.subject(&self.cues[k])) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        if let Some(before) = self.same_subject(at, earlier) {
            return before;
        }
        if self.quoted_as(at) {
            return self.by_relay(&self.cues[at - 1]);
        }
        if let Some(source) = self.main_subject_of(cue.at, cue.features.gender) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        self.carried(cue)
    }

    /// Whether a cue is the second part of "quoted … as saying".
    fn quoted_as(&self, at: usize) -> bool {
        at > 0 && self.cues[at - 1].class() == CueClass::Relay
    }

    fn main_subject(&self, before: usize) -> Option<Source> {
        self.main_subject_of(before, ' ')
    }

    /// The subject of the main clause before a token, of a gender where one is asked for.
    fn main_subject_of(&self, before: usize, gender: char) -> Option<Source> {
        let scene = self.scene;
        let begin = self.room.range.start;
        if !scene.verb_first() {
            let last = (begin..before)
                .rev()
                .find(|k| super::phrase::is_finite(scene, *k) && scene.is_level(self.room, *k))
                .unwrap_or(before);
            let range = phrase(scene, self.room, clause_start(scene, self.room, last), None)
                .filter(|r| r.end <= before && self.can_be_subject(r))?;
            return source(scene, self.room, self.memory, &range);
        }
        let is_verb = |i: &usize| {
            scene.is_level(self.room, *i)
                && scene.doc.may_be_verb(*i)
                && scene.role(*i).is_none()
                && scene.around(*i, "lead").is_none()
                && (!scene.is_glossed(*i) || super::phrase::may_be_name(scene, *i + 1))
                && (*i == 0 || scene.doc.class(*i - 1) != "rel")
        };
        let sentence =
            (begin..before).rev().find(|k| scene.ends_sentence(*k)).map_or(begin, |k| k + 1);
        let behind = |verb: usize| {
            phrase(scene, self.room, verb + 1, None).filter(|r| r.end <= before && self.acts(r))
        };
        let ahead = |verb: usize| {
            let begin = clause_start(scene, self.room, verb);
            phrase(scene, self.room, begin, None)
                .filter(|r| begin < verb && r.end == verb && self.acts(r))
        };
        let ranges = (sentence..before)
            .rev()
            .filter(is_verb)
            .filter_map(|verb| ahead(verb).or_else(|| behind(verb)));
        let sources: Vec<Source> =
            ranges.filter_map(|r| source(scene, self.room, self.memory, &r)).collect();
        let agreeing =
            sources.iter().find(|s| gender == ' ' || s.gender == gender || s.gender == ' ');
        if let Some(found) = agreeing.or(sources.first()) {
            return Some(found.clone());
        }
        let range = phrase(scene, self.room, clause_start(scene, self.room, sentence + 1), None)
            .filter(|r| r.end < before && self.acts(r))?;
        source(scene, self.room, self.memory, &range)
    }

    /// Whether a phrase means people or bodies: a name, a role, or people by their state.
    fn acts(&self, range: &Range<usize>) -> bool {
        let scene = self.scene;
        let people = scene.nominals_in(range).first().is_some_and(|n| {
            n.tokens.start <= range.start + 1
                && (scene.is_person(n)
                    || n.role.is_some()
                    || n.adjective && n.number == isnad_pack::inflect::Number::Plural)
        });
        let told = ["outlet", "paper"].iter().any(|c| scene.word(range.start, c).is_some());
        people
            || told
            || scene.role(range.start).is_some()
            || super::phrase::may_be_name(scene, range.start)
    }

    /// A noun of speech: whose it is stands behind it, or as a pronoun on it.
    fn by_noun(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
        let scene = self.scene;
        let cue = &self.cues[at];
        if !cue.pronoun.is_empty() {
            let relay = self.cues[..at].iter().rposition(|c| c.class() == CueClass::Relay);
            if let Some(found) = relay.and_then(|i| earlier.get(i).cloned().flatten()) {
                return found;
            }
            return self.same_subject(at, earlier).unwrap_or_else(|| {
                match self.main_subject(cue.at) {
                    Some(source) => Attribution::of(Some(source), Vec::new(), true),
                    None => self.carried(cue),
                }
            });
        }
        let owner = if scene.verb_first() {
            phrase(scene, self.room, cue.end, None)
        } else {
            self.english_owner(cue)
        };
        let source = owner.and_then(|r| source(scene, self.room, self.memory, &r));
        Attribution::of(source.clone(), Vec::new(), source.is_some())
    }

    /// "warnings from UN experts", "the prime minister's talk", "in the words of the head".
    fn english_owner(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let scene = self.scene;
        if matches!(scene.doc.key(cue.end, "prep"), Some("from" | "of")) {
            let found = phrase(scene, self.room, cue.end + 1, None);
            let of_matter =
                scene.doc.key(cue.end, "prep") == Some("of") && cue.cue.stance != "talk";
            let is_quote = !scene.is_level(self.room, cue.end + 1);
            if let Some(range) = found.filter(|_| !of_matter && !is_quote) {
                return Some(range);
            }
        }
        let possessive = cue.at.checked_sub(1)?;
        if scene.doc.tokens[possessive].norm == "'s" || scene.doc.tokens[possessive].norm == "'" {
            let begin = clause_start(scene, self.room, possessive);
            let begin = (begin..possessive)
                .rev()
                .find(|k| scene.doc.class(*k) == "prep")
                .map_or(begin, |k| k + 1);
            return Some(begin..possessive);
        }
        None
    }

    /// "نقلت … عن …", "quoted … as saying": the subject relays, the other speaks.
    fn by_relay(&self, cue: &CueAt<'_>) -> Attribution {
        let scene = self.scene;
        let mut via = Vec::new();
        let subject = self.subject(cue);
        if let Some(relay) = subject.filter(|s| s.sort != Sort::Person || !scene.verb_first()) {
            let cited = self.cited_outlet(cue, relay.span);
            via.extend(cited.filter(|c| c.who != relay.who));
            via.push(Link { who: relay.who, span: relay.span });
        }
        let speaker = if scene.verb_first() {
            let from = (cue.end..(cue.end + 12).min(self.room.range.end))
                .find(|k| scene.word(*k, "citing").is_some_and(|c| c.end == k + 1));
            from.and_then(|k| phrase(scene, self.room, k + 1, None))
        } else {
            phrase(scene, self.room, cue.end, None)
        };
        let source = speaker.and_then(|r| source(scene, self.room, self.memory, &r));
        Attribution::of(source.clone(), via, source.is_some())
    }

    /// The outlet that one who relays cites: "agency A, quoting paper B, cited".
    fn cited_outlet(&self, cue: &CueAt<'_>, subject: Option<isnad_text::Span>) -> Option<Link> {
        let scene = self.scene;
        let begin = subject.map_or(self.room.range.start, |s| scene.doc.token_at(s.start));
        let at = (begin..cue.at).find_map(|k| scene.word(k, "citing").map(|c| c.end))?;
        let range = phrase(scene, self.room, at, None)?;
        let found =
            source(scene, self.room, self.memory, &range).filter(|s| s.sort == Sort::Outlet)?;
        Some(Link { who: found.who, span: found.span })
    }

    /// "…, citing …", "نقلا عن …": who is cited speaks, who cites relays.
    fn cite(&self, cue: &CueAt<'_>, found: &mut Attribution) {
        let scene = self.scene;
        if !found.source.as_ref().is_some_and(|s| s.sort == Sort::Outlet) {
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
            via.push(Link { who: speaker.who.clone(), span: speaker.span });
            // "… صحيفة … التي تحدثت إلى دبلوماسي".
            if let Some(told) = self.told_to(cited.end) {
                speaker = told;
            } else {
                via.clear();
            }
        }
        if let Some(outlet) = found.source.replace(speaker) {
            via.push(Link { who: outlet.who, span: outlet.span });
        }
        found.via = via;
    }

    /// "two officials and a diplomat".
    fn with_and(&self, mut range: Range<usize>) -> Range<usize> {
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
    fn told_to(&self, at: usize) -> Option<Source> {
        let scene = self.scene;
        let carry =
            (at..(at + 3).min(self.room.range.end)).find_map(|k| scene.around(k, "carry"))?;
        let range = phrase(scene, self.room, carry.end, None)?;
        source(scene, self.room, self.memory, &range)
    }

    /// Whether a token is no part of the reported words.
    fn is_free(&self, i: usize) -> bool {
        self.scene.is_level(self.room, i) && !self.taken.iter().any(|r| r.contains(&i))
    }

    /// Outlets and networks named beside the cue: those addressed, those that carried it.
    fn add_relays(&self, cue: &CueAt<'_>, found: &mut Attribution) {
        let scene = self.scene;
        let begin = self.clause_begin(cue);
        let stop = self.clause_stop(cue);
        let mut known = self.memory.relays.clone();
        known.extend(relays(
            scene,
            self.room,
            &(self.room.range.start..begin),
            &self.memory.relays,
        ));
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
            found
                .via
                .insert(0, Link { who: who.clone(), span: Some(scene.span(&(cue.at..cue.end))) });
        }
        let mut seen: Vec<String> = Vec::new();
        found.via.retain(|l| {
            let first = !seen.contains(&l.who);
            seen.push(l.who.clone());
            first
        });
    }

    /// Whether an outlet beside a cue passed the words on, and is not what the speaker belongs to.
    fn is_passed_on(&self, relay: &Relay, found: &Attribution) -> bool {
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
    fn clause_begin(&self, cue: &CueAt<'_>) -> usize {
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

    fn reports(&self, cue: &CueAt<'_>) -> bool {
        self.taken.iter().any(|r| r.start >= cue.end && r.start < cue.end + 12)
    }

    /// Where the clause of a cue ends: at the next reporting verb.
    fn clause_stop(&self, cue: &CueAt<'_>) -> usize {
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

/// Whether a cue stands in the same sentence before a token.
fn scene_sentence(desk: &Desk<'_, '_, '_>, cue: usize, at: usize) -> bool {
    desk.scene.stop(desk.room, desk.cues[cue].at) > at
}

/// Whether a word ends like one with a pronoun of the third person.
fn has_pronoun(scene: &Scene<'_, '_>, i: usize) -> bool {
    let splits = scene.doc.lang.clitics.splits(&scene.doc.tokens[i].norm);
    splits.iter().any(|s| s.before.is_none() && s.after.is_some_and(|a| a.person.starts_with('3')))
}
