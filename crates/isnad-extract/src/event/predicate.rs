//! Predicates: the verbs, verbal nouns and event nouns of a document for which frames are listed.

use std::ops::Range;

use isnad_pack::{
    frames::Frame,
    inflect::{Features, Number, Pos, Tense},
    lexicon::{Analysis, LemmaId},
};
use isnad_text::TokenKind;

use crate::{
    document::Document,
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

/// Whether a word may be a noun that tells nothing: where a noun stands, it is no verb either.
fn is_plain_noun(doc: &Document<'_>, i: usize) -> bool {
    doc.readings_at(i).iter().any(|r| {
        r.analysis.features.pos == Pos::Noun
            && doc.lang.frames.of(r.analysis.lemma).next().is_none()
    })
}

/// Whether an article or possessive stands right before a word, as a word of its own.
fn behind_article(doc: &Document<'_>, i: usize) -> bool {
    i > 0
        && doc.key(i - 1, "det") == Some("article")
        && doc.functions[i - 1].is_some_and(|f| f.end == i)
}

/// Whether a verb that is no auxiliary stands right before a word: where verbs come first, its subject or
/// object follows, and "أبعد" is no verb but the elative.
fn behind_verb(doc: &Document<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).filter(|p| doc.sentence_of(i).contains(p));
    let plain = |p: usize| doc.is_verb(p) && doc.functions[p].is_none();
    let pronoun = |p: usize| doc.readings_at(p).iter().all(|r| r.split.after.is_some());
    is_arabic(doc) && before.is_some_and(|p| plain(p) && !pronoun(p))
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

/// Whether a vowel mark on the first letter of a past form says that it is passive.
fn has_passive_mark(doc: &Document<'_>, i: usize, features: Features) -> bool {
    const DAMMA: char = '\u{064F}';
    features.tense == Tense::Past && doc.word(i).chars().take(3).any(|c| c == DAMMA)
}

fn is_arabic(doc: &Document<'_>) -> bool {
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

/// Whether a word that may be a noun shows that it is a verb: marked as passive, or with the noun
/// before it taken up behind it, "عملية قتل فيها".
fn is_marked_verb(doc: &Document<'_>, i: usize) -> bool {
    let verb = |r: &isnad_pack::lexicon::Reading<'_>| {
        r.analysis.features.pos == Pos::Verb && has_passive_mark(doc, i, r.analysis.features)
    };
    doc.may_be_verb(i) && (resumes_noun(doc, i + 1) || doc.readings_at(i).iter().any(verb))
}

/// Whether a preposition bears a pronoun: "فيها".
pub(crate) fn resumes_noun(doc: &Document<'_>, k: usize) -> bool {
    let pronouns = doc.lang.settings.get("self").map_or("", String::as_str);
    doc.key(k, "prep").is_some_and(|key| key != doc.norm(k))
        && pronouns.split('|').any(|p| !p.is_empty() && doc.norm(k).ends_with(p))
}

/// Whether the words around a token make it a noun where it might be a verb as well.
fn stands_as_noun(doc: &Document<'_>, i: usize) -> bool {
    if !doc.may_be_verb(i) {
        return true;
    }
    if doc.is_verb(i) || is_arabic(doc) && is_relative_verb(doc, i) {
        return false;
    }
    if is_arabic(doc) && differs_in_gender(doc, i) {
        return true;
    }
    if is_arabic(doc) { noun_in_arabic(doc, i) } else { noun_in_english(doc, i) }
}

/// The phrase that ends right before a token.
fn phrase_before<'n>(doc: &Document<'_>, nominals: &'n [Nominal], i: usize) -> Option<&'n Nominal> {
    let at = nominals.partition_point(|n| n.tokens.start < i);
    let quote = i.checked_sub(1).is_some_and(|k| matches!(doc.norm(k), "\"" | "”" | "»"));
    let end = i - usize::from(quote);
    at.checked_sub(1).and_then(|k| nominals.get(k)).filter(|n| n.tokens.end == end)
}

/// Whether a word stands behind who announces something, as what is announced: "أعلن الجيش قتل مسلحين".
fn announced(doc: &Document<'_>, nominals: &[Nominal], i: usize) -> bool {
    let masdar = doc
        .readings_at(i)
        .iter()
        .any(|r| r.analysis.features.pos == Pos::Masdar && r.split.before.is_none());
    let teller = phrase_before(doc, nominals, i).filter(|_| masdar);
    let verb = teller.and_then(|n| n.tokens.start.checked_sub(1));
    verb.is_some_and(|k| announces(doc, k))
}

/// Whether a token is a verb of those who tell what they did.
pub(crate) fn announces(doc: &Document<'_>, k: usize) -> bool {
    doc.readings_at(k).iter().any(|r| {
        let text = &doc.lang.lexicon.get(r.analysis.lemma).text;
        r.analysis.features.pos == Pos::Verb && doc.lang.settings.lists("announce", text)
    })
}

/// Whether a bare word stands right behind a name or definite noun phrase that opens the clause: its verb,
/// "تنظيم القاعدة شن هجوما", since nothing without article qualifies them.
fn follows_subject(doc: &Document<'_>, nominals: &[Nominal], i: usize) -> bool {
    let Some(before) = phrase_before(doc, nominals, i) else { return false };
    let start = before.tokens.start;
    let opens = start == doc.sentence_of(i).start
        || start.checked_sub(1).is_some_and(|k| doc.class(k) == "comp");
    let definite = doc.norm(i - 1).starts_with(doc.lang.clitics.article());
    let closed = before.name.is_some() || definite;
    let bare = doc
        .readings_at(i)
        .iter()
        .any(|r| r.analysis.features.pos == Pos::Verb && r.split.before.is_none());
    is_arabic(doc) && opens && closed && bare && before.prep.is_none()
}

/// Whether a verb shows itself behind an indefinite noun: "هجوم قتل فيه ثلاثة".
fn is_relative_verb(doc: &Document<'_>, i: usize) -> bool {
    let noun = |p: usize| {
        doc.functions[p].is_none()
            && !doc.readings[p].is_empty()
            && !doc.norm(p).starts_with(doc.lang.clitics.article())
    };
    is_marked_verb(doc, i) && i.checked_sub(1).is_some_and(noun)
}

/// Whether a feminine noun right behind what might be a masculine verb that opens the sentence shows that it
/// is a verbal noun: "خطف سفينة".
fn differs_in_gender(doc: &Document<'_>, i: usize) -> bool {
    let feminine = doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
    let ends = feminine.split('|').any(|e| !e.is_empty() && doc.norm(i + 1).ends_with(e));
    // "هدم منازل فلسطينية": so does the feminine adjective of things.
    let things = doc.sentence_of(i).contains(&(i + 2))
        && crate::nominal::demonym_at(doc, i + 2).is_some()
        && crate::nominal::role_at(doc, i + 1).is_none()
        && feminine.split('|').any(|e| !e.is_empty() && doc.norm(i + 2).ends_with(e));
    let noun = |r: &isnad_pack::lexicon::Reading<'_>| {
        r.split.before.is_none()
            && r.split.after.is_none()
            && r.analysis.features.pos == Pos::Noun
            && (things || r.analysis.features.number == Number::Singular)
    };
    let masculine = |r: &isnad_pack::lexicon::Reading<'_>| {
        r.analysis.features.pos != Pos::Verb || r.analysis.features.gender == 'm'
    };
    doc.sentence_of(i).start == i
        && (ends || things)
        && doc.functions.get(i + 1).is_some_and(Option::is_none)
        && !is_number_word(doc, i + 1)
        && doc.readings_at(i + 1).iter().any(noun)
        && doc.readings_at(i).iter().all(masculine)
}

fn noun_in_arabic(doc: &Document<'_>, i: usize) -> bool {
    let sentence = doc.sentence_of(i);
    if i == sentence.start {
        // A headline begins with a noun as often as with a verb: a verb has a subject with article
        // or a name after it, a verbal noun likewise, so the verb is taken when nothing follows
        // that only a noun could govern.
        return doc.class(i + 1) == "prep" && !opens_with_harm(doc, i);
    }
    let p = i - 1;
    match doc.class(p) {
        "prep" | "agent" | "det" => true,
        "neg" | "perfect" | "comp" | "rel" | "future" | "past" | "maybe" => false,
        _ if doc.tokens[p].kind == TokenKind::Mark => {
            doc.class(i + 1) == "prep" && !opens_with_harm(doc, i)
        }
        _ => {
            doc.is_verb(p)
                || doc.tokens[p].kind == TokenKind::Number
                || is_number_word(doc, p)
                || !doc.readings[p].is_empty() && !doc.may_be_verb(p)
        }
    }
}

/// Whether a word that opens a clause before a preposition is the verb of a harm, whose victims are told
/// behind that phrase: "قتل في الهجوم أربعة"; the noun would have them right behind it.
fn opens_with_harm(doc: &Document<'_>, i: usize) -> bool {
    let harm = |f: &Frame| f.kind == "ASSAULT" && f.has("passive-common");
    doc.readings_at(i).iter().any(|r| {
        r.analysis.features.pos == Pos::Verb && doc.lang.frames.of(r.analysis.lemma).any(harm)
    })
}

fn noun_in_english(doc: &Document<'_>, i: usize) -> bool {
    let sentence = doc.sentence_of(i);
    let next_is_object = !matches!(doc.class(i + 1), "prep" | "agent" | "")
        || doc.is_capital(i + 1)
        || doc.class(i + 1) == "det";
    if i == sentence.start {
        return !next_is_object;
    }
    let p = i - 1;
    let before = &doc.tokens[p];
    if matches!(doc.class(p), "det" | "demo" | "agent")
        || before.norm == "'s"
        || before.norm == "of"
    {
        return true;
    }
    if matches!(doc.class(p), "to" | "future" | "neg" | "maybe" | "pron" | "rel")
        || before.norm == "to"
    {
        return false;
    }
    if doc.class(p) == "prep" {
        return true;
    }
    let adjective = crate::nominal::demonym_at(doc, p).is_some();
    if adjective {
        return true;
    }
    !next_is_object
}

/// Whether a verb form agrees with a subject of this number.
pub(crate) fn agrees(features: Features, number: Number) -> bool {
    !(features.number == Number::Dual && number == Number::Plural) && features.person != 1
}

/// Whether a form is of the present tense.
pub(crate) fn is_present(features: Features) -> bool {
    features.tense == Tense::Present
}
