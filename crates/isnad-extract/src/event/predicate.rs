//! Predicates: the verbs, verbal nouns and event nouns of a document for which frames are listed.

use std::ops::Range;

use isnad_pack::{
    inflect::{Features, Number, Pos, Tense},
    lexicon::{Analysis, LemmaId},
};
use isnad_text::TokenKind;

use crate::{
    document::Document,
    event::reading::{
        announced, behind_article, behind_verb, follows_subject, has_passive_mark, is_marked_verb,
        is_plain_noun, phrase_before, stands_as_noun,
    },
    nominal::{Nominal, is_number_word},
};

/// A word that may tell an event.
#[derive(Debug, Clone)]
pub(crate) struct Predicate {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its dictionary words, likeliest first.
    pub(crate) lemmas: Vec<LemmaId>,
    /// What its form says.
    pub(crate) features: Features,
    /// Whether it stands as a noun.
    pub(crate) nominal: bool,
    /// Whether the form must be passive.
    pub(crate) passive: bool,
    /// The pronoun written on it.
    pub(crate) pronoun: Option<String>,
    /// Whether a conjunction is written on it.
    pub(crate) joined: bool,
    /// Whether it is marked as future.
    pub(crate) future: bool,
    /// Whether it has the article.
    pub(crate) definite: bool,
    /// Whether it is a participle that shares the subject of the clause before it: "…, accusing
    /// them", "متهما إياها".
    pub(crate) participial: bool,
    /// Whether it is the dead and wounded who open a headline.
    pub(crate) casualties: bool,
}

/// The predicates of a document, in order; one per place.
pub(crate) fn predicates(doc: &Document<'_>, nominals: &[Nominal]) -> Vec<Predicate> {
    let mut heads = vec![false; doc.tokens.len()];
    // "مسيرة حاشدة": a listed phrase that tells an event goes before a role noun within.
    let told =
        |n: &Nominal| n.name.is_none() && phrase_at(doc, n.tokens.start).is_some_and(|p| p.nominal);
    let named = |n: &&Nominal| n.role.is_some() && !told(n) || n.name.is_some() || n.pair;
    for nominal in nominals.iter().filter(named) {
        heads[nominal.tokens.clone()].fill(true);
    }
    let mut until = 0;
    let mut out = Vec::new();
    for (i, head) in heads.into_iter().enumerate() {
        if let Some(predicate) = casualties(doc, nominals, i).filter(|_| i >= until && head) {
            until = predicate.tokens.end;
            out.push(predicate);
        }
        if i < until || head || !has_frame(doc, i) || is_number_word(doc, i) {
            continue;
        }
        if let Some(predicate) = predicate_at(doc, nominals, i) {
            until = predicate.tokens.end;
            out.push(predicate);
        }
    }
    out
}

/// The dead and wounded who open a sentence before a phrase with a preposition, which tell of a harm as a
/// verb would: "قتيلان في هجوم بسكين".
fn casualties(doc: &Document<'_>, nominals: &[Nominal], i: usize) -> Option<Predicate> {
    let at = nominals.binary_search_by_key(&i, |n| n.tokens.start).ok()?;
    let hurt = |n: &Nominal| {
        n.role.is_some_and(|r| doc.lang.settings.lists("casualty", &doc.lang.roles[r].lemma))
    };
    let nominal = nominals.get(at).filter(|n| hurt(n) && n.prep.is_none())?;
    let counts = |k: usize| {
        doc.kind(k) == TokenKind::Number || doc.class(k) == "det" || is_number_word(doc, k)
    };
    let opens = (doc.sentence_of(i).start..i).all(counts);
    let joined = nominals.get(at + 1).filter(|n| hurt(n) && n.joined);
    let end = joined.map_or(nominal.tokens.end, |n| n.tokens.end);
    let written = || {
        let readings = doc.readings_at(end);
        readings.iter().any(|r| r.split.before.is_some_and(|b| !b.prep.is_empty()))
    };
    let phrase = doc.class(end) == "prep" || written();
    let verb = doc.lang.lexicon.find(doc.lang.settings.get("to_kill")?, true)?;
    (opens && phrase).then(|| Predicate {
        tokens: i..end,
        lemmas: vec![verb],
        features: Features::NOUN,
        nominal: true,
        passive: false,
        pronoun: None,
        joined: false,
        future: false,
        definite: false,
        participial: false,
        casualties: true,
    })
}

/// Whether a frame is listed for any word that may begin at a token.
fn has_frame(doc: &Document<'_>, i: usize) -> bool {
    let listed = |a: &Analysis| doc.lang.frames.of(a.lemma).next().is_some();
    doc.readings_at(i).iter().any(|r| listed(&r.analysis))
        || doc.phrases.get(i).and_then(Option::as_ref).is_some_and(|p| listed(&p.1))
}

fn predicate_at(doc: &Document<'_>, nominals: &[Nominal], i: usize) -> Option<Predicate> {
    if let Some(phrase) = phrase_at(doc, i) {
        return Some(phrase);
    }
    let noun_here =
        announced(doc, nominals, i) || stands_as_noun(doc, i) && !follows_subject(doc, nominals, i);
    let mut best: Option<(u8, Predicate)> = None;
    if matches!(doc.class(i), "city" | "prep" | "agent" | "det" | "relative" | "copula") {
        return None;
    }
    let plain_noun = noun_here && is_plain_noun(doc, i);
    for reading in doc.readings.at(i) {
        let lemma = reading.analysis.lemma;
        let features = reading.analysis.features;
        if doc.lang.frames.of(lemma).next().is_none() {
            continue;
        }
        let before = reading.split.before;
        // "فرقنا": a verb of "we" is rarer than a noun with "our".
        if matches!(features.person, 1 | 2) && is_plain_noun(doc, i) {
            continue;
        }
        // "A bomb went off": no verb stands behind an article.
        let behind_verb = phrase_before(doc, nominals, i).is_none() && behind_verb(doc, i);
        if features.pos == Pos::Verb && (plain_noun || behind_article(doc, i) || behind_verb) {
            continue;
        }
        // A participle names somebody or qualifies a noun; only in the accusative of circumstance
        // does it tell a deed.
        if features.pos == Pos::Active && is_arabic(doc) && !is_circumstance(doc, i) {
            continue;
        }
        let progressive = is_progressive(doc, i, features) || is_begun(doc, i, features);
        let participial = is_participial(doc, i, features);
        let nominal = features.pos != Pos::Verb && !progressive && !participial;
        let cost = u8::from(nominal != noun_here) * 4
            + u8::from(before.is_some())
            + u8::from(reading.split.after.is_some())
            + u8::from(features.passive && features.pos == Pos::Verb)
            + u8::from(matches!(features.person, 1 | 2))
            + u8::from(
                !matches!(features.pos, Pos::Verb | Pos::Masdar | Pos::Noun)
                    && !progressive
                    && !participial,
            ) * 2;
        let predicate = Predicate {
            tokens: i..i + 1,
            lemmas: vec![lemma],
            features,
            nominal: nominal && features.pos != Pos::Participle
                || features.pos == Pos::Participle && is_arabic(doc),
            passive: features.passive || has_passive_mark(doc, i, features),
            pronoun: reading.split.after.map(|a| a.person.clone()),
            joined: before.is_some_and(|b| !b.conj.is_empty()),
            future: before.is_some_and(|b| b.future),
            definite: before.is_some_and(|b| b.article),
            participial,
            casualties: false,
        };
        match &mut best {
            Some((c, known)) if *c <= cost && known.lemmas.contains(&lemma) => {}
            Some((c, known)) if *c <= cost => {
                // Another dictionary word of the same form and use: its frames are tried too.
                if known.nominal == predicate.nominal && cost < *c + 4 {
                    known.lemmas.push(lemma);
                }
            }
            _ => {
                let others = best.take().map(|(_, p)| p).filter(|p| p.nominal == predicate.nominal);
                let mut predicate = predicate;
                predicate
                    .lemmas
                    .extend(others.into_iter().flat_map(|p| p.lemmas).filter(|l| *l != lemma));
                best = Some((cost, predicate));
            }
        }
    }
    best.map(|(_, p)| p)
}

/// Whether a gerund stands after a form of "be", adverbs aside.
pub(crate) fn is_progressive(doc: &Document<'_>, i: usize, features: Features) -> bool {
    features.pos == Pos::Gerund && (i.saturating_sub(2)..i).any(|k| doc.key(k, "be").is_some())
}

/// Whether a gerund stands right after a verb that says that the deed begins, goes on or ends.
fn is_begun(doc: &Document<'_>, i: usize, features: Features) -> bool {
    features.pos == Pos::Gerund && i > 0 && doc.class(i - 1) == "start"
}

/// Whether a participle tells a deed of the subject before it: a gerund with an object, after a
/// comma or a noun; an active participle in the accusative.
fn is_participial(doc: &Document<'_>, i: usize, features: Features) -> bool {
    if features.pos == Pos::Active && is_arabic(doc) {
        return is_circumstance(doc, i);
    }
    let Some(p) = i.checked_sub(1).filter(|_| features.pos == Pos::Gerund) else { return false };
    let object = doc.is_capital(i + 1) || matches!(doc.class(i + 1), "det" | "comp" | "demo");
    let comma = doc.tokens[p].kind == TokenKind::Mark;
    let noun = doc.functions[p].is_none()
        && !doc.may_be_verb(p)
        && doc.tokens[p].kind == TokenKind::Word
        && doc.tokens[p].norm != "'s";
    object && (comma || noun)
}

/// Whether a word has the ending of an indefinite accusative, or after a comma that of its
/// feminine.
fn is_circumstance(doc: &Document<'_>, i: usize) -> bool {
    let setting = |key: &str| doc.lang.settings.get(key).map_or("", String::as_str);
    let norm = doc.tokens[i].norm.as_str();
    let ends = |list: &str| list.split('|').any(|e| !e.is_empty() && norm.ends_with(e));
    // "حلا عادلا": behind an object without article it is an adjective.
    let described = i.checked_sub(1).is_some_and(|p| {
        let ending = setting("accusative");
        let plain = |r: &isnad_pack::lexicon::Reading<'_>| {
            matches!(r.analysis.features.pos, Pos::Noun | Pos::Masdar)
        };
        ending.split('|').any(|e| !e.is_empty() && doc.norm(p).ends_with(e))
            && doc.functions[p].is_none()
            && doc.readings_at(p).iter().any(plain)
    });
    ends(setting("accusative")) && !described
        || i > 0 && doc.is_mark(i - 1, "،") && ends(setting("circumstance"))
}

pub(crate) fn is_arabic(doc: &Document<'_>) -> bool {
    !doc.lang.is_cased()
}

/// The listed word of several tokens that begins at a token and tells an event.
pub(crate) fn phrase_at(doc: &Document<'_>, i: usize) -> Option<Predicate> {
    let (end, analysis, before) = doc.phrases.get(i).copied().flatten()?;
    doc.lang.frames.of(analysis.lemma).next()?;
    let nominal = analysis.features.pos != Pos::Verb;
    if nominal && is_marked_verb(doc, end - 1) {
        return None;
    }
    Some(Predicate {
        tokens: i..end,
        lemmas: vec![analysis.lemma],
        features: analysis.features,
        nominal,
        passive: false,
        pronoun: None,
        joined: before.is_some_and(|b| !b.conj.is_empty()),
        future: false,
        definite: before.is_some_and(|b| b.article),
        participial: false,
        casualties: false,
    })
}

/// Whether a preposition bears a pronoun: "فيها".
pub(crate) fn resumes_noun(doc: &Document<'_>, k: usize) -> bool {
    let pronouns = doc.lang.settings.get("self").map_or("", String::as_str);
    doc.key(k, "prep").is_some_and(|key| key != doc.norm(k))
        && pronouns.split('|').any(|p| !p.is_empty() && doc.norm(k).ends_with(p))
}

/// Whether a verb form agrees with a subject of this number.
pub(crate) fn agrees(features: Features, number: Number) -> bool {
    !(features.number == Number::Dual && number == Number::Plural) && features.person != 1
}

/// Whether a form is of the present tense.
pub(crate) fn is_present(features: Features) -> bool {
    features.tense == Tense::Present
}
