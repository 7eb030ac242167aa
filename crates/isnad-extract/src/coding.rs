//! The codes that dictionaries of the user give the parties of events, in place of our ids.

use isnad_pack::{actors::Coding, world::Kind};

use crate::{coref::day, document::Document, nominal::Nominal, record::Event};

/// Puts codes in place of the actors and recipients of events; without dictionaries nothing is
/// done.
pub(crate) fn recode(doc: &Document<'_>, nominals: &[Nominal], events: &mut [Event]) {
    if doc.pack.world.codings.is_empty() {
        return;
    }
    for event in events {
        let at = doc.tokens_in(event.span);
        let coded = |ids: &[String]| {
            let mut out: Vec<String> = Vec::new();
            for code in ids.iter().flat_map(|id| codes_of(doc, nominals, &at, id)) {
                if !out.contains(&code) {
                    out.push(code);
                }
            }
            out
        };
        (event.actors, event.recipients) = (coded(&event.actors), coded(&event.recipients));
    }
}

/// The codes of one that takes part: by the words that name it in the event, else by those that did
/// so last, else by its id alone.
fn codes_of(
    doc: &Document<'_>,
    nominals: &[Nominal],
    at: &std::ops::Range<usize>,
    id: &String,
) -> Vec<String> {
    let names = |n: &&Nominal| n.who.actors.contains(id);
    let inside = nominals.iter().filter(|n| at.contains(&n.tokens.start)).find(names);
    let before = || nominals.iter().rev().filter(|n| n.tokens.start < at.end).find(names);
    inside.or_else(before).map_or_else(|| codes_of_id(doc, id), |n| codes_of_phrase(doc, n, id))
}

/// The codes of a noun phrase: those of its name, else of whom it means, else of its state; its
/// title adds to them.
fn codes_of_phrase(doc: &Document<'_>, nominal: &Nominal, id: &str) -> Vec<String> {
    let world = &doc.pack.world;
    let own = nominal.who.id.as_deref().and_then(|id| world.index(id));
    // A state named among others may be only the adjective of who is meant.
    let named = nominal.candidates.iter().filter(|_| !nominal.adjective).copied();
    let mut all = named.chain(own).chain(nominal.states.iter().copied());
    let coded = all.find_map(|i| codings(doc, i));
    let codes = coded.unwrap_or_else(|| codes_of_id(doc, id));
    let agent = nominal.role.and_then(|r| doc.lang.roles.get(r)?.agent.as_ref());
    match agent {
        Some(agent) => codes.iter().map(|code| agent.joined(code)).collect(),
        None => codes,
    }
}

/// The codes of an id: those of the dictionary, else that of CAMEO.
fn codes_of_id(doc: &Document<'_>, id: &str) -> Vec<String> {
    let world = &doc.pack.world;
    if let Some(codes) = world.index(id).and_then(|i| codings(doc, i)) {
        return codes;
    }
    let state = world.get(id).filter(|e| e.kind == Kind::State);
    let cameo = state.and_then(|e| e.codes.get("cameo"));
    vec![cameo.map_or_else(|| id.to_owned(), String::clone)]
}

/// The codes that a dictionary gives an entity on the day of publication; `None` if it does not list
/// it, none if it counts as nobody then.
fn codings(doc: &Document<'_>, entity: usize) -> Option<Vec<String>> {
    let listed: &[Coding] = doc.pack.world.codings.get(&entity)?;
    Some(listed.iter().find(|c| c.holds(day(doc))).map(|c| c.codes.clone()).unwrap_or_default())
}
