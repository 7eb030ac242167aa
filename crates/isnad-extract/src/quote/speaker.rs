//! Who a noun phrase names as speaker: an entity, somebody told before, or a short description.

use std::ops::Range;

use isnad_pack::{lang::RoleKind, world::Kind};
use isnad_text::{Span, TokenKind};

use crate::{
    coref::day,
    describe::{body_id, describe},
    nominal::Nominal,
    slug::slug,
};

use super::{
    chain::{Relay, relay_at, relays},
    phrase::phrase,
    scene::{Room, Scene},
};

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Entity id or description.
    pub(crate) who: String,
    /// The words that name it.
    pub(crate) span: Option<Span>,
    /// What it is.
    pub(crate) sort: Sort,
    /// Stems of its words, by which it is found again.
    pub(crate) stems: Vec<String>,
    /// `m` or `f` where the form shows it.
    pub(crate) gender: char,
    /// Whether it is more than one.
    pub(crate) plural: bool,
    /// The network on which it speaks, where only that is known of it.
    pub(crate) relay: Option<crate::record::Link>,
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A human being, named or not.
    Person,
    /// A body.
    Body,
    /// An outlet: it passes on what others say, unless nobody else is told.
    Outlet,
    /// A poll, report or paper.
    Paper,
}

/// What was said before, by whom and through whom.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Speakers in the order in which they spoke.
    pub(crate) said: Vec<Source>,
    /// Outlets named, in order.
    pub(crate) relays: Vec<Relay>,
    /// The outlet or network to which the last speaker spoke.
    pub(crate) channel: Vec<crate::record::Link>,
    /// Whom the last speaker asked.
    pub(crate) asked: Option<Source>,
}

impl Memory {
    /// The speaker that a pronoun or a verb without subject means.
    pub(crate) fn last(&self, gender: char, plural: bool) -> Option<Source> {
        let fits = |s: &&Source| {
            (gender == ' ' || s.gender == ' ' || s.gender == gender)
                && (!plural || s.plural || s.sort != Sort::Person)
        };
        self.said.iter().rev().find(fits).or(self.said.last()).cloned()
    }
}

/// The source that a phrase names; `None` if it names nobody who could say something.
pub(crate) fn source(
    scene: &Scene<'_, '_>,
    room: &Room,
    memory: &Memory,
    range: &Range<usize>,
) -> Option<Source> {
    let range = trimmed(scene, range);
    if range.is_empty() {
        return None;
    }
    let mut out = outlet(scene, memory, &range)
        .or_else(|| issuer(scene, room, memory, &range))
        .or_else(|| paper(scene, room, &range))
        .or_else(|| named(scene, &range))
        .or_else(|| by_office(scene, &range))
        .or_else(|| titled(scene, &range))
        .or_else(|| short_name(scene, &range))
        .or_else(|| told_before(scene, memory, &range))
        .or_else(|| owned(scene, memory, &range))
        .or_else(|| described(scene, &range))?;
    if out.stems.is_empty() {
        out.stems = stems(scene, &range);
    }
    out.span = out.span.or_else(|| Some(scene.span(&range)));
    if out.gender == ' ' {
        out.gender = gender(scene, &range);
    }
    Some(out)
}

fn make(who: String, sort: Sort) -> Source {
    Source { who, span: None, sort, stems: Vec::new(), gender: ' ', plural: false, relay: None }
}

/// The phrase without marks, articles and words of time at its ends.
fn trimmed(scene: &Scene<'_, '_>, range: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    let idle = |i: usize| {
        scene.doc.tokens[i].kind == TokenKind::Mark && !scene.doc.is_mark(i, "'")
            || scene.word(i, "lead").is_some() && scene.role(i).is_none()
            || scene.doc.class(i) == "both"
    };
    while start < end && idle(start) {
        start += 1;
    }
    while end > start && scene.doc.tokens[end - 1].kind == TokenKind::Mark {
        end -= 1;
    }
    start..end
}

fn outlet(scene: &Scene<'_, '_>, memory: &Memory, range: &Range<usize>) -> Option<Source> {
    let level = Room { range: range.clone(), quote: None };
    let mut start = range.start;
    while start < range.end && matches!(scene.doc.class(start), "det" | "demo") {
        start += 1;
    }
    let head = relay_at(scene, start, range, &memory.relays);
    let head = head.or_else(|| {
        // "The TASS news agency", "Turkey's Anadolu agency": the noun stands behind.
        let all = relays(scene, &level, range, &memory.relays);
        let behind = scene.doc.lang.clitics.article().is_empty();
        let free = (range.start..range.end).all(|i| {
            scene.role(i).is_none_or(|(_, k)| k == RoleKind::Body || k == RoleKind::Group)
        });
        all.into_iter().next().filter(|r| behind && free && !r.network)
    })?;
    (!head.network).then(|| Source { span: Some(head.span), ..make(head.who, Sort::Outlet) })
}

/// A named person, body or state.
fn named(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    if let Some(kunya) = scene
        .word(range.start, "kunya")
        .filter(|k| k.end < range.end && !scene.is_definite(k.end) && scene.role(k.end).is_none())
    {
        let words = scene.span(&(kunya.end..kunya.end + 1));
        let who = format!("{}-{}", kunya.key, slug(words.of(scene.doc.text), scene.doc.lang));
        return Some(Source {
            span: Some(scene.span(&(range.start..kunya.end + 1))),
            ..make(who, Sort::Person)
        });
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
        let rest = tokens
            .clone()
            .find(|i| scene.around(*i, "honorific").is_none() && !bound(*i))
            .unwrap_or(tokens.start);
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
    let whole = first.tokens.end >= range.end || !scene.doc.lang.clitics.article().is_empty();
    let acts = matches!(entity.kind, Kind::Org | Kind::State | Kind::Group | Kind::Place);
    (whole && acts).then(|| make(entity.id.clone(), Sort::Body))
}

/// Whether a name stands for the whole phrase and not only says whose somebody is.
fn is_apposed(scene: &Scene<'_, '_>, range: &Range<usize>, nominal: &Nominal) -> bool {
    let end = nominal.tokens.end;
    if scene.doc.tokens.get(end).is_some_and(|t| t.norm == "'s" || t.norm == "'") {
        return false;
    }
    let Some(name) = nominal.name.or(nominal.unknown_name) else { return false };
    let at = scene.doc.token_at(name.start).max(range.start);
    if scene.doc.lang.clitics.article().is_empty() {
        let comma = (range.start..at).rfind(|i| scene.is_comma(*i)).unwrap_or(range.start);
        let linked = (comma..at).any(|i| scene.doc.class(i) == "prep");
        return !linked;
    }
    // In Arabic a name right behind an indefinite noun says whose it is: "محامي …".
    at == range.start
        || (range.start..at).any(|i| {
            scene.is_definite(i)
                || scene.nominal_at(i).is_some_and(|n| n.adjective || !n.states.is_empty())
        })
        || at > range.start && scene.doc.tokens[at - 1].kind == TokenKind::Mark
}

/// An Arabic name that no list holds, behind a definite title.
fn unlisted_name(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<(String, Span)> {
    if scene.doc.lang.clitics.article().is_empty() {
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
        scene.doc.tokens[i].kind == TokenKind::Word
            && !scene.is_definite(i)
            && scene.role(i).is_none()
            && scene.around(i, "count").is_none()
            && scene.around(i, "name").is_none()
            && !scene.has_listed_behind(i)
            && scene.doc.class(i).is_empty()
            && (!scene.is_glossed(i) || scene.is_definite(i + 1) && !scene.is_listed_bare(i + 1))
            && scene.nominal_at(i).is_none_or(|n| !n.adjective && n.states.is_empty())
    };
    let first = (range.start + 1..range.end).find(|i| free(*i) && scene.is_definite(i - 1))?;
    let goes_on = |i: &usize| {
        scene.is_word(*i)
            && scene.doc.class(*i).is_empty()
            && (scene.is_definite(*i) || !scene.is_listed(*i))
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
        && super::phrase::is_strange(scene, first)
        && first == range.start + 1
        && scene.role(range.start).is_some_and(|(_, k)| k == RoleKind::People);
    (end >= first + 2 || single).then_some((first, end))
}

/// A title whose bearer is known.
fn titled(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let first = scene.nominals_in(range).iter().find(|n| !n.adjective)?;
    let at_head = first.tokens.start <= range.start + 1 && first.role.is_some();
    let id = first.who.id.clone().filter(|_| at_head && first.tokens.end + 1 >= range.end)?;
    let entity = scene.doc.pack.world.get(&id)?;
    // Without a date nobody can say who held an office.
    let dated = day(scene.doc).is_some();
    (dated && !first.states.is_empty()
        || entity.kind != Kind::Person
        || is_named_before(scene, range, &id))
    .then(|| make(id, if entity.kind == Kind::Person { Sort::Person } else { Sort::Body }))
}

fn is_named_before(scene: &Scene<'_, '_>, range: &Range<usize>, id: &str) -> bool {
    scene
        .nominals
        .iter()
        .take_while(|n| n.tokens.start < range.start)
        .any(|n| n.who.id.as_deref() == Some(id) && n.name.is_some())
}

/// Somebody introduced before with these words: "the engineer" after "county engineer Ann Lee".
fn told_before(scene: &Scene<'_, '_>, memory: &Memory, range: &Range<usize>) -> Option<Source> {
    if let Some(found) = other(scene, memory, range) {
        return Some(found);
    }
    let definite = range.clone().any(|i| scene.is_definite(i))
        || matches!(scene.doc.class(range.start), "det" | "demo")
        || scene.doc.is_capital(range.start);
    let own = stems(scene, range);
    if !definite || own.is_empty() || scene.around(range.start, "count").is_some() {
        return None;
    }
    let covers = |s: &[String]| own.iter().all(|w| s.contains(w));
    if let Some(same) = memory.said.iter().rev().find(|s| covers(&s.stems)) {
        return Some(same.clone());
    }
    let before =
        scene.nominals.iter().take_while(|n| n.tokens.end <= range.start).collect::<Vec<_>>();
    let people = before
        .iter()
        .rev()
        .filter(|n| scene.is_person(n) && (n.name.is_some() || n.unknown_name.is_some()));
    for nominal in people.clone() {
        if covers(&introduction(scene, nominal)) {
            return nominal.who.id.clone().map(|id| Source {
                stems: introduction(scene, nominal),
                ..make(id, Sort::Person)
            });
        }
    }
    if let Some(found) = by_role(scene, range, &own) {
        return Some(found);
    }
    let epithet = range.clone().take(5).any(|i| scene.around(i, "epithet").is_some());
    if epithet {
        let person = memory.said.iter().rev().find(|s| s.sort == Sort::Person).cloned();
        return person.or_else(|| {
            people.clone().next().and_then(|n| n.who.id.clone()).map(|id| make(id, Sort::Person))
        });
    }
    None
}

/// "another", "راكبة أخرى": a second one of the kind that spoke before; "one" of a network's users.
fn other(scene: &Scene<'_, '_>, memory: &Memory, range: &Range<usize>) -> Option<Source> {
    let alone = range.len() == 1 && scene.around(range.start, "somebody").is_some();
    let network = memory.relays.last().filter(|r| {
        alone
            && r.network
            && memory.said.last().is_none_or(|s| {
                s.span.is_none_or(|o| o.start < r.span.start) || s.who.starts_with(USER)
            })
    });
    if let Some(relay) = network {
        let name = relay.who.split('-').next().unwrap_or_default();
        let name = if name.len() == 1 { name.to_uppercase() } else { name.to_owned() };
        return Some(Source {
            relay: Some(relay.link()),
            ..make(format!("{USER} {name}"), Sort::Person)
        });
    }
    let at = range.clone().find(|i| scene.around(*i, "other").is_some())?;
    let rest: Vec<usize> = range.clone().filter(|i| *i != at).collect();
    let noun = match rest.as_slice() {
        [] => memory.said.last().map(|s| s.who.clone())?,
        [first, ..] => describe(scene.doc, &(*first..first + rest.len())),
    };
    (!noun.is_empty()).then(|| make(format!("second {noun}"), Sort::Person))
}

/// How a nameless user of a network is called.
const USER: &str = "user of";

/// Somebody introduced before by a longer title: "the spokesman" after "the government spokesman".
fn by_role(scene: &Scene<'_, '_>, range: &Range<usize>, own: &[String]) -> Option<Source> {
    if own.len() != 1 || scene.role(range.start + range.len() - 1).is_none() {
        return None;
    }
    let level = Room { range: 0..range.start, quote: None };
    let fits = |i: &usize| {
        let found = phrase(scene, &level, *i, None)?;
        let all = stems(scene, &found);
        let head = if scene.verb_first() { all.first() } else { all.last() };
        (all.len() > 1 && head == own.first()).then_some(found)
    };
    let roles = (0..range.start).rev().filter(|i| scene.role(*i).is_some());
    let earlier =
        roles.map(|i| if scene.verb_first() { i } else { super::phrase::head_start(scene, i) });
    let found = earlier.filter_map(|i| fits(&i)).next()?;
    described(scene, &found)
}

/// The stems of a name with the words around it that tell who it is.
fn introduction(scene: &Scene<'_, '_>, nominal: &Nominal) -> Vec<String> {
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

/// A first or last name of somebody named in full before.
fn short_name(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let words: Vec<&str> = range
        .clone()
        .filter(|i| scene.is_word(*i))
        .map(|i| scene.doc.tokens[i].norm.as_str())
        .collect();
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
        let full: Vec<String> =
            n.tokens.clone().map(|i| scene.doc.tokens[i].norm.clone()).collect();
        full.len() > words.len() && words.iter().all(|w| full.iter().any(|f| f == w))
    })?;
    same.who
        .id
        .clone()
        .map(|id| Source { stems: introduction(scene, same), ..make(id, Sort::Person) })
}

/// The first person introduced whom a title without his state's full adjective fits: "الزعيم الكوري".
fn by_office(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let (role, _, end, _) = crate::nominal::role_at(scene.doc, range.start)?;
    let role = &scene.doc.lang.roles[role];
    if role.kind != RoleKind::Office || end + 1 != range.end {
        return None;
    }
    let adjective = stems(scene, &(end..range.end)).pop()?;
    let before =
        scene.nominals.iter().take_while(|n| n.tokens.end <= range.start).collect::<Vec<_>>();
    let fits = |id: &str| {
        let person = scene.doc.pack.world.get(id).filter(|e| e.kind == Kind::Person)?;
        let states = person.offices.iter().filter_map(|o| scene.doc.pack.world.index(&o.of));
        let called = |s: usize| {
            let mut names = scene
                .doc
                .pack
                .world
                .demonyms
                .iter()
                .filter(|(l, _, e)| *l == scene.doc.lang.lang && *e == s);
            names.any(|(_, text, _)| {
                isnad_text::fold(text).split(' ').next() == Some(adjective.as_str())
            })
        };
        states.into_iter().any(called).then(|| make(id.to_owned(), Sort::Person))
    };
    before
        .iter()
        .rev()
        .filter(|n| n.name.is_some())
        .find_map(|n| n.who.id.as_deref().and_then(fits))
}

/// Words cut to their stems, function words left aside.
pub(crate) fn stems(scene: &Scene<'_, '_>, range: &Range<usize>) -> Vec<String> {
    let light = |i: usize| {
        let token = scene.doc.tokens.get(i)?;
        let class = scene.doc.class(i);
        if token.kind != TokenKind::Word
            || matches!(class, "det" | "demo" | "prep" | "and" | "coord" | "rel" | "both")
            || token.norm.starts_with('\'')
        {
            return None;
        }
        let stem = scene
            .doc
            .lang
            .clitics
            .bare_stems(&token.norm)
            .into_iter()
            .find(|(b, _)| b.is_some_and(|b| b.article));
        let stem = stem.map_or_else(|| token.norm.clone(), |(_, s)| s);
        let ends = scene.doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
        let cut = ends.split('|').filter(|e| !e.is_empty()).find_map(|e| stem.strip_suffix(e));
        Some(cut.map_or(stem.clone(), str::to_owned))
    };
    range.clone().filter_map(light).collect()
}

/// Somebody by a noun with a pronoun written on it: "والدتها".
fn owned(scene: &Scene<'_, '_>, memory: &Memory, range: &Range<usize>) -> Option<Source> {
    let doc = scene.doc;
    let token = doc.tokens.get(range.start)?;
    if is_whole(scene, range.start) {
        return None;
    }
    for split in doc.lang.clitics.splits(&token.norm) {
        let Some(after) = split.after.filter(|a| a.person.starts_with('3')) else { continue };
        if split.before.is_some_and(|b| !b.prep.is_empty() || b.article) {
            continue;
        }
        let Some(gloss) = noun_gloss(scene, &split.stem) else { continue };
        let owner = memory.last(after.person.chars().nth(2).unwrap_or(' '), false);
        let rest = (range.end > range.start + 1)
            .then(|| describe(doc, &(range.start + 1..range.end)))
            .filter(|r| !r.is_empty());
        let gloss = rest.map_or(gloss.clone(), |r| format!("{r} {gloss}"));
        let who = owner.map_or(gloss.clone(), |o| match o.sort {
            Sort::Person => format!("{}'s {gloss}", o.who.replace('-', " ")),
            _ => format!("{gloss} of the {}", o.who.replace('-', " ")),
        });
        return Some(make(who, Sort::Person));
    }
    None
}

/// Whether a word is listed as it stands, so that its end is no pronoun.
fn is_whole(scene: &Scene<'_, '_>, i: usize) -> bool {
    let (doc, norm) = (scene.doc, &scene.doc.tokens[i].norm);
    let exact = isnad_pack::gazetteer::exact;
    doc.readings[i].iter().any(|r| r.split.after.is_none())
        || scene.is_glossed(i)
        || doc.lang.role_names.longest(norm, &doc.tokens, i + 1, exact).is_some()
        || scene.around(i, "outlet").is_some()
}

/// Whether a word with a pronoun names somebody by his role: "رئيستها".
pub(crate) fn is_owned_role(scene: &Scene<'_, '_>, i: usize) -> bool {
    let lang = scene.doc.lang;
    lang.clitics.splits(&scene.doc.tokens[i].norm).iter().any(|split| {
        let person = split.after.is_some_and(|a| a.person.starts_with('3'));
        person && noun_gloss(scene, &split.stem).is_some() && {
            let open = lang.settings.get("open_feminine").map_or("", String::as_str);
            let ending = lang.settings.get("feminine_endings").map_or("", String::as_str);
            let restored = split.stem.strip_suffix(open).map(|s| format!("{s}{ending}"));
            lang.role_names.knows(&split.stem)
                || restored.is_some_and(|r| lang.role_names.knows(&r))
        }
    })
}

/// English for a noun without its pronoun; the last letter of a feminine noun is put back.
fn noun_gloss(scene: &Scene<'_, '_>, stem: &str) -> Option<String> {
    let lang = scene.doc.lang;
    let ending = lang.settings.get("feminine_endings").map_or("", String::as_str);
    let open = lang.settings.get("open_feminine").map_or("", String::as_str);
    let restored =
        stem.strip_suffix(open).filter(|_| !open.is_empty()).map(|s| format!("{s}{ending}"));
    for form in restored.iter().map(String::as_str).chain([stem]) {
        let hit = lang.role_names.longest(form, &[], 0, isnad_pack::gazetteer::exact);
        let role = hit.and_then(|h| {
            let exact =
                h.values.iter().find(|(r, _)| isnad_text::fold(&lang.roles[*r].lemma) == *form);
            exact.or(h.values.first()).copied()
        });
        if let Some((role, _)) = role {
            let role = &lang.roles[role];
            let head = if role.id == "president" { "head".to_owned() } else { role.gloss.clone() };
            return Some(head);
        }
        let hit = lang.glossary.longest(form, &[], 0, isnad_pack::gazetteer::exact);
        if let Some(gloss) = hit.and_then(|h| h.values.first()) {
            return Some(gloss.clone());
        }
    }
    None
}

/// The body whose statement or letter a phrase names; a joint one is itself the speaker.
fn issuer(
    scene: &Scene<'_, '_>,
    room: &Room,
    memory: &Memory,
    range: &Range<usize>,
) -> Option<Source> {
    let head = (range.start..range.end)
        .find(|i| scene.around(*i, "issued").is_some() && scene.role(*i).is_none())?;
    let english = scene.doc.lang.clitics.article().is_empty();
    if !english && head > range.start + 1 {
        return None;
    }
    if english {
        // "The law firm's letter": the possessor; "the statement": the last speaker.
        let owner = (range.start..head).rev().find(|i| scene.doc.tokens[*i].norm == "'s");
        if let Some(owner) = owner {
            return source(scene, room, memory, &(range.start..owner));
        }
        let of = (head..range.end).find(|i| scene.doc.key(*i, "prep") == Some("of"));
        if of.is_some() {
            return Some(make(describe(scene.doc, range), Sort::Paper));
        }
        let person = scene
            .nominals
            .iter()
            .take_while(|n| n.tokens.end <= range.start)
            .filter(|n| scene.is_person(n) && n.unknown_name.or(n.name).is_some())
            .last();
        return memory
            .last(' ', false)
            .or_else(|| person.and_then(|n| n.who.id.clone()).map(|id| make(id, Sort::Person)));
    }
    let after = scene.around(head, "issued")?.end;
    if scene.around(after, "joint").is_some() {
        return Some(make(describe(scene.doc, range), Sort::Paper));
    }
    for at in after..(after + 5).min(room.range.end) {
        if !scene.is_word(at) {
            break;
        }
        let known = scene.role(at).is_some()
            || scene.nominal_at(at).is_some_and(|n| n.who.id.is_some() && !n.adjective);
        let bound = scene.has_preposition(at) && crate::nominal::role_at(scene.doc, at).is_some();
        let more =
            |i: usize| scene.is_word(i) && scene.is_definite(i) && scene.doc.class(i).is_empty();
        let owner =
            bound.then(|| at..(at + 1..room.range.end).find(|i| !more(*i)).unwrap_or(at + 1));
        let Some(found) = phrase(scene, room, at, None).filter(|_| known).or(owner) else {
            continue;
        };
        return source(scene, room, memory, &found);
    }
    memory.last(' ', false)
}

/// A poll, report or leaked paper.
fn paper(scene: &Scene<'_, '_>, room: &Room, range: &Range<usize>) -> Option<Source> {
    let head = (range.start..range.end.min(range.start + 4))
        .find(|i| scene.word(*i, "paper").is_some())?;
    let hit = scene.word(head, "paper")?;
    let count = scene.word(range.start, "count").filter(|c| c.end == head);
    if scene.verb_first() && head > range.start && count.is_none() {
        return None;
    }
    let rest = describe(scene.doc, range);
    let count = count.map_or(String::new(), |c| {
        if c.key.is_empty() { String::new() } else { format!("{} ", c.key) }
    });
    let by = maker(scene, room, hit.end.max(range.start + 1));
    let who = match by.filter(|_| scene.verb_first()) {
        Some(maker) => format!("{} by the {maker}", hit.key),
        None if rest.is_empty() => hit.key.to_owned(),
        None if scene.verb_first() => {
            let more = describe(scene.doc, &(hit.end.min(range.end)..range.end));
            if more.is_empty() {
                format!("{count}{}", hit.key)
            } else {
                format!("{count}{more} {}", hit.key)
            }
        }
        None => rest,
    };
    Some(Source { plural: true, ..make(who, Sort::Paper) })
}

/// Who made a poll: "استطلاع أجراه مركز …", "استطلاع لمعهد …".
fn maker(scene: &Scene<'_, '_>, room: &Room, at: usize) -> Option<String> {
    let made = scene.doc.tokens.get(at)?;
    let carried = scene.around(at, "carry").is_some()
        && scene.word(at + 1, "outlet").is_none()
        && scene.nominal_at(at + 1).is_none_or(|n| super::chain::outlet_of(scene, n).is_none());
    if carried {
        let range = phrase(scene, room, at + 1, None)?;
        return Some(describe(scene.doc, &range)).filter(|d| !d.is_empty());
    }
    let held = scene.doc.class(at) == "hold"
        || scene.doc.readings[at].iter().any(|r| r.split.after.is_some());
    let start = if scene.has_preposition(at) { at } else { at + 1 };
    let named = scene.has_preposition(at)
        || held
        || made.norm
            == isnad_text::fold(scene.doc.lang.settings.get("held").map_or("", String::as_str));
    if !named || start >= room.range.end || !scene.is_word(start) {
        return None;
    }
    let mut end = start + 1;
    while end < room.range.end && end < start + 4 && scene.is_definite(end) {
        end += 1;
    }
    Some(describe(scene.doc, &(start..end))).filter(|d| !d.is_empty() && end > start + 1)
}

fn described(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let range = &head_only(scene, range);
    let mut description = describe(scene.doc, range);
    if let Some(word) = scene.around(range.end, "nameless").filter(|_| scene.verb_first()) {
        description = format!("{description} {}", word.key);
    }
    if description.is_empty() || description.len() > 120 {
        return None;
    }
    let head = head_role(scene, range);
    let sort = match head {
        Some(RoleKind::Body | RoleKind::Group) => Sort::Body,
        _ => Sort::Person,
    };
    let who = if head == Some(RoleKind::Body) { body_id(&description) } else { description };
    Some(make(who, sort))
}

/// An English phrase without its relative clause, unless that says that nobody is to be named.
fn head_only(scene: &Scene<'_, '_>, range: &Range<usize>) -> Range<usize> {
    if scene.verb_first() {
        return range.clone();
    }
    let cut = |i: &usize| {
        let loose =
            scene.doc.key(*i, "prep").is_some_and(|k| !matches!(k, "of" | "for" | "to" | "with"));
        scene.is_comma(*i) || scene.doc.class(*i) == "rel" || loose
    };
    let Some(end) = (range.start + 1..range.end).find(cut) else { return range.clone() };
    if (end..range.end.min(end + 2)).any(|i| scene.around(i, "nameless").is_some()) {
        range.clone()
    } else {
        range.start..end
    }
}

/// The kind of the noun at the head of a phrase: the first in Arabic, the last in English.
fn head_role(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<RoleKind> {
    if scene.verb_first() {
        return scene.role(range.start).map(|(_, kind)| kind);
    }
    let of = range.clone().find(|i| scene.doc.class(*i) == "prep").unwrap_or(range.end);
    (range.start..of)
        .rev()
        .find_map(|i| scene.role(i).filter(|(end, _)| *end >= of).map(|(_, kind)| kind))
}

fn gender(scene: &Scene<'_, '_>, range: &Range<usize>) -> char {
    let ends = scene.doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
    let Some(token) = scene.doc.tokens.get(range.start).filter(|_| !ends.is_empty()) else {
        return ' ';
    };
    if ends.split('|').any(|e| token.norm.ends_with(e)) { 'f' } else { 'm' }
}

/// Whether what begins at a token can be a source: a name, a role, an outlet, a paper.
pub(crate) fn is_source_like(scene: &Scene<'_, '_>, i: usize) -> bool {
    let mut at = i;
    while matches!(scene.doc.class(at), "det" | "demo") || scene.doc.key(at, "prep") == Some("to") {
        at += 1;
    }
    (at..at + 2).any(|k| {
        let named = scene.nominals.iter().any(|n| {
            n.tokens.contains(&k) && n.who.id.is_some() && !n.adjective && !is_agreement(scene, n)
        });
        let role = crate::nominal::role_at(scene.doc, k).is_some();
        let noun = ["outlet", "paper", "issued"].iter().any(|c| scene.around(k, c).is_some());
        (named || role || noun) && (k == at || !scene.verb_first())
    })
}

fn is_agreement(scene: &Scene<'_, '_>, nominal: &Nominal) -> bool {
    let entity = nominal.who.id.as_deref().and_then(|id| scene.doc.pack.world.get(id));
    entity.is_some_and(|e| matches!(e.kind, Kind::Agreement | Kind::Weapon | Kind::Work))
}

impl Scene<'_, '_> {
    /// Whether the glossary holds a word as it stands.
    pub(crate) fn is_glossed(&self, i: usize) -> bool {
        let token = &self.doc.tokens[i];
        self.doc
            .lang
            .glossary
            .longest(&token.norm, &self.doc.tokens, i + 1, isnad_pack::gazetteer::exact)
            .is_some()
    }

    /// Whether a word is listed once its article is cut off.
    pub(crate) fn is_listed_bare(&self, i: usize) -> bool {
        let token = &self.doc.tokens[i];
        crate::nominal::role_at(self.doc, i).is_some()
            || self.nominal_at(i).is_some_and(|n| n.adjective)
            || self.doc.lang.clitics.bare_stems(&token.norm).iter().any(|(_, s)| {
                self.doc.lang.glossary.knows(s) || !self.doc.lang.lexicon.form(s).is_empty()
            })
    }
}
