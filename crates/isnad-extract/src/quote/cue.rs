//! Reporting words in the text: finite verbs, participles, and nouns of speech.

use isnad_pack::{
    cues::{Cue, CueClass},
    inflect::{Features, Number, Pos, Tense},
    lexicon::Reading,
};

use crate::tagger::reading as tagged;

use super::scene::{Room, Scene};

/// A reporting word at its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueAt<'d> {
    /// Its first token.
    pub(crate) at: usize,
    /// Token after its last.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) cue: &'d Cue,
    /// How it stands there.
    pub(crate) form: Form,
    /// Its features.
    pub(crate) features: Features,
    /// Person of the pronoun written on it, or empty.
    pub(crate) pronoun: &'d str,
    /// Whether it says that something was not said.
    pub(crate) negated: bool,
    /// Whether a conjunction stands before it or on it.
    pub(crate) joined: bool,
    /// Whether a preposition stands before it or on it.
    pub(crate) bound: bool,
}

/// Forms of reporting words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A finite verb.
    Verb,
    /// A participle beside another verb ("adding").
    Participle,
    /// A noun.
    Noun,
}

impl CueAt<'_> {
    pub(crate) fn is_verb(&self) -> bool {
        self.form == Form::Verb
    }

    pub(crate) fn is_plural(&self) -> bool {
        matches!(self.features.number, Number::Plural | Number::Dual) && self.features.gender != ' '
    }

    pub(crate) fn class(&self) -> CueClass {
        self.cue.class
    }
}

/// The reporting words of a room in their order.
pub(crate) fn cues_in<'d>(scene: &Scene<'d, '_>, room: &Room) -> Vec<CueAt<'d>> {
    let mut out = Vec::new();
    let mut i = room.range.start;
    while i < room.range.end {
        match scene.is_level(room, i).then(|| cue_at(scene, i)).flatten() {
            Some(cue) => {
                i = cue.end.max(i + 1);
                out.push(cue);
            }
            None => i += 1,
        }
    }
    out
}

/// The reporting word that begins at a token, in its likeliest reading.
pub(crate) fn cue_at<'d>(scene: &Scene<'d, '_>, i: usize) -> Option<CueAt<'d>> {
    scene.tokens.cue(i, |readings| {
        let cues = readings.iter().filter_map(|(cue, r)| candidate(scene, i, cue, r));
        cues.min_by_key(|(rank, _)| *rank).map(|(_, cue)| cue)
    })
}

type Rank = (u8, u8, u8);

fn candidate<'d>(
    scene: &Scene<'d, '_>,
    i: usize,
    cue: &'d Cue,
    reading: &Reading<'d>,
) -> Option<(Rank, CueAt<'d>)> {
    let features = reading.analysis.features;
    let before = reading.split.before;
    let bound = before.is_some_and(|b| !b.prep.is_empty());
    let article = before.is_some_and(|b| b.article);
    let form = form_of(scene, i, features, bound, article, reading.split.after.is_some())?;
    // "carried by", "أوردته": tells who carried the words and not who says them.
    let carries = reading.split.after.is_some() && scene.around(i, "carry").is_some();
    // A pronoun of the first or second person of one letter is mostly part of the word.
    let doubtful = reading.split.after.is_some_and(|a| {
        !a.person.starts_with('3') && a.form.chars().count() < 2 || a.person.starts_with('2')
    });
    let future = before.is_some_and(|b| b.future) && features.tense != Tense::Present;
    let cites = scene.word(i, "citing").is_some_and(|c| c.end > i + 1)
        || scene.doc.lang.is_cased() && scene.word(i, "closer").is_some();
    let future = future
        || scene.doc.lang.is_cased()
            && form == Form::Verb
            && i > 0
            && scene.doc.class(i - 1) == "future";
    let own_words = form == Form::Verb && matches!(features.person, 1 | 2);
    if future
        || cites
        || carries
        || doubtful
        || own_words
        || is_part_of_name(scene, i)
        || is_impersonal(scene, i)
    {
        return None;
    }
    let (end, particle) = particle(scene, i, cue);
    if cue.needs && !particle {
        return None;
    }
    let shape = match form {
        Form::Verb => u8::from(features.passive),
        Form::Participle => 2,
        Form::Noun => 3,
    };
    let clitics = u8::from(before.is_some_and(|b| b.conj.is_empty()))
        + u8::from(reading.split.after.is_some());
    let class = u8::from(!particle) * 2 + u8::from(cue.class == CueClass::Noun);
    let negated = (i.saturating_sub(3)..i).any(|k| {
        scene
            .word(k, "not")
            .is_some_and(|a| a.end == i || a.end + 1 == i && scene.doc.may_be_verb(a.end))
    });
    let joined = before.is_some_and(|b| !b.conj.is_empty())
        || i > 0 && scene.doc.key(i - 1, "and").is_some();
    let pronoun = reading.split.after.map_or("", |a| a.person.as_str());
    Some((
        (clitics, shape, class),
        CueAt {
            at: i,
            end,
            cue,
            form,
            features,
            pronoun,
            negated,
            joined,
            bound: bound || is_bound(scene, i),
        },
    ))
}

/// "It is worth mentioning that", "تجدر الإشارة إلى أن": nobody says it but the outlet.
fn is_impersonal(scene: &Scene<'_, '_>, i: usize) -> bool {
    let begins = (i.saturating_sub(1)..=i).any(|k| {
        scene.word(k, "impersonal").is_some_and(|w| w.end > i) && (k == 0 || !scene.is_word(k - 1))
    });
    let behind = i + 1 + usize::from(scene.word(i + 1, "on").is_some());
    begins && scene.around(behind, "that").is_some()
}

/// Whether a token is part of a name or of another function word.
fn is_part_of_name(scene: &Scene<'_, '_>, i: usize) -> bool {
    let named = scene.nominals_over(i).any(|n| {
        n.who.id.is_some()
            && n.name.or(n.unknown_name).is_some_and(|s| s.contains(scene.doc.tokens[i].span))
    });
    let nameless =
        (i.saturating_sub(4)..=i).any(|k| scene.around(k, "nameless").is_some_and(|w| w.end > i));
    named
        || nameless
        || matches!(scene.doc.class(i), "prep" | "comp" | "cond" | "neg" | "pron" | "rel")
}

/// How a reading can stand at its place; `None` if it cannot.
fn form_of(
    scene: &Scene<'_, '_>,
    i: usize,
    features: Features,
    bound: bool,
    article: bool,
    owned: bool,
) -> Option<Form> {
    let verb_first = scene.verb_first();
    match features.pos {
        Pos::Verb if bound || article => None,
        Pos::Verb if !verb_first && i > 0 && noun_before_verb(scene, i) => None,
        // "adding that talks were": a noun before its verb.
        Pos::Verb if !verb_first && i > 0 && is_subject(scene, i) => None,
        // "في إحاطته", "في حيثيات حكمه": behind a preposition or another noun stands a noun.
        Pos::Verb if verb_first && owned && i > 0 && is_genitive(scene, i) => None,
        // "the presiding judge": a noun for people in its own form.
        Pos::Verb
            if !verb_first
                && features.tense == Tense::Present
                && features.person == 0
                && scene.role(i).is_some() =>
        {
            None
        }
        // "قال طالب": a noun for people right behind its verb.
        Pos::Verb if verb_first && i > 0 && scene.role(i).is_some() && is_report(scene, i - 1) => {
            None
        }
        Pos::Verb => Some(Form::Verb),
        Pos::Active if article => {
            (scene.is_colon(i + 1) && scene.role(i).is_none()).then_some(Form::Participle)
        }
        // "صرخت طالبة": somebody, where nothing but a word stands before it.
        Pos::Active if scene.role(i).is_some() && i > 0 && scene.is_word(i - 1) => None,
        // "مصادر مطلعة": an adjective of the noun before it.
        Pos::Active if i > 0 && is_feminine(scene, i) && is_source_noun(scene, i - 1) => None,
        Pos::Active => (!bound && !owned && is_circumstance(scene, i)).then_some(Form::Participle),
        Pos::Gerund if i > 0 && scene.doc.class(i - 1) == "det" => None,
        Pos::Gerund => Some(Form::Participle),
        Pos::Participle if !verb_first => Some(Form::Verb),
        Pos::Masdar | Pos::Noun => Some(Form::Noun),
        _ => None,
    }
}

/// Whether a word has an ending of the feminine, which a circumstance may have, too.
fn is_feminine(scene: &Scene<'_, '_>, i: usize) -> bool {
    let ends = scene.doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
    ends.split('|').any(|e| !e.is_empty() && scene.doc.norm(i).ends_with(e))
}

/// Whether a word is a noun without article for those who can say something, and no name.
fn is_source_noun(scene: &Scene<'_, '_>, i: usize) -> bool {
    let noun = scene.role(i).is_some() || scene.word(i, "paper").is_some();
    noun && !scene.is_definite(i) && !scene.nominals_over(i).any(|n| n.name.is_some())
}

/// Whether a preposition or a noun without article stands right before an Arabic word.
fn is_genitive(scene: &Scene<'_, '_>, i: usize) -> bool {
    let open = || {
        let noun = matches!(tagged(scene.doc, i - 1).0, None | Some(Pos::Noun | Pos::Masdar));
        let word = scene.is_word(i - 1) && scene.doc.class(i - 1).is_empty();
        noun && word && !scene.is_definite(i - 1) && !scene.doc.may_be_verb(i - 1)
    };
    let is_noun = |r: &Reading<'_>| matches!(r.analysis.features.pos, Pos::Masdar | Pos::Noun);
    let twin = || scene.tokens.cue_readings(i).iter().any(|(_, r)| is_noun(r));
    scene.doc.class(i - 1) == "prep" || twin() && scene.role(i - 1).is_none() && open()
}

/// Whether a preposition stands before a word, an article aside: "in a statement".
fn is_bound(scene: &Scene<'_, '_>, i: usize) -> bool {
    let led = |from: usize| (0..from).rev().find(|k| scene.doc.class(*k) != "det");
    let before = led(i);
    // "in a televised speech": what says more about the noun stands between.
    let more = || {
        let det = (i.saturating_sub(3)..i).rev().find(|k| !scene.doc.class(*k).is_empty())?;
        let headed = scene.doc.lang.is_cased() && scene.doc.class(det) == "det" && det > 0;
        let is_prep = |k: usize| scene.doc.class(k) == "prep";
        (headed && (det..i).all(|k| scene.is_word(k))).then(|| led(det).is_some_and(is_prep))
    };
    before.is_some_and(|k| scene.doc.class(k) == "prep") || more().unwrap_or(false)
}

/// Whether a word is a finite reporting verb and nothing else.
fn is_report(scene: &Scene<'_, '_>, i: usize) -> bool {
    let verb = |r: &Reading<'_>| r.analysis.features.pos == Pos::Verb && r.split.after.is_none();
    scene.role(i).is_none() && scene.tokens.cue_readings(i).iter().any(|(_, r)| verb(r))
}

/// Whether an English word must be a noun: an article or preposition stands before it.
fn noun_before_verb(scene: &Scene<'_, '_>, i: usize) -> bool {
    let doc = scene.doc;
    let before = doc.functions.get(i - 1).copied().flatten();
    before.is_some_and(|f| matches!(f.class, "prep" | "det" | "agent"))
        || doc.norm(i - 1) == "'s" && doc.readings_at(i).len() > 1
}

/// Whether an English word of the form of a verb is the subject of the verb behind it.
fn is_subject(scene: &Scene<'_, '_>, i: usize) -> bool {
    let opens = scene.word(i - 1, "that").is_some() || scene.is_comma(i - 1);
    opens && scene.word(i + 1, "verb").is_some()
}

/// Whether an Arabic active participle is a circumstance: indefinite accusative.
fn is_circumstance(scene: &Scene<'_, '_>, i: usize) -> bool {
    let ends = scene.doc.lang.settings.get("circumstance").map_or("", String::as_str);
    ends.split('|').any(|e| !e.is_empty() && scene.doc.norm(i).ends_with(e))
}

/// The end of a cue with the word that belongs to it, and whether that word is there.
fn particle(scene: &Scene<'_, '_>, i: usize, cue: &Cue) -> (usize, bool) {
    for after in &cue.after {
        let words = after.split(' ').count();
        let range = i + 1..i + 1 + words;
        let same = range
            .clone()
            .zip(after.split(' '))
            .all(|(k, w)| scene.doc.tokens.get(k).is_some_and(|t| t.norm == w));
        if same {
            return (range.end, true);
        }
    }
    (i + 1, false)
}
