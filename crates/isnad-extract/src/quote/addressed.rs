//! Outlets to which somebody speaks, where nothing but their name or the marks around it tells that they
//! are outlets.

use isnad_pack::world::Kind;

use crate::slug::slug;

use super::{
    chain::{Relay, outlet_relay},
    cue::cue_at,
    scene::Scene,
};

/// An outlet to which somebody speaks in a headline, where nothing but its name tells that it is one:
/// "وزير للجزيرة: …".
pub(crate) fn addressed(scene: &Scene<'_, '_>, i: usize) -> Option<Relay> {
    let doc = scene.doc;
    let exact = isnad_pack::gazetteer::exact;
    let is_told = |k: usize| scene.is_goal(k) || is_goal_letter(scene, k);
    let behind = (i.saturating_sub(2)..i).rev().find(|k| scene.is_word(*k));
    for (before, stem) in doc.lang.clitics.name_stems(doc.norm(i)) {
        let written = before.is_some_and(|b| !b.prep.is_empty());
        if !written && !behind.is_some_and(is_told) {
            continue;
        }
        let Some(hit) = doc.lang.names.longest(&stem, &doc.tokens, i + 1, exact) else { continue };
        let mut named = hit.values.iter().map(|v| doc.pack.world.entity(v.entity));
        if let Some(outlet) = named.find(|e| e.kind == Kind::Outlet || e.sort == "agency") {
            return Some(outlet_relay(scene, i..hit.end, outlet.id.clone()));
        }
    }
    None
}

/// An outlet that no list holds, in marks between a reporting verb with the letter of its goal and what
/// is reported: "وقال لـ«كورة اليوم» إن".
pub(crate) fn addressed_in_marks(scene: &Scene<'_, '_>, quoted: usize) -> Option<Relay> {
    let quoted = &scene.marks.quoted[quoted];
    let (outer, inner) = (&quoted.outer, &quoted.inner);
    let led = |k: usize| is_goal_letter(scene, k) || k == outer.start && scene.doc.is_mark(k, "-");
    let letter = outer.start.checked_sub(1).filter(|k| led(*k))?;
    let says =
        (letter.saturating_sub(2)..letter).any(|k| cue_at(scene, k).is_some_and(|c| c.is_verb()));
    let then = scene.around(outer.end, "that").is_some() || scene.is_colon(outer.end);
    let name = || slug(scene.span(inner).of(scene.doc.text), scene.doc.lang);
    (says && then && inner.len() <= 4).then(|| outlet_relay(scene, inner.clone(), name()))
}

/// Whether a token is a preposition of one letter that is written apart from its quoted noun: "لـ«…»".
fn is_goal_letter(scene: &Scene<'_, '_>, i: usize) -> bool {
    let goals = scene.doc.lang.settings.get("goal").map_or("", String::as_str);
    goals.split('|').any(|goal| goal == scene.doc.norm(i))
}
