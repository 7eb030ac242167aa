//! Who a noun phrase names as speaker: an entity, somebody told before, or a short description.

use std::ops::Range;

use isnad_pack::{lang::RoleKind, world::Kind};
use isnad_text::{Span, TokenKind};

use crate::{
    coref::day,
    describe::{body_id, describe},
    nominal::Nominal,
    record::Link,
};

use super::{
    chain::{Relay, relay_at, relays},
    cue::cue_at,
    known::{owned, told_before},
    named::{by_office, named, short_name},
    paper::{issuer, paper},
    phrase::is_several,
    scene::{Room, Scene},
    tokens::Question,
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
    pub(crate) relay: Option<Link>,
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
    pub(crate) channel: Vec<Link>,
    /// Whom the last speaker asked.
    pub(crate) asked: Option<Source>,
    /// Who asked last, if the last words were a question.
    pub(crate) asker: Option<String>,
    /// Who says all this, within a quotation.
    pub(crate) outer: Option<Source>,
}

impl Memory {
    /// The speaker that a pronoun or a verb without subject means.
    pub(crate) fn last(&self, gender: char, plural: bool) -> Option<Source> {
        self.fitting(gender, plural).or_else(|| self.said.last().cloned())
    }

    /// The last speaker of this gender and number.
    pub(crate) fn fitting(&self, gender: char, plural: bool) -> Option<Source> {
        let fits = |s: &&Source| {
            (gender == ' ' || s.gender == ' ' || s.gender == gender)
                && (!plural || s.plural || s.sort != Sort::Person)
        };
        self.said.iter().rev().find(fits).cloned()
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
        out.stems = stems(scene, &range).map(str::to_owned).collect();
    }
    out.span = out.span.or_else(|| Some(scene.span(&range)));
    let bare =
        out.sort == Sort::Person && scene.role(range.start).is_none() && !out.who.contains(' ');
    if out.gender == ' ' {
        out.gender = gender(scene, &range);
    }
    if bare && out.gender == 'm' {
        // A bare name without feminine ending may be a woman's.
        out.gender = ' ';
    }
    Some(out)
}

pub(crate) fn make(who: String, sort: Sort) -> Source {
    Source { who, span: None, sort, stems: Vec::new(), gender: ' ', plural: false, relay: None }
}

/// The phrase without marks, articles and words of time at its ends.
pub(crate) fn trimmed(scene: &Scene<'_, '_>, range: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    let idle = |i: usize| {
        scene.doc.kind(i) == TokenKind::Mark && !scene.doc.is_mark(i, "'")
            || scene.word(i, "lead").is_some() && scene.role(i).is_none()
            || scene.doc.class(i) == "both"
    };
    while start < end && idle(start) {
        start += 1;
    }
    while end > start && scene.doc.kind(end - 1) == TokenKind::Mark {
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
        let behind = scene.doc.lang.is_cased();
        let free = (range.start..range.end).all(|i| {
            scene.role(i).is_none_or(|(_, k)| k == RoleKind::Body || k == RoleKind::Group)
        });
        all.into_iter().next().filter(|r| behind && free && !r.network)
    })?;
    (!head.network).then(|| Source { span: Some(head.span), ..make(head.who, Sort::Outlet) })
}

/// A title whose bearer is known.
fn titled(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let first = scene.nominals_in(range).iter().find(|n| !n.adjective)?;
    let at_head = first.tokens.start <= range.start + 1 && first.role.is_some();
    let shared = scene.doc.lang.settings.get("shared_offices").map_or("", String::as_str);
    let office = first.role.map(|r| scene.doc.lang.roles[r].id.as_str());
    // Two ministers are no person, and a state has many ambassadors.
    let many =
        is_several(scene, first.tokens.start) || shared.split('|').any(|s| office == Some(s));
    let id = first.who.id.clone().filter(|_| at_head && first.tokens.end + 1 >= range.end)?;
    let entity = scene.doc.pack.world.get(&id)?;
    // Without a date nobody can say who held an office.
    let dated = day(scene.doc).is_some();
    (dated && !first.states.is_empty() && !many
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

pub(crate) fn described(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<Source> {
    let range = &head_only(scene, range);
    let mut description = describe(scene.doc, range);
    let behind = range.end + usize::from(scene.is_comma(range.end));
    if let Some(word) = scene.around(behind, "nameless").filter(|_| scene.verb_first()) {
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
    if let Some(end) = nameless_clause(scene, range.end) {
        description = format!("{description} {}", scene.span(&(range.end..end)).of(scene.doc.text));
    }
    let who = if head == Some(RoleKind::Body) { body_id(&description) } else { description };
    Some(make(who, sort))
}

/// An English phrase without its relative clause, unless that says that nobody is to be named.
pub(crate) fn head_only(scene: &Scene<'_, '_>, range: &Range<usize>) -> Range<usize> {
    if scene.verb_first() {
        return range.clone();
    }
    let cut = |i: &usize| {
        let loose =
            scene.doc.key(*i, "prep").is_some_and(|k| !matches!(k, "of" | "for" | "to" | "with"));
        scene.is_comma(*i) || scene.doc.class(*i) == "rel" || loose
    };
    let Some(end) = (range.start + 1..range.end).find(cut) else { return range.clone() };
    let keeps = |i: usize| {
        scene.around(i, "nameless").is_some()
            || scene.around(i, "closer").is_some() && !scene.is_comma(end)
    };
    if (end.saturating_sub(1)..range.end.min(end + 2)).any(keeps) {
        range.clone()
    } else {
        range.start..end
    }
}

/// The end of an English clause behind a phrase that says that nobody is to be named.
fn nameless_clause(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    if scene.verb_first() {
        return None;
    }
    let at = at + usize::from(scene.is_comma(at));
    let begin = scene.around(at, "nameless")?.end;
    let goes_on = |i: &usize| scene.is_word(*i) && cue_at(scene, *i).is_none_or(|c| !c.is_verb());
    (begin..begin + 6).find(|i| !goes_on(i)).or(Some(begin))
}

/// The kind of the noun at the head of a phrase: the first in Arabic, the last in English.
fn head_role(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<RoleKind> {
    if scene.verb_first() {
        let role = scene.role_noun(range.start);
        return role.map(|r| scene.doc.lang.roles[r.0].kind);
    }
    let of = range.clone().find(|i| scene.doc.class(*i) == "prep").unwrap_or(range.end);
    (range.start..of)
        .rev()
        .find_map(|i| scene.role(i).filter(|(end, _)| *end >= of).map(|(_, kind)| kind))
}

/// What the ending of the first word shows: `m` or `f`, where the language has endings that show it.
pub(crate) fn gender(scene: &Scene<'_, '_>, range: &Range<usize>) -> char {
    let ends = scene.doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
    let Some(token) = scene.doc.tokens.get(range.start).filter(|_| !ends.is_empty()) else {
        return ' ';
    };
    if ends.split('|').any(|e| token.norm.ends_with(e)) { 'f' } else { 'm' }
}

/// Words cut to their stems, function words left aside.
pub(crate) fn stems<'s, 'd, 'a>(
    scene: &'s Scene<'d, 'a>,
    range: &Range<usize>,
) -> impl DoubleEndedIterator<Item = &'s str> + Clone + use<'s, 'd, 'a> {
    range.clone().filter_map(move |i| {
        let (from, to) = scene.tokens.stem(i, || stem(scene, i))?;
        scene.doc.norm(i).get(usize::from(from)..usize::from(to))
    })
}

/// Where the stem of a token begins and ends in its folded form.
fn stem(scene: &Scene<'_, '_>, i: usize) -> Option<(u16, u16)> {
    let token = scene.doc.tokens.get(i)?;
    let class = scene.doc.class(i);
    if token.kind != TokenKind::Word
        || matches!(class, "det" | "demo" | "prep" | "and" | "coord" | "rel" | "both")
        || token.norm.starts_with('\'')
    {
        return None;
    }
    let mut stems = scene.doc.lang.clitics.bare_stems(&token.norm);
    let bare = stems.find(|(b, _)| b.is_some_and(|b| b.article));
    let stem = bare.map_or(token.norm.as_str(), |(_, stem)| stem);
    let ends = scene.doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
    let cut = ends.split('|').filter(|e| !e.is_empty()).find_map(|e| stem.strip_suffix(e));
    let from = token.norm.len() - stem.len();
    let to = from + cut.unwrap_or(stem).len();
    Some((u16::try_from(from).ok()?, u16::try_from(to).ok()?))
}

/// Whether what begins at a token can be a source: a name, a role, an outlet, a paper.
pub(crate) fn is_source_like(scene: &Scene<'_, '_>, i: usize) -> bool {
    let mut at = i;
    while matches!(scene.doc.class(at), "det" | "demo") || scene.doc.key(at, "prep") == Some("to") {
        at += 1;
    }
    (at..at + 2).any(|k| {
        let named = scene
            .nominals_over(k)
            .any(|n| n.who.id.is_some() && !n.adjective && !is_agreement(scene, n));
        let role = scene.role_noun(k).is_some();
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
        self.tokens.ask(i, Question::Glossed, || self.find_glossed(i))
    }

    fn find_glossed(&self, i: usize) -> bool {
        let Some(token) = self.doc.tokens.get(i) else { return false };
        self.doc
            .lang
            .glossary
            .longest(&token.norm, &self.doc.tokens, i + 1, isnad_pack::gazetteer::exact)
            .is_some()
    }

    /// Whether a word is listed once its article is cut off.
    pub(crate) fn is_listed_bare(&self, i: usize) -> bool {
        self.tokens.ask(i, Question::ListedBare, || self.find_listed_bare(i))
    }

    fn find_listed_bare(&self, i: usize) -> bool {
        let Some(token) = self.doc.tokens.get(i) else { return false };
        self.role_noun(i).is_some()
            || self.nominal_at(i).is_some_and(|n| n.adjective)
            || self
                .doc
                .lang
                .clitics
                .bare_stems(&token.norm)
                .any(|(_, s)| self.doc.lang.glossary.knows(s) || self.doc.lang.lexicon.knows(s))
    }
}
