//! Named people and bodies: by the lists, by the form of a name behind a title, by a short name, by
//! the office that somebody told before holds.

use std::ops::Range;

use isnad_pack::{cues::Around, lang::RoleKind, world::Kind};
use isnad_text::{Span, TokenKind};

use crate::{nominal::Nominal, slug::slug, tagger::reading};

use super::{
    cue::cue_at,
    known::{is_owned_noun, is_owned_role},
    namelike::is_strange,
    scene::Scene,
    speaker::{Sort, Source, make, stems},
};

/// A named person, body or state.
pub(crate) fn named(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    if let Some(found) = kunya(scene, range) {
        return Some(found);
    }
    let nominals: Vec<&Nominal> =
        scene.nominals_in(range).iter().filter(|n| !n.adjective && !n.pair).collect();
    let person = nominals.iter().rev().find(|n| {
        (n.name.is_some() || n.unknown_name.is_some())
            && scene.is_person(n)
            && is_apposed(scene, range, n)
    });
    if let Some(span) = person.and_then(|n| n.unknown_name) {
        // "Dr Huda Masri": the form of address is no part of the name.
        let tokens = scene.doc.tokens_in(span);
        let bound = |i: usize| {
            scene.is_definite(i)
                && scene.around(i, "name").is_none()
                && !scene.doc.word(i).starts_with(scene.doc.lang.clitics.article())
        };
        let rest =
            tokens.clone().find(|i| !is_honorific(scene, *i) && !bound(*i)).unwrap_or(tokens.start);
        if rest > tokens.start {
            let span = scene.span(&(rest..tokens.end));
            return Some(Source {
                span: Some(span),
                ..make(slug(span.of(scene.doc.text), scene.doc.lang), Sort::Person)
            });
        }
    }
    if let Some(nominal) = person {
        return nominal.who.id.clone().map(|id| make(id, Sort::Person));
    }
    let first = nominals
        .first()
        .filter(|n| n.tokens.start == range.start && n.name.is_some() && n.role.is_none());
    let listed = first
        .and_then(|n| n.who.id.as_deref())
        .and_then(|id| scene.doc.pack.world.get(id))
        .filter(|e| e.kind == Kind::Org);
    if let Some(entity) = listed.filter(|_| first.is_some_and(|n| n.tokens.len() > 1)) {
        return Some(make(entity.id.clone(), Sort::Body));
    }
    if let Some((who, span)) = unlisted_name(scene, range) {
        return Some(Source { span: Some(span), ..make(who, Sort::Person) });
    }
    let first = nominals
        .first()
        .filter(|n| n.tokens.start <= range.start + 1 && n.name.is_some() && n.role.is_none())?;
    let entity = first.who.id.as_deref().and_then(|id| scene.doc.pack.world.get(id))?;
    let whole = first.tokens.end >= range.end || !scene.doc.lang.is_cased();
    let acts = matches!(entity.kind, Kind::Org | Kind::State | Kind::Group | Kind::Place);
    (whole && acts).then(|| make(entity.id.clone(), Sort::Body))
}

/// Somebody called after a child, at the head of a phrase or behind a title with the article.
fn kunya(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let fits = |k: &Around<'_>| {
        let name = k.end < range.end && !scene.is_definite(k.end) && scene.role(k.end).is_none();
        name && scene.around(k.end, "count").is_none()
    };
    let may = |i: &usize| *i == range.start || scene.is_definite(*i - 1);
    let at = |i: usize| scene.word(i, "kunya").filter(fits).map(|k| (i, k));
    let (begin, kunya) = range.clone().filter(may).find_map(at)?;
    let words = scene.span(&(kunya.end..kunya.end + 1));
    let who = format!("{}-{}", kunya.key, slug(words.of(scene.doc.text), scene.doc.lang));
    let span = Some(scene.span(&(begin..kunya.end + 1)));
    Some(Source { span, ..make(who, Sort::Person) })
}

/// A form of address or rank; where the language writes its article on the word, only with it.
fn is_honorific(scene: &Scene<'_, '_>, i: usize) -> bool {
    let definite = scene.doc.lang.is_cased() || scene.is_definite(i);
    definite && scene.around(i, "honorific").is_some()
}

/// Whether a name stands for the whole phrase and not only says whose somebody is.
fn is_apposed(scene: &Scene<'_, '_>, range: &Range<usize>, nominal: &Nominal) -> bool {
    let end = nominal.tokens.end;
    if scene.doc.tokens.get(end).is_some_and(|t| t.norm == "'s" || t.norm == "'") {
        return false;
    }
    let Some(name) = nominal.name.or(nominal.unknown_name) else { return false };
    let at = scene.doc.token_at(name.start).max(range.start);
    if scene.doc.lang.is_cased() {
        let comma = (range.start..at).rfind(|i| scene.is_comma(*i)).unwrap_or(range.start);
        let linked = (comma..at).any(|i| scene.doc.class(i) == "prep");
        return !linked;
    }
    // In Arabic a name right behind an indefinite noun says whose it is: "محامي …"; of two people the
    // first does.
    let told = |n: &Nominal| n.name.is_some() && n.tokens.end <= at && scene.is_person(n);
    at == range.start
        || at == range.start + 1 && is_owned_noun(scene, range.start)
        || (range.start..at).any(|i| {
            scene.is_definite(i)
                || scene
                    .nominal_at(i)
                    .is_some_and(|n| n.adjective || !n.states.is_empty() || told(n))
        })
        || at > range.start && scene.doc.kind(at - 1) == TokenKind::Mark
}

/// An Arabic name that no list holds, behind a definite title.
fn unlisted_name(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<(String, Span)> {
    if scene.doc.lang.is_cased() {
        return None;
    }
    let (first, last) = name_tail(scene, range)?;
    let span = scene.span(&(first..last));
    Some((slug(span.of(scene.doc.text), scene.doc.lang), span))
}

/// The last words of a phrase if they can be a name: one without article that is no genitive, and
/// what follows it.
fn name_tail(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<(usize, usize)> {
    let free = |i: usize| {
        scene.doc.kind(i) == TokenKind::Word
            && !scene.is_definite(i)
            && scene.role(i).is_none()
            && scene.around(i, "count").is_none()
            && scene.around(i, "name").is_none()
            && !scene.has_listed_behind(i)
            && scene.doc.class(i).is_empty()
            && (scene.may_be_proper(i)
                || scene.doc.kind(i + 1) == TokenKind::Word
                    && reading(scene.doc, i + 1).0.is_none()
                    && !scene.is_definite(i + 1))
            && (!scene.is_glossed(i) || scene.is_definite(i + 1) && !scene.is_listed_bare(i + 1))
            && scene.nominal_at(i).is_none_or(|n| !n.adjective && n.states.is_empty())
    };
    // "حاكم إقليم وداي حسن آدم نور": the place that somebody governs closes the title, too.
    let governed = |i: usize| {
        let place = |n: &&Nominal| n.name.is_some() || !n.states.is_empty();
        scene.doc.pack.world.name_part(scene.doc.norm(i)).0
            && scene.nominals_in(range).iter().filter(place).any(|n| n.tokens.end == i)
    };
    // "زميله سعد النمر": a pronoun closes it like an article.
    let whole = scene.is_listed(range.start) || scene.role(range.start).is_some();
    let owned = |i: usize| !whole && i == range.start + 1 && is_owned_role(scene, range.start);
    let first = (range.start + 1..range.end)
        .find(|i| free(*i) && (scene.is_definite(i - 1) || governed(*i) || owned(*i)))?;
    let goes_on = |i: &usize| {
        scene.is_word(*i)
            && scene.doc.class(*i).is_empty()
            && (scene.is_definite(*i) || !scene.is_listed(*i))
            && cue_at(scene, *i).is_none_or(|c| c.pronoun.is_empty())
    };
    let mut end = first + 1;
    while end < range.end.min(first + 4) && goes_on(&end) {
        end += 1;
        // A family name with the article ends the name.
        if scene.is_definite(end - 1) {
            break;
        }
    }
    let single = end == first + 1
        && end == range.end
        && is_strange(scene, first)
        && first == range.start + 1
        && scene.role(range.start).is_some_and(|(_, k)| k == RoleKind::People);
    (end >= first + 2 || single).then_some((first, end))
}

/// A first or last name of somebody named in full before.
pub(crate) fn short_name(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let words: Vec<&str> =
        range.clone().filter(|i| scene.is_word(*i)).map(|i| scene.doc.norm(i)).collect();
    if words.is_empty()
        || words.len() > 2
        || range.clone().any(|i| scene.role(i).is_some() || scene.is_glossed(i))
    {
        return None;
    }
    let before = scene.nominals.iter().take_while(|n| n.tokens.end <= range.start);
    let people =
        before.filter(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()));
    let same = people.collect::<Vec<_>>().into_iter().rev().find(|n| {
        let full: Vec<String> = n.tokens.clone().map(|i| scene.doc.norm(i).to_owned()).collect();
        full.len() > words.len() && words.iter().all(|w| full.iter().any(|f| f == w))
    })?;
    same.who.id.clone().map(|id| Source {
        stems: introduction(scene, same).map(str::to_owned).collect(),
        ..make(id, Sort::Person)
    })
}

/// The first person introduced whom a title without his state's full adjective fits: "الزعيم الكوري".
pub(crate) fn by_office(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let (role, _, end, _) = scene.role_noun(range.start)?;
    let role = &scene.doc.lang.roles[role];
    if role.kind != RoleKind::Office || end + 1 != range.end {
        return None;
    }
    let adjective = stems(scene, &(end..range.end)).next_back()?;
    let before =
        scene.nominals.iter().take_while(|n| n.tokens.end <= range.start).collect::<Vec<_>>();
    let fits = |id: &str| {
        let person = scene.doc.pack.world.get(id).filter(|e| e.kind == Kind::Person)?;
        let states = person.offices.iter().filter_map(|o| scene.doc.pack.world.index(&o.of));
        let called = |s: usize| {
            let mut names = scene.doc.pack.world.adjectives(s, scene.doc.lang.lang);
            names.any(|text| isnad_text::fold(text).split(' ').next() == Some(adjective))
        };
        states.into_iter().any(called).then(|| make(id.to_owned(), Sort::Person))
    };
    before
        .iter()
        .rev()
        .filter(|n| n.name.is_some())
        .find_map(|n| n.who.id.as_deref().and_then(fits))
}

/// The stems of a name with the words around it that tell who it is.
pub(crate) fn introduction<'s, 'd, 'a>(
    scene: &'s Scene<'d, 'a>,
    nominal: &Nominal,
) -> impl DoubleEndedIterator<Item = &'s str> + Clone + use<'s, 'd, 'a> {
    let sentence = scene.doc.sentence_of(nominal.tokens.start);
    let mut start = nominal.tokens.start;
    let mut commas = 0;
    while start > sentence.start && start + 7 > nominal.tokens.start {
        let k = start - 1;
        commas += usize::from(scene.is_comma(k));
        let outside = scene.doc.is_verb(k)
            || scene.has_preposition(k)
            || commas > usize::from(!scene.verb_first());
        if outside || scene.doc.class(k) == "prep" && scene.verb_first() {
            break;
        }
        start = k;
    }
    let mut stop = nominal.tokens.end;
    if scene.is_comma(stop) {
        let end = (stop + 7).min(sentence.end);
        stop = (stop + 1..end).find(|i| scene.doc.is_verb(*i) || scene.is_comma(*i)).unwrap_or(end);
    }
    stems(scene, &(start..stop))
}
