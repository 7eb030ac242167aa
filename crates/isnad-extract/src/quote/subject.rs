//! Who does what a reporting verb says: the phrase beside it, the speaker of before, the subject of the
//! clause around it.

use std::ops::Range;

use isnad_pack::{
    cues::CueClass,
    inflect::{Number, Pos},
    world::Kind,
};

use crate::{nominal::Nominal, record::Link, tagger::reading};

use super::{
    attribution::{Attribution, Desk},
    cue::{CueAt, Form, cue_at},
    english::{before_verb, clause_start, head_start, is_finite},
    known::{is_kin, is_owned_role},
    namelike::may_be_name,
    phrase::phrase,
    scene::{Room, Scene},
    speaker::{Sort, Source, make, source},
};

/// Tokens before a verb in which somebody else than the last speaker may be named.
const NEAR: usize = 60;

impl Desk<'_, '_, '_> {
    /// The subject of a finite verb.
    pub(super) fn subject(&self, cue: &CueAt<'_>) -> Option<Source> {
        let range = self.subject_range(cue)?;
        let found = source(self.scene, self.room, self.memory, &range)?;
        // Of a bare name only the verb shows whether it is a woman's.
        let shown = if cue.is_plural() { ' ' } else { cue.features.gender };
        Some(if found.sort == Sort::Person { with_gender(found, shown) } else { found })
    }

    pub(super) fn subject_range(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let scene = self.scene;
        if !scene.verb_first() {
            return self.english_subject(cue);
        }
        // "يقدرون العلاقات ويصفونها": what stands before a joined verb is no subject of its own, but
        // behind a word like "as for".
        let opened =
            |start: usize| !cue.joined || start > 0 && scene.word(start - 1, "lead").is_some();
        let helps = |i: usize| cue.joined && i + 1 == cue.at && scene.doc.may_be_verb(i);
        let before = self.subject_before(cue).filter(|r| opened(r.start) && !helps(r.start));
        let helper = |i: usize| scene.word(i, "lead").is_some_and(|l| l.end == i + 1);
        if let Some(adjacent) = before.as_ref().filter(|r| (r.end..cue.at).all(helper)) {
            return Some(adjacent.clone());
        }
        // "محاميه الذي قال إن".
        let whose = cue.at.saturating_sub(2);
        if cue.at > 1 && scene.doc.class(cue.at - 1) == "rel" && is_kin(scene, whose) {
            return Some(whose..whose + 1);
        }
        let mut at = cue.end;
        // "قالت هي": a pronoun is all of the subject.
        if self.is_pronoun(at) || cue.at > 0 && self.is_pronoun(cue.at - 1) {
            return None;
        }
        // "قال لي وزير": a pronoun with its preposition stands between.
        while scene.word(at, "adverb").is_some_and(|a| a.key == "manner") {
            at = scene.word(at, "adverb").map_or(at + 1, |a| a.end);
        }
        let behind =
            phrase(scene, self.room, at, Some(cue.class())).filter(|r| self.can_act(cue, r));
        behind.map(|r| self.apposed(&r).unwrap_or(r)).or(before)
    }

    fn is_pronoun(&self, i: usize) -> bool {
        self.scene.doc.class(i) == "pron"
    }

    /// Whether a phrase behind an Arabic verb can be its subject and not its object.
    pub(super) fn can_act(&self, cue: &CueAt<'_>, range: &Range<usize>) -> bool {
        let scene = self.scene;
        let noun = cue_at(scene, range.start)
            .is_some_and(|c| c.form == Form::Noun && c.class() == CueClass::Noun);
        let owned = scene.doc.readings_at(range.start).iter().any(|r| r.split.after.is_some())
            && !scene.is_listed(range.start);
        let single = range.len() == 1
            && (scene.is_colon(range.end) || scene.child_at(self.room, range.end).is_some());
        let owned =
            owned || single && !scene.is_listed(range.start) && has_pronoun(scene, range.start);
        let anybody = scene.around(range.start, "somebody").is_some();
        if self.is_object(cue, range.start) {
            return false;
        }
        let free = matches!(cue.class(), CueClass::Say | CueClass::Think | CueClass::Utter)
            || scene.is_definite(range.start + 1);
        let people = is_owned_role(scene, range.start) || free && is_kin(scene, range.start);
        let whose = !anybody && owned && !people;
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

    /// "قائد الشرطة في الإقليم، اللواء كمال درويش، إن": the name between commas behind a title.
    fn apposed(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let scene = self.scene;
        let named =
            |n: &Nominal| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some());
        let role = scene.role(range.start).is_some() || scene.word(range.start, "count").is_some();
        if !role || scene.nominals_in(range).iter().any(named) {
            return None;
        }
        let near = range.end..(range.end + 4).min(self.room.range.end);
        let open = near.into_iter().find(|k| scene.is_comma(*k) || scene.doc.is_verb(*k))?;
        let name = phrase(scene, self.room, open + 1, None).filter(|_| scene.is_comma(open))?;
        let begins =
            scene.nominals_in(&name).iter().any(|n| named(n) && n.tokens.start <= open + 2);
        (begins && scene.is_comma(name.end)).then_some(name)
    }

    /// "ودعا إسرائيل إلى", "ودعا الطرفين إلى": a state for which the verb would be feminine, or people
    /// in the oblique case.
    fn is_object(&self, cue: &CueAt<'_>, i: usize) -> bool {
        let scene = self.scene;
        let settings = &scene.doc.lang.settings;
        let listed = |key: &str, word: &str| {
            settings.get(key).is_some_and(|all| all.split('|').any(|w| w == word))
        };
        let state = scene.nominal_at(i).filter(|n| n.name.is_some() && !n.adjective);
        let state = state.and_then(|n| n.who.id.as_deref());
        let state = state.and_then(|id| scene.doc.pack.world.get(id));
        let feminine =
            state.is_some_and(|e| e.kind == Kind::State && !listed("masculine_states", &e.id));
        let many = scene.role_noun(i).is_some_and(|r| r.1 != Number::Singular);
        let ends = settings.get("oblique").map_or("", String::as_str);
        let oblique = many
            && scene.is_definite(i)
            && ends.split('|').any(|e| !e.is_empty() && scene.doc.norm(i).ends_with(e));
        feminine && cue.features.gender == 'm' && !cue.is_plural() || oblique
    }

    /// A subject before its Arabic verb: "لكن وزارة الدفاع نفت".
    pub(super) fn subject_before(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let scene = self.scene;
        let begin = clause_start(scene, self.room, cue.at);
        if begin >= cue.at {
            return None;
        }
        let range = phrase(scene, self.room, begin, None)?;
        let close = range.end <= cue.at && range.end + 6 > cue.at;
        let other = (begin..cue.at).any(|k| scene.doc.is_verb(k) && !range.contains(&k));
        let known = scene.nominal_at(begin).is_some() || scene.role(begin).is_some();
        let verb = scene.doc.is_verb(begin)
            || scene.verb_first() && !known && reading(scene.doc, begin).0 == Some(Pos::Verb);
        (close && !other && !verb).then_some(range)
    }

    pub(super) fn english_subject(&self, cue: &CueAt<'_>) -> Option<Range<usize>> {
        let scene = self.scene;
        let before = before_verb(scene, self.room, cue.at).map(|r| {
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
            let behind = phrase(scene, self.room, range.end + 1, None);
            // "said one, a retired nurse".
            let anybody = range.len() == 1 && scene.around(range.start, "somebody").is_some();
            if anybody && scene.doc.class(range.end + 1) == "det" {
                return behind;
            }
            let apposed = behind.filter(|p| {
                scene
                    .nominals_in(p)
                    .iter()
                    .any(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()))
            });
            range.end = apposed.map_or(range.end, |p| p.end);
        }
        Some(range)
    }

    pub(super) fn can_be_subject(&self, range: &Range<usize>) -> bool {
        let scene = self.scene;
        let first = range.start;
        let pronoun = range.len() == 1 && scene.doc.class(first) == "pron"
            || scene.word(first, "pronoun").is_some_and(|p| p.end >= range.end);
        let adverbial = scene.doc.class(first) == "prep" || scene.doc.key(first, "rel").is_some();
        let wh = scene.word(first, "that").is_some();
        !pronoun && !adverbial && !wh && range.clone().any(|i| scene.is_word(i))
    }

    /// The speaker carried on from the sentences before.
    pub(super) fn carried(&self, cue: &CueAt<'_>) -> Attribution {
        let gender = if cue.is_plural() { ' ' } else { cue.features.gender };
        let answers = self.memory.asked.clone().filter(|_| cue.cue.stance == "reply");
        let gender = self.pronoun_gender(cue).unwrap_or(gender);
        // Who asked does not answer.
        let asker = self.memory.asker.as_ref().filter(|_| cue.cue.stance == "reply");
        let other = |s: &Source| asker != Some(&s.who);
        let carried = answers
            .or_else(|| self.memory.fitting(gender, cue.is_plural()).filter(other))
            .or_else(|| self.other_person(cue).filter(other))
            .or_else(|| self.memory.said.iter().rev().find(|s| other(s)).cloned());
        if carried.is_none() && asker.is_some() {
            return self.nobody();
        }
        if let Some(source) = carried.map(|s| with_gender(s, gender)) {
            let last = self.memory.said.last().is_some_and(|s| s.who == source.who);
            let inferred = |link: &Link| Link { inferred: true, ..link.clone() };
            let via: Vec<Link> =
                self.memory.channel.iter().filter(|_| last).map(inferred).collect();
            return Attribution {
                channel: via.clone(),
                ..Attribution::of(Some(source), via, false)
            };
        }
        let before = self.subject_of_before().map(|s| with_gender(s, gender));
        Attribution::of(before, Vec::new(), true)
    }

    /// What "he" or "she" beside an English verb says of the speaker.
    fn pronoun_gender(&self, cue: &CueAt<'_>) -> Option<char> {
        let before = (cue.at.saturating_sub(3)..cue.at).rev();
        let near = before.chain([cue.end]).find_map(|i| self.scene.word(i, "pronoun"))?;
        match near.key {
            "he" => Some('m'),
            "she" => Some('f'),
            _ => None,
        }
    }

    /// Somebody named in the sentences before who has not spoken yet: "he", where she spoke last.
    fn other_person(&self, cue: &CueAt<'_>) -> Option<Source> {
        let scene = self.scene;
        self.memory.said.last()?;
        let spoke = |id: &str| self.memory.said.iter().any(|s| s.who == id);
        let before = scene.nominals_in(&(cue.at.saturating_sub(NEAR)..cue.at)).iter().rev();
        let named =
            before.filter(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()));
        let id = named.filter_map(|n| n.who.id.clone()).find(|id| !spoke(id))?;
        Some(make(id, Sort::Person))
    }

    /// "the latter": whom the speaker before spoke to.
    pub(super) fn latter(&self, cue: &CueAt<'_>) -> Option<Source> {
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
    pub(super) fn objects(&self) -> Vec<Source> {
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
            .map(|i| head_start(scene, i));
        let phrases = roles.filter_map(|i| phrase(scene, &level, i, None));
        phrases.filter_map(|p| source(scene, &level, self.memory, &p)).collect()
    }

    pub(super) fn main_subject(&self, before: usize) -> Option<Source> {
        self.main_subject_of(before, ' ')
    }

    /// The subject of the main clause before a token, of a gender where one is asked for.
    pub(super) fn main_subject_of(&self, before: usize, gender: char) -> Option<Source> {
        let scene = self.scene;
        let begin = self.room.range.start;
        if !scene.verb_first() {
            let last = (begin..before)
                .rev()
                .find(|k| is_finite(scene, *k) && scene.is_level(self.room, *k))
                .unwrap_or(before);
            let open = phrase(scene, self.room, clause_start(scene, self.room, last), None);
            // "…, she said": only people are meant.
            let he = scene.word(before.saturating_sub(1), "pronoun");
            let people = |r: &Range<usize>| he.is_none_or(|h| h.key == "it") || self.acts(r);
            let range = open
                .filter(|r| r.start < last)
                // "The director, Ann Lee, praised it but said".
                .or_else(|| before_verb(scene, self.room, last))
                .filter(|r| r.end <= before && self.can_be_subject(r) && people(r))
                .filter(|r| cue_at(scene, r.start).is_none_or(|c| !c.is_verb()))?;
            return source(scene, self.room, self.memory, &range);
        }
        let verb =
            |i: usize| scene.doc.may_be_verb(i) || reading(scene.doc, i).0 == Some(Pos::Verb);
        let is_verb = |i: &usize| {
            scene.is_level(self.room, *i)
                && verb(*i)
                && scene.role(*i).is_none()
                && scene.around(*i, "lead").is_none()
                && scene.around(*i, "carry").is_none()
                && (!scene.is_glossed(*i) || may_be_name(scene, *i + 1))
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
        let mut sources = ranges.filter_map(|r| source(scene, self.room, self.memory, &r));
        let agrees = |s: &Source| gender == ' ' || s.gender == gender || s.gender == ' ';
        if let Some(first) = sources.next() {
            let agreeing = if agrees(&first) { None } else { sources.find(agrees) };
            return Some(agreeing.unwrap_or(first));
        }
        let range = phrase(scene, self.room, clause_start(scene, self.room, sentence + 1), None)
            .filter(|r| r.end < before && self.acts(r) && cue_at(scene, r.start).is_none())?;
        source(scene, self.room, self.memory, &range)
    }

    /// Whether a phrase means people or bodies: a name, a role, or people by their state.
    pub(super) fn acts(&self, range: &Range<usize>) -> bool {
        let scene = self.scene;
        let people = scene.nominals_in(range).first().is_some_and(|n| {
            n.tokens.start <= range.start + 1
                && (scene.is_person(n)
                    || n.role.is_some()
                    || n.adjective && n.number == Number::Plural)
        });
        let told = ["outlet", "paper"].iter().any(|c| scene.word(range.start, c).is_some());
        people || told || scene.role(range.start).is_some() || may_be_name(scene, range.start)
    }
}

/// A speaker of whom a verb or pronoun shows the gender.
fn with_gender(source: Source, gender: char) -> Source {
    if source.gender == ' ' { Source { gender, ..source } } else { source }
}

/// Whether a word ends like one with a pronoun of the third person.
fn has_pronoun(scene: &Scene<'_, '_>, i: usize) -> bool {
    let mut splits = scene.doc.lang.clitics.splits(scene.doc.norm(i));
    splits.any(|s| s.before.is_none() && s.after.is_some_and(|a| a.person.starts_with('3')))
}
