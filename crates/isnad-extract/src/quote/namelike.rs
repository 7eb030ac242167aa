//! Words that look like a name which no list holds.

use super::{cue::cue_at, scene::Scene, tokens::Question};

/// Whether no list holds a word.
pub(crate) fn is_unlisted(scene: &Scene<'_, '_>, at: usize) -> bool {
    !scene.is_listed(at) && !scene.is_listed_bare(at) && scene.nominals_over(at).next().is_none()
}

/// Whether no list holds a word and it is no ordinary word of the language.
pub(crate) fn is_strange(scene: &Scene<'_, '_>, at: usize) -> bool {
    is_unlisted(scene, at) && scene.may_be_proper(at)
}

/// A word of time that is a first name: an unlisted family name stands behind it.
pub(crate) fn is_time_name(scene: &Scene<'_, '_>, at: usize) -> bool {
    let time = scene.word(at, "adverb").is_some_and(|a| a.key == "time" && a.end == at + 1);
    time && scene.is_definite(at + 1)
        && !scene.is_listed_bare(at + 1)
        && scene.word(at + 1, "adverb").is_none()
}

/// Whether two words may be a name: the first without article and in no list of nouns, the second a
/// family name.
pub(crate) fn may_be_name(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.tokens.ask(at, Question::Name, || looks_like_name(scene, at))
}

fn looks_like_name(scene: &Scene<'_, '_>, at: usize) -> bool {
    let free = |i: usize| {
        scene.is_word(i)
            && scene.role(i).is_none()
            && scene.doc.class(i).is_empty()
            && !scene.is_glossed(i)
            && !scene.has_listed_behind(i)
            && scene.word(i, "adverb").is_none()
            && scene.around(i, "that").is_none()
            && cue_at(scene, i).is_none_or(|c| !c.is_verb())
    };
    let first =
        free(at) && !scene.is_definite(at) && scene.nominal_at(at).is_none_or(|n| !n.adjective);
    let title = at > 0
        && scene.is_definite(at - 1)
        && !scene.is_definite(at)
        && scene.is_word(at)
        && scene.doc.class(at).is_empty();
    let plain = title
        && scene.role(at).is_none()
        && scene.word(at, "adverb").is_none()
        && cue_at(scene, at).is_none()
        && !scene.has_listed_behind(at);
    if scene.around(at, "outlet").is_some() {
        return false;
    }
    if plain
        && scene.is_word(at + 1)
        && scene.doc.class(at + 1).is_empty()
        && !scene.is_definite(at + 1)
        && is_strange(scene, at + 1)
        && !scene.has_listed_behind(at + 1)
    {
        return true;
    }
    let family = scene.is_word(at + 1)
        && scene.doc.class(at + 1).is_empty()
        && scene.is_definite(at + 1)
        && scene.nominal_at(at + 1).is_none_or(|n| !n.adjective);
    let unlisted = first && !scene.is_listed_bare(at);
    first && free(at + 1) && (scene.is_definite(at + 1) || !scene.doc.is_known(at + 1))
        || unlisted && family
}

/// Whether a name begins at one of the next words.
pub(crate) fn is_name_ahead(scene: &Scene<'_, '_>, at: usize) -> bool {
    (at..at + 2).any(|k| {
        may_be_name(scene, k)
            || scene.nominal_at(k).is_some_and(|n| scene.is_person(n) && n.prep.is_none())
    })
}
