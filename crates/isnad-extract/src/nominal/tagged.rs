//! Persons whom only the tagger tells, as noun phrases beside those that the lists told.

use std::ops::Range;

use isnad_pack::{
    inflect::Pos,
    world::{Kind, Strength},
};

use super::Nominal;
use crate::{
    document::Document,
    tagger::{NameKind, Tagged, name_span, reading},
};

/// Adds the persons that the tagger tells, and parts with names of the lists that are only pieces
/// of a tagged one. What a list holds in full stays as it is.
pub fn add_tagged(doc: &Document<'_>, nominals: &mut Vec<Nominal>, tagged: &[Tagged]) {
    for name in tagged.iter().filter(|t| t.kind == NameKind::Person) {
        // The phrases stay in their order, each behind the end of the one before.
        let first = nominals.partition_point(|n| n.tokens.end < name.tokens.start);
        let end = nominals.partition_point(|n| n.tokens.start < name.tokens.end);
        let mut near: Vec<Nominal> = nominals.drain(first..end.max(first)).collect();
        add_person(doc, &mut near, &name.tokens);
        near.sort_by_key(|n| (n.tokens.start, n.tokens.end));
        nominals.splice(first..first, near);
    }
}

/// Adds a person to the phrases that stand at its name or end before it.
fn add_person(doc: &Document<'_>, nominals: &mut Vec<Nominal>, name: &Range<usize>) {
    let touches = |n: &Nominal| n.tokens.start < name.end && name.start < n.tokens.end;
    let listed = |n: &&Nominal| touches(n) && n.name.is_some() && !n.adjective;
    // Two names of the lists are not one that they lack.
    let two = nominals.iter().filter(listed).count() > 1;
    if two || nominals.iter().any(|n| touches(n) && keeps(doc, n, name)) {
        return;
    }
    // Structure may tell a longer name that begins at the same word.
    let longer = |n: &&mut Nominal| {
        let own = n.unknown_name.map(|s| doc.tokens_in(s));
        own.is_some_and(|o| o.start == name.start && o.end >= name.end)
    };
    if let Some(known) = nominals.iter_mut().find(longer) {
        known.tagged = true;
        return;
    }
    let span = Some(name_span(doc, name));
    // A title whose bearer the structure told shorter or longer, or not at all.
    let bearer = |n: &&mut Nominal| {
        let owns = n.tokens.start < name.start && n.tokens.end >= name.start;
        n.role.is_some() && n.name.is_none() && owns
    };
    if let Some(title) = nominals.iter_mut().find(bearer) {
        (title.unknown_name, title.tagged) = (span, true);
        title.tokens.end = title.tokens.end.max(name.end);
        let own = title.tokens.clone();
        nominals.retain(|n| n.tokens == own || !touches(n));
        return;
    }
    nominals.retain(|n| !touches(n));
    let mut person = Nominal::new(name.clone());
    (person.unknown_name, person.tagged) = (span, true);
    super::apply_proclitic(&mut person, reading(doc, name.start).1);
    super::add_preposition(doc, &mut person);
    nominals.push(person);
}

/// Whether a noun phrase stands against a tagged person: it holds a name of the lists that is as long
/// or safer, or it begins before and is more than a title.
fn keeps(doc: &Document<'_>, nominal: &Nominal, name: &Range<usize>) -> bool {
    let Some(span) = nominal.name else {
        let adjective = nominal.adjective && nominal.tokens.start < name.start;
        // "Malta's president": a state to which an office belongs is no person.
        let owner = nominal.role.is_some()
            && !nominal.states.is_empty()
            && nominal.tokens.start <= name.start
            && nominal.tokens.end > name.end;
        return adjective || owner || nominal.pair;
    };
    let own = doc.tokens_in(span);
    let longer = own.start <= name.start && own.end >= name.end;
    let person = |c: &usize| doc.pack.world.entity(*c).kind == Kind::Person;
    if nominal.candidates.iter().any(person) {
        // "Kim said", "Kim's visit": what follows a listed name is seldom more of it.
        let part = |i: usize| {
            let proper = matches!(reading(doc, i).0, None | Some(Pos::Name));
            doc.functions[i].is_none() && proper
        };
        let more = name.clone().filter(|i| !own.contains(i)).all(part);
        return longer || !more || nominal.strength == Strength::Full;
    }
    // A state is no person, unless people are called like it.
    let state = |c: &usize| doc.pack.world.entity(*c).kind == Kind::State;
    let given = |i: usize| doc.pack.world.name_part(doc.norm(i)).0;
    if own == *name && nominal.candidates.iter().any(state) && !own.clone().any(given) {
        return true;
    }
    let crosses = own.start < name.start || own.end > name.end;
    // Many a small town is called like a family.
    let town = own == *name && nominal.candidates.iter().all(|c| doc.pack.world.is_town(*c));
    (longer || crosses) && nominal.strength == Strength::Full && !town
}
