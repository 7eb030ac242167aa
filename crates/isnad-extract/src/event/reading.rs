//! Whether a word that may be verb or noun stands as the one or the other.

use isnad_pack::{
    frames::Frame,
    inflect::{Features, Number, Pos, Tense},
};
use isnad_text::TokenKind;

use crate::{
    document::Document,
    event::predicate::{is_arabic, resumes_noun},
    nominal::{Nominal, is_number_word},
};

/// Whether a word may be a noun that tells nothing: where a noun stands, it is no verb either.
pub(crate) fn is_plain_noun(doc: &Document<'_>, i: usize) -> bool {
    doc.readings_at(i).iter().any(|r| {
        r.analysis.features.pos == Pos::Noun
            && doc.lang.frames.of(r.analysis.lemma).next().is_none()
    })
}

/// Whether an article or possessive stands right before a word, as a word of its own.
pub(crate) fn behind_article(doc: &Document<'_>, i: usize) -> bool {
    i > 0
        && doc.key(i - 1, "det") == Some("article")
        && doc.functions[i - 1].is_some_and(|f| f.end == i)
}

/// Whether a verb that is no auxiliary stands right before a word: where verbs come first, its subject or
/// object follows, and "أبعد" is no verb but the elative.
pub(crate) fn behind_verb(doc: &Document<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).filter(|p| doc.sentence_of(i).contains(p));
    let plain = |p: usize| doc.is_verb(p) && doc.functions[p].is_none();
    let pronoun = |p: usize| doc.readings_at(p).iter().all(|r| r.split.after.is_some());
    is_arabic(doc) && before.is_some_and(|p| plain(p) && !pronoun(p))
}

/// Whether a vowel mark on the first letter of a past form says that it is passive.
pub(crate) fn has_passive_mark(doc: &Document<'_>, i: usize, features: Features) -> bool {
    const DAMMA: char = '\u{064F}';
    features.tense == Tense::Past && doc.word(i).chars().take(3).any(|c| c == DAMMA)
}

/// Whether a word that may be a noun shows that it is a verb: marked as passive, or with the noun
/// before it taken up behind it, "عملية قتل فيها".
pub(crate) fn is_marked_verb(doc: &Document<'_>, i: usize) -> bool {
    let verb = |r: &isnad_pack::lexicon::Reading<'_>| {
        r.analysis.features.pos == Pos::Verb && has_passive_mark(doc, i, r.analysis.features)
    };
    doc.may_be_verb(i) && (resumes_noun(doc, i + 1) || doc.readings_at(i).iter().any(verb))
}

/// Whether the words around a token make it a noun where it might be a verb as well.
pub(crate) fn stands_as_noun(doc: &Document<'_>, i: usize) -> bool {
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
pub(crate) fn phrase_before<'n>(
    doc: &Document<'_>,
    nominals: &'n [Nominal],
    i: usize,
) -> Option<&'n Nominal> {
    let at = nominals.partition_point(|n| n.tokens.start < i);
    let quote = i.checked_sub(1).is_some_and(|k| matches!(doc.norm(k), "\"" | "”" | "»"));
    let end = i - usize::from(quote);
    at.checked_sub(1).and_then(|k| nominals.get(k)).filter(|n| n.tokens.end == end)
}

/// Whether a word stands behind who announces something, as what is announced: "أعلن الجيش قتل مسلحين".
pub(crate) fn announced(doc: &Document<'_>, nominals: &[Nominal], i: usize) -> bool {
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
pub(crate) fn follows_subject(doc: &Document<'_>, nominals: &[Nominal], i: usize) -> bool {
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
