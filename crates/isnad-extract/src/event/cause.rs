//! The doer whom only the cause of a harm names: "killed in a Saudi raid", "مقتل جنود في هجوم شنه
//! مسلحون".

use isnad_pack::inflect::Pos;

use crate::event::{
    args::{Party, parties},
    roles::{Around, beside},
};

/// Words between a cause and the verb that says who did it.
const REACH: usize = 4;

/// Words between a cause and whom it belongs to.
const OWNER_REACH: usize = 4;

/// Words between that verb and its subject.
const SUBJECT_REACH: usize = 3;

/// The doer told with the complement of a predicate, and the verb that tells it, if one does.
pub(crate) fn doer(around: &Around<'_, '_>, all: &[Party]) -> Option<(Party, Option<usize>)> {
    let at = around.complement?;
    owner(around, at, all).map(|p| (p, None)).or_else(|| by_verb(around, end_of(around, at)))
}

/// The party that a noun of harm belongs to: as adjective, genitive or behind "for".
pub(crate) fn owner(around: &Around<'_, '_>, at: usize, all: &[Party]) -> Option<Party> {
    let (doc, end) = (around.doc, end_of(around, at));
    let key = doc.lang.settings.get("owner");
    let owned = |p: &&Party| {
        key.is_some()
            && p.prep.as_ref() == key
            && (end..end + OWNER_REACH).contains(&p.tokens.start)
            // "عبوة ناسفة … دورية للشرطة": theirs is the noun in between.
            && (!p.inherited || p.tokens.start <= end + 1)
    };
    beside(doc, at, all)
        .or_else(|| beside(doc, end - 1, all))
        .or_else(|| all.iter().find(owned).cloned())
        .or_else(|| met(around, at, all))
}

/// Whom a noun of mutual deed is told to be done with: "قتل جنديان في اشتباك مع مسلحين".
fn met(around: &Around<'_, '_>, at: usize, all: &[Party]) -> Option<Party> {
    let doc = around.doc;
    let key = doc.lang.settings.get("with")?;
    let mutual = doc.readings_at(at).iter().any(|r| {
        doc.lang.frames.of(r.analysis.lemma).any(|f| f.has("symmetric") && f.kind == "ASSAULT")
    });
    let with = |p: &&Party| {
        p.prep.as_ref() == Some(key) && (at + 1..at + 1 + OWNER_REACH).contains(&p.tokens.start)
    };
    all.iter().find(with).filter(|_| mutual).cloned()
}

/// The token behind a word that may be written as several.
fn end_of(around: &Around<'_, '_>, at: usize) -> usize {
    around.doc.phrases.get(at).copied().flatten().map_or(at + 1, |p| p.0)
}

/// The subject of a verb behind the cause that takes it up by a pronoun: "هجوم شنه مسلحون".
pub(crate) fn by_verb(around: &Around<'_, '_>, end: usize) -> Option<(Party, Option<usize>)> {
    let Around { doc, nominals, .. } = around;
    let stop = doc.sentence_of(end.saturating_sub(1)).end;
    let resumes = |k: &usize| {
        let readings = doc.readings_at(*k);
        readings.iter().any(|r| {
            r.analysis.features.pos == Pos::Verb
                && r.split.after.is_some()
                && r.split.before.is_none()
        })
    };
    let verb = (end..stop.min(end + REACH)).find(resumes)?;
    let behind = parties(doc, nominals, &(verb + 1..stop.min(verb + 1 + SUBJECT_REACH)));
    let subject = behind.into_iter().next().filter(|p| p.prep.is_none())?;
    Some((subject, Some(verb)))
}
