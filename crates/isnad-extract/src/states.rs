//! Whose state stands behind a phrase that names none: a body's, by the place beside it or by the
//! page; "the two countries".

use isnad_pack::{lang::RoleKind, world::Kind};

use crate::{
    coref::{is_located, is_state},
    document::Document,
    nominal::{Nominal, Referent},
};

/// Gives bodies and officials without a state the one in whose place they stand: "a court in
/// Bangkok", "the army … in Mali".
pub(crate) fn settle_by_place(doc: &Document<'_>, nominals: &mut [Nominal]) {
    let home = only_state(doc, nominals);
    let stateless = !nominals.iter().flat_map(|n| &n.who.actors).any(|a| is_state(doc, a));
    for i in 0..nominals.len() {
        let role = nominals[i].role.map(|r| doc.lang.roles[r].kind);
        if !matches!(role, Some(RoleKind::Body | RoleKind::Office))
            || !nominals[i].who.actors.is_empty()
        {
            continue;
        }
        let sentence = doc.sentence_of(nominals[i].tokens.start);
        let here = nominals.iter().filter(|n| sentence.contains(&n.tokens.start));
        let state = |n: &&Nominal| n.who.actors.len() == 1 && is_state(doc, &n.who.actors[0]);
        let place = |n: &&Nominal| is_located(doc, n) || is_place(doc, n);
        let nearest = here
            .filter(state)
            .filter(place)
            .min_by_key(|n| (!is_located(doc, n), n.tokens.start.abs_diff(nominals[i].tokens.end)));
        if let Some(actors) = nearest.map(|n| n.who.actors.clone()).or_else(|| home.clone()) {
            nominals[i].who.actors = actors;
        } else if let Some(role) = nominals[i].role.map(|r| &doc.lang.roles[r])
            && stateless
            && is_force(doc, &role.id)
        {
            // On a page without any state its forces act for themselves.
            nominals[i].who.actors = vec![role.id.clone()];
        }
    }
}

/// Whether a role is that of soldiers or police.
fn is_force(doc: &Document<'_>, role: &str) -> bool {
    doc.lang.settings.lists("forces", role)
}

/// Whether a phrase names a town or region.
fn is_place(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let id = nominal.who.id.as_deref();
    id.and_then(|id| doc.pack.world.get(id)).is_some_and(|e| e.kind == Kind::Place)
}

/// The one state that a document speaks of, if it speaks of no other.
fn only_state(doc: &Document<'_>, nominals: &[Nominal]) -> Option<Vec<String>> {
    let states = nominals.iter().filter(|n| n.who.actors.len() == 1).map(|n| &n.who.actors[0]);
    let mut states = states.filter(|a| is_state(doc, a));
    let first = states.next()?;
    states.all(|s| s == first).then(|| vec![first.clone()])
}

/// The state that a body without adjective belongs to: the one named last in its sentence.
pub(crate) fn states_near(
    doc: &Document<'_>,
    nominal: &Nominal,
    before: &[Nominal],
) -> Vec<String> {
    let sentence = doc.sentence_of(nominal.tokens.start);
    let near = before.iter().rev().take_while(|n| n.tokens.start >= sentence.start);
    let state = near.filter(|n| n.who.actors.len() == 1).find(|n| is_state(doc, &n.who.actors[0]));
    state.map(|n| n.who.actors.clone()).unwrap_or_default()
}

/// The two parties spoken of last.
pub(crate) fn pair(doc: &Document<'_>, at: usize, before: &[Nominal]) -> Referent {
    let start = doc.sentence_of(at).start;
    let here = before.partition_point(|n| n.tokens.start < start);
    let near = states_in(doc, &before[here..]);
    if let [.., first, second] = near.as_slice() {
        return Referent { id: None, actors: vec![first.0.clone(), second.0.clone()] };
    }
    // Else the two of whom the page has spoken most; of those spoken of alike the last.
    let mut all = states_in(doc, before);
    all.reverse();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    all.truncate(2);
    Referent { id: None, actors: all.into_iter().map(|(id, _)| id).collect() }
}

/// The states that phrases name, each with how often, those named last at the end.
fn states_in(doc: &Document<'_>, nominals: &[Nominal]) -> Vec<(String, usize)> {
    let mut out: Vec<(String, usize)> = Vec::new();
    for actor in nominals.iter().filter(|n| !n.pair).flat_map(|n| &n.who.actors) {
        if !is_state(doc, actor) {
            continue;
        }
        let at = out.iter().position(|(id, _)| id == actor);
        let count = at.map_or(0, |at| out.remove(at).1);
        out.push((actor.clone(), count + 1));
    }
    out
}
