//! Who speaks by a reporting word, and through whom the words came.

use std::ops::Range;

use isnad_pack::{clitics::Proclitic, cues::CueClass};

use crate::record::Link;

use super::{
    cue::{CueAt, Form},
    english::clause_start,
    govern::is_led_to,
    phrase::{LONGEST, phrase},
    scene::{Room, Scene},
    speaker::{Memory, Sort, Source, make, source},
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
    pub(super) fn of(source: Option<Source>, via: Vec<Link>, fresh: bool) -> Attribution {
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
    pub(super) fn attribute(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
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

    pub(super) fn by_verb(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
        let scene = self.scene;
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
        if cue.cue.stance == "reply" && self.memory.asker.is_some() {
            return self.carried(cue);
        }
        // "… أن …، إلا أن الحركة نفت ذلك وأكدت": the verb right before has a subject of its own.
        let silent = (0..at).rev().find(|k| self.cues[*k].form == Form::Verb);
        let silent = silent.filter(|k| earlier.get(*k).is_some_and(Option::is_none));
        if let Some(source) = silent.and_then(|_| self.joined_subject(at)) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        if let Some(before) = self.same_subject(at, earlier) {
            return before;
        }
        if let Some(source) = self.joined_subject(at) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        if let Some(source) = self.main_subject(cue.at).filter(|s| s.sort == Sort::Person) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        // "أصدرت الوزارة بيانا قالت فيه": who speaks in what a body issued is the body.
        let gender = cue.features.gender;
        let body = |s: &Source| s.sort == Sort::Body && s.gender == gender;
        let therein = scene.word(cue.end, "therein");
        let issuer = therein.and_then(|_| self.main_subject_of(cue.at, gender));
        match issuer.filter(body) {
            Some(source) => Attribution::of(Some(source), Vec::new(), true),
            None => self.carried_or_main(cue),
        }
    }

    /// The speaker carried on; where there is none, whoever the main clause is about, a body, too.
    fn carried_or_main(&self, cue: &CueAt<'_>) -> Attribution {
        let carried = self.carried(cue);
        let main = carried.source.is_none().then(|| self.main_subject(cue.at)).flatten();
        let named = main.filter(|s| s.sort == Sort::Body && self.scene.verb_first());
        named.map_or(carried, |body| Attribution::of(Some(body), Vec::new(), true))
    }

    /// "It is said": nobody.
    pub(super) fn hearsay(&self, cue: &CueAt<'_>) -> Option<Attribution> {
        let begin = cue.at.saturating_sub(4).max(self.room.range.start);
        let told = (begin..=cue.at)
            .any(|k| self.scene.around(k, "hearsay").is_some_and(|h| h.end > cue.at));
        // "أمي كانت تردد": somebody stands before the verb.
        let by = || self.scene.verb_first() && self.subject_before(cue).is_some();
        (told && !by()).then(|| self.nobody())
    }

    /// Somebody of whom nothing is told.
    pub(super) fn nobody(&self) -> Attribution {
        let who = self.scene.doc.lang.cues.english.fill("nobody", "", "");
        Attribution::of(Some(make(who, Sort::Paper)), Vec::new(), false)
    }

    /// The subject of the verb before, where this one is joined to it: "… and pledged".
    pub(super) fn same_subject(
        &self,
        at: usize,
        earlier: &[Option<Attribution>],
    ) -> Option<Attribution> {
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

    /// The subject of a reporting verb before in the same sentence, which reports no clause itself:
    /// "أكدت مصادر … مقتل …، وقالت إن …".
    fn joined_subject(&self, at: usize) -> Option<Source> {
        let cue = &self.cues[at];
        let before = self.cues[..at].iter().rev().find(|c| c.form == Form::Verb)?;
        // A plural verb has its subject before it: what stands behind it is its object.
        let agrees = before.features.gender == cue.features.gender && !before.is_plural();
        (cue.joined && agrees && self.scene.stop(self.room, before.at) > cue.at)
            .then(|| self.subject(before))
            .flatten()
    }

    /// "adding", "مؤكدا": the subject of the clause that it stands beside.
    pub(super) fn by_participle(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
        let cue = &self.cues[at];
        if self.quoted_as(at) {
            return self.by_relay(&self.cues[at - 1]);
        }
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
        if let Some(source) = self.main_subject_of(cue.at, cue.features.gender) {
            return Attribution::of(Some(source), Vec::new(), true);
        }
        self.carried(cue)
    }

    /// Whether a cue is the second part of "quoted … as saying".
    pub(super) fn quoted_as(&self, at: usize) -> bool {
        at > 0 && self.cues[at - 1].class() == CueClass::Relay && {
            let between = self.cues[at - 1].end..self.cues[at].at;
            !self.scene.verb_first()
                || between.into_iter().any(|k| self.scene.word(k, "citing").is_some())
        }
    }

    /// A noun of speech: whose it is stands behind it, or as a pronoun on it.
    pub(super) fn by_noun(&self, at: usize, earlier: &[Option<Attribution>]) -> Attribution {
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
        if is_led_to(scene, cue) {
            let led = self.led_to(cue).and_then(|r| source(scene, self.room, self.memory, &r));
            return match led {
                Some(source) => Attribution::of(Some(source), Vec::new(), true),
                None => self.same_subject(at, earlier).unwrap_or_else(|| self.carried(cue)),
            };
        }
        if is_means(scene, cue) {
            return self.by_participle(at, earlier);
        }
        let owner = if scene.verb_first() {
            phrase(scene, self.room, cue.end, None)
        } else {
            self.english_owner(cue)
        };
        let source = owner.and_then(|r| source(scene, self.room, self.memory, &r));
        Attribution::of(source.clone(), Vec::new(), source.is_some())
    }

    /// Who was brought to say something: the phrase before the preposition of a noun of speech.
    fn led_to(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let end = cue.at.checked_sub(1)?;
        let begin = end.saturating_sub(LONGEST).max(clause_start(self.scene, self.room, end));
        let starts = (begin..end).filter(|i| !self.scene.doc.may_be_verb(*i));
        let mut phrases = starts.filter_map(|i| phrase(self.scene, self.room, i, None));
        phrases.find(|r| r.end == end && self.acts(r))
    }

    /// "warnings from UN experts", "the prime minister's talk", "in the words of the head".
    pub(super) fn english_owner(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
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
        if scene.doc.norm(possessive) == "'s" || scene.doc.norm(possessive) == "'" {
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
    pub(super) fn by_relay(&self, cue: &CueAt<'_>) -> Attribution {
        let scene = self.scene;
        let mut via = Vec::new();
        let subject = self.subject(cue);
        if let Some(relay) = subject.filter(|s| s.sort != Sort::Person || !scene.verb_first()) {
            let cited = self.cited_outlet(cue, relay.span);
            via.extend(cited.filter(|c| c.who != relay.who));
            via.push(Link::told(relay.who, relay.span));
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
}

/// "استهل حديثه بالقول": a noun of speech that tells how the subject of the verb did what it did.
fn is_means(scene: &Scene<'_, '_>, cue: &CueAt<'_>) -> bool {
    let means = scene.doc.lang.settings.get("means").map_or("", String::as_str);
    let written = |b: &Proclitic| b.article && b.prep == means;
    let mut readings = scene.tokens.cue_readings(cue.at).iter();
    !means.is_empty() && readings.any(|(_, r)| r.split.before.is_some_and(written))
}

/// Whether a cue stands in the same sentence before a token.
fn scene_sentence(desk: &Desk<'_, '_, '_>, cue: usize, at: usize) -> bool {
    desk.scene.stop(desk.room, desk.cues[cue].at) > at
}
